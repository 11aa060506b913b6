//! What was changed after a revision, object by object.
//!
//! Allowed is what signing, timestamping and archiving need, in the form in which no page can look different: everything else is
//! named as forbidden. A reader that only asks whether "the signed part" is intact calls all of it valid.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fields::{FieldValue, SignatureField};
use super::roles::{Part, parts};
use super::value::{Dict, Object, Value};
use super::{StructureFault, View, signature_fields};
use crate::signature::role::Role;

/// A change that may follow a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A signature field that stood empty was signed, or a signed one was added.
    Signed {
        /// The name of the field.
        field: String,
        /// Whether the field was not there before and covers a part of a page.
        new_on_page: bool,
    },
    /// A document timestamp was added.
    Timestamped {
        /// The name of the field.
        field: String,
    },
    /// An empty signature field was added (only before the first signature).
    FieldAdded {
        /// The name of the field.
        field: String,
    },
    /// Certificates or revocation data were added.
    EvidenceAdded,
    /// The description of the document changed (title, dates); it is on no page.
    DescriptionChanged,
}

impl Change {
    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::Signed { field, new_on_page: false } => format!("Có thêm chữ ký ở ô {field}."),
            Self::Signed { field, new_on_page: true } => {
                format!(
                    "Có thêm chữ ký ở ô mới {field}; hình của ô này có thể che nội dung trên trang, cần xem lại bằng mắt."
                )
            }
            Self::Timestamped { field } => format!("Có thêm dấu thời gian của tài liệu ở ô {field}."),
            Self::FieldAdded { field } => format!("Có thêm ô chữ ký trống {field}."),
            Self::EvidenceAdded => "Có thêm chứng thư và dữ liệu thu hồi để kiểm tra lâu dài.".into(),
            Self::DescriptionChanged => "Thông tin mô tả tệp (không nằm trên trang) đã thay đổi.".into(),
        }
    }
}

/// What the earlier revision was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// A signed revision: new fields must be signed.
    Signature,
    /// The paper before any signature: the form and empty fields may be added.
    Original,
}

/// The outcome of a comparison.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) changes: BTreeSet<Change>,
    /// What may not change, in Vietnamese, e.g. `nội dung trang 2`.
    pub(crate) forbidden: BTreeSet<String>,
}

/// Compares a revision with a later one.
pub(crate) fn compare(old: View<'_, '_>, new: View<'_, '_>, since: Since) -> Result<Comparison, StructureFault> {
    let mut desk = Desk {
        old,
        new,
        since,
        old_fields: by_number(signature_fields(old)?),
        new_fields: by_number(signature_fields(new)?),
        outcome: Comparison::default(),
    };
    desk.trailer();
    desk.objects()?;
    Ok(desk.outcome)
}

fn by_number(fields: Vec<SignatureField>) -> BTreeMap<u32, SignatureField> {
    fields.into_iter().map(|field| (field.number, field)).collect()
}

struct Desk<'f, 'a> {
    old: View<'f, 'a>,
    new: View<'f, 'a>,
    since: Since,
    old_fields: BTreeMap<u32, SignatureField>,
    new_fields: BTreeMap<u32, SignatureField>,
    outcome: Comparison,
}

