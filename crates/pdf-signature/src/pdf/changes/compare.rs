//! What was changed after a revision, object by object.
//!
//! Allowed is what signing, timestamping and archiving need, in the form in which no page can look
//! different: everything else is named as forbidden. A reader that only asks whether "the signed
//! part" is intact calls all of it valid.

use std::collections::{BTreeMap, BTreeSet};

use super::added::{
    added, appearance_is_empty, has_new_widget, holds_field_keys_only, is_fresh_appearance,
};
use super::change::{Change, Comparison, Since};
use super::drawn::DrawnPages;
use super::filled::owner_of_appearance;
use super::parts::{ChangedPart, Uses, parts};
use super::placed::{FieldPlace, is_as_small_as_a_seal};
use crate::pdf::StructureFault;
use crate::pdf::reading::{
    FieldLock, FieldValue, FillInField, Others, SignatureField, View, fill_in_fields, has_no_area,
    other_fields, signature_fields,
};
use crate::pdf::syntax::{Dict, Object, Value, decode_text};
use crate::role::Role;

/// Compares a revision with a later one. `lock` names the fields that may no longer change;
/// `places`, where new fields may stand, if that is known; `pages` keeps what was drawn of the file.
pub(crate) fn compare(
    old: View<'_, '_>,
    new: View<'_, '_>,
    (since, lock, places): (Since, &FieldLock, Option<&[FieldPlace]>),
    pages: &DrawnPages,
) -> Result<Comparison, StructureFault> {
    let blanks = |view| fill_in_fields(view).into_iter().map(|field| (field.number, field));
    let mut comparer = Comparer {
        old,
        new,
        since,
        lock,
        places,
        pages,
        old_fields: by_number(signature_fields(old)?),
        new_fields: by_number(signature_fields(new)?),
        old_blanks: blanks(old).collect(),
        new_blanks: blanks(new).collect(),
        outcome: Comparison::default(),
    };
    comparer.trailer();
    comparer.objects()?;
    Ok(comparer.outcome)
}

fn by_number(fields: Vec<SignatureField>) -> BTreeMap<u32, SignatureField> {
    fields.into_iter().map(|field| (field.number, field)).collect()
}

pub(super) struct Comparer<'f, 'a> {
    pub(super) old: View<'f, 'a>,
    pub(super) new: View<'f, 'a>,
    pub(super) since: Since,
    pub(super) lock: &'f FieldLock,
    pub(super) places: Option<&'f [FieldPlace]>,
    pub(super) pages: &'f DrawnPages,
    pub(super) old_fields: BTreeMap<u32, SignatureField>,
    pub(super) new_fields: BTreeMap<u32, SignatureField>,
    old_blanks: BTreeMap<u32, FillInField>,
    pub(super) new_blanks: BTreeMap<u32, FillInField>,
    pub(super) outcome: Comparison,
}

