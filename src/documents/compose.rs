//! What all papers have in common: header, filled wording, recipients, signature.

use std::collections::BTreeMap;

use minijinja::value::{Serde, merge_maps};
use minijinja::{Value, context};
use serde::Serialize;

use super::model::{
    Align, BodyBlock, Document, Letterhead, PaperNumber, PlaceDate, PrintedColumn, PrintedTable,
    SignatureBlock,
};
use super::traced::{self, StatedFact};
use super::{Facts, WritingDesk, WrittenPaper, markdown};
use crate::criteria;
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{Act, Issuer, Paper, Round, Signer, pad_number, short_date};

/// What one kind of paper brings along.
pub(super) struct PaperParts<'a> {
    /// Where the paper is filed.
    pub(super) file: String,
    /// What it is called.
    pub(super) kind: &'static str,
    /// Name of both its wording and its layout file.
    pub(super) template: &'static str,
    /// Its settings.
    pub(super) paper: &'a Paper,
    /// Facts that only this paper states.
    pub(super) facts: Value,
    /// Tables its wording may ask for.
    pub(super) tables: BTreeMap<&'static str, PrintedTable>,
}

impl WritingDesk<'_> {
    /// Fills the wording of a paper and puts header, recipients and signature around it.
    pub(super) fn compose(&self, parts: PaperParts<'_>) -> Result<WrittenPaper, Findings> {
        let issuer = self.issuer(parts.paper);
        let facts =
            merge_maps([self.common.clone(), self.paper_facts(parts.paper, issuer), parts.facts]);
        let filled = self.wording.fill(parts.template, &facts)?;
        let content = markdown::read_wording(&filled, &parts.tables).map_err(|refused| {
            let place = Place::file(format!("templates/wording/{}.md", parts.template));
            let mut findings = Findings::default();
            findings.push(
                Finding::new(
                    Code::TemplateBroken,
                    place,
                    "Lời văn có chỗ không dựng thành văn bản được.",
                )
                .found(refused),
            );
            findings
        })?;
        let paper = parts.paper;
        let document = Document {
            title: format!("{} {}", sentence_case(&content.name), content.subject),
            author: issuer.map_or_else(String::new, |issuer| issuer.name.clone()),
            header: header(paper, issuer),
            name: content.name,
            subject: content.subject,
            addressees: Vec::new(),
            recipients: recipients(paper, &content.blocks),
            body: content.blocks,
            signatures: vec![signature(&paper.signer)],
            annexes: Vec::new(),
        };
        Ok(WrittenPaper {
            file: parts.file,
            kind: parts.kind,
            issuer: paper.issuer.clone(),
            layout: parts.template,
            date: paper.date.first_day(),
            document,
        })
    }

    /// The body that issues a paper. A checked round has it.
    fn issuer(&self, paper: &Paper) -> Option<&Issuer> {
        self.round.issuers.get(&paper.issuer)
    }

    /// What only this paper's wording knows of its settings.
    fn paper_facts(&self, paper: &Paper, issuer: Option<&Issuer>) -> Value {
        let acts = &self.round.acts;
        let bases: Vec<_> =
            paper.legal_bases.iter().filter_map(|key| acts.get(key)).map(ActCitation::of).collect();
        context! {
            issuer => Serde(issuer),
            bodies => Serde(self.bodies.on(paper.date.first_day())),
            paper => context! { legal_bases => Serde(bases), symbol => &paper.symbol },
        }
    }
}

/// What every wording file may use.
pub(super) fn common_facts(
    round: &Round,
    act: &criteria::Act,
    facts: &Facts,
) -> (Value, Vec<StatedFact>) {
    // 0 where the submitting units do not score; the wording then does not speak of their stars.
    let admitted_from_star =
        round.rules.admitted_from_star.unwrap_or_else(|| act.admitted_from_star());
    let sending = sending(act, facts);
    let (facts, stated) = traced::for_wording(facts);
    let acts: BTreeMap<_, _> =
        round.acts.iter().map(|(key, act)| (key, ActCitation::of(act))).collect();
    let common = context! {
        round => Serde(&round.round),
        acts => Serde(acts),
        council => Serde(&round.council),
        support_team => Serde(&round.support_team),
        districts => Serde(&round.districts),
        invitation => Serde(&round.invitation),
        rules => context! { admitted_from_star },
        units => context! {
            names => act.units.names(),
            level => act.units.level(),
            sending => sending,
        },
        facts,
    };
    (common, stated)
}

