//! Which object of a file plays which part, so that a change to it can be judged and named.

use std::collections::BTreeMap;

use crate::pdf::StructureFault;
use crate::pdf::reading::{FillInField, SignatureField, View, only_kid, pages};
use crate::pdf::syntax::{Dict, Object, Value};

/// The part an object plays. Only some parts may change at all, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChangedPart {
    Catalog,
    Form,
    /// The list of the form's fields.
    Fields,
    /// A page, from 1.
    Page(usize),
    /// The list of a page's annotations.
    Annotations(usize),
    /// A signature field that is not signed yet.
    EmptyField,
    /// A signature field that is signed.
    SignedField,
    /// A field of ours that is not filled in yet.
    Blank,
    /// A field of ours that is filled in; it may not change again.
    FilledBlank,
    /// The root of the tags, the tag that all others stand in, and the tree that leads from a page
    /// to its tags.
    Tags,
    /// A list of one of them.
    TagList,
    /// The fonts and the like that the form lends its fields, and the lists of one kind of them.
    FormResources,
    Info,
    Metadata,
    /// Which extensions of the format the file uses (`/Extensions`).
    Extensions,
    /// The `/DSS` dictionary.
    Evidence,
    /// One of its lists.
    EvidenceList,
    /// What a page draws.
    Content(usize),
    /// An annotation of a page.
    Annotation(usize),
    /// An object that plays several parts; it may not change.
    Several,
    Other,
}

impl ChangedPart {
    /// What a clerk reads.
    pub(super) fn title(&self, number: u32) -> String {
        match self {
            Self::Catalog => "danh mục gốc của tệp".into(),
            Self::Form => "biểu mẫu".into(),
            Self::Fields => "danh sách ô nhập của biểu mẫu".into(),
            Self::Page(page) => format!("trang {page}"),
            Self::Annotations(page) => format!("danh sách chú thích của trang {page}"),
            Self::EmptyField | Self::SignedField => format!("ô chữ ký (đối tượng {number})"),
            Self::Blank | Self::FilledBlank => "ô để điền số, ngày".into(),
            Self::Tags | Self::TagList => "thẻ cấu trúc của tệp".into(),
            Self::FormResources => "phông chữ của biểu mẫu".into(),
            Self::Info => "thông tin mô tả tệp".into(),
            Self::Metadata => "siêu dữ liệu của tệp".into(),
            Self::Extensions => "phần mở rộng của tệp".into(),
            Self::Evidence | Self::EvidenceList => "kho chứng thư kèm theo".into(),
            Self::Content(page) => format!("nội dung trang {page}"),
            Self::Annotation(page) => format!("chú thích hoặc ô nhập trên trang {page}"),
            Self::Several | Self::Other => format!("đối tượng {number}"),
        }
    }
}

/// The parts of all objects of a revision that play one.
pub(super) fn parts(
    view: View<'_, '_>,
    fields: &BTreeMap<u32, SignatureField>,
    blanks: &BTreeMap<u32, FillInField>,
    uses: &Uses,
) -> Result<BTreeMap<u32, ChangedPart>, StructureFault> {
    let mut parts = ChangedParts { parts: BTreeMap::new(), uses };
    let reference = |value: Option<&Value<'_>>| value.and_then(Value::reference);
    for field in fields.values() {
        parts.add(
            Some(field.number),
            if field.is_signed() { ChangedPart::SignedField } else { ChangedPart::EmptyField },
        );
    }
    for field in blanks.values() {
        let part =
            if field.value.is_some() { ChangedPart::FilledBlank } else { ChangedPart::Blank };
        parts.add(Some(field.number), part);
    }
    for (index, number) in pages(view)?.into_iter().enumerate() {
        let page = index + 1;
        parts.add(Some(number), ChangedPart::Page(page));
        let Some(dict) = view.get(number).and_then(|object| object.dict()) else { continue };
        parts.add(reference(dict.get(b"Annots")), ChangedPart::Annotations(page));
        parts.name(reference(dict.get(b"Contents")), ChangedPart::Content(page));
        for content in view.array(dict, b"Contents") {
            parts.name(content.reference(), ChangedPart::Content(page));
        }
        for annotation in view.array(dict, b"Annots") {
            parts.name(annotation.reference(), ChangedPart::Annotation(page));
        }
    }
    if let Some(catalog) = view.catalog() {
        parts.add(view.root(), ChangedPart::Catalog);
        parts.add(reference(catalog.get(b"AcroForm")), ChangedPart::Form);
        parts.tags(view, catalog);
        parts.add(view.form().and_then(|form| reference(form.get(b"Fields"))), ChangedPart::Fields);
        parts.add_unshared(reference(catalog.get(b"DSS")), ChangedPart::Evidence, 1);
        if let Some(evidence) = view.dict(catalog, b"DSS") {
            for key in [&b"Certs"[..], b"CRLs", b"OCSPs", b"VRI"] {
                parts.add_unshared(reference(evidence.get(key)), ChangedPart::EvidenceList, 1);
            }
            for (_, each) in view.dict(evidence, b"VRI").into_iter().flat_map(Dict::iter) {
                parts.add_unshared(each.reference(), ChangedPart::EvidenceList, 1);
                for (_, list) in view.resolve(each).dict().into_iter().flat_map(Dict::iter) {
                    let is_list = view.resolve(list).array().is_some();
                    parts.add_unshared(
                        list.reference().filter(|_| is_list),
                        ChangedPart::EvidenceList,
                        1,
                    );
                }
            }
        }
        if let Some(resources) = view.form().and_then(|form| form.get(b"DR")) {
            parts.add_unshared(resources.reference(), ChangedPart::FormResources, 1);
            for (_, kind) in view.resolve(resources).dict().into_iter().flat_map(Dict::iter) {
                parts.add_unshared(kind.reference(), ChangedPart::FormResources, 1);
            }
        }
        parts.add_unshared(reference(catalog.get(b"Metadata")), ChangedPart::Metadata, 1);
        parts.add_unshared(reference(catalog.get(b"Extensions")), ChangedPart::Extensions, 1);
    }
    parts.add_unshared(reference(view.trailer().get(b"Info")), ChangedPart::Info, 0);
    Ok(parts.parts)
}

