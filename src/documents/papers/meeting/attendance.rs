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

/// Most people on one list: what lies on a table at the door. A longer one is printed in volumes.
///
/// A setting, default chosen by us. It bounds the memory, too: a row with places to sign takes a
/// hundred times its text.
const MOST_ROWS: usize = 250;

/// Somebody who signs: name, and post or body.
type Signer = (String, String);

/// People of a group on one list.
struct SigningGroup {
    title: String,
    /// The row number of the first of them.
    from: usize,
    people: Vec<Signer>,
}

/// A list, or one volume of it.
struct Volume {
    groups: Vec<SigningGroup>,
    /// Which one it is, and how many there are.
    number: usize,
    count: usize,
}

/// Writes up the attendance.
pub(super) fn write(desk: &WritingDesk<'_>, settings: &PaperSettings, papers: &mut WriteUp) {
    for volume in volumes(groups(desk), MOST_ROWS) {
        papers.add(KIND, attendance(desk, settings, &volume));
    }
}

fn attendance(
    desk: &WritingDesk<'_>,
    settings: &PaperSettings,
    volume: &Volume,
) -> Result<WrittenPaper, Findings> {
    let is_whole = volume.count == 1;
    let number = if is_whole { String::new() } else { format!("-{:02}", volume.number) };
    let mut written = desk.compose(PaperParts {
        file: format!("{}/diem-danh{number}.pdf", folders::MEETING),
        kind: KIND,
        template: "diem-danh",
        layout: "diem-danh",
        addressees: Vec::new(),
        paper: settings,
        facts: context! { members => desk.round.council.members.len() },
        inserts: BTreeMap::from([insert("bang-diem-danh", table(desk, &volume.groups))]),
    })?;
    let secretary = &desk.round.council.secretary;
    let document = &mut written.document;
    (document.header.number, document.header.place) = (None, None);
    document.recipients.clear();
    if !is_whole {
        let volume = format!(" (tập {}/{})", volume.number, volume.count);
        document.title.push_str(&volume);
        document.subject.push_str(&volume);
    }
    document.signatures = vec![SignatureBlock {
        capacity: vec!["THƯ KÝ".into()],
        post: None,
        name: secretary.name.clone(),
    }]
    .into();
    Ok(written)
}

fn table(desk: &WritingDesk<'_>, groups: &[SigningGroup]) -> PrintedTable {
    let sessions = sessions(desk);
    let mut rows = Vec::new();
    for SigningGroup { title, from, people } in groups {
        rows.push(PrintedRow::Section { text: title.clone() });
        rows.extend((*from..).zip(people).map(|(row, (name, post))| {
            let signer = [row.to_string(), name.clone(), post.clone()];
            let blank = sessions.iter().map(|_| String::new());
            PrintedRow::of(signer.into_iter().chain(blank).collect())
        }));
    }
    let longest = groups.iter().map(|group| group.from + group.people.len() - 1).max();
    let width = match sessions.len() {
        0 | 1 => 36,
        2 => 26,
        3 => 21,
        _ => 17,
    };
    let mut columns = vec![
        numbered(longest.unwrap_or_default(), 10),
        shared("Họ và tên", 5),
        shared("Chức vụ, đơn vị", 6),
    ];
    columns.extend(sessions.iter().map(|title| fixed(title, width, Align::Center)));
    PrintedTable::new("Người dự họp, chỗ ký của từng lần chấm", columns, rows)
}

/// Numbers the groups that have people and lays them into volumes of at most so many people.
fn volumes(groups: impl IntoIterator<Item = (String, Vec<Signer>)>, most: usize) -> Vec<Volume> {
    let groups = groups.into_iter().filter(|(_, people)| !people.is_empty());
    let mut volumes: Vec<Vec<SigningGroup>> = vec![Vec::new()];
    let mut room = most;
    for (number, (title, people)) in (1..).zip(groups) {
        let title = format!("{}. {title}", super::roman(number));
        let mut people = people.into_iter().peekable();
        let mut from = 1;
        while people.peek().is_some() {
            if room == 0 {
                volumes.push(Vec::new());
                room = most;
            }
            let people: Vec<_> = people.by_ref().take(room).collect();
            room -= people.len();
            let next = from + people.len();
            if let Some(volume) = volumes.last_mut() {
                volume.push(SigningGroup { title: title.clone(), from, people });
            }
            from = next;
        }
    }
    let count = volumes.len();
    let numbered = (1..).zip(volumes);
    numbered.map(|(number, groups)| Volume { groups, number, count }).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_laid_into_volumes_and_nobody_is_lost() {
        let people = |count: usize| vec![("a".to_owned(), "b".to_owned()); count];
        let groups = [
            ("Một".to_owned(), people(3)),
            ("Hai".to_owned(), people(0)),
            ("Ba".to_owned(), people(9)),
        ];
        let laid = |volumes: Vec<Volume>| -> Vec<Vec<(String, usize, usize)>> {
            let group =
                |group: &SigningGroup| (group.title.clone(), group.from, group.people.len());
            volumes.iter().map(|volume| volume.groups.iter().map(group).collect()).collect()
        };
        let own = |title: &str, from, count| (title.to_owned(), from, count);
        let volumes_of = |most| laid(volumes(groups.clone(), most));
        assert_eq!(volumes_of(12), [vec![own("I. Một", 1, 3), own("II. Ba", 1, 9)]]);
        assert_eq!(
            volumes_of(5),
            [
                vec![own("I. Một", 1, 3), own("II. Ba", 1, 2)],
                vec![own("II. Ba", 3, 5)],
                vec![own("II. Ba", 8, 2)],
            ]
        );
    }
}
