//! Turns filled wording (Markdown) into the blocks of a paper.
//!
//! The first `#` heading is the type name, the second the subject; later ones are bold centred
//! lines. `##`, `###`, `####` are headings of three levels; lists, tables and emphasis are as in
//! Markdown. All other Markdown is refused, so that nothing disappears silently.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::model::{Align, BodyBlock, CellFact, PrintedColumn, PrintedRow, PrintedTable, TextRun};
use super::traced::take_marks;
use super::unbroken;
use super::wording::{BlockLetters, Letters, TABLE};

/// The content of a filled wording file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PaperText {
    /// Type name, e.g. `KẾ HOẠCH`.
    pub(super) name: String,
    /// Subject.
    pub(super) subject: String,
    /// Everything below the subject.
    pub(super) blocks: Vec<BodyBlock>,
    /// Where the letters of the blocks stand in the filled wording.
    pub(super) letters: BlockLetters,
}

/// Why a wording file cannot become a paper. The messages are Vietnamese.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum MarkupRefusal {
    #[error("bảng [[{0}]] không có trong loại văn bản này")]
    UnknownTable(String),
    #[error("{0}")]
    Unused(&'static str),
    #[error("thiếu dòng “# …” ghi tên loại văn bản hoặc trích yếu")]
    NoHead,
}

/// Reads filled wording. `inserts` holds the tables and charts that it may ask for with `[[name]]`.
///
/// # Errors
///
/// [`MarkupRefusal`] when it contains Markdown that papers do not use, asks for an unknown table,
/// or lacks its first two headings.
pub(super) fn read_wording(
    text: &str,
    inserts: &BTreeMap<&str, BodyBlock>,
) -> Result<PaperText, MarkupRefusal> {
    let mut reader = MarkdownReader { inserts, ..MarkdownReader::default() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.take(event, range.start)?;
    }
    let mut heads = reader.heads.into_iter();
    let (Some(name), Some(subject)) = (heads.next(), heads.next()) else {
        return Err(MarkupRefusal::NoHead);
    };
    Ok(PaperText { name, subject, blocks: reader.blocks, letters: reader.letters })
}

/// The empty set of inserts.
static NONE: BTreeMap<&str, BodyBlock> = BTreeMap::new();

/// Collects the blocks while the parser reports its events.
struct MarkdownReader<'a> {
    inserts: &'a BTreeMap<&'a str, BodyBlock>,
    /// The first two headings: type name and subject.
    heads: Vec<String>,
    /// The finished blocks.
    blocks: Vec<BodyBlock>,
    /// The text of the block that is being read.
    runs: Vec<TextRun>,
    /// Its letters, with their places.
    open: Letters,
    /// The letters of the finished blocks.
    letters: BlockLetters,
    /// How many bold stretches are open.
    bold: usize,
    /// How many italic stretches are open.
    italic: usize,
    /// The open lists, outermost first: the next number of a numbered list, `None` for a bullet
    /// list.
    lists: Vec<Option<u64>>,
    /// The open table: headings and rows.
    table: Option<(Vec<String>, Vec<PrintedRow>)>,
    /// The cells of the row that is being read.
    cells: Vec<String>,
    /// The facts in these cells.
    stated: Vec<CellFact>,
}

impl Default for MarkdownReader<'_> {
    fn default() -> Self {
        Self {
            inserts: &NONE,
            heads: Vec::new(),
            blocks: Vec::new(),
            runs: Vec::new(),
            open: Letters::new(),
            letters: BlockLetters::default(),
            bold: 0,
            italic: 0,
            lists: Vec::new(),
            table: None,
            cells: Vec::new(),
            stated: Vec::new(),
        }
    }
}

