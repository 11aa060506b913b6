//! Tests of the outputs folder: its turn, what a stopped run leaves, and that the same inputs give
//! the same bytes.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod again;
mod archive;
mod changes;
mod forms;
mod large;
mod print_files;
mod reproducible;
mod standing;
mod submission;
mod turns;
