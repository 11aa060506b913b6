//! Tests of the drafts for Word: what they say, and what leaders changed when they come back.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod docx;
mod edits;
mod figures;
mod whole;
mod written;
