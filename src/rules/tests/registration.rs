//! Registrations that contradict themselves, and the times of an evaluation anew.

use time::Date;

use super::{Judged, SIN_HO, act, at, judge_in, list, sample_round, tea};
use crate::forms::{ProductEntry, RegistrationKind, Sourced};
use crate::round::Round;

/// The sample round moved to 2026, from 1 to 10 November.
fn round_of_2026() -> Round {
    let mut round = sample_round();
    round.round.from = day("2026-11-01");
    round.round.to = day("2026-11-10");
    round.round.year = 2026;
    round
}

fn day(text: &str) -> Date {
    careful_spreadsheet::date::parse(text).expect("a test writes days")
}

fn dated(column: &str, text: &str) -> Option<Sourced<Date>> {
    (!text.is_empty()).then(|| at(SIN_HO, &format!("{column}9"), day(text)))
}

/// A tea registered like this: kind Q, old star R, decision S, its day T, end U, received V.
fn registered(kind: Option<RegistrationKind>, star: Option<u8>, days: [&str; 3]) -> ProductEntry {
    let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
    entry.dossier = Default::default();
    entry.score.total = None;
    entry.star = None;
    let registration = &mut entry.registration;
    registration.kind = kind.map(|kind| at(SIN_HO, "Q9", kind));
    registration.star = star.map(|star| at(SIN_HO, "R9", star));
    registration.decided = dated("T", days[0]);
    registration.valid_to = dated("U", days[1]);
    entry.received = dated("V", days[2]);
    entry
}

fn judged(entry: ProductEntry) -> Judged {
    judge_in(&round_of_2026(), &act("26-2026"), vec![list(SIN_HO, vec![entry])])
}

/// The codes and cells that are about registration.
fn told(entry: ProductEntry) -> Vec<String> {
    let all = judged(entry).told();
    let about = |told: &String| told[1..].starts_with("38");
    all.into_iter().filter(about).map(|told| told.replace(" 3.xlsx · DS!", " ")).collect()
}

#[test]
fn what_cannot_be_together_is_told_at_its_cell() {
    use RegistrationKind::{Again, First, Upgrade};
    const NOTHING: [&str; 3] = ["", "", ""];
    for (kind, star, days, expected) in [
        (None, None, NOTHING, &[][..]),
        (Some(First), None, NOTHING, &[]),
        (Some(First), Some(3), NOTHING, &["W381 R9"]),
        (None, Some(3), NOTHING, &["W381 R9"]),
        (Some(Upgrade), Some(3), NOTHING, &[]),
        (Some(Upgrade), None, NOTHING, &["E380 Q9"]),
        (Some(Again), Some(3), NOTHING, &["W381 Q9", "N385 B9", "N386 B9"]),
        (Some(Upgrade), Some(3), ["2026-12-01", "", ""], &["W381 T9"]),
        (Some(Upgrade), Some(3), ["2024-01-10", "2023-01-10", ""], &["W381 U9"]),
    ] {
        let mut all = told(registered(kind, star, days));
        all.sort_by_key(|told| told[1..].to_owned());
        assert_eq!(all, expected, "{kind:?} {star:?} {days:?}");
    }
    let mut entry = registered(Some(Upgrade), Some(4), NOTHING);
    entry.star = Some(at(SIN_HO, "K9", 4));
    assert_eq!(told(entry), ["W381 K9"]);
}

#[test]
fn a_dossier_comes_between_180_and_120_days_before_the_end() {
    let filed = |end: &str, received: &str| {
        let entry = registered(Some(RegistrationKind::Again), Some(3), ["", end, received]);
        told(entry).into_iter().filter(|told| !told.starts_with('N')).collect::<Vec<_>>()
    };
    // The round ends on 10/11/2026.
    assert_eq!(filed("2027-03-15", "2026-10-01"), [""; 0], "165 days before");
    assert_eq!(filed("2027-03-30", "2026-10-01"), [""; 0], "180 days before");
    assert_eq!(filed("2027-03-31", "2026-10-01"), ["W382 V9"], "181 days before");
    assert_eq!(filed("2027-01-29", "2026-10-01"), [""; 0], "120 days before");
    assert_eq!(filed("2027-01-28", "2026-10-01"), ["W382 V9"], "119 days before");
    assert_eq!(filed("2026-09-30", "2026-10-01"), ["W383 U9"], "after the end");
    assert_eq!(filed("2027-03-15", "2026-09-26"), [""; 0], "45 days until the end of the round");
    assert_eq!(filed("2027-03-15", "2026-09-25"), ["W384 V9"], "46 days");
}

