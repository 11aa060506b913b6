//! Decides which products are admitted to the council: those of a known district, submitted once,
//! of a product set of the act, with a score of enough stars and a complete dossier. Everything
//! that is wrong with a product is told at once; the first fault is the reason of its refusal.

pub(super) mod deadlines;
pub(super) mod dossiers;
pub(super) mod letters;
mod owner_forms;
pub(super) mod owners;
pub(super) mod places;
pub(super) mod product_codes;
pub(super) mod registration;
mod scores;
mod sets;
mod transition;
pub(super) mod twins;
pub(super) mod versions;
pub(super) mod withdrawn;

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use self::sets::ActSets;
use self::withdrawn::Withdrawals;
use super::names::{FoldedNames, NameFolder};
use super::{Candidate, Standing};
use crate::criteria::RoundActs;
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Forms, ProductEntry, act_of};
use crate::round::Round;

/// Makes candidates of all products, admitted, refused or withdrawn, in the order of districts,
/// files and rows; each with its folded names, at the same index.
///
/// Products of a submission whose district is unknown are left out: the finding about their sheet
/// stands for them.
pub(super) fn admit<'a>(
    round: &Round,
    acts: &'a RoundActs,
    forms: &'a Forms,
    withdrawals: &Withdrawals<'_>,
    findings: &mut Findings,
) -> (Vec<Candidate<'a>>, Vec<FoldedNames>) {
    let placed =
        forms.submissions.iter().filter_map(|submission| Some((submission.district?, submission)));
    let mut entries: Vec<(usize, &ProductEntry)> = placed
        .flat_map(|(district, submission)| {
            submission.entries.iter().map(move |entry| (district, entry))
        })
        .collect();
    entries.sort_by_key(|(district, entry)| (*district, &entry.product.place));
    let by_act: BTreeMap<&str, ActSets<'_>> =
        acts.iter().map(|act| (act.id.as_str(), ActSets::of(act))).collect();
    // Rows of one product have the same district, owner, set and name, however they are spelt.
    let mut first: BTreeMap<(usize, FoldedNames), usize> = BTreeMap::new();
    let mut known = NameFolder::default();
    let (mut candidates, mut names): (Vec<Candidate<'_>>, Vec<FoldedNames>) =
        (Vec::new(), Vec::new());
    for (district, entry) in entries {
        let key = (district, FoldedNames::of(entry, &mut known));
        let of = act_of(acts, entry);
        let act = of.act().unwrap_or_else(|| acts.main());
        let sets = &by_act[act.id.as_str()];
        let withdrawn = withdrawals.reason(district, &key.1);
        if let Some(index) = first.get(&key) {
            let again = again(&mut candidates[*index], entry);
            findings.extend(withdrawn.is_none().then_some(again));
            continue;
        }
        if let Some(reason) = withdrawn {
            let standing = Standing::Withdrawn(reason.to_owned());
            names.push(key.1.clone());
            candidates.push(Candidate::new(
                entry,
                district,
                (act, sets.find(&key.1.set)),
                standing,
            ));
            first.insert(key, candidates.len() - 1);
            continue;
        }
        let set = sets.find(&key.1.set);
        let mut reason = transition::against(acts, of, entry, findings);
        if set.is_none() && !sets.are_unknown() {
            findings.push(sets.unknown(entry));
            let misnamed = || "tên bộ sản phẩm ghi chưa đúng với Bộ tiêu chí".to_owned();
            reason = reason.or_else(|| Some(misnamed()));
        }
        let score = scores::against(round, act, entry, findings);
        let dossier = dossiers::against(round, act, set, entry, findings);
        let owner = owner_forms::against(set, entry, findings);
        let reason = reason.or(owner).or(score).or(dossier).or_else(|| entry.doubt.clone());
        let standing = reason.map_or(Standing::Admitted, Standing::Refused);
        names.push(key.1.clone());
        first.insert(key, candidates.len());
        candidates.push(Candidate::new(entry, district, (act, set), standing));
    }
    (candidates, names)
}

/// Takes a second row of one product into its candidate, and tells it. Rows that say the same count
/// once, in the fuller spelling; where they differ, which is right cannot be known, and the product
/// waits.
fn again<'a>(candidate: &mut Candidate<'a>, entry: &'a ProductEntry) -> Finding {
    let (first, later) = (candidate.entry, entry);
    if !says_the_same(first, later) {
        if candidate.is_admitted() {
            candidate.standing =
                Standing::Refused("hai dòng của sản phẩm trong danh sách ghi khác nhau".to_owned());
        }
        let message = "Sản phẩm này đã có ở chỗ khác và hai dòng ghi khác nhau; sản phẩm phải chờ.";
        return twice(message, first, later);
    }
    let fuller = later.owner.name.value.chars().count() > first.owner.name.value.chars().count();
    let (kept, dropped) = if fuller { (later, first) } else { (first, later) };
    candidate.entry = kept;
    twice("Sản phẩm này đã có ở chỗ khác; chỉ một dòng được tính.", kept, dropped)
}

/// Whether two rows of one product say the same about everything that is counted or printed.
fn says_the_same(one: &ProductEntry, other: &ProductEntry) -> bool {
    let words = |entry: &ProductEntry| {
        let owner = &entry.owner;
        let cells =
            [&owner.address, &owner.representative, &entry.commune, &owner.phone, &owner.tax_code];
        cells.map(|cell| cell.as_ref().map(|cell| text::fold(&cell.value)))
    };
    let figures = |entry: &ProductEntry| {
        let parts = entry.score.parts.each_ref().map(|part| part.as_ref().map(|part| part.value));
        (parts, entry.score.counted(), entry.star.as_ref().map(|star| star.value))
    };
    let dossier = |entry: &ProductEntry| {
        entry.dossier.each_ref().map(|item| item.as_ref().map(|item| item.value))
    };
    let registration = |entry: &ProductEntry| {
        let said = &entry.registration;
        let days = [&said.decided, &said.valid_to, &entry.received];
        let decision = said.decision.as_ref().map(|decision| text::fold(&decision.value));
        let code = entry.code.as_ref().map(|code| text::fold(&code.value));
        let star = said.star.as_ref().map(|star| star.value);
        let days = days.map(|day| day.as_ref().map(|day| day.value));
        (said.kind(), star, decision, days, code)
    };
    one.owner.legal_forms == other.owner.legal_forms
        && words(one) == words(other)
        && figures(one) == figures(other)
        && dossier(one) == dossier(other)
        && registration(one) == registration(other)
}

/// The finding about the row that does not count.
fn twice(message: &str, kept: &ProductEntry, dropped: &ProductEntry) -> Finding {
    Finding::new(Code::ProductTwice, dropped.product.place.clone(), message)
        .heading("Tên sản phẩm")
        .found(format!("{} (dòng kia: {})", dropped.product.value, kept.product.place))
        .remedy("Bỏ một trong hai dòng, hoặc sửa tên nếu là hai sản phẩm khác nhau.")
}
