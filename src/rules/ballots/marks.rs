//! Checks the marks of a ballot against the criteria of the act: allowed marks, ceilings, criteria
//! that depend on others, knock-outs.
//!
//! The reader of ballots has found out which criterion each row is. Each rule stands in the
//! criteria file with its source; here is only how it is applied.

use std::collections::BTreeSet;

use careful_spreadsheet::number;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::criteria::{Act, Criterion, LegalForm, PARTS, ProductSet};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Ballot, CriteriaOf, Mark, ProductEntry};
use crate::rules::ballots::slips;
use crate::rules::sums::Sums;

/// What the check of one ballot came to.
#[derive(Debug, Default)]
pub(super) struct MarksChecked {
    /// Why the ballot cannot be counted as it is (Vietnamese, what is said of “phiếu”).
    pub(super) wrong: Option<&'static str>,
    /// Why a mark of the ballot stops the assessment of the product.
    pub(super) stopped: Option<String>,
}

/// The most points of each part that a product can get, by the act, its product set and the legal
/// form of its owner.
pub(super) fn ceilings(act: &Act, set: Option<&ProductSet>, entry: &ProductEntry) -> [Decimal; 3] {
    let max = act.part_max();
    // Where the known marks of a set do not add up to 100, the set may be wrong and not the ballot.
    let sure = set.filter(|set| set.unverified.is_none());
    std::array::from_fn(|part| {
        sure.map_or(max[part], |set| set.ceiling(part, &entry.owner.legal_forms))
    })
}

/// Checks one ballot of a product, whose sums are `sums`, and reports what is wrong.
pub(super) fn check(
    criteria: Option<(&Act, &ProductSet)>,
    entry: &ProductEntry,
    ceilings: &[Decimal; 3],
    (ballot, sums): (&Ballot, &Sums),
    findings: &mut Findings,
) -> MarksChecked {
    let forms = &entry.owner.legal_forms;
    let criteria_act = criteria.map(|(act, _)| act);
    let matched = criteria
        .filter(|(_, set)| !set.criteria.is_empty())
        .map(|(act, set)| Matched::of(act, set, ballot));
    let (criteria, differ) =
        matched.map_or((None, None), |(criteria, differ)| (Some(criteria), differ));
    let mut check = MarksCheck { ballot, sums, forms, findings, checked: MarksChecked::default() };
    if let Some(differ) = differ {
        let of_other_act = criteria_act.is_some_and(|act| is_of_other_act(act, ballot));
        check.refuse(
            differ,
            if of_other_act {
                "chấm theo mẫu của văn bản khác"
            } else {
                "không đủ hoặc không đúng các tiêu chí của bộ sản phẩm"
            },
        );
    }
    if let Some(criteria) = &criteria {
        check.marks(criteria);
    }
    check.blanks(criteria.as_ref());
    check.totals(ceilings);
    check.checked
}

/// The criteria of a product set, for the marks of a ballot.
struct Matched<'a> {
    set: &'a ProductSet,
    /// Whether the rows of the ballot are the criteria of this set.
    whole: bool,
}

impl<'a> Matched<'a> {
    /// Compares the rows of a ballot with the criteria of a set. A finding comes with it where they
    /// are those of another set, or where some are missing.
    fn of(act: &Act, set: &'a ProductSet, ballot: &Ballot) -> (Self, Option<Finding>) {
        let is_this = |of: &CriteriaOf| of.act == act.id && of.set == set.name;
        let whole = ballot.criteria_of.as_ref().is_some_and(is_this);
        let finding = match &ballot.criteria_of {
            _ if ballot.criteria() == 0 => None,
            Some(_) if whole => missing(set, ballot),
            other => Some(of_other_set(act, set, ballot, other.as_ref())),
        };
        (Self { set, whole }, finding)
    }

