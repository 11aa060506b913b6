//! Counts the ballots: means of the members' totals, stars, outcomes.
//!
//! Exact throughout: a mean is kept as a sum and a count and is never rounded before it is
//! compared. Every result keeps the ballots from which it was made.

mod count;
mod mean;
mod minima;
mod remarks;

use rust_decimal::Decimal;
use serde::Serialize;

pub use self::count::count;
pub use self::mean::Mean;
pub use self::minima::{CriterionMean, MinimaCheck, MissedMinimum};
pub use self::remarks::remarks;
use crate::criteria::Act;
use crate::forms::{Ballot, OwnerKind, ProductEntry};
use crate::rules::{Cast, Fate, Rule};

/// The results of a round, in the order of districts, files and rows.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    /// The results, one a product, admitted or not.
    pub products: Vec<ProductResult<'a>>,
    /// Ballots about no product of the lists.
    pub unplaced: Vec<Cast<'a>>,
    /// Product names that `round.toml` declares withdrawn and that match no product of the lists,
    /// or several.
    pub unmatched: Vec<String>,
}

/// The result of one product.
#[derive(Debug, Clone)]
pub struct ProductResult<'a> {
    /// Number of the product in the round's list, from 1.
    pub number: usize,
    /// The product as its district proposes it.
    pub entry: &'a ProductEntry,
    /// The act by which it is evaluated.
    pub act: &'a Act,
    /// Index of the district in `round.toml`.
    pub district: usize,
    /// The results of the sessions with ballots, in order.
    pub sessions: Vec<SessionResult<'a>>,
    /// The star by the mean that counts, whatever the minimum requirements say; `None` where nobody
    /// scored the product.
    pub by_points: Option<u8>,
    /// The minimum requirements, where they lowered the star.
    pub minima: Option<Minima>,
    /// What the least marks of the act say about the star by points.
    pub minima_check: MinimaCheck<'a>,
    /// Why people concluded that the minimum requirements are met; `None` where they did not.
    pub minima_met: Option<&'a str>,
    /// What becomes of the product.
    pub outcome: ProductOutcome,
    /// The code (mã số sản phẩm) that may be given to it where its list has none.
    pub offered_code: Option<String>,
}

/// The most stars that the minimum requirements (yêu cầu tối thiểu) allow a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Minima {
    /// 1 to 4.
    pub highest: u8,
    /// Why, as people entered it in `round.toml`.
    pub reason: String,
}

/// The result of one product in one session.
#[derive(Debug, Clone)]
pub struct SessionResult<'a> {
    /// Number of the session.
    pub session: u8,
    /// The ballots with their fates, by member.
    pub casts: Vec<Cast<'a>>,
    /// Mean of the members' totals; `None` when nobody scored.
    pub mean: Option<Mean>,
    /// Why nobody scored, as the ballots say; several reasons are joined with `; `.
    pub reason: Option<String>,
}

/// What becomes of a product at the end of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProductOutcome {
    /// The province recognises it with this star (3 or 4).
    Recognised {
        /// The star, 3 or 4.
        star: u8,
    },
    /// 5 stars by points: proposed to the Ministry; the province never recognises 5 stars itself.
    ///
    /// Quyết định 1048/QĐ-TTg, Phụ lục II.
    ProposedToMinistry {
        /// Star that the province certifies until the Ministry decides, when the office settled
        /// one.
        meanwhile: Option<u8>,
    },
    /// Below the stars that the province recognises.
    NotRecognised {
        /// The star that it has.
        star: u8,
        /// The star that it was recognised with before and keeps, where it was registered for a
        /// higher one and its result is not above.
        ///
        /// Quyết định 26/2026/QĐ-TTg, Điều 7.5: the evaluation is one for a higher star.
        #[serde(skip_serializing_if = "Option::is_none")]
        kept: Option<u8>,
    },
    /// A knock-out of the criteria, or of people, stopped it.
    KnockedOut {
        /// Why.
        reason: String,
    },
    /// Tests or supplements are needed before it can be concluded.
    NeedsSupplement {
        /// Which.
        reason: String,
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
    /// It was taken out of the round after its district had sent it.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// It did not come before the council.
    NotAdmitted {
        /// Why.
        reason: String,
    },
}

impl<'a> Tally<'a> {
    /// All ballots about products of the lists.
    pub fn casts(&self) -> impl Iterator<Item = &Cast<'a>> {
        self.products
            .iter()
            .flat_map(|product| &product.sessions)
            .flat_map(|session| &session.casts)
    }

    /// Whether anybody gave a ballot in a session, other than members who were absent or replaced,
    /// and other than stray ballots.
    #[must_use]
    pub fn has_ballots(&self, session: u8) -> bool {
        let gave = |cast: &Cast<'_>| {
            let kept_out = matches!(
                cast.fate,
                Fate::Absent { .. } | Fate::Replaced { .. } | Fate::Stray { .. }
            );
            !kept_out && cast.is_given()
        };
        let mut casts =
            self.casts().chain(&self.unplaced).filter(|cast| cast.ballot.session == session);
        casts.any(gave)
    }
}

