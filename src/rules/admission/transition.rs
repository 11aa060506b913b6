//! Tells of dossiers whose act is not known, or not the one that they were handed in for.

use crate::criteria::{ActOfDossier, RoundActs};
use crate::finding::{Code, Finding, Findings};
use crate::forms::ProductEntry;
use crate::round::short_date;

/// Reports what is doubtful about the act of a product. Returns the reason why the product is not
/// admitted (Vietnamese, a clause); `None` where its act is known.
pub(super) fn against(
    acts: &RoundActs,
    of: ActOfDossier<'_>,
    entry: &ProductEntry,
    findings: &mut Findings,
) -> Option<String> {
    match of {
        ActOfDossier::Of(_) => None,
        ActOfDossier::Late(act, last) => {
            findings.push(
                Finding::new(
                    Code::TransitionOver,
                    entry.product.place.clone(),
                    format!(
                        "Hồ sơ nộp trước ngày {} nhưng thời gian chuyển tiếp đã hết; sản phẩm \
                         được đánh giá theo văn bản mới.",
                        short_date(act.in_force_from)
                    ),
                )
                .heading(&entry.product.value)
                .found(act.cited())
                .allowed(format!("theo văn bản trước: đến hết ngày {}", short_date(last)))
                .remedy("Xem lại ngày nộp hồ sơ; phiếu chấm phải theo mẫu của văn bản mới."),
            );
            None
        }
        ActOfDossier::Unknown => {
            let day = acts.newer().map(|act| short_date(act.in_force_from)).unwrap_or_default();
            findings.push(
                Finding::new(
                    Code::ActUnknown,
                    entry.product.place.clone(),
                    format!(
                        "Đợt họp trong thời gian chuyển tiếp mà không rõ hồ sơ nộp trước hay từ \
                         ngày {day}, nên chưa biết sản phẩm được đánh giá theo Bộ tiêu chí nào."
                    ),
                )
                .heading("Tên sản phẩm")
                .allowed(acts.cited())
                .remedy(
                    "Thêm cột “Ngày nộp hồ sơ” vào danh sách và ghi ngày của từng sản phẩm. Cơ quan \
                     tổ chức đợt có thể ghi một ngày chung ở dòng received của mục [round].",
                ),
            );
            Some(format!("chưa rõ hồ sơ nộp trước hay từ ngày {day}"))
        }
    }
}
