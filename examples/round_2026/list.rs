//! A commune's list of proposed products (danh sách đề nghị).

use crate::letterhead::{letterhead, line, signature};
use crate::look::{self, Look};
use crate::round::{Commune, Entry};
use crate::sheet::{Sheet, Value, at};

const TITLE: &str =
    "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP CẤP TỈNH NĂM 2026 (ĐỢT 2)";
const FOOTNOTE: &str = "Dữ liệu minh họa: số công văn, chủ thể, người đại diện, người ký trong bảng \
                        này là giả định, không phải số liệu thật.";

/// Headings with their widths in characters.
const COLUMNS: [(&str, u16); 12] = [
    ("TT", 5),
    ("Tên sản phẩm", 22),
    ("Bộ sản phẩm", 24),
    ("Tên chủ thể", 24),
    ("Loại hình", 15),
    ("Địa chỉ", 24),
    ("Người đại diện", 18),
    ("Phiếu đăng ký", 8),
    ("Báo cáo tự đánh giá", 9),
    ("Báo cáo của UBND xã", 9),
    ("Sản phẩm mẫu", 8),
    ("Ghi chú", 14),
];

/// First row of the table.
const HEAD: u32 = 6;

/// The sheet of a commune's workbook.
pub(crate) fn sheet(commune: &'static Commune) -> Sheet {
    let widths: Vec<u16> = COLUMNS.iter().map(|(_, width)| *width).collect();
    let last = (0..).zip(&widths).last().map_or(0, |(col, _)| col);
    let head = Some((HEAD, HEAD));
    let name = "Danh sách".to_owned();
    let mut sheet = Sheet { name, widths, landscape: true, head, ..Sheet::default() };
    let body = format!("UBND {}", commune.name.to_uppercase());
    letterhead(&mut sheet, &body, 3, 5, last);
    line(&mut sheet, 3, last, TITLE, look::TITLE);
    let reference = format!(
        "(Kèm theo Công văn số {} ngày {} của UBND {})",
        commune.letter,
        commune.date.short(),
        commune.name
    );
    line(&mut sheet, 4, last, &reference, look::REFERENCE);
    for (col, (heading, _)) in (0..).zip(COLUMNS) {
        sheet.put(at(HEAD, col), heading, look::HEAD);
    }
    sheet.height(HEAD, 48);
    let mut row = HEAD + 1;
    for (ordinal, entry) in (1..).zip(commune.entries()) {
        let mut lines = 1;
        for (col, ((value, look), (_, width))) in
            (0..).zip(cells(ordinal, entry).into_iter().zip(COLUMNS))
        {
            lines = lines.max(value.lines(width));
            sheet.put(at(row, col), value, look);
        }
        sheet.height(row, lines * 15 + 5);
        row += 1;
    }
    let place = format!("{}, {}", commune.seat, commune.date.long());
    let duty = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"];
    let row = signature(&mut sheet, row + 1, (last / 2 + 1, last), &place, &duty, &commune.signer);
    line(&mut sheet, row + 1, last, FOOTNOTE, look::FOOTNOTE);
    sheet
}

fn cells(ordinal: u8, Entry { owner, product }: Entry) -> [(Value, Look); 12] {
    let text = |text: &str| (Value::from(text), look::TEXT);
    let there = || (Value::from("x"), look::CENTRED);
    [
        (ordinal.into(), look::CENTRED),
        text(&product.name),
        text(&product.set),
        text(&owner.name),
        (owner.kind.as_str().into(), look::CENTRED),
        text(&owner.address),
        text(&owner.representative),
        there(),
        there(),
        there(),
        ("05 mẫu".into(), look::CENTRED),
        text(""),
    ]
}
