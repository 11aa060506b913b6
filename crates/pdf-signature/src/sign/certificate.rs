//! Whether a certificate may sign, asked before anyone types a secret.

use time::OffsetDateTime;

use super::error::CertificateError;
use super::settings::Settings;
use crate::keys::{Algorithm, Identity, KeyError};
use crate::pki::{Certificate, ChainFault, Purpose, Tried, is_meant_for};
use crate::verify::Reason;

/// Whether the first certificate of the chain may sign in this role at this time: its key, purpose,
/// time, holder, and a way up to a trusted root. Hands back who it is and the certificates to send
/// along.
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
    let chain = chain
        .iter()
        .map(|der| Certificate::from_der(der))
        .collect::<Result<Vec<_>, _>>()
        .map_err(KeyError::from)?;
    let leaf = chain.first().ok_or(KeyError::NoCertificate)?;
    Algorithm::of(leaf)?;
    if leaf.is_authority() || !is_meant_for(leaf, Purpose::Signing) {
        return Err(CertificateError::WrongUsage);
    }
    let identity = Identity::from(leaf);
    check_time(&identity, at)?;
    if let Some(expected) =
        settings.expected.as_ref().filter(|expected| !expected.is_met_by(&identity))
    {
        return Err(CertificateError::OtherExpected {
            expected: expected.written().to_owned(),
            found: identity.line(),
        });
    }
    match settings.issuers.way_up(&chain, at.into(), tried) {
        Ok(way) => Ok((identity, way.into_iter().cloned().collect())),
        Err(ChainFault::Missing { addresses, .. }) => {
            Err(CertificateError::NoChain { issuer: identity.issuer, addresses })
        }
        Err(ChainFault::NoPath(_) | ChainFault::OtherRoot { .. }) => {
            Err(CertificateError::NoChain { issuer: identity.issuer, addresses: Vec::new() })
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
