//! Certificates, revocation lists and answers of OCSP: sound ones, and whatever else a test asks
//! for.

use sha1::{Digest as _, Sha1};

use super::Pair;
use super::der::{bits, generalized, moment, number, octets, oid, seq, tlv};

/// Bits of key usage.
pub const DIGITAL_SIGNATURE: u8 = 0x80;
pub const NON_REPUDIATION: u8 = 0x40;
pub const KEY_ENCIPHERMENT: u8 = 0x20;
pub const DATA_ENCIPHERMENT: u8 = 0x10;
pub const KEY_CERT_SIGN: u8 = 0x04;
pub const CRL_SIGN: u8 = 0x02;

/// Extended usages.
pub const TIMESTAMPING: &str = "1.3.6.1.5.5.7.3.8";
pub const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
pub const SERVER: &str = "1.3.6.1.5.5.7.3.1";

/// Who issues: the common name and the key.
pub type Issuer<'a> = (&'a str, &'a Pair);

/// What a certificate is to say.
#[derive(Clone)]
pub struct Spec<'s> {
    /// The common name of the holder.
    pub subject: &'s str,
    pub serial: u64,
    /// From when it is valid, as `20260601000000Z`.
    pub from: &'s str,
    pub to: &'s str,
    pub authority: bool,
    pub path_length: Option<u8>,
    pub usage: Option<u8>,
    /// The one extended usage, and whether it is critical.
    pub extended: Option<(&'s str, bool)>,
    /// Further extensions (see [`extension`]).
    pub more: Vec<Vec<u8>>,
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
            usage: Some(DIGITAL_SIGNATURE | NON_REPUDIATION),
            extended: None,
            more: Vec::new(),
        }
    }
}

impl Spec<'_> {
    /// The certificate in DER, for the holder's key.
    pub fn issue(&self, key: &Pair, issuer: Issuer<'_>) -> Vec<u8> {
        let mut extensions = Vec::new();
        if self.authority {
            let length = self.path_length.map(|length| number(length.into())).unwrap_or_default();
            extensions.push(extension("2.5.29.19", true, &seq(&[tlv(1, &[0xFF]), length])));
        }
        if let Some(usage) = self.usage {
            let unused = u8::try_from(usage.trailing_zeros()).expect("at most 8");
            extensions.push(extension("2.5.29.15", true, &tlv(3, &[unused, usage])));
        }
        if let Some((usage, critical)) = self.extended {
            extensions.push(extension("2.5.29.37", critical, &seq(&[oid(usage)])));
        }
        extensions.extend_from_slice(&self.more);
        let statement = seq(&[
            tlv(0xA0, &number(2)),
            number(self.serial),
            issuer.1.algorithm(),
            name(issuer.0),
            seq(&[moment(self.from), moment(self.to)]),
            name(self.subject),
            key.public(),
            tlv(0xA3, &seq(&extensions)),
        ]);
        signed(&statement, issuer.1)
    }
}

/// A name that consists of the common name.
pub fn name(common: &str) -> Vec<u8> {
    seq(&[tlv(0x31, &seq(&[oid("2.5.4.3"), tlv(0x0C, common.as_bytes())]))])
}

pub fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let flag = if critical { tlv(1, &[0xFF]) } else { Vec::new() };
    seq(&[oid(id), flag, octets(value)])
}

/// `SEQUENCE { what, algorithm, signature }`, the form of certificates and revocation lists.
fn signed(what: &[u8], key: &Pair) -> Vec<u8> {
    seq(&[what.to_vec(), key.algorithm(), bits(&key.sign(what))])
}

/// A revocation list for this time, with serial numbers and when each was revoked.
pub fn revocation_list(
    issuer: Issuer<'_>,
    (from, to): (&str, &str),
    revoked: &[(u64, &str)],
    extensions: &[Vec<u8>],
) -> Vec<u8> {
    let entries: Vec<Vec<u8>> =
        revoked.iter().map(|(serial, date)| seq(&[number(*serial), moment(date)])).collect();
    let mut parts = vec![number(1), issuer.1.algorithm(), name(issuer.0), moment(from), moment(to)];
    if !entries.is_empty() {
        parts.push(seq(&entries));
    }
    if !extensions.is_empty() {
        parts.push(tlv(0xA0, &seq(extensions)));
    }
    signed(&seq(&parts), issuer.1)
}

/// `CertID`: how OCSP names a certificate.
pub fn certificate_id(issuer: Issuer<'_>, serial: u64) -> Vec<u8> {
    let algorithm = seq(&[oid("1.3.14.3.2.26"), vec![5, 0]]);
    seq(&[
        algorithm,
        octets(&Sha1::digest(name(issuer.0))),
        octets(&issuer.1.identifier()),
        number(serial),
    ])
}

/// What OCSP says of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'w> {
    Good,
    /// Revoked at this moment.
    Revoked(&'w str),
    Unknown,
}

/// An answer about one certificate for this time, signed by a key and, if it is not the issuer's,
/// carrying its certificate.
pub fn answer(
    id: &[u8],
    word: Word<'_>,
    (from, to): (&str, &str),
    by: &Pair,
    certificate: Option<&[u8]>,
) -> Vec<u8> {
    let status = match word {
        Word::Good => tlv(0x80, &[]),
        Word::Revoked(date) => tlv(0xA1, &generalized(date)),
        Word::Unknown => tlv(0x82, &[]),
    };
    let single = seq(&[id.to_vec(), status, generalized(from), tlv(0xA0, &generalized(to))]);
    let statement = seq(&[tlv(0xA2, &octets(&by.identifier())), generalized(from), seq(&[single])]);
    let mut basic = vec![statement.clone(), by.algorithm(), bits(&by.sign(&statement))];
    basic.extend(certificate.map(|certificate| tlv(0xA0, &seq(&[certificate.to_vec()]))));
    let bytes = seq(&[oid("1.3.6.1.5.5.7.48.1.1"), octets(&seq(&basic))]);
    seq(&[tlv(0x0A, &[0]), tlv(0xA0, &bytes)])
}
