//! A paper that can be signed: found in the record, without blanks, with its places and its
//! picture.

use std::path::{Path, PathBuf};

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::sign::{FieldBox, SignError};
use pdf_signature::{PdfError, PdfFile, Reason, Role, Trust, Verdict, begins_with, verify_with};
use time::OffsetDateTime;

use super::picture::Picture;
use super::place::{self, MillimetreSize};
use super::{Obstacle, SigningTable, trusted};
use crate::fingerprint::sha256;
use crate::ledger::{ANNEXES, FiledPaper, SignedPaper, ToSign};

/// Size of a hand signature without a picture, as in a rehearsal, in millimetres.
const WITHOUT_PICTURE: MillimetreSize = (40.0, 16.0);
/// Width of a hand signature and diameter of a seal when the settings give none, in millimetres.
const WIDTH: f64 = 40.0;
const DIAMETER: f64 = 36.0;

/// A paper that can be signed.
#[derive(Debug)]
pub struct SignablePaper {
    /// Path of the file as it was given.
    pub path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The signer: the official's name, or the key of the body whose seal it is.
    pub signer: String,
    /// Holder of the official's certificate; `None` when the official has not signed.
    pub signed_by: Option<String>,
    /// What the record says of the paper, or of the main paper of an annex.
    pub recorded: RecordedPaper,
    /// The bytes of the file.
    pub(super) pdf: Vec<u8>,
    /// Name of the paper in the record, and its SHA-256 before anybody signed it.
    pub(super) paper: String,
    pub(super) original: String,
    /// The places of both signatures. Both fields are made with the first signature.
    pub(super) places: Vec<(Role, FieldBox)>,
    /// Size of this signature's visible form, in millimetres.
    pub(super) size: MillimetreSize,
    /// The picture of the signature or seal; `None` when the round names none.
    pub(super) picture: Option<Picture>,
    /// Number and symbol of the main paper; `None` when this file is no separate annex.
    pub(super) annex_of: Option<String>,
    /// Whether the signature that the file already has is a rehearsal; `None` when it has none.
    pub(super) first_is_rehearsal: Option<bool>,
}

/// What the record says of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordedPaper {
    /// Name of the paper in the record.
    pub paper: String,
    /// Number and symbol.
    pub number: Option<String>,
    /// Title of the PDF: type name and subject.
    pub title: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The authorised person's name, as printed.
    pub official: Option<String>,
}

impl RecordedPaper {
    fn of(known: &RecordMatch<'_>) -> Self {
        let to_sign = known.to_sign;
        Self {
            paper: known.paper.file.clone(),
            number: to_sign.number.clone(),
            title: to_sign.title.clone(),
            date: to_sign.date.clone(),
            official: to_sign.signatories.last().map(|one| one.name.clone()),
        }
    }
}

/// Returns width and height of the first page in points.
fn size_of_first_page(pdf: &[u8]) -> Result<[f64; 2], PdfError> {
    PdfFile::from_bytes(pdf)?.pages()?.first().ok_or(PdfError::NoPage(1))?.size()
}

/// The entry of the record to which a file belongs.
pub(super) struct RecordMatch<'a> {
    pub(super) paper: &'a FiledPaper,
    pub(super) to_sign: &'a ToSign,
}

