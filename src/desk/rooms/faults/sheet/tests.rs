use careful_spreadsheet::{Cell, Merge, Value, Worksheet};

use super::*;
use crate::finding::{Code, Place};
use crate::forms::{ColumnKind, ColumnReading, Skipped, TableReading, TakenFor};

fn at(row: u32, column: u32) -> CellRef {
    CellRef::new(row, column)
}

fn place() -> Place {
    Place::file("ho-so/a.xlsx").sheet("Danh sách")
}

fn text(text: impl Into<String>) -> Cell {
    Cell::typed(Value::Text(text.into()))
}

fn column(cell: CellRef, role: &str, kind: ColumnKind) -> ColumnReading {
    let place = place().cell(cell);
    ColumnReading { place, heading: role.to_owned(), role: role.to_owned(), kind }
}

fn reading(columns: Vec<ColumnReading>) -> SheetReading {
    let cell = columns[0].place.cell.unwrap();
    let table = TableReading { place: place().cell(cell), of: None, columns, rows: 0, marks: 0 };
    SheetReading {
        place: place(),
        taken_for: TakenFor::List,
        tables: vec![table],
        skipped: vec![Skipped {
            place: place().cell(at(9, 0)),
            shown: String::new(),
            why: "tiêu đề lặp lại".into(),
        }],
    }
}

/// A list: headings in row 5, this many products below, two columns.
fn list(products: u32) -> (Worksheet, SheetReading) {
    let mut cells =
        vec![(at(0, 0), text("UBND HUYỆN")), (at(4, 0), text("Tên")), (at(4, 1), text("Điểm"))];
    for row in 5..5 + products {
        cells.push((at(row, 0), text(format!("Sản phẩm số {row}"))));
        cells.push((at(row, 1), Cell::typed(Value::Number(row.into()))));
    }
    let sheet = Worksheet::from_cells(place(), cells, []);
    let columns = vec![
        column(at(4, 0), "tên sản phẩm", ColumnKind::Read),
        column(at(4, 1), "tổng điểm của đơn vị gửi", ColumnKind::Score),
    ];
    (sheet, reading(columns))
}

fn scene<'a>(sheet: &'a Worksheet, reading: &'a SheetReading, finding: &'a Finding) -> Scene<'a> {
    let address = "/loi/0f".to_owned();
    let (forms, others, middle) = (None, Vec::new(), None);
    Scene { sheet, reading: Some(reading), forms, finding, others, middle, address }
}

fn fault(cell: CellRef) -> Finding {
    Finding::new(Code::ScoreOutOfRange, place().cell(cell), "Điểm ngoài thang.")
}

fn numbers(sheet: &DrawnSheet) -> Vec<&str> {
    sheet.rows.iter().map(|row| row.number.as_str()).collect()
}

#[test]
fn a_long_sheet_is_drawn_around_the_cell_and_folded_before_and_after() {
    let (sheet, reading) = list(50_000);
    let finding = fault(at(20_000, 1));
    let drawn = draw(&scene(&sheet, &reading, &finding));
    let numbers = numbers(&drawn);
    assert_eq!(numbers[..4], ["1–4", "5", "6–19960", "19961"]);
    assert_eq!(numbers[numbers.len() - 2..], ["20041", "20042–50005"]);
    let fold = |index: usize| drawn.rows[index].fold.as_ref().unwrap();
    assert_eq!(fold(0).text, "Phần đầu: UBND HUYỆN");
    assert_eq!(fold(2).text, "19955 dòng trước");
    assert_eq!(fold(2).address.as_deref(), Some("/loi/0f?dong=19920"));
    assert_eq!(fold(numbers.len() - 1).address.as_deref(), Some("/loi/0f?dong=20082"));
    let size = serde_json::to_vec(&drawn).unwrap().len();
    assert!(size < 60_000, "{size}");
}

#[test]
fn however_wide_and_wordy_a_sheet_is_its_page_stays_small() {
    let long = "\"<chữ dài>\" & ".repeat(40);
    let rows = (0..400).flat_map(|row| (0..120).map(move |column| at(row, column)));
    let sheet = Worksheet::from_cells(place(), rows.map(|at| (at, text(long.as_str()))), []);
    let reading = reading(vec![column(at(0, 0), "tên sản phẩm", ColumnKind::Read)]);
    let finding = fault(at(200, 80));
    let drawn = draw(&scene(&sheet, &reading, &finding));
    assert!(drawn.letters.len() <= COLUMNS + 2, "{}", drawn.letters.len());
    let cells: usize = drawn.rows.iter().map(|row| row.cells.len()).sum();
    assert!(cells <= CELLS + 5 * COLUMNS, "{cells}");
    let others = drawn.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.this);
    let texts: usize = others.map(|cell| cell.text.len()).sum();
    assert!(texts <= TEXTS, "{texts}");
    let this = drawn.rows.iter().flat_map(|row| &row.cells).find(|cell| cell.this).unwrap();
    assert!(this.text.len() > 400, "the cell itself is whole");
}

