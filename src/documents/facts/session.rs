//! Facts about one session of the council.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::attendance::{self, Attendee};
use super::remarks::{self, MemberRule};
use super::rows::{names, rows};
use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::round::{Absence, Replacement, Round, Session};
use crate::rules::{Cast, Fate};
use crate::tally::{Mean, ProductResult, SessionResult};

/// What papers state of one session of the council: when and where it met, who attended, whether
/// that made a quorum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionFacts {
    /// The session as declared in `round.toml`.
    #[serde(flatten)]
    pub session: Session,
    /// How many members attended, in person or through a substitute.
    pub attending: Traced<usize>,
    /// How many members the council has.
    pub members: Traced<usize>,
    /// How many members must attend for a quorum.
    pub needed: Traced<usize>,
    /// Whether as many members attended as are needed.
    pub enough: bool,
    /// Whether neither the chair nor a vice-chair was present although the rules require one.
    pub leaderless: bool,
    /// Whether the session is valid: enough members, and a leader where one is required.
    pub quorate: bool,
    /// Who presided; `None` when neither chair nor vice-chair was present and `round.toml` names
    /// nobody.
    pub presided: Option<Attendee>,
    /// Absent members with the reason: `Lò Văn A (đi công tác)`.
    pub absent_named: Vec<String>,
    /// Substitutes with their member and authority: `Trần Văn B thay Lò Văn A (Giấy ủy quyền số
    /// …)`.
    pub replaced_named: Vec<String>,
    /// Members who abstain, with the reason: `Lò Văn A (có người nhà là chủ thể)`.
    pub abstaining_named: Vec<String>,
    /// How many ballots count.
    pub counted: Traced<usize>,
    /// Ballots that were given but do not count, one phrase for each member and reason: `02 phiếu
    /// của Lò Văn A (thành viên vắng mặt: ốm)`.
    pub not_counted: Vec<TracedText>,
    /// How many products have a mean of this session. Products that wait for a clarification are
    /// not among them.
    pub scored: Traced<usize>,
    /// How many of the scored products were scored again in a later session.
    pub scored_again: Traced<usize>,
    /// How many of the scored products get their star from this session.
    pub decided: Traced<usize>,
    /// How many of the scored products take their result from this session but have no star: their
    /// evaluation was stopped, or they wait for a supplement or a conclusion on least marks.
    pub undecided: Traced<usize>,
    /// How many products have marks of this session but wait for a clarification.
    pub waiting: Traced<usize>,
    /// Lowest mean as printed, among the decided products, or among all scored ones when none is
    /// decided. `None` when no product was scored.
    pub lowest: Option<Traced<String>>,
    /// Highest mean as printed, among the same products.
    pub highest: Option<Traced<String>>,
    /// The decided products by star: `24 sản phẩm đạt mức 3 sao`.
    pub stars: TracedText,
    /// Products with ballots but without marks that have no earlier result.
    pub not_scored: Vec<UnscoredProduct>,
    /// Products with ballots but without marks that keep an earlier result.
    pub kept: Vec<UnscoredProduct>,
}

/// A product with ballots but without marks in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnscoredProduct {
    /// Name of the product.
    pub name: String,
    /// Name of the owner.
    pub owner: String,
    /// The reason that the ballots give.
    pub reason: Option<String>,
    /// The earlier session whose result the product keeps.
    pub keeps: Option<u8>,
}

