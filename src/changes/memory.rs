//! The file that keeps what the papers of the last run said ([`MEMORY`]).
//!
//! A text that stands on many papers is kept once. The file grows with the papers of one run, not
//! with the number of runs.

use std::collections::BTreeMap;
use std::{io, iter};

use serde::{Deserialize, Serialize, Serializer};

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

/// The fields of the file, as they are read.
#[derive(Debug, Default, Deserialize)]
struct MemoryFile {
    schema: u32,
    /// Every text once.
    texts: Vec<String>,
    papers: Vec<PaperEntry>,
    #[serde(default)]
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

    /// Writes the file, piece by piece. The same papers give the same bytes.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        let mut texts = Texts::default();
        for part in self.papers.iter().flat_map(|paper| &paper.said.parts) {
            iter::once(&part.at).chain(&part.texts).for_each(|text| texts.add(text));
        }
        let (papers, texts) = (WrittenPapers { papers: &self.papers, texts: &texts }, &texts.all);
        let file = WrittenMemory { schema: SCHEMA, texts, papers, last: &self.last };
        serde_json::to_writer(&mut out, &file)?;
        out.write_all(b"\n")
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

/// The fields of the file as they are written ([`MemoryFile`]).
#[derive(Serialize)]
struct WrittenMemory<'a> {
    schema: u32,
    texts: &'a [&'a str],
    papers: WrittenPapers<'a>,
    #[serde(skip_serializing_if = "PaperChanges::is_empty")]
    last: &'a PaperChanges,
}

/// The papers of the file; each becomes an entry when its turn comes.
struct WrittenPapers<'a> {
    papers: &'a [RememberedPaper],
    texts: &'a Texts<'a>,
}

impl Serialize for WrittenPapers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.papers.iter().map(|RememberedPaper { said, key }| PaperEntry {
            file: said.file.clone(),
            kind: said.kind.clone(),
            key: key.clone(),
            number: said.number.clone(),
            parts: said.parts.iter().map(|part| self.texts.part(part)).collect(),
        }))
    }
}

/// Texts, each once, in the order in which they occur.
#[derive(Default)]
struct Texts<'a> {
    all: Vec<&'a str>,
    known: BTreeMap<&'a str, usize>,
}

impl<'a> Texts<'a> {
    fn add(&mut self, text: &'a str) {
        self.known.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        });
    }

    /// Returns the index of a text that was added.
    fn index(&self, text: &str) -> usize {
        self.known.get(text).copied().unwrap_or_default()
    }

    fn part(&self, part: &SaidPart) -> Vec<usize> {
        let kind = KINDS.iter().position(|kind| *kind == part.kind).unwrap_or_default();
        let texts = iter::once(&part.at).chain(&part.texts).map(|text| self.index(text));
        iter::once(kind).chain(texts).collect()
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

    fn written(memory: &PaperMemory) -> Vec<u8> {
        let mut bytes = Vec::new();
        memory.write(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_papers_say_comes_back_as_it_was_and_a_text_is_kept_once() {
        let papers: Vec<_> = (0..50).map(|at| paper(&format!("{at}.pdf"), "Kính mời")).collect();
        let memory = PaperMemory::of(papers.clone(), PaperChanges::default());
        let bytes = written(&memory);
        assert_eq!(String::from_utf8_lossy(&bytes).matches("Kính mời").count(), 1);
        let back = PaperMemory::read(&bytes).unwrap();
        assert_eq!(back.papers(), papers);
        assert_eq!(back.paper("7.pdf"), Some(&papers[7]));
        assert_eq!(written(&back), bytes);
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
