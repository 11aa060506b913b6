//! What every row of a table of marks is: a criterion, an option, a part, a sum, a remark.

pub(super) mod groups;
mod heads;
mod sums;

use std::rc::Rc;

use careful_spreadsheet::{Cell, Value, number as numbers, text};
use rust_decimal::Decimal;

use self::groups::{stands_before_a_group, states_sum};
use super::criteria::number::Numeral;
use super::criteria::{CriteriaLexicon, NameMeaning, RowClues};
use super::frame::Frame;
use super::layout::{self, Layout};
use super::words::BallotWords;
use crate::criteria::{Act, PARTS};

/// What a row of a table of marks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRole {
    /// A criterion, by its index in the product set (or in the table, where the set is not known),
    /// under this part.
    Criterion { position: usize, part: usize },
    /// A criterion that stands in an earlier row already.
    Again(usize),
    /// The head of a part (0 is A), with the part total if it holds one.
    Part(usize),
    /// The total of a part, below or above its criteria.
    Subtotal(usize),
    /// The total.
    Total,
    /// A row that heads a group of criteria, or adds one up.
    Group,
    /// An option, or a piece, of the criterion in row `of`, with the points that it states.
    Option { of: usize, points: Option<Decimal> },
    /// Why a product was not scored.
    Reason,
    /// Remarks, stars, averages, labels: nothing that counts.
    Remark,
    /// Headings, column numbers or sums repeated on a new page.
    Repeated,
    /// Nothing that is recognised.
    Unknown,
}

/// A row of a table of marks.
#[derive(Debug)]
pub(super) struct BallotRow {
    /// The row in the view of the table, from 0.
    pub(super) row: u32,
    pub(super) numeral: Numeral,
    /// The number as it is shown in the column of numbers.
    pub(super) shown: String,
    /// The name without its number.
    pub(super) name: String,
    /// The criteria that the name may mean.
    pub(super) said: Rc<NameMeaning>,
    /// The most points of the criterion that the name means, where all product sets agree.
    pub(super) known_max: Option<u8>,
    pub(super) role: RowRole,
}

/// All rows of a table of marks, from the top, each with its role.
#[derive(Debug)]
pub(super) struct BallotRows {
    pub(super) lines: Vec<BallotRow>,
    /// Index of the product set whose criteria they are; `None` where the numbers and parts of the
    /// table itself were followed.
    pub(super) set: Option<usize>,
    /// Whether there is any criterion.
    pub(super) has_criteria: bool,
    /// Whether there is any option or piece of a criterion.
    pub(super) has_options: bool,
}

/// Tells what every row of a table is.
pub(super) struct BallotRowReader<'a, 'r> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) layout: &'a Layout,
    pub(super) act: &'r Act,
    pub(super) words: &'r BallotWords,
    /// The column of the maxima, where there is one.
    pub(super) maximum: Option<u32>,
    /// The columns that may hold marks.
    pub(super) marks: Vec<u32>,
}

impl BallotRowReader<'_, '_> {
    /// Reads the rows of the table. `expected` has the product sets whose criteria they most likely
    /// are.
    pub(super) fn read_rows(
        &self,
        lexicon: &mut CriteriaLexicon<'_>,
        expected: &[usize],
    ) -> BallotRows {
        let mut lines: Vec<BallotRow> =
            self.layout.body.iter().map(|row| self.line(lexicon, *row)).collect();
        for line in &mut lines {
            // The name of a criterion may begin like that of a remark:
            // `Loại hình tổ chức sản xuất`, `Kết luận …`.
            let is_criterion = line.said.exactly;
            if let Some(role) = self
                .by_words(lexicon, line)
                .filter(|role| !is_criterion || *role == RowRole::Repeated)
            {
                line.role = role;
            }
        }
        let mut asked: Vec<RowClues> = lines.iter().map(|line| self.asked(line)).collect();
        for (line, asked) in lines.iter_mut().zip(&asked) {
            line.known_max = lexicon.max_of(&asked.called);
        }
        let set = lexicon.set_of(&asked, expected);
        match set {
            Some(set) => self.by_set(lexicon, set, &mut asked, &mut lines),
            None => self.by_structure(&mut lines),
        }
        self.sums(&mut lines);
        self.options(&mut lines);
        let has_criteria = lines.iter().any(|line| matches!(line.role, RowRole::Criterion { .. }));
        let has_options = lines.iter().any(|line| matches!(line.role, RowRole::Option { .. }));
        BallotRows { lines, set, has_criteria, has_options }
    }

