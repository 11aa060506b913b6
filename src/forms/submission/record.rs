//! The record of a submission as it was read: the products with the district's scores, the covering
//! letter, the counts that the sheet states.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use time::Date;

use super::Registration;
use super::registration::day_json;
use crate::criteria::{DossierItem, LegalForm};
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

/// A number of products that a list says it has (`Tổng cộng: 12 sản phẩm`), and how many rows there
/// really are. The rules compare the two.
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

/// The items of a dossier, in the order of [`DossierItem::ALL`]. Each is `None` where the list does
/// not say whether the item is there, and otherwise whether it is.
pub type Dossier = [Option<Sourced<bool>>; DossierItem::ALL.len()];

/// Writes a dossier: the items of Quyết định 1048/QĐ-TTg always, later ones as far as lists speak of
/// them.
fn dossier_json<S: Serializer>(dossier: &Dossier, serializer: S) -> Result<S::Ok, S::Error> {
    let said = dossier.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    dossier[..said.max(DossierItem::OF_1048)].serialize(serializer)
}

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
    /// Which items the dossier holds.
    #[serde(serialize_with = "dossier_json")]
    pub dossier: Dossier,
    /// How many samples come with the dossier, where the list says a number.
    #[serde(skip)]
    pub samples: Option<Sourced<u16>>,
    /// Average score of the district's council.
    #[serde(rename = "district_score")]
    pub score: DistrictScore,
    /// Stars the district proposes.
    #[serde(rename = "proposed_star")]
    pub star: Option<Sourced<u8>>,
    /// How the product is registered, and what it was recognised as before.
    #[serde(skip_serializing_if = "Registration::is_silent")]
    pub registration: Registration,
    /// Day on which the dossier was handed in.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day_json")]
    pub received: Option<Sourced<Date>>,
    /// Code of the product (mã số sản phẩm), as the list writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Sourced<String>>,
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
    /// Telephone number, which is compared with those of the council's members. It is published only
    /// where the office asks for it ([`Publication`](crate::round::Publication)).
    #[serde(skip)]
    pub phone: Option<Sourced<String>>,
    /// Tax code, which is compared and published in the same way.
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
