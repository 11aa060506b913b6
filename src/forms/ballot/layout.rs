//! The layout of a table of marks: which rows are headings, which column holds the numbers of the
//! criteria, where the rows begin.

use careful_spreadsheet::{Cell, Value, text};
use rust_decimal::Decimal;

use super::criteria::number::{self, Numeral};
use super::frame::Frame;
use super::words::BallotWords;
use crate::finding::CellRef;

/// Which rows and columns of a table of marks are what, in the view of its frame.
#[derive(Debug)]
pub(super) struct Layout {
    /// The column of the criteria's numbers, where there is one.
    pub(super) number: Option<u32>,
    /// The rows of the headings, from the top; without rows that only count the columns.
    pub(super) head: Vec<u32>,
    /// The rows below the headings that hold anything, down to the end of the table.
    pub(super) body: Vec<u32>,
    /// The columns that hold anything, from the left; without those of the criteria and of the
    /// numbers.
    pub(super) columns: Vec<u32>,
}

/// Rows over which headings may reach.
const HIGHEST: usize = 8;
/// Rows above the heading of the criteria in which products may be named over their columns.
const ABOVE: u32 = 2;

impl Layout {
    /// Tells headings, rows and columns of the table in a frame apart. `names_product` tells
    /// whether a text is the name of a listed product.
    pub(super) fn of(
        frame: &Frame<'_>,
        words: &BallotWords,
        mut names_product: impl FnMut(&str) -> bool,
    ) -> Self {
        let rows: Vec<u32> =
            frame.view.rows().filter(|row| *row >= frame.top && *row < frame.end).collect();
        let merge = frame.view.merge_at(CellRef::new(frame.top, frame.criterion));
        let heading_end = merge.map_or(frame.top, |merge| merge.last.row);
        let named = by_heading(frame, words, heading_end);
        let begins = |row: u32| row > heading_end && begins_body(frame, words, named, row);
        let start = rows.iter().take(HIGHEST).position(|row| begins(*row));
        let start =
            start.unwrap_or_else(|| rows.iter().take_while(|row| **row <= heading_end).count());
        let (head, body) = rows.split_at(start);
        let mut head = head.to_vec();
        head.splice(0..0, rows_naming_products(frame, words, body, &mut names_product));
        if frame.turned {
            head.splice(0..0, rows_of_owners(frame, words));
        }
        let mut columns = used_columns(frame, head.iter().chain(body));
        let mut heads_product = |column: &u32| {
            head.iter().any(|row| {
                frame.own(*row, *column).and_then(Cell::text).is_some_and(&mut names_product)
            })
        };
        let unnamed: Vec<u32> =
            columns.iter().copied().filter(|column| !heads_product(column)).collect();
        head.retain(|row| !is_numbering(frame, *row));
        let is_headed = |column: u32| head.iter().any(|row| frame.seen(*row, column).is_some());
        let number = by_values(frame, &unnamed, body, named, is_headed);
        columns.retain(|column| Some(*column) != number);
        Self { number, head, body: body.to_vec(), columns }
    }
}

/// The rows right above the headings that name products over columns of the table.
fn rows_naming_products(
    frame: &Frame<'_>,
    words: &BallotWords,
    body: &[u32],
    names_product: &mut impl FnMut(&str) -> bool,
) -> Vec<u32> {
    let (_, last) = frame.columns;
    let columns = frame.columns.0.max(frame.criterion + 1)..=last;
    let rows = (frame.top.saturating_sub(ABOVE)..frame.top)
        .filter(|row| !is_label_with_value(frame, words, *row));
    let names_one = |row: &u32| {
        // Only over a column that the table uses; a name beside the table is the value of a label.
        let is_used = |column: u32| body.iter().any(|row| frame.own(*row, column).is_some());
        let cells = frame.view.row(*row).filter(|(at, _)| columns.contains(&at.column));
        let mut cells = cells.filter(|(at, _)| is_used(at.column));
        cells.any(|(_, cell)| cell.text().is_some_and(&mut *names_product))
    };
    rows.filter(names_one).collect()
}

/// The rows of a turned table that hold the owners left of the products.
fn rows_of_owners(frame: &Frame<'_>, words: &BallotWords) -> Vec<u32> {
    let is_owner = |row: &u32| {
        let label = frame.seen(*row, frame.criterion).and_then(Cell::text).map(text::bare);
        label.is_some_and(|bare| words.columns.owner.are(&bare))
    };
    frame.view.rows().take_while(|row| *row < frame.top).filter(is_owner).collect()
}

/// The columns of the table, without that of the criteria, that hold anything in these rows, from
/// the left.
fn used_columns<'r>(frame: &Frame<'_>, rows: impl Iterator<Item = &'r u32>) -> Vec<u32> {
    let (first, last) = frame.columns;
    let cells = rows.flat_map(|row| frame.view.row(*row));
    let mut columns: Vec<u32> = cells.map(|(at, _)| at.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| (first..=last).contains(column) && *column != frame.criterion);
    columns
}

