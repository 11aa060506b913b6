//! Finds lists of one district that are versions of each other, of which one must be the right one.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Forms, Submission, product_key};
use crate::round::Round;
use crate::rules::names::FoldedNames;
use crate::rules::{Candidate, Standing};

/// Reports lists of one district, in two files or sheets, that name the same products. Products
/// that the versions give to different owners or sets wait.
pub(in crate::rules) fn check(
    round: &Round,
    forms: &Forms,
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
    findings: &mut Findings,
) {
    let mut of_district: BTreeMap<usize, Vec<&Submission>> = BTreeMap::new();
    for submission in forms.submissions.iter().filter(|submission| !submission.entries.is_empty()) {
        if let Some(district) = submission.district {
            of_district.entry(district).or_default().push(submission);
        }
    }
    for (district, lists) in of_district.iter().filter(|(_, lists)| lists.len() > 1) {
        let products: Vec<BTreeSet<String>> = lists.iter().map(|list| products(list)).collect();
        let mut shared_by_all = BTreeSet::new();
        for (index, list) in lists.iter().enumerate() {
            let others = lists.iter().enumerate().filter(|(_, other)| other.place != list.place);
            let shared = others.map(|(other, that)| {
                (that, products[index].intersection(&products[other]).cloned())
            });
            let shared = shared.map(|(that, shared)| (that, shared.collect::<BTreeSet<_>>()));
            let most = shared
                .max_by_key(|(_, shared)| shared.len())
                .filter(|(_, shared)| is_version(shared.len(), &products[index]));
            if let Some((other, shared)) = most {
                findings.push(twice(&round.districts[*district].name, list, other, shared.len()));
                shared_by_all.extend(shared);
            }
        }
        hold(*district, &shared_by_all, candidates, names);
    }
}

/// The folded names of a list's products.
fn products(list: &Submission) -> BTreeSet<String> {
    list.entries.iter().map(|entry| product_key(&entry.product.value)).collect()
}

/// Whether `shared` products in common make a list of these products a version of another list: at
/// least half of them, and at least two, unless the list has only one.
fn is_version(shared: usize, products: &BTreeSet<String>) -> bool {
    shared * 2 >= products.len() && (shared >= 2 || products.len() == 1 && shared == 1)
}

/// Holds the products of one name that the versions of a list give to different owners or sets.
fn hold(
    district: usize,
    shared: &BTreeSet<String>,
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
) {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        if candidates[index].district == district && shared.contains(&name.product) {
            by_name.entry(&name.product).or_default().push(index);
        }
    }
    for index in by_name.into_values().filter(|indices| indices.len() > 1).flatten() {
        if candidates[index].is_admitted() {
            candidates[index].standing =
                Standing::Refused("hai bản danh sách của đơn vị ghi khác nhau".to_owned());
        }
    }
}

/// The finding about a list that shares products with another version.
fn twice(district: &str, list: &Submission, other: &Submission, shared: usize) -> Finding {
    let place: &Place = &other.place;
    let message = format!("Danh sách của {district} có hai bản; không rõ bản nào đúng.");
    Finding::new(Code::ListTwice, list.place.clone(), message)
        .found(format!("{shared} sản phẩm có cả ở {place}"))
        .remedy(
            "Giữ bản đúng; xóa trang hoặc chuyển tệp của bản kia ra khỏi thư mục. Sản phẩm mà hai \
             bản ghi khác nhau phải chờ.",
        )
}
