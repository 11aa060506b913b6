//! Whether a signed paper can be relied on, and why.
//!
//! Structure comes first, then what each signature covers, what was changed after it, its
//! cryptography, the path to a trusted root, revocation and timestamps. What is not supported is
//! said to be unsupported, never to be forged.

mod added;
mod cover;
mod drawn;
mod evidence;
mod intact;
mod original;
mod reason;
mod trust;
mod trusted;
mod verdict;

#[cfg(test)]
mod tests;

pub use drawn::{BlankField, blank_fields, looks_like};
pub(crate) use original::file_begins_with;
pub use original::{OriginalFault, begins_with, begins_with_places};
pub use reason::{Reason, State};
pub use trust::Trust;
pub use verdict::{SignatureEntry, SignatureKind, TimeProof, UnsignedField, Verdict};

pub use super::pdf::{Change, FieldPlace};
use super::pdf::{
    Dict, DrawnPages, FieldValue, PdfFile, SignatureField, Value, View, signature_fields,
};
use super::pki::{Certificate, Tried};
use super::role::Role;

/// Verifies all signatures of a file.
pub fn verify(bytes: &[u8], trust: &Trust) -> Verdict {
    verify_with(bytes, trust, &[])
}

/// Verifies all signatures of a file, with certificates that may stand between a signer and a root,
/// in addition to those in the file. Nobody is trusted because of them.
pub fn verify_with(bytes: &[u8], trust: &Trust, between: &[Certificate]) -> Verdict {
    match PdfFile::from_bytes(bytes) {
        Ok(file) => verify_file(&file, trust, between, &Tried::default()),
        Err(fault) => Verdict::of_file(vec![Reason::Structure(fault)]),
    }
}

/// Whether every signature of a file holds as far as can be told now: nothing may stand against any
/// that forbids to add to it.
///
/// # Errors
///
/// The first thing that is wrong.
pub(crate) fn holds(
    file: &PdfFile<'_>,
    trust: &Trust,
    between: &[Certificate],
    tried: &Tried,
) -> Result<(), Reason> {
    let verdict = verify_file(file, trust, between, tried);
    let mut reasons = verdict
        .reasons
        .into_iter()
        .chain(verdict.signatures.into_iter().flat_map(|entry| entry.reasons));
    match reasons.find(Reason::forbids_more) {
        Some(reason) => Err(reason),
        None => Ok(()),
    }
}

fn verify_file(
    file: &PdfFile<'_>,
    trust: &Trust,
    between: &[Certificate],
    tried: &Tried,
) -> Verdict {
    let fields = match signature_fields(file.latest()) {
        Ok(fields) => fields,
        Err(fault) => return Verdict::of_file(vec![Reason::Structure(fault)]),
    };
    let doubled = added::doubled(&fields);
    let (signed, empty): (Vec<_>, Vec<_>) = fields.into_iter().partition(SignatureField::is_signed);
    let store = evidence::StoredEvidence::read(file.latest());
    let pages = DrawnPages::default();
    let mut intact: Vec<_> =
        signed.iter().map(|field| intact::examine(file, field, &pages)).collect();
    intact::tell_who(&mut intact);
    let ours = signed.iter().chain(&empty).any(|field| Role::of_field(&field.name).is_some());
    let vouched = intact.iter().filter_map(|one| one.revision).max().filter(|_| !ours);
    let mut reasons = stray_signatures(file, &signed, vouched);
    reasons.extend(doubled);
    if !signed.is_empty() {
        reasons.extend(added::updates(file, ours));
    }
    if signed.is_empty() && reasons.is_empty() {
        reasons.push(Reason::NoSignature);
    }
    let signatures = trusted::judge(intact, &store, (trust, between), tried);
    let is_stamp = |entry: &SignatureEntry| entry.kind == SignatureKind::DocumentTimestamp;
    if !signatures.is_empty() && signatures.iter().all(is_stamp) {
        reasons.push(Reason::OnlyTimestamp);
    }
    let unsigned = empty
        .into_iter()
        .map(|field| UnsignedField { role: Role::of_field(&field.name), field: field.name });
    Verdict::new(reasons, signatures, unsigned.collect())
}

/// Signatures that no field of the form leads to: a reader that looks at the form does not show
/// them. What stood there when the last signature was made, whose revision is `vouched`, accuses
/// nobody: whoever signed last saw the file with it, as one that was cleared, or the mark of a
/// program that lets others fill in forms.
fn stray_signatures(
    file: &PdfFile<'_>,
    signed: &[SignatureField],
    vouched: Option<usize>,
) -> Vec<Reason> {
    let view = file.latest();
    let in_form =
        |number: u32| signed.iter().any(|field| field.value == FieldValue::Object(number));
    let stood_there = |object: &super::pdf::Object<'_>| {
        let Some(revision) = vouched else { return false };
        let then = file.view(revision).get(object.number);
        object.span.end <= file.revisions[revision].span.end
            || then.is_some_and(|then| ranges(&object.value) == ranges(&then.value))
    };
    let strays = file.objects.iter().filter(|object| {
        let found = ranges(&object.value).len();
        let is_own = in_form(object.number) && is_current(view, object);
        let at_top = object.dict().is_some_and(|dict| dict.get(b"ByteRange").is_some());
        found > 0 && !(is_own && at_top && found == 1) && (is_own || !stood_there(object))
    });
    strays.map(|object| Reason::StraySignature { object: object.number }).collect()
}

/// The dictionaries in a value that say what a signature covers.
fn ranges<'a>(value: &Value<'a>) -> Vec<Dict<'a>> {
    let mut found = Vec::new();
    value.any(&mut |value| {
        found.extend(value.dict().filter(|dict| dict.get(b"ByteRange").is_some()).cloned());
        false
    });
    found
}

fn is_current(view: View<'_, '_>, object: &super::pdf::Object<'_>) -> bool {
    view.get(object.number).is_some_and(|current| current.span == object.span)
}
