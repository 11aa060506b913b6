//! All steps of a signature on one screen: find the paper in the record, check who signs it, make
//! its picture and its places, sign, and note it in the book.
//!
//! This desk joins the ledger, the typesetter and the signature library. It prints nothing, asks
//! for no secret and reads no clock.

mod by_line;
pub mod modules;
mod names;
mod numbering;
mod obstacle;
mod picture;
mod place;
mod received;
mod recognised;
mod register_sheet;
mod remedy;
mod signable;
mod trusted;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use pdf_signature::keys::Identity;
use pdf_signature::ltv::{self, LtvSettings};
use pdf_signature::sign::{ExpectedCertificate, Paper, Settings, SigningDesk, Stamp, Timestamping};
use pdf_signature::timestamp::TimestampAuthority;
use pdf_signature::{Issuers, Reason, Role, Trust, moment, verify_with};
use time::OffsetDateTime;

use self::by_line::SealLine;
pub use self::by_line::{CopyKind, LineObstacle, activity};
pub use self::names::{is_body_name, is_person_name, is_same_body, is_same_person};
pub use self::numbering::{
    FiledNumber, NumberObstacle, NumberedPaper, RedrawnBlank, redrawn, typed_number,
};
pub use self::obstacle::Obstacle;
pub use self::picture::PictureFault;
pub(crate) use self::place::rooms;
pub use self::received::{GivenNumber, ReceivedPaper, ReceivedStanding};
pub use self::signable::{RecordedPaper, SignablePaper};
pub use self::trusted::{issuers, read_certificates, roots};
use crate::ledger::folders::{ARCHIVED, PARTLY_SIGNED, REHEARSAL, SEALED, SIGNED};
use crate::ledger::{Ledger, SignedFault, SignedPaper};
use crate::round::Round;
use crate::typeset::{Appearance, AppearanceKind, Typesetter};

/// The role of a line of the book for evidence that was added.
const EVIDENCE: &str = "evidence";

/// Everything that is needed to sign papers, except the key.
pub struct SigningTable<'a> {
    /// The settings of the round.
    pub round: &'a Round,
    /// The inputs folder, which also holds certificates and pictures.
    pub inputs: &'a Path,
    /// The outputs folder.
    pub ledger: &'a Ledger,
    /// The typesetter, which makes the pictures of signatures.
    pub typesetter: &'a Typesetter,
    /// The role in which papers are signed.
    pub role: Role,
    /// The certificate authorities that are trusted.
    pub issuers: Issuers,
}

/// A paper that was signed and filed.
#[derive(Debug)]
pub struct FiledSignature {
    /// Path of the signed file below the outputs folder.
    pub file: String,
    /// Whether its signature is timestamped.
    pub stamp: Stamp,
    /// Warnings for whoever signed (Vietnamese).
    pub warnings: Vec<String>,
}

