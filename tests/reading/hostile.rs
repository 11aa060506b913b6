//! Hostile files, through the real reader: each is read or refused with a finding, and stops
//! nothing else.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;

use careful_spreadsheet::ChildReader;
use ocop::finding::CellRef;
use ocop::intake::{self, Intake};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a bomb inflates to; an unoptimised build is too slow to make one of full size.
const GIGABYTE: u64 = if cfg!(debug_assertions) { 1 << 27 } else { 1 << 30 };
/// Bytes of a list of texts that is too long.
const STRINGS: usize = if cfg!(debug_assertions) { 80 << 20 } else { 200 << 20 };

/// Opens a folder that holds one file of this name.
fn opened(name: &str, bytes: &[u8]) -> Intake {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join(name), bytes);
    intake::open_folder(folder.path(), &ChildReader::at(env!("CARGO_BIN_EXE_ocop"))).unwrap()
}

fn put(path: &Path, bytes: &[u8]) {
    fs_err::File::create(path).unwrap().write_all(bytes).unwrap();
}

fn codes(intake: &Intake) -> Vec<&'static str> {
    intake.findings.iter().map(|finding| finding.code.id()).collect()
}

/// A container of these parts, each a stream, so that a test can write a gigabyte.
fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, Box<dyn Read>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut stream) in parts {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true);
        zip.start_file(name, options).unwrap();
        std::io::copy(&mut stream, &mut zip).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(text: impl Into<String>) -> Box<dyn Read> {
    Box::new(Cursor::new(text.into().into_bytes()))
}

