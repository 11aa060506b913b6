//! What the layout of a member's own pages reads.

use serde::Serialize;

use super::sheets::points;
use crate::criteria::{PARTS, RoundActs};
use crate::forms::{FormIdentity, FormProduct};
use crate::round::{Round, Session, short_date};

/// The data of `phieu-cham-bia.typ`.
#[derive(Debug, Serialize)]
pub(super) struct MemberPages<'a> {
    code: String,
    council: &'a str,
    subject: String,
    /// Title and name of the member.
    member: &'a str,
    /// The member's name as it is signed.
    name: &'a str,
    post: Option<&'a str>,
    substitute: Option<&'a str>,
    parts: Vec<PartHead>,
    total: String,
    products: Vec<CoverRow<'a>>,
}

#[derive(Debug, Serialize)]
struct PartHead {
    letter: &'static str,
    max: String,
}

#[derive(Debug, Serialize)]
struct CoverRow<'a> {
    number: String,
    name: &'a str,
    owner: &'a str,
    unit: &'a str,
    closed: Option<&'a str>,
}

impl<'a> MemberPages<'a> {
    /// Returns what the pages of a member say. `number` tells the number of a product; products
    /// without one are left out.
    pub(super) fn of(
        round: &'a Round,
        acts: &RoundActs,
        identity: &'a FormIdentity,
        session: &Session,
        number: impl Fn(&FormProduct) -> Option<usize>,
    ) -> Self {
        let member = identity.member.as_ref();
        let person = member
            .and_then(|member| usize::from(member.number).checked_sub(1))
            .and_then(|index| round.council.members.get(index))
            .map(|member| &member.person);
        let settings = &round.round;
        let act = acts.main();
        let row = |product: &'a FormProduct| {
            Some(CoverRow {
                number: number(product)?.to_string(),
                name: &product.name,
                owner: &product.owner,
                unit: &product.unit,
                closed: product.closed.as_deref(),
            })
        };
        let part =
            |part: usize| PartHead { letter: PARTS[part], max: points(&act.parts[part].max) };
        Self {
            code: identity.code.to_string(),
            council: &round.council.name,
            subject: format!(
                "Đợt {} năm {}, lần chấm {} ngày {}; theo {}",
                settings.number,
                settings.year,
                session.number,
                short_date(session.date),
                acts.cited(),
            ),
            member: member.map_or("", |member| &member.name),
            name: person.map_or("", |person| &person.name),
            post: person.map(|person| person.post.as_str()),
            substitute: member.and_then(|member| member.substitute.as_deref()),
            parts: (0..PARTS.len()).map(part).collect(),
            total: points(&act.parts.iter().map(|part| part.max).sum()),
            products: identity.products.iter().filter_map(row).collect(),
        }
    }

    /// Returns title and name of the member.
    pub(super) fn called(&self) -> &str {
        self.member
    }
}
