//! A certificate as a person sees it.

use der::{Decode as _, Encode as _};
use time::OffsetDateTime;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use super::{Algorithm, KeyError, rehearsal};
use crate::fingerprint;

/// A certificate as a person sees it before a secret is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The whole name of the holder (RFC 4514), such as `CN=Nguyễn Văn A,O=UBND tỉnh …`.
    pub subject: String,
    /// The holder's common name, or the whole name where there is none.
    pub name: String,
    /// The whole name of the issuer.
    pub issuer: String,
    /// The serial number, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// The first moment it is valid.
    pub not_before: OffsetDateTime,
    /// The last moment it is valid.
    pub not_after: OffsetDateTime,
    /// Made by [`rehearsal::make`]: what it signs must carry «BẢN THỬ».
    pub rehearsal: bool,
}

impl Identity {
    /// Reads a certificate.
    ///
    /// # Errors
    /// [`KeyError::UnreadableCertificate`].
    pub fn of(der: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::from_parsed(&parse(der)?, der))
    }

    pub(crate) fn from_parsed(certificate: &Certificate, der: &[u8]) -> Self {
        let tbs = certificate.tbs_certificate();
        let subject = tbs.subject().to_string();
        let name = common_name(certificate).unwrap_or_else(|| subject.clone());
        Self {
            rehearsal: rehearsal::is_rehearsal(&name),
            name,
            subject,
            issuer: tbs.issuer().to_string(),
            serial: fingerprint::hex(tbs.serial_number().as_bytes()),
            fingerprint: fingerprint::sha256(der),
            not_before: OffsetDateTime::UNIX_EPOCH + tbs.validity().not_before.to_unix_duration(),
            not_after: OffsetDateTime::UNIX_EPOCH + tbs.validity().not_after.to_unix_duration(),
        }
    }

    /// Name and fingerprint in one line, for a list to choose from.
    pub fn line(&self) -> String {
        format!("{} ({})", self.name, self.fingerprint)
    }

    /// Whether a fingerprint as people write it (spaces, colons, capitals) is the one of this certificate.
    pub fn has_fingerprint(&self, written: &str) -> bool {
        let digits: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
        digits.eq_ignore_ascii_case(&self.fingerprint)
    }
}

/// Parses a certificate; bytes after it are refused.
pub(crate) fn parse(der: &[u8]) -> Result<Certificate, KeyError> {
    Certificate::from_der(der).map_err(|fault| KeyError::UnreadableCertificate(fault.to_string()))
}

/// Whether the certificate is one of an authority (basic constraints).
pub(crate) fn is_authority(certificate: &Certificate) -> bool {
    matches!(certificate.tbs_certificate().get_extension::<BasicConstraints>(), Ok(Some((_, constraints))) if constraints.ca)
}

/// Whether the key may sign papers: digital signature or non-repudiation, or no statement at all.
pub(crate) fn may_sign(certificate: &Certificate) -> bool {
    match certificate.tbs_certificate().get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// The subject's public key, as it stands in the certificate.
pub(crate) fn public_key(certificate: &Certificate) -> Vec<u8> {
    certificate.tbs_certificate().subject_public_key_info().to_der().unwrap_or_default()
}

/// The algorithm of the certificate's key.
pub(crate) fn algorithm(certificate: &Certificate) -> Result<Algorithm, KeyError> {
    Algorithm::of(certificate.tbs_certificate().subject_public_key_info())
}

fn common_name(certificate: &Certificate) -> Option<String> {
    let name = certificate.tbs_certificate().subject().common_name().ok().flatten()?;
    Some(name.value().into_owned())
}
