//! Gives the decisions of people about single products to their candidates.

use super::Candidate;
use super::names::FoldedNames;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{owner_key, product_key};
use crate::round::{FILE, ProductVerdict, Round};

/// Attaches every verdict of `round.toml` to its product; one that matches none, or several, is
/// reported.
pub(super) fn attach<'a>(
    round: &'a Round,
    candidates: &mut [Candidate<'a>],
    names: &[FoldedNames],
    findings: &mut Findings,
) {
    for verdict in &round.verdicts {
        let product = product_key(&verdict.product);
        let owner = verdict.owner.as_deref().map(owner_key);
        let about = |names: &FoldedNames| {
            names.product == product && owner.as_ref().is_none_or(|owner| names.owner == *owner)
        };
        let matching: Vec<usize> = (0..names.len()).filter(|index| about(&names[*index])).collect();
        match matching.as_slice() {
            [only] => candidates[*only].verdicts.push(verdict),
            _ => findings.push(unclear(verdict, matching.len())),
        }
    }
}

/// The finding about a verdict that matches no product, or several.
fn unclear(verdict: &ProductVerdict, matching: usize) -> Finding {
    let message = if matching == 0 {
        "Mục [[verdicts]] này không ứng với sản phẩm nào trong các danh sách đã gửi."
    } else {
        "Mục [[verdicts]] này ứng với nhiều sản phẩm cùng tên; chưa sản phẩm nào được áp dụng."
    };
    Finding::new(Code::NothingMatches, Place::file(FILE).sheet("verdicts"), message)
        .found(&verdict.product)
        .remedy(
            "Ghi tên sản phẩm và chủ thể (owner) đúng như trong danh sách của đơn vị gửi hồ sơ.",
        )
}