/// Whether a row holds a label and its value, `Tên sản phẩm: | Chè xanh`, which name the product of
/// the whole sheet and head no column.
fn is_label_with_value(frame: &Frame<'_>, words: &BallotWords, row: u32) -> bool {
    let cells: Vec<&str> = frame.view.row(row).filter_map(|(_, cell)| cell.text()).collect();
    let labels = &words.labels.product;
    match cells.as_slice() {
        [label, _] => {
            label.ends_with(':') && labels.start(&text::bare(label)).is_some()
                || labels.are(&text::bare(label))
        }
        _ => false,
    }
}

/// The column whose heading says that it holds the numbers: the nearest left of the criteria, else
/// the nearest.
fn by_heading(frame: &Frame<'_>, words: &BallotWords, heading_end: u32) -> Option<u32> {
    let (first, last) = frame.columns;
    let mut found: Vec<u32> = Vec::new();
    for row in frame.top..=heading_end {
        for (at, cell) in frame.view.row(row) {
            let is_number =
                cell.text().is_some_and(|typed| words.columns.number.are(&text::bare(typed)));
            if is_number && (first..=last).contains(&at.column) && at.column != frame.criterion {
                found.push(at.column);
            }
        }
    }
    found
        .into_iter()
        .min_by_key(|column| (*column > frame.criterion, column.abs_diff(frame.criterion)))
}

/// The column whose values are the numbers of criteria: the one that `named` says, unless another
/// column has more than twice as many; without either, a column without a heading that counts the
/// rows.
fn by_values(
    frame: &Frame<'_>,
    columns: &[u32],
    body: &[u32],
    named: Option<u32>,
    is_headed: impl Fn(u32) -> bool,
) -> Option<u32> {
    let numbers = |column: u32| {
        let cells = body.iter().filter_map(|row| frame.own(*row, column));
        let numbers: Vec<String> =
            cells.filter(|cell| is_criterion_number(cell)).map(Cell::shown).collect();
        // Numbers of criteria hardly repeat, as marks such as `3,0` do.
        let distinct: std::collections::BTreeSet<&String> = numbers.iter().collect();
        if distinct.len() * 5 >= numbers.len() * 4 { numbers.len() } else { 0 }
    };
    let numerals = |column: u32| {
        let cells = body.iter().filter_map(|row| frame.own(*row, column));
        cells.filter(|cell| !Numeral::of_cell(cell).codes.is_empty()).count()
    };
    let best = columns.iter().copied().map(|column| (numbers(column), u32::MAX - column)).max();
    let best =
        best.filter(|(count, _)| *count >= 3).map(|(count, column)| (count, u32::MAX - column));
    if named.is_none() && best.is_none() {
        return columns
            .iter()
            .copied()
            .find(|column| !is_headed(*column) && counts_rows(frame, body, *column));
    }
    match (named, best) {
        (Some(named), Some((count, best))) if best != named && count > 2 * numerals(named) => {
            Some(best)
        }
        (Some(named), _) => Some(named),
        (None, best) => best.map(|(_, column)| column),
    }
}

/// Whether a column counts the rows: `1, 2, 3`, `I, 1, 2, II`, `1, 1.1, 1.2`.
fn counts_rows(frame: &Frame<'_>, body: &[u32], column: u32) -> bool {
    let cells: Vec<&Cell> = body.iter().filter_map(|row| frame.own(*row, column)).collect();
    let numerals = cells.iter().filter(|cell| !Numeral::of_cell(cell).is_nothing()).count();
    let counted: Vec<Decimal> = cells.iter().filter_map(|cell| cell.amount()).collect();
    let rising = counted.windows(2).filter(|pair| pair[0] < pair[1]).count();
    counted.len() >= 3 && numerals * 10 >= cells.len() * 8 && rising * 10 >= (counted.len() - 1) * 8
}

/// Whether a cell holds the number of a criterion and cannot be a mark: `1.1`, `(6.1.2)`; not
/// `17,0`.
fn is_criterion_number(cell: &Cell) -> bool {
    let dotted = |code: &String| code.contains('.') && !code.ends_with(".0");
    match &cell.value {
        Value::Text(typed) => {
            typed.len() <= 20 && Numeral::of(typed).codes.iter().any(dotted) && !typed.contains('/')
        }
        Value::Date(_) => true,
        _ => false,
    }
}