#[test]
fn the_end_is_counted_from_the_decision_where_the_list_does_not_give_it() {
    let entry =
        registered(Some(RegistrationKind::Again), Some(3), ["2023-12-20", "", "2026-10-01"]);
    let judged = judged(entry);
    let filed = judged.findings.iter().find(|finding| finding.code.id() == "W382").unwrap();
    let found = filed.found.as_deref().unwrap();
    assert_eq!(
        found,
        "nộp ngày 01/10/2026, trước ngày hết hạn 20/12/2026 (36 tháng từ ngày 20/12/2023) 80 ngày"
    );
    assert_eq!(
        filed.allowed.as_deref(),
        Some("từ 180 đến 120 ngày trước, tức từ 23/6/2026 đến 22/8/2026")
    );
}

#[test]
fn other_acts_have_no_such_times() {
    let entry =
        registered(Some(RegistrationKind::Again), Some(3), ["", "2027-03-31", "2026-10-01"]);
    let judged =
        judge_in(&round_of_2026(), &act("148-2023-1489-2025"), vec![list(SIN_HO, vec![entry])]);
    assert!(judged.told().iter().all(|told| !told[1..].starts_with("38")), "{:?}", judged.told());
}

#[test]
fn a_kind_that_a_section_gives_is_told_at_the_product() {
    let mut entry = registered(Some(RegistrationKind::Upgrade), None, ["", "", ""]);
    entry.registration.kind = Some(at(SIN_HO, "A7", RegistrationKind::Upgrade));
    assert_eq!(told(entry), ["E380 B9"]);
}

#[test]
fn a_code_is_compared_with_the_form_and_the_year() {
    for (code, right) in [
        ("12-03478-01-2026", None),
        ("12 - 03478 - 01 - 2026", None),
        ("12-03478-01-2025", Some("12-03478-01-2026")),
        ("12-034-01-2026", Some("12-(X)-(STT)-2026")),
        ("SP01", Some("12-(X)-(STT)-2026")),
    ] {
        let mut entry = registered(None, None, ["", "", ""]);
        entry.code = Some(at(SIN_HO, "W9", code.to_owned()));
        let judged = judged(entry);
        let wrong = judged.findings.iter().find(|finding| finding.code.id() == "W388");
        let allowed = wrong.and_then(|finding| finding.allowed.as_deref());
        assert_eq!(allowed.map(|told| told.replace("(T)", "12")).as_deref(), right, "{code}");
    }
}

#[test]
fn a_product_without_a_code_is_offered_one_and_a_wrong_unit_is_told() {
    // The communes of 2020 are known, so that a code of 26/2026 can be built for that year.
    let placed = |code: Option<&str>| {
        let mut entry = registered(None, None, ["", "", ""]);
        entry.commune = Some(at(SIN_HO, "F9", "xã Tả Ngảo".to_owned()));
        entry.code = code.map(|code| at(SIN_HO, "W9", code.to_owned()));
        judge_in(&sample_round(), &act("26-2026"), vec![list(SIN_HO, vec![entry])])
    };
    let judged = placed(None);
    assert_eq!(judged.offered, [Some("12-03520-STT-2020".to_owned())]);
    assert!(judged.told().iter().all(|told| !told.starts_with("W388")));
    let judged = placed(Some("12-03478-07-2020"));
    let wrong = judged.findings.iter().find(|finding| finding.code.id() == "W388").unwrap();
    assert_eq!(wrong.allowed.as_deref(), Some("12-03520-07-2020"));
    assert!(wrong.message.contains("mã xã") && wrong.message.contains("xã Tả Ngảo"));

    let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
    entry.score.total = Some(at(SIN_HO, "J9", super::decimal("72")));
    entry.star = None;
    let judged = judge_in(&sample_round(), &act("148-2023"), vec![list(SIN_HO, vec![entry])]);
    assert_eq!(judged.offered, [Some("12-108-STT-2020".to_owned())]);
}