/// The units that sent something, as one speaks of them: the only one by its name.
fn sending(act: &criteria::Act, facts: &Facts) -> String {
    let all = || format!("UBND các {}", act.units.names());
    facts.only_district.as_ref().map_or_else(all, |only| format!("UBND {only}"))
}

/// An act as wording files cite it.
#[derive(Serialize)]
struct ActCitation<'a> {
    /// `Quyết định số 1048/QĐ-TTg ngày 21/8/2019`, for every time but the first.
    short: String,
    /// With issuer and subject, for the first time.
    ///
    /// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b.
    full: String,
    issuer: Option<&'a str>,
}

impl<'a> ActCitation<'a> {
    fn of(act: &'a Act) -> Self {
        let number = act.number.as_ref().map(|number| format!(" số {number}")).unwrap_or_default();
        let short = format!("{}{number} ngày {}", act.kind, short_date(act.date));
        let issuer = act.issuer.as_ref().map(|issuer| format!(" của {issuer}")).unwrap_or_default();
        let subject = act.subject.as_ref().map(|subject| format!(" {subject}")).unwrap_or_default();
        Self { full: format!("{short}{issuer}{subject}"), short, issuer: act.issuer.as_deref() }
    }
}

fn header(paper: &Paper, issuer: Option<&Issuer>) -> Letterhead {
    let place = issuer.map(|issuer| PlaceDate {
        place: issuer.place.clone(),
        day: paper.date.printed_day(),
        month: paper.date.printed_month(),
        year: paper.date.year().to_string(),
    });
    Letterhead {
        parent: issuer.map(|issuer| issuer.parent.clone()).unwrap_or_default(),
        issuer: issuer.map(|issuer| issuer.lines.clone()).unwrap_or_default(),
        number: Some(PaperNumber {
            value: paper.number.map(|number| pad_number(u64::from(number))),
            symbol: paper.symbol.clone(),
        }),
        place,
    }
}

/// The recipients, with `Như Điều …` naming the last article of the paper.
fn recipients(paper: &Paper, blocks: &[BodyBlock]) -> Vec<String> {
    let mut articles = blocks.iter().filter_map(|block| match block {
        BodyBlock::Paragraph { runs } => {
            runs.first()?.text.strip_prefix("Điều ")?.trim_end_matches(['.', ' ']).parse().ok()
        }
        _ => None,
    });
    let last: Option<u32> = articles.next_back();
    let line = |line: &String| {
        let rest = line
            .strip_prefix("Như Điều ")
            .map(|rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit()));
        rest.zip(last).map_or_else(|| line.clone(), |(rest, last)| format!("Như Điều {last}{rest}"))
    };
    paper.recipients.iter().map(line).collect()
}

pub(super) fn signature(signer: &Signer) -> SignatureBlock {
    SignatureBlock {
        capacity: signer.capacity.clone(),
        post: signer.post.clone(),
        name: signer.name.clone(),
    }
}

/// `KẾ HOẠCH` as a title within a line: `Kế hoạch`.
fn sentence_case(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_string() + &letters.as_str().to_lowercase())
        .unwrap_or_default()
}

/// A gap to be written in by hand, in running text that must not fold it away.
pub(super) fn gap(width: usize) -> String {
    "\u{a0}".repeat(width)
}

/// A column of a fixed width.
pub(super) fn fixed(title: &str, millimetres: u16, align: Align) -> PrintedColumn {
    PrintedColumn { title: title.to_owned(), share: 0, millimetres, align }
}

/// The column that numbers so many rows: this wide, and wider where a number has more than three
/// digits.
pub(super) fn numbered(rows: usize, millimetres: u16) -> PrintedColumn {
    let digits = rows.to_string().len().saturating_sub(3);
    fixed("TT", millimetres + 3 * u16::try_from(digits).unwrap_or_default(), Align::Center)
}

/// A column that shares what the fixed ones leave.
pub(super) fn shared(title: &str, share: u16) -> PrintedColumn {
    PrintedColumn { title: title.to_owned(), share, millimetres: 0, align: Align::Left }
}
