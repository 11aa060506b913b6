//! Compares the results of the program with the truth from which the workbooks were made.

use ocop::documents::Facts;
use ocop::finding::{Finding, Findings, Severity};
use ocop::forms::{FormWords, Forms};
use ocop::ledger::Results;
use ocop::{forms, recount, rules, tally};
use serde_json::Value;

use super::book::Case;
use super::truth::Key;
use crate::support::marks::acts_1048;

/// What a round came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All as it is, and nobody accused.
    Right,
    /// All as it is, but something was told; sentences of what.
    Accused(String),
    /// Something differs, waits, and was told at its workbook.
    Told(String),
    /// Something differs and is concluded all the same, or waits without a word.
    Silent(String),
}

/// Judges a round of which these files were spoiled.
pub(crate) fn judge(case: &Case, spoiled: &[&str]) -> Verdict {
    let round = case.truth.round();
    let workbooks = case.workbooks();
    let (forms, mut findings) =
        forms::read_forms(round, acts_1048(), &FormWords::embedded(), &workbooks);
    let (judgement, wrong) = rules::check(round, acts_1048(), None, &forms);
    findings.extend(wrong);
    let tally = tally::count(round, &judgement);
    let counted = recount::check(
        recount::RecountSettings::of(round),
        &workbooks,
        &judgement.candidates,
        &tally,
    );
    if let Err(difference) = counted {
        return Verdict::Silent(format!("the second count: {difference}"));
    }
    findings.extend(tally::remarks(round, &tally));
    findings.sort();
    let facts = Facts::of(round, acts_1048(), &tally);
    let results = Results::of(round, acts_1048(), &tally, &facts).to_json().unwrap();
    let results: Value = serde_json::from_slice(&results).unwrap();
    compare(case, &forms, &findings, &results, spoiled)
}

/// Prints what a workbook was taken for.
pub(crate) fn show_reading(case: &Case, file: &str) {
    let (forms, _) = forms::read_forms(
        case.truth.round(),
        acts_1048(),
        &FormWords::embedded(),
        &case.workbooks(),
    );
    for reading in forms.readings.iter().filter(|reading| reading.place.file == file) {
        println!("{}: {:?}", reading.place, reading.taken_for);
        for table in &reading.tables {
            println!(
                "  table at {}, {:?}: {} criteria, {} marks",
                table.place, table.of, table.rows, table.marks
            );
            for column in &table.columns {
                println!("    {}: “{}” is {}", column.place, column.heading, column.role);
            }
        }
        for skipped in &reading.skipped {
            println!("  passed over {}: “{}”, {}", skipped.place, skipped.shown, skipped.why);
        }
    }
}

fn compare(
    case: &Case,
    forms: &Forms,
    findings: &Findings,
    results: &Value,
    spoiled: &[&str],
) -> Verdict {
    let told: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity() != Severity::Note).collect();
    let sentences = told.iter().map(|finding| sentence(finding)).collect::<Vec<_>>().join("\n    ");
    let differing: Vec<Difference> = (0..case.truth.products.len())
        .filter_map(|product| difference(case, forms, results, product))
        .collect();
    if differing.is_empty() {
        return if told.is_empty() { Verdict::Right } else { Verdict::Accused(sentences) };
    }
    let what = differing
        .iter()
        .map(|difference| difference.what.as_str())
        .collect::<Vec<_>>()
        .join("\n    ");
    let acted_on = differing.iter().any(|difference| difference.is_acted_on);
    let at_its_file = told.iter().any(|finding| {
        spoiled.is_empty() && finding.place.file.starts_with("phieu-cham/")
            || spoiled.contains(&&*finding.place.file)
    });
    if acted_on || !at_its_file {
        let why = if acted_on { "concluded all the same" } else { "not told at its file" };
        return Verdict::Silent(format!("{why}:\n    {what}\n  findings:\n    {sentences}"));
    }
    Verdict::Told(format!("{what}\n  findings:\n    {sentences}"))
}

