//! What a code means, in the words a clerk reads.

use serde::Serialize;

use crate::finding::Code;

/// What a code means, for a clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The code.
    #[serde(skip)]
    pub code: Code,
    /// A few words, without a full stop.
    pub title: &'static str,
    /// What is wrong and what follows from it.
    pub meaning: &'static str,
    /// What it looks like.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}
