//! The certificates a signature carries, with those of its time stamps.

use crate::signature::encode::SEQUENCE;
use crate::signature::read::Value;

use super::build::TIME_STAMP_TOKEN;

/// The certificates of a `SignedData` and of the time stamps in it; zeros behind the signature do not matter. `None` when it
/// cannot be read.
pub(crate) fn certificates_of(contents: &[u8]) -> Option<Vec<Vec<u8>>> {
    let signed_data = Value::first(contents)?.nth(1)?.tagged(0xA0)?.nth(0)?.tagged(SEQUENCE)?;
    let own = signed_data.find(0xA0).into_iter().flat_map(Value::values);
    let mut certificates: Vec<Vec<u8>> =
        own.filter(|value| value.tag == SEQUENCE).map(|value| value.whole.to_vec()).collect();
    for signer_info in signed_data.values().last()?.values() {
        for attribute in signer_info.find(0xA1).into_iter().flat_map(Value::values) {
            if attribute.nth(0)?.inside == TIME_STAMP_TOKEN.as_bytes() {
                certificates.extend(certificates_of(attribute.nth(1)?.nth(0)?.whole)?);
            }
        }
    }
    Some(certificates)
}
