//! Tests of what the council gives, and of what becomes of a product.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod meeting;
mod minima;
mod other_acts;
mod outcomes;
mod plausibility;
mod properties;
mod registration;
mod rules_of_marks;
mod scale;
mod transition;
mod votes;
mod withdrawn;
