//! What people decided about single products, given to the candidates it is about.

use super::Candidate;
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::text;
use crate::round::{FILE, Round, Verdict};

/// Attaches every verdict of `round.toml` to its product; one that matches none, or several, is reported.
pub(super) fn attach<'a>(round: &'a Round, candidates: &mut [Candidate<'a>], findings: &mut Findings) {
    for verdict in &round.verdicts {
        let matching: Vec<usize> =
            (0..candidates.len()).filter(|index| is_about(verdict, &candidates[*index])).collect();
        match matching.as_slice() {
            [only] => candidates[*only].verdicts.push(verdict),
            _ => findings.push(unclear(verdict, matching.len())),
        }
    }
}

fn is_about(verdict: &Verdict, candidate: &Candidate<'_>) -> bool {
    let same = |one: &str, other: &str| text::fold(one) == text::fold(other);
    same(&verdict.product, &candidate.entry.product.value)
        && verdict.owner.as_ref().is_none_or(|owner| same(owner, &candidate.entry.owner.name.value))
}

fn unclear(verdict: &Verdict, matching: usize) -> Finding {
    let message = if matching == 0 {
        "Mục [[verdicts]] này không ứng với sản phẩm nào trong danh sách của các huyện."
    } else {
        "Mục [[verdicts]] này ứng với nhiều sản phẩm cùng tên; chưa sản phẩm nào được áp dụng."
    };
    Finding::new(Code::NothingMatches, Place::file(FILE).sheet("verdicts"), message)
        .found(&verdict.product)
        .remedy("Ghi tên sản phẩm và chủ thể (owner) đúng như trong danh sách của huyện.")
}
