//! Tells what each row under the header of a list is: a product, a section, a total, a signature,
//! or something that is not recognised.
//!
//! Whatever stands in the column of the products, or beside a number, is a product or is told: to
//! lose a product is the worst fault.

pub(super) mod row;
pub(super) mod sections;
pub(super) mod stack;

use careful_spreadsheet::Worksheet;

use self::row::{ListRow, is_column_number, is_empty_formula, is_order};
use self::sections::{ListSection, ListTools};
use super::letter;
use crate::finding::CellRef;
use crate::forms::district::NamedDistrict;
use crate::forms::heading::{ListField, ListHeader};
use crate::forms::phrases::SpeltText;

/// How many of name, set, owner and kind a row without number and score must have to be a product,
/// where products have numbers.
const WHOLE: usize = 4;

/// What a row of a list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A product.
    Product,
    /// The heading of a section, which stands in this cell.
    Section(CellRef, ListSection),
    /// A totals row, inside the table or at its end.
    Totals,
    /// A sum carried over to the next page.
    Carried,
    /// Headings repeated on a new page.
    Repeated,
    /// The numbers of the columns, or an empty numbered row.
    Idle,
    /// A signature line or a footnote.
    Signature,
    /// The rest of a name that began in the row above, which stands in this cell.
    Continued(CellRef),
    /// A row that may be a product but says too little, with the cell that makes it one.
    Perhaps(CellRef),
    /// A row that holds something else.
    Unknown,
}

/// Which products a table had so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SeenProducts {
    Nothing,
    Products,
    /// Products with numbers.
    Numbered,
}

/// Tells the rows of one table apart, from the top.
pub(super) struct RowClassifier<'a, 'r> {
    sheet: &'a Worksheet,
    header: &'a ListHeader,
    tools: ListTools<'a, 'r>,
    /// The last column over which the heading of the products is merged.
    product_end: u32,
    /// Which products were seen so far.
    seen: SeenProducts,
    /// Whether the row before this one was a product.
    after_product: bool,
    /// Whether a totals row or a signature was seen. Below it a row must say more to be a product.
    closed: bool,
    /// The row before this one that holds anything.
    last: u32,
}

impl<'a, 'r> RowClassifier<'a, 'r> {
    /// Makes ready to tell the rows under a header apart.
    pub(super) fn new(
        sheet: &'a Worksheet,
        header: &'a ListHeader,
        tools: ListTools<'a, 'r>,
    ) -> Self {
        let heading = header.columns.get(&ListField::Product).and_then(|columns| columns.first());
        let reach = heading.map(|column| {
            sheet.merge_at(column.heading).map_or(column.index, |merge| merge.last.column)
        });
        let product_end = reach.unwrap_or(0);
        let last = header.body.saturating_sub(1);
        Self {
            sheet,
            header,
            tools,
            product_end,
            seen: SeenProducts::Nothing,
            after_product: false,
            closed: false,
            last,
        }
    }

    /// Tells what the next row is. Rows must be given from the top down.
    pub(super) fn next(&mut self, at: u32) -> RowKind {
        let row = ListRow::of(self.sheet, self.header, at);
        let kind = self.kind(&row);
        if kind == RowKind::Product {
            self.seen = self.seen.max(if row.numbered {
                SeenProducts::Numbered
            } else {
                SeenProducts::Products
            });
        }
        self.closed |= matches!(kind, RowKind::Totals | RowKind::Signature);
        self.after_product = matches!(kind, RowKind::Product | RowKind::Continued(_));
        self.last = at;
        kind
    }

