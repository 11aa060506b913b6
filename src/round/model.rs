//! The types of `round.toml`. Their comments give the Vietnamese words that a clerk uses; the file
//! itself explains each key.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Date;
use toml::Spanned;

use super::accept::AcceptEntry;
use super::agenda::Agenda;
use super::certificate::CertificateSettings;
use super::council::{Council, Session, SupportTeam};
use super::date::{PaperDate, calendar};
use super::papers::{PaperKind, Papers};
use super::publication::Publication;
use super::rules::{Conflict, PrintFileSettings, PrintSettings, ProductVerdict, Rules, Withdrawn};
use super::signing::SigningSettings;
use crate::declaration::Spelling;
use crate::finding::Code;

/// All settings of one round (đợt đánh giá).
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Province, year, number and planned days of the round.
    pub round: RoundSettings,
    /// Bodies that issue papers (cơ quan ban hành), each under a short key.
    pub issuers: BTreeMap<String, Issuer>,
    /// Acts that the papers cite (văn bản căn cứ), each under a short key.
    pub acts: BTreeMap<String, CitedAct>,
    /// Districts that may submit (huyện, thành phố; from 7/2025 communes), in the order they are
    /// printed.
    pub districts: Vec<District>,
    /// The council (Hội đồng).
    pub council: Council,
    /// The support team (Tổ giúp việc).
    pub support_team: SupportTeam,
    /// Meetings in which the council scores (lần chấm), in order.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// Invitations (giấy mời).
    pub invitation: Invitation,
    /// Hours of the meeting, from which its programme is made.
    #[serde(default)]
    pub agenda: Agenda,
    /// Settings of the decision: what it grants.
    #[serde(default)]
    pub decision: Decision,
    /// Settings of the certificates.
    #[serde(default)]
    pub certificate: CertificateSettings,
    /// Settings of the letters that ask for supplements.
    #[serde(default)]
    pub supplement: Supplement,
    /// What people remark on the round, for its report.
    #[serde(default, skip_serializing_if = "ReportRemarks::is_empty")]
    pub report: ReportRemarks,
    /// What the published lists say of an owner.
    #[serde(default)]
    pub publication: Publication,
    /// Numbers, dates, recipients and signers of the papers.
    pub papers: Papers,
    /// Rules of admission, meetings and ballots.
    #[serde(default)]
    pub rules: Rules,
    /// Settings for printing scores.
    #[serde(default)]
    pub tally: PrintSettings,
    /// Settings of the files to print in one go.
    #[serde(default)]
    pub print: PrintFileSettings,
    /// Decisions of people about single products, apart from their marks.
    #[serde(default)]
    pub verdicts: Vec<ProductVerdict>,
    /// Conflicts of interest (xung đột lợi ích), declared or dismissed.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Products that their owners or districts took out of the round.
    #[serde(default)]
    pub withdrawn: Vec<Withdrawn>,
    /// Settings of digital signatures.
    #[serde(default)]
    pub signing: SigningSettings,
    /// Warnings that the office accepts.
    #[serde(default, skip_serializing)]
    pub accept: Vec<Spanned<AcceptEntry>>,
    /// Lines of `round.toml` with values that are still to be filled in, counted from 1, ascending.
    #[serde(skip)]
    pub unfilled: Vec<usize>,
    /// How the round was declared. Findings about it are worded and placed by it.
    #[serde(skip)]
    pub spelling: Spelling,
    /// The cells that are still to be filled in, as a reason to wait; empty for a `round.toml`.
    #[serde(skip)]
    pub(super) open_cells: String,
    /// Papers that would say something false, with the codes of the findings about it. The desk
    /// `truth` fills this in.
    #[serde(skip)]
    pub untrue: BTreeMap<PaperKind, BTreeSet<Code>>,
}

impl Round {
    /// Says why a paper must wait because it would say something false (in Vietnamese, to follow
    /// “chờ”); `None` for a paper that may be issued.
    #[must_use]
    pub fn untrue(&self, kind: PaperKind) -> Option<String> {
        let codes = self.untrue_codes(kind);
        let codes: Vec<_> = codes.iter().map(|code| code.id()).collect();
        (!codes.is_empty()).then(|| {
            format!("sửa lỗi {} trong {}, nêu ở trên", codes.join(", "), self.spelling.file())
        })
    }

