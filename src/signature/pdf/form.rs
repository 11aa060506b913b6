//! The signature fields a PDF already has, as an update sees them.

use lopdf::{Dictionary, Object, ObjectId};

use super::{Dict, FieldValue, PdfError, SignatureField, Update, Value, signature_fields, store_streams};

impl Update<'_> {
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
