//! Reads marks that are given by options, as on the form of the law (Phụ lục II): the options stand
//! under each criterion, and the chosen one is ticked or given its points. Rows a), b) under a
//! criterion may also be pieces of it, whose points add up.

use careful_spreadsheet::{Cell, number};
use rust_decimal::Decimal;

use crate::finding::{CellRef, Finding, Place};
use crate::forms::ballot::MarkSource;
use crate::forms::ballot::faults;
use crate::forms::ballot::frame::Frame;
use crate::forms::ballot::rows::{MarkRow, RowRole};
use crate::forms::ballot::words::BallotWords;
use crate::forms::{Sourced, value};

/// Reads the mark of one criterion, in one column of marks, from the rows of its options.
pub(in crate::forms::ballot) struct Options<'a> {
    pub(in crate::forms::ballot) frame: &'a Frame<'a>,
    pub(in crate::forms::ballot) words: &'a BallotWords,
    /// The column of the maxima, where the table has one.
    pub(in crate::forms::ballot) maximum: Option<u32>,
    /// The column of marks.
    pub(in crate::forms::ballot) column: u32,
    /// The most points of the criterion.
    pub(in crate::forms::ballot) max: Option<Decimal>,
    /// Number and name of the criterion, for findings.
    pub(in crate::forms::ballot) name: &'a str,
}

/// A mark, and what it was made of; `source` is `None` where it was typed as a number.
pub(in crate::forms::ballot) struct ReadMark {
    pub(in crate::forms::ballot) mark: Sourced<Decimal>,
    pub(in crate::forms::ballot) source: Option<Box<MarkSource>>,
}

/// What a member put beside an option.
enum OptionSign {
    Tick,
    Number(Sourced<Decimal>),
}

type OrFindings<T> = Result<T, Vec<Finding>>;

