//! The desk as a whole: folders, archives, and files that mean no good.

use std::io::Write as _;
use std::path::Path;

use super::testing::{note, ods, open, raw_xlsx, told, zip};
use super::{ChildReader, Fault, open_folder, original};
use crate::finding::Code;

/// Puts a file into a folder.
fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs_err::create_dir_all(path.parent().expect("the file lies in the folder")).expect("the folder can be made");
    tempfile::NamedTempFile::new_in(folder)
        .and_then(|mut file| file.write_all(bytes).map(|()| file))
        .and_then(|file| file.persist(&path).map_err(|error| error.error))
        .expect("the file can be written");
}

#[test]
fn every_file_is_hashed_and_every_workbook_read() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, bytes) in [
        ("round.toml", &b"[round]"[..]),
        ("templates/wording/a.md", b"# A"),
        ("templates/mau.xlsx", &note("not a paper")),
        ("ho-so/than-uyen.xlsx", &note("Chè")),
        ("ho-so/ke-khai.xls", &note("an xlsx by another name")),
        ("ho-so/anh.pdf", b"%PDF-1.4"),
        ("ho-so/~$than-uyen.xlsx", b"lock"),
        (".git/config", b"hidden"),
        ("ho-so/Thumbs.db", b"\xD0\xCF\x11\xE0"),
    ] {
        put(folder.path(), name, bytes);
    }
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");

    let workbooks: Vec<_> = intake.workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(workbooks, ["ho-so/ke-khai.xls", "ho-so/than-uyen.xlsx"]);
    let files: Vec<_> = intake.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        files,
        [
            "ho-so/Thumbs.db",
            "ho-so/anh.pdf",
            "ho-so/ke-khai.xls",
            "ho-so/than-uyen.xlsx",
            "round.toml",
            "templates/mau.xlsx",
            "templates/wording/a.md"
        ]
    );
    assert_eq!(intake.files[4].sha256, "3aea02dd86d51c47224bf4fd72a32df949ef2bcad19415cacdd486d099898a75");
    let notes = [
        (Code::FileLeftAlone, ".git"),
        (Code::AttachmentsCounted, "ho-so"),
        (Code::FileLeftAlone, "ho-so/~$than-uyen.xlsx"),
    ];
    assert_eq!(told(&intake.findings), notes.map(|(code, place)| (code, place.to_owned())));
    assert_eq!(
        intake.attachments.iter().map(|found| (found.at.as_str(), found.count())).collect::<Vec<_>>(),
        [("ho-so", 1)]
    );
}

#[test]
fn a_folder_that_is_not_there_is_a_fault_of_ours() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(matches!(open_folder(&folder.path().join("khong-co"), &ChildReader::none()), Err(Fault::NotListed { .. })));
    put(folder.path(), "tep", b"");
    assert!(matches!(open_folder(&folder.path().join("tep"), &ChildReader::none()), Err(Fault::NotAFolder { .. })));
}

#[cfg(unix)]
#[test]
fn a_name_that_a_terminal_would_obey_is_shown_without_its_commands() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a\u{1B}[2J\n\u{202E}b.xlsx", &note("Chè")[..100]);
    put(
        folder.path(),
        "c.zip",
        &zip([("a\u{1B}[2J\nb.txt", &b"x"[..]), ("d.xlsx", &raw_xlsx("<\u{1B}[31m>", "<sst/>"))]),
    );
    put(folder.path(), "e.xlsx", &raw_xlsx("<row><c t='e'><v>#REF!\u{1B}[2J</v></c></row>", "<sst/>"));
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let places: Vec<_> = told(&intake.findings).into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["a_[2J__b.xlsx", "c.zip!/a[2J b.txt", "c.zip!/d.xlsx"]);
    assert_eq!(intake.workbooks[0].sheets[0].cells().map(|(_, cell)| cell.shown()).collect::<Vec<_>>(), ["#REF![2J"]);
    let words: String = intake
        .findings
        .iter()
        .flat_map(|finding| [Some(finding.message.clone()), finding.found.clone()])
        .flatten()
        .collect();
    assert!(!words.contains(char::is_control), "{words:?}");
    assert_eq!(intake.files.len(), 3);
    assert!(original(folder.path(), "a_[2J__b.xlsx").is_ok(), "it is found again");
}

#[cfg(unix)]
#[test]
fn a_link_is_reported_and_not_followed() {
    let (folder, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    put(elsewhere.path(), "a.xlsx", &note("Chè"));
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("thu-muc")).expect("a link can be made");
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    assert_eq!(told(&intake.findings), [(Code::FileNotOpened, "thu-muc".to_owned())]);
    assert!(intake.workbooks.is_empty() && intake.files.is_empty());
}