impl SigningTable<'_> {
    /// Returns how these papers are to be signed: role, expected certificate, timestamp. All must
    /// belong to one signer; without papers, no certificate is expected.
    ///
    /// # Errors
    ///
    /// [`Obstacle::SeveralSigners`] when they belong to several signers.
    pub fn settings(
        &self,
        signables: &[SignablePaper],
        without_timestamp: bool,
    ) -> Result<Settings, Obstacle> {
        let role = signables.first().map_or(self.role, |signable| signable.role);
        let signers: BTreeSet<_> =
            signables.iter().map(|signable| signable.signer.as_str()).collect();
        let mut expected: Vec<_> =
            signers.iter().map(|signer| self.expected(role, signer)).collect();
        expected.dedup();
        let several_roles = signables.iter().any(|signable| signable.role != role);
        // Two bodies may share a seal; the settings then name the same certificate for both.
        if expected.len() > 1
            || (signers.len() > 1 && expected.contains(&None))
            || (several_roles && !signables.is_empty())
        {
            return Err(Obstacle::SeveralSigners(
                signers.into_iter().map(|signer| self.shown(signer)).collect(),
            ));
        }
        Ok(Settings {
            role,
            issuers: self.issuers.clone(),
            expected: expected.pop().flatten(),
            timestamp: self
                .authority()
                .map(|authority| Timestamping { authority, waived: without_timestamp }),
            reason: None,
            location: None,
        })
    }

    /// Signs one paper, files it and notes it in the book. `at` is the present time.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed. [`Obstacle::ends_the_sitting`] tells whether to go on
    /// with the next paper.
    pub fn sign(
        &self,
        desk: &SigningDesk<'_>,
        signable: &SignablePaper,
        at: OffsetDateTime,
    ) -> Result<FiledSignature, Obstacle> {
        let identity = desk.identity();
        if signable.first_is_rehearsal.is_some_and(|first| first != identity.rehearsal) {
            return Err(Obstacle::MixedRehearsal);
        }
        self.not_signed_before(signable, identity)?;
        let appearance = self.appearance(signable, identity, at)?;
        let appearance = self.typesetter.draw(&appearance).map_err(Obstacle::Appearance)?;
        let paper = Paper {
            pdf: &signable.pdf,
            places: &signable.places,
            blanks: &signable.blanks,
            appearance: Some(&appearance),
        };
        let signed = desk.sign(&paper, at)?;
        let line = SignedPaper {
            role: signable.role.key().into(),
            holder: identity.name.clone(),
            certificate: identity.fingerprint.clone(),
            timestamped: signed.stamp == Stamp::Stamped,
            rehearsal: identity.rehearsal,
            ..signable.line(at)
        };
        let registered = signable.printed.clone().filter(|_| signable.role == Role::Seal);
        let line = SignedPaper { registered: registered.clone(), ..line };
        let warnings = self.warnings(&signed.pdf, at);
        let file = self.file(folder_of(signable.role), &signed.pdf, line, |ledger| {
            self.still_to_be_signed(ledger, signable, identity)?;
            match registered.filter(|_| !identity.rehearsal) {
                Some(entry) => numbering::is_free(ledger, &signable.paper, &entry),
                None => Ok(()),
            }
        })?;
        Ok(FiledSignature { file, stamp: signed.stamp, warnings })
    }

    /// Checks again, under the turn of the folder, that the paper is still the current one and was
    /// not signed in the meantime.
    fn still_to_be_signed(
        &self,
        ledger: &Ledger,
        signable: &SignablePaper,
        identity: &Identity,
    ) -> Result<(), Obstacle> {
        let papers = ledger.record().map(|record| record.outputs.as_slice()).unwrap_or_default();
        let is_current = papers
            .iter()
            .any(|paper| paper.file == signable.paper && paper.sha256 == signable.original);
        if signable.line.is_none() && !is_current {
            return Err(Obstacle::Outdated);
        }
        self.not_signed_before(signable, identity)
    }

    /// Adds the evidence with which a signed paper can be checked in later years, and files it.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn archive(
        &self,
        signable: &SignablePaper,
        at: OffsetDateTime,
    ) -> Result<FiledSignature, Obstacle> {
        let authority = self.authority().ok_or(Obstacle::NoAuthority)?;
        let wait = authority.wait;
        let settings = LtvSettings { issuers: self.issuers.clone(), authority, wait };
        let extended = ltv::extend(&signable.pdf, &settings, at)?;
        let rehearsal = signable.first_is_rehearsal.unwrap_or_default();
        let line = SignedPaper {
            role: EVIDENCE.into(),
            timestamped: true,
            rehearsal,
            ..signable.line(at)
        };
        let file = self.file(ARCHIVED, &extended.pdf, line, |_| Ok(()))?;
        Ok(FiledSignature {
            file,
            stamp: Stamp::Stamped,
            warnings: self.warnings(&extended.pdf, at),
        })
    }

    /// Returns the file that has the evidence of a signed paper already; `None` when none has, or the
    /// paper is that file.
    ///
    /// # Errors
    ///
    /// [`Obstacle::Book`] when the book cannot be read.
    pub fn archived_before(&self, signable: &SignablePaper) -> Result<Option<String>, Obstacle> {
        let book = self.ledger.signatures()?;
        let mut evidence = book.signed.iter().rev().filter(|line| line.role == EVIDENCE);
        if evidence.clone().any(|line| line.sha256 == signable.sha256) {
            return Ok(None);
        }
        let begins = |line: &&SignedPaper| {
            let bytes = self.ledger.signed_bytes(line);
            bytes.is_some_and(|bytes| bytes.starts_with(&signable.pdf))
        };
        let before = evidence.find(|line| line.paper == signable.paper && begins(line));
        Ok(before.map(|line| line.file.clone()))
    }

    /// Returns warnings from the last timestamp of a signed paper (Vietnamese): the clock of this
    /// machine is wrong, or the timestamp authority is not trusted.
    fn warnings(&self, pdf: &[u8], at: OffsetDateTime) -> Vec<String> {
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        let verdict = verify_with(pdf, &trust, self.issuers.between());
        let Some(last) = verdict.signatures.last() else { return Vec::new() };
        let mut warnings = Vec::new();
        if let Some(stamp) = &last.timestamp {
            let off = (stamp.time - at.to_utc()).whole_minutes();
            if off.abs() >= CLOCK_OFF {
                let way = if off > 0 { "chậm" } else { "nhanh" };
                warnings.push(format!(
                    "Đồng hồ của máy này {way} {} so với dấu thời gian; chỉnh lại ngày giờ của \
                     máy.",
                    length(off.abs())
                ));
            }
        }
        if let Some(why) = last.reasons.iter().find_map(Reason::unknown_authority) {
            warnings.push(format!(
                "Chưa tin được nơi cấp dấu thời gian, nên dấu thời gian chưa chứng minh được gì: \
                 {why} Thêm chứng thư gốc của nơi đó vào roots ở mục [signing]."
            ));
        }
        warnings
    }

    /// Takes the turn of the folder, calls `check`, and files a signed paper with its line in the
    /// book.
    fn file(
        &self,
        folder: &str,
        pdf: &[u8],
        line: SignedPaper,
        check: impl FnOnce(&Ledger) -> Result<(), Obstacle>,
    ) -> Result<String, Obstacle> {
        let apart = if line.rehearsal { format!("{REHEARSAL}/") } else { String::new() };
        let name = format!("{apart}{folder}/{}", line.paper);
        let _turn = self.ledger.turn()?;
        check(&self.ledger.again())?;
        self.ledger.file_signed(&name, pdf, line).map_err(|fault| match fault {
            SignedFault::NotWritten(error) => Obstacle::NotWritten(error),
            SignedFault::NotNoted(fault) => Obstacle::NotNoted { file: name, fault },
        })
    }

    /// Refuses a paper that was signed in this role or issued already, as long as that file is
    /// unchanged in its place. Rehearsals do not count.
    fn not_signed_before(
        &self,
        signable: &SignablePaper,
        identity: &Identity,
    ) -> Result<(), Obstacle> {
        if identity.rehearsal {
            return Ok(());
        }
        let role = signable.role.key();
        let book = self.ledger.signatures()?;
        let mut before = book.of_paper(&signable.paper).filter(|line| {
            line.role == role && line.original == signable.original && self.ledger.still_holds(line)
        });
        let before = before.next().map(|line| line.file.clone());
        let before = match before {
            None => issued_before(self.ledger, (&signable.paper, &signable.original))?,
            before => before,
        };
        before.map_or(Ok(()), |file| Err(Obstacle::SignedBefore(file)))
    }

    /// Returns the visible form of the signature.
    fn appearance(
        &self,
        signable: &SignablePaper,
        identity: &Identity,
        at: OffsetDateTime,
    ) -> Result<Appearance, Obstacle> {
        let (width, height) = signable.size;
        let kind = match signable.role {
            _ if signable.line.is_some() => AppearanceKind::Annex,
            Role::Official | Role::CoSigner(_) => AppearanceKind::Official,
            Role::Seal => AppearanceKind::Seal,
        };
        let rehearsal = identity.rehearsal;
        let blank =
            Appearance { kind, width, height, picture: None, line: None, size: 0.0, rehearsal };
        if let Some(line) = &signable.line {
            return Ok(Appearance { line: Some(seal_line(line, at)), ..blank });
        }
        match &signable.picture {
            Some(picture) => Ok(Appearance { picture: Some(picture.png.clone()), ..blank }),
            None if identity.rehearsal => Ok(blank),
            None => Err(Obstacle::NoPicture(signable.role, self.shown(&signable.signer))),
        }
    }

    /// Names a signer as people know it: the official's name, or the short name of the body.
    fn shown(&self, signer: &str) -> String {
        let issuer = self.round.issuer(signer);
        issuer.map_or_else(|| signer.to_owned(), |issuer| issuer.short_name.clone())
    }

    fn authority(&self) -> Option<TimestampAuthority> {
        let signing = &self.round.signing;
        let wait = Duration::from_secs(signing.timestamp_wait.0);
        signing.timestamp.as_ref().map(|url| TimestampAuthority { url: url.clone(), wait })
    }

    /// Returns the certificate that a signer must use; `None` when the round names none.
    fn expected(&self, role: Role, signer: &str) -> Option<ExpectedCertificate> {
        expected(self.round, role, signer)
    }
}

