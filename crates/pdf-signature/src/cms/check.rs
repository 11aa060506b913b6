//! Whether a `SignedData` is intact and who signed it. Whether the signer can be trusted is another
//! question.

use sha1::{Digest as _, Sha1};

use super::fault::CmsFault;
use super::parse::SignedData;
use crate::der::{DerFault, Tlv, tag, tlv};
use crate::oid;
use crate::pki::{Certificate, Hash};

/// In which way the signature must name its certificate, so that no other with the same key can
/// take its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binding {
    /// By signing-certificate-v2 (`ETSI.CAdES.detached`; EN 319 142-1, 6.3).
    Required,
    /// By either attribute; timestamp authorities still use the first (RFC 3161, 2.4.2).
    Either,
    /// By signing-certificate-v2 if it is there (`adbe.pkcs7.detached`).
    Optional,
}

/// Who signed, and how.
#[derive(Debug)]
pub(crate) struct SignedBy {
    pub(crate) certificate: Certificate,
    /// E.g. `RSA 2048 bit, SHA-256`.
    pub(crate) algorithm: String,
}

/// Checks everything that the bytes themselves can tell. `parts` is what was signed.
pub(crate) fn check(
    data: &SignedData<'_>,
    parts: &[&[u8]],
    binding: Binding,
) -> Result<SignedBy, CmsFault> {
    // What was changed is told before what is not supported.
    let hash = data.hash.clone()?;
    let digest =
        data.attribute(oid::MESSAGE_DIGEST).ok_or(CmsFault::Damaged)?.tagged(tag::OCTET_STRING)?;
    if digest.content != hash.digest(parts) {
        return Err(CmsFault::ContentChanged);
    }
    let content_type =
        data.attribute(oid::CONTENT_TYPE).ok_or(CmsFault::Damaged)?.tagged(tag::OID)?;
    if content_type.content != data.content_type {
        return Err(CmsFault::ContentChanged);
    }
    let certificate = data.signer().ok_or(CmsFault::NoCertificate)?;
    check_binding(data, &certificate, binding)?;
    let scheme = data.scheme.clone()?;
    let key = certificate.key().map_err(Clone::clone)?;
    let header = set_header(data.signed_bytes.len());
    if !key.verifies(scheme, &[&header, data.signed_bytes], data.signature) {
        return Err(CmsFault::SignatureWrong);
    }
    let algorithm = scheme.title(key);
    Ok(SignedBy { certificate, algorithm })
}

/// The signed attributes are hashed as a SET, though they stand as `[0]` (RFC 5652, 5.4).
fn set_header(length: usize) -> Vec<u8> {
    let mut element = tlv(tag::SET, &[&vec![0; length]]);
    element.truncate(element.len() - length);
    element
}

fn check_binding(
    data: &SignedData<'_>,
    certificate: &Certificate,
    binding: Binding,
) -> Result<(), CmsFault> {
    let (first, second) =
        (data.attribute(oid::SIGNING_CERTIFICATE), data.attribute(oid::SIGNING_CERTIFICATE_V2));
    let (hashed, stated) = match (second, first, binding) {
        (Some(second), _, _) => {
            let mut id = first_id(&second)?.inside();
            let hash = id
                .optional(tag::SEQUENCE)?
                .map_or(Ok(Hash::Sha256), |algorithm| Hash::of(&algorithm))?;
            (hash.digest(&[certificate.der()]), id)
        }
        (None, Some(first), Binding::Either) => {
            (Sha1::digest(certificate.der()).to_vec(), first_id(&first)?.inside())
        }
        (None, _, Binding::Optional) => return Ok(()),
        (None, Some(_), Binding::Required) => {
            return Err(CmsFault::Unsupported(
                "thuộc tính signing-certificate bản cũ (SHA-1)".into(),
            ));
        }
        (None, None, _) => {
            return Err(CmsFault::Unsupported(
                "chữ ký không có thuộc tính signing-certificate-v2".into(),
            ));
        }
    };
    let mut stated = stated;
    if stated.expect(tag::OCTET_STRING)?.content != hashed {
        return Err(CmsFault::OtherCertificate);
    }
    if let Some(name) = stated.optional(tag::SEQUENCE)? {
        let mut parts = name.inside();
        let directory_name = parts.expect(tag::SEQUENCE)?.inside().expect(tag::CONTEXT | 4)?;
        if !certificate.is_named(directory_name.content, parts.expect(tag::INTEGER)?.content) {
            return Err(CmsFault::OtherCertificate);
        }
    }
    Ok(())
}

/// The first certificate that a signing-certificate attribute names: the signer's.
fn first_id<'a>(attribute: &Tlv<'a>) -> Result<Tlv<'a>, DerFault> {
    attribute.tagged(tag::SEQUENCE)?.inside().expect(tag::SEQUENCE)?.inside().expect(tag::SEQUENCE)
}
