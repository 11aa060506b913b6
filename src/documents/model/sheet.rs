//! Papers that are not running text. Each has a layout of its own, which knows its fields.

use serde::Serialize;

use super::PrintedTable;
use super::certificate::{CertificateSheet, CopyForm};
use super::meeting::{ProductSheets, ScoreTables, StandCards};

/// What such a paper shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sheet {
    /// Cards of the display.
    Cards(StandCards),
    /// The table of scores.
    Scores(ScoreTables),
    /// One sheet a product.
    Products(ProductSheets),
    /// A certificate of one product.
    Certificate(CertificateSheet),
    /// The form of a copy below an excerpt.
    Copy(CopyForm),
}

/// A piece of a sheet that is explained.
pub enum SheetPiece<'s> {
    /// A line of words, with where it stands (Vietnamese).
    Line(&'s str, &'s str),
    /// A table, with where it stands.
    Table(&'s str, &'s PrintedTable),
}

impl Sheet {
    /// Returns what the sheet says, from top to bottom.
    #[must_use]
    pub fn pieces(&self) -> Vec<SheetPiece<'_>> {
        match self {
            Self::Cards(cards) => cards.pieces(),
            Self::Scores(scores) => scores.pieces(),
            Self::Products(products) => products.pieces(),
            Self::Certificate(certificate) => certificate.pieces(),
            Self::Copy(copy) => copy.pieces(),
        }
    }
}