const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet whose parts a test chooses.
fn workbook(sheets: &str, sheet: Box<dyn Read>, strings: Box<dyn Read>) -> Vec<u8> {
    zip([
        ("[Content_Types].xml", part("<Types/>")),
        (
            "xl/workbook.xml",
            part(format!("<workbook xmlns:r='{RELATED}'><sheets>{sheets}</sheets></workbook>")),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            part(format!(
                "<Relationships><Relationship Id='s' Type='{RELATED}/worksheet' \
                 Target='sheet.xml'/></Relationships>"
            )),
        ),
        ("xl/sheet.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ])
}

fn one_sheet(sheet: Box<dyn Read>, strings: Box<dyn Read>) -> Vec<u8> {
    workbook("<sheet name='S' sheetId='1' r:id='s'/>", sheet, strings)
}

#[test]
fn two_far_cells_cost_nothing() {
    let rows = "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c \
                r='XFD1048576'><v>2</v></c></row></sheetData></worksheet>";
    let intake = opened("a.xlsx", &one_sheet(part(rows), part("<sst/>")));
    assert_eq!(codes(&intake), ["W106"]);
    assert_eq!(intake.workbooks.len(), 1);
}

#[test]
fn a_gigabyte_from_a_megabyte_is_a_bomb() {
    let bytes = one_sheet(Box::new(std::io::repeat(b' ').take(GIGABYTE)), part("<sst/>"));
    assert!((bytes.len() as u64) < GIGABYTE / 500, "{}", bytes.len());
    assert_eq!(codes(&opened("a.xlsx", &bytes)), ["E109"]);
}

/// The letters of a column, counted from 0.
fn letters(column: u32) -> String {
    CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

#[test]
fn a_million_merges_are_read_or_refused() {
    let mut sheet = String::from("<worksheet><sheetData/><mergeCells>");
    for index in 0..1_000_001 {
        // Pairs of cells, fifty in a row of the sheet, from column A on.
        let (row, column) = (index / 50 + 1, 2 * (index % 50));
        write!(sheet, "<mergeCell ref='{}{row}:{}{row}'/>", letters(column), letters(column + 1))
            .unwrap();
    }
    sheet.push_str("</mergeCells></worksheet>");
    assert_eq!(codes(&opened("a.xlsx", &one_sheet(part(sheet), part("<sst/>")))), ["E102"]);
}

#[test]
fn a_hundred_thousand_sheets_are_refused() {
    let mut sheets = String::new();
    for index in 0..100_000 {
        write!(sheets, "<sheet name='S{index}' sheetId='1' r:id='s'/>").unwrap();
    }
    let bytes = workbook(&sheets, part("<worksheet/>"), part("<sst/>"));
    assert_eq!(codes(&opened("a.xlsx", &bytes)), ["E102"]);
}

#[test]
fn a_name_that_leads_out_of_the_archive_is_not_read() {
    let bytes = zip([("../../x", part("x")), ("/etc/x.xlsx", part("x")), ("a.txt", part("x"))]);
    assert_eq!(codes(&opened("a.zip", &bytes)), ["E108", "E108", "N107"]);
}

#[test]
fn two_hundred_megabytes_of_shared_strings_are_refused() {
    let text = "<si><t>Chè Shan tuyết</t></si>".repeat(STRINGS >> 5);
    let bytes = one_sheet(part("<worksheet/>"), part(format!("<sst>{text}</sst>")));
    assert_eq!(codes(&opened("a.xlsx", &bytes)), ["E102"]);
}

#[test]
fn sixteen_nested_archives_are_not_unpacked_to_the_end() {
    let mut bytes = one_sheet(part("<worksheet/>"), part("<sst/>"));
    for _ in 0..16 {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.zip", SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
        bytes = zip.finish().unwrap().into_inner();
    }
    assert_eq!(codes(&opened("a.zip", &bytes)), ["E104"]);
}

#[test]
fn a_file_cut_at_every_thousandth_byte_is_told_so() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    let mut random = 1_u64;
    for row in 0..2_000 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        sheet.write(row, 0, format!("Sản phẩm {random}")).unwrap();
    }
    let whole = writer.save_to_buffer().unwrap();
    assert!(whole.len() > 20_000, "{}", whole.len());
    for length in (1_000..whole.len()).step_by(1_000) {
        assert_eq!(codes(&opened("a.xlsx", &whole[..length])), ["E112"], "{length}");
    }
}

#[test]
fn random_bytes_end_in_a_finding() {
    let mut random = 42_u64;
    for head in [
        &b""[..],
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"\x09\x08\x10\x00",
    ] {
        for _ in 0..20 {
            let mut bytes = head.to_vec();
            bytes.extend(
                std::iter::repeat_with(|| {
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    random.to_be_bytes()[1]
                })
                .take(4_000),
            );
            let intake = opened("a.xls", &bytes);
            assert!(intake.workbooks.is_empty());
            assert_eq!(intake.findings.iter().count(), 1);
        }
    }
}

#[test]
fn an_old_workbook_whose_reader_breaks_down_is_damaged_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("a.xls"), &old_workbook());
    put(&folder.path().join("b.xlsx"), &one_sheet(part("<worksheet/>"), part("<sst/>")));
    let told = |reader| codes(&intake::open_folder(folder.path(), &reader).unwrap());
    assert_eq!(
        told(ChildReader::at(env!("CARGO_BIN_EXE_ocop"))),
        [""; 0],
        "it is sound, and empty"
    );
    // A program that says something else, one that is not there, and none.
    assert_eq!(told(ChildReader::at(std::env::current_exe().unwrap())), ["E101"]);
    assert_eq!(told(ChildReader::at(folder.path().join("khong-co"))), ["E105"]);
    assert_eq!(told(ChildReader::none()), ["E104"]);
}

/// `agile.xlsx` and `locked.xlsx` were made with msoffcrypto-tool, the others by hand after
/// MS-OFFCRYPTO; msoffcrypto-tool opens them all, and xlrd reads what comes out.
fn encrypted(name: &str) -> Vec<u8> {
    fs_err::read(
        Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/crates/careful-spreadsheet/tests/data/encrypted"
        ))
        .join(name),
    )
    .unwrap()
}

