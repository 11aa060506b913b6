//! Who attended the sessions: members and their substitutes, the absent members, and who presided.

use serde::Serialize;

use crate::round::{CouncilRole, Member, Person, Replacement, Round, Session};

/// A member of the council, or the substitute of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attendee {
    /// `Ông` or `Bà`; empty for a substitute, whose name is printed as `round.toml` gives it.
    pub title: String,
    /// Full name.
    pub name: String,
    /// Post with its unit; for a substitute: for whom, and by what authority.
    pub post: String,
    /// Role in the council, e.g. `Phó Chủ tịch Hội đồng`.
    pub role_name: String,
    /// Why the member did not attend; `None` for somebody who did.
    pub reason: Option<String>,
    /// Numbers of the sessions attended; empty when it was all of them.
    pub sessions: Vec<u8>,
}

impl Attendee {
    fn member(member: &Member, sessions: Vec<u8>) -> Self {
        let Member { person, role } = member;
        Self {
            title: person.title.clone(),
            name: person.name.clone(),
            post: person.post.clone(),
            role_name: role.name().to_owned(),
            reason: None,
            sessions,
        }
    }

    fn substitute(replacement: &Replacement, member: &Member, sessions: Vec<u8>) -> Self {
        let Person { title, name, .. } = &member.person;
        Self {
            title: String::new(),
            name: replacement.by.clone(),
            post: format!("dự thay {title} {name} ({})", replacement.authority),
            role_name: member.role.name().to_owned(),
            reason: None,
            sessions,
        }
    }
}

/// Returns the attended sessions, or none when it was all of them: papers name sessions only where
/// they differ.
fn some(round: &Round, attended: &[u8]) -> Vec<u8> {
    if attended.len() == round.sessions.len() { Vec::new() } else { attended.to_vec() }
}

/// Returns those who attended, in the order of the council with substitutes behind their member,
/// and the members who attended no session and had no substitute.
pub(super) fn of(round: &Round) -> (Vec<Attendee>, Vec<Attendee>) {
    let (mut attendees, mut missing) = (Vec::new(), Vec::new());
    for member in &round.council.members {
        let attended: Vec<u8> = round
            .sessions
            .iter()
            .filter(|session| in_person(session, &member.person))
            .map(|session| session.number)
            .collect();
        let substitutes = substitutes(round, member);
        if !attended.is_empty() || round.sessions.is_empty() {
            attendees.push(Attendee::member(member, some(round, &attended)));
        } else if substitutes.is_empty() {
            let absences = round.sessions.iter().flat_map(|session| &session.absent);
            let own = absences.filter(|absence| absence.name == member.person.name);
            let mut reasons: Vec<&str> = own.map(|absence| absence.reason.as_str()).collect();
            reasons.dedup();
            missing.push(Attendee {
                reason: Some(reasons.join("; ")),
                ..Attendee::member(member, Vec::new())
            });
        }
        attendees.extend(substitutes);
    }
    (attendees, missing)
}

/// Returns the substitutes of a member, each once with all its sessions.
fn substitutes(round: &Round, member: &Member) -> Vec<Attendee> {
    let mut substitutes: Vec<Attendee> = Vec::new();
    for session in &round.sessions {
        for replacement in
            session.replaced.iter().filter(|replacement| replacement.name == member.person.name)
        {
            match substitutes.iter_mut().find(|known| known.name == replacement.by) {
                Some(known) => known.sessions.push(session.number),
                None => substitutes.push(Attendee::substitute(
                    replacement,
                    member,
                    vec![session.number],
                )),
            }
        }
    }
    for substitute in &mut substitutes {
        substitute.sessions = some(round, &substitute.sessions);
    }
    substitutes
}

fn in_person(session: &Session, person: &Person) -> bool {
    session.attends(&person.name)
        && session.replaced.iter().all(|replacement| replacement.name != person.name)
}

/// Returns who presided over a session: the person whom `round.toml` names; else the chair, when
/// present in person; else the first vice-chair who was. `None` when nobody was there.
pub(super) fn presiding(round: &Round, session: &Session) -> Option<Attendee> {
    let members = &round.council.members;
    let there = |role: CouncilRole| {
        members.iter().find(|member| member.role == role && in_person(session, &member.person))
    };
    let sessions = vec![session.number];
    let Some(name) = &session.presiding else {
        let member = there(CouncilRole::Chair).or_else(|| there(CouncilRole::ViceChair));
        return member.map(|member| Attendee::member(member, sessions));
    };
    if let Some(member) = members.iter().find(|member| member.person.name == *name) {
        return Some(Attendee::member(member, sessions));
    }
    let replacement = session.replaced.iter().find(|replacement| replacement.by == *name);
    let member =
        replacement.and_then(|one| members.iter().find(|member| member.person.name == one.name));
    replacement
        .zip(member)
        .map(|(replacement, member)| Attendee::substitute(replacement, member, sessions))
}

/// Returns everybody who presided, each once with their sessions.
pub(super) fn presided<'a>(
    round: &Round,
    presiding: impl IntoIterator<Item = &'a Attendee>,
) -> Vec<Attendee> {
    let mut all: Vec<Attendee> = Vec::new();
    for one in presiding {
        match all.iter_mut().find(|known| known.name == one.name) {
            Some(known) => known.sessions.extend(&one.sessions),
            None => all.push(one.clone()),
        }
    }
    for one in &mut all {
        one.sessions = some(round, &one.sessions);
    }
    all
}
