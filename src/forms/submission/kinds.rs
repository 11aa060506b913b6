//! Reads the kind of an owner, by what was typed as its kind and by its name.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use super::OwnerKind;
use crate::criteria::LegalForm;
use crate::finding::{Code, Finding};
use crate::forms::heading::ListField;
use crate::forms::{Sourced, near};

/// The legal forms that texts mean; each text is looked up once.
pub(super) struct LegalFormCache<'a> {
    /// The forms that owners may have under the act.
    pub(super) known: &'a [LegalForm],
    asked: BTreeMap<String, &'static [LegalForm]>,
}

impl<'a> LegalFormCache<'a> {
    /// Makes ready to look up texts among these forms.
    pub(super) fn new(known: &'a [LegalForm]) -> Self {
        Self { known, asked: BTreeMap::new() }
    }

    /// The legal forms that a text means.
    fn of(&mut self, words: &str) -> &'static [LegalForm] {
        if let Some(known) = self.asked.get(words) {
            return known;
        }
        let forms = LegalForm::among(self.known, &text::bare(words));
        self.asked.insert(words.to_owned(), forms);
        forms
    }

    /// The legal forms that the typed kind means. Where it is not precise (`công ty`), those of
    /// them that the owner's name means too.
    pub(super) fn narrowed(&mut self, kind: &str, name: &str) -> Vec<LegalForm> {
        let (by_kind, by_name) = (self.of(kind), self.of(name));
        let both: Vec<_> = by_kind.iter().copied().filter(|form| by_name.contains(form)).collect();
        if both.is_empty() { by_kind.to_vec() } else { both }
    }
}

/// The kind as which an owner of these legal forms is counted. `known` are the forms that owners
/// may have under the act.
///
/// # Errors
///
/// The finding about a kind that nobody knows, when there is no legal form.
pub(super) fn owner_kind(
    typed: Sourced<String>,
    forms: &[LegalForm],
    known: &[LegalForm],
) -> Result<Sourced<OwnerKind>, Box<Finding>> {
    if let Some(form) = forms.first() {
        return Ok(Sourced { value: OwnerKind::of(*form), place: typed.place });
    }
    let names: Vec<&str> = known.iter().map(|form| form.name()).collect();
    let short = ["công ty", "công ty TNHH", "doanh nghiệp", "HTX", "THT"];
    let meant = near::nearest(names.iter().copied().chain(short), &typed.value);
    let finding = Finding::new(
        Code::OwnerKindUnknown,
        typed.place,
        "Loại hình chủ thể không có trong danh sách.",
    )
    .heading(ListField::Kind.name())
    .found(typed.value)
    .allowed(names.join("; "))
    .remedy(near::asking(meant, "Ghi đúng một loại hình trong danh sách."));
    Err(Box::new(finding))
}

#[cfg(test)]
mod tests {
    use super::{LegalFormCache, owner_kind};
    use crate::criteria::LegalForm;
    use crate::finding::{Code, Place};
    use crate::forms::Sourced;

    #[test]
    fn a_vague_kind_is_narrowed_by_the_name() {
        let forms = |kind, name| LegalFormCache::new(&LegalForm::USUAL).narrowed(kind, name);
        assert_eq!(forms("Công ty", "Công ty TNHH MTV Đồi Xanh"), [LegalForm::OneMemberLtd]);
        assert_eq!(forms("HTX", "Hợp tác xã Mây Núi"), [LegalForm::Cooperative]);
        assert_eq!(forms("Hộ kinh doanh", "Bếp Lửa"), [LegalForm::Household]);
        assert!(forms("Hợp đồng", "Bếp Lửa").is_empty());
    }

    #[test]
    fn a_kind_that_does_not_exist_is_told_with_the_nearest_one() {
        let typed = |value: &str| Sourced { value: value.into(), place: Place::file("x.xlsx") };
        let finding = owner_kind(typed("Hợp tác sã"), &[], &LegalForm::USUAL)
            .expect_err("there is no such kind");
        assert_eq!(finding.code, Code::OwnerKindUnknown);
        assert!(
            finding.remedy.is_some_and(|remedy| remedy.starts_with("Có phải “hợp tác xã” không?"))
        );
        let finding = owner_kind(typed("Nhóm bạn trẻ khởi nghiệp"), &[], &LegalForm::USUAL)
            .expect_err("none");
        assert!(finding.remedy.is_some_and(|remedy| remedy.starts_with("Ghi đúng")));
    }
}
