//! The papers of a round: their kinds, and what `round.toml` sets of each. What it does not set
//! follows from the papers that it must set: plan, invitation, minutes, decision.

use std::borrow::Cow;

use careful_spreadsheet::text::fold;
use serde::{Deserialize, Serialize};

use super::date::PaperDate;
use super::model::{Issuer, Round};

/// The kinds of papers of a round, in the order in which they are issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperKind {
    /// Kế hoạch.
    Plan,
    /// Công văn đề nghị bổ sung hồ sơ.
    Supplement,
    /// Giấy mời.
    Invitation,
    /// Chương trình họp, with the lists for the meeting.
    Agenda,
    /// Biên bản, with the table of scores.
    Minutes,
    /// Báo cáo kết quả của Hội đồng.
    CouncilReport,
    /// Báo cáo tổng hợp of the standing agency.
    Report,
    /// Tờ trình of the standing agency.
    Submission,
    /// Quyết định.
    Decision,
    /// Quyết định phê duyệt kết quả of the products of 90 points and more, where the act asks for one
    /// apart.
    Approval,
    /// Công văn đề nghị Bộ đánh giá.
    Proposal,
    /// Giấy chứng nhận.
    Certificate,
    /// Thông báo kết quả to a unit or an owner.
    Notice,
    /// Trích sao of the decision for a unit.
    Excerpt,
    /// Thông báo công bố kết quả.
    Publication,
}

impl PaperKind {
    /// All kinds, in the order in which they are issued.
    pub const ALL: [Self; 15] = [
        Self::Plan,
        Self::Supplement,
        Self::Invitation,
        Self::Agenda,
        Self::Minutes,
        Self::CouncilReport,
        Self::Report,
        Self::Submission,
        Self::Decision,
        Self::Approval,
        Self::Proposal,
        Self::Certificate,
        Self::Notice,
        Self::Excerpt,
        Self::Publication,
    ];

    /// Returns its key in `[papers]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Supplement => "supplement",
            Self::Invitation => "invitation",
            Self::Agenda => "agenda",
            Self::Minutes => "minutes",
            Self::CouncilReport => "council_report",
            Self::Report => "report",
            Self::Submission => "submission",
            Self::Decision => "decision",
            Self::Approval => "approval",
            Self::Proposal => "proposal",
            Self::Certificate => "certificate",
            Self::Notice => "notice",
            Self::Excerpt => "excerpt",
            Self::Publication => "publication",
        }
    }

    /// Returns its Vietnamese name, as the summary of a run gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "Kế hoạch",
            Self::Supplement => "Công văn đề nghị bổ sung hồ sơ",
            Self::Invitation => "Giấy mời",
            Self::Agenda => "Chương trình họp",
            Self::Minutes => "Biên bản",
            Self::CouncilReport => "Báo cáo kết quả của Hội đồng",
            Self::Report => "Báo cáo tổng hợp",
            Self::Submission => "Tờ trình",
            Self::Decision => "Quyết định",
            Self::Approval => "Quyết định phê duyệt kết quả",
            Self::Proposal => "Công văn đề nghị Trung ương đánh giá",
            Self::Certificate => "Giấy chứng nhận",
            Self::Notice => "Thông báo kết quả",
            Self::Excerpt => "Trích sao",
            Self::Publication => "Công bố kết quả",
        }
    }

    /// Returns the abbreviation of its type, with which its symbol begins (Nghị định
    /// 30/2020/NĐ-CP, Phụ lục III, mục I); `None` for a letter and a certificate, which have none.
    #[must_use]
    pub fn type_mark(self) -> Option<&'static str> {
        match self {
            Self::Plan => Some("KH"),
            Self::Invitation => Some("GM"),
            Self::Agenda => Some("CTr"),
            Self::Minutes => Some("BB"),
            Self::CouncilReport | Self::Report => Some("BC"),
            Self::Submission => Some("TTr"),
            Self::Decision | Self::Approval => Some("QĐ"),
            Self::Notice | Self::Publication => Some("TB"),
            Self::Excerpt => Some("TrS"),
            Self::Supplement | Self::Proposal | Self::Certificate => None,
        }
    }

    /// Returns the papers on which this one rests: it cannot be issued while one of these would say
    /// something false.
    #[must_use]
    pub fn rests_on(self) -> &'static [Self] {
        match self {
            Self::Plan | Self::Supplement | Self::Invitation | Self::Minutes | Self::Decision => {
                &[]
            }
            Self::Agenda => &[Self::Invitation],
            Self::CouncilReport | Self::Report | Self::Submission | Self::Approval => {
                &[Self::Minutes]
            }
            Self::Proposal => &[Self::Decision, Self::Approval],
            Self::Certificate | Self::Excerpt | Self::Notice | Self::Publication => {
                &[Self::Decision]
            }
        }
    }

    /// Returns the papers that come before this one, so that it cannot be dated before one of them.
    #[must_use]
    pub fn follows(self) -> &'static [Self] {
        match self {
            Self::Report => &[Self::Minutes, Self::CouncilReport],
            Self::Submission => &[Self::Minutes, Self::CouncilReport, Self::Report],
            Self::Decision | Self::Approval => {
                &[Self::Minutes, Self::CouncilReport, Self::Report, Self::Submission]
            }
            Self::Proposal => &[Self::Submission, Self::Approval],
            other => other.rests_on(),
        }
    }
}

