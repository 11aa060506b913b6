//! The types of a file of criteria as it is typed, before the names in it are resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::authority::{Authority, PaperWording, ProposalDossier, RoundCalendar};
use super::dossier::MandatoryDossier;
use super::legal_form::LegalForm;
use super::model::{CriteriaPart, RecognitionLevel, SubmittingUnits, Transition};
use super::registration::{ProductCodeForm, RegistrationTimes};
use super::scale::{Honesty, MarkOption, Minimum};
use super::set::{CriteriaGroup, KnockOut};
use crate::round::PaperDate;

/// One file of `templates/criteria/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActFile {
    pub act: ActHeader,
    pub parts: ByPart<CriteriaPart>,
    pub stars: Stars,
    pub levels: Levels,
    pub transition: Option<Transition>,
    pub decision: Authority,
    pub proposal: Option<ProposalDossier>,
    pub wording: PaperWording,
    pub calendar: Option<RoundCalendar>,
    pub dossier: Option<MandatoryDossier>,
    pub registration: Option<RegistrationTimes>,
    pub product_code: Option<ProductCodeForm>,
    #[serde(default)]
    pub renamed_sets: BTreeMap<String, String>,
    #[serde(default)]
    pub knock_outs: BTreeMap<String, KnockOut>,
    #[serde(default)]
    pub owner_marks: BTreeMap<String, BTreeMap<LegalForm, Vec<u8>>>,
    pub owners: Option<Owners>,
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    #[serde(default)]
    pub exclusions: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "shared_scales")]
    pub scales: BTreeMap<String, Arc<[MarkOption]>>,
    #[serde(default)]
    pub common: CommonCriteria,
    #[serde(default)]
    pub sets: Vec<SetEntry>,
}

/// `[act]`: number, dates and sources of an act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActHeader {
    pub number: String,
    pub issued: Option<PaperDate>,
    pub title: String,
    pub in_force_from: PaperDate,
    pub in_force_to: Option<PaperDate>,
    pub same_sets_as: Option<String>,
    pub source: String,
    pub verified: String,
    #[serde(default)]
    pub unverified: Vec<String>,
    #[serde(default)]
    pub amendments: Vec<AmendmentEntry>,
}

/// An act that amends the act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AmendmentEntry {
    pub number: String,
    pub issued: Option<PaperDate>,
    pub title: String,
}

/// One value for each part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "UPPERCASE")]
pub(super) struct ByPart<T> {
    pub a: T,
    pub b: T,
    pub c: T,
}

/// `[stars]`: the lowest scores of 2, 3, 4 and 5 stars.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stars {
    pub from: [Decimal; 4],
    pub integer_gaps: bool,
    pub source: String,
}

/// `[levels]`: who submits, who recognises, and how long a certificate is valid.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Levels {
    pub units: SubmittingUnits,
    pub recognised_by: RecognisedBy,
    pub certificate_months: u16,
    pub source: String,
}

/// `levels.recognised_by`: the levels that recognise products of 3, 4 and 5 stars.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the keys of the file")]
pub(super) struct RecognisedBy {
    pub star_3: RecognitionLevel,
    pub star_4: RecognitionLevel,
    pub star_5: RecognitionLevel,
}

/// `[owners]`: the legal forms whose products may take part in every set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owners {
    pub forms: Vec<LegalForm>,
    /// Where the act says so; for whoever reads the file.
    #[expect(dead_code, reason = "a value without its source is refused")]
    pub source: String,
}

/// Criteria that are written once for all sets without criteria of their own for that part.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "UPPERCASE")]
pub(super) struct CommonCriteria {
    pub a: Vec<CriterionEntry>,
    pub b: Vec<CriterionEntry>,
    pub c: Vec<CriterionEntry>,
}

/// A criterion as it is typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CriterionEntry {
    pub code: String,
    pub name: String,
    pub max: u8,
    pub allowed: Vec<u8>,
    #[serde(default)]
    pub minimum: Minimum,
    pub scale: Option<String>,
    #[serde(default)]
    pub cases: Vec<CaseEntry>,
    pub note: Option<String>,
    #[serde(default)]
    pub honesty: Honesty,
    pub by_owner: Option<String>,
    pub needs: Option<String>,
    pub knock_out: Option<String>,
}

/// A case of a criterion with two cases, and the name of its scale.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEntry {
    pub name: String,
    pub scale: String,
}

/// A slip of the printed text, as it is typed: at which criterion, and what to do about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlipEntry {
    pub code: String,
    pub marks: Vec<u8>,
    #[serde(default)]
    pub also_allowed: Vec<u8>,
    #[serde(default)]
    pub owners: Vec<LegalForm>,
    pub printed: String,
    pub read_as: String,
    pub why: String,
}

/// `[[sets]]`: a product set as it is typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetEntry {
    pub name: String,
    #[serde(default)]
    pub also_called: Vec<String>,
    pub sector: String,
    pub group: String,
    pub ministry: String,
    #[serde(default)]
    pub also_zero: Vec<String>,
    #[serde(default)]
    pub no_knock_out: Vec<String>,
    #[serde(default)]
    pub part_totals_only: bool,
    pub total: Option<Decimal>,
    pub unverified: Option<String>,
    #[serde(default)]
    pub also_owners: Vec<LegalForm>,
    pub excluded_when: Option<String>,
    #[serde(default)]
    pub groups: Vec<CriteriaGroup>,
    #[serde(default)]
    pub slips: Vec<SlipEntry>,
    #[serde(rename = "A")]
    pub a: Option<Vec<CriterionEntry>>,
    #[serde(rename = "B")]
    pub b: Option<Vec<CriterionEntry>>,
    #[serde(rename = "C")]
    pub c: Option<Vec<CriterionEntry>>,
}

/// Reads `[scales]` so that all criteria share the options of one scale.
fn shared_scales<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<BTreeMap<String, Arc<[MarkOption]>>, D::Error> {
    let scales: BTreeMap<String, Vec<MarkOption>> = Deserialize::deserialize(input)?;
    Ok(scales.into_iter().map(|(name, options)| (name, options.into())).collect())
}
