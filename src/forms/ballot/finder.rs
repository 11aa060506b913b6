//! Finds the tables of a ballot: any row, several below or beside each other, criteria downwards or
//! across.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, Value, Worksheet, number as numbers, text};

use super::criteria;
use super::criteria::number::{self, Numeral};
use super::frame::Frame;
use super::people::People;
use super::words::BallotWords;
use crate::criteria::Act;
use crate::finding::CellRef;

/// Finds the tables of sheets; what texts mean is looked up once for all sheets.
pub(in crate::forms) struct Finder<'r> {
    words: &'r BallotWords,
    people: People<'r>,
    headings: BTreeMap<String, Option<HeadingKind>>,
    members: BTreeMap<String, Option<usize>>,
    /// Titles of the parts of the act, bare.
    parts: [String; 3],
    /// Names of all criteria of the act, comparable.
    criteria: BTreeSet<String>,
}

/// What the text of a heading may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadingKind {
    /// The criteria, surely.
    Criteria { misspelt: bool },
    /// The criteria, if other headings of a ballot stand beside it.
    Perhaps,
    /// The products, where they stand in rows.
    Product,
    /// A part or the total, as a column.
    Part,
    /// Another heading of a ballot.
    Beside,
}

/// Longest heading, in bytes.
const LONGEST: usize = 160;
/// Numbers that a sheet must hold to be told as a ballot that nobody understands.
const MANY: usize = 12;
/// Rows in which the headings of a table with products in rows are looked for.
const HEADS: usize = 80;
/// Rows below a heading that are searched for criteria.
const NEAR: usize = 40;
/// Rows below a heading that tell which form begins there.
const BEGINNING: usize = 6;
/// Names of criteria below a heading of common words that make it one of criteria.
const CRITERIA: usize = 3;

impl<'r> Finder<'r> {
    pub(in crate::forms) fn new(
        round: &'r crate::round::Round,
        act: &'r Act,
        words: &'r BallotWords,
    ) -> Self {
        let criteria = act
            .sets
            .iter()
            .flat_map(|set| &set.criteria)
            .map(|criterion| criteria::comparable(&criterion.name))
            .collect();
        let parts = act.parts.each_ref().map(|part| text::bare(&part.title));
        Self {
            words,
            people: People::of(round),
            headings: BTreeMap::new(),
            members: BTreeMap::new(),
            parts,
            criteria,
        }
    }

