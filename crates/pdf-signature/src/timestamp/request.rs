//! Asks a time stamp authority, and takes nothing but an answer to this very question.

use std::time::Duration;

use thiserror::Error;

use super::check::{StampFault, check};
use crate::cms::CmsFault;
use crate::der::{DerFault, TRUE, Tlv, VERSION_1, integer, sequence, tag, tlv};
use crate::fetch::{FetchError, Question};
use crate::pki::{Hash, Purpose, is_meant_for};
use crate::refusal::OfficeMessage;

/// The authority of Ban Cơ yếu Chính phủ has been seen to take more than two minutes for one
/// answer.
pub const LONGEST_WAIT: Duration = Duration::from_mins(3);

/// No time stamp is anywhere near as long, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

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
    Refused(u32),
    /// The time stamp belongs to another question: other bytes or another number.
    #[error("the time stamp is not for this signature: {0}")]
    Other(&'static str),
    /// The time stamp's own signature does not hold, or its certificate is not one of an authority.
    #[error("the time stamp does not hold: {0}")]
    DoesNotHold(&'static str),
    /// A possible time stamp that this library does not read. Holds what it is, in Vietnamese.
    #[error("unsupported time stamp: {0}")]
    Unsupported(String),
    /// The system gave no random number for the question.
    #[error("no random number")]
    NoRandom,
}

impl OfficeMessage for TimestampError {
    fn sentence(&self) -> String {
        match self {
            Self::Fetch(fault) if fault.encrypted_address().is_some() => format!(
                "Địa chỉ dấu thời gian “{}” bắt đầu bằng https://; chương trình chỉ gọi được http:// \
                 (dấu thời gian tự mang chữ ký của nơi cấp nên không cần đường truyền mã hóa).",
                fault.encrypted_address().unwrap_or_default()
            ),
            Self::Fetch(FetchError::Address(url)) => {
                format!("Địa chỉ dấu thời gian “{url}” không bắt đầu bằng http://.")
            }
            Self::Fetch(FetchError::Late(_)) => "Máy chủ dấu thời gian không trả lời kịp.".into(),
            Self::Fetch(FetchError::Status { status, .. }) => {
                format!("Máy chủ dấu thời gian trả lời mã lỗi HTTP {status}.")
            }
            Self::Fetch(FetchError::TooLong(_)) => "Máy chủ dấu thời gian trả lời quá dài.".into(),
            Self::Fetch(FetchError::Unreachable { .. }) => {
                "Không kết nối được máy chủ dấu thời gian.".into()
            }
            Self::Unreadable(_) => {
                "Máy chủ dấu thời gian trả lời một thứ không phải dấu thời gian.".into()
            }
            Self::Refused(status) => {
                format!("Máy chủ dấu thời gian từ chối cấp dấu thời gian (mã {status}).")
            }
            Self::Other(_) => "Dấu thời gian nhận được không phải của chữ ký này.".into(),
            Self::DoesNotHold(_) => "Dấu thời gian nhận được không hợp lệ.".into(),
            Self::Unsupported(what) => {
                format!("Chưa hỗ trợ dấu thời gian của máy chủ này: {what}.")
            }
            Self::NoRandom => "Máy không tạo được số ngẫu nhiên.".into(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Fetch(fault) if fault.encrypted_address().is_some() => {
                "Ghi cùng địa chỉ đó với http:// rồi thử lại; nếu máy chủ không nhận thì hỏi nơi cấp \
                 địa chỉ http, hoặc dùng nơi cấp khác."
            }
            Self::Fetch(FetchError::Address(_)) => "Sửa địa chỉ dấu thời gian trong thiết lập.",
            Self::Other(_) | Self::DoesNotHold(_) => {
                "Kiểm tra địa chỉ máy chủ dấu thời gian; không dùng máy chủ này khi chưa rõ nguyên \
                 nhân."
            }
            Self::Unsupported(_) => "Dùng máy chủ dấu thời gian khác.",
            Self::NoRandom => "Khởi động lại máy rồi thử lại.",
            _ => "Kiểm tra mạng và địa chỉ rồi thử lại.",
        }
        .into()
    }
}

impl TimestampAuthority {
    /// A time stamp token (DER) over the message.
    ///
    /// # Errors
    /// [`TimestampError`]: there is no answer, or it is not a sound time stamp of exactly this
    /// message and question.
    pub(crate) fn stamp(&self, message: &[&[u8]], hash: Hash) -> Result<Vec<u8>, TimestampError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| TimestampError::NoRandom)?;
        let nonce = integer(&random);
        let imprint =
            sequence(&[&hash.identifier(), &tlv(tag::OCTET_STRING, &[&hash.digest(message)])]);
        let request = sequence(&[&VERSION_1, &imprint, &nonce, &TRUE]);
        let question = Question { url: &self.url, wait: self.wait, longest: LONGEST_ANSWER };
        let answer = question.post("application/timestamp-query", &request)?;
        let der = granted(&answer)?;
        let token = check(der, message)?;
        if token.nonce != Some(nonce) {
            return Err(TimestampError::Other("nonce"));
        }
        if !is_meant_for(&token.authority, Purpose::Timestamping) {
            return Err(TimestampError::DoesNotHold("extended key usage"));
        }
        Ok(der.to_vec())
    }
}

impl From<StampFault> for TimestampError {
    fn from(fault: StampFault) -> Self {
        match fault {
            StampFault::OtherContent => Self::Other("imprint"),
            StampFault::Token(CmsFault::Damaged) => Self::Unreadable("token"),
            StampFault::Token(CmsFault::Unsupported(what)) => Self::Unsupported(what),
            StampFault::Token(CmsFault::Weak(_)) => Self::DoesNotHold("weak algorithm"),
            StampFault::Token(CmsFault::ContentChanged) => Self::DoesNotHold("content"),
            StampFault::Token(CmsFault::SignatureWrong) => Self::DoesNotHold("signature"),
            StampFault::Token(CmsFault::NoCertificate) => {
                Self::DoesNotHold("no certificate of the signer")
            }
            StampFault::Token(CmsFault::OtherCertificate) => {
                Self::DoesNotHold("other certificate of the signer")
            }
        }
    }
}

/// The token in an answer that says `granted` or `grantedWithMods`.
fn granted(answer: &[u8]) -> Result<&[u8], TimestampError> {
    let (status, token) =
        response(answer).map_err(|_| TimestampError::Unreadable("TimeStampResp"))?;
    match (status, token) {
        (0 | 1, Some(token)) => Ok(token.whole),
        (0 | 1, None) => Err(TimestampError::Unreadable("no token")),
        (status, _) => Err(TimestampError::Refused(status)),
    }
}

/// Status and token of a `TimeStampResp`.
fn response(answer: &[u8]) -> Result<(u32, Option<Tlv<'_>>), DerFault> {
    let mut parts = Tlv::only(answer)?.tagged(tag::SEQUENCE)?.inside();
    let status = parts.expect(tag::SEQUENCE)?.inside().expect(tag::INTEGER)?.small()?;
    let token = parts.optional(tag::SEQUENCE)?;
    parts.end()?;
    Ok((status, token))
}