/// The settings of all papers of the round.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Kế hoạch.
    pub plan: PaperSettings,
    /// Giấy mời.
    pub invitation: PaperSettings,
    /// Biên bản.
    pub minutes: PaperSettings,
    /// Quyết định.
    pub decision: PaperSettings,
    /// What is set of the other papers; [`Round::paper`] gives the rest.
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    supplement: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    agenda: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    council_report: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    report: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    submission: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    approval: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    proposal: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    certificate: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    notice: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    excerpt: PaperChanges,
    #[serde(default, skip_serializing_if = "PaperChanges::is_empty")]
    publication: PaperChanges,
}

impl PaperSettings {
    /// Returns the settings of the same paper without its number and day.
    #[must_use]
    pub fn without_number(&self) -> Self {
        Self { number: None, date: self.date.without_day(), ..self.clone() }
    }
}

impl Papers {
    /// Returns what `round.toml` sets of a paper that it need not set; `None` for the four that it
    /// must set.
    fn changes(&self, kind: PaperKind) -> Option<&PaperChanges> {
        match kind {
            PaperKind::Plan | PaperKind::Invitation | PaperKind::Minutes | PaperKind::Decision => {
                None
            }
            PaperKind::Supplement => Some(&self.supplement),
            PaperKind::Agenda => Some(&self.agenda),
            PaperKind::CouncilReport => Some(&self.council_report),
            PaperKind::Report => Some(&self.report),
            PaperKind::Submission => Some(&self.submission),
            PaperKind::Approval => Some(&self.approval),
            PaperKind::Proposal => Some(&self.proposal),
            PaperKind::Certificate => Some(&self.certificate),
            PaperKind::Notice => Some(&self.notice),
            PaperKind::Excerpt => Some(&self.excerpt),
            PaperKind::Publication => Some(&self.publication),
        }
    }

    /// Tells whether `round.toml` sets the date of a paper.
    #[must_use]
    pub fn is_dated(&self, kind: PaperKind) -> bool {
        self.changes(kind).is_none_or(|changes| changes.date.is_some())
    }

    /// Tells whether `round.toml` sets anything of a paper.
    #[must_use]
    pub fn is_set(&self, kind: PaperKind) -> bool {
        self.changes(kind).is_none_or(|changes| !changes.is_empty())
    }
}

