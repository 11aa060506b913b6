//! The papers, written up: one small file a paper takes the facts of the round and fills a [`Document`] through its
//! wording file.
//!
//! This desk knows what a paper must say. It does not know a point size: how it looks is for the layout.

mod address;
mod awaited;
mod blanks;
mod bodies;
mod compose;
mod decision;
mod ended;
pub mod facts;
mod invitation;
mod markdown;
mod minutes;
pub mod model;
mod names;
mod plan;
mod supplement;
mod traced;
mod unbroken;
mod wording;

use std::io;

use careful_spreadsheet::text::fold;
use minijinja::Value;
use time::Date;

use self::bodies::Bodies;
pub use self::facts::Facts;
pub use self::model::Document;
pub use self::names::{returned_folder, slug};
pub use self::supplement::{ToMend, supplements};
pub use self::traced::{Origin, Phrase, Placed, Stated, Traced};
use self::wording::Wording;
use crate::criteria::Act;
use crate::finding::Findings;
use crate::round::{PaperKind, Round};
use crate::tally::Tally;
use crate::templates::Templates;

/// A paper ready to be typeset.
#[derive(Debug, Clone)]
pub struct Written {
    /// Where it is filed below the outputs folder, e.g. `giay-moi/01-ha-trong-hai.pdf`.
    pub file: String,
    /// What it is called in the summary, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Key of the issuing body in `round.toml`, whose seal it gets.
    pub issuer: String,
    /// Layout file without folder and ending, e.g. `ke-hoach`.
    pub layout: &'static str,
    /// Date in the PDF's metadata: that of the paper, or the first of its month while the day is blank.
    pub date: Date,
    /// What stands on it.
    pub document: Document,
}

impl Written {
    /// The paper as one that cannot be issued, for this reason.
    #[must_use]
    pub fn waiting_for(&self, reason: &str) -> Waiting {
        Waiting { paper: self.kind.to_owned(), reason: reason.to_owned() }
    }
}

/// A paper that cannot be issued yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What it is called, e.g. `Quyết định`.
    pub paper: String,
    /// What it is waiting for (Vietnamese, behind “chờ”).
    pub reason: String,
}

/// All papers of a run.
#[derive(Debug, Default)]
pub struct WriteUp {
    /// Papers that can be issued now, in the order of the round.
    pub written: Vec<Written>,
    /// Papers that cannot.
    pub waiting: Vec<Waiting>,
    /// What is wrong with the wording files.
    pub findings: Findings,
    /// The facts of the round that the papers may state; their texts name them by their places here.
    pub stated: Vec<Stated>,
}

/// What every paper is written from.
struct Desk<'a> {
    round: &'a Round,
    act: &'a Act,
    tally: &'a Tally<'a>,
    facts: &'a Facts,
    wording: &'a Wording,
    bodies: &'a Bodies,
    /// What every wording file may use.
    common: Value,
}

/// Writes up the papers of one kind.
type Write = fn(&Desk<'_>, &mut WriteUp);

/// Writes up every paper that can be issued with what is there: none while `round.toml` has values to be filled in.
///
/// # Errors
///
/// When a wording file cannot be read from the disk.
pub fn write_up(
    round: &Round,
    act: &Act,
    tally: &Tally<'_>,
    facts: &Facts,
    templates: &Templates,
) -> io::Result<WriteUp> {
    let mut papers = WriteUp::default();
    if !round.unfilled.is_empty() {
        let (count, lines) = (round.unfilled.len(), ranges(&round.unfilled));
        papers.wait("Tất cả văn bản", format!("điền nốt {count} dòng còn trống trong round.toml: dòng {lines}"));
        return Ok(papers);
    }
    let wording = Wording::load(templates)?;
    let (bodies, wrong) = Bodies::load(templates)?;
    papers.findings.extend(wrong);
    let (common, stated) = compose::common_facts(round, act, facts);
    papers.stated = stated;
    let desk = Desk { round, act, tally, facts, wording: &wording, bodies: &bodies, common };
    let writers: [(PaperKind, Write); 4] = [
        (PaperKind::Plan, plan::write),
        (PaperKind::Invitation, invitation::write),
        (PaperKind::Minutes, minutes::write),
        (PaperKind::Decision, decision::write),
    ];
    for (kind, write) in writers {
        match round.untrue(kind).or_else(|| withdrawal(tally, kind)) {
            Some(reason) => papers.wait(kind.name(), reason),
            None => write(&desk, &mut papers),
        }
    }
    papers.findings.extend(ended::check(&desk, &papers.written));
    Ok(papers)
}

impl Desk<'_> {
    /// The official name of a product set, where the act has one that is compared alike; else as it was typed.
    fn set_name(&self, typed: &str) -> String {
        let wanted = fold(typed);
        self.act.set(|name| fold(name) == wanted).map_or_else(|| typed.to_owned(), |set| set.name.clone())
    }
}

/// Papers about products wait until it is clear which of them were taken out of the round.
fn withdrawal(tally: &Tally<'_>, kind: PaperKind) -> Option<String> {
    let about_products = matches!(kind, PaperKind::Invitation | PaperKind::Minutes | PaperKind::Decision);
    let named = || tally.unmatched.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    (about_products && !tally.unmatched.is_empty())
        .then(|| format!("sửa lỗi E363: chưa rõ sản phẩm nào đã rút ({})", named()))
}

/// Numbers in order, those that follow on one another as a range: `7–12, 20`.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| *next == one + 1);
    let shown = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}–{last}")),
    });
    shown.collect::<Vec<_>>().join(", ")
}

impl WriteUp {
    /// Takes a paper, or the findings that say why it could not be written.
    fn add(&mut self, kind: &'static str, paper: Result<Written, Findings>) {
        match paper {
            Ok(paper) => self.written.push(paper),
            Err(findings) => {
                self.findings.extend(findings);
                self.wait(kind, "sửa lỗi trong lời văn của mẫu, nêu ở trên");
            }
        }
    }

    fn wait(&mut self, paper: impl Into<String>, reason: impl Into<String>) {
        let waiting = Waiting { paper: paper.into(), reason: reason.into() };
        if !self.waiting.contains(&waiting) {
            self.waiting.push(waiting);
        }
    }
}
