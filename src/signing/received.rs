//! Takes back a paper that was signed on another computer: with this program, or with another one.

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::{Role, SignatureEntry, SignatureKind, Trust, moment, verify_with};
use time::{Date, OffsetDateTime};

use super::{NumberObstacle, Obstacle, SEALED, SigningTable, folder_of};
use crate::ledger::{RegisteredPaper, SignedPaper, ToSign};

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
}

impl SigningTable<'_> {
    /// Verifies a paper that comes back, files it and notes its last signature in the book. It must
    /// be a paper of the record to which nothing but valid signatures was added. The role of the
    /// table does not count; `at` is the present time.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn receive(&self, pdf: &[u8], at: OffsetDateTime) -> Result<ReceivedPaper, Obstacle> {
        let known = self.known(pdf)?;
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        let verdict = verify_with(pdf, &trust, self.issuers.between());
        if let Some(reason) = super::signable::worst(&verdict) {
            return Err(Obstacle::FirstSignature(reason));
        }
        let by_people = |entry: &&SignatureEntry| entry.kind == SignatureKind::Signature;
        let last = verdict.signatures.iter().rfind(by_people);
        let (last, role) = last
            .and_then(|entry| Some((entry, entry.role?)))
            .ok_or(Obstacle::OfficialFirst(None))?;
        let signer = match role {
            Role::Official | Role::CoSigner(_) => {
                let people = self.people(known.to_sign)?;
                let person = people.into_iter().find(|(other, _)| *other == role);
                person.map(|(_, person)| person.name.as_str())
            }
            Role::Seal => Some(known.to_sign.issuer.as_str()),
        };
        let holder = last.holder.clone().unwrap_or_default();
        let expected = signer.and_then(|signer| self.expected(role, signer));
        if expected.is_some_and(|expected| !expected.fits(last)) {
            return Err(Obstacle::OtherOfficial(holder));
        }
        let rehearsal = is_rehearsal(&holder);
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
            ..SignedPaper::default()
        };
        let folder = folder_of(role);
        let (paper, title) = (known.paper.file.clone(), known.to_sign.title.clone());
        let sum = crate::fingerprint::sha256(pdf);
        let file = self.file(folder, pdf, line, |ledger| {
            let book = ledger.signatures()?;
            let before = book.signed.iter().find(|one| one.sha256 == sum);
            before.map_or(Ok(()), |one| Err(Obstacle::SignedBefore(one.file.clone())))
        })?;
        Ok(ReceivedPaper { file, paper, title, holder, rehearsal })
    }

    /// Files a paper that another program signed, after people have seen how it compares with what
    /// was handed out, and enters number and date in the register where the paper left them blank.
    /// `given` are number and date of issue; `who` is the holder of the last signature. That all
    /// words are the same is for the caller to make sure of.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn receive_elsewhere(
        &self,
        pdf: &[u8],
        (paper, original): (&str, &str),
        given: Option<(u32, Date)>,
        who: &str,
        at: OffsetDateTime,
    ) -> Result<ReceivedPaper, Obstacle> {
        let record = self.ledger.record().ok_or(Obstacle::NoRecord)?;
        let known = record.outputs.iter().find(|one| one.file == paper && one.sha256 == original);
        let known = known.ok_or(Obstacle::Outdated)?;
        let to_sign = known.to_sign.as_ref().ok_or(Obstacle::NotInRecord)?;
        let registered = match given {
            Some((number, date)) if !to_sign.filled_later.is_empty() => {
                Some(registered(to_sign, number, date))
            }
            None if !to_sign.filled_later.is_empty() => {
                return Err(NumberObstacle::NumberUnknown.into());
            }
            _ => None,
        };
        let rehearsal = is_rehearsal(who);
        let line = SignedPaper {
            paper: paper.to_owned(),
            original: original.to_owned(),
            role: ELSEWHERE.into(),
            holder: who.to_owned(),
            time: super::iso(at),
            rehearsal,
            registered: registered.clone(),
            ..SignedPaper::default()
        };
        let title = to_sign.title.clone();
        let sum = crate::fingerprint::sha256(pdf);
        let file = self.file(SEALED, pdf, line, |ledger| {
            let book = ledger.signatures()?;
            if let Some(before) = book.signed.iter().find(|one| one.sha256 == sum) {
                return Err(Obstacle::SignedBefore(before.file.clone()));
            }
            match &registered {
                Some(entry) => Ok(book.may_register(paper, entry).map_err(NumberObstacle::from)?),
                None => Ok(()),
            }
        })?;
        Ok(ReceivedPaper {
            file,
            paper: paper.to_owned(),
            title,
            holder: who.to_owned(),
            rehearsal,
        })
    }
}

/// The role of a line of the book for a paper that another program signed, numbered and sealed.
const ELSEWHERE: &str = "elsewhere";

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
