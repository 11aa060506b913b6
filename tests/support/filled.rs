//! Fills in the program's own ballots of teas of a cooperative, as a member does, and saves them
//! again.

use careful_spreadsheet::{Opener, Value, Worksheet};
use ocop::criteria::LegalForm;
use ocop::forms::form_keys::{self, ballot_column, ballot_row};
use rust_xlsxwriter::Workbook;

use super::marks::act_1048;

/// Scores every product of a ballot with the highest mark of every criterion, and saves it as a
/// program does that keeps values and nothing else.
pub(crate) fn ballot(form: &[u8]) -> Vec<u8> {
    filled(form, |_| true)
}

/// Scores only the product whose sheet has this name.
pub(crate) fn ballot_of(form: &[u8], sheet: &str) -> Vec<u8> {
    filled(form, |name| name == sheet)
}

fn filled(form: &[u8], is_scored: impl Fn(&str) -> bool) -> Vec<u8> {
    let opened = Opener::new().open("phieu.xlsx", form).remove(0).workbook.unwrap();
    let mut saved = Workbook::new();
    for sheet in &opened.sheets {
        let own = saved.add_worksheet().set_name(sheet.name()).unwrap();
        for (at, cell) in sheet.cells() {
            let (row, column) = (at.row, u16::try_from(at.column).unwrap());
            match &cell.value {
                Value::Text(text) => drop(own.write(row, column, text).unwrap()),
                Value::Number(number) => {
                    let number: f64 = number.to_string().parse().unwrap();
                    own.write(row, column, number).unwrap();
                }
                _ => {}
            }
        }
        if is_scored(sheet.name()) {
            for (row, column, mark) in marks(sheet) {
                own.write(row, column, mark).unwrap();
            }
        }
        if sheet.name() == form_keys::SHEET {
            own.set_very_hidden(true);
        }
    }
    saved.save_to_buffer().unwrap()
}

/// The cells of the marks of a product's sheet, each with the highest mark.
fn marks(sheet: &Worksheet) -> Vec<(u32, u16, f64)> {
    let keys: Vec<(u32, Vec<&str>)> = sheet
        .cells()
        .filter(|(at, _)| at.column == 0)
        .filter_map(|(at, cell)| Some((at.row, cell.text()?.split('|').collect())))
        .collect();
    let Some((names, _)) = keys.iter().find(|(_, key)| key[0] == form_keys::COLUMNS) else {
        return Vec::new();
    };
    let is_mark = |text: Option<&str>| text == Some(ballot_column::MARK);
    let column = sheet.row(*names).find(|(_, cell)| is_mark(cell.text()));
    let Some((column, _)) = column else { return Vec::new() };
    let tea = act_1048().set(|name| name == "Chè tươi, chế biến").unwrap();
    let points = |index: &str| {
        let criterion = &tea.criteria[index.parse::<usize>().unwrap()];
        f64::from(*criterion.allowed_for(&[LegalForm::Cooperative]).last().unwrap())
    };
    let rows = keys.iter().filter(|(_, key)| key[0] == ballot_row::CRITERION);
    let column = u16::try_from(column.column).unwrap();
    rows.map(|(row, key)| (*row, column, points(key[1]))).collect()
}
