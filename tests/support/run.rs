//! A run of the program: how it ended, what it said, what it issued.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use serde_json::Value;
use tempfile::TempDir;

use super::pdf::Pdf;

/// What a run left behind.
pub(crate) struct Run {
    /// 0 clean, 1 warnings, 2 some refused, 3 nothing issued, 4 a fault.
    pub(crate) exit: i32,
    /// What the clerk reads.
    pub(crate) said: String,
    /// What went to the error stream.
    pub(crate) complained: String,
    folder: Arc<TempDir>,
}

/// The papers whose path or file name begins like this; where a file name is just this, only that
/// one.
pub(crate) fn called<'f>(files: impl IntoIterator<Item = &'f str>, start: &str) -> Vec<&'f str> {
    let name = |file: &'f str| file.rsplit('/').next().unwrap_or_default();
    let found: Vec<&str> = files
        .into_iter()
        .filter(|file| file.starts_with(start) || name(file).starts_with(start))
        .collect();
    let exact = found.iter().find(|file| name(file).strip_suffix(".pdf") == Some(start));
    exact.map_or_else(|| found.clone(), |file| vec![*file])
}

impl Run {
    pub(crate) fn new(done: Output, folder: Arc<TempDir>) -> Self {
        Self {
            exit: done.status.code().expect("no signal ended it"),
            said: String::from_utf8(done.stdout).unwrap(),
            complained: String::from_utf8(done.stderr).unwrap(),
            folder,
        }
    }

    fn outputs(&self) -> PathBuf {
        self.folder.path().join("outputs")
    }

    /// Checks how it ended.
    #[track_caller]
    pub(crate) fn ended(&self, exit: i32) {
        assert_eq!(self.exit, exit, "\n{}\n{}", self.said, self.complained);
    }

    /// Everything in the outputs folder, by path.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.outputs(), "", &mut files);
        files
    }

    /// The names of the issued PDFs, without forms and files to print.
    pub(crate) fn papers(&self) -> Vec<String> {
        self.files()
            .into_keys()
            .filter(|name| !name.starts_with("bieu-mau/") && !name.contains("/tat-ca"))
            .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "pdf"))
            .collect()
    }

    /// Of the issued PDFs, those with which every round began: plan, invitations, minutes, decision,
    /// letters to districts. Other papers follow from these and have tests of their own.
    pub(crate) fn first_papers(&self) -> Vec<String> {
        let is_first = |name: &String| {
            ["02-giay-moi/", "tra-lai/"].iter().any(|folder| name.starts_with(folder))
                || [
                    "01-ke-hoach/ke-hoach.pdf",
                    "04-ket-qua-cham/bien-ban.pdf",
                    "06-quyet-dinh/quyet-dinh.pdf",
                ]
                .contains(&name.as_str())
        };
        self.papers().into_iter().filter(is_first).collect()
    }

    /// The one paper whose path or file name begins like this.
    #[track_caller]
    pub(crate) fn paper(&self, start: &str) -> Pdf {
        let papers = self.papers();
        let found = called(papers.iter().map(String::as_str), start);
        assert_eq!(found.len(), 1, "papers called {start}…: {papers:?}\n{}", self.said);
        Pdf::read(&fs_err::read(self.outputs().join(found[0])).unwrap())
    }

    /// `ket-qua.json`.
    pub(crate) fn results(&self) -> Value {
        serde_json::from_slice(&fs_err::read(self.outputs().join("ket-qua.json")).unwrap()).unwrap()
    }

    /// The first finding of this code, as the clerk reads it: place, sentence, what to do.
    #[track_caller]
    pub(crate) fn finding(&self, code: &str) -> String {
        let found = self.findings(code).into_iter().next();
        found.unwrap_or_else(|| panic!("no {code} in:\n{}\n{}", self.said, self.complained))
    }

    /// All findings of this code.
    pub(crate) fn findings(&self, code: &str) -> Vec<String> {
        let mut findings: Vec<String> = Vec::new();
        for line in self.said.lines() {
            if line.starts_with('[') {
                findings.push(line.to_owned());
            } else if let (true, Some(finding)) = (line.starts_with("    "), findings.last_mut()) {
                finding.push('\n');
                finding.push_str(line);
            }
        }
        findings.retain(|finding| finding.starts_with(&format!("[{code}]")));
        findings
    }

    /// Checks that a finding stands at this place, speaks Vietnamese and says what to do.
    #[track_caller]
    pub(crate) fn tells(&self, code: &str, place: &str) -> String {
        let finding = self.finding(code);
        let mut lines = finding.lines();
        let (head, sentence) = (lines.next().unwrap(), lines.next().unwrap());
        assert!(
            head.ends_with(&format!(" · {place}")),
            "at another place than {place}:\n{finding}"
        );
        assert!(!sentence.is_ascii(), "not Vietnamese:\n{finding}");
        let mends = ["Cần làm: ", "Được phép: "].iter().any(|label| finding.contains(label));
        assert!(mends, "neither what is allowed nor what to do:\n{finding}");
        finding
    }

    /// Checks that this paper is named as waiting.
    #[track_caller]
    pub(crate) fn waits_for(&self, paper: &str) {
        let waiting = self.said.split_once("Chưa xuất được").map_or("", |(_, waiting)| waiting);
        let mut named = waiting.lines().flat_map(|line| line.trim_start().split("; "));
        assert!(named.any(|name| name.starts_with(paper)), "{paper} does not wait:\n{}", self.said);
    }
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs_err::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs_err::read(entry.path()).unwrap());
        }
    }
}
