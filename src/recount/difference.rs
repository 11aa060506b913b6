//! What comes out differently when a round is counted again.

use crate::finding::Place;

/// What comes out differently when it is counted again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecountDifference {
    /// A result.
    #[error("{product}: {what} is {tally} in the tally and {recount} in the recount")]
    Result {
        /// Product, as its district writes it.
        product: String,
        /// What differs.
        what: &'static str,
        /// What the tally has.
        tally: String,
        /// What the recount has.
        recount: String,
    },
    /// A cell of a ballot that counts.
    #[error("{product}: {place}: {wrong}")]
    Cell {
        /// Product, as its district writes it.
        product: String,
        /// The cell.
        place: Box<Place>,
        /// What is wrong with it.
        wrong: CellFault,
    },
}

/// What is wrong with a cell of a ballot that counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// The ballot says something else than the sheet.
    #[error("the ballot says {ballot}, the sheet `{sheet}`")]
    Reads {
        /// The number of the ballot.
        ballot: String,
        /// What stands in the sheet; empty for nothing.
        sheet: String,
    },
    /// It stands between the marks, and the ballot does not account for it.
    #[error("`{found}` was left over")]
    LeftOver {
        /// What stands there.
        found: String,
    },
    /// It stands outside of the column, or row, of its ballot.
    #[error("it does not belong to the ballot")]
    Elsewhere,
    /// Another ballot counts it too.
    #[error("it counts twice")]
    Twice,
}
