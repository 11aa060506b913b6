//! The outputs folder: whose turn it is, what a stopped run leaves, the same bytes again.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod reproducible;
mod turns;