    /// Returns the codes of the findings that hold a paper, or one on which it rests.
    fn untrue_codes(&self, kind: PaperKind) -> BTreeSet<Code> {
        let own = self.untrue.get(&kind).into_iter().flatten().copied();
        let below = kind.rests_on().iter().flat_map(|kind| self.untrue_codes(*kind));
        own.chain(below).collect()
    }

    /// Says what is still to be filled in (in Vietnamese, to follow “chờ”); `None` when nothing is.
    /// `lines` writes line numbers.
    #[must_use]
    pub fn still_open(&self, lines: impl FnOnce(&[usize]) -> String) -> Option<String> {
        match (self.unfilled.len(), &self.spelling) {
            (0, _) => None,
            (_, Spelling::Workbook(_)) => Some(self.open_cells.clone()),
            (count, Spelling::Toml) => Some(format!(
                "điền nốt {count} dòng còn trống trong round.toml{}",
                lines(&self.unfilled)
            )),
        }
    }

    /// Iterates over the acceptances, in the order of the file.
    pub fn acceptances(&self) -> impl Iterator<Item = &AcceptEntry> {
        self.accept.iter().map(Spanned::get_ref)
    }
}

/// Province, year and number of the round, and when it is planned.
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
    /// Day on which the dossiers of the round were handed in, where their lists do not say it. It
    /// decides between two acts in a time of transition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<PaperDate>,
    /// Number of days that the evaluation is expected to take.
    pub days: u8,
    /// The agency that runs the programme (cơ quan thường trực).
    pub standing_agency: String,
    /// The other departments, as the plan lists them.
    pub departments: Vec<String>,
    /// A remark printed in the minutes, for example that the data is illustrative.
    pub remark: Option<String>,
}

/// A body that issues papers (cơ quan ban hành).
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

/// An act that papers cite (văn bản căn cứ).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CitedAct {
    /// Type name (tên loại), e.g. `Quyết định`.
    pub kind: String,
    /// Number and symbol, e.g. `1048/QĐ-TTg`; a law has none.
    pub number: Option<String>,
    /// Date of issue.
    #[serde(with = "calendar")]
    pub date: Date,
    /// The body that issued it, as cited.
    pub issuer: Option<String>,
    /// Subject as cited, with its own `về việc` where it has one.
    pub subject: Option<String>,
}

/// A unit that submits products: a district (huyện, thành phố); from 7/2025 a commune.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Name with its kind in lower case, e.g. `huyện Sìn Hồ`.
    pub name: String,
}

/// Settings of the invitations: the meeting that people are invited to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Time of the meeting, as printed.
    pub time: String,
    /// Place of the meeting, as printed.
    pub place: String,
    /// The person who presides, as printed.
    pub chair: String,
    /// The person to ask, as printed.
    pub contact: String,
    /// The invitees.
    pub invitees: Vec<Invitees>,
}

/// People or bodies who are invited for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Invitees {
    /// The group that is invited.
    pub group: InviteeGroup,
    /// Names as printed after “trân trọng kính mời”; only for the group `named`.
    #[serde(default)]
    pub names: Vec<String>,
    /// What they are asked to do or to bring, one sentence an entry.
    #[serde(default)]
    pub requests: Vec<String>,
}

/// A group of invitees. Each of its members receives an invitation.
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

/// What the decision that recognises products grants (`[decision]`): how long certificates hold,
/// which star a product has until the Ministry decides, who proposed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// How many months the certificate of a product is valid, from 1 to 120. `None` takes the
    /// number of the act (`certificate_months`).
    pub valid_months: Option<u16>,
    /// Star, 3 or 4, that the province certifies for a product of 5 stars by points while the
    /// Ministry evaluates it.
    ///
    /// Default none, chosen by us: such a product is only proposed to the Ministry.
    pub meanwhile_star: Option<u8>,
    /// The proposer, as in `Theo đề nghị của …`; the standing agency's director when absent.
    pub proposed_by: Option<String>,
}

/// Settings of the letters that ask a district to supplement its dossiers (công văn đề nghị bổ sung
/// hồ sơ).
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Supplement {
    /// Day before which the corrected files must be back. Its day may be blank; when absent, the
    /// letter has a blank to be filled in by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<PaperDate>,
}

/// What people remark on the round (`[report]`). Its report prints it and makes no remarks itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportRemarks {
    /// Remarks (nhận xét), one sentence or more an entry.
    pub remarks: Vec<String>,
}

impl ReportRemarks {
    fn is_empty(&self) -> bool {
        self.remarks.is_empty()
    }
}
