//! Findings about figures, names and stars that a draft states differently, with their cells.

use std::ops::Range;

use super::align::Edit;
use super::verdicts::Turned;
use super::{Compared, words};
use crate::drafts::content::{Content, FlatLine, Held, HeldKind, Letter};
use crate::explain::{WordSource, WordSources};
use crate::finding::{Code, Finding, Place};

/// How many sources are named.
const NAMED: usize = 5;

/// Makes the findings.
pub(super) struct FactsDesk<'a> {
    sources: WordSources<'a>,
    kind: &'static str,
    name: &'a str,
    /// Everything that the paper says.
    said: String,
}

impl<'a> FactsDesk<'a> {
    pub(super) fn new(compared: &'a Compared<'a>, lines: &[FlatLine]) -> Self {
        let sources = WordSources::of(compared.counted, compared.papers, compared.paper);
        let said: Vec<String> = lines.iter().map(FlatLine::text).collect();
        Self { sources, kind: compared.paper.kind, name: compared.name, said: said.join("\n") }
    }

    /// Tells that a line states another star than the round.
    pub(super) fn star(&self, line: &str, right: &str, says: &str) -> Finding {
        let source = self.named(line);
        let message = format!("{} nói “{says}”, hồ sơ cho “{right}” ({}).", self.kind, source.what);
        Finding::new(Code::DraftFactChanged, Place::file(self.name), message)
            .found(says)
            .allowed(right)
            .remedy(from(&source))
    }

    /// Tells that a row with figures is gone. `held` is the first of them.
    pub(super) fn row_gone(&self, held: &Held<'_>, name: &str) -> Finding {
        let source = self.source(held);
        let message = format!("Bảng trên {} bớt hàng “{name}” ({}).", self.kind, source.what);
        Finding::new(Code::DraftFactChanged, Place::file(self.name), message)
            .allowed(name)
            .remedy(from(&source))
    }

    /// Returns what became of the product that a line names, or of the only one of the paper.
    fn named(&self, line: &str) -> WordSource {
        let mut found = self.sources.named_in(line);
        if found.is_empty() {
            found = self.sources.named_in(&self.said);
            found.truncate(usize::from(found.len() == 1));
        }
        found.into_iter().next().unwrap_or_else(unknown)
    }

    /// Tells that something says something else than the round; or nothing any more.
    pub(super) fn finding(&self, held: &Held<'_>, says: Option<&str>) -> Finding {
        let source = self.source(held);
        let (kind, what) = (self.kind, &source.what);
        let right = held.text.trim();
        let message = match says {
            Some(says) if !says.is_empty() => {
                format!("{kind} nói “{says}”, hồ sơ cho “{right}” ({what}).")
            }
            _ => format!("{kind} không còn “{right}” ({what})."),
        };
        let found = says.unwrap_or_default();
        let finding = Finding::new(Code::DraftFactChanged, Place::file(self.name), message);
        let finding = if found.is_empty() { finding } else { finding.found(found) };
        finding.allowed(right).remedy(from(&source))
    }

    /// Tells that a number was typed beside a locked one.
    pub(super) fn beside(&self, held: &Held<'_>, typed: &str) -> Finding {
        let (source, right) = (self.source(held), held.text.trim());
        let message = format!(
            "{} có con số “{typed}” gõ cạnh con số khóa “{right}” ({}).",
            self.kind, source.what
        );
        Finding::new(Code::DraftFactChanged, Place::file(self.name), message)
            .found(typed)
            .allowed(right)
            .remedy(from(&source))
    }

