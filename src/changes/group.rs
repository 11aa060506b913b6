//! What changed in all papers of a run. What changed alike in many papers is told once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::compare::differences;
use super::memory::{PaperMemory, RememberedPaper};

/// What changed in the papers since the run before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct PaperChanges {
    /// Papers by kind, in the order of the round; papers that changed alike stand together.
    pub groups: Vec<ChangedPapers>,
}

/// Papers of one kind that changed in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct ChangedPapers {
    /// Name of the kind, e.g. `Giấy mời`.
    pub kind: String,
    /// What became of them.
    pub what: ChangeKind,
    /// Their paths below the outputs folder.
    pub files: Vec<String>,
    /// What differs, a line each (Vietnamese); for papers that are gone, what they wait for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
    /// How many more lines there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: usize,
    /// Paths of the earlier issues that are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What became of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It says something else.
    Content,
    /// It was issued anew, and what it said before is not known.
    Unknown,
    /// The last run did not issue it.
    New,
    /// The last run issued it, this one does not.
    Gone,
    /// It says the same and looks different: another layout, font or version of the program.
    Look,
}

impl ChangeKind {
    /// Tells what became of the paper (Vietnamese).
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Content => "đổi nội dung",
            Self::Unknown => "đổi, không còn lời văn lần trước để so",
            Self::New => "mới",
            Self::Gone => "thôi lập",
            Self::Look => "chỉ đổi cách trình bày, lời văn như cũ",
        }
    }
}

/// Most lines that are listed of one paper, and most groups of one kind.
const MOST: usize = 200;

/// A paper as a run filed it.
#[derive(Debug, Clone)]
pub struct FiledContent {
    /// What it says, and what decided its bytes.
    pub paper: RememberedPaper,
    /// Whether the run wrote the file.
    pub written: bool,
}

impl PaperChanges {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns what changed in the papers of this run; `before` is what they said before, `None`
    /// where that is not known although there was an earlier run. `waits` gives the reason for which
    /// a kind of paper waits.
    #[must_use]
    pub fn since(
        before: Option<&PaperMemory>,
        now: &[FiledContent],
        waits: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let Some(before) = before else { return Self::unknown(now) };
        let (pairs, gone) = partners(before, now);
        let mut kinds = Kinds::default();
        for (one, earlier) in now.iter().zip(pairs) {
            let said = &one.paper.said;
            let Some(earlier) = earlier else {
                kinds.add(&said.kind, ChangeKind::New, &said.file, Vec::new());
                continue;
            };
            let lines = differences(&earlier.said, said);
            if !lines.is_empty() {
                let told = lines.iter().map(super::Difference::told).collect();
                kinds.add(&said.kind, ChangeKind::Content, &said.file, told);
            } else if earlier.said.file == said.file && earlier.key != one.paper.key {
                kinds.add(&said.kind, ChangeKind::Look, &said.file, Vec::new());
            }
        }
        for paper in gone {
            let said = &paper.said;
            let waits = waits(&said.kind).map(|reason| format!("chờ {reason}"));
            kinds.add(&said.kind, ChangeKind::Gone, &said.file, waits.into_iter().collect());
        }
        kinds.grouped()
    }

    /// Tells the papers that a run wrote as changed, where it is not known what they said before.
    fn unknown(now: &[FiledContent]) -> Self {
        let mut kinds = Kinds::default();
        for one in now.iter().filter(|one| one.written) {
            let said = &one.paper.said;
            kinds.add(&said.kind, ChangeKind::Unknown, &said.file, Vec::new());
        }
        kinds.grouped()
    }

    /// Notes that the earlier issue of a paper is kept under this path.
    pub fn keep(&mut self, file: &str, kept: &str) {
        let group = self.groups.iter_mut().find(|group| group.files.iter().any(|one| one == file));
        if let Some(group) = group {
            group.kept.push(kept.to_owned());
        }
    }
}

/// Finds for each paper its earlier version: the paper of the same path, else one whose path differs
/// only in the number before its name. Returns also the papers that have no successor.
fn partners<'a>(
    before: &'a PaperMemory,
    now: &[FiledContent],
) -> (Vec<Option<&'a RememberedPaper>>, Vec<&'a RememberedPaper>) {
    let is_now: BTreeMap<&str, usize> =
        now.iter().enumerate().map(|(at, one)| (one.paper.said.file.as_str(), at)).collect();
    let mut pairs: Vec<Option<&RememberedPaper>> =
        now.iter().map(|one| before.paper(&one.paper.said.file)).collect();
    // Papers of the same name are looked up in their order; the last one is taken first.
    let mut moved: BTreeMap<(String, &str), Vec<&RememberedPaper>> = BTreeMap::new();
    for paper in before.papers().iter().rev() {
        if !is_now.contains_key(paper.said.file.as_str()) {
            let name = (unnumbered(&paper.said.file), paper.said.kind.as_str());
            moved.entry(name).or_default().push(paper);
        }
    }
    for (pair, one) in pairs.iter_mut().zip(now).filter(|(pair, _)| pair.is_none()) {
        let said = &one.paper.said;
        let named = moved.get_mut(&(unnumbered(&said.file), said.kind.as_str()));
        *pair = named.and_then(Vec::pop);
    }
    let gone = moved.into_values().flatten().map(|paper| paper.said.file.as_str());
    let gone: BTreeSet<&str> = gone.collect();
    let gone = before.papers().iter().filter(|paper| gone.contains(paper.said.file.as_str()));
    (pairs, gone.collect())
}

