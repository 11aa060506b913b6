//! What the scenarios share: rounds on disk, runs of the real program, rounds judged without a run,
//! workbooks, and a reader of the issued papers.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

pub(crate) mod copy;
pub(crate) mod declared;
pub(crate) mod filled;
#[path = "../../examples/round_2026/marks.rs"]
pub(crate) mod invented;
pub(crate) mod judged;
pub(crate) mod large;
pub(crate) mod marks;
pub(crate) mod office;
pub(crate) mod pdf;
pub(crate) mod pictures;
#[path = "../../crates/pdf-signature/tests/support/pki/mod.rs"]
pub(crate) mod pki;
pub(crate) mod round;
pub(crate) mod run;
pub(crate) mod workbooks;
