//! Annotations and fields that were added.

use crate::pdf::page::draw_appearance;
use crate::pdf::reading::{SignatureField, View};
use crate::pdf::syntax::{Dict, Value, decode_text};

/// What an annotation is that was added, in plain words.
pub(super) fn added(
    old: View<'_, '_>,
    new: View<'_, '_>,
    item: &Value<'_>,
    page: usize,
) -> Option<String> {
    let number = item.reference()?;
    let dict = new.get(number)?.dict()?;
    if old.get(number).is_some() {
        return None;
    }
    let drawn = draw_appearance(new, dict).text().collect::<String>();
    let typed = new.lookup(dict, b"Contents").and_then(Value::text).map(decode_text);
    let words = Some(drawn).filter(|words| !words.trim().is_empty()).or(typed).unwrap_or_default();
    let words: String = words.trim().chars().take(40).filter(|sign| !sign.is_control()).collect();
    let kind = match new.lookup(dict, b"Subtype").and_then(Value::name) {
        Some(b"Widget") => "ô nhập",
        Some(b"Stamp") => "dấu",
        Some(b"FreeText") => "dòng chữ",
        _ => "chú thích",
    };
    Some(match words.as_str() {
        "" => format!("thêm {kind} trên trang {page}"),
        words => format!("thêm {kind} “{words}” trên trang {page}"),
    })
}

/// Whether a field shows nothing.
pub(super) fn appearance_is_empty(view: View<'_, '_>, field: &Dict<'_>) -> bool {
    let Some(appearance) = field.get(b"AP") else { return true };
    let normal =
        appearance.dict().filter(|dict| dict.iter().count() == 1).and_then(|dict| dict.get(b"N"));
    let stream = normal.and_then(Value::reference).and_then(|number| view.get(number));
    stream.and_then(|object| object.stream).is_some_and(<[u8]>::is_empty)
}

/// Whether what a widget shows is one new object, and nothing under the mouse.
pub(super) fn is_fresh_appearance(old: View<'_, '_>, widget: &Dict<'_>) -> bool {
    let normal = widget
        .get(b"AP")
        .and_then(Value::dict)
        .filter(|dict| dict.iter().count() == 1)
        .and_then(|dict| dict.get(b"N"));
    normal.and_then(Value::reference).is_some_and(|number| old.get(number).is_none())
}

/// Whether a new signature field holds nothing but what belongs to one.
pub(super) fn holds_field_keys_only(field: &Dict<'_>) -> bool {
    field.iter().all(|(key, _)| FIELD_KEYS.contains(&key))
}

/// Whether a new signature field and its one new widget, which is an object of its own, hold nothing
/// but what belongs to them.
pub(super) fn has_new_widget(old: View<'_, '_>, new: View<'_, '_>, field: &SignatureField) -> bool {
    let holds_only = |number: u32, more: &[u8]| {
        let dict = new.get(number).and_then(|object| object.dict());
        dict.is_some_and(|dict| {
            dict.iter().all(|(key, _)| FIELD_KEYS.contains(&key) || key == more)
        })
    };
    let kids = new.get(field.number).and_then(|object| object.dict());
    let kids = kids.map(|dict| new.array(dict, b"Kids")).unwrap_or_default();
    let is_only = matches!(kids, [only] if only.reference() == Some(field.widget));
    is_only
        && field.widget != field.number
        && old.get(field.widget).is_none()
        && holds_only(field.number, b"Kids")
        && holds_only(field.widget, b"Parent")
}

/// What a new signature field may hold; no actions among it.
const FIELD_KEYS: [&[u8]; 21] = [
    b"AP",
    b"Border",
    b"BS",
    b"DA",
    b"DR",
    b"F",
    b"FT",
    b"Ff",
    b"H",
    b"Lock",
    b"M",
    b"MK",
    b"NM",
    b"P",
    b"Rect",
    b"StructParent",
    b"Subtype",
    b"T",
    b"TU",
    b"Type",
    b"V",
];