/// Settings of one paper: issuer, number, date, legal bases, signer and recipients.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PaperSettings {
    /// Key of the issuing body in `[issuers]`; [`Round::issuer`] returns the body.
    pub issuer: String,
    /// Number given at issuance; `None` until then.
    pub number: Option<u32>,
    /// Symbol, e.g. `KH-UBND`.
    pub symbol: String,
    /// Date; its day may be blank.
    pub date: PaperDate,
    /// Keys in `[acts]` of the acts cited as legal bases, in order.
    #[serde(default)]
    pub legal_bases: Vec<String>,
    /// The signer. The name is empty where nobody is known.
    pub signer: Signer,
    /// Lines under “Nơi nhận:”, as printed but without the dash.
    pub recipients: Vec<String>,
}

/// What is set of a paper that need not be set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PaperChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<PaperDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_bases: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "SignerChanges::is_empty")]
    signer: SignerChanges,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipients: Option<Vec<String>>,
}

impl PaperChanges {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn upon(&self, settings: PaperSettings) -> PaperSettings {
        PaperSettings {
            issuer: self.issuer.clone().unwrap_or(settings.issuer),
            number: self.number.or(settings.number),
            symbol: self.symbol.clone().unwrap_or(settings.symbol),
            date: self.date.unwrap_or(settings.date),
            legal_bases: self.legal_bases.clone().unwrap_or(settings.legal_bases),
            signer: self.signer.upon(settings.signer),
            recipients: self.recipients.clone().unwrap_or(settings.recipients),
        }
    }
}

/// What is set of the signer of a paper that need not be set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SignerChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl SignerChanges {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the signer with these changes. Another person does not keep the post of the one whose
    /// place they take.
    fn upon(&self, signer: Signer) -> Signer {
        let post = if self.name.is_some() { None } else { signer.post };
        Signer {
            capacity: self.capacity.clone().unwrap_or(signer.capacity),
            post: self.post.clone().or(post),
            name: self.name.clone().unwrap_or(signer.name),
        }
    }
}

/// The signer of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// Authority and post in capitals, one entry a line.
    pub capacity: Vec<String>,
    /// Post in the signer's own agency, for the signer of a council.
    pub post: Option<String>,
    /// Full name.
    pub name: String,
}

/// Key in `[issuers]` of the standing agency, where the office describes it; else
/// [`Round::issuer`] makes it from its name.
const AGENCY: &str = "agency";

