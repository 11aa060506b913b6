//! Text of a page: its fonts, and how it is shown.

mod font;
mod unicode;
mod write;

pub(super) use font::Font;
pub(super) use write::{Fonts, write};
