//! The results (`ket-qua.json`): every figure of the papers, with the cells from which it comes.

use serde::Serialize;

use crate::criteria::{Act, RoundActs};
use crate::documents::Facts;
use crate::finding::Code;
use crate::forms::ProductEntry;
use crate::round::{PaperKind, Round, RoundSettings, Rules, pad_number};
use crate::rules::Cast;
use crate::tally::{
    Mean, Minima, MissedMinimum, ProductOutcome, ProductResult, SessionResult, Tally,
};

/// Everything that was counted, as it is written to JSON.
#[derive(Debug, Serialize)]
pub struct Results<'a> {
    /// The settings that name the round.
    round: &'a RoundSettings,
    /// Id of the act whose criteria apply.
    act: &'a str,
    /// Id of the other act in a time of transition.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_act: Option<&'a str>,
    /// The settings of the rules.
    rules: &'a Rules,
    /// The counts that the papers state.
    facts: &'a Facts,
    /// The decision, once it has its number and day; later rounds find it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionJson>,
    /// The decision that approves the results of products of 5 stars by points, where it is one of
    /// its own, once it has its number and day.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<ApprovalJson>,
    /// One entry for each product, in the order of the round.
    products: Vec<ProductJson<'a>>,
    /// Ballots about products that no list has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unplaced_ballots: Vec<UncountedBallotJson<'a>>,
}

/// The decision that recognises the products, as JSON.
#[derive(Debug, Serialize)]
struct DecisionJson {
    /// Number and symbol, e.g. `1234/QĐ-UBND`.
    number: String,
    /// Its day, `YYYY-MM-DD`.
    date: String,
    valid_months: u16,
}

/// The decision that approves the results of products of 5 stars by points, as JSON.
#[derive(Debug, Serialize)]
struct ApprovalJson {
    /// Number and symbol, e.g. `1235/QĐ-UBND`.
    number: String,
    /// Its day, `YYYY-MM-DD`.
    date: String,
}

/// A product as it is written to JSON.
#[derive(Debug, Serialize)]
struct ProductJson<'a> {
    number: usize,
    district: &'a str,
    /// Id of the act by which it is evaluated, where the round has two.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'a str>,
    /// The district's record; every value with its file, sheet and cell.
    #[serde(flatten)]
    entry: &'a ProductEntry,
    sessions: Vec<SessionJson<'a>>,
    /// The session whose result counts.
    official_session: Option<u8>,
    #[serde(flatten)]
    score: Option<ScoreJson>,
    /// The star by the mean alone, before the minimum requirements.
    star_by_points: Option<u8>,
    /// The minimum requirements, when they lowered the star.
    minima: Option<&'a Minima>,
    /// The marks that are too low for the star by points, where the product waits for a conclusion
    /// on them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    awaited_minima: Vec<MissedMinimumJson<'a>>,
    star: Option<u8>,
    outcome: &'a ProductOutcome,
    /// The code that may be given to the product where its list has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    offered_code: Option<&'a str>,
}

/// A criterion whose marks are too low for a star, as JSON.
#[derive(Debug, Serialize)]
struct MissedMinimumJson<'a> {
    criterion: &'a str,
    /// The star that asks for the mark.
    star: u8,
    /// The least mark.
    minimum: u8,
    /// What the members' marks come to.
    #[serde(flatten)]
    measured: ScoreJson,
}

/// The ballots and the mean of a product in one session, as JSON.
#[derive(Debug, Serialize)]
struct SessionJson<'a> {
    #[serde(rename = "session")]
    number: u8,
    ballots: Vec<CountedBallotJson<'a>>,
    /// Ballots that a rule leaves out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOutBallotJson<'a>>,
    /// Ballots that were given but do not count for another reason. Copies of a ballot are not
    /// listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_counted: Vec<UncountedBallotJson<'a>>,
    /// The mean as it would be with the ballots that a rule leaves out.
    #[serde(skip_serializing_if = "Option::is_none")]
    with_all: Option<ScoreJson>,
    /// Highest total minus lowest total.
    #[serde(skip_serializing_if = "Option::is_none")]
    spread: Option<String>,
    #[serde(flatten)]
    score: Option<ScoreJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// A ballot that counts, as JSON; the others contain one of these too.
#[derive(Debug, Serialize)]
struct CountedBallotJson<'a> {
    member: &'a str,
    /// The member's total; `null` when the member left the product unscored.
    score: Option<String>,
    file: &'a str,
    sheet: Option<&'a str>,
    /// The cells that were added up.
    cells: Vec<String>,
    /// What became of the ballot.
    fate: &'static str,
}

/// A ballot that a rule leaves out, as JSON.
#[derive(Debug, Serialize)]
struct LeftOutBallotJson<'a> {
    #[serde(flatten)]
    ballot: CountedBallotJson<'a>,
    rule: String,
}

/// A ballot that does not count, as JSON.
#[derive(Debug, Serialize)]
struct UncountedBallotJson<'a> {
    #[serde(flatten)]
    ballot: CountedBallotJson<'a>,
    /// Name of the product as the ballot gives it.
    named: &'a str,
    /// Why it does not count, as the papers say it.
    why: String,
    /// Codes of the findings that report it.
    codes: Vec<Code>,
}

