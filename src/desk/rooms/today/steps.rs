//! The steps of a round, each with how far it is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::paper_steps::{archive, papers_step};
use crate::desk::frame::Room;
use crate::desk::fresh::Freshness;
use crate::desk::look::{Look, ReadRound};
use crate::desk::rooms::signing::given_to_declare;
use crate::desk::rooms::{away_units, missed};
use crate::desk::round::OpenRound;
use crate::desk::standing::{KnownPapers, PaperStanding, Stage};
use crate::documents::folders;
use crate::finding::Code;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepState {
    /// Everything of it is done.
    Done,
    /// Something of it is to be mended.
    Mend,
    /// It goes on: something of it is there.
    Begun,
    /// It waits for a step before it.
    Waits,
    /// Nobody has sent anything for it yet.
    Missing,
    /// Its papers could be made and are not.
    Unmade,
    /// There is something to archive, and nothing is archived yet.
    Unkept,
}

impl StepState {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Done => "Xong",
            Self::Mend => "Cần sửa",
            Self::Begun => "Đang làm",
            Self::Waits => "Đang chờ",
            Self::Missing => "Chưa gửi",
            Self::Unmade => "Chưa soạn",
            Self::Unkept => "Chưa lưu",
        }
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Mend => "mend",
            Self::Begun | Self::Waits | Self::Missing | Self::Unmade | Self::Unkept => "waits",
        }
    }

    /// The class of the coloured word.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Done => "A",
            Self::Mend => "E",
            Self::Begun => "N",
            Self::Waits | Self::Missing | Self::Unmade | Self::Unkept => "Z",
        }
    }

    /// The sign before the word.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Done => "✓",
            Self::Mend => "■",
            Self::Begun => "●",
            Self::Waits | Self::Missing | Self::Unmade | Self::Unkept => "○",
        }
    }
}

/// A step of the round.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) address: &'static str,
    pub(super) state: StepState,
    /// What is there, and what it waits for, in a sentence or two (Vietnamese).
    pub(super) told: String,
}

/// The way of a round: its eight steps, and what decides what comes next.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) steps: Vec<Step>,
    /// Number of errors, and of the files in which they are.
    pub(super) errors: (usize, usize),
    /// How many of them only say that ballots have not come in yet.
    pub(super) lacking: usize,
    /// Number of products without a result, of all.
    pub(super) open: (usize, usize),
    /// How many units have not sent a list.
    pub(super) lists_missing: usize,
    /// How many ballots have not come in.
    pub(super) ballots_missing: usize,
    /// Whether a run would make other papers than those that stand there.
    pub(super) to_issue: bool,
    /// Whether the papers are still those of what came in.
    pub(super) fresh: Freshness,
    /// Papers that could be handed over now, and how many of these get number or day afterwards.
    pub(super) to_sign: usize,
    pub(super) to_number: usize,
    /// Papers that are complete and handed over after the submission.
    pub(super) after_submission: usize,
    /// Papers that were handed over or signed and not sent yet.
    pub(super) handed_over: usize,
    /// Papers in which something is still blank.
    pub(super) blank: usize,
    /// The number that was given and is not declared, for which papers with blanks wait.
    pub(super) given: Option<String>,
    /// Papers that say something else than what was handed over, signed or sent.
    pub(super) overtaken: usize,
    /// Products that ballots have and no list has.
    pub(super) unlisted: usize,
    /// The list that was put away before ballots came to have such products, and whether all errors
    /// are about these.
    pub(super) away: Option<(String, bool)>,
    /// Whether no unit has sent a list.
    pub(super) lists_wanted: bool,
    /// Whether the declaration can be used.
    pub(super) declared: bool,
}

