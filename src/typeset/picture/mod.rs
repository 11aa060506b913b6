//! Draws the pages of a paper as pictures: the same pages that become its PDF, with marks around
//! words.

mod letters;
mod marks;

use std::io;
use std::ops::Range;

use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_render::{RenderOptions, render};

use super::{TypesetFailure, Typesetter};
use crate::documents::WrittenPaper;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The bytes of the PNG.
    pub png: Vec<u8>,
    /// How many places are marked on it.
    pub marks: usize,
}

/// Words to be marked on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedWords {
    /// The words of a paragraph, or of a row of a table, as they stand on the paper.
    pub words: Vec<String>,
    /// Which of them are marked. Where it is empty, the place before the word at its start is.
    pub marked: Range<usize>,
}

/// Pixels to an inch: a page of A4 is 794 by 1123.
pub const RESOLUTION: f64 = 96.0;

const POINTS_PER_INCH: f64 = 72.0;

/// A paper as it is laid out: the pages that become its PDF.
pub struct LaidPaper {
    document: PagedDocument,
}

/// A box around words on a page. Its measures are parts of the width and height of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct WordBox {
    /// Index of the words that it is around, in the list that was asked for.
    pub of: usize,
    /// Index of the page.
    pub page: usize,
    /// Distance from the left end of the page.
    pub left: f64,
    /// Distance from its top.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Whether words are gone before the place, so that nothing can be boxed.
    pub gone: bool,
}

impl Typesetter {
    /// Lays out a paper.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], as [`print`](Self::print).
    pub fn lay_out(&self, paper: &WrittenPaper) -> Result<LaidPaper, TypesetFailure> {
        let data = serde_json::to_vec(&paper.document)
            .map_err(|error| TypesetFailure::Broken(error.to_string()))?;
        let layout = format!("layout/{}.typ", paper.layout);
        Ok(LaidPaper { document: self.engine.laid_out(&layout, data, paper.date)? })
    }

    /// Typesets a paper and draws its pages at [`RESOLUTION`], with a box around the words to be
    /// marked. Words that are not found on the pages are left out.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], as [`print`](Self::print).
    pub fn pictures(
        &self,
        paper: &WrittenPaper,
        marked: &[MarkedWords],
    ) -> Result<Vec<PagePicture>, TypesetFailure> {
        let LaidPaper { document } = self.lay_out(paper)?;
        let places = marks::places(&letters::words(document.pages()), marked);
        let draw = |(number, page): (usize, &Page)| {
            let here: Vec<_> = places.iter().filter(|place| place.page == number).collect();
            let mut page = page.clone();
            for place in &here {
                place.draw(&mut page.frame);
            }
            picture(&page, here.len(), RESOLUTION)
        };
        document.pages().iter().enumerate().map(draw).collect()
    }
}

impl LaidPaper {
    /// Width and height of each page, in points.
    #[must_use]
    pub fn sizes(&self) -> Vec<(f64, f64)> {
        let size = |page: &Page| (page.frame.width().to_pt(), page.frame.height().to_pt());
        self.document.pages().iter().map(size).collect()
    }

    /// Draws the page with this index, with so many pixels to an inch; `None` when there is no such
    /// page.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure::Broken`] when the picture cannot be encoded, a fault of this program.
    pub fn picture(
        &self,
        page: usize,
        resolution: f64,
    ) -> Result<Option<PagePicture>, TypesetFailure> {
        self.document.pages().get(page).map(|page| picture(page, 0, resolution)).transpose()
    }

    /// Returns the boxes around these words, line by line. Words that are not found on the pages
    /// have none.
    #[must_use]
    pub fn boxes(&self, marked: &[MarkedWords]) -> Vec<WordBox> {
        let pages = self.document.pages();
        let places = marks::places(&letters::words(pages), marked);
        let boxed = |place: &marks::MarkedPlace| {
            pages.get(place.page).map(|page| place.boxed(page.frame.size()))
        };
        places.iter().filter_map(boxed).collect()
    }
}

/// Draws a page.
fn picture(page: &Page, marks: usize, resolution: f64) -> Result<PagePicture, TypesetFailure> {
    let pixel_per_pt = Scalar::new(resolution / POINTS_PER_INCH);
    let pixels = render(page, &RenderOptions { pixel_per_pt, render_bleed: false });
    let (width, height) = (pixels.width(), pixels.height());
    let png = encoded(pixels.data(), width, height)
        .map_err(|error| TypesetFailure::Broken(error.to_string()))?;
    Ok(PagePicture { width, height, png, marks })
}

/// Encodes pixels of four bytes as PNG: in shades of grey where the page has no colour. The page is
/// opaque, so the last byte of a pixel says nothing.
fn encoded(pixels: &[u8], width: u32, height: u32) -> io::Result<Vec<u8>> {
    let grey = pixels.chunks_exact(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let (color, kept) =
        if grey { (png::ColorType::Grayscale, 1) } else { (png::ColorType::Rgb, 3) };
    let data: Vec<u8> =
        pixels.chunks_exact(4).flat_map(|pixel| pixel[..kept].iter().copied()).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_colour_takes_one_byte_a_pixel() {
        let grey = encoded(&[7, 7, 7, 255, 9, 9, 9, 255], 2, 1).unwrap();
        let coloured = encoded(&[7, 7, 7, 255, 9, 9, 8, 255], 2, 1).unwrap();
        let kind = |png: &[u8]| {
            png::Decoder::new(io::Cursor::new(png.to_vec())).read_info().unwrap().info().color_type
        };
        assert_eq!(kind(&grey), png::ColorType::Grayscale);
        assert_eq!(kind(&coloured), png::ColorType::Rgb);
    }
}
