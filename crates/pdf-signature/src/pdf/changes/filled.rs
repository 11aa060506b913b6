//! Fields of a form that were filled in after a signature, in papers of other programs.
//!
//! What is filled in changes what a page shows, so nobody who signed before vouches for it; but who
//! signed may have left the field open, or even have said so. Then it is told, with what stands
//! there now, and whoever reads the paper decides. Locked fields, and fields that were moved, or
//! whose words come to stand on signed ones, are a change like any other.

use std::collections::BTreeMap;

use super::change::Since;
use super::compare::Comparer;
use super::drawn::DrawnPages;
use super::parts::Uses;
use crate::pdf::page::{Overlap, boxes, draw_appearance};
use crate::pdf::reading::{
    FieldLock, FieldValue, SignatureField, View, field_lock, pages, permission, signature_fields,
};
use crate::pdf::syntax::{Dict, Object, Value, decode_text};

/// What became of a field.
#[derive(Debug, PartialEq, Eq)]
enum Filling {
    /// It may not be so. Holds what was done, in Vietnamese.
    Forbidden(String),
    /// It may be so, and must be told. Holds what was done, in Vietnamese.
    Told(String),
}

/// What those who signed say of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Permission {
    /// It may not change.
    Locked,
    /// It may change: the paper is certified with leave to fill in forms, or the field is left out
    /// of what is locked.
    Granted,
    /// Nothing.
    Silent,
}

/// What a program changes in a field when it is filled in: value, appearance, how the value is set,
/// and the time. What is seen is judged by the appearance.
const FILLED_KEYS: [&[u8]; 7] = [b"AP", b"AS", b"DA", b"I", b"M", b"Q", b"V"];

/// How deep fields may stand in each other.
const MAX_DEPTH: usize = 16;

impl Comparer<'_, '_> {
    /// Whether a widget is that of a field that stood empty and is signed now.
    pub(super) fn is_signed_now(&self, widget: u32) -> bool {
        let of = |fields: &BTreeMap<u32, SignatureField>, signed: bool| {
            fields.values().any(|field| field.widget == widget && field.is_signed() == signed)
        };
        of(&self.old_fields, false) && of(&self.new_fields, true)
    }

    /// An annotation was changed, or what it shows. Only fields that were left open may be.
    pub(super) fn others_field(&mut self, number: u32, page: usize, title: String) {
        let (before, after) = (self.old.get(number), self.new.get(number));
        if self.is_signed_now(number)
            && let (Some(before), Some(after)) =
                (before.and_then(Object::dict), after.and_then(Object::dict))
        {
            return self.others_same(before, after, &[b"AP", b"F", b"M"], &title);
        }
        match filled(self.old, self.new, self.pages, number, page) {
            Some(Filling::Told(what)) if self.since == Since::Signature => {
                self.outcome.filled.insert(what);
            }
            Some(Filling::Forbidden(what) | Filling::Told(what)) => self.forbid(what),
            None => self.forbid(title),
        }
    }

    /// A field above its widgets was changed: only its value may be.
    pub(super) fn field_above(&mut self, number: u32, title: String) {
        match filled_above(self.old, self.new, number) {
            Some(Filling::Told(what)) if self.since == Since::Signature => {
                self.outcome.filled.insert(what);
            }
            Some(Filling::Forbidden(what) | Filling::Told(what)) => self.forbid(what),
            None => self.forbid(title),
        }
    }

    /// Whether a new annotation is a note, and whoever certified the file lets others add notes.
    pub(super) fn may_be_noted(&self, item: &Value<'_>) -> bool {
        const NOTES: i64 = 3;
        let kind = item.reference().and_then(|number| self.new.get(number)?.dict());
        let is_note = kind.is_some_and(|dict| !dict.is(b"Subtype", b"Widget"));
        let is_granted = permission(self.old) == Some(NOTES);
        is_note && is_granted && self.since == Since::Signature && !self.is_ours()
    }

    /// The signature field with this number, or the one whose only widget has it.
    pub(super) fn new_field_of(&self, number: u32) -> Option<&SignatureField> {
        let of_widget = || self.new_fields.values().find(|field| field.widget == number);
        self.new_fields.get(&number).or_else(of_widget)
    }
}

