//! Number and day, given by the records clerk after the authorised person signed and before the
//! seal (Nghị định 30/2020/NĐ-CP, Điều 14, 15): filled into the places that were kept free, entered
//! in the register in the same step.

mod filled;
mod given;
mod obstacle;

use std::path::{Path, PathBuf};

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::moment::VIETNAM;
use pdf_signature::sign::{FilledBlank, fill_in};
use pdf_signature::{BlankField, FillIn, Role, blank_fields};
use time::{Date, Month, OffsetDateTime};

pub use self::filled::{RedrawnBlank, redrawn};
pub(super) use self::given::given_number;
use self::given::{RegisteredNumber, may_have_number};
pub use self::obstacle::NumberObstacle;
pub(in crate::signing) use self::obstacle::shown;
use super::place::{ABOVE, BELOW, POINTS};
use super::received::registered;
use super::signable::EarlierSignatures;
use super::{Obstacle, SigningTable, trusted};
use crate::ledger::folders::NUMBERED;
use crate::ledger::{FiledPaper, Ledger, NumberFault, RegisteredPaper, SignedPaper, ToSign};
use crate::round::{PaperKind, Round, short_date};
use crate::truth;
use crate::typeset::{Appearance, AppearanceKind, BlankKind};

/// No number of a paper is longer than its blank is wide.
const HIGHEST: u32 = 99_999;
/// How many numbers are tried when others take the next one at the same time.
const TRIES: usize = 20;

/// A signed paper that is to get its number and day.
#[derive(Debug)]
pub struct NumberedPaper {
    /// Path of the file.
    pub path: PathBuf,
    /// Title of the paper, where it has one.
    pub title: Option<String>,
    /// What follows the number: `QĐ-UBND`.
    pub symbol: String,
    /// Who signed, and on which day (in Việt Nam).
    pub signed: (String, Option<Date>),
    /// Its name in the record.
    pub paper: String,
    pdf: Vec<u8>,
    original: String,
    to_sign: ToSign,
    rehearsal: bool,
    replaced: Option<u32>,
}

/// A paper with number and day, filed and registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledNumber {
    /// Path of the file below the outputs folder.
    pub file: String,
    /// Number and symbol.
    pub number: String,
    /// Path of the file that carries the number given by mistake, which this one takes the place of.
    pub replaced: Option<String>,
}

impl FiledNumber {
    /// Warns of the file with the number that was given by mistake (Vietnamese).
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let file = self.replaced.as_ref()?;
        Some(format!(
            "Tệp mang số nhầm ({file}) không dùng nữa và không đóng dấu được: xóa đi để khỏi gửi \
             nhầm"
        ))
    }
}

