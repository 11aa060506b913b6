//! Decoding of the two kinds of stream that belong to the structure of a file: object streams and
//! cross-reference streams.

use std::borrow::Cow;
use std::io::Read as _;

use super::text;
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Dict, Object, Oddity, Value};

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

/// How many filters may lie over each other.
const MAX_FILTERS: usize = 4;

/// The decoded bytes of a stream without filter or with `FlateDecode` (with or without PNG
/// predictors), the two ways of writing bytes as text, or several of these; unless they are more
/// than so many.
pub(super) fn decode_within(
    dict: &Dict<'_>,
    stored: &[u8],
    most: u64,
) -> Result<Vec<u8>, StructureFault> {
    let filters = listed(dict, b"Filter");
    let parameters = parameters(dict);
    if filters.len() > MAX_FILTERS {
        return Err(StructureFault::Unsupported("bộ lọc của luồng đối tượng"));
    }
    if stored.len() as u64 > most {
        return Err(StructureFault::TooLarge);
    }
    let mut plain = Cow::Borrowed(stored);
    for (step, filter) in filters.iter().enumerate() {
        plain = Cow::Owned(match filter.name() {
            Some(b"FlateDecode") => match parameters.get(step) {
                None | Some(Value::Null) => inflate(&plain, most)?,
                Some(Value::Dict(parameters)) => predict(parameters, inflate(&plain, most)?)?,
                Some(_) => return Err(StructureFault::Unsupported("tham số của bộ lọc")),
            },
            Some(b"ASCII85Decode") => text::base_85(&plain)?,
            Some(b"ASCIIHexDecode") => text::hexadecimal(&plain)?,
            _ => return Err(StructureFault::Unsupported("bộ lọc của luồng đối tượng")),
        });
    }
    Ok(plain.into_owned())
}

/// The parameters of the filters of a stream. As in all programs they count only when they are
/// written as the filters are: alone or in an array.
fn parameters<'d, 'a>(dict: &'d Dict<'a>) -> &'d [Value<'a>] {
    let is_array = |key: &[u8]| matches!(dict.get(key), Some(Value::Array(_)));
    if is_array(b"Filter") == is_array(b"DecodeParms") { listed(dict, b"DecodeParms") } else { &[] }
}

/// The filters that programs write by these names in every kind of stream.
const FILTERS: [&[u8]; 9] = [
    b"ASCII85Decode",
    b"ASCIIHexDecode",
    b"CCITTFaxDecode",
    b"DCTDecode",
    b"FlateDecode",
    b"JBIG2Decode",
    b"JPXDecode",
    b"LZWDecode",
    b"RunLengthDecode",
];

/// How the dictionary of a stream is written otherwise than plainly.
pub(super) fn stream_oddity(dict: &Dict<'_>) -> Option<Oddity> {
    const OTHER_NAMES: [&[u8]; 4] = [b"F", b"FFilter", b"FDecodeParms", b"DP"];
    const SHORT_NAMES: [&[u8]; 7] = [b"W", b"H", b"BPC", b"CS", b"IM", b"D", b"I"];
    let has = |keys: &[&[u8]]| keys.iter().any(|key| dict.get(key).is_some());
    if has(&OTHER_NAMES) {
        return Some(Oddity::StreamKeys);
    }
    let filters = listed(dict, b"Filter");
    let predicts = |value: &Value<'_>| {
        let predictor = value.dict().and_then(|parameters| parameters.get(b"Predictor"));
        predictor.is_some_and(|predictor| *predictor != Value::Integer(1))
    };
    let taken = parameters(dict);
    for (step, value) in listed(dict, b"DecodeParms").iter().enumerate() {
        let filter = filters.get(step).filter(|_| !taken.is_empty()).and_then(Value::name);
        if predicts(value) && !matches!(filter, Some(b"FlateDecode" | b"LZWDecode")) {
            return Some(Oddity::Parameters);
        }
    }
    let is_known = |filter: &Value<'_>| filter.name().is_some_and(|name| FILTERS.contains(&name));
    let is_plain = |value: &Value<'_>| matches!(value, Value::Null | Value::Dict(_));
    let fits = dict.get(b"DecodeParms").is_none_or(|parameters| match parameters {
        Value::Null => true,
        Value::Array(each) => each.len() == filters.len() && taken.iter().all(is_plain),
        alone => is_plain(alone) && filters.len() == 1,
    }) && (taken.len() == listed(dict, b"DecodeParms").len());
    let is_empty = matches!(dict.get(b"Filter"), Some(Value::Array(filters)) if filters.is_empty());
    if !fits || is_empty || !filters.iter().all(is_known) {
        return Some(Oddity::Filter);
    }
    (dict.is(b"Subtype", b"Image") && has(&SHORT_NAMES)).then_some(Oddity::Keys)
}

/// The keys that known programs write into an object stream or a stream of references.
const PACKING_KEYS: [&[u8]; 7] =
    [b"Type", b"N", b"First", b"Extends", b"Length", b"Filter", b"DecodeParms"];

