//! The printed code of a form of ours, typed together with its ballot into another file.

use super::BallotAttribution;
use crate::finding::{CellRef, Findings, Place};
use crate::forms::ballot::faults;
use crate::forms::ballot::people::Scorer;
use crate::forms::issued::{FormCode, FormKind};

/// A printed code, with its cell.
pub(super) struct PrintedCode {
    place: Place,
    code: FormCode,
}

impl BallotAttribution<'_, '_> {
    /// The code of a ballot that is printed above the table, or below it.
    pub(super) fn code(&self) -> Option<PrintedCode> {
        let sheet = self.around.sheet;
        let below = self.around.below().chain(self.around.foot());
        let below = below.flat_map(|row| sheet.row(row));
        let below = below.filter_map(|(at, cell)| Some((at, cell.text()?)));
        let texts: Box<dyn Iterator<Item = (CellRef, &str)>> =
            Box::new(self.around.texts().chain(below));
        let mut codes = texts.filter_map(|(at, typed)| Some((at, FormCode::within(typed)?)));
        let (at, code) = codes.find(|(_, code)| code.kind == FormKind::Ballot)?;
        Some(PrintedCode { place: sheet.place(at), code })
    }

    /// The session of a sheet that names this one, or none, and prints a code.
    pub(super) fn session_with_code(
        &self,
        named: Option<u8>,
        PrintedCode { place, code }: &PrintedCode,
        findings: &mut Findings,
    ) -> Option<u8> {
        let settings = &self.round.round;
        let session = code.session?;
        if (code.round, code.year) != (settings.number, settings.year) {
            findings.push(faults::code_of_other_round(place.clone(), code, self.round));
            return None;
        }
        if named.is_some_and(|named| named != session) {
            let words = named.map(|number| format!("lần chấm {number}")).unwrap_or_default();
            findings.push(faults::code_contradicts(place.clone(), &words, code));
            return None;
        }
        if !self.exists(session) {
            let typed = code.to_string();
            findings.push(faults::session_unknown(self.round, place.clone(), Some(&typed)));
            return None;
        }
        Some(session)
    }

    /// The member of a sheet that names this person, or nobody, and prints a code.
    pub(super) fn member_with_code(
        &self,
        named: Option<Scorer>,
        PrintedCode { place, code }: &PrintedCode,
        findings: &mut Findings,
    ) -> Option<Scorer> {
        let member = usize::from(code.who?).checked_sub(1)?;
        let name = self.people.names().nth(member);
        match (named, name) {
            (Some(named), _) if named.member != member => {
                let words = self.people.names().nth(named.member).unwrap_or_default();
                findings.push(faults::code_contradicts(place.clone(), words, code));
                None
            }
            (Some(named), _) => Some(named),
            (None, Some(_)) => Some(Scorer { member, by_substitute: false }),
            (None, None) => {
                let typed = code.to_string();
                findings.push(faults::member_unknown(self.people, place.clone(), Some(&typed)));
                None
            }
        }
    }
}
