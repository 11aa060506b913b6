//! Keys: always the same ones, so that every run makes the same bytes.

use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha2::{Digest as _, Sha256, Sha384};

use super::der::{oid, seq};

/// Which key to take. There is one RSA key of each length (`tests/data/pki`), for making one takes
/// too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Rsa2048,
    Rsa1024,
    P256,
    P384,
}

/// A private key with its public one.
#[derive(Clone)]
pub enum Pair {
    Rsa(rsa::pkcs1v15::SigningKey<Sha256>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

impl Pair {
    /// The key of this kind that goes with some words.
    pub fn of(kind: Key, words: &str) -> Self {
        let rsa = |pem: &str| {
            let pem = &pem[pem.find("-----BEGIN").expect("PEM")..];
            Self::Rsa(rsa::pkcs1v15::SigningKey::new(
                rsa::PrivateKey::from_pkcs8_pem(pem).expect("a key"),
            ))
        };
        match kind {
            Key::Rsa2048 => rsa(include_str!("../../data/pki/rsa-2048.test-key.pem")),
            Key::Rsa1024 => rsa(include_str!("../../data/pki/rsa-1024.test-key.pem")),
            Key::P256 => Self::P256(
                p256::ecdsa::SigningKey::from_slice(&Sha256::digest(words)).expect("a key"),
            ),
            Key::P384 => Self::P384(
                p384::ecdsa::SigningKey::from_slice(&Sha384::digest(words)).expect("a key"),
            ),
        }
    }

    /// One of 256 keys on P-256.
    pub fn p256(number: u8) -> Self {
        Self::of(Key::P256, &number.to_string())
    }

    /// One of 256 keys on P-384.
    pub fn p384(number: u8) -> Self {
        Self::of(Key::P384, &number.to_string())
    }

    /// The hash that goes with the key.
    pub fn digest(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(_) | Self::P256(_) => Sha256::digest(message).to_vec(),
            Self::P384(_) => Sha384::digest(message).to_vec(),
        }
    }

    /// The `AlgorithmIdentifier` of that hash.
    pub fn digest_algorithm(&self) -> Vec<u8> {
        let name = if matches!(self, Self::P384(_)) {
            "2.16.840.1.101.3.4.2.2"
        } else {
            "2.16.840.1.101.3.4.2.1"
        };
        seq(&[oid(name)])
    }

    /// The `AlgorithmIdentifier` of the signatures.
    pub fn algorithm(&self) -> Vec<u8> {
        match self {
            Self::Rsa(_) => seq(&[oid("1.2.840.113549.1.1.11"), vec![5, 0]]),
            Self::P256(_) => seq(&[oid("1.2.840.10045.4.3.2")]),
            Self::P384(_) => seq(&[oid("1.2.840.10045.4.3.3")]),
        }
    }

    /// A signature over the message, in the form certificates and CMS carry.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.sign(message).to_vec(),
            Self::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign(message);
                signature.to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::DerSignature = key.sign(message);
                signature.to_vec()
            }
        }
    }

    /// The public key, a `SubjectPublicKeyInfo`.
    pub fn public(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => {
                AsRef::<rsa::PrivateKey>::as_ref(key).to_public_key().to_public_key_der()
            }
            Self::P256(key) => key.verifying_key().to_public_key_der(),
            Self::P384(key) => key.verifying_key().to_public_key_der(),
        }
        .expect("a key")
        .into_vec()
    }

    /// SHA-1 of the public key's bits, by which extensions and OCSP name it.
    pub fn identifier(&self) -> Vec<u8> {
        let public = self.public();
        sha1::Sha1::digest(&super::der::inside(&public)[1].2[1..]).to_vec()
    }

    /// The private key as PKCS#8.
    pub fn pkcs8(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.to_pkcs8_der(),
            Self::P256(key) => key.to_pkcs8_der(),
            Self::P384(key) => key.to_pkcs8_der(),
        }
        .expect("a key")
        .as_bytes()
        .to_vec()
    }
}