/// A mean, exact and as printed.
#[derive(Debug, Serialize)]
struct ScoreJson {
    sum: String,
    count: u32,
    /// Sum divided by count, to 28 digits where it does not end.
    average: String,
    /// The mean as printed, after the only rounding there is.
    printed: String,
}

impl<'a> Results<'a> {
    /// Gathers the results of a round.
    #[must_use]
    pub fn of(
        round: &'a Round,
        acts: &'a RoundActs,
        tally: &'a Tally<'a>,
        facts: &'a Facts,
    ) -> Self {
        let other_act = acts.iter().nth(1).map(|act| act.id.as_str());
        let products = tally.products.iter().map(|result| ProductJson {
            act: other_act.map(|_| result.act.id.as_str()),
            ..product(round, result)
        });
        let unplaced_ballots = tally.unplaced.iter().map(|cast| not_counted(round, cast)).collect();
        Self {
            round: &round.round,
            act: &acts.main().id,
            other_act,
            rules: &round.rules,
            facts,
            decision: decision(round, acts.main()),
            approval: approval(round, acts.main(), facts),
            products: products.collect(),
            unplaced_ballots,
        }
    }

    /// Returns the bytes of `ket-qua.json`.
    ///
    /// # Errors
    ///
    /// None in practice: every key is a string.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

fn decision(round: &Round, act: &Act) -> Option<DecisionJson> {
    let paper = &round.papers.decision;
    let (number, date) = (paper.number?, paper.date.date()?);
    Some(DecisionJson {
        number: format!("{}/{}", pad_number(u64::from(number)), paper.symbol),
        date: date.to_string(),
        valid_months: round.decision.valid_months.unwrap_or(act.certificate_months),
    })
}

fn approval(round: &Round, act: &Act, facts: &Facts) -> Option<ApprovalJson> {
    let paper = round.paper(PaperKind::Approval);
    let (number, date) = (paper.number?, paper.date.date()?);
    let is_due = act.authority.approves_apart && !facts.proposed.is_empty();
    is_due.then(|| ApprovalJson {
        number: format!("{}/{}", pad_number(u64::from(number)), paper.symbol),
        date: date.to_string(),
    })
}

fn product<'a>(round: &'a Round, result: &'a ProductResult<'a>) -> ProductJson<'a> {
    ProductJson {
        number: result.number,
        district: &round.districts[result.district].name,
        act: None,
        entry: result.entry,
        sessions: result.sessions.iter().map(|session| scored(round, session)).collect(),
        official_session: result.official().map(|session| session.session),
        score: result.mean().map(|mean| score(round, mean)),
        star_by_points: result.by_points,
        minima: result.minima.as_ref(),
        awaited_minima: result.awaited_minima().map_or_else(Vec::new, |(_, missed)| {
            missed.iter().map(|missed| self::missed(round, missed)).collect()
        }),
        star: result.star(),
        outcome: &result.outcome,
        offered_code: result.offered_code.as_deref(),
    }
}

fn missed<'a>(round: &Round, missed: &MissedMinimum<'a>) -> MissedMinimumJson<'a> {
    MissedMinimumJson {
        criterion: &missed.criterion.code,
        star: missed.star,
        minimum: missed.minimum,
        measured: score(round, missed.measured),
    }
}

fn scored<'a>(round: &'a Round, session: &'a SessionResult<'a>) -> SessionJson<'a> {
    let casts = || session.casts.iter();
    let others = casts().filter(|cast| cast.is_lost() && cast.left_out().is_none());
    SessionJson {
        number: session.session,
        ballots: casts().filter(|cast| cast.is_taken()).map(|cast| counted(round, cast)).collect(),
        left_out: casts()
            .filter_map(|cast| {
                let (_, rule) = cast.left_out()?;
                Some(LeftOutBallotJson { ballot: counted(round, cast), rule: rule.words() })
            })
            .collect(),
        not_counted: others.map(|cast| not_counted(round, cast)).collect(),
        with_all: session.mean_with_all().map(|mean| score(round, mean)),
        spread: session.spread().map(|spread| spread.normalize().to_string()),
        score: session.mean.map(|mean| score(round, mean)),
        reason: session.reason.as_deref(),
    }
}

fn not_counted<'a>(round: &'a Round, cast: &'a Cast<'a>) -> UncountedBallotJson<'a> {
    UncountedBallotJson {
        ballot: counted(round, cast),
        named: &cast.ballot.product.value,
        why: cast.fate.words(),
        codes: cast.fate.codes(),
    }
}

fn counted<'a>(round: &'a Round, cast: &'a Cast<'a>) -> CountedBallotJson<'a> {
    let (ballot, place) = (cast.ballot, &cast.ballot.product.place);
    CountedBallotJson {
        member: &round.council.members[ballot.member].person.name,
        score: ballot.score().map(|score| score.normalize().to_string()),
        file: &place.file,
        sheet: place.sheet.as_deref(),
        cells: ballot
            .sources()
            .filter_map(|place| place.cell)
            .map(|cell| cell.to_string())
            .collect(),
        fate: cast.fate.id(),
    }
}

fn score(round: &Round, mean: Mean) -> ScoreJson {
    ScoreJson {
        sum: mean.sum().normalize().to_string(),
        count: mean.count(),
        average: mean.value().to_string(),
        printed: mean.printed(round.tally.printed_decimals),
    }
}
