//! Decrypts workbooks of Excel before 2007: each record is encrypted on its own, by one of three
//! schemes (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5 to 2.3.7).

use std::borrow::Cow;
use std::ops::Range;

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;
use sha2::Digest;

use super::password;
use crate::container::ole::Ole;
use crate::refusal::Refusal;

/// Numbers of records (MS-XLS 2.3.2).
const FILE_PASS: u16 = 0x002F;
const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted: the begin of a part, `FilePass`, and records of shared
/// workbooks and of the user interface.
const CLEAR: [u16; 7] = [0x0809, FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// Number of bytes of a workbook that one RC4 key encrypts.
const SEGMENT: usize = 1_024;
/// The record `FilePass` of XOR obfuscation with the built-in password, and the bytes that this
/// password is combined with (MS-OFFCRYPTO 2.3.7.2).
const XOR_PASS: [u8; 6] = [0, 0, 0x59, 0xB3, 0x0A, 0x9A];
const XOR: [u8; 16] = [
    0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04,
];

/// Returns the workbook, decrypted if it is encrypted.
///
/// # Errors
///
/// [`Refusal::Locked`] when a person chose the password or the scheme is unknown.
pub(crate) fn xls(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    let ole = Ole::open(bytes)?;
    // A stream that cannot be found here is missing for the reader of workbooks as well, which says
    // so.
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
    // Excel 5 and 95 have a single scheme, which is documented nowhere well enough.
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

/// Iterates over the records of a workbook: number and byte range of the body.
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

/// The scheme by which a workbook is encrypted with the built-in password.
enum RecordCipher {
    /// XOR obfuscation: each byte is rotated and combined with one of sixteen bytes.
    Xor,
    /// RC4; holds the beginning of its keys.
    Rc4(Vec<u8>),
    /// RC4 through the cryptographic services of Windows (`CryptoAPI`); holds the bytes that keys
    /// are made of, and the key length in bytes.
    Rc4Services(Vec<u8>, usize),
}

impl RecordCipher {
    /// Reads the scheme from the body of the record `FilePass`; `None` when it is unknown or a
    /// person chose the password.
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

    /// Tells whether the password is right. `encrypted` holds sixteen bytes and their hash, both
    /// encrypted with the first key.
    fn opens(&self, encrypted: &[u8], hash: impl Fn(&[u8]) -> Vec<u8>) -> bool {
        let mut clear = encrypted.to_vec();
        self.mix(0, &mut clear);
        let (verifier, expected) = clear.split_at(16);
        expected == hash(verifier)
    }

    /// Decrypts a segment in place with the RC4 key of its number; does nothing for XOR.
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

    /// Returns the decrypted stream of a workbook. Its record `FilePass`, at `pass`, is overwritten
    /// with a record of no meaning.
    fn decrypt(&self, stream: &[u8], pass: &Range<usize>) -> Vec<u8> {
        let mut mixed = stream.to_vec();
        for (segment, data) in (0..).zip(mixed.chunks_mut(SEGMENT)) {
            self.mix(segment, data);
        }
        let mut clear = stream.to_vec();
        for (number, body) in records(stream).filter(|(number, _)| !CLEAR.contains(number)) {
            // The position of a worksheet in the stream is never encrypted.
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