/// The same for a stream that packs objects or references.
pub(super) fn packing_oddity(dict: &Dict<'_>) -> Option<Oddity> {
    const PARAMETERS: [&[u8]; 4] = [b"Predictor", b"Columns", b"Colors", b"BitsPerComponent"];
    let is_table = dict.is(b"Type", b"XRef");
    if !is_table && dict.iter().any(|(key, _)| !PACKING_KEYS.contains(&key)) {
        return Some(Oddity::Keys);
    }
    let filters = listed(dict, b"Filter");
    let is_flate = |filter: &Value<'_>| filter.name() == Some(b"FlateDecode");
    let is_plain = |value: &Value<'_>| match value {
        Value::Null => true,
        Value::Dict(parameters) => parameters.iter().all(|(key, value)| {
            PARAMETERS.contains(&key)
                && value.size().is_some()
                && (is_table || key != b"Predictor" || *value == Value::Integer(1))
        }),
        _ => false,
    };
    let is_by_the_book = filters.len() <= 1
        && filters.iter().all(is_flate)
        && listed(dict, b"DecodeParms").iter().all(is_plain)
        && matches!(dict.get(b"Length"), Some(Value::Integer(_)));
    (!is_by_the_book).then_some(Oddity::Filter)
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

    fn decode(dict: &Dict<'_>, stored: &[u8]) -> Result<Vec<u8>, StructureFault> {
        decode_within(dict, stored, MAX_UNPACKED)
    }

    fn dict(text: &str) -> Dict<'_> {
        match Parser::new(text.as_bytes(), 0).value() {
            Ok(Value::Dict(dict)) => dict,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn predictors_are_undone() {
        let rows = [2, 1, 2, 3, 2, 1, 0, 0, 1, 5, 1, 1, 4, 1, 0, 0, 3, 4, 4, 4, 0, 9, 9, 9];
        let mut packed = Vec::new();
        let mut encoder = flate2::read::ZlibEncoder::new(&rows[..], flate2::Compression::fast());
        encoder.read_to_end(&mut packed).unwrap();
        let plain = |text: &str| decode(&dict(text), &packed).unwrap();
        let undone = [1, 2, 3, 2, 2, 3, 5, 6, 7, 6, 6, 7, 7, 10, 12, 9, 9, 9];
        for text in [
            "<</Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>>>",
            "<</Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns 3>>]>>",
        ] {
            assert_eq!(plain(text), undone);
            assert_eq!(stream_oddity(&dict(text)), None);
        }
        // Parameters that are written otherwise than the filters count for no program.
        for text in [
            "<</Filter/FlateDecode/DecodeParms[<</Predictor 12/Columns 3>>]>>",
            "<</Filter[/FlateDecode]/DecodeParms<</Predictor 12/Columns 3>>>>",
        ] {
            assert_eq!(plain(text), rows);
            assert_eq!(stream_oddity(&dict(text)), Some(Oddity::Parameters));
        }
        let text = "<</DecodeParms<</Predictor 12/Columns 3>>>>";
        assert_eq!(decode(&dict(text), &rows).unwrap(), rows);
        assert_eq!(stream_oddity(&dict(text)), Some(Oddity::Parameters));
    }

    #[test]
    fn streams_as_programs_write_them_are_plain_and_others_are_not() {
        for plain in [
            "<<>>",
            "<</Filter/DCTDecode>>",
            "<</Filter[/ASCII85Decode/FlateDecode]/DecodeParms[null<</Predictor 15/Columns 4>>]>>",
            "<</Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 8>>>>",
            "<</Subtype/Form/Filter/FlateDecode/DecodeParms null>>",
        ] {
            assert_eq!(stream_oddity(&dict(plain)), None, "{plain}");
        }
        for (text, what) in [
            ("<</F/RunLengthDecode>>", Oddity::StreamKeys),
            ("<</Filter/FlateDecode/DP<<>>>>", Oddity::StreamKeys),
            ("<</Filter/ASCIIHexDecode/DecodeParms<</Predictor 12>>>>", Oddity::Parameters),
            ("<</Filter[]/DecodeParms[<</Predictor 12>>]>>", Oddity::Parameters),
            ("<</Filter[]>>", Oddity::Filter),
            ("<</Filter/Fl>>", Oddity::Filter),
            ("<</Filter 9 0 R>>", Oddity::Filter),
            ("<</DecodeParms<<>>>>", Oddity::Filter),
            ("<</Filter/CCITTFaxDecode/DecodeParms[<</K -1>>]>>", Oddity::Filter),
            ("<</Subtype/Image/W 4>>", Oddity::Keys),
        ] {
            assert_eq!(stream_oddity(&dict(text)), Some(what), "{text}");
        }
    }

    #[test]
    fn streams_that_pack_objects_and_references_have_one_filter() {
        for plain in [
            "<</Type/ObjStm/N 1/First 4/Length 3>>",
            "<</Type/ObjStm/N 1/First 4/Length 3/Filter[/FlateDecode]/DecodeParms[null]>>",
            "<</Type/XRef/Length 3/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>>>",
        ] {
            assert_eq!(packing_oddity(&dict(plain)), None, "{plain}");
        }
        for odd in [
            "<</Type/ObjStm/Length 3/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>>>",
            "<</Type/ObjStm/Length 3/Filter/ASCIIHexDecode>>",
            "<</Type/ObjStm/Length 3/Filter[/FlateDecode/FlateDecode]>>",
            "<</Type/ObjStm/Length 3/W 4>>",
            "<</Type/ObjStm/Length 9 0 R>>",
        ] {
            assert!(packing_oddity(&dict(odd)).is_some(), "{odd}");
        }
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