impl<'a> Desk<'_, 'a> {
    fn note(&mut self, change: Change) {
        self.outcome.changes.insert(change);
    }

    fn forbid(&mut self, what: impl Into<String>) {
        self.outcome.forbidden.insert(what.into());
    }

    /// `what` may not have changed.
    fn must(&mut self, holds: bool, what: impl Into<String>) {
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
        if touched.is_empty() {
            return Ok(());
        }
        let parts = parts(self.old, &self.old_fields)?;
        for number in touched {
            let part = parts.get(&number).unwrap_or(&Part::Other);
            let (Some(old), Some(new)) = (self.old.get(number), self.new.get(number)) else {
                self.forbid(format!("{} (bị xóa)", part.title(number)));
                continue;
            };
            self.changed(part, old, new);
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
            self.forbid(Part::Other.title(number));
        }
    }

    fn changed(&mut self, part: &Part, old: &Object<'a>, new: &Object<'a>) {
        let title = part.title(old.number);
        match (part, &old.value, &new.value) {
            (Part::Fields | Part::Annotations(_), Value::Array(old), Value::Array(new)) => self.list(old, new, &title),
            (Part::EvidenceList, Value::Array(old), Value::Array(new)) => self.evidence_list(old, new, &title),
            (Part::EvidenceList, Value::Dict(old), Value::Dict(new)) => {
                self.must(old.iter().all(|(key, value)| new.get(key) == Some(value)), &title);
                self.note(Change::EvidenceAdded);
            }
            (Part::Metadata, Value::Dict(_), Value::Dict(new)) if new.is(b"Type", b"Metadata") => {
                self.note(Change::DescriptionChanged);
            }
            (_, Value::Dict(before), Value::Dict(after)) if old.stream.is_none() && new.stream.is_none() => {
                match part {
                    Part::Catalog => self.catalog(before, after),
                    Part::Form => self.form(before, after),
                    Part::Page(_) => self.page(before, after, &title),
                    Part::EmptyField => self.filled(old.number, before, after, &title),
                    Part::Info => self.info(before, after, &title),
                    Part::Evidence => self.evidence(before, after, &title),
                    _ => self.forbid(title),
                }
            }
            _ => self.forbid(title),
        }
    }

    /// All keys but `free` must have kept their values.
    fn others_same(&mut self, old: &Dict<'a>, new: &Dict<'a>, free: &[&[u8]], title: &str) {
        let rest = |dict: &Dict<'a>| -> Vec<(Vec<u8>, Value<'a>)> {
            let kept = dict.iter().filter(|(key, _)| !free.contains(key));
            kept.map(|(key, value)| (key.to_vec(), value.clone())).collect()
        };
        self.must(rest(old) == rest(new), title);
    }

    fn catalog(&mut self, old: &Dict<'a>, new: &Dict<'a>) {
        let free: [&[u8]; 5] = [b"AcroForm", b"DSS", b"Extensions", b"Metadata", b"Version"];
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

    fn form(&mut self, old: &Dict<'a>, new: &Dict<'a>) {
        let free: &[&[u8]] = match self.since {
            Since::Signature => &[b"Fields", b"SigFlags"],
            Since::Original => &[b"Fields", b"SigFlags", b"DA", b"DR"],
        };
        self.others_same(old, new, free, "biểu mẫu");
        let (before, after) = (self.old.array(old, b"Fields").to_vec(), self.new.array(new, b"Fields").to_vec());
        self.list(&before, &after, "danh sách ô nhập của biểu mẫu");
    }

    fn page(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        self.others_same(old, new, &[b"Annots"], title);
        let (before, after) = (self.old.array(old, b"Annots").to_vec(), self.new.array(new, b"Annots").to_vec());
        self.list(&before, &after, title);
    }

    /// Fields or annotations: what stood there stays, in its order, and only new signature fields follow.
    fn list(&mut self, old: &[Value<'a>], new: &[Value<'a>], title: &str) {
        let Some(added) = new.strip_prefix(old) else { return self.forbid(title) };
        for item in added {
            match item.reference().and_then(|number| self.new_fields.get(&number)).cloned() {
                Some(field) if self.old.get(field.number).is_none() => self.new_field(&field),
                _ => self.forbid(title),
            }
        }
    }

    fn new_field(&mut self, field: &SignatureField) {
        let title = format!("ô chữ ký mới {}", field.name);
        let Some(dict) = self.new.get(field.number).and_then(|object| object.dict()) else { return self.forbid(title) };
        self.must(dict.iter().all(|(key, _)| FIELD_KEYS.contains(&key)), &title);
        let on_page = field.rect.is_some();
        let reserved = Role::of_field(&field.name).is_some();
        let complete = Role::ALL.iter().all(|role| self.old_fields.values().any(|old| old.name == role.field()));
        match self.since {
            // Both places of a paper of ours are made before the first signature: nothing else may come to stand on a page.
            Since::Signature if complete => self.must(!on_page, &title),
            Since::Signature => {}
            Since::Original => self.must(!on_page || reserved, &title),
        }
        if field.is_signed() {
            self.signed(field, on_page, &title);
        } else {
            let empty = self.since == Since::Original && self.appearance_is_empty(dict);
            self.must(empty, &title);
            self.note(Change::FieldAdded { field: field.name.clone() });
        }
    }

    fn signed(&mut self, field: &SignatureField, new_on_page: bool, title: &str) {
        let FieldValue::Object(number) = field.value else { return self.forbid(title) };
        let signature = self.new.get(number).and_then(|object| object.dict());
        let is_new = self.old.get(number).is_none();
        self.must(is_new && signature.is_some_and(|dict| dict.get(b"ByteRange").is_some()), title);
        let is_timestamp = signature.is_some_and(|dict| dict.is(b"SubFilter", b"ETSI.RFC3161"));
        let field = field.name.clone();
        self.note(if is_timestamp { Change::Timestamped { field } } else { Change::Signed { field, new_on_page } });
    }

    /// An empty field was signed: its value and its appearance may be set, to new objects.
    fn filled(&mut self, number: u32, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        self.others_same(old, new, &[b"V", b"AP"], title);
        if let Some(appearance) = new.get(b"AP").filter(|appearance| Some(*appearance) != old.get(b"AP")) {
            let normal = appearance.dict().filter(|dict| dict.iter().count() == 1).and_then(|dict| dict.get(b"N"));
            let fresh = normal.and_then(Value::reference).is_some_and(|number| self.old.get(number).is_none());
            self.must(fresh, title);
        }
        match self.new_fields.get(&number).cloned() {
            Some(field) if field.is_signed() => self.signed(&field, false, title),
            _ => self.forbid(title),
        }
    }

    fn appearance_is_empty(&self, field: &Dict<'a>) -> bool {
        let Some(appearance) = field.get(b"AP") else { return true };
        let normal = appearance.dict().filter(|dict| dict.iter().count() == 1).and_then(|dict| dict.get(b"N"));
        let stream = normal.and_then(Value::reference).and_then(|number| self.new.get(number));
        stream.and_then(|object| object.stream).is_some_and(<[u8]>::is_empty)
    }

    fn info(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        let plain = |dict: &Dict<'a>| dict.iter().all(|(_, value)| matches!(value, Value::Text(_) | Value::Name(_)));
        self.must(plain(old) && plain(new), title);
        self.note(Change::DescriptionChanged);
    }

    fn evidence(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        self.others_same(old, new, &[b"Type", b"Certs", b"CRLs", b"OCSPs", b"VRI"], title);
        self.note(Change::EvidenceAdded);
    }

    fn evidence_list(&mut self, old: &[Value<'a>], new: &[Value<'a>], title: &str) {
        self.must(new.strip_prefix(old).is_some(), title);
        self.note(Change::EvidenceAdded);
    }
}

/// What a new signature field may hold; no actions among it.
const FIELD_KEYS: [&[u8]; 18] = [
    b"AP", b"Border", b"BS", b"DA", b"F", b"FT", b"Ff", b"H", b"Lock", b"M", b"MK", b"P", b"Rect", b"Subtype", b"T",
    b"TU", b"Type", b"V",
];
