//! What each row under a header is: a product, a section, a total, a signature, or something that nobody understands.

use rust_decimal::Decimal;

use crate::criteria::LegalForm;
use crate::finding::CellRef;
use crate::forms::district::without_numeral;
use crate::forms::heading::{Field, Header};
use crate::forms::value;
use crate::intake::{Cell, Sheet, Value, text};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A product.
    Product,
    /// The heading of a section; its text stands in this cell.
    Section(CellRef),
    /// A totals row, inside the table or at its end.
    Totals,
    /// A row that holds nothing of a product: column numbers, headings repeated on a new page, an empty numbered row.
    Idle,
    /// A signature line or a footnote.
    Signature,
    /// A row that holds something else.
    Unknown,
}

/// The rows of a table, told apart one after the other.
pub(super) struct Rows<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    /// Words over the column of products, which a new page repeats.
    heading: Option<&'a str>,
    /// Whether a product was seen.
    begun: bool,
    /// Whether a totals row or a signature was seen: what follows is no product unless it is complete or numbered.
    closed: bool,
}

/// Columns of which any tells a product from a line of text.
const SCORES: [Field; 5] = [Field::PartA, Field::PartB, Field::PartC, Field::Total, Field::Star];

impl<'a> Rows<'a> {
    pub(super) fn new(sheet: &'a Sheet, header: &'a Header) -> Self {
        let heading = header.columns.get(&Field::Product).and_then(|columns| columns.first());
        let heading = heading.and_then(|column| sheet.cell(column.heading)).and_then(Cell::text);
        Self { sheet, header, heading, begun: false, closed: false }
    }

    /// What the next row is.
    pub(super) fn next(&mut self, row: u32) -> Kind {
        let cells: Vec<(CellRef, &Cell)> = self.sheet.row(row).collect();
        let kind = self.kind(row, &cells);
        self.begun |= kind == Kind::Product;
        self.closed |= matches!(kind, Kind::Totals | Kind::Signature);
        kind
    }

    fn kind(&self, row: u32, cells: &[(CellRef, &Cell)]) -> Kind {
        let own = |field: Field| {
            let column = self.header.column(field)?;
            let index = cells.binary_search_by_key(&column, |(at, _)| at.column).ok()?;
            Some(cells[index].1)
        };
        let numbered = own(Field::Order).is_some_and(|cell| is_order(&cell.value));
        let named = own(Field::Product).is_some_and(|cell| !is_column_number(cell));
        let scored = SCORES.into_iter().filter_map(own).any(is_typed);
        let [set, owner, kind] = [Field::Set, Field::Owner, Field::Kind].map(|field| own(field).is_some());
        let complete = numbered && named && owner;
        let first = cells.iter().find_map(|(at, cell)| Some((*at, cell.text()?)));
        if let Some((_, text)) = first.filter(|_| !complete)
            && is_totals(text)
        {
            return Kind::Totals;
        }
        if !self.begun && cells.iter().all(|(_, cell)| is_column_number(cell))
            || named && own(Field::Product).and_then(Cell::text) == self.heading
        {
            return Kind::Idle;
        }
        if !set && !scored && !owner && !kind {
            if numbered && !named && cells.len() == 1 {
                return Kind::Idle;
            }
            if let Some(at) = self.section(cells, numbered) {
                return Kind::Section(at);
            }
        }
        if !numbered && !scored && !set && first.is_some_and(|(_, text)| is_signature(text)) {
            return Kind::Signature;
        }
        let evidence = [numbered, named, owner, set, kind, scored].into_iter().filter(|there| *there).count();
        let product = if self.closed {
            numbered && named || named && owner && (scored || set)
        } else {
            evidence >= 2 || named && self.owner_is_merged_over(row)
        };
        match cells {
            _ if product => Kind::Product,
            // Formulas that were copied further down than there are products.
            _ if cells.iter().all(|(_, cell)| is_empty_formula(cell) || is_order(&cell.value)) => Kind::Idle,
            _ => Kind::Unknown,
        }
    }

