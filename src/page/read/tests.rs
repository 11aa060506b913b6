use super::sentence::dotted;
use super::{ReadBack, ReadTotals, view};
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::{
    ColumnKind, ColumnReading, Forms, SheetReading, Skipped, TableReading, TakenFor,
};

fn column(
    place: &Place,
    column: u32,
    heading: &str,
    role: &str,
    kind: ColumnKind,
) -> ColumnReading {
    ColumnReading {
        place: place.cell(CellRef::new(9, column)),
        heading: heading.into(),
        role: role.into(),
        kind,
    }
}

/// A ballot of these products, its maxima in column C and its marks from D on.
fn ballot(file: &str, member: &str, products: &[&str]) -> SheetReading {
    let place = Place::file(file).sheet("Chè");
    let maximum = column(&place, 2, "Điểm tối đa", "điểm tối đa", ColumnKind::Maximum);
    let marks = (3..).zip(products).map(|(index, product)| {
        column(&place, index, product, &format!("điểm của “{product}”"), ColumnKind::Marks)
    });
    let table = TableReading {
        place: place.cell(CellRef::new(9, 0)),
        of: Some(member.into()),
        columns: [maximum].into_iter().chain(marks).collect(),
        rows: 31,
        marks: 31 * products.len(),
    };
    let skipped = Skipped {
        place: place.cell(CellRef::new(39, 0)),
        shown: "Cộng".into(),
        why: "dòng cộng".into(),
    };
    SheetReading {
        place,
        taken_for: TakenFor::Ballots,
        tables: vec![table],
        skipped: vec![skipped],
    }
}

fn shown(readings: Vec<SheetReading>) -> serde_json::Value {
    let forms = Forms { readings, ..Forms::default() };
    let findings = Findings::default();
    let read = ReadBack::of(&forms, &[], &findings);
    serde_json::to_value(view(&read)).unwrap()
}

#[test]
fn the_sentence_is_true_for_none_one_and_many() {
    let many = ReadTotals {
        lists: 6,
        products: 25,
        ballot_files: 18,
        members: 9,
        sessions: 2,
        marks: 6912,
        others: 1,
        skipped: 3,
        ..ReadTotals::default()
    };
    assert_eq!(
        many.sentence(),
        "Đã đọc: 6 danh sách (25 sản phẩm), 18 tệp phiếu (9 người, 2 lần chấm, 6.912 ô điểm), 1 \
         trang khác; 3 dòng bỏ qua."
    );
    assert_eq!(ReadTotals::default().sentence(), "Đã đọc: chưa có danh sách hay phiếu nào.");
    let refused = ReadTotals { lists: 1, files_not_read: 1, ..ReadTotals::default() };
    assert_eq!(refused.sentence(), "Đã đọc: 1 danh sách (0 sản phẩm); 1 tệp không đọc được.");
    let nobodys = ReadTotals { ballot_files: 1, ..ReadTotals::default() };
    assert_eq!(nobodys.sentence(), "Đã đọc: 1 tệp phiếu (0 ô điểm).");
    assert_eq!([0, 999, 1000, 1_234_567].map(dotted), ["0", "999", "1.000", "1.234.567"]);
}

