//! Checks the score of the submitting unit's council: within the limits of the act, of enough
//! stars, and of as many as were claimed.
//!
//! Kế hoạch of the sample round, parts I.2 and II; Quyết định 1048/QĐ-TTg, Phụ lục II.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::criteria::{Act, PARTS};
use crate::finding::{Code, Finding, Findings};
use crate::forms::ProductEntry;
use crate::round::Round;
use crate::rules::sums;

/// Reports everything that is wrong with the score. Returns the first reason why the product is not
/// admitted (Vietnamese, a clause); `None` where it is.
pub(super) fn against(
    round: &Round,
    act: &Act,
    entry: &ProductEntry,
    findings: &mut Findings,
) -> Option<String> {
    let needed = round.rules.admitted_from_star.unwrap_or_else(|| act.admitted_from_star());
    if needed == 0 {
        return sums::district(entry, act.units.level(), findings);
    }
    let above = parts_above(act, entry, findings);
    // What could not be read was told at its cell. The sum of the parts must not replace a total
    // that stands there.
    if entry.score.unreadable {
        return above.or_else(|| {
            Some(format!("điểm đánh giá của {} có ô chưa đọc được", act.units.level()))
        });
    }
    let Some(score) = entry.score.counted() else {
        findings.push(missing(act, entry));
        return above.or_else(|| Some(format!("chưa có điểm đánh giá của {}", act.units.level())));
    };
    if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score) {
        if above.is_none() || entry.score.total.is_some() {
            findings.push(out_of_range(act, entry, score));
        }
        return Some(format!("tổng điểm {} nằm ngoài thang điểm", act.units.level()));
    }
    let above = above.or_else(|| sums::district(entry, act.units.level(), findings));
    let star = act.star(|limit| score >= limit);
    if let Some(claimed) = entry.star.as_ref().filter(|claimed| claimed.value != star) {
        findings.push(
            Finding::new(
                Code::StarDiffers,
                claimed.place.clone(),
                "Hạng sao đề nghị không khớp với tổng điểm.",
            )
            .heading("Hạng sao đề nghị")
            .found(format!("{} sao", claimed.value))
            .allowed(format!("{star} sao (theo {} điểm)", number::vietnamese(score)))
            .remedy(format!(
                "Đối chiếu với biên bản của Hội đồng {} rồi sửa hạng sao hoặc điểm.",
                act.units.level()
            )),
        );
    }
    if star < needed {
        findings.push(below(act, entry, score, star, needed));
        return above.or_else(|| Some(format!("chưa đạt {needed} sao ở {}", act.units.level())));
    }
    above
}

/// The finding about a product without a score.
fn missing(act: &Act, entry: &ProductEntry) -> Finding {
    let level = act.units.level();
    let message = format!("Sản phẩm chưa có điểm đánh giá của {level}.");
    let finding =
        Finding::new(Code::ValueMissing, entry.product.place.clone(), message).heading("Tổng điểm");
    match &entry.score.perhaps {
        Some(perhaps) => {
            let cell = perhaps.place.cell.map(|cell| format!(" (ô {cell})")).unwrap_or_default();
            finding
                .found(format!(
                    "{}; cột “{}”{cell} có số nhưng không rõ là điểm gì",
                    entry.product.value, perhaps.value
                ))
                .remedy(format!(
                    "Nếu cột đó là điểm của Hội đồng {level} thì sửa tiêu đề thành “Tổng điểm”; \
                     nếu không, thêm cột điểm."
                ))
        }
        None => finding
            .found(&entry.product.value)
            .remedy(format!("Điền điểm trung bình của Hội đồng {level}.")),
    }
}

/// Reports parts below 0 or above the maximum of the act; returns the reason for the first.
fn parts_above(act: &Act, entry: &ProductEntry, findings: &mut Findings) -> Option<String> {
    let mut reason = None;
    for ((letter, max), part) in PARTS.iter().zip(act.part_max()).zip(&entry.score.parts) {
        let Some(part) = part.as_ref().filter(|part| !(Decimal::ZERO..=max).contains(&part.value))
        else {
            continue;
        };
        findings.push(
            Finding::new(
                Code::AboveCeiling,
                part.place.clone(),
                format!("Điểm phần {letter} nằm ngoài mức của Bộ tiêu chí đang áp dụng."),
            )
            .heading(format!("Phần {letter}"))
            .found(number::vietnamese(part.value))
            .allowed(format!("từ 0 đến {}", number::vietnamese(max)))
            .remedy(remedy(act, part.value, comma_lost(part.value, max))),
        );
        reason.get_or_insert_with(|| {
            format!("điểm phần {letter} của {} nằm ngoài mức cho phép", act.units.level())
        });
    }
    reason
}

/// The finding about a total outside 0 to 100.
fn out_of_range(act: &Act, entry: &ProductEntry, score: Decimal) -> Finding {
    let place = entry.score.total.as_ref().map_or(&entry.product.place, |total| &total.place);
    // A lost comma is no explanation where the parts add up to something else.
    let meant = comma_lost(score, Decimal::ONE_HUNDRED)
        .filter(|meant| entry.score.sum().is_none_or(|sum| sum == *meant));
    Finding::new(Code::ScoreOutOfRange, place.clone(), "Tổng điểm nằm ngoài thang điểm.")
        .heading("Tổng điểm")
        .found(number::vietnamese(score))
        .allowed("từ 0 đến 100")
        .remedy(remedy(act, score, meant))
}

/// What to do about a wrong number: compare it with the minutes, or see whether `meant` was meant.
fn remedy(act: &Act, typed: Decimal, meant: Option<Decimal>) -> String {
    let compare =
        format!("Đối chiếu với biên bản của Hội đồng {} rồi sửa điểm.", act.units.level());
    match meant {
        Some(meant) => format!(
            "Có thể đã mất dấu phẩy thập phân: {} thay vì {}. {compare}",
            number::vietnamese(meant),
            number::vietnamese(typed)
        ),
        None => compare,
    }
}

/// What a whole number above `max` would be with a decimal comma before its last digit or two: 72,5
/// for 725; `None` where that is above `max` too.
fn comma_lost(value: Decimal, max: Decimal) -> Option<Decimal> {
    let shifted = |places: u32| Decimal::try_from_i128_with_scale(value.mantissa(), places).ok();
    let plain = value.normalize();
    let whole = plain.scale() == 0 && value > max;
    let meant =
        (1..=2).filter_map(|places| shifted(places + value.scale())).find(|meant| *meant <= max);
    meant.filter(|_| whole).map(|meant| meant.normalize())
}

/// The finding about a product of too few stars.
fn below(act: &Act, entry: &ProductEntry, score: Decimal, star: u8, needed: u8) -> Finding {
    let place = entry.score.total.as_ref().map_or(&entry.product.place, |total| &total.place);
    let level = act.units.level();
    let message =
        format!("Sản phẩm chưa đạt {needed} sao ở {level}, không được dự đánh giá cấp tỉnh.");
    Finding::new(Code::BelowThreeStars, place.clone(), message)
        .heading("Tổng điểm")
        .found(format!("{} điểm, {star} sao", number::vietnamese(score)))
        .allowed(format!("từ {} điểm", number::vietnamese(act.lowest(needed))))
        .remedy("Rút sản phẩm khỏi danh sách, hoặc sửa điểm nếu gõ nhầm.")
}
