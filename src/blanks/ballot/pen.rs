//! The pen that writes the sheet of one product: its columns, its formats, and where it stands.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{Color, Format, FormatAlign, Formula, XlsxError};

use crate::blanks::book::FormSheet;
use crate::blanks::look::{Look, RED};
use crate::sheet_look::{CLOSED, WRONG};

/// Columns of the sheet of a product. The first holds the keys, the last two are hidden.
pub(super) const ORDER: u16 = 1;
pub(super) const WORDING: u16 = 2;
pub(super) const POINTS: u16 = 3;
pub(super) const STAR: u16 = 4;
pub(super) const MARK: u16 = 5;
pub(super) const REMARK: u16 = 6;
/// The mark where it is allowed; nothing where it is not, or is still missing.
pub(super) const VALID: u16 = 7;
/// The stars whose least mark is missed: 1 for 3 stars, 1 000 for 4, 1 000 000 for 5.
pub(super) const MISSED: u16 = 8;

/// Widths of the columns from [`ORDER`] on.
pub(super) const WIDTHS: [u16; 8] = [6, 53, 7, 8, 8, 17, 6, 8];
/// Width of the wordings.
pub(super) const WORDING_WIDTH: u16 = WIDTHS[1];
/// Width of all visible columns.
pub(super) const WIDE: u16 = 6 + 53 + 7 + 8 + 8 + 17;

/// The formats of ballots, made once a workbook.
#[derive(Clone)]
pub(super) struct BallotLook {
    pub(super) bar: Format,
    pub(super) bar_link: Format,
    pub(super) bar_middle: Format,
    pub(super) head_left: Format,
    pub(super) small: Format,
    pub(super) bold: Format,
    pub(super) italic: Format,
    pub(super) group: Format,
    pub(super) group_value: Format,
    pub(super) criterion: Format,
    pub(super) criterion_value: Format,
    pub(super) note: Format,
    pub(super) knock_out: Format,
    pub(super) mark: Format,
    pub(super) remark: Format,
    pub(super) knocked: Format,
    pub(super) opinion: Format,
    pub(super) reason: Format,
    pub(super) reason_closed: Format,
    pub(super) banner: Format,
    pub(super) closed_name: Format,
    pub(super) total: Format,
    /// A number of stars.
    pub(super) star: Format,
    /// The highest star that the least marks allow; 2 says that they allow none.
    pub(super) highest: Format,
    pub(super) sign: Format,
    pub(super) sign_name: Format,
    pub(super) cover_title: Format,
    pub(super) name: Format,
    pub(super) set: Format,
}

/// Background of the row of a criterion.
const PALE: Color = Color::RGB(0x00F7_F7F7);

impl BallotLook {
    pub(super) fn new(look: &Look) -> Self {
        let Look { plain, middle, cell, value, head, input, link, .. } = look;
        let bar = head.clone().set_align(FormatAlign::Left).set_shrink();
        let pale = |format: &Format| format.clone().set_bold().set_background_color(PALE);
        let centred = input.clone().set_align(FormatAlign::Center).set_bold();
        Self {
            bar_link: link.clone().set_bold().set_background_color(crate::sheet_look::GREY),
            bar_middle: head.clone().set_font_size(13),
            head_left: head.clone().set_align(FormatAlign::Left),
            small: plain.clone().set_italic().set_font_size(10).set_shrink(),
            bold: plain.clone().set_bold(),
            italic: plain.clone().set_italic(),
            group: cell.clone().set_bold(),
            group_value: value.clone().set_bold(),
            criterion: pale(cell),
            criterion_value: pale(value),
            note: cell.clone().set_italic().set_font_size(11),
            knock_out: cell.clone().set_italic().set_bold().set_font_color(RED),
            mark: centred.clone().set_font_size(14).set_border_color(Color::Black),
            remark: input.clone().set_font_size(10),
            knocked: centred.set_font_color(RED),
            opinion: input.clone().set_align(FormatAlign::Top),
            reason: input.clone(),
            reason_closed: look.closed.clone().set_bold(),
            banner: value.clone().set_bold().set_background_color(WRONG),
            closed_name: cell.clone().set_bold().set_background_color(CLOSED),
            total: head.clone().set_font_size(14),
            star: value.clone().set_num_format("0\" sao\""),
            highest: value.clone().set_num_format("[=2]\"< 3 sao\";0\" sao\""),
            sign: middle.clone().set_italic(),
            sign_name: middle.clone().set_bold(),
            cover_title: middle.clone().set_bold().set_font_size(16),
            name: cell.clone().set_bold(),
            set: cell.clone().set_font_size(10),
            bar,
        }
    }

    /// Returns the formats of a closed product: nothing is open.
    pub(super) fn closed(&self, look: &Look) -> Self {
        let closed = || look.closed.clone();
        Self {
            mark: closed(),
            remark: closed(),
            knocked: closed(),
            opinion: closed(),
            reason: self.reason_closed.clone(),
            ..self.clone()
        }
    }
}

/// Writes the sheet of one product from the top.
pub(super) struct Pen<'a> {
    pub(super) form: FormSheet<'a>,
    pub(super) look: &'a BallotLook,
    /// The row that is written next.
    pub(super) row: u32,
}

impl Pen<'_> {
    /// Goes to the next row.
    pub(super) fn next(&mut self) {
        self.row += 1;
    }

    /// Sets the height of the row, in points.
    pub(super) fn high(&mut self, points: f64) -> Result<(), XlsxError> {
        self.form.sheet.set_row_height(self.row, points)?;
        Ok(())
    }

    /// Writes a text into the row.
    pub(super) fn put(
        &mut self,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.form.text(self.row, column, text, format)
    }

    /// Writes a text over some columns of the row.
    pub(super) fn across(
        &mut self,
        (first, last): (u16, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.form.across(self.row, (first, last), text, format)
    }

    /// Leaves cells of the row blank, but for their borders.
    pub(super) fn blank(&mut self, columns: &[u16], format: &Format) -> Result<(), XlsxError> {
        for column in columns {
            self.form.sheet.write_blank(self.row, *column, format)?;
        }
        Ok(())
    }

    /// Writes a whole number into the row.
    pub(super) fn number(
        &mut self,
        column: u16,
        number: impl Into<f64>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.form.sheet.write_number_with_format(self.row, column, number, format)?;
        Ok(())
    }

    /// Writes a formula into the row, with the result that it has while nothing is filled in.
    pub(super) fn formula(
        &mut self,
        column: u16,
        formula: &str,
        result: &str,
        format: Option<&Format>,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result);
        match format {
            Some(format) => {
                self.form.sheet.write_formula_with_format(self.row, column, formula, format)?
            }
            None => self.form.sheet.write_formula(self.row, column, formula)?,
        };
        Ok(())
    }

    /// Names a cell of the row: `F20`.
    pub(super) fn cell(&self, column: u16) -> String {
        row_col_to_cell(self.row, column)
    }
}

/// Names a cell that stays when the formula moves: `$F$20`.
pub(super) fn fixed(row: u32, column: u16) -> String {
    format!("${}${}", column_number_to_name(column), row + 1)
}

/// Names a range of a column: `H20:H25`.
pub(super) fn range(column: u16, first: u32, last: u32) -> String {
    format!("{}:{}", row_col_to_cell(first, column), row_col_to_cell(last, column))
}
