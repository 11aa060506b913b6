//! Opens a PDF strictly: nothing is repaired, and every reference leads to the object it names.

use std::collections::BTreeMap;

use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions, Object};

use super::PdfError;

/// Reads a PDF as it stands.
///
/// # Errors
/// [`PdfError`] for what is damaged, encrypted or ambiguous.
pub(crate) fn open(bytes: &[u8]) -> Result<Document, PdfError> {
    if !bytes.starts_with(b"%PDF-") || !bytes.trim_ascii_end().ends_with(b"%%EOF") {
        return Err(PdfError::Damaged("no %PDF- or no %%EOF".into()));
    }
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(PdfError::Encrypted);
    }
    if bytes.windows(8).any(|word| word == b"/XRefStm") {
        return Err(PdfError::Hybrid);
    }
    if document.xref_recovery.is_some() {
        return Err(PdfError::Damaged("cross-reference".into()));
    }
    lead_where_they_should(bytes, &document)?;
    Ok(document)
}

/// A reader may file an object under the number in its heading instead of the one in the table; the two must agree.
fn lead_where_they_should(bytes: &[u8], document: &Document) -> Result<(), PdfError> {
    let mut containers = BTreeMap::new();
    for (number, entry) in &document.reference_table.entries {
        let right = match entry {
            XrefEntry::Normal { offset, generation } => heading_is(bytes, *offset as usize, *number, *generation),
            XrefEntry::Compressed { container, index } => {
                let numbers = containers.entry(*container).or_insert_with(|| numbers_in(document, *container));
                numbers.get(usize::from(*index)) == Some(number)
            }
            _ => true,
        };
        if !right {
            return Err(PdfError::Damaged(format!("object {number} is not where the table says")));
        }
    }
    Ok(())
}

fn heading_is(bytes: &[u8], at: usize, number: u32, generation: u16) -> bool {
    let Some(heading) = bytes.get(at..bytes.len().min(at.saturating_add(32))) else { return false };
    let mut words = heading.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    heading.first().is_some_and(u8::is_ascii_digit)
        && number_of(words.next()) == Some(number)
        && number_of(words.next()) == Some(u32::from(generation))
        && words.next().is_some_and(|word| word.starts_with(b"obj"))
}

fn numbers_in(document: &Document, container: u32) -> Vec<u32> {
    let Ok(stream) = document.get_object((container, 0)).and_then(Object::as_stream) else { return Vec::new() };
    let body = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let count = stream.dict.get(b"N").and_then(Object::as_i64).ok().and_then(|count| usize::try_from(count).ok());
    let words = body.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.step_by(2).take(count.unwrap_or_default()).map_while(|word| number_of(Some(word))).collect()
}

fn number_of(word: Option<&[u8]>) -> Option<u32> {
    std::str::from_utf8(word?).ok()?.parse().ok()
}
