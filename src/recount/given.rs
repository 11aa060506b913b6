//! Counts a ballot again from the cells that it names, and checks that it names all cells between
//! its marks.

use careful_spreadsheet::{Cell, Worksheet};
use rust_decimal::Decimal;

use super::difference::CellFault;
use super::number::{self, units};
use super::sheets::{self, SheetIndex};
use crate::finding::{CellRef, Place};
use crate::forms::{Ballot, Mark, MarkLine, MarkSource, Sourced};

/// The cell at which something is wrong, and what.
type FaultAt = (Place, CellFault);

/// A member's total in units, as the sheets have it: the sum of the marks, else of the three parts,
/// else the total as typed. `None` for a ballot that has none of these, or could not be read.
///
/// # Errors
///
/// The first cell that is not what the ballot says.
pub(super) fn total(sheets: &SheetIndex<'_>, ballot: &Ballot) -> Result<Option<i128>, FaultAt> {
    if ballot.unreadable {
        return Ok(None);
    }
    let given = BallotOnSheets { sheets, ballot, own: sheets.at(&ballot.product.place) };
    let marks = given.marks()?;
    let [a, b, c] = ballot.parts.each_ref();
    let parts = [given.sum(a.as_ref())?, given.sum(b.as_ref())?, given.sum(c.as_ref())?];
    let total = given.sum(ballot.total.as_ref())?;
    given.check_places()?;
    for line in &ballot.lines {
        given.check_line(line)?;
    }
    Ok(match (ballot.marks.is_empty(), parts) {
        (false, _) => Some(marks),
        (true, [Some(a), Some(b), Some(c)]) => Some(a + b + c),
        (true, _) => total,
    })
}

/// The cells whose numbers a ballot takes: those of the marks and their pieces, the part totals,
/// the total.
pub(super) fn cells(ballot: &Ballot) -> impl Iterator<Item = &Place> {
    let sums = ballot.parts.iter().flatten().chain(&ballot.total).map(|sum| &sum.place);
    ballot.marks.iter().flat_map(pieces).chain(sums)
}

/// The cells in which a mark stands.
fn pieces(mark: &Mark) -> &[Place] {
    match mark.source.as_deref() {
        Some(MarkSource::Sum(pieces)) => pieces,
        _ => std::slice::from_ref(&mark.mark.place),
    }
}

/// A ballot, with the sheets from which it was read.
struct BallotOnSheets<'a> {
    sheets: &'a SheetIndex<'a>,
    ballot: &'a Ballot,
    /// The sheet that names the product, on which nearly everything stands.
    own: Option<&'a Worksheet>,
}

