//! Files to print in one go: the pages of many papers, one after the other, as they were typeset.
//!
//! The papers are tagged for screen readers; a file to print is not, which its title says. It keeps
//! pages, fonts and pictures, each thing that several papers have in common once.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::TypesetFailure;
use super::booklet::{A4, BookletTitle, broken, finish};
use crate::fingerprint::sha256;

/// How deep the parts of a page lie in each other at most; ours are at six.
const DEPTH: usize = 32;

/// A file to print, while papers are added to it.
#[derive(Debug)]
pub struct PrintFile {
    document: Document,
    /// The root of the pages.
    tree: ObjectId,
    pages: Vec<Object>,
    /// Everything that was taken over, by its content.
    known: BTreeMap<String, ObjectId>,
    duplex: bool,
}

impl PrintFile {
    /// Begins an empty file. With `duplex` each paper begins on a sheet of its own when both sides
    /// are printed: a blank page follows a paper with an odd number of pages.
    #[must_use]
    pub fn new(duplex: bool) -> Self {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        Self { document, tree, pages: Vec::new(), known: BTreeMap::new(), duplex }
    }

    /// Adds the pages of a paper that was typeset here.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure::Broken`] when it cannot be read back, which is a fault of this program.
    pub fn add(&mut self, pdf: &[u8]) -> Result<(), TypesetFailure> {
        self.add_pages(pdf).map_err(|error| broken(&error))
    }

    fn add_pages(&mut self, pdf: &[u8]) -> lopdf::Result<()> {
        let paper = Document::load_mem(pdf)?;
        let mut moved = BTreeMap::new();
        let mut size = Object::from(A4.map(Object::from).to_vec());
        let pages = paper.get_pages();
        for page in pages.values() {
            let page = paper.get_dictionary(*page)?;
            let mut own = Dictionary::new();
            for key in ["MediaBox", "Rotate", "Contents", "Resources"] {
                if let Ok(part) = page.get(key.as_bytes()) {
                    own.set(key, self.take(&paper, part, &mut moved, 0)?);
                }
            }
            if let Ok(own) = own.get(b"MediaBox") {
                size = own.clone();
            }
            self.add_page(own);
        }
        if self.duplex && pages.len() % 2 == 1 {
            self.add_page(dictionary! { "MediaBox" => size, "Resources" => Dictionary::new() });
        }
        Ok(())
    }

    fn add_page(&mut self, mut page: Dictionary) {
        page.set("Type", "Page");
        page.set("Parent", self.tree);
        self.pages.push(Object::Reference(self.document.add_object(page)));
    }

    /// Takes a part of a page over, with everything that it names. `moved` knows what was taken over
    /// from this paper.
    fn take(
        &mut self,
        paper: &Document,
        part: &Object,
        moved: &mut BTreeMap<ObjectId, ObjectId>,
        depth: usize,
    ) -> lopdf::Result<Object> {
        if depth > DEPTH {
            return Err(lopdf::Error::InvalidStream("a part of a page holds itself".into()));
        }
        let dictionary = |this: &mut Self, from: &Dictionary, moved: &mut _| {
            let mut taken = Dictionary::new();
            for (key, value) in from {
                taken.set(key.clone(), this.take(paper, value, moved, depth + 1)?);
            }
            lopdf::Result::Ok(taken)
        };
        Ok(match part {
            Object::Reference(id) => {
                if let Some(now) = moved.get(id) {
                    return Ok(Object::Reference(*now));
                }
                let taken = self.take(paper, paper.get_object(*id)?, moved, depth + 1)?;
                let now = self.keep(taken);
                moved.insert(*id, now);
                Object::Reference(now)
            }
            Object::Array(items) => {
                let items = items.iter().map(|item| self.take(paper, item, moved, depth + 1));
                Object::Array(items.collect::<lopdf::Result<_>>()?)
            }
            Object::Dictionary(from) => Object::Dictionary(dictionary(self, from, moved)?),
            Object::Stream(from) => {
                let described = dictionary(self, &from.dict, moved)?;
                Object::Stream(Stream::new(described, from.content.clone()))
            }
            plain => plain.clone(),
        })
    }

    /// Adds a part, unless one with the same content is there; returns its number.
    fn keep(&mut self, part: Object) -> ObjectId {
        let mut content = Vec::new();
        write(&part, &mut content);
        let document = &mut self.document;
        *self.known.entry(sha256(&content)).or_insert_with(|| document.add_object(part))
    }

    /// Closes the file; returns its bytes and the number of its pages. The same papers give the same
    /// bytes.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure::Broken`] when the PDF cannot be written, which is a fault of this program.
    pub fn finish(mut self, title: &BookletTitle) -> Result<(Vec<u8>, usize), TypesetFailure> {
        let count = self.pages.len();
        let kids = std::mem::take(&mut self.pages);
        let total = i64::try_from(count).unwrap_or(i64::MAX);
        let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => total };
        self.document.objects.insert(self.tree, pages.into());
        let sides = if self.duplex { "DuplexFlipLongEdge" } else { "Simplex" };
        finish(&mut self.document, self.tree, title, Some(sides));
        let mut bytes = Vec::new();
        let saved = self.document.save_to(&mut bytes);
        saved.map_err(|error| broken(&lopdf::Error::from(error)))?;
        Ok((bytes, count))
    }
}

/// Writes the content of a part, so that two parts with the same content are known by it.
fn write(part: &Object, out: &mut Vec<u8>) {
    let mut dictionary = |entries: &Dictionary| {
        out.extend(b"<<");
        for (key, value) in entries {
            text(key, out);
            write(value, out);
        }
        out.extend(b">>");
    };
    match part {
        Object::Dictionary(entries) => dictionary(entries),
        Object::Stream(stream) => {
            dictionary(&stream.dict);
            text(&stream.content, out);
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write(item, out);
            }
            out.push(b']');
        }
        Object::Name(name) => {
            out.push(b'/');
            text(name, out);
        }
        Object::String(string, _) => {
            out.push(b'(');
            text(string, out);
        }
        plain => out.extend(format!("{plain:?} ").bytes()),
    }
}

/// Writes bytes with their length before them.
fn text(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend(format!("{}:", bytes.len()).bytes());
    out.extend(bytes);
}
