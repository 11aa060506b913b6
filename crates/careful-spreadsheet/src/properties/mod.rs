//! The custom properties of a workbook: names and values that a program or a person gave it, which
//! travel with the file whatever becomes of its cells.
//!
//! They are worth less than the cells: a part of properties that is damaged, too large or not there
//! gives none, and refuses nothing.

mod ole;

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use quick_xml::events::Event;

pub(crate) use self::ole::of_xls;
use crate::container::Container;
use crate::container::xml::{self, Xml};
use crate::limits::Allowance;
use crate::refusal::Refusal;
use crate::text;

/// Most properties of a workbook that are kept: the first of the file.
pub const PROPERTIES: usize = 64;
/// Most bytes of a name or a value; a property with a longer one is left out.
pub const PROPERTY_BYTES: usize = 1_024;

/// Properties while they are read.
#[derive(Debug, Default)]
struct Collected(BTreeMap<String, String>);

impl Collected {
    /// Adds a property, cleaned like the text of cells; of two with one name the first counts.
    fn add(&mut self, name: &str, value: &str) {
        if name.len() > PROPERTY_BYTES || value.len() > PROPERTY_BYTES {
            return;
        }
        let (name, value) = (text::clean(name), text::clean(value));
        if !self.is_full() && !name.is_empty() {
            self.0.entry(name).or_insert(value);
        }
    }

    fn is_full(&self) -> bool {
        self.0.len() >= PROPERTIES
    }
}

/// Reads the custom properties of a workbook of Excel (xlsx, xlsm, xlsb).
pub(crate) fn of_excel(
    container: &mut Container<'_>,
    allowance: &Allowance,
) -> BTreeMap<String, String> {
    of_part(container, allowance, "docProps/custom.xml", ("property", "name"))
}

/// Reads the user-defined fields of an `OpenDocument` spreadsheet.
pub(crate) fn of_ods(
    container: &mut Container<'_>,
    allowance: &Allowance,
) -> BTreeMap<String, String> {
    of_part(container, allowance, "meta.xml", ("user-defined", "meta:name"))
}

fn of_part(
    container: &mut Container<'_>,
    allowance: &Allowance,
    part: &str,
    names: (&str, &str),
) -> BTreeMap<String, String> {
    let mut found = Collected::default();
    if let Ok(Some(stream)) = container.stream(part, allowance) {
        // What was read before the part broke off is kept.
        let _ = read(stream, names, &mut found);
    }
    found.0
}

/// Reads the elements of this local name; `attribute` holds the name of the property, the text of
/// the element its value.
fn read(
    stream: impl Read,
    (wanted, attribute): (&str, &str),
    found: &mut Collected,
) -> Result<(), Refusal> {
    let mut xml = Xml::new(stream);
    let mut buffer = Vec::new();
    while !found.is_full() {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == wanted => {
                let name = xml::attribute(&element, attribute)?.unwrap_or_default();
                let value = value(&mut xml)?;
                found.add(&name, &value);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

fn value(xml: &mut Xml<impl BufRead>) -> Result<String, Refusal> {
    let (mut value, mut buffer) = (String::new(), Vec::new());
    xml.text(&mut value, &mut buffer)?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::DocProperties;

    use super::{PROPERTIES, PROPERTY_BYTES};
    use crate::testing::{open, workbook, zip};

    fn written(properties: &DocProperties) -> Vec<u8> {
        workbook(|writer| {
            writer.add_worksheet();
            writer.set_properties(properties);
        })
    }

    /// A spreadsheet without cells, whose part of fields is this XML.
    fn ods(meta: &str) -> Vec<u8> {
        zip([
            ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
            ("content.xml", b"<office:document-content></office:document-content>"),
            ("meta.xml", meta.as_bytes()),
        ])
    }

    #[test]
    fn a_workbook_of_excel_says_its_properties() {
        let properties = DocProperties::new()
            .set_custom_property("ocop.ma", "P-1-2026-L2-03-7F3A")
            .set_custom_property("ocop.tinh", "Lai Châu & Sơn La")
            .set_custom_property("ocop.dot", 1);
        let (workbooks, seen) = open(&written(&properties));
        assert!(seen.is_empty());
        let said: Vec<_> = workbooks[0].properties.iter().collect();
        let pair =
            |(name, value): (&'static str, &'static str)| (name.to_owned(), value.to_owned());
        let wanted = [
            ("ocop.dot", "1"),
            ("ocop.ma", "P-1-2026-L2-03-7F3A"),
            ("ocop.tinh", "Lai Châu & Sơn La"),
        ];
        let wanted = wanted.map(pair);
        assert_eq!(said, wanted.iter().map(|(name, value)| (name, value)).collect::<Vec<_>>());
    }

    #[test]
    fn a_spreadsheet_of_libreoffice_says_its_fields() {
        let (workbooks, _) = open(&ods(
            r#"<office:document-meta><office:meta><dc:title>x</dc:title><meta:user-defined meta:name="ocop.ma">D-1-2026-07-00AB</meta:user-defined><meta:user-defined meta:name="n" meta:value-type="float">2</meta:user-defined></office:meta></office:document-meta>"#,
        ));
        let properties = &workbooks[0].properties;
        assert_eq!(properties.get("ocop.ma").map(String::as_str), Some("D-1-2026-07-00AB"));
        assert_eq!(properties.len(), 2);
    }

    #[test]
    fn too_many_and_too_long_properties_are_left_out() {
        let mut properties =
            DocProperties::new().set_custom_property("a", "x".repeat(PROPERTY_BYTES + 1));
        for number in 0..PROPERTIES + 9 {
            properties = properties.set_custom_property(format!("p{number:03}"), "v");
        }
        let (workbooks, _) = open(&written(&properties));
        assert_eq!(workbooks[0].properties.len(), PROPERTIES);
        assert!(!workbooks[0].properties.contains_key("a"));
    }

    #[test]
    fn damaged_properties_refuse_no_workbook() {
        for meta in [
            "",
            "no xml at all",
            r#"<m><meta:user-defined meta:name="a">1"#,
            r#"<m><meta:user-defined meta:name="a">&lol;</meta:user-defined></m>"#,
        ] {
            let (workbooks, seen) = open(&ods(meta));
            assert!(workbooks[0].properties.is_empty() && seen.is_empty(), "{meta}");
        }
    }
}
