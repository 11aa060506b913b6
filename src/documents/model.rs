//! The paper as data: what stands on it, in order, and nothing about points or millimetres of type.
//!
//! A [`Document`] is complete: the layout receives it as one JSON value and needs nothing else.
//! Every string in it is plain text; the layout never reads one as markup.

use std::ops::Range;

use serde::Serialize;

/// One paper, ready to be typeset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Title of the PDF, for the reader's window and for assistive technology.
    pub title: String,
    /// Author of the PDF: the issuing body.
    pub author: String,
    /// The upper left and upper right of page 1.
    pub header: Letterhead,
    /// Type name (tên loại), e.g. `KẾ HOẠCH`.
    pub name: String,
    /// Subject (trích yếu), one sentence below the type name.
    pub subject: String,
    /// Those behind “Kính gửi:”; only letters (công văn) have them.
    pub addressees: Vec<String>,
    /// Everything between the subject and the signature.
    pub body: Vec<BodyBlock>,
    /// Signature blocks (thẩm quyền ký) from left to right: one for most papers, two for minutes.
    pub signatures: Vec<SignatureBlock>,
    /// Lines under “Nơi nhận:”, each as printed but for its leading dash.
    pub recipients: Vec<String>,
    /// Annexes (phụ lục), each on pages of its own.
    pub annexes: Vec<Annex>,
}

/// Cells 1 to 4 of the decree's diagram: issuer, number, national motto, place and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letterhead {
    /// Parent body (cơ quan chủ quản trực tiếp), absent when the issuer has none.
    pub parent: Vec<String>,
    /// Issuing body, one entry a printed line.
    pub issuer: Vec<String>,
    /// Number and symbol (số, ký hiệu); absent on papers without one.
    pub number: Option<PaperNumber>,
    /// Place and date; absent on minutes (Mẫu 1.9).
    pub place: Option<PlaceDate>,
}

/// `Số: 05/KH-UBND`. The number is given at issuance, so a draft leaves it blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperNumber {
    /// The number as printed (two digits at least), or `None` for a blank.
    pub value: Option<String>,
    /// The symbol, e.g. `KH-UBND`.
    pub symbol: String,
}

/// `Lai Châu, ngày 08 tháng 12 năm 2020`; the parts are padded as the decree asks.
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

/// One piece of the body.
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
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TextRun {
    /// The text.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Stays on one line: a number and symbol such as `1048/QĐ-TTg`, a date.
    pub unbroken: bool,
    /// The facts of the round that the text states. Not for the layout.
    #[serde(skip)]
    pub statements: Vec<FactMention>,
}

/// A piece of a text that states a fact of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactMention {
    /// The piece, in bytes of the text.
    pub range: Range<usize>,
    /// The fact, by its place in [`WriteUp::stated`](super::WriteUp::stated).
    pub fact: usize,
}

/// A table whose header row is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedTable {
    /// What the table holds, for assistive technology; not printed.
    pub summary: String,
    /// The columns.
    pub columns: Vec<PrintedColumn>,
    /// The rows under the header.
    pub rows: Vec<PrintedRow>,
}

/// A column of a [`PrintedTable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedColumn {
    /// Heading.
    pub title: String,
    /// Share of the width that is left beside the fixed columns; 0 when `millimetres` is set.
    pub share: u16,
    /// Fixed width; 0 when `share` is set.
    pub millimetres: u16,
    /// How the cells below the heading are set.
    pub align: Align,
}

/// Horizontal setting of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Numbers of the order, stars.
    Center,
    /// Figures.
    Right,
}

/// A row of a [`PrintedTable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PrintedRow {
    /// One cell a column.
    Data {
        /// Cells in the order of the columns.
        cells: Vec<String>,
        /// The product that the row is about, by its number in the round's list. Not for the
        /// layout.
        #[serde(skip)]
        product: Option<usize>,
    },
    /// A bold line across all columns, e.g. `I. Thành phố Lai Châu`.
    Section {
        /// The line.
        text: String,
    },
}

/// A signature block (thẩm quyền ký).
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
    /// `(Kèm theo Quyết định số …)`, with its blanks as gaps of no-break spaces.
    pub reference: String,
    /// Whether the pages lie on their side.
    pub landscape: bool,
    /// What stands under the title.
    pub body: Vec<BodyBlock>,
}
