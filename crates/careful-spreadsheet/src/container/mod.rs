//! A zip container that is opened only if it keeps to the limits. Workbooks are such containers,
//! and so are archives of workbooks.

pub(crate) mod ole;
pub(crate) mod xml;

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::extra_fields::ExtraField;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::limits::{Allowance, CONTAINER_PARTS, FILE_BYTES, Metered};
use crate::refusal::{Refusal, TooLarge};
use crate::{names, text};

/// Bytes at the beginning of an XML part in which its document type is looked for.
const PROLOG_BYTES: u64 = 64 << 10;
/// Bytes at the end of a container in which its end record stands: the record and the longest
/// comment.
const END_BYTES: usize = 0xFFFF + 22;

/// A zip container in memory whose directory has been checked: not too many parts, no name twice,
/// no part encrypted, none that shares bytes with another, and no more unpacked bytes declared than
/// the limits allow.
pub(crate) struct Container<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Index of each part by its name, in lower case and with `/`, because programs do not agree on
    /// case.
    parts: BTreeMap<String, usize>,
}

/// A part while it is unpacked; its bytes are charged to the allowance.
pub(crate) type PartStream<'a, 'b> = Metered<'a, ZipFile<'a, Cursor<&'b [u8]>>>;

impl<'b> Container<'b> {
    /// Reads and checks the directory; unpacks nothing.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when the container is damaged, encrypted or exceeds the limits.
    pub(crate) fn open(bytes: &'b [u8], allowance: &Allowance) -> Result<Self, Refusal> {
        let mut zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_opened(error, bytes))?;
        if zip.len() > CONTAINER_PARTS {
            return Err(Refusal::TooLarge(TooLarge::Files));
        }
        if zip.has_duplicate_names() {
            return Err(Refusal::SameName);
        }
        let (mut parts, mut packed, mut unpacked) = (BTreeMap::new(), 0_u64, 0_u64);
        for index in 0..zip.len() {
            let part = zip.by_index_data(index).map_err(refusal)?;
            if part.encrypted() {
                return Err(Refusal::Locked);
            }
            packed = packed.saturating_add(part.compressed_size());
            unpacked = unpacked.saturating_add(part.size());
            parts.insert(part_name(&String::from_utf8_lossy(part.name_raw())), index);
        }
        allowance.declared(packed, unpacked)?;
        if zip.has_overlapping_entries().map_err(refusal)? {
            return Err(Refusal::SharedBytes);
        }
        Ok(Self { zip, parts })
    }

    /// Returns the index and the name of each part that is a file, ordered by name. Names are
    /// decoded for people.
    ///
    /// # Errors
    ///
    /// [`Refusal::SameName`] when two names look the same.
    pub(crate) fn names(&mut self) -> Result<Vec<(usize, String)>, Refusal> {
        let mut found = Vec::new();
        for index in 0..self.zip.len() {
            let part = self.zip.by_index_raw(index).map_err(refusal)?;
            let raw = part.name_raw();
            let spelt = part.extra_data_fields().find_map(|field| match field {
                ExtraField::UnicodePath(path) => path.clone().unwrap_valid(raw).ok(),
                _ => None,
            });
            let name = names::decode(spelt.as_deref().unwrap_or(raw)).replace('\\', "/");
            if !name.ends_with('/') {
                found.push((index, text::clean(&name)));
            }
        }
        found.sort_by(|(_, one), (_, other)| one.cmp(other));
        if found.windows(2).any(|pair| pair[0].1 == pair[1].1) {
            return Err(Refusal::SameName);
        }
        Ok(found)
    }

    /// Tells whether the container has a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&part_name(name))
    }

    /// Unpacks the part of this index.
    ///
    /// # Errors
    ///
    /// [`TooLarge::Packed`] when it has more than [`FILE_BYTES`] bytes; other refusals when it is
    /// damaged or exceeds the allowance.
    pub(crate) fn part(&mut self, index: usize, allowance: &Allowance) -> Result<Vec<u8>, Refusal> {
        let part = self.zip.by_index(index).map_err(refusal)?;
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        allowance.meter(part, packed).take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > FILE_BYTES {
            Err(Refusal::TooLarge(TooLarge::Packed))
        } else {
            Ok(bytes)
        }
    }

    /// Unpacks a small part of text, such as the list of content types; returns an empty text when
    /// there is no such part.
    pub(crate) fn text(&mut self, name: &str, allowance: &Allowance) -> Result<String, Refusal> {
        let Some(&index) = self.parts.get(&part_name(name)) else { return Ok(String::new()) };
        let bytes = self.part(index, allowance)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Opens the part of this name as a stream; `None` when there is none.
    pub(crate) fn stream<'a>(
        &'a mut self,
        name: &str,
        allowance: &'a Allowance,
    ) -> Result<Option<PartStream<'a, 'b>>, Refusal> {
        let Some(&index) = self.parts.get(&part_name(name)) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(refusal)?;
        let packed = part.compressed_size();
        Ok(Some(allowance.meter(part, packed)))
    }

    /// Checks the beginning of every XML part, also of those that are not read, for entities and
    /// references to the outside.
    pub(crate) fn check_prologs(&mut self) -> Result<(), Refusal> {
        let is_xml =
            |name: &str| matches!(name.rsplit_once('.'), Some((_, "xml" | "rels" | "vml")));
        for (_, &index) in self.parts.iter().filter(|(name, _)| is_xml(name)) {
            let part = self.zip.by_index(index).map_err(refusal)?;
            check_prolog(part)?;
        }
        Ok(())
    }

    /// Unpacks every part, keeps nothing and charges the bytes, so that a library without limits
    /// may read the container afterwards.
    pub(crate) fn weigh(&mut self, allowance: &Allowance) -> Result<(), Refusal> {
        (0..self.zip.len()).try_for_each(|index| {
            let part = self.zip.by_index(index).map_err(refusal)?;
            let packed = part.compressed_size();
            io::copy(&mut allowance.meter(part, packed), &mut io::sink())?;
            Ok(())
        })
    }
}

