//! The certificates and revocation data that a file brings along (ISO 32000-2, 12.8.4.3). Nothing
//! vouches for them; each is checked when it is used.

use crate::pdf::{View, store_streams};
use crate::pki::{Certificate, OcspResponse, RevocationList};

/// The contents of `/DSS`.
#[derive(Debug, Default)]
pub(super) struct StoredEvidence {
    pub(super) certificates: Vec<Certificate>,
    pub(super) lists: Vec<RevocationList>,
    pub(super) responses: Vec<OcspResponse>,
}

impl StoredEvidence {
    /// Reads what can be read; the rest is as good as missing.
    pub(super) fn read(view: View<'_, '_>) -> Self {
        let streams = |key: &[u8]| store_streams(view, key);
        Self {
            certificates: streams(b"Certs")
                .iter()
                .filter_map(|der| Certificate::from_der(der).ok())
                .collect(),
            lists: streams(b"CRLs")
                .iter()
                .filter_map(|der| RevocationList::from_der(der).ok())
                .collect(),
            responses: streams(b"OCSPs")
                .iter()
                .filter_map(|der| OcspResponse::read(der).ok())
                .collect(),
        }
    }
}
