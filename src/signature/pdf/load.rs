//! The structure of a file: its revisions, and which object counts in which.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Document, LoadOptions};

use super::scan::{Footer, Scan, scan};
use super::syntax::Parser;
use super::value::{Object, Value};
use super::xref::{self, Place, Section};
use super::{StructureFault, View, flate};

/// How often a file may have been saved; each signature is compared with every later revision.
const MAX_REVISIONS: usize = 100;

/// A file all of whose bytes are accounted for.
#[derive(Debug)]
pub(crate) struct PdfFile<'a> {
    pub(crate) bytes: &'a [u8],
    /// All objects of all revisions; first those that stand in the file as such, in order, then the unpacked ones.
    pub(crate) objects: Vec<Object<'a>>,
    /// Oldest first, never empty.
    pub(crate) revisions: Vec<Revision<'a>>,
}

/// What one save added to a file.
#[derive(Debug)]
pub(crate) struct Revision<'a> {
    /// The bytes it added, up to `%%EOF`.
    pub(crate) span: Range<usize>,
    /// The byte after the line end behind `%%EOF`.
    pub(crate) line_end: usize,
    /// Where its newest cross-reference section begins.
    pub(crate) section: usize,
    /// The newest trailer.
    pub(crate) trailer: super::Dict<'a>,
    /// The objects it set: an index into `PdfFile::objects`, or `None` for one that was freed.
    pub(crate) slots: BTreeMap<u32, Option<usize>>,
}

impl<'a> PdfFile<'a> {
    /// Reads a file strictly; see the module for what that means.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, StructureFault> {
        let mut scan = scan(bytes)?;
        let mut sections: BTreeMap<usize, Section<'a>> =
            std::mem::take(&mut scan.tables).into_iter().map(|table| (table.start, table)).collect();
        for object in scan.objects.iter().filter(|object| xref::is_stream(object)) {
            sections.insert(object.span.start, xref::stream(object)?);
        }
        if sections.values().any(|section| section.trailer.get(b"Encrypt").is_some()) {
            return Err(StructureFault::Encrypted);
        }
        if scan.footers.len() > MAX_REVISIONS {
            return Err(StructureFault::Unsupported("tệp PDF có quá nhiều phiên bản"));
        }
        let chain = chain(&scan.footers, &sections)?;
        let mut file = Self { bytes, objects: Vec::new(), revisions: Vec::new() };
        for (footer, starts) in &chain {
            let start = file.revisions.last().map_or(0, |revision| revision.line_end);
            let own: Vec<_> = starts.iter().map(|start| &sections[start]).collect();
            file.revisions.push(Revision {
                span: start..footer.end,
                line_end: footer.line_end,
                section: footer.section,
                trailer: own[0].trailer.clone(),
                slots: direct_slots(&scan, start..footer.end, &own)?,
            });
        }
        let lengths: BTreeMap<u32, usize> = file.lengths(&scan);
        scan.settle_lengths(|number| lengths.get(&number).copied())?;
        file.objects = scan.objects;
        for (revision, (_, starts)) in chain.iter().enumerate() {
            let own: Vec<_> = starts.iter().map(|start| &sections[start]).collect();
            file.unpack(revision, &own)?;
        }
        file.check_sizes()?;
        Ok(file)
    }

    /// The file as it is now.
    pub(crate) fn latest(&self) -> View<'_, 'a> {
        View::new(self, self.revisions.len() - 1)
    }

    /// The file as it was after a revision, counted from 0.
    pub(crate) fn view(&self, revision: usize) -> View<'_, 'a> {
        View::new(self, revision)
    }

    /// The whole numbers that stand as objects of their own.
    fn lengths(&self, scan: &Scan<'a>) -> BTreeMap<u32, usize> {
        let slots = self.revisions.iter().flat_map(|revision| &revision.slots);
        slots.filter_map(|(number, slot)| Some((*number, scan.objects[(*slot)?].value.size()?))).collect()
    }

    /// Takes the objects of a revision's object streams out.
    fn unpack(&mut self, revision: usize, sections: &[&Section<'a>]) -> Result<(), StructureFault> {
        let mut containers: BTreeMap<u32, BTreeMap<usize, u32>> = BTreeMap::new();
        for (number, place) in merged(sections) {
            if let Place::Packed(container, index) = place
                && containers.entry(container).or_default().insert(index, number).is_some()
            {
                return Err(StructureFault::WrongTarget { number });
            }
        }
        for (container, wanted) in containers {
            let slots = &self.revisions[revision].slots;
            let object = slots.get(&container).copied().flatten().map(|index| self.objects[index].clone());
            let object = object.ok_or(StructureFault::WrongTarget { number: container })?;
            for (index, (number, value)) in packed(&object)?.into_iter().enumerate() {
                match wanted.get(&index) {
                    Some(&wanted) if wanted == number => {}
                    Some(&number) => return Err(StructureFault::WrongTarget { number }),
                    None => return Err(StructureFault::Orphan { number }),
                }
                let unpacked = Object { number, generation: 0, span: object.span.clone(), value, stream: None };
                self.revisions[revision].slots.insert(number, Some(self.objects.len()));
                self.objects.push(unpacked);
            }
            if let Some(&number) = wanted.values().find(|number| !self.revisions[revision].slots.contains_key(*number))
            {
                return Err(StructureFault::WrongTarget { number });
            }
        }
        Ok(())
    }

    /// `/Size` must lie above the highest number: readers ignore entries from it on. Some programs write more than one above.
    fn check_sizes(&self) -> Result<(), StructureFault> {
        let mut highest = 0;
        for revision in &self.revisions {
            highest = revision.slots.last_key_value().map_or(highest, |(number, _)| highest.max(*number));
            let right = i64::from(highest) + 1;
            let found = revision.trailer.get(b"Size").and_then(Value::integer).unwrap_or(0);
            if found < right {
                return Err(StructureFault::WrongSize { found, right });
            }
        }
        Ok(())
    }
}

