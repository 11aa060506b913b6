//! Workbooks from public test suites, each opened by a process of its own: read or refused with a
//! finding, within time and memory.
//!
//! `OCOP_CORPUS` names the folder; without it the test says that it was skipped.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use careful_spreadsheet::ChildReader;
use ocop::intake;

/// Says to a process of this test which workbook it is to open.
const ONE: &str = "OCOP_CORPUS_ONE";
/// Twice what is promised: other work runs on the machine of a test, and nothing here is optimised.
const PATIENCE: Duration = Duration::from_secs(30);
const MEMORY: u64 = 300 << 20;

/// A clock for a limit; nothing that is written depends on it.
#[allow(clippy::disallowed_methods, reason = "a measure of time, not of a round")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn every_workbook_of_the_corpus_is_read_or_refused() {
    if let Some(one) = std::env::var_os(ONE) {
        return open(Path::new(&one));
    }
    let Some(corpus) = std::env::var_os("OCOP_CORPUS") else {
        println!("skipped: OCOP_CORPUS does not name a folder of workbooks");
        return;
    };
    let entries =
        fs_err::read_dir(PathBuf::from(corpus)).unwrap().map(|entry| entry.unwrap().path());
    let mut workbooks: Vec<_> = entries.collect();
    workbooks.sort();
    assert!(!workbooks.is_empty());
    for workbook in workbooks {
        let start = now();
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["every_workbook_of_the_corpus", "--nocapture"])
            .env(ONE, &workbook)
            .output()
            .unwrap();
        let taken = start.elapsed();
        let said = String::from_utf8_lossy(&process.stdout).into_owned();
        assert!(process.status.success(), "{}: {} {said}", workbook.display(), process.status);
        let told = said
            .lines()
            .find_map(|line| line.split_once("opened: "))
            .map(|(_, told)| told)
            .unwrap_or_default();
        println!("{:?} {taken:.2?} {told}", workbook.file_name().unwrap());
        assert!(taken < PATIENCE, "{} took {taken:?}", workbook.display());
    }
}

/// Opens one workbook in this process and says what came of it.
fn open(workbook: &Path) {
    let folder = tempfile::tempdir().unwrap();
    fs_err::copy(workbook, folder.path().join(workbook.file_name().unwrap())).unwrap();
    let opened =
        intake::open_folder(folder.path(), &ChildReader::at(env!("CARGO_BIN_EXE_ocop"))).unwrap();
    let codes: Vec<_> = opened.findings.iter().map(|finding| finding.code.id()).collect();
    assert!(!opened.workbooks.is_empty() || !codes.is_empty(), "neither read nor refused");
    let peak = peak();
    println!(
        "opened: {} workbooks, findings {codes:?}, peak {:?} MB",
        opened.workbooks.len(),
        peak.map(|peak| peak >> 20)
    );
    assert!(peak.is_none_or(|peak| peak < MEMORY), "{peak:?} bytes of memory");
}

/// The most memory that this process has held, in bytes, where the system tells it.
fn peak() -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}
