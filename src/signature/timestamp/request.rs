//! Asks a time stamp authority, and takes nothing but an answer to this very question.

use std::time::Duration;

use const_oid::db::{rfc5280, rfc5911};
use der::asn1::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use crate::signature::encode::{OCTET_STRING, SEQUENCE, TRUE, tlv, unsigned};
use crate::signature::fetch::{FetchError, Question};
use crate::signature::keys::Hash;
use crate::signature::public;
use crate::signature::read::Value;
use crate::signature::refusal::Refusal;

/// The authority of Ban Cơ yếu Chính phủ has been seen to take more than two minutes for one answer.
pub const LONGEST_WAIT: Duration = Duration::from_mins(3);

/// No time stamp is anywhere near as long, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// `id-ct-TSTInfo`.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// A time stamp authority.
#[derive(Debug, Clone)]
pub struct TimestampAuthority {
    /// Its address, `http://…`.
    pub url: String,
    /// How long to wait for one answer; [`LONGEST_WAIT`] is a good choice.
    pub wait: Duration,
}

/// Why there is no time stamp.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TimestampError {
    /// The authority did not answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The answer is no time stamp.
    #[error("the answer is no time stamp: {0}")]
    Unreadable(&'static str),
    /// The authority refused. Holds the status of RFC 3161.
    #[error("the authority refused with status {0}")]
    Refused(u8),
    /// The time stamp belongs to another question: other bytes or another number.
    #[error("the time stamp is not for this signature: {0}")]
    Other(&'static str),
    /// The time stamp's own signature does not hold, or its certificate is not one of an authority.
    #[error("the time stamp does not hold: {0}")]
    DoesNotHold(&'static str),
    /// The system gave no random number for the question.
    #[error("no random number")]
    NoRandom,
}

impl Refusal for TimestampError {
    fn sentence(&self) -> String {
        match self {
            Self::Fetch(FetchError::Address(url)) => {
                format!("Địa chỉ dấu thời gian «{url}» không bắt đầu bằng http://.")
            }
            Self::Fetch(FetchError::Late(_)) => "Máy chủ dấu thời gian không trả lời kịp.".into(),
            Self::Fetch(FetchError::Status { status, .. }) => {
                format!("Máy chủ dấu thời gian trả lời mã lỗi HTTP {status}.")
            }
            Self::Fetch(FetchError::TooLong(_)) => "Máy chủ dấu thời gian trả lời quá dài.".into(),
            Self::Fetch(FetchError::Unreachable { .. }) => "Không kết nối được máy chủ dấu thời gian.".into(),
            Self::Unreadable(_) => "Máy chủ dấu thời gian trả lời một thứ không phải dấu thời gian.".into(),
            Self::Refused(status) => format!("Máy chủ dấu thời gian từ chối cấp dấu thời gian (mã {status})."),
            Self::Other(_) => "Dấu thời gian nhận được không phải của chữ ký này.".into(),
            Self::DoesNotHold(_) => "Dấu thời gian nhận được không hợp lệ.".into(),
            Self::NoRandom => "Máy không tạo được số ngẫu nhiên.".into(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Fetch(FetchError::Address(_)) => "Sửa địa chỉ dấu thời gian trong mục [signing] của round.toml.",
            Self::Other(_) | Self::DoesNotHold(_) => {
                "Kiểm tra địa chỉ máy chủ dấu thời gian; không dùng máy chủ này khi chưa rõ nguyên nhân."
            }
            Self::NoRandom => "Khởi động lại máy rồi thử lại.",
            _ => "Kiểm tra mạng và địa chỉ rồi thử lại, hoặc cho phép ký không kèm dấu thời gian.",
        }
        .into()
    }
}

impl TimestampAuthority {
    /// A time stamp token (DER) over the message.
    ///
    /// # Errors
    /// [`TimestampError`]: there is no answer, or it is not a sound time stamp of exactly this message and question.
    pub(crate) fn stamp(&self, message: &[&[u8]], hash: Hash) -> Result<Vec<u8>, TimestampError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| TimestampError::NoRandom)?;
        let nonce = unsigned(&random);
        let imprint = tlv(SEQUENCE, &[&hash.identifier(), &tlv(OCTET_STRING, &[&hash.of(message)])]);
        let request = tlv(SEQUENCE, &[&[2, 1, 1], &imprint, &nonce, &TRUE]);
        let question = Question { url: &self.url, wait: self.wait, longest: LONGEST_ANSWER };
        let answer = question.post("application/timestamp-query", &request)?;
        let token = granted(&answer)?;
        let info = read_token(token)?;
        if info.imprint != Value::only(&imprint).and_then(|imprint| imprint.nth(1)).map(|digest| digest.inside) {
            return Err(TimestampError::Other("imprint"));
        }
        if info.nonce != Some(&nonce) {
            return Err(TimestampError::Other("nonce"));
        }
        Ok(token.to_vec())
    }
}

/// The token in an answer that says `granted` or `grantedWithMods`.
fn granted(answer: &[u8]) -> Result<&[u8], TimestampError> {
    let unreadable = TimestampError::Unreadable("TimeStampResp");
    let response = Value::only(answer).and_then(|value| value.tagged(SEQUENCE)).ok_or(unreadable.clone())?;
    let status = response.nth(0).and_then(|info| info.nth(0)).and_then(|status| status.tagged(2));
    match status.ok_or(unreadable.clone())?.inside {
        [0 | 1] => Ok(response.nth(1).ok_or(unreadable)?.whole),
        [status] => Err(TimestampError::Refused(*status)),
        _ => Err(unreadable),
    }
}

/// What a time stamp says.
struct TokenInfo<'a> {
    imprint: Option<&'a [u8]>,
    nonce: Option<&'a [u8]>,
}

