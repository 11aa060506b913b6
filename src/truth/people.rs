//! Finds people who are named twice, or who are where they cannot be.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use super::told::{TruthFindings, at};
use crate::finding::{Code, Finding};
use crate::forms::person_key;
use crate::round::{PaperKind, Person, Round, Session, is_filled};

/// Checks the members, the support team and the attendance of each session.
pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    members(round, told);
    team(round, told);
    across(round, told);
    for session in &round.sessions {
        attendance(round, session, told);
        substitutes(round, session, told);
    }
}

/// The likeness of two names: of one person when they differ only in how they are typed, perhaps of
/// one person when they differ in a tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameLikeness {
    One,
    Perhaps,
}

/// Compares two names; `None` when they are not alike.
fn alike(one: &str, other: &str) -> Option<NameLikeness> {
    let (one, other) = (person_key(one), person_key(other));
    if one.is_empty() || other.is_empty() {
        None
    } else if one == other {
        Some(NameLikeness::One)
    } else {
        (text::bare(&one) == text::bare(&other)).then_some(NameLikeness::Perhaps)
    }
}

/// Iterates over the people of a list whose names are filled in.
fn filled<'a>(people: impl Iterator<Item = &'a Person>) -> impl Iterator<Item = &'a Person> {
    people.filter(|person| is_filled(&person.name))
}

/// Returns the pairs of people of a list whose names are alike, and how much.
fn pairs<'a>(people: &[&'a Person]) -> Vec<(&'a Person, &'a Person, NameLikeness)> {
    let mut pairs = Vec::new();
    for (index, one) in people.iter().enumerate() {
        let others = people[index + 1..].iter();
        pairs.extend(
            others.filter_map(|other| Some((*one, *other, alike(&one.name, &other.name)?))),
        );
    }
    pairs
}

/// Names two people with their posts.
fn both(one: &Person, other: &Person) -> String {
    format!("{}, {}; {}, {}", one.name, one.post, other.name, other.post)
}

/// Checks that no member is listed twice, who would have two votes.
fn members(round: &Round, told: &mut TruthFindings) {
    let people: Vec<_> =
        filled(round.council.members.iter().map(|member| &member.person)).collect();
    for (one, other, alike) in pairs(&people) {
        let place = at("council.members");
        if alike == NameLikeness::One {
            let message = "Một người được ghi hai lần trong Hội đồng, tên chỉ khác cách gõ.";
            let finding =
                Finding::new(Code::MemberTwice, place, message).found(both(one, other)).remedy(
                    "Bỏ một mục [[council.members]]; nếu là hai người trùng tên thì ghi thêm để \
                     phân biệt, ví dụ Nguyễn Văn An A.",
                );
            told.hold([PaperKind::Invitation, PaperKind::Minutes, PaperKind::Decision], finding);
        } else {
            told.doubt(twice(
                place,
                "Hai thành viên Hội đồng có tên chỉ khác nhau ở dấu.",
                one,
                other,
            ));
        }
    }
}

/// Makes the finding that two people may be one.
fn twice(place: crate::finding::Place, message: &str, one: &Person, other: &Person) -> Finding {
    Finding::new(Code::PersonPerhapsTwice, place, message).found(both(one, other)).remedy(
        "Là một người thì ghi một tên, một chức vụ và chỉ một lần; là hai người thì chấp nhận ở \
         [[accept]].",
    )
}

/// Checks that nobody is listed twice in the support team.
fn team(round: &Round, told: &mut TruthFindings) {
    let people: Vec<_> = filled(round.support_team.members.iter()).collect();
    for (one, other, alike) in pairs(&people) {
        let message = match alike {
            NameLikeness::One => {
                "Một người có thể được ghi hai lần trong Tổ giúp việc, và nhận hai giấy mời."
            }
            NameLikeness::Perhaps => "Hai người của Tổ giúp việc có tên chỉ khác nhau ở dấu.",
        };
        told.doubt(twice(at("support_team.members"), message, one, other));
    }
}

/// Checks that no member is in the support team as well, and that nobody is named with two posts.
fn across(round: &Round, told: &mut TruthFindings) {
    let secretary = &round.council.secretary;
    let same_post = |one: &Person, other: &Person| text::fold(&one.post) == text::fold(&other.post);
    for member in filled(round.council.members.iter().map(|member| &member.person)) {
        for helper in filled(round.support_team.members.iter()) {
            let message = match alike(&member.name, &helper.name) {
                Some(NameLikeness::One) if same_post(member, helper) => {
                    "Một thành viên Hội đồng cũng có tên trong Tổ giúp việc."
                }
                Some(NameLikeness::One) => {
                    "Một thành viên Hội đồng và một người của Tổ giúp việc trùng tên mà khác chức \
                     vụ."
                }
                Some(NameLikeness::Perhaps) if same_post(member, helper) => {
                    "Một thành viên Hội đồng và một người của Tổ giúp việc cùng chức vụ, tên chỉ \
                     khác nhau ở dấu."
                }
                _ => continue,
            };
            told.doubt(twice(at("support_team.members"), message, member, helper));
        }
        told.findings.extend(two_posts(member, secretary));
    }
    let helpers = filled(round.support_team.members.iter());
    told.findings.extend(helpers.filter_map(|helper| two_posts(helper, secretary)));
}

