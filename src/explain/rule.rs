//! The rule that makes stars of points, with the act it comes from.

use super::cells::plain;
use crate::criteria::Act;

/// The act, and where its limits come from.
pub(super) fn cited(act: &Act) -> String {
    format!("{}; {}", act.cited(), act.stars_source.trim_end_matches('.'))
}

/// `dưới 30 điểm: 1 sao; từ 30 đến dưới 50 điểm: 2 sao; …`
pub(super) fn bands(act: &Act) -> String {
    (1..=5).map(|star| format!("{}: {star} sao", band(act, star))).collect::<Vec<_>>().join("; ")
}

/// `từ 50 đến dưới 70 điểm`, the points of one star.
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
