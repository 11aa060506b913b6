//! A paper that can be signed: found in the record, without blanks, with its places and its
//! picture.

use std::path::{Path, PathBuf};

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::sign::FieldBox;
use pdf_signature::{FillIn, Reason, Role, Trust, Verdict, begins_with_places, verify_with};
use time::OffsetDateTime;

use super::by_line::{LineObstacle, SealLine};
use super::numbering::printed_entry;
use super::picture::Picture;
use super::place::{self, MillimetreSize};
use super::{Obstacle, SigningTable, trusted};
use crate::fingerprint::sha256;
use crate::ledger::{FiledPaper, RegisteredPaper, Signatory, SignedPaper, ToSign};
use crate::round::PaperKind;
use crate::typeset::BlankKind;

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
    /// The role in which it is to be signed.
    pub role: Role,
    /// SHA-256 of the certificates that signed it in other roles.
    pub earlier: Vec<String>,
    /// The bytes of the file.
    pub(super) pdf: Vec<u8>,
    /// Name of the paper in the record, and its SHA-256 before anybody signed it.
    pub(super) paper: String,
    pub(super) original: String,
    /// The places of all signatures. All fields are made with the first signature.
    pub(super) places: Vec<(Role, FieldBox)>,
    /// The blanks of number and day, whose fields are made with them.
    pub(super) blanks: Vec<(FillIn, FieldBox)>,
    /// Size of this signature's visible form, in millimetres.
    pub(super) size: MillimetreSize,
    /// The picture of the signature or seal; `None` when the round names none.
    pub(super) picture: Option<Picture>,
    /// The line at the upper right that stands for the seal; `None` for a paper that gets its picture.
    pub(super) line: Option<SealLine>,
    /// The entry in the register of a paper that prints number and date.
    pub(super) printed: Option<RegisteredPaper>,
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
    /// Its date, `YYYY-MM-DD`; `None` while the day is blank.
    pub date: Option<String>,
    /// Whether number or day are blank, to be filled in after the signature.
    pub blank: bool,
    /// The authorised person's name, as printed.
    pub official: Option<String>,
}

impl RecordedPaper {
    pub(super) fn of(known: &RecordMatch<'_>) -> Self {
        let to_sign = known.to_sign;
        let later = to_sign.filled_later.iter().any(|blank| blank.kind == BlankKind::Day);
        Self {
            paper: known.paper.file.clone(),
            number: to_sign.number.clone(),
            title: to_sign.title.clone(),
            date: to_sign.date.clone().filter(|_| !later),
            blank: !to_sign.filled_later.is_empty(),
            official: to_sign.signatories.last().map(|one| one.name.clone()),
        }
    }

    /// With number and date that the register gave after the signature.
    fn with(self, entry: Option<&RegisteredPaper>) -> Self {
        let Some(entry) = entry else { return self };
        let number = format!("{}/{}", entry.value(FillIn::Number), entry.symbol);
        Self { number: Some(number), date: Some(entry.date.clone()), blank: false, ..self }
    }
}