    fn line(&self, lexicon: &mut CriteriaLexicon<'_>, row: u32) -> BallotRow {
        let (numeral, name) = layout::number_and_name(self.frame, self.layout.number, row);
        let shown = self
            .layout
            .number
            .and_then(|column| self.frame.own(row, column))
            .map(Cell::shown)
            .unwrap_or_default();
        let said = lexicon.called(&name);
        BallotRow { row, numeral, shown, name, said, known_max: None, role: RowRole::Unknown }
    }

    /// What a row tells about its criterion; a row whose role is known already tells nothing.
    fn asked(&self, line: &BallotRow) -> RowClues {
        let open = matches!(line.role, RowRole::Unknown | RowRole::Group);
        RowClues {
            numeral: if open { line.numeral.clone() } else { Numeral::default() },
            called: if open { Rc::clone(&line.said) } else { Rc::default() },
            max: self.max_at(line.row),
            named: !line.name.is_empty(),
            used: self.is_used(line.row),
        }
    }

    /// The maximum that a row states in its column, or behind its name.
    fn max_at(&self, row: u32) -> Option<Decimal> {
        match &self.frame.own(row, self.maximum?)?.value {
            Value::Number(number) => Some(*number),
            // `0 - 3`, `từ 1 đến 3`: the upper end.
            Value::Text(typed) => {
                let upper = typed.rsplit(['-', '–', '÷', '/']).next().unwrap_or(typed);
                let upper = upper.rsplit("đến").next().unwrap_or(upper);
                numbers::parse(typed).or_else(|| numbers::parse(upper))
            }
            _ => None,
        }
    }

    /// Whether any column of marks holds something in this row.
    fn is_used(&self, row: u32) -> bool {
        self.marks.iter().any(|column| self.frame.own(row, *column).is_some())
    }

    /// The role that the words of a row give it before criteria are sought; `None` where they leave
    /// it open.
    fn by_words(&self, lexicon: &CriteriaLexicon<'_>, line: &BallotRow) -> Option<RowRole> {
        if layout::is_numbering(self.frame, line.row)
            && !self.frame.own(line.row, self.frame.criterion).is_some_and(is_words)
            || self.repeats_headings(line.row)
        {
            return Some(RowRole::Repeated);
        }
        if line.name.is_empty() && line.numeral.is_nothing() {
            return Some(RowRole::Unknown);
        }
        let rows = &self.words.rows;
        let bare = line.said.bare.as_str();
        if rows.carried.within(bare) && bare.split(' ').count() <= 8 {
            return Some(RowRole::Repeated);
        }
        if let Some(part) = self.part_head(lexicon, line) {
            return Some(RowRole::Part(part));
        }
        let numbered = line.numeral.codes.iter().any(|code| code.contains('.'));
        if !numbered {
            if rows.reason.start(bare).is_some() {
                return Some(RowRole::Reason);
            }
            if rows.average.start(bare).is_some()
                || rows.star.start(bare).is_some()
                || rows.remark.start(bare).is_some()
            {
                return Some(RowRole::Remark);
            }
        }
        let labels =
            [&self.words.labels.member, &self.words.labels.session, &self.words.labels.date];
        let is_label =
            line.name.contains(':') && labels.iter().any(|labels| labels.start(bare).is_some());
        (is_label || self.words.titles.ballot.within(bare)).then_some(RowRole::Remark)
    }

