//! How the workbook looks: for office eyes, in Times New Roman, on A4 across.

use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Worksheet, XlsxError,
};

use super::formula;

/// The formats of all cells.
pub(super) struct Look {
    /// The name of the paper.
    pub(super) title: Format,
    /// The round, under the title.
    pub(super) subtitle: Format,
    /// A line of explanation.
    pub(super) remark: Format,
    /// What all checks say together.
    pub(super) verdict: Format,
    /// A paragraph that says how something is counted.
    pub(super) explanation: Format,
    /// A heading.
    pub(super) head: Format,
    /// A heading turned upwards.
    pub(super) upright: Format,
    /// A heading turned upwards, over what the program counted.
    pub(super) upright_program: Format,
    /// Heading of the scratch column.
    pub(super) head_scratch: Format,
    /// Running text in a cell.
    pub(super) text: Format,
    /// A criterion.
    pub(super) indented: Format,
    /// A short text in the middle.
    pub(super) middle: Format,
    /// The product above its marks, and its number.
    pub(super) block: Format,
    pub(super) block_number: Format,
    /// Label of a total.
    pub(super) label: Format,
    /// A mark.
    pub(super) mark: Format,
    /// A member's remark under the marks.
    pub(super) aside: Format,
    /// A total.
    pub(super) total: Format,
    /// Whole numbers: live, and as the program has them.
    pub(super) whole: [Format; 2],
    /// Sums and differences, likewise.
    pub(super) sum: [Format; 2],
    /// Means, likewise.
    pub(super) mean: [Format; 2],
    /// Means as printed, likewise.
    pub(super) printed: [Format; 2],
    /// The check.
    pub(super) check: Format,
    /// Who signs, and as what.
    pub(super) sign: Format,
    /// The date above, the hint below.
    pub(super) sign_hint: Format,
    /// A cell that anyone may write into.
    pub(super) scratch: Format,
}

const GREEN: Color = Color::RGB(0x00E2_EFDA);
const GREY: Color = Color::RGB(0x00F2_F2F2);
const YELLOW: Color = Color::RGB(0x00FF_FBE6);
/// Where all is well.
const INK: Color = Color::RGB(0x0037_5623);
const DIM: Color = Color::RGB(0x0059_5959);

impl Look {
    /// The look of a workbook whose marks have so many decimals, and its printed means so many.
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

/// The workbook's own font, which the width of columns is measured in.
pub(super) fn usual() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

/// Pixels of a usual row and of a usual column in this font.
pub(super) const ROW_PIXELS: u32 = 20;
pub(super) const COLUMN_PIXELS: u32 = 64;

/// Number format with so many decimals.
fn places(decimals: u32) -> String {
    if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals as usize)) }
}

/// Pixels of a column this wide, as Excel counts them.
pub(super) fn pixels(width: u16) -> u32 {
    u32::from(width) * 7 + 5
}

/// Pixels between the margins of A4 across (277 mm), and points between header and footer (179 mm),
/// each less a twentieth: other programs draw columns and rows a little larger than Excel.
const PAGE_WIDTH: u32 = 995;
const PAGE_HEIGHT: u32 = 484;
/// The same of A3 across (400 mm, 266 mm).
const A3_WIDTH: u32 = 1437;
const A3_HEIGHT: u32 = 719;

/// Points of a usual row.
pub(super) const ROW_HEIGHT: u32 = 15;

/// Percent to which pages this many pixels wide are scaled so that each fits the width of A4.
pub(super) fn scale(widest: u32) -> u16 {
    scale_to(PAGE_WIDTH, widest)
}

fn scale_to(width: u32, widest: u32) -> u16 {
    u16::try_from(width * 100 / widest.max(1)).unwrap_or(100).clamp(10, 100)
}

/// A sheet of paper on its side, and how large a page is printed on it.
pub(super) struct PaperSize {
    /// As workbooks number sizes of paper.
    size: u8,
    scale: u16,
    /// Points of rows that fit a page.
    pub(super) height: u32,
}

impl PaperSize {
    /// A4, or A3 where pages this many pixels wide could not be read on A4.
    pub(super) fn for_width(widest: u32) -> Self {
        let scale = scale(widest);
        if scale >= LEGIBLE {
            return Self { size: A4, scale, height: page_height(scale) };
        }
        let scale = scale_to(A3_WIDTH, widest);
        Self { size: A3, scale, height: A3_HEIGHT * 100 / u32::from(scale) }
    }
}

/// Numbers of the sizes of paper.
const A4: u8 = 9;
const A3: u8 = 8;

/// Percent at which type of 11 points is still read with ease.
const LEGIBLE: u16 = 60;

/// Percent, at most this many, at which so many points fit the height of A4.
pub(super) fn scale_to_height(points: u32, most: u16) -> u16 {
    most.min(u16::try_from(PAGE_HEIGHT * 100 / points.max(1)).unwrap_or(100))
}

/// How many points fit the height of A4 at this scale.
pub(super) fn page_height(scale: u16) -> u32 {
    PAGE_HEIGHT * 100 / u32::from(scale)
}

/// How many lines a text takes in a column of so many digits.
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

/// Sets up the pages of a sheet, and locks all its cells but the unlocked ones. There is no
/// password: the lock keeps a slip of the hand out, not a person.
pub(super) fn page(sheet: &mut Worksheet, name: &str, scale: u16) -> Result<(), XlsxError> {
    page_on(sheet, name, &PaperSize { size: A4, scale, height: page_height(scale) })
}

/// The same on this paper.
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

/// Shows in red what differs.
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
