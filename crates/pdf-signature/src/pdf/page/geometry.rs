//! Places on a page.

use crate::pdf::reading::{View, numbers};
use crate::pdf::syntax::Dict;

/// Less of an overlap than this, in points, is no overlap: programs round differently.
const TOUCH: f64 = 0.5;

/// Left, bottom, right, top in points.
pub(crate) type Area = [f64; 4];

/// How a drawing is moved, turned and stretched (ISO 32000-1, 8.3.3).
pub(super) type Matrix = [f64; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
pub(super) const EVERYWHERE: Area = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];

/// First `one`, then `other`.
pub(super) fn times(one: Matrix, other: Matrix) -> Matrix {
    let turn = |x: f64, y: f64| (x * other[0] + y * other[2], x * other[1] + y * other[3]);
    let (across, up, shift) = (turn(one[0], one[1]), turn(one[2], one[3]), turn(one[4], one[5]));
    [across.0, across.1, up.0, up.1, shift.0 + other[4], shift.1 + other[5]]
}

/// Where a point comes to lie.
pub(super) fn at(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
}

/// The box around a rectangle that was turned.
pub(super) fn turned(matrix: Matrix, [left, bottom, right, top]: Area) -> Area {
    around(
        [(left, bottom), (left, top), (right, bottom), (right, top)].map(|(x, y)| at(matrix, x, y)),
    )
}

/// The box around some points.
pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Area {
    points.into_iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, (x, y)| {
        [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)]
    })
}

/// The area that two areas have in common; its edges are crossed where there is none.
pub(crate) fn common(one: Area, other: Area) -> Area {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

/// Whether two areas overlap by more than programs round.
pub(crate) fn overlap(one: Area, other: Area) -> bool {
    let across: f64 = one[2].min(other[2]) - one[0].max(other[0]);
    let up = one[3].min(other[3]) - one[1].max(other[1]);
    // A line has no height of its own.
    let enough = |common: f64, first: f64, second: f64| {
        common >= TOUCH.min(first).min(second) - 1e-9 && common >= 0.0
    };
    enough(across, one[2] - one[0], other[2] - other[0])
        && enough(up, one[3] - one[1], other[3] - other[1])
}

/// The matrix of a drawing; `None` when there is one that cannot be read.
pub(super) fn matrix_of(view: View<'_, '_>, dict: &Dict<'_>) -> Option<Matrix> {
    match dict.get(b"Matrix") {
        None => Some(IDENTITY),
        Some(_) => numbers(view, dict, b"Matrix")?.try_into().ok(),
    }
}
