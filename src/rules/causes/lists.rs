//! Joins the findings about a product that most members scored and no list has: one finding a
//! product, or none where the list that could not be read is told.

use std::collections::{BTreeMap, BTreeSet};

use super::sources;
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::forms::{self, FormWords, Forms, TakenFor, product_key};
use crate::round::Round;
use crate::rules::{Cast, Fate, Judgement};

/// Members who must score a product for it to be more than the slip of one of them.
const LEAST: usize = 3;

/// A product of ballots that no list has.
#[derive(Default)]
struct UnlistedProduct<'a> {
    name: &'a str,
    members: BTreeSet<usize>,
    places: BTreeSet<&'a Place>,
}

/// Tells products that most members scored and no list has: at the list that could not be read,
/// where there is one, else once each. Ballots that are told at a list that was not taken
/// (`of_untaken`, by the places of their products) are left out.
pub(super) fn fold(
    round: &Round,
    words: &FormWords,
    forms: &Forms,
    (judgement, of_untaken): (&Judgement<'_>, &BTreeSet<&Place>),
    findings: &mut Findings,
) {
    let strangers = strangers(forms, judgement, of_untaken);
    if strangers.is_empty() {
        return;
    }
    let file = unread_list(round, words, forms, findings);
    let at_list = |finding: &&mut Finding| {
        finding.severity() == Severity::Error
            && file.as_deref() == Some(finding.place.file.as_str())
    };
    let cause = findings.iter_mut().filter(at_list).min_by(Ord::cmp);
    let told = cause.is_some();
    if let Some(cause) = cause {
        for stranger in &strangers {
            cause.hold(stranger.name);
        }
    }
    let firsts: BTreeMap<&Place, &UnlistedProduct<'_>> = strangers
        .iter()
        .filter_map(|stranger| Some((*stranger.places.first()?, stranger)))
        .collect();
    let places: BTreeSet<&Place> =
        strangers.iter().flat_map(|stranger| stranger.places.iter().copied()).collect();
    findings.retain(|finding| {
        let once = !told && firsts.contains_key(&finding.place);
        finding.code != Code::ProductUnknown || once || !places.contains(&finding.place)
    });
    for finding in findings.iter_mut().filter(|finding| finding.code == Code::ProductUnknown) {
        if let Some(stranger) = firsts.get(&finding.place) {
            finding.message = format!(
                "Sản phẩm này có trong {} phiếu của {} thành viên nhưng không có trong danh sách \
                 đề nghị của đơn vị nào; điểm không được tính.",
                stranger.places.len(),
                stranger.members.len()
            );
        }
    }
}

/// The products that more than half of the members scored and no list has.
fn strangers<'a>(
    forms: &Forms,
    judgement: &Judgement<'a>,
    of_untaken: &BTreeSet<&Place>,
) -> Vec<UnlistedProduct<'a>> {
    let voters: BTreeSet<usize> = forms.ballots.iter().map(|ballot| ballot.member).collect();
    let unknown = |cast: &&Cast<'_>| {
        cast.fate == Fate::UnknownProduct && !of_untaken.contains(&cast.ballot.product.place)
    };
    let mut strangers: BTreeMap<(String, Option<String>), UnlistedProduct<'a>> = BTreeMap::new();
    for ballot in judgement.unplaced.iter().filter(unknown).map(|cast| cast.ballot) {
        let owner = ballot.owner.as_ref().map(|owner| forms::owner_key(&owner.value));
        let stranger = strangers.entry((product_key(&ballot.name), owner)).or_default();
        stranger.name = &ballot.name;
        stranger.members.insert(ballot.member);
        stranger.places.insert(&ballot.product.place);
    }
    let by_most = |stranger: &UnlistedProduct<'_>| {
        stranger.members.len() >= LEAST && stranger.members.len() * 2 > voters.len()
    };
    strangers.into_values().filter(by_most).collect()
}

/// The only file that could not be read and whose name is that of a district without a list.
fn unread_list(
    round: &Round,
    words: &FormWords,
    forms: &Forms,
    findings: &Findings,
) -> Option<String> {
    let submitted: BTreeSet<usize> = forms
        .submissions
        .iter()
        .filter(|list| !list.entries.is_empty())
        .filter_map(|list| list.district)
        .collect();
    let of_district = |file: &&str| {
        let named = forms::named_by_path(round, words, file);
        named.member.is_none()
            && named.district.is_some_and(|district| !submitted.contains(&district))
    };
    let mut files =
        sources::unread(forms, findings, TakenFor::List).into_iter().filter(of_district);
    let only = files.next()?;
    files.next().is_none().then(|| only.to_owned())
}
