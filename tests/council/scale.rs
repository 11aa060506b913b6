//! Times a round that is far larger than any real one: 500 products, 15 members, every mark.

use std::time::{Duration, Instant};

use ocop::forms::FormWords;
use ocop::templates::Templates;
use ocop::{communes, criteria, forms, intake, recount, round, rules, tally};

use crate::support::large;
use crate::support::round::sample_settings;

/// A clock for figures that people read; nothing that is written depends on it.
#[allow(clippy::disallowed_methods, reason = "a measure of time, not of a round")]
fn now() -> Instant {
    Instant::now()
}

/// What a step gives, and how long it took.
fn timed<T>(step: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let made = step();
    (made, start.elapsed())
}

/// Prints the figures with `cargo test --release --test council -- --ignored --nocapture`.
#[test]
#[ignore = "figures of a release build"]
fn five_hundred_products_and_fifteen_members_are_counted_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    large::write(folder.path(), &sample_settings(&[]));
    let mut best = [Duration::MAX; 7];
    for _ in 0..5 {
        let (criteria, loading) = timed(|| {
            criteria::load(&Templates::new(&folder.path().join("templates")).unwrap()).unwrap().0
        });
        let (round, _) = timed(|| round::read_round(folder.path()).0.unwrap());
        let acts = criteria::choose(&criteria, &round).0.unwrap();
        let communes =
            communes::load(&Templates::new(&folder.path().join("templates")).unwrap()).unwrap().0;
        let (opened, reading) = timed(|| {
            intake::open_folder(folder.path(), &careful_spreadsheet::ChildReader::none()).unwrap()
        });
        let ((forms, wrong), understanding) =
            timed(|| forms::read_forms(&round, &acts, &FormWords::embedded(), &opened.workbooks));
        assert!(opened.findings.is_empty() && wrong.is_empty(), "{:?} {wrong:?}", opened.findings);
        let ((judgement, wrong), checking) =
            timed(|| rules::check(&round, &acts, Some(&communes), &forms));
        assert!(wrong.is_empty(), "{wrong:?}");
        let (tally, counting) = timed(|| tally::count(&round, &judgement));
        let recount = || {
            recount::check(
                recount::RecountSettings::of(&round),
                &opened.workbooks,
                &judgement.candidates,
                &tally,
            )
        };
        let (counted_again, recounting) = timed(recount);
        assert_eq!(counted_again, Ok(()));
        let (_, remarking) = timed(|| tally::remarks(&round, &tally));
        assert_eq!(
            (tally.products.len(), forms.ballots.len()),
            (large::PRODUCTS, large::PRODUCTS * large::MEMBERS)
        );
        assert!(tally.products.iter().all(|product| product.mean().is_some()));
        let marks: usize = forms.ballots.iter().map(|ballot| ballot.marks.len()).sum();
        assert!(marks >= large::PRODUCTS * large::MEMBERS * 26, "{marks} marks");
        let taken = [loading, reading, understanding, checking, counting, recounting, remarking];
        best.iter_mut().zip(taken).for_each(|(best, taken)| *best = taken.min(*best));
    }
    let [loading, reading, understanding, checking, counting, recounting, remarking] = best;
    println!(
        "criteria {loading:?}, open {reading:?}, understand {understanding:?}, check {checking:?}"
    );
    println!("tally {counting:?}, second count {recounting:?}, remarks {remarking:?}");
    let whole: Duration = best.iter().sum();
    println!("in all {whole:?}");
    assert!(counting < Duration::from_millis(20), "the tally alone took {counting:?}");
    assert!(whole < Duration::from_secs(1), "the whole took {whole:?}");
}

/// Peak memory of this process in MB, where the system tells it.
fn peak() -> Option<usize> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Prints the figures with `cargo test --release --test council ten_thousand -- --ignored
/// --nocapture`.
#[test]
#[ignore = "figures of a release build"]
fn ten_thousand_products_in_one_workbook_are_read_and_checked_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    large::write_list(folder.path(), &sample_settings(&[]), 10_000);
    let templates = Templates::new(&folder.path().join("templates")).unwrap();
    let (criteria, communes) =
        (criteria::load(&templates).unwrap().0, communes::load(&templates).unwrap().0);
    let round = round::read_round(folder.path()).0.unwrap();
    let acts = criteria::choose(&criteria, &round).0.unwrap();
    let mut best = [Duration::MAX; 3];
    for _ in 0..5 {
        let (opened, reading) = timed(|| {
            intake::open_folder(folder.path(), &careful_spreadsheet::ChildReader::none()).unwrap()
        });
        let ((forms, _), understanding) =
            timed(|| forms::read_forms(&round, &acts, &FormWords::embedded(), &opened.workbooks));
        let ((judgement, _), checking) =
            timed(|| rules::check(&round, &acts, Some(&communes), &forms));
        assert_eq!(judgement.candidates.len(), 10_000);
        best.iter_mut()
            .zip([reading, understanding, checking])
            .for_each(|(best, taken)| *best = taken.min(*best));
    }
    let whole: Duration = best.iter().sum();
    println!(
        "open {:?}, understand {:?}, check {:?}, in all {whole:?}, peak {:?} MB",
        best[0],
        best[1],
        best[2],
        peak()
    );
    assert!(whole < Duration::from_secs(1), "the whole took {whole:?}");
    assert!(peak().is_none_or(|peak| peak < 150), "{:?} MB", peak());
}