impl SigningTable<'_> {
    /// Prepares a signed paper for its number. It must be a paper of the record that kept the places
    /// free, and the signatures of all persons must be valid. The role of the table does not count.
    /// `replaced` is the number that it was given by mistake and that another one takes the place
    /// of.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why it cannot get a number.
    pub fn prepare_number(
        &self,
        path: &Path,
        replaced: Option<u32>,
        at: OffsetDateTime,
    ) -> Result<NumberedPaper, Obstacle> {
        let pdf = trusted::read_file(path)?;
        let known = self.known(&pdf)?;
        let to_sign = known.to_sign;
        if to_sign.filled_later.is_empty() {
            return Err(NumberObstacle::NoBlanks.into());
        }
        let table = SigningTable { role: Role::Seal, issuers: self.issuers.clone(), ..*self };
        let people = table.people(to_sign)?;
        let EarlierSignatures { holder, .. } = table
            .earlier_signatures(&pdf, &known, &people, at)
            .map_err(|obstacle| match obstacle {
                Obstacle::OfficialFirst(file) => NumberObstacle::NotSigned(file).into(),
                other => other,
            })?;
        if let Some(entry) = self.number_filled(
            &pdf,
            &known,
            holder.as_ref().is_some_and(|holder| is_rehearsal(holder)),
        )? {
            return Err(NumberObstacle::Numbered(entry.shown(), None).into());
        }
        if !holder.as_ref().is_some_and(|holder| is_rehearsal(holder)) {
            let paper = (&*known.paper.file, &*known.paper.sha256);
            may_have_number(self.ledger, paper, None, replaced)?;
        }
        let verdict = self.sound(&pdf, at)?;
        let times = verdict.signatures.iter().filter_map(|entry| {
            entry.timestamp.as_ref().map(|stamp| stamp.time).or(entry.claimed_time)
        });
        let signed_on = times.max().map(|time| time.to_offset(VIETNAM).date());
        let holder = holder.unwrap_or_default();
        Ok(NumberedPaper {
            path: path.to_owned(),
            title: to_sign.title.clone(),
            symbol: to_sign.symbol.clone().unwrap_or_default(),
            rehearsal: is_rehearsal(&holder),
            signed: (holder, signed_on),
            paper: known.paper.file.clone(),
            original: known.paper.sha256.clone(),
            to_sign: to_sign.clone(),
            replaced,
            pdf,
        })
    }

    /// Gives a paper number and day: the number that was asked for, or the next one of the register.
    /// `before` is called with the number before anything is written, and may refuse.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed and the number is still free.
    pub fn number(
        &self,
        paper: &NumberedPaper,
        (asked, date): (Option<u32>, Date),
        at: OffsetDateTime,
        mut before: impl FnMut(u32) -> Result<(), Obstacle>,
    ) -> Result<FiledNumber, Obstacle> {
        self.book_is_there()?;
        let (mut least, mut left) = (0, TRIES);
        loop {
            let number = match asked {
                Some(number) => number,
                None => self.own_or_next_number(paper, date)?.max(least),
            };
            self.may_carry(&paper.to_sign, (paper.signed.1, paper.rehearsal), (number, date))?;
            before(number)?;
            match self.give(paper, (number, date), at) {
                // Somebody else took it in between: nobody chose it, so the next one will do.
                Err(Obstacle::Number(NumberObstacle::Register(NumberFault::Taken(..))))
                    if asked.is_none() && left > 0 =>
                {
                    (least, left) = (number.saturating_add(1), left - 1);
                }
                done => return done,
            }
        }
    }

    /// Returns the number that the register gave a paper whose file is gone; else the one that
    /// follows in the register of the body that issues it.
    fn own_or_next_number(&self, paper: &NumberedPaper, date: Date) -> Result<u32, Obstacle> {
        let own = (&*paper.paper, &*paper.original);
        let given = given_number(self.ledger, own)?.filter(|_| paper.replaced.is_none());
        if let Some(given) = given.filter(|_| !paper.rehearsal) {
            return Ok(given.entry.number);
        }
        let book = self.ledger.signatures()?;
        let next = book.next_number(&paper.to_sign.issuer, &date.to_string());
        next.ok_or(NumberObstacle::NumberUnknown.into())
    }

    /// Returns the file that carries the number which the register gave a paper; `None` where it is
    /// not in its place.
    fn carrier(&self, paper: &NumberedPaper) -> Result<Option<String>, Obstacle> {
        let given = given_number(self.ledger, (&paper.paper, &paper.original))?;
        Ok(given.and_then(RegisteredNumber::into_file))
    }

    /// Fills number and day into a signed paper, files it and enters it in the register.
    fn give(
        &self,
        paper: &NumberedPaper,
        (number, date): (u32, Date),
        at: OffsetDateTime,
    ) -> Result<FiledNumber, Obstacle> {
        let entry = registered(&paper.to_sign, number, date);
        // As large as the file says, so that it can be drawn again from the file alone.
        let fields = blank_fields(&paper.pdf).unwrap_or_default();
        let values = fields.into_iter().map(|BlankField { blank, size, .. }| {
            let value = match blank {
                FillIn::Number => padded(number),
                FillIn::Day => padded(u32::from(date.day())),
            };
            let look = self.typesetter.draw(&appearance(blank, &value, size));
            Ok((blank, value, look.map_err(Obstacle::Appearance)?))
        });
        let values = values.collect::<Result<Vec<_>, Obstacle>>()?;
        let filled: Vec<_> = values
            .iter()
            .map(|(blank, value, look)| FilledBlank { blank: *blank, value, appearance: look })
            .collect();
        let pdf = fill_in(&paper.pdf, &filled).map_err(NumberObstacle::from)?;
        self.sound(&pdf, at)?;
        let shown = format!("{}/{}", padded(number), paper.symbol);
        let line = SignedPaper {
            paper: paper.paper.clone(),
            original: paper.original.clone(),
            role: NUMBER.into(),
            holder: paper.signed.0.clone(),
            time: super::iso(at),
            rehearsal: paper.rehearsal,
            registered: Some(entry.clone()),
            ..SignedPaper::default()
        };
        let replaced = paper.replaced.map(|_| self.carrier(paper)).transpose()?.flatten();
        let file = self.file(NUMBERED, &pdf, line, |ledger| may_enter(ledger, paper, &entry))?;
        Ok(FiledNumber { file, number: shown, replaced })
    }
}

