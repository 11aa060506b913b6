//! The form of a PDF and its signature fields: those there are, and those an update adds.

use super::new::NewStream;
use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::reading::{
    FieldValue, FillInField, SignatureField, fill_in_fields, signature_fields, store_streams,
};
use crate::pdf::syntax::{Dict, Id, Notation, Value, encode_text};

/// A field to be added.
pub(crate) struct NewField<'n> {
    /// Its name in the form.
    pub(crate) name: &'n str,
    /// What it is for, in plain words.
    pub(crate) title: &'n str,
    /// For a signature field, what its signature will lock (`/Action`, `/Fields`); `None` for a
    /// text field.
    pub(crate) lock: Option<Dict<'static>>,
}

impl Update<'_> {
    /// The form, made when there is none; it says that signatures exist and that the file is only
    /// added to.
    fn form(&mut self) -> Result<Id, PdfError> {
        let catalog = self.catalog()?;
        let form = match self.dictionary(catalog)?.get(b"AcroForm") {
            Some(&Value::Reference(number, generation)) => Id { number, generation },
            Some(Value::Dict(form)) => self.add(form.clone()),
            Some(_) => return Err(PdfError::Damaged("/AcroForm is no dictionary".into())),
            None => self.add(Dict::default().with("Fields", Vec::new())),
        };
        if self.dictionary(catalog)?.get(b"AcroForm") != Some(&form.into()) {
            self.change(catalog)?.set("AcroForm", form);
        }
        if self.dictionary(form)?.get(b"SigFlags").and_then(Value::integer) != Some(3) {
            self.change(form)?.set("SigFlags", 3);
        }
        Ok(form)
    }

    /// Adds an empty field to a page, with its tag where the file has tags. The rectangle is left,
    /// bottom, right, top in points.
    ///
    /// PDF/A wants an appearance even for an empty field (ISO 19005-2, 6.3.3) unless the rectangle
    /// is a point.
    pub(crate) fn add_field(
        &mut self,
        new: NewField<'_>,
        page: u32,
        rectangle: [f32; 4],
    ) -> Result<Id, PdfError> {
        let page = self.page(page)?;
        let [left, bottom, right, top] = rectangle;
        let kind = if new.lock.is_some() { "Sig" } else { "Tx" };
        let mut field = widget(kind, new.name, page, rectangle).with("TU", encode_text(new.title));
        if let Some(lock) = new.lock {
            field.set("Lock", lock.with("Type", Value::named("SigFieldLock")));
        } else {
            // Read-only: it is filled in by this library, not by whoever opens the paper.
            //
            // `/AS` chooses among several looks and means nothing for one; without it pyHanko 0.38
            // takes a look that was drawn before the seal for one that changed after it.
            field.set("AS", Value::named("N"));
            field.set("Ff", 1);
            field.set("DA", Value::Text(b"0 g"[..].into(), Notation::Literal));
        }
        if left < right && bottom < top {
            let empty = Dict::default()
                .with("Type", Value::named("XObject"))
                .with("Subtype", Value::named("Form"))
                .with("BBox", [0.0, 0.0, right - left, top - bottom].map(points).to_vec());
            let appearance = self.add(NewStream::new(empty, Vec::new()));
            field.set("AP", Dict::default().with("N", appearance));
        }
        let field = self.put_on_page(field, page)?;
        self.tag(field, page, new.title)?;
        Ok(field)
    }

    /// Adds an empty signature field that nothing is seen of. It lies outside the first page, so
    /// that it needs no tag (ISO 14289-1, 7.18.4), which would change what was signed.
    pub(crate) fn add_unseen_field(&mut self, name: &str) -> Result<Id, PdfError> {
        let page = self.page(1)?;
        let field = widget("Sig", name, page, [-1.0; 4]).with("TU", encode_text(name));
        self.put_on_page(field, page)
    }

    fn put_on_page(&mut self, field: Dict<'static>, page: Id) -> Result<Id, PdfError> {
        let form = self.form()?;
        let field = self.add(field);
        self.push(form, b"Fields", field)?;
        self.push(page, b"Annots", field)?;
        Ok(field)
    }

    /// The fields for what is filled in after signing.
    pub(crate) fn fill_in_fields(&self) -> Vec<FillInField> {
        fill_in_fields(self.file().latest())
    }

    /// Whether anybody signed, or certified, the file.
    pub(crate) fn is_signed(&self) -> Result<bool, PdfError> {
        Ok(self.signature_fields()?.iter().any(SignatureField::is_signed))
    }

    /// The signature fields of the file, in the order of its form.
    pub(crate) fn signature_fields(&self) -> Result<Vec<SignatureField>, PdfError> {
        Ok(signature_fields(self.file().latest())?)
    }

    /// The object of a field.
    pub(crate) fn id_of(&self, field: &SignatureField) -> Id {
        self.object_id(field.number)
    }

    /// An object of the file by its number.
    pub(crate) fn object_id(&self, number: u32) -> Id {
        let generation = self.file().latest().get(number).map_or(0, |object| object.generation);
        Id { number, generation }
    }

    /// The signature in a field, with the zeros behind it.
    pub(crate) fn contents_of(&self, field: &SignatureField) -> Option<&[u8]> {
        let FieldValue::Object(number) = field.value else { return None };
        let value = self.file().latest().get(number)?.dict()?;
        value.get(b"Contents").and_then(Value::text)
    }

    /// The `/DSS` of the file; empty if there is none.
    pub(crate) fn store(&self) -> Dict<'static> {
        let view = self.file().latest();
        let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
        store.map(Dict::taken_over).unwrap_or_default()
    }

    /// One list of the `/DSS`, whether it is direct or referred to.
    pub(crate) fn store_list(&self, list: &[u8]) -> Vec<Value<'static>> {
        let view = self.file().latest();
        let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
        store
            .map(|store| view.array(store, list))
            .unwrap_or_default()
            .iter()
            .map(Value::taken_over)
            .collect()
    }

    /// What one list of the `/DSS` holds.
    pub(crate) fn stored(&self, list: &[u8]) -> Vec<Vec<u8>> {
        store_streams(self.file().latest(), list)
    }
}

/// A field that is its own widget, printed and not to be moved.
fn widget(kind: &'static str, name: &str, page: Id, rectangle: [f32; 4]) -> Dict<'static> {
    Dict::default()
        .with("Type", Value::named("Annot"))
        .with("Subtype", Value::named("Widget"))
        .with("FT", Value::named(kind))
        .with("T", encode_text(name))
        .with("F", 132)
        .with("P", page)
        .with("Rect", rectangle.map(points).to_vec())
}

/// A number of points, without needless digits.
fn points(points: f32) -> Value<'static> {
    Value::real((points * 1000.0).round() / 1000.0)
}
