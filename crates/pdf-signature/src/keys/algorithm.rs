//! The ways of signing that are allowed, and how CMS names them.

use super::KeyError;
use crate::der::{NULL, oid as named, sequence};
use crate::oid;
use crate::pki::{AlgorithmFault, Certificate, Hash, PublicKey, RsaUse};

/// A kind of key with the hash that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA of at least [`super::SHORTEST_RSA`] bits, PKCS#1 v1.5 with SHA-256.
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

    /// The `AlgorithmIdentifier` of the signature in a `SignerInfo`.
    pub(crate) fn identifier(self) -> Vec<u8> {
        match self {
            Self::Rsa => sequence(&[&named(oid::RSA), &NULL]),
            Self::P256 => sequence(&[&named(oid::ECDSA_SHA256)]),
            Self::P384 => sequence(&[&named(oid::ECDSA_SHA384)]),
        }
    }

    /// What can be signed with the private key to the certificate's public one.
    ///
    /// # Errors
    /// [`KeyError::WeakKey`] for RSA below [`super::SHORTEST_RSA`] bits,
    /// [`KeyError::UnsupportedKey`] for every other kind.
    pub(crate) fn of(certificate: &Certificate) -> Result<Self, KeyError> {
        match certificate.key() {
            Ok(PublicKey::Rsa(_, _, RsaUse::Any)) => Ok(Self::Rsa),
            Ok(PublicKey::Rsa(..)) => Err(KeyError::UnsupportedKey("khóa RSASSA-PSS".into())),
            Ok(PublicKey::P256(_)) => Ok(Self::P256),
            Ok(PublicKey::P384(_)) => Ok(Self::P384),
            Err(AlgorithmFault::Short(bits)) => Err(KeyError::WeakKey { bits: *bits }),
            Err(fault) => Err(KeyError::UnsupportedKey(fault.what())),
        }
    }
}
