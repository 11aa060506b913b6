//! The self-test of criteria: sums, marks, names and dates must agree, whoever typed them.

mod scales;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::model::Act;
use super::resolve::invalid;
use super::set::{Criterion, ProductSet};
use super::{Criteria, PARTS, place};
use crate::finding::{Code, Finding};

/// Returns everything in which an act contradicts itself.
pub(super) fn act(act: &Act) -> Vec<Finding> {
    let mut wrong = Vec::new();
    let mut fault = |key: &str, message: &str, found: String| {
        wrong.push(invalid(&act.id, key, message).found(found));
    };
    if let Some(last) = act.in_force_to.filter(|last| *last < act.in_force_from) {
        fault(
            "act.in_force_to",
            "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
            last.to_string(),
        );
    }
    let whole: Decimal = act.part_max().iter().sum();
    if whole != Decimal::ONE_HUNDRED || act.part_max().contains(&Decimal::ZERO) {
        fault("parts", "Điểm tối đa của ba phần phải cộng lại bằng 100.", listed(&act.part_max()));
    }
    let bands = &act.star_from;
    if !bands.is_sorted_by(|one, next| one < next)
        || bands[0] <= Decimal::ZERO
        || bands[3] > Decimal::ONE_HUNDRED
    {
        fault(
            "stars.from",
            "Bốn mốc điểm của các hạng sao phải tăng dần, lớn hơn 0 và không quá 100.",
            listed(bands),
        );
    }
    if !act.recognised_by.is_sorted() {
        fault(
            "levels.recognised_by",
            "Hạng sao cao hơn không thể do cấp thấp hơn công nhận.",
            "3, 4, 5 sao".into(),
        );
    }
    if !(1..=120).contains(&act.certificate_months) {
        let months = act.certificate_months.to_string();
        fault(
            "levels.certificate_months",
            "Thời hạn của giấy chứng nhận phải từ 1 đến 120 tháng.",
            months,
        );
    }
    if act.wording.folder.as_ref().is_some_and(|name| !is_folder_name(name)) {
        let name = act.wording.folder.clone().unwrap_or_default();
        let message = "Tên thư mục lời văn chỉ gồm chữ cái không dấu, chữ số và dấu gạch nối.";
        fault("wording.folder", message, name);
    }
    let rounds = act.calendar.iter().flat_map(|calendar| &calendar.rounds);
    let days: Vec<_> = rounds.clone().map(|round| round.held_before).collect();
    if !days.is_sorted_by(|one, next| one < next)
        || rounds.clone().any(|round| round.proposed_before >= round.held_before)
    {
        fault(
            "calendar.rounds",
            "Các đợt trong năm phải theo thứ tự ngày, và hạn đề nghị phải trước hạn đánh giá.",
            format!("{} đợt", days.len()),
        );
    }
    let mut seen = BTreeSet::new();
    for name in
        act.sets.iter().flat_map(ProductSet::names).filter(|name| !seen.insert(name.to_lowercase()))
    {
        fault("sets", "Một tên bộ sản phẩm được ghi hai lần.", name.to_owned());
    }
    act.sets.iter().for_each(|set| self::set(act, set, &mut wrong));
    wrong
}

/// Tells whether this can be the name of one folder below `templates/wording/`.
fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
}

/// Makes the findings about days on which two acts are in force, each at the earlier act.
///
/// A later act replaces an earlier one without an end, so that an office can add an act without
/// touching the one before.
pub(super) fn overlaps(criteria: &Criteria) -> impl Iterator<Item = Finding> {
    let acts = &criteria.acts;
    let pairs = acts
        .iter()
        .enumerate()
        .flat_map(|(index, one)| acts[index + 1..].iter().map(move |next| (one, next)));
    pairs
        .filter(|(one, next)| one.in_force_to.unwrap_or(one.in_force_from) >= next.in_force_from)
        .map(|(one, next)| {
            Finding::new(
                Code::CriteriaOverlap,
                place(&one.id),
                "Hai văn bản có hiệu lực trong cùng một ngày.",
            )
            .found(format!("{} và {}, từ {}", one.id, next.id, next.in_force_from))
            .remedy(format!(
                "Sửa in_force_to của văn bản trước. Trong những ngày đó chương trình dùng {}.",
                next.id
            ))
        })
}

/// What is wrong, before its place is known.
struct Fault {
    message: &'static str,
    found: Option<String>,
    allowed: Option<String>,
}

impl Fault {
    /// A fault that its message says wholly.
    fn new(message: &'static str) -> Self {
        Self { message, found: None, allowed: None }
    }

    /// A fault of two values that should agree.
    fn between(message: &'static str, found: String, allowed: String) -> Self {
        Self { message, found: Some(found), allowed: Some(allowed) }
    }

