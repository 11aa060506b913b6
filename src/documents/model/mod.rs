//! The paper as data: what stands on it, and in which order. Sizes of letters and margins are left
//! to the layout; only widths of columns stand here.
//!
//! A [`Document`] is complete: the layout receives it as one JSON value and needs nothing else.
//! Every string in it is plain text; the layout never reads one as markup.

mod blanks;
mod body;
mod certificate;
mod chart;
mod meeting;
mod sheet;

use std::ops::Range;

use serde::Serialize;

pub use self::body::Body;
pub use self::certificate::{CertificateSheet, CopyForm};
pub use self::chart::{
    BarChart, BarRow, Chart, ChartBorder, ChartSeries, PairChart, PairRow, StackChart, StackRow,
};
pub use self::meeting::{
    ProductSheet, ProductSheets, ScoreRow, ScoreTable, ScoreTables, SheetTable, SigningBox,
    StandCard, StandCards,
};
pub use self::sheet::{Sheet, SheetPiece};
use crate::shared::Shared;

/// One paper, ready to be typeset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Title of the PDF, which viewers show in their window and assistive technology reads out.
    pub title: String,
    /// Author of the PDF: the issuing body.
    pub author: String,
    /// The upper left and upper right of page 1.
    pub header: Shared<Letterhead>,
    /// Type name (tên loại), e.g. `KẾ HOẠCH`.
    pub name: String,
    /// Subject (trích yếu), one sentence below the type name.
    pub subject: String,
    /// The addressees behind “Kính gửi:”; empty on papers that are sent to nobody in particular.
    pub addressees: Vec<String>,
    /// Who is invited, on an invitation; the words of the paper name them.
    #[serde(skip)]
    pub invited: Option<String>,
    /// Everything between the subject and the signature.
    pub body: Body,
    /// Signature blocks (thẩm quyền ký) from left to right: one for most papers, two for minutes.
    pub signatures: Shared<Vec<SignatureBlock>>,
    /// Lines under “Nơi nhận:”, each as printed but for its leading dash.
    pub recipients: Shared<Vec<String>>,
    /// Annexes (phụ lục), each on pages of its own.
    pub annexes: Vec<Annex>,
    /// Whether it is a draft, which is marked as one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// What a paper shows that is not running text: a certificate, a table of scores. Its layout
    /// knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Sheet>,
}

/// The top of page 1: issuer, number, national motto, place and date (boxes 1 to 4 of the diagram
/// in Nghị định 30/2020/NĐ-CP, Phụ lục I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letterhead {
    /// Parent body (cơ quan chủ quản trực tiếp), one entry a printed line; empty when the issuer
    /// has none.
    pub parent: Vec<String>,
    /// Issuing body, one entry a printed line.
    pub issuer: Vec<String>,
    /// Number and symbol (số, ký hiệu); absent on papers without one.
    pub number: Option<PaperNumber>,
    /// Place and date; absent on minutes (Mẫu 1.9).
    pub place: Option<PlaceDate>,
}

/// The number and symbol of a paper, e.g. `Số: 05/KH-UBND`. The number is given at issuance, so a
/// draft leaves it blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperNumber {
    /// The number as printed (two digits at least), or `None` for a blank.
    pub value: Option<String>,
    /// The symbol, e.g. `KH-UBND`.
    pub symbol: String,
}

/// The place and date of issue, e.g. `Lai Châu, ngày 08 tháng 12 năm 2020`. Day and month have two
/// digits where the decree asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceDate {
    /// Place of issue (địa danh).
    pub place: String,
    /// Day, or `None` for a blank to be filled at issuance.
    pub day: Option<String>,
    /// Month.
    pub month: String,
    /// Year.
    pub year: String,
}

/// One piece of the body or of an annex: a paragraph, a heading, an item of a list, or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BodyBlock {
    /// A bold line in the middle of the page, e.g. `QUYẾT ĐỊNH:`.
    Centered {
        /// The line.
        runs: Vec<TextRun>,
    },
    /// A numbered heading: level 1 is `I. MỤC ĐÍCH`, level 2 is `1. Mục đích`, level 3 is `a) …`.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The heading with its number.
        runs: Vec<TextRun>,
    },
    /// A justified paragraph with its first line indented.
    Paragraph {
        /// The text.
        runs: Vec<TextRun>,
    },
    /// A paragraph of a list; the marker is printed before the text, `-` or `1.`.
    Item {
        /// `-`, `1.`, `a)`.
        marker: String,
        /// The text.
        runs: Vec<TextRun>,
    },
    /// A table in the body.
    Table(PrintedTable),
    /// A chart in the body.
    Chart(Chart),
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TextRun {
    /// The text.
    pub text: String,
    /// Whether the text is bold.
    pub bold: bool,
    /// Whether the text is italic.
    pub italic: bool,
    /// Whether the text must stay on one line, like a number with its symbol (`1048/QĐ-TTg`) or a
    /// date.
    pub unbroken: bool,
    /// Which pieces of the text state facts of the round. The layout does not get them.
    #[serde(skip)]
    pub statements: Vec<FactMention>,
}

