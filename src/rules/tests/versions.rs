use super::{Judged, SIN_HO, at, decimal, judge, list, tea, teas};
use crate::finding::Place;
use crate::forms::{ProductEntry, Submission};
use crate::rules::Standing;

/// The same list in another file, each product changed.
fn again(change: impl Fn(&mut ProductEntry)) -> Submission {
    let mut other = list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ", "Trà xanh Tả Ngảo"]));
    other.place = Place::file("3 (sua).xlsx").sheet("DS");
    for entry in &mut other.entries {
        entry.product.place.file = "3 (sua).xlsx".into();
        change(entry);
    }
    other
}

fn with_version(change: impl Fn(&mut ProductEntry)) -> Judged {
    judge(vec![list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ", "Trà xanh Tả Ngảo"])), again(change)])
}

#[test]
fn two_versions_of_a_list_are_told_at_both_and_what_differs_waits() {
    for (change, waits) in [
        ((|_| {}) as fn(&mut ProductEntry), false),
        (|entry| entry.score.total = Some(at(SIN_HO, "J9", decimal("63"))), true),
        (|entry| entry.owner.name.value = "Hợp tác xã Gió Ngàn".into(), true),
        (|entry| entry.owner.name.value = "HTX Mây Núi".into(), false),
    ] {
        let judged = with_version(change);
        let lists: Vec<_> =
            judged.told().into_iter().filter(|told| told.starts_with("E223")).collect();
        assert_eq!(lists, ["E223 3 (sua).xlsx · DS", "E223 3.xlsx · DS"]);
        let waiting = judged.standings.iter().all(|standing| *standing != Standing::Admitted);
        assert_eq!(waiting, waits, "{:#?}", judged.findings);
    }
}

#[test]
fn a_list_in_two_parts_is_no_second_version() {
    let mut second = again(|_| {});
    second.entries = vec![tea(SIN_HO, 9, "Mật ong rừng Sìn Hồ")];
    second.entries[0].product.place.file = "3 (sua).xlsx".into();
    let judged =
        judge(vec![list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ", "Trà xanh Tả Ngảo"])), second]);
    assert!(judged.told().iter().all(|told| !told.starts_with("E223")));
}

#[test]
fn the_fuller_spelling_of_an_owner_is_kept() {
    let short = list(SIN_HO, {
        let mut entries = teas(SIN_HO, &["Chè cổ thụ"]);
        entries[0].owner.name.value = "HTX Mây Núi".into();
        entries
    });
    let mut long = list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ"]));
    long.entries[0].product.place.file = "3 (sua).xlsx".into();
    // The short one comes last by its file; the long one is kept wherever it stands.
    let judged = judge(vec![short, long]);
    assert!(judged.told().contains(&"E305 3.xlsx · DS!B9".to_owned()), "{:?}", judged.told());
    assert_eq!(judged.standings, [Standing::Admitted]);
}
