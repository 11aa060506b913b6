//! The formats and page settings of the workbook: Times New Roman, A4 landscape.

use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Worksheet, XlsxError,
};

use super::formula;

/// The formats of all cells.
pub(super) struct Look {
    /// The title of a sheet.
    pub(super) title: Format,
    /// The line under the title, which names the round.
    pub(super) subtitle: Format,
    /// A line of explanation.
    pub(super) remark: Format,
    /// The line that sums up all checks.
    pub(super) verdict: Format,
    /// A paragraph that explains how something is counted.
    pub(super) explanation: Format,
    /// A heading.
    pub(super) head: Format,
    /// A heading that is turned by 90 degrees.
    pub(super) upright: Format,
    /// A turned heading above the program's values.
    pub(super) upright_program: Format,
    /// Heading of the scratch column.
    pub(super) head_scratch: Format,
    /// Running text in a cell.
    pub(super) text: Format,
    /// The name of a criterion.
    pub(super) indented: Format,
    /// A short centred text.
    pub(super) middle: Format,
    /// The heading of a product's rows.
    pub(super) block: Format,
    /// The number of the product in that heading.
    pub(super) block_number: Format,
    /// The label of a total.
    pub(super) label: Format,
    /// A mark.
    pub(super) mark: Format,
    /// A member's remark below the marks.
    pub(super) aside: Format,
    /// A total.
    pub(super) total: Format,
    /// Whole numbers: as formulas, and as values of the program.
    pub(super) whole: [Format; 2],
    /// Sums and differences, in the same two forms.
    pub(super) sum: [Format; 2],
    /// Means, in the same two forms.
    pub(super) mean: [Format; 2],
    /// Means as printed, in the same two forms.
    pub(super) printed: [Format; 2],
    /// The check.
    pub(super) check: Format,
    /// The capacity and the name of somebody who signs.
    pub(super) sign: Format,
    /// The date above a place to sign, and the hint below it.
    pub(super) sign_hint: Format,
    /// A cell that anyone may write into.
    pub(super) scratch: Format,
}

const GREEN: Color = Color::RGB(0x00E2_EFDA);
const GREY: Color = Color::RGB(0x00F2_F2F2);
const YELLOW: Color = Color::RGB(0x00FF_FBE6);
/// Colour of texts that say that all is well.
const INK: Color = Color::RGB(0x0037_5623);
const DIM: Color = Color::RGB(0x0059_5959);

impl Look {
    /// Makes the formats. `marks` is the number of decimals of marks, `printed` that of printed
    /// means.
    pub(super) fn new(marks: u32, printed: u32) -> Self {
        let plain = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter);
        let cell =
            plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x007F_7F7F));
        let middle = cell.clone().set_align(FormatAlign::Center);
        let head = middle.clone().set_bold().set_text_wrap().set_background_color(GREEN);
        let upright = head.clone().set_rotation(90);
        let number = |decimals: u32| {
            let live = middle.clone().set_num_format(places(decimals));
            let program = live.clone().set_background_color(GREY).set_font_color(DIM).set_italic();
            [live, program]
        };
        let open = cell.clone().set_unlocked().set_background_color(YELLOW);
        Self {
            title: plain.clone().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            subtitle: plain.clone().set_font_size(12).set_align(FormatAlign::Center),
            verdict: plain.clone().set_bold().set_align(FormatAlign::Center).set_font_color(INK),
            explanation: plain.clone().set_text_wrap(),
            remark: plain.clone().set_italic().set_font_size(10).set_align(FormatAlign::Center),
            sign: plain.clone().set_bold().set_font_size(12).set_align(FormatAlign::Center),
            sign_hint: plain.clone().set_italic().set_align(FormatAlign::Center),
            upright_program: upright
                .clone()
                .set_italic()
                .set_font_color(DIM)
                .set_background_color(GREY),
            upright,
            head_scratch: head.clone().set_background_color(YELLOW),
            head,
            text: cell.clone().set_text_wrap(),
            indented: cell.clone().set_indent(1).set_shrink(),
            block: cell.clone().set_bold().set_indent(1).set_background_color(GREY),
            block_number: middle.clone().set_bold().set_background_color(GREY),
            label: cell.clone().set_bold().set_indent(1),
            mark: middle.clone().set_num_format(places(marks)),
            aside: middle.clone().set_italic().set_font_size(9).set_text_wrap(),
            total: middle.clone().set_bold().set_num_format(places(marks)),
            whole: number(0),
            sum: number(marks),
            mean: number((printed + 1).max(2)),
            printed: number(printed).map(Format::set_bold),
            check: middle.clone().set_bold().set_font_color(INK),
            middle,
            scratch: open,
        }
    }
}

/// Returns the default format of the workbook. Its font is the one in which widths of columns are
/// measured.
pub(super) fn usual() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

