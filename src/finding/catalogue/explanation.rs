//! The explanation of a code, in Vietnamese.

use serde::Serialize;

use crate::finding::Code;

/// The explanation of a code for a clerk, in Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The code.
    #[serde(skip)]
    pub code: Code,
    /// A title of a few words, without a full stop.
    pub title: &'static str,
    /// What is wrong and what follows from it.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
    /// The remedy.
    pub remedy: &'static str,
}
