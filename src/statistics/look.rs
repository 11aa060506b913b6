//! The formats of the cells, and the page of a sheet.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::StatisticsDesk;
use crate::sheet_look::{self, GREY, RULE, literal};

/// Row of the headings of every table; the title stands above it.
pub(super) const HEAD: u32 = 3;

/// The formats of all cells.
pub(super) struct Look {
    pub(super) head: Format,
    pub(super) text: Format,
    /// A whole number.
    pub(super) whole: Format,
    /// Points, as papers print them.
    pub(super) points: Format,
    /// A difference of points, with its sign.
    pub(super) difference: Format,
    /// A share.
    pub(super) share: Format,
    /// The row of sums, in the same kinds.
    pub(super) total_text: Format,
    pub(super) total_whole: Format,
    pub(super) total_points: Format,
    pub(super) total_difference: Format,
    pub(super) total_share: Format,
}

impl Look {
    /// Makes the formats; `decimals` is the number of decimals of printed points.
    pub(super) fn new(decimals: u32) -> Self {
        let cell = sheet_look::usual()
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE)
            .set_align(FormatAlign::VerticalCenter);
        let middle = cell.clone().set_align(FormatAlign::Center);
        let places = match decimals {
            0 => "0".to_owned(),
            some => format!("0.{}", "0".repeat(some as usize)),
        };
        let text = cell.set_text_wrap();
        let whole = middle.clone().set_num_format("0");
        let points = middle.clone().set_num_format(&places);
        let difference = middle.clone().set_num_format(format!("+{places};−{places};{places}"));
        let share = middle.clone().set_num_format("0.0%");
        let total = |format: &Format| format.clone().set_bold().set_background_color(GREY);
        Self {
            head: middle.set_text_wrap().set_bold().set_background_color(GREY),
            total_text: total(&text),
            total_whole: total(&whole),
            total_points: total(&points),
            total_difference: total(&difference),
            total_share: total(&share),
            text,
            whole,
            points,
            difference,
            share,
        }
    }
}

/// Sets up a sheet: page, title, widths of its columns.
pub(super) fn begin(
    desk: &StatisticsDesk<'_>,
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    widths: &[u16],
) -> Result<(), XlsxError> {
    let round = &desk.round.round;
    let line =
        format!("Sản phẩm OCOP {} năm {} (đợt {})", round.province, round.year, round.number);
    sheet_look::page(sheet, name, false, &line)?;
    sheet.set_formula_result_default("");
    let bold = sheet_look::usual().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, title, &bold)?;
    sheet.write_string_with_format(1, 0, &*literal(&line), &sheet_look::usual())?;
    if let Some(remark) = &round.remark {
        let italic = sheet_look::usual().set_italic();
        sheet.write_string_with_format(2, 0, &*literal(remark), &italic)?;
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_row_height(HEAD, 36)?;
    sheet.set_repeat_rows(HEAD, HEAD)?.set_freeze_panes(HEAD + 1, 2)?;
    Ok(())
}

/// Most rows of a table that is printed on one page with its chart.
const ROWS_OF_PAGE: usize = 24;

/// Prints a table with its chart on one page, where it is not too long for that.
pub(super) fn one_page(sheet: &mut Worksheet, rows: usize) {
    if rows <= ROWS_OF_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
}

/// Adds the table of Excel with these headings over so many rows.
pub(super) fn table(
    desk: &StatisticsDesk<'_>,
    sheet: &mut Worksheet,
    name: &str,
    headings: &[&str],
    rows: usize,
) -> Result<(), XlsxError> {
    let column =
        |heading: &&str| TableColumn::new().set_header(*heading).set_header_format(&desk.look.head);
    let columns: Vec<_> = headings.iter().map(column).collect();
    let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&columns);
    let end = u16::try_from(headings.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(HEAD, 0, HEAD + fitting(rows.max(1)), end, &table)?;
    Ok(())
}

/// Limits a number of rows to what `u32` holds. Too many rows are refused when they are written.
pub(super) fn fitting(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX / 2)
}

/// Reads a figure as papers print it: `52,8`, `−1,3`, `61,7 %` as 0,617. `None` for anything else.
pub(super) fn figure(printed: &str) -> Option<Decimal> {
    let share = printed.strip_suffix("\u{a0}%");
    let digits = share.unwrap_or(printed).replace(',', ".").replace('−', "-");
    let value: Decimal = digits.trim_start_matches('+').parse().ok()?;
    Some(if share.is_some() { value / Decimal::ONE_HUNDRED } else { value })
}

/// Writes the first letter as a capital.
pub(super) fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn a_printed_figure_is_read_back() {
        let read = |printed| figure(printed).map(|value| value.to_string());
        assert_eq!(read("52,8").as_deref(), Some("52.8"));
        assert_eq!(read("−1,3").as_deref(), Some("-1.3"));
        assert_eq!(read("+0,5").as_deref(), Some("0.5"));
        assert_eq!(read("61,7\u{a0}%").as_deref(), Some("0.617"));
        assert_eq!(read("–"), None);
    }
}
