//! What all papers have in common: letterhead, filled wording, recipients, signature block.

use std::borrow::Cow;
use std::collections::BTreeMap;

use careful_spreadsheet::number;
use minijinja::value::{Serde, merge_maps};
use minijinja::{Value, context};
use serde::Serialize;

use super::model::{
    Align, BodyBlock, Document, Letterhead, PaperNumber, PlaceDate, PrintedColumn, SignatureBlock,
};
use super::traced::{self, StatedFact};
use super::wording::PaperOrigin;
use super::{Facts, WritingDesk, WrittenPaper, authority, markdown, units};
use crate::criteria;
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{CitedAct, Issuer, PaperSettings, Round, Signer, pad_number, short_date};

/// What one kind of paper contributes to its document.
pub(super) struct PaperParts<'a> {
    /// Path below the outputs folder under which the paper is filed.
    pub(super) file: String,
    /// Name of the kind of paper, e.g. `Kế hoạch`.
    pub(super) kind: &'static str,
    /// Name of its wording file, without extension.
    pub(super) template: &'static str,
    /// Name of its layout file, without extension: `van-ban` for a paper that needs nothing special.
    pub(super) layout: &'static str,
    /// Settings of the paper in `round.toml`: number, date, signer, recipients.
    pub(super) paper: &'a PaperSettings,
    /// The addressees behind “Kính gửi:”.
    pub(super) addressees: Vec<String>,
    /// Template values that only this paper uses.
    pub(super) facts: Value,
    /// Tables and charts that its wording may ask for with `[[name]]`, by name.
    pub(super) inserts: BTreeMap<&'a str, BodyBlock>,
}

impl<'a> PaperParts<'a> {
    /// Returns the parts of a paper in the layout `van-ban`, without addressees, values and inserts
    /// of its own.
    pub(super) fn new(
        kind: &'static str,
        template: &'static str,
        file: String,
        paper: &'a PaperSettings,
    ) -> Self {
        let (addressees, inserts) = (Vec::new(), BTreeMap::new());
        Self {
            file,
            kind,
            template,
            layout: "van-ban",
            paper,
            addressees,
            facts: context! {},
            inserts,
        }
    }
}

impl WritingDesk<'_> {
    /// Fills the wording of a paper, and adds letterhead, recipients and signature block.
    ///
    /// # Errors
    ///
    /// Findings that name the line of the wording file which cannot be filled.
    pub(super) fn compose(&self, parts: PaperParts<'_>) -> Result<WrittenPaper, Findings> {
        let issuer = self.issuer(parts.paper);
        let issuer = issuer.as_deref();
        let facts =
            merge_maps([self.common.clone(), self.paper_facts(parts.paper, issuer), parts.facts]);
        let filled = self.wording.fill(parts.template, &facts)?;
        let content = markdown::read_wording(&filled, &parts.inserts).map_err(|refused| {
            let place = Place::file(format!("templates/{}", self.wording.file(parts.template)));
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
        let origins = self.follows.then(|| self.wording.origins(parts.template, &facts, &filled));
        let origin = origins.flatten().map(|origins| PaperOrigin::of(content.letters, &origins));
        let paper = parts.paper;
        let document = Document {
            title: format!("{} {}", sentence_case(&content.name), content.subject),
            author: issuer.map_or_else(String::new, |issuer| issuer.name.clone()),
            header: header(paper, issuer).into(),
            name: content.name,
            subject: content.subject,
            addressees: parts.addressees,
            invited: None,
            recipients: recipients(paper, &content.blocks).into(),
            body: content.blocks.into(),
            signatures: vec![signature(&paper.signer)].into(),
            annexes: Vec::new(),
            draft: false,
            sheet: None,
        };
        Ok(WrittenPaper {
            file: parts.file,
            kind: parts.kind,
            issuer: paper.issuer.clone(),
            layout: parts.layout,
            wording: self.wording.file(parts.template),
            date: paper.date.first_day(),
            document,
            origin,
        })
    }

    /// Returns the body that issues a paper; a round that was checked always names one.
    fn issuer(&self, paper: &PaperSettings) -> Option<Cow<'_, Issuer>> {
        self.round.issuer(&paper.issuer)
    }

    /// Returns the template values made from the settings of this paper: issuer, legal bases,
    /// symbol, and the names of bodies on its date.
    fn paper_facts(&self, paper: &PaperSettings, issuer: Option<&Issuer>) -> Value {
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

/// Returns the template values that every wording file may use, with the list of all facts in them.
pub(super) fn common_facts(
    round: &Round,
    act: &criteria::Act,
    facts: &Facts,
) -> (Value, Vec<StatedFact>) {
    // 0 when the submitting units do not score; the wording then does not mention their stars.
    let admitted_from_star =
        round.rules.admitted_from_star.unwrap_or_else(|| act.admitted_from_star());
    let sending = units::sending(round, act, facts);
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
        rules => context! {
            admitted_from_star,
            five_stars_from => number::vietnamese(act.lowest(5)),
        },
        units => context! {
            names => units::names(round, act),
            level => act.units.level(),
            sending => sending,
        },
        authority => authority::values(round, act),
        terms => context! {
            products => &act.wording.products,
            support_team => &act.wording.support_team,
            committee => authority::committee(round),
            province => authority::province_kind(round),
        },
        calendar => authority::calendar(round, act),
        facts,
    };
    (common, stated)
}

/// An act in the two forms in which wording files cite it.
#[derive(Serialize)]
struct ActCitation<'a> {
    /// The short form for every citation but the first: `Quyết định số 1048/QĐ-TTg ngày 21/8/2019`.
    short: String,
    /// The full form for the first citation, with issuer and subject.
    ///
    /// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b.
    full: String,
    issuer: Option<&'a str>,
}

