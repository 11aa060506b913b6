//! Finds the figures (numbers in digits) of a text, and tells what a figure is by the words beside
//! it.

use std::ops::Range;

/// Yields the figures of a text from left to right, with the points, commas and slashes in them:
/// `67,2`, `21/8/2019`.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let pieces =
        text.split(|sign: char| !(sign.is_ascii_digit() || ['.', ',', '/'].contains(&sign)));
    pieces.map(|piece| piece.trim_matches(['.', ',', '/'])).filter(|piece| !piece.is_empty())
}

/// Returns the bytes of the text at which the figure with this index stands.
pub(super) fn position(text: &str, index: usize) -> Option<Range<usize>> {
    let mut end = 0;
    let mut all = tokens(text).map(|token| {
        // No figure lies between two consecutive ones, so the next match of the text is this
        // figure.
        let start = end + text[end..].find(token).unwrap_or_default();
        end = start + token.len();
        start..end
    });
    all.nth(index)
}

/// Tells what a figure is by the words beside it; `None` when they leave a doubt, or when the
/// figure counts something.
pub(super) fn by_words(text: &str, index: usize) -> Option<NamedFigure> {
    let range = position(text, index)?;
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let follows = |words: &[&str]| words.iter().any(|word| before.ends_with(&format!("{word} ")));
    if follows(&["Điều", "điều"]) || before.is_empty() && behind.starts_with(['.', ')']) {
        Some(NamedFigure::Section)
    } else if follows(&["ngày", "tháng", "năm", "giờ"]) || behind.starts_with(" giờ") {
        Some(NamedFigure::Time)
    } else if behind.starts_with(" sao") {
        text[range].parse().ok().filter(|star| (1..=5).contains(star)).map(NamedFigure::Star)
    } else {
        None
    }
}

/// A figure whose meaning the words beside it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedFigure {
    /// The number of an article or section: `Điều 3.`, `2. Lần chấm 2`.
    Section,
    /// A day, month, year or hour.
    Time,
    /// A star: `3 sao`.
    Star(u8),
}

/// Tells whether a figure of a text is the one that was asked for: `3` also matches `03`, `67.2`
/// matches `67,2`, and `9` matches either side of `09/09`.
pub(crate) fn is_figure(token: &str, figure: &str) -> bool {
    let same = |one: &str| plain(one) == plain(figure);
    same(token)
        || token
            .split_once('/')
            .is_some_and(|(one, other)| !other.contains('/') && (same(one) || same(other)))
}

fn plain(figure: &str) -> String {
    let figure = figure.trim().replace('.', ",");
    let stripped = figure.trim_start_matches('0');
    if stripped.is_empty() || stripped.starts_with(',') {
        format!("0{stripped}")
    } else {
        stripped.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{is_figure, tokens};

    #[test]
    fn figures_are_taken_whole() {
        let text = "Có 09/09 thành viên; 24 sản phẩm, từ 52,8 đến 67,2 điểm ngày 21/8/2019.";
        let all: Vec<_> = tokens(text).collect();
        assert_eq!(all, ["09/09", "24", "52,8", "67,2", "21/8/2019"]);
    }

    #[test]
    fn a_figure_is_known_with_and_without_its_leading_zero() {
        assert!(is_figure("03", "3"));
        assert!(is_figure("3", "03"));
        assert!(is_figure("09/09", "9"));
        assert!(is_figure("67,2", "67.2"));
        assert!(!is_figure("21/8/2019", "8"));
        assert!(!is_figure("67,2", "67"));
        assert!(!is_figure("30", "3"));
    }
}
