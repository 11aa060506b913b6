//! One row of a list as a product.

use super::kinds::{Forms, owner_kind};
use super::{DistrictScore, Entry, Owner};
use crate::finding::{CellRef, Code, Finding, Findings};
use crate::forms::heading::{Field, Header};
use crate::forms::{dossier, value};
use crate::intake::{Sheet, number};

/// Reads one product; `None`, with findings, when a cell that is needed is empty or cannot be read.
pub(super) fn read<'a>(
    sheet: &'a Sheet,
    header: &Header,
    row: u32,
    forms: &mut Forms<'a>,
    findings: &mut Findings,
) -> Option<Entry> {
    let at = |field: Field| header.column(field).map(|column| CellRef::new(row, column));
    let mut needed = |field: Field| {
        let at = at(field)?;
        match value::text(sheet, at, field.name()) {
            Ok(Some(words)) => return Some(words),
            Ok(None) => findings.push(empty(sheet, at, field)),
            Err(finding) => findings.push(*finding),
        }
        None
    };
    let [product, set, owner, kind] = Field::NEEDED.map(&mut needed);
    let mut optional = |field: Field| value::or_finding(value::text(sheet, at(field)?, field.name()), findings);
    let commune = optional(Field::Commune);
    // Where there is no column for the address, the commune is what is known of it.
    let address = if at(Field::Address).is_some() { optional(Field::Address) } else { commune.clone() };
    let (representative, phone) = (optional(Field::Representative), optional(Field::Phone));
    let tax_code = optional(Field::TaxCode);
    let score = score(sheet, header, row, findings);
    let star = at(Field::Star).and_then(|at| value::or_finding(value::stars(sheet, at, Field::Star.name()), findings));
    let dossier = dossier::read(sheet, header, row, findings);
    let shown = |field: Field| at(field).and_then(|at| value::cell(sheet, at)).and_then(|(_, cell)| cell.text());
    let legal_forms = shown(Field::Kind)
        .map(|kind| forms.narrowed(kind, shown(Field::Owner).unwrap_or_default()))
        .unwrap_or_default();
    let kind = kind.and_then(|typed| owner_kind(typed, &legal_forms).map_err(|finding| findings.push(*finding)).ok());
    let owner = Owner { name: owner?, kind, legal_forms, address, representative, phone, tax_code };
    Some(Entry { product: product?, set: set?, owner, commune, dossier, score, star })
}

/// The score of the district's council.
fn score(sheet: &Sheet, header: &Header, row: u32, findings: &mut Findings) -> DistrictScore {
    let mut unreadable = false;
    let mut kept = |reading: value::Reading<_>| {
        unreadable |= reading.is_err();
        value::or_finding(reading, findings)
    };
    let at = |field: Field| header.column(field).map(|column| CellRef::new(row, column));
    let parts = Field::PARTS.map(|field| kept(value::decimal(sheet, at(field)?, field.name())));
    let total = at(Field::Total).and_then(|at| kept(value::total(sheet, at, Field::Total.name())));
    let mut score = DistrictScore { parts, total, total_stale: false, unreadable };
    if let Some(finding) = stale(sheet, &score) {
        score.total_stale = true;
        findings.push(finding);
    }
    score
}

/// A total that a formula gave once, and that the parts do not give now.
fn stale(sheet: &Sheet, score: &DistrictScore) -> Option<Finding> {
    let (total, sum) = (score.total.as_ref()?, score.sum()?);
    let formula = total.place.cell.and_then(|at| sheet.cell(at)).is_some_and(|cell| cell.formula);
    (formula && total.value != sum).then(|| {
        let [total_shown, sum] = [total.value, sum].map(number::vietnamese);
        let message = "Giá trị của công thức trong ô không còn đúng với các điểm thành phần.";
        Finding::new(Code::CachedTotalDiffers, total.place.clone(), message)
            .heading(Field::Total.name())
            .found(format!("ô ghi {total_shown}, cộng lại được {sum}"))
            .allowed(sum)
            .remedy("Mở tệp bằng Excel, bấm Ctrl+Alt+F9 để tính lại, kiểm tra công thức rồi lưu và nộp lại.")
    })
}

fn empty(sheet: &Sheet, at: CellRef, field: Field) -> Finding {
    Finding::new(Code::ValueMissing, sheet.place(at), format!("Ô “{}” để trống.", field.name()))
        .heading(field.name())
        .remedy("Điền giá trị vào ô.")
}
