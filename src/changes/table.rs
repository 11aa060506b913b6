//! Compares two versions of a table: rows find each other by the text that names them.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{self, Spot};
use super::said::{PartKind, SaidPart};
use super::told::Difference;
use super::words::{are_alike, split};
use crate::shared::Shared;

/// Compares two versions of a table, each its headings with its rows. `start` is the index of the
/// new headings in the paper.
pub(super) fn compare(
    old: &[Shared<SaidPart>],
    new: &[Shared<SaidPart>],
    start: usize,
    found: &mut Vec<Difference>,
) {
    let (Some((old_head, old)), Some((head, new))) = (old.split_first(), new.split_first()) else {
        return;
    };
    if old_head.texts != head.texts {
        let at = format!("{}, tên cột", head.at);
        let joined = |head: &SaidPart| head.texts.join(" | ");
        let changes = compare::text(&joined(old_head), &joined(head), &at, (start, 0));
        // The cells of the headings are no single text, so no spot can be given.
        found.extend(changes.into_iter().map(|change| Difference { spots: Vec::new(), ..change }));
    }
    let by = naming_column(old, new, head.texts.len());
    let (mut rows, moved) = Rows::of(old, by).matched(&Rows::of(new, by));
    rows.pair_renamed(old, new, by);
    let table = Table { head, by, first: start + 1 };
    let kept: BTreeSet<usize> = rows.partner.iter().flatten().copied().collect();
    for (at, row) in new.iter().enumerate() {
        match rows.partner[at] {
            Some(one) => table.row(&old[one], row, at, found),
            None => found.push(table.added(row, at)),
        }
    }
    let successor = |at: usize| {
        let place = |one: usize| rows.partner.iter().position(|partner| *partner == Some(one));
        (at..old.len()).take(NEAR).find_map(place)
    };
    for (at, row) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        found.push(table.removed(row, successor(at)));
    }
    if moved {
        let says = Some("thứ tự các dòng đã đổi");
        found.push(Difference { at: head.at.clone(), says, ..Difference::default() });
    }
}

/// Returns the column whose texts name the rows: the one with the most different words in it.
fn naming_column(old: &[Shared<SaidPart>], new: &[Shared<SaidPart>], columns: usize) -> usize {
    let all = || old.iter().chain(new);
    let width = all().map(|row| row.texts.len()).max().unwrap_or_default().max(columns);
    let different = |column: usize| {
        let texts = all().filter(|row| row.texts.len() > 1).filter_map(|row| row.texts.get(column));
        texts.filter(|text| !is_figure(text)).collect::<BTreeSet<_>>().len()
    };
    // Of columns with the same number, the leftmost.
    (0..width).max_by_key(|column| (different(*column), width - column)).unwrap_or_default()
}

/// Tells whether a text has no letter: a figure, a sign, or nothing.
fn is_figure(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

/// The rows of a version by their names. Rows of the same name are told apart by their order.
struct Rows<'a> {
    names: Vec<(&'a str, usize)>,
}

/// Which rows of the old version the rows of the new one are.
struct Matched {
    partner: Vec<Option<usize>>,
}

impl<'a> Rows<'a> {
    fn of(rows: &'a [Shared<SaidPart>], by: usize) -> Self {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut names = Vec::with_capacity(rows.len());
        for row in rows {
            let name = name(row, by);
            let count = seen.entry(name).or_default();
            names.push((name, *count));
            *count += 1;
        }
        Self { names }
    }

    /// Finds the rows of the same name. Tells also whether they are in another order.
    fn matched(&self, new: &Rows<'_>) -> (Matched, bool) {
        let known: BTreeMap<_, _> =
            self.names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let partner: Vec<Option<usize>> =
            new.names.iter().map(|name| known.get(name).copied()).collect();
        let moved = !partner.iter().flatten().is_sorted();
        (Matched { partner }, moved)
    }
}

impl Matched {
    /// Pairs rows whose name was corrected: most of the name stayed, or everything beside it.
    fn pair_renamed(&mut self, old: &[Shared<SaidPart>], new: &[Shared<SaidPart>], by: usize) {
        let taken: BTreeSet<usize> = self.partner.iter().flatten().copied().collect();
        let mut free: Vec<usize> = (0..old.len()).filter(|at| !taken.contains(at)).collect();
        for (partner, row) in self.partner.iter_mut().zip(new).filter(|(one, _)| one.is_none()) {
            // A row that was renamed stands where it stood; the nearest few are looked at.
            let near = free.iter().take(NEAR).position(|one| is_renamed(&old[*one], row, by));
            *partner = near.map(|near| free.remove(near));
        }
    }
}

/// Tells whether a row is another one with its name corrected.
fn is_renamed(old: &SaidPart, new: &SaidPart, by: usize) -> bool {
    let beside = |row: &SaidPart| -> Vec<String> {
        let cells = row.texts.iter().enumerate().filter(|(at, _)| *at != by && *at > 0);
        cells.map(|(_, text)| text.clone()).collect()
    };
    let others = beside(old);
    let telling = others.iter().any(|text| !is_figure(text));
    old.texts.len() == new.texts.len()
        && (are_alike(name(old, by), name(new, by)) || (telling && others == beside(new)))
}

/// How many rows without partner are looked at for a row that may have been renamed.
const NEAR: usize = 8;

/// Returns the text that names a row.
fn name(row: &SaidPart, by: usize) -> &str {
    row.texts
        .get(by)
        .filter(|text| !text.is_empty())
        .or(row.texts.first())
        .map_or("", String::as_str)
}

/// A table of the new paper.
struct Table<'a> {
    head: &'a SaidPart,
    by: usize,
    /// Index of its first row in the paper.
    first: usize,
}

