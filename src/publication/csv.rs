//! The list as CSV for other programs: UTF-8 with a byte order mark, commas, lines that end with
//! CR LF, quoted as RFC 4180 says.
//!
//! Whole numbers stand as digits and days as `2020-12-11`, which mean the same in every language;
//! the list has no number with decimals. A text that a spreadsheet would take for a formula begins
//! with an apostrophe, as OWASP advises (“CSV Injection”): it is then shown, and not run.

use super::columns::{ListValue, columns};
use crate::documents::Published;

/// Returns the bytes of `san-pham.csv`.
pub(super) fn csv(published: &Published) -> Vec<u8> {
    let columns = columns(published);
    let mut text = String::from('\u{feff}');
    let headings = columns.iter().map(|column| column.heading.to_owned());
    line(&mut text, std::iter::once("TT".to_owned()).chain(headings));
    for (number, product) in (1..).zip(&published.products) {
        let number: usize = number;
        let cells = columns.iter().map(|column| match (column.value)(published, product) {
            ListValue::Number(number) => number.to_string(),
            ListValue::Day(day) => day.to_string(),
            ListValue::Text(text) => harmless(text),
            ListValue::Blank => String::new(),
        });
        line(&mut text, std::iter::once(number.to_string()).chain(cells));
    }
    text.into_bytes()
}

/// The signs, also those of full width, with which a formula or a command begins.
const COMMANDS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns a text that no spreadsheet takes for a formula.
fn harmless(text: String) -> String {
    if text.starts_with(COMMANDS) { format!("'{text}") } else { text }
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{harmless, line};

    #[test]
    fn what_a_spreadsheet_would_run_begins_with_an_apostrophe() {
        for command in ["=1+1", "+84 912", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert_eq!(harmless(command.to_owned()), format!("'{command}"));
        }
        for name in ["Chè =1+1", "“=1”", "", " =1"] {
            assert_eq!(harmless(name.to_owned()), name);
        }
    }

    #[test]
    fn signs_of_the_format_are_quoted() {
        let mut text = String::new();
        line(&mut text, ["a", "b, c", "\"d\"", "e\nf"].map(str::to_owned).into_iter());
        assert_eq!(text, "a,\"b, c\",\"\"\"d\"\"\",\"e\nf\"\r\n");
    }
}
