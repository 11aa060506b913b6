//! The signatures that are accepted: RSA of at least 2048 bits with PKCS#1 v1.5 or RSASSA-PSS, and
//! ECDSA on P-256 and P-384, with SHA-2.

mod pss;

use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use pss::Pss;
use rsa::BoxedUint;
use sha2::{Sha256, Sha384, Sha512};

use crate::der::{Reader, Tlv, oid as named, sequence, tag};
use crate::oid;

/// The shortest RSA key that may sign, in bits (draft of Thông tư 15/2025/TT-BKHCN, Phụ lục I).
pub const SHORTEST_RSA: u32 = 2048;
/// The largest one; larger keys only cost time.
const LONGEST_RSA: u32 = 8192;

/// Why an algorithm is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AlgorithmFault {
    /// It no longer proves anything.
    Weak(String),
    /// An RSA key of fewer than [`SHORTEST_RSA`] bits: how many it has.
    Short(u32),
    /// It may be good, but this library does not know it.
    Unsupported(String),
}

impl AlgorithmFault {
    /// Its name.
    pub(crate) fn what(&self) -> String {
        match self {
            Self::Weak(what) | Self::Unsupported(what) => what.clone(),
            Self::Short(bits) => format!("khóa RSA {bits} bit (dưới {SHORTEST_RSA})"),
        }
    }

    fn unsupported(what: &str) -> Self {
        Self::Unsupported(what.to_owned())
    }

    fn weak(what: &str) -> Self {
        Self::Weak(what.to_owned())
    }
}

/// A hash of the SHA-2 family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The hash that an `AlgorithmIdentifier` names.
    pub(crate) fn of(algorithm: &Tlv<'_>) -> Result<Self, AlgorithmFault> {
        let damaged = || AlgorithmFault::unsupported("thuật toán băm không rõ");
        let mut inside = algorithm.tagged(tag::SEQUENCE).map_err(|_| damaged())?.inside();
        let name = inside.expect(tag::OID).map_err(|_| damaged())?;
        let parameters = inside.optional(tag::NULL).map_err(|_| damaged())?;
        if !inside.is_empty() || parameters.is_some_and(|null| !null.content.is_empty()) {
            return Err(damaged());
        }
        match name.content {
            oid::SHA1 => Err(AlgorithmFault::weak("SHA-1")),
            oid::MD5 => Err(AlgorithmFault::weak("MD5")),
            oid::SHA256 => Ok(Self::Sha256),
            oid::SHA384 => Ok(Self::Sha384),
            oid::SHA512 => Ok(Self::Sha512),
            name if name.starts_with(oid::NIST_HASHES) => {
                Err(AlgorithmFault::unsupported("thuật toán băm ngoài SHA-256, SHA-384, SHA-512"))
            }
            _ => Err(damaged()),
        }
    }

    /// Its object identifier.
    pub(crate) fn name(self) -> &'static [u8] {
        match self {
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }

    /// The `AlgorithmIdentifier`, without parameters (RFC 5754, section 2).
    pub(crate) fn identifier(self) -> Vec<u8> {
        sequence(&[&named(self.name())])
    }

    /// The hash of parts one after the other.
    pub fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn all<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut state = D::new();
            for part in parts {
                state.update(part);
            }
            state.finalize().to_vec()
        }
        match self {
            Self::Sha256 => all::<Sha256>(parts),
            Self::Sha384 => all::<Sha384>(parts),
            Self::Sha512 => all::<Sha512>(parts),
        }
    }

    /// The name people use.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// How something was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scheme {
    family: Family,
    pub(crate) hash: Hash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Rsa,
    Pss(Pss),
    Ecdsa,
}

