//! A table of products while it is read: where each value stands, also where a row only says `nt`.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Value, Worksheet};

use super::dossier;
use super::kinds::LegalFormCache;
use super::rows::sections::ListTools;
use super::rows::stack::Stack;
use crate::finding::{CellRef, Place};
use crate::forms::Sourced;
use crate::forms::heading::{ListField, ListHeader, shown};
use crate::forms::value;

/// The longest sign that repeats the row above.
const LONGEST: usize = 20;

/// A table, with what holds for the row that is read.
pub(super) struct ListTable<'a, 'r> {
    pub(super) sheet: &'a Worksheet,
    pub(super) header: &'a ListHeader,
    pub(super) desk: ListTools<'a, 'r>,
    pub(super) stack: Stack,
    /// What the headings of groups give, so that a row without it is told.
    pub(super) supplied: Vec<ListField>,
    /// Whether what stands above sets is taken for a set.
    pub(super) set_above: bool,
    /// Why every product of the table must wait.
    pub(super) doubt: Option<String>,
    /// A heading over numbers that may be the score.
    pub(super) perhaps: Option<Sourced<String>>,
    pub(super) forms: LegalFormCache,
    pub(super) dossiers: dossier::DossierReader<'a>,
    /// Texts that withdraw a product, or do not: a list says the same of most.
    pub(super) withdrawing: BTreeMap<&'a str, bool>,
    /// The rows of products so far.
    pub(super) products: Vec<u32>,
    /// By column: at which product a repeating sign stood last, and what it repeated.
    repeated: BTreeMap<u32, (usize, Option<CellRef>)>,
}

impl<'a, 'r> ListTable<'a, 'r> {
    pub(super) fn new(
        sheet: &'a Worksheet,
        header: &'a ListHeader,
        desk: ListTools<'a, 'r>,
        stack: Stack,
        supplied: Vec<ListField>,
    ) -> Self {
        Self {
            sheet,
            header,
            desk,
            stack,
            supplied,
            set_above: false,
            doubt: doubt(header),
            perhaps: perhaps(sheet, header),
            forms: LegalFormCache::default(),
            dossiers: dossier::DossierReader::new(sheet, desk.words),
            withdrawing: BTreeMap::new(),
            products: Vec::new(),
            repeated: BTreeMap::new(),
        }
    }

    /// Where the value of a field stands for this row: its own cell, or for `nt` the one above;
    /// `Err` with the cell when there is nothing above.
    pub(super) fn locate(
        &mut self,
        field: ListField,
        row: u32,
    ) -> Option<Result<CellRef, CellRef>> {
        let column = self.header.column(field)?;
        let at = CellRef::new(row, column);
        if !self.repeats(at) {
            return Some(Ok(at));
        }
        let above = self.above(column);
        Some(above.ok_or(at))
    }

    /// Whether the cell only says that the one above holds here too.
    fn repeats(&self, at: CellRef) -> bool {
        let text = value::cell(self.sheet, at).and_then(|(_, cell)| cell.text());
        let signs = &self.desk.words.rows.ditto;
        let same = |text: &str| {
            signs
                .iter()
                .any(|sign| sign.len() == text.len() && sign.to_lowercase() == text.to_lowercase())
        };
        text.is_some_and(|text| text.len() <= LONGEST && same(text))
    }

    /// The last value of a column above the row that is read.
    fn above(&mut self, column: u32) -> Option<CellRef> {
        let last = self.products.len().checked_sub(1)?;
        let mut found = None;
        for index in (0..=last).rev() {
            let at = CellRef::new(self.products[index], column);
            if !self.repeats(at) {
                found = value::cell(self.sheet, at).map(|_| at);
                break;
            }
            if let Some((known, origin)) = self.repeated.get(&column)
                && *known == index
            {
                found = *origin;
                break;
            }
        }
        self.repeated.insert(column, (last + 1, found));
        found
    }
}

/// Why products under such a header must wait.
fn doubt(header: &ListHeader) -> Option<String> {
    let undecided = header.undecided.iter().find(|field| **field != ListField::Star)?;
    Some(format!("danh sách có hai cột đều có thể là “{}”", undecided.name()))
}

/// The first heading that nobody understands over numbers that can be points, where no column holds
/// the score.
fn perhaps(sheet: &Worksheet, header: &ListHeader) -> Option<Sourced<String>> {
    let scored = ListField::PARTS
        .into_iter()
        .chain([ListField::Total])
        .any(|field| header.column(field).is_some());
    if scored {
        return None;
    }
    let rows: Vec<u32> = sheet
        .rows()
        .skip_while(|row| *row < header.body)
        .take_while(|row| *row < header.end)
        .take(30)
        .collect();
    let is_points = |cell: &Cell| match &cell.value {
        Value::Number(points) => {
            (1..=100).contains(&u32::try_from(points.trunc().mantissa()).unwrap_or(0))
        }
        _ => false,
    };
    let column = header.others.iter().find(|column| {
        let cells: Vec<&Cell> =
            rows.iter().filter_map(|row| sheet.cell(CellRef::new(*row, column.index))).collect();
        cells.iter().filter(|cell| is_points(cell)).count() * 2 > cells.len().max(1)
    })?;
    let place: Place = sheet.place(column.heading);
    Some(Sourced { value: shown(sheet, column.heading), place })
}
