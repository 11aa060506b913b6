//! Sheets for the tests of this desk, typed as rows of text.

use careful_spreadsheet::{Cell, Merge, Value, Workbook, Worksheet};

use crate::criteria::RoundActs;
use crate::finding::{CellRef, Findings, Place};
use crate::forms::{FormWords, Forms};
use crate::round::Round;
use crate::templates::Templates;

/// The round of the sample data.
pub(super) fn sample_round() -> Round {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs"));
    crate::round::read_round(folder).0.expect("the sample round is sound")
}

/// The acts of the sample round.
pub(super) fn sample_acts() -> RoundActs {
    let criteria = crate::criteria::load(&embedded()).expect("they are embedded").0;
    crate::criteria::choose(&criteria, &sample_round()).0.expect("an act is in force")
}

/// The templates of the program alone.
fn embedded() -> Templates {
    Templates::new(std::path::Path::new("no/such/folder")).expect("no folder is no fault")
}

/// A cell as typed: a number where it looks like one, `'72` as text, `=72.5` as a formula with that
/// value, `=?` as one that was never calculated, `#REF!` as an error; nothing where it is empty.
pub(super) fn cell(typed: &str) -> Option<Cell> {
    if typed.is_empty() {
        return None;
    }
    if let Some(text) = typed.strip_prefix('\'') {
        return Some(Cell::typed(Value::Text(text.into())));
    }
    let (formula, rest) = typed.strip_prefix('=').map_or((false, typed), |rest| (true, rest));
    let value = match rest {
        "?" => Value::NotCalculated,
        _ if rest.starts_with('#') => Value::Error(rest.into()),
        _ => rest.parse().map_or_else(|_| Value::Text(rest.into()), Value::Number),
    };
    Some(Cell::new(value, formula))
}

/// A sheet of these rows from `A1` on, with merged regions such as `D3:D5`.
pub(super) fn sheet(rows: &[&[&str]], merges: &[&str]) -> Worksheet {
    named_sheet("a.xlsx", "S", rows, merges)
}

/// As [`sheet`], of this file and name.
pub(super) fn named_sheet(file: &str, name: &str, rows: &[&[&str]], merges: &[&str]) -> Worksheet {
    let cells = (0..).zip(rows).flat_map(|(row, cells)| {
        (0..)
            .zip(*cells)
            .filter_map(move |(column, typed)| Some((CellRef::new(row, column), cell(typed)?)))
    });
    let merges = merges.iter().map(|merge| {
        let (first, last) = merge.split_once(':').expect("a test writes sound regions");
        Merge { first: at(first), last: at(last) }
    });
    Worksheet::from_cells(Place::file(file).sheet(name), cells, merges)
}

/// The cell of this name, `D14`.
pub(super) fn at(name: &str) -> CellRef {
    let (letter, row) = name.split_at(1);
    let column = u32::from(letter.as_bytes()[0] - b'A');
    CellRef::new(row.parse::<u32>().expect("a test writes sound names") - 1, column)
}

/// What is read from one sheet, in the sample round.
pub(super) fn read(sheet: Worksheet) -> (Forms, Findings) {
    read_in(&sample_round(), sheet)
}

/// What is read from one sheet, in this round.
pub(super) fn read_in(round: &Round, sheet: Worksheet) -> (Forms, Findings) {
    let place = Place::file(&sheet.place.file);
    super::read_forms(
        round,
        &sample_acts(),
        &FormWords::embedded(),
        &[Workbook::of_sheets(place, vec![sheet])],
    )
}

/// Codes and cells of the findings, in order: `E205 D14`.
pub(super) fn told(findings: &Findings) -> Vec<String> {
    let mut findings = findings.clone();
    findings.sort();
    let cell = |place: &Place| place.cell.map(|cell| format!(" {cell}")).unwrap_or_default();
    findings
        .iter()
        .map(|finding| format!("{}{}", finding.code.id(), cell(&finding.place)))
        .collect()
}