    /// Whether the row repeats the headings, as on a new page.
    fn repeats_headings(&self, row: u32) -> bool {
        let (first, last) = self.frame.columns;
        let mut cells = self
            .frame
            .view
            .row(row)
            .filter(|(at, _)| (first..=last).contains(&at.column))
            .peekable();
        let same = |column: u32, cell: &Cell| {
            let heading =
                |head: u32| self.frame.seen(head, column).and_then(Cell::text).map(text::fold);
            let typed = cell.text().map(text::fold);
            typed.is_some() && self.layout.head.iter().any(|head| heading(*head) == typed)
        };
        let mut count = 0;
        cells.peek().is_some()
            && cells.all(|(at, cell)| {
                count += 1;
                same(at.column, cell)
            })
            && (count >= 2
                || self.layout.head.len() > 1
                    && self.frame.own(row, self.frame.criterion).is_none())
    }

    /// The part that a row heads by `A`, `Phần B`, `II. Khả năng tiếp thị`, or by the title of the
    /// part alone.
    fn part_head(&self, lexicon: &CriteriaLexicon<'_>, line: &BallotRow) -> Option<usize> {
        if self.sums_up(line) {
            return None;
        }
        let own = line.said.comparable.as_str();
        let title = |part: usize| {
            let title = lexicon.titles[part].as_str();
            own == title
                || own
                    .strip_prefix("phan ")
                    .is_some_and(|rest| rest.ends_with(title) && rest.len() <= title.len() + 4)
        };
        let titled = (0..PARTS.len()).find(|part| title(*part));
        let letter = line
            .numeral
            .letter
            .or_else(|| letter_of(&line.said.bare))
            .filter(|part| *part < PARTS.len());
        let roman = line.numeral.roman.filter(|part| *part < PARTS.len());
        let dotted = line.numeral.codes.iter().any(|code| code.contains('.'));
        match (letter, roman, titled) {
            (Some(letter), _, _) => Some(letter),
            (None, Some(roman), Some(titled)) => Some(titled).filter(|_| roman < PARTS.len()),
            (None, Some(roman), None) if !self.has_letters() && !self.numbers_below(line) => {
                Some(roman)
            }
            (None, None, Some(titled)) if !dotted => Some(titled),
            _ => None,
        }
    }

    /// Whether the next number begins with that of this row, so that the row heads a group: `I`
    /// over `I.1`.
    fn numbers_below(&self, line: &BallotRow) -> bool {
        const AROUND: [char; 6] = ['(', ')', '[', ']', ' ', '.'];
        let shown = |row: &u32| {
            self.layout.number.and_then(|number| self.frame.own(*row, number)).map(Cell::shown)
        };
        let next = self
            .layout
            .body
            .iter()
            .filter(|row| **row > line.row)
            .find_map(shown)
            .unwrap_or_default();
        let rest = next
            .trim_matches(AROUND)
            .strip_prefix(line.shown.trim_matches(AROUND))
            .unwrap_or_default();
        rest.starts_with('.')
    }

    /// Whether letters head the parts of the table, so that Roman numbers head groups.
    fn has_letters(&self) -> bool {
        let rows = self.layout.body.iter();
        rows.filter(|row| {
            let (numeral, name) = layout::number_and_name(self.frame, self.layout.number, **row);
            numeral.letter.is_some() || letter_of(&text::bare(&name)).is_some()
        })
        .count()
            >= 2
    }

    /// Whether the words of a row say that it adds up.
    pub(super) fn sums_up(&self, line: &BallotRow) -> bool {
        self.words.bare_adds_up(&line.said.bare, &line.name)
    }

