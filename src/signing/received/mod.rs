//! Takes back a paper that was signed on another computer: with this program, or with another one.
//! The register is guarded as it is when a number is given here: a paper has one number, and is
//! issued once.

mod elsewhere;
mod standing;

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::{
    FillIn, Role, SignatureEntry, SignatureKind, Trust, Verdict, blank_fields, moment, verify_with,
};
use time::{Date, OffsetDateTime};

pub use self::elsewhere::GivenNumber;
pub use self::standing::ReceivedStanding;
use super::numbering::{day_of, given_number, may_register, printed_entry};
use super::signable::RecordMatch;
use super::{NumberObstacle, Obstacle, SigningTable, folder_of, issued_before};
use crate::fingerprint::sha256;
use crate::ledger::folders::{NUMBERED, SEALED};
use crate::ledger::{Ledger, RegisteredPaper, SignedPaper, ToSign};

/// A signed paper that was taken back.
#[derive(Debug)]
pub struct ReceivedPaper {
    /// Path of the file below the outputs folder.
    pub file: String,
    /// The paper of the record.
    pub paper: String,
    /// Its title.
    pub title: Option<String>,
    /// Who signed last.
    pub holder: String,
    /// Whether its certificate is one for rehearsals.
    pub rehearsal: bool,
    /// What keeps it from being issued (Vietnamese).
    pub lacks: Vec<String>,
}

impl SigningTable<'_> {
    /// Verifies a paper that comes back, files it and notes its last signature in the book, with the
    /// number that it carries. It must be a paper of the record to which nothing but valid
    /// signatures, number and day were added. The role of the table does not count. `agreed` tells
    /// whether somebody said that a certificate under another name is the signer's; `at` is the
    /// present time.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn receive(
        &self,
        pdf: &[u8],
        agreed: bool,
        at: OffsetDateTime,
    ) -> Result<ReceivedPaper, Obstacle> {
        let known = self.known(pdf)?;
        let verdict = self.verdict(pdf, at);
        let standing = self.standing(&verdict, &known.paper.file)?;
        standing.agreed(agreed)?;
        let by_people = |entry: &&SignatureEntry| entry.kind == SignatureKind::Signature;
        let last = verdict.signatures.iter().rfind(by_people);
        let (last, role) = last
            .and_then(|entry| Some((entry, entry.role?)))
            .ok_or(Obstacle::OfficialFirst(None))?;
        if role == Role::Seal && !standing.official {
            return Err(Obstacle::OfficialFirst(None));
        }
        let holder = last.holder.clone().unwrap_or_default();
        let rehearsal = is_rehearsal(&holder);
        let (entry, is_new) = match self.number_carried(pdf, &known, rehearsal)? {
            Some((entry, is_new)) => {
                if is_new && let Some(date) = day_of(&entry.date) {
                    let signed = (standing.signed_on, rehearsal);
                    self.may_carry(known.to_sign, signed, (entry.number, date))?;
                }
                (Some(entry), is_new)
            }
            None if role != Role::Seal => (None, false),
            None if known.to_sign.filled_later.is_empty() => (printed_entry(known.to_sign), true),
            None => return Err(NumberObstacle::NotRead.into()),
        };
        let registered = entry.clone().filter(|_| is_new);
        let folder = match role {
            Role::Seal if !standing.lacks.is_empty() => NUMBERED,
            Role::Official if entry.is_some() => NUMBERED,
            role => folder_of(role),
        };
        let time = last.timestamp.as_ref().map(|stamp| stamp.time).or(last.claimed_time);
        let line = SignedPaper {
            paper: known.paper.file.clone(),
            original: known.paper.sha256.clone(),
            role: role.key().into(),
            holder: holder.clone(),
            certificate: last.certificate.clone().unwrap_or_default(),
            time: moment::iso(time.unwrap_or_else(|| at.to_utc())),
            timestamped: last.timestamp.is_some(),
            rehearsal,
            registered: registered.clone(),
            ..SignedPaper::default()
        };
        let (paper, title) = (known.paper.file.clone(), known.to_sign.title.clone());
        let taken = TakenFile { pdf, line: &line, folder };
        let file = self.file(folder, pdf, line.clone(), |ledger| taken.may_be_filed(ledger))?;
        Ok(ReceivedPaper { file, paper, title, holder, rehearsal, lacks: standing.lacks })
    }

    /// The entry for what was filled into a paper that comes back, and whether the register does not
    /// have it yet.
    fn number_carried(
        &self,
        pdf: &[u8],
        known: &RecordMatch<'_>,
        rehearsal: bool,
    ) -> Result<Option<(RegisteredPaper, bool)>, Obstacle> {
        match self.number_filled(pdf, known, rehearsal) {
            Ok(entry) => Ok(entry.map(|entry| (entry, false))),
            Err(Obstacle::Number(NumberObstacle::NotRegistered(_))) => {
                let filled = blank_fields(pdf).unwrap_or_default();
                let value = |blank| {
                    let mut fields = filled.iter();
                    let field = fields.find(|field| field.blank == blank)?;
                    field.value.as_ref()?.parse::<u32>().ok()
                };
                let printed = known.to_sign.date.as_deref().unwrap_or_default();
                let day = value(FillIn::Day).map_or_else(
                    || printed.to_owned(),
                    |day| format!("{}-{day:02}", printed.get(..7).unwrap_or_default()),
                );
                let date = day_of(&day).ok_or(NumberObstacle::NotRead)?;
                let number = value(FillIn::Number).ok_or(NumberObstacle::NotRead)?;
                Ok(Some((registered(known.to_sign, number, date), true)))
            }
            Err(obstacle) => Err(obstacle),
        }
    }

    /// The verdict on a paper, without lists of what was revoked.
    fn verdict(&self, pdf: &[u8], at: OffsetDateTime) -> Verdict {
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        verify_with(pdf, &trust, self.issuers.between())
    }
}

