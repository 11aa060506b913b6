//! The certificates a signature carries, with those of its time stamps.

use super::{CmsFault, SignedData};
use crate::der::definite;
use crate::oid;
use crate::pki::Certificate;

/// The certificates of a `SignedData` and of the time stamps in it; zeros behind the signature do
/// not matter, nor do certificates that cannot be read.
pub(crate) fn certificates_of(contents: &[u8]) -> Result<Vec<Certificate>, CmsFault> {
    let (der, _) = definite(contents)?;
    let data = SignedData::read(&der)?;
    let mut certificates = data.certificates();
    for stamp in data.unsigned.iter().filter(|attribute| attribute.id == oid::TIMESTAMP) {
        certificates.extend(SignedData::read(stamp.value.whole)?.certificates());
    }
    Ok(certificates)
}