    /// Tells that words of a line say the contrary of a verdict; `None` where neither it, nor its row
    /// of a table, names a product or states a fact: the words may be about anything.
    pub(super) fn verdict(
        &self,
        lines: &[FlatLine],
        at: usize,
        content: &Content<'_>,
        turned: &Turned,
    ) -> Option<Finding> {
        let line = &lines[at];
        let of_row = |other: &&FlatLine| line.row.is_some() && other.row == line.row;
        let row: Vec<String> = lines.iter().filter(of_row).map(FlatLine::text).collect();
        let said = if row.is_empty() { line.text() } else { row.join("\n") };
        let mut held = line.letters.iter().filter_map(|letter| content.held.get(letter.held?));
        let fact = || held.find(|held| !held.kind.is_open()).map(|held| self.source(held));
        let source = self.sources.named_in(&said).into_iter().next().or_else(fact)?;
        let message = format!(
            "{} nói “{}”, ngược với “{}” theo hồ sơ ({}).",
            self.kind, turned.is, turned.was, source.what
        );
        let finding = Finding::new(Code::DraftVerdictChanged, Place::file(self.name), message);
        Some(finding.found(&turned.is).allowed(&turned.was).remedy(from(&source)))
    }

    /// Tells that a control was taken away although its words are still there.
    pub(super) fn removed(&self, held: &Held<'_>) -> Finding {
        let source = self.source(held);
        let message = format!(
            "Ô khóa của “{}” ({}) trên {} đã bị gỡ.",
            held.text.trim(),
            source.what,
            self.kind
        );
        Finding::new(Code::DraftControlRemoved, Place::file(self.name), message)
            .remedy(from(&source))
    }

    fn source(&self, held: &Held<'_>) -> WordSource {
        let told = match held.kind {
            HeldKind::Fact(fact) => self.sources.of_fact(fact),
            HeldKind::Cell(table, row, column) => Some(self.sources.of_cell(table, row, column)),
            HeldKind::Name | HeldKind::Sheet | HeldKind::Number | HeldKind::Day => {
                Some(self.named(&held.text))
            }
        };
        told.unwrap_or_else(unknown)
    }
}

fn unknown() -> WordSource {
    WordSource { what: "theo hồ sơ của đợt".into(), from: Vec::new() }
}

/// Returns the star that an edit changes, with the word beside it, and what it says now: `3 sao`,
/// `hạng 3`.
pub(super) fn star(old: &[Letter], new: &[Letter], edit: &Edit) -> Option<(String, String)> {
    let (was, right) = beside(old, &edit.old)?;
    let (is, says) = beside(new, &edit.new)?;
    (was != is).then_some((right, says))
}

/// Returns the figure of a stretch and the words with which it names a star.
fn beside(letters: &[Letter], range: &Range<usize>) -> Option<(char, String)> {
    let word = words::text(letters.get(range.clone())?);
    let mut signs = word.trim().chars();
    let (figure, rest) = (signs.next()?, signs.next());
    if !('1'..='5').contains(&figure) || rest.is_some() {
        return None;
    }
    let (before, after) =
        (words::text(&letters[..range.start]), words::text(&letters[range.end..]));
    let bare = |word: Option<&str>| {
        word.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned())
            .unwrap_or_default()
    };
    let (before, after) = (
        bare(before.split(' ').rfind(|word| !word.is_empty())),
        bare(after.split(' ').find(|word| !word.is_empty())),
    );
    let is = |word: &str, name: &str| word.to_lowercase() == name;
    match (is(&before, "hạng"), is(&after, "sao")) {
        (true, true) => Some((figure, format!("{before} {figure} {after}"))),
        (false, true) => Some((figure, format!("{figure} {after}"))),
        (true, false) => Some((figure, format!("{before} {figure}"))),
        (false, false) => None,
    }
}

fn from(source: &WordSource) -> String {
    let shown: Vec<&str> = source.from.iter().take(NAMED).map(String::as_str).collect();
    if shown.is_empty() {
        return "Sửa trong hồ sơ hoặc khai báo của đợt rồi chạy lại, hoặc báo lại người sửa."
            .into();
    }
    format!(
        "Lấy từ: {}. Nếu bản thảo đúng thì sửa ở đó rồi chạy lại; nếu không, báo lại người sửa.",
        shown.join("; ")
    )
}
