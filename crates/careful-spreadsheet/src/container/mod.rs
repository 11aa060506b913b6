//! A zip container, opened only if it keeps to the limits. Workbooks are such containers, and so
//! are archives of workbooks.

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

/// How far into an XML part its document type is looked for.
const PROLOG_BYTES: u64 = 64 << 10;
/// A comment, the longest there may be, and the end record before it.
const END_BYTES: usize = 0xFFFF + 22;

/// A zip container in memory whose directory has been checked: not too many parts, none twice, none
/// encrypted, none that shares bytes with another, and no more declared than may come out of it.
pub(crate) struct Container<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Positions by the name of the part, in lower case and with `/`: programs do not agree on
    /// case.
    parts: BTreeMap<String, usize>,
}

/// A part while it is unpacked, paid for byte by byte.
pub(crate) type PartStream<'a, 'b> = Metered<'a, ZipFile<'a, Cursor<&'b [u8]>>>;

impl<'b> Container<'b> {
    /// Reads and checks the directory; unpacks nothing.
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

    /// The names of all parts that are files, as people wrote them, by name; the position is that
    /// of the directory.
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

    /// Whether a part of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&part_name(name))
    }

    /// Unpacks one part, as large as a file may be at most.
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

    /// The text of a small part such as a list of content types; empty when there is none.
    pub(crate) fn text(&mut self, name: &str, allowance: &Allowance) -> Result<String, Refusal> {
        let Some(&index) = self.parts.get(&part_name(name)) else { return Ok(String::new()) };
        let bytes = self.part(index, allowance)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A part as a stream; `None` when there is none of this name.
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

    /// Looks at the head of every XML part for declarations that make it grow or reach out, whoever
    /// may read it.
    pub(crate) fn check_prologs(&mut self) -> Result<(), Refusal> {
        let is_xml =
            |name: &str| matches!(name.rsplit_once('.'), Some((_, "xml" | "rels" | "vml")));
        for (_, &index) in self.parts.iter().filter(|(name, _)| is_xml(name)) {
            let part = self.zip.by_index(index).map_err(refusal)?;
            check_prolog(part)?;
        }
        Ok(())
    }

    /// Unpacks every part into nothing and counts what comes out, so that a reader that knows no
    /// limits may follow.
    pub(crate) fn weigh(&mut self, allowance: &Allowance) -> Result<(), Refusal> {
        (0..self.zip.len()).try_for_each(|index| {
            let part = self.zip.by_index(index).map_err(refusal)?;
            let packed = part.compressed_size();
            io::copy(&mut allowance.meter(part, packed), &mut io::sink())?;
            Ok(())
        })
    }
}

/// The name that a part is found by: no leading `/`, `/` for `\`, lower case.
fn part_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Reads an XML part up to its first element.
fn check_prolog(part: impl Read) -> Result<(), Refusal> {
    let mut part = part.take(PROLOG_BYTES);
    let (mut head, mut chunk) = (Vec::new(), [0; 512]);
    loop {
        // What cannot be unpacked is told when it is read in earnest.
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

/// Whether the first element has begun.
fn has_element(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || pair[1] == b'_'))
}

/// Tells a container that was cut off from one that is damaged otherwise: its end record stands at
/// its end.
fn not_opened(error: ZipError, bytes: &[u8]) -> Refusal {
    let end = &bytes[bytes.len().saturating_sub(END_BYTES)..];
    let record = end.windows(4).rposition(|window| window == b"PK\x05\x06");
    if record.is_none_or(|at| end.len() - at < 22) {
        Refusal::truncated("the end record of the zip container is missing")
    } else {
        refusal(error)
    }
}

/// What an error of the zip reader means to a clerk.
fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Refusal::Locked
        }
        ZipError::Io(error) => error.into(),
        error => Refusal::damaged(error),
    }
}
