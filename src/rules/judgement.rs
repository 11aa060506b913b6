//! The result of the rules: every product with its standing, every ballot with its fate.

use super::fate::Cast;
use crate::criteria::{Act, ProductSet};
use crate::forms::{Ballot, ProductEntry};
use crate::round::ProductVerdict;

/// What the rules say about everything that was read.
#[derive(Debug, Clone, Default)]
pub struct Judgement<'a> {
    /// The products, in the order of districts, files and rows.
    pub candidates: Vec<Candidate<'a>>,
    /// Ballots about no product of the lists.
    pub unplaced: Vec<Cast<'a>>,
    /// Votes that were lost because the member's ballot is missing.
    pub lost: Vec<LostVote>,
    /// Product names that `round.toml` declares withdrawn and that match no product of the lists,
    /// or several.
    pub unmatched: Vec<String>,
}

/// A product of the round, with everything that decides about its result.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The district's record.
    pub entry: &'a ProductEntry,
    /// Index of the district in `round.toml`.
    pub district: usize,
    /// The act by which it is evaluated.
    pub act: &'a Act,
    /// Its product set in the act; `None` where the act does not have it.
    pub set: Option<&'a ProductSet>,
    /// Whether the product goes before the council.
    pub standing: Standing,
    /// Every ballot about it with its fate, by session and member. Of a product that is not
    /// admitted no ballot counts.
    pub casts: Vec<Cast<'a>>,
    /// Sessions whose ballots cannot be counted as they are, with the reason.
    pub held: Vec<HeldSession>,
    /// Sessions in which a mark stopped the assessment, with the reason.
    pub stopped: Vec<HeldSession>,
    /// What people decided about the product, from `round.toml`.
    pub verdicts: Vec<&'a ProductVerdict>,
    /// The code (mã số sản phẩm) that may be given to it where its list has none: province, unit and
    /// year are known, the number within the unit is left to the unit.
    pub offered_code: Option<String>,
}

/// Whether a product is admitted to the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is admitted.
    Admitted,
    /// It is refused, for this reason (Vietnamese, a clause).
    Refused(String),
    /// It was taken out of the round, for this reason.
    Withdrawn(String),
}

/// A session whose result for a product cannot stand, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSession {
    /// Number of the session.
    pub session: u8,
    /// Why (Vietnamese, a clause).
    pub reason: String,
}

/// A vote that was lost because the member's ballot is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LostVote {
    /// Number of the session.
    pub session: u8,
    /// Index of the member in `round.toml`.
    pub member: usize,
    /// Index of the product among the candidates.
    pub candidate: usize,
    /// What the lost vote does to the product.
    pub want: LostVoteEffect,
}

/// What a lost vote does to its product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LostVoteEffect {
    /// Nothing: the product is counted without it.
    Nothing,
    /// The product waits for it.
    Waits,
    /// The product waits, since no member at all has a ballot for it.
    WaitsForAll,
}

impl<'a> Candidate<'a> {
    /// A candidate without ballots and verdicts.
    pub(super) fn new(
        entry: &'a ProductEntry,
        district: usize,
        (act, set): (&'a Act, Option<&'a ProductSet>),
        standing: Standing,
    ) -> Self {
        Self {
            entry,
            district,
            act,
            set,
            standing,
            casts: Vec::new(),
            held: Vec::new(),
            stopped: Vec::new(),
            verdicts: Vec::new(),
            offered_code: None,
        }
    }

    /// Whether the product is admitted to the council.
    pub(super) fn is_admitted(&self) -> bool {
        self.standing == Standing::Admitted
    }

    /// Whether it was taken out of the round.
    pub(super) fn is_withdrawn(&self) -> bool {
        matches!(self.standing, Standing::Withdrawn(_))
    }

    /// The ballots that count, by session and member.
    pub fn counting(&self) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.casts.iter().filter(|cast| cast.counts()).map(|cast| cast.ballot)
    }

    /// The ballots of one session that count.
    pub(super) fn of_session(&self, session: u8) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.counting().filter(move |ballot| ballot.session == session)
    }

    /// Lets the product wait in a session, for this reason (Vietnamese, a clause).
    pub(super) fn hold(&mut self, session: u8, reason: impl Into<String>) {
        self.held.push(HeldSession { session, reason: reason.into() });
    }
}
