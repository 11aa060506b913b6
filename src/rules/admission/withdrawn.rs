//! Takes products out of the round that `round.toml` declares withdrawn (rút): no finding asks for
//! anything about them any more, and nothing of them counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Name, Place};
use crate::forms::{self, Forms, ProductEntry, owner_key, product_key};
use crate::round::{FILE, Round, Withdrawn, is_filled};
use crate::rules::Candidate;
use crate::rules::names::{FoldedNames, NameFolder};

/// A product of a list: index of the district, folded names of owner and product.
type ProductKey = (usize, String, String);

/// The products that `round.toml` declares withdrawn, each with the reason.
#[derive(Debug, Default)]
pub(in crate::rules) struct Withdrawals<'a> {
    reasons: BTreeMap<ProductKey, &'a str>,
    /// The product names of declarations that match no product, or several.
    pub(in crate::rules) unknown: Vec<String>,
}

impl<'a> Withdrawals<'a> {
    /// Finds the product of every declaration; reports declarations that match none, or several.
    pub(in crate::rules) fn of(round: &'a Round, forms: &Forms, findings: &mut Findings) -> Self {
        let mut withdrawals = Self::default();
        if round.withdrawn.is_empty() {
            return withdrawals;
        }
        let placed = forms
            .submissions
            .iter()
            .filter_map(|submission| Some((submission.district?, submission)));
        let entries: Vec<_> = placed
            .flat_map(|(district, list)| list.entries.iter().map(move |entry| (district, entry)))
            .collect();
        let mut folded = NameFolder::default();
        let keys: BTreeSet<ProductKey> = entries
            .iter()
            .map(|(district, entry)| key(*district, &FoldedNames::of(entry, &mut folded)))
            .collect();
        // A product that its own list withdraws is no product any more; that was told there.
        let struck = forms.submissions.iter().flat_map(|list| &list.withdrawn);
        let struck: BTreeSet<_> = struck.map(|name| product_key(&name.value)).collect();
        for declared in round.withdrawn.iter().filter(|declared| is_filled(&declared.product)) {
            let product = product_key(&declared.product);
            let owner = declared.owner.as_deref().map(owner_key);
            let about = |key: &&ProductKey| {
                key.2 == product && owner.as_ref().is_none_or(|owner| key.1 == *owner)
            };
            let matching: Vec<_> = keys.iter().filter(about).collect();
            match matching.as_slice() {
                [only] => drop(withdrawals.reasons.insert((*only).clone(), &declared.reason)),
                [] if struck.contains(&product) => {}
                _ => {
                    findings.push(unclear(declared, &matching, &entries));
                    withdrawals.unknown.push(declared.product.clone());
                }
            }
        }
        withdrawals
    }

    /// Why a product is withdrawn; `None` when it is not.
    pub(super) fn reason(&self, district: usize, names: &FoldedNames) -> Option<&'a str> {
        self.reasons.get(&key(district, names)).copied()
    }
}

fn key(district: usize, names: &FoldedNames) -> ProductKey {
    (district, names.owner.clone(), names.product.clone())
}

/// The finding about a declaration that matches no product, or several.
fn unclear(
    declared: &Withdrawn,
    matching: &[&ProductKey],
    entries: &[(usize, &ProductEntry)],
) -> Finding {
    let place = Place::file(FILE).sheet("withdrawn");
    let finding = |message: &str| {
        Finding::new(Code::WithdrawnUnknown, place, message).found(&declared.product)
    };
    if matching.is_empty() {
        let names = entries.iter().map(|(_, entry)| entry.product.value.as_str());
        let remedy =
            "Ghi tên sản phẩm và chủ thể (owner) đúng như trong danh sách của đơn vị gửi hồ sơ.";
        return finding(
            "Mục [[withdrawn]] này không ứng với sản phẩm nào trong các danh sách đã gửi.",
        )
        .remedy(forms::asking(forms::nearest(names, &declared.product), remedy));
    }
    let named = entries
        .iter()
        .filter(|(_, entry)| product_key(&entry.product.value) == product_key(&declared.product));
    let owners: BTreeSet<_> = named.map(|(_, entry)| entry.owner.name.value.as_str()).collect();
    finding(
        "Mục [[withdrawn]] này ứng với nhiều sản phẩm cùng tên; chưa sản phẩm nào được coi là đã \
         rút.",
    )
    .allowed(owners.into_iter().collect::<Vec<_>>().join("; "))
    .remedy(
        "Thêm dòng owner = \"…\" với tên chủ thể; hai đơn vị cùng gửi thì bỏ dòng ở danh sách của \
         một đơn vị.",
    )
}

/// Drops the findings in the rows of withdrawn products and in their ballots, since nothing has to
/// be mended there.
pub(in crate::rules) fn leave_out(
    forms: &Forms,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    let gone: Vec<_> = candidates.iter().filter(|candidate| candidate.is_withdrawn()).collect();
    if gone.is_empty() {
        return;
    }
    let names: BTreeSet<_> =
        gone.iter().map(|candidate| identity(candidate.district, candidate.entry)).collect();
    let placed = forms.submissions.iter().filter_map(|list| Some((list.district?, list)));
    let rows: BTreeSet<_> = placed
        .flat_map(|(district, list)| list.entries.iter().map(move |entry| (district, entry)))
        .filter(|(district, entry)| names.contains(&identity(*district, entry)))
        .filter_map(|(_, entry)| line(&entry.product.place, |cell| cell.row))
        .collect();
    let theirs: BTreeSet<_> = gone
        .iter()
        .flat_map(|candidate| &candidate.casts)
        .map(|cast| cast.ballot.product.place.clone())
        .collect();
    let columns: BTreeSet<_> =
        theirs.iter().filter_map(|place| line(place, |cell| cell.column)).collect();
    let sheet = |place: &Place| (place.file.clone(), place.sheet.clone());
    let others = forms.ballots.iter().filter(|ballot| !theirs.contains(&ballot.product.place));
    let others: BTreeSet<_> = others.map(|ballot| sheet(&ballot.product.place)).collect();
    let alone: BTreeSet<_> =
        theirs.iter().map(sheet).filter(|sheet| !others.contains(sheet)).collect();
    findings.retain(|finding| {
        let place = &finding.place;
        let in_row = line(place, |cell| cell.row).is_some_and(|row| rows.contains(&row));
        let in_column =
            line(place, |cell| cell.column).is_some_and(|column| columns.contains(&column));
        !in_row && !in_column && !alone.contains(&sheet(place))
    });
}

/// The key of a product of a list.
fn identity(district: usize, entry: &ProductEntry) -> ProductKey {
    (district, owner_key(&entry.owner.name.value), product_key(&entry.product.value))
}

/// The row or column of a place: file, sheet, index. `None` for a place without a cell.
fn line(
    place: &Place,
    of: impl Fn(crate::finding::CellRef) -> u32,
) -> Option<(Name, Option<Name>, u32)> {
    Some((place.file.clone(), place.sheet.clone(), of(place.cell?)))
}