impl<'a> ActCitation<'a> {
    fn of(act: &'a CitedAct) -> Self {
        let number = act.number.as_ref().map(|number| format!(" số {number}")).unwrap_or_default();
        let short = format!("{}{number} ngày {}", act.kind, short_date(act.date));
        let issuer = act.issuer.as_ref().map(|issuer| format!(" của {issuer}")).unwrap_or_default();
        let subject = act.subject.as_ref().map(|subject| format!(" {subject}")).unwrap_or_default();
        Self { full: format!("{short}{issuer}{subject}"), short, issuer: act.issuer.as_deref() }
    }
}

/// Returns the letterhead of a paper.
pub(super) fn header(paper: &PaperSettings, issuer: Option<&Issuer>) -> Letterhead {
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

/// Returns the recipients; in `Như Điều …` the number becomes that of the last article of the
/// paper.
fn recipients(paper: &PaperSettings, blocks: &[BodyBlock]) -> Vec<String> {
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

/// Returns the signature block of a signer.
pub(super) fn signature(signer: &Signer) -> SignatureBlock {
    SignatureBlock {
        capacity: signer.capacity.clone(),
        post: signer.post.clone(),
        name: signer.name.clone(),
    }
}

/// Writes a type name in capitals as a title with one capital: `KẾ HOẠCH` becomes `Kế hoạch`.
fn sentence_case(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_string() + &letters.as_str().to_lowercase())
        .unwrap_or_default()
}

/// Writes the first letter as a capital: a line, also that of a cell, begins with one (Nghị định
/// 30/2020/NĐ-CP, Phụ lục II, mục I).
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a gap of no-break spaces to be filled in by hand; ordinary spaces would collapse into
/// one.
pub(super) fn gap(width: usize) -> String {
    "\u{a0}".repeat(width)
}

/// Returns a column of a fixed width.
pub(super) fn fixed(title: &str, millimetres: u16, align: Align) -> PrintedColumn {
    PrintedColumn { title: title.to_owned(), share: 0, millimetres, align }
}

/// Returns the column with the row numbers (“TT”) of a table with so many rows. It is `millimetres`
/// wide, and 3 mm wider for each digit beyond three.
pub(super) fn numbered(rows: usize, millimetres: u16) -> PrintedColumn {
    let digits = rows.to_string().len().saturating_sub(3);
    fixed("TT", millimetres + 3 * u16::try_from(digits).unwrap_or_default(), Align::Center)
}

/// Returns a column that gets a share of the width which the fixed columns leave.
pub(super) fn shared(title: &str, share: u16) -> PrintedColumn {
    PrintedColumn { title: title.to_owned(), share, millimetres: 0, align: Align::Left }
}
