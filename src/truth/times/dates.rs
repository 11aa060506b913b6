//! Checks the dates of papers against each other and against the meeting; they must come in the
//! order plan, invitation, meeting, and each paper after those that come before it.

use time::Date;

use crate::criteria::Act;
use crate::finding::{Code, Finding};
use crate::round::{PaperDate, PaperKind, Round, is_known, short_date};
use crate::truth::told::{TruthFindings, at};

/// The span of days in which a date lies: one day, or a whole month while the day is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::truth) struct DaySpan {
    pub(in crate::truth) first: Date,
    pub(in crate::truth) last: Date,
}

impl DaySpan {
    /// Returns the span of a paper's date; `None` while the date is to be filled in.
    pub(in crate::truth) fn of_paper(date: PaperDate) -> Option<Self> {
        is_known(date.first_day()).then(|| Self { first: date.first_day(), last: date.last_day() })
    }

    /// Returns the span of one day; `None` while the day is to be filled in.
    pub(in crate::truth) fn of_day(day: Date) -> Option<Self> {
        is_known(day).then_some(Self { first: day, last: day })
    }

    /// Tells whether this date is before the other, whatever days they fall on.
    pub(in crate::truth) fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }

    /// Writes the span: `08/12/2020`, or `tháng 12/2020`.
    pub(in crate::truth) fn shown(self) -> String {
        if self.first == self.last {
            return short_date(self.first);
        }
        format!("tháng {}/{}", u8::from(self.first.month()), self.first.year())
    }
}

/// The days on which the council meets: those of the sessions, or the planned ones while no session
/// is declared.
struct Meeting {
    first: DaySpan,
    last: DaySpan,
    declared: bool,
}

impl Meeting {
    /// Finds when the council meets; `None` while a day is to be filled in.
    fn of(round: &Round) -> Option<Self> {
        let days: Vec<_> = round.sessions.iter().map(|session| session.date).collect();
        if days.is_empty() {
            let first = DaySpan::of_day(round.round.from)?;
            return Some(Self { first, last: DaySpan::of_day(round.round.to)?, declared: false });
        }
        if !days.iter().copied().all(is_known) {
            return None;
        }
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        Some(Self {
            first: DaySpan::of_day(*first)?,
            last: DaySpan::of_day(*last)?,
            declared: true,
        })
    }
}

/// The papers on what the council found: none of them can be dated before the meeting.
const AFTER_MEETING: [PaperKind; 11] = [
    PaperKind::Minutes,
    PaperKind::CouncilReport,
    PaperKind::Report,
    PaperKind::Submission,
    PaperKind::Decision,
    PaperKind::Approval,
    PaperKind::Proposal,
    PaperKind::Certificate,
    PaperKind::Notice,
    PaperKind::Excerpt,
    PaperKind::Publication,
];

/// A paper with the span of its date.
struct DatedPaper {
    kind: PaperKind,
    when: DaySpan,
}

/// Checks the dates of all papers that `round.toml` dates.
pub(in crate::truth) fn check(round: &Round, told: &mut TruthFindings) {
    let plan = dated(round, PaperKind::Plan);
    let invitation = dated(round, PaperKind::Invitation);
    year(round, told);
    let meeting = Meeting::of(round);
    if let Some(meeting) = &meeting {
        for paper in plan.iter().chain(&invitation) {
            not_after(paper, meeting, told);
        }
        for paper in AFTER_MEETING.into_iter().filter_map(|kind| dated(round, kind)) {
            not_before(&paper, meeting, told);
        }
    }
    if let Some((plan, invitation)) = plan.zip(invitation) {
        plan_before_invitation(&plan, &invitation, told);
    }
    for paper in PaperKind::ALL.into_iter().filter_map(|kind| dated(round, kind)) {
        in_order(round, &paper, paper.kind.follows(), told);
    }
    deadline(round, meeting.as_ref(), told);
}

