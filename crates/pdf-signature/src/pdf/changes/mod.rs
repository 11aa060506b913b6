//! What was changed after a revision, and whether it may follow a signature.

mod change;
mod compare;
mod parts;

pub use change::Change;
pub(crate) use compare::{Since, compare};
