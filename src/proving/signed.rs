//! A signed file as it must be compared.

use lopdf::{Document, Object, decode_text_string};

use super::text::value;

/// How many ends of revisions are tried; a file has one for each time it was saved.
const MOST_ENDS: usize = 100;

/// A signed file, and what tells which paper it is.
pub(super) struct Signed<'a> {
    /// Its file name without folders.
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
    /// Whether its structure can be followed.
    pub(super) readable: bool,
    /// The part of its identity that stays the same for every version of a paper; `None` when it has none or cannot be read.
    pub(super) identity: Option<Vec<u8>>,
    /// The title in its description.
    pub(super) title: Option<String>,
}

impl<'a> Signed<'a> {
    pub(super) fn read(name: &'a str, bytes: &'a [u8]) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let document = pdf_signature::load(bytes).ok();
        let identity = document.as_ref().and_then(identity);
        let title = document.as_ref().and_then(title);
        Self { name, bytes, readable: document.is_some(), identity, title }
    }

    /// The paper before anybody signed it: the first revision of the file.
    pub(super) fn unsigned(&self) -> Option<Document> {
        const END: &[u8] = b"%%EOF";
        let ends = self.bytes.windows(END.len()).enumerate().filter(|(_, window)| *window == END);
        let ends = ends.map(|(at, _)| at + END.len()).take(MOST_ENDS);
        ends.into_iter().find_map(|end| pdf_signature::load(&self.bytes[..end]).ok())
    }
}

/// The first half of `/ID`, which a paper keeps in all its versions (ISO 32000-1, 14.4).
pub(super) fn identity(document: &Document) -> Option<Vec<u8>> {
    let halves = value(document, &document.trailer, b"ID")?.as_array().ok()?;
    halves.first().and_then(|half| half.as_str().ok()).map(<[u8]>::to_vec)
}

fn title(document: &Document) -> Option<String> {
    let description = value(document, &document.trailer, b"Info").and_then(|info: &Object| info.as_dict().ok())?;
    decode_text_string(description.get(b"Title").ok()?).ok()
}
