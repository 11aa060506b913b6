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
    /// The blanks of number and day that the layout kept free.
    pub blanks: Vec<BlankSpot>,
}

/// A blank of the letterhead that can be filled in after signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct BlankSpot {
    /// What is filled in.
    pub kind: BlankKind,
    /// Number of the page, from 1.
    pub page: usize,
    /// Distance of its left and its right end from the left edge of the page, in hundredths of a
    /// millimetre.
    pub left: i32,
    /// See `left`.
    pub right: i32,
    /// Distance of the line on which the letters stand from the bottom edge of the page, in
    /// hundredths of a millimetre.
    pub base: i32,
    /// Size of the letters, in hundredths of a point.
    pub size: i32,
}

/// What is filled in after signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankKind {
    /// The number of the paper.
    Number,
    /// The day of the month on which it is issued.
    Day,
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
