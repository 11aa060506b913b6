//! Reading a timestamp token and checking what it says of itself.

use time::UtcDateTime;

use crate::cms::{self, Binding, CmsFault, SignedData};
use crate::der::{DerFault, Tlv, definite, tag};
use crate::pki::{AlgorithmFault, Certificate, Hash};
use crate::{moment, oid};

/// A token that is intact; whether its authority can be trusted is another question.
#[derive(Debug)]
pub(crate) struct TimestampToken {
    pub(crate) time: UtcDateTime,
    /// The certificate of the timestamp authority.
    pub(crate) authority: Certificate,
    /// All certificates in the token that can be read, that of the authority among them.
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) algorithm: String,
    /// The number of the question, an INTEGER with tag and length.
    pub(crate) nonce: Option<Vec<u8>>,
}

/// Why a token proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampFault {
    /// The token itself.
    Token(CmsFault),
    /// It was made for something else.
    OtherContent,
}

impl From<CmsFault> for StampFault {
    fn from(fault: CmsFault) -> Self {
        Self::Token(fault)
    }
}

impl From<DerFault> for StampFault {
    fn from(fault: DerFault) -> Self {
        Self::Token(fault.into())
    }
}

impl From<AlgorithmFault> for StampFault {
    fn from(fault: AlgorithmFault) -> Self {
        Self::Token(fault.into())
    }
}

/// Checks a token over `parts`. Zeros may follow it, as in the gap of a document timestamp.
pub(crate) fn check(token: &[u8], parts: &[&[u8]]) -> Result<TimestampToken, StampFault> {
    let (der, rest) = definite(token)?;
    if rest.iter().any(|byte| *byte != 0) {
        return Err(CmsFault::Damaged.into());
    }
    let data = SignedData::read(&der)?;
    let content = data
        .content
        .filter(|_| data.content_type == oid::TIMESTAMP_INFO)
        .ok_or(CmsFault::Damaged)?;
    let signer = cms::check(&data, &[content], Binding::Either)?;
    if !data.unsigned.is_empty() {
        return Err(
            CmsFault::Unsupported("thuộc tính không được ký trong dấu thời gian".into()).into()
        );
    }
    let mut info = Tlv::only(content)?.tagged(tag::SEQUENCE)?.inside();
    info.expect(tag::INTEGER)?;
    info.expect(tag::OID)?;
    let mut imprint = info.expect(tag::SEQUENCE)?.inside();
    let hash = Hash::of(&imprint.expect(tag::SEQUENCE)?)?;
    if imprint.expect(tag::OCTET_STRING)?.content != hash.digest(parts) {
        return Err(StampFault::OtherContent);
    }
    info.expect(tag::INTEGER)?;
    let time = moment::read(&info.expect(tag::GENERALIZED_TIME)?)?;
    info.optional(tag::SEQUENCE)?; // how exact the time is
    info.optional(tag::BOOLEAN)?; // whether tokens can be ordered by it
    let nonce = info.optional(tag::INTEGER)?.map(|nonce| nonce.whole.to_vec());
    Ok(TimestampToken {
        time,
        authority: signer.certificate,
        certificates: data.certificates(),
        algorithm: signer.algorithm,
        nonce,
    })
}
