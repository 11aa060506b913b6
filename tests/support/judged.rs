//! A round judged by the desks themselves, in the test's own process and without typesetting.
//!
//! The way is that of `pipeline`, but for the notes that every run tells (what of the act was not
//! verified, which units sent nothing), up to the written papers: many times faster than a run, for
//! everything but the pages.

use std::path::Path;

use ocop::documents::model::{BodyBlock, PrintedRow, Sheet, SheetPiece, TextRun};
use ocop::documents::{self, Document, Facts, WaitingPaper, WrittenPaper};
use ocop::finding::{Finding, Findings};
use ocop::ledger::Results;
use ocop::templates::Templates;
use ocop::{communes, criteria, forms, intake, recount, round, rules, tally, truth};
use serde_json::Value;

use super::run::called;

/// What the desks say of a round.
pub(crate) struct Judged {
    pub(crate) findings: Vec<Finding>,
    /// `ket-qua.json`; null when nothing could be counted.
    pub(crate) results: Value,
    papers: Vec<WrittenPaper>,
    waiting: Vec<WaitingPaper>,
}

impl Judged {
    /// Judges the round in this folder.
    pub(crate) fn of(inputs: &Path) -> Self {
        let intake =
            intake::open_folder(inputs, &careful_spreadsheet::ChildReader::none()).unwrap();
        let templates = Templates::new(&inputs.join("templates")).unwrap();
        let (round, mut findings) = round::read_round(inputs);
        let (criteria, wrong) = criteria::load(&templates).unwrap();
        findings.extend(wrong);
        let (communes, wrong) = communes::load(&templates).unwrap();
        findings.extend(wrong);
        findings.extend(intake.findings.clone());
        let Some(mut round) = round else { return Self::nothing(findings) };
        let (acts, wrong) = criteria::choose(&criteria, &round);
        findings.extend(wrong);
        let (untrue, wrong) = truth::check(
            &round,
            &criteria,
            &communes,
            acts.as_ref().map(criteria::RoundActs::main),
        );
        round.untrue = untrue;
        findings.extend(wrong);
        let Some(acts) = acts else {
            round.spelling.move_findings(&mut findings);
            return Self::nothing(findings);
        };
        let (words, wrong) = forms::read_words(&templates).unwrap();
        findings.extend(wrong);
        let (forms, wrong) = forms::read_forms(&round, &acts, &words, &intake.workbooks);
        findings.extend(wrong);
        let (mut judgement, wrong) = rules::check(&round, &acts, Some(&communes), &forms);
        findings.extend(wrong);
        rules::hold_faulty_rows(&mut judgement, &forms, &findings);
        let tally = tally::count(&round, &judgement);
        recount::check(
            recount::RecountSettings::of(&round),
            &intake.workbooks,
            &judgement.candidates,
            &tally,
        )
        .unwrap();
        findings.extend(tally::remarks(&round, &tally));
        rules::trace(&round, &words, &forms, &judgement, &mut findings);
        let facts = Facts::of(&round, &acts, &tally);
        let papers = documents::write_up(&round, acts.main(), &tally, &facts, &templates).unwrap();
        findings.extend(papers.findings);
        round.spelling.move_findings(&mut findings);
        findings.sort();
        let results = Results::of(&round, &acts, &tally, &facts).to_json().unwrap();
        Self {
            findings: findings.into_iter().collect(),
            results: serde_json::from_slice(&results).unwrap(),
            papers: papers.written,
            waiting: papers.waiting,
        }
    }

