//! Puts a signature together: PAdES B-B, and B-T with a time stamp.

use const_oid::db::{rfc5911, rfc6268};
use der::Encode as _;
use der::asn1::ObjectIdentifier;

use crate::signature::encode::{OCTET_STRING, SEQUENCE, SET, attribute, oid, sorted, tlv};
use crate::signature::keys::{Hash, KeyError, Signer, identity};

/// `id-aa-signingCertificateV2` (RFC 5035).
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// `id-aa-timeStampToken` (RFC 3161, appendix A).
pub(super) const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `INTEGER 1`, the version of everything here.
const VERSION_1: [u8; 3] = [2, 1, 1];

/// A signature that may still get its time stamp.
pub(crate) struct Draft {
    /// All of the `SignerInfo` that is signed or says how, up to and with the signature.
    signer_info: Vec<u8>,
    hash: Hash,
    certificates: Vec<u8>,
    /// The signature itself: what a time stamp is made of.
    pub(crate) signature: Vec<u8>,
    /// What was signed, for a check.
    pub(crate) message: Vec<u8>,
}

impl Draft {
    /// Signs the parts, one after the other. The certificates go along, without the root.
    ///
    /// The attributes are content type, digest and signing certificate; there is no signing time, which PAdES forbids here
    /// (EN 319 142-1, 6.3).
    pub(crate) fn sign(parts: &[&[u8]], signer: &dyn Signer, certificates: &[Vec<u8>]) -> Result<Self, KeyError> {
        let hash = signer.algorithm().hash();
        let leaf_der = certificates.first().ok_or(KeyError::NoCertificate)?;
        let leaf = identity::parse(leaf_der)?;
        let attributes = sorted(vec![
            attribute(rfc5911::ID_CONTENT_TYPE, &oid(rfc5911::ID_DATA)),
            attribute(rfc5911::ID_MESSAGE_DIGEST, &tlv(OCTET_STRING, &[&hash.of(parts)])),
            attribute(SIGNING_CERTIFICATE_V2, &signing_certificate(hash, leaf_der)),
        ]);
        let message = tlv(SET, &[&attributes]);
        let signature = signer.sign(&message)?;

        let tbs = leaf.tbs_certificate();
        let unreadable = |fault: der::Error| KeyError::UnreadableCertificate(fault.to_string());
        let issuer = tbs.issuer().to_der().map_err(unreadable)?;
        let serial = tbs.serial_number().to_der().map_err(unreadable)?;
        let signer_info = [
            &VERSION_1[..],
            &tlv(SEQUENCE, &[&issuer, &serial]),
            &hash.identifier(),
            &tlv(0xA0, &[&attributes]),
            &signer.algorithm().identifier(),
            &tlv(OCTET_STRING, &[&signature]),
        ]
        .concat();
        Ok(Self { signer_info, hash, certificates: sorted(certificates.to_vec()), signature, message })
    }

    /// The whole `ContentInfo`, with a time stamp as unsigned attribute if there is one.
    pub(crate) fn finish(&self, time_stamp: Option<&[u8]>) -> Vec<u8> {
        let unsigned = time_stamp.map(|token| tlv(0xA1, &[&attribute(TIME_STAMP_TOKEN, token)])).unwrap_or_default();
        let signed_data = tlv(
            SEQUENCE,
            &[
                &VERSION_1,
                &tlv(SET, &[&self.hash.identifier()]),
                &tlv(SEQUENCE, &[&oid(rfc5911::ID_DATA)]),
                &tlv(0xA0, &[&self.certificates]),
                &tlv(SET, &[&tlv(SEQUENCE, &[&self.signer_info, &unsigned])]),
            ],
        );
        tlv(SEQUENCE, &[&oid(rfc6268::ID_SIGNED_DATA), &tlv(0xA0, &[&signed_data])])
    }
}

/// `SigningCertificateV2` with one `ESSCertIDv2`; its hash algorithm is left out where it is SHA-256, the default.
fn signing_certificate(hash: Hash, certificate: &[u8]) -> Vec<u8> {
    let digest = tlv(OCTET_STRING, &[&hash.of(&[certificate])]);
    let identifier = match hash {
        Hash::Sha256 => tlv(SEQUENCE, &[&digest]),
        Hash::Sha384 => tlv(SEQUENCE, &[&hash.identifier(), &digest]),
    };
    tlv(SEQUENCE, &[&tlv(SEQUENCE, &[&identifier])])
}
