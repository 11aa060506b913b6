//! Which object of a file plays which part, so that a change to it can be judged and named.

use std::collections::BTreeMap;

use crate::pdf::StructureFault;
use crate::pdf::reading::{SignatureField, View, pages};
use crate::pdf::syntax::{Dict, Value};

/// The part an object plays. Only some parts may change at all, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
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
    /// The fonts and the like that the form lends its fields, and the lists of one kind of them.
    FormResources,
    Info,
    Metadata,
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

impl Part {
    /// What a clerk reads.
    pub(super) fn title(&self, number: u32) -> String {
        match self {
            Self::Catalog => "danh mục gốc của tệp".into(),
            Self::Form => "biểu mẫu".into(),
            Self::Fields => "danh sách ô nhập của biểu mẫu".into(),
            Self::Page(page) => format!("trang {page}"),
            Self::Annotations(page) => format!("danh sách chú thích của trang {page}"),
            Self::EmptyField | Self::SignedField => format!("ô chữ ký (đối tượng {number})"),
            Self::FormResources => "phông chữ của biểu mẫu".into(),
            Self::Info => "thông tin mô tả tệp".into(),
            Self::Metadata => "siêu dữ liệu của tệp".into(),
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
) -> Result<BTreeMap<u32, Part>, StructureFault> {
    let mut parts = Parts(BTreeMap::new());
    let reference = |value: Option<&Value<'_>>| value.and_then(Value::reference);
    for field in fields.values() {
        parts.add(
            Some(field.number),
            if field.is_signed() { Part::SignedField } else { Part::EmptyField },
        );
    }
    for (index, number) in pages(view)?.into_iter().enumerate() {
        let page = index + 1;
        parts.add(Some(number), Part::Page(page));
        let Some(dict) = view.get(number).and_then(|object| object.dict()) else { continue };
        parts.add(reference(dict.get(b"Annots")), Part::Annotations(page));
        parts.name(reference(dict.get(b"Contents")), Part::Content(page));
        for content in view.array(dict, b"Contents") {
            parts.name(content.reference(), Part::Content(page));
        }
        for annotation in view.array(dict, b"Annots") {
            parts.name(annotation.reference(), Part::Annotation(page));
        }
    }
    if let Some(catalog) = view.catalog() {
        parts.add(view.root(), Part::Catalog);
        parts.add(reference(catalog.get(b"AcroForm")), Part::Form);
        parts.add(view.form().and_then(|form| reference(form.get(b"Fields"))), Part::Fields);
        parts.add_unshared(view, reference(catalog.get(b"DSS")), Part::Evidence, 1);
        if let Some(evidence) = view.dict(catalog, b"DSS") {
            for key in [&b"Certs"[..], b"CRLs", b"OCSPs", b"VRI"] {
                parts.add_unshared(view, reference(evidence.get(key)), Part::EvidenceList, 1);
            }
            for (_, each) in view.dict(evidence, b"VRI").into_iter().flat_map(Dict::iter) {
                parts.add_unshared(view, each.reference(), Part::EvidenceList, 1);
                for (_, list) in view.resolve(each).dict().into_iter().flat_map(Dict::iter) {
                    let is_list = view.resolve(list).array().is_some();
                    parts.add_unshared(
                        view,
                        list.reference().filter(|_| is_list),
                        Part::EvidenceList,
                        1,
                    );
                }
            }
        }
        if let Some(resources) = view.form().and_then(|form| form.get(b"DR")) {
            parts.add_unshared(view, resources.reference(), Part::FormResources, 1);
            for (_, kind) in view.resolve(resources).dict().into_iter().flat_map(Dict::iter) {
                parts.add_unshared(view, kind.reference(), Part::FormResources, 1);
            }
        }
        parts.add_unshared(view, reference(catalog.get(b"Metadata")), Part::Metadata, 1);
    }
    parts.add_unshared(view, reference(view.trailer().get(b"Info")), Part::Info, 0);
    Ok(parts.0)
}

struct Parts(BTreeMap<u32, Part>);

impl Parts {
    /// Gives an object a part in which it may change, if it plays no other.
    fn add(&mut self, number: Option<u32>, part: Part) {
        if let Some(number) = number {
            self.0.entry(number).and_modify(|other| *other = Part::Several).or_insert(part);
        }
    }

    /// Gives a part only if no more than `count` objects refer to the object: what is "only a
    /// description" must not be drawn.
    fn add_unshared(&mut self, view: View<'_, '_>, number: Option<u32>, part: Part, count: usize) {
        let mut found = 0;
        for object in view.objects() {
            object.value.any(&mut |value| {
                found += usize::from(value.reference().is_some() && value.reference() == number);
                false
            });
        }
        self.add(number, if found > count { Part::Several } else { part });
    }

    /// Names an object that may not change; a part it already has is left, for then it is one that
    /// both play.
    fn name(&mut self, number: Option<u32>, part: Part) {
        let Some(number) = number else { return };
        match self.0.get(&number) {
            None => _ = self.0.insert(number, part),
            Some(Part::EmptyField | Part::SignedField) if matches!(part, Part::Annotation(_)) => {}
            Some(Part::Content(_) | Part::Annotation(_)) => {}
            Some(_) => _ = self.0.insert(number, Part::Several),
        }
    }
}
