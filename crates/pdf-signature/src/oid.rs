//! The names of algorithms, attributes and extensions (object identifiers), as they stand in DER:
//! without tag and length.

use const_oid::ObjectIdentifier;

macro_rules! identifiers {
    ($($(#[doc = $doc:literal])* $name:ident = $dotted:literal;)*) => {
        $(
            $(#[doc = $doc])*
            pub(crate) const $name: &[u8] = {
                const IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap($dotted);
                IDENTIFIER.as_bytes()
            };
        )*
    };
}

// Keys and curves.
identifiers! {
    RSA = "1.2.840.113549.1.1.1";
    RSA_PSS = "1.2.840.113549.1.1.10";
    /// `id-mgf1`.
    MASK = "1.2.840.113549.1.1.8";
    EC_KEY = "1.2.840.10045.2.1";
    P256 = "1.2.840.10045.3.1.7";
    P384 = "1.3.132.0.34";
    ED25519 = "1.3.101.112";
    ED448 = "1.3.101.113";
}

// Hashes.
identifiers! {
    MD5 = "1.2.840.113549.2.5";
    SHA1 = "1.3.14.3.2.26";
    SHA256 = "2.16.840.1.101.3.4.2.1";
    SHA384 = "2.16.840.1.101.3.4.2.2";
    SHA512 = "2.16.840.1.101.3.4.2.3";
    /// The beginning of the names of all hashes of NIST.
    NIST_HASHES = "2.16.840.1.101.3.4.2";
}

// Signatures.
identifiers! {
    RSA_MD2 = "1.2.840.113549.1.1.2";
    RSA_MD5 = "1.2.840.113549.1.1.4";
    RSA_SHA1 = "1.2.840.113549.1.1.5";
    RSA_SHA256 = "1.2.840.113549.1.1.11";
    RSA_SHA384 = "1.2.840.113549.1.1.12";
    RSA_SHA512 = "1.2.840.113549.1.1.13";
    ECDSA_SHA1 = "1.2.840.10045.4.1";
    ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    ECDSA_SHA384 = "1.2.840.10045.4.3.3";
    ECDSA_SHA512 = "1.2.840.10045.4.3.4";
}

// What CMS holds, and its attributes (RFC 5652, RFC 5035, RFC 3161).
identifiers! {
    DATA = "1.2.840.113549.1.7.1";
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    /// `id-aa-timeStampToken`.
    TIMESTAMP = "1.2.840.113549.1.9.16.2.14";
    /// `id-ct-TSTInfo`.
    TIMESTAMP_INFO = "1.2.840.113549.1.9.16.1.4";
}

// Parts of names (RFC 5280, appendix A.1).
identifiers! {
    COMMON_NAME = "2.5.4.3";
    COUNTRY = "2.5.4.6";
    ORGANISATION = "2.5.4.10";
}

// Extensions of certificates and revocation lists (RFC 5280, 4.2 and 5.2).
identifiers! {
    SUBJECT_KEY = "2.5.29.14";
    KEY_USAGE = "2.5.29.15";
    SUBJECT_NAMES = "2.5.29.17";
    ISSUER_NAMES = "2.5.29.18";
    BASIC_CONSTRAINTS = "2.5.29.19";
    DELTA_LIST = "2.5.29.27";
    ISSUING_POINT = "2.5.29.28";
    NAME_CONSTRAINTS = "2.5.29.30";
    DISTRIBUTION_POINTS = "2.5.29.31";
    POLICIES = "2.5.29.32";
    AUTHORITY_KEY = "2.5.29.35";
    POLICY_CONSTRAINTS = "2.5.29.36";
    EXTENDED_USAGE = "2.5.29.37";
    AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    /// `id-pkix-ocsp-nocheck`.
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
}

// Extended usages of keys.
identifiers! {
    ANY_USAGE = "2.5.29.37.0";
    CLIENT = "1.3.6.1.5.5.7.3.2";
    MAIL = "1.3.6.1.5.5.7.3.4";
    TIMESTAMPING = "1.3.6.1.5.5.7.3.8";
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    /// RFC 9336.
    DOCUMENTS = "1.3.6.1.5.5.7.3.36";
    DOCUMENTS_OF_MICROSOFT = "1.3.6.1.4.1.311.10.3.12";
    DOCUMENTS_OF_ADOBE = "1.2.840.113583.1.1.5";
}

// OCSP (RFC 6960).
identifiers! {
    OCSP = "1.3.6.1.5.5.7.48.1";
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    /// `id-ad-caIssuers`: where the certificate of an issuer is to be had (RFC 5280, 4.2.2.1).
    ISSUERS = "1.3.6.1.5.5.7.48.2";
}
