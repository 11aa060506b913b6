//! Reports the units that may submit and have sent nothing.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, Place};
use crate::forms::Forms;
use crate::round::{FILE, Round};

/// The note about the declared districts without a list; `None` while no list came in at all, and
/// when all have sent one.
#[must_use]
pub fn silent(round: &Round, forms: &Forms) -> Option<Finding> {
    let came: BTreeSet<usize> =
        forms.submissions.iter().filter_map(|submission| submission.district).collect();
    let silent = round.districts.iter().enumerate().filter(|(index, _)| !came.contains(index));
    let silent: Vec<_> = silent.map(|(_, district)| district.name.as_str()).collect();
    (!forms.submissions.is_empty() && !silent.is_empty()).then(|| {
        let message = format!(
            "{} trong {} đơn vị khai ở đây chưa có danh sách nào.",
            silent.len(),
            round.districts.len()
        );
        Finding::new(Code::DistrictSilent, Place::file(FILE).sheet("districts"), message)
            .found(silent.join(", "))
            .remedy("Kiểm tra có sót tệp không; đơn vị không có sản phẩm thì không phải làm gì.")
    })
}
