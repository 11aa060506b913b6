//! Boxes and lists of numbers.

use super::file::View;
use crate::pdf::syntax::Dict;

/// The numbers in a list that a key holds; the list and each of them may be an object of its own.
pub(crate) fn numbers(view: View<'_, '_>, dict: &Dict<'_>, key: &[u8]) -> Option<Vec<f64>> {
    let list = view.lookup(dict, key)?.array()?;
    list.iter().map(|number| view.resolve(number).points()).collect()
}

/// The box that a key holds (left, bottom, right, top), whichever corners it names.
pub(crate) fn corners(view: View<'_, '_>, dict: &Dict<'_>, key: &[u8]) -> Option<[f64; 4]> {
    let [a, b, c, d]: [f64; 4] = numbers(view, dict, key)?.try_into().ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// The place of an annotation on its page; `None` if it has no area, or none that can be read.
pub(crate) fn place(view: View<'_, '_>, annotation: &Dict<'_>) -> Option<[f64; 4]> {
    let corners = corners(view, annotation, b"Rect");
    corners.filter(|[left, bottom, right, top]| right > left && top > bottom)
}

/// Whether an annotation certainly takes no room on its page: it has no place, or one without an
/// area.
pub(crate) fn has_no_area(view: View<'_, '_>, annotation: &Dict<'_>) -> bool {
    annotation.get(b"Rect").is_none()
        || corners(view, annotation, b"Rect").is_some() && place(view, annotation).is_none()
}
