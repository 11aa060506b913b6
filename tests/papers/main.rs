//! Tests of the papers: what they say, and how their pages look.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod approval;
mod auditor;
mod issued;
mod issued_papers;
mod meeting;
mod one_or_many;
mod page_layout;
mod page_measures;
mod plan_against_seed;
mod publication;
mod returned;
mod rounds_of_each_time;
mod sample_round;
mod score_sheet;
mod supplement;
mod today;
mod true_papers;
