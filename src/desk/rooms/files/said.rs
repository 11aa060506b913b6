//! Says of a file of the round what it was taken for.

use std::collections::{BTreeMap, BTreeSet};

use super::arrivals::Whose;
use super::filing::LISTS;
use crate::finding::{CellRef, Finding, FindingCounts, Findings};
use crate::forms::{ColumnKind, Forms, Submission, TableReading, TakenFor, product_key};
use crate::round::Round;

/// Most districts that are named in a sentence.
const NAMED: usize = 3;

/// Tells whether a file is this one, or lies in this archive.
pub(super) fn within(file: &str, outer: &str) -> bool {
    file.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("!/"))
}

/// The file of the folder in which a file lies: itself, or the archive around it.
pub(super) fn outer(file: &str) -> &str {
    file.split("!/").next().unwrap_or(file)
}

/// What the sheets of a file were taken for, without those that say nothing of the round.
pub(super) fn holds(forms: &Forms, file: &str) -> BTreeSet<TakenFor> {
    let of_file = forms.readings.iter().filter(|one| within(&one.place.file, file));
    let taken = of_file.map(|one| one.taken_for);
    let mut holds: BTreeSet<TakenFor> = taken
        .filter(|one| !matches!(one, TakenFor::Aside | TakenFor::Unknown | TakenFor::OwnSheet))
        .collect();
    if lists(forms, file).next().is_some() {
        holds.insert(TakenFor::List);
    }
    holds
}

fn lists<'a>(forms: &'a Forms, file: &str) -> impl Iterator<Item = &'a Submission> {
    forms.submissions.iter().filter(move |one| within(&one.place.file, file))
}

/// Whose papers a file holds.
pub(super) fn whose(forms: &Forms, file: &str) -> BTreeSet<Whose> {
    let of_lists = lists(forms, file).filter_map(|one| one.district).map(Whose::List);
    let ballots = forms
        .ballots
        .iter()
        .filter(|one| !one.from_summary && within(&one.product.place.file, file));
    let of_ballots =
        ballots.map(|one| Whose::Ballot(one.member, one.session, product_key(&one.product.value)));
    of_lists.chain(of_ballots).collect()
}

/// The folder of the inputs in which a file like this lies.
pub(super) fn folder(forms: &Forms, file: &str) -> String {
    let taken = holds(forms, file);
    let attendances = forms.attendances.iter().filter(|one| within(&one.place.file, file));
    let of_attendances: BTreeSet<u8> = attendances.map(|one| one.session).collect();
    let is_ballots = [TakenFor::Ballots, TakenFor::BlankBallot, TakenFor::Summary]
        .iter()
        .any(|one| taken.contains(one));
    if taken.contains(&TakenFor::List) || !is_ballots && of_attendances.is_empty() {
        return LISTS.to_owned();
    }
    let given = whose(forms, file);
    let of_ballots = given.iter().filter_map(|one| match one {
        Whose::Ballot(_, session, _) => Some(*session),
        Whose::List(_) => None,
    });
    let sessions: BTreeSet<u8> = of_ballots.chain(of_attendances).collect();
    match sessions.first() {
        Some(only) if sessions.len() == 1 => format!("phieu-cham/lan-{only}"),
        _ => "phieu-cham".to_owned(),
    }
}

/// Says what a file is, to follow “Đây là”; `None` when it was taken for nothing.
pub(super) fn sentence(round: &Round, forms: &Forms, file: &str) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    said.extend(of_lists(round, forms, file));
    said.extend(of_ballots(round, &whose(forms, file)));
    let within = |place: &crate::finding::Place| within(&place.file, file);
    let attendances = forms.attendances.iter().filter(|one| within(&one.place));
    said.extend(attendances.map(|one| format!("bảng điểm danh lần {}", one.session)));
    if forms.check_lists.iter().any(|one| within(&one.place)) {
        said.push("bảng kiểm tra hồ sơ".into());
    }
    let taken = holds(forms, file);
    let others = [TakenFor::Summary, TakenFor::BlankBallot];
    said.extend(others.iter().filter(|one| taken.contains(one)).map(|one| one.name().to_owned()));
    if said.is_empty() && taken.contains(&TakenFor::Ballots) {
        said.push("phiếu chấm, nhưng chưa rõ của ai, lần nào hoặc cho sản phẩm nào".into());
    }
    if said.is_empty() {
        let ours = forms.issued.iter().find(|one| within(&one.place));
        said.extend(ours.map(|one| one.code.kind.name().to_owned()));
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Says what a file is that was read without the others. How many products the ballots in it are
/// about is only known beside the lists: one that nobody scored counts too.
pub(super) fn sentence_alone(round: &Round, forms: &Forms, file: &str) -> Option<String> {
    let said = sentence(round, forms, file)?;
    let part = |part: &str| {
        if part.starts_with("phiếu chấm ") { without_count(part) } else { part.to_owned() }
    };
    Some(said.split("; ").map(part).collect::<Vec<_>>().join("; "))
}

/// Says whose paper a file holds, without details: `danh sách của huyện Than Uyên`.
pub(super) fn short(round: &Round, whose: &BTreeSet<Whose>) -> Option<String> {
    let lists: Vec<&str> = districts(round, whose);
    let named = (!lists.is_empty()).then(|| format!("danh sách của {}", some_of(&lists)));
    named.or_else(|| of_ballots(round, whose).map(|said| without_count(&said)))
}

fn without_count(said: &str) -> String {
    said.rsplit_once(", ")
        .filter(|(_, end)| end.ends_with("sản phẩm"))
        .map_or(said, |(head, _)| head)
        .to_owned()
}

fn districts<'a>(round: &'a Round, whose: &BTreeSet<Whose>) -> Vec<&'a str> {
    let of_list = |one: &Whose| match one {
        Whose::List(district) => round.districts.get(*district).map(|one| one.name.as_str()),
        Whose::Ballot(..) => None,
    };
    whose.iter().filter_map(of_list).collect()
}

