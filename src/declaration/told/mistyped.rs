//! Tells that a cell holds a value of the wrong kind: the form knows what belongs there.

use crate::declaration::form::{Field, Kind, form};
use crate::declaration::spot::Spot;
use crate::finding::Finding;

/// Rewords a finding about a value of the wrong kind: the form knows what belongs there.
pub(super) fn mistyped(field: &Field, spot: &Spot, finding: &mut Finding) {
    let range =
        || (field.most > 0).then(|| format!("số nguyên từ {} đến {}", field.least, field.most));
    let (message, allowed, remedy) = match field.kind {
        Kind::Date | Kind::PaperDate => (
            "Ngày ghi không đúng.",
            Some("ngày/tháng/năm, ví dụ 08/12/2026".to_owned()),
            "Gõ lại ngày theo thứ tự ngày/tháng/năm; kiểm tra ngày đó có trong lịch.",
        ),
        Kind::Month => (
            "Tháng ghi không đúng.",
            Some("tháng/năm, ví dụ 12/2026".to_owned()),
            "Gõ lại tháng và năm, ví dụ 12/2026.",
        ),
        Kind::Whole => (
            "Ô này phải ghi một số nguyên.",
            range().or_else(|| Some("số nguyên không âm".to_owned())),
            "Chỉ ghi số, không kèm chữ.",
        ),
        Kind::Decimal => (
            "Ô này phải ghi một số.",
            Some("số, ví dụ 10 hoặc 7,5".to_owned()),
            "Chỉ ghi số, không kèm chữ.",
        ),
        Kind::Choice => {
            let words: Vec<_> =
                form().choices_of(field).iter().map(|choice| choice.word.as_str()).collect();
            (
                "Giá trị này không có trong danh sách của ô.",
                Some(words.join("; ")),
                "Chọn trong danh sách: bấm vào ô rồi bấm mũi tên bên phải.",
            )
        }
        Kind::Text | Kind::Time | Kind::OpenChoice | Kind::Name => {
            ("Giá trị của ô này không đọc được.", None, "Gõ lại giá trị bằng chữ.")
        }
    };
    message.clone_into(&mut finding.message);
    finding.allowed = allowed;
    finding.remedy = Some(remedy.to_owned());
    finding.found = (!spot.shown.is_empty()).then(|| spot.shown.clone());
}
