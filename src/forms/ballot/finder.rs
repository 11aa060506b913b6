//! Finds the tables of marks in a sheet: in any row, several below or beside each other, with the
//! criteria downwards or across.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, Value, Worksheet, number as numbers, text};

use super::criteria;
use super::criteria::number::{self, Numeral};
use super::frame::Frame;
use super::people::People;
use super::words::BallotWords;
use crate::criteria::RoundActs;
use crate::finding::CellRef;

/// Finds the tables of marks in sheets. What a text means is looked up once for all sheets.
pub(in crate::forms) struct Finder<'r> {
    words: &'r BallotWords,
    people: People<'r>,
    /// What texts mean as headings, by the text as it was typed.
    headings: BTreeMap<String, Option<HeadingKind>>,
    /// Members (index in `round.toml`) by the headings that name them.
    members: BTreeMap<String, Option<usize>>,
    /// Titles of the parts of the act, without diacritics, case and punctuation.
    parts: [String; 3],
    /// Names of all criteria of the act, as [`criteria::comparable`] has them.
    criteria: BTreeSet<String>,
}

/// What a text is as a heading of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadingKind {
    /// It heads the column of the criteria.
    Criteria { misspelt: bool },
    /// It heads the criteria if other headings of a ballot stand beside it, or names of criteria
    /// below.
    Perhaps,
    /// It heads the products, in a form with products in rows.
    Product,
    /// It names a part or the total, in a form with products in rows.
    Part,
    /// Another heading of a ballot.
    Beside,
}

/// The heading of the criteria of one table.
#[derive(Debug, Clone, Copy)]
struct CriteriaHeading {
    at: CellRef,
    /// Whether it has a letter wrong.
    misspelt: bool,
}

/// Longest heading, in bytes.
const LONGEST: usize = 160;
/// Marks that a sheet with the title of a ballot must hold to be told as a ballot without a table.
const MANY: usize = 12;
/// Rows in which the headings of a form with products in rows are sought.
const HEADS: usize = 80;
/// Rows below a heading that are searched for criteria.
const NEAR: usize = 40;
/// Rows below a heading in which the first criterion is sought, to compare two tables.
const BEGINNING: usize = 6;
/// Names of criteria that must stand below a heading of common words for it to head the criteria;
/// also how many parts or criteria make a form with products in rows.
const CRITERIA: usize = 3;

impl<'r> Finder<'r> {
    /// Makes ready to find tables by the words of ballots, the council of the round and the
    /// criteria of its acts.
    pub(in crate::forms) fn new(
        round: &'r crate::round::Round,
        acts: &'r RoundActs,
        words: &'r BallotWords,
    ) -> Self {
        let criteria = acts
            .iter()
            .flat_map(|act| &act.sets)
            .flat_map(|set| &set.criteria)
            .map(|criterion| criteria::comparable(&criterion.name))
            .collect();
        let parts = acts.main().parts.each_ref().map(|part| text::bare(&part.title));
        Self {
            words,
            people: People::of(round),
            headings: BTreeMap::new(),
            members: BTreeMap::new(),
            parts,
            criteria,
        }
    }

