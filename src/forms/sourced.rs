//! A value with its cell.

use serde::Serialize;

use crate::finding::Place;

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its cell.
    pub place: Place,
}
