//! A sheet while it is being read: keeps what lies within the bounds and remembers that something
//! lay outside.

mod notes;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::notes::TextNote;
pub(crate) use self::run::TextRun;
use crate::limits::{Allowance, COLUMNS, ROWS};
use crate::place::{CellRef, Place};
use crate::refusal::Refusal;
use crate::remark::{Noticed, Remark};
use crate::workbook::{Cell, Hidden, Merge, Value, Worksheet};

/// A sheet that the readers fill cell by cell, in any order.
#[derive(Debug)]
pub(crate) struct WorksheetBuilder {
    place: Place,
    cells: Vec<(CellRef, Cell)>,
    merges: Vec<Merge>,
    /// What is hidden; the readers set it.
    pub(crate) hidden: Hidden,
    /// What was noticed about the text of cells.
    notes: BTreeMap<CellRef, TextNote>,
    /// Cells of whose text a part is struck through.
    struck_in_part: BTreeSet<CellRef>,
    /// How many cells lie too far out, and the first of them.
    far: Option<(u64, CellRef)>,
}

impl WorksheetBuilder {
    /// An empty sheet.
    pub(crate) fn new(place: Place) -> Self {
        Self {
            place,
            cells: Vec::new(),
            merges: Vec::new(),
            hidden: Hidden::default(),
            notes: BTreeMap::new(),
            struck_in_part: BTreeSet::new(),
            far: None,
        }
    }

    /// Puts a cell at one place.
    pub(crate) fn put(
        &mut self,
        at: CellRef,
        cell: Cell,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        if at.row >= ROWS || at.column >= COLUMNS {
            self.note_far(at, 1);
            return Ok(());
        }
        allowance.spend_cell(text_bytes(&cell))?;
        self.cells.push((at, cell));
        Ok(())
    }