    fn nothing(mut findings: Findings) -> Self {
        findings.sort();
        Self {
            findings: findings.into_iter().collect(),
            results: Value::Null,
            papers: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// The codes of all findings, in their order.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.code.id()).collect()
    }

    /// Checks which codes were told, in order and each as often as it was.
    #[track_caller]
    pub(crate) fn told(&self, codes: &[&str]) {
        let mut told = self.codes();
        told.sort_unstable();
        let mut wanted = codes.to_vec();
        wanted.sort_unstable();
        assert_eq!(told, wanted, "{:#?}", self.findings);
    }

    /// The same without what only deserves a look, such as members who agree in every mark (W350 to
    /// W353).
    #[track_caller]
    pub(crate) fn told_for_sure(&self, codes: &[&str]) {
        let mut told = self.codes();
        told.retain(|code| !code.starts_with("W35"));
        told.sort_unstable();
        let mut wanted = codes.to_vec();
        wanted.sort_unstable();
        assert_eq!(told, wanted, "{:#?}", self.findings);
    }

    /// All findings of this code.
    pub(crate) fn findings(&self, code: &str) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.code.id() == code).collect()
    }

    /// The finding of this code at this place.
    #[track_caller]
    pub(crate) fn tells(&self, code: &str, place: &str) -> &Finding {
        let mut found =
            self.findings(code).into_iter().filter(|finding| finding.place.to_string() == place);
        found.next().unwrap_or_else(|| panic!("no {code} at {place}: {:#?}", self.findings))
    }

    /// A product of the results.
    #[track_caller]
    pub(crate) fn product(&self, name: &str) -> &Value {
        let products = self.results["products"].as_array().expect("something was counted");
        let found = products.iter().find(|product| product["product"]["value"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {:#}", self.results))
    }

    /// What became of a product, e.g. `recognised`.
    #[track_caller]
    pub(crate) fn outcome(&self, name: &str) -> &str {
        self.product(name)["outcome"]["kind"].as_str().unwrap()
    }

    /// Why it came to that.
    #[track_caller]
    pub(crate) fn reason(&self, name: &str) -> &str {
        self.product(name)["outcome"]["reason"].as_str().unwrap()
    }

    /// Names of the members whose ballots count for a product in a session.
    #[track_caller]
    pub(crate) fn counted(&self, name: &str, session: u8) -> Vec<&str> {
        let sessions = self.product(name)["sessions"].as_array().unwrap();
        let found = sessions.iter().find(|found| found["session"] == session).expect("a session");
        found["ballots"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ballot| ballot["member"].as_str().unwrap())
            .collect()
    }

    /// The text of the one paper whose path or file name begins like this, a line a paragraph or row.
    #[track_caller]
    pub(crate) fn paper(&self, start: &str) -> String {
        text(self.document(start))
    }

    /// The one paper whose path or file name begins like this.
    #[track_caller]
    pub(crate) fn document(&self, start: &str) -> &Document {
        let found = called(self.papers.iter().map(|paper| paper.file.as_str()), start);
        let [only] = found.as_slice() else { panic!("papers called {start}…: {found:?}") };
        &self.papers.iter().find(|paper| paper.file == *only).unwrap().document
    }

    /// What a paper that cannot be issued waits for.
    #[track_caller]
    pub(crate) fn waits(&self, paper: &str) -> &str {
        let found = self.waiting.iter().find(|waiting| waiting.paper == paper);
        &found.unwrap_or_else(|| panic!("{paper} does not wait")).reason
    }

    /// File and text of every paper.
    pub(crate) fn papers(&self) -> impl Iterator<Item = (&str, String)> {
        self.papers.iter().map(|paper| (paper.file.as_str(), text(&paper.document)))
    }
}

/// What a reader reads of a paper.
fn text(document: &Document) -> String {
    let mut lines = vec![document.name.clone(), document.subject.clone()];
    document.body.iter().for_each(|block| block_text(block, &mut lines));
    for piece in document.sheet.iter().flat_map(Sheet::pieces) {
        match piece {
            SheetPiece::Line(_, text) => lines.push(text.to_owned()),
            SheetPiece::Table(_, table) => block_text(&table.clone().into(), &mut lines),
        }
    }
    for annex in &document.annexes {
        lines.extend([annex.title.clone(), annex.reference.clone()]);
        annex.body.iter().for_each(|block| block_text(block, &mut lines));
    }
    let visible = lines.join("\n").replace('\u{a0}', " ");
    visible.replace(['\u{2060}', '\u{200b}'], "")
}

fn block_text(block: &BodyBlock, lines: &mut Vec<String>) {
    let line = |runs: &[TextRun]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    match block {
        BodyBlock::Centered { runs }
        | BodyBlock::Heading { runs, .. }
        | BodyBlock::Paragraph { runs } => lines.push(line(runs)),
        BodyBlock::Item { marker, runs } => lines.push(format!("{marker} {}", line(runs))),
        BodyBlock::Table(table) => {
            lines.push(
                table
                    .columns
                    .iter()
                    .map(|column| column.title.as_str())
                    .collect::<Vec<_>>()
                    .join(" | "),
            );
            lines.extend(table.rows.iter().map(|row| match row {
                PrintedRow::Data { cells, .. } | PrintedRow::Total { cells, .. } => {
                    cells.join(" | ")
                }
                PrintedRow::Section { text } => text.clone(),
            }));
        }
        BodyBlock::Chart(_) => {}
    }
}
