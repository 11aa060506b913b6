//! Asks whether a certificate was revoked: OCSP first, the revocation list where that fails.

use std::time::Duration;

use const_oid::db::{rfc5280, rfc6960};
use der::asn1::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use sha1::{Digest as _, Sha1};
use time::OffsetDateTime;
use x509_cert::Certificate;
use x509_cert::crl::CertificateList;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, CrlDistributionPoints, ExtendedKeyUsage};

use super::EvidenceError;
use crate::signature::encode::{NULL, OCTET_STRING, SEQUENCE, oid, tlv};
use crate::signature::fetch::Question;
use crate::signature::issuers::issued_by;
use crate::signature::public;
use crate::signature::read::Value;

/// No OCSP answer is as long, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// Revocation lists of large authorities have some megabytes.
const LONGEST_LIST: u64 = 20 * 1024 * 1024;
const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");

/// A sound answer that a certificate is not revoked.
pub(super) enum Evidence {
    /// An `OCSPResponse`.
    Answer(Vec<u8>),
    /// A `CertificateList`.
    List(Vec<u8>),
}

/// What became of a question.
pub(super) enum Outcome {
    Good(Evidence),
    Revoked,
    /// The certificate says nowhere whom to ask.
    NobodyToAsk,
    Failed(EvidenceError),
}

/// The certificate in question and its issuer.
pub(super) struct Pair<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) issuer: &'a Certificate,
    pub(super) issuer_der: &'a [u8],
}

impl Pair<'_> {
    /// Asks everyone the certificate names until one gives a sound answer.
    pub(super) fn ask(&self, wait: Duration, at: OffsetDateTime) -> Outcome {
        let mut last = Outcome::NobodyToAsk;
        let (answering, listing) = (self.answering(), self.listing());
        let answers = answering.iter().map(|url| self.ask_ocsp(&Question { url, wait, longest: LONGEST_ANSWER }, at));
        let lists = listing.iter().map(|url| self.ask_list(&Question { url, wait, longest: LONGEST_LIST }, at));
        for outcome in answers.chain(lists) {
            match outcome {
                Ok(outcome) => return outcome,
                Err(fault) => last = Outcome::Failed(fault),
            }
        }
        last
    }

    fn answering(&self) -> Vec<String> {
        let access = self.certificate.tbs_certificate().get_extension::<AuthorityInfoAccessSyntax>();
        let access = access.ok().flatten().map(|(_, access)| access.0).unwrap_or_default();
        let ocsp = access.iter().filter(|one| one.access_method == rfc5280::ID_AD_OCSP);
        ocsp.filter_map(|one| address(&one.access_location)).collect()
    }

    fn listing(&self) -> Vec<String> {
        let points = self.certificate.tbs_certificate().get_extension::<CrlDistributionPoints>();
        let points = points.ok().flatten().map(|(_, points)| points.0).unwrap_or_default();
        // A list by another issuer, or for some reasons only, does not say that a certificate is good.
        let plain = points.into_iter().filter(|point| point.crl_issuer.is_none() && point.reasons.is_none());
        let names = plain.filter_map(|point| match point.distribution_point {
            Some(DistributionPointName::FullName(names)) => Some(names),
            _ => None,
        });
        names.flatten().filter_map(|name| address(&name)).collect()
    }

    fn ask_ocsp(&self, question: &Question<'_>, at: OffsetDateTime) -> Result<Outcome, EvidenceError> {
        let id = self.certificate_id().ok_or(EvidenceError::Unreadable)?;
        // OCSPRequest, TBSRequest, requestList, Request, CertID
        let request = (0..4).fold(id.clone(), |inside, _| tlv(SEQUENCE, &[&inside]));
        let answer = question.post("application/ocsp-request", &request)?;
        if self.judge(&answer, &id, at)? { Ok(Outcome::Revoked) } else { Ok(Outcome::Good(Evidence::Answer(answer))) }
    }

    /// `CertID` with SHA-1, which every service understands (RFC 5019, 2.1.1); it names, and protects nothing.
    fn certificate_id(&self) -> Option<Vec<u8>> {
        let issuer = self.issuer.tbs_certificate();
        let name = Sha1::digest(issuer.subject().to_der().ok()?);
        let key = Sha1::digest(issuer.subject_public_key_info().subject_public_key.raw_bytes());
        let serial = self.certificate.tbs_certificate().serial_number().to_der().ok()?;
        let algorithm = tlv(SEQUENCE, &[&oid(SHA_1), &NULL]);
        Some(tlv(SEQUENCE, &[&algorithm, &tlv(OCTET_STRING, &[&name]), &tlv(OCTET_STRING, &[&key]), &serial]))
    }

    /// Whether a sound answer says that the certificate is revoked.
    fn judge(&self, answer: &[u8], id: &[u8], at: OffsetDateTime) -> Result<bool, EvidenceError> {
        let basic = basic_response(answer).ok_or(EvidenceError::Unreadable)?;
        let data = basic.nth(0).ok_or(EvidenceError::Unreadable)?;
        if !self.signed(basic, data).unwrap_or(false) {
            return Err(EvidenceError::NotSigned);
        }
        let responses = data.values().filter(|value| value.tag == SEQUENCE).last().ok_or(EvidenceError::Unreadable)?;
        let about = |single: &Value<'_>| single.nth(0).is_some_and(|theirs| same_certificate(theirs, id));
        let single = responses.values().find(about).ok_or(EvidenceError::Other)?;
        let (this, next) = (single.nth(2), single.find(0xA0).and_then(|next| next.nth(0)));
        let this = this.ok_or(EvidenceError::Unreadable)?.inside;
        let now = generalized(at);
        if this > now.as_slice() || next.is_some_and(|next| next.inside < now.as_slice()) {
            return Err(EvidenceError::Stale);
        }
        match single.nth(1).map(|status| status.tag) {
            Some(0x80) => Ok(false),
            Some(0xA1) => Ok(true),
            _ => Err(EvidenceError::Unknown),
        }
    }

    /// By the issuer, or by someone whom the issuer certified for that.
    fn signed(&self, basic: Value<'_>, data: Value<'_>) -> Option<bool> {
        let algorithm = ObjectIdentifier::from_bytes(basic.nth(1)?.nth(0)?.inside).ok()?;
        let signature = basic.nth(2)?.tagged(3)?.inside.strip_prefix(&[0])?;
        let by = |signer: &Certificate| {
            let key = signer.tbs_certificate().subject_public_key_info();
            public::verifies(key, algorithm, algorithm, data.whole, signature)
        };
        if by(self.issuer) {
            return Some(true);
        }
        let brought = basic.find(0xA0).and_then(|list| list.nth(0)).into_iter().flat_map(Value::values);
        let mut brought = brought.filter_map(|der| Some((Certificate::from_der(der.whole).ok()?, der.whole)));
        Some(brought.any(|(signer, der)| may_answer(&signer) && issued_by(der, self.issuer_der) && by(&signer)))
    }

    fn ask_list(&self, question: &Question<'_>, at: OffsetDateTime) -> Result<Outcome, EvidenceError> {
        let der = question.get()?;
        let list = CertificateList::<x509_cert::certificate::Rfc5280>::from_der(&der)
            .map_err(|_| EvidenceError::Unreadable)?;
        let tbs = Value::only(&der).and_then(|list| list.nth(0)).ok_or(EvidenceError::Unreadable)?;
        let issuer = self.issuer.tbs_certificate();
        let (algorithm, signature) = (list.signature_algorithm.oid, list.signature.raw_bytes());
        let key = issuer.subject_public_key_info();
        if list.tbs_cert_list.issuer != *issuer.subject()
            || !public::verifies(key, algorithm, algorithm, tbs.whole, signature)
        {
            return Err(EvidenceError::NotSigned);
        }
        let now = at.unix_timestamp();
        let seconds =
            |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        let next = list.tbs_cert_list.next_update.map_or(i64::MAX, seconds);
        if seconds(list.tbs_cert_list.this_update) > now || next < now {
            return Err(EvidenceError::Stale);
        }
        let serial = self.certificate.tbs_certificate().serial_number();
        let revoked = list.tbs_cert_list.revoked_certificates.unwrap_or_default();
        Ok(if revoked.iter().any(|entry| entry.serial_number == *serial) {
            Outcome::Revoked
        } else {
            Outcome::Good(Evidence::List(der))
        })
    }
}