/// Returns the persons who sign a paper digitally with their roles, in the order in which they sign.
/// `printed` are the names below its places, from left to right: the last one is the authorised
/// person; those before sign if `[signing]` names them, else on paper.
#[must_use]
pub fn roles_of<'n>(round: &Round, printed: impl Iterator<Item = &'n str>) -> Vec<(Role, &'n str)> {
    let mut printed: Vec<_> = printed.collect();
    let Some(official) = printed.pop() else { return Vec::new() };
    let named = |name: &&str| round.signing.officials.iter().any(|one| one.name == *name);
    let beside = (0..).zip(printed.into_iter().filter(named).take(Role::CO_SIGNERS));
    beside
        .map(|(which, name)| (Role::CoSigner(which), name))
        .chain([(Role::Official, official)])
        .collect()
}

/// Returns the certificate that a signer must use; `None` when the round names none.
///
/// `signer` is the official's name, or the key of the body whose seal it is. A certificate written
/// as 64 hexadecimal digits is a fingerprint, any other text its holder.
#[must_use]
pub fn expected(round: &Round, role: Role, signer: &str) -> Option<ExpectedCertificate> {
    let signing = &round.signing;
    let written = match role {
        Role::Official | Role::CoSigner(_) => {
            signing.officials.iter().find(|one| one.name == signer)?.certificate.as_ref()
        }
        Role::Seal => signing.seals.iter().find(|one| one.issuer == signer)?.certificate.as_ref(),
    }?;
    let digits = written.chars().filter(|sign| !matches!(sign, ' ' | ':'));
    let is_fingerprint =
        digits.clone().count() == 64 && digits.clone().all(|sign| sign.is_ascii_hexdigit());
    Some(if is_fingerprint {
        ExpectedCertificate::Fingerprint(written.clone())
    } else {
        ExpectedCertificate::Subject(written.clone())
    })
}