/// Judges the change of an annotation; `None` when it is no field that can be filled in.
fn filled(
    old: View<'_, '_>,
    new: View<'_, '_>,
    pages: &DrawnPages,
    number: u32,
    page: usize,
) -> Option<Filling> {
    let before = old.get(number)?.dict()?;
    let after = new.get(number)?.dict()?;
    let kind = inherited(old, before, b"FT").and_then(Value::name)?;
    if kind == b"Sig" || !before.is(b"Subtype", b"Widget") {
        return None;
    }
    let name = full_name(old, before);
    let permission = permission_for(old, &name);
    let place = format!("ô nhập “{name}” trên trang {page}");
    let forbidden = |what: &str| Some(Filling::Forbidden(format!("{place} {what}")));
    if permission == Permission::Locked {
        return forbidden("đã khóa mà vẫn bị sửa");
    }
    if !same_but_filled(before, after) {
        return forbidden("bị sửa, không chỉ điền thêm chữ");
    }
    if let Some(words) = covered(old, new, pages, number, page) {
        return forbidden(&format!("được điền che lên chữ đã ký “{words}”"));
    }
    let (was, is) = (value(old, before), value(new, after));
    let drawn = draw_appearance(new, after);
    let shown = drawn.text().collect::<String>();
    let is_text = matches!(kind, b"Tx" | b"Ch");
    let said = if kind == b"Ch" { choice(new, after, &is) } else { is.clone() };
    let is_shown = !is_text || !drawn.unsure && letters(&shown) == letters(&said);
    match permission {
        Permission::Silent if !was.is_empty() => {
            forbidden(&format!("bị đổi từ “{}” thành “{}”", short(&was), short(&is)))
        }
        Permission::Silent if !is_shown => {
            forbidden(&format!("hiện ra “{}” khác giá trị “{}”", short(&shown), short(&is)))
        }
        // What a mark looks like, nobody can tell.
        Permission::Silent if !is_text => forbidden(&format!("được đánh dấu “{}”", short(&is))),
        _ => Some(Filling::Told(match (was.is_empty(), is_shown) {
            (_, false) => {
                format!("{place}: giá trị “{}” nhưng hiện ra “{}”", short(&is), short(&shown))
            }
            (true, true) => format!("{place}: “{}”", short(&is)),
            (false, true) => format!("{place}: “{}”, trước là “{}”", short(&is), short(&was)),
        })),
    }
}

/// Judges the change of a field whose widgets are objects of their own; `None` when it is none.
fn filled_above(old: View<'_, '_>, new: View<'_, '_>, number: u32) -> Option<Filling> {
    let before = old.get(number)?.dict()?;
    let after = new.get(number)?.dict()?;
    let kind = inherited(old, before, b"FT").and_then(Value::name)?;
    let kids = old.array(before, b"Kids");
    let is_own = |kid: &Value<'_>| {
        let widget = kid.reference().and_then(|number| old.get(number)?.dict());
        widget.is_some_and(|widget| {
            widget.is(b"Subtype", b"Widget")
                && widget.get(b"T").is_none()
                && widget.get(b"Parent").and_then(Value::reference) == Some(number)
        })
    };
    if kind == b"Sig" || kids.is_empty() || !kids.iter().all(is_own) {
        return None;
    }
    let place = format!("ô nhập “{}”", full_name(old, before));
    let (was, is) = (value(old, before), value(new, after));
    let forbidden = |what: &str| Some(Filling::Forbidden(format!("{place} {what}")));
    let same = |key: &[u8]| {
        key == b"V"
            || match (before.get(key), after.get(key)) {
                (Some(one), Some(other)) => one.same_for(other, key),
                (one, other) => one.is_none() && other.is_none(),
            }
    };
    if !before.iter().chain(after.iter()).all(|(key, _)| same(key)) {
        return forbidden("bị sửa, không chỉ điền thêm chữ");
    }
    match permission_for(old, &full_name(old, before)) {
        Permission::Locked => forbidden("đã khóa mà vẫn bị sửa"),
        Permission::Silent if !was.is_empty() => {
            forbidden(&format!("bị đổi từ “{}” thành “{}”", short(&was), short(&is)))
        }
        Permission::Silent if kind == b"Btn" => {
            forbidden(&format!("được đánh dấu “{}”", short(&is)))
        }
        _ => Some(Filling::Told(format!("{place}: “{}”", short(&is)))),
    }
}

/// The field, with its page, that shows the object with this number and nothing else does.
pub(super) fn owner_of_appearance(
    view: View<'_, '_>,
    number: u32,
    uses: &Uses,
) -> Option<(u32, usize)> {
    if uses.of(number) != 1 {
        return None;
    }
    let pages = pages(view).ok()?;
    let on_page = |page: &u32| {
        let page = view.get(*page).and_then(|page| page.dict());
        page.map(|page| view.array(page, b"Annots")).unwrap_or_default()
    };
    pages.iter().enumerate().find_map(|(index, page)| {
        let mut annotations = on_page(page).iter().filter_map(Value::reference);
        let owner = annotations.find(|annotation| {
            let dict = view.get(*annotation).and_then(|object| object.dict());
            let appearance = dict.and_then(|dict| dict.get(b"AP"));
            let shared = appearance.and_then(Value::reference).is_some_and(|of| uses.of(of) != 1);
            let appearance = appearance.and_then(|appearance| view.resolve(appearance).dict());
            let normal = appearance.and_then(|appearance| appearance.get(b"N"));
            normal.and_then(Value::reference) == Some(number) && !shared
        });
        owner.map(|annotation| (annotation, index + 1))
    })
}

