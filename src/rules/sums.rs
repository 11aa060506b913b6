//! Adds up again the sums that stand in a file.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::criteria::PARTS;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Ballot, ProductEntry, Sourced};

/// The sums of a ballot, added up once for everything that needs them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    /// The sum of the marks under each part; `None` where there are none.
    pub(super) parts: [Option<Decimal>; 3],
    /// The score, as [`Ballot::score`] gives it.
    pub(super) score: Option<Decimal>,
}

impl Sums {
    /// Adds up a ballot.
    pub(super) fn of(ballot: &Ballot) -> Self {
        let mut parts = [None; 3];
        let mut all = Decimal::ZERO;
        for mark in &ballot.marks {
            all += mark.mark.value;
            if let Some(part) = parts.get_mut(mark.part) {
                *part = Some(part.unwrap_or_default() + mark.mark.value);
            }
        }
        let score =
            if ballot.unreadable || ballot.marks.is_empty() { ballot.score() } else { Some(all) };
        Self { parts, score }
    }
}

/// Decimals from which on parts and total may each have been rounded by themselves, and the
/// difference that is allowed then.
const ROUNDED: u32 = 2;
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// Compares the parts of a district's score with its total, and reports a difference. Returns the
/// reason why the product is not admitted; `None` where the sum is right or rounded.
///
/// Means of parts that were rounded to hundredths may differ from the rounded mean of the totals by
/// two of them. A total that is an old result of a formula was told where it was read.
pub(super) fn district(
    entry: &ProductEntry,
    level: &str,
    findings: &mut Findings,
) -> Option<String> {
    let (total, sum) = (entry.score.total.as_ref()?, entry.score.sum()?);
    let parts = entry.score.parts.iter().flatten().map(|part| part.value.scale());
    let rounded = parts.chain([total.value.scale()]).any(|scale| scale >= ROUNDED);
    if total.value == sum {
        return None;
    }
    if rounded && (total.value - sum).abs() <= ROUNDING {
        if !entry.score.total_stale {
            findings.extend(differs(|| "Tổng điểm".into(), Some(total), Some(sum)));
        }
        return None;
    }
    if !entry.score.total_stale {
        let message = format!(
            "Điểm phần A, B, C của {level} cộng lại không bằng tổng điểm; sản phẩm phải chờ."
        );
        findings.push(
            Finding::new(Code::PartsDoNotMakeTotal, total.place.clone(), message)
                .heading("Tổng điểm")
                .found(format!(
                    "ô ghi {}, cộng lại được {}",
                    number::vietnamese(total.value),
                    number::vietnamese(sum)
                ))
                .allowed(number::vietnamese(sum))
                .remedy(format!(
                    "Đối chiếu với biên bản của Hội đồng {level} rồi sửa điểm thành phần hoặc \
                     tổng điểm."
                )),
        );
    }
    Some(format!("điểm phần A, B, C của {level} cộng lại không bằng tổng điểm"))
}

/// Compares the marks of a ballot with its part totals and its total, and reports differences.
pub(super) fn ballot(ballot: &Ballot, sums: &Sums, findings: &mut Findings) {
    if ballot.unreadable {
        return;
    }
    for ((letter, part), sum) in PARTS.iter().zip(&ballot.parts).zip(sums.parts) {
        findings.extend(differs(|| format!("Phần {letter}"), part.as_ref(), sum));
    }
    findings.extend(differs(|| "Tổng điểm".into(), ballot.total.as_ref(), sums.score));
}

/// The finding about a sum that is not the one in the file; `None` where they are equal or one is
/// missing.
fn differs(
    heading: impl Fn() -> String,
    typed: Option<&Sourced<Decimal>>,
    sum: Option<Decimal>,
) -> Option<Finding> {
    let (typed, sum) = (typed?, sum?);
    (typed.value != sum).then(|| {
        Finding::new(
            Code::SumDiffers,
            Place::clone(&typed.place),
            "Tổng ghi trong ô khác tổng cộng lại từ các điểm thành phần.",
        )
        .heading(heading())
        .found(format!(
            "ô ghi {}, cộng lại được {}",
            number::vietnamese(typed.value),
            number::vietnamese(sum)
        ))
        .remedy("Kiểm tra điểm thành phần và công thức cộng.")
    })
}