/// How the result of a product differs from the truth.
struct Difference {
    what: String,
    /// Whether the office would act on what is not so: the product is concluded, and the session
    /// that counts differs, or a ballot of any session counts with other marks than were given. A
    /// ballot of an earlier session that waits does no harm.
    is_acted_on: bool,
}

fn sentence(finding: &Finding) -> String {
    let found = finding.found.as_deref().unwrap_or_default();
    let heading = finding.heading.as_deref().unwrap_or_default();
    format!("{} {}: {} [{heading}] ({found})", finding.code.id(), finding.place, finding.message)
}

fn product<'a>(results: &'a Value, name: &str) -> Option<&'a Value> {
    results["products"].as_array()?.iter().find(|product| product["product"]["value"] == name)
}

/// Whether the office would act on the result.
fn is_concluded(results: &Value, name: &str) -> bool {
    let kind = product(results, name).and_then(|product| product["outcome"]["kind"].as_str());
    matches!(kind, Some("recognised" | "proposed_to_ministry" | "not_recognised"))
}

/// How the result of a product differs from the truth; `None` when it does not.
fn difference(case: &Case, forms: &Forms, results: &Value, index: usize) -> Option<Difference> {
    let truth = &case.truth;
    let name = truth.products[index].name;
    let waits = |what: String| Some(Difference { what, is_acted_on: false });
    let Some(result) = product(results, name) else { return waits(format!("{name}: gone")) };
    if !is_concluded(results, name) {
        return waits(format!("{name}: {}", result["outcome"]));
    }
    let mut earlier = None;
    for session in (1..=truth.sessions).rev() {
        let is_last = session == truth.sessions;
        let found = result["sessions"].as_array()?.iter().find(|found| found["session"] == session);
        let ballots = found
            .and_then(|found| found["ballots"].as_array())
            .map(Vec::as_slice)
            .unwrap_or_default();
        for member in 0..truth.members {
            let key: Key = (session, member, index);
            let person = &truth.round().council.members[member].person.name;
            let what = |what: String| format!("{name}, session {session}, {person}: {what}");
            let ballot = ballots.iter().find(|ballot| ballot["member"] == person.as_str());
            let Some(score) = ballot.and_then(|ballot| ballot["score"].as_str()) else {
                let difference =
                    Difference { what: what("no ballot".to_owned()), is_acted_on: is_last };
                if is_last {
                    return Some(difference);
                }
                earlier = Some(difference);
                continue;
            };
            let differs = (score.parse() != Ok(truth.score(key)))
                .then(|| format!("{score} for {}", truth.score(key)))
                .or_else(|| marks(case, forms, key));
            if let Some(differs) = differs {
                return Some(Difference { what: what(differs), is_acted_on: true });
            }
        }
        if ballots.len() > truth.members {
            return Some(Difference {
                what: format!("{name}, session {session}: too many ballots"),
                is_acted_on: true,
            });
        }
    }
    earlier
}

/// How the marks of a ballot differ: in the order of the act, or of the sheet.
fn marks(case: &Case, forms: &Forms, key: Key) -> Option<String> {
    let order = &case.orders[&key];
    if order.is_empty() {
        return None;
    }
    let (session, member, product) = key;
    let name = case.truth.products[product].name;
    let of_key = |ballot: &&forms::Ballot| {
        (ballot.session, ballot.member) == (session, member) && ballot.name == name
    };
    let Some(ballot) = forms.ballots.iter().find(of_key) else {
        return Some("no ballot of this name".to_owned());
    };
    let mut read: Vec<_> =
        ballot.marks.iter().map(|mark| (mark.position, mark.mark.value)).collect();
    read.sort_unstable();
    let read: Vec<_> = read.into_iter().map(|(_, mark)| mark).collect();
    let given = &case.truth.marks[&key];
    let as_act: Vec<_> = given.iter().map(|mark| (*mark).into()).collect();
    let as_sheet: Vec<_> = order.iter().map(|criterion| given[*criterion].into()).collect();
    (read != as_act && read != as_sheet).then(|| format!("marks {read:?} for {given:?}"))
}
