//! A Word file as its parts, changed as a person or a program would.

use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DOCUMENT: &str = "word/document.xml";

/// A Word file, unpacked.
#[derive(Clone)]
pub(crate) struct Docx {
    parts: Vec<(String, Vec<u8>)>,
}

impl Docx {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            parts.push((part.name().unwrap().into_owned(), bytes));
        }
        Self { parts }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The text of the file as XML.
    pub(crate) fn xml(&self) -> &str {
        let part = self.parts.iter().find(|(name, _)| name == DOCUMENT).unwrap();
        std::str::from_utf8(&part.1).unwrap()
    }

    /// Changes the XML of the text.
    pub(crate) fn with_xml(mut self, change: impl FnOnce(&str) -> String) -> Self {
        let changed = change(self.xml());
        let part = self.parts.iter_mut().find(|(name, _)| name == DOCUMENT).unwrap();
        part.1 = changed.into_bytes();
        self
    }

    /// Puts one text in the place of another that stands there once.
    #[track_caller]
    pub(crate) fn typing(self, old: &str, new: &str) -> Self {
        assert_eq!(self.xml().matches(old).count(), 1, "`{old}` stands there once");
        self.with_xml(|xml| xml.replacen(old, new, 1))
    }

    /// Adds a part.
    pub(crate) fn adding(mut self, name: &str, bytes: &[u8]) -> Self {
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// Takes a part away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    /// The paragraph that holds this text, as XML.
    #[track_caller]
    pub(crate) fn paragraph(&self, text: &str) -> String {
        let at = self.xml().find(text).unwrap_or_else(|| panic!("`{text}`"));
        let start = self.xml()[..at].rfind("<w:p>").unwrap();
        let end = at + self.xml()[at..].find("</w:p>").unwrap() + "</w:p>".len();
        self.xml()[start..end].to_owned()
    }

    /// Puts a paragraph of running text behind the one with this text.
    #[track_caller]
    pub(crate) fn with_paragraph_behind(self, text: &str, new: &str) -> Self {
        let before = self.paragraph(text);
        let style = before.split("<w:pStyle w:val=\"").nth(1).unwrap().split('"').next().unwrap();
        let new = format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
            quick_xml::escape::escape(new)
        );
        self.with_xml(|xml| xml.replacen(&before, &format!("{before}{new}"), 1))
    }

    /// Checks that every part of XML is well formed; returns how many there are.
    pub(crate) fn well_formed(&self) -> usize {
        let is_xml = |name: &str| matches!(name.rsplit_once('.'), Some((_, "xml" | "rels")));
        let parts = self.parts.iter().filter(|(name, _)| is_xml(name));
        parts
            .map(|(name, bytes)| {
                let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap());
                loop {
                    match reader.read_event() {
                        Ok(Event::Eof) => break,
                        Ok(_) => {}
                        Err(error) => panic!("{name}: {error}"),
                    }
                }
            })
            .count()
    }
}
