//! One certificate (RFC 5280, 4.1).

use time::UtcDateTime;

use super::super::der::{Tlv, tag};
use super::super::moment;
use super::algorithm::{AlgorithmFault, PublicKey, Scheme};
use super::extensions::{Extensions, KeyUsage};
use super::{PkiFault, name, pem};

/// A certificate, read but not yet trusted.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Vec<u8>,
    scheme: Result<Scheme, AlgorithmFault>,
    signature: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) subject: Vec<u8>,
    not_before: UtcDateTime,
    not_after: UtcDateTime,
    key: Result<PublicKey, AlgorithmFault>,
    /// The bits of the public key, which OCSP hashes.
    pub(super) key_bits: Vec<u8>,
    pub(super) extensions: Extensions,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl Certificate {
    /// Reads one certificate in DER. An algorithm that is not supported is a fault only when the certificate is relied on.
    ///
    /// # Errors
    ///
    /// [`PkiFault::Damaged`] when the bytes are no certificate.
    pub fn read(der: &[u8]) -> Result<Self, PkiFault> {
        let mut outer = Tlv::only(der)?.tagged(tag::SEQUENCE)?.inside();
        let signed = outer.expect(tag::SEQUENCE)?;
        let algorithm = outer.expect(tag::SEQUENCE)?;
        let signature = outer.next()?.bits()?;
        outer.end()?;

        let mut fields = signed.inside();
        let version = fields.optional(tag::CONTEXT)?;
        let serial = fields.expect(tag::INTEGER)?;
        let inner_algorithm = fields.expect(tag::SEQUENCE)?;
        let issuer = fields.expect(tag::SEQUENCE)?;
        let mut validity = fields.expect(tag::SEQUENCE)?.inside();
        let (not_before, not_after) = (moment::read(&validity.next()?)?, moment::read(&validity.next()?)?);
        let subject = fields.expect(tag::SEQUENCE)?;
        let key = fields.expect(tag::SEQUENCE)?;
        fields.optional(tag::CONTEXT_PRIMITIVE | 1)?;
        fields.optional(tag::CONTEXT_PRIMITIVE | 2)?;
        let extensions = fields.optional(tag::CONTEXT | 3)?;
        fields.end()?;

        // What is signed names the algorithm too; the two must agree (RFC 5280, 4.1.1.2).
        if inner_algorithm.whole != algorithm.whole {
            return Err(PkiFault::Damaged("two signature algorithms".into()));
        }
        let extensions = match extensions {
            Some(wrapped) if version.is_some_and(|version| version.content == [2, 1, 2]) => {
                Extensions::read(&Tlv::only(wrapped.content)?)?
            }
            Some(_) => return Err(PkiFault::Damaged("extensions in an old version".into())),
            None => Extensions::default(),
        };
        Ok(Self {
            der: der.to_vec(),
            signed: signed.whole.to_vec(),
            scheme: Scheme::of(&algorithm, None),
            signature: signature.to_vec(),
            serial: serial.content.to_vec(),
            issuer: issuer.whole.to_vec(),
            subject: subject.whole.to_vec(),
            not_before,
            not_after,
            key: PublicKey::read(&key),
            key_bits: key.inside().all()?.get(1).map_or(Ok(&[][..]), Tlv::bits)?.to_vec(),
            extensions,
        })
    }

    /// All certificates of a PEM file, or the one of a DER file.
    ///
    /// # Errors
    ///
    /// When one of them is damaged, or there is none.
    pub fn read_all(file: &[u8]) -> Result<Vec<Self>, PkiFault> {
        pem::blocks(file, "CERTIFICATE")?.iter().map(|der| Self::read(der)).collect()
    }

    /// The bytes it was read from.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The holder on one line, e.g. `CN=Nguyễn Văn A, O=UBND tỉnh, C=VN`.
    pub fn subject(&self) -> String {
        name::line(&self.subject)
    }

    /// The common name of the holder, or the whole line if there is none.
    pub fn holder(&self) -> String {
        name::short(&self.subject)
    }

    /// The issuer on one line.
    pub fn issuer(&self) -> String {
        name::line(&self.issuer)
    }

    /// The serial number as hexadecimal digits.
    pub fn serial(&self) -> String {
        crate::fingerprint::hex(&self.serial)
    }

    /// The first moment at which the certificate is valid.
    pub fn not_before(&self) -> UtcDateTime {
        self.not_before
    }

    /// The last moment at which it is valid.
    pub fn not_after(&self) -> UtcDateTime {
        self.not_after
    }

    /// The public key, or why it is not accepted.
    pub(crate) fn key(&self) -> Result<&PublicKey, &AlgorithmFault> {
        self.key.as_ref()
    }

    /// Whether the certificate has this issuer and serial number (both as DER).
    pub(crate) fn is_named(&self, issuer: &[u8], serial: &[u8]) -> bool {
        self.issuer == issuer && self.serial == serial
    }

    /// Whether the key of `issuer` signed this certificate.
    pub(super) fn is_signed_by(&self, issuer: &Self) -> Result<bool, AlgorithmFault> {
        let scheme = self.scheme.clone()?;
        let key = issuer.key.as_ref().map_err(Clone::clone)?;
        Ok(key.verifies(scheme, &[&self.signed], &self.signature))
    }

    /// Whether key usage allows one of these; without the extension everything is allowed.
    pub(super) fn may(&self, usages: u16) -> bool {
        self.extensions.key_usage.is_none_or(|usage| usage.has(usages))
    }

    /// Whether the key may sign documents: digitalSignature or nonRepudiation.
    pub(super) fn may_sign(&self) -> bool {
        self.may(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION)
    }
}