struct ChangedParts<'u> {
    parts: BTreeMap<u32, ChangedPart>,
    uses: &'u Uses,
}

impl ChangedParts<'_> {
    /// The objects of the tags to which those of new fields are added.
    fn tags(&mut self, view: View<'_, '_>, catalog: &Dict<'_>) {
        let Some(root) = view.dict(catalog, b"StructTreeRoot") else { return };
        self.add(catalog.get(b"StructTreeRoot").and_then(Value::reference), ChangedPart::Tags);
        self.add(root.get(b"ParentTree").and_then(Value::reference), ChangedPart::Tags);
        if let Some(parents) = view.dict(root, b"ParentTree") {
            self.add(parents.get(b"Nums").and_then(Value::reference), ChangedPart::TagList);
        }
        let document = only_kid(view, root);
        self.add(document, ChangedPart::Tags);
        let document = document.and_then(|number| view.get(number)).and_then(|tag| tag.dict());
        self.add(document.and_then(|tag| tag.get(b"K")?.reference()), ChangedPart::TagList);
    }

    /// Gives an object a part in which it may change, if it plays no other.
    fn add(&mut self, number: Option<u32>, part: ChangedPart) {
        if let Some(number) = number {
            self.parts
                .entry(number)
                .and_modify(|other| *other = ChangedPart::Several)
                .or_insert(part);
        }
    }

    /// Gives a part only if no more than `count` objects refer to the object: what is "only a
    /// description" must not be drawn.
    fn add_unshared(&mut self, number: Option<u32>, part: ChangedPart, count: usize) {
        let several = number.is_some_and(|number| self.uses.of(number) > count);
        self.add(number, if several { ChangedPart::Several } else { part });
    }

    /// Names an object that may not change; a part it already has is left, for then it is one that
    /// both play.
    fn name(&mut self, number: Option<u32>, part: ChangedPart) {
        let Some(number) = number else { return };
        match self.parts.get(&number) {
            None => _ = self.parts.insert(number, part),
            Some(
                ChangedPart::EmptyField
                | ChangedPart::SignedField
                | ChangedPart::Blank
                | ChangedPart::FilledBlank,
            ) if matches!(part, ChangedPart::Annotation(_)) => {}
            Some(ChangedPart::Content(_) | ChangedPart::Annotation(_)) => {}
            Some(_) => _ = self.parts.insert(number, ChangedPart::Several),
        }
    }
}

/// How many references there are to each object of a revision.
pub(super) struct Uses(BTreeMap<u32, usize>);

impl Uses {
    /// Counts them. The dictionary of a cross-reference stream is a trailer: nothing is drawn from
    /// it.
    pub(super) fn count(view: View<'_, '_>) -> Self {
        let is_trailer = |object: &Object<'_>| {
            object.stream.is_some() && object.dict().is_some_and(|dict| dict.is(b"Type", b"XRef"))
        };
        let mut found: BTreeMap<u32, usize> = BTreeMap::new();
        for object in view.objects().filter(|object| !is_trailer(object)) {
            object.value.any(&mut |value| {
                if let Some(number) = value.reference() {
                    *found.entry(number).or_default() += 1;
                }
                false
            });
        }
        Self(found)
    }

    /// How many there are to this object.
    pub(super) fn of(&self, number: u32) -> usize {
        self.0.get(&number).copied().unwrap_or(0)
    }
}
