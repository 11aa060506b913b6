//! Archives, and files that mean no good.

use rust_xlsxwriter::DocProperties;

use super::limits::{RATIO_MATTERS_FROM, XML_PIECE_BYTES};
use super::testing::{note, ods, open, raw_xlsx, workbook, zip};
use super::{AttachmentKind, NonTable, Opener, OwnFiles, Refusal, packed};

#[test]
fn the_workbooks_of_an_archive_are_read_wherever_they_lie() {
    let archive = zip([
        ("huyện Tân Uyên/b.xlsx", &note("b")[..]),
        ("a.ods", &ods("")),
        ("../../etc/passwd.xlsx", &note("a name is only a name")),
        ("con/C:/b.xlsx", &note("c")),
        ("tam/~WRL1.tmp", b"x"),
        ("__MACOSX/._a.xlsx", b"mac"),
        ("anh.png", b"\x89PNG"),
        ("~$b.xlsx", b"lock"),
    ]);
    let (workbooks, seen) = open(&archive);
    let places: Vec<_> = workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(places, ["x!/a.ods", "x!/con/C:/b.xlsx", "x!/huyện Tân Uyên/b.xlsx"]);
    let expected = [
        "UnsafeName x!/../../etc/passwd.xlsx",
        "Hidden x!/__MACOSX",
        "NoTable x!/anh.png",
        "Temporary x!/tam/~WRL1.tmp",
        "LockFile x!/~$b.xlsx",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_zip_in_a_zip_is_opened_once() {
    let inner = zip([("a.xlsx", &note("a")[..])]);
    let twice = zip([("trong.zip", &inner[..])]);
    let (workbooks, seen) = open(&twice);
    assert_eq!(workbooks[0].place.to_string(), "x!/trong.zip!/a.xlsx");
    assert!(seen.is_empty());

    let (workbooks, seen) = open(&zip([("ngoai.zip", &twice[..]), ("b.xlsx", &note("b"))]));
    assert_eq!(seen, ["NotRead x!/ngoai.zip!/trong.zip"]);
    assert_eq!(workbooks.len(), 1, "the other file is still read");
}

/// A size just above this limit, which is as large as a sample has to be.
fn above(limit: u64) -> usize {
    usize::try_from(limit).expect("the limit fits") + 1
}

#[test]
fn a_zip_bomb_is_refused_by_what_comes_out_of_it() {
    let zeros = vec![0; above(RATIO_MATTERS_FROM)];
    let mut lying = zip([("a.xlsx", &zeros[..]), ("b.xlsx", &note("b"))]);
    let (_, seen) = open(&lying);
    assert_eq!(seen, ["Bomb x"], "its directory says so");

    declare(&mut lying, zeros.len(), 1 << 10);
    let (workbooks, seen) = open(&lying);
    assert_eq!(seen, ["Damaged x!/a.xlsx"], "no more comes out than a lie declares");
    assert_eq!(workbooks.len(), 1, "the other file is still read");
}

/// Makes every header of a zip container that declares an unpacked size declare another one.
fn declare(zip: &mut [u8], size: usize, other: usize) {
    let bytes = |size: usize| u32::try_from(size).expect("the size fits").to_le_bytes();
    let places: Vec<_> = (0..zip.len() - 4).filter(|&at| zip[at..at + 4] == bytes(size)).collect();
    for at in places {
        zip[at..at + 4].copy_from_slice(&bytes(other));
    }
}

#[test]
fn a_workbook_of_endless_spaces_is_refused() {
    let spaces = " ".repeat(above(RATIO_MATTERS_FROM));
    let (workbooks, seen) = open(&raw_xlsx(&spaces, "<sst/>"));
    assert_eq!(seen, ["Bomb x"]);
    assert!(workbooks.is_empty());
    let (_, seen) = open(&raw_xlsx(&spaces[..XML_PIECE_BYTES + (64 << 10)], "<sst/>"));
    assert_eq!(seen, ["TooLarge x"], "one piece of XML is too long");
}

#[test]
fn entities_and_outside_references_are_told_apart() {
    let sheet =
        |doctype: &str| raw_xlsx("", &format!("<?xml version='1.0'?><!-- x -->{doctype}<sst/>"));
    for (doctype, refusal) in [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>", Some("XmlEntities x")),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", Some("XmlExternal x")),
        ("<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'>", Some("XmlExternal x")),
        ("<!DOCTYPE a>", None),
    ] {
        assert_eq!(open(&sheet(doctype)).1, Vec::from_iter(refusal), "{doctype}");
    }
    let unread = zip([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("xl/workbook.xml", b"<workbook/>"),
        ("customXml/item1.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ]);
    assert_eq!(open(&unread).1, ["XmlEntities x"], "a part that nobody reads");
}

#[test]
fn parts_that_share_bytes_are_refused() {
    let mut archive = zip([("a.xlsx", &note("a")[..]), ("b.xlsx", &note("b"))]);
    // The second entry of the directory now points to the header of the first.
    let second =
        archive.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory");
    archive[second + 42..second + 46].fill(0);
    let (workbooks, seen) = open(&archive);
    assert_eq!(seen, ["SharedBytes x"]);
    assert!(workbooks.is_empty());
}

#[test]
fn names_that_look_the_same_are_refused() {
    let (_, seen) = open(&zip([("a.xlsx", &note("a")[..]), ("a\u{200B}.xlsx", &note("b"))]));
    assert_eq!(seen, ["SameName x"]);
}

#[test]
fn an_archive_of_too_many_files_is_refused() {
    let names: Vec<_> = (0..2_001).map(|index| index.to_string()).collect();
    let (_, seen) = open(&zip(names.iter().map(|name| (name.as_str(), &b""[..]))));
    assert_eq!(seen, ["TooLarge x"]);
}

#[test]
fn a_list_of_strings_that_lies_about_its_length_does_no_harm() {
    for claim in ["99999999999999", "18446744073709551616", "-1"] {
        let strings = format!(r#"<sst uniqueCount="{claim}"><si><t>a</t></si></sst>"#);
        let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
        let (workbooks, seen) = open(&raw_xlsx(rows, &strings));
        assert_eq!((workbooks.len(), seen.is_empty()), (1, true), "{claim}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_told_from_a_damaged_one() {
    let whole = note("Chè");
    for length in (4..whole.len()).step_by(whole.len() / 40) {
        let (workbooks, seen) = open(&whole[..length]);
        assert_eq!(seen, ["Truncated x"], "{length}");
        assert!(workbooks.is_empty());
    }
    let mut damaged = whole;
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0x55);
    assert_eq!(open(&damaged).1, ["Damaged x"]);
}

#[test]
fn a_file_with_any_byte_changed_never_takes_the_program_along() {
    for whole in [note("Chè"), ods("<table:table-row><table:table-cell/></table:table-row>")] {
        for at in (0..whole.len()).step_by(7) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let (workbooks, seen) = open(&changed);
            assert!(workbooks.len() == 1 || !seen.is_empty(), "byte {at}");
        }
    }
}

#[test]
fn an_archive_of_nothing_is_refused() {
    for empty in [zip([]), zip([("thu-muc/", &b""[..])])] {
        assert_eq!(open(&empty).1, ["EmptyArchive x"]);
    }
    let opened = |name: &str, bytes: &[u8]| Opener::new().open(name, bytes).swap_remove(0);
    let numbers = zip([("Index/Document.iwa", &b"x"[..]), ("b.txt", b"y")]);
    let misnamed = |instead| Some(Refusal::Misnamed { ending: "xlsx", instead });
    assert_eq!(opened("a.xlsx", &numbers).refusal, misnamed(NonTable::Archive));
    let document =
        zip([("word/document.xml", &b""[..]), ("[Content_Types].xml", b"wordprocessingml")]);
    assert_eq!(
        opened("d.xlsx", &document).refusal,
        misnamed(NonTable::Attachment(AttachmentKind::Document))
    );
}

#[test]
fn a_workbook_that_excel_opens_without_a_password_is_read_and_given_back_in_the_clear() {
    assert_eq!(open(include_bytes!("../tests/data/encrypted/locked.xlsx")).1, ["Locked x"]);
    let encrypted = include_bytes!("../tests/data/encrypted/agile.xlsx");
    let (workbooks, seen) = open(encrypted);
    assert!(seen.is_empty() && workbooks.len() == 1);
    assert!(packed(encrypted.to_vec(), "a.xlsx").is_ok_and(|clear| clear.starts_with(b"PK")));
}

#[test]
fn nothing_that_is_shown_can_command_a_terminal() {
    let (workbooks, _) = open(&raw_xlsx("<row><c t='e'><v>#REF!\u{1B}[2J</v></c></row>", "<sst/>"));
    assert_eq!(
        workbooks[0].sheets[0].cells().map(|(_, cell)| cell.shown()).collect::<Vec<_>>(),
        ["#REF![2J"]
    );
    let (_, seen) = open(&zip([("a\u{1B}[2J\nb.txt", &b"x"[..])]));
    assert_eq!(seen, ["NoTable x!/a[2J b.txt"]);
}

#[test]
fn the_callers_own_files_are_left_alone() {
    let own =
        OwnFiles { property: "ours", record: "record.json", is_record: |bytes| bytes == b"ours" };
    let opened = |bytes: &[u8]| Opener::new().leaving(own).open("x", bytes);
    let marked = workbook(|writer| {
        writer.set_properties(&DocProperties::new().set_custom_property("ours", true));
        writer.add_worksheet();
    });
    assert_eq!(opened(&marked)[0].refusal, Some(Refusal::OwnWorkbook));
    let archive = zip([
        ("out/record.json", &b"ours"[..]),
        ("out/a.xlsx", &note("a")),
        ("b.xlsx", &note("b")),
    ]);
    let came = opened(&archive);
    let places: Vec<_> = came.iter().map(|file| file.place.to_string()).collect();
    assert_eq!(places, ["x", "x!/out", "x!/b.xlsx"]);
    assert_eq!(came[1].refusal, Some(Refusal::OwnFolder));
}
