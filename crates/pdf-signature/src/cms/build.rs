//! Puts a signature together: PAdES B-B, and B-T with a time stamp.

use crate::der::{VERSION_1, attribute, oid as named, sequence, sorted, tag, tlv};
use crate::keys::{KeyError, Signer};
use crate::oid;
use crate::pki::{Certificate, Hash};

/// A signature that may still get its time stamp.
pub(crate) struct Draft {
    /// All of the `SignerInfo` that is signed or says how, up to and with the signature.
    signer_info: Vec<u8>,
    hash: Hash,
    certificates: Vec<u8>,
    /// The signature itself: what a time stamp is made of.
    pub(crate) signature: Vec<u8>,
}

impl Draft {
    /// Signs the parts, one after the other. The certificates go along, the signer's first, without
    /// the root.
    ///
    /// The attributes are content type, digest and signing certificate; there is no signing time,
    /// which PAdES forbids here (EN 319 142-1, 6.3).
    pub(crate) fn sign(
        parts: &[&[u8]],
        signer: &dyn Signer,
        certificates: &[Certificate],
    ) -> Result<Self, KeyError> {
        let hash = signer.algorithm().hash();
        let leaf = certificates.first().ok_or(KeyError::NoCertificate)?;
        let attributes = sorted(vec![
            attribute(oid::CONTENT_TYPE, &named(oid::DATA)),
            attribute(oid::MESSAGE_DIGEST, &tlv(tag::OCTET_STRING, &[&hash.digest(parts)])),
            attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate(hash, leaf)),
        ]);
        let signature = signer.sign(&tlv(tag::SET, &[&attributes]))?;
        let signer_info = [
            &VERSION_1[..],
            &leaf.issuer_and_serial(),
            &hash.identifier(),
            &tlv(tag::CONTEXT, &[&attributes]),
            &signer.algorithm().identifier(),
            &tlv(tag::OCTET_STRING, &[&signature]),
        ]
        .concat();
        let certificates =
            sorted(certificates.iter().map(|certificate| certificate.der().to_vec()).collect());
        Ok(Self { signer_info, hash, certificates, signature })
    }

    /// The whole `ContentInfo`, with a time stamp as unsigned attribute if there is one.
    pub(crate) fn finish(&self, time_stamp: Option<&[u8]>) -> Vec<u8> {
        let unsigned = time_stamp
            .map(|token| tlv(tag::CONTEXT | 1, &[&attribute(oid::TIMESTAMP, token)]))
            .unwrap_or_default();
        let signed_data = sequence(&[
            &VERSION_1,
            &tlv(tag::SET, &[&self.hash.identifier()]),
            &sequence(&[&named(oid::DATA)]),
            &tlv(tag::CONTEXT, &[&self.certificates]),
            &tlv(tag::SET, &[&sequence(&[&self.signer_info, &unsigned])]),
        ]);
        sequence(&[&named(oid::SIGNED_DATA), &tlv(tag::CONTEXT, &[&signed_data])])
    }
}

/// `SigningCertificateV2` with one `ESSCertIDv2`; its hash algorithm is left out where it is
/// SHA-256, the default.
fn signing_certificate(hash: Hash, certificate: &Certificate) -> Vec<u8> {
    let digest = tlv(tag::OCTET_STRING, &[&hash.digest(&[certificate.der()])]);
    let identifier = match hash {
        Hash::Sha256 => sequence(&[&digest]),
        Hash::Sha384 | Hash::Sha512 => sequence(&[&hash.identifier(), &digest]),
    };
    sequence(&[&sequence(&[&identifier])])
}
