//! The record of a submission as it was read: the products with the district's scores, the covering
//! letter, the counts that the sheet states.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::criteria::LegalForm;
use crate::finding::Place;
use crate::forms::Sourced;

/// The submission (hồ sơ đề nghị) of one district in one sheet: the products that it proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// Index of the district in `round.toml`; `None` where none of them is named.
    pub district: Option<usize>,
    /// The sheet.
    pub place: Place,
    /// The covering letter (công văn) of the district, as far as the sheet names it.
    pub letter: Letter,
    /// The counts of products that the sheet states, wherever it states one.
    pub stated: Vec<StatedCount>,
    /// The counts of owners that the sheet states.
    pub stated_owners: Vec<Sourced<usize>>,
    /// How many rows are products, those included that could not be read.
    #[serde(skip)]
    pub rows: usize,
    /// The products that could be read, from top to bottom.
    pub entries: Vec<ProductEntry>,
    /// Names of products that the list itself withdraws. They were told, and are not counted.
    #[serde(skip)]
    pub withdrawn: Vec<Sourced<String>>,
}

/// A count of products that a sheet states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedCount {
    /// The number.
    pub value: usize,
    /// Its cell.
    pub place: Place,
    /// How many rows of products stand in what it counts.
    #[serde(skip)]
    pub rows: usize,
    /// How many more rows stand there whose products the list withdraws.
    #[serde(skip)]
    pub withdrawn: usize,
}

/// The covering letter (công văn) of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Its number and symbol, e.g. `1234/UBND-NN`.
    pub number: Option<Sourced<String>>,
    /// Its day, `YYYY-MM-DD`.
    pub date: Option<Sourced<String>>,
}

/// The mandatory items of a dossier (Quyết định 1048/QĐ-TTg as amended by 781/QĐ-TTg): phiếu đăng
/// ký sản phẩm, phương án kinh doanh, giới thiệu bộ máy tổ chức, giấy đăng ký kinh doanh, sản phẩm
/// mẫu. Each is `None` where the list does not say whether the item is there, and otherwise whether
/// it is.
pub type Dossier = [Option<Sourced<bool>>; 5];

/// One product that a district proposes (sản phẩm đề nghị).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductEntry {
    /// Name of the product, as the owner writes it.
    pub product: Sourced<String>,
    /// Product set (bộ sản phẩm).
    pub set: Sourced<String>,
    /// Owner (chủ thể).
    pub owner: Owner,
    /// Commune, where the list has a column for it.
    pub commune: Option<Sourced<String>>,
    /// Which mandatory items the dossier holds.
    pub dossier: Dossier,
    /// Average score of the district's council.
    #[serde(rename = "district_score")]
    pub score: DistrictScore,
    /// Stars the district proposes.
    #[serde(rename = "proposed_star")]
    pub star: Option<Sourced<u8>>,
    /// Why the product must wait although its cells could be read (Vietnamese, a clause). It was
    /// told.
    #[serde(skip)]
    pub doubt: Option<String>,
    /// Whether what the list says of the dossier could not be understood. It was told.
    #[serde(skip)]
    pub dossier_unclear: bool,
}

/// Owner of a product (chủ thể).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// Name.
    pub name: Sourced<String>,
    /// Kind, as decisions count it.
    pub kind: Option<Sourced<OwnerKind>>,
    /// Legal forms that the kind and the name may mean; one where they are precise.
    pub legal_forms: Vec<LegalForm>,
    /// Address.
    pub address: Option<Sourced<String>>,
    /// Who represents the owner (người đại diện).
    pub representative: Option<Sourced<String>>,
    /// Telephone number, which is compared with those of the council's members and never printed.
    #[serde(skip)]
    pub phone: Option<Sourced<String>>,
    /// Tax code, which is compared with those of the council's members and never printed.
    #[serde(skip)]
    pub tax_code: Option<Sourced<String>>,
}

/// Kind of owner (loại hình), as decisions count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// Hộ kinh doanh.
    Household,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// Công ty, doanh nghiệp.
    Company,
    /// Hợp tác xã.
    Cooperative,
    /// Trang trại.
    Farm,
    /// Hội, hiệp hội.
    Association,
    /// Trung tâm điều hành.
    OperatingCentre,
}

impl OwnerKind {
    /// All kinds, in the order in which decisions list them.
    pub const ALL: [Self; 7] = [
        Self::Household,
        Self::CooperativeGroup,
        Self::Company,
        Self::Cooperative,
        Self::Farm,
        Self::Association,
        Self::OperatingCentre,
    ];

    /// The kind as it stands in a sentence, in Vietnamese.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "hộ kinh doanh",
            Self::CooperativeGroup => "tổ hợp tác",
            Self::Company => "công ty",
            Self::Cooperative => "hợp tác xã",
            Self::Farm => "trang trại",
            Self::Association => "hội, hiệp hội",
            Self::OperatingCentre => "trung tâm điều hành",
        }
    }

    /// The kind as which a legal form is counted.
    pub(super) fn of(form: LegalForm) -> Self {
        match form {
            LegalForm::Household => Self::Household,
            LegalForm::CooperativeGroup => Self::CooperativeGroup,
            LegalForm::Cooperative => Self::Cooperative,
            LegalForm::Farm => Self::Farm,
            LegalForm::Association => Self::Association,
            LegalForm::OperatingCentre => Self::OperatingCentre,
            LegalForm::PrivateEnterprise
            | LegalForm::OneMemberLtd
            | LegalForm::MultiMemberLtd
            | LegalForm::JointStock => Self::Company,
        }
    }
}

/// Average score of the district's council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DistrictScore {
    /// Parts A, B, C.
    pub parts: [Option<Sourced<Decimal>>; 3],
    /// The total as it stands in the file.
    pub total: Option<Sourced<Decimal>>,
    /// Whether the total is an old result of a formula, which differs from the parts. It was told.
    #[serde(skip)]
    pub total_stale: bool,
    /// Whether a cell holds a score that could not be read. It was told.
    #[serde(skip)]
    pub unreadable: bool,
    /// The heading of a column of numbers that may be the score, where no column is known to be it.
    #[serde(skip)]
    pub perhaps: Option<Sourced<String>>,
}

impl DistrictScore {
    /// The score that counts: the total in the file, or the sum of the parts where the file has no
    /// total.
    #[must_use]
    pub fn counted(&self) -> Option<Decimal> {
        self.total.as_ref().map(|total| total.value).or_else(|| self.sum())
    }

    /// The sum of the three parts; `None` unless all are there.
    #[must_use]
    pub fn sum(&self) -> Option<Decimal> {
        self.parts.iter().map(|part| part.as_ref().map(|part| part.value)).sum()
    }
}
