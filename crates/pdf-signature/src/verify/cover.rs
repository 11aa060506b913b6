//! What a signature covers: all of its revision but the place of its own value.

use super::Reason;
use crate::pdf::{
    FieldValue, PdfFile, SignatureField, StructureFault, Value, signature_fields, value_span,
};

/// How long a line end may be.
const LINE_END: usize = 2;

/// The bytes a signature vouches for.
#[derive(Debug, Clone)]
pub(super) struct Covered<'a> {
    /// Before and after the gap.
    pub(super) parts: [&'a [u8]; 2],
    /// The value in the gap: the signature with its padding.
    pub(super) contents: Vec<u8>,
    /// The revision that was signed, from 0.
    pub(super) revision: usize,
    pub(super) whole_file: bool,
    /// The byte behind the last one it vouches for.
    pub(super) end: usize,
}

/// Checks `/ByteRange` and `/Contents` of a signature (ISO 32000-1, 12.8.1) against the structure
/// of the file.
pub(super) fn cover<'a>(file: &PdfFile<'a>, field: &SignatureField) -> Result<Covered<'a>, Reason> {
    let FieldValue::Object(number) = field.value else {
        return Err(Reason::Unsupported("giá trị chữ ký ghi thẳng trong ô chữ ký".into()));
    };
    let object = file.latest().get(number).ok_or(Reason::SignatureMissing)?;
    let dict = object.dict().ok_or(Reason::SignatureMissing)?;
    let range = dict.get(b"ByteRange").and_then(Value::array).ok_or(Reason::SignatureMissing)?;
    let contents = dict.get(b"Contents").and_then(Value::text).ok_or(Reason::SignatureMissing)?;
    let range: Option<Vec<usize>> = range.iter().map(Value::size).collect();
    let Some([0, gap_start, gap_end, rest]) = range.as_deref() else {
        return Err(Reason::Coverage);
    };

    let end = gap_end.checked_add(*rest).ok_or(Reason::Coverage)?;
    if end > file.bytes.len() {
        let last = file.revisions.last().map_or(0, |last| last.span.end);
        // Nothing but the line end behind the last `%%EOF` is missing, or part of it.
        let is_cut = end <= last + LINE_END && last <= file.bytes.len();
        return Err(if is_cut {
            Reason::Structure(StructureFault::Truncated)
        } else {
            Reason::Coverage
        });
    }
    let gap =
        value_span(file.bytes, object, b"Contents").filter(|gap| *gap == (*gap_start..*gap_end));
    let digits = gap
        .and_then(|gap| file.bytes[gap].strip_prefix(b"<")?.strip_suffix(b">"))
        .ok_or(Reason::Coverage)?;
    if digits.len() % 2 != 0 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(Reason::Coverage);
    }
    let revision = file
        .revisions
        .iter()
        .position(|revision| end == revision.span.end || end == revision.line_end);
    let revision = revision.ok_or(Reason::Coverage)?;
    let whole_file = end == file.bytes.len();
    let span = &file.revisions[revision].span;
    let existed = signature_fields(file.view(revision)).is_ok_and(|fields| {
        fields.iter().any(|then| {
            then.name == field.name && then.number == field.number && then.value == field.value
        })
    });
    if !existed || !span.contains(&object.span.start) || object.span.end > span.end {
        return Err(Reason::Coverage);
    }
    let parts = [&file.bytes[..*gap_start], &file.bytes[*gap_end..end]];
    Ok(Covered { parts, contents: contents.to_vec(), revision, whole_file, end })
}
