//! Writes a draft as a Word file: the parts of a package (ECMA-376), packed so that the same draft
//! gives the same bytes on every system.

mod body;
mod parts;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipWriter, result::ZipResult};

use super::content::Content;
use super::identity::Identity;
use super::measures::Measures;
use crate::own;

/// What stands in the properties of the file.
pub(super) struct Properties<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    /// The day of the paper, ISO 8601.
    pub(super) day: String,
}

/// Writes a draft.
///
/// # Errors
///
/// None in practice: nothing is written to a disk.
pub(super) fn docx(
    content: &Content<'_>,
    identity: &Identity,
    properties: &Properties<'_>,
    measures: &Measures,
) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = body::document(content, measures);
    let parts: [(&str, String); 14] = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::core(properties)),
        ("docProps/app.xml", parts::app()),
        ("docProps/custom.xml", parts::custom(identity)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/styles.xml", parts::styles(measures)),
        ("word/settings.xml", parts::settings()),
        ("word/header1.xml", parts::page_number(measures)),
        ("word/header2.xml", parts::draft_mark(content, measures)),
        ("customXml/item1.xml", identity.to_xml()),
        ("customXml/itemProps1.xml", parts::custom_properties()),
        ("customXml/_rels/item1.xml.rels", parts::custom_relations()),
    ];
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(own::of_any_system(zip.finish()?.into_inner()))
}

/// Tells whether XML can hold a sign (XML 1.0, 2.2).
pub(super) fn fits(sign: char) -> bool {
    matches!(
        sign,
        '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..
    )
}

/// Makes a text fit to stand in XML: signs are escaped, and what XML cannot hold becomes `�`.
pub(super) fn escaped(text: &str) -> String {
    if text.chars().all(fits) {
        return quick_xml::escape::escape(text).into_owned();
    }
    let clean: String =
        text.chars().map(|sign| if fits(sign) { sign } else { '\u{fffd}' }).collect();
    quick_xml::escape::escape(clean.as_str()).into_owned()
}
