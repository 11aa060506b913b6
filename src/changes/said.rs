//! What a paper says, part by part: paragraphs, and rows of tables, each with its place in words.

use serde::{Deserialize, Serialize};

use super::sheet;
use crate::documents::WrittenPaper;
use crate::documents::model::{
    Annex, BodyBlock, Chart, Document, Letterhead, PrintedRow, PrintedTable, TextRun,
};
use crate::shared::Shared;

/// What a paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidPaper {
    /// Path below the outputs folder.
    pub file: String,
    /// Name of the kind of paper, e.g. `Quyết định`.
    pub kind: String,
    /// Number and symbol (`1757/QĐ-UBND`) of a paper that carries a number and a day; `None` for a
    /// draft.
    pub number: Option<String>,
    /// The parts, from top to bottom.
    pub parts: Vec<Shared<SaidPart>>,
}

/// A paragraph, the heading of a table, or a row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidPart {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands (Vietnamese), e.g. `Điều 1`; empty where nothing names the place.
    pub at: String,
    /// The text of a paragraph, or one text for each cell.
    pub texts: Vec<String>,
}

/// The kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A paragraph.
    Text,
    /// The headings of the columns of a table. The rows behind it are of this table.
    Head,
    /// A row of a table.
    Row,
}

impl SaidPart {
    pub(super) fn text(at: &str, text: impl Into<String>) -> Self {
        Self { kind: PartKind::Text, at: at.to_owned(), texts: vec![text.into()] }
    }
}

impl SaidPaper {
    /// Gathers what a paper says.
    #[must_use]
    pub fn of(paper: &WrittenPaper) -> Self {
        let document = &paper.document;
        let header = document.own_header();
        let number = header.number.as_ref();
        let number = number
            .and_then(|number| Some(format!("{}/{}", number.value.as_ref()?, number.symbol)))
            .filter(|_| header.place.as_ref().is_none_or(|place| place.day.is_some()));
        let (file, kind) = (paper.file.clone(), paper.kind.to_owned());
        let parts = Shared::each(parts(document));
        Self { file, kind, number, parts }
    }

    /// Lets the parts that this paper has in common with another one be the same memory.
    pub fn share_with(&mut self, other: &Self) {
        Shared::share_all(&mut self.parts, &other.parts);
    }
}

fn parts(document: &Document) -> Vec<SaidPart> {
    let mut parts = Vec::new();
    head(&document.header, &mut parts);
    let named = [document.name.as_str(), document.subject.as_str()].join(" ");
    parts.push(SaidPart::text("Tên loại, trích yếu", named.trim()));
    parts.extend(document.addressees.iter().map(|one| SaidPart::text("Kính gửi", one)));
    body(&document.body, "", &mut parts);
    if let Some(shown) = &document.sheet {
        sheet::parts(shown, &mut parts);
    }
    for one in document.signatures.iter() {
        let lines = one.capacity.iter().chain(&one.post).chain([&one.name]);
        parts.extend(lines.map(|line| SaidPart::text("Người ký", line)));
    }
    parts.extend(document.recipients.iter().map(|one| SaidPart::text("Nơi nhận", one)));
    document.annexes.iter().for_each(|annex| self::annex(annex, &mut parts));
    parts.retain(|part| part.texts.iter().any(|text| !text.is_empty()));
    parts
}

pub(super) fn head(header: &Letterhead, parts: &mut Vec<SaidPart>) {
    let bodies = header.parent.iter().chain(&header.issuer);
    parts.extend(bodies.map(|line| SaidPart::text("Cơ quan ban hành", line)));
    if let Some(number) = &header.number {
        let value = number.value.as_deref().unwrap_or(BLANK);
        parts.push(SaidPart::text("Số, ký hiệu", format!("{value}/{}", number.symbol)));
    }
    if let Some(place) = &header.place {
        let day = place.day.as_deref().unwrap_or(BLANK);
        let text = format!("{}, ngày {day} tháng {} năm {}", place.place, place.month, place.year);
        parts.push(SaidPart::text("Địa danh, ngày tháng", text));
    }
}

/// How a blank to be filled by hand is shown.
const BLANK: &str = "…";

fn annex(annex: &Annex, parts: &mut Vec<SaidPart>) {
    parts.push(SaidPart::text(&annex.heading, &annex.title));
    parts.push(SaidPart::text(&annex.heading, annex.reference.replace('\u{a0}', " ")));
    body(&annex.body, &annex.heading, parts);
}