impl Way {
    /// Tells how far a round is.
    pub(super) fn of(round: &OpenRound, look: &Look, known: &KnownPapers) -> Self {
        let papers = &known.papers;
        let errors = errors(look);
        let fresh = Freshness::of(round, look);
        let to_issue = look.read.is_some()
            && fresh != Freshness::Same
            && (look.report.issuable > 0 || fresh.changed().is_some());
        // The button is named where it stands.
        let unmade = match (to_issue && round.may_write(), errors.0) {
            (true, 0) => "Chưa soạn: bấm “Soạn văn bản” ở đầu trang này.",
            (true, _) => "Chưa soạn. Xem trước ở trang Văn bản, nút “Soạn văn bản” ở đầu trang đó.",
            (false, _) => "Chưa soạn. Xem trước ở trang Văn bản.",
        };
        let papers_step =
            |name, of: &[&str], kinds: &[&str]| papers_step(name, of, look, known, kinds, unmade);
        let (declared, lists_missing, lists_wanted, ballots_missing, open, mut steps);
        match &look.read {
            None => {
                (declared, lists_missing, ballots_missing, open) = (false, 0, 0, (0, 0));
                lists_wanted = false;
                steps = unread(errors.0);
            }
            Some(read) => {
                let lists = Lists::of(read, &away_units(&round.places, &known.events));
                let ballots = Ballots::of(read);
                declared = true;
                (lists_missing, ballots_missing) = (lists.missing.len(), ballots.missing);
                lists_wanted = lists.sent == 0;
                open = open_products(read);
                steps = vec![
                    declaration(look, read),
                    lists.step(
                        errors_of(look, "district") + errors_of(look, "unknown"),
                        unlisted(look).len(),
                    ),
                    papers_step(
                        "Kế hoạch, giấy mời",
                        &[folders::PLAN, folders::INVITATIONS, folders::MEETING],
                        &["Kế hoạch", "Giấy mời"],
                    ),
                    ballots.step(errors_of(look, "ballots")),
                    papers_step("Biên bản", &[folders::RESULTS], &["Biên bản"]),
                    papers_step(
                        "Quyết định",
                        &[folders::SUBMISSION, folders::DECISION],
                        &["Quyết định", "Tờ trình"],
                    ),
                    papers_step(
                        "Giấy chứng nhận, thông báo, công bố",
                        &[folders::CERTIFICATES, folders::NOTICES, folders::PUBLICATION],
                        &["Công bố", "Giấy chứng nhận", "Thông báo"],
                    ),
                ];
            }
        }
        let is_issued = steps.iter().all(|step| step.state == StepState::Done);
        steps.push(archive(round, papers, is_issued));
        let count =
            |is: &dyn Fn(&PaperStanding) -> bool| papers.iter().filter(|one| is(one)).count();
        let handed_over = count(&|one| (Stage::Submitted..=Stage::Sealed).contains(&one.stage));
        let blank = count(&|one| one.stage == Stage::Draft);
        let overtaken = count(&PaperStanding::is_overtaken);
        let to_sign: Vec<&PaperStanding> =
            papers.iter().filter(|paper| paper.is_to_hand_over()).collect();
        let after_submission = count(&|one| one.after_submission);
        let gets_number = |paper: &&&PaperStanding| {
            paper.paper.to_sign.as_ref().is_some_and(|one| !one.filled_later.is_empty())
        };
        let (to_number, to_sign) = (to_sign.iter().filter(gets_number).count(), to_sign.len());
        Self {
            steps,
            errors,
            lacking: lacking(look),
            open,
            lists_missing,
            ballots_missing,
            to_issue,
            fresh,
            to_sign,
            to_number,
            after_submission,
            handed_over,
            blank,
            given: look.read.as_ref().and_then(|read| given_to_declare(papers, &read.round)),
            overtaken,
            unlisted: unlisted(look).len(),
            away: away(round, look, known),
            lists_wanted,
            declared,
        }
    }
}

/// The number of errors, and of files in which they are.
fn errors(look: &Look) -> (usize, usize) {
    let errors = || {
        let findings = look.report.findings.iter();
        findings.filter(|one| {
            one.accepted.is_none() && one.severity() == crate::finding::Severity::Error
        })
    };
    let to_mend = errors().filter(|one| one.code != Code::VoteMissing);
    let files: BTreeSet<&str> = to_mend.map(|one| one.place.file.as_str()).collect();
    (errors().count(), files.len())
}

/// The number of errors that concern origins of this kind.
fn errors_of(look: &Look, kind: &str) -> usize {
    let groups = look.checked.get("groups").and_then(Value::as_array);
    let of_kind = groups.into_iter().flatten().filter(|group| group["kind"] == kind);
    of_kind
        .filter_map(|group| group["counts"]["errors"].as_u64())
        .map(|count| usize::try_from(count).unwrap_or(usize::MAX))
        .sum()
}

/// The number of errors that only say that ballots have not come in yet.
pub(in crate::desk::rooms) fn lacking(look: &Look) -> usize {
    let findings = look.report.findings.iter();
    findings.filter(|one| one.code == Code::VoteMissing && one.accepted.is_none()).count()
}

