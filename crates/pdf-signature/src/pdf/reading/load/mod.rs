//! Reads the structure of a file: its revisions, and which object counts in which.

use std::collections::{BTreeMap, BTreeSet};

mod odd;
mod packed;

pub(super) use odd::OddPlace;
pub(super) use packed::is_packing;

use super::chain::{Entries, chain, entries};
use super::file::{Care, PdfFile, Revision};
use super::later;
use super::scan::{Scan, scan};
use super::xref::{self, Location, MAX_ROWS, Section};
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Object, Oddity, Value};
use packed::{Room, packed};

/// How often a file may have been saved; each signature is compared with every later revision.
const MAX_REVISIONS: usize = 100;

impl<'a> PdfFile<'a> {
    /// Reads a file strictly: every byte must belong to an object that the cross-reference sections
    /// name, to such a section, or be white space.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with the structure.
    ///
    /// ```
    /// use pdf_signature::{PdfFile, StructureFault};
    ///
    /// assert_eq!(PdfFile::from_bytes(b"hello").err(), Some(StructureFault::NotPdf));
    /// ```
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, StructureFault> {
        let mut scan = scan(bytes)?;
        let mut sections: BTreeMap<usize, Section<'a>> = std::mem::take(&mut scan.tables)
            .into_iter()
            .map(|table| (table.start, table))
            .collect();
        let mut rows = MAX_ROWS;
        for object in scan.objects.iter().filter(|object| xref::is_stream(object)) {
            sections.insert(object.span.start, xref::stream(object, &mut rows)?);
        }
        if sections.values().any(|section| section.trailer.get(b"Encrypt").is_some()) {
            return Err(StructureFault::Encrypted);
        }
        if scan.footers.len() > MAX_REVISIONS {
            return Err(StructureFault::Unsupported("tệp PDF có quá nhiều phiên bản"));
        }
        let chain = chain(&scan.footers, &sections)?;
        let signed = scan
            .objects
            .iter()
            .find(|object| object.dict().is_some_and(|dict| dict.get(b"ByteRange").is_some()));
        let signed = signed.map_or(usize::MAX, |object| object.span.start);
        let odd = std::mem::take(&mut scan.odd);
        let mut file = Self { bytes, objects: Vec::new(), revisions: Vec::new(), odd };
        for (footer, starts) in &chain {
            let start = file.revisions.last().map_or(0, |revision| revision.line_end);
            let own = entries(starts, &sections)?;
            let care = match start {
                0 => Care::Base,
                _ if footer.end <= signed => Care::Base,
                start if start <= signed => Care::Signing,
                _ => Care::Later,
            };
            file.revisions.push(Revision {
                span: start..footer.end,
                line_end: footer.line_end,
                section: footer.section,
                trailer: sections[&starts[0].0].trailer.clone(),
                slots: BTreeMap::new(),
                care,
                footer: footer.start,
                is_untidy: false,
                is_loose: care == Care::Later
                    && (later::is_long(bytes, footer)
                        || starts.iter().any(|(at, _)| sections[at].is_loose)),
            });
            file.note_sections(starts, &sections);
            let (slots, is_untidy) = file.direct_slots(&scan, &own)?;
            file.note_free(&own);
            if let Some(revision) = file.revisions.last_mut() {
                (revision.slots, revision.is_untidy) = (slots, is_untidy);
            }
        }
        let lengths: BTreeMap<u32, usize> = file.lengths(&scan);
        scan.settle_lengths(|number| lengths.get(&number).copied())?;
        file.objects = scan.objects;
        let mut left = Room::default();
        for (revision, (_, starts)) in chain.iter().enumerate() {
            file.unpack(revision, &entries(starts, &sections)?, &mut left)?;
        }
        file.check_sizes()?;
        let tables = sections.values().filter(|section| !section.is_stream);
        let tables: BTreeSet<usize> = tables.map(|section| section.start).collect();
        file.check_added(&tables)?;
        Ok(file)
    }

