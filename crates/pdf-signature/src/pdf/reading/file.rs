//! A file as it was after one of its revisions, and whether another reader sees the same.

use std::collections::BTreeSet;

use lopdf::Document;

use super::load::PdfFile;
use super::value::{Dict, Object, Value};
use super::{StructureFault, xref};

/// A file after one of its revisions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'f, 'a> {
    file: &'f PdfFile<'a>,
    revision: usize,
}

impl<'f, 'a> View<'f, 'a> {
    pub(super) fn new(file: &'f PdfFile<'a>, revision: usize) -> Self {
        Self { file, revision }
    }

    /// The object with this number.
    pub(crate) fn get(self, number: u32) -> Option<&'f Object<'a>> {
        let mut revisions = self.file.revisions[..=self.revision].iter().rev();
        let slot = revisions.find_map(|revision| revision.slots.get(&number))?;
        slot.map(|index| &self.file.objects[index])
    }

    /// The value itself, or what it refers to.
    pub(crate) fn resolve(self, value: &'f Value<'a>) -> &'f Value<'a> {
        const MAX_STEPS: usize = 8;
        let mut value = value;
        for _ in 0..MAX_STEPS {
            let Value::Reference(number, generation) = value else { return value };
            value = match self.get(*number) {
                Some(object) if object.generation == *generation => &object.value,
                _ => &Value::Null,
            };
        }
        &Value::Null
    }

    /// The value of a key, resolved; `None` if it is missing or null.
    pub(crate) fn lookup(self, dict: &'f Dict<'a>, key: &[u8]) -> Option<&'f Value<'a>> {
        dict.get(key).map(|value| self.resolve(value)).filter(|value| **value != Value::Null)
    }

    /// The dictionary that a key leads to.
    pub(crate) fn dict(self, dict: &'f Dict<'a>, key: &[u8]) -> Option<&'f Dict<'a>> {
        self.lookup(dict, key)?.dict()
    }

    /// The array that a key leads to; empty if there is none.
    pub(crate) fn array(self, dict: &'f Dict<'a>, key: &[u8]) -> &'f [Value<'a>] {
        self.lookup(dict, key).and_then(Value::array).unwrap_or_default()
    }

    pub(crate) fn trailer(self) -> &'f Dict<'a> {
        &self.file.revisions[self.revision].trailer
    }

    /// The number of the catalog.
    pub(crate) fn root(self) -> Option<u32> {
        self.trailer().get(b"Root").and_then(Value::reference)
    }

    pub(crate) fn catalog(self) -> Option<&'f Dict<'a>> {
        self.dict(self.trailer(), b"Root")
    }

    /// The form, if there is one.
    pub(crate) fn form(self) -> Option<&'f Dict<'a>> {
        self.dict(self.catalog()?, b"AcroForm")
    }

    /// Every object that exists, by number.
    pub(crate) fn objects(self) -> impl Iterator<Item = &'f Object<'a>> {
        let revisions = &self.file.revisions[..=self.revision];
        let numbers: BTreeSet<u32> = revisions.iter().flat_map(|revision| revision.slots.keys().copied()).collect();
        numbers.into_iter().filter_map(move |number| self.get(number))
    }

    /// The numbers that were set or freed after `old`.
    pub(crate) fn touched_since(self, old: Self) -> BTreeSet<u32> {
        let later = &self.file.revisions[old.revision + 1..=self.revision];
        later.iter().flat_map(|revision| revision.slots.keys().copied()).collect()
    }
}

impl PdfFile<'_> {
    /// Whether `lopdf` filed the same objects under the same numbers. It files an object under the number in its header, which
    /// is not always that of the entry which led to it.
    pub(super) fn agrees_with(&self, document: &Document) -> Result<(), StructureFault> {
        let view = self.latest();
        let ours = view.objects().filter(|object| !xref::is_stream(object) && !is_container(object));
        let mut seen = 0;
        for object in ours {
            let theirs = document.objects.get(&(object.number, object.generation));
            if !theirs.is_some_and(|theirs| same(&object.value, object.stream, theirs)) {
                return Err(StructureFault::Ambiguous(format!("object {}", object.number)));
            }
            seen += 1;
        }
        let is_structure = |object: &lopdf::Object| {
            object.as_stream().is_ok_and(|stream| {
                matches!(stream.dict.get(b"Type").and_then(lopdf::Object::as_name), Ok(b"XRef" | b"ObjStm"))
            })
        };
        let theirs = document.objects.values().filter(|object| !is_structure(object)).count();
        if seen == theirs {
            Ok(())
        } else {
            Err(StructureFault::Ambiguous(format!("{seen} objects, {theirs} objects")))
        }
    }
}

fn is_container(object: &Object<'_>) -> bool {
    object.stream.is_some() && object.dict().is_some_and(|dict| dict.is(b"Type", b"ObjStm"))
}

fn same(ours: &Value<'_>, stream: Option<&[u8]>, theirs: &lopdf::Object) -> bool {
    use lopdf::Object as Theirs;
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Boolean(a), Theirs::Boolean(b)) => a == b,
        (Value::Integer(a), Theirs::Integer(b)) => a == b,
        (Value::Real(a), Theirs::Real(b)) => std::str::from_utf8(a)
            .ok()
            .and_then(|a| a.parse::<f32>().ok())
            // The other reader may round the last digit that fits otherwise.
            .is_some_and(|a| (a - b).abs() <= 4.0 * f32::EPSILON * a.abs().max(1.0)),
        (Value::Name(a), Theirs::Name(b)) | (Value::Text(a), Theirs::String(b, _)) => **a == **b,
        (Value::Reference(number, generation), Theirs::Reference(id)) => *id == (*number, *generation),
        (Value::Array(a), Theirs::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, None, b)),
        (Value::Dict(a), Theirs::Dictionary(b)) => same_dict(a, b),
        (Value::Dict(a), Theirs::Stream(b)) => {
            stream.is_some_and(|stream| stream == b.content && same_stream_dict(a, &b.dict, stream.len()))
        }
        _ => false,
    }
}

/// The other reader writes the length itself where another object gives it.
fn same_stream_dict(ours: &Dict<'_>, theirs: &lopdf::Dictionary, length: usize) -> bool {
    let same_length = match (ours.get(b"Length"), theirs.get(b"Length")) {
        (Some(Value::Reference(..)), Ok(lopdf::Object::Integer(theirs))) => usize::try_from(*theirs) == Ok(length),
        (Some(ours), Ok(theirs)) => same(ours, None, theirs),
        _ => false,
    };
    let others = ours.iter().filter(|(key, _)| key != b"Length");
    let mut others = others.map(|(key, value)| theirs.get(key).is_ok_and(|theirs| same(value, None, theirs)));
    same_length && ours.iter().count() == theirs.len() && others.all(|same| same)
}

fn same_dict(ours: &Dict<'_>, theirs: &lopdf::Dictionary) -> bool {
    ours.iter().count() == theirs.len()
        && ours.iter().all(|(key, value)| theirs.get(key).is_ok_and(|theirs| same(value, None, theirs)))
}
