//! Workbooks of Excel before 2007: each record is encrypted for itself, by one of three schemes
//! (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5 to 2.3.7).

use std::borrow::Cow;
use std::ops::Range;

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;
use sha2::Digest;

use super::password;
use crate::container::ole::Ole;
use crate::refusal::Refusal;

/// Records by their numbers (MS-XLS 2.3.2).
const FILE_PASS: u16 = 0x002F;
const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted: begin of a part, `FilePass`, and those of shared workbooks and
/// of the interface.
const CLEAR: [u16; 7] = [0x0809, FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// Bytes of a workbook that one key of RC4 is for.
const SEGMENT: usize = 1_024;
/// The record `FilePass` of Excel's own password without RC4, and what that password mixes the
/// bytes with (MS-OFFCRYPTO 2.3.7.2).
const XOR_PASS: [u8; 6] = [0, 0, 0x59, 0xB3, 0x0A, 0x9A];
const XOR: [u8; 16] = [
    0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04,
];

/// The workbook, decrypted if it is encrypted; one with a password of somebody's own is refused.
pub(crate) fn xls(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    let ole = Ole::open(bytes)?;
    // What cannot be found here, the reader of workbooks misses as well, and says so.
    let Some((name, stretches)) =
        ["Workbook", "Book"].iter().find_map(|&name| Some((name, ole.stretches(name).ok()??)))
    else {
        return Ok(Cow::Borrowed(bytes));
    };
    let stream: Vec<u8> =
        stretches.iter().flat_map(|stretch| &bytes[stretch.clone()]).copied().collect();
    let first_part = records(&stream).take_while(|(number, _)| *number != END);
    let Some((_, pass)) = first_part.into_iter().find(|(number, _)| *number == FILE_PASS) else {
        return Ok(Cow::Borrowed(bytes));
    };
    // Excel 5 and 95 have but one scheme, and it is not described anywhere well enough.
    let scheme = RecordCipher::read(&stream[pass.clone()])
        .filter(|_| name == "Workbook")
        .ok_or(Refusal::Locked)?;
    let clear = scheme.decrypt(&stream, &pass);
    let mut workbook = bytes.to_vec();
    let mut rest = clear.as_slice();
    for stretch in stretches {
        let (part, after) = rest.split_at(stretch.len());
        workbook[stretch].copy_from_slice(part);
        rest = after;
    }
    Ok(Cow::Owned(workbook))
}

/// The records of a workbook: number, and where the body lies.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let head: &[u8; 4] = stream.get(at..)?.first_chunk()?;
        let [number, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
        let body = at + 4..at + 4 + usize::from(length);
        at = body.end;
        (body.end <= stream.len()).then_some((number, body))
    })
}

/// How a workbook is encrypted with Excel's own password.
enum RecordCipher {
    /// Each byte turned and mixed with one of sixteen.
    Xor,
    /// RC4, whose keys begin with these bytes.
    Rc4(Vec<u8>),
    /// RC4 by way of the system's services: keys of so many bytes, made of these.
    Rc4Services(Vec<u8>, usize),
}

impl RecordCipher {
    /// The scheme that the record `FilePass` tells; `None` when it is not known or the password is
    /// somebody's own.
    fn read(pass: &[u8]) -> Option<Self> {
        match *pass {
            [0, 0, ..] => (pass == XOR_PASS).then_some(Self::Xor),
            [1, 0, 1, 0, 1, 0, ref rest @ ..] => {
                let verifier = rest.get(..48)?;
                let start = Md5::digest(password());
                let salted = [&start[..5], &verifier[..16]].concat().repeat(16);
                let scheme = Self::Rc4(Md5::digest(salted)[..5].to_vec());
                scheme
                    .opens(&verifier[16..], |verifier| Md5::digest(verifier).to_vec())
                    .then_some(scheme)
            }
            [1, 0, 2..=4, 0, 2, 0, ref rest @ ..] => {
                let number =
                    |at: usize| Some(u32::from_le_bytes(*rest.get(at..)?.first_chunk()?) as usize);
                // Flags, then the length of the description and the description: its fifth number
                // is the bits, zero for 40.
                let (length, bits) = (number(4)?, number(24)?);
                let verifier = rest.get(8..)?.get(length..)?.get(4..60)?;
                let bytes = if bits == 0 { 5 } else { bits / 8 };
                let start =
                    Sha1::new().chain_update(&verifier[..16]).chain_update(password()).finalize();
                let scheme =
                    Self::Rc4Services(start.to_vec(), (5..=16).contains(&bytes).then_some(bytes)?);
                let checked = [&verifier[16..32], &verifier[36..]].concat();
                scheme.opens(&checked, |verifier| Sha1::digest(verifier).to_vec()).then_some(scheme)
            }
            _ => None,
        }
    }

    /// Whether the password is right: sixteen bytes and their hash are decrypted with the first
    /// key.
    fn opens(&self, encrypted: &[u8], hash: impl Fn(&[u8]) -> Vec<u8>) -> bool {
        let mut clear = encrypted.to_vec();
        self.mix(0, &mut clear);
        let (verifier, expected) = clear.split_at(16);
        expected == hash(verifier)
    }

    /// Mixes a segment with what RC4 makes of its key.
    fn mix(&self, segment: u32, data: &mut [u8]) {
        let key = match self {
            Self::Xor => return,
            Self::Rc4(start) => Md5::digest([&start[..], &segment.to_le_bytes()].concat()).to_vec(),
            Self::Rc4Services(start, bytes) => {
                let mut key = Sha1::digest([&start[..], &segment.to_le_bytes()].concat()).to_vec();
                key.truncate(*bytes);
                // A key of 40 bits is filled up to 128.
                key.resize(if *bytes == 5 { 16 } else { *bytes }, 0);
                key
            }
        };
        if let Ok(mut rc4) = Rc4::new_from_slice(&key) {
            rc4.apply_keystream(data);
        }
    }

    /// The stream of a workbook in the clear. Its `FilePass` is gone; a record of no meaning stands
    /// there.
    fn decrypt(&self, stream: &[u8], pass: &Range<usize>) -> Vec<u8> {
        let mut mixed = stream.to_vec();
        for (segment, data) in (0..).zip(mixed.chunks_mut(SEGMENT)) {
            self.mix(segment, data);
        }
        let mut clear = stream.to_vec();
        for (number, body) in records(stream).filter(|(number, _)| !CLEAR.contains(number)) {
            // Where a sheet begins is never encrypted.
            let from =
                if number == BOUND_SHEET { body.end.min(body.start + 4) } else { body.start };
            match self {
                Self::Xor => {
                    for at in from..body.end {
                        clear[at] =
                            (stream[at] ^ XOR[(at + body.len()) % XOR.len()]).rotate_right(5);
                    }
                }
                _ => clear[from..body.end].copy_from_slice(&mixed[from..body.end]),
            }
        }
        clear[pass.start - 4..pass.start - 2].fill(0);
        clear[pass.clone()].fill(0);
        clear
    }
}
