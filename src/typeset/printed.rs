//! A typeset paper and the places on it for signatures.

use serde::{Deserialize, Serialize};

/// A typeset paper.
#[derive(Debug, Clone)]
pub struct TypesetPaper {
    /// The PDF: PDF/A-2a and PDF/UA-1.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The places for signatures, in the order in which the layout numbers them.
    pub spots: Vec<SignatureSpot>,
}

/// The middle of a place for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct SignatureSpot {
    /// The page, from 1.
    pub page: usize,
    /// Hundredths of a millimetre from the left edge of the page.
    pub x: i32,
    /// Hundredths of a millimetre from its bottom edge, as PDF measures.
    pub y: i32,
}
