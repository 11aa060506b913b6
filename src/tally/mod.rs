//! The count: means of the members' totals, stars, outcomes.
//!
//! Exact throughout: a mean is kept as a sum and a count and is never rounded before it is compared. Every result keeps
//! the ballots it was made from.

mod count;
mod mean;

use serde::Serialize;

pub use self::count::count;
pub use self::mean::Mean;
use crate::forms::{Ballot, Entry, OwnerKind};

/// The results of a round, in the order of districts, files and rows.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    /// One a product, admitted or not.
    pub products: Vec<ProductResult<'a>>,
}

/// The result of one product.
#[derive(Debug, Clone)]
pub struct ProductResult<'a> {
    /// Number in the round's list, from 1.
    pub number: usize,
    /// The district's record.
    pub entry: &'a Entry,
    /// Index of the district in `round.toml`.
    pub district: usize,
    /// What the council gave, one entry a session with ballots, in order.
    pub sessions: Vec<SessionResult<'a>>,
    /// What follows from it.
    pub outcome: Outcome,
}

/// What the council gave one product in one session.
#[derive(Debug, Clone)]
pub struct SessionResult<'a> {
    /// Number of the session.
    pub session: u8,
    /// The ballots that count, by member; some may be without a score.
    pub ballots: Vec<&'a Ballot>,
    /// Mean of the members' totals; `None` when nobody scored.
    pub mean: Option<Mean>,
    /// Why nobody scored, as the ballots say.
    pub reason: Option<String>,
}

/// What becomes of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// The province recognises it with this star (3 or 4).
    Recognised {
        /// 3 or 4.
        star: u8,
    },
    /// 5 stars by points: proposed to the Ministry; the province never recognises 5 stars itself.
    ///
    /// Quyết định 1048/QĐ-TTg, Phụ lục II.
    ProposedToMinistry,
    /// Below 3 stars: not recognised.
    NotRecognised {
        /// 1 or 2.
        star: u8,
    },
    /// No member scored it. Not the same as a low score.
    NotScored {
        /// Why, as the ballots say.
        reason: Option<String>,
    },
    /// Its ballots must be cleared up before it can be concluded.
    Held {
        /// Why.
        reason: String,
    },
    /// It did not come before the council.
    NotAdmitted {
        /// Why.
        reason: String,
    },
}

impl ProductResult<'_> {
    /// The session that counts: the last one in which the product has marks.
    #[must_use]
    pub fn official(&self) -> Option<&SessionResult<'_>> {
        self.sessions.iter().rev().find(|session| session.mean.is_some())
    }

    /// The mean that counts.
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        self.official().and_then(|session| session.mean)
    }

    /// Star by points of the mean that counts, once the product is concluded.
    #[must_use]
    pub fn star(&self) -> Option<u8> {
        match self.outcome {
            Outcome::Recognised { star } | Outcome::NotRecognised { star } => Some(star),
            Outcome::ProposedToMinistry => Some(5),
            Outcome::NotScored { .. } | Outcome::Held { .. } | Outcome::NotAdmitted { .. } => None,
        }
    }

    /// Kind of the owner, when it could be read.
    #[must_use]
    pub fn owner_kind(&self) -> Option<OwnerKind> {
        self.entry.owner.kind.as_ref().map(|kind| kind.value)
    }

    /// Whether the product came before the council.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        !matches!(self.outcome, Outcome::NotAdmitted { .. })
    }
}

impl Outcome {
    /// The outcome in a few Vietnamese words, as a remark in a table.
    #[must_use]
    pub fn remark(&self) -> String {
        match self {
            Self::Recognised { star } => format!("Đạt {star} sao"),
            Self::ProposedToMinistry => "Đề nghị Trung ương đánh giá".into(),
            Self::NotRecognised { .. } => "Chưa đạt 3 sao".into(),
            Self::NotScored { reason: None } => "Chưa đánh giá".into(),
            Self::NotScored { reason: Some(reason) } => format!("Chưa đánh giá: {reason}"),
            Self::Held { reason } => format!("Chờ làm rõ: {reason}"),
            Self::NotAdmitted { reason } => format!("Không đủ điều kiện: {reason}"),
        }
    }
}
