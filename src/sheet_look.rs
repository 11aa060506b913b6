//! The looks of the workbooks that go out to be filled in: Times New Roman, A4, one page wide, the
//! same few colours, rows as high as their text.

use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};

/// Colour of cells that must be filled in.
pub const WANTED: Color = Color::RGB(0x00FF_F2CC);
/// Colour of cells whose value is not allowed.
pub const WRONG: Color = Color::RGB(0x00F8_CBAD);
/// Colour of what is done or chosen.
pub const DONE: Color = Color::RGB(0x00E2_EFDA);
/// Colour of what is closed.
pub const CLOSED: Color = Color::RGB(0x00D9_D9D9);
/// Colour of headings.
pub const GREY: Color = Color::RGB(0x00F2_F2F2);
/// Colour of the rules between cells.
pub const RULE: Color = Color::RGB(0x007F_7F7F);

/// Height of a default row and width of a default column, in pixels.
pub const ROW_PIXELS: u32 = 21;
/// Width of a default column, in pixels.
pub const COLUMN_PIXELS: u32 = 72;

/// Number of A4 in the workbook format.
const A4: u8 = 9;

/// Returns the default format. Widths of columns are measured in its digits.
#[must_use]
pub fn usual() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12)
}

/// Sets up name, paper and footer of a worksheet: A4, one page wide; the footer says `foot`, the
/// name of the worksheet and the page.
///
/// # Errors
///
/// When the name is none that a worksheet may have.
pub fn page(
    sheet: &mut Worksheet,
    name: &str,
    portrait: bool,
    foot: &str,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_paper_size(A4);
    if portrait {
        sheet.set_portrait();
    } else {
        sheet.set_landscape();
    }
    sheet.set_margins(0.75, 0.5, 0.6, 0.75, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    let font = "&\"Times New Roman,Regular\"&9";
    sheet.set_footer(format!("&L{font}{foot}&C{font}&A&R{font}Trang &P/&N"));
    Ok(())
}

/// Returns the height of a row for texts in columns of these widths, in points.
#[must_use]
pub fn height<'t>(texts: impl IntoIterator<Item = (&'t str, u16)>) -> f64 {
    let lines = texts.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    f64::from(lines.max(1)) * 15.6 + 6.0
}

/// Returns how many lines a text takes in a column of this width. A letter is a little narrower
/// than a digit on the whole, capitals are wider.
fn lines(text: &str, width: u16) -> u32 {
    let room = u32::from(width) * 19 / 2 - 5;
    let wide = |word: &str| -> u32 {
        word.chars().map(|sign| if sign.is_uppercase() { 14 } else { 9 }).sum()
    };
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let word = wide(word);
        let needed = if used == 0 { word } else { used + 5 + word };
        if used > 0 && needed > room {
            lines += 1;
            used = word;
        } else {
            used = needed;
        }
    }
    lines
}
