//! Checks what a list says about itself: the letter with which it came, and how many products and
//! owners it has.

use std::collections::{BTreeMap, BTreeSet};

use time::Duration;

use crate::criteria::{Act, SubmittingUnits};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Forms, Letter, Sourced, StatedCount, Submission, owner_key};
use crate::round::{Round, short_date};

/// Reports letters without number or date, once a file, and counts that are not those of the rows.
pub(in crate::rules) fn check(round: &Round, act: &Act, forms: &Forms, findings: &mut Findings) {
    let mut files: BTreeMap<&str, Vec<&Submission>> = BTreeMap::new();
    for submission in &forms.submissions {
        files.entry(&submission.place.file).or_default().push(submission);
        findings.extend(counts(submission));
        findings.extend(owners(submission));
    }
    findings.extend(files.values().filter_map(|lists| letter(&example(round, act), lists)));
}

/// How many days before the round the letter of the example is dated.
const DAYS_BEFORE: i64 = 10;

/// The reference to a letter as a list of this round may have it.
fn example(round: &Round, act: &Act) -> String {
    let symbol = match act.units {
        SubmittingUnits::District => "UBND-NN",
        SubmittingUnits::Commune => "UBND-KT",
    };
    let from = round.round.from;
    let day = from.checked_sub(Duration::days(DAYS_BEFORE)).unwrap_or(from);
    format!("ví dụ: Kèm theo Công văn số 115/{symbol} ngày {}", short_date(day))
}

/// The finding about a letter without number or date. It may stand over any list of a workbook, so
/// all of them are searched. `example` is a reference as it should be.
fn letter(example: &str, lists: &[&Submission]) -> Option<Finding> {
    let known = |of: fn(&Letter) -> Option<&Place>| lists.iter().find_map(|list| of(&list.letter));
    let number = known(|letter| letter.number.as_ref().map(|number| &number.place));
    let date = known(|letter| letter.date.as_ref().map(|date| &date.place));
    let missing = match (number, date) {
        (Some(_), Some(_)) => return None,
        (None, Some(_)) => "số, ký hiệu",
        (Some(_), None) => "ngày",
        (None, None) => "số và ngày",
    };
    let place = number.or(date).or_else(|| lists.first().map(|list| &list.place))?;
    Some(
        Finding::new(
            Code::LetterMissing,
            place.clone(),
            format!("Danh sách chưa ghi {missing} của công văn gửi kèm."),
        )
        .allowed(example)
        .remedy("Ghi số, ký hiệu và ngày của công văn ở dòng dưới tên danh sách."),
    )
}

/// The findings about counts of products.
fn counts(submission: &Submission) -> impl Iterator<Item = Finding> {
    let differs = |stated: &&StatedCount| {
        stated.value != stated.rows && stated.value != stated.rows + stated.withdrawn
    };
    submission.stated.iter().filter(differs).map(|stated| {
        Finding::new(
            Code::CountDiffers,
            stated.place.clone(),
            "Số sản phẩm ghi trong tệp khác số dòng sản phẩm đọc được.",
        )
        .found(format!("ghi {} sản phẩm, đọc được {} dòng", stated.value, stated.rows))
        .remedy("Đếm lại: bổ sung dòng còn thiếu, bỏ dòng thừa, hoặc sửa con số.")
    })
}

/// The findings about counts of owners; none where a product of the list could not be read.
fn owners(submission: &Submission) -> impl Iterator<Item = Finding> {
    let names = submission.entries.iter().filter(|_| !submission.stated_owners.is_empty());
    let names = names.map(|entry| owner_key(&entry.owner.name.value));
    let owners = names.collect::<BTreeSet<_>>().len();
    let whole = submission.entries.len() == submission.rows && submission.withdrawn.is_empty();
    let differs = move |stated: &&Sourced<usize>| whole && stated.value != owners;
    submission.stated_owners.iter().filter(differs).map(move |stated| {
        Finding::new(
            Code::CountDiffers,
            stated.place.clone(),
            "Số chủ thể ghi trong tệp khác số chủ thể đọc được.",
        )
        .found(format!("ghi {} chủ thể, đọc được {owners}", stated.value))
        .remedy("Đếm lại chủ thể, xem có chủ thể nào ghi hai cách, hoặc sửa con số.")
    })
}
