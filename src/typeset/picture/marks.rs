//! Where marked words stand on the pages, and the boxes around them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry};

use super::letters::PlacedWord;
use super::{MarkedWords, WordBox};

/// A piece of a line that is marked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MarkedPlace {
    /// Index of the words that are marked.
    of: usize,
    /// Index of the page.
    pub(super) page: usize,
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
    /// Whether words are gone before the place, so that nothing can be boxed.
    gone: bool,
}

/// How many words around marked ones are looked for where the whole text is not found.
const AROUND: [usize; 3] = [6, 3, 1];

/// Returns the pieces of lines to be marked.
pub(super) fn places(words: &[PlacedWord], marked: &[MarkedWords]) -> Vec<MarkedPlace> {
    let mut starts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        starts.entry(&word.text).or_default().push(at);
    }
    let page = PageWords { words, starts };
    let mut places = Vec::new();
    // A text that stands on the paper twice is found at its second place the second time.
    let mut taken: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
    for (of, one) in marked.iter().enumerate() {
        let Some((first, gone)) = page.find(one, &mut taken) else { continue };
        for line in page.lines(first) {
            places.push(MarkedPlace { of, gone, ..line });
        }
    }
    places
}

struct PageWords<'a> {
    words: &'a [PlacedWord],
    /// Indices of each word.
    starts: BTreeMap<&'a str, Vec<usize>>,
}

impl PageWords<'_> {
    /// Finds marked words; tells also whether they only stand behind words that are gone.
    fn find(
        &self,
        marked: &MarkedWords,
        taken: &mut BTreeSet<(usize, usize, usize)>,
    ) -> Option<(Range<usize>, bool)> {
        let needle: Vec<String> = marked.words.iter().map(|word| word.to_lowercase()).collect();
        let gone = marked.marked.is_empty();
        // Where words are gone, the word behind them is looked for, or the last one.
        let start = marked.marked.start.min(needle.len().checked_sub(1)?);
        let wanted =
            if gone { start..start + 1 } else { start..marked.marked.end.min(needle.len()) };
        let windows = std::iter::once(needle.len()).chain(AROUND).map(|around| {
            wanted.start.saturating_sub(around)..(wanted.end + around).min(needle.len())
        });
        for window in windows.chain(Some(wanted.clone()).filter(|wanted| wanted.len() > 1)) {
            let found = self.starts_of(&needle[window.clone()]);
            let free = found.into_iter().find(|at| {
                let from = at + wanted.start - window.start;
                taken.insert((from, from + wanted.len(), window.len()))
            });
            if let Some(at) = free {
                let from = at + wanted.start - window.start;
                return Some((from..from + wanted.len(), gone));
            }
        }
        None
    }

    /// Returns where these words stand one behind the other.
    fn starts_of(&self, needle: &[String]) -> Vec<usize> {
        let Some(first) = needle.first() else { return Vec::new() };
        let starts = self.starts.get(first.as_str()).map(Vec::as_slice).unwrap_or_default();
        let matches = |at: &&usize| {
            let here = self.words.get(**at..**at + needle.len());
            here.is_some_and(|here| here.iter().zip(needle).all(|(word, one)| word.text == *one))
        };
        starts.iter().filter(matches).copied().collect()
    }

    /// Cuts a stretch of words into pieces of lines.
    fn lines(&self, range: Range<usize>) -> Vec<MarkedPlace> {
        let mut lines: Vec<(MarkedPlace, Abs)> = Vec::new();
        for word in &self.words[range] {
            let (top, bottom) = (word.base - word.size * 0.95, word.base + word.size * 0.3);
            let goes_on = |(line, base): &&mut (MarkedPlace, Abs)| {
                line.page == word.page
                    && (*base - word.base).abs() < word.size * 0.3
                    && word.left - line.right < word.size * 1.5
                    && word.left >= line.left
            };
            if let Some((line, _)) = lines.last_mut().filter(goes_on) {
                line.right = word.right;
            } else {
                let (page, left, right) = (word.page, word.left, word.right);
                let line = MarkedPlace { of: 0, page, left, right, top, bottom, gone: false };
                lines.push((line, word.base));
            }
        }
        lines.into_iter().map(|(line, _)| line).collect()
    }
}

/// Distance of a box from its words.
const AIR: f64 = 1.5;

