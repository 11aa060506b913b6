//! Indirect objects (ISO 32000-1, 7.3.10).

use std::ops::Range;

use super::{Dict, Value};

/// How an object is referred to. Objects are written in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) number: u32,
    pub(crate) generation: u16,
}

impl From<Id> for Value<'_> {
    fn from(id: Id) -> Self {
        Self::Reference(id.number, id.generation)
    }
}

/// An indirect object and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Object<'a> {
    pub(crate) number: u32,
    pub(crate) generation: u16,
    /// From its number to the end of `endobj`.
    pub(crate) span: Range<usize>,
    pub(crate) value: Value<'a>,
    /// The bytes of a stream, as they are stored.
    pub(crate) stream: Option<&'a [u8]>,
}

impl<'a> Object<'a> {
    /// How it is referred to.
    pub(crate) fn id(&self) -> Id {
        Id { number: self.number, generation: self.generation }
    }

    /// The dictionary, also of a stream.
    pub(crate) fn dict(&self) -> Option<&Dict<'a>> {
        self.value.dict()
    }

    /// Whether both say the same, wherever they stand.
    pub(crate) fn same_as(&self, other: &Object<'_>) -> bool {
        self.stream == other.stream && self.value == other.value
    }
}
