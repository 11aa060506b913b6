//! Cuts a paper into pieces of text, each with words for where it stands and with the facts that
//! its figures state.

use super::figures::position;
use super::quote;
use crate::documents::Document;
use crate::documents::model::{
    BodyBlock, CellFact, FactMention, PrintedTable, Sheet, SheetPiece, TextRun,
};

/// A piece of text on a paper.
#[derive(Debug)]
pub(super) struct ExplainedSpot<'d> {
    /// Where it stands, in Vietnamese, e.g. `mục “III. KẾT QUẢ”`.
    pub(super) place: String,
    /// The text.
    pub(super) text: String,
    /// The table cell in which it stands; `None` for running text.
    pub(super) cell: Option<PrintedCell<'d>>,
    /// Which pieces of the text state facts of the round.
    pub(super) statements: Vec<FactMention>,
}

impl ExplainedSpot<'_> {
    /// Yields the facts that the figure with this index states, as indices into the list of the
    /// papers. A figure such as `09/09` states two.
    pub(super) fn facts(&self, figure: usize) -> impl Iterator<Item = usize> {
        let range = position(&self.text, figure).unwrap_or_default();
        let within = move |stated: &&FactMention| {
            stated.range.start < range.end && range.start < stated.range.end
        };
        self.statements.iter().filter(within).map(|stated| stated.fact)
    }
}

/// A cell of a printed table.
#[derive(Debug, Clone, Copy)]
pub(super) struct PrintedCell<'d> {
    /// The table.
    pub(super) table: &'d PrintedTable,
    /// Index of the row.
    pub(super) row: usize,
    /// Index of the column; 0 for a line across all columns.
    pub(super) column: usize,
}

/// Returns all pieces of a paper, from top to bottom.
pub(super) fn of(document: &Document) -> Vec<ExplainedSpot<'_>> {
    let line = |place: &str, text: &str| ExplainedSpot {
        place: place.to_owned(),
        text: text.to_owned(),
        cell: None,
        statements: Vec::new(),
    };
    let mut spots = Vec::new();
    let header = &document.header;
    spots.extend(
        header.parent.iter().chain(&header.issuer).map(|text| line("tên cơ quan ban hành", text)),
    );
    if let Some(number) = &header.number {
        let value = number.value.as_deref().unwrap_or_default();
        spots.push(line("số, ký hiệu văn bản", &format!("{value}/{}", number.symbol)));
    }
    if let Some(place) = &header.place {
        let day = place.day.as_deref().unwrap_or_default();
        let date = format!("{}, ngày {day} tháng {} năm {}", place.place, place.month, place.year);
        spots.push(line("địa danh và thời gian ban hành", &date));
    }
    spots.push(line("trích yếu", &document.subject));
    blocks(&document.body, "phần mở đầu", &mut spots);
    for piece in document.sheet.iter().flat_map(Sheet::pieces) {
        match piece {
            SheetPiece::Line(place, text) => spots.push(line(place, text)),
            SheetPiece::Table(place, table) => rows(table, place, &mut spots),
        }
    }
    for annex in &document.annexes {
        spots.push(line("tiêu đề phụ lục", &annex.title));
        spots.push(line("tiêu đề phụ lục", &annex.reference));
        blocks(&annex.body, &annex.heading, &mut spots);
    }
    spots.extend(document.recipients.iter().map(|text| line("nơi nhận", text)));
    spots
}

fn blocks<'d>(
    blocks: impl IntoIterator<Item = &'d BodyBlock>,
    start: &str,
    spots: &mut Vec<ExplainedSpot<'d>>,
) {
    let mut place = start.to_owned();
    for block in blocks {
        match block {
            BodyBlock::Centered { runs } => spots.push(running(&place, runs)),
            BodyBlock::Heading { runs, .. } => {
                place = format!("mục “{}”", quote::start(&text(runs)));
                spots.push(running(&place, runs));
            }
            BodyBlock::Paragraph { runs } | BodyBlock::Item { runs, .. } => {
                // An article of a decision begins with its bold number.
                if let Some(article) =
                    runs.first().filter(|run| run.bold && run.text.starts_with("Điều "))
                {
                    article.text.trim_end_matches(['.', ' ']).clone_into(&mut place);
                }
                spots.push(running(&place, runs));
            }
            BodyBlock::Table(table) => rows(table, &place, spots),
            // The table beside a chart holds its numbers.
            BodyBlock::Chart(_) => {}
        }
    }
}

fn rows<'d>(table: &'d PrintedTable, place: &str, spots: &mut Vec<ExplainedSpot<'d>>) {
    for (row, line) in table.rows.iter().enumerate() {
        for (column, text) in line.texts().iter().enumerate() {
            let stated = line.stated().iter().filter(|stated| stated.column == column);
            let statement =
                |stated: &CellFact| FactMention { range: 0..text.len(), fact: stated.fact };
            spots.push(ExplainedSpot {
                place: place.to_owned(),
                text: text.clone(),
                cell: Some(PrintedCell { table, row, column }),
                statements: stated.map(statement).collect(),
            });
        }
    }
}

/// Returns running text as one piece.
fn running<'d>(place: &str, runs: &[TextRun]) -> ExplainedSpot<'d> {
    let mut statements = Vec::new();
    let mut start = 0;
    for run in runs {
        let shifted = |stated: &FactMention| FactMention {
            range: stated.range.start + start..stated.range.end + start,
            fact: stated.fact,
        };
        statements.extend(run.statements.iter().map(shifted));
        start += run.text.len();
    }
    ExplainedSpot { place: place.to_owned(), text: text(runs), cell: None, statements }
}

fn text(runs: &[TextRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