impl Scheme {
    /// The scheme an `AlgorithmIdentifier` names. In CMS plain `rsaEncryption` leaves the hash to
    /// the digest algorithm; if both name one, it must be the same.
    pub(crate) fn of(algorithm: &Tlv<'_>, digest: Option<Hash>) -> Result<Self, AlgorithmFault> {
        let unknown = || AlgorithmFault::unsupported("thuật toán chữ ký không rõ");
        let mut inside = algorithm.tagged(tag::SEQUENCE).map_err(|_| unknown())?.inside();
        let name = inside.expect(tag::OID).map_err(|_| unknown())?.content;
        let (family, hash) = match name {
            oid::RSA_PSS => {
                let pss = Pss::read(&inside.next().map_err(|_| unknown())?)?;
                (Family::Pss(pss), pss.hash)
            }
            oid::RSA => (Family::Rsa, digest.ok_or_else(unknown)?),
            oid::RSA_SHA256 => (Family::Rsa, Hash::Sha256),
            oid::RSA_SHA384 => (Family::Rsa, Hash::Sha384),
            oid::RSA_SHA512 => (Family::Rsa, Hash::Sha512),
            oid::ECDSA_SHA256 => (Family::Ecdsa, Hash::Sha256),
            oid::ECDSA_SHA384 => (Family::Ecdsa, Hash::Sha384),
            oid::ECDSA_SHA512 => (Family::Ecdsa, Hash::Sha512),
            oid::RSA_SHA1 => return Err(AlgorithmFault::weak("RSA với SHA-1")),
            oid::RSA_MD5 | oid::RSA_MD2 => {
                return Err(AlgorithmFault::weak("RSA với MD5 hoặc MD2"));
            }
            oid::ECDSA_SHA1 => return Err(AlgorithmFault::weak("ECDSA với SHA-1")),
            oid::ED25519 | oid::ED448 => return Err(AlgorithmFault::unsupported("EdDSA")),
            _ => return Err(unknown()),
        };
        let null = inside.optional(tag::NULL).map_err(|_| unknown())?;
        let null_fits = null.is_none_or(|null| family == Family::Rsa && null.content.is_empty());
        if !inside.is_empty() || !null_fits {
            return Err(unknown());
        }
        if digest.is_some_and(|digest| digest != hash) {
            return Err(AlgorithmFault::unsupported(
                "hai thuật toán băm khác nhau trong một chữ ký",
            ));
        }
        Ok(Self { family, hash })
    }

    /// What people call a signature by this scheme with this key, e.g. `RSA 2048 bit, SHA-256`.
    pub(crate) fn title(self, key: &PublicKey) -> String {
        let padding = if matches!(self.family, Family::Pss(_)) { " (PSS)" } else { "" };
        format!("{}{padding}, {}", key.title(), self.hash.title())
    }
}

/// What an RSA key may be used for, as its certificate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RsaUse {
    /// Both paddings.
    Any,
    /// RSASSA-PSS only, and with these parameters if there are any.
    Pss(Option<Pss>),
}

