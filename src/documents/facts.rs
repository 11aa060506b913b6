//! Counts and phrases that several papers state, each made from the rows of the tally and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::remarks;
use crate::criteria::Act;
use crate::forms::OwnerKind;
use crate::round::{Round, Session, pad_number};
use crate::rules::Fate;
use crate::tally::{Outcome, ProductResult, Tally};

/// What the papers say of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Everything the districts sent.
    pub submitted: Group,
    /// `thành phố Lai Châu 06, huyện Than Uyên 06`.
    pub by_district: String,
    /// Products that did not come before the council, with the reason.
    pub not_admitted: Vec<String>,
    /// Products that were taken out of the round, with the reason.
    pub withdrawn: Vec<String>,
    /// How many came before the council.
    pub admitted: usize,
    /// `22 sản phẩm 3 sao, 03 sản phẩm 4 sao`, as the districts propose.
    pub proposed_stars: String,
    /// The sessions, in order.
    pub sessions: Vec<SessionFacts>,
    /// What the province recognises.
    pub recognised: Group,
    /// The same by star, highest first.
    pub recognised_stars: Vec<StarGroup>,
    /// Products proposed to the Ministry.
    pub proposed: Vec<Named>,
    /// The act whose criteria apply, as cited.
    pub act: String,
    /// Ballots that a rule left out, with the mean as it would be with them; a sentence an entry.
    pub left_out: Vec<String>,
    /// Stars that the minimum requirements lowered; a sentence an entry.
    pub lowered: Vec<String>,
    /// Scores close below the limit of a star; a sentence an entry.
    pub near_border: Vec<String>,
    /// What the council concludes, a clause an entry.
    pub conclusions: Vec<String>,
}

/// Some products and who makes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How many products.
    pub products: usize,
    /// How many owners.
    pub owners: usize,
    /// `02 hộ kinh doanh, 03 công ty, 10 hợp tác xã`.
    pub owner_kinds: String,
}

/// Products of one star.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StarGroup {
    /// The star.
    pub star: u8,
    /// How many products.
    pub products: usize,
    /// How many owners.
    pub owners: usize,
}

/// A product by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Product.
    pub name: String,
    /// Owner.
    pub owner: String,
    /// Why it is named, where that must be said.
    pub reason: Option<String>,
}

/// What happened in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionFacts {
    /// The session as `round.toml` has it.
    #[serde(flatten)]
    pub session: Session,
    /// Members who attended.
    pub attending: usize,
    /// Members of the council.
    pub members: usize,
    /// Members who must attend.
    pub needed: usize,
    /// Whether enough attended.
    pub quorate: bool,
    /// `Lò Văn A (đi công tác)`.
    pub absent_named: Vec<String>,
    /// `Trần Văn B thay Lò Văn A (Giấy ủy quyền số …)`.
    pub replaced_named: Vec<String>,
    /// `Lò Văn A (có người nhà là chủ thể)`.
    pub abstaining_named: Vec<String>,
    /// Ballots that count: of a member for a product, with marks.
    pub counted: usize,
    /// Ballots that were given and do not count: `02 phiếu của Lò Văn A (thành viên vắng mặt: ốm)`.
    pub not_counted: Vec<String>,
    /// Products that were scored.
    pub scored: usize,
    /// Lowest mean as printed.
    pub lowest: Option<String>,
    /// Highest mean as printed.
    pub highest: Option<String>,
    /// `24 sản phẩm đạt mức 3 sao`.
    pub stars: String,
    /// Products with ballots but without marks.
    pub not_scored: Vec<Named>,
}

