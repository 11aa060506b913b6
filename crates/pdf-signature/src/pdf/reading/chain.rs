//! The cross-reference sections of a file, revision by revision.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::Footer;
use super::xref::{Location, Section};
use crate::pdf::StructureFault;

/// What the sections of one revision say.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// The tables and streams; the newest wins.
    pub(super) plain: BTreeMap<u32, Location>,
    /// What only readers of cross-reference streams see of a hybrid file (ISO 32000-1, 7.5.8.4).
    pub(super) hidden: BTreeMap<u32, Location>,
    /// What a stream beside a table calls free.
    pub(super) freed: BTreeSet<u32>,
    /// What a table calls free and the stream beside it does not.
    pub(super) called_free: BTreeSet<u32>,
}

/// A revision with where its sections begin, newest first, each with the stream that a hybrid file
/// has beside a table.
pub(super) type Link = (Footer, Vec<(usize, Option<usize>)>);

/// The sections of each revision; all sections must lie on one chain.
pub(super) fn chain(
    footers: &[Footer],
    sections: &BTreeMap<usize, Section<'_>>,
) -> Result<Vec<Link>, StructureFault> {
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
            let section =
                sections.get(&at).filter(|_| (start..footer.end).contains(&at) && seen.insert(at));
            let section = section.ok_or(StructureFault::BrokenChain)?;
            let stream = match section.trailer.get(b"XRefStm") {
                None => None,
                // Microsoft Word writes the stream into the first revision, and a table that leads
                // to it into the second.
                Some(stream) => {
                    let at = stream.size().filter(|at| {
                        *at < footer.end && !section.is_stream && is_hidden(sections, *at)
                    });
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
    sections
        .get(&at)
        .is_some_and(|section| section.is_stream && section.trailer.get(b"XRefStm").is_none())
}

/// What the sections of one revision say, newest first. In a hybrid file a stream says where the
/// objects are that its table calls free; where both name a place, it must be the same one, for a
/// reader may look at either.
pub(super) fn entries(
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
                _ if place == Location::Free => _ = entries.freed.insert(number),
                Some(other) if *other == place => {}
                Some(Location::At(..) | Location::Packed(..)) => {
                    return Err(StructureFault::Hybrid);
                }
                free => {
                    if free.is_some() {
                        entries.called_free.insert(number);
                    }
                    entries.hidden.insert(number, place);
                }
            }
        }
    }
    entries.plain.retain(|number, _| !entries.hidden.contains_key(number));
    Ok(entries)
}