impl<'a> BallotOnSheets<'a> {
    fn cell(&self, place: &Place) -> Option<&'a Cell> {
        let own = self.own.filter(|own| sheets::is_on(own, place));
        own.or_else(|| self.sheets.at(place))?.cell(place.cell?)
    }

    fn number(&self, place: &Place) -> Option<i128> {
        number::of(self.cell(place)?)
    }

    /// The sum of the marks in units, each compared with its cell. A sum beyond what units hold is
    /// an error.
    fn marks(&self) -> Result<i128, FaultAt> {
        self.ballot.marks.iter().try_fold(0_i128, |sum, mark| {
            let (given, stands) = (mark.mark.value, self.mark(mark));
            let sum = stands
                .filter(|stands| units(given) == Some(*stands))
                .and_then(|mark| sum.checked_add(mark));
            sum.ok_or_else(|| self.reads(&mark.mark, self.behind(mark)))
        })
    }

    /// The points of a mark in units, as its cells state them.
    fn mark(&self, mark: &Mark) -> Option<i128> {
        match mark.source.as_deref() {
            None => self.number(&mark.mark.place),
            Some(MarkSource::Option { points_at }) => {
                self.cell(&mark.mark.place)?;
                number::stated(self.cell(points_at)?)
            }
            Some(MarkSource::Sum(pieces)) => {
                pieces.iter().try_fold(0_i128, |sum, piece| sum.checked_add(self.number(piece)?))
            }
        }
    }

    /// The cells that state the points of a mark.
    fn behind(&self, mark: &'a Mark) -> &'a [Place] {
        match mark.source.as_deref() {
            Some(MarkSource::Option { points_at }) if self.cell(&mark.mark.place).is_some() => {
                std::slice::from_ref(points_at)
            }
            _ => pieces(mark),
        }
    }

    /// A part total, or the total, in units, compared with its cell.
    fn sum(&self, sum: Option<&Sourced<Decimal>>) -> Result<Option<i128>, FaultAt> {
        let Some(sum) = sum else { return Ok(None) };
        let stands = self.number(&sum.place).filter(|stands| units(sum.value) == Some(*stands));
        stands.map(Some).ok_or_else(|| self.reads(sum, std::slice::from_ref(&sum.place)))
    }

    /// The fault of a number that is not that of its cells.
    fn reads(&self, given: &Sourced<Decimal>, at: &[Place]) -> FaultAt {
        let shown = |place: &Place| self.cell(place).map(Cell::shown).unwrap_or_default();
        let sheet = at.iter().map(shown).collect::<Vec<_>>().join(" + ");
        (
            given.place.clone(),
            CellFault::Reads { ballot: given.value.to_string().replace('.', ","), sheet },
        )
    }

    /// Checks that every cell that the ballot names stands in one of its runs of cells, where it
    /// has any.
    fn check_places(&self) -> Result<(), FaultAt> {
        let is_in = |place: &Place, line: &MarkLine| {
            let same_sheet = (&place.file, &place.sheet) == (&line.first.file, &line.first.sheet);
            let ends = line.first.cell.zip(place.cell);
            same_sheet && ends.is_some_and(|(first, at)| sheets::is_between(first, line.last, at))
        };
        let lines = &self.ballot.lines;
        let lost = cells(self.ballot)
            .find(|place| !lines.is_empty() && !lines.iter().any(|line| is_in(place, line)));
        lost.map_or(Ok(()), |place| Err((place.clone(), CellFault::Elsewhere)))
    }

    /// Checks that nothing in a run of cells was left over: every cell is named by the ballot, or
    /// says nothing.
    fn check_line(&self, line: &MarkLine) -> Result<(), FaultAt> {
        let sheet = self
            .own
            .filter(|own| sheets::is_on(own, &line.first))
            .or_else(|| self.sheets.at(&line.first));
        let (Some(sheet), Some(first)) = (sheet, line.first.cell) else {
            return Err((line.first.clone(), CellFault::Elsewhere));
        };
        let here = cells(self.ballot)
            .filter(|place| sheets::is_on(sheet, place))
            .filter_map(|place| place.cell);
        let mut named: Vec<CellRef> = here.collect();
        named.extend(&line.aside);
        named.sort_unstable();
        let left = sheets::between(sheet, first, line.last)
            .find(|(at, cell)| named.binary_search(at).is_err() && self.says_something(cell));
        left.map_or(Ok(()), |(at, cell)| {
            Err((sheet.place(at), CellFault::LeftOver { found: cell.shown() }))
        })
    }

    /// Whether a cell that the ballot does not name is one that may count. A zero adds nothing;
    /// words are no marks, other than the signs that tick options on this ballot.
    fn says_something(&self, cell: &Cell) -> bool {
        match (number::of(cell), cell.text()) {
            (Some(number), _) => number != 0,
            (None, Some(text)) => {
                self.ticks().any(|tick| tick.to_lowercase() == text.to_lowercase())
            }
            (None, None) => true,
        }
    }

    /// The signs by which options are ticked on this ballot.
    fn ticks(&self) -> impl Iterator<Item = &'a str> {
        let of_options =
            |mark: &&Mark| matches!(mark.source.as_deref(), Some(MarkSource::Option { .. }));
        self.ballot
            .marks
            .iter()
            .filter(of_options)
            .filter_map(|mark| self.cell(&mark.mark.place)?.text())
    }
}
