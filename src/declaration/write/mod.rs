//! Writes the workbook from the form and the values of a `round.toml`.

mod grid;
mod guide;
mod lists;
mod look;
mod rows;
mod sheet;
mod values;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use toml::{Table, Value};

use self::lists::Lists;
use self::look::Look;
use self::sheet::SheetWriter;
use self::values::{excel_day, lookup};
use super::form::{Items, Shape, form};
use crate::{own, sheet_look};

/// Why the workbook cannot be written.
pub type WriteFault = XlsxError;

/// Makes the workbook of a declaration. `settings` is the content of a `round.toml`; values that
/// are still to be filled in there leave their cells blank.
///
/// The same settings give the same bytes.
///
/// # Errors
///
/// When the settings are larger than a workbook can hold.
pub fn write(settings: &Table) -> Result<Vec<u8>, WriteFault> {
    let look = Look::new();
    let mut lists = Lists::default();
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    workbook.set_properties(&properties(settings)?);
    guide::write(workbook.add_worksheet(), &look)?;
    for sheet_form in &form().sheets {
        let sheet = workbook.add_worksheet();
        look::page(sheet, sheet_form)?;
        let mut writer = SheetWriter::new(sheet, sheet_form, &look, &mut lists)?;
        for (index, part) in sheet_form.parts.iter().enumerate() {
            writer.begin(part, index)?;
            match (part.shape, part.items) {
                (Shape::Single, _) => writer.singles(part, settings)?,
                (Shape::Grid, _) => writer.grid(part, settings)?,
                (Shape::Presence, _) => writer.presence(part, settings)?,
                (Shape::Groups, _) => writer.groups(part, &tables(settings, &part.key))?,
                (Shape::Rows, Items::Map) => writer.named_rows(part, settings)?,
                (Shape::Rows, _) => writer.rows(part, &tables(settings, &part.key))?,
            }
        }
    }
    lists.write(&mut workbook)?;
    workbook.save_to_buffer().map(own::of_any_system)
}

/// Returns the tables of a list, or the one table, at a dotted key.
fn tables<'a>(settings: &'a Table, key: &str) -> Vec<&'a Table> {
    match lookup(settings, key) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_table).collect(),
        Some(Value::Table(table)) => vec![table],
        _ => Vec::new(),
    }
}

/// Returns the properties of the workbook. Its own property keeps copies of it from being taken for
/// a list or a ballot; its date is that of the round, so that the time of writing stands nowhere.
fn properties(settings: &Table) -> Result<DocProperties, XlsxError> {
    let from = lookup(settings, "round.from").and_then(Value::as_datetime);
    let day = from.and_then(|from| from.date).and_then(excel_day);
    let day = day.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    Ok(DocProperties::new()
        .set_title("Khai báo đợt đánh giá, phân hạng sản phẩm OCOP")
        .set_custom_property(own::PROPERTY, "khai-bao")
        .set_creation_datetime(&day))
}