impl Facts {
    /// Counts what the papers will say.
    #[must_use]
    pub fn of(round: &Round, act: &Act, tally: &Tally<'_>) -> Self {
        let all: Vec<_> = tally.products.iter().collect();
        let pick = |wanted: fn(&Outcome) -> bool| {
            all.iter().copied().filter(|product| wanted(&product.outcome)).collect::<Vec<_>>()
        };
        let recognised: Vec<_> = all.iter().copied().filter(|product| product.certified().is_some()).collect();
        let admitted: Vec<_> = all.iter().copied().filter(|product| product.is_admitted()).collect();
        let claimed = admitted.iter().filter_map(|product| product.entry.star.as_ref()).map(|star| star.value);
        let mut facts = Self {
            submitted: group(&all),
            by_district: by_district(round, &all),
            not_admitted: pick(|outcome| matches!(outcome, Outcome::NotAdmitted { .. }))
                .iter()
                .map(|product| refused(product))
                .collect(),
            withdrawn: pick(|outcome| matches!(outcome, Outcome::Withdrawn { .. }))
                .iter()
                .map(|product| refused(product))
                .collect(),
            admitted: admitted.len(),
            proposed_stars: star_counts(claimed, |count, star| format!("{count} sản phẩm {star} sao")),
            sessions: round.sessions.iter().map(|session| session_facts(round, act, session, &admitted)).collect(),
            recognised: group(&recognised),
            recognised_stars: star_groups(&recognised),
            proposed: pick(|outcome| matches!(outcome, Outcome::ProposedToMinistry { .. }))
                .iter()
                .map(|product| named(product))
                .collect(),
            act: act.cited(),
            left_out: remarks::left_out(round, &admitted),
            lowered: remarks::lowered(&admitted),
            near_border: remarks::near_border(round, act, &admitted),
            conclusions: Vec::new(),
        };
        facts.conclusions = conclusions(&facts, &admitted);
        facts
    }
}

