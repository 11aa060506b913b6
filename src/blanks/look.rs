//! The formats that all forms share.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::sheet_look::{CLOSED, DONE, GREY, RULE, WANTED, WRONG, usual};

/// Colour of links.
pub(super) const BLUE: Color = Color::RGB(0x001F_4E79);
/// Colour of what excludes a product.
pub(super) const RED: Color = Color::RGB(0x009C_0006);
/// Colour of what only explains.
pub(super) const DIM: Color = Color::RGB(0x0059_5959);

/// The formats that all forms share; others are made from them. Cells are locked but those of
/// [`input`](Self::input).
pub(super) struct Look {
    /// A line that is not in a table, wrapped.
    pub(super) plain: Format,
    /// The title of a form.
    pub(super) title: Format,
    /// A line under the title, and a place to sign.
    pub(super) middle: Format,
    /// A line of explanation.
    pub(super) why: Format,
    /// The printed code.
    pub(super) code: Format,
    /// A cell of a table, wrapped.
    pub(super) cell: Format,
    /// A short value in the middle of its cell.
    pub(super) value: Format,
    /// A heading of a table.
    pub(super) head: Format,
    /// A cell to be filled in.
    pub(super) input: Format,
    /// A cell that would be filled in, were it not closed.
    pub(super) closed: Format,
    /// A link to another sheet.
    pub(super) link: Format,
    /// Colour of a cell that must be filled in, for rules.
    pub(super) wanted: Format,
    /// Colour of a value that is not allowed, for rules.
    pub(super) wrong: Format,
    /// Colour of what is done or chosen, for rules.
    pub(super) done: Format,
}

impl Look {
    /// Makes the formats.
    pub(super) fn new() -> Self {
        let base = usual().set_align(FormatAlign::VerticalCenter);
        let plain = base.clone().set_text_wrap();
        let middle = plain.clone().set_align(FormatAlign::Center);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_border_color(RULE);
        let value = cell.clone().set_align(FormatAlign::Center);
        let small = base.clone().set_italic().set_font_size(10);
        Self {
            title: middle.clone().set_bold().set_font_size(14),
            why: plain.clone().set_italic().set_font_size(11).set_font_color(DIM),
            code: small.set_align(FormatAlign::Right),
            head: value.clone().set_bold().set_background_color(GREY),
            input: cell.clone().set_unlocked(),
            closed: cell.clone().set_background_color(CLOSED),
            link: value
                .clone()
                .set_font_color(BLUE)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            wanted: Format::new().set_background_color(WANTED),
            wrong: Format::new().set_background_color(WRONG),
            done: Format::new().set_background_color(DONE),
            plain,
            middle,
            cell,
            value,
        }
    }
}
