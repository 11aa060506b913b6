//! Holds products whose row in a list holds an error, until the row is mended.

use std::collections::BTreeMap;

use super::Judgement;
use crate::finding::{Findings, Severity};
use crate::forms::{Forms, ProductCells, ProductEntry};

/// A session behind all others, since an error in the list concerns every session.
const ALWAYS: u8 = u8::MAX;

/// Holds the admitted products in whose rows there is an error, of whichever desk, unless they are
/// held already.
pub fn hold_faulty_rows(judgement: &mut Judgement<'_>, forms: &Forms, findings: &Findings) {
    let cells = ProductCells::of(forms);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    let of_rows = judgement.candidates.iter().enumerate();
    let of_rows: BTreeMap<*const ProductEntry, usize> =
        of_rows.map(|(at, candidate)| (std::ptr::from_ref(candidate.entry), at)).collect();
    for finding in errors {
        let Some((entry, cell)) = cells.entry_at(&finding.place).zip(finding.place.cell) else {
            continue;
        };
        let Some(at) = of_rows.get(&std::ptr::from_ref(entry)) else { continue };
        let candidate = &mut judgement.candidates[*at];
        if candidate.is_admitted() && candidate.held.is_empty() {
            candidate.hold(ALWAYS, format!("danh sách của đơn vị có lỗi phải sửa ở ô {cell}"));
        }
    }
}
