//! What several papers state of a round: counts, names and reasons, each made once, from the rows
//! of the tally and from nothing else. What a mean would be worth is never asked: stars and ranges
//! come from what was concluded of each product.

mod attendance;
mod conclusions;
mod groups;
mod remarks;
mod rows;
mod session;

use std::collections::BTreeSet;

use serde::Serialize;

pub use self::attendance::Attendee;
pub(super) use self::groups::owner_key;
pub use self::groups::{Group, StarGroup};
use self::rows::{names, results};
pub use self::session::{SessionFacts, Unscored};
use super::traced::{Phrase, Traced};
use crate::criteria::Act;
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult, Tally};

/// What the papers say of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Everything that was sent.
    pub submitted: Group,
    /// `thành phố Lai Châu 06, huyện Than Uyên 06`.
    pub by_district: Phrase,
    /// How many units sent something.
    pub districts: usize,
    /// The only one, where it is one.
    pub only_district: Option<String>,
    /// Products that did not come before the council, with the reason.
    pub not_admitted: Vec<String>,
    /// How many that are.
    pub refused: Traced<usize>,
    /// Products that were taken out of the round, with the reason.
    pub withdrawn: Vec<String>,
    /// How many that are.
    pub withdrawn_count: Traced<usize>,
    /// How many came before the council.
    pub admitted: Traced<usize>,
    /// `22 sản phẩm 3 sao, 03 sản phẩm 4 sao`, as the units propose for these.
    pub proposed_stars: Phrase,
    /// The sessions, in order.
    pub sessions: Vec<SessionFacts>,
    /// Members and those in their place who attended any session.
    pub attendees: Vec<Attendee>,
    /// Members who attended none, nobody being in their place.
    pub missing: Vec<Attendee>,
    /// Who presided, in the order of the sessions.
    pub presiding: Vec<Attendee>,
    /// What the province recognises.
    pub recognised: Group,
    /// The same by star, highest first.
    pub recognised_stars: Vec<StarGroup>,
    /// Products proposed to the Ministry.
    pub proposed: Vec<Named>,
    /// How many that are.
    pub proposed_count: Traced<usize>,
    /// The act whose criteria apply, as cited.
    pub act: String,
    /// Ballots that a rule left out, a sentence an entry.
    pub left_out: Vec<Phrase>,
    /// Stars that the minimum requirements lowered, a sentence an entry.
    pub lowered: Vec<Phrase>,
    /// Scores close below the limit of a star, of products whose star they decide, a sentence an
    /// entry.
    pub near_border: Vec<Phrase>,
    /// What the council concludes of the products that came before it, a clause an entry: each is
    /// in exactly one.
    pub conclusions: Vec<Phrase>,
}

/// A product by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its number in the round's list.
    pub number: usize,
    /// Product.
    pub name: String,
    /// Owner.
    pub owner: String,
    /// Star that the province certifies until the Ministry decides, where it does.
    pub meanwhile: Option<u8>,
}

type Products<'p, 'a> = Vec<&'p ProductResult<'a>>;

impl Facts {
    /// Counts what the papers will say.
    #[must_use]
    pub fn of(round: &Round, act: &Act, tally: &Tally<'_>) -> Self {
        let all: Products<'_, '_> = tally.products.iter().collect();
        let with = |wanted: fn(&ProductOutcome) -> bool| -> Products<'_, '_> {
            all.iter().copied().filter(|product| wanted(&product.outcome)).collect()
        };
        let recognised: Products<'_, '_> =
            all.iter().copied().filter(|product| product.certified().is_some()).collect();
        let admitted: Products<'_, '_> =
            all.iter().copied().filter(|product| product.is_admitted()).collect();
        let not_admitted = with(|outcome| matches!(outcome, ProductOutcome::NotAdmitted { .. }));
        let withdrawn = with(|outcome| matches!(outcome, ProductOutcome::Withdrawn { .. }));
        let proposed = with(|outcome| matches!(outcome, ProductOutcome::ProposedToMinistry { .. }));
        let sending: BTreeSet<usize> = all.iter().map(|product| product.district).collect();
        let sessions: Vec<_> = round
            .sessions
            .iter()
            .map(|session| SessionFacts::of(round, session, &admitted))
            .collect();
        let (attendees, missing) = attendance::of(round);
        Self {
            submitted: Group::of("các địa phương gửi đến", &all, names),
            by_district: by_district(round, &all),
            districts: sending.len(),
            only_district: sending
                .first()
                .filter(|_| sending.len() == 1)
                .map(|one| round.districts[*one].name.clone()),
            not_admitted: not_admitted.iter().map(|product| refused(product)).collect(),
            withdrawn: withdrawn.iter().map(|product| refused(product)).collect(),
            withdrawn_count: Traced::count(
                "số sản phẩm đã rút khỏi đợt đánh giá",
                names(&withdrawn),
            ),
            refused: Traced::count("số hồ sơ không đủ điều kiện dự đánh giá", names(&not_admitted)),
            admitted: Traced::count(
                "số sản phẩm đủ điều kiện, được Hội đồng đánh giá",
                names(&admitted),
            ),
            proposed_stars: session::star_counts(
                &admitted,
                "số sản phẩm theo hạng sao địa phương đề nghị",
                |product| product.entry.star.as_ref().map(|star| star.value),
                |_, star| format!("địa phương đề nghị {star} sao"),
                |count, star| count.words(&format!(" sản phẩm {star} sao")),
            ),
            attendees,
            missing,
            presiding: attendance::presided(
                round,
                sessions.iter().filter_map(|session| session.presided.as_ref()),
            ),
            sessions,
            recognised: Group::of("được công nhận", &recognised, |products| {
                results(round, products)
            }),
            recognised_stars: groups::by_star(&recognised, "được công nhận", |products| {
                results(round, products)
            }),
            proposed: proposed.iter().map(|product| named(product)).collect(),
            proposed_count: Traced::count(
                "số sản phẩm đề nghị Trung ương đánh giá",
                results(round, &proposed),
            ),
            act: act.cited(),
            left_out: remarks::left_out(round, &admitted),
            lowered: remarks::lowered(&admitted),
            near_border: remarks::near_border(round, act, &admitted),
            conclusions: conclusions::of(round, &admitted),
        }
    }
}

fn by_district(round: &Round, products: &[&ProductResult<'_>]) -> Phrase {
    let counts = round.districts.iter().enumerate().map(|(index, district)| {
        let own: Vec<_> =
            products.iter().copied().filter(|product| product.district == index).collect();
        let what = format!("số sản phẩm theo nơi gửi (“{}”)", district.name);
        (&district.name, Traced::count(what, names(&own)))
    });
    let counts = counts.filter(|(_, count)| count.value > 0);
    Phrase::joined(
        counts.map(|(name, count)| Phrase::default().words(name).words(" ").count(&count)),
        ", ",
    )
}

fn named(product: &ProductResult<'_>) -> Named {
    let meanwhile = match product.outcome {
        ProductOutcome::ProposedToMinistry { meanwhile } => meanwhile,
        _ => None,
    };
    Named {
        number: product.number,
        name: product.entry.product.value.clone(),
        owner: product.entry.owner.name.value.clone(),
        meanwhile,
    }
}

fn refused(product: &ProductResult<'_>) -> String {
    let Named { name, owner, .. } = named(product);
    match &product.outcome {
        ProductOutcome::NotAdmitted { reason } | ProductOutcome::Withdrawn { reason } => {
            format!("“{name}” của {owner} ({reason})")
        }
        _ => format!("“{name}” của {owner}"),
    }
}
