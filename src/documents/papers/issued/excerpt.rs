//! The excerpts (Trích sao) of the decision: one for each unit, with its products only. They are
//! cut from the decision as it was written, so that they hold its own words; `(…)` stands for what
//! is left out. Below stands the form of the copy (Nghị định 30/2020/NĐ-CP, Điều 25, Phụ lục I,
//! Phần II).

use std::collections::BTreeSet;

use super::term::Term;
use super::{about, file, issued, listed, recipients};
use crate::documents::compose::{header, signature};
use crate::documents::facts::owner_key;
use crate::documents::model::{
    Align, Annex, BodyBlock, CopyForm, Document, PrintedRow, PrintedTable, Sheet, TextRun,
};
use crate::documents::papers::decision;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::round::{PaperKind, PaperSettings};
use crate::tally::ProductResult;

const KIND: &str = "Trích sao";
/// What stands for words that are left out.
const LEFT_OUT: &str = "(…)";
/// Letters that a column has room for at least, and at most, when its width follows from its cells.
const SHORT_CELL: usize = 16;
const LONG_CELL: usize = 160;
/// Makes the square root of a count of letters finer than one.
const FINER: usize = 100;
/// Width of the columns of points and stars on an upright page, in millimetres: `Hạng sao` stands
/// there on two lines.
const NARROW: u16 = 15;

/// Writes up the excerpts, or lists them as waiting. Where another decision approves the results of
/// products of 5 stars by points, there are excerpts of both.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let kinds = [PaperKind::Decision, PaperKind::Approval];
    let decisions: Vec<(PaperKind, WrittenPaper)> = kinds
        .into_iter()
        .filter_map(|kind| Some((kind, issued(papers, kind).ok()?.clone())))
        .collect();
    if decisions.is_empty() {
        let reason = issued(papers, PaperKind::Decision).err();
        return papers.wait(KIND, reason.unwrap_or_default());
    }
    let settings = match desk.settings(PaperKind::Excerpt) {
        Ok(settings) => settings,
        Err(reason) => return papers.wait(KIND, reason),
    };
    let mut number = 0;
    for (kind, original) in &decisions {
        let decided = desk.round.paper(*kind);
        for (district, products) in units(desk, &original.document) {
            number += 1;
            let unit = &desk.round.districts[district].name;
            let excerpt = Excerpt {
                desk,
                settings: &settings,
                original,
                decided: &decided,
                unit,
                products: &products,
            };
            papers.written.push(excerpt.write(number));
        }
    }
}

/// Returns the units with products in a decision, in the order of the round, each with them.
fn units<'a>(
    desk: &WritingDesk<'a>,
    decision: &Document,
) -> Vec<(usize, Vec<&'a ProductResult<'a>>)> {
    let in_tables: BTreeSet<usize> = listed(decision).collect();
    let is_in = |product: &&ProductResult<'_>| {
        in_tables.contains(&product.number)
            || decision.body.iter().any(|block| names(block, product))
    };
    let all: Vec<_> = desk.tally.products.iter().filter(is_in).collect();
    let of = |district: usize| {
        let own = all.iter().copied().filter(|product| product.district == district);
        let own: Vec<_> = own.collect();
        (!own.is_empty()).then_some((district, own))
    };
    (0..desk.round.districts.len()).filter_map(of).collect()
}

/// Tells whether a block names a product with its owner, as decisions do with those that are
/// proposed to the Ministry.
fn names(block: &BodyBlock, product: &ProductResult<'_>) -> bool {
    let entry = product.entry;
    text(block).contains(&format!("“{}” của {}", entry.product.value, entry.owner.name.value))
}

/// What an excerpt is made from.
struct Excerpt<'p, 'a> {
    desk: &'p WritingDesk<'a>,
    settings: &'p PaperSettings,
    original: &'p WrittenPaper,
    /// Number and day of the decision, also where it got them after it was signed.
    decided: &'p PaperSettings,
    unit: &'p str,
    products: &'p [&'a ProductResult<'a>],
}

impl Excerpt<'_, '_> {
    /// Writes up the excerpt; `number` counts them from 1.
    fn write(&self, number: usize) -> WrittenPaper {
        let original = &self.original.document;
        let folder = format!("{}/trich-sao", folders::DECISION);
        let paper = self.settings;
        let issuer = self.desk.round.issuer(&paper.issuer);
        let decided_by = self.desk.round.issuer(&self.decided.issuer);
        let body = self.body();
        let annexes = original.annexes.iter().filter_map(|annex| self.annex(annex)).collect();
        let owners: BTreeSet<_> = self.products.iter().map(|product| owner_key(product)).collect();
        let owners = if owners.len() > 1 { "Các chủ thể" } else { "Chủ thể" };
        let to = [format!("UBND {};", self.unit), format!("{owners} có sản phẩm nêu trên;")];
        let document = Document {
            title: format!("Trích sao: {} ({})", original.title, self.unit),
            author: issuer.as_ref().map_or_else(String::new, |issuer| issuer.name.clone()),
            header: header(self.decided, decided_by.as_deref()).into(),
            name: original.name.clone(),
            subject: original.subject.clone(),
            addressees: Vec::new(),
            invited: None,
            body: body.into(),
            signatures: vec![signature(&paper.signer)].into(),
            recipients: recipients(&paper.recipients, &to).into(),
            annexes,
            draft: false,
            sheet: Some(Sheet::Copy(CopyForm {
                form: "TRÍCH SAO".to_owned(),
                header: header(paper, issuer.as_deref()),
            })),
        };
        WrittenPaper {
            file: file(&folder, number, self.unit),
            kind: KIND,
            issuer: paper.issuer.clone(),
            layout: "trich-sao",
            wording: self.original.wording.clone(),
            date: paper.date.first_day(),
            document,
            origin: None,
        }
    }

