//! Reads what a list says about the dossiers: which mandatory items are there.
//!
//! A word of lack is never read as completeness, nor the other way round; where words say both, or
//! neither, nothing is assumed and the cell is told.

mod asked;
mod said;

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
            // 1 is one set of papers, 5 all five of them; which items 2, 3 or 4 mean is not known.
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{AskedItems, DossierReader, is_there};
    use crate::criteria;
    use crate::finding::Findings;
    use crate::forms::FormWords;
    use crate::forms::tests::{at, sample_acts, sheet};
    use crate::templates::Templates;

    #[test]
    fn a_cell_says_yes_or_no_as_people_write_it() {
        let known = FormWords::embedded();
        for (words, there) in [
            ("x", Some(true)),
            ("X", Some(true)),
            ("có", Some(true)),
            ("Đủ", Some(true)),
            ("✓", Some(true)),
            ("√", Some(true)),
            ("v", Some(true)),
            ("1", Some(true)),
            ("05", Some(true)),
            ("5 mẫu", Some(true)),
            ("08/12/2020", Some(true)),
            ("Số 17A8001234", Some(true)),
            ("Đã nộp", Some(true)),
            ("có bản sao", Some(true)),
            ("Không thiếu", Some(true)),
            ("không còn thiếu gì", Some(true)),
            ("co", Some(true)),
            ("chua co", Some(false)),
            ("không", Some(false)),
            ("Chưa có", Some(false)),
            ("chưa đủ", Some(false)),
            ("không có", Some(false)),
            ("thiếu", Some(false)),
            ("đang bổ sung", Some(false)),
            ("sẽ nộp sau", Some(false)),
            ("chờ cấp", Some(false)),
            ("0", Some(false)),
            ("00", Some(false)),
            ("- -", Some(false)),
            ("-", Some(false)),
            ("Có nhưng hết hạn", None),
            ("đã nộp, chưa ký", None),
            ("Đã bổ sung", None),
            ("không yêu cầu", None),
            ("xem phụ lục", None),
            ("?", None),
        ] {
            assert_eq!(is_there(&known.lists.dossier, words), there, "{words}");
        }
    }

    /// Registration, samples, self-assessment, request and report of the commune, tests.
    const ASKED: [usize; 6] = [0, 4, 5, 6, 7, 8];

    #[test]
    fn the_items_of_the_later_act_are_known_by_name_and_by_their_printed_forms() {
        let templates = Templates::new(Path::new("no/such/folder")).expect("none is no fault");
        let act = criteria::load(&templates).expect("they are embedded").0;
        let asked = AskedItems::of(act.by_id("26-2026").expect("it is embedded"));
        let known = FormWords::embedded();
        let named = asked.named_in(&known.lists);
        for (words, missing) in [
            ("đủ", Some(&[][..])),
            ("5/5", Some(&[])),
            ("01 bộ", Some(&[])),
            ("thiếu Mẫu 03", Some(&[7])),
            ("thiếu mẫu số 2", Some(&[5])),
            ("Chưa có báo cáo của UBND xã, SP mẫu", Some(&[7, 4])),
            ("Đủ, chưa có phiếu kiểm nghiệm", Some(&[8])),
            ("Có phiếu đăng ký, báo cáo tự đánh giá", Some(&[4, 6, 7, 8])),
            ("Đủ; 03 SP mẫu", Some(&[])),
            ("4/5", None),
            ("thiếu", None),
        ] {
            let sheet = sheet(&[&[words]], &[]);
            let mut findings = Findings::default();
            let reader = DossierReader::new(&sheet, &named, &asked);
            let told =
                reader.papers(at("A1"), &mut findings).map(|item| item.map(|item| item.value));
            let lacking = |item: usize| missing.map(|missing| !missing.contains(&item));
            for (item, told) in told.into_iter().enumerate() {
                let expected = if ASKED.contains(&item) { lacking(item) } else { None };
                assert_eq!(told, expected, "{words}: item {item}");
            }
            assert_eq!(findings.iter().count(), usize::from(missing.is_none()), "{words}");
        }
        for (typed, whole, count) in [
            ("03", false, Some(3)),
            ("'05 mẫu", false, Some(5)),
            ("5", false, Some(5)),
            ("x", false, None),
            ("Đủ; 03 SP mẫu", true, Some(3)),
            ("Đủ 5/5", true, None),
            ("đã gửi ngày 01/6/2026", false, None),
        ] {
            let sheet = sheet(&[&[typed]], &[]);
            let reader = DossierReader::new(&sheet, &named, &asked);
            let read = reader.samples(at("A1"), whole).map(|samples| samples.value);
            assert_eq!(read, count, "{typed}");
        }
    }

    #[test]
    fn one_column_may_tell_all_items() {
        let known = FormWords::embedded();
        let but = |missing: &[usize]| {
            let mut items = [true; 5];
            for item in missing {
                items[*item] = false;
            }
            Some(items)
        };
        for (words, expected) in [
            ("đủ", but(&[])),
            ("Đầy đủ", but(&[])),
            ("Đủ 5/5", but(&[])),
            ("5/5", but(&[])),
            ("01 bộ", but(&[])),
            ("Không thiếu", but(&[])),
            ("Hồ sơ đầy đủ, không thiếu giấy tờ nào", but(&[])),
            ("Đủ, có GPKD", but(&[])),
            ("thiếu GPKD, SP mẫu", but(&[3, 4])),
            ("Chưa có giấy ĐKKD", but(&[3])),
            ("Đủ, thiếu giấy ĐKKD", but(&[3])),
            ("Đủ, GPKD đang làm lại", but(&[3])),
            ("thiếu GPKD SP mẫu", but(&[3, 4])),
            ("Có đủ, trừ SP mẫu", but(&[4])),
            ("Đã nộp đủ, còn thiếu phương án KD", but(&[1])),
            ("Đủ nhưng thiếu GPKD và sản phẩm mẫu", but(&[3, 4])),
            ("Có phiếu đăng ký, phương án kinh doanh", but(&[2, 3, 4])),
            ("Phiếu ĐK; PA KD; giới thiệu bộ máy", but(&[3, 4])),
            ("không", Some([false; 5])),
            ("chưa nộp", Some([false; 5])),
            ("thiếu", None),
            ("chưa đủ", None),
            ("đang bổ sung", None),
            ("4/5", None),
            ("3 loại giấy tờ", None),
            ("chưa rõ", None),
            ("Đủ, sẽ nộp bổ sung sau", None),
            ("Có phiếu ĐK; thiếu GPKD", None),
            ("thiếu một số giấy tờ", None),
            ("xem file", None),
        ] {
            let sheet = sheet(&[&[words]], &[]);
            let mut findings = Findings::default();
            let asked = AskedItems::of(sample_acts().main());
            let reader = DossierReader::new(&sheet, &known.lists, &asked);
            let told =
                reader.papers(at("A1"), &mut findings).map(|item| item.map(|item| item.value));
            assert_eq!(told[..5], expected.map_or([None; 5], |items| items.map(Some)), "{words}");
            assert_eq!(told[5..], [None; 4], "{words}");
            assert_eq!(findings.iter().count(), usize::from(expected.is_none()), "{words}");
        }
    }
}
