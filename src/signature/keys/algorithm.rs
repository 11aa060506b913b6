//! The ways of signing that are allowed, and how CMS names them.

use const_oid::db::rfc5912;
use der::Encode as _;
use der::asn1::ObjectIdentifier;
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest as _, Sha256, Sha384};
use x509_cert::spki::{DecodePublicKey as _, SubjectPublicKeyInfoOwned};

use super::KeyError;
use crate::signature::encode::{NULL, SEQUENCE, oid, tlv};

/// The shortest RSA key that may sign, in bits (the technical rules behind Nghị định 68/2024/NĐ-CP ask for as much).
pub const SHORTEST_RSA: u32 = 2048;

/// A hash function of the SHA-2 family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
}

impl Hash {
    /// The hash of the parts, one after the other.
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha256 => parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize().to_vec(),
            Self::Sha384 => parts.iter().fold(Sha384::new(), Sha384::chain_update).finalize().to_vec(),
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => rfc5912::ID_SHA_256,
            Self::Sha384 => rfc5912::ID_SHA_384,
        }
    }

    /// The `AlgorithmIdentifier`, without parameters (RFC 5754, section 2).
    pub(crate) fn identifier(self) -> Vec<u8> {
        tlv(SEQUENCE, &[&oid(self.name())])
    }
}

/// A kind of key with the hash that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA of at least [`SHORTEST_RSA`] bits, PKCS#1 v1.5 with SHA-256.
    Rsa,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// ECDSA on P-384 with SHA-384.
    P384,
}

impl Algorithm {
    /// The hash that goes with the key.
    pub fn hash(self) -> Hash {
        match self {
            Self::Rsa | Self::P256 => Hash::Sha256,
            Self::P384 => Hash::Sha384,
        }
    }

    /// The name of the signature algorithm in a `SignerInfo`.
    pub(crate) fn name(self) -> ObjectIdentifier {
        match self {
            Self::Rsa => rfc5912::RSA_ENCRYPTION,
            Self::P256 => rfc5912::ECDSA_WITH_SHA_256,
            Self::P384 => rfc5912::ECDSA_WITH_SHA_384,
        }
    }

    /// The `AlgorithmIdentifier` of the signature in a `SignerInfo`.
    pub(crate) fn identifier(self) -> Vec<u8> {
        match self {
            Self::Rsa => tlv(SEQUENCE, &[&oid(self.name()), &NULL]),
            Self::P256 | Self::P384 => tlv(SEQUENCE, &[&oid(self.name())]),
        }
    }

    /// What can be signed with the private key to this public one.
    ///
    /// # Errors
    /// [`KeyError::WeakKey`] for RSA below [`SHORTEST_RSA`] bits, [`KeyError::UnsupportedKey`] for every other kind.
    pub fn of(key: &SubjectPublicKeyInfoOwned) -> Result<Self, KeyError> {
        let name = key.algorithm.oid;
        if name == rfc5912::RSA_ENCRYPTION {
            let der = key.to_der().map_err(|_| KeyError::UnsupportedKey(name))?;
            let public = rsa::PublicKey::from_public_key_der(&der).map_err(|_| KeyError::UnsupportedKey(name))?;
            let bits = public.n().bit_width();
            return if bits < SHORTEST_RSA { Err(KeyError::WeakKey { bits }) } else { Ok(Self::Rsa) };
        }
        let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
        match (name, curve) {
            (rfc5912::ID_EC_PUBLIC_KEY, Some(rfc5912::SECP_256_R_1)) => Ok(Self::P256),
            (rfc5912::ID_EC_PUBLIC_KEY, Some(rfc5912::SECP_384_R_1)) => Ok(Self::P384),
            (rfc5912::ID_EC_PUBLIC_KEY, Some(curve)) => Err(KeyError::UnsupportedKey(curve)),
            _ => Err(KeyError::UnsupportedKey(name)),
        }
    }
}