#[test]
fn a_huge_file_is_hashed_and_not_read() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let huge = |head: &[u8]| [head, &vec![0; 21 << 20]].concat();
    put(folder.path(), "a.xlsx", &huge(b"PK\x03\x04"));
    put(folder.path(), "b.pdf", &huge(b"%PDF-1.4"));
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    assert_eq!(intake.files.len(), 2);
    let expected = [(Code::AttachmentsCounted, ".".to_owned()), (Code::FileTooLarge, "a.xlsx".to_owned())];
    assert_eq!(told(&intake.findings), expected);
}

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
    let (workbooks, findings) = open(&archive);
    let places: Vec<_> = workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(places, ["x!/a.ods", "x!/con/C:/b.xlsx", "x!/huyện Tân Uyên/b.xlsx"]);
    let notes = [
        (Code::ArchiveNameUnsafe, "x!/../../etc/passwd.xlsx"),
        (Code::FileLeftAlone, "x!/__MACOSX"),
        (Code::FileLeftAlone, "x!/tam/~WRL1.tmp"),
        (Code::FileLeftAlone, "x!/~$b.xlsx"),
    ];
    assert_eq!(told(&findings), notes.map(|(code, place)| (code, place.to_owned())));
}

#[test]
fn a_zip_in_a_zip_is_opened_once() {
    let inner = zip([("a.xlsx", &note("a")[..])]);
    let twice = zip([("trong.zip", &inner[..])]);
    let (workbooks, findings) = open(&twice);
    assert_eq!(workbooks[0].place.to_string(), "x!/trong.zip!/a.xlsx");
    assert!(findings.is_empty());

    let (workbooks, findings) = open(&zip([("ngoai.zip", &twice[..]), ("b.xlsx", &note("b"))]));
    assert_eq!(told(&findings), [(Code::FormatNotRead, "x!/ngoai.zip!/trong.zip".to_owned())]);
    assert_eq!(workbooks.len(), 1, "the other file is still read");
}

#[test]
fn a_zip_bomb_is_refused_by_what_comes_out_of_it() {
    let zeros = vec![0; 30 << 20];
    let (_, findings) = open(&zip([("a.xlsx", &zeros[..])]));
    assert_eq!(told(&findings), [(Code::ArchiveBomb, "x".to_owned())], "its directory says so");

    let mut lying = zip([("a.xlsx", &zeros[..]), ("b.xlsx", &note("b"))]);
    declare(&mut lying, zeros.len(), 1 << 10);
    let (workbooks, findings) = open(&lying);
    assert_eq!(told(&findings), [(Code::FileDamaged, "x!/a.xlsx".to_owned())], "no more comes out than a lie declares");
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
    let spaces = " ".repeat(30 << 20);
    let (workbooks, findings) = open(&raw_xlsx(&spaces, "<sst/>"));
    assert_eq!(told(&findings), [(Code::ArchiveBomb, "x".to_owned())]);
    assert!(workbooks.is_empty());
    let (_, findings) = open(&raw_xlsx(&" ".repeat(5 << 20), "<sst/>"));
    assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())], "one piece of XML is too long");
}

#[test]
fn entities_and_outside_references_are_told_apart() {
    let sheet = |doctype: &str| raw_xlsx("", &format!("<?xml version='1.0'?><!-- x -->{doctype}<sst/>"));
    for (doctype, code) in [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>", Some(Code::XmlBomb)),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", Some(Code::XmlExternal)),
        ("<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'>", Some(Code::XmlExternal)),
        ("<!DOCTYPE a>", None),
    ] {
        let expected: Vec<_> = code.map(|code| (code, "x".to_owned())).into_iter().collect();
        assert_eq!(told(&open(&sheet(doctype)).1), expected, "{doctype}");
    }
    let unread = zip([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("xl/workbook.xml", b"<workbook/>"),
        ("customXml/item1.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ]);
    assert_eq!(told(&open(&unread).1), [(Code::XmlBomb, "x".to_owned())], "a part that nobody reads");
}

#[test]
fn parts_that_share_bytes_are_refused() {
    let mut archive = zip([("a.xlsx", &note("a")[..]), ("b.xlsx", &note("b"))]);
    // The second entry of the directory now points to the header of the first.
    let second = archive.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory");
    archive[second + 42..second + 46].fill(0);
    let (workbooks, findings) = open(&archive);
    assert_eq!(told(&findings).iter().map(|(code, _)| code.id()).collect::<Vec<_>>(), ["E113"]);
    assert!(workbooks.is_empty());
}

#[test]
fn the_same_file_is_read_once() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (one, other) = (note("a"), note("b"));
    put(folder.path(), "a.xlsx", &one);
    put(folder.path(), "b.zip", &zip([("c.xlsx", &one[..]), ("d.xlsx", &other)]));
    put(folder.path(), "e.zip", &zip([("c.xlsx", &one[..]), ("d.xlsx", &other)]));
    put(folder.path(), "f.pdf", b"%PDF");
    put(folder.path(), "g.pdf", b"%PDF");
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let places: Vec<_> = intake.workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(places, ["a.xlsx", "b.zip!/d.xlsx"]);
    let expected = [(Code::AttachmentsCounted, "."), (Code::FileTwice, "b.zip!/c.xlsx"), (Code::FileTwice, "e.zip")];
    assert_eq!(told(&intake.findings), expected.map(|(code, place)| (code, place.to_owned())));
}

#[test]
fn the_original_of_a_place_is_found_again() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let workbook = note("a");
    let inner = zip([("biểu/c.xlsx", &workbook[..])]);
    put(folder.path(), "ho-so/a.zip", &zip([("b.zip", &inner[..])]));
    put(folder.path(), "d.xlsx", &workbook);
    for file in ["d.xlsx", "ho-so/a.zip!/b.zip!/biểu/c.xlsx"] {
        assert_eq!(original(folder.path(), file), Ok(workbook.clone()), "{file}");
    }
    for file in ["../d.xlsx", "/etc/passwd", "ho-so/a.zip!/c.xlsx", ""] {
        assert_eq!(original(folder.path(), file).map_err(|finding| finding.code), Err(Code::FileNotOpened), "{file}");
    }
}

