//! Compares the plan with the real one of Lai Châu, 2020 (đợt 2).

use crate::support::round::RoundFolder;

/// The text of the real plan, a line for each of its lines; one paragraph of it is broken in two.
const SEED: &str = include_str!("../data/seed-plan.txt");

#[test]
fn the_plan_says_what_the_real_one_says_line_after_line() {
    let run = RoundFolder::settings().run();
    run.ended(0);
    let text = run.paper("01-ke-hoach/ke-hoach.pdf").text();
    let mut rest = text.as_str();
    for line in SEED.lines() {
        let Some((_, after)) = rest.split_once(line) else {
            panic!("missing or out of order: {line}\nin: {rest}")
        };
        rest = after;
    }
    assert_eq!(rest, "", "nothing stands behind the signer's name");
}

#[test]
fn the_real_plan_was_copied_whole() {
    for line in
        ["Số: /KH-UBND", "Lai Châu, ngày tháng 12 năm 2020", "- Lưu: VT, KT6.", "Hà Trọng Hải"]
    {
        assert!(SEED.lines().any(|seed| seed == line), "{line}");
    }
    assert_eq!(SEED.lines().count(), 51);
}
