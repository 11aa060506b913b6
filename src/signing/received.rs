//! Takes back a paper that was signed on another computer: with this program, or with another one.

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::{
    FillIn, Reason, Role, SignatureEntry, SignatureKind, State, Trust, Verdict, blank_fields,
    moment, verify_with,
};
use time::{Date, OffsetDateTime};

use super::numbering::{may_register, printed_entry};
use super::signable::RecordMatch;
use super::trusted::is_same_name;
use super::{NUMBERED, NumberObstacle, Obstacle, SEALED, SIGNED, SigningTable, folder_of};
use crate::fingerprint::sha256;
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

/// How far a paper is that comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedStanding {
    /// What keeps it from being issued (Vietnamese); empty for one that is signed, sealed and
    /// trusted.
    pub lacks: Vec<String>,
    /// Whether the authorised person's signature is among those on it.
    official: bool,
    /// Whether the seal of the body is.
    seal: bool,
}

impl SigningTable<'_> {
    /// Tells how far a paper is that comes back: whose signatures it has, and what is missing. The
    /// role of the table does not count. `paper` is its name in the record.
    ///
    /// # Errors
    ///
    /// [`Obstacle`] for a paper that cannot be taken: one that nobody signed, with a signature that
    /// is not valid, or without one of the persons who sign it.
    pub fn standing(&self, verdict: &Verdict, paper: &str) -> Result<ReceivedStanding, Obstacle> {
        let record = self.ledger.record().ok_or(Obstacle::NoRecord)?;
        let known = record.outputs.iter().find(|one| one.file == paper);
        let to_sign = known.and_then(|one| one.to_sign.as_ref()).ok_or(Obstacle::NotInRecord)?;
        let by_people = |entry: &&SignatureEntry| entry.kind == SignatureKind::Signature;
        let signatures: Vec<_> = verdict.signatures.iter().filter(by_people).collect();
        if signatures.is_empty() {
            return Err(Obstacle::NotSigned);
        }
        let mut reasons =
            verdict.reasons.iter().chain(signatures.iter().flat_map(|entry| &entry.reasons));
        let is_wrong =
            |reason: &&Reason| matches!(reason.state(), State::Invalid | State::Unreadable);
        if let Some(wrong) = reasons.clone().find(is_wrong) {
            return Err(Obstacle::FirstSignature(wrong.sentence()));
        }
        let mut standing = ReceivedStanding::default();
        for (role, person) in self.people(to_sign)? {
            let is_there = self.is_signed(&signatures, role, &person.name, &[&person.name])?;
            if role == Role::Official {
                standing.official = is_there;
            }
            if !is_there {
                standing.lacks.push(format!("chưa có chữ ký số của {}", person.name));
            }
        }
        if !standing.official && signatures.iter().all(|entry| entry.role.is_none()) {
            let holders = signatures.iter().filter_map(|entry| entry.holder.clone());
            return Err(Obstacle::OtherOfficial(holders.collect::<Vec<_>>().join(", ")));
        }
        let body = self.round.issuer(&to_sign.issuer);
        let names = body.as_deref().map(|body| [body.name.as_str(), body.short_name.as_str()]);
        let names = names.as_ref().map(<[_; 2]>::as_slice).unwrap_or_default();
        standing.seal = self.is_signed(&signatures, Role::Seal, &to_sign.issuer, names)?;
        if !standing.seal {
            let body = self.shown(&to_sign.issuer);
            standing.lacks.push(format!("chưa có con dấu (chữ ký số) của {body}"));
        }
        if let Some(doubt) = reasons.find(|reason| reason.forbids_more()) {
            standing.lacks.push(format!("chưa tin được chữ ký: {}", doubt.sentence()));
        }
        Ok(standing)
    }

    /// Tells whether a signer is among those who signed: in the field of the role, with the
    /// certificate that the round names, or under one of these names where it names none.
    fn is_signed(
        &self,
        signatures: &[&SignatureEntry],
        role: Role,
        signer: &str,
        names: &[&str],
    ) -> Result<bool, Obstacle> {
        let expected = self.expected(role, signer);
        let own = signatures.iter().find(|entry| entry.role == Some(role));
        if let (Some(entry), Some(expected)) = (own, &expected)
            && !expected.fits(entry)
        {
            return Err(Obstacle::OtherOfficial(entry.holder.clone().unwrap_or_default()));
        }
        let fits = |entry: &&&SignatureEntry| match &expected {
            Some(expected) => expected.fits(entry),
            None => entry
                .holder
                .as_deref()
                .is_some_and(|holder| names.iter().any(|name| is_same_name(holder, name))),
        };
        let foreign =
            || signatures.iter().filter(|entry| entry.role.is_none()).any(|one| fits(&one));
        Ok(own.is_some() || foreign())
    }

    /// Verifies a paper that comes back, files it and notes its last signature in the book, with the
    /// number that it carries. It must be a paper of the record to which nothing but valid
    /// signatures, number and day were added. The role of the table does not count; `at` is the
    /// present time.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn receive(&self, pdf: &[u8], at: OffsetDateTime) -> Result<ReceivedPaper, Obstacle> {
        let known = self.known(pdf)?;
        let verdict = self.verdict(pdf, at);
        let standing = self.standing(&verdict, &known.paper.file)?;
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
            Some((entry, is_new)) => (Some(entry), is_new),
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
        let file = self.file(folder, pdf, line, |ledger| {
            may_take(ledger, pdf, &paper, registered.as_ref().filter(|_| !rehearsal))
        })?;
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
                let date = super::numbering::day_of(&day).ok_or(NumberObstacle::NotRead)?;
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
        let standing = self.standing(&self.verdict(pdf, at), paper)?;
        let is_blank = !to_sign.filled_later.is_empty();
        let entry = match given {
            Some((number, date)) if is_blank => Some(registered(to_sign, number, date)),
            None if is_blank && standing.seal => return Err(NumberObstacle::NotRead.into()),
            _ => printed_entry(to_sign).filter(|_| standing.seal),
        };
        let folder = match (standing.lacks.is_empty(), &entry) {
            (true, _) => SEALED,
            (false, Some(_)) if is_blank => NUMBERED,
            _ => SIGNED,
        };
        let rehearsal = is_rehearsal(who);
        let line = SignedPaper {
            paper: paper.to_owned(),
            original: original.to_owned(),
            role: ELSEWHERE.into(),
            holder: who.to_owned(),
            time: super::iso(at),
            rehearsal,
            registered: entry.clone(),
            ..SignedPaper::default()
        };
        let file =
            self.file(folder, pdf, line, |ledger| may_take(ledger, pdf, paper, entry.as_ref()))?;
        Ok(ReceivedPaper {
            file,
            paper: paper.to_owned(),
            title: to_sign.title.clone(),
            holder: who.to_owned(),
            rehearsal,
            lacks: standing.lacks,
        })
    }
}

/// Checks under the turn of the folder that a file is not there yet, and that the register takes its
/// number.
fn may_take(
    ledger: &Ledger,
    pdf: &[u8],
    paper: &str,
    entry: Option<&RegisteredPaper>,
) -> Result<(), Obstacle> {
    let sum = sha256(pdf);
    if let Some(before) = ledger.signatures()?.signed.iter().find(|one| one.sha256 == sum) {
        return Err(Obstacle::SignedBefore(before.file.clone()));
    }
    entry.map_or(Ok(()), |entry| may_register(ledger, paper, entry))
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
