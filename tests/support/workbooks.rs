//! Small workbooks as districts and council members send them.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::round::council;

/// A product as a district proposes it.
#[derive(Clone)]
pub(crate) struct Product {
    pub(crate) name: String,
    pub(crate) set: String,
    pub(crate) owner: String,
    pub(crate) kind: String,
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
        score: 62.0,
        star: 3,
    }
}

/// A district's list: the products stand from row 7 on, their names in column B, the total in column G.
pub(crate) fn submission(district: &str, products: &[Product]) -> Vec<u8> {
    submission_under(5, district, products)
}

/// A district's list with its headings in this row, counted from 0, and the district in the first.
pub(crate) fn submission_under(header: u32, district: &str, products: &[Product]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    sheet.write(0, 0, format!("UBND {}", district.to_uppercase())).unwrap();
    let headings =
        ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Loại hình", "Địa chỉ", "Tổng điểm", "Hạng sao đề nghị"];
    sheet.write_row(header, 0, headings).unwrap();
    for (row, product) in (header + 1..).zip(products) {
        sheet.write(row, 0, row - header).unwrap();
        sheet.write_row(row, 1, [&product.name, &product.set, &product.owner, &product.kind]).unwrap();
        sheet.write(row, 5, "Xã Tả Ngảo").unwrap();
        sheet.write(row, 6, product.score).unwrap();
        sheet.write(row, 7, product.star).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// A member's ballot of a session, three marks a product: they stand in rows 7, 9 and 11 from column C on.
pub(crate) fn ballot(member: &str, session: u8, products: &[(&Product, [u8; 3])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Phiếu chấm").unwrap();
    sheet.write_row(0, 1, ["Thành viên Hội đồng:", member]).unwrap();
    sheet.write(1, 1, "Lần chấm:").unwrap();
    sheet.write(1, 2, session).unwrap();
    sheet.write_row(3, 0, ["TT", "Tiêu chí"]).unwrap();
    criteria(sheet);
    for (column, (product, marks)) in (2..).zip(products) {
        sheet.write(3, column, &product.name).unwrap();
        sheet.write(4, column, &product.owner).unwrap();
        for (row, mark) in [6, 8, 10].into_iter().zip(marks) {
            sheet.write(row, column, *mark).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn criteria(sheet: &mut Worksheet) {
    let lines = [
        ("A", "Sản phẩm và sức mạnh cộng đồng"),
        ("1", "Tổ chức sản xuất"),
        ("B", "Khả năng tiếp thị"),
        ("2", "Tiếp thị"),
        ("C", "Chất lượng sản phẩm"),
        ("3", "Chất lượng"),
    ];
    for (row, (number, name)) in (5..).zip(lines) {
        sheet.write_row(row, 0, [number, name]).unwrap();
    }
}

/// Ballots of the whole council that all say the same, as files to put into a round.
pub(crate) fn unanimous(session: u8, products: &[(&Product, [u8; 3])]) -> Vec<(String, Vec<u8>)> {
    let files = (1..).zip(council());
    files
        .map(|(number, member): (usize, _)| {
            (format!("phieu-cham/lan-{session}/{number:02}.xlsx"), ballot(&member, session, products))
        })
        .collect()
}
