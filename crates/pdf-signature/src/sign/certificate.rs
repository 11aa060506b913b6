//! Whether a certificate may sign, asked before anyone types a secret.

use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;

use super::{CertificateError, Settings};
use crate::keys::{Algorithm, Identity, KeyError};
use crate::pki::{Certificate, ChainFault, Purpose, Tried, is_meant_for};
use crate::{Entry, Reason};

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
        let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
        self.is(&or_nothing(&entry.certificate), [&or_nothing(&entry.holder), &or_nothing(&entry.subject)])
    }

    fn is_met_by(&self, identity: &Identity) -> bool {
        self.is(&identity.fingerprint, [&identity.name, &identity.subject])
    }

    /// Fingerprints are compared by their digits, names by their letters: the parts of a whole name may be written with a
    /// space after the comma or without.
    fn is(&self, fingerprint: &str, names: [&str; 2]) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let plain = |name: &str| name.trim().replace(", ", ",").nfc().collect::<String>();
        match self {
            Self::Fingerprint(written) => digits(written).eq_ignore_ascii_case(fingerprint),
            Self::Subject(written) => names.into_iter().any(|name| plain(name) == plain(written)),
        }
    }

    /// It as the settings write it.
    pub fn written(&self) -> &str {
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
    let (identity, certificates) = examine(settings, chain, at, &Tried::default())?;
    Ok((identity, certificates.iter().map(|certificate| certificate.der().to_vec()).collect()))
}

/// The same, with the certificates as they were read.
pub(super) fn examine(
    settings: &Settings,
    chain: &[Vec<u8>],
    at: OffsetDateTime,
    tried: &Tried,
) -> Result<(Identity, Vec<Certificate>), CertificateError> {
    let chain =
        chain.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>().map_err(KeyError::from)?;
    let leaf = chain.first().ok_or(KeyError::NoCertificate)?;
    Algorithm::of(leaf)?;
    if leaf.is_authority() || !is_meant_for(leaf, Purpose::Signing) {
        return Err(CertificateError::WrongUsage);
    }
    let identity = Identity::from(leaf);
    check_time(&identity, at)?;
    if let Some(expected) = settings.expected.as_ref().filter(|expected| !expected.is_met_by(&identity)) {
        return Err(CertificateError::OtherExpected {
            expected: expected.written().to_owned(),
            found: identity.line(),
        });
    }
    match settings.issuers.way_up(&chain, at.into(), tried) {
        Ok(way) => Ok((identity, way.into_iter().cloned().collect())),
        Err(ChainFault::NoPath(_) | ChainFault::OtherRoot { .. } | ChainFault::Missing { .. }) => {
            Err(CertificateError::NoChain(identity.issuer))
        }
        Err(fault) => Err(CertificateError::Chain(Reason::Chain(fault))),
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
