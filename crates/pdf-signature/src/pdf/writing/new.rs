//! Objects that an update adds or changes.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::serial;
use crate::pdf::syntax::{Dict, Value};

/// What a new object holds.
#[derive(Debug, Clone)]
pub(crate) enum NewObject {
    /// A value.
    Value(Value<'static>),
    /// A stream.
    Stream(NewStream),
}

/// A new stream.
#[derive(Debug, Clone)]
pub(crate) struct NewStream {
    dict: Dict<'static>,
    content: Vec<u8>,
}

/// How many bytes the name of the filter takes; what does not save as many is left as it is.
const FILTER: usize = 19;

impl NewStream {
    /// A stream of these bytes, which its length is noted of.
    pub(crate) fn new(dict: Dict<'static>, content: Vec<u8>) -> Self {
        Self { dict: dict.with("Length", length(&content)), content }
    }

    /// The same, compressed if that makes it shorter.
    pub(crate) fn compressed(self) -> Self {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let packed =
            encoder.write_all(&self.content).and_then(|()| encoder.finish()).unwrap_or_default();
        if self.dict.get(b"Filter").is_some()
            || packed.is_empty()
            || packed.len() + FILTER >= self.content.len()
        {
            return self;
        }
        Self::new(self.dict.with("Filter", Value::named("FlateDecode")), packed)
    }
}

fn length(content: &[u8]) -> i64 {
    i64::try_from(content.len()).unwrap_or(i64::MAX)
}

impl NewObject {
    /// Writes the object without the lines around it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Value(value) => serial::write_new(value, out),
            Self::Stream(NewStream { dict, content }) => {
                out.extend_from_slice(b"<<");
                serial::write_new_pairs(dict, out);
                out.extend_from_slice(b">>stream\n");
                out.extend_from_slice(content);
                out.extend_from_slice(b"\nendstream");
            }
        }
    }
}

impl From<NewStream> for NewObject {
    fn from(stream: NewStream) -> Self {
        Self::Stream(stream)
    }
}

impl From<Value<'static>> for NewObject {
    fn from(value: Value<'static>) -> Self {
        Self::Value(value)
    }
}

impl From<Dict<'static>> for NewObject {
    fn from(dict: Dict<'static>) -> Self {
        Self::Value(dict.into())
    }
}
