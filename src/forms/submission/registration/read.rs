//! Reads the registration of one row, from its own cells first, then from the headings above it.

use careful_spreadsheet::{Cell, Value};
use rust_decimal::Decimal;
use time::Date;

use super::days::{day, only_day};
use super::said::{KindSaid, cut, decision, old_star};
use super::{Registration, RegistrationKind};
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::heading::ListField;
use crate::forms::submission::dossier::is_there;
use crate::forms::submission::entry::located;
use crate::forms::submission::table::ListTable;
use crate::forms::{Sourced, value};

/// Reads how the product of a row is registered. What cannot be understood is told at its cell: a
/// kind that is not clear holds the product, anything else is not used.
pub(in crate::forms::submission) fn read(
    table: &mut ListTable<'_, '_>,
    row: u32,
    findings: &mut Findings,
) -> Registration {
    let remarks = texts(table, &[ListField::Remark, ListField::Star], row);
    let typed = texts(table, &[ListField::RegistrationKind], row);
    let kind = kind(table, row, &remarks, findings);
    let star = located(table, ListField::OldStar, row, findings);
    let star = star.and_then(|at| {
        let read = value::stars(table.sheet, at, ListField::OldStar.name());
        read.unwrap_or_else(|finding| {
            findings.push(Finding { code: Code::RegistrationUnread, ..*finding });
            None
        })
    });
    let (decision, decided) = decided(table, row, findings);
    let valid_to = of_column(table, ListField::ValidTo, row, findings);
    let mut read = Registration { kind, star, decision, decided, valid_to };
    // `Nâng hạng từ 3 sao lên 4 sao (QĐ số 123/QĐ-UBND ngày 15/3/2023)`.
    let words = &table.tools.words.registration;
    for cell in typed.into_iter().chain(remarks) {
        if words.anywhere(&cell.value) == KindSaid::Nothing {
            continue;
        }
        take_from_words(table, &mut read, &cell);
    }
    read
}

/// Reads the day on which the dossier of a row was handed in.
pub(in crate::forms::submission) fn received(
    table: &mut ListTable<'_, '_>,
    row: u32,
    findings: &mut Findings,
) -> Option<Sourced<Date>> {
    of_column(table, ListField::Received, row, findings)
}

/// The day in the column of a field.
fn of_column(
    table: &mut ListTable<'_, '_>,
    field: ListField,
    row: u32,
    findings: &mut Findings,
) -> Option<Sourced<Date>> {
    let at = located(table, field, row, findings)?;
    day(table.sheet, at, field.name(), findings)
}

/// The texts of a row in every column of these fields.
fn texts(table: &ListTable<'_, '_>, fields: &[ListField], row: u32) -> Vec<Sourced<String>> {
    let columns = fields.iter().filter_map(|field| table.header.columns.get(field)).flatten();
    columns.filter_map(|column| text(table, CellRef::new(row, column.index))).collect()
}

/// The text of a cell.
fn text(table: &ListTable<'_, '_>, at: CellRef) -> Option<Sourced<String>> {
    let (origin, cell) = value::cell(table.sheet, at)?;
    let text = cell.text().filter(|text| !value::is_dash(text))?;
    Some(Sourced { value: text.to_owned(), place: table.sheet.place(origin) })
}

