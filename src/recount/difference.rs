//! The differences between the two counts of a round.

use crate::finding::Place;

/// A difference between the tally and the second count. It is a fault of the program, told in
/// English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecountDifference {
    /// A result differs.
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
    /// A cell of the sheet and the counted ballot that was read from it do not agree. [`CellFault`]
    /// says how: another number, a number left over, a cell that is not the ballot's, or one that
    /// is counted twice.
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
    /// The ballot has another number than the sheet.
    #[error("the ballot says {ballot}, the sheet `{sheet}`")]
    Reads {
        /// The number of the ballot.
        ballot: String,
        /// What stands in the sheet; empty where nothing does.
        sheet: String,
    },
    /// A number stands between the marks, and the ballot does not account for it.
    #[error("`{found}` was left over")]
    LeftOver {
        /// What stands there.
        found: String,
    },
    /// A cell of the ballot stands outside its column, or row.
    #[error("it does not belong to the ballot")]
    Elsewhere,
    /// Another ballot counts the cell too.
    #[error("it counts twice")]
    Twice,
}
