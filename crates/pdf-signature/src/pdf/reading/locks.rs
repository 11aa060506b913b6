//! What a signature forbids to change afterwards, as it says itself (ISO 32000-1, 12.8.2).

use super::file::View;
use crate::pdf::syntax::{Dict, Value, decode_text};

/// Which fields of the form a signature locks (`FieldMDP`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum FieldLock {
    /// It says nothing of fields.
    #[default]
    Nothing,
    /// All of them.
    All,
    /// These.
    Include(Vec<String>),
    /// All but these.
    Exclude(Vec<String>),
}

impl FieldLock {
    /// Whether the field of this full name is locked, itself or with one that it stands in.
    pub(crate) fn locks(&self, field: &str) -> bool {
        let holds = |names: &[String]| {
            names.iter().any(|name| {
                field
                    .strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Include(names) => holds(names),
            Self::Exclude(names) => !holds(names),
        }
    }
}

/// The fields that a signature locks. A lock that cannot be understood locks everything.
pub(crate) fn field_lock(view: View<'_, '_>, signature: &Dict<'_>) -> FieldLock {
    let Some(reference) = reference(view, signature, b"FieldMDP") else {
        return FieldLock::Nothing;
    };
    let Some(parameters) = view.dict(reference, b"TransformParams") else { return FieldLock::All };
    let names = || {
        let names = view.array(parameters, b"Fields").iter();
        names.filter_map(|name| view.resolve(name).text().map(decode_text)).collect()
    };
    match view.lookup(parameters, b"Action").and_then(Value::name) {
        Some(b"Include") => FieldLock::Include(names()),
        Some(b"Exclude") => FieldLock::Exclude(names()),
        _ => FieldLock::All,
    }
}

/// What the certifying signature of a file allows (`DocMDP`): 1 nothing, 2 forms and signatures, 3
/// notes too; `None` when nobody certified it.
pub(crate) fn permission(view: View<'_, '_>) -> Option<i64> {
    const DEFAULT: i64 = 2;
    let permissions = view.dict(view.catalog()?, b"Perms")?;
    let signature = view.dict(permissions, b"DocMDP")?;
    let reference = reference(view, signature, b"DocMDP")?;
    let parameters = view.dict(reference, b"TransformParams");
    let level = parameters.and_then(|parameters| view.lookup(parameters, b"P"));
    Some(level.and_then(Value::integer).unwrap_or(DEFAULT))
}

/// The reference of a signature that names this transform method.
fn reference<'f, 'a>(
    view: View<'f, 'a>,
    signature: &'f Dict<'a>,
    method: &[u8],
) -> Option<&'f Dict<'a>> {
    let references = view.array(signature, b"Reference").iter();
    let mut references = references.filter_map(|item| view.resolve(item).dict());
    references
        .find(|one| view.lookup(one, b"TransformMethod").and_then(Value::name) == Some(method))
}

#[cfg(test)]
mod tests {
    use super::FieldLock;

    #[test]
    fn a_lock_holds_for_a_field_and_for_what_stands_in_it() {
        let names = || vec!["so".to_owned()];
        assert!(FieldLock::Include(names()).locks("so"));
        assert!(FieldLock::Include(names()).locks("so.phu"));
        assert!(!FieldLock::Include(names()).locks("sotay"));
        assert!(!FieldLock::Exclude(names()).locks("so"));
        assert!(FieldLock::Exclude(names()).locks("ngay"));
        assert!(FieldLock::All.locks("so"));
        assert!(!FieldLock::Nothing.locks("so"));
    }
}
