//! What a page shows: signs, lines, areas and pictures, each with its place.

mod artist;
mod canvas;
mod font;
mod geometry;
mod mark;
mod marked;
mod meeting;
mod paint;
mod pen;
mod unicode;
mod write;

pub(crate) use artist::{draw_appearance, draw_content, draw_page};
pub(crate) use geometry::overlap;
pub use mark::Glyph;
pub(crate) use mark::MarkKind;
pub(crate) use meeting::Overlap;
