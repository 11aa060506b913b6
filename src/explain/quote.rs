//! Quotes a text shortly.

use super::figures::position;

/// How much of a text is quoted on either side of a figure, in characters.
const AROUND: usize = 60;

/// How much of a heading or setting is quoted, in characters.
const START: usize = 50;

/// Quotes a text around its figure with this index: `“…đối với 24 sản phẩm của 15 chủ thể…”`.
pub(super) fn around(text: &str, token: usize) -> String {
    let Some(range) = position(text, token) else { return format!("“{text}”") };
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before = if skipped == 0 {
        before.to_owned()
    } else {
        let kept: String = before.chars().skip(skipped).collect();
        format!("…{}", kept.split_once(' ').map_or("", |(_, words)| words))
    };
    format!("“{before}{}{}”", &text[range], first(behind, AROUND))
}

/// Returns the beginning of a text.
pub(super) fn start(text: &str) -> String {
    first(text, START)
}

fn first(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    format!("{}…", kept.rsplit_once(' ').map_or("", |(words, _)| words))
}