#[test]
fn another_part_of_the_sheet_is_drawn_when_it_is_asked_for() {
    let (sheet, reading) = list(500);
    let finding = fault(at(20, 1));
    let drawn = draw(&Scene { middle: Some(400), ..scene(&sheet, &reading, &finding) });
    let cells = || drawn.rows.iter().flat_map(|row| &row.cells);
    assert!(numbers(&drawn).contains(&"401") && !numbers(&drawn).contains(&"21"));
    assert!(!cells().any(|cell| cell.this));
    assert_eq!(drawn.back.as_deref(), Some("/loi/0f#o-dang-xem"));
    let beyond = draw(&Scene { middle: Some(u32::MAX - 1), ..scene(&sheet, &reading, &finding) });
    assert_eq!(numbers(&beyond).last(), Some(&"505"));
}

#[test]
fn columns_carry_what_they_were_taken_for_and_skipped_rows_say_why() {
    let (sheet, reading) = list(10);
    let finding = fault(at(7, 1));
    let drawn = draw(&scene(&sheet, &reading, &finding));
    let roles: Vec<_> = drawn.read_as.iter().map(|role| (role.text.as_str(), role.class)).collect();
    assert_eq!(roles, [("tên sản phẩm", "keep"), ("tổng điểm", "")]);
    let row = |number: &str| drawn.rows.iter().find(|row| row.number == number).unwrap();
    assert_eq!(row("5").class, "headings");
    assert_eq!(
        (row("10").class.as_str(), row("10").cells[0].below.as_str()),
        ("skipped", "bỏ qua: tiêu đề lặp lại")
    );
    assert_eq!((row("8").class.as_str(), row("8").mark), ("this-row", "■"));
    assert_eq!(row("8").cells[1].class, "number wrong this");
}

#[test]
fn a_table_with_its_headings_in_rows_carries_the_roles_beside_its_rows() {
    let cells = (0..4).flat_map(|row| (0..6).map(move |column| (at(row, column), text("x"))));
    let sheet = Worksheet::from_cells(place(), cells, []);
    let columns =
        (1..4).map(|row| column(at(row, 0), &format!("điểm của “Chè {row}”"), ColumnKind::Marks));
    let reading = reading(columns.collect());
    let finding = fault(at(2, 4));
    let drawn = draw(&scene(&sheet, &reading, &finding));
    assert!(drawn.turned && drawn.read_as.is_empty());
    let roles: Vec<_> =
        drawn.rows.iter().map(|row| row.role.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(roles, ["", "điểm của “Chè 1”", "điểm của “Chè 2”", "điểm của “Chè 3”"]);
    assert_eq!(drawn.rows[2].cells[4].below, "", "another fault may stand at a cell with a name");
    let finding = Finding::new(Code::ValueUnreadable, place().cell(at(2, 4)), "Phải là số.");
    let drawn = draw(&scene(&sheet, &reading, &finding));
    assert_eq!(drawn.rows[2].cells[4].below, "không đọc được là số");
}

#[test]
fn a_merged_region_is_one_cell_and_a_fault_within_it_stands_there() {
    let cells = [
        (at(4, 0), text("Tên")),
        (at(5, 0), text("a")),
        (at(5, 1), text("chung")),
        (at(6, 0), text("b")),
    ];
    let merges = [Merge { first: at(5, 1), last: at(6, 2) }];
    let sheet = Worksheet::from_cells(place(), cells, merges);
    let reading = reading(vec![column(at(4, 0), "tên sản phẩm", ColumnKind::Read)]);
    let finding = fault(at(6, 2));
    let drawn = draw(&scene(&sheet, &reading, &finding));
    let rows: Vec<_> =
        drawn.rows.iter().filter(|row| ["6", "7"].contains(&row.number.as_str())).collect();
    let region = &rows[0].cells[1];
    assert_eq!(
        (region.across, region.down, region.this, region.text.as_str()),
        (1, 2, true, "chung")
    );
    assert_eq!(rows[1].cells.len(), 1, "what the region covers is not drawn again");
}

#[test]
fn other_faults_are_links_and_the_worst_of_a_cell_counts() {
    let (sheet, reading) = list(10);
    let finding = fault(at(7, 1));
    let warning = Finding::new(Code::SumDiffers, place().cell(at(8, 1)), "Tổng khác.");
    let error = fault(at(8, 1));
    let others = vec![
        SheetFault { finding: &error, address: "/loi/e".into() },
        SheetFault { finding: &warning, address: "/loi/w".into() },
    ];
    let drawn = draw(&Scene { others, ..scene(&sheet, &reading, &finding) });
    let cell = &drawn.rows.iter().find(|row| row.number == "9").unwrap().cells[1];
    assert_eq!(cell.address.as_deref(), Some("/loi/e"));
    assert_eq!((cell.class.as_str(), cell.said.as_str()), ("number wrong", "Ô B9, lỗi: "));
}

#[test]
fn the_row_of_a_note_has_the_colour_of_notes() {
    let (sheet, reading) = list(10);
    let finding = Finding::new(Code::AddressMissing, place().cell(at(7, 1)), "Chưa có địa chỉ.");
    assert_eq!(finding.severity(), crate::finding::Severity::Note);
    let drawn = draw(&scene(&sheet, &reading, &finding));
    let row = drawn.rows.iter().find(|row| row.number == "8").unwrap();
    assert_eq!(row.class, "this-row N");
}
