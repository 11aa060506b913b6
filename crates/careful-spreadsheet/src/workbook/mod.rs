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
use std::collections::BTreeMap;

use crate::place::Place;

/// A workbook that was read: its worksheets with their cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file; inside an archive its name follows `!/`.
    pub place: Place,
    /// The worksheets, hidden ones too, in the order of the workbook.
    pub sheets: Vec<Worksheet>,
    /// The custom properties, by name: at most [`PROPERTIES`](crate::PROPERTIES), each name and each
    /// value of at most [`PROPERTY_BYTES`](crate::PROPERTY_BYTES), cleaned by
    /// [`text::clean`](crate::text::clean). Values other than texts are written as a program shows
    /// them, or left out. Properties that cannot be read are none.
    pub properties: BTreeMap<String, String>,
}

impl Workbook {
    /// Creates a workbook of these worksheets without properties, for tests of the callers.
    pub fn of_sheets(place: Place, sheets: Vec<Worksheet>) -> Self {
        Self { place, sheets, properties: BTreeMap::new() }
    }
}
