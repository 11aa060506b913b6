//! RSASSA-PSS (RFC 4055, 3.1; RFC 8017, 8.1), with one SHA-2 hash for the message and the mask.

use rsa::pss::{Signature, VerifyingKey};
use rsa::signature::hazmat::PrehashVerifier as _;
use sha2::{Sha256, Sha384, Sha512};

use super::{AlgorithmFault, Hash};
use crate::der::{DerFault, Tlv, tag};
use crate::oid;

/// The parameters of a signature, or those that a key demands of its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pss {
    pub(super) hash: Hash,
    /// How many bytes of salt: exactly so many in a signature, at least so many with a key.
    salt: usize,
}

/// The last byte of what is signed: the only one there is (RFC 4055, 3.1).
const TRAILER: u32 = 1;

impl Pss {
    /// Reads `RSASSA-PSS-params`. What is left out stands for SHA-1, which proves nothing any more.
    pub(super) fn read(parameters: &Tlv<'_>) -> Result<Self, AlgorithmFault> {
        let damaged = |_: DerFault| unsupported("tham số RSASSA-PSS không đọc được");
        let mut inside = parameters.tagged(tag::SEQUENCE).map_err(damaged)?.inside();
        let mut part = |number: u8| -> Result<Option<Tlv<'_>>, AlgorithmFault> {
            let part = inside.optional(tag::CONTEXT | number).map_err(damaged)?;
            part.map(|part| Tlv::only(part.content)).transpose().map_err(damaged)
        };
        let (hash, mask, salt, trailer) = (part(0)?, part(1)?, part(2)?, part(3)?);
        inside.end().map_err(damaged)?;
        let number = |value: &Tlv<'_>| value.tagged(tag::INTEGER)?.small();
        let old = || AlgorithmFault::Weak("RSASSA-PSS với SHA-1".into());
        let hash = Hash::of(&hash.ok_or_else(old)?)?;
        if mask_hash(&mask.ok_or_else(old)?)? != hash {
            return Err(unsupported("RSASSA-PSS với hai thuật toán băm khác nhau"));
        }
        if trailer.map_or(Ok(TRAILER), |trailer| number(&trailer)).map_err(damaged)? != TRAILER {
            return Err(unsupported("RSASSA-PSS với byte cuối lạ"));
        }
        // RFC 4055 gives 20 where none is written.
        let salt = salt.map_or(Ok(20), |salt| number(&salt)).map_err(damaged)?;
        Ok(Self { hash, salt: salt as usize })
    }

    /// Whether a key that demands `self` may have made a signature like `made`.
    pub(super) fn allows(self, made: Self) -> bool {
        self.hash == made.hash && self.salt <= made.salt
    }

    /// Whether `signature` is one over the hash `digest`, made with this key.
    pub(super) fn verifies(self, key: &rsa::PublicKey, digest: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::try_from(signature) else { return false };
        let (key, salt) = (key.clone(), self.salt);
        let outcome = match self.hash {
            Hash::Sha256 => VerifyingKey::<Sha256>::new_with_salt_len(key, salt)
                .verify_prehash(digest, &signature),
            Hash::Sha384 => VerifyingKey::<Sha384>::new_with_salt_len(key, salt)
                .verify_prehash(digest, &signature),
            Hash::Sha512 => VerifyingKey::<Sha512>::new_with_salt_len(key, salt)
                .verify_prehash(digest, &signature),
        };
        outcome.is_ok()
    }
}

/// The hash of the mask, which must be MGF1.
fn mask_hash(mask: &Tlv<'_>) -> Result<Hash, AlgorithmFault> {
    let other = || unsupported("RSASSA-PSS với hàm che lạ");
    let mut parts = mask.tagged(tag::SEQUENCE).map_err(|_| other())?.inside();
    let name = parts.expect(tag::OID).map_err(|_| other())?.content;
    let hash = parts.expect(tag::SEQUENCE).map_err(|_| other())?;
    if name != oid::MASK || !parts.is_empty() {
        return Err(other());
    }
    Hash::of(&hash)
}

fn unsupported(what: &str) -> AlgorithmFault {
    AlgorithmFault::Unsupported(what.to_owned())
}
