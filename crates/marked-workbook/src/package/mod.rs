//! A workbook as a package of parts (OPC, ECMA-376 Part 2): parts are read, changed, added and
//! dropped; all others are copied as they are packed.

pub(crate) mod relations;
pub(crate) mod types;
pub(crate) mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::unmarkable::Unmarkable;

/// Bytes that may come out of all parts that are read.
const UNPACKED_BYTES: u64 = 200 << 20;

/// A package and what is to become of it.
pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Names of the parts by their lower-case form, by which they are the same (6.3.2).
    names: BTreeMap<String, String>,
    /// Parts that are new or changed.
    written: BTreeMap<String, Vec<u8>>,
    dropped: BTreeSet<String>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the directory of a package; unpacks nothing.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Unmarkable> {
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(Unmarkable::NotAPackage);
        }
        let zip = ZipArchive::new(Cursor::new(bytes))?;
        if zip.has_duplicate_names() {
            return Err(Unmarkable::Odd("two parts have the same name"));
        }
        let mut names = BTreeMap::new();
        for name in zip.file_names() {
            let name = name?;
            if names.insert(name.to_lowercase(), name.into_owned()).is_some() {
                return Err(Unmarkable::Odd("two parts have the same name"));
            }
        }
        Ok(Self { zip, names, written: BTreeMap::new(), dropped: BTreeSet::new(), left: UNPACKED_BYTES })
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&part.to_lowercase())
    }

    /// The names of all parts, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// The text of an XML part as it stands now.
    pub(crate) fn text(&mut self, part: &str) -> Result<String, Unmarkable> {
        let name = self.names.get(&part.to_lowercase()).ok_or_else(|| Unmarkable::Missing(part.to_owned()))?;
        let mut bytes = self.written.get(name).cloned().unwrap_or_default();
        if !self.written.contains_key(name) {
            let read = self.zip.by_name(name)?.take(self.left + 1).read_to_end(&mut bytes)?;
            self.left = self.left.checked_sub(read as u64).ok_or(Unmarkable::Odd("the parts are too large"))?;
        }
        let text = String::from_utf8(bytes).map_err(|_| Unmarkable::Odd("an XML part is not in UTF-8"))?;
        Ok(text.strip_prefix('\u{FEFF}').map(ToOwned::to_owned).unwrap_or(text))
    }

    /// Changes a part, or adds it.
    pub(crate) fn put(&mut self, part: &str, text: String) {
        let name = self.names.entry(part.to_lowercase()).or_insert_with(|| part.to_owned());
        self.written.insert(name.clone(), text.into_bytes());
    }

    /// Takes a part away.
    pub(crate) fn remove(&mut self, part: &str) {
        if let Some(name) = self.names.remove(&part.to_lowercase()) {
            self.dropped.insert(name);
        }
    }

    /// The first name of the kind `xl/comments3.xml` that no part has.
    pub(crate) fn free(&self, before: &str, after: &str) -> String {
        let mut names = (1..).map(|number: u32| format!("{before}{number}{after}"));
        names.find(|name| !self.has(name)).expect("a package has fewer parts than there are numbers")
    }

    /// The package as it now is: the parts in their old order, each as it was packed unless it was
    /// changed, then the new ones. The same changes give the same bytes.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Unmarkable> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let part = self.zip.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            if self.dropped.contains(&name) {
                continue;
            }
            match self.written.remove(&name) {
                Some(bytes) => write(&mut out, &name, &bytes)?,
                None => out.raw_copy_file(part)?,
            }
        }
        for (name, bytes) in &self.written {
            write(&mut out, name, bytes)?;
        }
        Ok(out.finish()?.into_inner())
    }
}

/// Packs one part, with the time that zip counts from.
fn write(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Unmarkable> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    out.start_file(name, options)?;
    out.write_all(bytes)?;
    Ok(())
}
