//! Reports results that a person should look at once more, although they were counted.

use careful_spreadsheet::number;

use super::{Mean, MinimaCheck, MissedMinimum, ProductResult, Tally};
use crate::finding::{Code, Finding, Findings};
use crate::round::Round;

/// Reports means close below the limit of a star or far from the score of the submitting unit, and
/// stars that the minimum requirements lowered.
#[must_use]
pub fn remarks(round: &Round, tally: &Tally<'_>) -> Findings {
    let mut findings = Findings::default();
    findings.extend(unchecked(tally));
    for product in &tally.products {
        let place = product.entry.product.place.clone();
        let name = &product.entry.product.value;
        let Some(mean) = product.mean() else { continue };
        findings.extend(far(round, product, mean));
        findings.extend(minima(round, product));
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

/// The finding about products whose ballots do not tell whether they reach what the act asks for
/// their star; `None` where there are none.
fn unchecked(tally: &Tally<'_>) -> Option<Finding> {
    let is_open = |product: &&ProductResult<'_>| {
        let concluded = product.minima.is_some() || product.minima_met.is_some();
        product.minima_check == MinimaCheck::Unknown && product.star().is_some() && !concluded
    };
    let open: Vec<_> = tally.products.iter().filter(is_open).collect();
    let names = open.iter().map(|product| format!("“{}”", product.entry.product.value));
    let first = open.first()?;
    Some(
        Finding::new(
            Code::MinimaNotChecked,
            first.entry.product.place.clone(),
            "Phiếu không có điểm từng tiêu chí nên chưa xét được sản phẩm có đạt yêu cầu tối thiểu \
             của hạng sao không; hạng xếp theo tổng điểm.",
        )
        .heading("Tên sản phẩm")
        .found(names.collect::<Vec<_>>().join(", "))
        .remedy(
            "Dùng phiếu có điểm từng tiêu chí; hoặc xem lại hồ sơ rồi ghi kết luận ở [[verdicts]]: \
             minima_3 là cao nhất 3 sao, minima_met là đạt yêu cầu.",
        ),
    )
}

/// The finding about marks below what the act asks for the star by points; `None` where nothing is
/// missed, and where the product waits for something else.
fn minima(round: &Round, product: &ProductResult<'_>) -> Option<Finding> {
    let star = product.by_points.filter(|_| product.star().is_some() || product.is_held())?;
    let place = product.entry.product.place.clone();
    let concluded = product.minima.is_some() || product.minima_met.is_some();
    let finding = match &product.minima_check {
        MinimaCheck::Reached | MinimaCheck::Unknown => return None,
        MinimaCheck::Missed { highest, missed } if concluded => {
            let above = product.star().is_some_and(|given| given > *highest);
            if !above {
                return None;
            }
            Finding::new(
                Code::MinimaOverruled,
                place,
                format!(
                    "Kết luận ở [[verdicts]] cho hạng cao hơn mức mà điểm từng tiêu chí cho phép \
                     ({highest} sao)."
                ),
            )
            .found(listed(round, missed))
            .remedy("Nếu Hội đồng đã kết luận như vậy thì không phải sửa.")
        }
        MinimaCheck::Missed { highest, missed } => Finding::new(
            Code::MinimaMissed,
            place,
            format!(
                "Sản phẩm đạt {star} sao theo điểm nhưng chưa đạt yêu cầu tối thiểu của hạng này; \
                 đề xuất {highest} sao, chờ kết luận của Hội đồng."
            ),
        )
        .found(listed(round, missed))
        .allowed(asked(missed))
        .remedy(format!(
            "Ghi kết luận ở [[verdicts]], kèm lý do: verdict = \"minima_{highest}\" là xếp \
             {highest} sao; \"minima_met\" là vẫn đạt yêu cầu."
        )),
    };
    Some(finding.heading(&product.entry.product.value))
}

/// Lists the criteria whose marks are too low: `1.5 Liên kết sản xuất: 1,6 điểm`.
fn listed(round: &Round, missed: &[MissedMinimum<'_>]) -> String {
    let decimals = round.tally.printed_decimals.max(1);
    let each = missed.iter().map(|missed| {
        let limit = missed.minimum.into();
        let MissedMinimum { criterion, measured, .. } = missed;
        let points = measured.printed_beside(limit, decimals);
        format!("{} {}: {points} điểm", criterion.code, criterion.name)
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Lists what these criteria ask: `1.5: từ 2 điểm (4 sao), “Có hợp đồng liên kết …”`.
fn asked(missed: &[MissedMinimum<'_>]) -> String {
    let each = missed.iter().map(|missed| {
        let words = missed.option().map(|text| format!(", “{text}”")).unwrap_or_default();
        let MissedMinimum { criterion, star, minimum, .. } = missed;
        format!("{}: từ {minimum} điểm ({star} sao){words}", criterion.code)
    });
    each.collect::<Vec<_>>().join("; ")
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
