//! Number and day, given by the records clerk after the authorised person signed and before the
//! seal (Nghị định 30/2020/NĐ-CP, Điều 14, 15): filled into the places that were kept free, entered
//! in the register in the same step.

use std::path::{Path, PathBuf};

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::moment::VIETNAM;
use pdf_signature::sign::{FilledBlank, fill_in};
use pdf_signature::{BlankField, FillIn, Role, blank_fields, looks_like};
use time::{Date, OffsetDateTime};

use super::place::{ABOVE, BELOW, POINTS};
use super::received::registered;
use super::{NUMBERED, NumberObstacle, Obstacle, SigningTable, trusted};
use crate::ledger::{Ledger, RegisteredPaper, SignedPaper, ToSign};
use crate::typeset::{Appearance, AppearanceKind, Typesetter};

/// No number of a paper is longer than its blank is wide.
const HIGHEST: u32 = 99_999;

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
    pdf: Vec<u8>,
    paper: String,
    original: String,
    to_sign: ToSign,
    /// The month that the paper prints, `YYYY-MM`.
    month: Option<String>,
    rehearsal: bool,
}

/// A paper with number and day, filed and registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledNumber {
    /// Path of the file below the outputs folder.
    pub file: String,
    /// Number and symbol.
    pub number: String,
}

impl SigningTable<'_> {
    /// Prepares a signed paper for its number. It must be a paper of the record that kept the places
    /// free, and the signatures of all persons must be valid. The role of the table does not count.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why it cannot get a number.
    pub fn prepare_number(
        &self,
        path: &Path,
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
        let (_, holder) = table.earlier_signatures(&pdf, &known, &people, at)?;
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
            month: to_sign.date.as_ref().and_then(|date| Some(date.get(..7)?.to_owned())),
            pdf,
        })
    }

    /// Returns the number that follows in the register of the body that issues a paper.
    ///
    /// # Errors
    ///
    /// [`NumberObstacle::NumberUnknown`] when the register has none from which to go on.
    pub fn next_number(&self, paper: &NumberedPaper, date: Date) -> Result<u32, Obstacle> {
        let book = self.ledger.signatures()?;
        let next = book.next_number(&paper.to_sign.issuer, &date.to_string());
        next.ok_or(NumberObstacle::NumberUnknown.into())
    }

    /// Fills number and day into a signed paper, files it and enters it in the register.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed and the number is still free.
    pub fn number(
        &self,
        paper: &NumberedPaper,
        (number, date): (u32, Date),
        at: OffsetDateTime,
    ) -> Result<FiledNumber, Obstacle> {
        paper.may_have(number, date)?;
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
        let file = self.file(NUMBERED, &pdf, line, |ledger| may_enter(ledger, paper, &entry))?;
        Ok(FiledNumber { file, number: shown })
    }
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
    let book = ledger.signatures()?;
    let before = book.of_paper(&paper.paper).find(|line| {
        line.role == NUMBER && line.original == paper.original && ledger.still_holds(line)
    });
    if let Some(before) = before {
        return Err(Obstacle::SignedBefore(before.file.clone()));
    }
    Ok(book.may_register(&paper.paper, entry).map_err(NumberObstacle::from)?)
}

impl NumberedPaper {
    /// Checks number and date against the paper itself. A rehearsal may be of any day.
    fn may_have(&self, number: u32, date: Date) -> Result<(), NumberObstacle> {
        if number == 0 || number > HIGHEST {
            return Err(NumberObstacle::OutOfRange(number));
        }
        let asked = format!("{}-{:02}", date.year(), u8::from(date.month()));
        if let Some(printed) = self.month.as_ref().filter(|printed| **printed != asked) {
            let (year, month) = printed.split_once('-').unwrap_or_default();
            return Err(NumberObstacle::OtherMonth(format!("{month}/{year}"), date));
        }
        match self.signed.1.filter(|_| !self.rehearsal) {
            Some(signed) if date < signed => Err(NumberObstacle::BeforeSignature(signed, date)),
            _ => Ok(()),
        }
    }
}

/// What was filled into a blank of a file, and whether it looks as this program draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedrawnBlank {
    /// Which blank.
    pub blank: FillIn,
    /// What was filled in.
    pub value: String,
    /// Whether the page shows exactly what this program draws for it.
    pub is_ours: bool,
}

/// Draws what was filled into the blanks of a file again and compares it. Empty for a file without
/// filled blanks, or one that cannot be read.
#[must_use]
pub fn redrawn(pdf: &[u8], typesetter: &Typesetter) -> Vec<RedrawnBlank> {
    let fields = blank_fields(pdf).unwrap_or_default().into_iter();
    let redrawn = fields.filter_map(|BlankField { blank, value, size }| {
        let value = value?;
        let look = typesetter.draw(&appearance(blank, &value, size)).ok();
        let is_ours = look.is_some_and(|look| looks_like(pdf, blank, &look).unwrap_or(false));
        Some(RedrawnBlank { blank, value, is_ours })
    });
    redrawn.collect()
}

/// Writes a number with two digits at least, as the decree asks (Phụ lục I, mục II.3, II.4).
fn padded(number: u32) -> String {
    format!("{number:02}")
}

/// How a blank looks that is filled in. `size` is that of its place, in points; the size of the
/// letters follows from its height.
fn appearance(blank: FillIn, value: &str, size: [f64; 2]) -> Appearance {
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
