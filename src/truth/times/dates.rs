//! Checks the dates of papers against each other and against the meeting; they must come in the
//! order plan, invitation, meeting, minutes, decision.

use time::Date;

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

/// A paper with the span of its date.
struct DatedPaper {
    kind: PaperKind,
    when: DaySpan,
}

/// Checks the dates of all papers.
pub(in crate::truth) fn check(round: &Round, told: &mut TruthFindings) {
    let dated = |kind| Some(DatedPaper { kind, when: DaySpan::of_paper(round.paper(kind).date)? });
    let plan = dated(PaperKind::Plan);
    let invitation = dated(PaperKind::Invitation);
    let minutes = dated(PaperKind::Minutes);
    let decision = dated(PaperKind::Decision);
    year(round, told);
    let meeting = Meeting::of(round);
    if let Some(meeting) = &meeting {
        for paper in plan.iter().chain(&invitation) {
            not_after(paper, meeting, told);
        }
        for paper in minutes.iter().chain(&decision) {
            not_before(paper, meeting, told);
        }
    }
    if let Some((plan, invitation)) = plan.zip(invitation) {
        plan_before_invitation(&plan, &invitation, told);
    }
    if let Some((minutes, decision)) = minutes.zip(decision) {
        minutes_before_decision(&minutes, &decision, told);
    }
    deadline(round, meeting.as_ref(), told);
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

/// Checks that the decision is not dated before the minutes that it rests on.
fn minutes_before_decision(minutes: &DatedPaper, decision: &DatedPaper, told: &mut TruthFindings) {
    // A decision dated before the meeting has been reported already.
    let reported = told.untrue.contains_key(&PaperKind::Decision);
    if reported || !decision.when.is_before(minutes.when) {
        return;
    }
    let finding = decision
        .finding(
            Code::PaperOutOfOrder,
            "Quyết định ghi ngày trước ngày của biên bản mà nó dựa vào.",
        )
        .found(format!("quyết định {}, biên bản {}", decision.when.shown(), minutes.when.shown()))
        .remedy(
            "Sửa ngày của quyết định hoặc của biên bản; chưa có ngày thì ghi tháng, ví dụ date = \
             \"2020-12\".",
        );
    told.hold([PaperKind::Decision], finding);
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

/// Checks that minutes or a decision are not dated before the meeting.
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
