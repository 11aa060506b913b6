//! A root, an authority below it, people, a timestamp authority, revocation lists and answers.

use p256::ecdsa::signature::hazmat::PrehashSigner as _;
use time::UtcDateTime;

use crate::signature::der::{self, tag, tlv};
use crate::signature::pki::Hash;
use crate::signature::{Certificate, RevocationList, Trust};

pub(crate) const KEY_CERT_SIGN: u16 = 0x0600; // with cRLSign
pub(crate) const NON_REPUDIATION: u16 = 0xC000; // with digitalSignature
pub(crate) const KEY_ENCIPHERMENT: u16 = 0x2000;
pub(crate) const TIMESTAMPING: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 8];
pub(crate) const OCSP_SIGNING: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 9];
pub(crate) const SERVER: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 1];

/// A moment in UTC, e.g. `20260601000000Z`.
pub(crate) fn moment(text: &str) -> UtcDateTime {
    let element = der::Tlv { tag: tag::GENERALIZED_TIME, content: text.as_bytes(), whole: &[] };
    crate::signature::moment::read(&element).unwrap()
}

pub(crate) fn oid(bytes: &[u8]) -> Vec<u8> {
    tlv(tag::OID, &[bytes])
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(tag::SEQUENCE, parts)
}

pub(crate) fn generalized(text: &str) -> Vec<u8> {
    tlv(tag::GENERALIZED_TIME, &[text.as_bytes()])
}

/// A key with its algorithm.
#[derive(Clone)]
pub(crate) enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

impl Key {
    pub(crate) fn new(seed: u8) -> Self {
        Self::P256(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    pub(crate) fn p384(seed: u8) -> Self {
        Self::P384(p384::ecdsa::SigningKey::from_slice(&[seed; 48]).unwrap())
    }

    pub(crate) fn hash(&self) -> Hash {
        match self {
            Self::P256(_) => Hash::Sha256,
            Self::P384(_) => Hash::Sha384,
        }
    }

    /// The `AlgorithmIdentifier` of its hash.
    pub(crate) fn digest_algorithm(&self) -> Vec<u8> {
        let last = if matches!(self, Self::P256(_)) { 1 } else { 2 };
        sequence(&[&oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last])])
    }

    /// The `AlgorithmIdentifier` of its signatures.
    pub(crate) fn algorithm(&self) -> Vec<u8> {
        let last = if matches!(self, Self::P256(_)) { 2 } else { 3 };
        sequence(&[&oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, last])])
    }

    pub(crate) fn sign(&self, data: &[u8]) -> Vec<u8> {
        let digest = self.hash().digest(&[data]);
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
        }
    }

    /// The public point.
    pub(crate) fn point(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    fn public(&self) -> Vec<u8> {
        let curve: &[u8] = match self {
            Self::P256(_) => &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7],
            Self::P384(_) => &[0x2B, 0x81, 4, 0, 0x22],
        };
        let algorithm = sequence(&[&oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]), &oid(curve)]);
        sequence(&[&algorithm, &tlv(tag::BIT_STRING, &[&[0], &self.point()])])
    }
}

pub(crate) fn name(common: &str) -> Vec<u8> {
    let attribute = sequence(&[&oid(&[0x55, 4, 3]), &tlv(0x0C, &[common.as_bytes()])]);
    sequence(&[&tlv(tag::SET, &[&attribute])])
}

/// What a certificate is to say.
#[derive(Clone)]
pub(crate) struct Spec<'s> {
    pub(crate) subject: &'s str,
    pub(crate) serial: u8,
    pub(crate) from: &'s str,
    pub(crate) to: &'s str,
    pub(crate) authority: bool,
    pub(crate) path_length: Option<u8>,
    pub(crate) usage: Option<u16>,
    pub(crate) extended: Option<(&'s [u8], bool)>,
    /// Further extensions, in DER.
    pub(crate) more: Vec<Vec<u8>>,
}

impl Default for Spec<'_> {
    fn default() -> Self {
        Self {
            subject: "?",
            serial: 1,
            from: "20260101000000Z",
            to: "20280101000000Z",
            authority: false,
            path_length: None,
            usage: Some(NON_REPUDIATION),
            extended: None,
            more: Vec::new(),
        }
    }
}

pub(crate) fn extension(id: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag = if critical { tlv(tag::BOOLEAN, &[&[0xFF]]) } else { Vec::new() };
    sequence(&[&oid(id), &flag, &tlv(tag::OCTET_STRING, &[value])])
}

impl Spec<'_> {
    /// The certificate in DER, signed by `issuer`.
    pub(crate) fn issue(&self, key: &Key, issuer: (&str, &Key)) -> Vec<u8> {
        let mut extensions = self.more.clone();
        if self.authority {
            let length = self.path_length.map(|length| tlv(tag::INTEGER, &[&[length]])).unwrap_or_default();
            let value = sequence(&[&tlv(tag::BOOLEAN, &[&[0xFF]]), &length]);
            extensions.push(extension(&[0x55, 0x1D, 19], true, &value));
        }
        if let Some(bits) = self.usage {
            let value = tlv(tag::BIT_STRING, &[&[0], &bits.to_be_bytes()[..1]]);
            extensions.push(extension(&[0x55, 0x1D, 15], true, &value));
        }
        if let Some((usage, critical)) = self.extended {
            extensions.push(extension(&[0x55, 0x1D, 37], critical, &sequence(&[&oid(usage)])));
        }
        let extensions: Vec<u8> = extensions.concat();
        let signed = sequence(&[
            &tlv(tag::CONTEXT, &[&[2, 1, 2]]),
            &tlv(tag::INTEGER, &[&[self.serial]]),
            &issuer.1.algorithm(),
            &name(issuer.0),
            &sequence(&[&generalized(self.from), &generalized(self.to)]),
            &name(self.subject),
            &key.public(),
            &tlv(tag::CONTEXT | 3, &[&sequence(&[&extensions])]),
        ]);
        signed_by(&signed, issuer.1)
    }
}

