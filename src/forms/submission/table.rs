//! A list while it is read: where each value stands, also where a row only says `nt` (as above).

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

/// Bytes of the longest sign that repeats the row above.
const LONGEST: usize = 20;

/// A district's list while it is read, with what holds for the row that is read.
pub(super) struct ListTable<'a, 'r> {
    pub(super) sheet: &'a Worksheet,
    pub(super) header: &'a ListHeader,
    pub(super) tools: ListTools<'a, 'r>,
    /// The headings of sections in force for the row that is read.
    pub(super) stack: Stack,
    /// The fields that headings of sections give; a row above which none gives them is told.
    pub(super) supplied: Vec<ListField>,
    /// Whether the group above product sets counts as a set.
    pub(super) set_above: bool,
    /// Why every product of the list must wait (Vietnamese, a clause).
    pub(super) doubt: Option<String>,
    /// The heading of a column of numbers that may be the score.
    pub(super) perhaps: Option<Sourced<String>>,
    pub(super) forms: LegalFormCache<'a>,
    pub(super) dossiers: dossier::DossierReader<'a>,
    /// Whether texts withdraw a product; each text is looked up once.
    pub(super) withdrawing: BTreeMap<&'a str, bool>,
    /// The rows of products so far.
    pub(super) products: Vec<u32>,
    /// By column, the index of the last product with a repeating sign, and the cell that it
    /// repeats.
    repeated: BTreeMap<u32, (usize, Option<CellRef>)>,
}

impl<'a, 'r> ListTable<'a, 'r> {
    /// A list before its first row is read. `stack` has the headings in force above it, `supplied`
    /// the fields that headings of sections give.
    pub(super) fn new(
        sheet: &'a Worksheet,
        header: &'a ListHeader,
        tools: ListTools<'a, 'r>,
        stack: Stack,
        supplied: Vec<ListField>,
    ) -> Self {
        Self {
            sheet,
            header,
            tools,
            stack,
            supplied,
            set_above: false,
            doubt: doubt(header),
            perhaps: perhaps(sheet, header),
            forms: LegalFormCache::new(tools.owners),
            dossiers: dossier::DossierReader::new(sheet, tools.words, tools.asked),
            withdrawing: BTreeMap::new(),
            products: Vec::new(),
            repeated: BTreeMap::new(),
        }
    }

    /// The cell that holds the value of a field in this row: its own, or for `nt` the one above.
    /// `None` where the list has no column for the field.
    ///
    /// # Errors
    ///
    /// The cell that says `nt`, when nothing stands above it.
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

    /// Whether a cell says that the value above holds here too.
    fn repeats(&self, at: CellRef) -> bool {
        let text = value::cell(self.sheet, at).and_then(|(_, cell)| cell.text());
        let signs = &self.tools.words.rows.ditto;
        let same = |text: &str| {
            signs
                .iter()
                .any(|sign| sign.len() == text.len() && sign.to_lowercase() == text.to_lowercase())
        };
        text.is_some_and(|text| text.len() <= LONGEST && same(text))
    }

    /// The last cell with a value in a column, above the row that is read.
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

/// Why the products under a header must wait: two columns may hold one field.
fn doubt(header: &ListHeader) -> Option<String> {
    let undecided = header.undecided.iter().find(|field| **field != ListField::Star)?;
    Some(format!("danh sách có hai cột đều có thể là “{}”", undecided.name()))
}

/// The first unknown heading over numbers that can be points, where no column holds the score.
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