/// Whether nothing changed but what filling in changes, and the appearance is a plain one.
fn same_but_filled(before: &Dict<'_>, after: &Dict<'_>) -> bool {
    fn rest<'d, 'a>(dict: &'d Dict<'a>) -> Vec<(&'d [u8], &'d Value<'a>)> {
        dict.iter().filter(|(key, _)| !FILLED_KEYS.contains(key)).collect()
    }
    let (kept, left) = (rest(before), rest(after));
    let mut pairs = kept.iter().zip(&left);
    let is_kept = kept.len() == left.len()
        && pairs.all(|((key, one), (same, other))| key == same && one.same_for(other, key));
    let has_plain_look = after.get(b"AP").is_none_or(|appearance| {
        appearance.dict().is_some_and(|dict| dict.iter().all(|(key, _)| key == b"N"))
    });
    is_kept && (has_plain_look || before.get(b"AP") == after.get(b"AP"))
}

/// The signed words on which something of the field's new appearance comes to stand.
fn covered(
    old: View<'_, '_>,
    new: View<'_, '_>,
    drawn_pages: &DrawnPages,
    number: u32,
    page: usize,
) -> Option<String> {
    let after = new.get(number)?.dict()?;
    let content = drawn_pages.content(old, *pages(old).ok()?.get(page.checked_sub(1)?)?);
    let drawn = draw_appearance(new, after);
    let seen = boxes(&drawn.marks).into_iter();
    seen.map(|area| content.meets(area, "")).find_map(|overlap| match overlap {
        Overlap::Covers(words) => Some(words),
        _ => None,
    })
}

/// What all those together say who signed up to here.
fn permission_for(view: View<'_, '_>, name: &str) -> Permission {
    let certified = permission(view);
    if certified == Some(1) {
        return Permission::Locked;
    }
    let mut outcome = if certified.is_some() { Permission::Granted } else { Permission::Silent };
    for field in signature_fields(view).unwrap_or_default() {
        let FieldValue::Object(number) = field.value else { continue };
        let Some(signature) = view.get(number).and_then(|object| object.dict()) else { continue };
        let lock = field_lock(view, signature);
        if lock.locks(name) {
            return Permission::Locked;
        }
        if lock != FieldLock::default() {
            outcome = Permission::Granted;
        }
    }
    outcome
}

/// A value of the field or of those that it stands in.
fn inherited<'f, 'a>(view: View<'f, 'a>, field: &'f Dict<'a>, key: &[u8]) -> Option<&'f Value<'a>> {
    let mut node = field;
    for _ in 0..MAX_DEPTH {
        if let Some(found) = view.lookup(node, key) {
            return Some(found);
        }
        node = view.dict(node, b"Parent")?;
    }
    None
}

/// The full name, parts joined by points.
fn full_name(view: View<'_, '_>, field: &Dict<'_>) -> String {
    let mut parts = Vec::new();
    let mut node = Some(field);
    for _ in 0..MAX_DEPTH {
        let Some(dict) = node else { break };
        parts.extend(view.lookup(dict, b"T").and_then(Value::text).map(decode_text));
        node = view.dict(dict, b"Parent");
    }
    parts.reverse();
    parts.join(".")
}

/// What is filled in, as a text.
fn value(view: View<'_, '_>, field: &Dict<'_>) -> String {
    match inherited(view, field, b"V") {
        Some(Value::Text(text, _)) => decode_text(text).trim().to_owned(),
        Some(Value::Name(name)) if &**name != b"Off" => decode_text(name),
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(|item| view.resolve(item).text());
            texts.map(decode_text).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// What a list of choices shows for a value: some have one name to be kept and one to be shown.
fn choice(view: View<'_, '_>, field: &Dict<'_>, value: &str) -> String {
    let choices = inherited(view, field, b"Opt").and_then(Value::array).unwrap_or_default();
    let shown = choices.iter().find_map(|choice| match view.resolve(choice).array()? {
        [kept, shown] => {
            let text = |value| view.resolve(value).text().map(decode_text);
            text(kept).filter(|kept| kept == value).and_then(|_| text(shown))
        }
        _ => None,
    });
    shown.unwrap_or_else(|| value.to_owned())
}

fn letters(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The beginning of what people typed, without signs that a terminal would obey.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let plain = text.chars().filter(|sign| !sign.is_control());
    let mut kept: String = plain.clone().take(MOST).collect();
    if plain.count() > MOST {
        kept.push('…');
    }
    kept
}
