//! The archive of a round, and the way back from it to the same papers.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use zip::ZipArchive;

use crate::support::round::RoundFolder;

const ZIP: &str = "outputs/10-luu-tru/ho-so-ocop-2020-dot-2.zip";

fn ocop(folder: &Path, asked: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ocop")).current_dir(folder).args(asked).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

/// A round with few papers, after a run.
fn round() -> RoundFolder {
    let round = RoundFolder::sample(&[]);
    round.run();
    round
}

fn files(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn an_archive_gives_the_same_papers_elsewhere_byte_for_byte() {
    let round = round();
    let folder = round.outputs().parent().unwrap().to_owned();
    let archived = ocop(&folder, &["archive"]);
    assert_eq!(archived.status.code(), Some(0), "{}", said(&archived));
    let first = fs_err::read(folder.join(ZIP)).unwrap();
    let held = files(&first);
    for name in [
        "muc-luc.xlsx",
        "ho-so.json",
        "inputs/round.toml",
        "outputs/ket-qua.json",
        "outputs/so-ket-xuat.json",
    ] {
        assert!(held.contains_key(name), "{name}: {:?}", held.keys());
    }
    let again = ocop(&folder, &["archive"]);
    assert!(said(&again).contains("không có gì thay đổi"), "{}", said(&again));
    assert_eq!(fs_err::read(folder.join(ZIP)).unwrap(), first);

    let elsewhere = tempfile::tempdir().unwrap();
    fs_err::write(elsewhere.path().join("ho-so.zip"), &first).unwrap();
    let replayed = ocop(elsewhere.path(), &["replay", "ho-so.zip", "--into", "lai"]);
    assert_eq!(replayed.status.code(), Some(0), "{}", said(&replayed));
    for (name, bytes) in held.iter().filter(|(name, _)| name.starts_with("outputs/")) {
        if name != "outputs/so-ket-xuat.json" {
            let made = fs_err::read(elsewhere.path().join("lai").join(name)).unwrap();
            assert!(made == *bytes, "{name}");
        }
    }
    let full = ocop(elsewhere.path(), &["replay", "ho-so.zip", "--into", "lai"]);
    assert_eq!(full.status.code(), Some(3));
    assert!(said(&full).contains("không trống"), "{}", said(&full));
}

#[test]
fn what_does_not_belong_together_is_not_archived() {
    let round = RoundFolder::sample(&[]);
    let folder = round.outputs().parent().unwrap().to_owned();
    let early = ocop(&folder, &["archive"]);
    assert_eq!(early.status.code(), Some(3));
    assert!(said(&early).contains("chưa có lần chạy nào đến cùng"), "{}", said(&early));
    round.run();
    let decision = folder.join("outputs/06-quyet-dinh/quyet-dinh.pdf");
    let bytes = fs_err::read(&decision).unwrap();
    fs_err::write(&decision, b"%PDF-1.7 khac").unwrap();
    let gone = ocop(&folder, &["archive"]);
    assert_eq!(gone.status.code(), Some(3));
    assert!(said(&gone).contains("06-quyet-dinh/quyet-dinh.pdf"), "{}", said(&gone));
    fs_err::write(&decision, bytes).unwrap();
    fs_err::write(folder.join("inputs/them.txt"), "thêm").unwrap();
    let changed = ocop(&folder, &["archive"]);
    assert!(said(&changed).contains("them.txt"), "{}", said(&changed));
    assert!(!folder.join("outputs/10-luu-tru").exists());
}

#[test]
fn keys_stay_out_and_a_later_archive_gets_the_next_number() {
    let round = RoundFolder::sample(&[]).with("ky-so/khoa.p12", b"bi mat");
    let folder = round.outputs().parent().unwrap().to_owned();
    round.run();
    let first = ocop(&folder, &["archive"]);
    assert!(said(&first).contains("ky-so/khoa.p12"), "{}", said(&first));
    let held = files(&fs_err::read(folder.join(ZIP)).unwrap());
    assert!(held.keys().all(|name| !name.contains("p12")), "{:?}", held.keys());
    fs_err::write(folder.join("inputs/them.txt"), "thêm").unwrap();
    round.run();
    let second = ocop(&folder, &["archive"]);
    assert!(said(&second).contains("ho-so-ocop-2020-dot-2-lan-2.zip"), "{}", said(&second));
    assert!(folder.join(ZIP).exists());
}

#[test]
fn signed_papers_go_along_at_whatever_step_they_stand_and_rehearsals_do_not() {
    let round = round();
    let folder = round.outputs().parent().unwrap().to_owned();
    let steps = ["cho-ky-tiep", "da-ky", "da-cap-so", "ban-hanh", "luu-tru", "ban-thu"];
    for step in steps {
        let place = folder.join("outputs").join(step);
        fs_err::create_dir_all(&place).unwrap();
        fs_err::write(place.join("quyet-dinh.pdf"), step).unwrap();
    }
    let archived = ocop(&folder, &["archive"]);
    assert_eq!(archived.status.code(), Some(0), "{}", said(&archived));
    let held = files(&fs_err::read(folder.join(ZIP)).unwrap());
    for step in steps {
        let name = format!("/{step}/quyet-dinh.pdf");
        let is_held = held.keys().any(|held| held.ends_with(&name));
        assert_eq!(is_held, step != "ban-thu", "{step}: {:?}", held.keys());
    }
}

#[test]
fn a_changed_or_foreign_archive_is_told() {
    let round = round();
    let folder = round.outputs().parent().unwrap().to_owned();
    ocop(&folder, &["archive"]);
    let mut bytes = fs_err::read(folder.join(ZIP)).unwrap();
    // A stored PDF in the middle: one byte of it changes.
    let at = bytes.windows(5).position(|five| five == b"%PDF-").unwrap();
    bytes[at + 2000] ^= 1;
    fs_err::write(folder.join("hong.zip"), &bytes).unwrap();
    fs_err::write(folder.join("la.zip"), b"khong phai").unwrap();
    for (name, words) in [("hong.zip", "Không lập lại"), ("la.zip", "không phải hồ sơ lưu")]
    {
        let told = ocop(&folder, &["replay", name, "--into", &format!("lai-{name}")]);
        assert_eq!(told.status.code(), Some(3), "{}", said(&told));
        assert!(said(&told).contains(words), "{}", said(&told));
    }
}
