//! A file with its revisions, and as it was after one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::load::OddPlace;
use crate::pdf::syntax::{Dict, Object, Value, decode_text};

/// A PDF file all of whose bytes are accounted for: it was read strictly, and nothing in it was
/// repaired. Get one with [`PdfFile::from_bytes`].
///
/// Pages are counted from 1.
#[derive(Debug)]
pub struct PdfFile<'a> {
    pub(crate) bytes: &'a [u8],
    /// All objects of all revisions; first those that stand in the file as such, in order, then the
    /// unpacked ones.
    pub(crate) objects: Vec<Object<'a>>,
    /// Oldest first, never empty.
    pub(crate) revisions: Vec<Revision<'a>>,
    /// What is not written plainly.
    pub(super) odd: Vec<OddPlace>,
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
    pub(crate) trailer: Dict<'a>,
    /// The objects it set: an index into `PdfFile::objects`, or `None` for one that was freed.
    pub(crate) slots: BTreeMap<u32, Option<usize>>,
    /// How much a program may have left lying about in it.
    pub(super) care: Care,
    /// Where its `startxref` begins.
    pub(super) footer: usize,
    /// Whether it holds objects that no table names, or older copies of objects.
    pub(super) is_untidy: bool,
    /// Whether its tables, numbers or end are written as no program writes them, so that some
    /// programs repair the file.
    pub(super) is_loose: bool,
}

/// How much a program may leave in a revision that nothing leads to. Whatever lies there is signed,
/// and no later revision can make anything of it: an entry that leads into an earlier revision is
/// refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// What was there before anybody signed: objects that no table names, and older copies of
    /// objects, are only untidy.
    Base,
    /// The update with the first signature: programs that sign leave no second copy of what the
    /// paper shows.
    Signing,
    /// What was added to a signed file: every object is accounted for.
    Later,
}

impl<'a> PdfFile<'a> {
    /// How many bytes stand behind the end that no revision needs: white space and NUL.
    pub(crate) fn padding(&self) -> usize {
        self.revisions.last().map_or(0, |last| self.bytes.len().saturating_sub(last.line_end))
    }

    /// Whether the last `startxref` lies further from the end than programs look for it: then they
    /// repair the file.
    pub(crate) fn end_is_far(&self) -> bool {
        const LOOKED_AT: usize = 1000;
        self.revisions.last().is_some_and(|last| self.bytes.len() - last.footer > LOOKED_AT)
    }

    /// Whether an update after the first signature is written as no program writes it, so that some
    /// programs repair the file.
    pub(crate) fn is_loose(&self) -> bool {
        self.revisions.iter().any(|revision| revision.is_loose)
    }

    /// Whether objects lie in the file that only a program finds which repairs it.
    pub(crate) fn is_untidy(&self) -> bool {
        self.revisions.iter().any(|revision| revision.is_untidy)
    }

    /// The revisions that were added after the first signature, counted from 0.
    pub(crate) fn added(&self) -> impl Iterator<Item = usize> {
        let is_added = |index: &usize| self.revisions[*index].care == Care::Later;
        (1..self.revisions.len()).filter(is_added)
    }

    /// Whether the file says that it was written in one go to be shown while it arrives, with the
    /// length that it has now, although something was added: some programs then read its beginning
    /// alone.
    pub(crate) fn is_cut_to_its_beginning(&self) -> bool {
        let length = |object: &Object<'a>| {
            let dict = object.dict().filter(|dict| dict.get(b"Linearized").is_some())?;
            dict.get(b"L").and_then(|length| self.latest().resolve(length).points())
        };
        #[expect(clippy::cast_precision_loss, reason = "files are not that long")]
        let own = self.bytes.len() as f64;
        self.revisions.len() > 1
            && self.objects.iter().filter_map(length).any(|length| (length - own).abs() < 1.0)
    }

    /// The file as it is now.
    pub(crate) fn latest(&self) -> View<'_, 'a> {
        View::new(self, self.revisions.len() - 1)
    }

    /// The file as it was after a revision, counted from 0.
    pub(crate) fn view(&self, revision: usize) -> View<'_, 'a> {
        View::new(self, revision)
    }
}

/// How many references may lead from one to the next.
const MAX_STEPS: usize = 64;

