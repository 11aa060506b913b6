//! Makes product sets: resolves the names in a file, and gives the common criteria to each set.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::PARTS;
use super::file::{ActFile, CriterionEntry, SetEntry, SlipEntry};
use super::resolve::{invalid, owners};
use super::scale::{MarkOption, Scale, Slip};
use super::set::{Criterion, ProductSet};
use crate::finding::Finding;

/// A criterion as it is typed, and where it stands.
#[derive(Clone, Copy)]
struct TypedCriterion<'a> {
    part: usize,
    common: bool,
    entry: &'a CriterionEntry,
}

/// Makes one set and collects the findings about it.
pub(super) struct SetResolver<'a> {
    id: &'a str,
    file: &'a ActFile,
    entry: &'a SetEntry,
    wrong: &'a mut Vec<Finding>,
}

impl<'a> SetResolver<'a> {
    /// Prepares a set of a file for making; the findings about it go to `wrong`.
    pub(super) fn new(
        id: &'a str,
        file: &'a ActFile,
        entry: &'a SetEntry,
        wrong: &'a mut Vec<Finding>,
    ) -> Self {
        Self { id, file, entry, wrong }
    }

    /// Makes the set.
    pub(super) fn set(mut self) -> ProductSet {
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
            owners: owners(self.file).into_iter().chain(entry.also_owners.clone()).collect(),
            excluded_when: self.exclusion(),
            groups: entry.groups.clone(),
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

    /// Returns when a dossier of the set is excluded; adds a finding when the name leads nowhere.
    fn exclusion(&mut self) -> Option<String> {
        let name = self.entry.excluded_when.as_ref()?;
        let text = self.file.exclusions.get(name).cloned();
        if text.is_none() {
            let message = "`excluded_when` nêu một tên không có ở mục [exclusions].";
            self.wrong.push(invalid(self.id, self.key(), message).found(name));
        }
        text
    }

    /// The key of the set in findings.
    fn key(&self) -> String {
        format!("sets · {}", self.entry.name)
    }

    /// Checks that each code under `also_zero`, `no_knock_out` and `slips` names one criterion.
    fn exceptions(&mut self, typed: &[TypedCriterion<'_>]) {
        let entry = self.entry;
        let slips = entry.slips.iter().map(|slip| &slip.code).collect();
        let exceptions = [
            ("also_zero", entry.also_zero.iter().collect::<Vec<_>>()),
            ("no_knock_out", entry.no_knock_out.iter().collect()),
            ("slips", slips),
        ];
        for (key, codes) in exceptions {
            for code in codes.into_iter().filter(|code| only(typed, code).is_none()) {
                let message = format!("`{key}` phải nêu số hiệu của đúng một tiêu chí trong bộ.");
                self.wrong.push(invalid(self.id, self.key(), message).found(code));
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
        let note = entry.note.as_ref().map(|key| (key, file.notes.get(key)));
        let slips: Vec<&SlipEntry> =
            self.entry.slips.iter().filter(|slip| slip.code == entry.code).collect();
        let doubtful: Vec<u8> =
            slips.iter().flat_map(|slip| slip.also_allowed.iter().copied()).collect();
        if let Some(twice) = doubtful.iter().find(|mark| entry.allowed.contains(mark)) {
            let key = format!("{} · {}", self.key(), PARTS[part]);
            let message = "Mức điểm này đã có ở `allowed` mà vẫn còn ở `also_allowed` của một chỗ \
                           in lỗi trong `slips`.";
            let finding = invalid(self.id, key, message)
                .heading(format!("{}. {}", entry.code, entry.name))
                .found(twice);
            self.wrong.push(finding.remedy(
                "Chỗ in lỗi đã rõ thì xóa dòng `slips` của tiêu chí này; chưa rõ thì bỏ mức đó \
                 khỏi `allowed`.",
            ));
        }
        allowed.extend(&doubtful);
        if !doubtful.is_empty() {
            allowed.sort_unstable();
        }
        Criterion {
            code: entry.code.clone(),
            name: entry.name.clone(),
            part,
            max: entry.max,
            allowed,
            doubtful,
            minimum: entry.minimum,
            scales: self.scales(one),
            note: self.followed(one, "note", note).cloned(),
            honesty: entry.honesty,
            slips: slips.into_iter().map(slip).collect(),
            by_owner: self.followed(one, "by_owner", by_owner).cloned().unwrap_or_default(),
            knock_out: self.followed(one, "knock_out", knock_out).cloned(),
            needs: self.followed(one, "needs", needs),
        }
    }

    /// Makes the scale of a criterion, or those of its cases.
    fn scales(&mut self, one: TypedCriterion<'_>) -> Vec<Scale> {
        let file = self.file;
        let single = one.entry.scale.iter().map(|name| (None, name));
        let cases = one.entry.cases.iter().map(|case| (Some(case.name.clone()), &case.scale));
        let mut scales = Vec::new();
        for (case, name) in single.chain(cases) {
            let options: Option<&Arc<[MarkOption]>> =
                self.followed(one, "scale", Some((name, file.scales.get(name))));
            scales.extend(options.map(|options| Scale { case, options: Arc::clone(options) }));
        }
        scales
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

/// Makes the slip of a typed one.
fn slip(entry: &SlipEntry) -> Slip {
    Slip {
        printed: entry.printed.clone(),
        read_as: entry.read_as.clone(),
        why: entry.why.clone(),
        marks: entry.marks.clone(),
        owners: entry.owners.clone(),
    }
}
