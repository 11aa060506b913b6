//! The form of a PDF and its signature fields: those there are, and those an update adds.

use super::new::NewStream;
use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::reading::{FieldValue, SignatureField, signature_fields, store_streams};
use crate::pdf::syntax::{Dict, Id, Value, encode_text};

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

    /// Adds an empty signature field to a page. The rectangle is left, bottom, right, top in
    /// points.
    ///
    /// PDF/A wants an appearance even for an empty field (ISO 19005-2, 6.3.3) unless the rectangle
    /// is a point.
    pub(crate) fn add_field(
        &mut self,
        name: &str,
        page: u32,
        rectangle: [f32; 4],
    ) -> Result<Id, PdfError> {
        let page = self.page(page)?;
        let form = self.form()?;
        let [left, bottom, right, top] = rectangle;
        let mut field = Dict::default()
            .with("Type", Value::named("Annot"))
            .with("Subtype", Value::named("Widget"))
            .with("FT", Value::named("Sig"))
            .with("T", encode_text(name))
            .with("TU", encode_text(name))
            .with("F", 132)
            .with("P", page)
            .with("Rect", rectangle.map(points).to_vec());
        if left < right && bottom < top {
            let empty = Dict::default()
                .with("Type", Value::named("XObject"))
                .with("Subtype", Value::named("Form"))
                .with("BBox", [0.0, 0.0, right - left, top - bottom].map(points).to_vec());
            let appearance = self.add(NewStream::new(empty, Vec::new()));
            field.set("AP", Dict::default().with("N", appearance));
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
    pub(crate) fn id_of(&self, field: &SignatureField) -> Id {
        let generation =
            self.file().latest().get(field.number).map_or(0, |object| object.generation);
        Id { number: field.number, generation }
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

/// A number of points, without needless digits.
fn points(points: f32) -> Value<'static> {
    Value::real((points * 1000.0).round() / 1000.0)
}
