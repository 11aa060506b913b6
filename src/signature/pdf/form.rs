//! The signature fields a PDF already has.

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