    fn by_set(
        &self,
        lexicon: &CriteriaLexicon<'_>,
        set: usize,
        asked: &mut [RowClues],
        lines: &mut [BallotRow],
    ) {
        let criteria = &lexicon.set(set).criteria;
        for index in self.groups_of_one_name(lexicon, set, asked, lines) {
            lines[index].role = RowRole::Group;
            asked[index].called = Rc::default();
        }
        let of = lexicon.assign(set, asked);
        for (index, place) in of.iter().enumerate() {
            let Some(position) = *place else { continue };
            lines[index].role = RowRole::Criterion { position, part: criteria[position].part };
        }
        let given = self.not_maxima(criteria, &of);
        for index in 0..lines.len() {
            if !matches!(lines[index].role, RowRole::Unknown) || self.sums_up(&lines[index]) {
                continue;
            }
            // A row below other rows that are no criteria may be the last of the options.
            let beside = |line: &BallotRow| line.role != RowRole::Repeated;
            let above = lines[..index].iter().rev().find(|line| beside(line));
            let above = above.filter(|line| line.role == RowRole::Unknown && !self.sums_up(line));
            let below = (index + 1..lines.len()).find(|next| beside(&lines[*next]));
            let next = below.and_then(|next| of[next]);
            // The head of a group states the sum of its criteria's maxima; an option has no more
            // points than its criterion.
            let last = of[..index]
                .iter()
                .rev()
                .flatten()
                .next()
                .map(|last| Decimal::from(criteria[*last].max));
            let above_has_all = || index > 0 && asked[index - 1].max == last;
            let states_group = next
                .is_some_and(|place| states_sum(criteria, place, asked[index].max))
                && (asked[index].max > last || asked[index].max == last && above_has_all());
            let below_open = !states_group
                && above.is_some_and(|above| !above.numeral.small || lines[index].numeral.small);
            let row = &asked[index];
            let same = |position: &usize| {
                let named = row.called.exactly && row.called.criteria.contains(&(set, *position));
                let numbered = row.numeral.may_be(&criteria[*position].code);
                // A number that is not the criterion's, `12` for 3.3, means the same criterion
                // where both rows have it.
                let twin = || {
                    let first = of.iter().position(|place| *place == Some(*position));
                    first.is_some_and(|first| asked[first].numeral == row.numeral)
                };
                named && (numbered || row.numeral.codes.is_empty() || twin())
                    || numbered && !row.named
            };
            let taken: Vec<usize> = of.iter().flatten().copied().collect();
            let heads_next = !below_open
                && stands_before_a_group(criteria, next)
                && row.numeral.codes.iter().all(|code| !code.contains('.'))
                && below
                    .is_some_and(|below| self.is_whole(&given, lines[index].row, lines[below].row));
            let again = taken.into_iter().find(|position| same(position)).filter(|_| row.used);
            let heads =
                heads_next || !row.used && row.called.exactly && row.numeral.codes.is_empty();
            match again {
                Some(position) => lines[index].role = RowRole::Again(position),
                None if heads || lexicon.heads_a_group(set, &row.numeral) => {
                    lines[index].role = RowRole::Group;
                }
                None => {}
            }
        }
    }

    /// The number of a cell, typed as one or with words.
    pub(super) fn number(&self, row: u32, column: u32) -> Option<Decimal> {
        self.frame.own(row, column)?.amount()
    }

    /// Gives rows their roles by the numbers and parts of the table itself, where the act does not
    /// have its criteria.
    fn by_structure(&self, lines: &mut [BallotRow]) {
        let numbered =
            lines.iter().any(|line| line.numeral.codes.iter().any(|code| code.contains('.')));
        let (mut part, mut position, mut closed) = (0, 0, false);
        for index in 0..lines.len() {
            let line = &lines[index];
            match line.role {
                RowRole::Part(of) => part = of,
                RowRole::Unknown => {}
                _ => continue,
            }
            let said = Rc::clone(&line.said);
            if self.sums_up(line) && !line.numeral.codes.iter().any(|code| code.contains('.')) {
                closed |= self.part_of_sum(&said.bare).is_none()
                    && position > 0
                    && !later_numbers(lines, index);
                continue;
            }
            if line.role != RowRole::Unknown || closed {
                continue;
            }
            let code = line.numeral.codes.first();
            let heads = code.is_some_and(|code| {
                let below = format!("{code}.");
                let next = lines[index + 1..].iter().find(|line| !line.numeral.codes.is_empty());
                next.is_some_and(|next| next.numeral.codes[0].starts_with(&below))
            });
            let stated =
                self.maximum.is_some() && self.max_at(line.row).is_some() && self.is_used(line.row);
            let is_criterion = code.is_some() && !line.name.is_empty()
                || !numbered && stated && !line.name.is_empty();
            let again = lines[..index].iter().find_map(|line| match line.role {
                RowRole::Criterion { position, part: of } if of == part => {
                    let own = &lines[index];
                    let same = own.numeral.codes == line.numeral.codes
                        && text::fold(&own.name) == text::fold(&line.name);
                    same.then_some(position)
                }
                _ => None,
            });
            lines[index].role = if heads {
                RowRole::Group
            } else if let Some(position) = again.filter(|_| is_criterion) {
                RowRole::Again(position)
            } else if is_criterion {
                position += 1;
                RowRole::Criterion { position: position - 1, part }
            } else {
                RowRole::Unknown
            };
        }
    }