impl SessionFacts {
    /// Makes the facts of a session. `admitted` are the products that came before the council.
    pub(super) fn of(round: &Round, session: &Session, admitted: &[&ProductResult<'_>]) -> Self {
        let number = session.number;
        let quorum = round.rules.quorum;
        let attending = attending(round, session);
        let needed = quorum.needed(round.council.members.len());
        let enough = attending.len() >= needed;
        let quorate = quorum.is_met(&round.council, session);
        let results = results_of(number, admitted);
        let scored = ScoredProducts::of(round, number, &results);
        Self {
            needed: needed_fact(round, needed),
            enough,
            leaderless: quorum.with_chair && !quorum.has_leader(&round.council, session),
            quorate,
            presided: attendance::presiding(round, session),
            absent_named: session.absent.iter().map(absence).collect(),
            replaced_named: session.replaced.iter().map(replacement).collect(),
            abstaining_named: session.abstaining.iter().map(absence).collect(),
            attending: Traced::count(
                format!("số thành viên có mặt ở lần chấm {number}"),
                people(attending),
            ),
            members: Traced::count("số thành viên Hội đồng", people(members(round))),
            counted: counted(number, &results),
            not_counted: not_counted(round, admitted, number, &remarks::everywhere(admitted)),
            scored: scored.fact("số sản phẩm được chấm điểm", &scored.all),
            scored_again: scored.fact(
                "số sản phẩm được chấm lại sau lần chấm này, trong số đã chấm",
                &scored.again,
            ),
            decided: scored.fact("số sản phẩm lấy kết quả", &scored.decided),
            undecided: scored
                .fact("số sản phẩm đã chấm nhưng chưa được xếp hạng", &scored.undecided),
            waiting: Traced::count(
                format!("số sản phẩm có phiếu ở lần chấm {number} mà chờ làm rõ"),
                names(&scored.waiting),
            ),
            lowest: scored.bound("thấp nhất", |means| means.min_by_key(|mean| mean.value())),
            highest: scored.bound("cao nhất", |means| means.max_by_key(|mean| mean.value())),
            stars: star_counts(
                &scored.decided,
                &format!("số sản phẩm theo hạng sao ở lần chấm {number}"),
                #[expect(
                    clippy::redundant_closure_for_method_calls,
                    reason = "the method is not general enough over lifetimes"
                )]
                |product| product.star(),
                |product, _| scored.points(product),
                |count, star| match star {
                    // Only the Ministry recognises 5 stars, so the province does not call these
                    // products 5-star.
                    5 => count.words(" sản phẩm đủ điểm để đề nghị Trung ương đánh giá"),
                    _ => count.words(&format!(" sản phẩm đạt mức {star} sao")),
                },
            ),
            not_scored: unscored(quorate, number, &results, false),
            kept: unscored(quorate, number, &results, true),
            session: session.clone(),
        }
    }
}

/// The products with marks of one session, sorted by what the mean led to.
struct ScoredProducts<'r, 'p, 'a> {
    round: &'r Round,
    session: u8,
    all: Vec<&'p ProductResult<'a>>,
    again: Vec<&'p ProductResult<'a>>,
    decided: Vec<&'p ProductResult<'a>>,
    undecided: Vec<&'p ProductResult<'a>>,
    waiting: Vec<&'p ProductResult<'a>>,
}

