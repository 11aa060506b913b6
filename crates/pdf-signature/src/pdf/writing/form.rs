//! The form of a PDF and its signature fields: those there are, and those an update adds.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::{Dict, FieldValue, PdfError, SignatureField, Update, Value, encode_text, signature_fields, store_streams};

impl Update<'_> {
    /// The form, made when there is none; it says that signatures exist and that the file is only added to.
    pub(crate) fn form(&mut self) -> Result<ObjectId, PdfError> {
        let catalog = self.catalog()?;
        let form = match self.dictionary(catalog)?.get(b"AcroForm").ok().cloned() {
            Some(Object::Reference(form)) => form,
            Some(Object::Dictionary(form)) => self.add(form),
            Some(_) => return Err(PdfError::Damaged("/AcroForm is no dictionary".into())),
            None => self.add(dictionary! { "Fields" => Vec::<Object>::new() }),
        };
        let there = self.dictionary(catalog)?.get(b"AcroForm").and_then(Object::as_reference).ok();
        if there != Some(form) {
            self.change(catalog)?.set("AcroForm", form);
        }
        if self.dictionary(form)?.get(b"SigFlags").and_then(Object::as_i64).ok() != Some(3) {
            self.change(form)?.set("SigFlags", 3);
        }
        Ok(form)
    }

    /// Adds an empty signature field to a page. The rectangle is left, bottom, right, top in points.
    ///
    /// PDF/A wants an appearance even for an empty field (ISO 19005-2, 6.3.3) unless the rectangle is a point.
    pub(crate) fn add_field(&mut self, name: &str, page: u32, rectangle: [f32; 4]) -> Result<ObjectId, PdfError> {
        let page = self.page(page)?;
        let form = self.form()?;
        let [left, bottom, right, top] = rectangle;
        let mut field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => encode_text(name), "TU" => encode_text(name),
            "F" => 132, "P" => page, "Rect" => rectangle.map(real).to_vec(),
        };
        if left < right && bottom < top {
            let bounds = [0.0, 0.0, right - left, top - bottom].map(real).to_vec();
            let empty = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds };
            let appearance = self.add(Stream::new(empty, Vec::new()));
            field.set("AP", dictionary! { "N" => appearance });
        }
        let field = self.add(field);
        self.push(form, b"Fields", field)?;
        self.push(page, b"Annots", field)?;
        Ok(field)
    }

    /// The signature fields of the file, in the order of its form.
    pub(crate) fn signature_fields(&self) -> Result<Vec<SignatureField>, PdfError> {
        Ok(signature_fields(self.file().latest())?)
    }

    /// The object of a field.
    pub(crate) fn id_of(&self, field: &SignatureField) -> ObjectId {
        let generation = self.file().latest().get(field.number).map_or(0, |object| object.generation);
        (field.number, generation)
    }

    /// The signature in a field, with the zeros behind it.
    pub(crate) fn contents_of(&self, field: &SignatureField) -> Option<&[u8]> {
        let FieldValue::Object(number) = field.value else { return None };
        let value = self.file().latest().get(number)?.dict()?;
        value.get(b"Contents").and_then(Value::text)
    }

    /// The `/DSS` of the file; empty if there is none.
    pub(crate) fn store(&self) -> Dictionary {
        let view = self.file().latest();
        let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
        store.map(Dict::to_lopdf).unwrap_or_default()
    }

    /// One list of the `/DSS`, whether it is direct or referred to.
    pub(crate) fn store_list(&self, list: &[u8]) -> Vec<Object> {
        let view = self.file().latest();
        let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
        store.map(|store| view.array(store, list)).unwrap_or_default().iter().map(Value::to_lopdf).collect()
    }

    /// What one list of the `/DSS` holds.
    pub(crate) fn stored(&self, list: &[u8]) -> Vec<Vec<u8>> {
        store_streams(self.file().latest(), list)
    }
}

/// A number of points, without needless digits.
fn real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}
