//! Reads what a list says about the dossiers: which mandatory items are there.
//!
//! A word of lack is never read as completeness, nor the other way round; where words say both, or
//! neither, nothing is assumed and the cell is told.

mod asked;
mod said;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Value, Worksheet, date};
use rust_decimal::prelude::ToPrimitive;

pub(in crate::forms) use self::asked::AskedItems;
use self::asked::Items;
use self::said::{Said, statements};
use super::{Dossier, DossierWords, ListWords};
use crate::criteria::DossierItem;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::Sourced;
use crate::forms::heading::{ITEMS, ListField, fields_of};
use crate::forms::phrases::SpeltText;
use crate::forms::value;

/// Index of the samples among the items.
pub(super) const SAMPLES: usize = 4;

const NONE: Items = [false; DossierItem::ALL.len()];
const ALL: Items = [true; DossierItem::ALL.len()];

/// Longest text, in bytes, that is understood; what is longer, people must read.
const LONGEST: usize = 400;

/// Reads the cells about dossiers in one sheet. Since a list says the same of most products, each
/// text is read once.
pub(super) struct DossierReader<'a> {
    sheet: &'a Worksheet,
    words: &'a ListWords,
    /// The items about which the act asks.
    asked: &'a AskedItems,
    /// What texts in the column of the whole dossier say of the items.
    all: RefCell<BTreeMap<&'a str, Option<Items>>>,
    one: RefCell<BTreeMap<&'a str, Option<bool>>>,
}

/// Reads the items of one product: from the cells of the items, and where an item
/// has none, from the cell of the whole dossier (`papers`).
pub(super) fn read_dossier(
    reader: &DossierReader<'_>,
    papers: Option<CellRef>,
    items: [Option<CellRef>; DossierItem::ALL.len()],
    findings: &mut Findings,
) -> Dossier {
    let mut dossier = papers.map_or_else(Dossier::default, |at| reader.papers(at, findings));
    for (index, (item, at)) in dossier.iter_mut().zip(items).enumerate() {
        if let Some(at) = at {
            *item = reader.item(at, ITEMS[index], findings);
        }
    }
    dossier
}

impl<'a> DossierReader<'a> {
    /// Makes ready to read the dossiers of a sheet.
    pub(super) fn new(sheet: &'a Worksheet, words: &'a ListWords, asked: &'a AskedItems) -> Self {
        Self { sheet, words, asked, all: RefCell::default(), one: RefCell::default() }
    }

    /// Reads from its own cell whether an item is there. An empty cell says that it is not; `None`,
    /// with a finding, when the cell cannot be understood.
    fn item(&self, at: CellRef, heading: &str, findings: &mut Findings) -> Option<Sourced<bool>> {
        let Some((origin, cell)) = value::cell(self.sheet, at) else {
            return Some(Sourced { value: false, place: self.sheet.place(at) });
        };
        let place = self.sheet.place(origin);
        match &cell.value {
            Value::Number(number) => Some(Sourced { value: !number.is_zero(), place }),
            Value::Bool(there) => Some(Sourced { value: *there, place }),
            Value::Date(_) => Some(Sourced { value: true, place }),
            Value::Text(words) if !value::is_error(words) => {
                let known = || is_there(&self.words.dossier, words);
                let there = *self.one.borrow_mut().entry(words).or_insert_with(known);
                if there.is_none() {
                    findings.push(unreadable(place.clone(), cell, heading));
                }
                there.map(|value| Sourced { value, place })
            }
            _ => {
                value::or_finding(value::text(self.sheet, at, heading), findings);
                None
            }
        }
    }

