//! Takes the one page of another PDF over as a picture (a Form XObject): how a signature looks.

use std::collections::BTreeMap;

use super::new::{NewObject, NewStream};
use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::reading::{PdfFile, View, inherited, page_content, pages, quarters, size_of};
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
    /// How many quarters of a full turn the page of a field is turned clockwise.
    pub(crate) fn quarters_of(&self, field: Id) -> i64 {
        let page = self.dictionary(field).ok();
        let page = page.and_then(|field| field.get(b"P").and_then(Value::reference));
        page.map_or(0, |page| quarters(self.file().latest(), page))
    }

    /// Takes the first page over with its fonts and images; annotations, tags and everything beyond
    /// the page stay behind.
    pub(crate) fn import(&mut self, pdf: &[u8]) -> Result<Imported, PdfError> {
        self.import_turned(pdf, 0)
    }

    /// The same for a page that is turned clockwise by so many quarters: on it the picture stands
    /// upright, for odd ones with its width along the height of the page.
    pub(crate) fn import_turned(&mut self, pdf: &[u8], turn: i64) -> Result<Imported, PdfError> {
        let source = PdfFile::from_bytes(pdf)?;
        let view = source.latest();
        let page = *pages(view)?.first().ok_or(PdfError::NoPage(1))?;
        let dict = view.get(page).and_then(|page| page.dict()).ok_or(PdfError::NoPage(1))?;
        let bounds =
            inherited(view, dict, b"MediaBox").ok_or(PdfError::Damaged("no /MediaBox".into()))?;
        let mut size = size_of(bounds)?;
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
        if let Some(matrix) = matrix_of(turn) {
            picture.set("Matrix", matrix.map(Value::Integer).to_vec());
        }
        if turn % 2 == 1 {
            size.reverse();
        }
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

/// What stands a picture upright on a page that is turned clockwise by so many quarters; how far it
/// is moved follows from its rectangle (ISO 32000-1, 12.5.5).
fn matrix_of(turn: i64) -> Option<[i64; 6]> {
    match turn {
        1 => Some([0, 1, -1, 0, 0, 0]),
        2 => Some([-1, 0, 0, -1, 0, 0]),
        3 => Some([0, -1, 1, 0, 0, 0]),
        _ => None,
    }
}