    /// The criterion of a mark; `None` where the rows are not the criteria of the set.
    fn criterion(&self, mark: &Mark) -> Option<&'a Criterion> {
        self.set.criteria.get(mark.position).filter(|_| self.whole)
    }

    /// Whether a criterion may stay blank: the one on which it depends has 0, or an earlier mark
    /// stopped the assessment.
    fn may_be_blank(&self, position: usize, ballot: &Ballot) -> bool {
        let criterion = self.set.criteria.get(position).filter(|_| self.whole);
        let base =
            criterion.and_then(|criterion| criterion.needs).and_then(|base| ballot.mark_at(base));
        let stops = |mark: &Mark| {
            mark.position < position
                && self.criterion(mark).is_some_and(|criterion| stops(criterion, mark))
        };
        base == Some(Decimal::ZERO) || ballot.marks.iter().any(stops)
    }
}

/// Tells whether the rows of a ballot are the criteria of an act other than this one.
fn is_of_other_act(act: &Act, ballot: &Ballot) -> bool {
    ballot.criteria_of.as_ref().is_some_and(|of| of.act != act.id)
}

/// The finding about criteria of the set for which the ballot has no row. Its place is the sheet,
/// so that it is told once however many products stand there.
fn missing(set: &ProductSet, ballot: &Ballot) -> Option<Finding> {
    let rows = ballot
        .marks
        .iter()
        .map(|mark| mark.position)
        .chain(ballot.blanks.iter().map(|blank| blank.position));
    let rows: BTreeSet<usize> = rows.collect();
    let absent = set.criteria.iter().enumerate().filter(|(place, _)| !rows.contains(place));
    let absent: Vec<String> =
        absent.map(|(_, criterion)| format!("{}. {}", criterion.code, criterion.name)).collect();
    if absent.is_empty() || ballot.marks.is_empty() {
        return None;
    }
    let message = "Phiếu không có dòng cho một số tiêu chí của bộ sản phẩm; phiếu không được tính.";
    Some(
        Finding::new(Code::CriterionMissing, sheet_of(ballot), message)
            .found(format!("thiếu: {}", absent.join("; ")))
            .allowed(format!("{} tiêu chí của bộ “{}”", set.criteria.len(), set.name))
            .remedy(
                "Thêm dòng còn thiếu, hỏi lại điểm của thành viên; hoặc sửa tên và số của dòng đã \
                 có cho đúng bộ tiêu chí.",
            ),
    )
}

/// The finding about rows that are the criteria of another set, or of none.
fn of_other_set(
    act: &Act,
    set: &ProductSet,
    ballot: &Ballot,
    other: Option<&CriteriaOf>,
) -> Finding {
    let of_other_act = other.is_some_and(|other| other.act != act.id);
    let by_act = if of_other_act { format!(" theo {}", act.cited()) } else { String::new() };
    let found = match other {
        Some(other) if of_other_act => {
            format!("tiêu chí của bộ “{}” theo một Bộ tiêu chí khác", other.set)
        }
        Some(other) => format!("tiêu chí của bộ “{}”", other.set),
        None => format!("{} tiêu chí không rõ của bộ nào", ballot.criteria()),
    };
    let message = "Các tiêu chí trong phiếu không phải của bộ sản phẩm mà danh sách đề nghị ghi; \
                   phiếu không được tính.";
    Finding::new(Code::CriteriaOfOtherSet, ballot.product.place.clone(), message)
        .heading(&ballot.product.value)
        .found(found)
        .allowed(format!("{} tiêu chí của bộ “{}”{by_act}", set.criteria.len(), set.name))
        .remedy(if of_other_act {
            "Kiểm tra ngày nộp hồ sơ của sản phẩm: hồ sơ nộp trước và từ ngày văn bản mới có hiệu \
             lực chấm theo hai mẫu phiếu khác nhau."
        } else {
            "Kiểm tra phiếu có đúng mẫu của bộ sản phẩm này không, và bộ sản phẩm trong danh sách \
             có đúng không."
        })
}

/// The sheet of a ballot.
fn sheet_of(ballot: &Ballot) -> Place {
    let place = &ballot.product.place;
    place.sheet.as_ref().map_or_else(|| place.clone(), |sheet| place.sheet(sheet))
}