/// Reads the kind. Two places of the list that say different kinds, or one that says something
/// unclear, are told, and the product waits.
fn kind(
    table: &mut ListTable<'_, '_>,
    row: u32,
    remarks: &[Sourced<String>],
    findings: &mut Findings,
) -> Option<Sourced<RegistrationKind>> {
    let of_column = located(table, ListField::RegistrationKind, row, findings)
        .and_then(|at| named(table, at, findings));
    let ticked: Vec<_> = RegistrationKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let at = located(table, ListField::Registered(kind), row, findings)?;
            ticked(table, at, kind, findings)
        })
        .collect();
    let mut said: Vec<Sourced<RegistrationKind>> = of_column.into_iter().chain(ticked).collect();
    let words = &table.tools.words.registration;
    let mut unclear = Vec::new();
    for remark in remarks {
        match words.anywhere(&remark.value) {
            KindSaid::Clear(value) => said.push(Sourced { value, place: remark.place.clone() }),
            KindSaid::Unclear => unclear.push(remark.clone()),
            KindSaid::Nothing => {}
        }
    }
    if said.is_empty() {
        findings.extend(unclear.iter().chain(&strangers(table, row)).map(perhaps));
    }
    said.extend(table.stack.registration(false));
    if let Some(other) = said.iter().find(|one| one.value != said[0].value) {
        findings.push(two_kinds(&said[0], other));
    }
    said.into_iter().next().or_else(|| table.stack.registration(true))
}

/// The texts under headings that nobody knows which name a kind other than the first.
fn strangers(table: &ListTable<'_, '_>, row: u32) -> Vec<Sourced<String>> {
    let words = &table.tools.words.registration;
    let others = table.header.others.iter().map(|column| CellRef::new(row, column.index));
    let named = others.filter_map(|at| text(table, at)).filter(|text| {
        let said = words.anywhere(&text.value);
        matches!(said, KindSaid::Clear(kind) if kind != RegistrationKind::First)
    });
    named.collect()
}

/// The kind that the cell of its own column names; `None`, with a finding, where that is not clear.
fn named(
    table: &ListTable<'_, '_>,
    at: CellRef,
    findings: &mut Findings,
) -> Option<Sourced<RegistrationKind>> {
    let (origin, cell) = value::cell(table.sheet, at)?;
    let place = table.sheet.place(origin);
    let said = match &cell.value {
        Value::Text(text) if value::is_dash(text) => return None,
        Value::Text(text) => table.tools.words.registration.under_heading(text),
        Value::Number(number) if *number == Decimal::ONE => {
            KindSaid::Clear(RegistrationKind::First)
        }
        _ => KindSaid::Unclear,
    };
    if let KindSaid::Clear(value) = said {
        return Some(Sourced { value, place });
    }
    findings.push(unclear(place, cell, ListField::RegistrationKind));
    None
}

/// The kind of a column to tick, where its cell is ticked; `None`, with a finding, where that is
/// not clear.
fn ticked(
    table: &ListTable<'_, '_>,
    at: CellRef,
    kind: RegistrationKind,
    findings: &mut Findings,
) -> Option<Sourced<RegistrationKind>> {
    let (origin, cell) = value::cell(table.sheet, at)?;
    let place = table.sheet.place(origin);
    let words = table.tools.words;
    let there = match &cell.value {
        Value::Text(text) => match words.registration.under_heading(text) {
            // The kind in words in place of a tick.
            KindSaid::Clear(value) => return Some(Sourced { value, place }),
            KindSaid::Nothing => is_there(&words.dossier, text),
            KindSaid::Unclear => None,
        },
        Value::Number(number) => Some(!number.is_zero()),
        Value::Bool(there) => Some(*there),
        Value::Date(_) => Some(true),
        _ => None,
    };
    match there {
        Some(true) => Some(Sourced { value: kind, place }),
        Some(false) => None,
        None => {
            findings.push(unclear(place, cell, ListField::Registered(kind)));
            None
        }
    }
}

