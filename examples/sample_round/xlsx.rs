//! Writes sheets as an Excel workbook.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Formula,
    Workbook, Worksheet, XlsxError,
};

use crate::look::{Align, FONT, Face, Frame, Look};
use crate::sheet::{self, At, Cell, Sheet, Value};
use crate::value::{Date, Points};

/// A4, in Excel's numbering of paper sizes.
const A4: u8 = 9;

/// The bytes of a workbook made on that day.
pub(crate) fn workbook(sheets: &[Sheet], made: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(made.year, made.month, made.day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        draw(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn draw(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    // Without this a formula that shows nothing would be stored as 0.
    worksheet.set_formula_result_default("");
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    worksheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    if sheet.landscape {
        worksheet.set_landscape();
    }
    if let Some((first, last)) = sheet.head {
        worksheet.set_repeat_rows(first, last)?;
        worksheet.set_footer("&C&P/&N");
    }
    for (col, width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(col, *width)?;
    }
    for (row, height) in &sheet.heights {
        worksheet.set_row_height(*row, *height)?;
    }
    sheet.cells.iter().try_for_each(|cell| write(worksheet, cell))
}

fn write(worksheet: &mut Worksheet, cell: &Cell) -> Result<(), XlsxError> {
    let Cell { from: At { row, col }, to, ref value, look } = *cell;
    let format = format(look);
    if cell.is_merged() {
        worksheet.merge_range(row, col, to.row, to.col, "", &format)?;
    }
    match value {
        Value::Blank => worksheet.write_blank(row, col, &format)?,
        Value::Text(text) => worksheet.write_string_with_format(row, col, text, &format)?,
        Value::Number(points) => {
            worksheet.write_number_with_format(row, col, points.to_cell(), &format)?
        }
        Value::Formula(of, result) => {
            worksheet.write_formula_with_format(row, col, formula(of, *result), &format)?
        }
    };
    Ok(())
}

fn formula(formula: &sheet::Formula, result: Option<Points>) -> Formula {
    let (sum, cells) = match formula {
        sheet::Formula::Sum(from, to) => {
            let range = cell_range(from.row, from.col, to.row, to.col);
            (format!("SUM({range})"), range)
        }
        sheet::Formula::Plus(cells) => {
            let names: Vec<String> = cells.iter().map(|at| at.name()).collect();
            (names.join("+"), names.join(","))
        }
    };
    match result {
        Some(points) => Formula::new(format!("={sum}")).set_result(points.to_string()),
        None => Formula::new(format!("=IF(COUNT({cells})=0,\"\",{sum})")),
    }
}

fn format(look: Look) -> Format {
    let mut format = Format::new().set_font_name(FONT).set_font_size(look.size).set_text_wrap();
    format = format.set_align(FormatAlign::VerticalCenter).set_align(match look.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
    });
    format = match look.face {
        Face::Regular => format,
        Face::Bold => format.set_bold(),
        Face::Italic => format.set_italic(),
        Face::Ruled => format.set_bold().set_underline(FormatUnderline::Single),
    };
    if look.frame != Frame::Open {
        format = format.set_border(FormatBorder::Thin);
    }
    if look.frame == Frame::Shaded {
        format = format.set_background_color("#EDEDED");
    }
    if look.decimals == 2 {
        format = format.set_num_format("0.00");
    }
    format
}