impl<'a> SessionResult<'a> {
    /// The ballots that are answers of members: those that count, and those handed in without
    /// marks.
    pub fn ballots(&self) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.casts.iter().filter(|cast| cast.is_taken()).map(|cast| cast.ballot)
    }

    /// The ballots that count.
    pub fn counting(&self) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.casts.iter().filter(|cast| cast.counts()).map(|cast| cast.ballot)
    }

    /// The ballot of a member (an index in the council): the one that was taken, else the first
    /// that the member filled in. `None` where the member gave none.
    #[must_use]
    pub fn cast_of(&self, member: usize) -> Option<&Cast<'a>> {
        let own = || self.casts.iter().filter(|cast| cast.ballot.member == member);
        own().find(|cast| cast.is_taken()).or_else(|| own().find(|cast| cast.is_given()))
    }

    /// The ballot of [`cast_of`](Self::cast_of).
    #[must_use]
    pub fn ballot_of(&self, member: usize) -> Option<&'a Ballot> {
        self.cast_of(member).map(|cast| cast.ballot)
    }

    /// The ballots that a rule leaves out, such as those of a declared conflict of interest, each
    /// with the rule.
    pub fn left_out(&self) -> impl Iterator<Item = (&'a Ballot, &Rule)> {
        self.casts.iter().filter_map(Cast::left_out)
    }

    /// The mean as it would be with the ballots that are left out; `None` where none of these has a
    /// score.
    #[must_use]
    pub fn mean_with_all(&self) -> Option<Mean> {
        let left_out: Vec<_> = self.left_out().filter_map(|(ballot, _)| ballot.score()).collect();
        (!left_out.is_empty())
            .then(|| Mean::of(self.counting().filter_map(Ballot::score).chain(left_out)))?
    }

    /// Difference between the highest and the lowest total; `None` when nobody scored.
    #[must_use]
    pub fn spread(&self) -> Option<Decimal> {
        let scores = || self.counting().filter_map(Ballot::score);
        Some(scores().max()? - scores().min()?)
    }
}

impl<'a> ProductResult<'a> {
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

    /// The star of the product: by points, or lower where the minimum requirements demand it;
    /// `None` where it is not concluded.
    #[must_use]
    pub fn star(&self) -> Option<u8> {
        match self.outcome {
            ProductOutcome::Recognised { star } | ProductOutcome::NotRecognised { star, .. } => {
                Some(star)
            }
            ProductOutcome::ProposedToMinistry { .. } => Some(5),
            _ => None,
        }
    }

    /// Whether the points alone decide the star: the product has one, and the minimum requirements
    /// did not lower it.
    #[must_use]
    pub fn is_decided_by_points(&self) -> bool {
        self.star().is_some() && self.minima.is_none()
    }

    /// Whether its ballots or its list must be cleared up, or people must conclude, before there is
    /// a result.
    #[must_use]
    pub fn is_held(&self) -> bool {
        matches!(self.outcome, ProductOutcome::Held { .. })
    }

    /// The star by points and the marks that are too low for it, of a product whose score is
    /// finished and whose star waits only for the conclusion of people on them; `None` of any other.
    #[must_use]
    pub fn awaited_minima(&self) -> Option<(u8, &[MissedMinimum<'a>])> {
        let star = self.by_points?;
        let MinimaCheck::Missed { missed, .. } = &self.minima_check else { return None };
        (self.outcome == ProductOutcome::awaiting_minima(star)).then_some((star, missed))
    }

    /// Whether its ballots or its list must be cleared up before it has a score.
    #[must_use]
    pub fn is_unclear(&self) -> bool {
        self.is_held() && self.awaited_minima().is_none()
    }

    /// The star that the province certifies; `None` where it certifies none.
    #[must_use]
    pub fn certified(&self) -> Option<u8> {
        match self.outcome {
            ProductOutcome::Recognised { star } => Some(star),
            ProductOutcome::ProposedToMinistry { meanwhile } => meanwhile,
            _ => None,
        }
    }

    /// The kind of the owner; `None` where it could not be read.
    #[must_use]
    pub fn owner_kind(&self) -> Option<OwnerKind> {
        self.entry.owner.kind.as_ref().map(|kind| kind.value)
    }

    /// Whether the product came before the council.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        self.outcome.is_admitted()
    }

    /// Whether it was taken out of the round.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.outcome, ProductOutcome::Withdrawn { .. })
    }
}

impl ProductOutcome {
    /// The outcome of a product for which people must conclude whether the minimum requirements of
    /// its star by points are met.
    fn awaiting_minima(star: u8) -> Self {
        Self::Held {
            reason: format!("chờ kết luận về yêu cầu tối thiểu của hạng {star} sao")
        }
    }

    /// Whether the product came before the council.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        !matches!(self, Self::NotAdmitted { .. } | Self::Withdrawn { .. })
    }

    /// Writes what becomes of the product in a few Vietnamese words, never empty: `Đạt 4 sao`. The
    /// column of remarks in minutes and score sheet prints it.
    #[must_use]
    pub fn remark(&self) -> String {
        match self {
            Self::Recognised { star } => format!("Đạt {star} sao"),
            Self::ProposedToMinistry { .. } => "Đề nghị Trung ương đánh giá".into(),
            Self::NotRecognised { star, kept: None } => {
                format!("Đạt {star} sao, chưa đủ hạng để tỉnh công nhận")
            }
            Self::NotRecognised { star, kept: Some(kept) } => {
                format!("Đạt {star} sao, không nâng hạng; giữ hạng {kept} sao")
            }
            Self::KnockedOut { reason } => format!("Dừng đánh giá: {reason}"),
            Self::NeedsSupplement { reason } => format!("Cần bổ sung: {reason}"),
            Self::NotScored { reason: None } => "Chưa đánh giá".into(),
            Self::NotScored { reason: Some(reason) } => format!("Chưa đánh giá: {reason}"),
            Self::Held { reason } => format!("Chờ làm rõ: {reason}"),
            Self::Withdrawn { reason } => format!("Đã rút khỏi đợt đánh giá: {reason}"),
            Self::NotAdmitted { reason } => format!("Không đủ điều kiện: {reason}"),
        }
    }
}