impl SigningTable<'_> {
    /// Checks number and date against the paper itself, the day on which it was signed, and the
    /// round. A rehearsal may be of any day.
    pub(super) fn may_carry(
        &self,
        to_sign: &ToSign,
        (signed, rehearsal): (Option<Date>, bool),
        (number, date): (u32, Date),
    ) -> Result<(), NumberObstacle> {
        if number == 0 || number > HIGHEST {
            return Err(NumberObstacle::OutOfRange(number));
        }
        if let Some(printed) = to_sign.date.as_ref().filter(|_| to_sign.is_dated()) {
            let day = date.to_string();
            if printed.get(..7) != day.get(..7) {
                let (year, month) = printed.split_once('-').unwrap_or_default();
                let month = month.split('-').next().unwrap_or_default();
                return Err(NumberObstacle::OtherMonth(format!("{month}/{year}"), date));
            }
            if to_sign.prints(BlankKind::Day) && *printed != day {
                return Err(NumberObstacle::OtherDay(printed.clone(), date));
            }
        }
        if rehearsal {
            return Ok(());
        }
        match signed {
            Some(signed) if date < signed => Err(NumberObstacle::BeforeSignature(signed, date)),
            _ => self.fits_round(to_sign, number, date),
        }
    }

    /// Checks number and date against what the round declares of the paper, and the date against
    /// the days of the round and of other papers.
    fn fits_round(&self, to_sign: &ToSign, number: u32, date: Date) -> Result<(), NumberObstacle> {
        let Some(kind) = to_sign.kind() else { return Ok(()) };
        if let Some(finding) = truth::out_of_order(self.round, kind, date) {
            return Err(NumberObstacle::OutOfOrder(finding.message, finding.found));
        }
        // Each of several papers of a kind has a number of its own; none is declared.
        let record = self.ledger.record().map(|record| record.outputs.as_slice());
        let of_kind =
            |one: &&FiledPaper| one.to_sign.as_ref().is_some_and(|own| own.kind() == Some(kind));
        let is_single = record.unwrap_or_default().iter().filter(of_kind).count() == 1;
        let symbol = to_sign.symbol.as_deref().unwrap_or_default();
        match declared(self.round, kind).filter(|_| is_single) {
            Some((declared, day))
                if declared.is_some_and(|one| one != number)
                    || day.is_some_and(|one| one != date) =>
            {
                Err(NumberObstacle::OtherThanDeclared {
                    declared: said(declared, day, symbol),
                    asked: said(Some(number), Some(date), symbol),
                })
            }
            _ => Ok(()),
        }
    }
}

/// Number and day that a round declares of a kind of paper.
fn declared(round: &Round, kind: PaperKind) -> Option<(Option<u32>, Option<Date>)> {
    let settings = round.paper(kind);
    let said = (settings.number, settings.date.date());
    (said != (None, None)).then_some(said)
}

/// Writes a number and a day, one of which may be missing.
fn said(number: Option<u32>, day: Option<Date>, symbol: &str) -> String {
    let number = number.map(|number| format!("số {}/{symbol}", padded(number)));
    let day = day.map(|day| format!("ngày {}", short_date(day)));
    number.into_iter().chain(day).collect::<Vec<_>>().join(", ")
}

/// The role of a line of the book that gave a paper its number.
const NUMBER: &str = "number";

