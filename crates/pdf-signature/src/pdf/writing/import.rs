//! Takes the one page of another PDF over as a picture (a Form XObject): how a signature looks.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{PdfError, Update, load};

/// Deeper nesting than this is no picture of a signature.
const DEEPEST: usize = 32;
/// No picture of a signature consists of more objects.
const MOST_OBJECTS: usize = 1000;

/// The page that was taken over.
pub(crate) struct Imported {
    /// The Form XObject.
    pub(crate) id: ObjectId,
    /// Width and height in points.
    pub(crate) size: [f64; 2],
}

impl Update<'_> {
    /// Takes the first page over with its fonts and images; annotations, tags and everything beyond the page stay behind.
    pub(crate) fn import(&mut self, pdf: &[u8]) -> Result<Imported, PdfError> {
        let source = load(pdf)?;
        let pages = source.get_pages();
        let page = *pages.get(&1).ok_or(PdfError::NoPage(1))?;
        let bounds = inherited(&source, page, b"MediaBox").ok_or(PdfError::Damaged("no /MediaBox".into()))?;
        let size = size_of(&bounds)?;
        let mut copied = BTreeMap::new();
        let resources = inherited(&source, page, b"Resources").unwrap_or_else(|| Dictionary::new().into());
        let resources = self.copy(&source, &resources, &mut copied, 0)?;
        let mut picture =
            dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds, "Resources" => resources };
        if let Some(group) = inherited(&source, page, b"Group") {
            let group = self.copy(&source, &group, &mut copied, 0)?;
            picture.set("Group", group);
        }
        let mut stream = Stream::new(picture, source.get_page_content(page));
        stream.compress()?;
        Ok(Imported { id: self.add(stream), size })
    }

    fn copy(
        &mut self,
        source: &Document,
        object: &Object,
        copied: &mut BTreeMap<ObjectId, ObjectId>,
        depth: usize,
    ) -> Result<Object, PdfError> {
        if depth > DEEPEST || copied.len() > MOST_OBJECTS {
            return Err(PdfError::Damaged("appearance too complex".into()));
        }
        Ok(match object {
            Object::Reference(id) => {
                if let Some(known) = copied.get(id) {
                    return Ok((*known).into());
                }
                // Known before its inside is copied: an object may refer to itself.
                let new = self.add(Object::Null);
                copied.insert(*id, new);
                let inside = self.copy(source, source.get_object(*id)?, copied, depth + 1)?;
                self.set(new, inside);
                new.into()
            }
            Object::Array(items) => {
                let items = items.iter().map(|item| self.copy(source, item, copied, depth + 1));
                items.collect::<Result<Vec<_>, _>>()?.into()
            }
            Object::Dictionary(dictionary) => self.copy_dictionary(source, dictionary, copied, depth)?.into(),
            Object::Stream(stream) => {
                let dictionary = self.copy_dictionary(source, &stream.dict, copied, depth)?;
                Stream::new(dictionary, stream.content.clone()).into()
            }
            plain => plain.clone(),
        })
    }

    fn copy_dictionary(
        &mut self,
        source: &Document,
        dictionary: &Dictionary,
        copied: &mut BTreeMap<ObjectId, ObjectId>,
        depth: usize,
    ) -> Result<Dictionary, PdfError> {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            if !matches!(key.as_slice(), b"Parent" | b"StructParent" | b"StructParents" | b"Metadata") {
                copy.set(key.clone(), self.copy(source, value, copied, depth + 1)?);
            }
        }
        Ok(copy)
    }
}

/// Width and height of a page in points; the first page has number 1.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be relied on, or has no such page.
pub fn page_size(pdf: &[u8], page: u32) -> Result<[f64; 2], PdfError> {
    let document = load(pdf)?;
    let page = *document.get_pages().get(&page).ok_or(PdfError::NoPage(page))?;
    let bounds = inherited(&document, page, b"MediaBox").ok_or(PdfError::Damaged("no /MediaBox".into()))?;
    size_of(&bounds)
}

/// A value of a page or of the page groups above it.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(value) = node.get(key) {
            return document.dereference(value).ok().map(|(_, value)| value.clone());
        }
        node = node.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok()?;
    }
    None
}

fn size_of(bounds: &Object) -> Result<[f64; 2], PdfError> {
    let numbers: Vec<f64> =
        bounds.as_array()?.iter().filter_map(|number| number.as_float().ok()).map(f64::from).collect();
    match numbers[..] {
        [left, bottom, right, top] if left < right && bottom < top => Ok([right - left, top - bottom]),
        _ => Err(PdfError::Damaged("/MediaBox".into())),
    }
}
