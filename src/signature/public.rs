//! Checks a signature with a public key: those of certificates, of time stamps, and our own once they are made.

use const_oid::db::rfc5912;
use der::Encode as _;
use der::asn1::ObjectIdentifier;
use rsa::pkcs1v15::{self, VerifyingKey};
use rsa::signature::hazmat::PrehashVerifier as _;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::spki::{DecodePublicKey as _, SubjectPublicKeyInfoOwned};

use super::keys::Algorithm;

/// Whether the key made the signature over the message. Where the signature's algorithm does not name a hash (plain
/// `rsaEncryption`), `hash` does. SHA-2 only; keys that are too weak to sign are too weak to check.
pub(crate) fn verifies(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: ObjectIdentifier,
    hash: ObjectIdentifier,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let hash = match algorithm {
        rfc5912::RSA_ENCRYPTION => hash,
        rfc5912::SHA_256_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_256 => rfc5912::ID_SHA_256,
        rfc5912::SHA_384_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_384 => rfc5912::ID_SHA_384,
        rfc5912::SHA_512_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_512 => rfc5912::ID_SHA_512,
        _ => return false,
    };
    let Some(digest) = digest(hash, message) else { return false };
    let Ok(der) = key.to_der() else { return false };
    match Algorithm::of(key) {
        Ok(Algorithm::Rsa) => rsa_verifies(&der, hash, &digest, signature),
        Ok(Algorithm::P256) => p256::ecdsa::VerifyingKey::from_public_key_der(&der).is_ok_and(|key| {
            p256::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
        }),
        Ok(Algorithm::P384) => p384::ecdsa::VerifyingKey::from_public_key_der(&der).is_ok_and(|key| {
            p384::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
        }),
        Err(_) => false,
    }
}

/// A hash of the SHA-2 family by its name; `None` for every other.
pub(crate) fn digest(name: ObjectIdentifier, message: &[u8]) -> Option<Vec<u8>> {
    match name {
        rfc5912::ID_SHA_256 => Some(Sha256::digest(message).to_vec()),
        rfc5912::ID_SHA_384 => Some(Sha384::digest(message).to_vec()),
        rfc5912::ID_SHA_512 => Some(Sha512::digest(message).to_vec()),
        _ => None,
    }
}

fn rsa_verifies(key: &[u8], hash: ObjectIdentifier, digest: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = rsa::PublicKey::from_public_key_der(key) else { return false };
    let Ok(signature) = pkcs1v15::Signature::try_from(signature) else { return false };
    match hash {
        rfc5912::ID_SHA_256 => VerifyingKey::<Sha256>::new(key).verify_prehash(digest, &signature).is_ok(),
        rfc5912::ID_SHA_384 => VerifyingKey::<Sha384>::new(key).verify_prehash(digest, &signature).is_ok(),
        rfc5912::ID_SHA_512 => VerifyingKey::<Sha512>::new(key).verify_prehash(digest, &signature).is_ok(),
        _ => false,
    }
}
