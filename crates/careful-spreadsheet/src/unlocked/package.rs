//! Decrypts the zip container inside an OLE container, by one of two schemes that the header beside
//! it names.

use aes::cipher::array::Array;
use aes::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, BlockSizeUser, KeyInit, KeyIvInit, consts::U16,
};
use aes::{Aes128, Aes192, Aes256};

use super::{agile, standard};
use crate::container::ole::Ole;
use crate::limits::Allowance;
use crate::refusal::Refusal;

/// Size of an AES block in bytes.
pub(crate) const BLOCK: usize = 16;

/// Returns the decrypted zip container inside an OLE container.
///
/// The integrity check of the encrypted package is skipped: a zip container has checksums of its
/// own.
///
/// # Errors
///
/// [`Refusal::Locked`] when a person chose the password or the scheme is unknown,
/// [`Refusal::Truncated`] when bytes are missing.
pub(crate) fn package(bytes: &[u8], allowance: &Allowance) -> Result<Vec<u8>, Refusal> {
    let ole = Ole::open(bytes)?;
    let (Some(info), Some(encrypted)) =
        (ole.stream("EncryptionInfo")?, ole.stream("EncryptedPackage")?)
    else {
        // Rights management protects this file, not a password that could be tried.
        return Err(Refusal::Locked);
    };
    let cut = || Refusal::truncated("the encrypted package ends too early");
    let (length, data) = encrypted.split_first_chunk().ok_or_else(cut)?;
    let length = usize::try_from(u64::from_le_bytes(*length))
        .ok()
        .filter(|&length| length <= data.len())
        .ok_or_else(cut)?;
    let mut data = data.to_vec();
    match info.get(..4) {
        Some([4, 0, 4, 0]) => {
            agile::decrypt(info.get(8..).unwrap_or_default(), &mut data, allowance)?;
        }
        Some([2..=4, 0, 2, 0]) => standard::decrypt(&info, &mut data, allowance)?,
        _ => return Err(Refusal::Locked),
    }
    data.truncate(length);
    Ok(data)
}

/// Decrypts whole AES blocks in place: chained (CBC) from a first block, or each on its own (ECB).
/// `None` for a key of unknown length.
pub(crate) fn decrypt(
    key: &[u8],
    chained_from: Option<&[u8; BLOCK]>,
    data: &mut [u8],
) -> Option<()> {
    match key.len() {
        16 => blocks::<Aes128>(key, chained_from, data),
        24 => blocks::<Aes192>(key, chained_from, data),
        32 => blocks::<Aes256>(key, chained_from, data),
        _ => None,
    }
}

fn blocks<C>(key: &[u8], chained_from: Option<&[u8; BLOCK]>, data: &mut [u8]) -> Option<()>
where
    C: KeyInit + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
{
    let (blocks, _) = Array::slice_as_chunks_mut(data);
    match chained_from {
        Some(first) => {
            cbc::Decryptor::<C>::new_from_slices(key, first).ok()?.decrypt_blocks(blocks);
        }
        None => C::new_from_slice(key).ok()?.decrypt_blocks(blocks),
    }
    Some(())
}
