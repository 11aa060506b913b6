//! Reads one row of a list as a product.

mod names;
pub(super) mod withdrawn;

use careful_spreadsheet::{Cell, Worksheet, number};

use super::dossier;
use super::kinds::owner_kind;
use super::registration;
use super::table::ListTable;
use super::{DistrictScore, Owner, ProductEntry};
use crate::finding::{CellRef, Code, Finding, Findings};
use crate::forms::heading::ListField;
use crate::forms::{Sourced, value};

/// Reads the product of one row; `None`, with findings, when a cell that is needed is empty or
/// cannot be read.
pub(super) fn read_entry(
    table: &mut ListTable<'_, '_>,
    row: u32,
    findings: &mut Findings,
) -> Option<ProductEntry> {
    let typed = needed(table, ListField::Product, row, findings);
    let [set, owner, kind] = [ListField::Set, ListField::Owner, ListField::Kind]
        .map(|field| needed(table, field, row, findings));
    let several = typed.as_ref().and_then(|product| names::several(&product.place, &product.value));
    let product = typed.map(|product| Sourced {
        value: names::without_number(&product.value).to_owned(),
        ..product
    });
    let doubt = doubt(table, row, several, findings);
    let commune = optional(table, ListField::Commune, row, findings);
    // Where the list has no column for the address, the commune is all that is known of it.
    let addressed = table.header.column(ListField::Address).is_some();
    let address = if addressed {
        optional(table, ListField::Address, row, findings)
    } else {
        commune.clone()
    };
    let representative = optional(table, ListField::Representative, row, findings);
    let [phone, tax_code] =
        [ListField::Phone, ListField::TaxCode].map(|field| number(table, field, row, findings));
    let score = score(table, row, findings);
    let starred = if table.header.undecided.contains(&ListField::Star) {
        None
    } else {
        located(table, ListField::Star, row, findings)
    };
    let star = starred.and_then(|at| {
        value::or_finding(value::stars(table.sheet, at, ListField::Star.name()), findings)
    });
    let (dossier, dossier_unclear) = dossier(table, row, findings);
    let samples = samples(table, row);
    let registration = registration::read(table, row, findings);
    let received = registration::received(table, row, findings);
    let code =
        number(table, ListField::Code, row, findings).filter(|code| !value::is_dash(&code.value));
    let owner_name = owner.as_ref().map_or("", |owner| owner.value.as_str());
    let legal_forms =
        kind.as_ref().map(|kind| table.forms.narrowed(&kind.value, owner_name)).unwrap_or_default();
    let kind = kind.and_then(|typed| {
        owner_kind(typed, &legal_forms, table.forms.known)
            .map_err(|finding| findings.push(*finding))
            .ok()
    });
    let owner = Owner { name: owner?, kind, legal_forms, address, representative, phone, tax_code };
    Some(ProductEntry {
        product: product?,
        set: set?,
        owner,
        commune,
        dossier,
        samples,
        score,
        star,
        registration,
        received,
        code,
        doubt,
        dossier_unclear,
    })
}

/// Why the product of a row must wait although its cells can be read (Vietnamese, a clause).
/// `several` is the finding about a cell that names several products; it is told here.
fn doubt(
    table: &ListTable<'_, '_>,
    row: u32,
    several: Option<Finding>,
    findings: &mut Findings,
) -> Option<String> {
    let has_several =
        several.as_ref().is_some_and(|finding| finding.code == Code::ProductsInOneCell);
    let struck = withdrawn::struck_values(table, row);
    let is_struck = !struck.is_empty();
    findings.extend(several);
    findings.extend(struck);
    has_several
        .then(|| "một ô ghi nhiều sản phẩm".to_owned())
        .or_else(|| table.doubt.clone())
        .or_else(|| is_struck.then(|| "có giá trị bị gạch ngang trong danh sách".to_owned()))
}

/// The cell that holds the value of a field; `None`, with a finding, where the row says `nt` and
/// nothing stands above.
pub(super) fn located(
    table: &mut ListTable<'_, '_>,
    field: ListField,
    row: u32,
    findings: &mut Findings,
) -> Option<CellRef> {
    match table.locate(field, row)? {
        Ok(at) => Some(at),
        Err(at) => {
            findings.push(nothing_above(table.sheet, at, field));
            None
        }
    }
}

/// Reads a value that a product must have, from its cell or from the heading of its group.
fn needed(
    table: &mut ListTable<'_, '_>,
    field: ListField,
    row: u32,
    findings: &mut Findings,
) -> Option<Sourced<String>> {
    let from_group = table.stack.value(field, table.set_above);
    if table.header.column(field).is_none() {
        if from_group.is_none() && table.supplied.contains(&field) {
            let product = table.header.column(ListField::Product).unwrap_or(0);
            findings.push(no_group(table.sheet, CellRef::new(row, product), field));
        }
        return from_group;
    }
    let at = located(table, field, row, findings)?;
    let is_name = matches!(field, ListField::Product | ListField::Owner);
    let reading = if is_name {
        names::name(table.sheet, at, field.name(), &table.tools.words.rows.no_name)
    } else {
        value::text(table.sheet, at, field.name())
    };
    match reading {
        Ok(Some(words)) => return Some(words),
        Ok(None) if from_group.is_some() => return from_group,
        Ok(None) => findings.push(empty(table.sheet, at, field)),
        Err(finding) => findings.push(*finding),
    }
    None
}

