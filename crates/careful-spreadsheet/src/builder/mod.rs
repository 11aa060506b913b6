//! A worksheet while it is read: keeps the cells within the limits, and remembers that cells lay
//! outside.

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

/// A worksheet that the readers build cell by cell, in any order.
#[derive(Debug)]
pub(crate) struct WorksheetBuilder {
    place: Place,
    cells: Vec<(CellRef, Cell)>,
    merges: Vec<Merge>,
    /// The hidden rows and columns; the readers set them.
    pub(crate) hidden: Hidden,
    /// Notes about the text of cells.
    notes: BTreeMap<CellRef, TextNote>,
    /// Cells whose text is struck through in part.
    struck_in_part: BTreeSet<CellRef>,
    /// The number of cells outside the limits, and the first of them.
    far: Option<(u64, CellRef)>,
}

impl WorksheetBuilder {
    /// Starts an empty worksheet at this place.
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

    /// Adds a cell. A cell outside [`ROWS`] and [`COLUMNS`] is only counted.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] when the allowance does not suffice.
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

    /// Adds a cell of text, given as it stands in the file; old encodings are read as they were
    /// meant. Text of nothing but spaces makes no cell.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] when the allowance does not suffice.
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

    /// Notes that the text of a cell is struck through in part.
    pub(crate) fn strike_in_part(&mut self, at: CellRef) {
        if at.row < ROWS && at.column < COLUMNS {
            self.struck_in_part.insert(at);
        }
    }

    /// Keeps a note about the text of a cell.
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

    /// Adds the same cell at every position of a rectangle; its text is given as it stands in the
    /// file. Positions outside the limits are counted without visiting them.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] when the allowance does not suffice.
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

    /// Adds a merged region; one that starts outside the limits is dropped.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] when the allowance does not suffice.
    pub(crate) fn merge(&mut self, merge: Merge, allowance: &Allowance) -> Result<(), Refusal> {
        if merge.first.row < ROWS && merge.first.column < COLUMNS {
            allowance.spend_cell(0)?;
            self.merges.push(merge);
        }
        Ok(())
    }

    /// Returns the finished worksheet and the remarks about it, in no particular order.
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

    /// Adds `count` to the number of cells outside the limits. `at` is the first of these cells;
    /// the first of all calls, by row and then column, is kept.
    fn note_far(&mut self, at: CellRef, count: u64) {
        let (total, first) = self.far.unwrap_or((0, at));
        self.far = Some((total.saturating_add(count), first.min(at)));
    }
}

/// Returns the bytes of text that the cell keeps.
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