impl MarkdownReader<'_> {
    /// Takes an event; `at` is the byte of the text at which it begins.
    fn take(&mut self, event: Event<'_>, at: usize) -> Result<(), MarkupRefusal> {
        match event {
            Event::Start(tag) => return self.start(&tag),
            Event::End(tag) => return self.end(tag),
            Event::Text(text) => self.text(&text, at),
            Event::SoftBreak | Event::HardBreak => self.text(" ", at),
            Event::Code(_) => {
                return Err(MarkupRefusal::Unused("dấu huyền ngược (`) không dùng trong văn bản"));
            }
            Event::Rule => {
                return Err(MarkupRefusal::Unused("đường kẻ ngang (---) không dùng trong văn bản"));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                return Err(MarkupRefusal::Unused("thẻ HTML không dùng trong văn bản"));
            }
            _ => {
                return Err(MarkupRefusal::Unused("ký hiệu Markdown này không dùng trong văn bản"));
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), MarkupRefusal> {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::List(first) => {
                self.flush_item();
                self.lists.push(*first);
            }
            Tag::Table(_) => self.table = Some((Vec::new(), Vec::new())),
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell => {}
            Tag::CodeBlock(_) => {
                return Err(MarkupRefusal::Unused(
                    "dòng thụt vào từ bốn dấu cách không dùng trong văn bản",
                ));
            }
            Tag::BlockQuote(_) => {
                return Err(MarkupRefusal::Unused("dấu > đầu dòng không dùng trong văn bản"));
            }
            Tag::Link { .. } | Tag::Image { .. } => {
                return Err(MarkupRefusal::Unused("liên kết, hình ảnh không dùng trong văn bản"));
            }
            _ => {
                return Err(MarkupRefusal::Unused("ký hiệu Markdown này không dùng trong văn bản"));
            }
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), MarkupRefusal> {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph if self.lists.is_empty() => self.paragraph()?,
            TagEnd::Paragraph | TagEnd::Item => self.flush_item(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let mut runs = std::mem::take(&mut self.runs);
                self.open.clear();
                take_marks(&mut runs);
                let column = self.cells.len();
                let facts = runs.iter().flat_map(|run| &run.statements);
                self.stated.extend(facts.map(|one| CellFact { column, fact: one.fact }));
                self.cells.push(plain(&runs));
            }
            TagEnd::TableHead => {
                if let Some((head, _)) = &mut self.table {
                    *head = std::mem::take(&mut self.cells);
                    self.stated.clear();
                }
            }
            TagEnd::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(PrintedRow::Data {
                        cells: std::mem::take(&mut self.cells),
                        product: None,
                        stated: std::mem::take(&mut self.stated),
                    });
                }
            }
            TagEnd::Table => {
                if let Some((head, rows)) = self.table.take() {
                    self.block(table(head, rows), Letters::new());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: usize) {
        self.open.extend(text.char_indices().map(|(index, sign)| (sign, Some(at + index))));
        let (bold, italic) = (self.bold > 0, self.italic > 0);
        match self.runs.last_mut() {
            Some(run) if (run.bold, run.italic) == (bold, italic) => run.text.push_str(text),
            _ => self.runs.push(TextRun {
                text: text.to_owned(),
                bold,
                italic,
                ..TextRun::default()
            }),
        }
    }

    fn block(&mut self, block: BodyBlock, letters: Letters) {
        self.blocks.push(block);
        self.letters.blocks.push(letters);
    }

    /// Returns the runs of the block that ends here, without marks.
    fn take_runs(&mut self) -> Vec<TextRun> {
        let mut runs = unbroken::mark(std::mem::take(&mut self.runs));
        take_marks(&mut runs);
        runs
    }

    fn heading(&mut self, level: HeadingLevel) {
        let (runs, letters) = (self.take_runs(), std::mem::take(&mut self.open));
        let block = match level {
            HeadingLevel::H1 if self.heads.len() < 2 => {
                self.heads.push(plain(&runs));
                self.letters.heads.push(letters);
                return;
            }
            HeadingLevel::H1 => BodyBlock::Centered { runs },
            HeadingLevel::H2 => BodyBlock::Heading { level: 1, runs },
            HeadingLevel::H3 => BodyBlock::Heading { level: 2, runs },
            _ => BodyBlock::Heading { level: 3, runs },
        };
        self.block(block, letters);
    }

    fn paragraph(&mut self) -> Result<(), MarkupRefusal> {
        let (runs, letters) = (self.take_runs(), std::mem::take(&mut self.open));
        let text = plain(&runs);
        let name = text.strip_prefix(TABLE[0]).and_then(|rest| rest.strip_suffix(TABLE[1]));
        match name.map(str::trim) {
            Some(name) => {
                let table = self
                    .inserts
                    .get(name)
                    .ok_or_else(|| MarkupRefusal::UnknownTable(name.to_owned()))?;
                let table = table.clone();
                self.block(table, Letters::new());
            }
            None if text.is_empty() => {}
            None => self.block(BodyBlock::Paragraph { runs }, letters),
        }
        Ok(())
    }

    /// Ends the text of a list item. Its marker follows from the list in which it stands.
    fn flush_item(&mut self) {
        let (runs, letters) = (self.take_runs(), std::mem::take(&mut self.open));
        if plain(&runs).is_empty() {
            return;
        }
        let depth = self.lists.len();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number += 1;
                marker
            }
            Some(None) if depth > 1 => "+".into(),
            _ => "-".into(),
        };
        self.block(BodyBlock::Item { marker, runs }, letters);
    }
}

fn plain(runs: &[TextRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect::<String>().trim().to_owned()
}

fn table(head: Vec<String>, rows: Vec<PrintedRow>) -> BodyBlock {
    let column = |title| PrintedColumn { title, share: 1, millimetres: 0, align: Align::Left };
    BodyBlock::Table(PrintedTable {
        summary: head.join(", "),
        caption: None,
        columns: head.into_iter().map(column).collect(),
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<BodyBlock> {
        read_wording(&format!("# TÊN\n\n# Về việc\n\n{text}"), &NONE).unwrap().blocks
    }

    fn run(text: &str) -> TextRun {
        TextRun { text: text.into(), ..TextRun::default() }
    }

    #[test]
    fn numbers_and_dashes_keep_their_markers() {
        let item =
            |marker: &str, text| BodyBlock::Item { marker: marker.into(), runs: vec![run(text)] };
        assert_eq!(
            blocks("2. hai\n\n3. ba\n\n- bốn\n\n- năm\n"),
            [item("2.", "hai"), item("3.", "ba"), item("-", "bốn"), item("-", "năm")]
        );
    }

    #[test]
    fn escaped_signs_stand_as_they_are() {
        assert_eq!(
            blocks(r"\*Chè\* \#1 \<b\>"),
            [BodyBlock::Paragraph { runs: vec![run("*Chè* #1 <b>")] }]
        );
    }

    #[test]
    fn emphasis_makes_runs() {
        let bold =
            TextRun { text: "Điều 1.".into(), bold: true, unbroken: true, ..TextRun::default() };
        assert_eq!(
            blocks("**Điều 1.** Phê duyệt"),
            [BodyBlock::Paragraph { runs: vec![bold, run(" Phê duyệt")] }]
        );
    }

    #[test]
    fn what_papers_do_not_use_is_refused() {
        for text in ["<b>đậm</b>", "> trích", "---", "`mã`", "[a](b)"] {
            assert!(read_wording(&format!("# A\n\n# B\n\n{text}"), &NONE).is_err(), "{text}");
        }
    }

    #[test]
    fn a_paper_needs_its_name_and_subject() {
        assert_eq!(read_wording("# TÊN\n\nchữ", &NONE), Err(MarkupRefusal::NoHead));
    }
}
