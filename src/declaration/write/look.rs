//! The looks of the workbook: Times New Roman, A4, one page wide.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::declaration::form::{Kind, SheetForm};
use crate::sheet_look::{self, GREY, RULE, WANTED, usual};

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

const DIM: Color = Color::RGB(0x0059_5959);
const BLUE: Color = Color::RGB(0x001F_4E79);

/// What every page of the workbook says at its foot.
pub(super) const FOOTER: &str = "Khai báo đợt đánh giá OCOP";

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

/// Sets up a sheet: paper, footer, widths, the hidden column of keys.
pub(super) fn page(sheet: &mut Worksheet, form: &SheetForm) -> Result<(), XlsxError> {
    sheet_look::page(sheet, &form.name, form.portrait, FOOTER)?;
    for (column, width) in (1..).zip(&form.widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    sheet.set_column_hidden(0)?;
    Ok(())
}