/// Checks, under an act by which one decision recognises and approves, that the letter to the
/// Ministry is not dated before the decision that it cites.
pub(in crate::truth) fn check_by_act(round: &Round, act: &Act, told: &mut TruthFindings) {
    let letter = dated(round, PaperKind::Proposal);
    if let Some(letter) = letter.filter(|_| !act.authority.approves_apart) {
        in_order(round, &letter, &[PaperKind::Decision], told);
    }
}

/// Returns what is impossible about a day that a paper is to get; `None` when nothing is.
pub(in crate::truth) fn out_of_order(round: &Round, kind: PaperKind, day: Date) -> Option<Finding> {
    let mut told = TruthFindings::default();
    let paper = DatedPaper { kind, when: DaySpan::of_day(day)? };
    if let Some(meeting) = Meeting::of(round) {
        if matches!(kind, PaperKind::Plan | PaperKind::Invitation) {
            not_after(&paper, &meeting, &mut told);
        } else if AFTER_MEETING.contains(&kind) {
            not_before(&paper, &meeting, &mut told);
        }
    }
    in_order(round, &paper, kind.follows(), &mut told);
    told.findings.into_iter().find(|finding| finding.code == Code::PaperOutOfOrder)
}

/// Returns a paper with its date; `None` where `round.toml` does not date it, or where the date is to
/// be filled in.
fn dated(round: &Round, kind: PaperKind) -> Option<DatedPaper> {
    let when = DaySpan::of_paper(round.paper(kind).date)?;
    round.papers.is_dated(kind).then_some(DatedPaper { kind, when })
}

/// Checks that the plan is not dated after the invitation.
fn plan_before_invitation(plan: &DatedPaper, invitation: &DatedPaper, told: &mut TruthFindings) {
    if !invitation.when.is_before(plan.when) {
        return;
    }
    told.doubt(
        plan.finding(Code::DatesDoubtful, "Kế hoạch ghi ngày sau ngày của giấy mời.")
            .found(format!("kế hoạch {}, giấy mời {}", plan.when.shown(), invitation.when.shown()))
            .remedy(
                "Kiểm tra ngày của kế hoạch và ngày của giấy mời; đúng là như vậy thì chấp nhận ở \
                 [[accept]].",
            ),
    );
}

/// Checks that a paper is not dated before one of these; the first of them is told.
fn in_order(round: &Round, paper: &DatedPaper, before: &[PaperKind], told: &mut TruthFindings) {
    // A paper dated before the meeting has been reported already.
    let reported = |told: &TruthFindings| {
        let codes = told.untrue.get(&paper.kind);
        codes.is_some_and(|codes| codes.contains(&Code::PaperOutOfOrder))
    };
    let earlier = before.iter().filter_map(|kind| dated(round, *kind));
    let Some(earlier) = earlier.into_iter().find(|earlier| paper.when.is_before(earlier.when))
    else {
        return;
    };
    if reported(told) {
        return;
    }
    let (name, other) = (paper.kind.name(), in_sentence(earlier.kind));
    let finding = paper
        .finding(
            Code::PaperOutOfOrder,
            format!("{name} ghi ngày trước ngày của {other} mà nó dựa vào."),
        )
        .found(format!(
            "{} {}, {other} {}",
            in_sentence(paper.kind),
            paper.when.shown(),
            earlier.when.shown()
        ))
        .remedy(format!(
            "Sửa ngày của {} hoặc của {other}; chưa có ngày thì ghi tháng, ví dụ date = \
             \"2020-12\".",
            in_sentence(paper.kind)
        ));
    told.hold([paper.kind], finding);
}

/// Returns the name of a kind of paper as it stands within a sentence.
fn in_sentence(kind: PaperKind) -> String {
    let mut letters = kind.name().chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

impl DatedPaper {
    /// Makes a finding at the date of the paper.
    fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, at(format!("papers.{}.date", self.kind.key())), message)
    }
}

