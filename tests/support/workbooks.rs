//! Small workbooks as districts and council members send them.

use std::io::Cursor;

use rust_xlsxwriter::{Workbook, Worksheet};
use zip::ZipWriter;

use super::round::council;

/// A product as a district proposes it.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) name: String,
    pub(crate) set: String,
    pub(crate) owner: String,
    pub(crate) kind: String,
    pub(crate) address: String,
    pub(crate) representative: String,
    pub(crate) phone: String,
    pub(crate) tax_code: String,
    pub(crate) score: f64,
    pub(crate) star: u8,
}

/// A tea of the cooperative Mây Núi that its district gives 62 points.
pub(crate) fn tea(name: &str) -> Product {
    Product {
        name: name.into(),
        set: "Chè tươi, chế biến".into(),
        owner: "Hợp tác xã Mây Núi".into(),
        kind: "Hợp tác xã".into(),
        address: "Xã Tả Ngảo".into(),
        representative: String::new(),
        phone: String::new(),
        tax_code: String::new(),
        score: 62.0,
        star: 3,
    }
}

/// Headings of a district's list: what it is about, then what the district gave it. That of the
/// dossier follows them.
const HEADINGS: [&str; 11] = [
    "TT",
    "Tên sản phẩm",
    "Bộ sản phẩm",
    "Tên chủ thể",
    "Loại hình",
    "Địa chỉ",
    "Tổng điểm",
    "Hạng sao đề nghị",
    "Người đại diện",
    "Điện thoại",
    "Mã số thuế",
];

/// A district's list: the products stand from row 7 on, their names in column B, the total in
/// column G.
pub(crate) fn submission(district: &str, products: &[Product]) -> Vec<u8> {
    submission_under(5, district, products)
}

/// A district's list with its headings in this row, counted from 0, and the district in the first.
pub(crate) fn submission_under(header: u32, district: &str, products: &[Product]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    described(sheet, header, district, &HEADINGS, products);
    for (row, product) in (header + 1..).zip(products) {
        sheet.write(row, 6, product.score).unwrap();
        sheet.write(row, 7, product.star).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// A list as a commune sends it, which scores nothing: the columns of its scores are empty.
pub(crate) fn unscored_submission(commune: &str, products: &[Product]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    described(workbook.add_worksheet(), 5, commune, &HEADINGS, products);
    workbook.save_to_buffer().unwrap()
}

/// A list without any column for a score.
pub(crate) fn submission_without_score_columns(commune: &str, products: &[Product]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    described(workbook.add_worksheet(), 5, commune, &HEADINGS[..6], products);
    workbook.save_to_buffer().unwrap()
}

fn described(
    sheet: &mut Worksheet,
    header: u32,
    district: &str,
    headings: &[&str],
    products: &[Product],
) {
    sheet.set_name("Danh sách").unwrap();
    sheet.write(0, 0, format!("UBND {}", district.to_uppercase())).unwrap();
    sheet.write(0, 4, "(Kèm theo Công văn số 1215/UBND-NN ngày 27/11/2020)").unwrap();
    sheet.write_row(header, 0, headings.iter().copied()).unwrap();
    let dossier = u16::try_from(headings.len()).unwrap();
    sheet.write(header, dossier, "Hồ sơ").unwrap();
    for (row, product) in (header + 1..).zip(products) {
        sheet.write(row, 0, row - header).unwrap();
        sheet.write(row, dossier, "đủ").unwrap();
        sheet
            .write_row(
                row,
                1,
                [&product.name, &product.set, &product.owner, &product.kind, &product.address],
            )
            .unwrap();
        let contact = [(8, &product.representative), (9, &product.phone), (10, &product.tax_code)];
        for (column, value) in contact.into_iter().filter(|(_, value)| !value.is_empty()) {
            sheet.write(row, column, value).unwrap();
        }
    }
}

/// A member's ballot of a session that gives the three part totals: they stand in rows 6, 7 and 8
/// from column C on.
pub(crate) fn ballot(member: &str, session: u8, products: &[(&Product, [u8; 3])]) -> Vec<u8> {
    let lines = [
        ("A", "Sản phẩm và sức mạnh cộng đồng"),
        ("B", "Khả năng tiếp thị"),
        ("C", "Chất lượng sản phẩm"),
    ];
    let columns: Vec<_> = products
        .iter()
        .map(|(product, parts)| (*product, parts.map(f64::from).map(Some).to_vec()))
        .collect();
    sheet_of(member, session, &lines, &columns)
}

/// A member's ballot that gives totals only: they stand in row 6 from column C on; `None` leaves a
/// product unscored.
pub(crate) fn totals(member: &str, session: u8, products: &[(&Product, Option<f64>)]) -> Vec<u8> {
    let columns: Vec<_> =
        products.iter().map(|(product, total)| (*product, vec![*total])).collect();
    sheet_of(member, session, &[("", "TỔNG ĐIỂM")], &columns)
}

/// A ballot of these lines, one column a product: headings in row 4, owners in row 5, values from
/// row 6 on.
fn sheet_of(
    member: &str,
    session: u8,
    lines: &[(&str, &str)],
    columns: &[(&Product, Vec<Option<f64>>)],
) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Phiếu chấm").unwrap();
    sheet.write_row(0, 1, ["Thành viên Hội đồng:", member]).unwrap();
    sheet.write(1, 1, "Lần chấm:").unwrap();
    sheet.write(1, 2, session).unwrap();
    sheet.write_row(3, 0, ["TT", "Tiêu chí"]).unwrap();
    for (row, (number, name)) in (5..).zip(lines) {
        sheet.write_row(row, 0, [number, name].map(std::borrow::ToOwned::to_owned)).unwrap();
    }
    for (column, (product, values)) in (2..).zip(columns) {
        sheet.write(3, column, &product.name).unwrap();
        sheet.write(4, column, &product.owner).unwrap();
        for (row, value) in (5..).zip(values) {
            if let Some(value) = value {
                sheet.write(row, column, *value).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Ballots of the whole council that all say the same, as files to put into a round.
pub(crate) fn unanimous(session: u8, products: &[(&Product, [u8; 3])]) -> Vec<(String, Vec<u8>)> {
    let files = (1..).zip(council());
    files
        .map(|(number, member): (usize, _)| {
            (
                format!("phieu-cham/lan-{session}/{number:02}.xlsx"),
                ballot(&member, session, products),
            )
        })
        .collect()
}

/// The same workbook in a file of its own bytes: a copy that is no copy of the file.
pub(crate) fn again(workbook: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(workbook.to_vec())).unwrap();
    archive.set_comment("again").unwrap();
    archive.finish().unwrap().into_inner()
}
