//! What the updates of a file hold, and how they are written, whoever signed them: in a later
//! revision stands only what it names and needs, for a program that repairs a file finds the rest.

use std::collections::BTreeMap;

use super::{Reason, SignatureField};
use crate::pdf::{PdfFile, fresh_faults};
use crate::role::Role;

/// What is wrong with the updates of a file; `ours` tells whether it is a paper of ours, to which
/// nothing is added that nobody needs.
pub(super) fn updates(file: &PdfFile<'_>, ours: bool) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(what) = file.misspelled() {
        reasons.push(Reason::Spelled { what, ours });
    }
    let mut add = |wrong: bool, what: String| {
        let reason = if wrong { Reason::Changed { what } } else { Reason::Odd { what } };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    let hides = ours || file.is_untidy();
    if file.end_is_far() {
        let what = "ở sau phần cuối có quá nhiều khoảng trắng, nên có phần mềm tự dựng lại tệp và \
                    có thể hiện nội dung khác";
        add(hides, what.into());
    }
    if file.is_loose() {
        let what = "phần ghi thêm viết sai quy cách, nên có phần mềm tự dựng lại tệp và có thể hiện \
                    nội dung khác";
        add(hides, what.into());
    }
    if file.is_cut_to_its_beginning() {
        let what = "tệp tự nhận là chưa ghi thêm gì, nên có phần mềm chỉ đọc bản ở đầu tệp";
        add(true, what.into());
    }
    for revision in file.added() {
        let faults = fresh_faults(file, revision);
        faults.pages.into_iter().for_each(|what| add(true, what));
        faults.evidence.into_iter().for_each(|what| add(ours, what));
        if ours {
            faults.unused.into_iter().for_each(|what| add(true, what));
        }
    }
    reasons
}

/// The names of our fields that several fields bear: nobody can tell which is meant.
pub(super) fn doubled(fields: &[SignatureField]) -> Vec<Reason> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for field in fields.iter().filter(|field| Role::of_field(&field.name).is_some()) {
        *found.entry(&field.name).or_default() += 1;
    }
    let doubled = found.into_iter().filter(|(_, count)| *count > 1);
    doubled.map(|(name, _)| Reason::Doubled { field: name.to_owned() }).collect()
}