fn group(products: &[&ProductResult<'_>]) -> Group {
    let mut kinds: BTreeMap<Option<OwnerKind>, BTreeSet<_>> = BTreeMap::new();
    for product in products {
        kinds.entry(product.owner_kind()).or_default().insert(owner_key(product));
    }
    let listed = OwnerKind::ALL.map(Some).into_iter().chain([None]);
    let words = listed.filter_map(|kind| {
        let count = kinds.get(&kind)?.len();
        Some(format!("{} {}", pad(count), kind.map_or("chủ thể chưa rõ loại hình", OwnerKind::name)))
    });
    Group { products: products.len(), owners: owners(products), owner_kinds: words.collect::<Vec<_>>().join(", ") }
}

/// What makes two records the same owner: district and name, however it is spelt.
pub(crate) fn owner_key(product: &ProductResult<'_>) -> (usize, String) {
    (product.district, crate::forms::owner_key(&product.entry.owner.name.value))
}

fn owners(products: &[&ProductResult<'_>]) -> usize {
    products.iter().map(|product| owner_key(product)).collect::<BTreeSet<_>>().len()
}

fn by_district(round: &Round, products: &[&ProductResult<'_>]) -> String {
    let counts = round.districts.iter().enumerate().filter_map(|(index, district)| {
        let count = products.iter().filter(|product| product.district == index).count();
        (count > 0).then(|| format!("{} {}", district.name, pad(count)))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Counts stars, lowest first, each put into words.
fn star_counts(stars: impl Iterator<Item = u8>, words: impl Fn(String, u8) -> String) -> String {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    stars.for_each(|star| *counts.entry(star).or_default() += 1);
    counts.into_iter().map(|(star, count)| words(pad(count), star)).collect::<Vec<_>>().join(", ")
}

fn star_groups(recognised: &[&ProductResult<'_>]) -> Vec<StarGroup> {
    let groups = [4, 3].map(|star| {
        let products: Vec<_> = recognised.iter().copied().filter(|product| product.certified() == Some(star)).collect();
        StarGroup { star, products: products.len(), owners: owners(&products) }
    });
    groups.into_iter().filter(|group| group.products > 0).collect()
}

fn session_facts(round: &Round, act: &Act, session: &Session, admitted: &[&ProductResult<'_>]) -> SessionFacts {
    let members = round.council.members.len();
    let attending = round.council.members.iter().filter(|member| session.attends(&member.person.name)).count();
    let needed = round.rules.quorum.needed(members);
    let results: Vec<_> = admitted
        .iter()
        .filter_map(|product| {
            Some((*product, product.sessions.iter().find(|result| result.session == session.number)?))
        })
        .collect();
    let means: Vec<_> = results.iter().filter_map(|(_, result)| result.mean).collect();
    let lowest = means.iter().copied().min_by_key(|mean| mean.value());
    let highest = means.iter().copied().max_by_key(|mean| mean.value());
    let printed = |mean: crate::tally::Mean| mean.printed(round.tally.printed_decimals);
    let stars = means.iter().map(|mean| act.star(|limit| mean.reaches(limit)));
    let unscored = results.iter().filter(|(_, result)| result.mean.is_none() && result.ballots().next().is_some());
    let not_counted = not_counted(admitted, session.number);
    SessionFacts {
        attending,
        members,
        needed,
        quorate: round.rules.quorum.is_met(&round.council, session),
        replaced_named: session
            .replaced
            .iter()
            .map(|replacement| format!("{} thay {} ({})", replacement.by, replacement.name, replacement.authority))
            .collect(),
        abstaining_named: session
            .abstaining
            .iter()
            .map(|absence| format!("{} ({})", absence.name, absence.reason))
            .collect(),
        absent_named: session.absent.iter().map(|absence| format!("{} ({})", absence.name, absence.reason)).collect(),
        counted: results.iter().map(|(_, result)| result.counting().count()).sum(),
        not_counted: not_counted
            .iter()
            .map(|((member, why), products)| {
                let name = member.map(|member| format!(" của {}", round.council.members[member].person.name));
                format!("{} phiếu{} ({why})", pad(products.len()), name.unwrap_or_default())
            })
            .collect(),
        scored: means.len(),
        lowest: lowest.map(printed),
        highest: highest.map(printed),
        stars: star_counts(stars, |count, star| match star {
            // What the Ministry recognises, the province does not name by its star.
            5 => format!("{count} sản phẩm đủ điểm để đề nghị Trung ương đánh giá"),
            _ => format!("{count} sản phẩm đạt mức {star} sao"),
        }),
        not_scored: unscored
            .map(|(product, result)| Named { reason: result.reason.clone(), ..named(product) })
            .collect(),
        session: session.clone(),
    }
}

/// The products whose ballots of a session were given and do not count, by member and reason; a product once for each. What
/// befell all ballots of the session is told of no member.
pub(crate) fn not_counted<'p, 'a>(
    admitted: &[&'p ProductResult<'a>],
    session: u8,
) -> BTreeMap<(Option<usize>, String), Vec<&'p ProductResult<'a>>> {
    let mut lost: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for product in admitted {
        let results = product.sessions.iter().filter(|result| result.session == session);
        for cast in results.flat_map(|result| &result.casts).filter(|cast| cast.is_lost()) {
            let member = (cast.fate != Fate::Void).then_some(cast.ballot.member);
            lost.entry((member, cast.fate.words())).or_default().push(*product);
        }
    }
    lost
}

fn named(product: &ProductResult<'_>) -> Named {
    Named { name: product.entry.product.value.clone(), owner: product.entry.owner.name.value.clone(), reason: None }
}

fn refused(product: &ProductResult<'_>) -> String {
    let Named { name, owner, .. } = named(product);
    match &product.outcome {
        Outcome::NotAdmitted { reason } | Outcome::Withdrawn { reason } => format!("“{name}” của {owner} ({reason})"),
        _ => format!("“{name}” của {owner}"),
    }
}

fn conclusions(facts: &Facts, admitted: &[&ProductResult<'_>]) -> Vec<String> {
    let mut lines: Vec<_> = facts
        .recognised_stars
        .iter()
        .map(|group| {
            format!("{} sản phẩm của {} chủ thể đạt {} sao", pad(group.products), pad(group.owners), group.star)
        })
        .collect();
    let mut count = |words: &str, wanted: fn(&Outcome) -> bool| {
        let count = admitted.iter().filter(|product| wanted(&product.outcome)).count();
        if count > 0 {
            lines.push(format!("{} {words}", pad(count)));
        }
    };
    count("sản phẩm đề nghị Trung ương đánh giá, phân hạng", |outcome| {
        matches!(outcome, Outcome::ProposedToMinistry { .. })
    });
    count("sản phẩm chưa đủ hạng để tỉnh công nhận", |outcome| {
        matches!(outcome, Outcome::NotRecognised { .. })
    });
    count("sản phẩm bị dừng đánh giá", |outcome| matches!(outcome, Outcome::KnockedOut { .. }));
    count("sản phẩm cần kiểm nghiệm hoặc bổ sung hồ sơ", |outcome| {
        matches!(outcome, Outcome::NeedsSupplement { .. })
    });
    count("sản phẩm chưa đánh giá", |outcome| matches!(outcome, Outcome::NotScored { .. }));
    count("sản phẩm chờ làm rõ phiếu chấm", |outcome| matches!(outcome, Outcome::Held { .. }));
    lines
}

fn pad(count: usize) -> String {
    pad_number(count as u64)
}
