//! What the record keeps of a paper for those who sign it later, perhaps on another machine.

use serde::{Deserialize, Serialize};

use crate::documents::{Document, WrittenPaper};
use crate::round::PaperKind;
use crate::typeset::{BlankKind, BlankSpot, SignatureSpot, TypesetPaper};

/// How the kinds of drafts begin.
const DRAFT: &str = "Dự thảo";

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
    /// Name of the kind of paper, e.g. `Trích sao`; empty in records of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
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
    /// Returns the kind of the paper; `None` for a draft and for lists, which have no number.
    #[must_use]
    pub fn kind(&self) -> Option<PaperKind> {
        PaperKind::ALL.into_iter().find(|kind| kind.name() == self.kind)
    }

    /// Tells whether nobody signs the paper: it is only printed.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.signatories.is_empty()
    }

    /// Tells whether the paper is a draft.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.kind.starts_with(DRAFT)
    }

    /// Tells whether the paper is handed over and signed for itself: it is neither only printed nor
    /// a draft, which goes with the paper that asks for it.
    #[must_use]
    pub fn is_signed_itself(&self) -> bool {
        !self.is_unsigned() && !self.is_draft()
    }

    /// Tells whether the paper has a place for its date. Minutes have none (Nghị định
    /// 30/2020/NĐ-CP, Mẫu 1.9).
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.kind() != Some(PaperKind::Minutes)
    }

    /// Tells whether the file prints the number or day that the register gives to papers.
    #[must_use]
    pub fn prints(&self, blank: BlankKind) -> bool {
        (blank == BlankKind::Number || self.is_dated())
            && self.filled_later.iter().all(|later| later.kind != blank)
    }

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
            recipients: recipients(&paper.document),
            kind: paper.kind.to_owned(),
        }
    }
}

/// The recipients of a paper; “Như trên” names those whom it addresses or invites.
fn recipients(document: &Document) -> Vec<String> {
    let above = document.invited.iter().chain(&document.addressees);
    let above: Vec<_> = above.map(|one| one.trim_end_matches(['.', ';'])).collect();
    let named = |line: &String| {
        let is_above = line.trim_end_matches(['.', ';', ' ']) == "Như trên";
        if is_above && !above.is_empty() { format!("{};", above.join("; ")) } else { line.clone() }
    };
    document.recipients.iter().map(named).collect()
}
