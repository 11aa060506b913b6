//! Writes certificates (RFC 5280, 4.1), as far as a rehearsal needs them: keys on P-256, names of
//! three parts, two extensions.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest as _, Sha256};
use time::UtcDateTime;

use crate::der::{TRUE, integer, oid as named, sequence, tag, tlv};
use crate::{moment, oid};

/// `digitalSignature` and `nonRepudiation`, whole.
const SIGNS_DOCUMENTS: [u8; 4] = [tag::BIT_STRING, 2, 6, 0b1100_0000];
/// `keyCertSign` and `cRLSign`, whole.
const SIGNS_CERTIFICATES: [u8; 4] = [tag::BIT_STRING, 2, 1, 0b0000_0110];

/// What a certificate is to say.
pub(crate) struct NewCertificate<'a> {
    /// The names (see [`name`]).
    pub(crate) issuer: &'a [u8],
    pub(crate) subject: &'a [u8],
    /// The first and the last moment at which it is valid, to the second.
    pub(crate) validity: [UtcDateTime; 2],
    /// Whether it may issue certificates, and does nothing else.
    pub(crate) authority: bool,
}

impl NewCertificate<'_> {
    /// The certificate in DER, for a public key (a `SubjectPublicKeyInfo`, and its bits), signed by
    /// the issuer's key.
    pub(crate) fn sign(&self, (key, key_bits): (&[u8], &[u8]), issuer: &SigningKey) -> Vec<u8> {
        let algorithm = sequence(&[&named(oid::ECDSA_SHA256)]);
        // Different for every key, and nothing has to be counted.
        let serial = [&[1], &Sha256::digest(key_bits)[..15]].concat();
        let constraints = if self.authority { sequence(&[&TRUE]) } else { sequence(&[]) };
        let usage = if self.authority { SIGNS_CERTIFICATES } else { SIGNS_DOCUMENTS };
        let extensions = sequence(&[
            &critical(oid::BASIC_CONSTRAINTS, &constraints),
            &critical(oid::KEY_USAGE, &usage),
        ]);
        let statement = sequence(&[
            &tlv(tag::CONTEXT, &[&[tag::INTEGER, 1, 2]]),
            &integer(&serial),
            &algorithm,
            self.issuer,
            &sequence(&self.validity.map(moment::write).each_ref().map(Vec::as_slice)),
            self.subject,
            key,
            &tlv(tag::CONTEXT | 3, &[&extensions]),
        ]);
        let signature: DerSignature = issuer.sign(&statement);
        sequence(&[&statement, &algorithm, &tlv(tag::BIT_STRING, &[&[0], signature.as_bytes()])])
    }
}

fn critical(identifier: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[&named(identifier), &TRUE, &tlv(tag::OCTET_STRING, &[value])])
}

/// A name of Việt Nam: country, organisation and common name.
pub(crate) fn name(organisation: &str, common: &str) -> Vec<u8> {
    let part = |identifier: &[u8], tag: u8, text: &str| {
        tlv(tag::SET, &[&sequence(&[&named(identifier), &tlv(tag, &[text.as_bytes()])])])
    };
    sequence(&[
        &part(oid::COUNTRY, tag::PRINTABLE_STRING, "VN"),
        &part(oid::ORGANISATION, tag::UTF8_STRING, organisation),
        &part(oid::COMMON_NAME, tag::UTF8_STRING, common),
    ])
}
