//! Papers of the meeting and of the scoring that are not running text: cards of the display, the
//! table of scores, one sheet a product.

use serde::Serialize;

use super::PrintedTable;
use super::sheet::SheetPiece;

/// The cards of the display (thẻ trưng bày).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandCards {
    /// The cards, in the order of the programme.
    pub cards: Vec<StandCard>,
}

/// The card that stands beside one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandCard {
    /// Number of the product in the programme.
    pub number: String,
    /// Name of the product.
    pub product: String,
    /// Name of the owner.
    pub owner: String,
    /// Name of the unit that sent it.
    pub unit: String,
}

/// The table of scores (bảng tổng hợp điểm).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreTables {
    /// The tables: one, or two where the members do not fit beside each other.
    pub parts: Vec<ScoreTable>,
    /// Those who sign in boxes under the tables.
    pub signing: Vec<SigningBox>,
}

/// One table of scores, with how its rows are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreTable {
    /// What it says. The first four columns are number, product, owner and session.
    pub table: PrintedTable,
    /// For each column, whether its heading stands upright.
    pub upright: Vec<bool>,
    /// For each row of the table, how it is drawn.
    pub rows: Vec<ScoreRow>,
}

/// How a row of a [`ScoreTable`] is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ScoreRow {
    /// How many rows share its first three cells and its last one; 0 in a row that is not the first
    /// of them, and in a line across the table.
    pub spans: usize,
    /// Whether it is bold: the row that decides, where there are several.
    pub bold: bool,
    /// How many columns its fifth cell takes: more than one where it says why nobody scored.
    pub across: usize,
}

/// A place for one person to sign by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SigningBox {
    /// Name.
    pub name: String,
    /// Post and role.
    pub post: String,
    /// What stands in the box of somebody who did not attend; `None` for those who sign.
    pub absent: Option<String>,
}

/// The sheets of the products (phiếu tổng hợp), each on pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductSheets {
    /// The sheets, in the order of the round.
    pub sheets: Vec<ProductSheet>,
    /// Who drew them up.
    pub drawn_by: String,
}

/// The sheet of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductSheet {
    /// Heading: `1. Trà Shan tuyết`.
    pub heading: String,
    /// What is known of the product: label and value.
    pub fields: Vec<[String; 2]>,
    /// Tables of what the members gave; none where nobody scored.
    pub tables: Vec<SheetTable>,
    /// Remarks and the decision, one paragraph each: label and text.
    pub remarks: Vec<[String; 2]>,
}

/// A table of a [`ProductSheet`], with some columns under a common heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetTable {
    /// What it says.
    pub table: PrintedTable,
    /// The common headings, behind the first two columns.
    pub sessions: Vec<String>,
    /// The headings below each of them.
    pub heads: Vec<String>,
}

impl StandCards {
    /// Returns what the cards say, from the first.
    pub(super) fn pieces(&self) -> Vec<SheetPiece<'_>> {
        let all = self.cards.iter().flat_map(|card| {
            [&card.number, &card.product, &card.owner, &card.unit].map(String::as_str)
        });
        all.map(|text| SheetPiece::Line("thẻ trưng bày", text)).collect()
    }
}

impl ScoreTables {
    /// Returns the tables, then who signs.
    pub(super) fn pieces(&self) -> Vec<SheetPiece<'_>> {
        let tables = self.parts.iter().map(|part| SheetPiece::Table("bảng điểm", &part.table));
        let signing = self.signing.iter().flat_map(|one| [&one.name, &one.post]);
        tables.chain(signing.map(|text| SheetPiece::Line("chỗ ký", text))).collect()
    }
}

impl ProductSheets {
    /// Returns what the sheets say, from the first.
    pub(super) fn pieces(&self) -> Vec<SheetPiece<'_>> {
        self.sheets.iter().flat_map(ProductSheet::pieces).collect()
    }
}

impl ProductSheet {
    fn pieces(&self) -> Vec<SheetPiece<'_>> {
        let place = self.heading.as_str();
        let fields = self.fields.iter().map(|[_, text]| SheetPiece::Line(place, text));
        let tables = self.tables.iter().map(|table| SheetPiece::Table(place, &table.table));
        let remarks = self.remarks.iter().map(|[_, text]| SheetPiece::Line(place, text));
        fields.chain(tables).chain(remarks).collect()
    }
}
