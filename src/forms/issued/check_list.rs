//! Reads the support team's check-list that came back: which items of each dossier were found. The
//! lists of the units stay what counts; the rules compare the two.

use careful_spreadsheet::{Cell, Worksheet, text};
use rust_decimal::prelude::ToPrimitive;

use super::keys::{self, check_list_column as column, table};
use super::list::keyed::KeyedTable;
use super::list::{ITEM_WORDS, SAMPLES_KEY};
use crate::criteria::DossierItem;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::Sourced;
use crate::forms::heading::ListField;

/// A check-list as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckList {
    /// The sheet.
    pub place: Place,
    /// The dossiers of which it says something, from the top.
    pub dossiers: Vec<CheckedDossier>,
}

/// What a check-list says of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDossier {
    /// Key of the product.
    pub product: String,
    /// What stands as its name, with the cell.
    pub shown: Sourced<String>,
    /// The items, in the order of [`DossierItem::ALL`].
    pub items: [Option<Sourced<CheckedItem>>; DossierItem::ALL.len()],
    /// How many samples there are.
    pub samples: Option<Sourced<u16>>,
}

/// What a check-list says of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckedItem {
    /// Có.
    There,
    /// Thiếu.
    Missing,
    /// Miễn.
    Exempt,
}

impl CheckedItem {
    /// Returns what a cell says, also as people type it; `None` for other words.
    fn of(cell: &Cell) -> Option<Self> {
        let typed = text::fold(cell.text()?);
        let [there, missing, exempt] = ITEM_WORDS.map(text::fold);
        match typed.as_str() {
            typed if typed == there => Some(Self::There),
            typed if typed == missing => Some(Self::Missing),
            typed if typed == exempt => Some(Self::Exempt),
            "x" | "đủ" => Some(Self::There),
            "không" | "chưa" | "chưa có" | "không có" => Some(Self::Missing),
            _ => None,
        }
    }
}

/// Reads a check-list from the sheet that has its keys; `None` for any other sheet.
pub(in crate::forms) fn read(sheet: &Worksheet, findings: &mut Findings) -> Option<CheckList> {
    let keyed = KeyedTable::of(sheet, table::CHECK_LIST)?;
    let dossiers = keyed.rows_of(keys::PRODUCT).into_iter().map(|(row, product)| {
        let name = keyed.cell(row, column::PRODUCT);
        let at = name.map_or(CellRef::new(row, 0), |(at, _)| at);
        let shown = name.map(|(_, cell)| cell.shown()).unwrap_or_default();
        if let Some((at, cell)) = keyed.cell(row, column::CONCLUSION)
            && !cell.formula
        {
            findings.push(unread(sheet.place(at), "Kết luận", cell, "ô tự tính"));
        }
        CheckedDossier {
            product: product.to_owned(),
            shown: Sourced { value: shown, place: sheet.place(at) },
            items: DossierItem::ALL.map(|item| self::item(&keyed, row, item, findings)),
            samples: samples(&keyed, row, findings),
        }
    });
    let dossiers = dossiers.collect();
    Some(CheckList { place: sheet.place.clone(), dossiers })
}

/// What the cell of an item says.
fn item(
    keyed: &KeyedTable<'_>,
    row: u32,
    item: DossierItem,
    findings: &mut Findings,
) -> Option<Sourced<CheckedItem>> {
    let (at, cell) = keyed.cell(row, ListField::Item(item.index()).key())?;
    let place = keyed.sheet.place(at);
    let said = CheckedItem::of(cell);
    if said.is_none() {
        findings.push(unread(place.clone(), item.name(), cell, &ITEM_WORDS.join("; ")));
    }
    said.map(|value| Sourced { value, place })
}

/// The number of samples in a row.
fn samples(keyed: &KeyedTable<'_>, row: u32, findings: &mut Findings) -> Option<Sourced<u16>> {
    let (at, cell) = keyed.cell(row, SAMPLES_KEY)?;
    let place = keyed.sheet.place(at);
    let number = cell.amount().filter(rust_decimal::Decimal::is_integer);
    let value = number.and_then(|number| number.to_u16());
    if value.is_none() {
        findings.push(unread(place.clone(), "Số sản phẩm mẫu", cell, "một số nguyên"));
    }
    value.map(|value| Sourced { value, place })
}

/// The finding about a cell that is not understood.
fn unread(place: Place, heading: &str, cell: &Cell, allowed: &str) -> Finding {
    let message = "Ô này của bảng kiểm tra hồ sơ không như biểu; ô không được đối chiếu với danh \
                   sách.";
    Finding::new(Code::CheckedCellUnread, place, message)
        .heading(heading)
        .found(cell.shown())
        .allowed(allowed)
        .remedy("Chọn hoặc ghi giá trị như biểu; ô tự tính thì không gõ đè.")
}