    /// Cuts the text of the decision: who decides, and of its articles what is about the products
    /// of the unit.
    fn body(&self) -> Vec<BodyBlock> {
        let blocks: Vec<&BodyBlock> = self.original.document.body.iter().collect();
        let first = blocks.iter().position(|block| is_article(block));
        let mut kept: Vec<BodyBlock> = Vec::new();
        for (at, block) in blocks.iter().copied().enumerate() {
            let keeps = match block {
                BodyBlock::Centered { .. } => Some(vec![block.clone()]),
                BodyBlock::Table(table) => self.table(table),
                _ if is_article(block) => {
                    let grants = Some(at) == first && self.has_certified();
                    (grants || self.concerns(&blocks[at..])).then(|| vec![block.clone()])
                }
                _ => self.names_own(block).then(|| vec![block.clone()]),
            };
            match keeps {
                Some(blocks) => kept.extend(blocks),
                None => leave_out(&mut kept),
            }
        }
        kept
    }

    fn has_certified(&self) -> bool {
        self.products.iter().any(|product| product.certified().is_some())
    }

    /// Tells whether the article at the beginning of these blocks is about products of the unit: it
    /// says how long certificates are valid, or has a list or table with one of the products.
    fn concerns(&self, blocks: &[&BodyBlock]) -> bool {
        let Some((article, below)) = blocks.split_first() else { return false };
        let term = format!("có giá trị {} tháng", Term::of(self.desk).months);
        let is_term = self.has_certified() && text(article).contains(&term);
        let mut own = below.iter().take_while(|block| !is_article(block));
        is_term
            || self.names_own(article)
            || own.any(|block| match block {
                BodyBlock::Table(table) => table.rows.iter().any(|row| self.is_own(row)),
                _ => self.names_own(block),
            })
    }

    /// Tells whether a block names a product of the unit.
    fn names_own(&self, block: &BodyBlock) -> bool {
        self.products.iter().any(|product| names(block, product))
    }

    fn is_own(&self, row: &PrintedRow) -> bool {
        let number = about(row);
        self.products.iter().any(|product| Some(product.number) == number)
    }

    /// Returns an annex with the rows of the unit, upright like the text above it; `None` where it
    /// has none there.
    fn annex(&self, annex: &Annex) -> Option<Annex> {
        let mut body = Vec::new();
        for block in &annex.body {
            match block {
                BodyBlock::Table(table) => body.extend(self.table(table)?),
                other => body.push(other.clone()),
            }
        }
        let reference = decision::reference(self.desk, self.decided);
        Some(Annex { body, landscape: false, reference, ..annex.clone() })
    }

    /// Returns a table with the rows of the unit, numbered as in the decision, with the lines of
    /// sections above them, and the sign for rows that are left out below; `None` where the unit has
    /// no row.
    fn table(&self, table: &PrintedTable) -> Option<Vec<BodyBlock>> {
        let mut rows: Vec<PrintedRow> = Vec::new();
        let mut section = None;
        let mut left_out = false;
        for row in &table.rows {
            match row {
                PrintedRow::Section { .. } => section = Some(row),
                row if self.is_own(row) => {
                    rows.extend(section.take().cloned());
                    rows.push(row.clone());
                }
                _ => left_out = true,
            }
        }
        let is_empty = rows.is_empty();
        let mut table = PrintedTable { rows, ..table.clone() };
        fit_columns(&mut table);
        let mut blocks = vec![BodyBlock::Table(table)];
        blocks.extend(left_out.then(sign));
        (!is_empty).then_some(blocks)
    }
}

/// Divides the width that the fixed columns leave by what the cells hold. The decision lies across
/// its page; upright, a column with a long address would be one word wide. The square root keeps a
/// short name beside a long one from being squeezed.
fn fit_columns(table: &mut PrintedTable) {
    let letters = |row: &PrintedRow, column: usize| match row {
        PrintedRow::Data { cells, .. } | PrintedRow::Total { cells, .. } => {
            cells.get(column).map_or(0, |cell| cell.chars().count())
        }
        PrintedRow::Section { .. } => 0,
    };
    for (at, column) in table.columns.iter_mut().enumerate() {
        if column.share > 0 {
            let longest = table.rows.iter().map(|row| letters(row, at)).max().unwrap_or_default();
            let root = (longest.clamp(SHORT_CELL, LONG_CELL) * FINER).isqrt();
            column.share = u16::try_from(root).unwrap_or(u16::MAX);
        } else if column.align == Align::Center {
            column.millimetres = column.millimetres.min(NARROW);
        }
    }
}

/// Tells whether a block opens an article: a paragraph that begins with `Điều 1.` in bold.
fn is_article(block: &BodyBlock) -> bool {
    matches!(block, BodyBlock::Paragraph { runs }
        if runs.first().is_some_and(|run| run.bold && run.text.starts_with("Điều ")))
}

fn text(block: &BodyBlock) -> String {
    match block {
        BodyBlock::Centered { runs }
        | BodyBlock::Heading { runs, .. }
        | BodyBlock::Paragraph { runs }
        | BodyBlock::Item { runs, .. } => runs.iter().map(|run| run.text.as_str()).collect(),
        BodyBlock::Table(_) | BodyBlock::Chart(_) => String::new(),
    }
}

/// Puts the sign for what is left out, unless it stands there already.
fn leave_out(kept: &mut Vec<BodyBlock>) {
    let sign = sign();
    if kept.last() != Some(&sign) {
        kept.push(sign);
    }
}

/// Returns the sign for what is left out, as a paragraph.
fn sign() -> BodyBlock {
    BodyBlock::Paragraph { runs: vec![TextRun { text: LEFT_OUT.to_owned(), ..TextRun::default() }] }
}
