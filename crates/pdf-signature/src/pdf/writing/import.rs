//! Takes the one page of another PDF over as a picture (a Form XObject): how a signature looks.

use std::collections::BTreeMap;

use super::new::{NewObject, NewStream};
use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::reading::{PdfFile, View, inherited, page_content, pages, size_of};
use crate::pdf::syntax::{Dict, Id, Value};

/// Deeper nesting than this is no picture of a signature.
const DEEPEST: usize = 32;
/// No picture of a signature consists of more objects.
const MOST_OBJECTS: usize = 1000;
/// What its page may unpack to, in bytes.
const MOST_CONTENT: usize = 64 << 20;

/// The page that was taken over.
pub(crate) struct Imported {
    /// The Form XObject.
    pub(crate) id: Id,
    /// Width and height in points.
    pub(crate) size: [f64; 2],
}

impl Update<'_> {
    /// Takes the first page over with its fonts and images; annotations, tags and everything beyond
    /// the page stay behind.
    pub(crate) fn import(&mut self, pdf: &[u8]) -> Result<Imported, PdfError> {
        let source = PdfFile::from_bytes(pdf)?;
        let view = source.latest();
        let page = *pages(view)?.first().ok_or(PdfError::NoPage(1))?;
        let dict = view.get(page).and_then(|page| page.dict()).ok_or(PdfError::NoPage(1))?;
        let bounds =
            inherited(view, dict, b"MediaBox").ok_or(PdfError::Damaged("no /MediaBox".into()))?;
        let size = size_of(bounds)?;
        let mut copied = BTreeMap::new();
        let resources = match inherited(view, dict, b"Resources") {
            Some(resources) => self.copy(view, resources, &mut copied, 0)?,
            None => Dict::default().into(),
        };
        let mut picture = Dict::default()
            .with("Type", Value::named("XObject"))
            .with("Subtype", Value::named("Form"))
            .with("BBox", bounds.clone().into_owned())
            .with("Resources", resources);
        if let Some(group) = inherited(view, dict, b"Group") {
            picture.set("Group", self.copy(view, group, &mut copied, 0)?);
        }
        let content = page_content(view, page, MOST_CONTENT)?;
        Ok(Imported { id: self.add(NewStream::new(picture, content).compressed()), size })
    }

    fn copy(
        &mut self,
        source: View<'_, '_>,
        value: &Value<'_>,
        copied: &mut BTreeMap<Id, Id>,
        depth: usize,
    ) -> Result<Value<'static>, PdfError> {
        if depth > DEEPEST || copied.len() > MOST_OBJECTS {
            return Err(PdfError::Damaged("appearance too complex".into()));
        }
        Ok(match value {
            &Value::Reference(number, generation) => {
                let id = Id { number, generation };
                if let Some(known) = copied.get(&id) {
                    return Ok((*known).into());
                }
                let object = source.get(number).filter(|object| object.generation == generation);
                let object =
                    object.ok_or_else(|| PdfError::Damaged(format!("no object {number}")))?;
                // Known before its inside is copied: an object may refer to itself.
                let new = self.add(Value::Null);
                copied.insert(id, new);
                let inside: NewObject = match (object.dict(), object.stream) {
                    (Some(dict), Some(stored)) => {
                        let dict = self.copy_dictionary(source, dict, copied, depth + 1, true)?;
                        NewStream::new(dict, stored.to_vec()).into()
                    }
                    _ => self.copy(source, &object.value, copied, depth + 1)?.into(),
                };
                self.set(new, inside);
                new.into()
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| self.copy(source, item, copied, depth + 1));
                items.collect::<Result<Vec<_>, _>>()?.into()
            }
            Value::Dict(dict) => self.copy_dictionary(source, dict, copied, depth, false)?.into(),
            plain => plain.clone().into_owned(),
        })
    }

    /// A dictionary without what leads beyond the page. The length of a stream is set anew.
    fn copy_dictionary(
        &mut self,
        source: View<'_, '_>,
        dict: &Dict<'_>,
        copied: &mut BTreeMap<Id, Id>,
        depth: usize,
        is_stream: bool,
    ) -> Result<Dict<'static>, PdfError> {
        let mut copy = Dict::default();
        for (key, value) in dict.written() {
            match key {
                b"Parent" | b"StructParent" | b"StructParents" | b"Metadata" => {}
                b"Length" if is_stream => copy.set(key, 0),
                _ => copy.set(key, self.copy(source, value, copied, depth + 1)?),
            }
        }
        Ok(copy)
    }
}
