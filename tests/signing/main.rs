//! Tests of signing and verifying through the command line.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod number;
mod order;
mod received;
mod register;
mod returned;
mod sign;
mod verify;
