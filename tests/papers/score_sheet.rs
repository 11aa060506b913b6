//! Tests of the score sheet: every ballot as typed, the stored results of formulas, and when there
//! is a score sheet at all.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use calamine::{Data, Range, Reader, Xlsx};
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value;

use crate::support::round::{RoundFolder, council, member, sample_folder};
use crate::support::run::Run;
use crate::support::workbooks::{Product, again, ballot, submission, tea, unanimous};

const FILE: &str = "04-ket-qua-cham/bang-tong-hop-diem.xlsx";

/// One run serves the tests on the sample round.
fn issued() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| RoundFolder::sample(&[]).run())
}

/// A workbook as calamine alone reads it.
struct Book(BTreeMap<String, Range<Data>>);

impl Book {
    fn read(bytes: &[u8]) -> Self {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        Self(workbook.worksheets().into_iter().collect())
    }

    fn of(run: &Run) -> Self {
        Self::read(&run.files()[FILE])
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    fn cell(&self, sheet: &str, (row, column): (u32, u32)) -> String {
        self.0[sheet].get_value((row, column)).map(ToString::to_string).unwrap_or_default()
    }

    /// The row, from 0, whose cell in this column says this; from this row on.
    fn row(&self, sheet: &str, from: u32, column: u32, text: &str) -> u32 {
        let end = self.0[sheet].end().unwrap().0;
        (from..=end)
            .find(|row| self.cell(sheet, (*row, column)) == text)
            .unwrap_or_else(|| panic!("no {text}"))
    }

    /// The column, from 0, that has this heading; from this column on.
    fn column(&self, sheet: &str, row: u32, from: u32, text: &str) -> u32 {
        let end = self.0[sheet].end().unwrap().1;
        (from..=end)
            .find(|column| self.cell(sheet, (row, *column)) == text)
            .unwrap_or_else(|| panic!("no {text}"))
    }

    /// A product's cell in the summary: live and as the program has it, under this heading of the
    /// n-th session from 0.
    fn pair(&self, product: &str, heading: &str, session: usize) -> (String, String) {
        let row = self.row(SUMMARY, 6, 1, product);
        let mut column = self.column(SUMMARY, 4, 0, heading);
        for _ in 0..session {
            column = self.column(SUMMARY, 4, column + 1, heading);
        }
        (self.cell(SUMMARY, (row, column)), self.cell(SUMMARY, (row, column + 1)))
    }

    /// What a member gave a product in a session: the lines between its heading and its total, then
    /// the total.
    fn marks(&self, session: u64, product: &str, member: &str) -> (Vec<String>, String) {
        let sheet = format!("Lần {session}");
        let column = self.column(&sheet, 4, 3, member);
        let end = self.0[&sheet].end().unwrap().0;
        let is_heading =
            |row: &u32| self.cell(&sheet, (*row, 1)).starts_with(&format!("{product} – "));
        let top = (5..=end).find(is_heading).unwrap();
        let total = self.row(&sheet, top, 1, "Tổng điểm");
        let marks = (top + 1..total).map(|row| self.cell(&sheet, (row, column)));
        (marks.filter(|mark| !mark.is_empty()).collect(), self.cell(&sheet, (total, column)))
    }
}

const SUMMARY: &str = "Tổng hợp";

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Row and column of `D14`, from 0.
fn position(cell: &str) -> (u32, u32) {
    let (letters, row) = cell.split_at(cell.find(|sign: char| sign.is_ascii_digit()).unwrap());
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (row.parse::<u32>().unwrap() - 1, column - 1)
}

#[test]
fn every_mark_of_the_sample_stands_in_the_score_sheet_as_typed() {
    let book = Book::of(issued());
    let mut sources: BTreeMap<String, Book> = BTreeMap::new();
    let mut compared = 0;
    for product in issued().results()["products"].as_array().unwrap() {
        for session in product["sessions"].as_array().unwrap() {
            for ballot in session["ballots"].as_array().unwrap() {
                let Some(score) = ballot["score"].as_str() else { continue };
                let file = text(&ballot["file"]);
                let read = || Book::read(&fs_err::read(sample_folder().join(file)).unwrap());
                let source = sources.entry(file.to_owned()).or_insert_with(read);
                let cells = ballot["cells"].as_array().unwrap().iter();
                let typed: Vec<_> = cells
                    .map(|cell| source.cell(text(&ballot["sheet"]), position(text(cell))))
                    .collect();
                let name = text(&product["product"]["value"]);
                let (marks, total) =
                    book.marks(session["session"].as_u64().unwrap(), name, text(&ballot["member"]));
                assert_eq!(marks, typed, "{name}, {ballot}");
                assert_eq!(total, score);
                compared += marks.len();
            }
        }
    }
    assert!(compared > 48 * 9 * 20, "{compared} marks");
}

#[test]
fn viewers_without_calculation_show_what_the_program_counted() {
    let book = Book::of(issued());
    for product in issued().results()["products"].as_array().unwrap() {
        let name = text(&product["product"]["value"]);
        for (index, session) in product["sessions"].as_array().unwrap().iter().enumerate() {
            for (heading, key) in [("Tổng điểm", "sum"), ("Số phiếu", "count")] {
                let (live, program) = book.pair(name, heading, index);
                let counted = session[key].as_str().map(ToOwned::to_owned);
                let counted = counted
                    .or_else(|| session[key].as_u64().map(|count| count.to_string()))
                    .unwrap_or_default();
                assert_eq!(
                    (live.as_str(), program.as_str()),
                    (counted.as_str(), counted.as_str()),
                    "{name}"
                );
            }
            let (live, program) = book.pair(name, "Trung bình", index);
            let mean: Option<f64> = session["average"].as_str().map(|mean| mean.parse().unwrap());
            let mean = mean.map(|mean| mean.to_string()).unwrap_or_default();
            assert_eq!((live, program), (mean.clone(), mean));
        }
        let printed: Option<f64> =
            product["printed"].as_str().map(|printed| printed.replace(',', ".").parse().unwrap());
        let printed = printed.map(|printed| printed.to_string()).unwrap_or_default();
        assert_eq!(book.pair(name, "Điểm TB làm tròn", 0), (printed.clone(), printed));
        let star = product["star"].as_u64();
        assert!(
            star.is_none_or(|star| book.pair(name, "Hạng sao theo điểm", 0)
                == (star.to_string(), star.to_string()))
        );
        let row = book.row(SUMMARY, 6, 1, name);
        assert_eq!(book.cell(SUMMARY, (row, book.column(SUMMARY, 4, 0, "Kiểm tra"))), "Khớp");
    }
}

#[test]
fn every_sheet_is_locked_without_a_password_but_for_its_scratch_column() {
    let bytes = &issued().files()[FILE];
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<_> = (1..=4).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    for name in names {
        let mut sheet = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut sheet).unwrap();
        assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{name}");
        assert!(!sheet.contains("password="), "{name}");
        assert!(
            sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""),
            "{name}"
        );
    }
    let mut styles = String::new();
    archive.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("<protection locked=\"0\"/>"));
    assert!(!styles.contains("Calibri"), "one font throughout");
}

