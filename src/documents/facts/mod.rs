//! The facts that papers state of a round: counts, names and reasons. Each is made once, from the
//! rows of the tally and from nothing else.
//!
//! Stars and ranges are those that the tally concluded for each product. No star is derived from a
//! mean here.

mod attendance;
mod conclusions;
mod field_checks;
mod groups;
mod headroom;
mod noticed;
mod published;
mod registration;
mod remarks;
pub mod report;
mod rows;
pub(super) mod scores;
mod session;
mod transition;

use std::collections::BTreeSet;

use serde::Serialize;

pub use self::attendance::Attendee;
pub use self::field_checks::{FieldCheck, FieldChecks};
pub(super) use self::groups::owner_key;
pub use self::groups::{ProductGroup, StarGroup};
pub(super) use self::headroom::headroom;
pub(super) use self::noticed::NoticedProduct;
pub use self::published::UnitResults;
pub use self::report::ReportFacts;
use self::rows::{names, results};
pub use self::session::{SessionFacts, UnscoredProduct};
use super::traced::{Traced, TracedText};
use crate::criteria::RoundActs;
use crate::forms::RegistrationKind;
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult, Tally};

/// All facts that the papers state of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// All products in the lists of the units.
    pub submitted: ProductGroup,
    /// How many products each unit sent: `thành phố Lai Châu 06, huyện Than Uyên 06`.
    pub by_district: TracedText,
    /// How many units sent products.
    pub districts: usize,
    /// Name of the unit when only one sent products.
    pub only_district: Option<String>,
    /// Products that did not come before the council, each with the reason.
    pub not_admitted: Vec<String>,
    /// How many products did not come before the council.
    pub refused: Traced<usize>,
    /// Products that were taken out of the round, each with the reason.
    pub withdrawn: Vec<String>,
    /// How many products were taken out of the round.
    pub withdrawn_count: Traced<usize>,
    /// How many products came before the council.
    pub admitted: Traced<usize>,
    /// How many owners these products have.
    pub admitted_owners: usize,
    /// How many products of each star the units propose, among those that came before the council:
    /// `22 sản phẩm 3 sao, 03 sản phẩm 4 sao`.
    pub proposed_stars: TracedText,
    /// The sessions, in order.
    pub sessions: Vec<SessionFacts>,
    /// Members and substitutes who attended at least one session.
    pub attendees: Vec<Attendee>,
    /// Members who attended no session and had no substitute.
    pub missing: Vec<Attendee>,
    /// Those who presided, in the order of the sessions, each once.
    pub presiding: Vec<Attendee>,
    /// The products that the province recognises, also those that it recognises until the Ministry
    /// decides.
    pub recognised: ProductGroup,
    /// The products that came before the council, by kind of registration: `05 đăng ký lần đầu, 02
    /// nâng hạng`; empty, and not given to wording files, where all are registered for the first
    /// time.
    #[serde(skip_serializing_if = "TracedText::is_empty")]
    pub registered: TracedText,
    /// The recognised products in the same way: `05 công nhận mới, 02 nâng hạng`.
    #[serde(skip_serializing_if = "TracedText::is_empty")]
    pub recognised_kinds: TracedText,
    /// Those of the products before the council that are under the earlier act, in a time of
    /// transition: `02 sản phẩm có hồ sơ nộp trước ngày … được đánh giá theo …: “…”, “…”`; empty,
    /// and not given to wording files, where there are none.
    #[serde(skip_serializing_if = "TracedText::is_empty")]
    pub under_earlier: TracedText,
    /// The recognised products in the same way.
    #[serde(skip_serializing_if = "TracedText::is_empty")]
    pub recognised_under_earlier: TracedText,
    /// The acts of the products that are proposed to the Ministry; `None` in a round of one act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_acts: Option<String>,
    /// The recognised products by star, highest first.
    pub recognised_stars: Vec<StarGroup>,
    /// Products that are proposed to the Ministry for evaluation.
    pub proposed: Vec<NamedProduct>,
    /// How many products are proposed to the Ministry.
    pub proposed_count: Traced<usize>,
    /// How many owners these products have.
    pub proposed_owners: usize,
    /// How many owners have a product that is recognised or proposed to the Ministry.
    pub decided_owners: usize,
    /// What is published of each unit with a product that is recognised or proposed to the
    /// Ministry, in the order of the units.
    pub published: Vec<UnitResults>,
    /// The act whose criteria apply, as papers cite it.
    pub act: String,
    /// Ballots that a rule left out of the count, one sentence an entry.
    pub left_out: Vec<TracedText>,
    /// Products whose star was lowered by the minimum requirements, one sentence an entry.
    pub lowered: Vec<TracedText>,
    /// Products whose mean is just below the limit of a star, one sentence an entry. Only products
    /// whose star is decided by the mean.
    pub near_border: Vec<TracedText>,
    /// The products to be checked in the field or tested, as far as the data of the round names
    /// any.
    pub field_checks: FieldChecks,
    /// The conclusions of the council, one clause an entry. Each product that came before the
    /// council is counted in exactly one.
    pub conclusions: Vec<TracedText>,
    /// What the reports count.
    pub report: ReportFacts,
}