    /// Makes the rows below a criterion without a number of their own its options, or its pieces.
    fn options(&self, lines: &mut [BallotRow]) {
        let mut of = None;
        // By index: the role of an option holds the index of its criterion's row.
        #[expect(
            clippy::needless_range_loop,
            reason = "the loop changes the line and keeps its index"
        )]
        for index in 0..lines.len() {
            match lines[index].role {
                RowRole::Criterion { .. } => of = Some(index),
                RowRole::Unknown if !lines[index].name.is_empty() => {
                    let own = lines[index].numeral.codes.iter().any(|code| code.contains('.'));
                    let points = self.points(&lines[index]);
                    let numbered = !lines[index].numeral.codes.is_empty() && points.is_none();
                    if let Some(of) = of.filter(|_| !own && !numbered) {
                        lines[index].role = RowRole::Option { of, points };
                    }
                }
                // An option may begin like a remark, `Trung bình`; a remark among options does not
                // end them.
                RowRole::Remark => {
                    let points = self.points(&lines[index]);
                    if let Some(of) = of.filter(|_| points.is_some()) {
                        lines[index].role = RowRole::Option { of, points };
                    }
                }
                RowRole::Unknown | RowRole::Repeated => {}
                _ => of = None,
            }
        }
        self.lone_rows(lines);
        heads_below_options(lines);
        // Rows without points below the last criterion are signature and notes.
        let last = lines.iter().rposition(|line| {
            matches!(
                line.role,
                RowRole::Option { points: Some(_), .. }
                    | RowRole::Criterion { .. }
                    | RowRole::Total
                    | RowRole::Subtotal(_)
                    | RowRole::Part(_)
            )
        });
        for line in lines.iter_mut().skip(last.map_or(0, |last| last + 1)) {
            if matches!(line.role, RowRole::Option { .. }) && !line.numeral.small {
                line.role = RowRole::Unknown;
            }
        }
    }

    /// Takes the role of an option from a row of words without points that is the only one below
    /// its criterion, where most criteria have no options: what a number beside it means cannot be
    /// known.
    fn lone_rows(&self, lines: &mut [BallotRow]) {
        let criteria =
            lines.iter().filter(|line| matches!(line.role, RowRole::Criterion { .. })).count();
        let below = |lines: &[BallotRow], of: usize| {
            lines
                .iter()
                .filter(
                    |line| matches!(line.role, RowRole::Option { of: other, .. } if other == of),
                )
                .count()
        };
        let with_options = (0..lines.len()).filter(|index| below(lines, *index) > 1).count();
        let is_lone = |line: &BallotRow| match line.role {
            RowRole::Option { of, points: None } => {
                below(lines, of) == 1
                    && with_options * 2 < criteria
                    && !line.numeral.small
                    && self.is_used(line.row)
            }
            _ => false,
        };
        let lone: Vec<bool> = lines.iter().map(is_lone).collect();
        for (line, _) in lines.iter_mut().zip(lone).filter(|(_, lone)| *lone) {
            line.role = RowRole::Unknown;
        }
    }

    /// The points of an option, from the column of the maxima, else from its words.
    fn points(&self, line: &BallotRow) -> Option<Decimal> {
        // A range (`1 - 3`) is no number of points that a tick could give.
        let cell = self.maximum.and_then(|column| self.frame.own(line.row, column));
        cell.and_then(Cell::amount).or_else(|| points_in(&line.name))
    }
}

