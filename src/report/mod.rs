//! What the clerk sees of a run. It shows findings and results; it decides nothing.

mod terminal;

pub(crate) use self::terminal::rows;
pub use self::terminal::{DistrictRow, findings, summary};
