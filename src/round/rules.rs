//! Settings of the office about admission, meetings, ballots and single products. Every default
//! says where it comes from.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::council::{Council, CouncilRole, Member, Session};

/// Rules of the round: who is admitted, when a meeting is valid, whose ballots count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Id of the act whose criteria apply, when it is another one than the act in force on the
    /// first day of the round.
    pub criteria: Option<String>,
    /// The reason why another act applies; required with `criteria`.
    pub criteria_reason: Option<String>,
    /// Fewest stars in the submitting unit's scoring with which a product is admitted; 0 when the
    /// units do not score.
    ///
    /// Default: the lowest star that the province recognises under the act (3 under 1048/QĐ-TTg, as
    /// in parts I.2 and II of the sample round's plan), 0 where communes submit (1489/QĐ-TTg).
    pub admitted_from_star: Option<u8>,
    /// The consequence of a missing mandatory item of the dossier.
    ///
    /// Default `required`: the act calls the items mandatory (`[dossier]` in its criteria file).
    /// That a product may be heard before its dossier is complete was found in no act, so it is for
    /// the office to say.
    pub dossier: DossierRule,
    /// Share of the members who must attend.
    ///
    /// Default 3/4 with the chair or vice-chair: regulation of Tây Ninh's council; no rule was
    /// found in 1048/QĐ-TTg.
    pub quorum: Quorum,
    /// Largest difference between members' totals for one product.
    ///
    /// Default 10, at 10 still allowed: “không quá 10 điểm” in the regulations of Tây Ninh and Đồng
    /// Tháp.
    pub spread: Spread,
    /// Whether the chair's ballot counts in the mean. Default true, chosen by us: no rule was
    /// found.
    pub chair_ballot_counts: bool,
    /// How marks are held against the least marks that an act asks for a star.
    pub minima: MinimaRules,
    /// The consequence of ballots that are missing or cannot be counted.
    pub ballots: BallotRules,
    /// From what difference on a score deserves a second look.
    pub plausibility: Plausibility,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            criteria: None,
            criteria_reason: None,
            admitted_from_star: None,
            dossier: DossierRule::default(),
            quorum: Quorum::default(),
            spread: Spread::default(),
            chair_ballot_counts: true,
            minima: MinimaRules::default(),
            ballots: BallotRules::default(),
            plausibility: Plausibility::default(),
        }
    }
}

/// The consequence of a missing mandatory item of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierRule {
    /// The product is not admitted.
    #[default]
    Required,
    /// The product is admitted, and a finding reminds the clerk.
    Reminded,
}

/// The quorum: the share of members who must attend, e.g. 3/4, and whether a leader must be among
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quorum {
    /// Numerator.
    pub attending: u8,
    /// Denominator.
    pub of: u8,
    /// Whether the chair or a vice-chair must attend.
    pub with_chair: bool,
}

impl Default for Quorum {
    fn default() -> Self {
        Self { attending: 3, of: 4, with_chair: true }
    }
}

impl Quorum {
    /// Returns how many of this many members must attend: the share, rounded up.
    #[must_use]
    pub fn needed(self, members: usize) -> usize {
        (members * usize::from(self.attending)).div_ceil(usize::from(self.of.max(1)))
    }

    /// Tells whether a session had its quorum.
    #[must_use]
    pub fn is_met(self, council: &Council, session: &Session) -> bool {
        let attending =
            council.members.iter().filter(|member| session.attends(&member.person.name)).count();
        attending >= self.needed(council.members.len())
            && (self.has_leader(council, session) || !self.with_chair)
    }

    /// Tells whether the chair, a vice-chair or the replacement of one attended a session.
    #[must_use]
    pub fn has_leader(self, council: &Council, session: &Session) -> bool {
        let leads = |member: &Member| {
            member.role != CouncilRole::Member && session.attends(&member.person.name)
        };
        council.members.iter().any(leads)
    }
}

/// The difference that is allowed between members' totals for one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spread {
    /// The limit of the difference between the highest and the lowest total, in points.
    pub limit: Decimal,
    /// Whether a difference of exactly the limit is still allowed.
    pub limit_allowed: bool,
}

impl Default for Spread {
    fn default() -> Self {
        Self { limit: Decimal::TEN, limit_allowed: true }
    }
}

impl Spread {
    /// Tells whether this difference calls for discussion and another scoring.
    #[must_use]
    pub fn is_too_wide(self, difference: Decimal) -> bool {
        if self.limit_allowed { difference > self.limit } else { difference >= self.limit }
    }
}

/// How the members' marks are held against the least marks that an act asks for a star (yêu cầu
/// tối thiểu).
///
/// The acts print a star beside an option and say neither which mark counts when members differ nor
/// whether the requirements of lower stars hold too, so both are for the office to settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MinimaRules {
    /// The mark that is compared.
    ///
    /// Default the mean, chosen by us: stars follow from the mean of the members' totals
    /// (26/2026/QĐ-TTg, Điều 3.3).
    pub measure: MinimaMeasure,
    /// Whether a star asks for the least marks of the stars below it too.
    ///
    /// Default true, chosen by us: a product of 5 stars should not fall short of what 4 stars ask.
    pub cumulative: bool,
}

impl Default for MinimaRules {
    fn default() -> Self {
        Self { measure: MinimaMeasure::default(), cumulative: true }
    }
}

