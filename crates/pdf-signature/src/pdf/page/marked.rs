//! What the content of a page says of itself (marked content, ISO 32000-1, 14.6).

use super::colour::Sight;
use crate::pdf::syntax::{Value, decode_text};

/// The spans of marked content that are open.
#[derive(Debug, Default)]
pub(super) struct MarkedContent {
    /// For each open span: whether it is decoration, and what is seen of it.
    open: Vec<(bool, Sight)>,
    /// How many spans with a number (`/MCID`) have begun.
    pieces: usize,
    /// Text that stands for the glyphs to come, and how deep its span is.
    text: Option<(usize, String)>,
}

impl MarkedContent {
    /// Begins a span: its tag, and what is said of it. `sight` tells what is seen of its layer.
    pub(super) fn begin(&mut self, operands: &[Value<'_>], sight: Sight) {
        let is_decoration = operands.first().and_then(Value::name) == Some(b"Artifact");
        self.open.push((is_decoration, sight));
        let Some(properties) = operands.get(1).and_then(Value::dict) else { return };
        self.pieces += usize::from(properties.get(b"MCID").is_some());
        if let Some(text) = properties.get(b"ActualText").and_then(Value::text) {
            self.text = Some((self.open.len(), decode_text(text)));
        }
    }

    /// Ends the last span, unless so many spans only are open: a drawing closes none that it did
    /// not open.
    pub(super) fn end(&mut self, outside: usize) {
        self.close_to(outside.max(self.open.len().saturating_sub(1)));
    }

    /// How many spans are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Ends all spans but so many.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
        if self.text.as_ref().is_some_and(|(of, _)| *of > depth) {
            self.text = None;
        }
    }

    /// Whether what is drawn now is inside a span that the file marks as decoration (`/Artifact`),
    /// such as a page number or a repeated heading.
    pub(super) fn is_decoration(&self) -> bool {
        self.open.iter().any(|(is_decoration, _)| *is_decoration)
    }

    /// What is seen of what is drawn now, as far as the layers of the spans tell.
    pub(super) fn sight(&self) -> Sight {
        self.open.iter().map(|(_, sight)| *sight).min().unwrap_or(Sight::Plain)
    }

    /// How many spans with a number have begun.
    pub(super) fn pieces(&self) -> usize {
        self.pieces
    }

    /// What the next glyph stands for: all of the text, and nothing once it was taken.
    pub(super) fn take_text(&mut self) -> Option<String> {
        self.text.as_mut().map(|(_, text)| std::mem::take(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::syntax::Parser;

    fn values(text: &str) -> Vec<Value<'_>> {
        let mut parser = Parser::new(text.as_bytes(), 0);
        std::iter::from_fn(|| parser.value().ok()).collect()
    }

    #[test]
    fn a_text_stands_for_the_glyphs_of_its_span_and_is_read_once() {
        let mut marked = MarkedContent::default();
        marked.begin(&values("/P <</MCID 0>>"), Sight::Plain);
        marked.begin(&values("/Span <</ActualText (ffi)>>"), Sight::Plain);
        marked.begin(&values("/Artifact"), Sight::Plain);
        assert!(marked.is_decoration());
        marked.end(0);
        assert_eq!(
            (marked.take_text().as_deref(), marked.take_text().as_deref()),
            (Some("ffi"), Some(""))
        );
        marked.end(0);
        assert_eq!((marked.take_text(), marked.pieces(), marked.is_decoration()), (None, 1, false));
    }

    #[test]
    fn a_drawing_closes_no_span_that_it_did_not_open() {
        let mut marked = MarkedContent::default();
        marked.begin(&values("/Artifact"), Sight::Plain);
        marked.end(1);
        assert!(marked.is_decoration());
        marked.begin(&values("/P"), Sight::Plain);
        marked.close_to(1);
        marked.end(0);
        assert_eq!(marked.depth(), 0);
    }
}
