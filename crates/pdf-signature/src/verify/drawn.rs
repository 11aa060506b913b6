//! What was filled into the blanks of a paper, and whether it looks as it is drawn anew.

use std::collections::BTreeSet;

use crate::fill_in::FillIn;
use crate::pdf::{
    Dict, Object, PdfError, PdfFile, StructureFault, Value, View, fill_in_fields, inherited,
    page_content, pages, stream_data_within,
};

/// A blank of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct BlankField {
    /// Which blank.
    pub blank: FillIn,
    /// What was filled in; `None` while it is empty.
    pub value: Option<String>,
    /// Width and height of its place in points.
    pub size: [f64; 2],
}

/// The blanks of a file, as it is now.
///
/// # Errors
///
/// [`StructureFault`] when the file cannot be read.
pub fn blank_fields(pdf: &[u8]) -> Result<Vec<BlankField>, StructureFault> {
    let file = PdfFile::from_bytes(pdf)?;
    let fields = fill_in_fields(file.latest()).into_iter();
    let blanks = fields.map(|field| {
        let [left, bottom, right, top] = field.rect.unwrap_or_default();
        let size = [right - left, top - bottom];
        BlankField { blank: field.blank, value: field.value, size }
    });
    Ok(blanks.collect())
}

/// Whether a filled blank looks exactly as a PDF of one page draws it: the same operators, fonts and
/// pictures, to the last byte of what they unpack to.
///
/// # Errors
///
/// [`PdfError`] when one of the files cannot be read.
pub fn looks_like(pdf: &[u8], blank: FillIn, appearance: &[u8]) -> Result<bool, PdfError> {
    let (file, drawn) = (PdfFile::from_bytes(pdf)?, PdfFile::from_bytes(appearance)?);
    let (view, source) = (file.latest(), drawn.latest());
    let Some(field) = fill_in_fields(view).into_iter().find(|field| field.blank == blank) else {
        return Ok(false);
    };
    let widget = view.get(field.number).and_then(Object::dict);
    let look = widget.and_then(|widget| view.dict(widget, b"AP")?.get(b"N")?.reference());
    let Some(look) = look.and_then(|number| view.get(number)) else { return Ok(false) };
    let page = *pages(source)?.first().ok_or(PdfError::NoPage(1))?;
    let dict = source.get(page).and_then(Object::dict).ok_or(PdfError::NoPage(1))?;
    let content = page_content(source, page, MOST)?;
    let Some(shown) = look.dict() else { return Ok(false) };
    let mut pairs = Pairs { view, source, seen: BTreeSet::new() };
    let empty = Value::Dict(Dict::default());
    let same = |pairs: &mut Pairs<'_, '_, '_>, key: &[u8], from: &[u8]| {
        let shown = shown.get(key).unwrap_or(&empty);
        pairs.same(shown, inherited(source, dict, from).unwrap_or(&empty), 0)
    };
    Ok(is_plain(shown)
        && same(&mut pairs, b"BBox", b"MediaBox")
        && same(&mut pairs, b"Resources", b"Resources")
        && same(&mut pairs, b"Group", b"Group")
        && stream_data_within(look, MOST as u64)? == content)
}

/// Whether a drawing has the keys of one that a page was taken over as, and no other.
fn is_plain(look: &Dict<'_>) -> bool {
    look.iter().all(|(key, value)| match key {
        b"Type" => value.name() == Some(b"XObject"),
        b"Subtype" => value.name() == Some(b"Form"),
        b"Filter" => value.name() == Some(b"FlateDecode"),
        b"BBox" | b"Group" | b"Length" | b"Resources" => true,
        _ => false,
    }) && look.is(b"Subtype", b"Form")
}

/// What a drawing may unpack to, in bytes.
const MOST: usize = 4 << 20;
/// How far numbers of two drawings may be apart; no eye sees it.
const SLACK: f64 = 0.001;
/// How deep objects of a drawing may stand in each other.
const DEEPEST: usize = 32;

/// Objects of two files that are compared.
struct Pairs<'f, 'a, 'b> {
    view: View<'f, 'a>,
    source: View<'f, 'b>,
    /// Those that are being compared, or were; an object may refer to itself.
    seen: BTreeSet<(u32, u32)>,
}

impl Pairs<'_, '_, '_> {
    fn same(&mut self, one: &Value<'_>, other: &Value<'_>, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        match (one, other) {
            (&Value::Reference(one, _), &Value::Reference(other, _)) => {
                if !self.seen.insert((one, other)) {
                    return true;
                }
                let (view, source) = (self.view, self.source);
                let (Some(one), Some(other)) = (view.get(one), source.get(other)) else {
                    return false;
                };
                is_same_data(one, other) && self.same(&one.value, &other.value, depth + 1)
            }
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| self.same(one, other, depth + 1))
            }
            (Value::Dict(one), Value::Dict(other)) => {
                let keys = |dict: &Dict<'_>| -> Vec<Vec<u8>> {
                    let kept = dict.iter().map(|(key, _)| key).filter(|key| !LEFT.contains(key));
                    kept.map(<[u8]>::to_vec).collect()
                };
                keys(one) == keys(other)
                    && keys(one).iter().all(|key| match (one.get(key), other.get(key)) {
                        (Some(one), Some(other)) => self.same(one, other, depth + 1),
                        _ => false,
                    })
            }
            // A number that was taken over is written with as many digits as a page needs.
            (Value::Real(_), Value::Real(_)) => match (one.points(), other.points()) {
                (Some(one), Some(other)) => (one - other).abs() < SLACK,
                _ => false,
            },
            (one, other) => one == other,
        }
    }
}

/// Whether two objects are the same stream, or none: by what they unpack to, or as they are stored.
fn is_same_data(one: &Object<'_>, other: &Object<'_>) -> bool {
    let filters = [one, other].map(|object| object.dict().and_then(|dict| dict.get(b"Filter")));
    let unpacked = |object: &Object<'_>| stream_data_within(object, MOST as u64).ok();
    match (one.stream, other.stream) {
        (None, None) => true,
        (Some(stored), Some(also)) => match (unpacked(one), unpacked(other)) {
            (Some(one), Some(other)) => one == other,
            (None, None) => stored == also && filters[0] == filters[1],
            _ => false,
        },
        _ => false,
    }
}

/// What leads beyond a drawing or says how it is packed.
const LEFT: [&[u8]; 6] =
    [b"Parent", b"StructParent", b"StructParents", b"Metadata", b"Length", b"Filter"];
