//! `round.toml` as types. The Vietnamese words a clerk uses stand in the comments; the file itself explains each key.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

use super::date::{PaperDate, calendar};

/// All settings of one round.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Which round this is.
    pub round: RoundSettings,
    /// Bodies that issue papers (cơ quan ban hành), by a short key.
    pub issuers: BTreeMap<String, Issuer>,
    /// Legal acts that the papers cite (văn bản căn cứ), by a short key.
    pub acts: BTreeMap<String, Act>,
    /// Districts that may submit (huyện, thành phố; from 7/2025 communes), in the order they are printed.
    pub districts: Vec<District>,
    /// The council (Hội đồng).
    pub council: Council,
    /// The support team (Tổ giúp việc).
    pub support_team: Team,
    /// Meetings in which the council scores (lần chấm), in order.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// Invitations (giấy mời).
    pub invitation: Invitation,
    /// What the decision grants.
    #[serde(default)]
    pub decision: Decision,
    /// Numbers, dates, recipients and signers of the papers.
    pub papers: Papers,
    /// Who is admitted, and when a meeting is valid.
    #[serde(default)]
    pub rules: Rules,
    /// How scores become stars.
    #[serde(default)]
    pub tally: Tally,
    /// Lines of `round.toml` that still hold a value to be filled in.
    #[serde(skip)]
    pub unfilled: usize,
}

/// Which round this is, and when it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RoundSettings {
    /// Province with its kind, e.g. `tỉnh Lai Châu`.
    pub province: String,
    /// Year of the round.
    pub year: u16,
    /// Number of the round within the year (đợt).
    pub number: u8,
    /// First day on which the council may meet.
    #[serde(with = "calendar")]
    pub from: Date,
    /// Last day on which the council may meet.
    #[serde(with = "calendar")]
    pub to: Date,
    /// How many days the evaluation is expected to take.
    pub days: u8,
    /// The agency that runs the programme (cơ quan thường trực).
    pub standing_agency: String,
    /// The other departments, as the plan lists them.
    pub departments: Vec<String>,
    /// A remark printed in the minutes, for example that the data is illustrative.
    pub remark: Option<String>,
}

/// A body that issues papers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// Parent body in capitals, one entry a printed line; empty when there is none.
    #[serde(default)]
    pub parent: Vec<String>,
    /// The body in capitals, one entry a printed line.
    pub lines: Vec<String>,
    /// The body's name in running text.
    pub name: String,
    /// Its short name in running text, e.g. `UBND tỉnh Lai Châu`.
    pub short_name: String,
    /// Place of issue (địa danh).
    pub place: String,
}

/// A legal act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Type name (tên loại), e.g. `Quyết định`.
    pub kind: String,
    /// Number and symbol, e.g. `1048/QĐ-TTg`; a law has none.
    pub number: Option<String>,
    /// Date.
    #[serde(with = "calendar")]
    pub date: Date,
    /// Who issued it, as cited.
    pub issuer: Option<String>,
    /// Subject as cited, with its own `về việc` where it has one.
    pub subject: Option<String>,
}

/// A unit that submits products.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Name with its kind in lower case, e.g. `huyện Sìn Hồ`.
    pub name: String,
}

/// The council.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// Full name in running text.
    pub name: String,
    /// Members who score, in the order of the deciding act.
    pub members: Vec<Member>,
    /// Keeps the minutes (thư ký).
    pub secretary: Person,
}

impl Council {
    /// The chair (Chủ tịch Hội đồng). A checked round has exactly one.
    #[must_use]
    pub fn chair(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == Role::Chair)
    }
}

/// A member of the council.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Member {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// Role in the council.
    #[serde(default)]
    pub role: Role,
}

/// Role in the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Chủ tịch Hội đồng.
    Chair,
    /// Phó Chủ tịch Hội đồng.
    ViceChair,
    /// Thành viên.
    #[default]
    Member,
}

impl Role {
    /// The role as minutes write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chair => "Chủ tịch Hội đồng",
            Self::ViceChair => "Phó Chủ tịch Hội đồng",
            Self::Member => "Thành viên Hội đồng",
        }
    }
}

/// A person named in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Person {
    /// `Ông` or `Bà`.
    pub title: String,
    /// Full name.
    pub name: String,
    /// Post with its unit, e.g. `Phó Giám đốc Sở Y tế`.
    pub post: String,
}

/// The support team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Full name in running text.
    pub name: String,
    /// Its members.
    pub members: Vec<Person>,
}

/// A meeting in which the council scores.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Number of the session (lần chấm), from 1.
    pub number: u8,
    /// Day.
    #[serde(with = "calendar")]
    pub date: Date,
    /// Beginning, as printed: `08 giờ 00`.
    pub start: String,
    /// End, as printed: `17 giờ 00`.
    pub end: String,
    /// Where the council met.
    pub place: String,
    /// Members who did not attend.
    #[serde(default)]
    pub absent: Vec<Absence>,
    /// Course of business (diễn biến), a sentence an entry.
    pub course: Vec<String>,
}

