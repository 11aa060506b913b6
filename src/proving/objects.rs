//! Values of a PDF, followed to where they stand.

use lopdf::{Dictionary, Document, Object};

/// The value of a key, wherever it stands.
pub(super) fn value<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    Some(document.dereference(dictionary.get(key).ok()?).ok()?.1)
}

/// A number; 0 for anything else.
pub(super) fn number(object: &Object) -> f32 {
    object.as_float().unwrap_or(0.0)
}
