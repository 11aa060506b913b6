//! The signature fields a PDF already has, as an update sees them.

use lopdf::{Dictionary, Object, ObjectId};

use super::{FieldValue, PdfError, SignatureField, Update, Value, signature_fields, store_streams};

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

    /// A dictionary in a dictionary, direct or referred to.
    pub(crate) fn dictionary_in(&self, id: ObjectId, key: &[u8]) -> Option<Dictionary> {
        let outer = self.document.get_dictionary(id).ok()?;
        self.document.get_dict_in_dict(outer, key).ok().cloned()
    }

    /// An array in a dictionary, direct or referred to; empty if there is none.
    pub(crate) fn array_in(&self, dictionary: &Dictionary, key: &[u8]) -> Vec<Object> {
        let array = dictionary.get(key).and_then(|array| self.document.dereference(array));
        array.and_then(|(_, array)| array.as_array()).cloned().unwrap_or_default()
    }

    /// What one list of the `/DSS` holds.
    pub(crate) fn stored(&self, list: &[u8]) -> Vec<Vec<u8>> {
        store_streams(self.file().latest(), list)
    }
}