#[test]
fn an_archive_of_nothing_is_told() {
    for empty in [zip([]), zip([("thu-muc/", &b""[..])])] {
        assert_eq!(told(&open(&empty).1), [(Code::FileEmpty, "x".to_owned())]);
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a.xlsx", &zip([("Index/Document.iwa", &b"x"[..]), ("b.txt", b"y")]));
    put(folder.path(), "b.xlsx", &zip([("c.xlsx", &note("Chè")[..])]));
    put(folder.path(), "d.xlsx", &zip([("word/document.xml", &b""[..]), ("[Content_Types].xml", b"wordprocessingml")]));
    let intake = open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let expected = [(Code::NameMisleads, "a.xlsx".to_owned()), (Code::NameMisleads, "d.xlsx".to_owned())];
    assert_eq!(told(&intake.findings), expected);
    assert_eq!(intake.workbooks.len(), 1, "an archive is read whatever it is called");
}

#[test]
fn names_that_look_the_same_are_refused() {
    let (_, findings) = open(&zip([("a.xlsx", &note("a")[..]), ("a\u{200B}.xlsx", &note("b"))]));
    assert_eq!(told(&findings), [(Code::ArchiveInconsistent, "x".to_owned())]);
}

#[test]
fn a_workbook_that_excel_opens_without_a_password_is_read_and_given_back_in_the_clear() {
    let locked = include_bytes!("../../tests/data/encrypted/locked.xlsx");
    assert_eq!(told(&open(locked).1), [(Code::FileLocked, "x".to_owned())]);
    let encrypted = include_bytes!("../../tests/data/encrypted/agile.xlsx");
    let (workbooks, findings) = open(encrypted);
    assert!(findings.is_empty() && workbooks.len() == 1);
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a.xlsx", encrypted);
    assert!(original(folder.path(), "a.xlsx").is_ok_and(|clear| clear.starts_with(b"PK")));
}

#[test]
fn an_archive_of_too_many_files_is_refused() {
    let names: Vec<_> = (0..2_001).map(|index| index.to_string()).collect();
    let (_, findings) = open(&zip(names.iter().map(|name| (name.as_str(), &b""[..]))));
    assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())]);
}

#[test]
fn a_list_of_strings_that_lies_about_its_length_does_no_harm() {
    for claim in ["99999999999999", "18446744073709551616", "-1"] {
        let strings = format!(r#"<sst uniqueCount="{claim}"><si><t>a</t></si></sst>"#);
        let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
        let (workbooks, findings) = open(&raw_xlsx(rows, &strings));
        assert_eq!((workbooks.len(), findings.is_empty()), (1, true), "{claim}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_told_from_a_damaged_one() {
    let whole = note("Chè");
    for length in (4..whole.len()).step_by(whole.len() / 40) {
        let (workbooks, findings) = open(&whole[..length]);
        assert_eq!(told(&findings), [(Code::FileTruncated, "x".to_owned())], "{length}");
        assert!(workbooks.is_empty());
    }
    let mut damaged = whole;
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0x55);
    assert_eq!(told(&open(&damaged).1), [(Code::FileDamaged, "x".to_owned())]);
}

#[test]
fn a_file_with_any_byte_changed_never_takes_the_program_along() {
    for whole in [note("Chè"), ods("<table:table-row><table:table-cell/></table:table-row>")] {
        for at in (0..whole.len()).step_by(7) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let (workbooks, findings) = open(&changed);
            assert!(workbooks.len() == 1 || !findings.is_empty(), "byte {at}");
        }
    }
}
