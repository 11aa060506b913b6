//! Adds objects to the end of a PDF and leaves every byte before untouched (ISO 32000-1, 7.5.6).

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, Writer, dictionary};
use sha2::{Digest as _, Sha256};

use super::load::PdfFile;
use super::pages::pages;
use super::text::encode_text;
use super::value::Value;
use super::{PdfError, StructureFault};

/// The room for the three numbers of `/ByteRange`, in bytes.
const RANGE_ROOM: usize = 44;

/// New and changed objects of a PDF, to be written behind its end.
pub(crate) struct Update<'a> {
    file: PdfFile<'a>,
    objects: BTreeMap<ObjectId, Object>,
    /// The first number that is free.
    next: u32,
}

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

impl<'a> Update<'a> {
    /// Opens a PDF to add to it.
    pub(crate) fn open(original: &'a [u8]) -> Result<Self, PdfError> {
        let file = PdfFile::read(original)?;
        let size = file.latest().trailer().get(b"Size").and_then(Value::integer);
        let next = size.and_then(|size| u32::try_from(size).ok()).ok_or(PdfError::Damaged("/Size".into()))?;
        Ok(Self { file, objects: BTreeMap::new(), next })
    }

    /// The PDF as it was.
    pub(crate) fn file(&self) -> &PdfFile<'a> {
        &self.file
    }

    /// Adds an object.
    pub(crate) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.objects.insert(id, object.into());
        id
    }

    /// Sets an object that was added.
    pub(super) fn set(&mut self, id: ObjectId, object: Object) {
        self.objects.insert(id, object);
    }

    /// An object as it is by now; `null` if there is none.
    pub(super) fn object(&self, id: ObjectId) -> Object {
        let there = || self.file.latest().get(id.0).filter(|object| object.generation == id.1);
        match self.objects.get(&id) {
            Some(object) => object.clone(),
            // A stream is never changed, only taken over as it is.
            None => {
                there().filter(|object| object.stream.is_none()).map_or(Object::Null, |object| object.value.to_lopdf())
            }
        }
    }

    /// A dictionary of the PDF as it is by now.
    pub(crate) fn dictionary(&self, id: ObjectId) -> Result<Dictionary, PdfError> {
        match self.object(id) {
            Object::Dictionary(dictionary) => Ok(dictionary),
            _ => Err(PdfError::Damaged(format!("object {} is no dictionary", id.0))),
        }
    }

    /// A dictionary of the PDF, to be changed.
    pub(crate) fn change(&mut self, id: ObjectId) -> Result<&mut Dictionary, PdfError> {
        let object = self.object(id);
        let slot = self.objects.entry(id).or_insert(object);
        slot.as_dict_mut().map_err(|_| PdfError::Damaged(format!("object {} is no dictionary", id.0)))
    }

    /// The catalog.
    pub(crate) fn catalog(&self) -> Result<ObjectId, PdfError> {
        match self.file.latest().trailer().get(b"Root") {
            Some(Value::Reference(number, generation)) => Ok((*number, *generation)),
            _ => Err(StructureFault::NoPages.into()),
        }
    }

    /// A page by its number, beginning with 1.
    pub(crate) fn page(&self, number: u32) -> Result<ObjectId, PdfError> {
        let pages = pages(self.file.latest())?;
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let page = index.and_then(|index| self.file.latest().get(*pages.get(index)?));
        page.map(|page| (page.number, page.generation)).ok_or(PdfError::NoPage(number))
    }

    /// Adds an item to an array of a dictionary (`/Fields`, `/Annots`), whether the array is direct, referred to or not there.
    pub(crate) fn push(&mut self, id: ObjectId, key: &[u8], item: ObjectId) -> Result<(), PdfError> {
        let old = self.dictionary(id)?.get(key).ok().cloned();
        let (place, array) = match old {
            Some(Object::Reference(place)) => (Some(place), self.object(place)),
            Some(direct) => (None, direct),
            None => (None, Object::Array(Vec::new())),
        };
        let Object::Array(mut array) = array else {
            return Err(PdfError::Damaged(format!("/{} is no array", String::from_utf8_lossy(key))));
        };
        array.push(item.into());
        match place {
            Some(place) => self.set(place, array.into()),
            None => self.change(id)?.set(key, array),
        }
        Ok(())
    }

    /// The form, made when there is none; it says that signatures exist and that the file is only added to.
    pub(crate) fn form(&mut self) -> Result<ObjectId, PdfError> {
        let catalog = self.catalog()?;
        let form = match self.dictionary(catalog)?.get(b"AcroForm").ok().cloned() {
            Some(Object::Reference(form)) => form,
            Some(Object::Dictionary(form)) => self.add(form),
            Some(_) => return Err(PdfError::Damaged("/AcroForm is no dictionary".into())),
            None => self.add(dictionary! { "Fields" => Vec::<Object>::new() }),
        };
        let there = self.dictionary(catalog)?.get(b"AcroForm").and_then(Object::as_reference).ok();
        if there != Some(form) {
            self.change(catalog)?.set("AcroForm", form);
        }
        if self.dictionary(form)?.get(b"SigFlags").and_then(Object::as_i64).ok() != Some(3) {
            self.change(form)?.set("SigFlags", 3);
        }
        Ok(form)
    }

    /// Adds an empty signature field to a page. The rectangle is left, bottom, right, top in points.
    ///
    /// PDF/A wants an appearance even for an empty field (ISO 19005-2, 6.3.3) unless the rectangle is a point.
    pub(crate) fn add_field(&mut self, name: &str, page: u32, rectangle: [f32; 4]) -> Result<ObjectId, PdfError> {
        let page = self.page(page)?;
        let form = self.form()?;
        let [left, bottom, right, top] = rectangle;
        let mut field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => encode_text(name), "TU" => encode_text(name),
            "F" => 132, "P" => page, "Rect" => rectangle.map(real).to_vec(),
        };
        if left < right && bottom < top {
            let bounds = [0.0, 0.0, right - left, top - bottom].map(real).to_vec();
            let empty = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds };
            let appearance = self.add(Stream::new(empty, Vec::new()));
            field.set("AP", dictionary! { "N" => appearance });
        }
        let field = self.add(field);
        self.push(form, b"Fields", field)?;
        self.push(page, b"Annots", field)?;
        Ok(field)
    }

    /// Writes the update with a signature dictionary as the value of a field, and a gap of `reserve` bytes in it.
    pub(crate) fn sign(mut self, field: ObjectId, value: &Dictionary, reserve: usize) -> Result<Gapped, PdfError> {
        let id = self.add(Object::Null);
        self.change(field)?.set("V", id);
        self.write(id, value, reserve)
    }

    fn write(mut self, signature: ObjectId, value: &Dictionary, reserve: usize) -> Result<Gapped, PdfError> {
        let mut out = Vec::with_capacity(self.file.bytes.len() + 64 * 1024);
        out.extend_from_slice(self.file.bytes);
        if out.last() != Some(&b'\n') {
            out.push(b'\n');
        }
        let mut offsets = BTreeMap::new();
        let (mut range, mut gap) = (0..0, 0..0);
        for (id, object) in &self.objects {
            offsets.insert(*id, out.len());
            out.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
            if *id == signature {
                (range, gap) = write_signature(&mut out, value, reserve)?;
            } else {
                put(&mut out, object)?;
            }
            out.extend_from_slice(b"\nendobj\n");
        }
        self.write_references(&mut out, offsets)?;
        let numbers = format!("0 {} {} {}", gap.start, gap.end, out.len() - gap.end);
        let room = out[range].get_mut(..numbers.len()).ok_or(PdfError::Damaged("file too long".into()))?;
        room.copy_from_slice(numbers.as_bytes());
        Ok(Gapped { bytes: out, gap })
    }

    /// A table after a table, a stream after a stream: readers need not understand both.
    fn write_references(&mut self, out: &mut Vec<u8>, mut offsets: BTreeMap<ObjectId, usize>) -> Result<(), PdfError> {
        let (start, previous) = (out.len(), self.file.revisions.last().map_or(0, |revision| revision.section));
        let mut trailer = self.trailer(&out[self.file.bytes.len()..]);
        trailer.set("Prev", number(previous)?);
        if self.file.bytes.get(previous..).is_some_and(|section| section.starts_with(b"xref")) {
            trailer.set("Size", i64::from(self.next));
            out.extend_from_slice(b"xref\n");
            for (id, offset) in &offsets {
                out.extend_from_slice(format!("{} 1\n{offset:010} {:05} n \n", id.0, id.1).as_bytes());
            }
            out.extend_from_slice(b"trailer\n");
            put(out, &Object::Dictionary(trailer))?;
        } else {
            let id = (self.next, 0);
            offsets.insert(id, start);
            trailer.set("Type", "XRef");
            trailer.set("Size", i64::from(self.next) + 1);
            trailer.set("W", vec![Object::Integer(1), 8.into(), 2.into()]);
            let index = offsets.keys().flat_map(|id| [Object::from(i64::from(id.0)), 1.into()]);
            trailer.set("Index", index.collect::<Vec<_>>());
            let mut body = Vec::with_capacity(11 * offsets.len());
            for (id, offset) in &offsets {
                body.push(1);
                body.extend_from_slice(&(*offset as u64).to_be_bytes());
                body.extend_from_slice(&id.1.to_be_bytes());
            }
            out.extend_from_slice(format!("{} 0 obj\n", id.0).as_bytes());
            put(out, &Object::Stream(Stream::new(trailer, body)))?;
            out.extend_from_slice(b"\nendobj");
        }
        out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        Ok(())
    }

    /// What the trailer before says, with a second identifier that follows from what was added (PDF/A needs `/ID`).
    fn trailer(&self, added: &[u8]) -> Dictionary {
        let old = self.file.latest().trailer();
        let mut trailer = Dictionary::new();
        for key in [&b"Root"[..], b"Info"] {
            if let Some(value) = old.get(key) {
                trailer.set(key, value.to_lopdf());
            }
        }
        let hash = Sha256::digest(added);
        let second = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
        let first = self.file.latest().array(old, b"ID").first().map(Value::to_lopdf);
        trailer.set("ID", vec![first.unwrap_or_else(|| second.clone()), second]);
        trailer
    }
}

/// `/ByteRange` and `/Contents` are written here and nowhere else, so their places are known and never searched for.
fn write_signature(
    out: &mut Vec<u8>,
    value: &Dictionary,
    reserve: usize,
) -> Result<(Range<usize>, Range<usize>), PdfError> {
    put(out, &Object::Dictionary(value.clone()))?;
    out.truncate(out.len() - b">>".len());
    out.extend_from_slice(b"/ByteRange[");
    let range = out.len()..out.len() + RANGE_ROOM;
    out.resize(range.end, b' ');
    out.extend_from_slice(b"]/Contents");
    let gap = out.len()..out.len() + 2 * reserve + 2;
    out.push(b'<');
    out.resize(gap.end - 1, b'0');
    out.extend_from_slice(b">>>");
    Ok((range, gap))
}

/// A number of points, without needless digits.
fn real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}

fn put(out: &mut Vec<u8>, object: &Object) -> Result<(), PdfError> {
    Writer::write_object(out, object).map_err(|fault| PdfError::Damaged(fault.to_string()))
}

fn number(offset: usize) -> Result<i64, PdfError> {
    i64::try_from(offset).map_err(|_| PdfError::Damaged("file too long".into()))
}
