//! The texts that tell the ballot of one member and session from that of another. All other texts
//! follow from the products.

use crate::blanks::book::code_line;
use crate::forms::{FormIdentity, FormMember};
use crate::round::{CouncilRole, Round, Session, short_date};

/// The texts of one member and session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whose {
    /// Title of the workbook.
    pub(super) title: String,
    /// The printed code with its label.
    pub(super) code: String,
    /// Round, session and day.
    pub(super) session: String,
    /// Whose ballot it is, on the cover.
    pub(super) member: String,
    /// Who scores, on the sheet of a product.
    pub(super) scorer: String,
    /// The name under the place to sign.
    pub(super) signature: String,
    /// The identity, line by line.
    pub(super) lines: Vec<(&'static str, String)>,
}

impl Whose {
    /// Words the texts.
    pub(super) fn new(identity: &FormIdentity, round: &Round, session: &Session) -> Self {
        let settings = &round.round;
        let nobody = FormMember { number: 0, name: String::new(), substitute: None };
        let member = identity.member.as_ref().unwrap_or(&nobody);
        let own = usize::from(member.number).checked_sub(1);
        let own = own.and_then(|index| round.council.members.get(index));
        let role = own.filter(|own| own.role != CouncilRole::Member);
        let post = own.map(|own| format!(", {}", own.person.post)).unwrap_or_default();
        let role = role.map(|own| format!(" – {}", own.role.name())).unwrap_or_default();
        let seat = format!("Thành viên Hội đồng: {}{post}{role}", member.name);
        let (day, number) = (short_date(session.date), session.number);
        let (member_line, scorer, signature) = if let Some(by) = &member.substitute {
            (
                format!("Người chấm: {by}, dự họp và chấm thay theo ủy quyền. {seat}"),
                format!("{by}, chấm thay {}", member.name),
                by.clone(),
            )
        } else {
            let name = own.map_or(&member.name, |own| &own.person.name);
            (seat, member.name.clone(), name.clone())
        };
        Self {
            title: format!("Phiếu chấm điểm của {}, lần chấm {number}", member.name),
            code: code_line(identity),
            session: format!(
                "Đợt {} năm {}, lần chấm {number}, ngày {day}",
                settings.number, settings.year
            ),
            member: member_line,
            scorer: format!("Người đánh giá: {scorer}"),
            signature,
            lines: identity.lines(),
        }
    }

    /// Returns its texts in an order of their own.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        let Self { title, code, session, member, scorer, signature, lines } = self;
        let single = [title, code, session, member, scorer, signature];
        single.into_iter().chain(lines.iter().map(|(_, value)| value))
    }

    /// Puts another text in the place of each, by its index in [`texts`](Self::texts).
    pub(super) fn replaced(&self, mut text: impl FnMut(usize) -> String) -> Self {
        let mut replaced = self.clone();
        let Self { title, code, session, member, scorer, signature, lines } = &mut replaced;
        let single = [title, code, session, member, scorer, signature];
        let all = single.into_iter().chain(lines.iter_mut().map(|(_, value)| value));
        for (index, place) in all.enumerate() {
            *place = text(index);
        }
        replaced
    }
}