/// Checks under the turn of the folder that the paper is current, has no number yet, and that the
/// register takes its number.
fn may_enter(
    ledger: &Ledger,
    paper: &NumberedPaper,
    entry: &RegisteredPaper,
) -> Result<(), Obstacle> {
    let papers = ledger.record().map(|record| record.outputs.as_slice()).unwrap_or_default();
    if !papers.iter().any(|one| one.file == paper.paper && one.sha256 == paper.original) {
        return Err(Obstacle::Outdated);
    }
    if paper.rehearsal {
        return Ok(());
    }
    may_have_number(ledger, (&paper.paper, &paper.original), Some(entry), paper.replaced)?;
    may_register(ledger, &paper.paper, entry)
}

/// Reads a date of the record, `YYYY-MM-DD`.
pub(super) fn day_of(written: &str) -> Option<Date> {
    let mut parts = written.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

/// Checks that no other paper has the number of a paper that prints it.
pub(super) fn is_free(
    ledger: &Ledger,
    paper: &str,
    entry: &RegisteredPaper,
) -> Result<(), Obstacle> {
    match ledger.signatures()?.may_register(paper, entry) {
        Err(taken @ NumberFault::Taken(..)) => Err(NumberObstacle::from(taken).into()),
        _ => Ok(()),
    }
}

/// Checks that the register says what the papers in the folder say, and takes this entry: no paper
/// has the number, nor was signed with it printed.
pub(super) fn may_register(
    ledger: &Ledger,
    paper: &str,
    entry: &RegisteredPaper,
) -> Result<(), Obstacle> {
    if let Some(fault) = ledger.register_faults()?.into_iter().next() {
        return Err(NumberObstacle::RegisterDiffers(fault).into());
    }
    let book = ledger.signatures()?;
    book.may_register(paper, entry).map_err(NumberObstacle::from)?;
    let papers = ledger.record().map(|record| record.outputs.as_slice()).unwrap_or_default();
    let has_it = |one: &&FiledPaper| {
        let signed = book.of_paper(&one.file).any(|line| line.original == one.sha256);
        one.file != paper
            && signed
            && one.to_sign.as_ref().is_some_and(|own| {
                printed_entry(own).is_some_and(|other| {
                    other.issuer == entry.issuer
                        && other.number == entry.number
                        && other.date.get(..4) == entry.date.get(..4)
                })
            })
    };
    match papers.iter().find(has_it) {
        Some(other) => {
            let title = other.to_sign.as_ref().and_then(|own| own.title.clone());
            let title = title.unwrap_or_else(|| other.file.clone());
            Err(NumberObstacle::from(NumberFault::Taken(entry.number, title)).into())
        }
        None => Ok(()),
    }
}

/// The entry of a paper that prints its number and date; `None` for one that does not, and for
/// lists and certificates, whose numbers stand in no register of papers.
pub(super) fn printed_entry(to_sign: &ToSign) -> Option<RegisteredPaper> {
    let number = to_sign.number.as_deref()?.split('/').next()?.parse().ok()?;
    let are_printed = [BlankKind::Number, BlankKind::Day].map(|one| to_sign.prints(one));
    let date = day_of(to_sign.date.as_deref().filter(|_| are_printed == [true; 2])?)?;
    let is_numbered = to_sign.kind().is_none_or(|kind| kind != PaperKind::Certificate);
    is_numbered.then(|| registered(to_sign, number, date))
}

/// Reads the number of a paper as people type it: digits alone.
#[must_use]
pub fn typed_number(text: &str) -> Option<u32> {
    let digits = text.trim();
    digits.bytes().all(|sign| sign.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Writes a number with two digits at least, as the decree asks (Phụ lục I, mục II.3, II.4).
fn padded(number: u32) -> String {
    format!("{number:02}")
}

/// How a blank looks that is filled in. `size` is that of its place, in points; the size of the
/// letters follows from its height.
pub(super) fn appearance(blank: FillIn, value: &str, size: [f64; 2]) -> Appearance {
    let kind = match blank {
        FillIn::Number => AppearanceKind::Number,
        FillIn::Day => AppearanceKind::Day,
    };
    let letters = (size[1] / (ABOVE + BELOW) * 10.0).round() / 10.0;
    Appearance {
        kind,
        width: size[0] / POINTS,
        height: size[1] / POINTS,
        picture: None,
        line: Some(value.to_owned()),
        size: letters,
        rehearsal: false,
    }
}