/// Makes a row the head of a group where it has no points, follows options that all have theirs,
/// and stands right above the next criterion.
fn heads_below_options(lines: &mut [BallotRow]) {
    for index in 1..lines.len().saturating_sub(1) {
        let RowRole::Option { of, points: None } = lines[index].role else { continue };
        let before = &lines[of + 1..index];
        let options = before
            .iter()
            .filter(|line| matches!(line.role, RowRole::Option { of: other, .. } if other == of));
        let known =
            |line: &&BallotRow| matches!(line.role, RowRole::Option { points: Some(_), .. });
        let whole = options.clone().count() > 1 && options.clone().all(|line| known(&line));
        let heads = whole
            && !lines[index].numeral.small
            && matches!(lines[index + 1].role, RowRole::Criterion { .. });
        if heads {
            lines[index].role = RowRole::Group;
        }
    }
}

/// Whether a cell holds more than one letter.
fn is_words(cell: &Cell) -> bool {
    cell.text().is_some_and(|typed| typed.chars().filter(|sign| sign.is_alphabetic()).count() > 1)
}

/// The part that words name as `phần A` or `phần I`.
fn letter_of(bare: &str) -> Option<usize> {
    let rest = bare.strip_prefix("phan ")?;
    let word = rest.split([' ', '-']).next()?;
    ["a", "b", "c"]
        .iter()
        .position(|letter| *letter == word)
        .or_else(|| ["i", "ii", "iii"].iter().position(|roman| *roman == word))
}

/// Whether a criterion with a dotted number stands below a row.
fn later_numbers(lines: &[BallotRow], index: usize) -> bool {
    lines[index + 1..].iter().any(|line| line.numeral.codes.iter().any(|code| code.contains('.')))
}

/// The points that the words of an option state, where they state them once:
/// `Có hợp đồng (2 điểm)`, `Có hợp đồng: 2 điểm`, `Mức 2 điểm`; not `Có 5 điểm bán hàng`, nor
/// `2-3 điểm`, `2,5 điểm`.
pub(super) fn points_in(name: &str) -> Option<Decimal> {
    let folded = name.to_lowercase();
    let mut found = folded.match_indices("điểm").filter_map(|(at, word)| {
        let (before, behind) = (folded[..at].trim_end(), folded[at + word.len()..].trim_start());
        let ends = behind.is_empty() || behind.starts_with([')', ']', ';', '.', ',', ':']);
        let (left, digits) = before.split_at(start_of_digits(before));
        // A sign before the digits may make them a piece of another number.
        let whole = !left.trim_end().ends_with(['-', '–', '/', ',', '.', '÷']);
        if ends && whole { digits.parse::<u32>().ok() } else { None }
    });
    let first = found.next()?;
    found.all(|other| other == first).then(|| Decimal::from(first))
}

/// The byte at which the digits begin that end a text.
fn start_of_digits(text: &str) -> usize {
    text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::points_in;

    #[test]
    fn an_option_says_its_points() {
        for (name, points) in [
            ("Có hợp đồng liên kết (2 điểm)", Some(2)),
            ("Có hợp đồng liên kết: 3 điểm", Some(3)),
            ("Mức 0 (0 điểm)", Some(0)),
            ("Từ 50% đến dưới 75%", None),
            ("Đạt 1 điểm; hoặc 2 điểm", None),
            ("Có 5 điểm bán hàng", None),
            ("Khá: 2,5 điểm", None),
            ("Khá (2-3 điểm)", None),
            ("Khá 1/2 điểm", None),
        ] {
            assert_eq!(points_in(name), points.map(Into::into), "{name}");
        }
    }
}