/// `SEQUENCE { what, algorithm, signature }`, the form of certificates and revocation lists.
pub(crate) fn signed_by(what: &[u8], key: &Key) -> Vec<u8> {
    sequence(&[what, &key.algorithm(), &tlv(tag::BIT_STRING, &[&[0], &key.sign(what)])])
}

/// A revocation list of an authority, from June to December 2026.
pub(crate) fn revocation_list(issuer: (&str, &Key), revoked: &[(u8, &str)]) -> Vec<u8> {
    let entries: Vec<u8> = revoked
        .iter()
        .flat_map(|(serial, date)| sequence(&[&tlv(tag::INTEGER, &[&[*serial]]), &generalized(date)]))
        .collect();
    let entries = if entries.is_empty() { entries } else { sequence(&[&entries]) };
    let signed = sequence(&[
        &tlv(tag::INTEGER, &[&[1]]),
        &issuer.1.algorithm(),
        &name(issuer.0),
        &generalized("20260601000000Z"),
        &generalized("20261231000000Z"),
        &entries,
    ]);
    signed_by(&signed, issuer.1)
}

/// An answer about one certificate of `issuer`, signed by `responder` and carrying its certificate.
pub(crate) fn ocsp(issuer: (&str, &Key), serial: u8, revoked: Option<&str>, responder: (&Key, &[u8])) -> Vec<u8> {
    use sha1::{Digest as _, Sha1};
    let id = sequence(&[
        &sequence(&[&oid(&[0x2B, 0x0E, 3, 2, 0x1A]), &[5, 0]]),
        &tlv(tag::OCTET_STRING, &[&Sha1::digest(name(issuer.0))]),
        &tlv(tag::OCTET_STRING, &[&Sha1::digest(issuer.1.point())]),
        &tlv(tag::INTEGER, &[&[serial]]),
    ]);
    let status = revoked.map_or(vec![0x80, 0], |date| tlv(tag::CONTEXT | 1, &[&generalized(date)]));
    let next = tlv(tag::CONTEXT, &[&generalized("20261231000000Z")]);
    let answer = sequence(&[&id, &status, &generalized("20260601000000Z"), &next]);
    let signed = sequence(&[
        &tlv(tag::CONTEXT | 2, &[&tlv(tag::OCTET_STRING, &[&Sha1::digest(responder.0.point())])]),
        &generalized("20260601000000Z"),
        &sequence(&[&answer]),
    ]);
    let basic = sequence(&[
        &signed,
        &responder.0.algorithm(),
        &tlv(tag::BIT_STRING, &[&[0], &responder.0.sign(&signed)]),
        &tlv(tag::CONTEXT, &[&sequence(&[responder.1])]),
    ]);
    let bytes = sequence(&[&oid(&[0x2B, 6, 1, 5, 5, 7, 0x30, 1, 1]), &tlv(tag::OCTET_STRING, &[&basic])]);
    sequence(&[&tlv(tag::ENUMERATED, &[&[0]]), &tlv(tag::CONTEXT, &[&bytes])])
}

pub(crate) const ROOT: &str = "Gốc thử";
pub(crate) const AUTHORITY: &str = "CA thử";

/// The infrastructure most tests use.
pub(crate) struct World {
    pub(crate) root_key: Key,
    pub(crate) authority_key: Key,
    pub(crate) root: Vec<u8>,
    pub(crate) authority: Vec<u8>,
}

impl World {
    pub(crate) fn new() -> Self {
        let (root_key, authority_key) = (Key::new(1), Key::new(2));
        let root = Spec { subject: ROOT, authority: true, usage: Some(KEY_CERT_SIGN), ..Spec::default() };
        let authority = Spec {
            subject: AUTHORITY,
            serial: 2,
            authority: true,
            path_length: Some(0),
            usage: Some(KEY_CERT_SIGN),
            ..Spec::default()
        };
        let (root, authority) =
            (root.issue(&root_key, (ROOT, &root_key)), authority.issue(&authority_key, (ROOT, &root_key)));
        Self { root_key, authority_key, root, authority }
    }

    /// A certificate issued by the authority.
    pub(crate) fn issue(&self, spec: &Spec<'_>, key: &Key) -> Vec<u8> {
        spec.issue(key, (AUTHORITY, &self.authority_key))
    }

    /// Both authorities' lists, the lower one with these certificates revoked.
    pub(crate) fn lists(&self, revoked: &[(u8, &str)]) -> Vec<RevocationList> {
        let lists =
            [revocation_list((ROOT, &self.root_key), &[]), revocation_list((AUTHORITY, &self.authority_key), revoked)];
        lists.iter().map(|list| RevocationList::read(list).unwrap()).collect()
    }

    /// Trust in the root, with fresh lists that revoke nothing, in September 2026.
    pub(crate) fn trust(&self) -> Trust {
        let roots = vec![Certificate::read(&self.root).unwrap()];
        Trust { roots, crls: self.lists(&[]), time: moment("20260901000000Z") }
    }
}
