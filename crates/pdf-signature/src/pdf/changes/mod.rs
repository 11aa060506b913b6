//! What was changed after a revision, and whether it may follow a signature.

mod added;
mod blanks;
mod change;
mod compare;
mod drawn;
mod filled;
mod fresh;
mod parts;
mod placed;
mod tags;

pub use change::Change;
pub(crate) use change::Since;
pub(crate) use compare::compare;
pub(crate) use drawn::DrawnPages;
pub(crate) use fresh::fresh_faults;
pub use placed::FieldPlace;
