//! Why the evidence for later years cannot be put together.

use thiserror::Error;

use crate::Reason;
use crate::fetch::FetchError;
use crate::pdf::PdfError;
use crate::refusal::OfficeMessage;
use crate::timestamp::TimestampError;

/// Why the evidence for later years cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LtvError {
    /// The file cannot be added to.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The document time stamp was not given.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
    /// Nobody has signed the paper.
    #[error("no signature")]
    Unsigned,
    /// A signature that cannot be read.
    #[error("unreadable signature in field {0}")]
    Unreadable(String),
    /// The issuer of a certificate is not known. Holds the holder's name.
    #[error("unknown issuer of the certificate of {0}")]
    NoIssuer(String),
    /// The certificate does not say where to ask about it.
    #[error("the certificate of {0} names neither OCSP nor a revocation list")]
    NoService(String),
    /// Every service that can be asked about a certificate failed. Holds the holder's name and the
    /// last failure.
    #[error("no evidence about the certificate of {name}: {cause}")]
    NoEvidence {
        /// The holder.
        name: String,
        /// What went wrong last.
        cause: EvidenceError,
    },
    /// The certificate was revoked.
    #[error("the certificate of {0} is revoked")]
    Revoked(String),
    /// A signature of the paper does not hold. Holds the first thing that is wrong with it.
    #[error("a signature does not hold: {}", .0.code())]
    DoesNotHold(Reason),
    /// The paper with its evidence does not hold when it is checked, and was thrown away.
    #[error("the extended paper does not hold: {}", .0.code())]
    NewDoesNotHold(Reason),
}

/// Why one answer is no evidence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// There was none.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It cannot be read.
    #[error("unreadable answer")]
    Unreadable,
    /// It does not speak of this certificate, or was signed neither by the issuer nor by whom the
    /// issuer named.
    #[error("says nothing about this certificate, or is not signed by its issuer")]
    Silent,
    /// It has expired, or lies in the future.
    #[error("not of this time")]
    Stale,
}

impl OfficeMessage for LtvError {
    fn sentence(&self) -> String {
        match self {
            Self::Pdf(refusal) => refusal.sentence(),
            Self::Timestamp(refusal) => refusal.sentence(),
            Self::Unsigned => "Văn bản chưa có chữ ký nào.".into(),
            Self::Unreadable(field) => format!("Không đọc được chữ ký trong ô “{field}”."),
            Self::NoIssuer(name) => format!("Không biết nơi cấp chứng thư số của “{name}”."),
            Self::NoService(name) => {
                format!("Chứng thư số của “{name}” không ghi nơi tra cứu việc thu hồi.")
            }
            Self::NoEvidence { name, cause: EvidenceError::Fetch(fault) }
                if fault.encrypted_address().is_some() =>
            {
                format!(
                    "Chứng thư số của “{name}” chỉ ghi nơi tra cứu bắt đầu bằng https:// ({}); \
                     chương trình chỉ gọi được http://.",
                    fault.encrypted_address().unwrap_or_default()
                )
            }
            Self::NoEvidence { name, .. } => {
                format!("Không lấy được bằng chứng chứng thư số của “{name}” còn hiệu lực.")
            }
            Self::Revoked(name) => format!("Chứng thư số của “{name}” đã bị thu hồi."),
            Self::DoesNotHold(reason) => {
                format!("Chữ ký trên văn bản không hợp lệ. {}", reason.sentence())
            }
            Self::NewDoesNotHold(reason) => {
                format!(
                    "Tệp vừa bổ sung bằng chứng không qua được bước kiểm tra lại nên không được \
                     ghi. {}",
                    reason.sentence()
                )
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Pdf(refusal) => return refusal.remedy(),
            Self::Timestamp(refusal) => return refusal.remedy(),
            Self::Unsigned => "Ký văn bản trước, rồi mới bổ sung bằng chứng.",
            Self::Unreadable(_) | Self::DoesNotHold(_) => {
                "Kiểm tra lại các chữ ký trên tệp để biết chữ ký này sai ở đâu."
            }
            Self::NoIssuer(_) => {
                "Thêm chứng thư của nơi cấp (kể cả của máy chủ dấu thời gian) vào các chứng thư \
                 được tin cậy."
            }
            Self::NoService(_) => {
                "Hỏi tổ chức chứng thực; văn bản vẫn kiểm tra được khi có tệp CRL riêng."
            }
            Self::NoEvidence { cause: EvidenceError::Fetch(fault), .. }
                if fault.encrypted_address().is_some() =>
            {
                "Hỏi tổ chức chứng thực địa chỉ http; trước mắt tải danh sách thu hồi bằng trình \
                 duyệt và kiểm tra văn bản với tệp đó."
            }
            Self::NoEvidence { .. } => {
                "Kiểm tra mạng rồi làm lại; máy chủ tra cứu có thể đang bận."
            }
            Self::NewDoesNotHold(_) => {
                "Kiểm tra máy chủ dấu thời gian và máy chủ tra cứu rồi làm lại."
            }
            Self::Revoked(_) => "Không phát hành văn bản này; hỏi người ký và tổ chức chứng thực.",
        }
        .into()
    }
}
