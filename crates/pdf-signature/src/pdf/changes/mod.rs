//! What was changed after a revision, and whether it may follow a signature.

mod added;
mod blanks;
mod change;
mod compare;
mod filled;
mod parts;
mod placed;
mod tags;

pub use change::Change;
pub(crate) use change::Since;
pub(crate) use compare::compare;
pub use placed::FieldPlace;
