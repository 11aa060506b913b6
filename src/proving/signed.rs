//! A signed file, prepared for the comparison.

use pdf_signature::PdfFile;

/// How many ends of revisions are tried; a file has one for each time it was saved.
const MOST_ENDS: usize = 100;

/// A signed file, with what tells which paper it is.
pub(super) struct SignedFile<'a> {
    /// Its file name without folders.
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
    /// Whether the file can be parsed.
    pub(super) readable: bool,
    /// The permanent identifier of the PDF, which all versions of a paper share; `None` when the
    /// file has none or cannot be read.
    pub(super) identity: Option<Vec<u8>>,
    /// The title in the metadata.
    pub(super) title: Option<String>,
}

impl<'a> SignedFile<'a> {
    /// Reads name, identity and title of a file.
    pub(super) fn of(name: &'a str, bytes: &'a [u8]) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let file = PdfFile::from_bytes(bytes).ok();
        let identity = file.as_ref().and_then(PdfFile::identity);
        let title = file.as_ref().and_then(PdfFile::title);
        Self { name, bytes, readable: file.is_some(), identity, title }
    }

    /// Returns the paper before anybody signed it: the first revision of the file that can be read.
    pub(super) fn unsigned(&self) -> Option<PdfFile<'a>> {
        const END: &[u8] = b"%%EOF";
        let ends = self.bytes.windows(END.len()).enumerate().filter(|(_, window)| *window == END);
        let ends = ends.map(|(at, _)| at + END.len()).take(MOST_ENDS);
        ends.into_iter().find_map(|end| PdfFile::from_bytes(&self.bytes[..end]).ok())
    }
}
