//! The standard encryption of Excel 2007 (MS-OFFCRYPTO, 2.3.4.5 to 2.3.4.9): the password gives the
//! key, each block is encrypted on its own.

use sha1::{Digest, Sha1};

use super::{package, password};
use crate::limits::Allowance;
use crate::refusal::Refusal;

/// Number of rounds in which the password is hashed.
const ROUNDS: u32 = 50_000;
/// Size of a SHA-1 block in bytes.
const HASH_BLOCK: usize = 64;

/// Decrypts a package in place; `header` is its `EncryptionInfo`.
pub(crate) fn decrypt(
    header: &[u8],
    data: &mut [u8],
    allowance: &Allowance,
) -> Result<(), Refusal> {
    let key = key(header, allowance)?;
    package::decrypt(&key, None, data).ok_or(Refusal::Locked)
}

/// Derives the key from the built-in password.
///
/// # Errors
///
/// [`Refusal::Locked`] when the password is another one.
fn key(header: &[u8], allowance: &Allowance) -> Result<Vec<u8>, Refusal> {
    let cut = || Refusal::truncated("the header of the encryption ends too early");
    let number = |at: usize| {
        let bytes = header.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    // Version and flags, then the length of the description and the description: its third number
    // is the cipher, its fifth the bits.
    let (length, cipher, bits) = number(8)
        .zip(number(20))
        .zip(number(28))
        .map(|((length, cipher), bits)| (length, cipher, bits))
        .ok_or_else(cut)?;
    let verifier = header
        .get(12..)
        .and_then(|rest| rest.get(length..))
        .and_then(|rest| rest.get(4..72))
        .ok_or_else(cut)?;
    if !matches!((cipher, bits), (0x660E, 128) | (0x660F, 192) | (0x6610, 256)) {
        return Err(Refusal::Locked);
    }
    allowance.spend_rounds(ROUNDS)?;
    let hash =
        |parts: [&[u8]; 2]| Sha1::new().chain_update(parts[0]).chain_update(parts[1]).finalize();
    let (salt, rest) = verifier.split_at(16);
    let spun = (0..ROUNDS)
        .fold(hash([salt, &password()]), |spun, round| hash([&round.to_le_bytes(), &spun]));
    let last = hash([&spun, &[0; 4]]);
    let half = |filling: u8| {
        let mut block = [filling; HASH_BLOCK];
        block.iter_mut().zip(&last).for_each(|(to, from)| *to ^= from);
        hash([&block, &[]])
    };
    let mut key = [half(0x36), half(0x5C)].concat();
    key.truncate(bits / 8);

    let (verifier, rest) = rest.split_at(16);
    let (mut verifier, mut expected) = (verifier.to_vec(), rest[4..].to_vec());
    package::decrypt(&key, None, &mut verifier).ok_or(Refusal::Locked)?;
    package::decrypt(&key, None, &mut expected).ok_or(Refusal::Locked)?;
    if expected.starts_with(&hash([&verifier, &[]])) { Ok(key) } else { Err(Refusal::Locked) }
}
