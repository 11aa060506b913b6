//! Stands in for the writers of forms until they are there.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::forms::{FormIdentity, form_keys};
use crate::own;

pub(super) fn workbook(identity: &FormIdentity) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let dated = ExcelDateTime::from_ymd(1980, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&dated));
    let sheet = book.add_worksheet().set_name(identity.code.kind.name())?;
    sheet.write(0, 0, format!("{}{}", form_keys::CODE_LABEL, identity.code))?;
    let hidden = book.add_worksheet().set_name(form_keys::SHEET)?;
    let mut row = 0;
    for (key, value) in identity.lines() {
        hidden.write(row, 0, key)?.write(row, 1, value)?;
        row += 1;
    }
    for product in &identity.products {
        hidden.write(row, 0, form_keys::PRODUCT)?.write_row(row, 1, product.cells())?;
        row += 1;
    }
    hidden.set_very_hidden(true);
    Ok(own::of_any_system(book.save_to_buffer()?))
}
