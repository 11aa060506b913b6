//! Recognises products that their own list withdraws. They are told, and not counted as submitted.

use crate::finding::{CellRef, Code, Finding, Place};
use crate::forms::heading::ListField;
use crate::forms::phrases::SpeltText;
use crate::forms::submission::table::ListTable;
use crate::forms::{Sourced, value};

/// Bytes of the shortest text that withdraws a product: `rút`.
const SHORTEST: usize = 4;

/// Why a product is withdrawn.
pub(in crate::forms::submission) enum WithdrawalReason {
    /// The row is struck through.
    Struck(CellRef),
    /// A cell of the row says so.
    Said(CellRef, String),
    /// It stands under a heading that says so.
    Heading(Place),
}

impl WithdrawalReason {
    /// The reason in the words of the read-back.
    pub(in crate::forms::submission) fn why(&self) -> &'static str {
        match self {
            Self::Struck(_) => "sản phẩm bị gạch ngang, không tính",
            Self::Said(..) => "sản phẩm ghi đã rút hoặc không đề nghị, không tính",
            Self::Heading(_) => "sản phẩm ở mục không đề nghị, không tính",
        }
    }
}

/// Why the list withdraws the product of a row; `None` when it does not.
pub(in crate::forms::submission) fn why(
    table: &mut ListTable<'_, '_>,
    row: u32,
) -> Option<WithdrawalReason> {
    if let Some(place) = table.stack.not_proposed() {
        return Some(WithdrawalReason::Heading(place.clone()));
    }
    let header = table.header;
    let product = header.column(ListField::Product).map(|column| CellRef::new(row, column));
    let named = product.and_then(|at| table.sheet.cell(at).map(|cell| (at, cell)));
    if let Some((at, _)) = named.filter(|(_, cell)| cell.struck) {
        return Some(WithdrawalReason::Struck(at));
    }
    let read = [ListField::Remark, ListField::Star, ListField::Papers, ListField::RegistrationKind]
        .into_iter()
        .filter_map(|field| header.columns.get(&field));
    let columns = read.flatten().chain(&header.others).map(|column| column.index);
    let (sheet, words) = (table.sheet, &table.tools.words.rows);
    let says_so = |text: &str| {
        let spelt = SpeltText::of(text);
        words.withdrawn.are_in(&spelt) || words.withdrawn_whole.are(&spelt)
    };
    columns.map(|column| CellRef::new(row, column)).find_map(|at| {
        let text = sheet.cell(at)?.text().filter(|text| text.len() >= SHORTEST)?;
        let withdraws = *table.withdrawing.entry(text).or_insert_with(|| says_so(text));
        withdraws.then(|| WithdrawalReason::Said(at, text.to_owned()))
    })
}

/// The findings about values of a row that are struck through while its product is not.
pub(in crate::forms::submission) fn struck_values(
    table: &ListTable<'_, '_>,
    row: u32,
) -> Vec<Finding> {
    let struck = table.sheet.row(row).filter(|(_, cell)| cell.struck);
    let field = |column: u32| {
        let mut columns = table.header.columns.iter();
        columns
            .find(|(_, columns)| columns.first().is_some_and(|first| first.index == column))
            .map(|(field, _)| *field)
    };
    let read = struck.filter_map(|(at, cell)| Some((at, cell, field(at.column)?)));
    read.filter(|(.., field)| !matches!(field, ListField::Remark | ListField::Order))
        .map(|(at, cell, field)| {
            Finding::new(
                Code::ValueStruck,
                table.sheet.place(at),
                "Giá trị trong ô bị gạch ngang; sản phẩm phải chờ.",
            )
            .heading(field.name())
            .found(cell.shown())
            .remedy("Ghi giá trị đúng vào ô và bỏ gạch ngang.")
        })
        .collect()
}

/// The name of the product of a row.
pub(in crate::forms::submission) fn name(
    table: &ListTable<'_, '_>,
    row: u32,
) -> Option<Sourced<String>> {
    let at = CellRef::new(row, table.header.column(ListField::Product)?);
    let (origin, cell) = value::cell(table.sheet, at)?;
    Some(Sourced { value: cell.shown(), place: table.sheet.place(origin) })
}

/// The finding about a withdrawn product.
pub(in crate::forms::submission) fn finding(
    table: &ListTable<'_, '_>,
    row: u32,
    reason: &WithdrawalReason,
) -> Finding {
    let product = name(table, row).map(|name| name.value).unwrap_or_default();
    let at = table
        .header
        .column(ListField::Product)
        .map_or(CellRef::new(row, 0), |column| CellRef::new(row, column));
    let (at, message, found) = match reason {
        WithdrawalReason::Struck(at) => {
            (*at, "Sản phẩm bị gạch ngang; không được tính là đã nộp.", product)
        }
        WithdrawalReason::Said(at, said) => (
            *at,
            "Danh sách ghi sản phẩm rút hoặc không đề nghị; không được tính là đã nộp.",
            format!("{product}: {said}"),
        ),
        WithdrawalReason::Heading(place) => {
            let cell = place.cell.map(|cell| format!(" (ô {cell})")).unwrap_or_default();
            let message = "Sản phẩm nằm ở mục không đề nghị; không được tính là đã nộp.";
            (at, message, format!("{product}{cell}"))
        }
    };
    Finding::new(Code::ProductWithdrawn, table.sheet.place(at), message)
        .heading(ListField::Product.name())
        .found(found)
        .remedy(
            "Nếu đúng là rút thì xóa dòng khỏi danh sách; nếu vẫn đề nghị thì bỏ gạch ngang, ghi \
             chú hoặc chuyển mục.",
        )
}