/// A part of the workbook's archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut part = String::new();
    zip::ZipArchive::new(Cursor::new(bytes))
        .unwrap()
        .by_name(name)
        .unwrap()
        .read_to_string(&mut part)
        .unwrap();
    part
}

#[test]
fn secretary_support_team_and_chair_sign_under_the_last_product() {
    let bytes = &issued().files()[FILE];
    let book = Book::read(bytes);
    let (end, last_column) = book.0[SUMMARY].end().unwrap();
    let products = (6..=end).filter(|row| book.cell(SUMMARY, (*row, 0)).parse::<f64>().is_ok());
    let last_product = products.max().unwrap();
    let row_of = |text: &str| {
        let rows = (last_product + 1..=end).filter(|row| {
            (0..=last_column).any(|column| book.cell(SUMMARY, (*row, column)) == text)
        });
        rows.max().unwrap_or_else(|| panic!("no {text} below the products"))
    };
    let signed = ["THƯ KÝ", "TM. TỔ GIÚP VIỆC", "CHỦ TỌA"].map(row_of);
    assert!(signed.iter().all(|row| *row == signed[0]), "side by side: {signed:?}");
    let names = ["Bùi Thị Thanh Tâm (giả định)", "Hà Trọng Hải"].map(row_of);
    assert!(names.iter().all(|row| *row > signed[0] + 2), "room between: {names:?}");
    let workbook = part(bytes, "xl/workbook.xml");
    let mut areas =
        workbook.split("_xlnm.Print_Area").skip(1).filter_map(|area| area.split('<').next());
    let area = areas.find(|area| area.contains(SUMMARY)).unwrap();
    assert!(area.ends_with(&format!("${}", names[0] + 1)), "printed too: {area}");
}

#[test]
fn a_large_council_is_printed_on_a3() {
    let product = tea("Chè Tả Ngảo");
    let ballots = (1..=15).map(|number| {
        let bytes = ballot(&member(number), 1, &[(&product, [20, 12, 30])]);
        (format!("phieu-cham/lan-1/{number:02}.xlsx"), bytes)
    });
    let run = RoundFolder::settings()
        .with_council(15)
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(ballots.collect())
        .run();
    let sheet = part(&run.files()[FILE], "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("paperSize=\"8\""), "A3");
    let scale: u32 = sheet
        .split("scale=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .parse()
        .unwrap();
    assert!(scale >= 60, "{scale} percent");
}

#[test]
fn without_marks_there_is_no_score_sheet_and_an_earlier_one_is_taken_away() {
    let product = tea("Chè Tả Ngảo");
    let round = || {
        RoundFolder::settings()
            .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
    };
    assert!(!round().run().files().contains_key(FILE));

    let scored = round().with_all(unanimous(1, &[(&product, [20, 12, 30])]));
    let run = scored.run();
    assert!(
        run.said.contains("Bảng tổng hợp điểm: 04-ket-qua-cham/bang-tong-hop-diem.xlsx"),
        "{}",
        run.said
    );
    let record: Value = serde_json::from_slice(&run.files()["so-ket-xuat.json"]).unwrap();
    let recorded =
        record["outputs"].as_array().unwrap().iter().any(|output| output["file"] == FILE);
    assert!(recorded, "{record}");
    fs_err::remove_dir_all(scored.input("phieu-cham")).unwrap();
    assert!(!scored.run().files().contains_key(FILE));
}