impl<'r, 'p, 'a> ScoredProducts<'r, 'p, 'a> {
    fn of(
        round: &'r Round,
        session: u8,
        results: &[(&'p ProductResult<'a>, &SessionResult<'a>)],
    ) -> Self {
        let marked =
            results.iter().filter(|(_, result)| result.mean.is_some()).map(|(product, _)| *product);
        let (waiting, all): (Vec<_>, Vec<_>) = marked.partition(|product| product.is_unclear());
        let (own, again): (Vec<_>, Vec<_>) = all.iter().copied().partition(|product| {
            product.official().is_some_and(|official| official.session == session)
        });
        let (decided, undecided) = own.into_iter().partition(|product| product.star().is_some());
        Self { round, session, all, again, decided, undecided, waiting }
    }

    fn mean(&self, product: &ProductResult<'_>) -> Option<Mean> {
        product
            .sessions
            .iter()
            .find(|result| result.session == self.session)
            .and_then(|result| result.mean)
    }

    /// Returns the mean of a product as printed: `62,0 điểm`; empty when it has none.
    fn points(&self, product: &ProductResult<'_>) -> String {
        let printed =
            self.mean(product).map(|mean| mean.printed(self.round.tally.printed_decimals));
        printed.map(|mean| format!("{mean} điểm")).unwrap_or_default()
    }

    fn fact(&self, what: &str, products: &[&ProductResult<'_>]) -> Traced<usize> {
        Traced::count(
            format!("{what} ở lần chấm {}", self.session),
            rows(products, |product| self.points(product)),
        )
    }

    /// Returns the lowest or highest mean as printed, of the decided products, or of all when none
    /// is decided. Its rows are all products whose mean prints the same.
    fn bound(
        &self,
        which: &str,
        pick: impl Fn(&mut dyn Iterator<Item = Mean>) -> Option<Mean>,
    ) -> Option<Traced<String>> {
        let printed = |mean: Mean| mean.printed(self.round.tally.printed_decimals);
        let of = if self.decided.is_empty() { &self.all } else { &self.decided };
        let bound = printed(pick(&mut of.iter().filter_map(|product| self.mean(product)))?);
        let same =
            of.iter().filter(|product| self.mean(product).map(printed).as_ref() == Some(&bound));
        let row = |product: &&ProductResult<'_>| FactSource::Product {
            product: product.number,
            session: Some(self.session),
            detail: self.points(product),
        };
        let rows = same.map(row).collect();
        let what = format!("điểm trung bình {which} ở lần chấm {}", self.session);
        Some(Traced { value: bound, what, rows })
    }
}

/// Returns the products with ballots in a session, each with its result there.
fn results_of<'p, 'a>(
    session: u8,
    admitted: &[&'p ProductResult<'a>],
) -> Vec<(&'p ProductResult<'a>, &'p SessionResult<'a>)> {
    let result = |product: &&'p ProductResult<'a>| {
        let result = product.sessions.iter().find(|result| result.session == session)?;
        Some((*product, result))
    };
    admitted.iter().filter_map(result).collect()
}

/// Names an absent or abstaining member with the reason: `Lò Văn A (đi công tác)`.
fn absence(absence: &Absence) -> String {
    format!("{} ({})", absence.name, absence.reason)
}

/// Names a substitute: `Trần Văn B thay Lò Văn A (Giấy ủy quyền số …)`.
fn replacement(replacement: &Replacement) -> String {
    let Replacement { name, by, authority } = replacement;
    format!("{by} thay {name} ({authority})")
}

/// Returns the names of all members of the council.
fn members(round: &Round) -> Vec<String> {
    round.council.members.iter().map(|member| member.person.name.clone()).collect()
}

/// Returns the names of those who attended; a substitute stands with the member's name: `B (thay
/// A)`.
fn attending(round: &Round, session: &Session) -> Vec<String> {
    let present =
        round.council.members.iter().filter(|member| session.attends(&member.person.name));
    let name = |name: &str| {
        let replaced = session.replaced.iter().find(|replacement| replacement.name == name);
        replaced.map_or_else(
            || name.to_owned(),
            |replacement| format!("{} (thay {name})", replacement.by),
        )
    };
    present.map(|member| name(&member.person.name)).collect()
}

fn people(names: Vec<String>) -> Vec<FactSource> {
    names.into_iter().map(|person| FactSource::Person { person }).collect()
}

fn needed_fact(round: &Round, needed: usize) -> Traced<usize> {
    let quorum = round.rules.quorum;
    let members = round.council.members.len();
    let rule = format!("{}/{} của {members} thành viên, làm tròn lên", quorum.attending, quorum.of);
    Traced {
        value: needed,
        what: "số thành viên ít nhất phải có mặt".into(),
        rows: vec![FactSource::Rule { rule }],
    }
}

/// Counts the ballots that count; one row for each product says how many.
fn counted(session: u8, results: &[(&ProductResult<'_>, &SessionResult<'_>)]) -> Traced<usize> {
    let given = results.iter().map(|(product, result)| (product, result.counting().count()));
    let given: Vec<_> = given.filter(|(_, count)| *count > 0).collect();
    let row = |(product, count): &(&&ProductResult<'_>, usize)| FactSource::Product {
        product: product.number,
        session: None,
        detail: format!("{count} phiếu"),
    };
    Traced {
        value: given.iter().map(|(_, count)| count).sum(),
        what: format!("số phiếu được tính ở lần chấm {session}"),
        rows: given.iter().map(row).collect(),
    }
}

/// Returns the ballots of a session that were given but do not count, by member and reason. Ballots
/// in `everywhere` are left out: the round states them once.
fn not_counted(
    round: &Round,
    admitted: &[&ProductResult<'_>],
    session: u8,
    everywhere: &BTreeSet<MemberRule>,
) -> Vec<TracedText> {
    let mut lost: BTreeMap<(Option<usize>, String), Vec<&ProductResult<'_>>> = BTreeMap::new();
    for product in admitted {
        let results = product.sessions.iter().filter(|result| result.session == session);
        let told_once =
            |cast: &Cast<'_>| everywhere.contains(&(cast.ballot.member, cast.fate.words()));
        let lost_casts = results
            .flat_map(|result| &result.casts)
            .filter(|cast| cast.is_lost() && !told_once(cast));
        for cast in lost_casts {
            let member = (cast.fate != Fate::Void).then_some(cast.ballot.member);
            lost.entry((member, cast.fate.words())).or_default().push(product);
        }
    }
    let line = |((member, why), products): ((Option<usize>, String), Vec<&ProductResult<'_>>)| {
        let member = member.map(|member| round.council.members[member].person.name.clone());
        let whose = member.map(|name| format!(" của {name}")).unwrap_or_default();
        let what = format!("số phiếu{whose} không được tính ở lần chấm {session} ({why})");
        TracedText::default()
            .count(&Traced::count(what, names(&products)))
            .words(&format!(" phiếu{whose} ({why})"))
    };
    lost.into_iter().map(line).collect()
}

/// Counts products by star, lowest star first.
///
/// `star` gives the star of a product. `what` names the count; `detail` says what was considered
/// about a product; `words` appends the words behind each count.
pub(super) fn star_counts(
    products: &[&ProductResult<'_>],
    what: &str,
    star: impl Fn(&ProductResult<'_>) -> Option<u8>,
    detail: impl Fn(&ProductResult<'_>, u8) -> String,
    words: impl Fn(TracedText, u8) -> TracedText,
) -> TracedText {
    let mut stars: BTreeMap<u8, Vec<&ProductResult<'_>>> = BTreeMap::new();
    for product in products {
        if let Some(star) = star(product) {
            stars.entry(star).or_default().push(product);
        }
    }
    let count = |(star, products): (u8, Vec<&ProductResult<'_>>)| {
        let count = Traced::count(
            format!("{what} ({star} sao)"),
            rows(&products, |product| detail(product, star)),
        );
        words(TracedText::default().count(&count), star)
    };
    TracedText::joined(stars.into_iter().map(count), ", ")
}

/// Returns the products with ballots but without marks in a valid session: with `kept` those that
/// keep an earlier result, else the others.
fn unscored(
    quorate: bool,
    session: u8,
    results: &[(&ProductResult<'_>, &SessionResult<'_>)],
    kept: bool,
) -> Vec<UnscoredProduct> {
    let without = results
        .iter()
        .filter(|(_, result)| result.mean.is_none() && result.ballots().next().is_some());
    let line = |(product, result): &(&ProductResult<'_>, &SessionResult<'_>)| UnscoredProduct {
        name: product.entry.product.value.clone(),
        owner: product.entry.owner.name.value.clone(),
        reason: result.reason.clone(),
        keeps: product
            .official()
            .map(|official| official.session)
            .filter(|official| *official < session),
    };
    without.map(line).filter(|one| quorate && one.keeps.is_some() == kept).collect()
}