/// Adds the parts of a body. `within` names the annex that it belongs to.
fn body<'a>(
    blocks: impl IntoIterator<Item = &'a BodyBlock>,
    within: &str,
    parts: &mut Vec<SaidPart>,
) {
    let mut place = Outline { within, ..Outline::default() };
    for block in blocks {
        match block {
            BodyBlock::Heading { level, runs } => {
                let text = plain(runs);
                place.heading(*level, &text);
                parts.push(SaidPart::text(&place.name(), text));
            }
            BodyBlock::Centered { runs } => {
                let text = plain(runs);
                place.leave();
                parts.push(SaidPart::text(&place.name(), text));
            }
            BodyBlock::Paragraph { runs } | BodyBlock::Item { runs, .. } => {
                let text = plain(runs);
                place.paragraph(&text);
                let named = [Some(place.name()), label(&text).map(str::to_owned)];
                let named: Vec<_> =
                    named.into_iter().flatten().filter(|name| !name.is_empty()).collect();
                parts.push(SaidPart::text(&named.join(", "), text));
            }
            BodyBlock::Table(table) => self::table(table, &place.name(), parts),
            BodyBlock::Chart(chart) => {
                let (caption, alt) = drawn(chart);
                parts.push(SaidPart::text(&format!("Biểu đồ “{caption}”"), alt));
            }
        }
    }
}

/// Adds the headings and rows of a table.
pub(super) fn table(table: &PrintedTable, place: &str, parts: &mut Vec<SaidPart>) {
    let named = table.caption.as_ref().map(|caption| format!("Bảng “{caption}”"));
    let within = Some(place.to_owned()).filter(|place| !place.is_empty());
    let at = named.or(within).unwrap_or_else(|| "Bảng".to_owned());
    let titles = table.columns.iter().map(|column| column.title.clone()).collect();
    parts.push(SaidPart { kind: PartKind::Head, at: at.clone(), texts: titles });
    let row = |row: &PrintedRow| SaidPart {
        kind: PartKind::Row,
        at: at.clone(),
        texts: row.texts().to_vec(),
    };
    parts.extend(table.rows.iter().map(row));
}

/// Returns title and words of a chart.
fn drawn(chart: &Chart) -> (&str, &str) {
    match chart {
        Chart::Stack(chart) => (&chart.caption, &chart.alt),
        Chart::Bars(chart) => (&chart.caption, &chart.alt),
        Chart::Pairs(chart) => (&chart.caption, &chart.alt),
    }
}

/// Returns the words that name a paragraph, before a colon: `Địa điểm` of `Địa điểm: Hội trường`.
pub(super) fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(": ")?;
    let is_name = label.starts_with(char::is_uppercase) && label.split(' ').count() <= LABEL;
    (is_name && !rest.trim().is_empty()).then_some(label)
}

/// How many words a label has at most.
const LABEL: usize = 5;

fn plain(runs: &[TextRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Where in a body something stands: its annex, and the numbers of the headings above it.
#[derive(Default)]
struct Outline<'a> {
    within: &'a str,
    /// Numbers of the headings, from level 1.
    numbers: Vec<String>,
    /// The article (`Điều 1`) or the legal bases.
    article: String,
}

impl Outline<'_> {
    fn heading(&mut self, level: u8, text: &str) {
        self.article.clear();
        self.numbers.truncate(usize::from(level).saturating_sub(1));
        self.numbers.push(number_of(text));
    }

    fn paragraph(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().take(2).collect();
        match words.as_slice() {
            ["Điều", number] if number.starts_with(|sign: char| sign.is_ascii_digit()) => {
                self.article = format!("Điều {}", number.trim_end_matches(['.', ':']));
            }
            ["Căn", "cứ"] => "Căn cứ".clone_into(&mut self.article),
            ["Theo" | "Xét", "đề"] => "Đề nghị".clone_into(&mut self.article),
            _ if ["Căn cứ", "Đề nghị"].contains(&self.article.as_str()) => {
                self.article.clear();
            }
            _ => {}
        }
    }

    fn leave(&mut self) {
        self.article.clear();
    }

    fn name(&self) -> String {
        let numbers: Vec<&str> =
            self.numbers.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
        let section =
            if numbers.is_empty() { String::new() } else { format!("mục {}", numbers.join(".")) };
        let named = [self.within, &section, &self.article];
        let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
        capital(&named.join(", "))
    }
}

/// Returns the number at the beginning of a heading: `II` of `II. YÊU CẦU`; empty where there is
/// none.
fn number_of(heading: &str) -> String {
    let first = heading.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    let is_number = number.len() < first.len() && number.chars().all(char::is_alphanumeric);
    if is_number { number.to_owned() } else { String::new() }
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