    /// What a row is, given the rows before it.
    fn kind(&self, row: &ListRow<'_>) -> RowKind {
        if row.numbered && row.named && (row.owner || row.owner_is_merged()) {
            return RowKind::Product;
        }
        if row.repeats_headings() {
            return RowKind::Repeated;
        }
        if self.seen == SeenProducts::Nothing
            && row.cells.iter().all(|(_, cell)| is_column_number(cell))
        {
            return RowKind::Idle;
        }
        if let Some(kind) = self.by_words(row) {
            return kind;
        }
        if self.continues(row) {
            return RowKind::Continued(row.name_at());
        }
        if self.is_product(row) {
            return RowKind::Product;
        }
        match row.cells.as_slice() {
            // Formulas that were copied down below the last product.
            cells
                if cells
                    .iter()
                    .all(|(_, cell)| is_empty_formula(cell) || is_order(&cell.value)) =>
            {
                RowKind::Idle
            }
            _ if !self.closed && (row.named || row.numbered) => RowKind::Perhaps(row.name_at()),
            _ => RowKind::Unknown,
        }
    }

    /// What the first words of a row make it: a sum, a section, a signature.
    fn by_words(&self, row: &ListRow<'_>) -> Option<RowKind> {
        let (_, text) = row.first_text?;
        let words = &self.tools.words.rows;
        let under_an_owner = row.named && row.owner_is_merged();
        let unlike_a_product =
            !(row.numbered || row.owner || row.kind || under_an_owner && row.set);
        let spelt = unlike_a_product.then(|| SpeltText::of(text));
        if let Some(spelt) = &spelt {
            let carried = words.carried.begin(spelt).is_some() || is_page(spelt);
            if carried && !row.set {
                return Some(RowKind::Carried);
            }
            if is_totals(self.tools, spelt) {
                return Some(RowKind::Totals);
            }
        }
        let bare = !row.set && !row.scored && !row.owner && !row.kind;
        if let Some(section) = bare.then(|| self.section(row)).flatten() {
            return Some(section);
        }
        let below = !row.numbered && !row.scored && !row.set && !under_an_owner;
        (below && (self.is_signature(text) || letter::says_a_count(text)))
            .then_some(RowKind::Signature)
    }

    /// The heading of a section: a row with a single text beside its numeral, if the text is merged
    /// over columns, stands left of the products, has a numeral where products have numbers, begins
    /// with a bracket or star, or says what sections say.
    fn section(&self, row: &ListRow<'_>) -> Option<RowKind> {
        let (at, text) = row.alone()?;
        let merged = self
            .sheet
            .merge_at(at)
            .is_some_and(|merge| merge.last.column > self.product_end.max(at.column));
        let section = ListSection::of(self.tools, text);
        let says = section != ListSection::Other;
        if row.numbered {
            // `1 | HTX Mây Núi`, merged over the whole width, is a section: the name of a product
            // never covers the column of its owner.
            let clear = matches!(
                section,
                ListSection::Owner(_)
                    | ListSection::Set(_)
                    | ListSection::District(_)
                    | ListSection::Registration(_)
            );
            return (merged && clear).then_some(RowKind::Section(at, section));
        }
        let product = self.header.column(ListField::Product);
        let left = product.is_some_and(|product| at.column < product) && !row.is_of_a_product(at);
        // Where letters number the products themselves, a letter makes no section.
        let lettered = row.has_numeral() && (self.seen != SeenProducts::Products);
        let numeral = lettered || starts_with_numeral(text);
        let note = text.starts_with(['(', '*']);
        // The name of a district without its kind, `Sìn Hồ`, may be the rest of a product's name.
        let own_name = section.is_district() && self.tools.districts.by_full_name(text).is_none();
        let says = says && !(own_name && self.after_product);
        let vague = match section {
            ListSection::District(named) => named == NamedDistrict::Unknown || own_name,
            ListSection::Other | ListSection::SetAbove(_) | ListSection::Proposed => true,
            _ => false,
        };
        if !merged && !left && vague && row.owner_is_merged() {
            return None;
        }
        (merged || left || says || numeral || note).then_some(RowKind::Section(at, section))
    }

