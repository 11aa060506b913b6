//! How a page is laid out, and what is on it besides its words.

use super::PdfError;
use super::document::Page;
use super::page::{MarkKind, draw_content};
use super::reading::{box_of, inherited, seen_area};
use super::syntax::Value;

/// How a page is laid out, before anything is drawn on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageFrame {
    /// The whole page (`/MediaBox`): left, bottom, right, top in units of the page.
    pub media: [f64; 4],
    /// What is shown of it: cut to `/CropBox`.
    pub seen: [f64; 4],
    /// How many quarters of a full turn it is turned clockwise, from 0 to 3.
    pub quarters: u8,
    /// How many points a unit is (`/UserUnit`).
    pub unit: f64,
}

/// Something on a page that is no text which can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it is.
    pub kind: ShapeKind,
    /// The box around what is seen of it: left, bottom, right, top in units of the page.
    pub rectangle: [f64; 4],
}

/// What a shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    /// A picture, or a colour that runs into another.
    Picture,
    /// An area that is filled.
    Area,
    /// A line, or an area that is as thin as one.
    Line,
    /// Letters that are hard to see, or of which nobody can tell what they look like.
    Unreadable,
}

impl Page<'_, '_> {
    /// How the page is laid out.
    ///
    /// # Errors
    ///
    /// [`PdfError::Damaged`] when it does not say so in a way that all programs read alike.
    pub fn frame(&self) -> Result<PageFrame, PdfError> {
        let damaged = |key: &str| PdfError::Damaged(format!("/{key}"));
        let page = self.view.get(self.number).and_then(|page| page.dict());
        let page = page.ok_or_else(|| damaged("Page"))?;
        let media = box_of(self.view, page, b"MediaBox")?.ok_or_else(|| damaged("MediaBox"))?;
        let seen = seen_area(self.view, page).ok_or_else(|| damaged("CropBox"))?;
        let turn = inherited(self.view, page, b"Rotate").map_or(Some(0), Value::integer);
        let turn = turn.filter(|turn| turn % 90 == 0).ok_or_else(|| damaged("Rotate"))?;
        let quarters = u8::try_from((turn / 90).rem_euclid(4)).unwrap_or_default();
        let unit = page.get(b"UserUnit").map(|unit| self.view.resolve(unit).points());
        let unit = unit.unwrap_or(Some(1.0)).filter(|unit| *unit > 0.0);
        Ok(PageFrame { media, seen, quarters, unit: unit.ok_or_else(|| damaged("UserUnit"))? })
    }

    /// The pictures, areas and lines that the content of the page shows, and letters that cannot be
    /// read, in the order in which they are drawn; without annotations. White areas are none of
    /// them: what they cover is [`Page::painted_over`].
    pub fn shapes(&self) -> Vec<Shape> {
        let marks = draw_content(self.view, self.number).marks.into_iter();
        let shapes = marks.filter_map(|mark| {
            let kind = match mark.kind {
                MarkKind::Glyph(glyph) if glyph.text.contains(char::REPLACEMENT_CHARACTER) => {
                    ShapeKind::Unreadable
                }
                MarkKind::Glyph(_) => return None,
                MarkKind::Faint(_) => ShapeKind::Unreadable,
                MarkKind::Line => ShapeKind::Line,
                MarkKind::Area => ShapeKind::Area,
                MarkKind::Picture | MarkKind::Other | MarkKind::Signature(_) => ShapeKind::Picture,
            };
            Some(Shape { kind, rectangle: mark.area })
        });
        shapes.collect()
    }

    /// The words that the content of the page draws and nobody sees, line by line from top to
    /// bottom: invisible or transparent ones, white ones, those outside the page or in a layer that
    /// is switched off.
    pub fn hidden(&self) -> Vec<String> {
        draw_content(self.view, self.number).hidden_lines()
    }

    /// Whether everything that the content of the page draws could be read, in the one way in which
    /// all programs read it.
    pub fn is_certain(&self) -> bool {
        let mut objects = self.view.objects();
        !draw_content(self.view, self.number).unsure
            && !objects.any(|object| self.view.odd_reference(&object.value).is_some())
    }
}
