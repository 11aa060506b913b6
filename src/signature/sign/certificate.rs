//! Whether a certificate may sign, asked before anyone types a secret.

use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;

use super::{CertificateError, Settings};
use crate::signature::Entry;
use crate::signature::keys::{Identity, KeyError, identity};

/// The certificate a role must use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// SHA-256 of the certificate in hexadecimal digits; capitals, spaces and colons do not matter.
    Fingerprint(String),
    /// The holder: the common name, or the whole name as [`Identity::subject`] shows it.
    Subject(String),
}

impl Expected {
    /// Whether a signature that was verified is by this certificate.
    pub fn fits(&self, entry: &Entry) -> bool {
        match self {
            Self::Fingerprint(written) => {
                let digits: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
                entry.certificate.as_ref().is_some_and(|found| digits.eq_ignore_ascii_case(found))
            }
            Self::Subject(written) => {
                let written: String = written.trim().nfc().collect();
                [&entry.holder, &entry.subject].into_iter().flatten().any(|name| name.nfc().eq(written.chars()))
            }
        }
    }

    fn is_met_by(&self, identity: &Identity) -> bool {
        match self {
            Self::Fingerprint(written) => identity.has_fingerprint(written),
            Self::Subject(written) => {
                let written: String = written.trim().nfc().collect();
                [&identity.name, &identity.subject].into_iter().any(|name| name.nfc().eq(written.chars()))
            }
        }
    }

    fn written(&self) -> &str {
        match self {
            Self::Fingerprint(written) | Self::Subject(written) => written,
        }
    }
}

/// Whether the first certificate of the chain may sign in this role at this time: its key, purpose, time, holder, and a way up
/// to a trusted root. Hands back who it is and the certificates to send along.
///
/// # Errors
/// [`CertificateError`], the first one found in the order above.
pub fn check_certificate(
    settings: &Settings,
    chain: &[Vec<u8>],
    at: OffsetDateTime,
) -> Result<(Identity, Vec<Vec<u8>>), CertificateError> {
    let der = chain.first().ok_or(KeyError::NoCertificate)?;
    let certificate = identity::parse(der)?;
    identity::algorithm(&certificate)?;
    let identity = Identity::from_parsed(&certificate, der);
    if identity::is_authority(&certificate) || !identity::may_sign(&certificate) {
        return Err(CertificateError::WrongUsage);
    }
    check_time(&identity, at)?;
    if let Some(expected) = settings.expected.as_ref().filter(|expected| !expected.is_met_by(&identity)) {
        return Err(CertificateError::OtherExpected {
            expected: expected.written().to_owned(),
            found: identity.line(),
        });
    }
    match settings.issuers.way_up(chain, at) {
        Some(certificates) => Ok((identity, certificates)),
        None => Err(CertificateError::NoChain(identity.issuer)),
    }
}

/// Whether the certificate is valid at the time.
pub(super) fn check_time(identity: &Identity, at: OffsetDateTime) -> Result<(), CertificateError> {
    if at < identity.not_before {
        Err(CertificateError::NotYetValid(identity.not_before))
    } else if at > identity.not_after {
        Err(CertificateError::Expired(identity.not_after))
    } else {
        Ok(())
    }
}
