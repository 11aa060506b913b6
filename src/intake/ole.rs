//! The container of old Office files (OLE, compound file): just enough of it to tell what a file is and whether all of it is there.

use super::refusal::Refusal;

/// First bytes of such a file.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// From here on a sector number means something else: the end of a chain, a free sector.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// Streams that are looked at; a workbook has a handful.
const STREAMS: usize = 4_096;

/// The names of the streams and folders in the file.
///
/// A file whose table of sectors, or whose last sector, lies beyond its end was cut off.
pub(super) fn streams(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let cut = || Refusal::truncated("the sectors of the OLE container end too early");
    let header = bytes.get(..512).ok_or_else(cut)?;
    let power = u16::from_le_bytes([header[30], header[31]]);
    if !matches!(power, 9 | 12) {
        return Err(Refusal::damaged("the OLE container has sectors of no known size"));
    }
    let size = 1_usize << power;
    let sector = |number: u32| {
        let start = (number as usize).checked_add(1).and_then(|number| number.checked_mul(size))?;
        bytes.get(start..bytes.len().min(start.checked_add(size)?)).filter(|sector| !sector.is_empty())
    };
    // The first 109 sectors of the table are listed in the header: enough for every file that is small enough to be read.
    let mut table = Vec::new();
    for number in numbers(&header[76..]).take_while(|&number| number < SPECIAL) {
        table.extend(numbers(sector(number).ok_or_else(cut)?));
    }
    let last = table.iter().rposition(|&next| next != u32::MAX).unwrap_or(0);
    if u32::try_from(last).ok().and_then(sector).is_none() {
        return Err(cut());
    }
    let (mut names, mut at) = (Vec::new(), u32_at(header, 48));
    while at < SPECIAL && names.len() < STREAMS {
        let Some(entries) = sector(at) else { return Err(cut()) };
        names.extend(entries.chunks_exact(128).map(name));
        at = table.get(at as usize).copied().unwrap_or(u32::MAX);
    }
    Ok(names)
}

/// The name of an entry of the directory: UTF-16, its length in bytes with the zero at its end.
fn name(entry: &[u8]) -> String {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
    let units = entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
