//! The tags of a file: what its parts are, for those who have them read aloud.

use super::file::View;
use crate::pdf::syntax::{Dict, Value};

/// The one tag below the root of the tags; `None` when there are several, or none.
pub(crate) fn only_kid(view: View<'_, '_>, root: &Dict<'_>) -> Option<u32> {
    let kid = match root.get(b"K")? {
        Value::Array(items) => match items.as_slice() {
            [one] => one.reference()?,
            _ => return None,
        },
        one => one.reference()?,
    };
    view.get(kid)?.dict().filter(|tag| tag.get(b"S").is_some()).map(|_| kid)
}