impl Table<'_> {
    fn row(&self, old: &SaidPart, row: &SaidPart, at: usize, found: &mut Vec<Difference>) {
        if old.texts == row.texts {
            return;
        }
        let part = self.first + at;
        let named = format!("{}, dòng “{}”", self.head.at, name(old, self.by));
        if old.texts.len() != row.texts.len() {
            let (old, new) = (old.texts.join(" "), row.texts.join(" "));
            let changes = compare::text(&old, &new, &named, (part, 0));
            found.extend(changes.into_iter().map(|one| Difference { spots: Vec::new(), ..one }));
            return;
        }
        for (column, (old, new)) in old.texts.iter().zip(&row.texts).enumerate() {
            if old == new || (column == 0 && row.texts.len() > 1 && self.numbers_rows()) {
                continue;
            }
            // A line across all columns stands under no heading.
            let headed = self.head.texts.get(column).filter(|_| row.texts.len() > 1);
            let title = headed.filter(|title| !title.is_empty());
            let at = title.map_or_else(|| named.clone(), |title| format!("{named}, {title}"));
            found.extend(cell(old, new, at, (part, column)));
        }
    }

    /// Tells whether the first column numbers the rows.
    fn numbers_rows(&self) -> bool {
        let first = self.head.texts.first().map(|title| title.to_lowercase());
        first.is_some_and(|title| ["tt", "stt", "số tt", "số thứ tự"].contains(&title.trim()))
    }

    fn added(&self, row: &SaidPart, at: usize) -> Difference {
        let part = self.first + at;
        let texts = row.texts.iter().enumerate();
        let spots = texts.map(|(text, said)| Spot { part, text, words: 0..split(said).len() });
        let (at, new, spots) = (self.head.at.clone(), self.shown(row), spots.collect());
        Difference { at, new, spots, noun: "dòng ", ..Difference::default() }
    }

    /// Tells that a row is gone; `next` is the index of the row that stands behind its place now.
    fn removed(&self, row: &SaidPart, next: Option<usize>) -> Difference {
        let (at, old) = (self.head.at.clone(), self.shown(row));
        let spots = next.map(|next| Spot::before(self.first + next)).into_iter().collect();
        Difference { at, old, noun: "dòng ", spots, ..Difference::default() }
    }

    /// Shows a row in a line, without its number.
    fn shown(&self, row: &SaidPart) -> String {
        let numbers = row.kind == PartKind::Row && row.texts.len() > 1 && self.numbers_rows();
        let texts = row.texts.iter().skip(usize::from(numbers)).filter(|text| !text.is_empty());
        texts.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Up to this number of words, a cell is told as a whole.
const SHORT: usize = 6;

fn cell(old: &str, new: &str, at: String, spot: (usize, usize)) -> Vec<Difference> {
    let count = split(new).len();
    if count.max(split(old).len()) > SHORT {
        return compare::text(old, new, &at, spot);
    }
    let spots = vec![Spot { part: spot.0, text: spot.1, words: 0..count }];
    let (old, new) = (old.to_owned(), new.to_owned());
    vec![Difference { at, old, new, spots, ..Difference::default() }]
}
