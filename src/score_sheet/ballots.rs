//! The sheet of one session: every ballot as typed, one column for each member.

use rust_xlsxwriter::{Note, Worksheet, XlsxError};

use super::desk::ScoreSheetDesk;
use super::formula;
use super::grid::{self, FIRST_MEMBER, FIRST_ROW, Grid, INCOMPLETE, ProductBlock, SheetBallotRow};
use super::look::{self, ROW_HEIGHT, pixels};
use super::pen::{FormulaResult, SheetPen};
use crate::criteria::{PARTS, ProductSet};
use crate::finding::{CellRef, Place};
use crate::forms::{Ballot, set_key};
use crate::round::short_date;
use crate::sheet_look::literal;

/// Widths of the columns: number of the product, part, criterion, one member, scratch column.
const WIDTHS: [u16; 5] = [5, 6, 44, 10, 16];

const HEADINGS: [&str; 3] = ["TT", "Phần", "Tiêu chí"];

/// Height in points of the row of headings, and of the rows above it on the first page.
const HEAD_HEIGHT: u32 = 60;
const TITLE_HEIGHT: u32 = 4 * ROW_HEIGHT + 8;

/// Writes the sheet of one session.
pub(super) fn write(
    desk: &ScoreSheetDesk<'_>,
    grid: &Grid<'_>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let after = (FIRST_MEMBER..)
        .zip(&desk.round.council.members)
        .last()
        .map_or(FIRST_MEMBER, |(column, _)| column + 1);
    let [number, part, criterion, member, scratch] = WIDTHS;
    let width = [number, part, criterion].map(pixels).iter().sum::<u32>()
        + pixels(member) * u32::from(after - FIRST_MEMBER);
    let tallest = grid.blocks.iter().map(height).max().unwrap_or(ROW_HEIGHT);
    // The rows of a product stay on one page, unless they would be printed below 70 percent.
    let scale = look::scale(width);
    let scale =
        look::scale_to_height(TITLE_HEIGHT + HEAD_HEIGHT + tallest, scale).max(scale.min(70));
    look::page(sheet, &grid.sheet(), scale)?;
    for (column, width) in (0..).zip([number, part, criterion]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_range_width(FIRST_MEMBER, after - 1, member)?;
    sheet.set_column_width(after, scratch)?.set_column_format(after, &desk.look.scratch)?;
    let mut pen = SheetPen(sheet);
    headings(desk, grid, after, &mut pen)?;
    for block in &grid.blocks {
        write_block(desk, block, after, &mut pen)?;
    }
    let end = grid.blocks.last().map_or(FIRST_ROW, ProductBlock::total_row);
    sheet.set_print_area(0, 0, end, after - 1)?.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    sheet.set_freeze_panes(FIRST_ROW, FIRST_MEMBER)?;
    sheet.set_page_breaks(&page_breaks(grid, scale))?;
    Ok(())
}

fn headings(
    desk: &ScoreSheetDesk<'_>,
    grid: &Grid<'_>,
    after: u16,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let session = desk.round.sessions.iter().find(|session| session.number == grid.session);
    let day =
        session.map(|session| format!(", ngày {}", short_date(session.date))).unwrap_or_default();
    let title = format!("PHIẾU CHẤM ĐIỂM CỦA HỘI ĐỒNG – LẦN {}{day}", grid.session);
    pen.merged((0, 0), (0, after - 1), &title, &look.title)?;
    pen.merged((1, 0), (1, after - 1), &desk.round_line(), &look.subtitle)?;
    let how = "Điểm ghi đúng như trên phiếu; ô trống là chưa chấm, không phải 0 điểm. Dòng “Tổng \
               điểm” là công thức; chú thích ở ô tổng điểm (góc đỏ) nêu tệp, trang tính và ô của \
               phiếu.";
    pen.merged((3, 0), (3, after - 1), how, &look.remark)?;
    let row = FIRST_ROW - 1;
    pen.0.set_row_height(row, HEAD_HEIGHT)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        pen.text(row, column, heading, &look.head)?;
    }
    for (column, member) in (FIRST_MEMBER..).zip(&desk.round.council.members) {
        pen.text(row, column, &member.person.name, &look.head)?;
    }
    pen.text(row, after, "Nháp", &look.head_scratch)
}

