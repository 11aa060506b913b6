//! Makes acts of files: resolves the names in a file, and gives the common criteria to each set.

use rust_decimal::Decimal;
use time::Date;

use super::file::{ActFile, CriterionEntry, SetEntry};
use super::model::{Act, Amendment};
use super::set::{Criterion, ProductSet};
use super::{Criteria, PARTS, place};
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
        authority: file.decision.clone(),
        wording: file.wording.clone(),
        calendar: file.calendar.clone(),
        dossier: file.dossier.clone(),
        sets,
    })
}

/// Makes the sets that the file lists itself; also returns the findings about names in them that
/// lead nowhere.
pub(super) fn own_sets(id: &str, file: &ActFile) -> (Vec<ProductSet>, Vec<Finding>) {
    let mut wrong = Vec::new();
    if !file.renamed_sets.is_empty() {
        wrong.push(invalid(id, "renamed_sets", "Mục này chỉ dùng cùng với `same_sets_as`."));
    }
    let sets = file
        .sets
        .iter()
        .map(|entry| SetResolver { id, file, entry, wrong: &mut wrong }.set())
        .collect();
    (sets, wrong)
}

/// Makes the sets of a file that borrows them from another act, under the names of its own act;
/// also returns the findings about it.
pub(super) fn borrowed_sets(
    id: &str,
    file: &ActFile,
    lenders: &Criteria,
) -> (Vec<ProductSet>, Vec<Finding>) {
    let mut wrong = Vec::new();
    let lender = file.act.same_sets_as.as_deref().unwrap_or_default();
    let Some(act) = lenders.by_id(lender) else {
        wrong.push(
            invalid(
                id,
                "act.same_sets_as",
                "Không có văn bản này, hoặc tệp của nó có lỗi hay cũng lấy bộ sản phẩm ở tệp khác.",
            )
            .found(lender)
            .allowed(lenders.ids().collect::<Vec<_>>().join(", ")),
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

/// A criterion as it is typed, and where it stands.
#[derive(Clone, Copy)]
struct TypedCriterion<'a> {
    part: usize,
    common: bool,
    entry: &'a CriterionEntry,
}

/// Makes one set and collects the findings about it.
struct SetResolver<'a> {
    id: &'a str,
    file: &'a ActFile,
    entry: &'a SetEntry,
    wrong: &'a mut Vec<Finding>,
}

impl<'a> SetResolver<'a> {
    /// Makes the set.
    fn set(mut self) -> ProductSet {
        let entry = self.entry;
        let typed = if entry.part_totals_only { Vec::new() } else { self.typed() };
        self.exceptions(&typed);
        let criteria: Vec<Criterion> =
            typed.iter().map(|one| self.criterion(*one, &typed)).collect();
        let parts = &self.file.parts;
        let part_max = if criteria.is_empty() {
            [parts.a.max, parts.b.max, parts.c.max]
        } else {
            [0, 1, 2].map(|part| {
                criteria
                    .iter()
                    .filter(|one| one.part == part)
                    .map(|one| Decimal::from(one.max))
                    .sum()
            })
        };
        ProductSet {
            name: entry.name.clone(),
            also_called: entry.also_called.clone(),
            sector: entry.sector.clone(),
            group: entry.group.clone(),
            ministry: entry.ministry.clone(),
            criteria,
            part_max,
            total: entry.total.unwrap_or(Decimal::ONE_HUNDRED),
            unverified: entry.unverified.clone(),
        }
    }

    /// Returns the typed criteria part by part: those of the set, or the common ones.
    fn typed(&self) -> Vec<TypedCriterion<'a>> {
        let common = &self.file.common;
        let parts =
            [(&self.entry.a, &common.a), (&self.entry.b, &common.b), (&self.entry.c, &common.c)];
        let typed = |(part, (own, common)): (usize, (&'a Option<Vec<_>>, &'a Vec<_>))| {
            let entries = own.as_ref().unwrap_or(common);
            entries.iter().map(move |entry| TypedCriterion { part, common: own.is_none(), entry })
        };
        parts.into_iter().enumerate().flat_map(typed).collect()
    }

    /// Checks that each code under `also_zero` and `no_knock_out` names one criterion.
    fn exceptions(&mut self, typed: &[TypedCriterion<'_>]) {
        let entry = self.entry;
        for (key, codes) in [("also_zero", &entry.also_zero), ("no_knock_out", &entry.no_knock_out)]
        {
            for code in codes.iter().filter(|code| only(typed, code).is_none()) {
                let message = format!("`{key}` phải nêu số hiệu của đúng một tiêu chí trong bộ.");
                self.wrong
                    .push(invalid(self.id, format!("sets · {}", entry.name), message).found(code));
            }
        }
    }

    /// Makes a criterion: applies the exceptions of the set and resolves the names.
    fn criterion(&mut self, one: TypedCriterion<'_>, typed: &[TypedCriterion<'_>]) -> Criterion {
        let TypedCriterion { part, entry, .. } = one;
        let mut allowed = entry.allowed.clone();
        if self.entry.also_zero.contains(&entry.code) && !allowed.contains(&0) {
            allowed.insert(0, 0);
        }
        let knock_out =
            entry.knock_out.as_ref().filter(|_| !self.entry.no_knock_out.contains(&entry.code));
        let file = self.file;
        let knock_out = knock_out.map(|key| (key, file.knock_outs.get(key)));
        let by_owner = entry.by_owner.as_ref().map(|key| (key, file.owner_marks.get(key)));
        let needs = entry.needs.as_ref().map(|code| (code, only(typed, code)));
        Criterion {
            code: entry.code.clone(),
            name: entry.name.clone(),
            part,
            max: entry.max,
            allowed,
            by_owner: self.followed(one, "by_owner", by_owner).cloned().unwrap_or_default(),
            knock_out: self.followed(one, "knock_out", knock_out).cloned(),
            needs: self.followed(one, "needs", needs),
        }
    }

    /// Returns what a name refers to; adds a finding when it refers to nothing.
    fn followed<T>(
        &mut self,
        one: TypedCriterion<'_>,
        key: &str,
        found: Option<(&String, Option<T>)>,
    ) -> Option<T> {
        let (name, value) = found?;
        if value.is_none() {
            let part = PARTS[one.part];
            let under = if one.common {
                format!("common · {part}")
            } else {
                format!("sets · {} · {part}", self.entry.name)
            };
            let message =
                format!("`{key}` của tiêu chí {} nêu một tên không có trong tệp.", one.entry.code);
            self.wrong.push(invalid(self.id, under, message).found(name));
        }
        value
    }
}

/// Returns the index of the only criterion with this code; `None` when there is none, or more than
/// one.
fn only(typed: &[TypedCriterion<'_>], code: &str) -> Option<usize> {
    let mut places =
        typed.iter().enumerate().filter(|(_, one)| one.entry.code == code).map(|(place, _)| place);
    places.next().filter(|_| places.next().is_none())
}