/// Marks a piece of a text that states a fact of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactMention {
    /// Bytes of the text at which the piece stands.
    pub range: Range<usize>,
    /// Index of the fact in [`WriteUp::stated`](super::WriteUp::stated).
    pub fact: usize,
}

/// A table of a paper; its header row is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedTable {
    /// Describes the table for assistive technology; not printed.
    pub summary: String,
    /// The title above a numbered table; the layout puts `Bảng 1.` before it. `None` for a table
    /// without number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The columns.
    pub columns: Vec<PrintedColumn>,
    /// The rows under the header.
    pub rows: Vec<PrintedRow>,
}

impl PrintedTable {
    /// Returns a table without number.
    #[must_use]
    pub fn new(
        summary: impl Into<String>,
        columns: Vec<PrintedColumn>,
        rows: Vec<PrintedRow>,
    ) -> Self {
        Self { summary: summary.into(), caption: None, columns, rows }
    }

    /// Returns the table as one with a number and this title.
    #[must_use]
    pub fn titled(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }
}

impl From<PrintedTable> for BodyBlock {
    fn from(table: PrintedTable) -> Self {
        Self::Table(table)
    }
}

impl From<Chart> for BodyBlock {
    fn from(chart: Chart) -> Self {
        Self::Chart(chart)
    }
}

/// A column of a [`PrintedTable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedColumn {
    /// Heading.
    pub title: String,
    /// Part of the remaining width that the column gets, in proportion to the other columns with a
    /// share; 0 when `millimetres` is set.
    pub share: u16,
    /// Fixed width in millimetres; 0 when `share` is set.
    pub millimetres: u16,
    /// How the cells below the heading are aligned.
    pub align: Align,
}

/// Horizontal alignment of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Aligned left: words.
    Left,
    /// Centred: row numbers, stars, scores.
    Center,
    /// Aligned right.
    Right,
}

/// A row of a [`PrintedTable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PrintedRow {
    /// A row with one cell for each column.
    Data {
        /// Cells in the order of the columns.
        cells: Vec<String>,
        /// Number of the product in the round's list, when the row is about one. The layout does
        /// not get it.
        #[serde(skip)]
        product: Option<usize>,
        /// Which cells state facts of the round. The layout does not get them.
        #[serde(skip)]
        stated: Vec<CellFact>,
    },
    /// A row of sums, printed bold, with one cell for each column.
    Total {
        /// Cells in the order of the columns.
        cells: Vec<String>,
        /// Which cells state facts of the round. The layout does not get them.
        #[serde(skip)]
        stated: Vec<CellFact>,
    },
    /// A bold line across all columns, e.g. `I. Thành phố Lai Châu`.
    Section {
        /// The line.
        text: String,
    },
}

impl PrintedRow {
    /// Returns a row with these cells, which is about no product and states no facts.
    #[must_use]
    pub fn of(cells: Vec<String>) -> Self {
        Self::Data { cells, product: None, stated: Vec::new() }
    }

    /// Returns a row with these cells about a product, by its number in the round's list.
    #[must_use]
    pub fn about(product: usize, cells: Vec<String>) -> Self {
        Self::Data { cells, product: Some(product), stated: Vec::new() }
    }

    /// Returns the texts of the row, from left to right; one for a section.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        match self {
            Self::Data { cells, .. } | Self::Total { cells, .. } => cells,
            Self::Section { text } => std::slice::from_ref(text),
        }
    }

    /// Returns which cells state facts of the round.
    #[must_use]
    pub fn stated(&self) -> &[CellFact] {
        match self {
            Self::Data { stated, .. } | Self::Total { stated, .. } => stated,
            Self::Section { .. } => &[],
        }
    }
}

/// Marks a cell of a table that states a fact of the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellFact {
    /// Index of the cell in its row.
    pub column: usize,
    /// Index of the fact in [`WriteUp::stated`](super::WriteUp::stated).
    pub fact: usize,
}

/// A signature block of a paper (thẩm quyền ký): in what capacity somebody signs, and the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureBlock {
    /// Authority and post, one entry a line: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.
    pub capacity: Vec<String>,
    /// The signer's post in the agency, set above the name when a council is signed for.
    pub post: Option<String>,
    /// The signer's full name, without titles.
    pub name: String,
}

/// An annex (phụ lục) with pages numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// `Phụ lục`, or `Phụ lục I` when there are two or more.
    pub heading: String,
    /// Title, printed in capitals.
    pub title: String,
    /// The line that names the paper to which the annex belongs: `(Kèm theo Quyết định số …)`.
    /// Blanks in it are gaps of no-break spaces.
    pub reference: String,
    /// Whether the pages are in landscape format.
    pub landscape: bool,
    /// What stands under the title.
    pub body: Vec<BodyBlock>,
}
