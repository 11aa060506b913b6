//! Tests of the papers of the meeting and of the scoring: list, programme, attendance, display,
//! field checks, table of scores, sheets of the products.

mod agenda;
mod lists;
mod measures;
mod scores;

use ocop::documents::model::{BodyBlock, PrintedRow, PrintedTable};

use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea};

const LIST: &str = "01-ke-hoach/danh-sach-du-danh-gia";
const AGENDA: &str = "03-hop-hoi-dong/chuong-trinh-hop";
const ATTENDANCE: &str = "03-hop-hoi-dong/diem-danh";
const DISPLAY: &str = "03-hop-hoi-dong/danh-sach-trung-bay";
const CARDS: &str = "03-hop-hoi-dong/the-trung-bay";
const CHECKS: &str = "04-ket-qua-cham/kiem-tra-thuc-te";
const SCORES: &str = "04-ket-qua-cham/bang-tong-hop-diem";
const SHEETS: &str = "04-ket-qua-cham/phieu-tong-hop-san-pham";

/// What people type who mean no harm, and people who do.
const HOSTILE: &str = "*Chè* $x$ #let <b> {{ round }} =1+1 [[bang]]";

/// This many products of one owner and one district.
fn products(count: usize) -> Vec<Product> {
    (1..=count).map(|number| tea(&format!("Chè số {number:02}"))).collect()
}

/// A round with these products of one district, before the meeting.
fn before_the_meeting(products: &[Product]) -> RoundFolder {
    RoundFolder::settings().with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", products))
}

/// The first table of a paper.
fn table<'j>(judged: &'j Judged, paper: &str) -> &'j PrintedTable {
    let blocks = judged.document(paper).body.iter();
    let mut tables = blocks.filter_map(|block| match block {
        BodyBlock::Table(table) => Some(table),
        _ => None,
    });
    tables.next().unwrap_or_else(|| panic!("{paper} has no table"))
}

/// The cells of the rows of a table, without the lines across it.
fn cells(table: &PrintedTable) -> Vec<Vec<&str>> {
    let data = table.rows.iter().filter(|row| !matches!(row, PrintedRow::Section { .. }));
    data.map(|row| row.texts().iter().map(String::as_str).collect()).collect()
}

/// The lines across a table.
fn sections(table: &PrintedTable) -> Vec<&str> {
    let lines = table.rows.iter().filter(|row| matches!(row, PrintedRow::Section { .. }));
    lines.map(|row| row.texts()[0].as_str()).collect()
}
