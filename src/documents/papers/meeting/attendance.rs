//! The attendance to be signed (danh sách điểm danh): council, support team, units, owners and
//! guests, with a column for each session.
//!
//! The form `bieu-mau/…/diem-danh` is filled in on a computer and read back; this paper is what
//! people sign on the table at the door.

use std::collections::BTreeMap;

use minijinja::context;
use time::Date;

use super::{capitalised, insert, numbered_products};
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::facts::owner_key;
use crate::documents::model::{Align, PrintedRow, PrintedTable, SignatureBlock};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{CouncilRole, InviteeGroup, PaperSettings, Person, short_date};

const KIND: &str = "Danh sách điểm danh";
/// Blank rows for people who come without an invitation.
///
/// A setting, default chosen by us: as many as the form has.
const SPARE: usize = 3;
/// Most columns to sign in; a round with more sessions signs them on a second print.
const MOST_SESSIONS: usize = 5;

/// Somebody who signs: name, and post or body.
type Signer = (String, String);

/// Writes up the attendance.
pub(super) fn write(desk: &WritingDesk<'_>, settings: &PaperSettings, papers: &mut WriteUp) {
    papers.add(KIND, attendance(desk, settings));
}

fn attendance(desk: &WritingDesk<'_>, settings: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let mut written = desk.compose(PaperParts {
        file: format!("{}/diem-danh.pdf", folders::MEETING),
        kind: KIND,
        template: "diem-danh",
        layout: "diem-danh",
        addressees: Vec::new(),
        paper: settings,
        facts: context! { members => desk.round.council.members.len() },
        inserts: BTreeMap::from([insert("bang-diem-danh", table(desk))]),
    })?;
    let secretary = &desk.round.council.secretary;
    let document = &mut written.document;
    (document.header.number, document.header.place) = (None, None);
    document.recipients.clear();
    document.signatures = vec![SignatureBlock {
        capacity: vec!["THƯ KÝ".into()],
        post: None,
        name: secretary.name.clone(),
    }]
    .into();
    Ok(written)
}

fn table(desk: &WritingDesk<'_>) -> PrintedTable {
    let sessions = sessions(desk);
    let mut rows = Vec::new();
    let mut number = 0;
    let mut longest = 0;
    for (title, people) in groups(desk) {
        if people.is_empty() {
            continue;
        }
        number += 1;
        longest = longest.max(people.len());
        rows.push(PrintedRow::Section { text: format!("{}. {title}", super::roman(number)) });
        rows.extend((1..).zip(people).map(|(row, (name, post)): (usize, _)| {
            let blank = sessions.iter().map(|_| String::new());
            PrintedRow::of([row.to_string(), name, post].into_iter().chain(blank).collect())
        }));
    }
    let width = match sessions.len() {
        0 | 1 => 36,
        2 => 26,
        3 => 21,
        _ => 17,
    };
    let mut columns =
        vec![numbered(longest, 10), shared("Họ và tên", 5), shared("Chức vụ, đơn vị", 6)];
    columns.extend(sessions.iter().map(|title| fixed(title, width, Align::Center)));
    PrintedTable::new("Người dự họp, chỗ ký của từng lần chấm", columns, rows)
}

/// Returns the headings of the columns to sign in: a session each, or a planned day each while none
/// is declared.
fn sessions(desk: &WritingDesk<'_>) -> Vec<String> {
    let round = desk.round;
    let declared = round.sessions.iter().map(|session| {
        format!("Ký tên lần chấm {} ({})", session.number, short_date(session.date))
    });
    let declared: Vec<_> = declared.take(MOST_SESSIONS).collect();
    if !declared.is_empty() {
        return declared;
    }
    let next = |day: &Date| day.next_day().filter(|day| *day <= round.round.to);
    let days = std::iter::successors(Some(round.round.from), next);
    let count = usize::from(round.round.days.max(1)).min(MOST_SESSIONS);
    days.take(count).map(|day| format!("Ký tên ngày {}", short_date(day))).collect()
}

/// Returns everybody who is expected, by group.
fn groups(desk: &WritingDesk<'_>) -> [(String, Vec<Signer>); 5] {
    let round = desk.round;
    let council = round.council.members.iter().map(|member| {
        let (name, post) = signer(&member.person);
        match member.role {
            CouncilRole::Member => (name, post),
            leads => (name, format!("{post} - {}", leads.name())),
        }
    });
    let team = &round.support_team.members;
    let secretary = &round.council.secretary;
    let is_known = team.iter().any(|person| person.name == secretary.name)
        || round.council.members.iter().any(|member| member.person.name == secretary.name);
    let others = Some(secretary).filter(|_| !is_known).into_iter().chain(team);
    let team_name = capitalised(&desk.act.wording.support_team);
    let team = others.map(|person| {
        let (name, post) = signer(person);
        let keeps = if person.name == secretary.name { " - Thư ký" } else { "" };
        (name, format!("{post}{keeps}"))
    });
    [
        ("Thành viên Hội đồng".into(), council.collect()),
        (team_name, team.collect()),
        ("Đại diện đơn vị gửi hồ sơ".into(), units(desk)),
        ("Đại diện chủ thể".into(), owners(desk)),
        ("Đại biểu khác".into(), guests(desk)),
    ]
}

fn signer(person: &Person) -> Signer {
    (format!("{} {}", person.title, person.name), capitalised(&person.post))
}

/// Returns the units with products before the council; who comes writes the name.
fn units(desk: &WritingDesk<'_>) -> Vec<Signer> {
    let has = |index: usize| numbered_products(desk).any(|(_, product)| product.district == index);
    let units = desk.round.districts.iter().enumerate().filter(|(index, _)| has(*index));
    units.map(|(_, unit)| (String::new(), format!("UBND {}", unit.name))).collect()
}

/// Returns the owners with products before the council, each with its representative, where the
/// list names one.
fn owners(desk: &WritingDesk<'_>) -> Vec<Signer> {
    let mut seen = std::collections::BTreeSet::new();
    let mut owners = Vec::new();
    for (_, product) in numbered_products(desk) {
        if seen.insert(owner_key(product)) {
            let owner = &product.entry.owner;
            let person = owner.representative.as_ref().map(|name| name.value.clone());
            owners.push((person.unwrap_or_default(), owner.name.value.clone()));
        }
    }
    owners
}

/// Returns the other bodies that are invited, and blank rows.
fn guests(desk: &WritingDesk<'_>) -> Vec<Signer> {
    let invited = &desk.round.invitation.invitees;
    let named = invited.iter().filter(|group| group.group == InviteeGroup::Named);
    let named = named.flat_map(|group| &group.names).map(|name| (String::new(), name.clone()));
    named.chain(std::iter::repeat_n((String::new(), String::new()), SPARE)).collect()
}
