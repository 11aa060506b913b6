//! Findings about marks and the least marks that the act asks for a star.

use super::{MinimaCheck, MissedMinimum};
use crate::finding::{Code, Finding};
use crate::round::Round;
use crate::tally::{ProductResult, Tally};

/// The finding about products whose ballots do not tell whether they reach what the act asks for
/// their star; `None` where there are none.
pub(in crate::tally) fn unchecked(tally: &Tally<'_>) -> Option<Finding> {
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
pub(in crate::tally) fn missed(round: &Round, product: &ProductResult<'_>) -> Option<Finding> {
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