    /// Reads the items from the cell of the whole dossier: `đủ`, `01 bộ`, `thiếu GPKD, SP mẫu`,
    /// `có phiếu đăng ký, phương án`.
    fn papers(&self, at: CellRef, findings: &mut Findings) -> Dossier {
        let stated = |items: Items, place: &Place| -> Dossier {
            let stated = |index: usize| Sourced { value: items[index], place: place.clone() };
            std::array::from_fn(|index| self.asked.has(index).then(|| stated(index)))
        };
        let Some((origin, cell)) = value::cell(self.sheet, at) else {
            return stated(NONE, &self.sheet.place(at));
        };
        let place = self.sheet.place(origin);
        let told = match &cell.value {
            Value::Text(words) if value::is_dash(words) => Some(NONE),
            Value::Text(words) if !value::is_error(words) => {
                *self.all.borrow_mut().entry(words).or_insert_with(|| self.told(words))
            }
            // 1 is one set of papers, 5 of five all of them; which items 2, 3 or 4 mean is not
            // known.
            Value::Number(number) => match number.to_u8() {
                Some(0) => Some(NONE),
                Some(count) if number.is_integer() && self.asked.is_all(count) => Some(ALL),
                _ => None,
            },
            Value::Bool(there) => Some([*there; DossierItem::ALL.len()]),
            Value::Date(_) => None,
            _ => {
                value::or_finding(value::text(self.sheet, at, ListField::Papers.name()), findings);
                return Dossier::default();
            }
        };
        let Some(told) = told else {
            findings.push(unreadable(place, cell, ListField::Papers.name()));
            return Dossier::default();
        };
        stated(told, &place)
    }

    /// How many samples a cell counts: that of the samples, or with `whole` that of the whole
    /// dossier.
    pub(super) fn samples(&self, at: CellRef, whole: bool) -> Option<Sourced<u16>> {
        let (origin, cell) = value::cell(self.sheet, at)?;
        let value = match &cell.value {
            Value::Number(number) if !whole && number.is_integer() => number.to_u16(),
            Value::Text(words) if words.len() <= LONGEST && date::find(words).is_none() => {
                let counts = |text: &str| !whole || self.items(text)[SAMPLES];
                let said = statements(&self.words.dossier, words);
                said.filter(|one| counts(&one.text)).find_map(|one| first_number(&one.text))
            }
            _ => None,
        };
        value.map(|value| Sourced { value, place: self.sheet.place(origin) })
    }

    /// Which items are there by the words of one cell; `None` when they leave a doubt.
    fn told(&self, typed: &str) -> Option<Items> {
        let words = &self.words.dossier;
        if typed.len() > LONGEST {
            return None;
        }
        if words.none.are(&SpeltText::of(typed)) {
            return Some(Items::default());
        }
        let mut told = StatedItems::default();
        let mut saying = Said::There;
        for statement in statements(words, typed) {
            let items = self.items(&statement.text);
            let said = match statement.said {
                Said::Nothing if items.contains(&true) => saying,
                Said::Nothing if is_whole_set(self.asked, &statement.text) => Said::Complete,
                Said::Nothing => return None,
                said => said,
            };
            told.take(said, items)?;
            saying = if said == Said::Complete { Said::There } else { said };
        }
        told.conclusion(self.asked)
    }

    /// The items that a statement names.
    fn items(&self, typed: &str) -> Items {
        let mut named = Items::default();
        for field in fields_of(&self.words.headings, typed) {
            if let ListField::Item(index) = field
                && self.asked.knows(index)
            {
                named[index] = true;
            }
        }
        named
    }
}

/// What the statements of one cell say together.
#[derive(Default)]
struct StatedItems {
    there: Items,
    missing: Items,
    /// Whether a statement without items says that everything is there.
    complete: bool,
    /// Whether a statement without items says only `có`.
    yes: bool,
}

impl StatedItems {
    /// Adds a statement about these items; `None` when it leaves a doubt.
    fn take(&mut self, said: Said, items: Items) -> Option<()> {
        match (said, items.contains(&true)) {
            (Said::Unclear, _) | (Said::Missing, false) => return None,
            (Said::Missing, true) => self.missing = either(self.missing, items),
            (Said::Complete, false) => self.complete = true,
            (_, true) => self.there = either(self.there, items),
            (_, false) => self.yes = true,
        }
        Some(())
    }