/// The sections of each revision, newest first; all sections must lie on one chain.
fn chain(
    footers: &[Footer],
    sections: &BTreeMap<usize, Section<'_>>,
) -> Result<Vec<(Footer, Vec<usize>)>, StructureFault> {
    // The first footer of a linearised file points nowhere.
    let linearised = usize::from(footers.len() > 1 && footers[0].section == 0);
    let mut chain: Vec<(Footer, Vec<usize>)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut before = None;
    let mut start = 0;
    for footer in &footers[linearised..] {
        let mut own = Vec::new();
        let mut next = Some(footer.section);
        while next != before {
            let at = next.ok_or(StructureFault::BrokenChain)?;
            let section = sections.get(&at).filter(|_| (start..footer.end).contains(&at) && seen.insert(at));
            let section = section.ok_or(StructureFault::BrokenChain)?;
            own.push(at);
            next = match section.trailer.get(b"Prev") {
                None => None,
                Some(prev) => Some(prev.size().ok_or(StructureFault::BrokenChain)?),
            };
        }
        if own.is_empty() {
            return Err(StructureFault::BrokenChain);
        }
        before = Some(footer.section);
        start = footer.line_end;
        chain.push((*footer, own));
    }
    if seen.len() == sections.len() { Ok(chain) } else { Err(StructureFault::BrokenChain) }
}

/// What the sections of one revision say; the newest wins.
fn merged(sections: &[&Section<'_>]) -> BTreeMap<u32, Place> {
    sections.iter().rev().flat_map(|section| section.entries.iter().map(|(number, place)| (*number, *place))).collect()
}

/// The slots of a revision but for those in object streams. Each entry must lead to the object it names, inside the revision,
/// and each object of the revision must have an entry.
fn direct_slots(
    scan: &Scan<'_>,
    bytes: Range<usize>,
    sections: &[&Section<'_>],
) -> Result<BTreeMap<u32, Option<usize>>, StructureFault> {
    let first = scan.objects.partition_point(|object| object.span.start < bytes.start);
    let last = scan.objects.partition_point(|object| object.span.start < bytes.end);
    let objects = &scan.objects[first..last];
    let mut slots = BTreeMap::new();
    for (number, place) in merged(sections) {
        match place {
            Place::Free => _ = slots.insert(number, None),
            Place::Packed(..) => {}
            Place::At(offset, generation) => {
                let index = objects.binary_search_by_key(&offset, |object| object.span.start).ok();
                let index = index.filter(|&at| objects[at].number == number && objects[at].generation == generation);
                slots.insert(number, Some(first + index.ok_or(StructureFault::WrongTarget { number })?));
            }
        }
    }
    for (index, object) in objects.iter().enumerate() {
        let number = object.number;
        match slots.get(&number) {
            Some(Some(at)) if *at == first + index => {}
            None if xref::is_stream(object) => _ = slots.insert(number, Some(first + index)),
            Some(Some(_)) => return Err(StructureFault::Duplicate { number }),
            _ => return Err(StructureFault::Orphan { number }),
        }
    }
    Ok(slots)
}

/// The objects of an object stream (ISO 32000-1, 7.5.7), in order.
fn packed(container: &Object<'_>) -> Result<Vec<(u32, Value<'static>)>, StructureFault> {
    let wrong = StructureFault::WrongTarget { number: container.number };
    let (Some(dict), Some(stored)) = (container.dict(), container.stream) else { return Err(wrong) };
    let size = |key: &[u8]| dict.get(key).and_then(Value::size);
    let (Some(count), Some(first), true) = (size(b"N"), size(b"First"), dict.is(b"Type", b"ObjStm")) else {
        return Err(wrong);
    };
    let data = flate::decode(dict, stored)?;
    let mut header = Parser::new(data.get(..first).ok_or(wrong.clone())?, 0);
    let mut objects = Vec::new();
    let mut seen = BTreeSet::new();
    for _ in 0..count {
        header.skip_space();
        let number = header.unsigned()?;
        header.skip_space();
        let offset: usize = header.unsigned()?;
        if !seen.insert(number) {
            return Err(StructureFault::Duplicate { number });
        }
        let at = first.checked_add(offset).ok_or(wrong.clone())?;
        objects.push((number, Parser::new(&data, at).value()?.into_owned()));
    }
    Ok(objects)
}

/// Reads a file as strictly as for verifying, and only if `lopdf` sees the very same objects.
///
/// # Errors
///
/// The first thing that is wrong with the structure.
pub fn load(bytes: &[u8]) -> Result<Document, StructureFault> {
    let file = PdfFile::read(bytes)?;
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options)
        .map_err(|fault| StructureFault::Ambiguous(fault.to_string()))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(StructureFault::Encrypted);
    }
    if document.xref_recovery.is_some() {
        return Err(StructureFault::BrokenChain);
    }
    file.agrees_with(&document)?;
    Ok(document)
}