/// Checks that a plan or invitation is not dated after the meeting.
fn not_after(paper: &DatedPaper, meeting: &Meeting, told: &mut TruthFindings) {
    let bound = if meeting.declared { meeting.first } else { meeting.last };
    if !bound.is_before(paper.when) {
        return;
    }
    let name = paper.kind.name();
    if meeting.declared {
        let finding = paper
            .finding(Code::PaperOutOfOrder, format!("{name} ghi ngày sau ngày họp của Hội đồng."))
            .found(format!("{}, lần chấm đầu tiên {}", paper.when.shown(), bound.shown()))
            .remedy("Sửa ngày của văn bản, hoặc ngày của lần chấm ở mục [[sessions]].");
        told.hold([paper.kind], finding);
    } else {
        told.doubt(
            paper
                .finding(Code::DatesDoubtful, format!("{name} ghi ngày sau thời gian dự kiến họp."))
                .found(format!("{}, dự kiến họp đến {}", paper.when.shown(), bound.shown()))
                .remedy("Sửa ngày của văn bản, hoặc sửa from, to ở mục [round]."),
        );
    }
}

/// Checks that a paper on results is not dated before the meeting.
fn not_before(paper: &DatedPaper, meeting: &Meeting, told: &mut TruthFindings) {
    let bound = if meeting.declared { meeting.last } else { meeting.first };
    if !paper.when.is_before(bound) {
        return;
    }
    let name = paper.kind.name();
    if meeting.declared {
        let finding = paper
            .finding(Code::PaperOutOfOrder, format!("{name} ghi ngày trước khi Hội đồng họp xong."))
            .found(format!("{}, lần chấm sau cùng {}", paper.when.shown(), bound.shown()))
            .remedy("Sửa ngày của văn bản, hoặc ngày của lần chấm ở mục [[sessions]].");
        told.hold([paper.kind], finding);
    } else {
        told.doubt(
            paper
                .finding(
                    Code::DatesDoubtful,
                    format!("{name} ghi ngày trước thời gian dự kiến họp."),
                )
                .found(format!("{}, dự kiến họp từ {}", paper.when.shown(), bound.shown()))
                .remedy("Sửa ngày của văn bản, hoặc sửa from, to ở mục [round]."),
        );
    }
}

/// Checks that the first day of the round lies in the year of the round. Another year is right for
/// a round that is held in January, and a typing error otherwise.
fn year(round: &Round, told: &mut TruthFindings) {
    let settings = &round.round;
    if is_known(settings.from)
        && settings.year > 0
        && settings.from.year() != i32::from(settings.year)
    {
        told.doubt(
            Finding::new(
                Code::YearDiffers,
                at("round.year"),
                "Năm của đợt khác năm của ngày đầu đợt.",
            )
            .found(format!("năm {}, ngày đầu {}", settings.year, short_date(settings.from)))
            .remedy(
                "Sửa year hoặc from ở mục [round]; đợt của năm trước họp sang năm sau thì chấp \
                 nhận ở [[accept]].",
            ),
        );
    }
}

/// Checks that the day for returning corrected files is before the meeting, and after the letter
/// that asks for them.
fn deadline(round: &Round, meeting: Option<&Meeting>, told: &mut TruthFindings) {
    let Some(deadline) = round.supplement.deadline.and_then(DaySpan::of_paper) else { return };
    let finding = |code, message| Finding::new(code, at("supplement.deadline"), message);
    if let Some(meeting) = meeting.filter(|meeting| meeting.last.is_before(deadline)) {
        told.doubt(
            finding(Code::DatesDoubtful, "Thời hạn bổ sung hồ sơ đứng sau ngày họp của Hội đồng.")
                .found(format!("{}, họp đến {}", deadline.shown(), meeting.last.shown()))
                .remedy("Sửa deadline ở mục [supplement] thành một ngày trước ngày họp."),
        );
    }
    let letter = round.paper(PaperKind::Supplement);
    if let Some(date) = DaySpan::of_paper(letter.date).filter(|date| deadline.is_before(*date)) {
        let finding = finding(
            Code::PaperOutOfOrder,
            "Thời hạn bổ sung hồ sơ đứng trước ngày của công văn nêu thời hạn đó.",
        )
        .found(format!("thời hạn {}, công văn {}", deadline.shown(), date.shown()))
        .remedy("Sửa deadline ở mục [supplement], hoặc date ở mục [papers.supplement].");
        told.hold([PaperKind::Supplement], finding);
    }
}