/// Normalises the name of a part for look-up: no leading `/`, `/` for `\`, lower case.
fn part_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Checks the document type of an XML part, reading up to its first element.
fn check_prolog(part: impl Read) -> Result<(), Refusal> {
    let mut part = part.take(PROLOG_BYTES);
    let (mut head, mut chunk) = (Vec::new(), [0; 512]);
    loop {
        // A part that cannot be unpacked is refused when it is read in earnest.
        let count = part.read(&mut chunk).unwrap_or(0);
        head.extend(chunk[..count].iter().filter(|&&byte| byte != 0));
        let text = String::from_utf8_lossy(&head);
        let doctype = text.find("<!DOCTYPE");
        if doctype.is_none() && (count == 0 || has_element(&text)) {
            return Ok(());
        }
        if let Some(at) = doctype
            && count == 0
        {
            return xml::doctype(&text[at..]);
        }
    }
}

/// Tells whether the text holds the beginning of an element.
fn has_element(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || pair[1] == b'_'))
}

/// Makes the refusal for a container that does not open. Without an end record at its end it was
/// cut off, otherwise it is damaged.
fn not_opened(error: ZipError, bytes: &[u8]) -> Refusal {
    let end = &bytes[bytes.len().saturating_sub(END_BYTES)..];
    let record = end.windows(4).rposition(|window| window == b"PK\x05\x06");
    if record.is_none_or(|at| end.len() - at < 22) {
        Refusal::truncated("the end record of the zip container is missing")
    } else {
        refusal(error)
    }
}

/// Makes the refusal for an error of the zip library.
fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Refusal::Locked
        }
        ZipError::Io(error) => error.into(),
        error => Refusal::damaged(error),
    }
}
