//! A typeset paper, with the places for signatures on it.

use serde::{Deserialize, Serialize};

/// A typeset paper.
#[derive(Debug, Clone)]
pub struct TypesetPaper {
    /// The bytes of the PDF, which conforms to PDF/A-2a and PDF/UA-1.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// The places for signatures, in the order in which the layout numbers them.
    pub spots: Vec<SignatureSpot>,
}

/// The centre of a place for a signature on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct SignatureSpot {
    /// Number of the page, from 1.
    pub page: usize,
    /// Distance from the left edge of the page, in hundredths of a millimetre.
    pub x: i32,
    /// Distance from the bottom edge of the page, in hundredths of a millimetre.
    pub y: i32,
}
