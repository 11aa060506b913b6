//! Dates of papers against each other and against the meeting: plan, invitation, meeting, minutes,
//! decision, in this order.

use time::Date;

use super::told::{TruthFindings, at};
use crate::finding::{Code, Finding};
use crate::round::{PaperDate, PaperKind, Round, is_known, short_date};

/// The days on one of which something falls: one day, or a month of which the day is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DaySpan {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl DaySpan {
    /// The date of a paper; `None` while it is to be filled in.
    pub(super) fn of_paper(date: PaperDate) -> Option<Self> {
        is_known(date.first_day()).then(|| Self { first: date.first_day(), last: date.last_day() })
    }

    pub(super) fn of_day(day: Date) -> Option<Self> {
        is_known(day).then_some(Self { first: day, last: day })
    }

    /// Whether it is before the other whatever day it falls on.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }

    /// `08/12/2020`, or `tháng 12/2020`.
    pub(super) fn shown(self) -> String {
        if self.first == self.last {
            return short_date(self.first);
        }
        format!("tháng {}/{}", u8::from(self.first.month()), self.first.year())
    }
}

/// When the council meets: the days of the sessions, or those that are planned as long as none is
/// declared.
struct Meeting {
    first: DaySpan,
    last: DaySpan,
    declared: bool,
}

impl Meeting {
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

/// The date of a paper, and what is told about it.
struct DatedPaper {
    kind: PaperKind,
    when: DaySpan,
}

pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    let dated =
        |kind| Some(DatedPaper { kind, when: DaySpan::of_paper(round.papers.of(kind).date)? });
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
    if let Some((plan, invitation)) =
        plan.zip(invitation).filter(|(plan, after)| after.when.is_before(plan.when))
    {
        told.doubt(
            plan.finding(Code::DatesDoubtful, "Kế hoạch ghi ngày sau ngày của giấy mời.")
                .found(format!(
                    "kế hoạch {}, giấy mời {}",
                    plan.when.shown(),
                    invitation.when.shown()
                ))
                .remedy(
                    "Kiểm tra ngày của kế hoạch và ngày của giấy mời; đúng là như vậy thì chấp \
                     nhận ở [[accept]].",
                ),
        );
    }
    // A decision before the meeting was told already.
    let told_once = told.untrue.contains_key(&PaperKind::Decision);
    let earlier =
        decision.zip(minutes).filter(|(decision, before)| decision.when.is_before(before.when));
    if let Some((decision, minutes)) = earlier.filter(|_| !told_once) {
        let finding = decision
            .finding(
                Code::PaperOutOfOrder,
                "Quyết định ghi ngày trước ngày của biên bản mà nó dựa vào.",
            )
            .found(format!(
                "quyết định {}, biên bản {}",
                decision.when.shown(),
                minutes.when.shown()
            ))
            .remedy(
                "Sửa ngày của quyết định hoặc của biên bản; chưa có ngày thì ghi tháng, ví dụ \
                 date = \"2020-12\".",
            );
        told.hold([PaperKind::Decision], finding);
    }
    deadline(round, meeting.as_ref(), told);
}

impl DatedPaper {
    fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, at(format!("papers.{}.date", self.kind.key())), message)
    }
}

/// Nobody plans or is invited to a meeting that is over.
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

/// Nobody writes down or decides what has not happened yet.
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

/// A round of one year that is held in another: it happens in January, and it is a slip everywhere
/// else.
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

/// Mended files come back before the meeting, and after the letter that asks for them.
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
    let letter = round.papers.supplement();
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
