//! The sheet of ballots that were read but do not count: repeated ones, those of an absent member, of unknown products.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::look::{self, pixels};
use super::pen::Pen;
use super::{Desk, ballots};
use crate::forms::{Ballot, Forms};

/// Name of the sheet.
const NAME: &str = "Phiếu không tính";

const HEADINGS: [(&str, u16); 7] = [
    ("TT", 5),
    ("Lần chấm", 8),
    ("Thành viên", 24),
    ("Sản phẩm (theo phiếu)", 32),
    ("Chủ thể (theo phiếu)", 28),
    ("Tổng điểm", 9),
    ("Nguồn", 48),
];

/// First row under the headings.
const FIRST_ROW: u32 = 5;

/// The ballots of the round that are not among the counted ones, in the order of the files.
pub(super) fn ballots<'a>(forms: &'a Forms, counted: &[&Ballot]) -> Vec<&'a Ballot> {
    let place = |ballot: &Ballot| ballot.product.place.clone();
    let counted: std::collections::BTreeSet<_> = counted.iter().map(|ballot| place(ballot)).collect();
    let mut left_out: Vec<_> = forms.ballots.iter().filter(|ballot| !counted.contains(&place(ballot))).collect();
    left_out.sort_by_key(|ballot| place(ballot));
    left_out
}

pub(super) fn write(desk: &Desk<'_>, left_out: &[&Ballot], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let look = &desk.look;
    let widths = HEADINGS.map(|(_, width)| width);
    look::page(sheet, NAME, look::scale(widths.map(pixels).iter().sum()))?;
    let mut pen = Pen(sheet);
    pen.merged((0, 0), (0, 6), "PHIẾU KHÔNG TÍNH VÀO KẾT QUẢ", &look.title)?;
    pen.merged((1, 0), (1, 6), &desk.round_line(), &look.subtitle)?;
    let why = "Các phiếu này đã được đọc nhưng không cộng vào kết quả; lý do nêu trong báo cáo kiểm tra của lần chạy.";
    pen.merged((3, 0), (3, 6), why, &look.remark)?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        pen.0.set_column_width(column, width)?;
        pen.text(FIRST_ROW - 1, column, heading, &look.head)?;
    }
    pen.0.set_column_width(7, 16)?.set_column_format(7, &look.scratch)?;
    pen.text(FIRST_ROW - 1, 7, "Nháp", &look.head_scratch)?;
    for ((number, row), ballot) in (1_u32..).zip(FIRST_ROW..).zip(left_out) {
        pen.number(row, 0, Some(number.into()), &look.middle)?;
        pen.number(row, 1, Some(Decimal::from(ballot.session)), &look.middle)?;
        pen.text(row, 2, &desk.round.council.members[ballot.member].person.name, &look.text)?;
        pen.text(row, 3, &ballot.product.value, &look.text)?;
        pen.text(row, 4, ballot.owner.as_ref().map_or("", |owner| &owner.value), &look.text)?;
        pen.number(row, 5, ballot.score(), &look.mark)?;
        pen.text(row, 6, &ballots::source(ballot), &look.text)?;
    }
    let last_row = (FIRST_ROW..).zip(left_out).last().map_or(FIRST_ROW, |(row, _)| row);
    sheet.set_print_area(0, 0, last_row, 6)?.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    Ok(())
}