    /// The finding under this key of an act.
    fn finding(self, id: &str, key: &str) -> Finding {
        let finding = invalid(id, key, self.message);
        match (self.found, self.allowed) {
            (Some(found), Some(allowed)) => finding.found(found).allowed(allowed),
            _ => finding,
        }
    }
}

/// Checks one product set: its sums and its criteria.
fn set(act: &Act, set: &ProductSet, wrong: &mut Vec<Finding>) {
    let key = format!("sets · {}", set.name);
    if set.unverified.is_none() && (set.criteria.is_empty() || set.total != Decimal::ONE_HUNDRED) {
        let message =
            "Bộ chưa có đủ tiêu chí hoặc không đủ 100 điểm thì phải nói rõ ở `unverified`.";
        wrong.push(invalid(&act.id, &key, message));
    }
    let short = set.total < Decimal::ONE_HUNDRED;
    for ((letter, sum), max) in PARTS.into_iter().zip(set.part_max).zip(act.part_max()) {
        if sum > max || (sum < max && !short) {
            wrong.push(
                invalid(
                    &act.id,
                    format!("{key} · {letter}"),
                    "Điểm tối đa của các tiêu chí không cộng đúng bằng của phần.",
                )
                .found(sum)
                .allowed(max.to_string()),
            );
        }
    }
    let total: Decimal = set.part_max.iter().sum();
    if !set.criteria.is_empty() && total != set.total {
        wrong.push(
            invalid(
                &act.id,
                &key,
                "Điểm tối đa của các tiêu chí không cộng đúng bằng tổng của bộ.",
            )
            .found(total)
            .allowed(set.total.to_string()),
        );
    }
    wrong.extend(scales::groups(set).into_iter().map(|fault| fault.finding(&act.id, &key)));
    let scaled = set.criteria.iter().any(|criterion| !criterion.scales.is_empty());
    for (place, criterion) in set.criteria.iter().enumerate() {
        let faults =
            marks(criterion).into_iter().chain(by_owner(set, criterion)).chain(needs(set, place));
        let mut faults: Vec<Fault> = faults.map(Fault::new).collect();
        if scaled {
            faults.extend(scales::of(set, place));
        }
        let under = format!("{key} · {}", PARTS[criterion.part]);
        wrong.extend(faults.into_iter().map(|fault| {
            fault
                .finding(&act.id, &under)
                .heading(format!("{}. {}", criterion.code, criterion.name))
        }));
    }
}

/// Checks the list of marks against itself and the printed maximum; returns what is wrong.
fn marks(criterion: &Criterion) -> Option<&'static str> {
    let allowed = &criterion.allowed;
    if !ascending(allowed) {
        Some("Các mức điểm phải có ít nhất một mức, tăng dần, không trùng nhau.")
    } else if allowed.last() != Some(&criterion.max) {
        Some("Mức điểm cao nhất phải bằng điểm tối đa của tiêu chí.")
    } else if criterion
        .knock_out
        .as_ref()
        .and_then(|out| out.at_mark)
        .is_some_and(|mark| !allowed.contains(&mark))
    {
        Some("Mức điểm làm dừng chấm không có trong các mức điểm của tiêu chí.")
    } else {
        None
    }
}

/// Checks the marks of the legal forms: every form that the set admits has some, and together they
/// are the marks of the criterion. Returns what is wrong.
fn by_owner(set: &ProductSet, criterion: &Criterion) -> Option<&'static str> {
    let by_owner = &criterion.by_owner;
    if by_owner.is_empty() {
        return None;
    }
    let together: BTreeSet<u8> = by_owner.values().flatten().copied().collect();
    let all =
        by_owner.keys().copied().collect::<BTreeSet<_>>() == set.owners.iter().copied().collect();
    if !all || !by_owner.values().all(|marks| ascending(marks)) {
        Some(
            "Bảng mức điểm theo loại hình chủ thể phải có đúng những loại hình được tham gia bộ \
             sản phẩm, mỗi loại hình có các mức tăng dần.",
        )
    } else if !together.into_iter().eq(criterion.allowed.iter().copied()) {
        Some(
            "Các mức điểm theo loại hình chủ thể gộp lại phải đúng bằng các mức điểm của tiêu chí.",
        )
    } else {
        None
    }
}

/// Checks that a criterion on which another depends stands above it and allows the mark 0. Returns
/// what is wrong.
fn needs(set: &ProductSet, place: usize) -> Option<&'static str> {
    let needed = set.criteria[place].needs?;
    let sound = needed < place && set.criteria[needed].allowed.contains(&0);
    (!sound).then_some("Tiêu chí nêu ở `needs` phải đứng trước và có mức 0 điểm.")
}

/// Tells whether there is any mark and they ascend.
fn ascending(marks: &[u8]) -> bool {
    !marks.is_empty() && marks.is_sorted_by(|one, next| one < next)
}

/// Lists numbers, separated by commas.
fn listed(numbers: &[Decimal]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