/// Makes the finding that the secretary is named elsewhere with another post; `None` when the posts
/// agree or it is another person.
fn two_posts(person: &Person, secretary: &Person) -> Option<Finding> {
    let one = is_filled(&secretary.name)
        && alike(&person.name, &secretary.name) == Some(NameLikeness::One);
    let differs = text::fold(&person.post) != text::fold(&secretary.post);
    (one && differs).then(|| {
        twice(
            at("council.secretary"),
            "Thư ký được ghi ở hai chỗ với hai chức vụ.",
            person,
            secretary,
        )
    })
}

/// Makes the finding that the attendance of a session is impossible.
fn impossible(session: &Session, message: impl Into<String>, found: &str) -> Finding {
    Finding::new(Code::AttendanceImpossible, at(format!("lần chấm {}", session.number)), message)
        .found(found)
}

/// Checks that nobody is listed in two ways in one session, and that the secretary is not absent.
fn attendance(round: &Round, session: &Session, told: &mut TruthFindings) {
    let remedy =
        "Chỉ giữ một trong các mục absent, abstaining, replaced cho người này ở lần chấm đó.";
    let mut listed: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let named = [
        ("absent", session.absent.iter().map(|absence| &absence.name).collect::<Vec<_>>()),
        ("abstaining", session.abstaining.iter().map(|absence| &absence.name).collect()),
        ("replaced", session.replaced.iter().map(|replacement| &replacement.name).collect()),
    ];
    for (list, names) in &named {
        names
            .iter()
            .filter(|name| is_filled(name))
            .for_each(|name| listed.entry(person_key(name)).or_default().push(list));
    }
    for (key, lists) in listed.iter().filter(|(_, lists)| lists.len() > 1) {
        let all = named.iter().flat_map(|(_, names)| names);
        let name =
            all.into_iter().find(|name| person_key(name) == *key).map_or("", |name| name.as_str());
        let message = "Một thành viên được ghi nhiều lần trong phần vắng mặt, không chấm, được \
                       thay của một lần chấm.";
        let finding =
            impossible(session, message, &format!("{name}: {}", lists.join(", "))).remedy(remedy);
        told.hold([PaperKind::Minutes], finding);
    }
    let secretary = &round.council.secretary.name;
    if is_filled(secretary)
        && session
            .absent
            .iter()
            .any(|absence| alike(&absence.name, secretary) == Some(NameLikeness::One))
    {
        let finding = impossible(
            session,
            "Thư ký ghi biên bản được khai vắng mặt ở lần chấm này.",
            secretary,
        )
        .remedy("Ghi người đã ghi biên bản ở council.secretary, hoặc bỏ tên thư ký ở mục absent.");
        told.hold([PaperKind::Minutes], finding);
    }
}

/// Checks that a replacement comes for one member only, and is no member of the council.
fn substitutes(round: &Round, session: &Session, told: &mut TruthFindings) {
    let filled: Vec<_> =
        session.replaced.iter().filter(|replacement| is_filled(&replacement.by)).collect();
    for (index, one) in filled.iter().enumerate() {
        if filled[index + 1..]
            .iter()
            .any(|other| alike(&one.by, &other.by) == Some(NameLikeness::One))
        {
            let finding = impossible(
                session,
                "Một người được ghi dự và chấm thay cho hai thành viên.",
                &one.by,
            )
            .remedy(
                "Mỗi thành viên được thay có một người riêng; người không có ai thay thì ghi ở \
                 absent.",
            );
            told.hold([PaperKind::Minutes, PaperKind::Decision], finding);
        }
        // Names that are equal letter by letter are refused by the check of the settings.
        let members = round.council.members.iter().map(|member| &member.person);
        let member = members.into_iter().find(|member| {
            member.name != one.by && alike(&member.name, &one.by) == Some(NameLikeness::One)
        });
        if let Some(member) = member {
            let finding = impossible(
                session,
                "Người dự thay là một thành viên khác của Hội đồng, tên chỉ khác cách gõ.",
                &one.by,
            )
            .allowed(format!("người không phải là thành viên ({} đã có phiếu riêng)", member.name))
            .remedy(
                "Ghi người được cử dự thay; nếu không có ai thì ghi thành viên vắng mặt ở absent.",
            );
            told.hold([PaperKind::Minutes, PaperKind::Decision], finding);
        }
    }
}
