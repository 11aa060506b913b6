//! Writes an update behind the end of a PDF and leaves every byte before untouched (ISO 32000-1,
//! 7.5.6).

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::new::{NewObject, NewStream};
use super::serial::{write_kept, write_kept_name, write_new, write_new_pairs};
use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::syntax::{Dict, Id, Notation, Value};

/// The room for the three numbers of `/ByteRange`, in bytes.
const RANGE_ROOM: usize = 44;

/// A file with a gap for a signature.
pub(crate) struct Gapped {
    /// The whole file.
    pub(crate) bytes: Vec<u8>,
    /// Where the gap is, with its angle brackets; everything else is what gets signed.
    pub(crate) gap: Range<usize>,
}

impl Gapped {
    /// What gets signed: before the gap and after it.
    pub(crate) fn signed(&self) -> [&[u8]; 2] {
        [&self.bytes[..self.gap.start], &self.bytes[self.gap.end..]]
    }

    /// Puts a signature into the gap; `None` when it is too long.
    pub(crate) fn fill(mut self, signature: &[u8]) -> Option<Vec<u8>> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let room = &mut self.bytes[self.gap.start + 1..self.gap.end - 1];
        if 2 * signature.len() > room.len() {
            return None;
        }
        for (pair, byte) in room.chunks_exact_mut(2).zip(signature) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Some(self.bytes)
    }
}

