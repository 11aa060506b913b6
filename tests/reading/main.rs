//! What comes in: what people send, what means no good, and what is told of it.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[path = "../support/mod.rs"]
mod support;

mod cases;
mod causes;
mod corpus;
mod faults;
mod fuzz;
mod hostile;
mod layouts;
mod official_form;
mod spoiled;
mod summaries;
