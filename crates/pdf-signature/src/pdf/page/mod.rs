//! What a page shows: signs, lines, areas and pictures, each with its place.

mod annotation;
mod artist;
mod canvas;
mod colour;
mod geometry;
mod image;
mod layers;
mod mark;
mod marked;
mod meeting;
mod paint;
mod painted;
mod pen;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use annotation::{draw_appearance, draw_page, is_boxed};
pub(crate) use artist::draw_content;
pub(crate) use geometry::{common, overlap};
pub use mark::Glyph;
pub(crate) use mark::{Drawn, MarkKind, PaintedMark};
pub(crate) use meeting::{Overlap, boxes};
