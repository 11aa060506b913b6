//! Reports results that a person should look at once more, although they were counted.

use careful_spreadsheet::number;

use super::minima::told as minima;
use super::{Mean, ProductOutcome, ProductResult, Tally};
use crate::finding::{Code, Finding, Findings};
use crate::round::Round;

/// Reports means close below the limit of a star or far from the score of the submitting unit, and
/// stars that the minimum requirements lowered.
#[must_use]
pub fn remarks(round: &Round, tally: &Tally<'_>) -> Findings {
    let mut findings = Findings::default();
    findings.extend(minima::unchecked(tally));
    for product in &tally.products {
        let place = product.entry.product.place.clone();
        let name = &product.entry.product.value;
        let Some(mean) = product.mean() else { continue };
        findings.extend(far(round, product, mean));
        findings.extend(minima::missed(round, product));
        findings.extend(not_raised(product));
        let below = product
            .act
            .just_below(|limit| mean.reaches(limit))
            .filter(|_| product.is_decided_by_points());
        if let Some(limit) = below {
            let gap = if product.act.integer_gaps {
                " Văn bản ghi các hạng bằng số nguyên nên điểm này không thuộc hạng nào."
            } else {
                ""
            };
            findings.push(
                Finding::new(
                    Code::NearBorder,
                    place.clone(),
                    format!(
                        "Điểm trung bình sát dưới mốc {} điểm; chương trình xếp vào hạng \
                         dưới.{gap}",
                        number::vietnamese(limit)
                    ),
                )
                .heading(name)
                .found(format!(
                    "{} điểm",
                    mean.printed_beside(limit, round.tally.printed_decimals.max(2))
                ))
                .remedy("Hội đồng xem lại trước khi kết luận."),
            );
        }
        if let Some(minima) = product.minima.as_ref().filter(|_| product.star().is_some()) {
            findings.push(
                Finding::new(
                    Code::StarLowered,
                    place,
                    "Yêu cầu tối thiểu hạ hạng sao của sản phẩm.",
                )
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

/// The finding about a product that was registered for a higher star and did not reach one; `None`
/// for any other.
fn not_raised(product: &ProductResult<'_>) -> Option<Finding> {
    let ProductOutcome::NotRecognised { star, kept: Some(kept) } = product.outcome else {
        return None;
    };
    let place = &product.entry.product.place;
    Some(
        Finding::new(
            Code::StarNotRaised,
            place.clone(),
            "Sản phẩm đăng ký nâng hạng nhưng kết quả không cao hơn hạng đã được công nhận; không \
             công nhận lại, sản phẩm giữ hạng cũ.",
        )
        .heading(&product.entry.product.value)
        .found(format!("kết quả {star} sao, đã đạt {kept} sao"))
        .allowed(format!("trên {kept} sao"))
        .remedy(
            "Nếu hạng đã đạt ghi nhầm thì sửa danh sách. Nếu hồ sơ là đánh giá lại thì ghi “đánh \
             giá lại” ở danh sách; sản phẩm được công nhận theo kết quả. Nếu cần kiểm nghiệm, bổ \
             sung trước khi kết luận thì thêm mục [[verdicts]] với verdict = \"supplement\".",
        ),
    )
}

/// The finding about a mean that lies far from the score of the submitting unit; `None` where it is
/// near.
fn far(round: &Round, product: &ProductResult<'_>, mean: Mean) -> Option<Finding> {
    let entry = product.entry;
    let score = entry.score.counted()?;
    let limit = round.rules.plausibility.from_district;
    ((mean.value() - score).abs() > limit).then(|| {
        Finding::new(
            Code::FarFromDistrict,
            entry.product.place.clone(),
            "Điểm trung bình của Hội đồng lệch xa điểm của đơn vị gửi hồ sơ.",
        )
        .heading(&entry.product.value)
        .found(format!(
            "Hội đồng {}, đơn vị gửi hồ sơ {}",
            mean.printed(round.tally.printed_decimals),
            number::vietnamese(score)
        ))
        .allowed(format!("lệch không quá {} điểm", number::vietnamese(limit)))
        .remedy(
            "Kiểm tra phiếu và danh sách có bị đọc nhầm cột không; nếu điểm đúng thì không phải \
             sửa.",
        )
    })
}
