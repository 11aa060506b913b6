//! Makes acts of files: their heads, and whose product sets they have.

use time::Date;

use super::file::ActFile;
use super::legal_form::LegalForm;
use super::model::{Act, Amendment};
use super::place;
use super::resolver::SetResolver;
use super::set::ProductSet;
use crate::finding::{Code, Finding, Name};
use crate::round::PaperDate;

/// Makes the finding that the file contradicts itself under this key.
pub(super) fn invalid(id: &str, key: impl Into<Name>, message: impl Into<String>) -> Finding {
    Finding::new(Code::CriteriaInvalid, place(id).sheet(key), message)
}

/// Makes the act of a file with these sets. `None` when a required date is incomplete.
pub(super) fn act(
    id: &str,
    file: &ActFile,
    sets: Vec<ProductSet>,
    wrong: &mut Vec<Finding>,
) -> Option<Act> {
    let mut whole = |key: &str, date: PaperDate| -> Option<Date> {
        if date.date().is_none() {
            wrong.push(
                invalid(id, format!("act.{key}"), "Ngày phải có đủ ngày, tháng, năm.")
                    .allowed("ví dụ 2020-06-08"),
            );
        }
        date.date()
    };
    let header = &file.act;
    let in_force_from = whole("in_force_from", header.in_force_from)?;
    let in_force_to = header.in_force_to.and_then(|date| whole("in_force_to", date));
    let issued = header.issued.and_then(|date| whole("issued", date));
    let levels = &file.levels;
    Some(Act {
        id: id.to_owned(),
        number: header.number.clone(),
        issued,
        title: header.title.clone(),
        amendments: header
            .amendments
            .iter()
            .map(|act| Amendment {
                number: act.number.clone(),
                issued: act.issued.and_then(PaperDate::date),
                title: act.title.clone(),
            })
            .collect(),
        in_force_from,
        in_force_to,
        source: header.source.clone(),
        verified: header.verified.clone(),
        unverified: header.unverified.clone(),
        parts: [&file.parts.a, &file.parts.b, &file.parts.c].map(Clone::clone),
        star_from: file.stars.from,
        integer_gaps: file.stars.integer_gaps,
        stars_source: file.stars.source.clone(),
        recognised_by: [
            levels.recognised_by.star_3,
            levels.recognised_by.star_4,
            levels.recognised_by.star_5,
        ],
        units: levels.units,
        certificate_months: levels.certificate_months,
        levels_source: levels.source.clone(),
        transition: file.transition.clone(),
        owners: owners(file),
        authority: file.decision.clone(),
        proposal: file.proposal.clone(),
        wording: file.wording.clone(),
        calendar: file.calendar.clone(),
        dossier: file.dossier.clone(),
        registration: file.registration.clone(),
        product_code: file.product_code.clone(),
        sets,
        sets_of: header.same_sets_as.clone(),
    })
}

/// Makes the sets that the file lists itself; also returns the findings about names in them that
/// lead nowhere.
pub(super) fn own_sets(id: &str, file: &ActFile) -> (Vec<ProductSet>, Vec<Finding>) {
    let mut wrong = Vec::new();
    if !file.renamed_sets.is_empty() {
        wrong.push(invalid(id, "renamed_sets", "Mục này chỉ dùng cùng với `same_sets_as`."));
    }
    let sets =
        file.sets.iter().map(|entry| SetResolver::new(id, file, entry, &mut wrong).set()).collect();
    (sets, wrong)
}

/// Makes the sets of a file that borrows them from another act, under the names of its own act;
/// also returns the findings about it.
pub(super) fn borrowed_sets(
    id: &str,
    file: &ActFile,
    lenders: &[Act],
) -> (Vec<ProductSet>, Vec<Finding>) {
    let mut wrong = Vec::new();
    let lender = file.act.same_sets_as.as_deref().unwrap_or_default();
    let Some(act) = lenders.iter().find(|act| act.id == lender) else {
        wrong.push(
            invalid(
                id,
                "act.same_sets_as",
                "Không có văn bản này, hoặc tệp của nó có lỗi hay cũng lấy bộ sản phẩm ở tệp khác.",
            )
            .found(lender)
            .allowed(lenders.iter().map(|act| act.id.as_str()).collect::<Vec<_>>().join(", ")),
        );
        return (Vec::new(), wrong);
    };
    if !file.sets.is_empty() {
        wrong.push(invalid(
            id,
            "sets",
            "Đã lấy bộ sản phẩm ở văn bản khác thì không kê bộ sản phẩm ở đây nữa.",
        ));
    }
    let mut sets = act.sets.clone();
    for (there, here) in &file.renamed_sets {
        match sets.iter_mut().find(|set| set.name == *there) {
            Some(set) => {
                set.also_called.retain(|name| name != here);
                set.also_called.push(std::mem::replace(&mut set.name, here.clone()));
            }
            None => wrong.push(
                invalid(id, "renamed_sets", format!("Văn bản {lender} không có bộ này."))
                    .found(there),
            ),
        }
    }
    (sets, wrong)
}

/// Returns the legal forms whose products may take part in every set of a file.
pub(super) fn owners(file: &ActFile) -> Vec<LegalForm> {
    file.owners.as_ref().map_or(LegalForm::USUAL.to_vec(), |owners| owners.forms.clone())
}
