//! The types of a list of communes as it is typed.

use serde::Deserialize;

use crate::round::PaperDate;

/// One file of `templates/communes/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvinceFile {
    pub province: ProvinceHeader,
    #[serde(default)]
    pub districts: Vec<DistrictEntry>,
}

/// `[province]`: name, code, dates and sources of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvinceHeader {
    pub name: String,
    pub code: String,
    pub valid_from: Option<PaperDate>,
    pub valid_to: Option<PaperDate>,
    #[expect(dead_code, reason = "for people who check the list")]
    pub source: String,
    #[expect(dead_code, reason = "for people who check the list")]
    pub verified: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for people who check the list")]
    pub unverified: Vec<String>,
    /// Communes that belong to no district.
    #[serde(default)]
    pub communes: Vec<CommuneEntry>,
}

/// `[[districts]]`: a district with its communes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistrictEntry {
    pub name: String,
    pub code: String,
    pub communes: Vec<CommuneEntry>,
}

/// A commune; its name begins with its kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommuneEntry {
    pub code: String,
    pub name: String,
}
