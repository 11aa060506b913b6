//! Reading a timestamp token and checking what it says of itself.

use time::UtcDateTime;

use super::super::cms::{self, Binding, CmsFault, SignedData};
use super::super::der::{DerFault, Tlv, definite, tag};
use super::super::moment;
use super::super::pki::Certificate;
use super::super::pki::algorithm::{AlgorithmFault, Hash};

const TST_INFO: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, 4];

/// A token that is intact; whether its authority can be trusted is another question.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) time: UtcDateTime,
    /// The certificate of the timestamp authority.
    pub(crate) authority: Certificate,
    /// What else the token brought along.
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) algorithm: String,
}

/// Why a token proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StampFault {
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
pub(crate) fn check(token: &[u8], parts: &[&[u8]]) -> Result<Token, StampFault> {
    let (der, rest) = definite(token)?;
    if rest.iter().any(|byte| *byte != 0) {
        return Err(CmsFault::Damaged.into());
    }
    let data = SignedData::read(&der)?;
    let content = data.content.filter(|_| data.content_type == TST_INFO).ok_or(CmsFault::Damaged)?;
    let signer = cms::check(&data, &[content], Binding::Either)?;
    if !data.unsigned.is_empty() {
        return Err(CmsFault::Unsupported("thuộc tính không được ký trong dấu thời gian".into()).into());
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
    Ok(Token {
        time,
        authority: signer.certificate,
        certificates: data.certificates.iter().filter_map(|der| Certificate::read(der).ok()).collect(),
        algorithm: signer.algorithm,
    })
}
