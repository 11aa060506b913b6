//! Reports names of bodies that are no longer valid on the date of the paper which uses them.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::bodies::EndedName;
use super::model::{BodyBlock, Document};
use super::{WritingDesk, WrittenPaper};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{self, short_date};

/// Returns a finding for every such name, at each line of the wording or each setting that brings
/// it in. The issuer in a citation of an act may keep its former name.
pub(super) fn check(desk: &WritingDesk<'_>, written: &[WrittenPaper]) -> Findings {
    let mut findings = Findings::default();
    let mut told = BTreeSet::new();
    let settings = settings(desk);
    let cited: Vec<String> = desk
        .round
        .acts
        .values()
        .flat_map(|act| act.issuer.iter().chain(&act.subject))
        .cloned()
        .collect();
    for paper in written {
        let text = text(&paper.document, &cited);
        for ended in desk.bodies.ended_in(&text, paper.date) {
            for place in places(desk, paper, &settings, &ended) {
                if told.insert((place.clone(), ended.name.to_owned())) {
                    findings.push(finding(place, paper.kind, &ended));
                }
            }
        }
    }
    findings
}

fn finding(place: Place, paper: &str, ended: &EndedName<'_>) -> Finding {
    let day = ended.to.next_day().unwrap_or(ended.to);
    let message = format!("{paper} ghi tên một cơ quan không còn từ ngày {}.", short_date(day));
    let remedy = match ended.now {
        Some(now) => format!("Đổi thành {now}; nếu tỉnh dùng tên khác thì ghi tên đó."),
        None => "Đổi thành tên cơ quan hiện nay.".to_owned(),
    };
    Finding::new(Code::BodyEnded, place, message).found(ended.name).remedy(remedy)
}

/// Returns where the name comes from: a line of the wording of the paper, or else every key of
/// `round.toml` whose text contains it.
fn places(
    desk: &WritingDesk<'_>,
    paper: &WrittenPaper,
    settings: &[(String, String)],
    ended: &EndedName<'_>,
) -> Vec<Place> {
    let names = |text: &str| {
        desk.bodies.ended_in(text, paper.date).iter().any(|other| other.name == ended.name)
    };
    if let Some(line) = desk.wording.line_of(paper.template(), names) {
        return vec![Place::file(format!("templates/{}", paper.wording)).line(line)];
    }
    let keys = settings.iter().filter(|(_, text)| names(text));
    let places: Vec<_> =
        keys.map(|(key, _)| Place::file(round::FILE).sheet(key.as_str())).collect();
    if places.is_empty() { vec![Place::file(round::FILE)] } else { places }
}

/// Returns every text of the settings with its key, e.g. `council.name`. The acts are left out.
fn settings(desk: &WritingDesk<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Ok(Json::Object(mut settings)) = serde_json::to_value(desk.round) {
        settings.remove("acts");
        walk(&Json::Object(settings), "", &mut all);
    }
    all
}

fn walk(value: &Json, key: &str, all: &mut Vec<(String, String)>) {
    match value {
        Json::Object(entries) => entries.iter().for_each(|(name, value)| {
            let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
            walk(value, &key, all);
        }),
        Json::Array(entries) => entries.iter().for_each(|value| walk(value, key, all)),
        Json::String(text) => all.push((key.to_owned(), text.clone())),
        _ => {}
    }
}

/// Joins the running text, letterhead, signature blocks and recipients of a paper, without the
/// texts that cite an act.
fn text(document: &Document, cited: &[String]) -> String {
    let header = &document.header;
    let mut lines: Vec<String> = vec![
        header.parent.join(" "),
        header.issuer.join(" "),
        document.subject.clone(),
        document.addressees.join("; "),
        document.recipients.join("; "),
    ];
    for signature in document.signatures.iter() {
        lines.push(signature.capacity.join(" "));
        lines.extend(signature.post.clone());
    }
    for block in &document.body {
        if let BodyBlock::Centered { runs }
        | BodyBlock::Heading { runs, .. }
        | BodyBlock::Paragraph { runs }
        | BodyBlock::Item { runs, .. } = block
        {
            lines.push(runs.iter().map(|run| run.text.as_str()).collect());
        }
    }
    let mut text = lines.join("\n");
    for cited in cited {
        text = text.replace(cited.as_str(), "");
    }
    text
}