fn write_block(
    desk: &ScoreSheetDesk<'_>,
    block: &ProductBlock<'_>,
    after: u16,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let number = (block.product + 1).to_string();
    let product = desk.products[block.product];
    let entry = product.entry;
    let heading =
        format!("{} – {} ({})", entry.product.value, entry.owner.name.value, entry.set.value);
    pen.text(block.top, 0, &number, &look.block_number)?;
    pen.merged((block.top, 1), (block.top, after - 1), &heading, &look.block)?;
    let wanted = set_key(&entry.set.value);
    let set = product.act.set(|name| set_key(name) == wanted);
    for (row, line) in block.rows() {
        let (part, label) = named(line, set);
        pen.text(row, 0, &number, &look.middle)?;
        pen.text(row, 1, part, &look.middle)?;
        pen.text(row, 2, &label, &look.indented)?;
    }
    for row in block.remarks_row().into_iter().chain([block.total_row()]) {
        let label =
            if row == block.total_row() { "Tổng điểm" } else { "Ghi chú trên phiếu" };
        pen.text(row, 0, &number, &look.middle)?;
        pen.merged((row, 1), (row, 2), label, &look.label)?;
    }
    if let Some(row) = block.remarks_row() {
        pen.0.set_row_height(row, remarks_height(block))?;
    }
    for (index, column) in (0..desk.round.council.members.len()).zip(FIRST_MEMBER..) {
        let ballot = block.result.ballots().find(|ballot| ballot.member == index);
        write_ballot(desk, block, ballot, column, pen)?;
    }
    Ok(())
}

/// Returns the part and the label of a row.
fn named(line: SheetBallotRow<'_>, set: Option<&ProductSet>) -> (&'static str, String) {
    match line {
        SheetBallotRow::Mark { part, criterion: code, earlier } => {
            let known =
                set.and_then(|set| set.part(part).filter(|known| known.code == code).nth(earlier));
            (PARTS[part], known.map_or(code.to_owned(), |known| format!("{code} {}", known.name)))
        }
        SheetBallotRow::Part(part) => {
            (PARTS[part], format!("Cộng phần {} (ghi trên phiếu)", PARTS[part]))
        }
        SheetBallotRow::Total => ("", "Tổng điểm (ghi trên phiếu)".to_owned()),
    }
}

/// Writes one member's column of a product.
fn write_ballot(
    desk: &ScoreSheetDesk<'_>,
    block: &ProductBlock<'_>,
    ballot: Option<&Ballot>,
    column: u16,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let typed = ballot.map(grid::typed).unwrap_or_default();
    for (row, line) in block.rows() {
        let mark = typed.iter().find(|(typed, _)| *typed == line).map(|(_, mark)| *mark);
        pen.number(row, column, mark, &look.mark)?;
    }
    let lines = formula::range(
        (block.top + 1, column),
        (block.total_row() - 1 - u32::from(block.remarks && !block.lines.is_empty()), column),
    );
    let sum = match block.remarks_row() {
        Some(row) => {
            pen.text(row, column, ballot.and_then(grid::remark).unwrap_or_default(), &look.aside)?;
            formula::sum_unless(&lines, &formula::cell(row, column), INCOMPLETE)
        }
        None => formula::sum(&lines),
    };
    let score = FormulaResult::number(ballot.and_then(Ballot::score));
    pen.formula(block.total_row(), column, &sum, &score, &look.total)?;
    if let Some(ballot) = ballot {
        let note = Note::new(literal(&source(ballot)))
            .add_author_prefix(false)
            .set_width(260)
            .set_height(60);
        pen.0.insert_note(block.total_row(), column, &note)?;
    }
    Ok(())
}

/// Returns where the marks of a ballot were read: `phieu-cham/lan-1/03.xlsx · Chè!D8:D41`.
pub(super) fn source(ballot: &Ballot) -> String {
    let cells: Vec<CellRef> = ballot.sources().filter_map(|place| place.cell).collect();
    let (Some(first), Some(last)) = (cells.iter().min(), cells.iter().max()) else {
        return ballot.product.place.to_string();
    };
    let sheet = Place { cell: None, ..ballot.product.place.clone() };
    let one_column = cells.iter().all(|cell| cell.column == first.column);
    let cells = match one_column {
        true if first == last => first.to_string(),
        true => format!("{first}:{last}"),
        false => cells.iter().map(CellRef::to_string).collect::<Vec<_>>().join(", "),
    };
    format!("{sheet}!{cells}")
}

/// Returns the height of a product's rows, in points.
fn height(block: &ProductBlock<'_>) -> u32 {
    let remarks = block.remarks_row().map_or(0, |_| remarks_height(block));
    (block.after_lines() - block.top + 1) * ROW_HEIGHT + remarks
}

/// Returns the height of the row of remarks, in points: enough for the longest remark in small
/// letters.
fn remarks_height(block: &ProductBlock<'_>) -> u32 {
    let remarks = block.result.ballots().filter_map(grid::remark);
    let lines = remarks.map(|remark| look::lines(remark, WIDTHS[3] + 1)).max().unwrap_or(1);
    ROW_HEIGHT.max(lines * 12 + 3)
}

/// Returns the rows at which pages begin. The rows of a product stay on one page where they fit.
fn page_breaks(grid: &Grid<'_>, scale: u16) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut used = TITLE_HEIGHT + HEAD_HEIGHT;
    for block in &grid.blocks {
        let height = height(block);
        if used + height > look::page_height(scale) && block.top > FIRST_ROW {
            breaks.push(block.top);
            used = HEAD_HEIGHT;
        }
        used += height;
    }
    // Excel allows at most 1023 page breaks.
    breaks.truncate(1023);
    breaks
}
