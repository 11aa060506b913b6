//! Findings as marks and as the list of a workbook, in the words of the office.

use careful_spreadsheet::text;
use marked_workbook::{
    Cell, Column, Line, List, Mark, Marked, Notes, Row, Run, Unmarkable, Weight, Workbook,
};

use super::words::{self, COLUMNS};
use super::workbook::ReturnedWorkbook;
use crate::finding::{Finding, Severity};
use crate::own;

/// The foot of a printed page.
const FOOTER: &str = "&RTrang &P/&N";

/// Marks the findings about one workbook in a copy of it. `title` names the workbook in the list,
/// e.g. its file name.
///
/// Errors and warnings at cells are coloured and noted; whatever else is found stands in the list
/// only.
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
    let marks: Vec<Mark> = findings.iter().filter_map(|finding| sheets.mark(finding)).collect();
    let notes = Notes { author: words::AUTHOR.to_owned(), more: words::more };
    let Marked { bytes, ending } = book.mark(&marks, &sheets.list(title, findings), &notes)?;
    Ok(ReturnedWorkbook { bytes: own::of_any_system(bytes), ending })
}

/// The names of a workbook's sheets, as they stand there.
struct SheetNames(Vec<String>);

impl SheetNames {
    /// The sheet that a finding means: places name sheets as people read them, spaces and
    /// composition aside.
    fn of(&self, finding: &Finding) -> Option<&String> {
        let name = finding.place.sheet.as_deref()?;
        self.0.iter().find(|sheet| text::clean(sheet) == name)
    }

    /// A finding that is to be mended, as the mark of its cell.
    fn mark(&self, finding: &Finding) -> Option<Mark> {
        let weight = match finding.severity() {
            Severity::Error => Weight::Heavy,
            Severity::Warning => Weight::Light,
            Severity::Note => return None,
        };
        let [head, body] = words::note(finding);
        let note = vec![Run::bold(head), Run::plain(body)];
        Some(Mark { sheet: self.of(finding)?.clone(), cell: finding.place.cell?, weight, note })
    }

    /// Every finding with a link to its cell.
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

    /// A name for the list that no sheet has.
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
