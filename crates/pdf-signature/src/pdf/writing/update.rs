//! New and changed objects of a PDF, put together before they are written.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::load::PdfFile;
use super::pages::pages;
use super::value::Value;
use super::{PdfError, StructureFault};

/// New and changed objects of a PDF, to be written behind its end.
pub(crate) struct Update<'a> {
    file: PdfFile<'a>,
    pub(super) objects: BTreeMap<ObjectId, Object>,
    /// The first number that is free.
    pub(super) next: u32,
}

impl<'a> Update<'a> {
    /// Opens a PDF to add to it.
    pub(crate) fn open(original: &'a [u8]) -> Result<Self, PdfError> {
        let file = PdfFile::read(original)?;
        let size = file.latest().trailer().get(b"Size").and_then(Value::integer);
        let next = size.and_then(|size| u32::try_from(size).ok()).ok_or(PdfError::Damaged("/Size".into()))?;
        Ok(Self { file, objects: BTreeMap::new(), next })
    }

    /// The PDF as it was.
    pub(crate) fn file(&self) -> &PdfFile<'a> {
        &self.file
    }

    /// Adds an object.
    pub(crate) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.objects.insert(id, object.into());
        id
    }

    /// Sets an object that was added.
    pub(super) fn set(&mut self, id: ObjectId, object: Object) {
        self.objects.insert(id, object);
    }

    /// An object as it is by now; `null` if there is none.
    pub(super) fn object(&self, id: ObjectId) -> Object {
        let there = || self.file.latest().get(id.0).filter(|object| object.generation == id.1);
        match self.objects.get(&id) {
            Some(object) => object.clone(),
            // A stream is never changed, only taken over as it is.
            None => {
                there().filter(|object| object.stream.is_none()).map_or(Object::Null, |object| object.value.to_lopdf())
            }
        }
    }

    /// A dictionary of the PDF as it is by now.
    pub(crate) fn dictionary(&self, id: ObjectId) -> Result<Dictionary, PdfError> {
        match self.object(id) {
            Object::Dictionary(dictionary) => Ok(dictionary),
            _ => Err(PdfError::Damaged(format!("object {} is no dictionary", id.0))),
        }
    }

    /// A dictionary of the PDF, to be changed.
    pub(crate) fn change(&mut self, id: ObjectId) -> Result<&mut Dictionary, PdfError> {
        let object = self.object(id);
        let slot = self.objects.entry(id).or_insert(object);
        slot.as_dict_mut().map_err(|_| PdfError::Damaged(format!("object {} is no dictionary", id.0)))
    }

    /// The catalog.
    pub(crate) fn catalog(&self) -> Result<ObjectId, PdfError> {
        match self.file.latest().trailer().get(b"Root") {
            Some(Value::Reference(number, generation)) => Ok((*number, *generation)),
            _ => Err(StructureFault::NoPages.into()),
        }
    }

    /// A page by its number, beginning with 1.
    pub(crate) fn page(&self, number: u32) -> Result<ObjectId, PdfError> {
        let pages = pages(self.file.latest())?;
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let page = index.and_then(|index| self.file.latest().get(*pages.get(index)?));
        page.map(|page| (page.number, page.generation)).ok_or(PdfError::NoPage(number))
    }

    /// Adds an item to an array of a dictionary (`/Fields`, `/Annots`), whether the array is direct, referred to or not there.
    pub(crate) fn push(&mut self, id: ObjectId, key: &[u8], item: ObjectId) -> Result<(), PdfError> {
        let old = self.dictionary(id)?.get(key).ok().cloned();
        let (place, array) = match old {
            Some(Object::Reference(place)) => (Some(place), self.object(place)),
            Some(direct) => (None, direct),
            None => (None, Object::Array(Vec::new())),
        };
        let Object::Array(mut array) = array else {
            return Err(PdfError::Damaged(format!("/{} is no array", String::from_utf8_lossy(key))));
        };
        array.push(item.into());
        match place {
            Some(place) => self.set(place, array.into()),
            None => self.change(id)?.set(key, array),
        }
        Ok(())
    }
}
