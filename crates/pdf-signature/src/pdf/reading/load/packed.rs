//! Objects that are packed into a stream.

use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::StructureFault;
use crate::pdf::reading::flate::{MAX_UNPACKED, decode_within};
use crate::pdf::syntax::{Object, Oddities, Oddity, Parser, Value, is_object_number, is_space};

/// Whether an object is a stream that packs others.
pub(in crate::pdf::reading) fn is_packing(object: &Object<'_>) -> bool {
    object.stream.is_some() && object.dict().is_some_and(|dict| dict.is(b"Type", b"ObjStm"))
}

/// What all object streams of a file may still unpack to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    bytes: u64,
    values: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { bytes: MAX_UNPACKED, values: 2_000_000 }
    }
}

/// The objects of an object stream (ISO 32000-1, 7.5.7), in order, and how they are written
/// otherwise than plainly.
pub(super) fn packed(
    container: &Object<'_>,
    left: &mut Room,
) -> Result<(Vec<(u32, Value<'static>)>, Oddities), StructureFault> {
    let wrong = StructureFault::WrongTarget { number: container.number };
    let (Some(dict), Some(stored)) = (container.dict(), container.stream) else {
        return Err(wrong);
    };
    let size = |key: &[u8]| dict.get(key).and_then(Value::size);
    let (Some(count), Some(first), true) =
        (size(b"N"), size(b"First"), dict.is(b"Type", b"ObjStm"))
    else {
        return Err(wrong);
    };
    let data = decode_within(dict, stored, left.bytes)?;
    left.bytes = left.bytes.saturating_sub(data.len() as u64);
    let mut header = Parser::new(data.get(..first).ok_or(wrong.clone())?, 0);
    let mut objects = Vec::new();
    let mut odd = Oddities::default();
    // Where the object before ends, and where it begins.
    let (mut end, mut last) = (first, None);
    let mut seen = BTreeSet::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for _ in 0..count {
        header.skip_space();
        let number = header.unsigned()?;
        header.skip_space();
        let offset: usize = header.unsigned()?;
        if !seen.insert(number) {
            return Err(StructureFault::Duplicate { number });
        }
        if !is_object_number(number) {
            odd.note(0, Oddity::ObjectNumber);
        }
        let at = first.checked_add(offset).ok_or(wrong.clone())?;
        if last.is_some_and(|last| last >= at) {
            odd.note(0, Oddity::Order);
        }
        if data.get(end..at).is_none_or(|gap| !gap.iter().copied().all(is_plain_space)) {
            odd.note(0, Oddity::Packing);
        }
        let mut parser = Parser::new(&data, at);
        parser.values = left.values;
        let value = parser.value()?;
        left.values = parser.values;
        odd.add(parser.take_odd());
        (end, last) = (parser.at, Some(at));
        // No two objects share bytes, so that a small file does not become a large one.
        let before = taken.range(..parser.at).next_back();
        if before.is_some_and(|(_, end)| *end > at) {
            return Err(StructureFault::Unsupported("đối tượng chồng lên nhau trong một luồng"));
        }
        taken.insert(at, parser.at);
        objects.push((number, value.into_owned()));
    }
    odd.add(header.take_odd());
    let tails = [header.rest(), data.get(end..).unwrap_or_default()];
    if !tails.into_iter().flatten().copied().all(is_plain_space) {
        odd.note(0, Oddity::Packing);
    }
    Ok((objects, odd))
}

fn is_plain_space(byte: u8) -> bool {
    byte != 0 && is_space(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_packed_objects_share_bytes() {
        let packed_of = |header: &str, data: &str| {
            let text = format!("{header}{data}");
            let head = format!("<</Type/ObjStm/N 2/First {}>>", header.len());
            let Ok(value) = Parser::new(head.as_bytes(), 0).value() else { panic!("a value") };
            let object = Object {
                number: 9,
                generation: 0,
                span: 0..0,
                value,
                stream: Some(text.as_bytes()),
            };
            let mut left = Room { bytes: 1000, values: 100 };
            let found = packed(&object, &mut left).map(|(found, _)| found.len());
            for mut left in [Room { bytes: 3, values: 100 }, Room { bytes: 1000, values: 1 }] {
                assert!(packed(&object, &mut left).is_err(), "all streams of a file share a bound");
            }
            found
        };
        assert_eq!(packed_of("1 0 2 4 ", "(a) (b)"), Ok(2));
        assert_eq!(packed_of("1 4 2 0 ", "(a) (b)"), Ok(2));
        for header in ["1 0 2 0 ", "1 0 2 1 ", "1 1 2 0 "] {
            assert!(packed_of(header, "[(a)(b)]").is_err(), "{header}");
        }
    }
}
