//! Answers about single certificates (RFC 6960), as they are kept in a file.

use sha1::{Digest as _, Sha1};
use time::UtcDateTime;

use super::algorithm::{AlgorithmFault, Hash, Scheme};
use super::certificate::Certificate;
use super::extensions::list;
use super::fault::PkiFault;
use super::revocation::RevocationList;
use super::statement::Statement;
use crate::der::{self, DerFault, Tlv, sequence, tag, tlv};
use crate::{moment, oid};

/// An answer, read but not yet trusted.
#[derive(Debug, Clone)]
pub(crate) struct OcspResponse {
    signed: Vec<u8>,
    scheme: Result<Scheme, AlgorithmFault>,
    signature: Vec<u8>,
    produced: UtcDateTime,
    certificates: Vec<Certificate>,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone)]
struct Answer {
    /// The hash by which the issuer is named; `None` for SHA-1, which is a name here and proves
    /// nothing.
    hash: Option<Hash>,
    issuer_name: Vec<u8>,
    issuer_key: Vec<u8>,
    serial: Vec<u8>,
    statement: Statement,
}

impl OcspResponse {
    /// Reads an `OCSPResponse` in DER.
    pub(crate) fn read(der: &[u8]) -> Result<Self, PkiFault> {
        let mut outer = Tlv::only(der)?.tagged(tag::SEQUENCE)?.inside();
        if outer.expect(tag::ENUMERATED)?.content != [0] {
            return Err(PkiFault::Damaged("the answer is a refusal".into()));
        }
        let mut bytes = Tlv::only(outer.expect(tag::CONTEXT)?.content)?.inside();
        if bytes.expect(tag::OID)?.content != oid::OCSP_BASIC {
            return Err(PkiFault::Damaged("no basic answer".into()));
        }
        let basic = Tlv::only(bytes.expect(tag::OCTET_STRING)?.content)?;
        let mut parts = basic.inside();
        let signed = parts.expect(tag::SEQUENCE)?;
        let algorithm = parts.expect(tag::SEQUENCE)?;
        let signature = parts.next()?.bits()?;
        let certificates = match parts.optional(tag::CONTEXT)? {
            Some(certificates) => Tlv::only(certificates.content)?.inside().all()?,
            None => Vec::new(),
        };

        let mut fields = signed.inside();
        fields.optional(tag::CONTEXT)?;
        fields.next()?; // who answers; its signature tells
        let produced = moment::read(&fields.next()?)?;
        let answers = fields.expect(tag::SEQUENCE)?.inside().all()?;
        if let Some(extensions) = fields.optional(tag::CONTEXT | 1)?
            && list(&Tlv::only(extensions.content)?)?.iter().any(|extension| extension.critical)
        {
            return Err(PkiFault::Damaged("an unknown critical extension".into()));
        }
        Ok(Self {
            signed: signed.whole.to_vec(),
            scheme: Scheme::of(&algorithm, None),
            signature: signature.to_vec(),
            produced,
            certificates: certificates
                .iter()
                .filter_map(|der| Certificate::from_der(der.whole).ok())
                .collect(),
            answers: answers
                .iter()
                .filter_map(|answer| Answer::read(answer).transpose())
                .collect::<Result<_, _>>()?,
        })
    }

    /// Asks about one certificate (`OCSPRequest`). The issuer is named by SHA-1, which every
    /// service understands (RFC 5019, 2.1.1); it names, and protects nothing.
    pub(crate) fn request(certificate: &Certificate, issuer: &Certificate) -> Vec<u8> {
        let named = |bytes: &[u8]| tlv(tag::OCTET_STRING, &[&Sha1::digest(bytes)]);
        let id = sequence(&[
            &sequence(&[&der::oid(oid::SHA1), &der::NULL]),
            &named(&issuer.subject),
            &named(&issuer.key_bits),
            &tlv(tag::INTEGER, &[&certificate.serial]),
        ]);
        // OCSPRequest, TBSRequest, requestList, Request
        (0..4).fold(id, |inside, _| sequence(&[&inside]))
    }

