//! Reads the list of a unit that came back on the form of the office: by its keys, whatever its
//! headings have become. What a cell means is read as in any other list.
//!
//! The three sheets are tied by the number that stands in each row, which moves with the row when
//! people sort it.

mod columns;
mod form;
mod head;
pub(super) mod keyed;
mod outside;
mod rows;
mod score;
mod tie;
mod told;

use careful_spreadsheet::Worksheet;

pub use self::form::{
    ITEM_WORDS, ListChoice, ListForm, ListFormColumn, ListFormSheet, ListValue, REGISTRATION_WORDS,
    ROWS, SAMPLES_KEY, WantedWhen, item_key,
};
use self::keyed::KeyedTable;
use self::outside::Strays;
use self::rows::RowReader;
use self::tie::TiedSheet;
use super::KnownForm;
use super::keys::{list_row, table};
use crate::criteria::RoundActs;
use crate::finding::Findings;
use crate::forms::heading::ListField;
use crate::forms::submission::{ListTools, Submission, known_columns};
use crate::forms::{SheetReading, TableReading, TakenFor};
use crate::round::Round;

/// What the reader of our lists needs to know of a round.
#[derive(Clone, Copy)]
pub(in crate::forms) struct ListDesk<'a, 'r> {
    pub(in crate::forms) round: &'a Round,
    pub(in crate::forms) acts: &'a RoundActs,
    pub(in crate::forms) tools: ListTools<'a, 'r>,
}

/// What was read from a list on our form.
pub(in crate::forms) struct IssuedList<'s> {
    /// Its products.
    pub(in crate::forms) submission: Submission,
    /// How its sheets were read.
    pub(in crate::forms) readings: Vec<SheetReading>,
    /// The sheets that are none of the form's; people added them.
    pub(in crate::forms) others: Vec<&'s Worksheet>,
}

/// The sheets of a list, by their keys.
struct ListSheets<'a> {
    list: KeyedTable<'a>,
    dossiers: Option<KeyedTable<'a>>,
    owners: Option<KeyedTable<'a>>,
}

/// Reads a list that came back from these sheets of its workbook. `None` where no sheet has the keys
/// of its products: then it is a list like any other.
pub(in crate::forms) fn read<'s>(
    desk: ListDesk<'_, '_>,
    form: &KnownForm<'_>,
    workbook: &[&'s Worksheet],
    findings: &mut Findings,
) -> Option<IssuedList<'s>> {
    let sheets = ListSheets::of(workbook, findings)?;
    let missing = columns::check(desk, form, &sheets, findings);
    let district = head::unit(desk, form, &sheets.list, findings);
    let mut strays = Strays::default();
    let letter = head::letter(&sheets.list, &mut strays, findings);
    let [shown, header, items, contacts] = [
        sheets.list.header(|_| true),
        sheets.list.header(|field| !matches!(field, ListField::Total | ListField::Star)),
        header_of(sheets.dossiers.as_ref(), |field| matches!(field, ListField::Item(_))),
        header_of(sheets.owners.as_ref(), |field| {
            matches!(field, ListField::Representative | ListField::Phone | ListField::TaxCode)
        }),
    ];
    let tied = |table, header| TiedSheet::new(desk.tools, table, header);
    let mut reader = RowReader::new(desk, &sheets.list, &header, &missing);
    reader.dossiers = sheets.dossiers.as_ref().map(|table| tied(table, &items));
    reader.owners = sheets.owners.as_ref().map(|table| tied(table, &contacts));
    let rows = reader.read(&mut strays, findings);
    for table in sheets.all() {
        let is_list = table.sheet.place == sheets.list.sheet.place;
        strays.take(table.sheet, table.outside(|row| is_list && rows.read.contains(&row)));
    }
    findings.extend(strays.told());
    let of = district.map(|index| desk.round.districts[index].name.clone());
    let readings = sheets.all().map(|table| {
        let is_list = table.sheet.place == sheets.list.sheet.place;
        let of_table = table.header(|_| true);
        let columns =
            known_columns(desk.tools, table.sheet, if is_list { &shown } else { &of_table });
        let (rows, marks, skipped) = if is_list {
            (rows.count, rows.scored, rows.skipped.clone())
        } else {
            (0, 0, Vec::new())
        };
        let place = table.sheet.place.clone();
        let first = columns.first().map_or_else(|| place.clone(), |column| column.place.clone());
        let table = TableReading { place: first, of: of.clone(), columns, rows, marks };
        let taken_for = if is_list { TakenFor::List } else { TakenFor::OwnSheet };
        SheetReading { place, taken_for, tables: vec![table], skipped }
    });
    let mut readings: Vec<SheetReading> = readings.collect();
    let mut others = Vec::new();
    for sheet in workbook.iter().copied() {
        if sheets.is_copy(sheet) || is_own(sheet) {
            readings.push(SheetReading::of_own(&sheet.place));
        } else if sheets.all().all(|table| table.sheet.place != sheet.place) {
            others.push(sheet);
        }
    }
    let submission = Submission {
        district,
        place: sheets.list.sheet.place.clone(),
        letter,
        stated: head::stated(&sheets.list, rows.count, rows.withdrawn.len()),
        stated_owners: Vec::new(),
        rows: rows.count,
        entries: rows.entries,
        withdrawn: rows.withdrawn,
    };
    Some(IssuedList { submission, readings, others })
}

impl<'a> ListSheets<'a> {
    /// Finds the sheets of a list by their keys; of copies of a sheet the first. The others are
    /// told. `None` where no sheet has the keys of the products.
    fn of(workbook: &[&'a Worksheet], findings: &mut Findings) -> Option<Self> {
        let [list, dossiers, owners] = TABLES.map(|name| {
            let mut tables = workbook.iter().filter_map(|sheet| KeyedTable::of(sheet, name));
            let first = tables.next()?;
            findings.extend(tables.map(|copy| told::sheet_twice(copy.sheet, first.sheet)));
            Some(first)
        });
        let list = list.filter(|list| list.column(ListField::Product.key()).is_some())?;
        Some(Self { list, dossiers, owners })
    }

    /// All sheets that the list has.
    fn all(&self) -> impl Iterator<Item = &KeyedTable<'a>> {
        [Some(&self.list), self.dossiers.as_ref(), self.owners.as_ref()].into_iter().flatten()
    }

    /// Whether a sheet has the keys of a table and is not the one that is read.
    fn is_copy(&self, sheet: &Worksheet) -> bool {
        TABLES.iter().any(|name| KeyedTable::of(sheet, name).is_some())
            && self.all().all(|table| table.sheet.place != sheet.place)
    }
}

/// The tables of a list.
const TABLES: [&str; 3] = [table::LIST, table::DOSSIERS, table::OWNERS];

/// The header of a table with some of its fields; none where the table is missing.
fn header_of(
    table: Option<&KeyedTable<'_>>,
    with: impl Fn(ListField) -> bool,
) -> crate::forms::heading::ListHeader {
    table.map(|table| table.header(with)).unwrap_or_default()
}

/// Whether a sheet is one of the form without a table: the guide.
fn is_own(sheet: &Worksheet) -> bool {
    let guide = |cell: &careful_spreadsheet::Cell| cell.text() == Some(list_row::GUIDE);
    sheet.is_empty()
        || sheet.rows().next().is_some_and(|row| sheet.row(row).any(|(_, cell)| guide(cell)))
}
