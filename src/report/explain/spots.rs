//! Every piece of text on a paper with words for where it stands, and the figures in it.

use std::ops::Range;

use super::quote;
use crate::documents::Document;
use crate::documents::model::{Block, Row, Run, Statement, Table};

/// A piece of text on a paper.
#[derive(Debug)]
pub(super) struct Spot<'d> {
    /// Where it stands, in Vietnamese, e.g. `mục “III. KẾT QUẢ”`.
    pub(super) place: String,
    /// What stands there.
    pub(super) text: String,
    /// The cell of a table, when it is one.
    pub(super) cell: Option<TableCell<'d>>,
    /// The facts of the round that pieces of it state.
    pub(super) statements: Vec<Statement>,
}

impl Spot<'_> {
    /// The facts that the figure of this index states, by their places in the list of the papers: two for `09/09`.
    pub(super) fn facts(&self, figure: usize) -> impl Iterator<Item = usize> {
        let range = position(&self.text, figure).unwrap_or_default();
        let within = move |stated: &&Statement| stated.range.start < range.end && range.start < stated.range.end;
        self.statements.iter().filter(within).map(|stated| stated.fact)
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableCell<'d> {
    /// The table.
    pub(super) table: &'d Table,
    /// Index of the row.
    pub(super) row: usize,
    /// Index of the column; 0 for a line across all columns.
    pub(super) column: usize,
}

/// Everything that stands on a paper, from top to bottom.
pub(super) fn of(document: &Document) -> Vec<Spot<'_>> {
    let line = |place: &str, text: &str| Spot {
        place: place.to_owned(),
        text: text.to_owned(),
        cell: None,
        statements: Vec::new(),
    };
    let mut spots = Vec::new();
    let header = &document.header;
    spots.extend(header.parent.iter().chain(&header.issuer).map(|text| line("tên cơ quan ban hành", text)));
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
    for annex in &document.annexes {
        spots.push(line("tiêu đề phụ lục", &annex.title));
        spots.push(line("tiêu đề phụ lục", &annex.reference));
        blocks(&annex.body, &annex.heading, &mut spots);
    }
    spots.extend(document.recipients.iter().map(|text| line("nơi nhận", text)));
    spots
}

fn blocks<'d>(blocks: &'d [Block], start: &str, spots: &mut Vec<Spot<'d>>) {
    let mut place = start.to_owned();
    for block in blocks {
        match block {
            Block::Centered { runs } => spots.push(running(&place, runs)),
            Block::Heading { runs, .. } => {
                place = format!("mục “{}”", quote::start(&text(runs)));
                spots.push(running(&place, runs));
            }
            Block::Paragraph { runs } | Block::Item { runs, .. } => {
                // An article of a decision begins with its bold number.
                if let Some(article) = runs.first().filter(|run| run.bold && run.text.starts_with("Điều ")) {
                    article.text.trim_end_matches(['.', ' ']).clone_into(&mut place);
                }
                spots.push(running(&place, runs));
            }
            Block::Table(table) => rows(table, &place, spots),
        }
    }
}

fn rows<'d>(table: &'d Table, place: &str, spots: &mut Vec<Spot<'d>>) {
    for (row, line) in table.rows.iter().enumerate() {
        let mut push = |column: usize, text: &str| {
            let cell = Some(TableCell { table, row, column });
            spots.push(Spot { place: place.to_owned(), text: text.to_owned(), cell, statements: Vec::new() });
        };
        match line {
            Row::Data { cells, .. } => cells.iter().enumerate().for_each(|(column, text)| push(column, text)),
            Row::Section { text } => push(0, text),
        }
    }
}

/// Running text.
fn running<'d>(place: &str, runs: &[Run]) -> Spot<'d> {
    let mut statements = Vec::new();
    let mut start = 0;
    for run in runs {
        let shifted = |stated: &Statement| Statement {
            range: stated.range.start + start..stated.range.end + start,
            fact: stated.fact,
        };
        statements.extend(run.statements.iter().map(shifted));
        start += run.text.len();
    }
    Spot { place: place.to_owned(), text: text(runs), cell: None, statements }
}

fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The figures of a text from left to right, each with the points, commas and slashes within it: `67,2`, `21/8/2019`.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|sign: char| !(sign.is_ascii_digit() || ['.', ',', '/'].contains(&sign)));
    pieces.map(|piece| piece.trim_matches(['.', ',', '/'])).filter(|piece| !piece.is_empty())
}

/// Where the figure of this index stands in the text.
pub(super) fn position(text: &str, index: usize) -> Option<Range<usize>> {
    let mut end = 0;
    let mut all = tokens(text).map(|token| {
        // Between two figures stands none, so the next place that reads like this one is this one.
        let start = end + text[end..].find(token).unwrap_or_default();
        end = start + token.len();
        start..end
    });
    all.nth(index)
}

/// What a figure is by the words beside it, when these leave no doubt and it counts nothing.
pub(super) fn by_words(text: &str, index: usize) -> Option<Named> {
    let range = position(text, index)?;
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let follows = |words: &[&str]| words.iter().any(|word| before.ends_with(&format!("{word} ")));
    if follows(&["Điều", "điều"]) || before.is_empty() && behind.starts_with(['.', ')']) {
        Some(Named::Section)
    } else if follows(&["ngày", "tháng", "năm", "giờ"]) || behind.starts_with(" giờ") {
        Some(Named::Time)
    } else if behind.starts_with(" sao") {
        text[range].parse().ok().filter(|star| (1..=5).contains(star)).map(Named::Star)
    } else {
        None
    }
}

/// What a figure names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// An article or a section: `Điều 3.`, `2. Lần chấm 2`.
    Section,
    /// A day, a month, a year, an hour.
    Time,
    /// A star: `3 sao`.
    Star(u8),
}

/// Whether a figure of a text is the one asked for: `3` is also `03`, `67.2` also `67,2`, `9` also one side of `09/09`.
pub(super) fn is_figure(token: &str, figure: &str) -> bool {
    let same = |one: &str| plain(one) == plain(figure);
    same(token) || token.split_once('/').is_some_and(|(one, other)| !other.contains('/') && (same(one) || same(other)))
}

fn plain(figure: &str) -> String {
    let figure = figure.trim().replace('.', ",");
    let stripped = figure.trim_start_matches('0');
    if stripped.is_empty() || stripped.starts_with(',') { format!("0{stripped}") } else { stripped.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{is_figure, tokens};

    #[test]
    fn figures_are_taken_whole() {
        let text = "Có 09/09 thành viên; 24 sản phẩm, từ 52,8 đến 67,2 điểm ngày 21/8/2019.";
        let all: Vec<_> = tokens(text).collect();
        assert_eq!(all, ["09/09", "24", "52,8", "67,2", "21/8/2019"]);
    }

    #[test]
    fn a_figure_is_known_with_and_without_its_leading_zero() {
        assert!(is_figure("03", "3"));
        assert!(is_figure("3", "03"));
        assert!(is_figure("09/09", "9"));
        assert!(is_figure("67,2", "67.2"));
        assert!(!is_figure("21/8/2019", "8"));
        assert!(!is_figure("67,2", "67"));
        assert!(!is_figure("30", "3"));
    }
}
