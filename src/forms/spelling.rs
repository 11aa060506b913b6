//! Names made comparable across the ways in which people write them.

use crate::intake::text;

/// An owner's name, the same for every spelling of it.
#[must_use]
pub fn owner_key(name: &str) -> String {
    text::fold(name)
}

/// A product's name, the same for every spelling of it.
#[must_use]
pub fn product_key(name: &str) -> String {
    text::fold(name)
}