impl Update<'_> {
    /// Writes the update with a signature dictionary as the value of a field, and a gap of
    /// `reserve` bytes in it. With `certifies`, the permissions of the file are those that the
    /// signature states.
    pub(crate) fn sign(
        mut self,
        field: Id,
        value: &Dict<'_>,
        certifies: bool,
        reserve: usize,
    ) -> Result<Gapped, PdfError> {
        let id = self.add(Value::Null);
        self.change(field)?.set("V", id);
        if certifies {
            let catalog = self.catalog()?;
            self.change(catalog)?.set("Perms", Dict::default().with("DocMDP", id));
        }
        let mut out = self.beginning();
        let mut offsets = BTreeMap::new();
        let (mut range, mut gap) = (0..0, 0..0);
        for (object, content) in &self.objects {
            offsets.insert(*object, out.len());
            begin(&mut out, *object);
            if *object == id {
                (range, gap) = write_signature(&mut out, value, reserve);
            } else {
                self.write_object(&mut out, *object, content);
            }
            out.extend_from_slice(b"\nendobj\n");
        }
        self.write_references(&mut out, offsets)?;
        let numbers = format!("0 {} {} {}", gap.start, gap.end, out.len() - gap.end);
        let room =
            out[range].get_mut(..numbers.len()).ok_or(PdfError::Damaged("file too long".into()))?;
        room.copy_from_slice(numbers.as_bytes());
        Ok(Gapped { bytes: out, gap })
    }

    /// Writes the update behind the file; nothing is signed.
    pub(crate) fn write(self) -> Result<Vec<u8>, PdfError> {
        let mut out = self.beginning();
        let mut offsets = BTreeMap::new();
        for (object, content) in &self.objects {
            offsets.insert(*object, out.len());
            begin(&mut out, *object);
            self.write_object(&mut out, *object, content);
            out.extend_from_slice(b"\nendobj\n");
        }
        self.write_references(&mut out, offsets)?;
        Ok(out)
    }

    /// The file as it was, with a line end behind it.
    fn beginning(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.file().bytes.len() + 64 * 1024);
        out.extend_from_slice(self.file().bytes);
        if out.last() != Some(&b'\n') {
            out.push(b'\n');
        }
        out
    }

    /// Writes an object; what of a dictionary was not changed is written as it stood there, to the
    /// last digit.
    fn write_object(&self, out: &mut Vec<u8>, id: Id, object: &NewObject) {
        let there = self.file().latest().get(id.number);
        let there =
            there.filter(|there| there.generation == id.generation && there.stream.is_none());
        let (Some(old), NewObject::Value(Value::Dict(new))) =
            (there.and_then(|there| there.dict()), object)
        else {
            return object.write(out);
        };
        out.extend_from_slice(b"<<");
        for (key, value) in new.written() {
            write_kept_name(key, out);
            out.push(b' ');
            match old.get(key).filter(|old| *old == value) {
                Some(old) => write_kept(old, out),
                None => write_new(value, out),
            }
        }
        out.extend_from_slice(b">>");
    }

    /// A table after a table, a stream after a stream: readers need not understand both.
    fn write_references(
        &self,
        out: &mut Vec<u8>,
        mut offsets: BTreeMap<Id, usize>,
    ) -> Result<(), PdfError> {
        let (start, previous) =
            (out.len(), self.file().revisions.last().map_or(0, |revision| revision.section));
        let mut trailer = self.trailer(&out[self.file().bytes.len()..]);
        trailer.set(
            "Prev",
            i64::try_from(previous).map_err(|_| PdfError::Damaged("file too long".into()))?,
        );
        if self.file().bytes.get(previous..).is_some_and(|section| section.starts_with(b"xref")) {
            trailer.set("Size", i64::from(self.next));
            out.extend_from_slice(b"xref\n");
            for (id, offset) in &offsets {
                out.extend_from_slice(
                    format!("{} 1\n{offset:010} {:05} n \n", id.number, id.generation).as_bytes(),
                );
            }
            out.extend_from_slice(b"trailer\n");
            write_new(&trailer.into(), out);
        } else {
            let id = Id { number: self.next, generation: 0 };
            offsets.insert(id, start);
            trailer.set("Type", Value::named("XRef"));
            trailer.set("Size", i64::from(self.next) + 1);
            trailer.set("W", [1, 8, 2].map(Value::Integer).to_vec());
            let index = offsets.keys().flat_map(|id| [i64::from(id.number), 1].map(Value::Integer));
            trailer.set("Index", index.collect::<Vec<_>>());
            let mut body = Vec::with_capacity(11 * offsets.len());
            for (id, offset) in &offsets {
                body.push(1);
                body.extend_from_slice(&(*offset as u64).to_be_bytes());
                body.extend_from_slice(&id.generation.to_be_bytes());
            }
            out.extend_from_slice(format!("{} 0 obj\n", id.number).as_bytes());
            NewObject::from(NewStream::new(trailer, body)).write(out);
            out.extend_from_slice(b"\nendobj");
        }
        out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        Ok(())
    }

    /// What the trailer before says, with a second identifier that follows from what was added
    /// (PDF/A needs `/ID`).
    fn trailer(&self, added: &[u8]) -> Dict<'static> {
        let old = self.file().latest().trailer();
        let mut trailer = Dict::default();
        for key in [&b"Root"[..], b"Info"] {
            if let Some(value) = old.get(key) {
                trailer.set(key, value.taken_over());
            }
        }
        let hash = Sha256::digest(added);
        let second = Value::Text(hash[..16].to_vec().into(), Notation::Hexadecimal);
        let first = self.file().latest().array(old, b"ID").first().map(Value::taken_over);
        trailer.set("ID", vec![first.unwrap_or_else(|| second.clone()), second]);
        trailer
    }
}

/// The line with which an object begins.
fn begin(out: &mut Vec<u8>, id: Id) {
    out.extend_from_slice(format!("{} {} obj\n", id.number, id.generation).as_bytes());
}

/// `/ByteRange` and `/Contents` are written here and nowhere else, so their places are known and
/// never searched for.
fn write_signature(
    out: &mut Vec<u8>,
    value: &Dict<'_>,
    reserve: usize,
) -> (Range<usize>, Range<usize>) {
    out.extend_from_slice(b"<<");
    write_new_pairs(value, out);
    out.extend_from_slice(b"/ByteRange[");
    let range = out.len()..out.len() + RANGE_ROOM;
    out.resize(range.end, b' ');
    out.extend_from_slice(b"]/Contents");
    let gap = out.len()..out.len() + 2 * reserve + 2;
    out.push(b'<');
    out.resize(gap.end - 1, b'0');
    out.extend_from_slice(b">>>");
    (range, gap)
}