    /// Which items are there; `None` when that is not known of every item.
    fn conclusion(&self, asked: &AskedItems) -> Option<Items> {
        let [named, lacking] = [self.there, self.missing].map(|items| items.contains(&true));
        if self.there.iter().zip(self.missing).any(|(there, missing)| *there && missing) {
            return None;
        }
        if self.complete || self.yes && !named || lacking && !named {
            return Some(self.missing.map(|missing| !missing));
        }
        // Where some items are named as there and some as missing, the others are not known.
        let of_all = asked.all(|item| self.there[item] || self.missing[item]);
        (named && (!lacking || of_all)).then_some(self.there)
    }
}

/// The items that one of two lists has.
fn either(one: Items, other: Items) -> Items {
    std::array::from_fn(|item| one[item] || other[item])
}

/// Whether an item is there by the words of its own cell: `x`, `Có`, `05 mẫu`, `Số 17A8…` say yes;
/// `không`, `chưa có`, `đang bổ sung`, `-` say no; `None` for words that leave a doubt.
pub(super) fn is_there(words: &DossierWords, typed: &str) -> Option<bool> {
    const TICKS: [char; 6] = ['✓', '✔', '√', '☑', '●', 'ü'];
    const CROSSES: [char; 3] = ['✗', '☐', '✘'];
    if value::is_dash(typed) || typed.starts_with(CROSSES) {
        return Some(false);
    }
    if typed.starts_with(TICKS) {
        return Some(true);
    }
    if typed.len() > LONGEST {
        return None;
    }
    let mut told = None;
    for statement in statements(words, typed) {
        let there = match statement.said {
            Said::Nothing => amount(&statement.text),
            Said::There | Said::Complete => Some(true),
            Said::Missing => Some(false),
            Said::Unclear => return None,
        };
        if there.is_some() && told.is_some() && there != told {
            return None;
        }
        told = told.or(there);
    }
    told
}

/// What a number in a text says: `05 mẫu`, `01 bộ`, `Số 17A8…`, `5/5` that there is something, `00`
/// that there is nothing; `None` for `3/5` and for words without a number.
fn amount(typed: &str) -> Option<bool> {
    if let Some((part, whole)) = typed.split_once('/') {
        let number = |text: &str| text.trim().parse::<u8>().ok();
        if let (Some(part), Some(whole)) = (number(part), number(whole)) {
            return (part == whole && whole > 0).then_some(true);
        }
    }
    let mut digits = typed.bytes().filter(u8::is_ascii_digit).peekable();
    digits.peek()?;
    Some(digits.any(|digit| digit != b'0'))
}

/// Whether a text counts one set of papers, or all of them: `01 bộ`, `5/5`, `05 loại`.
fn is_whole_set(asked: &AskedItems, typed: &str) -> bool {
    let is_all = |number: u16| u8::try_from(number).is_ok_and(|number| asked.is_all(number));
    let fraction = typed.contains('/');
    amount(typed) == Some(true) && (fraction || first_number(typed).is_some_and(is_all))
}

/// The first whole number in a text.
fn first_number(typed: &str) -> Option<u16> {
    let digits = typed.chars().skip_while(|sign| !sign.is_ascii_digit());
    digits.take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// The finding about a cell that leaves a doubt.
fn unreadable(place: Place, cell: &Cell, heading: &str) -> Finding {
    Finding::new(Code::ValueUnreadable, place, "Không rõ trong hồ sơ có đủ giấy tờ hay không.")
        .heading(heading)
        .found(cell.shown())
        .allowed(
            "“x” hoặc “có” nếu có; để trống hoặc “không” nếu thiếu; ở cột chung: “đủ” hoặc “thiếu \
             …” và tên giấy tờ",
        )
        .remedy("Ghi rõ có hay không.")
}
