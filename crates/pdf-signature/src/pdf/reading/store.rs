//! The certificates and revocation data that a file brings along: `/DSS` (ISO 32000-2, 12.8.4.3).

use super::file::View;
use super::flate::stream_data;
use crate::pdf::syntax::Value;

/// What the streams in one list of the `/DSS` hold (`Certs`, `CRLs` or `OCSPs`). What cannot be
/// read is left out.
pub(crate) fn store_streams(view: View<'_, '_>, list: &[u8]) -> Vec<Vec<u8>> {
    let store = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS"));
    let items = store.map(|store| view.array(store, list)).unwrap_or_default();
    let objects = items.iter().filter_map(Value::reference).filter_map(|number| view.get(number));
    objects.filter_map(|object| stream_data(object).ok()).collect()
}
