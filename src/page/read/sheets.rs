//! The sheets of a block. Sheets that were read alike are shown once.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chips::{ColumnChip, chips};
use super::sentence::dotted;
use super::{FileReadBack, SheetReadBack};
use crate::forms::{ColumnKind, TakenFor};

/// From this number on, sheets with one product each are shown together.
const MANY: usize = 3;

/// Words for the column of marks of sheets that are shown together.
const OF_EACH: &str = "điểm của sản phẩm ở trang đó";

/// Sheets that were read alike, in one file or several.
#[derive(Debug, Serialize)]
pub(super) struct AlikeSheets<'a> {
    /// Name of the sheet, or how many sheets there are.
    name: String,
    /// What the sheets were recognised as, when it differs from the block.
    what: Option<&'static str>,
    /// How many files have such a sheet, when not all files of the block do.
    files: Option<usize>,
    /// How many criteria or products were read.
    amount: String,
    /// The columns that are read.
    read: Vec<ColumnChip>,
    /// The columns that are not read.
    unread: Vec<ColumnChip>,
    /// Each sheet with its product, when several sheets are shown together.
    each: Vec<(&'a str, String)>,
}

/// Returns the sheets of these files; sheets with the same name that were read alike are returned
/// once.
pub(super) fn alike<'a>(
    files: &[&'a FileReadBack<'a>],
    taken_for: TakenFor,
) -> Vec<AlikeSheets<'a>> {
    let mut alike: Vec<(&SheetReadBack<'a>, Vec<ColumnChip>, usize)> = Vec::new();
    let mut known: BTreeMap<(&str, TakenFor, Vec<ColumnChip>), usize> = BTreeMap::new();
    for sheet in files.iter().flat_map(|file| &file.sheets) {
        let columns: Vec<ColumnChip> = sheet.tables.iter().flat_map(chips).collect();
        let place =
            *known.entry((sheet.sheet, sheet.taken_for, columns.clone())).or_insert(alike.len());
        match alike.get_mut(place) {
            Some((_, _, count)) => *count += 1,
            None => alike.push((sheet, columns, 1)),
        }
    }
    let mut of_layouts: BTreeMap<(String, usize, Vec<ColumnChip>), Vec<usize>> = BTreeMap::new();
    for (place, (sheet, columns, count)) in alike.iter().enumerate() {
        if let Some((_, general)) = of_one_product(columns) {
            of_layouts.entry((amount(sheet), *count, general)).or_default().push(place);
        }
    }
    of_layouts.retain(|_, places| places.len() >= MANY);
    let mut told: Vec<AlikeSheets<'a>> = Vec::new();
    for (place, (sheet, columns, count)) in alike.iter().enumerate() {
        let together = of_layouts.iter().find(|(_, places)| places.contains(&place));
        let first = together.is_none_or(|(_, places)| places.first() == Some(&place));
        if !first {
            continue;
        }
        let (name, columns, each) = match together {
            Some(((_, _, general), places)) => {
                let product = |place: &usize| {
                    let (sheet, columns, _) = &alike[*place];
                    Some((sheet.sheet, of_one_product(columns)?.0))
                };
                let each = places.iter().filter_map(product).collect();
                (format!("{} trang, cùng một mẫu", places.len()), general.clone(), each)
            }
            None => (sheet.sheet.to_owned(), columns.clone(), Vec::new()),
        };
        let (unread, read) = columns.into_iter().partition(|chip| chip.kind == ColumnKind::Unread);
        let what = (sheet.taken_for != taken_for).then_some(sheet.name);
        let files = (*count != files.len()).then_some(*count);
        told.push(AlikeSheets { name, what, files, amount: amount(sheet), read, unread, each });
    }
    told
}

/// Returns the product of a sheet with only one product, and its columns without the name of that
/// product. `None` for other sheets.
fn of_one_product(columns: &[ColumnChip]) -> Option<(String, Vec<ColumnChip>)> {
    let mut marks = columns.iter().filter(|chip| chip.kind == ColumnKind::Marks);
    let (only, None) = (marks.next()?, marks.next()) else { return None };
    let product = only.role.strip_prefix("điểm của “")?.strip_suffix('”')?.to_owned();
    let general = columns.iter().cloned().map(|chip| match chip.kind {
        ColumnKind::Marks => ColumnChip { role: OF_EACH.to_owned(), ..chip },
        _ => chip,
    });
    Some((product, general.collect()))
}

/// Says how much was read: `5 sản phẩm`, `31 tiêu chí`.
fn amount(sheet: &SheetReadBack<'_>) -> String {
    let rows: Vec<String> = sheet.tables.iter().map(|table| dotted(table.rows)).collect();
    match sheet.taken_for {
        TakenFor::List => format!("{} sản phẩm", rows.join(" + ")),
        TakenFor::Ballots if sheet.tables.iter().all(|table| table.rows == 0) => {
            "chỉ có điểm phần, tổng điểm".to_owned()
        }
        TakenFor::Ballots => format!("{} tiêu chí", rows.join(" + ")),
        _ => String::new(),
    }
}