/// A product that papers name, with its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedProduct {
    /// Its number in the round's list.
    pub number: usize,
    /// Name of the product.
    pub name: String,
    /// Name of the owner.
    pub owner: String,
    /// The star that the province certifies until the Ministry decides; `None` when it certifies
    /// none.
    pub meanwhile: Option<u8>,
}

type ProductRefs<'p, 'a> = Vec<&'p ProductResult<'a>>;

impl Facts {
    /// Makes all facts of a round from its results.
    #[must_use]
    pub fn of(round: &Round, acts: &RoundActs, tally: &Tally<'_>) -> Self {
        let all: ProductRefs<'_, '_> = tally.products.iter().collect();
        let with = |wanted: fn(&ProductOutcome) -> bool| -> ProductRefs<'_, '_> {
            all.iter().copied().filter(|product| wanted(&product.outcome)).collect()
        };
        let recognised: ProductRefs<'_, '_> =
            all.iter().copied().filter(|product| product.certified().is_some()).collect();
        let admitted: ProductRefs<'_, '_> =
            all.iter().copied().filter(|product| product.is_admitted()).collect();
        let not_admitted = with(|outcome| matches!(outcome, ProductOutcome::NotAdmitted { .. }));
        let withdrawn = with(|outcome| matches!(outcome, ProductOutcome::Withdrawn { .. }));
        let proposed = with(|outcome| matches!(outcome, ProductOutcome::ProposedToMinistry { .. }));
        let decided: ProductRefs<'_, '_> = recognised.iter().chain(&proposed).copied().collect();
        let sending: BTreeSet<usize> = all.iter().map(|product| product.district).collect();
        let sessions: Vec<_> = round
            .sessions
            .iter()
            .map(|session| SessionFacts::of(round, session, &admitted))
            .collect();
        let (attendees, missing) = attendance::of(round);
        Self {
            submitted: ProductGroup::of("các địa phương gửi đến", &all, names),
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
            admitted_owners: groups::owners(&admitted),
            proposed_stars: session::star_counts(
                &admitted,
                "số sản phẩm theo hạng sao địa phương đề nghị",
                |product| product.entry.star.as_ref().map(|star| star.value),
                |_, star| format!("địa phương đề nghị {star} sao"),
                |count, star| count.words(&format!(" sản phẩm {star} sao")),
            ),
            registered: registration::by_kind(
                &admitted,
                "được Hội đồng đánh giá",
                RegistrationKind::name,
                names,
            ),
            recognised_kinds: registration::by_kind(
                &recognised,
                "được công nhận",
                RegistrationKind::recognition,
                |products| results(round, products),
            ),
            under_earlier: transition::under_earlier(
                acts,
                &admitted,
                "được Hội đồng đánh giá",
                names,
            ),
            recognised_under_earlier: transition::under_earlier(
                acts,
                &recognised,
                "được công nhận",
                |products| results(round, products),
            ),
            proposed_acts: transition::acts_of(acts, &proposed),
            attendees,
            missing,
            presiding: attendance::presided(
                round,
                sessions.iter().filter_map(|session| session.presided.as_ref()),
            ),
            sessions,
            recognised: ProductGroup::of("được công nhận", &recognised, |products| {
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
            proposed_owners: groups::owners(&proposed),
            decided_owners: groups::owners(&decided),
            published: published::by_unit(round, &all),
            act: acts.cited(),
            left_out: remarks::left_out(round, &admitted),
            lowered: remarks::lowered(&admitted),
            near_border: remarks::near_border(round, &admitted),
            field_checks: FieldChecks::of(round, acts.main(), &admitted),
            conclusions: conclusions::of(round, acts.main(), &admitted),
            report: ReportFacts::of(round, acts.main(), &all),
        }
    }
}

fn by_district(round: &Round, products: &[&ProductResult<'_>]) -> TracedText {
    let counts = round.districts.iter().enumerate().map(|(index, district)| {
        let own: Vec<_> =
            products.iter().copied().filter(|product| product.district == index).collect();
        let what = format!("số sản phẩm theo nơi gửi (“{}”)", district.name);
        (&district.name, Traced::count(what, names(&own)))
    });
    let counts = counts.filter(|(_, count)| count.value > 0);
    TracedText::joined(
        counts.map(|(name, count)| TracedText::default().words(name).words(" ").count(&count)),
        ", ",
    )
}

fn named(product: &ProductResult<'_>) -> NamedProduct {
    let meanwhile = match product.outcome {
        ProductOutcome::ProposedToMinistry { meanwhile } => meanwhile,
        _ => None,
    };
    NamedProduct {
        number: product.number,
        name: product.entry.product.value.clone(),
        owner: product.entry.owner.name.value.clone(),
        meanwhile,
    }
}

fn refused(product: &ProductResult<'_>) -> String {
    let NamedProduct { name, owner, .. } = named(product);
    match &product.outcome {
        ProductOutcome::NotAdmitted { reason } | ProductOutcome::Withdrawn { reason } => {
            format!("“{name}” của {owner} ({reason})")
        }
        _ => format!("“{name}” của {owner}"),
    }
}