/// The signatures that a file already has.
pub(super) struct EarlierSignatures {
    /// The role in which it is signed next at this table.
    pub(super) role: Role,
    /// Holder of the last one.
    pub(super) holder: Option<String>,
    /// SHA-256 of the certificates of those in other roles.
    pub(super) certificates: Vec<String>,
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
        if to_sign.is_draft() {
            return Err(LineObstacle::Draft(known.paper.file.clone()).into());
        }
        if !to_sign.blanks.is_empty() {
            return Err(Obstacle::Blanks(to_sign.blanks.clone()));
        }
        let people = self.people(to_sign)?;
        let earlier = self.earlier_signatures(&pdf, &known, &people, at)?;
        let EarlierSignatures { role, holder: first, certificates } = earlier;
        let first_is_rehearsal = first.as_ref().map(|holder| is_rehearsal(holder));
        let entry = self.number_filled(&pdf, &known, first_is_rehearsal.unwrap_or_default())?;
        let signing = &self.round.signing;
        let seal = signing.seals.iter().find(|one| one.issuer == to_sign.issuer);
        let diameter = seal.map_or(DIAMETER, |one| one.diameter);
        // A file that somebody signed has its fields; only their pictures are still needed.
        let is_first = pdf.len() == to_sign.length;
        let mut places = Vec::new();
        let (mut picture, mut size) = (None, (diameter, diameter));
        let mut signer = to_sign.issuer.clone();
        for (other, person) in people {
            let settings = signing.officials.iter().find(|one| one.name == person.name);
            let image = settings.and_then(|one| one.image.as_ref());
            let image = image.filter(|_| is_first || other == role);
            let drawn = image.map(|image| self.picture(image, other)).transpose()?;
            let width = settings.map_or(WIDTH, |one| one.width);
            let hand = drawn
                .as_ref()
                .map_or(WITHOUT_PICTURE, |one| place::signature_size(width, one.size));
            places.push((other, place::signature(person.spot, hand)));
            if other == Role::Official {
                places.push((Role::Seal, place::seal(person.spot, hand, diameter)));
            }
            if other == role {
                signer.clone_from(&person.name);
                (picture, size) = (drawn, hand);
            }
        }
        if role == Role::Seal {
            let image = seal.and_then(|one| one.image.as_ref());
            picture = image.map(|image| self.picture(image, role)).transpose()?;
        }
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sha256(&pdf),
            recorded: RecordedPaper::of(&known).with(entry.as_ref()),
            signer,
            role,
            earlier: certificates,
            paper: known.paper.file.clone(),
            original: known.paper.sha256.clone(),
            places,
            blanks: to_sign.filled_later.iter().map(|spot| place::blank(*spot)).collect(),
            size,
            picture,
            line: None,
            printed: printed_entry(to_sign),
            first_is_rehearsal,
            signed_by: first,
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
            role: Role::Seal,
            earlier: Vec::new(),
            blanks: Vec::new(),
            signed_by: Some(line.holder.clone()),
            paper: line.paper.clone(),
            original: line.original.clone(),
            places: Vec::new(),
            size: WITHOUT_PICTURE,
            picture: None,
            line: None,
            printed: None,
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
            if original.len() != pdf.len() {
                let to_sign = known.to_sign;
                let spots: Vec<_> = to_sign.signatories.iter().map(|one| one.spot).collect();
                let is_excerpt = to_sign.kind() == Some(PaperKind::Excerpt);
                let rooms = place::rooms(original, &spots, &to_sign.filled_later, is_excerpt);
                begins_with_places(pdf, original, &rooms).map_err(Obstacle::ChangedAfter)?;
            }
            return Ok(known);
        }
        let sum = sha256(pdf);
        let signed_here = self.ledger.signatures()?.signed.iter().any(|line| line.sha256 == sum);
        Err(if signed_here { Obstacle::Outdated } else { Obstacle::NotInRecord })
    }

    /// Returns the persons who sign a paper with their roles, in the order in which they sign: those
    /// beside the authorised person who are named in `[signing]`, then the authorised person. Who is
    /// not named there signs on paper.
    pub(super) fn people<'a>(
        &self,
        to_sign: &'a ToSign,
    ) -> Result<Vec<(Role, &'a Signatory)>, Obstacle> {
        let names = to_sign.signatories.iter().map(|one| one.name.as_str());
        let roles = super::roles_of(self.round, names);
        let person = |(role, name): (Role, &str)| {
            // The last of a name: one person may sign in two places.
            let person = to_sign.signatories.iter().rfind(|one| one.name == name)?;
            Some((role, person))
        };
        let people: Vec<_> = roles.into_iter().filter_map(person).collect();
        if people.is_empty() { Err(Obstacle::NoSpot) } else { Ok(people) }
    }

    /// Checks the signatures that a file already has: each valid, and made with the certificate of
    /// its signer.
    pub(super) fn earlier_signatures(
        &self,
        pdf: &[u8],
        known: &RecordMatch<'_>,
        people: &[(Role, &Signatory)],
        at: OffsetDateTime,
    ) -> Result<EarlierSignatures, Obstacle> {
        let mut beside = people.iter().map(|(role, _)| *role).filter(|role| *role < Role::Official);
        let is_beside = matches!(self.role, Role::CoSigner(_));
        if pdf.len() == known.to_sign.length {
            let role = match self.role {
                Role::Seal => return Err(Obstacle::OfficialFirst(self.signed_form(known)?)),
                Role::CoSigner(_) => beside.next().ok_or(Obstacle::NoCoSigner)?,
                Role::Official => Role::Official,
            };
            return Ok(EarlierSignatures { role, holder: None, certificates: Vec::new() });
        }
        let verdict = self.sound(pdf, at)?;
        let others = verdict.signatures.iter().filter(|entry| entry.role != Some(self.role));
        let certificates: Vec<_> = others.filter_map(|entry| entry.certificate.clone()).collect();
        let mut holder = None;
        for (role, person) in people {
            let Some(entry) = verdict.signed_by(*role) else { continue };
            let name = entry.holder.clone().unwrap_or_default();
            if self.expected(*role, &person.name).is_some_and(|expected| !expected.fits(entry)) {
                return Err(Obstacle::OtherOfficial(name));
            }
            holder = Some(name);
        }
        if self.role == Role::Seal && verdict.signed_by(Role::Official).is_none() {
            return Err(Obstacle::OfficialFirst(self.signed_form(known)?));
        }
        if !is_beside {
            return Ok(EarlierSignatures { role: self.role, holder, certificates });
        }
        let mut open = people.iter().map(|(role, _)| *role).filter(|role| *role < Role::Official);
        let next = open.find(|role| verdict.signed_by(*role).is_none());
        let role = next.ok_or(Obstacle::NoCoSigner)?;
        Ok(EarlierSignatures { role, holder, certificates })
    }

    /// Returns the verdict on a signed file, against which nothing may stand that forbids to add to
    /// it.
    pub(super) fn sound(&self, pdf: &[u8], at: OffsetDateTime) -> Result<Verdict, Obstacle> {
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        let verdict = verify_with(pdf, &trust, self.issuers.between());
        match worst(&verdict) {
            Some(reason) => Err(Obstacle::FirstSignature(reason)),
            None => Ok(verdict),
        }
    }

    /// Returns the file of this paper that the official has signed; `None` when there is none.
    pub(super) fn signed_form(&self, known: &RecordMatch<'_>) -> Result<Option<String>, Obstacle> {
        let book = self.ledger.signatures()?;
        let mut lines =
            book.of_paper(&known.paper.file).filter(|line| line.original == known.paper.sha256);
        Ok(lines.find(|line| line.role == Role::Official.key()).map(|line| line.file.clone()))
    }

    fn picture(&self, image: &Path, role: Role) -> Result<Picture, Obstacle> {
        let path = trusted::below(image, self.inputs)?;
        Picture::of(trusted::read_file(&path)?, role)
            .map_err(|fault| Obstacle::Picture { path: image.to_owned(), fault })
    }
}

impl SignablePaper {
    /// Tells whether the seal enters the paper in the register: its number was printed.
    #[must_use]
    pub fn is_registered_by_seal(&self) -> bool {
        self.role == Role::Seal && self.printed.is_some()
    }

    /// Returns the line of the book for this paper; name, hash, role and certificate are still to
    /// be filled in.
    pub(super) fn line(&self, at: OffsetDateTime) -> SignedPaper {
        SignedPaper {
            paper: self.paper.clone(),
            original: self.original.clone(),
            holder: self.signed_by.clone().unwrap_or_default(),
            time: super::iso(at),
            ..SignedPaper::default()
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
