//! The looks of the workbook: Times New Roman, A4, one page wide.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::declaration::form::{Kind, SheetForm};

/// The formats of all cells.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) section: Format,
    /// A line of explanation under a title.
    pub(super) why: Format,
    pub(super) head: Format,
    /// The name of an item; bold where it must be filled in.
    pub(super) label: Format,
    pub(super) needed_label: Format,
    pub(super) help: Format,
    /// A paragraph of the guide.
    pub(super) plain: Format,
    pub(super) number: Format,
    pub(super) link: Format,
    text: Format,
    free: Format,
    whole: Format,
    date: Format,
    month: Format,
    /// The colour of a cell that must be filled in.
    pub(super) wanted: Format,
}

/// Colour of cells that must be filled in.
const WANTED: Color = Color::RGB(0x00FF_F2CC);
const GREY: Color = Color::RGB(0x00F2_F2F2);
const RULE: Color = Color::RGB(0x007F_7F7F);
const DIM: Color = Color::RGB(0x0059_5959);
const BLUE: Color = Color::RGB(0x001F_4E79);

/// Height of a default row and width of a default column, in pixels.
pub(super) const ROW_PIXELS: u32 = 21;
pub(super) const COLUMN_PIXELS: u32 = 72;

/// Number of A4 in the workbook format.
const A4: u8 = 9;

impl Look {
    pub(super) fn new() -> Self {
        let base = usual().set_align(FormatAlign::VerticalCenter);
        let wrapped = base.clone().set_text_wrap();
        let cell = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(RULE);
        let left = cell.clone().set_align(FormatAlign::Left);
        let why = wrapped.clone().set_italic().set_font_size(11).set_align(FormatAlign::Top);
        Self {
            title: base.clone().set_bold().set_font_size(14),
            section: base.clone().set_bold().set_font_size(13),
            why,
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(GREY),
            needed_label: cell.clone().set_bold(),
            label: cell.clone(),
            help: cell.clone().set_font_size(11).set_font_color(DIM),
            plain: wrapped.clone().set_align(FormatAlign::Top),
            number: wrapped.clone().set_align(FormatAlign::Top).set_align(FormatAlign::Center),
            link: wrapped.set_font_color(BLUE),
            text: cell.clone().set_num_format("@"),
            free: left.clone(),
            whole: left.clone(),
            date: left.clone().set_num_format("dd/mm/yyyy"),
            month: left.set_num_format("mm/yyyy"),
            wanted: Format::new().set_background_color(WANTED),
        }
    }

    /// Returns the format of a value.
    pub(super) fn value(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::Time | Kind::OpenChoice => &self.text,
            Kind::Choice | Kind::Name => &self.free,
            Kind::Whole | Kind::Decimal => &self.whole,
            Kind::Date | Kind::PaperDate => &self.date,
            Kind::Month => &self.month,
        }
    }
}

/// Returns the default format. Widths of columns are measured in its digits.
pub(super) fn usual() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12)
}

/// Sets up a sheet: paper, footer, widths, the hidden column of keys.
pub(super) fn page(sheet: &mut Worksheet, form: &SheetForm) -> Result<(), XlsxError> {
    named(sheet, &form.name, form.portrait)?;
    for (column, width) in (1..).zip(&form.widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    sheet.set_column_hidden(0)?;
    Ok(())
}

/// Sets up name, paper and footer of a sheet.
pub(super) fn named(sheet: &mut Worksheet, name: &str, portrait: bool) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_paper_size(A4);
    if portrait {
        sheet.set_portrait();
    } else {
        sheet.set_landscape();
    }
    sheet.set_margins(0.75, 0.5, 0.6, 0.75, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    sheet.set_footer(
        "&L&\"Times New Roman,Regular\"&9Khai báo đợt đánh giá OCOP&C&\"Times New Roman,Regular\"&9&A&R&\"Times New Roman,Regular\"&9Trang &P/&N",
    );
    Ok(())
}

/// Returns the height of a row for texts in columns of these widths, in points.
pub(super) fn height<'t>(texts: impl IntoIterator<Item = (&'t str, u16)>) -> f64 {
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