/// Returns a path without the number before the name: `02-giay-moi/ong-a.pdf` of
/// `02-giay-moi/07-ong-a.pdf`.
pub(super) fn unnumbered(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let rest = name.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let rest = rest.strip_prefix('-').filter(|_| rest.len() < name.len()).unwrap_or(name);
    format!("{folder}/{rest}")
}

/// A paper with what is told of it, a line a change.
type ToldPaper = (String, Vec<String>);

/// The changed papers by kind, in the order in which kinds come up.
#[derive(Default)]
struct Kinds {
    order: Vec<String>,
    papers: BTreeMap<(usize, ChangeKind), Vec<ToldPaper>>,
}

impl Kinds {
    fn add(&mut self, kind: &str, what: ChangeKind, file: &str, told: Vec<String>) {
        let at = self.order.iter().position(|known| known == kind);
        let at = at.unwrap_or_else(|| {
            self.order.push(kind.to_owned());
            self.order.len() - 1
        });
        self.papers.entry((at, what)).or_default().push((file.to_owned(), told));
    }

    fn grouped(self) -> PaperChanges {
        let mut groups = Vec::new();
        for ((at, what), papers) in self.papers {
            let kind = &self.order[at];
            let shared = shared(&papers);
            let files = |papers: &[(String, Vec<String>)]| -> Vec<String> {
                papers.iter().map(|(file, _)| file.clone()).collect()
            };
            if papers.len() == 1
                || shared.is_empty() && papers.iter().all(|(_, told)| told.is_empty())
            {
                let told = papers.first().map(|(_, told)| told.clone()).unwrap_or_default();
                groups.push(ChangedPapers::of(kind, what, files(&papers), told));
                continue;
            }
            if !shared.is_empty() {
                groups.push(ChangedPapers::of(kind, what, files(&papers), shared.clone()));
            }
            let rest = |told: Vec<String>| -> Vec<String> {
                told.into_iter().filter(|line| !shared.contains(line)).collect()
            };
            let papers = papers.into_iter().map(|(file, told)| (file, rest(told)));
            groups.extend(alike(kind, what, papers.filter(|(_, told)| !told.is_empty())));
        }
        PaperChanges { groups }
    }
}

/// Returns the lines that all papers have.
fn shared(papers: &[ToldPaper]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, told) in papers {
        let lines: BTreeSet<&str> = told.iter().map(String::as_str).collect();
        for line in lines {
            *counts.entry(line).or_default() += 1;
        }
    }
    let of_all = |line: &&String| counts.get(line.as_str()) == Some(&papers.len());
    let first = papers.first().map(|(_, told)| told.as_slice()).unwrap_or_default();
    let mut shared: Vec<String> = first.iter().filter(of_all).cloned().collect();
    shared.dedup();
    shared
}

/// Groups papers with the same lines. Behind the first groups, one group holds all that are left.
fn alike(
    kind: &str,
    what: ChangeKind,
    papers: impl Iterator<Item = (String, Vec<String>)>,
) -> Vec<ChangedPapers> {
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut groups: Vec<ChangedPapers> = Vec::new();
    let mut rest = ChangedPapers::of(kind, what, Vec::new(), Vec::new());
    for (file, told) in papers {
        if let Some(at) = known.get(&told) {
            groups[*at].files.push(file);
        } else if groups.len() < MOST {
            known.insert(told.clone(), groups.len());
            groups.push(ChangedPapers::of(kind, what, vec![file], told));
        } else {
            rest.files.push(file);
            rest.more += told.len();
        }
    }
    groups.extend(Some(rest).filter(|rest| !rest.files.is_empty()));
    groups
}

impl ChangedPapers {
    fn of(kind: &str, what: ChangeKind, files: Vec<String>, mut told: Vec<String>) -> Self {
        let more = told.len().saturating_sub(MOST);
        told.truncate(MOST);
        Self { kind: kind.to_owned(), what, files, told, more, kept: Vec::new() }
    }

    /// Names the papers (Vietnamese): `Quyết định (06-quyet-dinh/quyet-dinh.pdf)`, `50 giấy mời`.
    #[must_use]
    pub fn named(&self) -> String {
        match self.files.as_slice() {
            [only] => format!("{} ({only})", self.kind),
            files => format!("{} {}", files.len(), uncapital(&self.kind)),
        }
    }
}

/// Writes the first letter small, unless the word is an abbreviation.
fn uncapital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    let is_name = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}