/// Names the first few districts, or only says how many there are.
fn some_of(names: &[&str]) -> String {
    if names.len() <= NAMED { names.join(", ") } else { format!("{} đơn vị", names.len()) }
}

fn of_lists(round: &Round, forms: &Forms, file: &str) -> Option<String> {
    let products: usize = lists(forms, file).map(|one| one.rows).sum();
    lists(forms, file).next()?;
    let named = districts(round, &whose(forms, file));
    let whose = if named.is_empty() {
        "một đơn vị chưa rõ tên".to_owned()
    } else {
        some_of(&named)
    };
    let columns = columns(forms, file).map(|told| format!(", {told}")).unwrap_or_default();
    Some(format!("danh sách của {whose}, {products} sản phẩm{columns}"))
}

/// Says in which columns of a list the names and scores stand: `tên ở cột B, điểm ở cột K`.
pub(super) fn columns(forms: &Forms, file: &str) -> Option<String> {
    let of_file = forms.readings.iter().filter(|one| within(&one.place.file, file));
    let table =
        of_file.filter(|one| one.taken_for == TakenFor::List).find_map(|one| one.tables.first())?;
    let letters = |at: CellRef| {
        at.to_string().trim_end_matches(|sign: char| sign.is_ascii_digit()).to_owned()
    };
    let told = |words: &str, column: Option<CellRef>| {
        column.map(|at| format!("{words} ở cột {}", letters(at)))
    };
    let both: Vec<String> = [told("tên", name_column(table)), told("điểm", score_column(table))]
        .into_iter()
        .flatten()
        .collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// The heading of the column with the names of products.
pub(super) fn name_column(table: &TableReading) -> Option<CellRef> {
    table.columns.iter().find(|one| one.role == "tên sản phẩm").and_then(|one| one.place.cell)
}

/// The heading of the column with the scores: the totals, else the first with points.
fn score_column(table: &TableReading) -> Option<CellRef> {
    let scores = || table.columns.iter().filter(|one| one.kind == ColumnKind::Score);
    let total = scores().find(|one| one.role.starts_with("tổng điểm"));
    total.or_else(|| scores().next()).and_then(|one| one.place.cell)
}

fn of_ballots(round: &Round, whose: &BTreeSet<Whose>) -> Option<String> {
    let mut given: BTreeMap<(usize, u8), usize> = BTreeMap::new();
    for one in whose {
        if let Whose::Ballot(member, session, _) = one {
            *given.entry((*member, *session)).or_default() += 1;
        }
    }
    let members: BTreeSet<usize> = given.keys().map(|(member, _)| *member).collect();
    let sessions: BTreeSet<u8> = given.keys().map(|(_, session)| *session).collect();
    let sessions: Vec<String> = sessions.iter().map(|number| format!("lần {number}")).collect();
    let sessions = sessions.join(", ");
    let only = members.first().filter(|_| members.len() == 1);
    match (only, given.len()) {
        (_, 0) => None,
        (Some(member), 1) => {
            let products: usize = given.values().sum();
            Some(format!(
                "phiếu chấm {sessions} của {}, {products} sản phẩm",
                person(round, *member)
            ))
        }
        (Some(member), _) => Some(format!("phiếu chấm {sessions} của {}", person(round, *member))),
        (None, _) => Some(format!("phiếu chấm {sessions} của {} người", members.len())),
    }
}

/// Names a member of the council: `bà Trần Thị Minh Nguyệt`.
fn person(round: &Round, member: usize) -> String {
    round.council.members.get(member).map_or_else(
        || "một thành viên".to_owned(),
        |member| {
            format!("{} {}", member.person.title.to_lowercase(), bare_name(&member.person.name))
        },
    )
}

/// A name without the remark behind it.
pub(super) fn bare_name(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// Counts what is wrong with a file.
pub(super) fn faults(findings: &Findings, file: &str) -> FindingCounts {
    FindingCounts::of(of_file(findings, file))
}

/// The findings about a file, or a file in this archive.
pub(super) fn of_file<'a>(findings: &'a Findings, file: &str) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(move |one| within(&one.place.file, file))
}