impl<'a> Comparer<'_, 'a> {
    pub(super) fn note(&mut self, change: Change) {
        self.outcome.changes.insert(change);
    }

    pub(super) fn forbid(&mut self, what: impl Into<String>) {
        self.outcome.forbidden.insert(what.into());
    }

    /// Notes `what` as forbidden to change, unless `holds`. `what` names a part of the file in
    /// Vietnamese, e.g. `nội dung trang 2`; `holds` tells whether it is unchanged, or changed only
    /// as is allowed.
    pub(super) fn must(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            self.forbid(what);
        }
    }

    fn trailer(&mut self) {
        let (old, new) = (self.old.trailer(), self.new.trailer());
        self.must(old.get(b"Root") == new.get(b"Root"), "danh mục gốc của tệp");
        if old.get(b"Info") != new.get(b"Info") {
            self.note(Change::DescriptionChanged);
        }
        // Programs show the title in the bar of their window.
        let before = self.old.title().filter(|title| !title.trim().is_empty());
        let other =
            self.new.title().filter(|title| before.as_ref().is_some_and(|old| old != title));
        self.must(other.is_none(), "tiêu đề của tệp");
    }

    fn objects(&mut self) -> Result<(), StructureFault> {
        let mut touched = self.new.touched_since(self.old);
        let mut fresh = BTreeSet::new();
        touched.retain(|&number| match (self.old.get(number), self.new.get(number)) {
            (Some(old), Some(new)) => !old.same_as(new) || old.generation != new.generation,
            (Some(_), None) => true,
            (None, Some(_)) => {
                fresh.insert(number);
                false
            }
            (None, None) => false,
        });
        self.no_gap_filled(&fresh);
        fresh.iter().chain(&touched).for_each(|number| self.reads_alike(*number));
        if touched.is_empty() {
            return Ok(());
        }
        let uses = Uses::count(self.old);
        let parts = parts(self.old, &self.old_fields, &self.old_blanks, &uses)?;
        for number in touched {
            let part = parts.get(&number).unwrap_or(&ChangedPart::Other);
            let (Some(old), Some(new)) = (self.old.get(number), self.new.get(number)) else {
                self.forbid(format!("{} (bị xóa)", part.title(number)));
                continue;
            };
            self.changed(part, old, new, &uses);
        }
        Ok(())
    }

    /// A new object may not be one that the earlier revision referred to without having it.
    fn no_gap_filled(&mut self, fresh: &BTreeSet<u32>) {
        let mut filled = BTreeSet::new();
        for object in self.old.objects() {
            object.value.any(&mut |value| {
                filled.extend(value.reference().filter(|number| fresh.contains(number)));
                false
            });
        }
        for number in filled {
            self.forbid(ChangedPart::Other.title(number));
        }
    }

    /// What an update writes leads where every program finds the same: some look at the generation
    /// of an object, and some do not.
    fn reads_alike(&mut self, number: u32) {
        let written = self.new.get(number).map(|object| &object.value);
        let Some(odd) = written.and_then(|value| self.new.odd_reference(value)) else { return };
        let what = format!("đối tượng {odd} được dẫn tới theo cách mà mỗi phần mềm đọc một khác");
        self.suspect(what);
    }

    /// Whether the paper is one of ours: its places were made before the first signature.
    pub(super) fn is_ours(&self) -> bool {
        self.since == Since::Original
            || self.old_fields.values().any(|old| Role::of_field(&old.name).is_some())
    }

    fn changed(&mut self, part: &ChangedPart, old: &Object<'a>, new: &Object<'a>, uses: &Uses) {
        let title = part.title(old.number);
        match (part, &old.value, &new.value) {
            (ChangedPart::Fields, Value::Array(old), Value::Array(new)) => {
                self.list(old, new, None, &title);
            }
            (ChangedPart::Annotations(page), Value::Array(old), Value::Array(new)) => {
                self.list(old, new, Some(*page), &title);
            }
            (ChangedPart::TagList, Value::Array(old), Value::Array(new)) => {
                self.tags_follow(old, new, &title);
            }
            (ChangedPart::EvidenceList, Value::Array(old), Value::Array(new)) => {
                self.evidence_list(old, new, &title);
            }
            (ChangedPart::EvidenceList, Value::Dict(old), Value::Dict(new)) => {
                self.must(old.iter().all(|(key, value)| new.get(key) == Some(value)), &title);
                self.note(Change::EvidenceAdded);
            }
            (ChangedPart::Metadata, Value::Dict(_), Value::Dict(new))
                if new.is(b"Type", b"Metadata") =>
            {
                self.note(Change::DescriptionChanged);
            }
            (_, Value::Dict(before), Value::Dict(after))
                if old.stream.is_none() && new.stream.is_none() =>
            {
                match part {
                    ChangedPart::Catalog => self.catalog(before, after),
                    ChangedPart::Form => self.form(before, after),
                    ChangedPart::Page(page) => self.page(*page, before, after, &title),
                    ChangedPart::EmptyField => self.filled(old.number, before, after, &title),
                    ChangedPart::SignedField => {
                        self.others_same(before, after, &FORM_SETTINGS, &title);
                    }
                    ChangedPart::Blank => self.filled_in(old.number, before, after),
                    ChangedPart::Tags => self.tags(before, after, &title),
                    ChangedPart::FormResources => self.resources(before, after, &title),
                    ChangedPart::Info => self.info(before, after, &title),
                    ChangedPart::Evidence => self.evidence(before, after, &title),
                    ChangedPart::Extensions => self.note(Change::DescriptionChanged),
                    ChangedPart::Annotation(page) => self.others_field(old.number, *page, title),
                    ChangedPart::Other => self.field_above(old.number, title),
                    _ => self.forbid(title),
                }
            }
            _ if part == &ChangedPart::Other && old.stream.is_some() && new.stream.is_some() => {
                match owner_of_appearance(self.old, old.number, uses) {
                    // How it may look is judged where the field is.
                    Some((field, _)) if self.is_signed_now(field) => {}
                    Some((field, page)) => self.others_field(field, page, title),
                    None => self.forbid(title),
                }
            }
            _ => self.forbid(title),
        }
    }

    /// All keys but `free` must have kept their values.
    pub(super) fn others_same(
        &mut self,
        old: &Dict<'a>,
        new: &Dict<'a>,
        free: &[&[u8]],
        title: &str,
    ) {
        self.must(same_but(old, new, free), title);
    }

    fn catalog(&mut self, old: &Dict<'a>, new: &Dict<'a>) {
        let mut free: Vec<&[u8]> =
            vec![b"AcroForm", b"DSS", b"Extensions", b"Metadata", b"Version"];
        if self.since == Since::Original && old.get(b"Perms").is_none() {
            self.must(self.certified_by_new_signature(new), "quyền sửa tệp");
            free.push(b"Perms");
        }
        self.others_same(old, new, &free, "danh mục gốc của tệp");
        if old.get(b"Metadata") != new.get(b"Metadata") {
            self.note(Change::DescriptionChanged);
        }
        if old.get(b"DSS") != new.get(b"DSS") {
            self.note(Change::EvidenceAdded);
        }
        if old.get(b"AcroForm") == new.get(b"AcroForm") {
            return;
        }
        let (before, after) = (self.old.dict(old, b"AcroForm"), self.new.dict(new, b"AcroForm"));
        match (before, after, self.since) {
            (Some(before), Some(after), _) => self.form(&before.clone(), &after.clone()),
            (None, Some(after), Since::Original) => self.form(&Dict::default(), &after.clone()),
            _ => self.forbid("biểu mẫu"),
        }
    }

    /// Whether the permissions of the file, if it has any, are those of a signature that was added.
    fn certified_by_new_signature(&self, catalog: &Dict<'a>) -> bool {
        let Some(permissions) = catalog.get(b"Perms") else { return true };
        let Some(permissions) = self.new.resolve(permissions).dict() else { return false };
        let certifying = permissions.get(b"DocMDP").and_then(Value::reference);
        permissions.iter().count() == 1
            && certifying.is_some_and(|number| {
                self.new_fields.values().any(|field| field.value == FieldValue::Object(number))
            })
    }

    fn form(&mut self, old: &Dict<'a>, new: &Dict<'a>) {
        let mut free: Vec<&[u8]> = vec![b"Fields", b"SigFlags"];
        let others = other_fields(self.old).max(other_fields(self.new));
        // Fields that are drawn from these settings may look different with others.
        if others != Others::Made || self.since == Since::Original {
            free.extend(FORM_SETTINGS);
            let of_old = old.get(b"DR").map(|value| self.old.resolve(value));
            let of_new = new.get(b"DR").map(|value| self.new.resolve(value));
            if let Some(before) = of_old.and_then(Value::dict).cloned() {
                let after = of_new.and_then(Value::dict).cloned().unwrap_or_default();
                self.resources(&before, &after, "phông chữ của biểu mẫu");
            }
            self.must(
                others == Others::None
                    || old.get(b"DA").is_none_or(|da| new.get(b"DA") == Some(da)),
                "biểu mẫu",
            );
        }
        if others == Others::None {
            free.push(b"NeedAppearances");
        }
        self.others_same(old, new, &free, "biểu mẫu");
        let (before, after) =
            (self.old.array(old, b"Fields").to_vec(), self.new.array(new, b"Fields").to_vec());
        self.list(&before, &after, None, "danh sách ô nhập của biểu mẫu");
    }

    /// Fonts and the like of the form: what was there stays, and more may come.
    fn resources(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        for (key, before) in old.iter() {
            let Some(after) = new.get(key) else { return self.forbid(title) };
            if before == after {
                continue;
            }
            match (self.old.resolve(before).dict(), self.new.resolve(after).dict()) {
                (Some(before), Some(after)) => {
                    let kept = before.iter().all(|(name, value)| after.get(name) == Some(value));
                    self.must(kept, title);
                }
                _ => self.must(self.old.resolve(before) == self.new.resolve(after), title),
            }
        }
    }

    fn page(&mut self, page: usize, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        let mut free: Vec<&[u8]> = vec![b"Annots"];
        if self.since == Since::Original && old.get(b"Tabs").is_none() && new.is(b"Tabs", b"S") {
            free.push(b"Tabs");
        }
        self.others_same(old, new, &free, title);
        let (before, after) =
            (self.old.array(old, b"Annots").to_vec(), self.new.array(new, b"Annots").to_vec());
        self.list(&before, &after, Some(page), title);
    }

    /// Fields or annotations: what stood there stays, in its order, and only new signature fields
    /// follow.
    fn list(&mut self, old: &[Value<'a>], new: &[Value<'a>], page: Option<usize>, title: &str) {
        let Some(more) = new.strip_prefix(old) else { return self.forbid(title) };
        for item in more {
            let fresh = item.reference().filter(|number| self.old.get(*number).is_none());
            let signature = fresh.and_then(|number| self.new_field_of(number)).cloned();
            let signature = signature.filter(|field| self.old.get(field.number).is_none());
            let blank = fresh.and_then(|number| self.new_blanks.get(&number)).cloned();
            match (signature, blank) {
                (Some(field), _) => self.new_field(&field),
                (None, Some(blank)) => self.new_blank(&blank),
                (None, None) => {
                    let what = page.and_then(|page| added(self.old, self.new, item, page));
                    match what {
                        Some(what) if self.may_be_noted(item) => {
                            _ = self.outcome.filled.insert(what);
                        }
                        what => self.forbid(what.unwrap_or_else(|| title.to_owned())),
                    }
                }
            }
        }
    }

    fn new_field(&mut self, field: &SignatureField) {
        let title = format!("ô chữ ký mới {}", field.name);
        let Some(dict) = self.new.get(field.number).and_then(|object| object.dict()) else {
            return self.forbid(title);
        };
        let has_own_widget =
            holds_field_keys_only(dict) || has_new_widget(self.old, self.new, field);
        self.must(has_own_widget, &title);
        let widget = self.new.get(field.widget).and_then(|object| object.dict());
        // A place that cannot be read is one that some program finds.
        let has_place = widget.is_none_or(|widget| !has_no_area(self.new, widget));
        let on_page = has_place || self.shows(field);
        let reserved = Role::of_field(&field.name).is_some();
        let ours = self.since == Since::Signature && self.is_ours();
        if on_page {
            self.stands_in_its_place(&field.name, field.widget, field.rect);
        }
        match self.since {
            // The places of a paper of ours are made before the first signature: nothing else may
            // come to stand on a page.
            Since::Signature if ours && on_page => {
                let page = field.page.map(|page| format!(" trên trang {page}")).unwrap_or_default();
                self.forbid(format!(
                    "thêm hình ký ở ô {}{page}, ngoài những chỗ ký đã dành sẵn",
                    field.name
                ));
            }
            Since::Signature if ours && reserved => {
                self.forbid(format!("thêm ô {} ngoài những chỗ ký đã dành sẵn", field.name));
            }
            Since::Signature => {}
            Since::Original => self.must(!on_page || reserved, &title),
        }
        self.stays_in_its_box(field.widget, &format!("hình ký ở ô {}", field.name));
        if field.is_signed() {
            self.signed(field, on_page, &title);
            if self.since == Since::Signature && !ours {
                self.placed(field, false);
            }
        } else {
            let empty = self.since == Since::Original && appearance_is_empty(self.new, dict);
            self.must(empty, &title);
            self.note(Change::FieldAdded { field: field.name.clone() });
        }
    }

    pub(super) fn is_timestamp(&self, field: &SignatureField) -> bool {
        let FieldValue::Object(number) = field.value else { return false };
        let signature = self.new.get(number).and_then(|object| object.dict());
        signature.is_some_and(|dict| dict.is(b"SubFilter", b"ETSI.RFC3161"))
    }

    fn signed(&mut self, field: &SignatureField, new_on_page: bool, title: &str) {
        let FieldValue::Object(number) = field.value else { return self.forbid(title) };
        let signature = self.new.get(number).and_then(|object| object.dict());
        let is_new = self.old.get(number).is_none();
        self.must(is_new && signature.is_some_and(|dict| dict.get(b"ByteRange").is_some()), title);
        let is_timestamp = self.is_timestamp(field);
        if let Some(role) = Role::of_field(&field.name).filter(|_| is_timestamp) {
            self.forbid(format!("dấu thời gian đứng ở ô dành cho {}", role.title()));
        }
        let field = field.name.clone();
        self.note(if is_timestamp {
            Change::Timestamped { field }
        } else {
            Change::Signed { field, new_on_page }
        });
    }

    /// An empty field was signed: its value and its appearance may be set, to new objects.
    fn filled(&mut self, number: u32, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        if same_but(old, new, &[]) {
            return;
        }
        self.others_same(old, new, &[b"V", b"AP", b"DA", b"DR", b"F", b"M"], title);
        if new.get(b"AP").is_some() && new.get(b"AP") != old.get(b"AP") {
            self.must(is_fresh_appearance(self.old, new), title);
        }
        if self.new_fields.get(&number).is_some_and(|field| self.lock.locks(&field.name)) {
            self.forbid(format!("{title} được ký sau khi đã khóa"));
        }
        match self.new_fields.get(&number).cloned() {
            Some(field) if field.is_signed() => {
                self.signed(&field, false, title);
                self.stays_in_its_box(field.widget, &format!("hình ký ở ô {}", field.name));
                // The seal of a paper of ours belongs over the left of the signature, and is as
                // large as a seal.
                let as_seal = field.rect.is_some_and(is_as_small_as_a_seal);
                match (self.since, Role::of_field(&field.name)) {
                    (Since::Original, _) => {}
                    (Since::Signature, Some(role)) if as_seal => self.sealed(&field, role),
                    (Since::Signature, _) => self.placed(&field, true),
                }
            }
            _ => self.forbid(title),
        }
    }

    fn info(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        let plain = |value: &Value<'_>| matches!(value, Value::Text(..) | Value::Name(_));
        let is_new = |(key, value): &(&[u8], &Value<'a>)| old.get(key) != Some(*value);
        self.must(new.iter().filter(is_new).all(|(_, value)| plain(value)), title);
        self.note(Change::DescriptionChanged);
    }

    fn evidence(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        self.others_same(old, new, &[b"Type", b"Certs", b"CRLs", b"OCSPs", b"VRI"], title);
        self.note(Change::EvidenceAdded);
    }

    fn evidence_list(&mut self, old: &[Value<'a>], new: &[Value<'a>], title: &str) {
        self.must(old.iter().all(|item| new.contains(item)), title);
        self.note(Change::EvidenceAdded);
    }
}