/// Returns the line at the top right of a separate annex or a copy: Times New Roman 10, upright,
/// black (Nghị định 30/2020/NĐ-CP, Phụ lục I).
fn seal_line(line: &SealLine, at: OffsetDateTime) -> String {
    let at = at.to_utc();
    let what = match line {
        SealLine::Annex(number) => format!("Số: {number}"),
        SealLine::Copy(kind, body) => format!("{}; {body}", kind.name()),
    };
    format!("{what}; {}; {}", moment::day(at), moment::hour(at))
}

/// From this many minutes on, a difference between the clock of the machine and a timestamp is
/// reported.
const CLOCK_OFF: i64 = 5;

/// Writes a number of minutes in words (Vietnamese).
fn length(minutes: i64) -> String {
    match minutes {
        ..120 => format!("{minutes} phút"),
        120..2880 => format!("{} giờ", minutes / 60),
        _ => format!("{} ngày", minutes / 1440),
    }
}

/// Returns the standing file with which a paper was issued; `None` while it was not. `paper` is its
/// name and its SHA-256 before anybody signed it.
fn issued_before(
    ledger: &Ledger,
    (paper, original): (&str, &str),
) -> Result<Option<String>, Obstacle> {
    let book = ledger.signatures()?;
    let mut lines = book.of_paper(paper).filter(|line| {
        line.original == original && is_issue(&line.file) && ledger.still_holds(line)
    });
    Ok(lines.next().map(|line| line.file.clone()))
}

/// Whether a signed file is one with which a paper was issued.
fn is_issue(file: &str) -> bool {
    file.strip_prefix(SEALED).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns the folder for papers that were signed in this role.
fn folder_of(role: Role) -> &'static str {
    match role {
        Role::CoSigner(_) => PARTLY_SIGNED,
        Role::Official => SIGNED,
        Role::Seal => SEALED,
    }
}

/// Returns the time of a signature as the book writes it.
fn iso(at: OffsetDateTime) -> String {
    moment::iso(at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_an_annex_or_a_copy_gives_the_time_of_viet_nam() {
        let at = OffsetDateTime::from_unix_timestamp(1_607_437_201).unwrap();
        let annex = SealLine::Annex("15/QĐ-UBND".into());
        assert_eq!(seal_line(&annex, at), "Số: 15/QĐ-UBND; 08/12/2020; 21:20:01 +07:00");
        let copy = SealLine::Copy(CopyKind::Whole, "UBND tỉnh Lai Châu".into());
        assert_eq!(seal_line(&copy, at), "SAO Y; UBND tỉnh Lai Châu; 08/12/2020; 21:20:01 +07:00");
    }
}