    /// Whether the row has enough of a product to be one.
    fn is_product(&self, row: &ListRow<'_>) -> bool {
        if self.closed {
            return row.numbered && (row.named || row.owner || row.set || row.scored)
                || row.named && row.owner && (row.scored || row.set);
        }
        if self.seen == SeenProducts::Numbered && !row.numbered && !row.scored {
            return row.evidence() >= WHOLE;
        }
        row.evidence() >= 2 || row.named && row.owner_is_merged()
    }

    /// Whether the row continues the product above: `Gạo Séng Cù` / `Mường Than`, pasted from Word.
    /// Where products have numbers, a row without number and score that lacks some of name, set,
    /// owner and kind is no product of its own.
    fn continues(&self, row: &ListRow<'_>) -> bool {
        let next = self.after_product && row.index == self.last + 1;
        if !next
            || row.numbered
            || row.scored
            || !row.cells.iter().any(|(at, _)| row.is_of_a_product(*at))
        {
            return false;
        }
        let from_above = |field: ListField| row.is_merged_from_above(field);
        let one_product = ListField::PARTS
            .into_iter()
            .chain([ListField::Order, ListField::Total, ListField::Star])
            .any(from_above);
        let bare_name = row.named && row.evidence() == 1 && !row.owner_is_merged();
        one_product
            || if self.seen == SeenProducts::Numbered { row.evidence() < WHOLE } else { bare_name }
    }

    /// Whether a text is a date and place of signature, or begins like a signature or footnote.
    fn is_signature(&self, typed: &str) -> bool {
        let spelt = SpeltText::of(typed);
        let words = spelt.words();
        let dated = ["ngày", "ngay"].iter().any(|day| words.starts_with(&format!("{day} ")))
            || [(" ngày ", " tháng "), (" ngay ", " thang ")]
                .iter()
                .any(|(day, month)| words.contains(day) && words.contains(month));
        dated || self.tools.words.rows.signature.begin(&spelt).is_some()
    }
}

/// Whether a text is the number of a page: `Trang 2/2`.
fn is_page(spelt: &SpeltText) -> bool {
    let number = spelt.words().strip_prefix("trang ").filter(|rest| !rest.is_empty());
    number.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '))
}

/// Whether a text begins with a numeral: `I. …`, `a) …`.
fn starts_with_numeral(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let core = first.trim_end_matches(['.', ')', '/']);
    let roman = core.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    core.len() < first.len() && !core.is_empty() && core.len() <= 5 && (roman || core.len() == 1)
}

/// Whether a text begins a totals row: `Tổng cộng: 6 sản phẩm`, `Cộng`, `Cộng huyện Sìn Hồ`,
/// `Tổng (I + II)`; not `Công ty …`, `Cộng đồng …`, `Tổng hợp …`.
fn is_totals(tools: ListTools<'_, '_>, spelt: &SpeltText) -> bool {
    let words = &tools.words.rows;
    let Some(first) = words.totals.begin(spelt) else { return false };
    let rest = spelt.behind(first);
    let figure = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'i' | b'v' | b'x' | b'+'))
            || word.len() == 1
    };
    rest.words().split(' ').next().is_none_or(figure) || words.totals_behind.begin(&rest).is_some()
}

impl<'a> ListRow<'a> {
    /// Whether the owner's cell is merged down over this row from a row above.
    fn owner_is_merged(&self) -> bool {
        self.is_merged_from_above(ListField::Owner)
    }

    /// How many of number, name, owner, set, kind and score the row has.
    fn evidence(&self) -> usize {
        let told = [self.numbered, self.named, self.owner, self.set, self.kind, self.scored];
        told.into_iter().filter(|there| *there).count()
    }

    /// The text of a row that has only one beside its numeral.
    fn alone(&self) -> Option<(CellRef, &'a str)> {
        let mut texts = self.cells.iter().filter_map(|(at, cell)| Some((*at, cell.text()?)));
        let first = texts.next()?;
        let second = texts.next();
        let more = texts.next().is_some() || self.cells.len() > 3;
        let found = match second {
            Some(second) if first.1.len() <= 5 => second,
            Some(_) => return None,
            None => first,
        };
        (!more).then_some(found)
    }
}