/// Whether two dictionaries hold the same but for the keys `free`.
fn same_but(old: &Dict<'_>, new: &Dict<'_>, free: &[&[u8]]) -> bool {
    let kept = |dict: &Dict<'_>| dict.iter().filter(|(key, _)| !free.contains(key)).count();
    kept(old) == kept(new)
        && old
            .iter()
            .filter(|(key, _)| !free.contains(key))
            .all(|(key, value)| new.get(key).is_some_and(|other| says_the_same(key, value, other)))
}

/// The values of a field and of a file that are words.
const WORDS: [&[u8]; 7] = [b"DA", b"Lang", b"M", b"NM", b"T", b"TM", b"TU"];

/// Whether two values of a key say the same: programs write the same words in other characters.
/// Other strings are bytes, such as the colours of a palette.
fn says_the_same(key: &[u8], one: &Value<'_>, other: &Value<'_>) -> bool {
    match (one, other) {
        (Value::Text(one, _), Value::Text(other, _)) if one != other && WORDS.contains(&key) => {
            let words = decode_text(one);
            words == decode_text(other) && !words.contains(char::REPLACEMENT_CHARACTER)
        }
        // The names of the fields that a signature locks.
        (Value::Dict(one), Value::Dict(other)) if key == b"Lock" => same_but(one, other, &[]),
        (Value::Array(one), Value::Array(other)) if key == b"Fields" => {
            let names = || one.iter().zip(other);
            one.len() == other.len() && names().all(|(one, other)| says_the_same(b"T", one, other))
        }
        _ => one.same_for(other, key),
    }
}

/// How a form and its fields write what is typed into them; no signature is drawn from it.
const FORM_SETTINGS: [&[u8]; 2] = [b"DA", b"DR"];
