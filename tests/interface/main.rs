//! Tests of what a clerk sees and types: the page of findings, `explain`, `round.toml`.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod declaration;
mod explain;
mod law;
mod new_round;
mod preview;
mod report_page;
mod round_file;
mod round_truth;
