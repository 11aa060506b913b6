//! What a file holds that is not written plainly, so that programs read it differently. Whatever
//! was added to a signed file must be written plainly; of what was there before, only that counts by
//! which programs are known to differ, for old programs write in many ways.

use std::collections::BTreeMap;

use crate::pdf::reading::chain::Entries;
use crate::pdf::reading::file::{Care, PdfFile};
use crate::pdf::reading::xref::{Location, Section};
use crate::pdf::syntax::Oddity;

/// Something that is not written plainly.
#[derive(Debug, Clone, Copy)]
pub(in crate::pdf::reading) struct OddPlace {
    /// The byte where it stands; for a packed object, where its stream begins.
    pub(in crate::pdf::reading) at: usize,
    /// The object.
    pub(in crate::pdf::reading) number: Option<u32>,
    pub(in crate::pdf::reading) what: Oddity,
}

impl OddPlace {
    /// What a clerk reads.
    fn sentence(self) -> String {
        let what = self.what.title();
        match self.number {
            Some(number) => format!("đối tượng {number} {what}"),
            None => format!("từ byte thứ {} {what}", self.at),
        }
    }
}

/// The keys that known programs write into the trailer of an update.
const TRAILER_KEYS: [&[u8]; 12] = [
    b"DecodeParms",
    b"Filter",
    b"ID",
    b"Index",
    b"Info",
    b"Length",
    b"Prev",
    b"Root",
    b"Size",
    b"Type",
    b"W",
    b"XRefStm",
];

impl PdfFile<'_> {
    /// The first thing that programs read differently: anything that is not written plainly in what
    /// was added after a signature, and elsewhere that by which programs are known to differ.
    pub(crate) fn misspelled(&self) -> Option<String> {
        let later = self.revisions.iter().find(|revision| revision.care == Care::Later);
        self.first_odd(later.map_or(usize::MAX, |revision| revision.span.start))
    }

    /// The same for a file of which all that follows a revision must be written plainly.
    pub(crate) fn misspelled_since(&self, revision: usize) -> Option<String> {
        self.first_odd(self.revisions[revision].line_end)
    }

    /// The first thing that is not written plainly from a byte on, or by which programs differ.
    fn first_odd(&self, from: usize) -> Option<String> {
        let mut odd = self.odd.iter().filter(|odd| odd.at >= from || odd.what.splits());
        odd.next().map(|odd| odd.sentence())
    }

    /// Notes what is odd about the sections of the newest revision: where they begin, each with the
    /// stream beside it.
    pub(super) fn note_sections(
        &mut self,
        starts: &[(usize, Option<usize>)],
        sections: &BTreeMap<usize, Section<'_>>,
    ) {
        let (Some(revision), before) = (self.revisions.last(), self.revisions.len().checked_sub(2))
        else {
            return;
        };
        if revision.care != Care::Later {
            return;
        }
        for &(at, stream) in starts {
            if stream.is_some() {
                self.odd.push(OddPlace { at, number: None, what: Oddity::Hybrid });
            }
            let trailer = &sections[&at].trailer;
            let old = before.map(|before| &self.revisions[before].trailer);
            // Some programs keep whatever stood in the trailer before.
            let is_kept = |key: &[u8]| old.is_some_and(|old| old.get(key) == trailer.get(key));
            if trailer.iter().any(|(key, _)| !TRAILER_KEYS.contains(&key) && !is_kept(key)) {
                self.odd.push(OddPlace { at, number: None, what: Oddity::Keys });
            }
        }
    }

    /// Notes where the table and the stream of a hybrid file disagree on what is free.
    pub(super) fn note_free(&mut self, own: &Entries) {
        let Some((last, earlier)) = self.revisions.split_last() else { return };
        let there = |number: u32| {
            let mut slots = earlier.iter().rev().filter_map(|one| one.slots.get(&number));
            let is_placed =
                matches!(own.plain.get(&number), Some(Location::At(..) | Location::Packed(..)));
            is_placed || slots.next().is_some_and(Option::is_some)
        };
        let is_taken = own.freed.iter().any(|number| *number != 0 && there(*number));
        let is_called_free = own.called_free.iter().any(|number| there(*number));
        if is_taken || is_called_free {
            let at = last.section;
            self.odd.push(OddPlace { at, number: None, what: Oddity::TwoTables });
        }
    }
}