/// Reads a token, and checks its signature and the purpose of the certificate that made it. Whom to trust is not asked here.
fn read_token(token: &[u8]) -> Result<TokenInfo<'_>, TimestampError> {
    let parts = parts_of(token).ok_or(TimestampError::Unreadable("SignedData"))?;
    let signer = signer_of(&parts).ok_or(TimestampError::DoesNotHold("no certificate of the signer"))?;
    if !is_authority(&signer) {
        return Err(TimestampError::DoesNotHold("extended key usage"));
    }
    if !signature_holds(&parts, &signer) {
        return Err(TimestampError::DoesNotHold("signature"));
    }
    let info = Value::only(parts.content).ok_or(TimestampError::Unreadable("TSTInfo"))?;
    let imprint = info.nth(2).and_then(|imprint| imprint.nth(1)).map(|digest| digest.inside);
    // The serial number is an INTEGER too, the fourth value; the nonce comes later.
    let nonce = info.values().skip(5).find(|value| value.tag == 2).map(|nonce| nonce.whole);
    Ok(TokenInfo { imprint, nonce })
}

struct Parts<'a> {
    content: &'a [u8],
    certificates: Vec<&'a [u8]>,
    signer_info: Value<'a>,
}

fn parts_of(token: &[u8]) -> Option<Parts<'_>> {
    let signed_data = Value::only(token)?.nth(1)?.nth(0)?.tagged(SEQUENCE)?;
    let content_info = signed_data.nth(2)?;
    if content_info.nth(0)?.inside != TST_INFO.as_bytes() {
        return None;
    }
    let content = content_info.nth(1)?.nth(0)?.tagged(OCTET_STRING)?.inside;
    let certificates = signed_data.find(0xA0)?.values().map(|value| value.whole).collect();
    let mut signers = signed_data.values().last()?.values();
    let signer_info = signers.next()?;
    signers.next().is_none().then_some(Parts { content, certificates, signer_info })
}

/// The certificate named by issuer and serial number, or by subject key identifier.
fn signer_of(parts: &Parts<'_>) -> Option<Certificate> {
    let name = parts.signer_info.nth(1)?;
    parts.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).find(|certificate| {
        let tbs = certificate.tbs_certificate();
        let by_number = name.nth(0).map(|issuer| issuer.whole) == tbs.issuer().to_der().ok().as_deref()
            && name.nth(1).map(|serial| serial.whole) == tbs.serial_number().to_der().ok().as_deref();
        let identifier = tbs.get_extension::<x509_cert::ext::pkix::SubjectKeyIdentifier>().ok().flatten();
        let by_key =
            name.tag == 0x80 && identifier.is_some_and(|(_, identifier)| identifier.0.as_bytes() == name.inside);
        (name.tag == SEQUENCE && by_number) || by_key
    })
}

/// Critical, and for time stamping only (RFC 3161, 2.3).
fn is_authority(certificate: &Certificate) -> bool {
    matches!(certificate.tbs_certificate().get_extension::<ExtendedKeyUsage>(),
        Ok(Some((true, usage))) if usage.0 == [rfc5280::ID_KP_TIME_STAMPING])
}

fn signature_holds(parts: &Parts<'_>, signer: &Certificate) -> bool {
    let check = || {
        let mut values = parts.signer_info.values().skip(2);
        let hash = name_of(values.next()?)?;
        let attributes = values.next()?.tagged(0xA0)?;
        let algorithm = name_of(values.next()?)?;
        let signature = values.next()?.tagged(OCTET_STRING)?.inside;
        let digest = attribute(attributes, rfc5911::ID_MESSAGE_DIGEST)?.inside;
        let kind = attribute(attributes, rfc5911::ID_CONTENT_TYPE)?.inside;
        let message = tlv(0x31, &[attributes.inside]);
        let key = signer.tbs_certificate().subject_public_key_info();
        Some(
            public::digest(hash, parts.content).as_deref() == Some(digest)
                && kind == TST_INFO.as_bytes()
                && public::verifies(key, algorithm, hash, &message, signature),
        )
    };
    check().unwrap_or(false)
}

fn attribute(attributes: Value<'_>, name: ObjectIdentifier) -> Option<Value<'_>> {
    let mut found = attributes.values().filter(|attribute| attribute.nth(0).map(|n| n.inside) == Some(name.as_bytes()));
    let only = found.next()?.nth(1)?.nth(0);
    found.next().is_none().then_some(only).flatten()
}

fn name_of(algorithm: Value<'_>) -> Option<ObjectIdentifier> {
    ObjectIdentifier::from_bytes(algorithm.nth(0)?.tagged(6)?.inside).ok()
}