/// A ballot of one product whose lines are typed as a member types them.
fn typed(member: &str, product: &Product, lines: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet: &mut Worksheet = workbook.add_worksheet();
    sheet.write_row(0, 1, ["Thành viên Hội đồng:", member]).unwrap();
    sheet.write_row(1, 1, ["Lần chấm:", "1"]).unwrap();
    sheet.write_row(3, 0, ["TT", "Tiêu chí", &product.name]).unwrap();
    sheet.write(4, 2, &product.owner).unwrap();
    for (row, (number, name, mark)) in (5..).zip(lines) {
        sheet.write_row(row, 0, [*number, *name, *mark]).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// A round of one product; each member's ballot has these lines.
fn each_typing(lines: &[&[(&str, &str, &str)]]) -> RoundFolder {
    let product = Product { set: "Gạo, ngũ cốc".into(), ..tea("Chè Tả Ngảo") };
    let round = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)));
    let ballots =
        lines.iter().zip(council()).map(|(lines, member)| typed(&member, &product, lines));
    let named = (1..)
        .zip(ballots)
        .map(|(number, bytes): (usize, _)| (format!("phieu/{number}.xlsx"), bytes));
    round.with_all(named.collect())
}

const MARKS: &[(&str, &str, &str)] = &[
    ("A", "Phần A", ""),
    ("1.1", "Nguyên liệu", "2"),
    ("B", "Phần B", ""),
    ("4.1", "Tiếp thị", "5"),
];
const PARTS: &[(&str, &str, &str)] = &[
    ("A", "Phần A", "20"),
    ("B", "Phần B", "15,25"),
    ("C", "Phần C", "30"),
    ("", "Tổng điểm", "65,25"),
];
const TOTAL: &[(&str, &str, &str)] = &[("", "Tổng điểm", "63")];
const EMPTY: &[(&str, &str, &str)] =
    &[("1.1", "Nguyên liệu", ""), ("", "Lý do không chấm", "chưa có mẫu")];

#[test]
fn ballots_with_part_totals_or_a_total_only_show_these() {
    let run = each_typing(&[MARKS, PARTS, TOTAL, EMPTY]).run();
    let book = Book::of(&run);
    let members = council();
    let marks = |member: usize| book.marks(1, "Chè Tả Ngảo", &members[member]);
    assert_eq!(marks(0), (vec!["2".into(), "5".into()], "7".into()));
    assert_eq!(marks(1), (vec!["20".into(), "15.25".into(), "30".into()], "65.25".into()));
    assert_eq!(marks(2), (vec!["63".into()], "63".into()));
    assert_eq!(marks(3), (vec!["chưa có mẫu".into()], String::new()), "blank is not zero");
    assert_eq!(marks(8), (vec![], String::new()), "nor is a ballot that was never given");
    assert_eq!(book.pair("Chè Tả Ngảo", "Tổng điểm", 0), ("135.25".into(), "135.25".into()));
    assert_eq!(book.pair("Chè Tả Ngảo", "Số phiếu", 0), ("3".into(), "3".into()));
    assert_eq!(book.pair("Chè Tả Ngảo", "Chênh lệch", 0), ("58.25".into(), "58.25".into()));
}

#[test]
fn an_incomplete_ballot_does_not_count_and_stands_apart() {
    let half: &[_] = &[("1.1", "Nguyên liệu", "2"), ("4.1", "Tiếp thị", "")];
    let book = Book::of(&each_typing(&[MARKS, half]).run());
    assert_eq!(book.marks(1, "Chè Tả Ngảo", &council()[1]), (vec![], String::new()));
    assert!(book.cell("Phiếu không tính", (5, 2)).contains(&council()[1]));
    assert_eq!(book.pair("Chè Tả Ngảo", "Số phiếu", 0), ("1".into(), "1".into()));
}

#[test]
fn a_ballot_that_does_not_count_stands_on_a_sheet_of_its_own() {
    let product = tea("Chè Tả Ngảo");
    let again = again(&ballot(&council()[0], 1, &[(&product, [20, 12, 30])]));
    let run = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]))
        .with("phieu-cham/lan-1/ban-sao.xlsx", again)
        .run();
    let book = Book::of(&run);
    assert_eq!(book.names(), ["Cách tính", "Lần 1", "Phiếu không tính", "Tổng hợp"]);
    let cells: Vec<_> = (0..8).map(|column| book.cell("Phiếu không tính", (5, column))).collect();
    assert_eq!(cells[5], "62");
    assert!(cells[6].contains("[W306]"), "{cells:?}");
    assert!(
        cells[7].starts_with("phieu-cham/lan-1/") && cells[7].contains("Phiếu chấm!C"),
        "{cells:?}"
    );
    assert_eq!(book.pair("Chè Tả Ngảo", "Số phiếu", 0), ("9".into(), "9".into()));
}