/// Reads the number and the day of the decision, from one column or from two.
fn decided(
    table: &mut ListTable<'_, '_>,
    row: u32,
    findings: &mut Findings,
) -> (Option<Sourced<String>>, Option<Sourced<Date>>) {
    let mut number = None;
    let mut decided = None;
    if let Some(at) = located(table, ListField::OldDecision, row, findings)
        && let Some((origin, cell)) = value::cell(table.sheet, at)
    {
        let place = table.sheet.place(origin);
        let shown = cell.shown();
        if !value::is_dash(&shown) {
            decided = only_day(&shown).map(|value| Sourced { value, place: place.clone() });
            let only_a_day = matches!(cell.value, Value::Date(_));
            let typed = decision(&shown).or_else(|| (!only_a_day).then(|| shown.clone()));
            number = typed.map(|value| Sourced { value, place });
        }
    }
    if let Some(at) = located(table, ListField::OldDay, row, findings) {
        // `123/QĐ-UBND ngày 15/3/2023` under `Số, ngày quyết định công nhận`.
        let cell = value::cell(table.sheet, at);
        let typed = cell.and_then(|(origin, cell)| Some((origin, decision(cell.text()?)?)));
        if let Some((origin, value)) = typed
            && number.is_none()
        {
            number = Some(Sourced { value, place: table.sheet.place(origin) });
        }
        decided = day(table.sheet, at, ListField::OldDay.name(), findings).or(decided);
    }
    (number, decided)
}

/// Takes from words about the kind what no column gives: the old star, the decision, the end.
fn take_from_words(table: &ListTable<'_, '_>, read: &mut Registration, cell: &Sourced<String>) {
    let text = cell.value.as_str();
    let place = || cell.place.clone();
    let ends = &table.tools.words.registration.ends;
    let (before, behind) = cut(ends, text);
    if read.star.is_none() {
        read.star = old_star(text).map(|value| Sourced { value, place: place() });
    }
    if read.valid_to.is_none() {
        read.valid_to = only_day(behind).map(|value| Sourced { value, place: place() });
    }
    if read.decision.is_none() {
        read.decision = decision(before).map(|value| Sourced { value, place: place() });
        if read.decision.is_some() && read.decided.is_none() {
            read.decided = only_day(before).map(|value| Sourced { value, place: place() });
        }
    }
}

/// What is allowed for the kind, in a cell.
const ALLOWED: &str = "lần đầu; nâng hạng; đánh giá lại";

/// The finding about a cell that does not say clearly which kind it is.
fn unclear(place: Place, cell: &Cell, field: ListField) -> Finding {
    let message = "Không rõ sản phẩm đăng ký lần đầu, nâng hạng hay đánh giá lại; sản phẩm phải \
                   chờ.";
    Finding::new(Code::RegistrationUnclear, place, message)
        .heading(field.name())
        .found(cell.shown())
        .allowed(ALLOWED)
        .remedy("Ghi đúng một trong ba.")
}

/// The finding about two places that say different kinds.
fn two_kinds(one: &Sourced<RegistrationKind>, other: &Sourced<RegistrationKind>) -> Finding {
    let at = other.place.cell.map(|cell| format!(" ở ô {cell}")).unwrap_or_default();
    let message = "Danh sách ghi hai lần đăng ký khác nhau cho một sản phẩm; sản phẩm phải chờ.";
    Finding::new(Code::RegistrationUnclear, one.place.clone(), message)
        .heading(ListField::RegistrationKind.name())
        .found(format!("{}, mà{at} ghi {}", one.value.name(), other.value.name()))
        .allowed("một lần đăng ký: lần đầu, nâng hạng hoặc đánh giá lại")
        .remedy("Đối chiếu phiếu đăng ký, sửa chỗ ghi sai.")
}

/// The finding about a remark, or the heading of a section, that speaks of a kind and says other
/// things too.
pub(in crate::forms::submission) fn perhaps(said: &Sourced<String>) -> Finding {
    let message = "Ô này nói đến nâng hạng, đánh giá lại hoặc lần đầu nhưng không rõ có phải lần \
                   đăng ký không; sản phẩm được tính theo các chỗ khác của danh sách.";
    Finding::new(Code::RegistrationPerhaps, said.place.clone(), message)
        .found(&said.value)
        .allowed(ALLOWED)
        .remedy("Thêm cột “Lần đăng ký” và ghi rõ, hoặc chấp nhận cảnh báo nếu đã tính đúng.")
}
