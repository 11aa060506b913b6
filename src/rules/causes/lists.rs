//! Products that most members scored and no list has: one finding a product, or none beside the list that could not be read.

use std::collections::{BTreeMap, BTreeSet};

use super::{first_error, sources};
use crate::finding::{Code, Findings, Place};
use crate::forms::{self, Forms, TakenFor, Words, product_key};
use crate::round::Round;
use crate::rules::{Cast, Fate, Judgement};

/// Members who must name a product before that is no slip of one of them.
const LEAST: usize = 3;

/// A product that no list has.
#[derive(Default)]
struct Stranger<'a> {
    name: &'a str,
    members: BTreeSet<usize>,
    places: BTreeSet<&'a Place>,
}

/// Tells products that most members scored at the list where they should stand, or once each.
pub(super) fn fold(round: &Round, words: &Words, forms: &Forms, judgement: &Judgement<'_>, findings: &mut Findings) {
    let strangers = strangers(forms, judgement);
    if strangers.is_empty() {
        return;
    }
    let list = unread_list(round, words, forms, findings);
    let cause = list.and_then(|file| first_error(findings, &file, |_| true));
    if let Some(cause) = cause {
        strangers.iter().for_each(|stranger| cause.hold(stranger.name));
        findings.retain(|finding| {
            finding.code != Code::ProductUnknown
                || !strangers.iter().any(|stranger| stranger.places.contains(&finding.place))
        });
        return;
    }
    for stranger in strangers {
        let Some(first) = stranger.places.first().copied() else { continue };
        findings.retain(|finding| {
            finding.code != Code::ProductUnknown || finding.place == *first || !stranger.places.contains(&finding.place)
        });
        let own =
            |finding: &&mut crate::finding::Finding| finding.code == Code::ProductUnknown && finding.place == *first;
        for finding in findings.iter_mut().filter(own) {
            finding.message = format!(
                "Sản phẩm này có trong {} phiếu của {} thành viên nhưng không có trong danh sách đề nghị của đơn vị nào; điểm \
                 không được tính.",
                stranger.places.len(),
                stranger.members.len()
            );
        }
    }
}

/// What more than half of the members who gave ballots scored, and no list has.
fn strangers<'a>(forms: &Forms, judgement: &Judgement<'a>) -> Vec<Stranger<'a>> {
    let voters: BTreeSet<usize> = forms.ballots.iter().map(|ballot| ballot.member).collect();
    let unknown = |cast: &&Cast<'_>| cast.fate == Fate::UnknownProduct;
    let mut strangers: BTreeMap<(String, Option<String>), Stranger<'a>> = BTreeMap::new();
    for ballot in judgement.unplaced.iter().filter(unknown).map(|cast| cast.ballot) {
        let owner = ballot.owner.as_ref().map(|owner| forms::owner_key(&owner.value));
        let stranger = strangers.entry((product_key(&ballot.name), owner)).or_default();
        stranger.name = &ballot.name;
        stranger.members.insert(ballot.member);
        stranger.places.insert(&ballot.product.place);
    }
    let by_most =
        |stranger: &Stranger<'_>| stranger.members.len() >= LEAST && stranger.members.len() * 2 > voters.len();
    strangers.into_values().filter(by_most).collect()
}

/// The only file that may be the list of a district without one, and is told to be of no use.
fn unread_list(round: &Round, words: &Words, forms: &Forms, findings: &Findings) -> Option<String> {
    let submitted: BTreeSet<usize> =
        forms.submissions.iter().filter(|list| !list.entries.is_empty()).filter_map(|list| list.district).collect();
    let of_district = |file: &&str| {
        let named = forms::named_by_path(round, words, file);
        named.member.is_none() && named.district.is_some_and(|district| !submitted.contains(&district))
    };
    let mut files = sources::unread(forms, findings, TakenFor::List).into_iter().filter(of_district);
    let only = files.next()?;
    files.next().is_none().then(|| only.to_owned())
}