/// Height of a default row and width of a default column in this font, in pixels.
pub(super) const ROW_PIXELS: u32 = 20;
pub(super) const COLUMN_PIXELS: u32 = 64;

/// Returns the number format with so many decimals.
fn places(decimals: u32) -> String {
    if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals as usize)) }
}

/// Converts the width of a column to pixels, as Excel does.
pub(super) fn pixels(width: u16) -> u32 {
    u32::from(width) * 7 + 5
}

/// Size of A4 landscape between the margins: width in pixels (277 mm), height in points between
/// header and footer (179 mm). Both are reduced by a twentieth, because other programs draw columns
/// and rows a little larger than Excel.
const PAGE_WIDTH: u32 = 995;
const PAGE_HEIGHT: u32 = 484;
/// The same for A3 landscape (400 mm, 266 mm).
const A3_WIDTH: u32 = 1437;
const A3_HEIGHT: u32 = 719;

/// Height of a default row, in points.
pub(super) const ROW_HEIGHT: u32 = 15;

/// Returns the scale in percent at which pages of this width (in pixels) fit the width of A4.
pub(super) fn scale(widest: u32) -> u16 {
    scale_to(PAGE_WIDTH, widest)
}

fn scale_to(width: u32, widest: u32) -> u16 {
    u16::try_from(width * 100 / widest.max(1)).unwrap_or(100).clamp(10, 100)
}

/// The size of the paper in landscape format, and the scale of the print.
pub(super) struct PaperSize {
    /// Number of the paper size in the workbook format.
    size: u8,
    /// Scale of the print in percent.
    scale: u16,
    /// Height of the rows that fit on a page, in points.
    pub(super) height: u32,
}

impl PaperSize {
    /// Chooses A4; or A3 when pages of this width (in pixels) would not be legible on A4.
    pub(super) fn for_width(widest: u32) -> Self {
        let scale = scale(widest);
        if scale >= LEGIBLE {
            return Self { size: A4, scale, height: page_height(scale) };
        }
        let scale = scale_to(A3_WIDTH, widest);
        Self { size: A3, scale, height: A3_HEIGHT * 100 / u32::from(scale) }
    }
}

/// Numbers of the paper sizes in the workbook format.
const A4: u8 = 9;
const A3: u8 = 8;

/// Smallest scale in percent at which letters of 11 points are easy to read.
const LEGIBLE: u16 = 60;

/// Returns the scale in percent, at most `most`, at which so many points fit the height of A4.
pub(super) fn scale_to_height(points: u32, most: u16) -> u16 {
    most.min(u16::try_from(PAGE_HEIGHT * 100 / points.max(1)).unwrap_or(100))
}

/// Returns how many points fit the height of A4 at this scale.
pub(super) fn page_height(scale: u16) -> u32 {
    PAGE_HEIGHT * 100 / u32::from(scale)
}

/// Returns how many lines a text takes in a column of this width.
pub(super) fn lines(text: &str, width: u16) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let word = word.chars().count();
        let needed = if used == 0 { word } else { used + 1 + word };
        if used > 0 && needed > usize::from(width) {
            lines += 1;
            used = word;
        } else {
            used = needed;
        }
    }
    lines
}

/// Sets up the pages of a sheet on A4, and locks all cells except the unlocked ones. There is no
/// password: the lock prevents accidental changes only.
pub(super) fn page(sheet: &mut Worksheet, name: &str, scale: u16) -> Result<(), XlsxError> {
    page_on(sheet, name, &PaperSize { size: A4, scale, height: page_height(scale) })
}

/// Sets up the pages of a sheet like [`page`], on this paper.
pub(super) fn page_on(
    sheet: &mut Worksheet,
    name: &str,
    paper: &PaperSize,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_formula_result_default("");
    sheet.set_paper_size(paper.size).set_landscape().set_print_scale(paper.scale);
    sheet.set_margins(0.39, 0.39, 0.6, 0.6, 0.3, 0.3);
    sheet.set_print_center_horizontally(true);
    sheet
        .set_footer("&L&\"Times New Roman,Italic\"&9&A&R&\"Times New Roman,Regular\"&9Trang &P/&N");
    let allowed =
        ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&allowed);
    Ok(())
}

/// Makes cells red when their check says that values differ.
pub(super) fn alarm(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    (bottom, right): (u32, u16),
) -> Result<(), XlsxError> {
    let red = Format::new()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x00C0_0000))
        .set_bold();
    let rule = ConditionalFormatTextRule::Contains(formula::DIFFERS.into());
    sheet.add_conditional_format(
        top,
        left,
        bottom,
        right,
        &ConditionalFormatText::new().set_rule(rule).set_format(red),
    )?;
    Ok(())
}
