//! The looks of the workbooks that go out to be filled in: Times New Roman, A4, one page wide, the
//! same few colours, rows as high as their text.

use std::borrow::Cow;

use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};
use unicode_normalization::UnicodeNormalization;

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

/// Height of the highest row, in points.
const HIGHEST: f64 = 409.0;

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
    let style = "&\"Times New Roman,Regular\"&9";
    sheet.set_footer(format!("&L{style}{foot}&C{style}&A&R{style}Trang &P/&N"));
    Ok(())
}

/// Returns the height of a row for texts in columns of these widths, in points; at most what a
/// workbook allows.
#[must_use]
pub fn height<'t>(texts: impl IntoIterator<Item = (&'t str, u16)>) -> f64 {
    let lines = texts.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    (f64::from(lines.max(1)) * 15.6 + 6.0).min(HIGHEST)
}

/// Returns how many lines a text takes in a column of this width. The column is as wide as so many
/// digits, each half an em.
fn lines(text: &str, width: u16) -> u32 {
    let room = u32::from(width.max(1)) * 500 - 300;
    text.split('\n').map(|paragraph| lines_of(paragraph, room)).sum()
}

/// Returns how many lines a paragraph takes in this room, in thousandths of an em.
fn lines_of(paragraph: &str, room: u32) -> u32 {
    const BLANK: u32 = 250;
    let (mut lines, mut used) = (1, 0);
    for word in paragraph.split(' ') {
        let mut word: u32 = word.nfd().map(advance).sum();
        if used > 0 && used + BLANK + word > room {
            lines += 1;
            used = 0;
        } else if used > 0 {
            used += BLANK;
        }
        // A word that is longer than a line goes on in the next.
        while used + word > room {
            lines += 1;
            word -= room - used;
            used = 0;
        }
        used += word;
    }
    lines
}

/// Returns the width of a letter of Times New Roman in thousandths of an em, rather too wide than
/// too narrow.
fn advance(sign: char) -> u32 {
    match sign {
        '\u{300}'..='\u{36f}' => 0,
        '.' | ',' | ':' | ';' | '\'' | '/' | 'i' | 'j' | 'l' | 't' => 290,
        '(' | ')' | '[' | ']' | '-' | '!' | 'I' | 'f' | 'r' => 340,
        'a' | 'c' | 'e' | 's' | 'z' | 'J' | '“' | '”' | '?' => 450,
        'm' | 'M' | 'w' | 'W' | '%' | '@' | '…' | '—' => 900,
        sign if sign.is_uppercase() => 730,
        _ => 510,
    }
}

/// Units of UTF-16 of the longest text of a cell.
const LONGEST: usize = 32_767;

/// Returns a text as the library writes it literally: it takes one that is wholly inside `<r>` for
/// markup of its own. Such a text gets a blank at its end; one that is too long for a cell is cut.
#[must_use]
pub fn literal(text: &str) -> Cow<'_, str> {
    if text.len() > LONGEST && text.encode_utf16().count() > LONGEST {
        let mut units = 0;
        let fits = |sign: &char| {
            units += sign.len_utf16();
            units <= LONGEST
        };
        Cow::Owned(text.chars().take_while(fits).collect())
    } else if text.starts_with("<r>") && text.ends_with("</r>") {
        Cow::Owned(format!("{text} "))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_the_lines_of_its_text() {
        for (text, width, expected) in [
            ("", 10, 1),
            ("Tên sản phẩm", 20, 1),
            ("Có sử dụng nguyên liệu có nguồn gốc trong tỉnh, nhưng có tỷ lệ dưới 50%", 50, 2),
            ("Một dòng\nhai dòng\n", 30, 3),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20, 3),
        ] {
            assert_eq!(lines(text, width), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_looks_like_markup_stands_as_it_is() {
        for text in ["<r><t>Chè</t></r>", "<r>Chè</r>", "=1+1", "Chè <b>ngon</b>"] {
            let mut workbook = rust_xlsxwriter::Workbook::new();
            workbook.add_worksheet().write_string(0, 0, &*literal(text)).unwrap();
            let bytes = workbook.save_to_buffer().unwrap();
            let opened = careful_spreadsheet::Opener::new().open("a.xlsx", &bytes);
            let workbook = opened.into_iter().find_map(|file| file.workbook).unwrap();
            let cell = workbook.sheets[0].cells().next().map(|(_, cell)| cell.shown());
            assert_eq!(cell.as_deref(), Some(text));
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_at_what_a_cell_holds() {
        assert_eq!(literal(&"ấ".repeat(40_000)).chars().count(), LONGEST);
        assert_eq!(literal(&"𝒳".repeat(40_000)).encode_utf16().count(), LONGEST - 1);
    }
}