#[test]
fn ballots_of_one_layout_stand_together_and_the_column_of_marks_is_seen_at_once() {
    let readings = vec![
        ballot("1.xlsx", "Hà Trọng Hải, lần chấm 1", &["Chè Tả Ngảo", "Chè Shan"]),
        ballot("2.xlsx", "Đèo Thị Hạnh, lần chấm 1", &["Chè Tả Ngảo", "Chè Shan"]),
        ballot("3.xlsx", "Lò Văn Chương, lần chấm 1", &["Chè Tả Ngảo"]),
    ];
    let view = shown(readings);
    let blocks = view["blocks"].as_array().unwrap();
    let [block] = blocks.as_slice() else { panic!("{view:#}") };
    assert_eq!(block["title"], "3 tệp phiếu, cùng một mẫu");
    let points: Vec<_> = block["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chip| (&chip["at"], &chip["role"]))
        .collect();
    assert_eq!(
        points,
        [
            (&"C".into(), &"điểm tối đa".into()),
            (&"D".into(), &"điểm chấm, mỗi sản phẩm một cột".into())
        ]
    );
    let sheets: Vec<_> =
        block["sheets"].as_array().unwrap().iter().map(|sheet| &sheet["files"]).collect();
    assert_eq!(sheets, [&2, &1], "the sheets of two files are the same, that of the third is not");
    assert_eq!(block["files"][1]["of"], "Đèo Thị Hạnh, lần chấm 1");
    assert_eq!((&block["skips"], &block["skipped"][0]["rows"]), (&3.into(), &"40".into()));
}

#[test]
fn sheets_of_one_product_each_are_told_together_with_their_products() {
    let names = ["Chè Tả Ngảo", "Chè Shan", "Mật ong"];
    let sheets = (1..).zip(names).map(|(number, name)| {
        let mut one = ballot("1.xlsx", "Hà Trọng Hải, lần chấm 1", &[name]);
        one.place = one.place.sheet(format!("SP{number}"));
        one.tables[0].columns[1].heading = "Điểm chấm".into();
        one
    });
    let view = shown(sheets.collect());
    let block = &view["blocks"][0];
    assert_eq!(
        (&block["title"], &block["of"]),
        (&"1.xlsx".into(), &"Hà Trọng Hải, lần chấm 1".into())
    );
    let [sheets] = block["sheets"].as_array().unwrap().as_slice() else { panic!("{view:#}") };
    assert_eq!(sheets["name"], "3 trang, cùng một mẫu");
    assert_eq!(sheets["read"][1]["role"], "điểm của sản phẩm ở trang đó");
    assert_eq!(sheets["each"][2], serde_json::json!(["SP3", "Mật ong"]));
}

#[test]
fn a_ballot_with_other_columns_stands_by_itself() {
    let mut other = ballot("2.xlsx", "Đèo Thị Hạnh, lần chấm 1", &["Chè Tả Ngảo"]);
    other.tables[0].columns[0].role = "không đọc".into();
    other.tables[0].columns[0].kind = ColumnKind::Unread;
    let view = shown(vec![ballot("1.xlsx", "Hà Trọng Hải, lần chấm 1", &["Chè Tả Ngảo"]), other]);
    let titles: Vec<_> =
        view["blocks"].as_array().unwrap().iter().map(|block| &block["title"]).collect();
    assert_eq!(titles, ["1.xlsx", "2.xlsx"]);
    assert_eq!(view["blocks"][1]["sheets"][0]["unread"][0]["at"], "C");
}

#[test]
fn products_in_rows_are_told_by_their_cells() {
    let mut turned = ballot("1.xlsx", "Hà Trọng Hải, lần chấm 1", &["Chè Tả Ngảo", "Chè Shan"]);
    for (row, column) in (6..).zip(&mut turned.tables[0].columns) {
        column.place.cell = Some(CellRef::new(row, 1));
    }
    let view = shown(vec![turned]);
    let chips = view["blocks"][0]["sheets"][0]["read"].as_array().unwrap();
    let places: Vec<_> = chips.iter().map(|chip| &chip["at"]).collect();
    assert_eq!(places, ["B7", "B8", "B9"]);
}

#[test]
fn whatever_was_not_read_is_named() {
    let forms = Forms::default();
    let mut findings = Findings::default();
    findings.push(Finding::new(
        Code::FileLocked,
        Place::file("a.xlsx"),
        "Tệp có mật khẩu nên không đọc được.",
    ));
    findings.push(Finding::new(Code::FileLeftAlone, Place::file("b.txt"), "Tệp văn bản."));
    let read = ReadBack::of(&forms, &[], &findings);
    let [left] = read.not_read.as_slice() else { panic!("{:?}", read.not_read) };
    assert_eq!((left.file, left.why), ("a.xlsx", "Tệp có mật khẩu nên không đọc được."));
    assert_eq!(read.sentence, "Đã đọc: chưa có danh sách hay phiếu nào; 1 tệp không đọc được.");
}