    /// The tables of a ballot or of a summary in this sheet, from the top; none when it holds
    /// neither.
    pub(in crate::forms) fn frames<'a>(&mut self, sheet: &'a Worksheet) -> Vec<Frame<'a>> {
        let down = self.down(sheet);
        if !down.is_empty() {
            return down;
        }
        self.across(sheet).into_iter().collect()
    }

    /// Whether a sheet that is no list has products in rows and parts or criteria in columns, but
    /// nothing that makes it a ballot.
    pub(in crate::forms) fn scores_products(&mut self, sheet: &Worksheet) -> bool {
        let rows: Vec<u32> = sheet.rows().take(HEADS).collect();
        rows.into_iter().any(|row| {
            let mut cells = sheet.row(row).filter_map(|(at, cell)| Some((at, cell.text()?)));
            let product = cells
                .find(|(_, typed)| self.heading(typed) == Some(HeadingKind::Product))
                .map(|(at, _)| at);
            product.is_some_and(|at| {
                (row..row + 2).any(|row| self.parts_in(sheet, row, at.column) >= CRITERIA)
            })
        })
    }

    /// Whether a sheet without a table bears the title of a ballot, and marks or ticks below it.
    pub(in crate::forms) fn is_titled(&self, sheet: &Worksheet) -> bool {
        let is_mark = |cell: &Cell| {
            cell.amount().is_some() || cell.text().is_some_and(|typed| self.words.ticks(typed))
        };
        let numbers = sheet.cells().filter(|(_, cell)| is_mark(cell)).take(MANY).count();
        let titled = |typed: &str| {
            typed.len() <= LONGEST && self.words.titles.ballot.start(&text::bare(typed)).is_some()
        };
        numbers == MANY
            && sheet
                .rows()
                .take(8)
                .flat_map(|row| sheet.row(row))
                .filter_map(|(_, cell)| cell.text())
                .any(titled)
    }

    fn heading(&mut self, typed: &str) -> Option<HeadingKind> {
        if typed.len() > LONGEST {
            return None;
        }
        if let Some(known) = self.headings.get(typed) {
            return *known;
        }
        let found = self.look_up(typed);
        self.headings.insert(typed.to_owned(), found);
        found
    }

    fn look_up(&self, typed: &str) -> Option<HeadingKind> {
        let bare = text::bare(typed.split(['(', '\n']).next().unwrap_or(typed));
        let bare = if bare.is_empty() { text::bare(typed) } else { bare };
        // What is asked most often, a name in a list, is told from a heading by its words alone.
        let heading = self.of_words(typed, &bare)?;
        (!self.is_criterion(typed) && Numeral::of(typed).codes.is_empty()).then_some(heading)
    }

    fn of_words(&self, typed: &str, bare: &str) -> Option<HeadingKind> {
        let words = &self.words.columns;
        let count = bare.split(' ').count();
        if count <= 6 && words.criteria.start(bare).is_some() {
            return Some(HeadingKind::Criteria { misspelt: false });
        }
        if words.product.are(bare) {
            return Some(HeadingKind::Product);
        }
        if self.is_part(typed, bare) {
            return Some(HeadingKind::Part);
        }
        let beside = [&words.number, &words.maximum, &words.marks, &words.choice];
        if beside.iter().any(|phrases| phrases.are(bare)) {
            return Some(HeadingKind::Beside);
        }
        if count <= 4 && words.criteria_weak.start(bare).is_some() {
            return Some(HeadingKind::Perhaps);
        }
        words.criteria.nearly(bare).then_some(HeadingKind::Criteria { misspelt: true })
    }

    /// `A`, `Phần A`, `Khả năng tiếp thị`, `Tổng điểm`.
    fn is_part(&self, typed: &str, bare: &str) -> bool {
        let letter = |bare: &str| ["a", "b", "c"].contains(&bare);
        let lettered = || {
            // A capital letter with something behind it, or a word before it.
            let second = typed.trim_start().chars().nth(1);
            let may_be = second.is_none_or(|sign| !sign.is_alphanumeric())
                || ["phan ", "muc "].iter().any(|word| bare.starts_with(word));
            may_be && {
                let (numeral, rest) = number::leading(typed);
                numeral.letter.is_some() && rest.len() < typed.len()
            }
        };
        letter(bare)
            || bare.strip_prefix("phan ").is_some_and(letter)
            || bare.strip_prefix("diem phan ").is_some_and(letter)
            || self.words.rows.sum.are(bare)
            || self.parts.iter().any(|title| bare.contains(title.as_str()))
            || lettered()
    }

    /// Tables with a heading of the criteria.
    fn down<'a>(&mut self, sheet: &'a Worksheet) -> Vec<Frame<'a>> {
        let mut hits: Vec<(CellRef, bool)> = Vec::new();
        for row in sheet.rows() {
            let cells: Vec<(CellRef, &str)> =
                sheet.row(row).filter_map(|(at, cell)| Some((at, cell.text()?))).collect();
            if cells.is_empty() {
                continue;
            }
            let kinds: Vec<(CellRef, HeadingKind)> =
                cells.iter().filter_map(|(at, typed)| Some((*at, self.heading(typed)?))).collect();
            let product_list = kinds.iter().any(|(_, kind)| *kind == HeadingKind::Product)
                && self.has_owner(&cells);
            let beside = kinds
                .iter()
                .filter(|(_, kind)| matches!(kind, HeadingKind::Beside | HeadingKind::Part))
                .count();
            for (at, kind) in &kinds {
                let misspelt = match kind {
                    HeadingKind::Criteria { misspelt } => *misspelt,
                    HeadingKind::Perhaps if beside >= 2 || self.has_many_criteria(sheet, *at) => {
                        false
                    }
                    _ => continue,
                };
                // `TT | Tên sản phẩm | Chủ thể | Tiêu chí …` is a list, or a ballot with products
                // in rows.
                let alone = cells.len() == 1
                    && sheet.merge_at(*at).is_some_and(|merge| merge.last.column > at.column + 3);
                let same_row =
                    hits.iter().any(|(hit, _)| hit.row == row && hit.column + 1 == at.column);
                if Self::is_numbered(sheet, *at) {
                    continue;
                }
                if !product_list && !alone && !same_row && self.has_rows(sheet, *at) {
                    hits.push((*at, misspelt));
                }
            }
        }
        let repeated = |index: usize| {
            let (at, _) = hits[index];
            let before = hits[..index].iter().rev().find(|(hit, _)| hit.column == at.column);
            before.is_some_and(|(before, _)| {
                same_headings(sheet, before.row, at.row, at.column)
                    && !self.begins_again(sheet, *before, at)
                    && !self.labels_between(sheet, (*before, at))
            })
        };
        let own: Vec<(CellRef, bool)> =
            (0..hits.len()).filter(|index| !repeated(*index)).map(|index| hits[index]).collect();
        let members: Vec<bool> =
            own.iter().map(|(at, _)| self.members_over(sheet, at.row) >= 2).collect();
        let frame = |((at, misspelt), members): (&(CellRef, bool), &bool)| {
            let next = own.iter().map(|(hit, _)| *hit).find(|hit| hit.row > at.row);
            let left = own
                .iter()
                .map(|(hit, _)| *hit)
                .filter(|hit| hit.row == at.row && hit.column < at.column)
                .max();
            let right = own
                .iter()
                .map(|(hit, _)| *hit)
                .find(|hit| hit.row == at.row && hit.column > at.column);
            let start = left.map_or(0, |_| self.start(sheet, *at));
            let last = right.map_or(u32::MAX, |hit| self.start(sheet, hit).saturating_sub(1));
            Frame {
                view: Cow::Borrowed(sheet),
                turned: false,
                top: sheet.merge_at(*at).map_or(at.row, |merge| merge.first.row),
                criterion: at.column,
                columns: (start, last),
                end: next.map_or(u32::MAX, |hit| hit.row),
                misspelt: *misspelt,
                members: *members,
            }
        };
        own.iter().zip(&members).map(frame).collect()
    }

    /// Whether the rows below a heading begin as those below an earlier one: another form, not the
    /// next page of the same.
    fn begins_again(&self, sheet: &Worksheet, before: CellRef, at: CellRef) -> bool {
        // The first criterion or part; pieces, options and what is carried over may be called alike
        // everywhere.
        let first = |heading: CellRef, end: u32| -> Option<String> {
            let rows = sheet
                .rows()
                .skip_while(move |row| *row <= heading.row)
                .take_while(move |row| *row < end);
            let names = rows
                .take(BEGINNING)
                .filter_map(|row| sheet.cell(CellRef::new(row, heading.column))?.text());
            let mut names = names.filter(|typed| typed.len() <= LONGEST);
            let first = names.find(|typed| {
                self.is_criterion(typed) || self.is_part(typed, &text::bare(typed))
            })?;
            Some(criteria::comparable(number::leading(first).1))
        };
        let earlier = first(before, at.row);
        earlier.is_some() && first(at, u32::MAX) == earlier
    }

    /// Whether another form begins between two headings: its product, owner or member is named.
    fn labels_between(&self, sheet: &Worksheet, (before, at): (CellRef, CellRef)) -> bool {
        let labels = &self.words.labels;
        let names = [&labels.product, &labels.member, &labels.owner, &labels.set];
        // What stands right below the heading, as below the other, belongs to it: `Chủ thể` under
        // the products.
        let differs =
            (before.row + 1..at.row).find(|row| !same_row(sheet, *row, at.row + row - before.row));
        let from = differs.unwrap_or(at.row);
        let rows = sheet.rows().skip_while(|row| *row < from).take_while(|row| *row < at.row);
        let mut texts =
            rows.flat_map(|row| sheet.row(row)).filter_map(|(at, cell)| Some((at, cell.text()?)));
        texts.any(|(at, typed)| {
            if typed.len() > LONGEST {
                return false;
            }
            match typed.split_once(':') {
                Some((name, _)) => {
                    names.iter().any(|names| names.start(&text::bare(name)).is_some())
                }
                // A label with its value in the next cell; under a heading it stands over many.
                None => {
                    sheet.row(at.row).count() == 2
                        && names.iter().any(|names| names.are(&text::bare(typed)))
                }
            }
        })
    }

    /// Whether an owner's heading stands in the row.
    fn has_owner(&self, cells: &[(CellRef, &str)]) -> bool {
        cells.iter().any(|(_, typed)| {
            typed.len() <= LONGEST && self.words.columns.owner.start(&text::bare(typed)).is_some()
        })
    }

    /// The first column of the table whose criteria are headed here: its column of numbers stands
    /// left of them.
    fn start(&self, sheet: &Worksheet, at: CellRef) -> u32 {
        let left =
            at.column.checked_sub(1).and_then(|column| sheet.merged(CellRef::new(at.row, column)));
        let is_number = left
            .and_then(|(_, cell)| cell.text())
            .is_some_and(|typed| self.words.columns.number.are(&text::bare(typed)));
        if is_number || left.is_none() && numbers_left(sheet, at) {
            at.column - 1
        } else {
            at.column
        }
    }

    /// Whether rows of criteria, parts or totals stand below a heading.
    fn has_rows(&self, sheet: &Worksheet, at: CellRef) -> bool {
        let rows = sheet.rows().skip_while(|row| *row <= at.row).take(NEAR);
        let meant = |row: u32| {
            let name = sheet.cell(CellRef::new(row, at.column));
            let beside = [at.column.checked_sub(1), Some(at.column + 1)].into_iter().flatten();
            let numbered = beside
                .filter_map(|column| sheet.cell(CellRef::new(row, column)))
                .map(Numeral::of_cell)
                .any(|numeral| {
                    !numeral.codes.is_empty() || numeral.letter.is_some() || numeral.roman.is_some()
                });
            let Some(typed) = name.and_then(Cell::text) else { return false };
            let (numeral, _) = number::leading(typed);
            let bare = text::bare(typed);
            numbered
                || !numeral.codes.is_empty()
                || self.is_part(typed, &bare)
                || self.is_criterion(typed)
        };
        rows.into_iter().any(meant)
    }

    /// Whether several names of criteria stand below a heading.
    fn has_many_criteria(&self, sheet: &Worksheet, at: CellRef) -> bool {
        let rows = sheet.rows().skip_while(|row| *row <= at.row).take(NEAR);
        let names = rows.filter_map(|row| sheet.cell(CellRef::new(row, at.column))?.text());
        let criteria = names.filter(|typed| typed.len() <= LONGEST && self.is_criterion(typed));
        criteria.take(CRITERIA).count() == CRITERIA
    }

    /// Whether a text is the name of a criterion, its number before it or not.
    fn is_criterion(&self, typed: &str) -> bool {
        self.criteria.contains(&criteria::comparable(number::leading(typed).1))
    }

    /// Whether a number stands left of a cell: then it is a row, whatever its words.
    fn is_numbered(sheet: &Worksheet, at: CellRef) -> bool {
        let left =
            at.column.checked_sub(1).and_then(|column| sheet.cell(CellRef::new(at.row, column)));
        left.map(Numeral::of_cell).is_some_and(|numeral| !numeral.codes.is_empty())
    }

    /// How many cells of a row, or of the two below, name members of the council.
    fn members_over(&mut self, sheet: &Worksheet, row: u32) -> usize {
        (row..row + 2).map(|row| self.members_in(sheet, row)).max().unwrap_or(0)
    }

    fn members_in(&mut self, sheet: &Worksheet, row: u32) -> usize {
        let texts = || {
            sheet
                .row(row)
                .filter_map(|(_, cell)| cell.text())
                .filter(|typed| typed.len() <= LONGEST)
        };
        let mut named: Vec<usize> = texts().filter_map(|typed| self.member(typed)).collect();
        named.sort_unstable();
        named.dedup();
        // `TV1`, `TV2` … also stand in the lists of districts, beside what only lists have.
        let of_list = (row.saturating_sub(2)..=row)
            .flat_map(|row| sheet.row(row))
            .any(|(_, cell)| self.is_of_list(cell));
        let counted = if of_list {
            0
        } else {
            texts().filter(|typed| self.is_numbered_member(typed)).count()
        };
        named.len().max(if counted >= 3 { counted } else { 0 })
    }

    /// The member whom a heading names.
    fn member(&mut self, typed: &str) -> Option<usize> {
        if let Some(known) = self.members.get(typed) {
            return *known;
        }
        let named = self.people.named(None, typed).map(|person| person.member);
        let found = named.or_else(|| self.people.beginning(typed));
        self.members.insert(typed.to_owned(), found);
        found
    }

    /// Whether a heading is one that only lists of products have.
    fn is_of_list(&self, cell: &Cell) -> bool {
        cell.text().is_some_and(|typed| {
            typed.len() <= LONGEST && self.words.columns.of_list.start(&text::bare(typed)).is_some()
        })
    }

    /// `TV1`, `Thành viên 3`.
    fn is_numbered_member(&self, typed: &str) -> bool {
        let bare = text::bare(typed);
        let stem = bare.trim_end_matches(|sign: char| sign.is_ascii_digit()).trim_end();
        stem.len() < bare.len() && self.words.titles.member.are(stem)
    }

    /// A table with products in rows, under a title or label of a ballot, or under the names of
    /// members.
    fn across<'a>(&mut self, sheet: &'a Worksheet) -> Option<Frame<'a>> {
        let rows: Vec<u32> = sheet.rows().take(HEADS).collect();
        for row in rows {
            let cells: Vec<(CellRef, &str)> =
                sheet.row(row).filter_map(|(at, cell)| Some((at, cell.text()?))).collect();
            let product = cells
                .iter()
                .find(|(_, typed)| self.heading(typed) == Some(HeadingKind::Product))
                .map(|(at, _)| *at);
            let Some(product) = product else { continue };
            let lowest = sheet.merge_at(product).map_or(row, |merge| merge.last.row);
            // What stands in the column of the products below the heading is a product.
            let is_heading = |below: &u32| {
                *below == row || sheet.cell(CellRef::new(*below, product.column)).is_none()
            };
            let (criteria_row, parts) = (row..=lowest.max(row + 1))
                .filter(is_heading)
                .map(|row| (row, self.parts_in(sheet, row, product.column)))
                .max_by_key(|(row, parts)| (*parts, std::cmp::Reverse(*row)))?;
            let members =
                (row..=lowest.max(row + 1)).map(|row| (self.members_in(sheet, row), row)).max();
            let by_members = members.filter(|(members, _)| *members >= 2);
            let of_ballot = by_members.is_none() && parts >= 2 && self.is_ballot(sheet, row);
            if let Some((_, names)) = by_members {
                return Some(Self::turned(sheet, product, names, true));
            }
            if of_ballot {
                return Some(Self::turned(sheet, product, criteria_row, false));
            }
        }
        None
    }

    fn turned(sheet: &Worksheet, product: CellRef, names: u32, members: bool) -> Frame<'static> {
        Frame {
            view: Cow::Owned(sheet.turned()),
            turned: true,
            top: product.column,
            criterion: names,
            columns: (product.row.min(names), u32::MAX),
            end: u32::MAX,
            misspelt: false,
            members,
        }
    }

    /// How many cells right of the products are parts, totals or criteria.
    fn parts_in(&mut self, sheet: &Worksheet, row: u32, product: u32) -> usize {
        let cells: Vec<&Cell> =
            sheet.row(row).filter(|(at, _)| at.column > product).map(|(_, cell)| cell).collect();
        let is_part = |finder: &mut Self, cell: &Cell| match &cell.value {
            // `2 điểm` is a mark.
            Value::Text(typed)
                if numbers::parse(typed).is_some() && !typed.contains(['.', ',']) =>
            {
                false
            }
            Value::Text(typed) => {
                finder.heading(typed) == Some(HeadingKind::Part)
                    || !Numeral::of(typed).codes.is_empty() && typed.contains(['.', ','])
                    || !number::leading(typed).0.codes.is_empty()
                    || finder.is_criterion(typed)
            }
            Value::Number(number) => !number.is_integer(),
            _ => false,
        };
        cells.into_iter().filter(|cell| is_part(self, cell)).count()
    }

    /// Whether a title or a label above this row says that the sheet is a member's ballot.
    fn is_ballot(&self, sheet: &Worksheet, row: u32) -> bool {
        let above = sheet.rows().take_while(|above| *above < row).flat_map(|row| sheet.row(row));
        let mut texts =
            above.filter_map(|(_, cell)| cell.text()).filter(|typed| typed.len() <= LONGEST);
        let says = |typed: &str| {
            let bare = text::bare(typed);
            self.words.titles.ballot.within(&bare)
                || self.words.labels.member.start(&bare).is_some()
                    && self.people.within(None, typed).is_some()
        };
        texts.any(says) || self.people.named(None, sheet.name()).is_some()
    }
}