/// The products that ballots have and no list has.
fn unlisted(look: &Look) -> BTreeSet<Option<&str>> {
    let findings = look.report.findings.iter();
    let named = findings
        .filter(|one| one.code == Code::ProductUnknown && one.accepted.is_none())
        .map(|one| one.found.as_deref());
    named.collect()
}

/// The list that was put away before ballots came to have products of no list, and whether all
/// errors are about these products.
fn away(round: &OpenRound, look: &Look, known: &KnownPapers) -> Option<(String, bool)> {
    let list = missed(&round.places, &known.events, Some(look)).into_iter().find(|one| one.list)?;
    let mut errors =
        look.report.findings.iter().filter(|one| {
            one.accepted.is_none() && one.severity() == crate::finding::Severity::Error
        });
    Some((list.file.lay, errors.all(|one| one.code == Code::ProductUnknown)))
}

/// The products without a result, and all.
fn open_products(read: &ReadRound) -> (usize, usize) {
    use crate::tally::ProductOutcome::{Held, NeedsSupplement, NotScored};

    let is_open = |one: &&crate::tally::ProductOutcome| {
        matches!(one, NotScored { .. } | Held { .. } | NeedsSupplement { .. })
    };
    (read.outcomes.iter().filter(is_open).count(), read.outcomes.len())
}

/// The products that the lists name, as the room “Tệp” counts them.
pub(super) fn listed_products(read: &ReadRound) -> usize {
    let rows: usize = read.forms.submissions.iter().map(|list| list.rows).sum();
    rows.max(read.outcomes.len())
}

fn unread(errors: usize) -> Vec<Step> {
    let told = match errors {
        0 => "Tệp khai báo chưa điền đủ. Điền xong thì các bước sau mới đọc được.".to_owned(),
        some => format!(
            "Tệp khai báo chưa dùng được: {some} lỗi. Sửa xong thì các bước sau mới đọc được."
        ),
    };
    // What is only not filled in yet is no error.
    let state = if errors == 0 { StepState::Begun } else { StepState::Mend };
    let mut steps =
        vec![Step { name: "Khai báo đợt", address: Room::Faults.address(), state, told }];
    let names = [
        "Danh sách của các đơn vị",
        "Kế hoạch, giấy mời",
        "Phiếu chấm",
        "Biên bản",
        "Quyết định",
        "Giấy chứng nhận, thông báo, công bố",
    ];
    steps.extend(names.map(|name| Step {
        name,
        address: Room::Files.address(),
        state: StepState::Waits,
        told: "Chờ khai báo xong.".into(),
    }));
    steps
}

fn declaration(look: &Look, read: &ReadRound) -> Step {
    // Ballots that are to come are no fault of the declaration.
    let errors = errors_of(look, "round").saturating_sub(lacking(look));
    let round = &read.round;
    let blanks = round.unfilled.len();
    let there = format!(
        "{} thành viên Hội đồng, {} đơn vị gửi hồ sơ, {} lần chấm.",
        round.council.members.len(),
        round.districts.len(),
        round.sessions.len()
    );
    let (state, address, told) = match (errors, blanks) {
        (0, 0) => (StepState::Done, Room::Files.address(), there),
        (0, some) => {
            (StepState::Begun, Room::Files.address(), format!("{there} Còn {some} chỗ chưa điền."))
        }
        (some, _) => (StepState::Mend, Room::Faults.address(), format!("{there} Có {some} lỗi.")),
    };
    Step { name: "Khai báo đợt", address, state, told }
}

/// Which units sent their lists.
struct Lists<'a> {
    sent: usize,
    missing: Vec<&'a str>,
    /// Those of the missing whose list was put away.
    away: Vec<&'a str>,
    products: usize,
    /// Rows of lists that have become no product: without a name, twice in the lists.
    unread: usize,
    scored: bool,
}

impl<'a> Lists<'a> {
    /// `away` are the units whose lists were put away.
    fn of(read: &'a ReadRound, away: &BTreeSet<String>) -> Self {
        let sent: BTreeSet<usize> =
            read.forms.submissions.iter().filter_map(|one| one.district).collect();
        let districts = read.round.districts.iter().enumerate();
        let missing =
            districts.filter(|(index, _)| !sent.contains(index)).map(|(_, one)| one.name.as_str());
        let missing: Vec<&str> = missing.collect();
        Self {
            sent: sent.len(),
            away: missing.iter().copied().filter(|name| away.contains(*name)).collect(),
            missing,
            products: listed_products(read),
            unread: listed_products(read) - read.outcomes.len(),
            scored: !read.forms.ballots.is_empty(),
        }
    }

