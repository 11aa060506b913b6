//! The signature fields a PDF already has.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::{PdfError, Update};

/// A signature field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: String,
    /// The field, which is its widget too.
    pub(crate) id: ObjectId,
    /// Whether it has a value.
    pub(crate) signed: bool,
}

impl Update<'_> {
    /// The signature fields at the top of the form, in its order.
    pub(crate) fn signature_fields(&self) -> Vec<Field> {
        let document = &self.document;
        let form = |key: &[u8]| {
            let catalog = document.catalog().ok()?;
            let (_, form) = document.dereference(catalog.get(b"AcroForm").ok()?).ok()?;
            let (_, value) = document.dereference(form.as_dict().ok()?.get(key).ok()?).ok()?;
            value.as_array().ok()
        };
        let fields = form(b"Fields").into_iter().flatten().filter_map(|field| {
            let id = field.as_reference().ok()?;
            let field = document.get_dictionary(id).ok()?;
            let kind = field.get(b"FT").and_then(Object::as_name).ok()?;
            (kind == b"Sig").then(|| Field { name: name_of(field), id, signed: field.has(b"V") })
        });
        fields.collect()
    }

    /// The signature in a field, with the zeros behind it.
    pub(crate) fn contents_of(&self, field: ObjectId) -> Option<Vec<u8>> {
        let field = self.document.get_dictionary(field).ok()?;
        let value = self.document.get_dict_in_dict(field, b"V").ok()?;
        Some(value.get(b"Contents").and_then(Object::as_str).ok()?.to_vec())
    }

    /// A dictionary in a dictionary, direct or referred to.
    pub(crate) fn dictionary_in(&self, id: ObjectId, key: &[u8]) -> Option<Dictionary> {
        let outer = self.document.get_dictionary(id).ok()?;
        self.document.get_dict_in_dict(outer, key).ok().cloned()
    }

    /// The streams an array of a dictionary refers to, by what they hold.
    pub(crate) fn streams_in(&self, dictionary: &Dictionary, key: &[u8]) -> BTreeMap<Vec<u8>, ObjectId> {
        let Ok((_, array)) = dictionary.get(key).and_then(|array| self.document.dereference(array)) else {
            return BTreeMap::new();
        };
        let references = array.as_array().into_iter().flatten().filter_map(|item| item.as_reference().ok());
        let streams = references.filter_map(|id| {
            let stream = self.document.get_object(id).and_then(Object::as_stream).ok()?;
            Some((stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()), id))
        });
        streams.collect()
    }

    /// Width and height of a field in points.
    pub(crate) fn size_of_field(&self, field: ObjectId) -> Result<[f32; 2], PdfError> {
        let rectangle = self.document.get_dictionary(field)?.get(b"Rect")?;
        let (_, rectangle) = self.document.dereference(rectangle)?;
        let numbers: Vec<f32> = rectangle.as_array()?.iter().filter_map(|number| number.as_float().ok()).collect();
        match numbers[..] {
            [left, bottom, right, top] => Ok([(right - left).abs(), (top - bottom).abs()]),
            _ => Err(PdfError::Damaged("/Rect".into())),
        }
    }
}

fn name_of(field: &Dictionary) -> String {
    match field.get(b"T") {
        Ok(Object::String(bytes, _)) => match bytes.strip_prefix(&[0xFE, 0xFF]) {
            Some(units) => {
                let units = units.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
                char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
            }
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
        _ => String::new(),
    }
}