    /// Finds the tables of a ballot or of a summary in a sheet, from the top; none when the sheet
    /// holds neither.
    pub(in crate::forms) fn frames<'a>(&mut self, sheet: &'a Worksheet) -> Vec<Frame<'a>> {
        let down = self.down(sheet);
        if !down.is_empty() {
            return down;
        }
        self.across(sheet).into_iter().collect()
    }

    /// Whether a sheet has products in rows, and parts or criteria in columns. Of a sheet in which
    /// no table and no list was found, this tells that a ballot is not understood.
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

    /// Whether a sheet bears the title of a ballot and holds marks or ticks. Of a sheet in which no
    /// table was found, this tells that a ballot is not understood.
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

    /// What a text means as a heading; `None` for a text that is no heading. Each text is looked up
    /// once.
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
        // Most texts are names in lists, which their words alone tell from headings.
        let heading = self.of_words(typed, &bare)?;
        (!self.is_criterion(typed) && Numeral::of(typed).codes.is_empty()).then_some(heading)
    }

    /// What a heading means by the words of `templates/words/ballots.toml`.
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

    /// Whether a text names a part or a sum: `A`, `Phần A`, `Khả năng tiếp thị`, `Tổng điểm`.
    fn is_part(&self, typed: &str, bare: &str) -> bool {
        let letter = |bare: &str| ["a", "b", "c"].contains(&bare);
        let lettered = || {
            // A capital letter with a sign behind it, or a word such as `Phần` before it.
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

    /// Finds the tables with the criteria downwards, each by the heading over its criteria.
    fn down<'a>(&mut self, sheet: &'a Worksheet) -> Vec<Frame<'a>> {
        let mut found: Vec<CriteriaHeading> = Vec::new();
        for row in sheet.rows() {
            self.add_headings(sheet, row, &mut found);
        }
        let is_first =
            |index: &usize| !self.repeats_earlier(sheet, &found[..*index], found[*index]);
        let headings: Vec<CriteriaHeading> =
            (0..found.len()).filter(is_first).map(|index| found[index]).collect();
        let members: Vec<bool> =
            headings.iter().map(|heading| self.members_over(sheet, heading.at.row) >= 2).collect();
        let frames = headings.iter().zip(members);
        frames.map(|(heading, members)| self.frame(sheet, *heading, &headings, members)).collect()
    }

    /// Adds the headings of criteria that stand in a row.
    fn add_headings(&mut self, sheet: &Worksheet, row: u32, found: &mut Vec<CriteriaHeading>) {
        let cells: Vec<(CellRef, &str)> =
            sheet.row(row).filter_map(|(at, cell)| Some((at, cell.text()?))).collect();
        let kinds: Vec<(CellRef, HeadingKind)> =
            cells.iter().filter_map(|(at, typed)| Some((*at, self.heading(typed)?))).collect();
        // `TT | Tên sản phẩm | Chủ thể | Tiêu chí …` heads a list, or a form with products in rows.
        if kinds.iter().any(|(_, kind)| *kind == HeadingKind::Product) && self.has_owner(&cells) {
            return;
        }
        let is_beside =
            |kind: &HeadingKind| matches!(kind, HeadingKind::Beside | HeadingKind::Part);
        let beside = kinds.iter().filter(|(_, kind)| is_beside(kind)).count();
        for (at, kind) in kinds {
            let misspelt = match kind {
                HeadingKind::Criteria { misspelt } => misspelt,
                HeadingKind::Perhaps if beside >= 2 || self.has_many_criteria(sheet, at) => false,
                _ => continue,
            };
            // A text alone, merged over several columns, is a title.
            let is_title = cells.len() == 1
                && sheet.merge_at(at).is_some_and(|merge| merge.last.column > at.column + 3);
            let is_next_to_one = found
                .iter()
                .any(|heading| heading.at.row == row && heading.at.column + 1 == at.column);
            if !is_title
                && !is_next_to_one
                && !Self::is_numbered(sheet, at)
                && self.has_rows(sheet, at)
            {
                found.push(CriteriaHeading { at, misspelt });
            }
        }
    }

    /// Whether a heading only repeats the nearest earlier one in its column, on the next page of
    /// one form.
    fn repeats_earlier(
        &self,
        sheet: &Worksheet,
        earlier: &[CriteriaHeading],
        heading: CriteriaHeading,
    ) -> bool {
        let at = heading.at;
        let before = earlier.iter().rev().find(|before| before.at.column == at.column);
        before.is_some_and(|before| {
            same_headings(sheet, before.at.row, at.row, at.column)
                && !self.begins_again(sheet, before.at, at)
                && !self.labels_between(sheet, (before.at, at))
        })
    }

    /// The frame of the table under one of the headings of a sheet: it ends where the table beside
    /// it or below it begins.
    fn frame<'a>(
        &self,
        sheet: &'a Worksheet,
        heading: CriteriaHeading,
        headings: &[CriteriaHeading],
        members: bool,
    ) -> Frame<'a> {
        let at = heading.at;
        let mut others = headings.iter().map(|other| other.at);
        let in_row = || others.clone().filter(|other| other.row == at.row);
        let is_first = !in_row().any(|other| other.column < at.column);
        let right = in_row().find(|other| other.column > at.column);
        let first = if is_first { 0 } else { self.start(sheet, at) };
        let last = right.map_or(u32::MAX, |right| self.start(sheet, right).saturating_sub(1));
        let next = others.find(|other| other.row > at.row);
        Frame {
            view: Cow::Borrowed(sheet),
            turned: false,
            top: sheet.merge_at(at).map_or(at.row, |merge| merge.first.row),
            criterion: at.column,
            columns: (first, last),
            end: next.map_or(u32::MAX, |next| next.row),
            misspelt: heading.misspelt,
            members,
        }
    }

    /// Whether the rows below a heading begin with the same criterion as those below an earlier
    /// heading: then it heads another form, and not the next page of the same.
    fn begins_again(&self, sheet: &Worksheet, before: CellRef, at: CellRef) -> bool {
        // The first criterion or part is compared: pieces, options and sums that are carried over
        // may be called the same everywhere.
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

    /// Whether another form begins between two headings: a label for its product, owner, member or
    /// product set stands there.
    fn labels_between(&self, sheet: &Worksheet, (before, at): (CellRef, CellRef)) -> bool {
        let labels = &self.words.labels;
        let names = [&labels.product, &labels.member, &labels.owner, &labels.set];
        // The rows that stand alike below both headings belong to the headings: `Chủ thể` under the
        // products.
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
                // A label with its value in the next cell. In a row of headings, more than one cell
                // would follow it.
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

    /// The first column of the table whose criteria this cell heads: that of the numbers left of
    /// the criteria, or that of the criteria.
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

    /// Whether a row of a criterion, a part or a sum stands below a heading.
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

    /// Whether as many as [`CRITERIA`] names of criteria stand below a heading.
    fn has_many_criteria(&self, sheet: &Worksheet, at: CellRef) -> bool {
        let rows = sheet.rows().skip_while(|row| *row <= at.row).take(NEAR);
        let names = rows.filter_map(|row| sheet.cell(CellRef::new(row, at.column))?.text());
        let criteria = names.filter(|typed| typed.len() <= LONGEST && self.is_criterion(typed));
        criteria.take(CRITERIA).count() == CRITERIA
    }

    /// Whether a text is the name of a criterion of the act, with or without its number.
    fn is_criterion(&self, typed: &str) -> bool {
        self.criteria.contains(&criteria::comparable(number::leading(typed).1))
    }

    /// Whether the number of a criterion stands left of a cell, so that the cell names a criterion
    /// and is no heading.
    fn is_numbered(sheet: &Worksheet, at: CellRef) -> bool {
        let left =
            at.column.checked_sub(1).and_then(|column| sheet.cell(CellRef::new(at.row, column)));
        left.map(Numeral::of_cell).is_some_and(|numeral| !numeral.codes.is_empty())
    }

    /// How many cells of a row, or of the row below it, name members of the council.
    fn members_over(&mut self, sheet: &Worksheet, row: u32) -> usize {
        (row..row + 2).map(|row| self.members_in(sheet, row)).max().unwrap_or(0)
    }

    /// How many members the cells of a row name. Names count once each; cells with a number (`TV1`)
    /// count where there are at least three, and not where the row, or one of the two above it, has
    /// a heading that only lists of products have. Returns the larger count.
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
        // `TV1`, `TV2` … also stand in the lists of districts, beside headings that only lists
        // have.
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

    /// The member (index in `round.toml`) whom a heading names.
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

    /// Whether a heading names a member by number: `TV1`, `Thành viên 3`.
    fn is_numbered_member(&self, typed: &str) -> bool {
        let bare = text::bare(typed);
        let stem = bare.trim_end_matches(|sign: char| sign.is_ascii_digit()).trim_end();
        stem.len() < bare.len() && self.words.titles.member.are(stem)
    }

    /// Finds the table with products in rows: below the title or a label of a ballot, or beside the
    /// names of members.
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
            // A cell below the heading of the products is a product, and its row is no row of
            // headings.
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

    /// The frame of a table with products in rows. Its view is the sheet with rows and columns
    /// exchanged, so that it reads like a table with products in columns.
    ///
    /// `product` is the heading of the products, `names` the row with the names of the criteria or,
    /// with `members`, of the members.
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

    /// How many cells of a row, right of the column of the products, name parts, sums or criteria.
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

    /// Whether a title or a label above a row, or the name of the sheet, says that the sheet is the
    /// ballot of a member.
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

/// Whether the numbers of criteria stand left of a heading's column, in a column without a heading:
/// `1.1`, `a)`, `I, 1, 2`.
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

/// Whether two rows hold the same in the same columns.
fn same_row(sheet: &Worksheet, one: u32, other: u32) -> bool {
    let shown =
        |row: u32| sheet.row(row).map(|(at, cell)| (at.column, cell.shown())).collect::<Vec<_>>();
    shown(one) == shown(other)
}

/// Whether two rows of headings hold the same texts from a column on, and the rows below them no
/// different names.
fn same_headings(sheet: &Worksheet, first: u32, second: u32, from: u32) -> bool {
    let texts = |row: u32| -> Vec<(u32, String)> {
        let cells = sheet.row(row).filter(|(at, _)| at.column >= from);
        cells.filter_map(|(at, cell)| Some((at.column, text::fold(cell.text()?)))).collect()
    };
    let (one, other) = (texts(first), texts(second));
    // Names of products may stand in the row below, under a heading that is merged over them.
    let below = |row: u32| {
        let words = texts(row + 1);
        let named = sheet.row(row + 1).all(|(at, cell)| at.column > from && cell.text().is_some());
        if named { words } else { Vec::new() }
    };
    let (one_below, other_below) = (below(first), below(second));
    let differ = !one_below.is_empty() && !other_below.is_empty() && one_below != other_below;
    !one.is_empty() && one == other && !differ
}
