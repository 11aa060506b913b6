//! The desk as a whole: folders, archives, and files that mean no good.

use std::io::Write as _;
use std::path::Path;

use super::testing::{note, ods, open, raw_xlsx, told, zip};
use super::{Fault, open_folder};
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
    let intake = open_folder(folder.path()).expect("the folder can be listed");

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
    let notes = [(Code::FileLeftAlone, "ho-so/anh.pdf"), (Code::FileLeftAlone, "ho-so/~$than-uyen.xlsx")];
    assert_eq!(told(&intake.findings), notes.map(|(code, place)| (code, place.to_owned())));
}

#[test]
fn a_folder_that_is_not_there_is_a_fault_of_ours() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(matches!(open_folder(&folder.path().join("khong-co")), Err(Fault::NotListed { .. })));
    put(folder.path(), "tep", b"");
    assert!(matches!(open_folder(&folder.path().join("tep")), Err(Fault::NotAFolder { .. })));
}

#[cfg(unix)]
#[test]
fn a_link_is_reported_and_not_followed() {
    let (folder, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    put(elsewhere.path(), "a.xlsx", &note("Chè"));
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("thu-muc")).expect("a link can be made");
    let intake = open_folder(folder.path()).expect("the folder can be listed");
    assert_eq!(told(&intake.findings), [(Code::FileNotOpened, "thu-muc".to_owned())]);
    assert!(intake.workbooks.is_empty() && intake.files.is_empty());
}

#[test]
fn a_huge_file_is_hashed_and_not_read() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let huge = |head: &[u8]| [head, &vec![0; 21 << 20]].concat();
    put(folder.path(), "a.xlsx", &huge(b"PK\x03\x04"));
    put(folder.path(), "b.pdf", &huge(b"%PDF-1.4"));
    let intake = open_folder(folder.path()).expect("the folder can be listed");
    assert_eq!(intake.files.len(), 2);
    let expected = [(Code::FileTooLarge, "a.xlsx".to_owned()), (Code::FileLeftAlone, "b.pdf".to_owned())];
    assert_eq!(told(&intake.findings), expected);
}

#[test]
fn the_workbooks_of_an_archive_are_read_wherever_they_lie() {
    let archive = zip([
        ("huyện Tân Uyên/b.xlsx", &note("b")[..]),
        ("a.ods", &ods("")),
        ("../../etc/passwd.xlsx", &note("a name is only a name")),
        ("__MACOSX/._a.xlsx", b"mac"),
        ("anh.png", b"\x89PNG"),
        ("~$b.xlsx", b"lock"),
    ]);
    let (workbooks, findings) = open(&archive);
    let places: Vec<_> = workbooks.iter().map(|workbook| workbook.place.to_string()).collect();
    assert_eq!(places, ["x!/../../etc/passwd.xlsx", "x!/a.ods", "x!/huyện Tân Uyên/b.xlsx"]);
    let notes = [(Code::FileLeftAlone, "x!/anh.png"), (Code::FileLeftAlone, "x!/~$b.xlsx")];
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
    assert_eq!(told(&findings), [(Code::FileTooLarge, "x!/a.xlsx".to_owned())]);

    let spaces = " ".repeat(30 << 20);
    let (workbooks, findings) = open(&raw_xlsx(&spaces, "<sst/>"));
    assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())]);
    assert!(workbooks.is_empty());
}

#[test]
fn an_archive_of_too_many_files_is_refused() {
    let names: Vec<_> = (0..2_001).map(|index| index.to_string()).collect();
    let (_, findings) = open(&zip(names.iter().map(|name| (name.as_str(), &b""[..]))));
    assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())]);
}

#[test]
fn a_list_of_strings_that_lies_about_its_length_is_refused() {
    for claim in ["99999999999999", "18446744073709551616", "-1"] {
        let strings = format!(r#"<sst uniqueCount="{claim}"><si><t>a</t></si></sst>"#);
        let (_, findings) = open(&raw_xlsx("", &strings));
        assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())], "{claim}");
    }
}

#[test]
fn a_truncated_file_is_damaged() {
    let whole = note("Chè");
    for length in (4..whole.len()).step_by(whole.len() / 40) {
        let (workbooks, findings) = open(&whole[..length]);
        assert_eq!(told(&findings), [(Code::FileDamaged, "x".to_owned())], "{length}");
        assert!(workbooks.is_empty());
    }
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
