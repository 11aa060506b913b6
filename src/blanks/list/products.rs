//! The sheet with the products of a list.

use rust_xlsxwriter::{Formula, XlsxError};

use super::super::book::{FormBook, FormSheet};
use super::{ListWriter, TableRows, column_of, finish, is_input, letters, rules};
use crate::forms::form_keys::list_row;
use crate::forms::list_form::{ListFormSheet, ListValue, ROWS};
use crate::sheet_look::GREY;

/// Rows left for a signature.
const TO_SIGN: u32 = 4;

/// Writes the sheet.
pub(super) fn write(
    writer: &ListWriter<'_>,
    form: &ListFormSheet,
    book: &mut FormBook,
) -> Result<(), XlsxError> {
    let widths: Vec<u16> = form.columns.iter().map(|column| column.width).collect();
    let columns = u16::try_from(widths.len()).unwrap_or_default();
    let mut sheet = book.sheet(form.name, false, &writer.code, &widths)?;
    // Formulas that say nothing yet show nothing. Rows for products have no height of their own, so
    // that programs fit them to what is typed.
    sheet.sheet.set_formula_result_default("");
    head(writer, &mut sheet, form, columns)?;
    let rows = writer.table(&mut sheet, form, 4)?;
    for (column, field) in (1..).zip(&form.columns) {
        let format = match field.value {
            ListValue::Total => sheet.look.value.clone().set_bold().set_background_color(GREY),
            ListValue::Star => sheet.look.value.clone().set_background_color(GREY),
            value => rules::input(sheet.look, value),
        };
        for row in rows.first..=rows.last {
            match field.value {
                ListValue::Total => {
                    let formula = total(form, row);
                    sheet.sheet.write_formula_with_format(row, column, formula, &format)?;
                }
                ListValue::Star => {
                    let formula = star(writer, form, row);
                    sheet.sheet.write_formula_with_format(row, column, formula, &format)?;
                }
                value if is_input(value) => {
                    sheet.sheet.write_blank(row, column, &format)?;
                }
                _ => {}
            }
        }
    }
    rules::write(writer, &mut sheet, form, rows)?;
    let end = foot(writer, &mut sheet, form, rows, columns)?;
    finish(&mut sheet, rows, end, columns)
}

/// Writes unit, code, title, and the place for the covering letter.
fn head(
    writer: &ListWriter<'_>,
    sheet: &mut FormSheet<'_>,
    form: &ListFormSheet,
    columns: u16,
) -> Result<(), XlsxError> {
    let look = sheet.look;
    let settings = &writer.round.round;
    sheet.key(0, &[list_row::UNIT])?;
    sheet.across(0, (1, 4), &writer.office(), &look.middle.clone().set_bold())?;
    sheet.across(0, (columns - 3, columns), &writer.code, &look.code)?;
    sheet.sheet.set_row_height(0, 20)?;
    sheet.key(1, &[list_row::TITLE])?;
    let title = format!("{} – ĐỢT {} NĂM {}", form.title, settings.number, settings.year);
    sheet.across(1, (1, columns), &title, &look.title)?;
    sheet.sheet.set_row_height(1, 26)?;
    let label = look.plain.clone().set_align(rust_xlsxwriter::FormatAlign::Right);
    let lines = [
        (2, list_row::LETTER_NUMBER, "Kèm theo Công văn số:", ListValue::Text),
        (3, list_row::LETTER_DAY, "Ngày:", ListValue::Date),
    ];
    for (row, part, text, value) in lines {
        sheet.key(row, &[list_row::LETTER, part])?;
        sheet.across(row, (1, 2), text, &label)?;
        sheet.sheet.write_blank(row, 3, &rules::input(look, value))?;
        sheet.sheet.set_row_height(row, 20)?;
        rules::letter(sheet, row, 3, value)?;
    }
    Ok(())
}

/// The sum of the parts of a row.
fn total(form: &ListFormSheet, row: u32) -> Formula {
    let parts = parts(form, row);
    Formula::new(format!("=IF(COUNT({parts})=0,\"\",SUM({parts}))"))
}

