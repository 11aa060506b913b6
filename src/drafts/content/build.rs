//! Puts a draft together from the document of a paper, as its layout does.

use super::pieces::Holder;
use super::{Content, Line, Origin, Part, Piece, form, sheets, table};
use crate::documents::model::{Annex, BodyBlock, Document, Sheet};
use crate::documents::{StatedFact, WrittenPaper};
use crate::drafts::measures::Measures;
use crate::drafts::style::Style;

/// Puts the parts of a draft one below the other.
pub(super) struct Builder<'a, 'd> {
    pub(super) measures: &'a Measures,
    pub(super) holder: Holder<'a, 'd>,
    pub(super) parts: Vec<Part>,
    /// How many tables with a number there are so far.
    pub(super) tables: usize,
    /// How many charts.
    pub(super) charts: usize,
    /// Whether the pages are in landscape format.
    pub(super) landscape: bool,
}

/// Returns what the draft of a paper holds. `stated` are the facts of its papers, `names` those of
/// products and owners, longest first.
pub(in crate::drafts) fn content<'d>(
    paper: &'d WrittenPaper,
    stated: &[StatedFact],
    names: &[String],
    measures: &Measures,
) -> Content<'d> {
    let landscape =
        ["bang-tong-hop-diem", "danh-sach-du-danh-gia", "kiem-tra-thuc-te"].contains(&paper.layout);
    let holder = Holder::new(stated, names);
    let (parts, tables, charts) = (Vec::new(), 0, 0);
    let mut builder = Builder { measures, holder, parts, tables, charts, landscape };
    builder.add(Part::Pages { landscape });
    builder.paper(&paper.document, paper.layout);
    Content { parts: builder.parts, held: builder.holder.held }
}

impl<'d> Builder<'_, 'd> {
    pub(super) fn add(&mut self, part: impl Into<Part>) {
        self.parts.push(part.into());
    }

    pub(super) fn line(&mut self, style: Style, from: Origin, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.add(Line::of(style, from, text));
        }
    }

    /// Width of the text of the present pages.
    pub(super) fn width(&self) -> u32 {
        self.measures.width(self.landscape)
    }

    fn paper(&mut self, document: &'d Document, layout: &str) {
        match &document.sheet {
            Some(Sheet::Certificate(certificate)) => {
                return sheets::certificate(self, document, certificate);
            }
            Some(Sheet::Cards(cards)) => return sheets::cards(self, document, cards),
            Some(Sheet::Products(products)) => return sheets::products(self, document, products),
            Some(Sheet::Scores(_) | Sheet::Copy(_)) | None => {}
        }
        form::head(self, document);
        if layout == "cong-van" {
            form::letter_subject(self, document);
        } else {
            form::title(self, document);
        }
        if matches!(layout, "cong-van" | "van-ban") {
            form::addressees(self, &document.addressees);
        }
        match &document.sheet {
            Some(Sheet::Scores(scores)) => sheets::scores(self, document, scores),
            Some(Sheet::Copy(copy)) => self.copy(document, copy),
            _ if layout == "diem-danh" => self.attendance(document),
            _ => {
                self.body(&document.body, true);
                form::closing(self, document, layout);
                document.annexes.iter().for_each(|annex| self.annex(annex));
            }
        }
    }

    /// Adds the blocks of a body. `wording` tells whether they come from the wording file.
    pub(super) fn body(&mut self, blocks: impl IntoIterator<Item = &'d BodyBlock>, wording: bool) {
        for (index, block) in blocks.into_iter().enumerate() {
            let from = if wording { Origin::Body(index) } else { Origin::Annex };
            self.block(block, from);
        }
    }

    pub(super) fn block(&mut self, block: &'d BodyBlock, from: Origin) {
        let (style, runs, marker) = match block {
            BodyBlock::Centered { runs } => (Style::Centered, runs, None),
            BodyBlock::Heading { level, runs } if *level < 3 => (Style::Heading, runs, None),
            BodyBlock::Heading { runs, .. } => (Style::Point, runs, None),
            BodyBlock::Paragraph { runs } => (Style::Text, runs, None),
            BodyBlock::Item { marker, runs } => (Style::Text, runs, Some(marker)),
            BodyBlock::Table(printed) => return table::printed(self, printed),
            BodyBlock::Chart(chart) => return table::chart(self, chart),
        };
        let mut pieces: Vec<Piece> = Vec::new();
        pieces
            .extend(marker.map(|marker| Piece { text: format!("{marker} "), ..Piece::default() }));
        pieces.extend(self.holder.runs(runs));
        if from == Origin::Annex {
            pieces.iter_mut().for_each(|piece| piece.at = None);
        }
        let leads = style == Style::Text
            && pieces.last().is_some_and(|piece| piece.text.trim_end().ends_with(':'));
        let line = Line::new(style, from, pieces);
        self.add(if leads { line.kept() } else { line });
    }

    fn annex(&mut self, annex: &'d Annex) {
        self.landscape = annex.landscape;
        self.add(Part::Pages { landscape: annex.landscape });
        self.annex_head(annex);
        self.body(&annex.body, false);
    }

    fn annex_head(&mut self, annex: &Annex) {
        self.line(Style::Annex, Origin::AnnexHead, annex.heading.as_str());
        self.line(Style::AnnexTitle, Origin::AnnexHead, annex.title.to_uppercase());
        self.line(Style::AnnexReference, Origin::AnnexHead, annex.reference.as_str());
        form::rule(self, self.width() / 4);
    }

    /// The form of a copy stands right below what is copied.
    fn copy(&mut self, document: &'d Document, copy: &'d crate::documents::model::CopyForm) {
        self.body(&document.body, true);
        for annex in &document.annexes {
            self.annex_head(annex);
            self.body(&annex.body, false);
        }
        form::copy(self, document, copy);
    }

    /// The words below the list stand with the place to sign.
    fn attendance(&mut self, document: &'d Document) {
        let is_table = |block: &BodyBlock| matches!(block, BodyBlock::Table(_));
        for block in document.body.iter().filter(|block| is_table(block)) {
            if let BodyBlock::Table(printed) = block {
                table::tall(self, printed);
            }
        }
        for (index, block) in document.body.iter().enumerate().filter(|(_, block)| !is_table(block))
        {
            self.block(block, Origin::Body(index));
        }
        form::signers(self, document, 1);
    }
}
