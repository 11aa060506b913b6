//! Holds products whose row in a list holds an error, until the row is mended.

use super::Judgement;
use crate::finding::{Findings, Severity};
use crate::forms::{Forms, ProductCells};

/// A session behind all others, since an error in the list concerns every session.
const ALWAYS: u8 = u8::MAX;

/// Holds the admitted products in whose rows there is an error, of whichever desk, unless they are
/// held already.
pub fn hold_faulty_rows(judgement: &mut Judgement<'_>, forms: &Forms, findings: &Findings) {
    let cells = ProductCells::of(forms);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    for finding in errors {
        let Some((entry, cell)) = cells.entry_at(&finding.place).zip(finding.place.cell) else {
            continue;
        };
        let of_row = judgement
            .candidates
            .iter_mut()
            .filter(|candidate| std::ptr::eq(candidate.entry, entry));
        for candidate in
            of_row.filter(|candidate| candidate.is_admitted() && candidate.held.is_empty())
        {
            candidate.hold(ALWAYS, format!("danh sách của đơn vị có lỗi phải sửa ở ô {cell}"));
        }
    }
}