/// A public key.
#[derive(Debug, Clone)]
pub(crate) enum PublicKey {
    /// With its length in bits.
    Rsa(Box<rsa::PublicKey>, u32, RsaUse),
    P256(Box<p256::ecdsa::VerifyingKey>),
    P384(Box<p384::ecdsa::VerifyingKey>),
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`.
    pub(crate) fn read(info: &Tlv<'_>) -> Result<Self, AlgorithmFault> {
        let damaged = || AlgorithmFault::unsupported("khóa công khai không đọc được");
        let mut inside = info.inside();
        let algorithm = inside.expect(tag::SEQUENCE).map_err(|_| damaged())?;
        let key = inside.next().and_then(|key| key.bits()).map_err(|_| damaged())?;
        let mut algorithm = algorithm.inside();
        let name = algorithm.expect(tag::OID).map_err(|_| damaged())?.content;
        match name {
            oid::RSA => rsa_key(key, RsaUse::Any).unwrap_or_else(|| Err(damaged())),
            oid::RSA_PSS => {
                let parameters = algorithm.optional(tag::SEQUENCE).map_err(|_| damaged())?;
                let demanded = parameters.map(|parameters| Pss::read(&parameters)).transpose()?;
                rsa_key(key, RsaUse::Pss(demanded)).unwrap_or_else(|| Err(damaged()))
            }
            oid::EC_KEY => match algorithm.expect(tag::OID).map_err(|_| damaged())?.content {
                oid::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(key)
                    .map(|key| Self::P256(key.into()))
                    .map_err(|_| damaged()),
                oid::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(key)
                    .map(|key| Self::P384(key.into()))
                    .map_err(|_| damaged()),
                _ => Err(AlgorithmFault::unsupported("đường cong elliptic ngoài P-256 và P-384")),
            },
            oid::ED25519 | oid::ED448 => Err(AlgorithmFault::unsupported("khóa EdDSA")),
            _ => Err(AlgorithmFault::unsupported("loại khóa không rõ")),
        }
    }

    /// Whether `signature` is one of these parts, made with this key. A scheme of another family
    /// never fits.
    pub(crate) fn verifies(&self, scheme: Scheme, parts: &[&[u8]], signature: &[u8]) -> bool {
        let digest = scheme.hash.digest(parts);
        match (self, scheme.family) {
            (Self::Rsa(key, _, RsaUse::Any), Family::Rsa) => {
                let outcome = match scheme.hash {
                    Hash::Sha256 => key.pkcs1v15_verify_prehash::<Sha256>(&digest, signature),
                    Hash::Sha384 => key.pkcs1v15_verify_prehash::<Sha384>(&digest, signature),
                    Hash::Sha512 => key.pkcs1v15_verify_prehash::<Sha512>(&digest, signature),
                };
                outcome.is_ok()
            }
            (Self::Rsa(key, _, usage), Family::Pss(pss)) => {
                let demanded = if let RsaUse::Pss(demanded) = usage { *demanded } else { None };
                demanded.is_none_or(|demanded| demanded.allows(pss))
                    && pss.verifies(key, &digest, signature)
            }
            (Self::P256(key), Family::Ecdsa) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            (Self::P384(key), Family::Ecdsa) => p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            _ => false,
        }
    }

    /// The kind of key as people name it, e.g. `RSA 2048 bit`.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Rsa(_, bits, _) => format!("RSA {bits} bit"),
            Self::P256(_) => "ECDSA P-256".into(),
            Self::P384(_) => "ECDSA P-384".into(),
        }
    }
}

/// Reads an `RSAPublicKey`; `None` when it is damaged.
fn rsa_key(bytes: &[u8], usage: RsaUse) -> Option<Result<PublicKey, AlgorithmFault>> {
    let mut inside = Tlv::only(bytes).ok()?.tagged(tag::SEQUENCE).ok()?.inside();
    let modulus = natural(&mut inside)?;
    let exponent = natural(&mut inside)?;
    inside.end().ok()?;
    let bits =
        u32::try_from(modulus.len()).ok()?.checked_mul(8)? - modulus.first()?.leading_zeros();
    if bits < SHORTEST_RSA {
        return Some(Err(AlgorithmFault::Short(bits)));
    }
    if bits > LONGEST_RSA || exponent.len() > 4 {
        return Some(Err(AlgorithmFault::Unsupported(format!("khóa RSA {bits} bit"))));
    }
    let key = rsa::PublicKey::new(
        BoxedUint::from_be_slice_vartime(modulus),
        BoxedUint::from_be_slice_vartime(exponent),
    );
    Some(Ok(PublicKey::Rsa(key.ok()?.into(), bits, usage)))
}

/// The digits of a positive INTEGER, without leading zeros.
fn natural<'a>(inside: &mut Reader<'a>) -> Option<&'a [u8]> {
    match inside.expect(tag::INTEGER).ok()?.content {
        [0, rest @ ..] if rest.first().is_some_and(|first| *first > 0x7F) => Some(rest),
        digits @ [1..=0x7F, ..] => Some(digits),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
