//! A submission as it was read: the products with the district's scores, the covering letter, the
//! counts it states.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::criteria::LegalForm;
use crate::finding::Place;
use crate::forms::Sourced;

/// The products of one district in one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// Index of the district in `round.toml`; `None` when nothing names one of them.
    pub district: Option<usize>,
    /// The sheet.
    pub place: Place,
    /// The covering letter (công văn) of the district, as far as the sheet names it.
    pub letter: Letter,
    /// How many products the sheet says there are, wherever it says so.
    pub stated: Vec<StatedCount>,
    /// How many owners it says there are.
    pub stated_owners: Vec<Sourced<usize>>,
    /// How many rows are products, those included that could not be read.
    #[serde(skip)]
    pub rows: usize,
    /// The products that could be read, from top to bottom.
    pub entries: Vec<ProductEntry>,
    /// Names of products that the list itself withdraws; they were told and are not counted.
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
    /// How many rows it counts are products.
    #[serde(skip)]
    pub rows: usize,
    /// How many more are, but were withdrawn.
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

/// Mandatory items of a dossier (Quyết định 1048/QĐ-TTg as amended by 781/QĐ-TTg): phiếu đăng ký
/// sản phẩm, phương án kinh doanh, giới thiệu bộ máy tổ chức, giấy đăng ký kinh doanh, sản phẩm
/// mẫu. `None` where the list has no column for the item; otherwise whether the list says that it
/// is there.
pub type Dossier = [Option<Sourced<bool>>; 5];

/// One product that a district proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductEntry {
    /// Name of the product, as the owner writes it.
    pub product: Sourced<String>,
    /// Product set (bộ sản phẩm).
    pub set: Sourced<String>,
    /// Who makes it.
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
    /// Why the product must wait although its cells could be read (Vietnamese, a clause); it has
    /// been told.
    #[serde(skip)]
    pub doubt: Option<String>,
    /// Whether what the list says of the dossier could not be understood; it has been told.
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
    /// Legal forms that the kind and the name may mean; one when they are precise.
    pub legal_forms: Vec<LegalForm>,
    /// Address.
    pub address: Option<Sourced<String>>,
    /// Who speaks for the owner.
    pub representative: Option<Sourced<String>>,
    /// Telephone, compared with those of council members; never printed.
    #[serde(skip)]
    pub phone: Option<Sourced<String>>,
    /// Tax code, compared likewise.
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
}

impl OwnerKind {
    /// All kinds, in the order decisions list them.
    pub const ALL: [Self; 4] =
        [Self::Household, Self::CooperativeGroup, Self::Company, Self::Cooperative];

    /// The kind in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "hộ kinh doanh",
            Self::CooperativeGroup => "tổ hợp tác",
            Self::Company => "công ty",
            Self::Cooperative => "hợp tác xã",
        }
    }

    /// The kind of a legal form.
    pub(super) fn of(form: LegalForm) -> Self {
        match form {
            LegalForm::Household => Self::Household,
            LegalForm::CooperativeGroup => Self::CooperativeGroup,
            LegalForm::Cooperative => Self::Cooperative,
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
    /// Total as it stands in the file.
    pub total: Option<Sourced<Decimal>>,
    /// Whether the total differs from the parts because a formula was not calculated anew; it has
    /// been reported.
    #[serde(skip)]
    pub total_stale: bool,
    /// Whether a score stands there that could not be read; it has been reported.
    #[serde(skip)]
    pub unreadable: bool,
    /// A heading that nobody understands over a column of numbers, where no column holds the score:
    /// it may be the score.
    #[serde(skip)]
    pub perhaps: Option<Sourced<String>>,
}

impl DistrictScore {
    /// The score that counts: the total of the file, or the sum of the parts where the file has
    /// none.
    #[must_use]
    pub fn counted(&self) -> Option<Decimal> {
        self.total.as_ref().map(|total| total.value).or_else(|| self.sum())
    }

    /// Sum of the three parts, when all are there.
    #[must_use]
    pub fn sum(&self) -> Option<Decimal> {
        self.parts.iter().map(|part| part.as_ref().map(|part| part.value)).sum()
    }
}
