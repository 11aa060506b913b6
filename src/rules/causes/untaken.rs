//! Tells the ballots about products of a list that was not taken, since its unit is not known, at
//! the fault of that list.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Findings, Place};
use crate::forms::{Forms, ProductEntry, product_key};
use crate::rules::{Fate, Judgement};

/// Names the products of each list without a known unit at the fault that says so, and tells their
/// ballots there. Where several faults of one sheet may be the reason, each ballot says that the
/// list comes first. Returns where those ballots name their products.
pub(super) fn fold<'a>(
    forms: &Forms,
    judgement: &Judgement<'a>,
    findings: &mut Findings,
) -> BTreeSet<&'a Place> {
    let untaken = forms.submissions.iter().filter(|list| list.district.is_none());
    let mut products: BTreeMap<String, bool> = BTreeMap::new();
    for list in untaken {
        let mut faults: Vec<_> = findings
            .iter_mut()
            .filter(|finding| finding.code == Code::DistrictUnknown)
            .filter(|finding| is_of(&finding.place, &list.place))
            .collect();
        if let [only] = &mut faults[..] {
            list.entries.iter().for_each(|entry| only.hold(&entry.product.value));
        }
        let names = list.entries.iter().map(name);
        products.extend(names.map(|name| (name, faults.len() == 1)));
    }
    let mut told: BTreeMap<&'a Place, bool> = BTreeMap::new();
    for cast in judgement.unplaced.iter().filter(|cast| cast.fate == Fate::UnknownProduct) {
        if let Some(folded) = products.get(&product_key(&cast.ballot.name)) {
            told.insert(&cast.ballot.product.place, *folded);
        }
    }
    let of = |code, place: &Place| told.get(place).filter(|_| code == Code::ProductUnknown);
    findings.retain(|finding| of(finding.code, &finding.place) != Some(&true));
    for finding in findings.iter_mut().filter(|it| of(it.code, &it.place).is_some()) {
        finding.message = String::from(
            "Danh sách có sản phẩm này chưa được nhận vì không rõ đơn vị gửi; điểm không được tính.",
        );
        finding.remedy = Some("Sửa danh sách trước; phiếu này không phải sửa.".to_owned());
    }
    told.into_keys().collect()
}

/// Whether a place lies on the sheet of a list.
fn is_of(place: &Place, list: &Place) -> bool {
    place.file == list.file && place.sheet == list.sheet
}

fn name(entry: &ProductEntry) -> String {
    product_key(&entry.product.value)
}
