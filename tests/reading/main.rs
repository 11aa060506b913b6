//! Tests of what comes in: the files that people send, hostile files, and the findings about them.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod cases;
mod causes;
mod corpus;
mod faults;
mod fuzz;
mod hostile;
mod issued;
mod law_forms;
mod layouts;
mod official_form;
mod spoiled;
mod summaries;