impl Options<'_> {
    /// Reads the mark of the criterion in `line`; `None` where nothing is chosen.
    ///
    /// # Errors
    ///
    /// What makes the mark doubtful: two options chosen, an option without points, a piece beyond
    /// its points or left blank, a cell that cannot be read.
    pub(in crate::forms::ballot) fn read_mark(
        &self,
        line: &MarkRow,
        options: &[&MarkRow],
    ) -> OrFindings<Option<ReadMark>> {
        let own = self.own(line)?;
        let mut signs: Vec<(&MarkRow, OptionSign)> = Vec::new();
        for option in options {
            if let Some(sign) = self.sign(option)? {
                signs.push((option, sign));
            }
        }
        // A zero beside an option says only that the option was not chosen.
        let zero = |(option, sign): &(&MarkRow, OptionSign)| match sign {
            OptionSign::Number(number) => {
                number.value.is_zero() && points(option) != Some(Decimal::ZERO)
            }
            OptionSign::Tick => false,
        };
        if self.are_options(options) && signs.iter().any(|sign| !zero(sign)) {
            signs.retain(|sign| !zero(sign));
        }
        self.whole_pieces(options, &signs, own.as_ref())?;
        let marked = match signs.as_slice() {
            [] => return Ok(own.map(|mark| ReadMark { mark, source: None })),
            [(option, OptionSign::Tick)] => self.ticked(option)?,
            [(option, OptionSign::Number(number))] => self.given(option, number, options)?,
            several => self.pieces(several, options)?,
        };
        match own {
            Some(own) if own.value != marked.mark.value => {
                let found = format!(
                    "{} và {}",
                    number::vietnamese(own.value),
                    number::vietnamese(marked.mark.value)
                );
                Err(vec![faults::two_options(own.place, self.name, &found)])
            }
            _ => Ok(Some(marked)),
        }
    }

    /// Checks that every piece has a number from 0 to its points, where the rows are pieces: their
    /// points add up to those of the criterion. A blank piece is told, unless the member typed the
    /// mark of the criterion and it is the sum of the other pieces.
    fn whole_pieces(
        &self,
        options: &[&MarkRow],
        signs: &[(&MarkRow, OptionSign)],
        own: Option<&Sourced<Decimal>>,
    ) -> OrFindings<()> {
        let negative = signs.iter().find_map(|(option, sign)| match sign {
            OptionSign::Number(number) if number.value.is_sign_negative() => Some((option, number)),
            _ => None,
        });
        if let Some((option, number)) = negative {
            return Err(vec![faults::piece_off_scale(
                number.place.clone(),
                &option.name,
                number.value,
                points(option),
            )]);
        }
        let known: Option<Decimal> = options.iter().map(|option| points(option)).sum();
        if options.len() < 2
            || known.is_none()
            || known != self.max
            || self.are_options(options)
            || signs.is_empty()
        {
            return Ok(());
        }
        let number = |piece: &MarkRow| {
            signs.iter().find_map(|(option, sign)| match sign {
                OptionSign::Number(number) if option.row == piece.row => Some(number),
                _ => None,
            })
        };
        let is_typed = |mark: &Sourced<Decimal>| {
            let sum: Decimal =
                options.iter().filter_map(|option| number(option)).map(|number| number.value).sum();
            let cell = mark.place.cell.and_then(|at| self.frame.view.cell(at));
            mark.value == sum && cell.is_some_and(|cell| !cell.formula)
        };
        let says_the_same = own.is_some_and(is_typed);
        let wrong = options.iter().find_map(|piece| match number(piece) {
            Some(given) if Some(given.value) > points(piece) => Some(faults::piece_off_scale(
                given.place.clone(),
                &piece.name,
                given.value,
                points(piece),
            )),
            None if !says_the_same => {
                Some(faults::piece_blank(self.place(self.at(piece)), self.name, &piece.name))
            }
            _ => None,
        });
        wrong.map_or(Ok(()), |wrong| Err(vec![wrong]))
    }

    fn at(&self, line: &MarkRow) -> CellRef {
        CellRef::new(line.row, self.column)
    }

    fn place(&self, at: CellRef) -> Place {
        self.frame.place(at.row, at.column)
    }

    /// The number beside the criterion itself; `None` for a blank cell or an empty box. A tick
    /// there is told: it chooses no option.
    fn own(&self, line: &MarkRow) -> OrFindings<Option<Sourced<Decimal>>> {
        if self.column == self.frame.criterion {
            return Ok(None);
        }
        match self.frame.own(line.row, self.column) {
            Some(cell) if !self.is_empty_box(cell) => self.number(self.at(line), cell),
            _ => Ok(None),
        }
    }

    /// The tick or number beside an option; `None` for a blank cell, an empty box or a dash.
    fn sign(&self, option: &MarkRow) -> OrFindings<Option<OptionSign>> {
        if self.column == self.frame.criterion {
            return Ok(self.is_boxed(option).then_some(OptionSign::Tick));
        }
        let Some(cell) = self.frame.own(option.row, self.column) else { return Ok(None) };
        if self.is_empty_box(cell) {
            return Ok(None);
        }
        if cell.text().is_some_and(|typed| self.words.ticks(typed)) {
            return Ok(Some(OptionSign::Tick));
        }
        Ok(self.number(self.at(option), cell)?.map(OptionSign::Number))
    }

    /// Whether the box before the option's own words is crossed: `☒ Có hợp đồng`.
    fn is_boxed(&self, option: &MarkRow) -> bool {
        is_boxed(self.frame, self.words, option)
    }

    fn is_empty_box(&self, cell: &Cell) -> bool {
        cell.text().is_some_and(|typed| self.words.leaves_blank(typed) || value::is_dash(typed))
    }

    fn number(&self, at: CellRef, cell: &Cell) -> OrFindings<Option<Sourced<Decimal>>> {
        match value::decimal_of(&self.frame.view, at, cell, self.name) {
            Ok(number) => {
                Ok(number.map(|number| Sourced { value: number.value, place: self.place(at) }))
            }
            Err(mut finding) => {
                finding.place = self.place(at);
                Err(vec![*finding])
            }
        }
    }

    /// Whether the rows are options, of which one is chosen, rather than pieces, which add up: the
    /// best option has all the points of the criterion, and the points of all do not add up to
    /// them.
    fn are_options(&self, options: &[&MarkRow]) -> bool {
        let known: Vec<Decimal> = options.iter().filter_map(|option| points(option)).collect();
        let sum: Decimal = known.iter().sum();
        let reaches = known.iter().max().copied() == self.max || self.max.is_none();
        !known.is_empty()
            && reaches
            && (known.len() == 1 || Some(sum) != self.max || known.contains(&Decimal::ZERO))
    }

    /// The mark of a ticked option: the points that its row states.
    fn ticked(&self, option: &MarkRow) -> OrFindings<ReadMark> {
        let place = self.place(self.at(option));
        let Some(value) = points(option) else {
            return Err(vec![faults::option_without_points(place, self.name, &option.name)]);
        };
        let points_at = self.points_at(option);
        Ok(ReadMark {
            mark: Sourced { value, place },
            source: Some(Box::new(MarkSource::Option { points_at })),
        })
    }

    /// The cell that states the points of an option: that in the column of the maxima if it holds a
    /// number, else that of the option's words.
    fn points_at(&self, option: &MarkRow) -> Place {
        let number = |column: &u32| {
            self.frame.own(option.row, *column).is_some_and(|cell| cell.amount().is_some())
        };
        let column = self.maximum.filter(number);
        // Words that are merged from the column of numbers on stand in that column.
        let words = || self.frame.view.merged(CellRef::new(option.row, self.frame.criterion));
        let words = words().map_or(self.frame.criterion, |(at, _)| at.column);
        self.frame.place(option.row, column.unwrap_or(words))
    }

    /// The mark given by one number beside one option: the option's points, or the only piece that
    /// has a number.
    fn given(
        &self,
        option: &MarkRow,
        given: &Sourced<Decimal>,
        options: &[&MarkRow],
    ) -> OrFindings<ReadMark> {
        let agrees = points(option).is_none_or(|points| points == given.value);
        let is_piece = !self.are_options(options) && self.max.is_none_or(|max| given.value <= max);
        if agrees || is_piece {
            return Ok(ReadMark { mark: given.clone(), source: None });
        }
        let points = points(option).map(number::vietnamese).unwrap_or_default();
        let found = format!("ghi {}, mức này {points} điểm", number::vietnamese(given.value));
        Err(vec![faults::two_options(given.place.clone(), self.name, &found)])
    }

    /// The mark given by several numbers: the sum of pieces. Two chosen options are told.
    fn pieces(
        &self,
        signs: &[(&MarkRow, OptionSign)],
        options: &[&MarkRow],
    ) -> OrFindings<ReadMark> {
        let numbers: Vec<&Sourced<Decimal>> = signs
            .iter()
            .filter_map(|(_, sign)| match sign {
                OptionSign::Number(number) => Some(number),
                OptionSign::Tick => None,
            })
            .collect();
        let sum: Decimal = numbers.iter().map(|number| number.value).sum();
        let last = signs.last().map(|(option, _)| self.place(self.at(option)));
        let is_sum = numbers.len() == signs.len()
            && !self.are_options(options)
            && self.max.is_none_or(|max| sum <= max);
        if !is_sum {
            let chosen =
                signs.iter().map(|(option, _)| option.name.as_str()).collect::<Vec<_>>().join("; ");
            let place = last.unwrap_or_else(|| self.frame.place(self.frame.top, self.column));
            return Err(vec![faults::two_options(place, self.name, &chosen)]);
        }
        let places = numbers.iter().map(|number| number.place.clone()).collect::<Vec<_>>();
        let place = places[0].clone();
        Ok(ReadMark {
            mark: Sourced { value: sum, place },
            source: Some(Box::new(MarkSource::Sum(places))),
        })
    }
}

/// Whether the box before an option's own words is crossed: `☒ Có hợp đồng`, `[x] Có hợp đồng`.
pub(in crate::forms::ballot) fn is_boxed(
    frame: &Frame<'_>,
    words: &BallotWords,
    option: &MarkRow,
) -> bool {
    let typed = frame
        .own(option.row, frame.criterion)
        .and_then(Cell::text)
        .unwrap_or_default()
        .trim_start();
    let first = typed.chars().next().map(String::from).unwrap_or_default();
    let boxed = matches!(first.as_str(), "☒" | "☑" | "✓" | "✔" | "■" | "✗" | "✘")
        || typed.starts_with("[x]")
        || typed.starts_with("[X]");
    boxed && words.ticks(if first == "[" { "[x]" } else { &first })
}

/// The points that the row of an option states.
fn points(option: &MarkRow) -> Option<Decimal> {
    match option.role {
        RowRole::Option { points, .. } => points,
        _ => None,
    }
}