/// A file after one of its revisions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'f, 'a> {
    file: &'f PdfFile<'a>,
    revision: usize,
}

impl<'f, 'a> View<'f, 'a> {
    fn new(file: &'f PdfFile<'a>, revision: usize) -> Self {
        Self { file, revision }
    }

    /// Which revision it is, from 0.
    pub(crate) fn revision(self) -> usize {
        self.revision
    }

    /// The title that the description gives; `None` where it gives none.
    pub(crate) fn title(self) -> Option<String> {
        let description = self.dict(self.trailer(), b"Info")?;
        self.lookup(description, b"Title").and_then(Value::text).map(decode_text)
    }

    /// The object with this number.
    pub(crate) fn get(self, number: u32) -> Option<&'f Object<'a>> {
        let mut revisions = self.file.revisions[..=self.revision].iter().rev();
        let slot = revisions.find_map(|revision| revision.slots.get(&number))?;
        slot.map(|index| &self.file.objects[index])
    }

    /// The object with this number, or the one that it leads to.
    pub(crate) fn target(self, number: u32) -> Option<&'f Object<'a>> {
        let mut object = self.get(number)?;
        for _ in 0..MAX_STEPS {
            let Some(next) = object.value.reference() else { return Some(object) };
            object = self.get(next)?;
        }
        None
    }

    /// The value itself, or what it refers to. Objects are found by their numbers alone, as most
    /// programs do; see [`Self::odd_reference`].
    pub(crate) fn resolve(self, value: &'f Value<'a>) -> &'f Value<'a> {
        match value {
            Value::Reference(number, _) => {
                self.target(*number).map_or(&Value::Null, |object| &object.value)
            }
            value => value,
        }
    }

    /// The number of an object to which a value refers by another generation than its own: some
    /// programs find it, and some find nothing.
    pub(crate) fn odd_reference(self, value: &Value<'a>) -> Option<u32> {
        let mut odd = None;
        value.any(&mut |value| {
            if let Value::Reference(number, generation) = value
                && self.get(*number).is_some_and(|object| object.generation != *generation)
            {
                odd = Some(*number);
            }
            odd.is_some()
        });
        odd
    }

    /// The value of a key, resolved; `None` if it is missing or null.
    pub(crate) fn lookup(self, dict: &'f Dict<'a>, key: &[u8]) -> Option<&'f Value<'a>> {
        dict.get(key).map(|value| self.resolve(value)).filter(|value| **value != Value::Null)
    }

    /// The dictionary that a key leads to.
    pub(crate) fn dict(self, dict: &'f Dict<'a>, key: &[u8]) -> Option<&'f Dict<'a>> {
        self.lookup(dict, key)?.dict()
    }

    /// The array that a key leads to; empty if there is none.
    pub(crate) fn array(self, dict: &'f Dict<'a>, key: &[u8]) -> &'f [Value<'a>] {
        self.lookup(dict, key).and_then(Value::array).unwrap_or_default()
    }

    pub(crate) fn trailer(self) -> &'f Dict<'a> {
        &self.file.revisions[self.revision].trailer
    }

    /// The number of the catalog.
    pub(crate) fn root(self) -> Option<u32> {
        self.trailer().get(b"Root").and_then(Value::reference)
    }

    pub(crate) fn catalog(self) -> Option<&'f Dict<'a>> {
        self.dict(self.trailer(), b"Root")
    }

    /// The form, if there is one.
    pub(crate) fn form(self) -> Option<&'f Dict<'a>> {
        self.dict(self.catalog()?, b"AcroForm")
    }

    /// Every object that exists, by number.
    pub(crate) fn objects(self) -> impl Iterator<Item = &'f Object<'a>> {
        let revisions = &self.file.revisions[..=self.revision];
        let numbers: BTreeSet<u32> =
            revisions.iter().flat_map(|revision| revision.slots.keys().copied()).collect();
        numbers.into_iter().filter_map(move |number| self.get(number))
    }

    /// The numbers that were set or freed after `old`.
    pub(crate) fn touched_since(self, old: Self) -> BTreeSet<u32> {
        let later = &self.file.revisions[old.revision + 1..=self.revision];
        later.iter().flat_map(|revision| revision.slots.keys().copied()).collect()
    }
}