#[test]
fn workbooks_that_excel_opens_without_a_password_are_read() {
    for name in ["agile.xlsx", "standard.xlsx", "rc4.xls", "cryptoapi.xls", "xor.xls"] {
        let intake = opened(name, &encrypted(name));
        assert_eq!(codes(&intake), [""; 0], "{name}");
        let sheet = &intake.workbooks[0].sheets[0];
        let last: Vec<_> = sheet.row(39).map(|(_, cell)| cell.shown()).collect();
        assert_eq!(
            (sheet.cells().count(), last),
            (120, ["40", "Chè Shan tuyết 40", "72,5"].map(str::to_owned).into())
        );
    }
}

#[test]
fn workbooks_with_a_password_of_somebodys_own_stay_locked() {
    for name in ["locked.xlsx", "locked-xor.xls"] {
        assert_eq!(codes(&opened(name, &encrypted(name))), ["E103"], "{name}");
    }
}

#[test]
fn an_encrypted_workbook_with_any_byte_changed_ends_read_or_in_a_finding() {
    for name in ["agile.xlsx", "standard.xlsx", "rc4.xls", "xor.xls"] {
        let whole = encrypted(name);
        // Mostly the tables, the directory and the headers of the encryption; the data itself is a
        // matter of the zip container.
        for at in (24..80).step_by(5).chain((512..whole.len()).step_by(1_999)) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let intake = opened(name, &changed);
            assert!(intake.workbooks.len() == 1 || codes(&intake).len() == 1, "{name} {at}");
        }
    }
}

#[test]
fn what_is_named_like_a_spreadsheet_and_is_none_is_an_error_that_says_what_to_do() {
    let rows = "TT;Tên sản phẩm;Chủ thể\r\n".repeat(4);
    let wide: Vec<u8> =
        "\u{FEFF}TT\tTên sản phẩm\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, code, remedy) in [
        ("a.csv", rows.as_bytes(), "E104", "“Excel Workbook (*.xlsx)”"),
        ("a.xls", rows.as_bytes(), "E104", "“Excel Workbook (*.xlsx)”"),
        ("a.txt", &wide, "E104", "“Excel Workbook (*.xlsx)”"),
        ("a.xls", b"<html><table></table></html>", "E104", "“Excel Workbook (*.xlsx)”"),
        ("a.xls", b"MIME-Version: 1.0", "E104", "“Excel Workbook (*.xlsx)”"),
        ("a.xlsx", b"", "E121", "tải lại"),
        ("a.xlsx", b"{\\rtf1 ", "E120", "gửi lại chính bảng tính"),
        ("a.ods", b"%PDF-1.7", "E120", "gửi lại chính bảng tính"),
    ] {
        let intake = opened(name, bytes);
        let finding = intake.findings.iter().next().unwrap();
        assert_eq!((codes(&intake), finding.place.to_string()), (vec![code], name.to_owned()));
        assert!(finding.remedy.as_deref().is_some_and(|told| told.contains(remedy)), "{finding:?}");
    }
    assert_eq!(codes(&opened("ghi-chu.txt", "Kính gửi Ủy ban".as_bytes())), ["N107"]);
}

/// An OLE container with a stream `Workbook` of nothing.
fn old_workbook() -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    (bytes[26], bytes[28], bytes[29], bytes[30], bytes[32]) = (3, 0xFE, 0xFF, 9, 6);
    let number = |bytes: &mut [u8], at: usize, number: u32| {
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    };
    for (at, value) in [(44, 1), (48, 1), (56, 4096), (60, u32::MAX - 1), (68, u32::MAX - 1)] {
        number(&mut bytes, at, value);
    }
    bytes[76..512].fill(0xFF);
    number(&mut bytes, 76, 0);
    // The table of sectors: itself, then the directory.
    bytes[512..1024].fill(0xFF);
    number(&mut bytes, 512, u32::MAX - 2);
    number(&mut bytes, 516, u32::MAX - 1);
    for (entry, name) in [(1024, "Root Entry"), (1152, "Workbook")] {
        for (index, unit) in name.encode_utf16().enumerate() {
            bytes[entry + 2 * index..entry + 2 * index + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[entry + 64] = u8::try_from(2 * name.len() + 2).unwrap();
        bytes[entry + 66] = if name == "Workbook" { 2 } else { 5 };
    }
    bytes
}