/// A file that is about to be taken.
struct TakenFile<'a> {
    pdf: &'a [u8],
    line: &'a SignedPaper,
    folder: &'a str,
}

impl TakenFile<'_> {
    /// Checks under the turn of the folder that the file is not there yet, that its paper was not
    /// issued before and has no other number, and that the register takes its number.
    fn may_be_filed(&self, ledger: &Ledger) -> Result<(), Obstacle> {
        let SignedPaper { paper, original, registered, rehearsal, .. } = self.line;
        let sum = sha256(self.pdf);
        if let Some(before) = ledger.signatures()?.signed.iter().find(|one| one.sha256 == sum) {
            return Err(Obstacle::SignedBefore(before.file.clone()));
        }
        if *rehearsal {
            return Ok(());
        }
        let Some(entry) = registered else { return self.may_be_issued(ledger) };
        if let Some(given) = given_number(ledger, (paper, original))? {
            given.may_be(Some(entry))?;
        }
        self.may_be_issued(ledger)?;
        may_register(ledger, paper, entry)
    }

    /// Checks that the paper is issued once.
    fn may_be_issued(&self, ledger: &Ledger) -> Result<(), Obstacle> {
        let SignedPaper { paper, original, .. } = self.line;
        match issued_before(ledger, (paper, original))? {
            Some(file) if self.folder == SEALED => Err(Obstacle::SignedBefore(file)),
            _ => Ok(()),
        }
    }
}

/// The entry of a paper in the register.
pub(super) fn registered(to_sign: &ToSign, number: u32, date: Date) -> RegisteredPaper {
    RegisteredPaper {
        issuer: to_sign.issuer.clone(),
        number,
        symbol: to_sign.symbol.clone().unwrap_or_default(),
        date: date.to_string(),
        title: to_sign.title.clone().unwrap_or_default(),
        signer: to_sign.signatories.last().map(|one| one.name.clone()).unwrap_or_default(),
        recipients: to_sign.recipients.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::NumberFault;

    const PAPER: &str = "06-quyet-dinh/quyet-dinh.pdf";

    fn line(paper: &str, number: u32) -> SignedPaper {
        let date = Date::from_calendar_date(2026, time::Month::December, 11).unwrap();
        let entry = RegisteredPaper {
            issuer: "province".into(),
            number,
            symbol: "QĐ-UBND".into(),
            date: date.to_string(),
            title: format!("Quyết định {number}"),
            signer: String::new(),
            recipients: Vec::new(),
        };
        SignedPaper {
            paper: paper.into(),
            original: sha256(b"before"),
            role: "elsewhere".into(),
            registered: Some(entry),
            ..SignedPaper::default()
        }
    }

    #[test]
    fn a_paper_is_taken_with_one_number_and_issued_once() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        let numbered = "da-cap-so/06-quyet-dinh/quyet-dinh.pdf";
        ledger.file_signed(numbered, b"one", line(PAPER, 15)).unwrap();
        let take = |pdf: &[u8], line: &SignedPaper, folder: &str| {
            TakenFile { pdf, line, folder }.may_be_filed(&ledger)
        };
        let number = |refused: Result<(), Obstacle>| match refused {
            Err(Obstacle::Number(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        // The number that it has, whatever role gave it, and no other.
        let other = number(take(b"two", &line(PAPER, 16), SEALED));
        let given = "số 15/QĐ-UBND ngày 11/12/2026".to_owned();
        assert_eq!(other, NumberObstacle::Numbered(given, Some(numbered.into())));
        assert!(take(b"two", &line(PAPER, 15), SEALED).is_ok());
        // Nor the number of another paper.
        let taken = number(take(b"two", &line("a.pdf", 15), SEALED));
        assert!(matches!(taken, NumberObstacle::Register(NumberFault::Taken(15, _))), "{taken:?}");
        let issued = "ban-hanh/06-quyet-dinh/quyet-dinh.pdf";
        ledger.file_signed(issued, b"two", line(PAPER, 15)).unwrap();
        for (pdf, told) in [(&b"two"[..], issued), (b"three", issued)] {
            let again = take(pdf, &line(PAPER, 15), SEALED);
            assert!(matches!(again, Err(Obstacle::SignedBefore(file)) if file == told));
        }
        // A new version of the paper is another one.
        let anew = SignedPaper { original: sha256(b"anew"), ..line(PAPER, 16) };
        assert!(take(b"four", &anew, SEALED).is_ok());
    }
}
