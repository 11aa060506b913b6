//! Tells owners whose legal form the act does not admit to the product set.

use crate::criteria::ProductSet;
use crate::finding::{Code, Finding, Findings};
use crate::forms::ProductEntry;

/// Reports an owner of a form that the set does not admit, at the cell of its kind; returns why the
/// product waits.
pub(super) fn against(
    set: Option<&ProductSet>,
    entry: &ProductEntry,
    findings: &mut Findings,
) -> Option<String> {
    let set = set?;
    let forms = &entry.owner.legal_forms;
    if forms.is_empty() || forms.iter().any(|form| set.owners.contains(form)) {
        return None;
    }
    let kind = entry.owner.kind.as_ref()?;
    let message = "Loại hình này không được đăng ký sản phẩm của bộ; sản phẩm phải chờ.";
    let admitted = set.owners.iter().map(|form| form.name()).collect::<Vec<_>>().join("; ");
    findings.push(
        Finding::new(Code::OwnerNotAdmitted, kind.place.clone(), message)
            .heading("Loại hình")
            .found(format!("{}, bộ sản phẩm: {}", kind.value.name(), entry.set.value))
            .allowed(admitted)
            .remedy(
                "Đối chiếu giấy đăng ký của chủ thể; sửa loại hình hoặc bộ sản phẩm nếu ghi nhầm.",
            ),
    );
    Some("loại hình của chủ thể không được đăng ký ở bộ sản phẩm này".to_owned())
}
