//! Figures of rounds with thousands of invitations: how long runs take, and how much memory.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::round::{RoundFolder, sample_workbooks};

/// The sample round, with so many invitations more.
fn inviting(more: usize) -> RoundFolder {
    let names: Vec<String> = (1..=more).map(|number| format!("Ông Lò Văn {number}")).collect();
    let groups = ["council", "support_team", "districts", "owners", "named"];
    let round = sample_workbooks()
        .iter()
        .fold(RoundFolder::inviting(&groups), |round, file| round.with_sample(file));
    round.changing(|settings| {
        let invitees = settings["invitation"]["invitees"].as_array_mut().unwrap();
        let group = toml::Table::from_iter([
            ("group".to_owned(), "named".into()),
            ("names".to_owned(), names.into()),
        ]);
        invitees.push(group.into());
    })
}

/// Waits for a run. Returns how long it took, and its peak memory in MB where the system tells it.
#[allow(clippy::disallowed_methods, reason = "a measure of time, not of a round")]
fn measured(round: &RoundFolder) -> (Duration, Option<usize>) {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ocop"))
        .args(["run", "--inputs", "inputs", "--outputs", "outputs"])
        .current_dir(round.input("").parent().unwrap())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        peak = peak_of(&child).or(peak);
        std::thread::sleep(Duration::from_millis(2));
    }
    (begun.elapsed(), peak)
}

fn peak_of(child: &Child) -> Option<usize> {
    let status = fs_err::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Prints the figures with `cargo test --release --test folder thousands -- --ignored --nocapture`.
#[test]
#[ignore = "figures of a release build"]
fn thousands_of_invitations_are_typeset_in_little_memory_and_not_made_again() {
    for more in [0, 880, 9880] {
        let round = inviting(more);
        let (first, peak) = measured(&round);
        let papers = round.run().papers().len();
        let (second, again) = (0..5).map(|_| measured(&round)).min().unwrap();
        println!(
            "{papers} papers: {first:.2?}, peak {peak:?} MB; again {second:.3?}, {again:?} MB"
        );
        assert!(peak.is_none_or(|peak| peak < 150), "{peak:?} MB");
        assert!(second * 4 < first, "{second:?}");
    }
}
