//! What the record keeps of a paper for those who sign it later, perhaps on another machine.

use serde::{Deserialize, Serialize};

use crate::documents::WrittenPaper;
use crate::typeset::{SignatureSpot, TypesetPaper};

/// What whoever signs a paper must know of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct ToSign {
    /// Key of the issuing body in `round.toml`, whose seal it gets.
    pub issuer: String,
    /// Number and symbol, e.g. `15/QĐ-UBND`; absent while it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it is about, as its metadata say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Length of the paper in bytes, before anybody signs it.
    pub length: usize,
    /// Those who sign, from left to right. The last one is the authorised person (người có thẩm
    /// quyền).
    pub signatories: Vec<Signatory>,
    /// What is still blank on it (Vietnamese); a paper with blanks is not signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<String>,
}

/// Somebody who signs, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Signatory {
    /// Full name, as printed.
    pub name: String,
    /// The middle of the place for the signature.
    pub spot: SignatureSpot,
}

impl ToSign {
    /// What is to be known of a typeset paper.
    pub(super) fn of(paper: &WrittenPaper, printed: &TypesetPaper) -> Self {
        let signatures = &paper.document.signatures;
        let number = paper.document.header.number.as_ref();
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
            blanks: paper.document.blanks(),
        }
    }
}