fn address(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned()),
        _ => None,
    }
}

/// The `BasicOCSPResponse` of a successful answer.
fn basic_response(answer: &[u8]) -> Option<Value<'_>> {
    let response = Value::only(answer)?;
    if response.nth(0)?.inside != [0] {
        return None;
    }
    let bytes = response.nth(1)?.tagged(0xA0)?.nth(0)?;
    if bytes.nth(0)?.inside != rfc6960::ID_PKIX_OCSP_BASIC.as_bytes() {
        return None;
    }
    Value::only(bytes.nth(1)?.tagged(OCTET_STRING)?.inside)
}

/// Name, key and serial number; the hash algorithm may be written with or without its empty parameters.
fn same_certificate(theirs: Value<'_>, ours: &[u8]) -> bool {
    let Some(ours) = Value::only(ours) else { return false };
    let hash = |id: Value<'_>| id.nth(0).and_then(|algorithm| algorithm.nth(0)).map(|name| name.inside.to_vec());
    hash(theirs) == hash(ours) && (1..4).all(|part| theirs.nth(part).is_some() && theirs.nth(part) == ours.nth(part))
}

fn may_answer(signer: &Certificate) -> bool {
    matches!(signer.tbs_certificate().get_extension::<ExtendedKeyUsage>(),
        Ok(Some((_, usage))) if usage.0.contains(&rfc5280::ID_KP_OCSP_SIGNING))
}

/// A moment as `GeneralizedTime` writes it, so that two of them compare like text.
fn generalized(at: OffsetDateTime) -> Vec<u8> {
    let at = at.to_offset(time::UtcOffset::UTC);
    let (hour, minute, second) = at.to_hms();
    let (month, day) = (u8::from(at.month()), at.day());
    format!("{:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z", at.year()).into_bytes()
}
