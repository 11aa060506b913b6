//! Whose ballot a form is, and of which session: the code says it, the declaration must still have
//! both, and neither the path of the file nor the words on the cover may say otherwise.

use careful_spreadsheet::{Worksheet, text};

use super::BallotForms;
use super::keyed::cover;
use super::told;
use crate::finding::{Finding, Findings, Place};
use crate::forms::ballot::{self, Scorer, core};
use crate::forms::issued::{FormCode, FormIdentity, FormMember};
use crate::round::Session;

/// Whose ballot a form is, as far as that is known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Whose {
    /// The member, or the one who replaces the member.
    pub(super) member: Option<Scorer>,
    /// Number of the session.
    pub(super) session: Option<u8>,
    /// Whether it is a form of this round, so that its marks are missed where they do not count.
    pub(super) of_round: bool,
    /// Whether its ballots count.
    pub(super) counts: bool,
}

impl BallotForms<'_> {
    /// Tells whose ballot the form with this code is.
    pub(super) fn whose(
        &self,
        place: &Place,
        code: &FormCode,
        identity: Option<&FormIdentity>,
        findings: &mut Findings,
    ) -> Whose {
        if let Some(finding) = self.of_other_round(place, code, identity) {
            findings.push(finding);
            return Whose::default();
        }
        let (sessions, before) = (&self.round.sessions, findings.iter().len());
        let session = code.session.unwrap_or_default();
        let known = sessions.iter().find(|known| known.number == session);
        if known.is_none() {
            findings.push(told::other_session(place.clone(), session, sessions));
        }
        let member = match self.member(place, code, identity, known) {
            Ok(member) => Some(member),
            Err(finding) => {
                findings.push(*finding);
                None
            }
        };
        let session = known.map(|known| known.number);
        if let (Some(member), Some(session)) = (member, session) {
            findings.extend(self.other_folder(place, member, session));
        }
        let counts = findings.iter().len() == before;
        Whose { member, session, of_round: true, counts }
    }

    /// The finding about a form of another round or province.
    fn of_other_round(
        &self,
        place: &Place,
        code: &FormCode,
        identity: Option<&FormIdentity>,
    ) -> Option<Finding> {
        let settings = &self.round.round;
        if (code.round, code.year) != (settings.number, settings.year) {
            return Some(ballot::code_of_other_round(place.clone(), code, self.round));
        }
        let identity = identity.filter(|identity| !identity.province.is_empty())?;
        let same = text::fold(&identity.province) == text::fold(&settings.province);
        (!same).then(|| told::other_province(place.clone(), identity, self.round))
    }

    /// The member of the form: the one of its number, where the name is still the same; else the
    /// one of its name.
    fn member(
        &self,
        place: &Place,
        code: &FormCode,
        identity: Option<&FormIdentity>,
        session: Option<&Session>,
    ) -> Result<Scorer, Box<Finding>> {
        let numbered = code.who.and_then(|number| usize::from(number).checked_sub(1));
        let now = numbered.and_then(|index| self.people.names().nth(index));
        let Some(own) = identity.and_then(|identity| identity.member.as_ref()) else {
            let member = numbered.filter(|_| now.is_some());
            let scorer = member.map(|member| Scorer { member, by_substitute: false });
            let unknown = || told::other_member(place.clone(), &code.to_string(), None);
            return scorer.ok_or_else(|| Box::new(unknown()));
        };
        let is_own = |name: &str| core(name) == core(&own.name);
        let member = numbered
            .filter(|_| now.is_some_and(is_own))
            .or_else(|| self.people.names().position(is_own));
        let Some(member) = member else {
            return Err(Box::new(told::other_member(place.clone(), &own.name, now)));
        };
        self.substitute(place, own, member, session)
    }

    /// The member, or the one who replaces the member, where form and declaration agree on that.
    fn substitute(
        &self,
        place: &Place,
        own: &FormMember,
        member: usize,
        session: Option<&Session>,
    ) -> Result<Scorer, Box<Finding>> {
        let name = self.people.names().nth(member).unwrap_or_default();
        let replaced = session.iter().flat_map(|session| &session.replaced);
        let now = replaced.into_iter().find(|replaced| core(&replaced.name) == core(name));
        let now = now.map(|replaced| replaced.by.as_str());
        match (own.substitute.as_deref(), now) {
            (Some(of_form), now) if now.is_none_or(|now| core(now) != core(of_form)) => {
                let finding =
                    told::other_substitute(place.clone(), &own.name, [Some(of_form), now]);
                Err(Box::new(finding))
            }
            // The member's own ballot of a session in which somebody replaces the member is told
            // by the rules.
            (of_form, _) => Ok(Scorer { member, by_substitute: of_form.is_some() }),
        }
    }

    /// The finding about a path that names another member or session than the form.
    fn other_folder(&self, place: &Place, member: Scorer, session: u8) -> Option<Finding> {
        let (by_path, session_by_path) = ballot::by_path(self.round, self.words, &place.file);
        let named = |index: usize| self.people.names().nth(index).unwrap_or_default().to_owned();
        let place = || Place::file(&place.file);
        if let Some(other) = session_by_path.filter(|other| *other != session) {
            let [other, own] = [other, session].map(|number| format!("lần chấm {number}"));
            return Some(told::other_folder(place(), &other, &own));
        }
        let other = by_path.filter(|other| *other != member.member)?;
        Some(told::other_folder(place(), &named(other), &named(member.member)))
    }

    /// The finding about words on a cover, or above the table of a product, that name another
    /// member or session than the code.
    pub(super) fn words_differ(
        &self,
        sheet: &Worksheet,
        rows: impl Iterator<Item = u32>,
        code: &FormCode,
        whose: Whose,
    ) -> Option<Finding> {
        let (member, session) = (whose.member?, whose.session?);
        let is_cover = cover(sheet).is_some();
        let mut texts =
            rows.flat_map(|row| sheet.row(row)).filter_map(|(at, cell)| Some((at, cell.text()?)));
        texts.find_map(|(at, typed)| {
            let place = || sheet.place(at);
            let said = ballot::member_said(self.words, &self.people, Some(session), typed);
            if let Some(other) = said.filter(|said| said.member != member.member) {
                let words = self.people.names().nth(other.member).unwrap_or_default();
                return Some(ballot::code_contradicts(place(), words, code));
            }
            let said = ballot::session_said(self.words, typed).filter(|_| is_cover);
            let other = said.filter(|said| *said != session)?;
            Some(ballot::code_contradicts(place(), &format!("lần chấm {other}"), code))
        })
    }
}
