//! Sums that stand in a file, done again.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::criteria::PARTS;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Ballot, ProductEntry, Sourced};

/// What a ballot adds up to, counted once for all that ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    /// The marks under each part; `None` where the ballot has none.
    pub(super) parts: [Option<Decimal>; 3],
    /// The score, as [`Ballot::score`] has it.
    pub(super) score: Option<Decimal>,
}

impl Sums {
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

/// Decimals to which parts and totals may have been rounded each by itself, and by how much they
/// may differ then.
const ROUNDED: u32 = 2;
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// A district's parts against its total; the reason for which the product is not admitted comes
/// back.
///
/// Means of parts that were rounded to hundredths may differ from the rounded mean of the totals by
/// two of them. A total that an old calculation left has been reported where it was read.
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

/// A ballot's marks against its part totals, and its parts against its total.
pub(super) fn ballot(ballot: &Ballot, sums: &Sums, findings: &mut Findings) {
    if ballot.unreadable {
        return;
    }
    for ((letter, part), sum) in PARTS.iter().zip(&ballot.parts).zip(sums.parts) {
        findings.extend(differs(|| format!("Phần {letter}"), part.as_ref(), sum));
    }
    findings.extend(differs(|| "Tổng điểm".into(), ballot.total.as_ref(), sums.score));
}

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
