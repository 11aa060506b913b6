//! Sums that stand in a file, done again.

use rust_decimal::Decimal;

use crate::criteria::PARTS;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Ballot, Entry, Sourced};
use crate::intake::number;

/// A district's parts against its total.
pub(super) fn district(entry: &Entry, findings: &mut Findings) {
    findings.extend(differs("Tổng điểm", entry.score.total.as_ref(), entry.score.sum()));
}

/// A ballot's marks against its part totals, and its parts against its total.
pub(super) fn ballot(ballot: &Ballot, findings: &mut Findings) {
    if ballot.unreadable {
        return;
    }
    for (index, part) in ballot.parts.iter().enumerate() {
        findings.extend(differs(&format!("Phần {}", PARTS[index]), part.as_ref(), ballot.part_sum(index)));
    }
    findings.extend(differs("Tổng điểm", ballot.total.as_ref(), ballot.score()));
}

fn differs(heading: &str, typed: Option<&Sourced<Decimal>>, sum: Option<Decimal>) -> Option<Finding> {
    let (typed, sum) = (typed?, sum?);
    (typed.value != sum).then(|| {
        Finding::new(
            Code::SumDiffers,
            Place::clone(&typed.place),
            "Tổng ghi trong ô khác tổng cộng lại từ các điểm thành phần.",
        )
        .heading(heading)
        .found(format!("ô ghi {}, cộng lại được {}", number::vietnamese(typed.value), number::vietnamese(sum)))
        .remedy("Kiểm tra điểm thành phần và công thức cộng.")
    })
}
