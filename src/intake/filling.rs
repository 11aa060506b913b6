//! A sheet while it is being read: keeps what lies within the bounds and remembers that something lay outside.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cell::{Cell, Value};
use super::hidden;
use super::legacy::Font;
use super::limits::{Allowance, COLUMNS, ROWS};
use super::notes::{self, Note};
use super::refusal::Refusal;
use super::sheet::{Hidden, Merge, Sheet};
use crate::finding::{CellRef, Code, Finding, Findings, Place};

/// Cells of one sheet that are told of one by one when a part of their text is struck through.
const TOLD: usize = 50;

/// A stretch of the text of a cell, as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'t> {
    pub(super) text: &'t str,
    /// The font it was typed in.
    pub(super) font: Font,
    /// Whether it is struck through.
    pub(super) struck: bool,
}

impl<'t> Run<'t> {
    /// Text of which nothing more is known.
    pub(super) fn plain(text: &'t str) -> Self {
        Self { text, font: Font::Other, struck: false }
    }

    /// Whether there is more to it than spaces and punctuation.
    fn has_words(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// A sheet that the readers fill cell by cell, in any order.
#[derive(Debug)]
pub(super) struct Filling {
    place: Place,
    cells: Vec<(CellRef, Cell)>,
    merges: Vec<Merge>,
    /// What is hidden; the readers set it.
    pub(super) hidden: Hidden,
    /// What was noticed about the text of cells.
    notes: BTreeMap<CellRef, Note>,
    /// Cells of whose text a part is struck through.
    struck_in_part: BTreeSet<CellRef>,
    /// How many cells lie too far out, and the first of them.
    far: Option<(u64, CellRef)>,
}

impl Filling {
    /// An empty sheet.
    pub(super) fn new(place: Place) -> Self {
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
    pub(super) fn put(&mut self, at: CellRef, cell: Cell, allowance: &Allowance) -> Result<(), Refusal> {
        if at.row >= ROWS || at.column >= COLUMNS {
            self.note_far(at, 1);
            return Ok(());
        }
        allowance.spend_cell(text_bytes(&cell))?;
        self.cells.push((at, cell));
        Ok(())
    }

    /// Puts text as it stands in the file at one place, read as it was meant; text of nothing but spaces is no cell.
    pub(super) fn put_text(
        &mut self,
        at: CellRef,
        runs: &[Run<'_>],
        formula: bool,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        let (text, note) = notes::read(runs);
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
    pub(super) fn strike_in_part(&mut self, at: CellRef) {
        if at.row < ROWS && at.column < COLUMNS {
            self.struck_in_part.insert(at);
        }
    }

    /// Keeps what was noticed about the text of a cell.
    fn note(&mut self, at: CellRef, note: Option<Note>, allowance: &Allowance) -> Result<(), Refusal> {
        if let Some(note) = note
            && at.row < ROWS
            && at.column < COLUMNS
        {
            allowance.spend_text(note.size())?;
            self.notes.insert(at, note);
        }
        Ok(())
    }

    /// Puts the same cell, its text as it stands in the file, all over a rectangle, without ever walking over the part of it that
    /// lies too far out.
    pub(super) fn put_all(
        &mut self,
        rows: Range<u32>,
        columns: Range<u32>,
        cell: &Cell,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        let size = |rows: &Range<u32>, columns: &Range<u32>| rows.len() as u64 * columns.len() as u64;
        let (near_rows, near_columns) = (rows.start..rows.end.min(ROWS), columns.start..columns.end.min(COLUMNS));
        let far = size(&rows, &columns) - size(&near_rows, &near_columns);
        for row in near_rows {
            for column in near_columns.clone() {
                let at = CellRef::new(row, column);
                match &cell.value {
                    Value::Text(raw) => {
                        let run = Run { struck: cell.struck, ..Run::plain(raw) };
                        self.put_text(at, &[run], cell.formula, allowance)?;
                    }
                    _ => self.put(at, cell.clone(), allowance)?,
                }
            }
        }
        if far > 0 {
            let column = if columns.end > COLUMNS { columns.start.max(COLUMNS) } else { columns.start };
            let row = if columns.end > COLUMNS { rows.start } else { rows.start.max(ROWS) };
            self.note_far(CellRef::new(row, column), far);
        }
        Ok(())
    }

    /// Adds a merged region; one that starts too far out is of no use to anybody.
    pub(super) fn merge(&mut self, merge: Merge, allowance: &Allowance) -> Result<(), Refusal> {
        if merge.first.row < ROWS && merge.first.column < COLUMNS {
            allowance.spend_cell(0)?;
            self.merges.push(merge);
        }
        Ok(())
    }

    /// The finished sheet, and what there is to say about it.
    pub(super) fn finish(mut self, findings: &mut Findings) -> Sheet {
        if let Some((count, first)) = self.far {
            let message = format!("Có {count} ô nằm quá xa bảng nên không được đọc, ô đầu tiên là {first}.");
            let finding = Finding::new(Code::CellTooFar, self.place.cell(first), message)
                .allowed(format!("{ROWS} dòng và {COLUMNS} cột đầu của trang tính"))
                .remedy("Xóa các dòng, cột thừa ở cuối trang tính nếu chúng không chứa số liệu cần dùng.");
            findings.push(finding);
        }
        notes::read_like_the_others(&mut self.cells, &mut self.notes);
        notes::tell(&self.place, &self.notes, findings);
        let sheet = Sheet::new(self.place, self.cells, self.merges, self.hidden);
        findings.extend(hidden::finding(&sheet));
        tell_struck_in_part(&sheet, &self.struck_in_part, findings);
        sheet
    }

    fn note_far(&mut self, at: CellRef, count: u64) {
        let (total, first) = self.far.unwrap_or((0, at));
        self.far = Some((total.saturating_add(count), first.min(at)));
    }
}

/// The findings about cells of whose text a part is struck through: the first ones, then how many more.
fn tell_struck_in_part(sheet: &Sheet, cells: &BTreeSet<CellRef>, findings: &mut Findings) {
    let remedy = "Xóa hẳn phần bị gạch nếu đã bỏ, hoặc bỏ gạch ngang nếu vẫn dùng, rồi lưu lại.";
    for &at in cells.iter().take(TOLD) {
        let message = "Một phần chữ trong ô bị gạch ngang; ô được đọc cả phần bị gạch.";
        let finding = Finding::new(Code::TextStruckInPart, sheet.place(at), message).remedy(remedy);
        findings.push(finding.found(sheet.cell(at).map(Cell::shown).unwrap_or_default()));
    }
    if cells.len() > TOLD {
        let message =
            format!("Trang tính còn {} ô khác có một phần chữ bị gạch ngang, không liệt kê hết.", cells.len() - TOLD);
        findings.push(Finding::new(Code::TextStruckInPart, sheet.place.clone(), message).remedy(remedy));
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
    use super::Filling;
    use crate::finding::{CellRef, Findings, Place};
    use crate::intake::limits::{Allowance, COLUMNS, ROWS};
    use crate::intake::{Cell, Value};

    #[test]
    fn a_far_cell_is_reported_once_and_not_kept() {
        let (mut filling, allowance) = (Filling::new(Place::file("a").sheet("S")), Allowance::default());
        let cell = Cell::typed(Value::Bool(true));
        for at in [CellRef::new(1_048_575, 16_383), CellRef::new(0, COLUMNS), CellRef::new(ROWS - 1, COLUMNS - 1)] {
            filling.put(at, cell.clone(), &allowance).expect("there is room");
        }
        filling.put_all(ROWS - 1..1_048_576, 0..2, &cell, &allowance).expect("there is room");
        let mut findings = Findings::default();
        let sheet = filling.finish(&mut findings);
        assert_eq!(sheet.row(ROWS - 1).count(), 3);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["Có 1997154 ô nằm quá xa bảng nên không được đọc, ô đầu tiên là GS1."]);
    }

    #[test]
    fn a_cell_repeated_a_billion_times_is_counted_and_not_walked() {
        let (mut filling, allowance) = (Filling::new(Place::file("a").sheet("S")), Allowance::default());
        let cell = Cell::typed(Value::Bool(true));
        filling.put_all(0..1, 0..u32::MAX, &cell, &allowance).expect("there is room");
        filling.put_all(ROWS..u32::MAX, 0..u32::MAX, &cell, &allowance).expect("nothing is kept");
        assert_eq!(filling.finish(&mut Findings::default()).row(0).count(), 200);
    }
}