/// Whether a row may be the first below the headings: a part, a criterion or a sum, and no row of
/// products, owners or column numbers.
fn begins_body(frame: &Frame<'_>, words: &BallotWords, number: Option<u32>, row: u32) -> bool {
    if is_numbering(frame, row) {
        return false;
    }
    let numeral =
        number.and_then(|column| frame.own(row, column)).map(Numeral::of_cell).unwrap_or_default();
    let named = frame.own(row, frame.criterion);
    let name = named.and_then(Cell::text).unwrap_or_default();
    let bare = text::bare(name);
    // A name may be the number of a criterion alone, `1.1`, which the sheet holds as a number.
    if named.is_some_and(|cell| !Numeral::of_cell(cell).codes.is_empty()) {
        return true;
    }
    let labels =
        [&words.columns.product, &words.columns.owner, &words.labels.set, &words.columns.criteria];
    if labels.iter().any(|labels| labels.are(&bare)) {
        return false;
    }
    // `Tổng điểm`, merged over the column of numbers.
    let left = frame
        .view
        .row(row)
        .filter(|(at, _)| (frame.columns.0..frame.criterion).contains(&at.column));
    let mut merged = left.filter(|_| name.is_empty()).filter_map(|(_, cell)| cell.text());
    if merged.any(|typed| words.adds_up(typed)) {
        return true;
    }
    !numeral.is_nothing() && (!name.is_empty() || !numeral.codes.is_empty()) || !name.is_empty()
}

/// Whether a row only counts the columns: `1 | 2 | 3 | 4`, `(1) | (2) | (3)=(1)+(2)`, `A | B | 1 |
/// 2`.
pub(super) fn is_numbering(frame: &Frame<'_>, row: u32) -> bool {
    let (first, last) = frame.columns;
    let mut cells = frame
        .view
        .row(row)
        .filter(|(at, _)| (first..=last).contains(&at.column))
        .map(|(_, cell)| cell)
        .peekable();
    let mut count = 0;
    let mut before = None;
    // Letters first, then numbers, each one more than the one before.
    while let Some(letter) = cells.peek().and_then(|cell| letter_of(cell)) {
        if before.map_or(letter > 2, |before| letter != before + 1) {
            return false;
        }
        (before, count) = (Some(letter), count + 1);
        cells.next();
    }
    before = None;
    for cell in cells {
        let Some(number) = number_of(cell) else { return false };
        if before.map_or(number > 2, |before| number != before + 1) {
            return false;
        }
        (before, count) = (Some(number), count + 1);
    }
    // Two columns are counted where no criterion can be a mere number.
    let few = || {
        !frame.turned
            && frame.own(row, frame.criterion).is_some_and(|cell| number_of(cell).is_some())
    };
    count >= 3 || count == 2 && few()
}

/// The number of a column: `3`, `(3)`, `(3)=(1)+(2)`.
fn number_of(cell: &Cell) -> Option<u32> {
    match &cell.value {
        Value::Number(number) if number.is_integer() => {
            u32::try_from(*number).ok().filter(|number| *number <= 60)
        }
        Value::Text(typed) => first_of(typed).parse().ok(),
        _ => None,
    }
}

/// The letter that counts a column, `A` as 1.
fn letter_of(cell: &Cell) -> Option<u32> {
    let first = first_of(cell.text()?);
    let byte = first.bytes().next().filter(|byte| first.len() == 1 && byte.is_ascii_uppercase())?;
    Some(u32::from(byte - b'A') + 1)
}

fn first_of(typed: &str) -> &str {
    typed.split('=').next().unwrap_or(typed).trim_matches(['(', ')', '[', ']', ' ', '.'])
}

/// Splits a row into its number, from the column of numbers or the beginning of the name, and its
/// name without the number.
pub(super) fn number_and_name(
    frame: &Frame<'_>,
    number: Option<u32>,
    row: u32,
) -> (Numeral, String) {
    let numeral =
        number.and_then(|column| frame.own(row, column)).map(Numeral::of_cell).unwrap_or_default();
    let number_text = || {
        number.and_then(|column| frame.own(row, column)).and_then(Cell::text).unwrap_or_default()
    };
    // A name may be merged over columns, never over rows.
    let merged =
        frame.view.merged(CellRef::new(row, frame.criterion)).filter(|(at, _)| at.row == row);
    let typed = merged
        .filter(|(at, _)| Some(at.column) != number)
        .map(|(_, cell)| cell.shown())
        .unwrap_or_default();
    // Where the column of the criteria is empty, the words stand in that of the numbers:
    // `Cộng phần A`, merged over both.
    let typed =
        if typed.is_empty() && numeral.is_nothing() { number_text().to_owned() } else { typed };
    // A name that is nothing but a number: `A` over a column of part A, `1.1`.
    let alone = if numeral.is_nothing() { Numeral::of(&typed) } else { Numeral::default() };
    if alone.letter.is_some() || alone.roman.is_some() || !alone.codes.is_empty() {
        return (alone, String::new());
    }
    let (leading, name) = number::leading(&typed);
    if name.len() < typed.len() && leading.is_nothing() {
        return (numeral, typed);
    }
    let name = name.to_owned();
    // A number in the name says more than a running number beside it.
    let numeral = match (numeral.is_nothing(), leading.is_nothing()) {
        (true, _) => leading,
        (false, false) if !leading.codes.is_empty() && numeral.codes != leading.codes => {
            Numeral { codes: leading.codes.into_iter().chain(numeral.codes).collect(), ..numeral }
        }
        (false, false) if leading.letter.is_some() => leading,
        _ => numeral,
    };
    (numeral, name)
}
