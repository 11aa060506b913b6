//! Findings about figures, names and stars that a draft states differently, with their cells.

use super::Compared;
use crate::drafts::content::{Held, HeldKind};
use crate::explain::{WordSource, WordSources};
use crate::finding::{Code, Finding, Place};

/// How many sources are named.
const NAMED: usize = 5;

/// Makes the findings.
pub(super) struct FactsDesk<'a> {
    sources: WordSources<'a>,
    kind: &'static str,
    name: &'a str,
}

impl<'a> FactsDesk<'a> {
    pub(super) fn new(compared: &'a Compared<'a>) -> Self {
        let sources = WordSources::of(compared.counted, compared.papers, compared.paper);
        Self { sources, kind: compared.paper.kind, name: compared.name }
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
                self.sources.named_in(&held.text).into_iter().next()
            }
        };
        told.unwrap_or_else(|| WordSource {
            what: "theo hồ sơ của đợt".into(), from: Vec::new()
        })
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