/// Whether a mark is the knock-out of its criterion.
fn stops(criterion: &Criterion, mark: &Mark) -> bool {
    let at = criterion.knock_out.as_ref().and_then(|knock_out| knock_out.at_mark);
    at.is_some_and(|at| Decimal::from(at) == mark.mark.value)
}

/// The check of one ballot, while it is made.
struct MarksCheck<'a> {
    ballot: &'a Ballot,
    sums: &'a Sums,
    forms: &'a [LegalForm],
    findings: &'a mut Findings,
    checked: MarksChecked,
}

impl MarksCheck<'_> {
    /// Checks every mark against its criterion.
    fn marks(&mut self, criteria: &Matched<'_>) {
        let ballot = self.ballot;
        for mark in &ballot.marks {
            let Some(criterion) = criteria.criterion(mark) else { continue };
            let base = criterion.needs.filter(|_| criteria.whole);
            match base.filter(|base| ballot.mark_at(*base) == Some(Decimal::ZERO)) {
                Some(base) => self.without_base(criteria.set, base, criterion, mark),
                None if self.allowed(criterion, mark) => {
                    self.findings.extend(slips::told(criterion, mark, self.forms));
                }
                None => {}
            }
            if stops(criterion, mark) {
                self.stop(criterion, mark);
            }
        }
    }

    /// Refuses a mark that the criterion, or the legal form of the owner, does not allow; returns
    /// whether it is allowed.
    fn allowed(&mut self, criterion: &Criterion, mark: &Mark) -> bool {
        let value = mark.mark.value;
        let is_among = |marks: &[u8]| {
            value.is_integer() && value.to_u8().is_some_and(|value| marks.contains(&value))
        };
        let of_form =
            |form: &LegalForm| criterion.by_owner.get(form).is_some_and(|marks| is_among(marks));
        let any_form = criterion.by_owner.is_empty() || self.forms.is_empty();
        if if any_form { is_among(&criterion.allowed) } else { self.forms.iter().any(of_form) } {
            return true;
        }
        let for_owner = criterion.allowed_for(self.forms);
        let (code, message) = if is_among(&criterion.allowed) {
            (Code::MarkNotForOwner, "Điểm này không dành cho loại hình của chủ thể.")
        } else {
            (Code::MarkNotAllowed, "Điểm này không có trong thang điểm của tiêu chí.")
        };
        let allowed = for_owner.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        self.refuse(
            Finding::new(code, mark.mark.place.clone(), message)
                .heading(format!("{}. {}", criterion.code, criterion.name))
                .found(number::vietnamese(value))
                .allowed(allowed)
                .remedy("Hỏi lại thành viên Hội đồng và sửa điểm trong phiếu."),
            "có điểm không đúng thang điểm",
        );
        false
    }

    /// Refuses a mark other than 0 where the criterion on which it depends has 0, as 5.2 and 5.3
    /// without a story (5.1).
    fn without_base(&mut self, set: &ProductSet, base: usize, criterion: &Criterion, mark: &Mark) {
        if mark.mark.value.is_zero() {
            return;
        }
        let on = set
            .criteria
            .get(base)
            .map(|base| format!("{}. {}", base.code, base.name))
            .unwrap_or_default();
        self.refuse(
            Finding::new(
                Code::MarkWithoutBase,
                mark.mark.place.clone(),
                format!("Tiêu chí này phải để trống hoặc 0 khi tiêu chí “{on}” được 0 điểm."),
            )
            .heading(format!("{}. {}", criterion.code, criterion.name))
            .found(number::vietnamese(mark.mark.value))
            .allowed("để trống hoặc 0"),
            "có điểm ở tiêu chí phụ thuộc vào tiêu chí 0 điểm",
        );
    }

    /// Tells a knock-out, and notes that it stops the assessment.
    fn stop(&mut self, criterion: &Criterion, mark: &Mark) {
        let reason = criterion
            .knock_out
            .as_ref()
            .map(|knock_out| knock_out.reason.clone())
            .unwrap_or_default();
        self.findings.push(
            Finding::new(
                Code::KnockedOut,
                mark.mark.place.clone(),
                format!("Điểm này dừng việc đánh giá sản phẩm: {reason}"),
            )
            .heading(format!("{}. {}", criterion.code, criterion.name))
            .found(number::vietnamese(mark.mark.value))
            .remedy("Hội đồng xem lại; nếu chấm nhầm, sửa điểm trong phiếu."),
        );
        self.checked.stopped = Some(reason.trim_end_matches('.').to_owned());
    }

    /// Refuses blank criteria among others that have a mark.
    fn blanks(&mut self, criteria: Option<&Matched<'_>>) {
        let ballot = self.ballot;
        if ballot.marks.is_empty() {
            return;
        }
        for blank in &ballot.blanks {
            if criteria.is_some_and(|criteria| criteria.may_be_blank(blank.position, ballot)) {
                continue;
            }
            self.refuse(
                Finding::new(
                    Code::ValueMissing,
                    blank.place.clone(),
                    "Tiêu chí này chưa có điểm trong khi các tiêu chí khác đã chấm.",
                )
                .heading(&blank.criterion)
                .remedy("Hỏi lại thành viên Hội đồng và điền điểm vào ô; điểm 0 phải gõ số 0."),
                "còn tiêu chí chưa có điểm",
            );
        }
    }

    /// Refuses part totals below 0 or above their ceiling, and a total that stands alone above all
    /// of them.
    fn totals(&mut self, ceilings: &[Decimal; 3]) {
        let (ballot, sums) = (self.ballot, self.sums);
        for (part, (letter, ceiling)) in PARTS.iter().zip(*ceilings).enumerate() {
            let typed = ballot.parts[part].as_ref();
            let value = sums.parts[part].or(typed.map(|part| part.value));
            if let Some(value) = value.filter(|value| !(Decimal::ZERO..=ceiling).contains(value)) {
                let place = typed.map_or(&ballot.product.place, |part| &part.place);
                let heading = format!("Phần {letter}");
                self.refuse(
                    Finding::new(
                        Code::AboveCeiling,
                        place.clone(),
                        "Điểm của phần này vượt quá mức cao nhất có thể đạt.",
                    )
                    .heading(heading)
                    .found(number::vietnamese(value))
                    .allowed(format!("từ 0 đến {}", number::vietnamese(ceiling)))
                    .remedy("Kiểm tra điểm từng tiêu chí và loại hình của chủ thể."),
                    "có tổng điểm phần vượt mức tối đa",
                );
            }
        }
        self.total_alone(ceilings.iter().sum());
    }

    /// Refuses a total that stands without marks and part totals above what the parts could give
    /// together.
    fn total_alone(&mut self, ceiling: Decimal) {
        let Some(total) = self.ballot.total.as_ref().filter(|_| self.ballot.marks.is_empty())
        else {
            return;
        };
        // A total above 100 is told by itself.
        if total.value <= ceiling
            || total.value > Decimal::ONE_HUNDRED
            || self.ballot.parts.iter().any(Option::is_some)
        {
            return;
        }
        self.refuse(
            Finding::new(
                Code::AboveCeiling,
                total.place.clone(),
                "Tổng điểm vượt quá mức cao nhất có thể đạt.",
            )
            .heading("Tổng điểm")
            .found(number::vietnamese(total.value))
            .allowed(format!("không quá {}", number::vietnamese(ceiling)))
            .remedy("Kiểm tra tổng điểm và loại hình của chủ thể."),
            "có tổng điểm vượt mức tối đa",
        );
    }

    /// Tells what is wrong; the first such fault is the reason.
    fn refuse(&mut self, finding: Finding, wrong: &'static str) {
        self.findings.push(finding);
        self.checked.wrong.get_or_insert(wrong);
    }
}
