//! Decoding of the two kinds of stream that belong to the structure of a file: object streams and
//! cross-reference streams.

use std::borrow::Cow;
use std::io::Read as _;

use super::text;
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Dict, Object, Value};

/// What one such stream may unpack to, and all object streams of a file together, in bytes.
pub(super) const MAX_UNPACKED: u64 = 64 << 20;

/// The decoded bytes of a stream object.
pub(super) fn stream_data(object: &Object<'_>) -> Result<Vec<u8>, StructureFault> {
    stream_data_within(object, MAX_UNPACKED)
}

/// The same, unless they are more than so many.
pub(crate) fn stream_data_within(
    object: &Object<'_>,
    most: u64,
) -> Result<Vec<u8>, StructureFault> {
    match (object.dict(), object.stream) {
        (Some(dict), Some(stored)) => decode_within(dict, stored, most),
        _ => Err(StructureFault::BrokenStream),
    }
}

/// The decoded bytes of a stream without filter or with `FlateDecode` (with or without PNG
/// predictors), the two ways of writing bytes as text, or several of these.
pub(super) fn decode(dict: &Dict<'_>, stored: &[u8]) -> Result<Vec<u8>, StructureFault> {
    decode_within(dict, stored, MAX_UNPACKED)
}

/// How many filters may lie over each other.
const MAX_FILTERS: usize = 4;

pub(super) fn decode_within(
    dict: &Dict<'_>,
    stored: &[u8],
    most: u64,
) -> Result<Vec<u8>, StructureFault> {
    let filters = listed(dict, b"Filter");
    let parameters = listed(dict, b"DecodeParms");
    if filters.len() > MAX_FILTERS {
        return Err(StructureFault::Unsupported("bộ lọc của luồng đối tượng"));
    }
    if stored.len() as u64 > most {
        return Err(StructureFault::TooLarge);
    }
    let mut plain = Cow::Borrowed(stored);
    // Parameters without a filter are taken as they always were: for the bytes as they stand.
    for step in 0..filters.len().max(parameters.len()) {
        let unpacked = match filters.get(step).map(|filter| filter.name()) {
            None => plain.into_owned(),
            Some(Some(b"FlateDecode")) => inflate(&plain, most)?,
            Some(Some(b"ASCII85Decode")) => text::base_85(&plain)?,
            Some(Some(b"ASCIIHexDecode")) => text::hexadecimal(&plain)?,
            Some(_) => return Err(StructureFault::Unsupported("bộ lọc của luồng đối tượng")),
        };
        plain = Cow::Owned(match parameters.get(step) {
            None | Some(Value::Null) => unpacked,
            Some(Value::Dict(parameters)) => predict(parameters, unpacked)?,
            Some(_) => return Err(StructureFault::Unsupported("tham số của bộ lọc")),
        });
    }
    Ok(plain.into_owned())
}

/// A value that may stand alone or in an array of such.
fn listed<'d, 'a>(dict: &'d Dict<'a>, key: &[u8]) -> &'d [Value<'a>] {
    match dict.get(key) {
        None => &[],
        Some(Value::Array(items)) => items,
        Some(alone) => std::slice::from_ref(alone),
    }
}

fn inflate(stored: &[u8], most: u64) -> Result<Vec<u8>, StructureFault> {
    let mut plain = Vec::new();
    let mut decoder = flate2::read::ZlibDecoder::new(stored).take(most + 1);
    decoder.read_to_end(&mut plain).map_err(|_| StructureFault::BrokenStream)?;
    if plain.len() as u64 > most { Err(StructureFault::TooLarge) } else { Ok(plain) }
}

/// Undoes the PNG predictors (ISO 32000-1, 7.4.4.4) for one byte a sample, the way cross-reference
/// streams use them.
fn predict(parameters: &Dict<'_>, plain: Vec<u8>) -> Result<Vec<u8>, StructureFault> {
    let number =
        |key: &[u8], default: usize| parameters.get(key).map_or(Some(default), Value::size);
    match number(b"Predictor", 1) {
        Some(1) => return Ok(plain),
        Some(10..=15)
            if number(b"Colors", 1) == Some(1) && number(b"BitsPerComponent", 8) == Some(8) => {}
        _ => return Err(StructureFault::Unsupported("kiểu dự đoán của bộ lọc")),
    }
    let columns = number(b"Columns", 1)
        .filter(|columns| (1..=64).contains(columns))
        .ok_or(StructureFault::BrokenStream)?;
    let mut above = vec![0_u8; columns];
    let mut out = Vec::with_capacity(plain.len());
    for row in plain.chunks(columns + 1) {
        let (kind, row) = row
            .split_first()
            .filter(|(_, row)| row.len() == columns)
            .ok_or(StructureFault::BrokenStream)?;
        let (mut left, mut corner) = (0, 0);
        for (byte, up) in row.iter().zip(&mut above) {
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => left.midpoint(*up),
                4 => paeth(left, *up, corner),
                _ => return Err(StructureFault::BrokenStream),
            };
            corner = *up;
            left = byte.wrapping_add(guess);
            *up = left;
            out.push(left);
        }
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |value: u8| (guess - i16::from(value)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::syntax::Parser;

    fn dict(text: &str) -> Dict<'_> {
        match Parser::new(text.as_bytes(), 0).value() {
            Ok(Value::Dict(dict)) => dict,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn predictors_are_undone() {
        let parameters = "<</DecodeParms<</Predictor 12/Columns 3>>>>";
        let rows = [2, 1, 2, 3, 2, 1, 0, 0, 1, 5, 1, 1, 4, 1, 0, 0, 3, 4, 4, 4, 0, 9, 9, 9];
        let plain = decode(&dict(parameters), &rows).unwrap();
        assert_eq!(plain, [1, 2, 3, 2, 2, 3, 5, 6, 7, 6, 6, 7, 7, 10, 12, 9, 9, 9]);
    }

    #[test]
    fn filters_over_each_other_are_undone_one_by_one() {
        let plain = |filters: &str, stored: &[u8]| decode(&dict(filters), stored).unwrap();
        assert_eq!(plain("<</Filter[/ASCIIHexDecode]>>", b"42 54>"), b"BT");
        assert_eq!(
            plain("<</Filter[/ASCIIHexDecode/ASCII85Decode]>>", b"38 37 63 55 52 7E 3E>"),
            b"Hell"
        );
        let parameters = "<</Filter[/ASCIIHexDecode]/DecodeParms[null]>>";
        assert_eq!(plain(parameters, b"4>"), b"@");
    }

    #[test]
    fn other_filters_are_unsupported_and_damage_is_seen() {
        assert!(matches!(
            decode(&dict("<</Filter/LZWDecode>>"), b""),
            Err(StructureFault::Unsupported(_))
        ));
        assert!(matches!(
            decode(
                &dict("<</Filter[/FlateDecode/FlateDecode/FlateDecode/FlateDecode/FlateDecode]>>"),
                b""
            ),
            Err(StructureFault::Unsupported(_))
        ));
        assert_eq!(
            decode(&dict("<</Filter/FlateDecode>>"), b"no zlib"),
            Err(StructureFault::BrokenStream)
        );
    }
}
