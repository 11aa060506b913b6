//! One certificate (RFC 5280, 4.1).

use time::UtcDateTime;

use super::algorithm::{AlgorithmFault, PublicKey, Scheme};
use super::extensions::{Extensions, KeyUsage};
use super::{PkiFault, name, pem};
use crate::der::{Tlv, sequence, tag, tlv};
use crate::hex;
use crate::moment;

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
    /// The `SubjectPublicKeyInfo`.
    key_info: Vec<u8>,
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
    /// Reads one certificate in DER. An algorithm that is not supported is a fault only when the
    /// certificate is relied on.
    ///
    /// # Errors
    ///
    /// [`PkiFault::Damaged`] when the bytes are no certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiFault> {
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
        let (not_before, not_after) =
            (moment::read(&validity.next()?)?, moment::read(&validity.next()?)?);
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
            key_info: key.whole.to_vec(),
            key_bits: key.inside().all()?.get(1).map_or(Ok(&[][..]), Tlv::bits)?.to_vec(),
            extensions,
        })
    }

    /// All certificates of a PEM file, or the one of a DER file.
    ///
    /// # Errors
    ///
    /// When one of them is damaged, or there is none.
    pub fn from_pem_or_der(file: &[u8]) -> Result<Vec<Self>, PkiFault> {
        pem::blocks(file, "CERTIFICATE")?.iter().map(|der| Self::from_der(der)).collect()
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

    /// The common name of the issuer, or the whole line if there is none.
    pub(crate) fn issuer_name(&self) -> String {
        name::short(&self.issuer)
    }

    /// The serial number as hexadecimal digits.
    pub fn serial(&self) -> String {
        hex::hex(&self.serial)
    }

    /// The first moment at which the certificate is valid.
    pub fn not_before(&self) -> UtcDateTime {
        self.not_before
    }

    /// The last moment at which it is valid.
    pub fn not_after(&self) -> UtcDateTime {
        self.not_after
    }

    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fn fingerprint(&self) -> String {
        hex::sha256(&self.der)
    }

    /// Whether it says of itself that it is an authority's.
    pub(crate) fn is_authority(&self) -> bool {
        self.extensions.authority
    }

    /// Whether holder and issuer have one name, as those of a root do.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Where its issuer answers questions about it (OCSP).
    pub(crate) fn answering(&self) -> &[String] {
        &self.extensions.answering
    }

    /// Where its issuer publishes lists of what was revoked.
    pub(crate) fn listing(&self) -> &[String] {
        &self.extensions.listing
    }

    /// Addresses where a person can fetch the certificate of its issuer.
    pub(crate) fn issuer_addresses(&self) -> Vec<String> {
        for_people(&self.extensions.issuing)
    }

    /// Addresses where a person can fetch the lists of what its issuer revoked.
    pub(crate) fn list_addresses(&self) -> Vec<String> {
        for_people(&self.extensions.listing)
    }

    /// `IssuerAndSerialNumber`, by which signatures name a certificate.
    pub(crate) fn issuer_and_serial(&self) -> Vec<u8> {
        sequence(&[&self.issuer, &tlv(tag::INTEGER, &[&self.serial])])
    }

    /// The `SubjectPublicKeyInfo` as it stands in the certificate.
    pub(crate) fn key_info(&self) -> &[u8] {
        &self.key_info
    }

    /// The public key, or why it is not accepted.
    pub(crate) fn key(&self) -> Result<&PublicKey, &AlgorithmFault> {
        self.key.as_ref()
    }

    /// Whether the certificate has this issuer and serial number (both as DER).
    pub(crate) fn is_named(&self, issuer: &[u8], serial: &[u8]) -> bool {
        self.issuer == issuer && self.serial == serial
    }

    /// Whether the certificate names its key like this.
    pub(crate) fn has_key_identifier(&self, identifier: &[u8]) -> bool {
        self.extensions.subject_key.as_deref() == Some(identifier)
    }

    /// Whether `issuer` may issue certificates and issued this one.
    pub(crate) fn is_issued_by(&self, issuer: &Self) -> bool {
        self.is_named_as_issued_by(issuer)
            && issuer.may_issue()
            && self.is_signed_by(issuer) == Ok(true)
    }

    /// Whether issuer and key are named as those of `issuer`; nothing was checked then.
    pub(crate) fn is_named_as_issued_by(&self, issuer: &Self) -> bool {
        let keys_fit = match (&issuer.extensions.subject_key, &self.extensions.authority_key) {
            (Some(of_issuer), Some(here)) => of_issuer == here,
            _ => true,
        };
        self.issuer == issuer.subject && keys_fit
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

    /// Whether it is an authority's, with a key that may sign certificates.
    pub(super) fn may_issue(&self) -> bool {
        self.extensions.authority && self.may(KeyUsage::KEY_CERT_SIGN)
    }

    /// Whether the key may sign documents: digitalSignature or nonRepudiation.
    pub(super) fn may_sign(&self) -> bool {
        self.may(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION)
    }
}

/// How long an address may be that is shown to people.
const LONGEST_ADDRESS: usize = 200;

/// The addresses that can be shown: of the web, and nothing in them that a terminal would not print
/// as it is. Whoever made the certificate chose them.
fn for_people(addresses: &[String]) -> Vec<String> {
    let web = |address: &&String| {
        let scheme = address.get(..8).unwrap_or_default().to_ascii_lowercase();
        (scheme.starts_with("http://") || scheme == "https://")
            && address.len() <= LONGEST_ADDRESS
            && address.bytes().all(|byte| byte.is_ascii_graphic())
    };
    addresses.iter().filter(web).cloned().collect()
}