/// Whether numbers of criteria stand left of a heading, in a column that has none: `1.1`, `a)`, `I,
/// 1, 2`.
fn numbers_left(sheet: &Worksheet, at: CellRef) -> bool {
    let Some(column) = at.column.checked_sub(1) else { return false };
    let rows = sheet.rows().skip_while(|row| *row <= at.row).take(NEAR);
    let cells = rows.filter_map(|row| sheet.cell(CellRef::new(row, column)));
    let numerals: Vec<Numeral> = cells.map(Numeral::of_cell).collect();
    let is_code = |numeral: &&Numeral| !numeral.codes.is_empty();
    let first = |numeral: &Numeral| numeral.codes.first().and_then(|code| code.parse::<f64>().ok());
    let counted: Vec<f64> = numerals.iter().filter_map(first).collect();
    let rising = counted.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let dotted =
        numerals.iter().filter(is_code).filter(|numeral| numeral.codes[0].contains('.')).count();
    let small = numerals.iter().filter(|numeral| numeral.small).count();
    let is_count = counted.len() >= CRITERIA && rising * 10 >= (counted.len() - 1) * 8;
    numerals.iter().all(|numeral| !numeral.is_nothing())
        && (dotted.max(small) >= CRITERIA || is_count)
}

/// Whether two rows hold the same.
fn same_row(sheet: &Worksheet, one: u32, other: u32) -> bool {
    let shown =
        |row: u32| sheet.row(row).map(|(at, cell)| (at.column, cell.shown())).collect::<Vec<_>>();
    shown(one) == shown(other)
}

/// Whether two rows of headings say the same right of the criteria.
fn same_headings(sheet: &Worksheet, first: u32, second: u32, from: u32) -> bool {
    let texts = |row: u32| -> Vec<(u32, String)> {
        let cells = sheet.row(row).filter(|(at, _)| at.column >= from);
        cells.filter_map(|(at, cell)| Some((at.column, text::fold(cell.text()?)))).collect()
    };
    let (one, other) = (texts(first), texts(second));
    // Products may stand in the row below, under a heading merged over them.
    let below = |row: u32| {
        let words = texts(row + 1);
        let named = sheet.row(row + 1).all(|(at, cell)| at.column > from && cell.text().is_some());
        if named { words } else { Vec::new() }
    };
    let (one_below, other_below) = (below(first), below(second));
    let differ = !one_below.is_empty() && !other_below.is_empty() && one_below != other_below;
    !one.is_empty() && one == other && !differ
}
