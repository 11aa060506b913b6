//! The columns of the published lists: the same in the workbook and in the CSV file.

use time::Date;

use crate::documents::{Published, PublishedProduct};

/// A column of a list.
pub(super) struct ListColumn {
    /// Heading.
    pub(super) heading: &'static str,
    /// Width in the workbook, in digits.
    pub(super) width: u16,
    /// What stands in it.
    pub(super) value: fn(&Published, &PublishedProduct) -> ListValue,
}

/// A value of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ListValue {
    /// A whole number.
    Number(u8),
    /// A day.
    Day(Date),
    /// A text.
    Text(String),
    /// Nothing.
    Blank,
}

impl ListValue {
    fn text(text: Option<String>) -> Self {
        text.map_or(Self::Blank, Self::Text)
    }
}

/// The columns behind the row number that every list has.
const ALWAYS: [ListColumn; 8] = [
    column("Sản phẩm", 26, |_, product| ListValue::Text(product.name.clone())),
    column("Hạng sao", 7, |_, product| product.star.map_or(ListValue::Blank, ListValue::Number)),
    column("Kết quả", 16, |_, product| ListValue::Text(product.result().to_owned())),
    column("Chủ thể", 28, |_, product| ListValue::Text(product.owner.clone())),
    column("Loại hình", 13, |_, product| ListValue::text(product.owner_kind.map(str::to_owned))),
    column("Địa chỉ", 28, |_, product| ListValue::Text(product.address.clone())),
    column("Địa phương", 17, |_, product| ListValue::Text(product.unit.clone())),
    column("Bộ sản phẩm", 20, |_, product| ListValue::Text(product.set.clone())),
];

/// The columns about the decision.
const DECISION: [ListColumn; 3] = [
    column("Số quyết định", 17, |published, product| {
        ListValue::text(published.decision(product).and_then(|decision| decision.number.clone()))
    }),
    column("Ngày quyết định", 13, |published, product| {
        day(published.decision(product).and_then(|decision| decision.date))
    }),
    column("Có giá trị đến", 13, |published, product| {
        day(published.valid_to.filter(|_| product.star.is_some()))
    }),
];

/// The columns that a list has only where a product has something for them.
const SOMETIMES: [ListColumn; 4] = [
    column("Hình thức", 20, |_, product| ListValue::text(product.recognition.clone())),
    column("Điện thoại", 16, |_, product| ListValue::text(product.phone.clone())),
    column("Mã số thuế", 16, |_, product| ListValue::text(product.tax_code.clone())),
    column("Người đại diện", 24, |_, product| {
        ListValue::text(product.representative.clone())
    }),
];

const fn column(
    heading: &'static str,
    width: u16,
    value: fn(&Published, &PublishedProduct) -> ListValue,
) -> ListColumn {
    ListColumn { heading, width, value }
}

fn day(date: Option<Date>) -> ListValue {
    date.map_or(ListValue::Blank, ListValue::Day)
}

/// Returns the columns of the lists of a round, behind the row number.
pub(super) fn columns(published: &Published) -> Vec<ListColumn> {
    let needed = |column: &ListColumn| {
        let filled = |product| (column.value)(published, product) != ListValue::Blank;
        published.products.iter().any(filled)
    };
    let sometimes = SOMETIMES.into_iter().filter(needed);
    ALWAYS.into_iter().chain(sometimes).chain(DECISION).collect()
}

/// How many columns at the end are not printed: what they say stands above the table.
pub(super) const NOT_PRINTED: usize = DECISION.len();
