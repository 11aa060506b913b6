//! Tests of the desk: what its pages answer and what they do, without a network.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod client;
mod faults;
mod files;
mod foreign;
mod guard;
mod papers;
mod returned;
mod signing;
mod today;
