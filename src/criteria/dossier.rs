//! The items that every dossier (hồ sơ) must hold.

use serde::Deserialize;

use super::set::ProductSet;

/// The mandatory items of a dossier under an act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandatoryDossier {
    /// The items that a dossier must hold.
    pub mandatory: Vec<DossierItem>,
    /// Sectors (ngành) whose products have no samples, such as services.
    #[serde(default)]
    pub no_samples: Vec<String>,
    /// Source of the list.
    pub source: String,
}

/// An item of a dossier. The order of [`DossierItem::ALL`] is that of the columns in a district's
/// record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierItem {
    /// Phiếu đăng ký sản phẩm.
    Registration,
    /// Phương án, kế hoạch kinh doanh.
    BusinessPlan,
    /// Giới thiệu bộ máy tổ chức.
    Organisation,
    /// Giấy đăng ký kinh doanh.
    Licence,
    /// Sản phẩm mẫu.
    Samples,
}

impl DossierItem {
    /// All items, in the order of the columns.
    pub const ALL: [Self; 5] =
        [Self::Registration, Self::BusinessPlan, Self::Organisation, Self::Licence, Self::Samples];

    /// Returns the item as running text names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registration => "phiếu đăng ký sản phẩm",
            Self::BusinessPlan => "phương án kinh doanh",
            Self::Organisation => "giới thiệu bộ máy tổ chức",
            Self::Licence => "giấy đăng ký kinh doanh",
            Self::Samples => "sản phẩm mẫu",
        }
    }
}

impl MandatoryDossier {
    /// Tells whether a product of this set must have the item. A product of an unknown set (`None`)
    /// must have every mandatory item.
    #[must_use]
    pub fn needs(&self, item: DossierItem, set: Option<&ProductSet>) -> bool {
        let none_made = set.is_some_and(|set| self.no_samples.contains(&set.sector));
        self.mandatory.contains(&item) && !(item == DossierItem::Samples && none_made)
    }
}
