//! Tells marks that touch a slip of the printed act: the ballot is not at fault, and the mark
//! counts as it is read.

use careful_spreadsheet::number;
use rust_decimal::prelude::ToPrimitive;

use crate::criteria::{Criterion, LegalForm, Slip};
use crate::finding::{Code, Finding};
use crate::forms::Mark;

/// Makes the notes about an allowed mark that touches slips of its criterion.
pub(super) fn told<'a>(
    criterion: &'a Criterion,
    mark: &'a Mark,
    forms: &'a [LegalForm],
) -> impl Iterator<Item = Finding> + 'a {
    let value = mark.mark.value.to_u8();
    let touched = criterion
        .slips
        .iter()
        .filter(move |slip| value.is_some_and(|value| slip.touches(value, forms)));
    touched.map(move |slip| told_one(criterion, mark, slip))
}

/// The note about one slip.
fn told_one(criterion: &Criterion, mark: &Mark, slip: &Slip) -> Finding {
    let message = "Điểm này ở chỗ bản chép của văn bản in lỗi hoặc chưa rõ; điểm vẫn được tính.";
    Finding::new(Code::MarkAtSlip, mark.mark.place.clone(), message)
        .heading(format!("{}. {}", criterion.code, criterion.name))
        .found(format!("{}; bản chép in: {}", number::vietnamese(mark.mark.value), slip.printed))
        .allowed(format!("được đọc là: {} ({})", slip.read_as, slip.why))
        .remedy(
            "Đối chiếu tiêu chí này với bản Công báo; nếu Công báo in khác thì sửa tệp của văn \
             bản trong templates/criteria.",
        )
}
