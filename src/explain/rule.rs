//! The rule of the act that turns points into stars.

use super::cells::plain;
use crate::criteria::Act;

/// Cites the act, and the source of its limits.
pub(super) fn cited(act: &Act) -> String {
    format!("{}; {}", act.cited(), act.stars_source.trim_end_matches('.'))
}

/// Lists the points of all stars: `dưới 30 điểm: 1 sao; từ 30 đến dưới 50 điểm: 2 sao; …`.
pub(super) fn bands(act: &Act) -> String {
    (1..=5).map(|star| format!("{}: {star} sao", band(act, star))).collect::<Vec<_>>().join("; ")
}

/// Returns the points of one star: `từ 50 đến dưới 70 điểm`.
pub(super) fn band(act: &Act, star: u8) -> String {
    let limit =
        |index: Option<usize>| index.and_then(|index| act.star_from.get(index)).copied().map(plain);
    let lower = limit(usize::from(star).checked_sub(2));
    let upper = limit(usize::from(star).checked_sub(1));
    match (lower, upper) {
        (None, Some(upper)) => format!("dưới {upper} điểm"),
        (Some(lower), Some(upper)) => format!("từ {lower} đến dưới {upper} điểm"),
        (Some(lower), None) => format!("từ {lower} điểm trở lên"),
        (None, None) => "mọi mức điểm".into(),
    }
}
