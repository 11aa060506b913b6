//! What a person should look at once more, though it was counted.

use super::Tally;
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings};
use crate::intake::number;
use crate::round::Round;

/// Scores close below the limit of a star, and stars that the minimum requirements lowered.
#[must_use]
pub fn remarks(round: &Round, act: &Act, tally: &Tally<'_>) -> Findings {
    let mut findings = Findings::default();
    for product in &tally.products {
        let place = product.entry.product.place.clone();
        let name = &product.entry.product.value;
        let Some(mean) = product.mean() else { continue };
        if let Some(limit) = act.just_below(|limit| mean.reaches(limit)) {
            let gap = if act.integer_gaps {
                " Văn bản ghi các hạng bằng số nguyên nên điểm này không thuộc hạng nào."
            } else {
                ""
            };
            findings.push(
                Finding::new(
                    Code::NearBorder,
                    place.clone(),
                    format!(
                        "Điểm trung bình sát dưới mốc {} điểm; chương trình xếp vào hạng dưới.{gap}",
                        number::vietnamese(limit)
                    ),
                )
                .heading(name)
                .found(format!("{} điểm", mean.printed_beside(limit, round.tally.printed_decimals.max(2))))
                .remedy("Hội đồng xem lại trước khi kết luận."),
            );
        }
        if let Some(minima) = &product.minima {
            findings.push(
                Finding::new(Code::StarLowered, place, "Yêu cầu tối thiểu hạ hạng sao của sản phẩm.")
                    .heading(name)
                    .found(format!(
                        "{} sao theo điểm, còn {} sao: {}",
                        product.by_points.unwrap_or_default(),
                        minima.highest,
                        minima.reason
                    )),
            );
        }
    }
    findings
}
