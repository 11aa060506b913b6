//! The items that every dossier (hồ sơ) must hold.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::set::ProductSet;

/// The items of a dossier under an act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandatoryDossier {
    /// The items that a dossier must hold.
    pub mandatory: Vec<DossierItem>,
    /// Items of which a missing one may follow: it is told, and the product goes on.
    #[serde(default)]
    pub may_follow: Vec<DossierItem>,
    /// How many samples must come with the dossier, where the act says so.
    pub samples: Option<u16>,
    /// Sectors (ngành) whose products have no samples, such as services.
    #[serde(default)]
    pub no_samples: Vec<String>,
    /// The act's own names of items, as running text writes them.
    #[serde(default)]
    pub names: BTreeMap<DossierItem, String>,
    /// Names of the act's printed forms (`mẫu 01`), which mean an item in headings and remarks.
    #[serde(default)]
    pub forms: BTreeMap<String, DossierItem>,
    /// Source of the list.
    pub source: String,
}

/// An item of a dossier. The order of [`DossierItem::ALL`] is that of the items in a district's
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
    /// Báo cáo tự đánh giá.
    SelfAssessment,
    /// Văn bản đề nghị của UBND xã.
    CommuneRequest,
    /// Báo cáo đánh giá của UBND xã.
    CommuneReport,
    /// Phiếu kiểm nghiệm.
    TestResults,
}

impl DossierItem {
    /// All items, in the order of the record.
    pub const ALL: [Self; 9] = [
        Self::Registration,
        Self::BusinessPlan,
        Self::Organisation,
        Self::Licence,
        Self::Samples,
        Self::SelfAssessment,
        Self::CommuneRequest,
        Self::CommuneReport,
        Self::TestResults,
    ];

    /// How many of [`ALL`](Self::ALL), from the first, are those of Quyết định 1048/QĐ-TTg.
    pub const OF_1048: usize = 5;

    /// Returns the item as running text names it where the act has no name of its own.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registration => "phiếu đăng ký sản phẩm",
            Self::BusinessPlan => "phương án kinh doanh",
            Self::Organisation => "giới thiệu bộ máy tổ chức",
            Self::Licence => "giấy đăng ký kinh doanh",
            Self::Samples => "sản phẩm mẫu",
            Self::SelfAssessment => "báo cáo tự đánh giá",
            Self::CommuneRequest => "văn bản đề nghị của UBND xã",
            Self::CommuneReport => "báo cáo đánh giá của UBND xã",
            Self::TestResults => "phiếu kiểm nghiệm",
        }
    }

    /// Returns the index of the item in [`ALL`](Self::ALL).
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|item| *item == self).unwrap_or_default()
    }
}

impl MandatoryDossier {
    /// Returns the items that lists are asked about: those that must be there, then those that may
    /// follow.
    pub fn asked(&self) -> impl Iterator<Item = DossierItem> + '_ {
        self.mandatory.iter().chain(&self.may_follow).copied()
    }

    /// Returns the item as the act names it in running text.
    #[must_use]
    pub fn name(&self, item: DossierItem) -> &str {
        self.names.get(&item).map_or(item.name(), String::as_str)
    }

    /// Tells whether a product of this set must have the item. A product of an unknown set (`None`)
    /// must have every mandatory item.
    #[must_use]
    pub fn needs(&self, item: DossierItem, set: Option<&ProductSet>) -> bool {
        self.mandatory.contains(&item) && !(item == DossierItem::Samples && self.has_none(set))
    }

    /// Tells whether the item may follow, for a product of this set.
    #[must_use]
    pub fn awaits(&self, item: DossierItem, set: Option<&ProductSet>) -> bool {
        self.may_follow.contains(&item) && !(item == DossierItem::Samples && self.has_none(set))
    }

    /// Whether products of this set have no samples.
    fn has_none(&self, set: Option<&ProductSet>) -> bool {
        set.is_some_and(|set| self.no_samples.contains(&set.sector))
    }
}