impl Round {
    /// Returns the settings of a paper: as `round.toml` sets them; what it leaves open follows from
    /// the papers that it must set, with number and day blank.
    #[must_use]
    pub fn paper(&self, kind: PaperKind) -> Cow<'_, PaperSettings> {
        let papers = &self.papers;
        match kind {
            PaperKind::Plan => return Cow::Borrowed(&papers.plan),
            PaperKind::Invitation => return Cow::Borrowed(&papers.invitation),
            PaperKind::Minutes => return Cow::Borrowed(&papers.minutes),
            PaperKind::Decision => return Cow::Borrowed(&papers.decision),
            _ => {}
        }
        let settings = self.by_default(kind);
        Cow::Owned(match papers.changes(kind) {
            Some(changes) => changes.upon(settings),
            None => settings,
        })
    }

    /// Returns the settings with which a paper itself is printed: those of [`paper`](Self::paper),
    /// without number and day where these are given after the signature. A certificate is numbered
    /// in a register of its own and keeps them.
    #[must_use]
    pub fn printed(&self, kind: PaperKind) -> Cow<'_, PaperSettings> {
        let paper = self.paper(kind);
        if self.signing.number_after && kind != PaperKind::Certificate {
            Cow::Owned(paper.without_number())
        } else {
            paper
        }
    }

    /// Returns the settings of a paper of which nothing is set.
    fn by_default(&self, kind: PaperKind) -> PaperSettings {
        let Papers { invitation, minutes, decision, .. } = &self.papers;
        let agency = || PaperSettings {
            issuer: AGENCY.to_owned(),
            symbol: abbreviation(&self.round.standing_agency),
            signer: self.director(),
            ..decision.clone()
        };
        let (base, recipients): (PaperSettings, &[&str]) = match kind {
            PaperKind::Supplement => (invitation.clone(), &["Như trên;", "Lưu: VT."]),
            PaperKind::Agenda => (
                invitation.clone(),
                &["Các thành viên Hội đồng;", "Chủ thể có sản phẩm;", "Lưu: VT."],
            ),
            PaperKind::CouncilReport => (
                PaperSettings { signer: invitation.signer.clone(), ..minutes.clone() },
                &["Như trên;", "Các thành viên Hội đồng;", "Lưu: VT."],
            ),
            PaperKind::Report | PaperKind::Submission | PaperKind::Notice => {
                (agency(), &["Như trên;", "Lưu: VT."])
            }
            PaperKind::Publication => {
                (agency(), &["Các cơ quan báo chí;", "Cổng thông tin điện tử;", "Lưu: VT."])
            }
            PaperKind::Proposal => (
                PaperSettings { signer: for_committee(&decision.signer), ..decision.clone() },
                &["Như trên;", "Lưu: VT."],
            ),
            PaperKind::Excerpt => (
                PaperSettings { signer: Signer::default(), ..decision.clone() },
                &["Như trên;", "Lưu: VT."],
            ),
            PaperKind::Plan
            | PaperKind::Invitation
            | PaperKind::Minutes
            | PaperKind::Decision
            | PaperKind::Certificate
            | PaperKind::Approval => (decision.clone(), &[]),
        };
        let recipients = match kind {
            PaperKind::Approval => base.recipients,
            _ => recipients.iter().map(|line| (*line).to_owned()).collect(),
        };
        // The certificate carries the day of the decision; all others get a day of their own, the
        // letter to the Ministry in the month of the approval that it cites.
        let date = match kind {
            PaperKind::Certificate => base.date,
            PaperKind::Proposal => self.paper(PaperKind::Approval).date.without_day(),
            _ => base.date.without_day(),
        };
        let legal_bases = match kind {
            PaperKind::Approval | PaperKind::Submission => base.legal_bases,
            _ => Vec::new(),
        };
        let symbol = symbol(kind, &base.symbol);
        PaperSettings { number: None, symbol, date, legal_bases, recipients, ..base }
    }

    /// Returns the body that issues papers under a key; the standing agency also where `[issuers]`
    /// does not describe it. `None` for a key that is not known.
    #[must_use]
    pub fn issuer(&self, key: &str) -> Option<Cow<'_, Issuer>> {
        if let Some(issuer) = self.issuers.get(key) {
            return Some(Cow::Borrowed(issuer));
        }
        let committee = self.issuers.get(&self.papers.decision.issuer)?;
        let agency = &self.round.standing_agency;
        (key == AGENCY).then(|| {
            Cow::Owned(Issuer {
                parent: vec![committee.short_name.to_uppercase()],
                lines: vec![agency.to_uppercase()],
                name: agency.clone(),
                short_name: agency.clone(),
                place: committee.place.clone(),
            })
        })
    }

    /// Returns the director of the standing agency as a signer, where the council or the support
    /// team has that person; else the name is empty.
    fn director(&self) -> Signer {
        let wanted = fold(&format!("Giám đốc {}", self.round.standing_agency));
        let members = self.council.members.iter().map(|member| &member.person);
        let person =
            members.chain(&self.support_team.members).find(|person| fold(&person.post) == wanted);
        Signer {
            capacity: vec!["GIÁM ĐỐC".to_owned()],
            post: None,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
        }
    }
}

