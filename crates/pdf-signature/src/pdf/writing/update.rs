//! New and changed objects of a PDF, put together before they are written.

use std::collections::BTreeMap;

use super::new::NewObject;
use crate::pdf::reading::{PdfFile, pages};
use crate::pdf::syntax::{Dict, Id, Object, Value};
use crate::pdf::{PdfError, StructureFault};

/// New and changed objects of a PDF, to be written behind its end.
pub(crate) struct Update<'a> {
    file: PdfFile<'a>,
    pub(super) objects: BTreeMap<Id, NewObject>,
    /// The first number that is free.
    pub(super) next: u32,
}

impl<'a> Update<'a> {
    /// Opens a PDF to add to it.
    pub(crate) fn open(original: &'a [u8]) -> Result<Self, PdfError> {
        let file = PdfFile::from_bytes(original)?;
        if let Some(what) = file.misspelled() {
            return Err(StructureFault::Spelled(what).into());
        }
        let size = file.latest().trailer().get(b"Size").and_then(Value::integer);
        let next = size
            .and_then(|size| u32::try_from(size).ok())
            .ok_or(PdfError::Damaged("/Size".into()))?;
        Ok(Self { file, objects: BTreeMap::new(), next })
    }

    /// The PDF as it was.
    pub(crate) fn file(&self) -> &PdfFile<'a> {
        &self.file
    }

    /// Adds an object.
    pub(crate) fn add(&mut self, object: impl Into<NewObject>) -> Id {
        let id = Id { number: self.next, generation: 0 };
        self.next += 1;
        self.objects.insert(id, object.into());
        id
    }

    /// Sets an object that was added, or one of the PDF.
    pub(super) fn set(&mut self, id: Id, object: impl Into<NewObject>) {
        self.objects.insert(id, object.into());
    }

    /// A value of the PDF as it is by now; null if there is none, or if it is a stream: a stream is
    /// never changed.
    fn value(&self, id: Id) -> Value<'static> {
        match self.objects.get(&id) {
            Some(NewObject::Value(value)) => value.clone(),
            Some(NewObject::Stream(_)) => Value::Null,
            None => {
                let there = self.file.latest().get(id.number);
                let there = there
                    .filter(|object| object.generation == id.generation && object.stream.is_none());
                there.map_or(Value::Null, |object| object.value.taken_over())
            }
        }
    }

    /// A dictionary of the PDF as it is by now.
    pub(crate) fn dictionary(&self, id: Id) -> Result<Dict<'static>, PdfError> {
        match self.value(id) {
            Value::Dict(dict) => Ok(dict),
            _ => Err(no_dictionary(id)),
        }
    }

    /// A dictionary of the PDF, to be changed.
    pub(crate) fn change(&mut self, id: Id) -> Result<&mut Dict<'static>, PdfError> {
        let value = self.value(id);
        match self.objects.entry(id).or_insert(value.into()) {
            NewObject::Value(Value::Dict(dict)) => Ok(dict),
            _ => Err(no_dictionary(id)),
        }
    }

    /// The catalog.
    pub(crate) fn catalog(&self) -> Result<Id, PdfError> {
        match self.file.latest().trailer().get(b"Root") {
            Some(&Value::Reference(number, generation)) => Ok(Id { number, generation }),
            _ => Err(StructureFault::NoPages.into()),
        }
    }

    /// A page by its number, beginning with 1.
    pub(crate) fn page(&self, number: u32) -> Result<Id, PdfError> {
        let pages = pages(self.file.latest())?;
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let page = index.and_then(|index| self.file.latest().get(*pages.get(index)?));
        page.map(Object::id).ok_or(PdfError::NoPage(number))
    }

    /// Adds an item to an array of a dictionary (`/Fields`, `/Annots`), whether the array is
    /// direct, referred to or not there.
    pub(crate) fn push(&mut self, id: Id, key: &[u8], item: Id) -> Result<(), PdfError> {
        let (place, array) = match self.dictionary(id)?.get(key) {
            Some(&Value::Reference(number, generation)) => {
                let place = Id { number, generation };
                (Some(place), self.value(place))
            }
            Some(direct) => (None, direct.clone()),
            None => (None, Value::Array(Vec::new())),
        };
        let Value::Array(mut array) = array else {
            return Err(PdfError::Damaged(format!(
                "/{} is no array",
                String::from_utf8_lossy(key)
            )));
        };
        array.push(item.into());
        match place {
            Some(place) => self.set(place, Value::Array(array)),
            None => self.change(id)?.set(key, array),
        }
        Ok(())
    }
}

fn no_dictionary(id: Id) -> PdfError {
    PdfError::Damaged(format!("object {} is no dictionary", id.number))
}
