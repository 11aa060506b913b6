//! The sheets that say more about each product of a list: the dossier, the owner. The names come by
//! formula from the row of the same number.

use rust_xlsxwriter::{Formula, XlsxError};

use super::super::book::FormBook;
use super::{ListWriter, column_of, finish, is_input, letters, rules};
use crate::forms::form_keys::{list_row, table};
use crate::forms::list_form::{ITEM_WORDS, ListFormSheet, ListValue, ROWS};

/// The row of the first product on the sheet of products, as Excel counts.
const FIRST: u32 = 7;

/// Writes one such sheet.
pub(super) fn write(
    writer: &ListWriter<'_>,
    form: &ListFormSheet,
    book: &mut FormBook,
) -> Result<(), XlsxError> {
    let widths: Vec<u16> = form.columns.iter().map(|column| column.width).collect();
    let columns = u16::try_from(widths.len()).unwrap_or_default();
    let mut sheet = book.sheet(form.name, false, &writer.code, &widths)?;
    sheet.sheet.set_formula_result_default("");
    sheet.sheet.set_print_fit_to_pages(1, 1);
    let look = sheet.look;
    sheet.key(0, &[list_row::TITLE])?;
    let title = format!("{} – {}", form.title, writer.unit.to_uppercase());
    sheet.across(0, (1, columns), &title, &look.title)?;
    sheet.sheet.set_row_height(0, 26)?;
    let why = why(writer, form);
    sheet.key(1, &[list_row::TITLE])?;
    sheet.across(1, (1, columns), &why, &look.why)?;
    let width: u16 = widths.iter().sum();
    sheet.sheet.set_row_height(1, crate::sheet_look::height([(why.as_str(), width)]))?;
    let rows = writer.table(&mut sheet, form, 2)?;
    for (column, field) in (1..).zip(&form.columns) {
        let input = rules::input(look, field.value);
        for row in rows.first..=rows.last {
            if field.value == ListValue::Name {
                let formula = name(writer, &field.key, row);
                sheet.sheet.write_formula_with_format(row, column, formula, &look.cell)?;
            } else if is_input(field.value) {
                sheet.sheet.write_blank(row, column, &input)?;
            }
        }
    }
    rules::write(writer, &mut sheet, form, rows)?;
    finish(&mut sheet, rows, rows.last + 1, columns)
}

/// What stands under the title.
fn why(writer: &ListWriter<'_>, form: &ListFormSheet) -> String {
    let names = "Tên sản phẩm tự lấy từ dòng cùng số ở trang Danh sách, không phải gõ.";
    if form.table != table::DOSSIERS {
        return format!(
            "{names} Điện thoại, mã số thuế chỉ để liên hệ và so với thành viên Hội đồng, không in ra \
             văn bản."
        );
    }
    let [there, missing, exempt] = ITEM_WORDS;
    let acts: Vec<&str> = writer.acts.iter().map(|act| act.number.as_str()).collect();
    format!(
        "{names} Thành phần hồ sơ theo Quyết định số {}. {there}: có trong hồ sơ. {missing}: chưa có. \
         {exempt}: văn bản không đòi đối với sản phẩm này, ví dụ sản phẩm mẫu của dịch vụ du lịch.",
        acts.join(", ")
    )
}

/// The formula that takes a name over from the sheet of products: from the row with the same
/// number, wherever people have sorted it.
fn name(writer: &ListWriter<'_>, key: &str, row: u32) -> Formula {
    let Some(list) = writer.form.sheet(table::LIST) else { return Formula::new("=\"\"") };
    let last = FIRST + u32::try_from(ROWS).unwrap_or(0) - 1;
    let span = |key: &str| {
        let letter = column_of(list, key).map(letters).unwrap_or_default();
        format!("'{}'!${letter}${FIRST}:${letter}${last}", list.name)
    };
    let own = format!("$B{}", row + 1);
    Formula::new(format!(
        "=IFERROR(INDEX({},MATCH({own},{},0))&\"\",\"\")",
        span(key),
        span("order")
    ))
}
