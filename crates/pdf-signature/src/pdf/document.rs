//! What can be asked of a file: its pages, and what is written on them.

use super::page::{Glyph, MarkKind, draw_appearance, draw_content, draw_page};
use super::reading::{
    PdfFile, View, corners, inherited, page_content, pages, quarters, seen_area, size_of,
};
use super::syntax::Value;
use super::{PdfError, StructureFault};

/// A page of a file.
#[derive(Debug, Clone, Copy)]
pub struct Page<'f, 'a> {
    pub(super) view: View<'f, 'a>,
    /// The number of its object.
    pub(super) number: u32,
}

/// Something that lies over a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// What is written in it; empty for a picture.
    pub text: String,
    /// Its corners in points: left, bottom, right, top.
    pub rectangle: [f64; 4],
    /// Whether it is the picture of a signature.
    pub is_signature: bool,
    /// The words of the page on which something of it lies, line by line; all of them where that
    /// cannot be told.
    pub over: Vec<String>,
    /// Whether all programs draw it alike.
    pub is_certain: bool,
}

impl<'a> PdfFile<'a> {
    /// The pages of the file as it is now, first page first.
    ///
    /// # Errors
    ///
    /// [`StructureFault::NoPages`] when the tree of pages cannot be followed.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let bytes = Vec::new();
    /// let file = pdf_signature::PdfFile::from_bytes(&bytes)?;
    /// for (number, page) in (1..).zip(file.pages()?) {
    ///     let [width, height] = page.size()?;
    ///     println!("page {number}, {width} x {height} points: {}", page.lines().join(" | "));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(&self) -> Result<Vec<Page<'_, 'a>>, StructureFault> {
        let view = self.latest();
        Ok(pages(view)?.into_iter().map(|number| Page { view, number }).collect())
    }

    /// The first half of `/ID`, which a file keeps through all its revisions (ISO 32000-1, 14.4);
    /// `None` if it has none.
    pub fn identity(&self) -> Option<Vec<u8>> {
        let view = self.latest();
        let first = view.array(view.trailer(), b"ID").first()?;
        view.resolve(first).text().map(<[u8]>::to_vec)
    }

    /// The title in the description of the file (`/Info`); `None` if it has none.
    pub fn title(&self) -> Option<String> {
        self.latest().title()
    }
}

impl Page<'_, '_> {
    /// Width and height in points, to the precision of `f32`.
    ///
    /// # Errors
    ///
    /// [`PdfError::Damaged`] when neither the page nor the tree above it gives a size.
    pub fn size(&self) -> Result<[f64; 2], PdfError> {
        let page = self.view.get(self.number).and_then(|page| page.dict());
        let bounds = page.and_then(|page| inherited(self.view, page, b"MediaBox"));
        size_of(bounds.ok_or(PdfError::Damaged("no /MediaBox".into()))?)
    }

    /// Width and height in points as a reader shows the page: cut to its crop box, and turned.
    ///
    /// # Errors
    ///
    /// [`PdfError::Damaged`] when the page has no size.
    pub fn seen_size(&self) -> Result<[f64; 2], PdfError> {
        let [left, bottom, right, top] = self.seen_box()?;
        let (width, height) = (right - left, top - bottom);
        Ok(if quarters(self.view, self.number) % 2 == 0 {
            [width, height]
        } else {
            [height, width]
        })
    }

    /// Where a box of the page as it is seen stands in the coordinates of the page. Both are left,
    /// bottom, right and top in points; the first from the lower left corner of what is seen.
    ///
    /// # Errors
    ///
    /// [`PdfError::Damaged`] when the page has no size.
    pub fn on_page(&self, seen: [f64; 4]) -> Result<[f64; 4], PdfError> {
        let [left, bottom, right, top] = self.seen_box()?;
        let quarters = quarters(self.view, self.number);
        let point = |x: f64, y: f64| match quarters {
            0 => [left + x, bottom + y],
            1 => [right - y, bottom + x],
            2 => [right - x, top - y],
            _ => [left + y, top - x],
        };
        let (one, other) = (point(seen[0], seen[1]), point(seen[2], seen[3]));
        Ok([one[0].min(other[0]), one[1].min(other[1]), one[0].max(other[0]), one[1].max(other[1])])
    }

    /// The part of the page that is shown.
    fn seen_box(&self) -> Result<[f64; 4], PdfError> {
        let page = self.view.get(self.number).and_then(|page| page.dict());
        let seen = page.and_then(|page| seen_area(self.view, page));
        seen.ok_or_else(|| PdfError::Damaged("/MediaBox".into()))
    }

    /// What draws the page, unpacked: all its streams, each with a line end behind it.
    ///
    /// # Errors
    ///
    /// [`StructureFault`] when it cannot be unpacked, or is more than `most` bytes.
    pub fn content(&self, most: usize) -> Result<Vec<u8>, StructureFault> {
        page_content(self.view, self.number, most)
    }

    /// Every sign that the page certainly shows, in the order in which it is drawn, without
    /// annotations. What is cut off, hardly seen or not shown at all is left out, and so is what
    /// cannot be read.
    pub fn glyphs(&self) -> Vec<Glyph> {
        let marks = draw_content(self.view, self.number).marks.into_iter();
        marks
            .filter_map(
                |mark| if let MarkKind::Glyph(glyph) = mark.kind { Some(glyph) } else { None },
            )
            .collect()
    }

    /// What is laid over the page and is seen: signatures, stamps, notes, filled fields, in the order
    /// in which the page lists them.
    pub fn overlays(&self) -> Vec<Overlay> {
        let page = self.view.get(self.number).and_then(|page| page.dict());
        let items = page.map(|page| self.view.array(page, b"Annots")).unwrap_or_default();
        let content = draw_content(self.view, self.number);
        let overlay = |item: &Value<'_>| {
            let dict = self.view.resolve(item).dict()?;
            let shown = draw_appearance(self.view, dict);
            if shown.is_empty() {
                return None;
            }
            let is_signature = self.view.lookup(dict, b"FT").and_then(Value::name) == Some(b"Sig");
            let text = shown.all_lines().join(" ");
            // Where no place can be read programs may put it anywhere.
            let place = corners(self.view, dict, b"Rect");
            let over = match place {
                Some(_) if !shown.unsure => content.words_below(&shown.marks),
                _ => content.all_lines(),
            };
            let rectangle = place.or_else(|| self.seen_box().ok()).unwrap_or_default();
            Some(Overlay { text, rectangle, is_signature, over, is_certain: !shown.unsure })
        };
        items.iter().filter_map(overlay).collect()
    }

    /// The lines that are written on the page, from top to bottom, as they are seen: whatever
    /// program wrote the file, and in whatever order. What a line holds is read from left to right.
    pub fn lines(&self) -> Vec<String> {
        draw_content(self.view, self.number).all_lines()
    }

    /// The words of the page over which something was painted afterwards, in the content or by an
    /// annotation, line by line from top to bottom: a white area too.
    pub fn painted_over(&self) -> Vec<String> {
        draw_page(self.view, self.number).painted_over()
    }

    /// The same, and apart from them the digits that stand in some areas (left, bottom, right, top
    /// in points), one text an area, read from left to right.
    pub fn lines_and_digits(&self, areas: &[[f64; 4]]) -> (Vec<String>, Vec<String>) {
        let mut drawn = draw_content(self.view, self.number);
        let digits = areas.iter().map(|area| drawn.take_digits(*area)).collect();
        (drawn.all_lines(), digits)
    }
}
