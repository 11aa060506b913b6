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
    /// How much a program may have left lying about in it.
    care: Care,
}

/// How much a program may leave in a revision that nothing leads to. Whatever lies there is signed, and no later revision can
/// make anything of it: an entry that leads into an earlier revision is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// What was there before anybody signed: objects that no table names, and older copies of objects, are only untidy.
    Base,
    /// The update with the first signature: programs that sign leave no second copy of what the paper shows.
    Signing,
    /// What was added to a signed file: every object is accounted for.
    Later,
}

/// What the sections of one revision say.
#[derive(Debug, Default)]
struct Entries {
    /// The tables and streams; the newest wins.
    plain: BTreeMap<u32, Place>,
    /// What only readers of cross-reference streams see of a hybrid file (ISO 32000-1, 7.5.8.4).
    hidden: BTreeMap<u32, Place>,
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
        let signed =
            scan.objects.iter().find(|object| object.dict().is_some_and(|dict| dict.get(b"ByteRange").is_some()));
        let signed = signed.map_or(usize::MAX, |object| object.span.start);
        let mut file = Self { bytes, objects: Vec::new(), revisions: Vec::new() };
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
            });
            let slots = file.direct_slots(&scan, &own)?;
            if let Some(revision) = file.revisions.last_mut() {
                revision.slots = slots;
            }
        }
        let lengths: BTreeMap<u32, usize> = file.lengths(&scan);
        scan.settle_lengths(|number| lengths.get(&number).copied())?;
        file.objects = scan.objects;
        for (revision, (_, starts)) in chain.iter().enumerate() {
            file.unpack(revision, &entries(starts, &sections)?)?;
        }
        file.check_sizes()?;
        Ok(file)
    }

    /// How many bytes stand behind the end that no revision needs: white space and NUL.
    pub(crate) fn padding(&self) -> usize {
        self.revisions.last().map_or(0, |last| self.bytes.len().saturating_sub(last.line_end))
    }

    /// The file as it is now.
    pub(crate) fn latest(&self) -> View<'_, 'a> {
        View::new(self, self.revisions.len() - 1)
    }

    /// The file as it was after a revision, counted from 0.
    pub(crate) fn view(&self, revision: usize) -> View<'_, 'a> {
        View::new(self, revision)
    }

    /// The slots of the last revision but for those in object streams. Each entry must lead to the object it names, inside the
    /// revision, and each object of the revision must have an entry, but for what an untidy program may leave there.
    fn direct_slots(&self, scan: &Scan<'a>, entries: &Entries) -> Result<BTreeMap<u32, Option<usize>>, StructureFault> {
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
                Place::Free => _ = slots.insert(number, None),
                Place::Packed(..) => {}
                Place::At(offset, generation) => {
                    let index = at(objects, number, offset, generation);
                    slots.insert(number, Some(first + index.ok_or(StructureFault::WrongTarget { number })?));
                }
            }
        }
        for (&number, &place) in &entries.hidden {
            let Place::At(offset, generation) = place else { continue };
            // It may repeat where an object is, and name one that was not there; it takes the place of none.
            match (at(&scan.objects[..end], number, offset, generation), before(number)) {
                (Some(index), Some(other)) if index == other => {}
                // Nobody had signed yet when Word named what it had written before.
                (Some(index), None) if index >= first || *care == Care::Base => _ = slots.insert(number, Some(index)),
                _ => return Err(StructureFault::Hybrid),
            }
        }
        for (index, object) in objects.iter().enumerate() {
            let number = object.number;
            match slots.get(&number) {
                Some(Some(at)) if *at == first + index => {}
                None if xref::is_stream(object) => _ = slots.insert(number, Some(first + index)),
                _ if *care == Care::Base => {}
                // Of an object that is written twice the last copy counts.
                Some(Some(at))
                    if *care == Care::Signing && (*at > first + index || scan.objects[*at].same_as(object)) => {}
                Some(Some(_)) => return Err(StructureFault::Duplicate { number }),
                // Nothing of that number was ever shown.
                None if *care == Care::Signing && before(number).is_none() && !entries.plain.contains_key(&number) => {}
                _ => return Err(StructureFault::Orphan { number }),
            }
        }
        Ok(slots)
    }

    /// The whole numbers that stand as objects of their own.
    fn lengths(&self, scan: &Scan<'a>) -> BTreeMap<u32, usize> {
        let slots = self.revisions.iter().flat_map(|revision| &revision.slots);
        slots.filter_map(|(number, slot)| Some((*number, scan.objects[(*slot)?].value.size()?))).collect()
    }

    /// Takes the objects of a revision's object streams out.
    fn unpack(&mut self, revision: usize, entries: &Entries) -> Result<(), StructureFault> {
        let mut containers: BTreeMap<u32, BTreeMap<usize, u32>> = BTreeMap::new();
        for (&number, &place) in entries.plain.iter().chain(&entries.hidden) {
            if let Place::Packed(container, index) = place
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
            for (index, (number, value)) in packed(&object)?.into_iter().enumerate() {
                match wanted.get(&index) {
                    Some(&wanted) if wanted == number => {}
                    Some(&number) => return Err(StructureFault::WrongTarget { number }),
                    None if self.revisions[revision].care == Care::Base => continue,
                    None => return Err(StructureFault::Orphan { number }),
                }
                if entries.hidden.contains_key(&number) && self.view(revision).get(number).is_some() {
                    return Err(StructureFault::Hybrid);
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

/// A revision with where its sections begin, newest first, each with the stream that a hybrid file has beside a table.
type Link = (Footer, Vec<(usize, Option<usize>)>);

/// The sections of each revision; all sections must lie on one chain.
fn chain(footers: &[Footer], sections: &BTreeMap<usize, Section<'_>>) -> Result<Vec<Link>, StructureFault> {
    // The first footer of a linearised file points nowhere.
    let linearised = usize::from(footers.len() > 1 && footers[0].section == 0);
    let mut chain: Vec<Link> = Vec::new();
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
            let stream = match section.trailer.get(b"XRefStm") {
                None => None,
                // Microsoft Word writes the stream into the first revision, and a table that leads to it into the second.
                Some(stream) => {
                    let at =
                        stream.size().filter(|at| *at < footer.end && !section.is_stream && is_hidden(sections, *at));
                    Some(at.filter(|at| seen.insert(*at)).ok_or(StructureFault::Hybrid)?)
                }
            };
            own.push((at, stream));
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

/// Whether a section can be the hidden one of a hybrid file: a stream that leads to no further one.
fn is_hidden(sections: &BTreeMap<usize, Section<'_>>, at: usize) -> bool {
    sections.get(&at).is_some_and(|section| section.is_stream && section.trailer.get(b"XRefStm").is_none())
}

/// What the sections of one revision say, newest first. In a hybrid file a stream says where the objects are that its table
/// calls free; where both name a place, it must be the same one, for a reader may look at either.
fn entries(
    starts: &[(usize, Option<usize>)],
    sections: &BTreeMap<usize, Section<'_>>,
) -> Result<Entries, StructureFault> {
    let mut entries = Entries::default();
    for (table, stream) in starts.iter().rev() {
        for (&number, &place) in &sections[table].entries {
            entries.hidden.remove(&number);
            entries.plain.insert(number, place);
        }
        for (&number, &place) in stream.iter().flat_map(|stream| &sections[stream].entries) {
            match entries.plain.get(&number) {
                _ if place == Place::Free => {}
                Some(other) if *other == place => {}
                Some(Place::At(..) | Place::Packed(..)) => return Err(StructureFault::Hybrid),
                Some(Place::Free) | None => _ = entries.hidden.insert(number, place),
            }
        }
    }
    entries.plain.retain(|number, _| !entries.hidden.contains_key(number));
    Ok(entries)
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
