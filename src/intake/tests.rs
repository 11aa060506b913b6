//! Whole folders: what is hashed, read, told and left alone.

use std::io::{Cursor, Write as _};
use std::path::Path;

use careful_spreadsheet::ChildReader;
use rust_xlsxwriter::Workbook as Writer;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{IntakeFault, open_folder, original};
use crate::finding::{Code, Findings};

/// A zip container of these parts.
fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it all");
    }
    zip.finish().expect("memory takes it all").into_inner()
}

/// A workbook of one cell that holds this text.
fn note(text: &str) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, text).expect("a sound cell");
    writer.save_to_buffer().expect("a sound workbook")
}

/// The codes of all findings, with their places.
fn told(findings: &Findings) -> Vec<(Code, String)> {
    findings.iter().map(|finding| (finding.code, finding.place.to_string())).collect()
}

/// Puts a file into a folder.
fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs_err::create_dir_all(path.parent().expect("the file lies in the folder"))
        .expect("the folder can be made");
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
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");

    let workbooks: Vec<_> =
        intake.workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
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
    assert_eq!(
        intake.files[4].sha256,
        "3aea02dd86d51c47224bf4fd72a32df949ef2bcad19415cacdd486d099898a75"
    );
    let notes = [
        (Code::FileLeftAlone, ".git"),
        (Code::AttachmentsCounted, "ho-so"),
        (Code::FileLeftAlone, "ho-so/~$than-uyen.xlsx"),
    ];
    assert_eq!(told(&intake.findings), notes.map(|(code, place)| (code, place.to_owned())));
    assert_eq!(
        intake
            .attachments
            .iter()
            .map(|found| (found.at.as_str(), found.count()))
            .collect::<Vec<_>>(),
        [("ho-so", 1)]
    );
}

#[test]
fn a_folder_that_is_not_there_is_a_fault_of_ours() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(matches!(
        open_folder(&folder.path().join("khong-co"), &ChildReader::none()),
        Err(IntakeFault::NotListed { .. })
    ));
    put(folder.path(), "tep", b"");
    assert!(matches!(
        open_folder(&folder.path().join("tep"), &ChildReader::none()),
        Err(IntakeFault::NotAFolder { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_name_that_a_terminal_would_obey_is_shown_without_its_commands() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a\u{1B}[2J\n\u{202E}b.xlsx", &note("Chè")[..100]);
    put(
        folder.path(),
        "c.zip",
        &zip([("a\u{1B}[2J\nb.txt", &b"x"[..]), ("d.xlsx", &note("Chè")[..100])]),
    );
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let places: Vec<_> = told(&intake.findings).into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["a_[2J__b.xlsx", "c.zip!/a[2J b.txt", "c.zip!/d.xlsx"]);
    let words: String = intake
        .findings
        .iter()
        .flat_map(|finding| [Some(finding.message.clone()), finding.found.clone()])
        .flatten()
        .collect();
    assert!(!words.contains(char::is_control), "{words:?}");
    assert_eq!(intake.files.len(), 2);
    assert!(original(folder.path(), "a_[2J__b.xlsx").is_ok(), "it is found again");
}

#[cfg(unix)]
#[test]
fn a_link_is_reported_and_not_followed() {
    let (folder, elsewhere) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    put(elsewhere.path(), "a.xlsx", &note("Chè"));
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("thu-muc"))
        .expect("a link can be made");
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    assert_eq!(told(&intake.findings), [(Code::FileNotOpened, "thu-muc".to_owned())]);
    assert!(intake.workbooks.is_empty() && intake.files.is_empty());
}

#[test]
fn a_huge_file_is_hashed_and_not_read() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let huge = |head: &[u8]| [head, &vec![0; 21 << 20]].concat();
    put(folder.path(), "a.xlsx", &huge(b"PK\x03\x04"));
    put(folder.path(), "b.pdf", &huge(b"%PDF-1.4"));
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    assert_eq!(intake.files.len(), 2);
    let expected =
        [(Code::AttachmentsCounted, ".".to_owned()), (Code::FileTooLarge, "a.xlsx".to_owned())];
    assert_eq!(told(&intake.findings), expected);
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
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let places: Vec<_> =
        intake.workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(places, ["a.xlsx", "b.zip!/d.xlsx"]);
    let expected = [
        (Code::AttachmentsCounted, "."),
        (Code::FileTwice, "b.zip!/c.xlsx"),
        (Code::FileTwice, "e.zip"),
    ];
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
        assert_eq!(
            original(folder.path(), file).map_err(|finding| finding.code),
            Err(Code::FileNotOpened),
            "{file}"
        );
    }
}

#[test]
fn an_archive_that_its_name_calls_a_workbook_is_told_unless_it_holds_one() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a.xlsx", &zip([("Index/Document.iwa", &b"x"[..]), ("b.txt", b"y")]));
    put(folder.path(), "b.xlsx", &zip([("c.xlsx", &note("Chè")[..])]));
    put(
        folder.path(),
        "d.xlsx",
        &zip([("word/document.xml", &b""[..]), ("[Content_Types].xml", b"wordprocessingml")]),
    );
    let intake =
        open_folder(folder.path(), &ChildReader::none()).expect("the folder can be listed");
    let expected =
        [(Code::NameMisleads, "a.xlsx".to_owned()), (Code::NameMisleads, "d.xlsx".to_owned())];
    assert_eq!(told(&intake.findings), expected);
    assert_eq!(intake.workbooks.len(), 1, "an archive is read whatever it is called");
}

#[test]
fn a_workbook_that_excel_opens_without_a_password_is_read_and_given_back_in_the_clear() {
    let encrypted =
        include_bytes!("../../crates/careful-spreadsheet/tests/data/encrypted/agile.xlsx");
    let folder = tempfile::tempdir().expect("a folder can be made");
    put(folder.path(), "a.xlsx", encrypted);
    assert!(original(folder.path(), "a.xlsx").is_ok_and(|clear| clear.starts_with(b"PK")));
}
