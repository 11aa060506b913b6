//! The conclusions of the council. Each product that came before it is counted in exactly one
//! clause.

use super::groups::owner_rows;
use super::rows::results;
use crate::criteria::{Act, RecognitionLevel};
use crate::documents::traced::{Traced, TracedText};
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult};

/// Returns the clauses: recognised stars first, highest star first, then the other outcomes. An
/// outcome that no product has gives no clause.
pub(super) fn of(round: &Round, act: &Act, admitted: &[&ProductResult<'_>]) -> Vec<TracedText> {
    let pick = |wanted: &dyn Fn(&ProductOutcome) -> bool| -> Vec<&ProductResult<'_>> {
        admitted.iter().copied().filter(|product| wanted(&product.outcome)).collect()
    };
    let stars = [5, 4, 3, 2, 1].into_iter().filter_map(|star| {
        let own = pick(&|outcome| *outcome == ProductOutcome::Recognised { star });
        let products = Traced::count(format!("số sản phẩm đạt {star} sao"), results(round, &own));
        let owners =
            Traced::count(format!("số chủ thể có sản phẩm đạt {star} sao"), owner_rows(&own));
        let line = TracedText::default().count(&products).words(" sản phẩm của ").count(&owners);
        (!own.is_empty()).then(|| line.words(&format!(" chủ thể đạt {star} sao")))
    });
    let rest = |what: &str, words: &str, wanted: &dyn Fn(&ProductOutcome) -> bool| {
        let own = pick(wanted);
        let count = Traced::count(what, results(round, &own));
        (!own.is_empty()).then(|| TracedText::default().count(&count).words(" ").words(words))
    };
    let meanwhile = |star: u8| {
        rest(
            "số sản phẩm đề nghị Trung ương đánh giá, tỉnh công nhận trong khi chờ",
            &format!(
                "sản phẩm đề nghị Trung ương đánh giá, phân hạng; trong khi chờ, tỉnh công nhận \
                 hạng {star} sao"
            ),
            &|outcome| *outcome == ProductOutcome::ProposedToMinistry { meanwhile: Some(star) },
        )
    };
    let of_district = |outcome: &ProductOutcome| {
        matches!(outcome, ProductOutcome::NotRecognised { star, kept: None }
            if act.level(*star) == Some(RecognitionLevel::District))
    };
    let others = [
        meanwhile(4),
        meanwhile(3),
        rest(
            "số sản phẩm đề nghị Trung ương đánh giá",
            "sản phẩm đề nghị Trung ương đánh giá, phân hạng",
            &|outcome| *outcome == ProductOutcome::ProposedToMinistry { meanwhile: None },
        ),
        rest(
            "số sản phẩm thuộc thẩm quyền công nhận của cấp huyện",
            "sản phẩm đạt hạng thuộc thẩm quyền công nhận của UBND cấp huyện",
            &of_district,
        ),
        rest(
            "số sản phẩm chưa đủ hạng để tỉnh công nhận",
            "sản phẩm chưa đủ hạng để tỉnh công nhận",
            &|outcome| {
                matches!(outcome, ProductOutcome::NotRecognised { kept: None, .. })
                    && !of_district(outcome)
            },
        ),
        rest(
            "số sản phẩm đăng ký nâng hạng nhưng không được nâng",
            "sản phẩm đăng ký nâng hạng có kết quả không cao hơn hạng đã được công nhận, giữ hạng \
             cũ",
            &|outcome| matches!(outcome, ProductOutcome::NotRecognised { kept: Some(_), .. }),
        ),
        rest(
            "số sản phẩm bị dừng đánh giá",
            "sản phẩm bị dừng đánh giá",
            &|outcome| matches!(outcome, ProductOutcome::KnockedOut { .. }),
        ),
        rest(
            "số sản phẩm cần kiểm nghiệm hoặc bổ sung",
            "sản phẩm cần kiểm nghiệm hoặc bổ sung hồ sơ",
            &|outcome| matches!(outcome, ProductOutcome::NeedsSupplement { .. }),
        ),
        rest("số sản phẩm chưa đánh giá", "sản phẩm chưa đánh giá", &|outcome| {
            matches!(outcome, ProductOutcome::NotScored { .. })
        }),
        rest(
            "số sản phẩm chờ làm rõ",
            "sản phẩm chờ làm rõ, chưa kết luận",
            &|outcome| matches!(outcome, ProductOutcome::Held { .. }),
        ),
    ];
    stars.chain(others.into_iter().flatten()).collect()
}
