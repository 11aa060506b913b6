//! The sheet with the ballots that were read but do not count: duplicates, ballots of absent
//! members, ballots about unknown products.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::ballots;
use super::desk::ScoreSheetDesk;
use super::look::{self, pixels};
use super::pen::SheetPen;
use crate::rules::{Cast, Fate};
use crate::tally::Tally;

/// Name of the sheet.
const NAME: &str = "Phiếu không tính";

const HEADINGS: [(&str, u16); 8] = [
    ("TT", 5),
    ("Lần chấm", 8),
    ("Thành viên", 24),
    ("Sản phẩm (theo phiếu)", 32),
    ("Chủ thể (theo phiếu)", 28),
    ("Tổng điểm", 9),
    ("Lý do không tính", 48),
    ("Nguồn", 48),
];

/// The last printed column; the scratch column follows it.
const LAST: u16 = 7;

/// First row below the headings.
const FIRST_ROW: u32 = 5;

/// Returns the ballots that were given but do not count, in the order of their places. Empty forms
/// are not among them.
pub(super) fn casts<'a>(tally: &'a Tally<'a>) -> Vec<&'a Cast<'a>> {
    let given = |cast: &&Cast<'_>| !cast.is_taken() && cast.fate != Fate::Spare && cast.is_given();
    let mut casts: Vec<_> = tally.casts().chain(&tally.unplaced).filter(given).collect();
    casts.sort_by_key(|cast| &cast.ballot.product.place);
    casts
}

/// Writes the sheet.
pub(super) fn write(
    desk: &ScoreSheetDesk<'_>,
    left_out: &[&Cast<'_>],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let widths = HEADINGS.map(|(_, width)| width);
    look::page(sheet, NAME, look::scale(widths.map(pixels).iter().sum()))?;
    let mut pen = SheetPen(sheet);
    pen.merged((0, 0), (0, LAST), "PHIẾU KHÔNG TÍNH VÀO KẾT QUẢ", &look.title)?;
    pen.merged((1, 0), (1, LAST), &desk.round_line(), &look.subtitle)?;
    pen.merged(
        (3, 0),
        (3, LAST),
        "Các phiếu này đã được đọc nhưng không cộng vào kết quả.",
        &look.remark,
    )?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        pen.0.set_column_width(column, width)?;
        pen.text(FIRST_ROW - 1, column, heading, &look.head)?;
    }
    pen.0.set_column_width(LAST + 1, 16)?.set_column_format(LAST + 1, &look.scratch)?;
    pen.text(FIRST_ROW - 1, LAST + 1, "Nháp", &look.head_scratch)?;
    for ((number, row), cast) in (1_u32..).zip(FIRST_ROW..).zip(left_out) {
        let ballot = cast.ballot;
        pen.number(row, 0, Some(number.into()), &look.middle)?;
        pen.number(row, 1, Some(Decimal::from(ballot.session)), &look.middle)?;
        pen.text(row, 2, &desk.round.council.members[ballot.member].person.name, &look.text)?;
        pen.text(row, 3, &ballot.product.value, &look.text)?;
        pen.text(row, 4, ballot.owner.as_ref().map_or("", |owner| &owner.value), &look.text)?;
        pen.number(row, 5, ballot.score(), &look.mark)?;
        pen.text(row, 6, &cast.fate.told(), &look.text)?;
        pen.text(row, LAST, &ballots::source(ballot), &look.text)?;
    }
    let last_row = (FIRST_ROW..).zip(left_out).last().map_or(FIRST_ROW, |(row, _)| row);
    sheet.set_print_area(0, 0, last_row, LAST)?.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    Ok(())
}
