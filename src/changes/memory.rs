//! The file that keeps what the papers of the last run said ([`MEMORY`]).
//!
//! A text that stands on many papers is kept once. The file grows with the papers of one run, not
//! with the number of runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::group::{PaperChanges, unnumbered};
use super::said::{PartKind, SaidPaper, SaidPart};
use crate::shared::Shared;

/// Name of the file in the outputs folder.
pub const MEMORY: &str = "noi-dung-van-ban.json";

/// Version of the fields. A file of another version is not read.
const SCHEMA: u32 = 1;

/// What the papers of the last run said, and what had changed in them then.
#[derive(Debug, Clone, Default)]
pub struct PaperMemory {
    papers: Vec<RememberedPaper>,
    /// Index of each paper by its path.
    by_file: BTreeMap<String, usize>,
    /// What had changed when last anything changed.
    pub last: PaperChanges,
}

/// A paper of the last run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedPaper {
    /// What it said.
    pub said: SaidPaper,
    /// What decided the bytes of its PDF.
    pub key: String,
}

/// The fields of the file.
#[derive(Debug, Default, Deserialize, Serialize)]
struct MemoryFile {
    schema: u32,
    /// Every text once.
    texts: Vec<String>,
    papers: Vec<PaperEntry>,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    last: PaperChanges,
}

/// A paper in the file.
#[derive(Debug, Deserialize, Serialize)]
struct PaperEntry {
    file: String,
    kind: String,
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// For each part: its kind (0 paragraph, 1 headings, 2 row), then indices of texts: its place,
    /// and what it says.
    parts: Vec<Vec<usize>>,
}

const KINDS: [PartKind; 3] = [PartKind::Text, PartKind::Head, PartKind::Row];

impl PaperMemory {
    /// Makes the memory of papers, in this order.
    #[must_use]
    pub fn of(papers: Vec<RememberedPaper>, last: PaperChanges) -> Self {
        let by_file = papers.iter().enumerate().map(|(at, paper)| (paper.said.file.clone(), at));
        Self { by_file: by_file.collect(), papers, last }
    }

    /// Reads the file; `None` when it is damaged or of another version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let file: MemoryFile = serde_json::from_slice(bytes).ok()?;
        let texts = &file.texts;
        let paper = |entry: PaperEntry| {
            let PaperEntry { file, kind, key, number, parts } = entry;
            let parts = parts.iter().map(|part| read_part(part, texts)).collect::<Option<_>>()?;
            Some(RememberedPaper { said: SaidPaper { file, kind, number, parts }, key })
        };
        let mut papers: Vec<RememberedPaper> = Vec::with_capacity(file.papers.len());
        for entry in file.papers {
            let mut paper = paper(entry)?;
            if let Some(before) = papers.last() {
                paper.said.share_with(&before.said);
            }
            papers.push(paper);
        }
        (file.schema == SCHEMA).then(|| Self::of(papers, file.last))
    }

    /// Returns the bytes of the file. The same papers give the same bytes.
    ///
    /// # Errors
    ///
    /// None in practice: every key is a string.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut texts = Texts::default();
        let mut entry = |paper: &RememberedPaper| PaperEntry {
            file: paper.said.file.clone(),
            kind: paper.said.kind.clone(),
            key: paper.key.clone(),
            number: paper.said.number.clone(),
            parts: paper.said.parts.iter().map(|part| texts.part(part)).collect(),
        };
        let papers = self.papers.iter().map(&mut entry).collect();
        let file = MemoryFile { schema: SCHEMA, texts: texts.all, papers, last: self.last.clone() };
        let mut bytes = serde_json::to_vec(&file)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Returns a paper by its path.
    #[must_use]
    pub fn paper(&self, file: &str) -> Option<&RememberedPaper> {
        self.papers.get(*self.by_file.get(file)?)
    }

    /// Returns what a paper was in the last run: the paper of its path, else one of its kind whose
    /// path differs only in the number before its name.
    #[must_use]
    pub fn earlier(&self, now: &SaidPaper) -> Option<&RememberedPaper> {
        let moved = || {
            let name = unnumbered(&now.file);
            self.papers
                .iter()
                .find(|one| one.said.kind == now.kind && unnumbered(&one.said.file) == name)
        };
        self.paper(&now.file).or_else(moved)
    }

    /// Returns all papers, in the order of the run.
    #[must_use]
    pub fn papers(&self) -> &[RememberedPaper] {
        &self.papers
    }
}

fn read_part(part: &[usize], texts: &[String]) -> Option<Shared<SaidPart>> {
    let [kind, at, said @ ..] = part else { return None };
    let text = |index: &usize| texts.get(*index).cloned();
    let texts = said.iter().map(text).collect::<Option<_>>()?;
    Some(SaidPart { kind: *KINDS.get(*kind)?, at: text(at)?, texts }.into())
}

/// Texts, each once, in the order in which they occur.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Texts {
    fn index(&mut self, text: &str) -> usize {
        if let Some(index) = self.known.get(text) {
            return *index;
        }
        let index = self.all.len();
        self.all.push(text.to_owned());
        self.known.insert(text.to_owned(), index);
        index
    }

    fn part(&mut self, part: &SaidPart) -> Vec<usize> {
        let kind = KINDS.iter().position(|kind| *kind == part.kind).unwrap_or_default();
        let mut entry = vec![kind, self.index(&part.at)];
        entry.extend(part.texts.iter().map(|text| self.index(text)));
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(file: &str, text: &str) -> RememberedPaper {
        let parts = vec![
            SaidPart::text("Điều 1", text).into(),
            SaidPart { kind: PartKind::Row, at: "Bảng".into(), texts: vec![text.into(); 3] }.into(),
        ];
        let (file, kind) = (file.to_owned(), "Giấy mời".to_owned());
        let said = SaidPaper { file, kind, number: Some("01/GM".into()), parts };
        RememberedPaper { said, key: "0a".into() }
    }

    #[test]
    fn what_papers_say_comes_back_as_it_was_and_a_text_is_kept_once() {
        let papers: Vec<_> = (0..50).map(|at| paper(&format!("{at}.pdf"), "Kính mời")).collect();
        let memory = PaperMemory::of(papers.clone(), PaperChanges::default());
        let bytes = memory.to_json().unwrap();
        assert_eq!(String::from_utf8_lossy(&bytes).matches("Kính mời").count(), 1);
        let back = PaperMemory::read(&bytes).unwrap();
        assert_eq!(back.papers(), papers);
        assert_eq!(back.paper("7.pdf"), Some(&papers[7]));
        assert_eq!(back.to_json().unwrap(), bytes);
    }

    #[test]
    fn a_damaged_file_is_refused_as_a_whole() {
        let good = br#"{"schema":1,"texts":["a"],"papers":[]}"#;
        assert!(PaperMemory::read(good).is_some());
        for bad in [
            &b""[..],
            &good[..good.len() - 3],
            br#"{"schema":2,"texts":[],"papers":[]}"#,
            br#"{"schema":1,"texts":["a"],"papers":[{"file":"a","kind":"b","key":"","parts":[[0,0,1]]}]}"#,
            br#"{"schema":1,"texts":["a"],"papers":[{"file":"a","kind":"b","key":"","parts":[[3,0,0]]}]}"#,
            br#"{"schema":1,"texts":["a"],"papers":[{"file":"a","kind":"b","key":"","parts":[[0]]}]}"#,
        ] {
            assert!(PaperMemory::read(bad).is_none(), "{}", String::from_utf8_lossy(bad));
        }
    }
}