    /// Puts text as it stands in the file at one place, read as it was meant; text of nothing but
    /// spaces is no cell.
    pub(crate) fn put_text(
        &mut self,
        at: CellRef,
        runs: &[TextRun<'_>],
        formula: bool,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        let (text, note) = notes::read_runs(runs);
        if text.is_empty() {
            return Ok(());
        }
        self.note(at, note, allowance)?;
        let struck = runs.iter().any(|run| run.struck && run.has_words());
        let whole = struck && runs.iter().all(|run| run.struck || !run.has_words());
        if struck && !whole {
            self.strike_in_part(at);
        }
        self.put(at, Cell::new(Value::Text(text), formula).struck(whole), allowance)
    }

    /// Notes that a part of the text of a cell is struck through.
    pub(crate) fn strike_in_part(&mut self, at: CellRef) {
        if at.row < ROWS && at.column < COLUMNS {
            self.struck_in_part.insert(at);
        }
    }

    /// Keeps what was noticed about the text of a cell.
    fn note(
        &mut self,
        at: CellRef,
        note: Option<TextNote>,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        if let Some(note) = note
            && at.row < ROWS
            && at.column < COLUMNS
        {
            allowance.spend_text(note.size())?;
            self.notes.insert(at, note);
        }
        Ok(())
    }

    /// Puts the same cell, its text as it stands in the file, all over a rectangle, without ever
    /// walking over the part of it that lies too far out.
    pub(crate) fn put_all(
        &mut self,
        rows: Range<u32>,
        columns: Range<u32>,
        cell: &Cell,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        let size =
            |rows: &Range<u32>, columns: &Range<u32>| rows.len() as u64 * columns.len() as u64;
        let (near_rows, near_columns) =
            (rows.start..rows.end.min(ROWS), columns.start..columns.end.min(COLUMNS));
        let far = size(&rows, &columns) - size(&near_rows, &near_columns);
        for row in near_rows {
            for column in near_columns.clone() {
                let at = CellRef::new(row, column);
                match &cell.value {
                    Value::Text(raw) => {
                        let run = TextRun { struck: cell.struck, ..TextRun::plain(raw) };
                        self.put_text(at, &[run], cell.formula, allowance)?;
                    }
                    _ => self.put(at, cell.clone(), allowance)?,
                }
            }
        }
        if far > 0 {
            let column =
                if columns.end > COLUMNS { columns.start.max(COLUMNS) } else { columns.start };
            let row = if columns.end > COLUMNS { rows.start } else { rows.start.max(ROWS) };
            self.note_far(CellRef::new(row, column), far);
        }
        Ok(())
    }

    /// Adds a merged region; one that starts too far out is of no use to anybody.
    pub(crate) fn merge(&mut self, merge: Merge, allowance: &Allowance) -> Result<(), Refusal> {
        if merge.first.row < ROWS && merge.first.column < COLUMNS {
            allowance.spend_cell(0)?;
            self.merges.push(merge);
        }
        Ok(())
    }

    /// The finished sheet, and what was noticed about it, in no order of meaning.
    pub(crate) fn finish(mut self) -> (Worksheet, Vec<Remark>) {
        notes::read_like_the_others(&mut self.cells, &mut self.notes);
        let sheet = Worksheet::new(self.place, self.cells, self.merges, self.hidden);
        let far = self.far.map(|(count, first)| (first, Noticed::FarCells { count }));
        let notes = self.notes.into_iter().filter_map(|(at, note)| Some((at, note.noticed()?)));
        let hidden = sheet.hidden().among(sheet.cells().map(|(at, _)| at));
        let struck = self.struck_in_part.into_iter().map(|at| {
            let shown = sheet.cell(at).map(Cell::shown).unwrap_or_default();
            (at, Noticed::StruckInPart { shown })
        });
        let noticed = far
            .into_iter()
            .chain(notes)
            .chain(hidden.map(|(at, cells)| (at, Noticed::Hidden(cells))));
        let remark = |(at, noticed)| Remark { place: sheet.place(at), noticed };
        let remarks = noticed.chain(struck).map(remark).collect();
        (sheet, remarks)
    }

    fn note_far(&mut self, at: CellRef, count: u64) {
        let (total, first) = self.far.unwrap_or((0, at));
        self.far = Some((total.saturating_add(count), first.min(at)));
    }
}

/// Bytes of text that keeping the cell costs.
fn text_bytes(cell: &Cell) -> usize {
    match &cell.value {
        Value::Text(text) | Value::Error(text) => text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::WorksheetBuilder;
    use crate::limits::{Allowance, COLUMNS, ROWS};
    use crate::place::{CellRef, Place};
    use crate::remark::Noticed;
    use crate::workbook::{Cell, Value};

    #[test]
    fn a_far_cell_is_reported_once_and_not_kept() {
        let (mut builder, allowance) =
            (WorksheetBuilder::new(Place::file("a").sheet("S")), Allowance::default());
        let cell = Cell::typed(Value::Bool(true));
        for at in [
            CellRef::new(1_048_575, 16_383),
            CellRef::new(0, COLUMNS),
            CellRef::new(ROWS - 1, COLUMNS - 1),
        ] {
            builder.put(at, cell.clone(), &allowance).expect("there is room");
        }
        builder.put_all(ROWS - 1..1_048_576, 0..2, &cell, &allowance).expect("there is room");
        let (sheet, remarks) = builder.finish();
        assert_eq!(sheet.row(ROWS - 1).count(), 3);
        let told: Vec<_> =
            remarks.into_iter().map(|remark| (remark.place.to_string(), remark.noticed)).collect();
        assert_eq!(told, [("a · S!GS1".to_owned(), Noticed::FarCells { count: 1_997_154 })]);
    }

    #[test]
    fn a_cell_repeated_a_billion_times_is_counted_and_not_walked() {
        let (mut builder, allowance) =
            (WorksheetBuilder::new(Place::file("a").sheet("S")), Allowance::default());
        let cell = Cell::typed(Value::Bool(true));
        builder.put_all(0..1, 0..u32::MAX, &cell, &allowance).expect("there is room");
        builder.put_all(ROWS..u32::MAX, 0..u32::MAX, &cell, &allowance).expect("nothing is kept");
        assert_eq!(builder.finish().0.row(0).count(), 200);
    }
}