impl MarkedPlace {
    /// The box around it on a page of this size; where words are gone, a stroke without width.
    pub(super) fn boxed(&self, page: Size) -> WordBox {
        let (width, height) = (page.x.to_pt(), page.y.to_pt());
        let air = Abs::pt(AIR);
        let right = if self.gone { self.left } else { self.right };
        WordBox {
            of: self.of,
            page: self.page,
            left: (self.left - air).to_pt() / width,
            top: self.top.to_pt() / height,
            width: (right - self.left + air * 2.0).to_pt() / width,
            height: (self.bottom - self.top).to_pt() / height,
            gone: self.gone,
        }
    }

    /// Draws the mark onto its page: a box around words, or a stroke where words are gone.
    pub(super) fn draw(&self, frame: &mut Frame) {
        let color = Color::from_u8(0xc2, 0x18, 0x07, 0xff);
        let stroke = FixedStroke::from_pair(color, Abs::pt(1.4));
        let (air, height) = (Abs::pt(AIR), self.bottom - self.top);
        let (at, shape) = if self.gone {
            let line = Geometry::Line(Point::with_y(height)).stroked(stroke);
            (Point::new(self.left - air, self.top), line)
        } else {
            let size = Size::new(self.right - self.left + air * 2.0, height);
            let back = Geometry::Rect(size).filled(Color::from_u8(0xff, 0xe3, 0x8a, 0xff));
            let at = Point::new(self.left - air, self.top);
            frame.prepend(at, FrameItem::Shape(back, Span::detached()));
            (at, Geometry::Rect(size).stroked(stroke))
        };
        frame.push(at, FrameItem::Shape(shape, Span::detached()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words one behind the other, `/` begins a line.
    fn page(text: &str) -> Vec<PlacedWord> {
        let (mut base, mut left, mut words) = (20.0, 0.0, Vec::new());
        for word in text.split(' ') {
            if word == "/" {
                (base, left) = (base + 20.0, 0.0);
                continue;
            }
            let right = left + 10.0;
            words.push(PlacedWord {
                text: word.to_lowercase(),
                page: 0,
                left: Abs::pt(left),
                right: Abs::pt(right),
                base: Abs::pt(base),
                size: Abs::pt(14.0),
            });
            left = right + 3.0;
        }
        words
    }

    fn marked(text: &str, marked: Range<usize>) -> MarkedWords {
        MarkedWords { words: text.split(' ').map(str::to_owned).collect(), marked }
    }

    fn left_and_top(places: &[MarkedPlace]) -> Vec<(f64, f64)> {
        places
            .iter()
            .map(|place| (place.left.to_pt(), (place.top.to_pt() / 20.0).floor()))
            .collect()
    }

    #[test]
    fn words_are_boxed_line_by_line() {
        let found =
            places(&page("Công nhận / hai ba sản phẩm"), &[marked("công nhận hai ba", 1..3)]);
        assert_eq!(left_and_top(&found), [(13.0, 0.0), (0.0, 1.0)]);
        assert!(!found[0].gone);
    }

    #[test]
    fn a_text_that_stands_twice_is_found_at_both_places() {
        let twice = [marked("ba sao", 0..1), marked("ba sao", 0..1)];
        let found = places(&page("ba sao / ba sao"), &twice);
        assert_eq!(left_and_top(&found), [(0.0, 0.0), (0.0, 1.0)]);
    }

    #[test]
    fn where_a_layout_breaks_a_text_the_words_around_are_looked_for() {
        let text = "một hai ba bốn năm sáu bảy tám chín mười 24 sản phẩm của đợt này";
        let found = places(
            &page("3 ba bốn năm sáu bảy tám chín mười 24 sản phẩm của / 4 đợt này"),
            &[marked(text, 10..11)],
        );
        assert_eq!(left_and_top(&found), [(13.0 * 9.0, 0.0)]);
        assert!(places(&page("một 24 hai"), &[marked("khác 24", 1..2)]).is_empty());
    }

    #[test]
    fn where_words_are_gone_a_stroke_stands_before_the_next() {
        let found = places(&page("Điều 1 có hiệu lực"), &[marked("Điều 1 có hiệu lực", 2..2)]);
        assert_eq!((left_and_top(&found), found[0].gone), (vec![(26.0, 0.0)], true));
    }
}