    /// What the answer says of a certificate; `None` if it does not speak of it, or if neither its
    /// issuer nor someone whom the issuer lets answer signed it.
    pub(super) fn says(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        lists: &[&RevocationList],
    ) -> Option<Statement> {
        let answer = self.answers.iter().find(|answer| answer.is_about(certificate, issuer))?;
        let signs = |key: &Certificate| match (&self.scheme, key.key()) {
            (Ok(scheme), Ok(key)) => key.verifies(*scheme, &[&self.signed], &self.signature),
            _ => false,
        };
        let delegated = || {
            self.certificates.iter().any(|key| self.may_answer(key, issuer, lists) && signs(key))
        };
        (signs(issuer) || delegated()).then_some(answer.statement)
    }

    fn may_answer(
        &self,
        key: &Certificate,
        issuer: &Certificate,
        lists: &[&RevocationList],
    ) -> bool {
        let usages = key.extensions.extended_usage.as_ref();
        let in_force = (key.not_before()..=key.not_after()).contains(&self.produced);
        // Who answers for others must itself be exempt from the question, or be on a list.
        let unrevoked = || {
            let mut listed = lists.iter().filter_map(|list| list.says(key, issuer)).peekable();
            listed.peek().is_some() && listed.all(|statement| statement.revoked.is_none())
        };
        key.issuer == issuer.subject
            && usages
                .is_some_and(|(usages, _)| usages.iter().any(|usage| usage == oid::OCSP_SIGNING))
            && key.extensions.unsupported.is_none()
            && key.may_sign()
            && in_force
            && key.is_signed_by(issuer) == Ok(true)
            && (key.extensions.no_check || unrevoked())
    }
}

impl Answer {
    /// Reads a `SingleResponse`; `None` for one that says "unknown" or names the issuer by a hash
    /// that is not supported.
    fn read(answer: &Tlv<'_>) -> Result<Option<Self>, DerFault> {
        let mut parts = answer.inside();
        let mut id = parts.expect(tag::SEQUENCE)?.inside();
        let algorithm = id.expect(tag::SEQUENCE)?;
        let sha1 = algorithm.inside().expect(tag::OID)?.content == oid::SHA1;
        let hash = match Hash::of(&algorithm) {
            Ok(hash) => Some(hash),
            Err(_) if sha1 => None,
            Err(_) => return Ok(None),
        };
        let issuer_name = id.expect(tag::OCTET_STRING)?.content.to_vec();
        let issuer_key = id.expect(tag::OCTET_STRING)?.content.to_vec();
        let serial = id.expect(tag::INTEGER)?.content.to_vec();
        let status = parts.next()?;
        let revoked = match status.tag {
            0x80 => None,
            0xA1 => Some(moment::read(&status.inside().next()?)?),
            _ => return Ok(None),
        };
        let this_update = moment::read(&parts.next()?)?;
        let next_update = parts.optional(tag::CONTEXT)?;
        let next_update =
            next_update.map(|next| moment::read(&Tlv::only(next.content)?)).transpose()?;
        if let Some(extensions) = parts.optional(tag::CONTEXT | 1)?
            && list(&Tlv::only(extensions.content)?)?.iter().any(|extension| extension.critical)
        {
            return Ok(None);
        }
        let statement = Statement { revoked, this_update, next_update };
        Ok(Some(Self { hash, issuer_name, issuer_key, serial, statement }))
    }

    fn is_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let named = |bytes: &[u8]| match self.hash {
            Some(hash) => hash.digest(&[bytes]),
            None => Sha1::digest(bytes).to_vec(),
        };
        self.serial == certificate.serial
            && self.issuer_name == named(&issuer.subject)
            && self.issuer_key == named(&issuer.key_bits)
    }
}