/// Returns the symbol of a paper, made from that of another one: its type and the body are joined
/// (`QĐ-UBND` gives `TrS-UBND`).
fn symbol(kind: PaperKind, of: &str) -> String {
    if kind == PaperKind::Certificate {
        return String::new();
    }
    let body = match of.split_once('-') {
        Some((first, body)) if is_type_mark(first) => body,
        _ => of,
    };
    match kind.type_mark() {
        Some(mark) => format!("{mark}-{body}"),
        None => body.to_owned(),
    }
}

fn is_type_mark(text: &str) -> bool {
    PaperKind::ALL.iter().any(|kind| kind.type_mark() == Some(text))
}

/// Returns the abbreviation of a body in symbols: the first letters of its words without “và”
/// (`SNNMT`). An office with another one sets the symbol.
fn abbreviation(body: &str) -> String {
    let words = body.split_whitespace().filter(|word| fold(word) != "va" && fold(word) != "và");
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// Returns the signer of a decision as one who signs for the committee: a letter to the Ministry is
/// always the committee's.
fn for_committee(signer: &Signer) -> Signer {
    let mut signer = signer.clone();
    if !signer.capacity.first().is_some_and(|line| line.starts_with("TM.")) {
        signer.capacity.insert(0, "TM. ỦY BAN NHÂN DÂN".to_owned());
    }
    signer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    fn sample(more: &str) -> Round {
        let text = fs_err::read_to_string("inputs/round.toml").unwrap();
        toml::from_str(&format!("{text}\n{more}")).unwrap()
    }

    #[test]
    fn what_is_not_set_follows_from_the_papers_that_must_be_set() {
        let round = sample("");
        let symbols: Vec<_> =
            PaperKind::ALL.iter().map(|kind| round.paper(*kind).symbol.clone()).collect();
        assert_eq!(
            symbols,
            [
                "KH-UBND",
                "HĐOCOP",
                "GM-HĐOCOP",
                "CTr-HĐOCOP",
                "BB-HĐOCOP",
                "BC-HĐOCOP",
                "BC-SNNPTNT",
                "TTr-SNNPTNT",
                "QĐ-UBND",
                "QĐ-UBND",
                "UBND",
                "",
                "TB-SNNPTNT",
                "TrS-UBND",
                "TB-SNNPTNT"
            ]
        );
        let submission = round.paper(PaperKind::Submission);
        assert_eq!(submission.signer.name, "Nguyễn Văn Thắng (giả định)");
        assert_eq!(submission.signer.capacity, ["GIÁM ĐỐC"]);
        assert_eq!(submission.legal_bases, round.papers.decision.legal_bases);
        let agency = round.issuer(&submission.issuer).unwrap();
        assert_eq!(agency.parent, ["UBND TỈNH LAI CHÂU"]);
        assert_eq!(agency.lines, ["SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"]);
        assert!(round.paper(PaperKind::Notice).number.is_none());
    }

    #[test]
    fn a_section_sets_only_what_it_says() {
        let round = sample(
            "[papers.submission]\nnumber = 7\nsigner = { capacity = [\"KT. GIÁM ĐỐC\", \"PHÓ \
             GIÁM ĐỐC\"], name = \"Lò Văn A\" }",
        );
        assert!(round.papers.is_set(PaperKind::Submission));
        assert!(!round.papers.is_set(PaperKind::Notice));
        let paper = round.paper(PaperKind::Submission);
        assert_eq!((paper.number, paper.symbol.as_str()), (Some(7), "TTr-SNNPTNT"));
        assert_eq!(paper.signer.capacity, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
        assert_eq!(paper.signer.name, "Lò Văn A");
    }

    #[test]
    fn a_paper_is_held_with_those_on_which_it_rests() {
        let mut round = sample("");
        round.untrue.entry(PaperKind::Minutes).or_default().insert(Code::DatesDoubtful);
        for kind in [PaperKind::Minutes, PaperKind::Submission, PaperKind::Proposal] {
            assert!(round.untrue(kind).is_some(), "{kind:?}");
        }
        assert!(round.untrue(PaperKind::Plan).is_none());
    }
}
