//! A workbook after reading: its worksheets, their cells, and which of them are merged or hidden.

mod cell;
mod hidden;
mod merges;
mod worksheet;

pub(crate) use self::cell::day_of;
pub use self::cell::{Cell, Value};
pub use self::hidden::Hidden;
pub use self::merges::Merge;
pub use self::worksheet::Worksheet;
use crate::place::Place;

/// A workbook that was read: its worksheets with their cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file; inside an archive its name follows `!/`.
    pub place: Place,
    /// The worksheets, hidden ones too, in the order of the workbook.
    pub sheets: Vec<Worksheet>,
}
