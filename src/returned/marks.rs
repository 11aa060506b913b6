//! Marks findings in a copy of a workbook, and adds their list as its first worksheet.

use careful_spreadsheet::text;
use marked_workbook::{
    Cell, CellMark, Column, Line, List, Marked, Notes, Row, Run, Unmarkable, Weight, Workbook,
};

use super::words::{self, COLUMNS};
use super::workbook::ReturnedWorkbook;
use crate::finding::{Finding, Severity};
use crate::own;

/// The footer of a printed page: its number and the number of pages.
const FOOTER: &str = "&RTrang &P/&N";

/// Marks the findings about one workbook in a copy of it. `original` holds its bytes, `title` names
/// it in the list, e.g. by its file name.
///
/// Errors and warnings at cells are coloured and get a note; all findings stand in the list.
///
/// # Errors
///
/// [`Unmarkable`] when the copy would not be faithful; [`list`](super::list()) then serves.
pub fn mark(
    original: &[u8],
    title: &str,
    findings: &[&Finding],
) -> Result<ReturnedWorkbook, Unmarkable> {
    let book = Workbook::open(original)?;
    let sheets = SheetNames(book.sheets().map(ToOwned::to_owned).collect());
    let marks: Vec<CellMark> = findings.iter().filter_map(|finding| sheets.mark(finding)).collect();
    let notes = Notes { author: words::AUTHOR.to_owned(), more: words::more };
    let Marked { bytes, ending } = book.mark(&marks, &sheets.list(title, findings), &notes)?;
    Ok(ReturnedWorkbook { bytes: own::of_any_system(bytes), ending })
}

/// The names of the worksheets of a workbook, as they stand in the file.
struct SheetNames(Vec<String>);

impl SheetNames {
    /// Finds the worksheet of a finding. Places name worksheets cleaned, so names are compared
    /// after cleaning.
    fn of(&self, finding: &Finding) -> Option<&String> {
        let name = finding.place.sheet.as_deref()?;
        self.0.iter().find(|sheet| text::clean(sheet) == name)
    }

    /// Makes the mark of an error or a warning at a cell; `None` for a note, and for a finding
    /// without a cell.
    fn mark(&self, finding: &Finding) -> Option<CellMark> {
        let weight = match finding.severity() {
            Severity::Error => Weight::Heavy,
            Severity::Warning => Weight::Light,
            Severity::Note => return None,
        };
        let [head, body] = words::note(finding);
        let note = vec![Run::bold(head), Run::plain(body)];
        Some(CellMark { sheet: self.of(finding)?.clone(), cell: finding.place.cell?, weight, note })
    }

    /// Makes the list of all findings, each with a link to its cell.
    fn list(&self, title: &str, findings: &[&Finding]) -> List {
        let [title, counts] = words::lead(title, findings);
        let line = |text: String, lines: u32| Line { text, lines };
        let rows = (1..).zip(findings).map(|(number, finding)| self.row(number, finding));
        List {
            name: self.free_name(),
            title,
            lines: vec![line(counts, 1), line(words::MARKED.to_owned(), 2)],
            columns: COLUMNS.map(|(heading, width)| Column::new(heading, width)).into(),
            rows: rows.collect(),
            footer: FOOTER.to_owned(),
        }
    }

    /// Makes the row of the list for a finding; `number` counts from 1.
    fn row(&self, number: u32, finding: &Finding) -> Row {
        let texts = words::row(finding);
        let lines = words::height(&texts);
        let [weight, code, place, rest @ ..] = texts;
        let weight = match finding.severity() {
            Severity::Error => Cell::Weight(Weight::Heavy, weight),
            Severity::Warning => Cell::Weight(Weight::Light, weight),
            Severity::Note => Cell::Middle(weight),
        };
        let place = match self.of(finding) {
            Some(sheet) => {
                Cell::Link { text: place, sheet: sheet.clone(), cell: finding.place.cell }
            }
            None => Cell::Words(place),
        };
        let first = [Cell::Number(number), weight, Cell::Middle(code), place];
        Row { cells: first.into_iter().chain(rest.map(Cell::Words)).collect(), lines }
    }

    /// Returns a name for the list that no worksheet bears.
    fn free_name(&self) -> String {
        let taken = |name: &str| {
            let name = text::fold(name);
            self.0.iter().any(|sheet| text::fold(sheet) == name)
        };
        let numbered = (2_u32..).map(|number| format!("{} ({number})", words::SHEET));
        let mut names = std::iter::once(words::SHEET.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }
}