/// A member who did not attend.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Full name, as among the council's members.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// The meeting that people are invited to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// When, as printed.
    pub time: String,
    /// Where, as printed.
    pub place: String,
    /// Who presides, as printed.
    pub chair: String,
    /// Whom to ask, as printed.
    pub contact: String,
    /// Who is invited.
    pub invitees: Vec<Invitees>,
}

/// People or bodies who are invited for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Invitees {
    /// Whom.
    pub group: InviteeGroup,
    /// Names as printed after “trân trọng kính mời”; only for the group `named`.
    #[serde(default)]
    pub names: Vec<String>,
    /// What they are asked to do or to bring, a sentence an entry.
    #[serde(default)]
    pub requests: Vec<String>,
}

/// A group of invitees; each of its members receives an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteeGroup {
    /// Members of the council.
    Council,
    /// Members of the support team.
    SupportTeam,
    /// The districts that submitted products.
    Districts,
    /// The owners (chủ thể) of the submitted products.
    Owners,
    /// Those named in the entry itself: press, departments, guests.
    Named,
}

/// What the decision grants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// How long a certificate is valid, in months.
    ///
    /// Default 36: Quyết định 1048/QĐ-TTg, Phụ lục II; practised in Quyết định 1045/QĐ-UBND Lai Châu.
    pub valid_months: u16,
    /// Who proposes, as in `Theo đề nghị của …`; the standing agency's director when absent.
    pub proposed_by: Option<String>,
}

impl Default for Decision {
    fn default() -> Self {
        Self { valid_months: 36, proposed_by: None }
    }
}

/// The papers of the round.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Kế hoạch.
    pub plan: Paper,
    /// Giấy mời.
    pub invitation: Paper,
    /// Biên bản.
    pub minutes: Paper,
    /// Quyết định.
    pub decision: Paper,
}

/// Number, date, recipients and signer of one paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Key of the issuing body.
    pub issuer: String,
    /// Number given at issuance, blank until then.
    pub number: Option<u32>,
    /// Symbol, e.g. `KH-UBND`.
    pub symbol: String,
    /// Date; its day may be blank.
    pub date: PaperDate,
    /// Keys of the acts cited as legal bases, in order.
    #[serde(default)]
    pub legal_bases: Vec<String>,
    /// Who signs.
    pub signer: Signer,
    /// Lines under “Nơi nhận:”, as printed but for the dash.
    pub recipients: Vec<String>,
}

/// A signer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// Authority and post, one entry a line, in capitals.
    pub capacity: Vec<String>,
    /// Post in the agency, for the signer of a council.
    pub post: Option<String>,
    /// Full name.
    pub name: String,
}

/// Who is admitted, and when a meeting is valid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Stars of the district's scoring from which a product is admitted.
    ///
    /// Default 3: the plan of the sample round, part I.2 and II; Quyết định 1048/QĐ-TTg, Phụ lục II.
    pub admitted_from_star: u8,
    /// Share of the members who must attend.
    ///
    /// Default 3/4: regulation of Tây Ninh's council; no rule was found in Quyết định 1048/QĐ-TTg.
    pub quorum: Quorum,
}

impl Default for Rules {
    fn default() -> Self {
        Self { admitted_from_star: 3, quorum: Quorum { attending: 3, of: 4 } }
    }
}

/// A share of the members, e.g. 3/4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// Numerator.
    pub attending: u8,
    /// Denominator.
    pub of: u8,
}

impl Quorum {
    /// How many of so many members must attend: the share, rounded up.
    #[must_use]
    pub fn needed(self, members: usize) -> usize {
        (members * usize::from(self.attending)).div_ceil(usize::from(self.of.max(1)))
    }
}

/// How scores become stars, and how they are printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tally {
    /// Lowest score of 2, 3, 4 and 5 stars; each band reaches up to the next, which it does not touch.
    ///
    /// Default 30, 50, 70, 90: Quyết định 1048/QĐ-TTg; half-open as in 148/QĐ-TTg (“đến dưới”).
    pub star_from: [Decimal; 4],
    /// Decimals of a printed score.
    ///
    /// Default 1: a default chosen by us, after the press on the sample round (“52,8 – 67,2”); no rule was found.
    pub printed_decimals: u32,
}

impl Default for Tally {
    fn default() -> Self {
        Self { star_from: [30, 50, 70, 90].map(Decimal::from), printed_decimals: 1 }
    }
}

impl Tally {
    /// The star of a score, which is given by what limits it reaches. The limits are compared as they stand; nothing is
    /// rounded.
    pub fn star(&self, reaches: impl Fn(Decimal) -> bool) -> u8 {
        self.star_from.iter().zip(2..=5).rev().find(|(limit, _)| reaches(**limit)).map_or(1, |(_, star)| star)
    }
}