impl SigningTable<'_> {
    /// Prepares a paper for signing. It must be one of the record and have no blanks; for the seal,
    /// the official's signature must be valid.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why the paper cannot be signed.
    pub fn prepare(&self, path: &Path, at: OffsetDateTime) -> Result<SignablePaper, Obstacle> {
        let pdf = trusted::read_file(path)?;
        let known = self.known(&pdf)?;
        let to_sign = known.to_sign;
        if !to_sign.blanks.is_empty() {
            return Err(Obstacle::Blanks(to_sign.blanks.clone()));
        }
        let official = to_sign.signatories.last().ok_or(Obstacle::NoSpot)?;
        let signing = &self.round.signing;
        let settings = signing.officials.iter().find(|one| one.name == official.name);
        let seal = signing.seals.iter().find(|one| one.issuer == to_sign.issuer);
        let (signer, image) = match self.role {
            Role::Official => (&official.name, settings.and_then(|one| one.image.as_ref())),
            Role::Seal => (&to_sign.issuer, seal.and_then(|one| one.image.as_ref())),
        };
        let picture = image.map(|image| self.picture(image)).transpose()?;
        let hand = match (self.role, settings.map_or(WIDTH, |one| one.width)) {
            (Role::Official, width) => picture
                .as_ref()
                .map_or(WITHOUT_PICTURE, |one| place::signature_size(width, one.size)),
            // The field of the signature was already made when the official signed.
            (Role::Seal, _) => WITHOUT_PICTURE,
        };
        let diameter = seal.map_or(DIAMETER, |one| one.diameter);
        let first = self.first_signature(&pdf, &known, &official.name, at)?;
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sha256(&pdf),
            recorded: RecordedPaper::of(&known),
            signer: signer.clone(),
            paper: known.paper.file.clone(),
            original: known.paper.sha256.clone(),
            places: vec![
                (Role::Official, place::signature(official.spot, hand)),
                (Role::Seal, place::seal(official.spot, hand, diameter)),
            ],
            size: if self.role == Role::Official { hand } else { (diameter, diameter) },
            picture,
            annex_of: None,
            first_is_rehearsal: first.as_ref().map(|holder| is_rehearsal(holder)),
            signed_by: first,
            pdf,
        })
    }

    /// Prepares a separate annex of a paper for sealing. An annex is a file of its own that gets
    /// only the seal, as a line of text.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why the annex cannot be sealed.
    pub fn prepare_annex(&self, path: &Path, main: &Path) -> Result<SignablePaper, Obstacle> {
        if self.role != Role::Seal {
            return Err(Obstacle::SealOnly);
        }
        let main = trusted::read_file(main)?;
        let known = self.known(&main)?;
        let number = known.to_sign.number.clone().ok_or(Obstacle::NoNumber)?;
        let pdf = trusted::read_file(path)?;
        let page = size_of_first_page(&pdf).map_err(SignError::Pdf)?;
        let (place, size) = place::annex_line(page);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sha256(&pdf),
            recorded: RecordedPaper::of(&known),
            signer: known.to_sign.issuer.clone(),
            signed_by: None,
            paper: format!("{ANNEXES}{name}"),
            original: sha256(&pdf),
            places: vec![(Role::Seal, place)],
            size,
            picture: None,
            annex_of: Some(number),
            first_is_rehearsal: None,
            pdf,
        })
    }

    /// Prepares a signed paper for the evidence of later years.
    ///
    /// # Errors
    ///
    /// [`Obstacle`] when the file is not in the book of signatures.
    pub fn prepare_signed(&self, path: &Path) -> Result<SignablePaper, Obstacle> {
        let pdf = trusted::read_file(path)?;
        let sum = sha256(&pdf);
        let book = self.ledger.signatures()?;
        let line = book.signed.iter().find(|line| line.sha256 == sum).ok_or(Obstacle::NotInBook)?;
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sum,
            recorded: RecordedPaper::default(),
            signer: String::new(),
            signed_by: Some(line.holder.clone()),
            paper: line.paper.clone(),
            original: line.original.clone(),
            places: Vec::new(),
            size: WITHOUT_PICTURE,
            picture: None,
            annex_of: None,
            first_is_rehearsal: Some(line.rehearsal),
            pdf,
        })
    }

    /// Returns the paper of the record that this file is, or from which it was made by signatures
    /// alone.
    pub(super) fn known(&self, pdf: &[u8]) -> Result<RecordMatch<'_>, Obstacle> {
        if self.ledger.is_unfinished() {
            return Err(Obstacle::RunUnfinished);
        }
        let record = self.ledger.record().ok_or(Obstacle::NoRecord)?;
        let papers = record
            .outputs
            .iter()
            .filter_map(|paper| Some(RecordMatch { paper, to_sign: paper.to_sign.as_ref()? }));
        let begins = |known: &RecordMatch<'_>| {
            pdf.get(..known.to_sign.length)
                .is_some_and(|beginning| sha256(beginning) == known.paper.sha256)
        };
        if let Some(known) = papers.into_iter().find(begins) {
            let original = &pdf[..known.to_sign.length];
            let untouched = original.len() == pdf.len() || begins_with(pdf, original).is_ok();
            return if untouched { Ok(known) } else { Err(Obstacle::NotInRecord) };
        }
        let sum = sha256(pdf);
        let signed_here = self.ledger.signatures()?.signed.iter().any(|line| line.sha256 == sum);
        Err(if signed_here { Obstacle::Outdated } else { Obstacle::NotInRecord })
    }

    /// For the seal: returns the holder of the official's signature, after checking that the
    /// signature is valid and made with the right certificate. `None` for the official.
    fn first_signature(
        &self,
        pdf: &[u8],
        known: &RecordMatch<'_>,
        official: &str,
        at: OffsetDateTime,
    ) -> Result<Option<String>, Obstacle> {
        if self.role == Role::Official {
            return Ok(None);
        }
        if pdf.len() == known.to_sign.length {
            return Err(Obstacle::OfficialFirst(self.signed_form(known)?));
        }
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        let verdict = verify_with(pdf, &trust, self.issuers.between());
        if let Some(reason) = worst(&verdict) {
            return Err(Obstacle::FirstSignature(reason));
        }
        let entry = verdict.signed_by(Role::Official).ok_or(Obstacle::OfficialFirst(None))?;
        let holder = entry.holder.clone().unwrap_or_default();
        match self.expected(Role::Official, official) {
            Some(expected) if !expected.fits(entry) => Err(Obstacle::OtherOfficial(holder)),
            _ => Ok(Some(holder)),
        }
    }

    /// Returns the file of this paper that the official has signed; `None` when there is none.
    fn signed_form(&self, known: &RecordMatch<'_>) -> Result<Option<String>, Obstacle> {
        let book = self.ledger.signatures()?;
        let mut lines =
            book.of_paper(&known.paper.file).filter(|line| line.original == known.paper.sha256);
        Ok(lines
            .find(|line| line.role == super::in_book(Role::Official))
            .map(|line| line.file.clone()))
    }

    fn picture(&self, image: &Path) -> Result<Picture, Obstacle> {
        let path = trusted::below(image, self.inputs)?;
        Picture::of(trusted::read_file(&path)?, self.role)
            .map_err(|fault| Obstacle::Picture { path: image.to_owned(), fault })
    }
}

impl SignablePaper {
    /// Returns the line of the book for this paper; name, hash, role and certificate are still to
    /// be filled in.
    pub(super) fn line(&self, at: OffsetDateTime) -> SignedPaper {
        SignedPaper {
            file: String::new(),
            sha256: String::new(),
            paper: self.paper.clone(),
            original: self.original.clone(),
            role: String::new(),
            holder: self.signed_by.clone().unwrap_or_default(),
            certificate: String::new(),
            time: super::iso(at),
            timestamped: false,
            rehearsal: false,
        }
    }
}

/// Returns the first reason that forbids any further signature on a file; `None` when there is
/// none.
pub(super) fn worst(verdict: &Verdict) -> Option<String> {
    let mut reasons =
        verdict.reasons.iter().chain(verdict.signatures.iter().flat_map(|entry| &entry.reasons));
    reasons.find(|reason| reason.forbids_more()).map(Reason::sentence)
}
