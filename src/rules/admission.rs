//! Who is admitted: products of a known district, submitted once, of a set of the act, with a score of enough stars and a whole
//! dossier. Everything that is wrong with a product is told at once; the first of it is the reason.

use std::collections::BTreeMap;

use super::names::{Folded, Names};
use super::sets::Sets;
use super::{Candidate, Standing, dossiers, scores};
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Entry, Forms};
use crate::round::Round;

/// All candidates, admitted or refused, in the order of districts, files and rows, each with its names.
///
/// Products of a submission whose district is unknown are left out: the finding of the sheet stands for them.
pub(super) fn admit<'a>(
    round: &Round,
    act: &'a Act,
    forms: &'a Forms,
    findings: &mut Findings,
) -> (Vec<Candidate<'a>>, Vec<Names>) {
    let placed = forms.submissions.iter().filter_map(|submission| Some((submission.district?, submission)));
    let mut entries: Vec<(usize, &Entry)> = placed
        .flat_map(|(district, submission)| submission.entries.iter().map(move |entry| (district, entry)))
        .collect();
    entries.sort_by_key(|(district, entry)| (*district, &entry.product.place));
    let sets = Sets::of(act);
    // The same product: district, owner, set and name, compared without case and spacing.
    let mut first: BTreeMap<(usize, Names), &Entry> = BTreeMap::new();
    let mut known = Folded::default();
    let (mut candidates, mut names) = (Vec::new(), Vec::new());
    for (district, entry) in entries {
        let key = (district, Names::of(entry, &mut known));
        if let Some(original) = first.get(&key) {
            findings.push(twice(original, entry));
            continue;
        }
        let set = sets.find(&key.1.set);
        let mut reason = None;
        if set.is_none() && !sets.are_unknown() {
            findings.push(sets.unknown(entry));
            reason = Some("bộ sản phẩm không có trong Bộ tiêu chí".to_owned());
        }
        let score = scores::against(round, act, entry, findings);
        let dossier = dossiers::against(round, act, set, entry, findings);
        let standing = reason.or(score).or(dossier).map_or(Standing::Admitted, Standing::Refused);
        candidates.push(Candidate::new(entry, district, set, standing));
        names.push(key.1.clone());
        first.insert(key, entry);
    }
    (candidates, names)
}

fn twice(original: &Entry, entry: &Entry) -> Finding {
    Finding::new(
        Code::ProductTwice,
        entry.product.place.clone(),
        "Sản phẩm này đã có ở chỗ khác; chỉ dòng đầu được tính.",
    )
    .heading("Tên sản phẩm")
    .found(format!("{} (dòng đầu: {})", entry.product.value, original.product.place))
    .remedy("Bỏ một trong hai dòng, hoặc sửa tên nếu là hai sản phẩm khác nhau.")
}
