//! Another reader: whether `lopdf` sees the very same objects in a file as ours.

use lopdf::{Document, LoadOptions, Object as Theirs};

use crate::pdf::{Dict, Object, PdfFile, Value};

/// What `lopdf` reads, when it reads the same as ours.
pub(crate) fn read_alike(bytes: &[u8]) -> Result<Document, String> {
    let file = PdfFile::from_bytes(bytes).map_err(|fault| fault.to_string())?;
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|fault| fault.to_string())?;
    if document.xref_recovery.is_some() {
        return Err("repaired".into());
    }
    let view = file.latest();
    let ours: Vec<_> = view.objects().filter(|object| !is_structure(object)).collect();
    for object in &ours {
        let theirs = document.objects.get(&(object.number, object.generation));
        if !theirs.is_some_and(|theirs| same(&object.value, object.stream, theirs)) {
            return Err(format!("object {}", object.number));
        }
    }
    let is_structure = |object: &Theirs| {
        let kind = object.as_stream().ok().and_then(|stream| stream.dict.get(b"Type").ok());
        kind.is_some_and(|kind| matches!(kind.as_name(), Ok(b"XRef" | b"ObjStm")))
    };
    let theirs = document.objects.values().filter(|object| !is_structure(object)).count();
    if ours.len() == theirs {
        Ok(document)
    } else {
        Err(format!("{} objects, {theirs} objects", ours.len()))
    }
}

fn is_structure(object: &Object<'_>) -> bool {
    let is = |kind: &[u8]| object.dict().is_some_and(|dict| dict.is(b"Type", kind));
    object.stream.is_some() && (is(b"XRef") || is(b"ObjStm"))
}

fn same(ours: &Value<'_>, stream: Option<&[u8]>, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Boolean(a), Theirs::Boolean(b)) => a == b,
        (Value::Integer(a), Theirs::Integer(b)) => a == b,
        (Value::Real(a), Theirs::Real(b)) => std::str::from_utf8(a)
            .ok()
            .and_then(|a| a.parse::<f32>().ok())
            // The other reader may round the last digit that fits otherwise.
            .is_some_and(|a| (a - b).abs() <= 4.0 * f32::EPSILON * a.abs().max(1.0)),
        (Value::Name(a), Theirs::Name(b)) | (Value::Text(a, _), Theirs::String(b, _)) => **a == **b,
        (Value::Reference(number, generation), Theirs::Reference(id)) => {
            *id == (*number, *generation)
        }
        (Value::Array(a), Theirs::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, None, b))
        }
        (Value::Dict(a), Theirs::Dictionary(b)) => same_dict(a, b),
        (Value::Dict(a), Theirs::Stream(b)) => stream.is_some_and(|stream| {
            stream == b.content && same_stream_dict(a, &b.dict, stream.len())
        }),
        _ => false,
    }
}

/// The other reader writes the length itself where another object gives it.
fn same_stream_dict(ours: &Dict<'_>, theirs: &lopdf::Dictionary, length: usize) -> bool {
    let same_length = match (ours.get(b"Length"), theirs.get(b"Length")) {
        (Some(Value::Reference(..)), Ok(Theirs::Integer(theirs))) => {
            usize::try_from(*theirs) == Ok(length)
        }
        (Some(ours), Ok(theirs)) => same(ours, None, theirs),
        _ => false,
    };
    let others = ours.iter().filter(|(key, _)| key != b"Length");
    let mut others =
        others.map(|(key, value)| theirs.get(key).is_ok_and(|theirs| same(value, None, theirs)));
    same_length && ours.iter().count() == theirs.len() && others.all(|same| same)
}

fn same_dict(ours: &Dict<'_>, theirs: &lopdf::Dictionary) -> bool {
    ours.iter().count() == theirs.len()
        && ours
            .iter()
            .all(|(key, value)| theirs.get(key).is_ok_and(|theirs| same(value, None, theirs)))
}