    /// The cell of a row that heads a section: all by itself but for its numeral, and merged, numbered with letters, standing
    /// left of the products, or naming a kind of unit or of owner.
    fn section(&self, cells: &[(CellRef, &Cell)], numbered: bool) -> Option<CellRef> {
        let mut texts = cells.iter().filter_map(|(at, cell)| Some((*at, cell.text()?)));
        let (mut at, mut text) = texts.next()?;
        let mut rest = texts.collect::<Vec<_>>();
        let numeral = text.len() <= 5 && !rest.is_empty();
        if numeral {
            (at, text) = rest.remove(0);
        }
        if !rest.is_empty() || cells.len() > 3 {
            return None;
        }
        let bare = text::bare(text);
        let heads = ["huyen ", "thanh pho ", "thi xa ", "tp ", "xa ", "phuong ", "thi tran ", "nhom ", "nganh ", "bo "];
        let words = without_numeral(&bare);
        let names_unit = heads.iter().any(|head| words.starts_with(head)) || !LegalForm::of(words).is_empty();
        let merged = self.sheet.merge_at(at).is_some_and(|merge| merge.last.column > at.column);
        let left = self.header.column(Field::Product).is_some_and(|product| at.column < product);
        let lettered = numeral || words.len() < bare.len();
        let note = text.starts_with(['(', '*']);
        (names_unit || !numbered && (merged || left || lettered || note)).then_some(at)
    }

    /// Whether the owner's cell of this row is merged over several products.
    fn owner_is_merged_over(&self, row: u32) -> bool {
        let owner = self.header.column(Field::Owner).map(|column| CellRef::new(row, column));
        owner.is_some_and(|at| value::cell(self.sheet, at).is_some())
    }
}

/// Whether people typed something there; a formula that gives 0 or nothing was copied along.
fn is_typed(cell: &Cell) -> bool {
    !is_empty_formula(cell)
}

fn is_empty_formula(cell: &Cell) -> bool {
    let nothing = match &cell.value {
        Value::Number(number) => number.is_zero(),
        Value::NotCalculated | Value::Error(_) => true,
        Value::Text(text) => value::is_dash(text),
        _ => false,
    };
    cell.formula && nothing
}

/// `Tổng cộng: 6 sản phẩm`, `Cộng`, `Cộng huyện Sìn Hồ`, `Tổng (I + II)`. Not `Công ty …`.
pub(super) fn is_totals(typed: &str) -> bool {
    const BEHIND: [&str; 12] =
        ["cong", "so", "chung", "nhom", "muc", "huyen", "thanh", "xa", "toan", "san", "theo", "phan"];
    if !typed.starts_with(['t', 'T', 'c', 'C']) || typed.len() > 160 {
        return false;
    }
    let bare = text::bare(typed);
    let mut words = bare.split([' ', '-']).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let figure =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'i' | b'v' | b'x' | b'+'));
    ["cong", "tong"].contains(&first) && second.is_none_or(|second| BEHIND.contains(&second) || figure(second))
}

/// What stands under a table, and never in one.
fn is_signature(typed: &str) -> bool {
    const STARTS: [&str; 18] = [
        "nguoi lap",
        "tm ",
        "kt ",
        "tuq ",
        "chu tich",
        "pho chu tich",
        "noi nhan",
        "thu truong",
        "lanh dao",
        "giam doc",
        "xac nhan",
        "ghi chu",
        "du lieu",
        "nguoi tong hop",
        "truong phong",
        "to truong",
        "can bo",
        "ky ten",
    ];
    let bare = text::bare(typed);
    let dated = bare.contains(" ngay ") && bare.contains(" thang ") || bare.starts_with("ngay ");
    dated || STARTS.iter().any(|start| bare.starts_with(start))
}

/// `1`, `01`, `1.`
fn is_order(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number > Decimal::ZERO,
        Value::Text(text) => {
            let text = text.trim_end_matches(['.', ')']);
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// `(2)` or `2`, as in the row of column numbers under a header; also `A`, `B`, and sums of them such as `(6)=(3)+(4)+(5)`.
fn is_column_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(number) => number.is_integer() && *number <= Decimal::from(40),
        Value::Text(text) => {
            let sign =
                |byte: u8| byte.is_ascii_digit() || matches!(byte, b'(' | b')' | b'[' | b']' | b'=' | b'+' | b' ');
            let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            letter || text.bytes().all(sign) && text.bytes().any(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_totals;

    #[test]
    fn totals_are_told_from_companies() {
        for text in ["Cộng", "Tổng cộng: 6 sản phẩm", "TỔNG", "Tổng số", "Cộng: 6", "Cộng huyện Sìn Hồ", "Tổng (I+II)"]
        {
            assert!(is_totals(text), "{text}");
        }
        for text in ["Công ty TNHH Trà", "Cộng đồng Thái Phìn Hồ", "Tổng hợp trà", "Chè Tả Ngảo", "", "Tổng hợp"]
        {
            assert!(!is_totals(text), "{text}");
        }
    }
}
