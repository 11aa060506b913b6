//! The certificates and revocation data that a file brings along (ISO 32000-2, 12.8.4.3). Nothing vouches for them; each is
//! checked when it is used.

use crate::signature::pdf::{View, stream_data};
use crate::signature::pki::{Certificate, OcspResponse, RevocationList};

/// The contents of `/DSS`.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) certificates: Vec<Certificate>,
    pub(super) lists: Vec<RevocationList>,
    pub(super) responses: Vec<OcspResponse>,
}

impl Store {
    /// Reads what can be read; the rest is as good as missing.
    pub(super) fn read(view: View<'_, '_>) -> Self {
        let streams = |key: &[u8]| -> Vec<Vec<u8>> {
            let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
            let items = store.map(|store| view.array(store, key)).unwrap_or_default();
            let objects = items.iter().filter_map(|item| view.get(item.reference()?));
            objects.filter_map(|object| stream_data(object).ok()).collect()
        };
        Self {
            certificates: streams(b"Certs").iter().filter_map(|der| Certificate::read(der).ok()).collect(),
            lists: streams(b"CRLs").iter().filter_map(|der| RevocationList::read(der).ok()).collect(),
            responses: streams(b"OCSPs").iter().filter_map(|der| OcspResponse::read(der).ok()).collect(),
        }
    }
}