/// Reads a name that a product need not have.
pub(super) fn optional(
    table: &mut ListTable<'_, '_>,
    field: ListField,
    row: u32,
    findings: &mut Findings,
) -> Option<Sourced<String>> {
    let at = located(table, field, row, findings)?;
    if let Some(dash) = names::dash(table.sheet, at, field.name()) {
        findings.push(dash);
        return None;
    }
    value::or_finding(
        names::name(table.sheet, at, field.name(), &table.tools.words.rows.no_name),
        findings,
    )
}

/// Reads a telephone number, tax code or code of the product, as it is shown.
pub(super) fn number(
    table: &mut ListTable<'_, '_>,
    field: ListField,
    row: u32,
    findings: &mut Findings,
) -> Option<Sourced<String>> {
    let at = located(table, field, row, findings)?;
    value::or_finding(value::text(table.sheet, at, field.name()), findings)
}

/// Reads what the list says of the dossier, and whether some of it could not be understood.
fn dossier(
    table: &mut ListTable<'_, '_>,
    row: u32,
    findings: &mut Findings,
) -> (super::Dossier, bool) {
    let papers = located(table, ListField::Papers, row, findings);
    let asked = table.tools.asked;
    let items = std::array::from_fn(|index| {
        asked.reads(index).then(|| located(table, ListField::Item(index), row, findings))?
    });
    let mut unclear = Findings::default();
    let dossier = dossier::read_dossier(&table.dossiers, papers, items, &mut unclear);
    let is_unclear = unclear.iter().next().is_some();
    findings.extend(unclear);
    (dossier, is_unclear)
}

/// Reads how many samples come with the dossier, where the list says a number.
fn samples(table: &mut ListTable<'_, '_>, row: u32) -> Option<Sourced<u16>> {
    [ListField::Item(dossier::SAMPLES), ListField::Papers].into_iter().find_map(|field| {
        let at = table.locate(field, row)?.ok()?;
        table.dossiers.samples(at, field == ListField::Papers)
    })
}

/// Reads the score that the district's council gave.
fn score(table: &ListTable<'_, '_>, row: u32, findings: &mut Findings) -> DistrictScore {
    let (sheet, header) = (table.sheet, table.header);
    let mut unreadable = false;
    let mut kept = |reading: value::CellReading<_>| {
        unreadable |= reading.is_err();
        value::or_finding(reading, findings)
    };
    let at = |field: ListField| header.column(field).map(|column| CellRef::new(row, column));
    let parts = ListField::PARTS.map(|field| kept(value::decimal(sheet, at(field)?, field.name())));
    let total =
        at(ListField::Total).and_then(|at| kept(value::total(sheet, at, ListField::Total.name())));
    let perhaps = table.perhaps.clone();
    let mut score = DistrictScore { parts, total, total_stale: false, unreadable, perhaps };
    if let Some(finding) = stale(sheet, &score) {
        score.total_stale = true;
        findings.push(finding);
    }
    score
}

/// The finding about a total that is an old result of a formula, since the parts add up to
/// something else.
fn stale(sheet: &Worksheet, score: &DistrictScore) -> Option<Finding> {
    let (total, sum) = (score.total.as_ref()?, score.sum()?);
    let formula = total.place.cell.and_then(|at| sheet.cell(at)).is_some_and(|cell| cell.formula);
    (formula && total.value != sum).then(|| {
        let [total_shown, sum] = [total.value, sum].map(number::vietnamese);
        let message = "Giá trị của công thức trong ô không còn đúng với các điểm thành phần.";
        Finding::new(Code::CachedTotalDiffers, total.place.clone(), message)
            .heading(ListField::Total.name())
            .found(format!("ô ghi {total_shown}, cộng lại được {sum}"))
            .allowed(sum)
            .remedy(
                "Mở tệp bằng Excel, bấm Ctrl+Alt+F9 để tính lại, kiểm tra công thức rồi lưu và \
                 nộp lại.",
            )
    })
}

/// The finding about an empty cell that must hold a value.
fn empty(sheet: &Worksheet, at: CellRef, field: ListField) -> Finding {
    let finding = Finding::new(
        Code::ValueMissing,
        sheet.place(at),
        format!("Ô “{}” để trống.", field.name()),
    )
    .heading(field.name())
    .remedy("Điền giá trị vào ô.");
    match value::cell(sheet, at) {
        Some((_, cell)) => finding.found(Cell::shown(cell)),
        None => finding,
    }
}

/// The finding about a product above which no heading of a group gives the field.
fn no_group(sheet: &Worksheet, at: CellRef, field: ListField) -> Finding {
    let message =
        format!("Phía trên sản phẩm này không có dòng chia nhóm nào ghi “{}”.", field.name());
    Finding::new(Code::ValueMissing, sheet.place(at), message).heading(field.name()).remedy(
        format!("Thêm cột “{}” và điền cho từng sản phẩm, hoặc thêm dòng chia nhóm.", field.name()),
    )
}

/// The finding about `như trên` in a column in which nothing stands above.
fn nothing_above(sheet: &Worksheet, at: CellRef, field: ListField) -> Finding {
    let message = "Ô ghi “như trên” nhưng ô cùng cột của sản phẩm ở trên không có giá trị.";
    Finding::new(Code::ValueUnreadable, sheet.place(at), message)
        .heading(field.name())
        .found(sheet.cell(at).map(Cell::shown).unwrap_or_default())
        .remedy("Ghi đầy đủ giá trị vào ô.")
}