/// The star of the total, once all parts are there.
fn star(writer: &ListWriter<'_>, form: &ListFormSheet, row: u32) -> Formula {
    let parts = parts(form, row);
    let sum = format!("SUM({parts})");
    let bands = writer
        .acts
        .main()
        .star_from
        .iter()
        .zip(2..)
        .fold("\"1 sao\"".to_owned(), |below, (limit, star)| {
            format!("IF({sum}>={limit},\"{star} sao\",{below})")
        });
    Formula::new(format!("=IF(COUNT({parts})<3,\"\",{bands})"))
}

/// The cells of the parts of a row.
fn parts(form: &ListFormSheet, row: u32) -> String {
    let at = |key| column_of(form, key).map(|column| format!("{}{}", letters(column), row + 1));
    let cells = ["part_a", "part_b", "part_c"].into_iter().filter_map(at);
    cells.collect::<Vec<_>>().join(",")
}

/// Writes the counts and the place to sign; returns the row at which the form ends.
fn foot(
    writer: &ListWriter<'_>,
    sheet: &mut FormSheet<'_>,
    form: &ListFormSheet,
    rows: TableRows,
    columns: u16,
) -> Result<u32, XlsxError> {
    let look = sheet.look;
    let row = rows.last + 1;
    let strong = look.head.clone().set_align(rust_xlsxwriter::FormatAlign::Left);
    sheet.key(row, &[list_row::TOTALS])?;
    sheet.across(row, (1, 2), "Tổng cộng", &strong)?;
    sheet.sheet.merge_range(row, 3, row, columns, "", &strong)?;
    let names = span(form, "product", rows);
    let mut counts = format!("COUNTA({names})&\" sản phẩm\"");
    let mut shown = "0 sản phẩm".to_owned();
    if column_of(form, "star").is_some() {
        let stars = span(form, "star", rows);
        for star in [5, 4, 3] {
            counts = format!("{counts}&\"; {star} sao: \"&COUNTIF({stars},\"{star} sao\")");
            shown = format!("{shown}; {star} sao: 0");
        }
    }
    let formula = Formula::new(format!("={counts}")).set_result(shown);
    sheet.sheet.write_formula_with_format(row, 3, formula, &strong)?;
    let note = format!(
        "Biểu có {ROWS} dòng; hết dòng thì dùng thêm một biểu trống. Cách điền: xem trang Hướng dẫn."
    );
    sheet.key(row + 1, &[list_row::TITLE])?;
    sheet.across(row + 1, (1, columns), &note, &look.why)?;
    let half = columns - columns / 3;
    let dated = format!("{}, ngày …… tháng …… năm {}", place(writer.unit), writer.round.round.year);
    let lines = [
        (dated, look.middle.clone().set_italic()),
        ("TM. ỦY BAN NHÂN DÂN".to_owned(), look.middle.clone().set_bold()),
        ("(Ký tên, đóng dấu)".to_owned(), look.middle.clone().set_italic()),
    ];
    let mut at = row + 2;
    for (text, format) in lines {
        sheet.key(at, &[list_row::SIGNATURE])?;
        sheet.across(at, (half, columns), &text, &format)?;
        sheet.sheet.set_row_height(at, 20)?;
        at += 1;
    }
    for _ in 0..TO_SIGN {
        sheet.key(at, &[list_row::SIGNATURE])?;
        at += 1;
    }
    Ok(at)
}

/// The cells of a column in the rows of products.
fn span(form: &ListFormSheet, key: &str, rows: TableRows) -> String {
    let letter = column_of(form, key).map(letters).unwrap_or_default();
    format!("${letter}${}:${letter}${}", rows.first + 1, rows.last + 1)
}

/// The name of a unit without its kind, as a place of signature has it.
fn place(unit: &str) -> &str {
    let kinds = ["xã ", "phường ", "đặc khu ", "huyện ", "thị xã ", "thành phố ", "quận "];
    kinds.iter().find_map(|kind| unit.strip_prefix(kind)).unwrap_or(unit)
}