    /// The slots of the last revision but for those in object streams. Each entry must lead to the
    /// object it names, inside the revision, and each object of the revision must have an entry,
    /// but for what an untidy program may leave there; whether one did is told too.
    fn direct_slots(
        &self,
        scan: &Scan<'a>,
        entries: &Entries,
    ) -> Result<(BTreeMap<u32, Option<usize>>, bool), StructureFault> {
        let last = self.revisions.len() - 1;
        let Revision { span, care, .. } = &self.revisions[last];
        let before = |number: u32| {
            let mut earlier = self.revisions[..last].iter().rev();
            earlier.find_map(|revision| revision.slots.get(&number)).copied().flatten()
        };
        let first = scan.objects.partition_point(|object| object.span.start < span.start);
        let end = scan.objects.partition_point(|object| object.span.start < span.end);
        let objects = &scan.objects[first..end];
        let at = |objects: &[Object<'a>], number: u32, offset: usize, generation: u16| {
            let index = objects.binary_search_by_key(&offset, |object| object.span.start).ok();
            index.filter(|&at| objects[at].number == number && objects[at].generation == generation)
        };
        let mut slots = BTreeMap::new();
        for (&number, &place) in &entries.plain {
            match place {
                Location::Free => _ = slots.insert(number, None),
                Location::Packed(..) => {}
                Location::At(offset, generation) => {
                    let index = at(objects, number, offset, generation);
                    // A program that miscounts before anybody signs accuses nobody; an object of
                    // another number in that place is another matter.
                    let nothing_there = || {
                        let start = |object: &Object<'_>| object.span.start;
                        scan.objects.binary_search_by_key(&offset, start).is_err()
                    };
                    let fault = || match care {
                        Care::Base if nothing_there() => StructureFault::BrokenChain,
                        _ => StructureFault::WrongTarget { number },
                    };
                    slots.insert(number, Some(first + index.ok_or_else(fault)?));
                }
            }
        }
        for (&number, &place) in &entries.hidden {
            let Location::At(offset, generation) = place else { continue };
            // It may repeat where an object is, and name one that was not there; it takes the place
            // of none.
            match (at(&scan.objects[..end], number, offset, generation), before(number)) {
                (Some(index), Some(other)) if index == other => {}
                // Nobody had signed yet when Word named what it had written before.
                (Some(index), None) if index >= first || *care == Care::Base => {
                    _ = slots.insert(number, Some(index));
                }
                _ => return Err(StructureFault::Hybrid),
            }
        }
        let mut is_untidy = false;
        for (index, object) in objects.iter().enumerate() {
            let number = object.number;
            match slots.get(&number) {
                Some(Some(at)) if *at == first + index => continue,
                None if xref::is_stream(object) => {
                    slots.insert(number, Some(first + index));
                    continue;
                }
                _ => is_untidy = true,
            }
            match slots.get(&number) {
                _ if *care == Care::Base => {}
                // Of an object that is written twice the last copy counts.
                Some(Some(at))
                    if *care == Care::Signing
                        && (*at > first + index || scan.objects[*at].same_as(object)) => {}
                Some(Some(_)) => return Err(StructureFault::Duplicate { number }),
                // Nothing of that number was ever shown.
                None if *care == Care::Signing
                    && before(number).is_none()
                    && !entries.plain.contains_key(&number) => {}
                _ => return Err(StructureFault::Orphan { number }),
            }
        }
        Ok((slots, is_untidy))
    }

    /// The whole numbers that stand as objects of their own.
    fn lengths(&self, scan: &Scan<'a>) -> BTreeMap<u32, usize> {
        let slots = self.revisions.iter().flat_map(|revision| &revision.slots);
        slots
            .filter_map(|(number, slot)| Some((*number, scan.objects[(*slot)?].value.size()?)))
            .collect()
    }

    /// Takes the objects of a revision's object streams out; `left` is what they may still unpack
    /// to.
    fn unpack(
        &mut self,
        revision: usize,
        entries: &Entries,
        left: &mut Room,
    ) -> Result<(), StructureFault> {
        let mut containers: BTreeMap<u32, BTreeMap<usize, u32>> = BTreeMap::new();
        for (&number, &place) in entries.plain.iter().chain(&entries.hidden) {
            if let Location::Packed(container, index) = place
                && containers.entry(container).or_default().insert(index, number).is_some()
            {
                return Err(StructureFault::WrongTarget { number });
            }
        }
        for (container, wanted) in containers {
            let is_hybrid = !entries.hidden.is_empty();
            let slots = &self.revisions[revision].slots;
            let object = match slots.get(&container).copied().flatten() {
                Some(index) => Some(self.objects[index].clone()),
                None if is_hybrid => self.view(revision).get(container).cloned(),
                None => None,
            };
            let object = object.ok_or(StructureFault::WrongTarget { number: container })?;
            let (inside, odd) = packed(&object, left)?;
            let place =
                |what: Oddity| OddPlace { at: object.span.start, number: Some(container), what };
            self.odd.extend(odd.each().map(|odd| place(odd.what)));
            for (index, (number, value)) in inside.into_iter().enumerate() {
                match wanted.get(&index) {
                    Some(&wanted) if wanted == number => {}
                    Some(&number) => return Err(StructureFault::WrongTarget { number }),
                    None if self.revisions[revision].care == Care::Base => continue,
                    None => return Err(StructureFault::Orphan { number }),
                }
                if entries.hidden.contains_key(&number) && self.view(revision).get(number).is_some()
                {
                    return Err(StructureFault::Hybrid);
                }
                let unpacked = Object {
                    number,
                    generation: 0,
                    span: object.span.clone(),
                    value,
                    stream: None,
                };
                self.revisions[revision].slots.insert(number, Some(self.objects.len()));
                self.objects.push(unpacked);
            }
            if let Some(&number) =
                wanted.values().find(|number| !self.revisions[revision].slots.contains_key(*number))
            {
                return Err(StructureFault::WrongTarget { number });
            }
        }
        Ok(())
    }

    /// `/Size` must lie above the highest number: readers ignore entries from it on. Some programs
    /// write more than one above.
    fn check_sizes(&self) -> Result<(), StructureFault> {
        let mut highest = 0;
        for revision in &self.revisions {
            highest =
                revision.slots.last_key_value().map_or(highest, |(number, _)| highest.max(*number));
            let right = i64::from(highest) + 1;
            let found = revision.trailer.get(b"Size").and_then(Value::integer).unwrap_or(0);
            if found < right {
                return Err(StructureFault::WrongSize { found, right });
            }
        }
        Ok(())
    }
}