    /// `unlisted` is the number of products that ballots have and no list.
    fn step(&self, errors: usize, unlisted: usize) -> Step {
        let all = self.sent + self.missing.len();
        let have = if self.away.is_empty() { "đã gửi" } else { "có danh sách" };
        let mut told =
            format!("{} trong {all} đơn vị {have}, {} sản phẩm.", self.sent, self.products);
        if self.unread > 0 {
            told += &format!(" {} dòng chưa tính được vì lỗi.", self.unread);
        }
        let unsent = self.missing.iter().copied().filter(|name| !self.away.contains(name));
        let unsent: Vec<&str> = unsent.collect();
        if !self.away.is_empty() {
            told += &format!(" Danh sách đã cất đi: {}.", some_of(&self.away));
        }
        if !unsent.is_empty() && self.sent > 0 {
            told += &format!(" Chưa gửi: {}.", some_of(&unsent));
        }
        let (state, address) = match (errors, self.sent, self.missing.len()) {
            (0, 0, _) => (StepState::Missing, Room::Files.address()),
            (0, _, 1..) if unlisted > 0 => {
                told += &format!(
                    " Phiếu chấm có {unlisted} sản phẩm không có trong danh sách nào: có thể thiếu danh sách của một đơn vị."
                );
                (StepState::Mend, Room::Files.address())
            }
            (0, _, 0) => (StepState::Done, Room::Files.address()),
            // Who has not sent until the council scores takes no part.
            (0, ..) if self.scored => {
                told += " Đã có phiếu chấm nên không chờ nữa.";
                (StepState::Done, Room::Files.address())
            }
            (0, ..) => (StepState::Begun, Room::Files.address()),
            (some, ..) => {
                told += &format!(" Có {some} lỗi.");
                (StepState::Mend, Room::Faults.address())
            }
        };
        Step { name: "Danh sách của các đơn vị", address, state, told }
    }
}

/// Names the first few, and how many more there are.
fn some_of(names: &[&str]) -> String {
    const MOST: usize = 4;
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} và {more} đơn vị nữa"),
    }
}

/// Which ballots came in.
struct Ballots {
    told: String,
    missing: usize,
    any: bool,
}

impl Ballots {
    fn of(read: &ReadRound) -> Self {
        let given: BTreeSet<(u8, usize)> =
            read.forms.ballots.iter().map(|one| (one.session, one.member)).collect();
        let (mut told, mut missing) = (Vec::new(), 0);
        for session in &read.round.sessions {
            let members = read.round.council.members.iter().enumerate();
            let wanted: Vec<usize> = members
                .filter(|(_, member)| {
                    session.attends(&member.person.name) && !session.abstains(&member.person.name)
                })
                .map(|(index, _)| index)
                .collect();
            let there =
                wanted.iter().filter(|member| given.contains(&(session.number, **member))).count();
            missing += wanted.len() - there;
            let number = session.number;
            told.push(match (there, wanted.len()) {
                (0, all) => format!("Lần {number}: chưa có phiếu nào của {all} thành viên."),
                (there, all) if there == all => format!("Lần {number}: đủ {all} thành viên."),
                (there, all) => format!("Lần {number}: phiếu của {there} trong {all} thành viên."),
            });
        }
        let any = !given.is_empty();
        if told.is_empty() {
            told.push("Khai báo chưa có lần chấm nào.".into());
        }
        Self { told: told.join(" "), missing, any }
    }

    fn step(&self, errors: usize) -> Step {
        let mut told = self.told.clone();
        let (state, address) = match (errors, self.any, self.missing) {
            (0, false, _) => (StepState::Missing, Room::Files.address()),
            (0, true, 0) => (StepState::Done, Room::Files.address()),
            (0, true, _) => (StepState::Begun, Room::Files.address()),
            (some, ..) => {
                told += &format!(" Có {some} lỗi.");
                (StepState::Mend, Room::Faults.address())
            }
        };
        Step { name: "Phiếu chấm", address, state, told }
    }
}
