//! What the record keeps of a paper for those who sign it later, perhaps on another machine.

use serde::{Deserialize, Serialize};

use crate::documents::WrittenPaper;
use crate::typeset::{BlankKind, BlankSpot, SignatureSpot, TypesetPaper};

/// What is needed to sign a paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct ToSign {
    /// Key of the issuing body in `round.toml`; the paper gets the seal of this body.
    pub issuer: String,
    /// Number and symbol, e.g. `15/QĐ-UBND`; `None` while the number is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Title of the PDF: type name and subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Date of the paper, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Length of the paper in bytes, before anybody signs it.
    pub length: usize,
    /// The persons who sign, from left to right. The last one is the authorised person (người có
    /// thẩm quyền).
    pub signatories: Vec<Signatory>,
    /// Blanks on the paper (Vietnamese) that must be gone before it is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<String>,
    /// Blanks that are filled in after the authorised person signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled_later: Vec<BlankSpot>,
    /// What follows the number: `QĐ-UBND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// The bodies and persons that get the paper, as its end lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
}

/// A person who signs, with the place of the signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Signatory {
    /// Full name as printed.
    pub name: String,
    /// Centre of the place for the signature.
    pub spot: SignatureSpot,
}

impl ToSign {
    /// Gathers what is needed to sign a typeset paper.
    pub(super) fn of(paper: &WrittenPaper, printed: &TypesetPaper) -> Self {
        let signatures = &paper.document.signatures;
        let number = paper.document.own_header().number.as_ref();
        let later = |kind| printed.blanks.iter().any(|blank| blank.kind == kind);
        let (number_later, day_later) = (later(BlankKind::Number), later(BlankKind::Day));
        let signatory =
            |(name, spot): (&String, &SignatureSpot)| Signatory { name: name.clone(), spot: *spot };
        Self {
            issuer: paper.issuer.clone(),
            number: number
                .and_then(|number| Some(format!("{}/{}", number.value.as_ref()?, number.symbol))),
            title: Some(paper.document.title.clone()),
            date: Some(paper.date.to_string()),
            length: printed.pdf.len(),
            signatories: signatures
                .iter()
                .map(|one| &one.name)
                .zip(&printed.spots)
                .map(signatory)
                .collect(),
            blanks: paper.document.blanks_before_signing(number_later, day_later),
            filled_later: printed.blanks.clone(),
            symbol: number.map(|number| number.symbol.clone()),
            recipients: paper.document.recipients.to_vec(),
        }
    }
}