/// Which mark of several members is compared with a least mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MinimaMeasure {
    /// The mean of the members' marks.
    #[default]
    Mean,
    /// The lowest mark: every member must have given the least mark.
    Lowest,
    /// The mark that most members gave; the lowest of several.
    Consensus,
}

/// Rules about ballots that are missing, cannot be counted as they are, or are blank without a
/// reason.
///
/// Default: the product waits, chosen by us: no act was found to say how many ballots a result may
/// rest on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BallotRules {
    /// Share of ballots that suffices, so that a product does not wait for the others.
    ///
    /// Default none, chosen by us: a product needs a ballot, with marks or with the reason for
    /// none, from every member who attended, does not abstain and has no interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<BallotShare>,
    /// Whether a summary of the members' scores may stand in for their ballots.
    ///
    /// Default false, chosen by us: a summary says nothing about criteria and cannot be checked
    /// against them.
    pub summary: bool,
    /// The reason why it may; required with `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_reason: Option<String>,
}

/// Share of the ballots that members who attended should give for a product, e.g. 2/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BallotShare {
    /// Numerator.
    pub ballots: u8,
    /// Denominator.
    pub of: u8,
}

impl BallotShare {
    /// Returns how many of this many ballots suffice: the share, rounded up.
    ///
    /// Only ballots with marks count towards the share. A member who gives a reason for no marks
    /// stays among those of whom the share is taken: a reason does not stop a conclusion, but it
    /// does not make up for a lost ballot either.
    #[must_use]
    pub fn needed(self, members: usize) -> usize {
        (members * usize::from(self.ballots)).div_ceil(usize::from(self.of.max(1)))
    }
}

/// Limits from which a score deserves a second look. What exceeds them gives a warning and stops no
/// conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plausibility {
    /// Largest difference between the council's mean and the submitting unit's score, in points.
    ///
    /// Default 20, chosen by us: the width of the band of one star, so that a score beyond it lies
    /// more than one star away.
    pub from_district: Decimal,
}

impl Default for Plausibility {
    fn default() -> Self {
        Self { from_district: Decimal::from(20) }
    }
}

/// A decision of people about one product, apart from its marks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ProductVerdict {
    /// Product, as its district writes it.
    pub product: String,
    /// Owner, as its district writes it. It may be absent where only one owner has a product of
    /// this name.
    pub owner: Option<String>,
    /// The decision.
    pub verdict: VerdictKind,
    /// The reason, as printed.
    pub reason: String,
}

/// The kind of a decision about a product, apart from its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// The minimum requirements allow 1 star at most (Quyết định 781/QĐ-TTg, Phụ lục II mục 6; the
    /// stars beside options in 148/QĐ-TTg and 26/2026/QĐ-TTg).
    #[serde(rename = "minima_1")]
    Minima1,
    /// 2 stars at most.
    #[serde(rename = "minima_2")]
    Minima2,
    /// 3 stars at most.
    #[serde(rename = "minima_3")]
    Minima3,
    /// 4 stars at most.
    #[serde(rename = "minima_4")]
    Minima4,
    /// The minimum requirements for the star by points are met, whatever the marks say.
    #[serde(rename = "minima_met")]
    MinimaMet,
    /// A knock-out rule of the criteria applies.
    KnockedOut,
    /// Tests or supplements are needed before it can be concluded.
    Supplement,
}

impl VerdictKind {
    /// Returns the most stars that the minimum requirements allow; `None` for another kind of
    /// decision.
    #[must_use]
    pub fn minima(self) -> Option<u8> {
        match self {
            Self::Minima1 => Some(1),
            Self::Minima2 => Some(2),
            Self::Minima3 => Some(3),
            Self::Minima4 => Some(4),
            Self::MinimaMet | Self::KnockedOut | Self::Supplement => None,
        }
    }
}

/// A product that was withdrawn from the round after its district had submitted it (rút khỏi đợt
/// đánh giá).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Product, as its district writes it.
    pub product: String,
    /// Owner, as its district writes it. It may be absent where only one owner has a product of
    /// this name.
    pub owner: Option<String>,
    /// Why the product was withdrawn, as printed.
    pub reason: String,
}

/// A conflict of interest (xung đột lợi ích) between a member and an owner: declared, or suspected
/// and dismissed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Member, as among the council's members.
    pub member: String,
    /// Owner, as its district writes it.
    pub owner: String,
    /// The reason, as printed.
    pub reason: String,
    /// Whether the suspicion was examined and dismissed: the ballots then count.
    #[serde(default)]
    pub dismissed: bool,
}

/// With how many decimals papers print scores (`[tally]`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrintSettings {
    /// Number of decimals of a printed score, from 0 to 4.
    ///
    /// Default 1, chosen by us after the press on the sample round (“52,8 – 67,2”); no rule was
    /// found.
    pub printed_decimals: u32,
}

/// How papers are gathered into files to print in one go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrintFileSettings {
    /// Whether they are printed on both sides of the sheet: each paper then begins on a sheet of its
    /// own, so that no sheet goes to two addressees.
    ///
    /// Default true, chosen by us: a blank page does no harm, and a sheet with two addressees does.
    pub duplex: bool,
}

impl Default for PrintFileSettings {
    fn default() -> Self {
        Self { duplex: true }
    }
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self { printed_decimals: 1 }
    }
}
