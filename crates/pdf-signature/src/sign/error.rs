//! Why a certificate may not sign, and why a paper cannot be signed.

use thiserror::Error;
use time::OffsetDateTime;

use crate::Reason;
use crate::fill_in::FillIn;
use crate::keys::KeyError;
use crate::moment::day;
use crate::pdf::PdfError;
use crate::refusal::OfficeMessage;
use crate::timestamp::TimestampError;

/// Why a certificate may not sign.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CertificateError {
    /// It cannot be used at all.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It becomes valid later.
    #[error("not valid before {0}")]
    NotYetValid(OffsetDateTime),
    /// It is no longer valid.
    #[error("not valid after {0}")]
    Expired(OffsetDateTime),
    /// It is for something else, such as encryption, or is an authority's.
    #[error("key usage does not allow signing")]
    WrongUsage,
    /// No way leads up to a trusted root.
    #[error("no chain to a trusted root from issuer {issuer}")]
    NoChain {
        /// The name of its issuer.
        issuer: String,
        /// Where the certificate that is missing on that way is to be had, as the one below it says.
        addresses: Vec<String>,
    },
    /// Something is wrong with an authority on that way.
    #[error("the chain does not hold: {}", .0.code())]
    Chain(Reason),
    /// Another certificate is expected for this role.
    #[error("expected {expected}, found {found}")]
    OtherExpected {
        /// What the settings say.
        expected: String,
        /// Name and fingerprint of the certificate at hand.
        found: String,
    },
}

impl OfficeMessage for CertificateError {
    fn sentence(&self) -> String {
        match self {
            Self::Key(refusal) => refusal.sentence(),
            Self::NotYetValid(from) => {
                format!("Chứng thư số chưa đến ngày có hiệu lực ({}).", day((*from).into()))
            }
            Self::Expired(to) => format!("Chứng thư số đã hết hạn từ ngày {}.", day((*to).into())),
            Self::WrongUsage => "Chứng thư số này không được cấp để ký văn bản.".into(),
            Self::NoChain { issuer, .. } => {
                format!(
                    "Không nối được chứng thư số lên chứng thư gốc được tin cậy (nơi cấp: \
                     {issuer})."
                )
            }
            Self::Chain(reason) => reason.sentence(),
            Self::OtherExpected { expected, found } => {
                format!("Chứng thư số đang dùng là {found}; vai ký này phải dùng {expected}.")
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Key(refusal) => return refusal.remedy(),
            Self::NotYetValid(_) => {
                "Kiểm tra ngày giờ của máy; nếu đúng thì đợi đến ngày chứng thư số có hiệu lực."
            }
            Self::Expired(_) => {
                "Xin gia hạn hoặc cấp chứng thư số mới rồi ký lại; kiểm tra cả ngày giờ của máy."
            }
            Self::WrongUsage => {
                "Chọn chứng thư số có công dụng ký số (chữ ký số hoặc chống chối bỏ)."
            }
            Self::NoChain { addresses, .. } if !addresses.is_empty() => {
                return format!(
                    "Tải chứng thư của nơi cấp ở {} rồi thêm vào các chứng thư trung gian; nếu vẫn \
                     chưa được thì thêm cả chứng thư gốc.",
                    addresses.join(" hoặc ")
                );
            }
            Self::NoChain { .. } => {
                "Thêm chứng thư của các cơ quan cấp trung gian và gốc vào các chứng thư được tin \
                 cậy."
            }
            Self::Chain(_) => {
                "Hỏi tổ chức chứng thực đã cấp chứng thư số; chưa ký khi chưa rõ nguyên nhân."
            }
            Self::OtherExpected { .. } => {
                "Cắm đúng thiết bị ký của vai này, hoặc sửa chứng thư phải dùng trong thiết lập."
            }
        }
        .into()
    }
}

/// Why a paper cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignError {
    /// The certificate may not sign.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The file cannot be added to.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The time stamp was not given.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
    /// The field already has a signature.
    #[error("field {0} is already signed")]
    AlreadySigned(&'static str),
    /// The seal comes after the official's signature.
    #[error("the official has not signed yet")]
    OfficialFirst,
    /// Somebody who signs beside the official comes before.
    #[error("a co-signer has not signed yet")]
    CoSignerFirst,
    /// The seal comes after number and day.
    #[error("{} is not filled in yet", .0.field())]
    NotFilledIn(FillIn),
    /// The file has signatures of others, and no field for this one.
    #[error("signed by others without a field for this role")]
    ForeignSignatures,
    /// The caller gave no place for the role's field.
    #[error("no place for field {0}")]
    NoPlace(&'static str),
    /// The picture is not as large as its place: width and height of both, in points.
    #[error("appearance of {picture:?} points for a place of {place:?} points")]
    WrongSize {
        /// Of the picture, in tenths of a point.
        picture: [i64; 2],
        /// Of the place, in tenths of a point.
        place: [i64; 2],
    },
    /// A signature that the paper already has does not hold. Holds the first thing that is wrong
    /// with it.
    #[error("an earlier signature does not hold: {}", .0.code())]
    EarlierSignature(Reason),
    /// The signature was made, and does not hold when it is checked. Holds what is wrong with it,
    /// in Vietnamese.
    #[error("the new signature does not hold: {0}")]
    DoesNotHold(String),
}

impl SignError {
    /// Whether going on to the next paper could do harm.
    pub fn ends_the_session(&self) -> bool {
        match self {
            Self::Key(refusal) | Self::Certificate(CertificateError::Key(refusal)) => {
                refusal.ends_the_session()
            }
            Self::Certificate(_) | Self::DoesNotHold(_) => true,
            _ => false,
        }
    }
}

impl OfficeMessage for SignError {
    fn sentence(&self) -> String {
        match self {
            Self::Certificate(refusal) => refusal.sentence(),
            Self::Key(refusal) => refusal.sentence(),
            Self::Pdf(refusal) => refusal.sentence(),
            Self::Timestamp(refusal) => refusal.sentence(),
            Self::AlreadySigned(field) => format!("Ô chữ ký “{field}” đã có chữ ký."),
            Self::OfficialFirst => {
                "Người có thẩm quyền chưa ký văn bản này nên chưa thể đóng dấu cơ quan.".into()
            }
            Self::CoSignerFirst => {
                "Người ký cùng (như thư ký của biên bản) chưa ký văn bản này.".into()
            }
            Self::NotFilledIn(blank) => {
                format!("Chưa điền {} nên chưa thể đóng dấu cơ quan.", blank.title())
            }
            Self::ForeignSignatures => {
                "Văn bản đã được ký bằng phần mềm khác và không có ô chữ ký cho vai này.".into()
            }
            Self::NoPlace(field) => format!("Chưa biết đặt ô chữ ký “{field}” ở đâu trên văn bản."),
            Self::WrongSize { .. } => "Hình chữ ký không vừa ô chữ ký trên văn bản.".into(),
            Self::EarlierSignature(reason) => {
                format!(
                    "Chữ ký đã có trên văn bản không hợp lệ nên không ký tiếp. {}",
                    reason.sentence()
                )
            }
            Self::DoesNotHold(what) => {
                format!(
                    "Chữ ký vừa tạo không qua được bước kiểm tra lại nên tệp không được ghi. \
                     {what}"
                )
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Certificate(refusal) => return refusal.remedy(),
            Self::Key(refusal) => return refusal.remedy(),
            Self::Pdf(refusal) => return refusal.remedy(),
            Self::Timestamp(refusal) => return refusal.remedy(),
            Self::AlreadySigned(_) => {
                "Không ký lại; nếu nội dung phải sửa thì xuất văn bản mới và ký từ đầu."
            }
            Self::OfficialFirst => {
                "Để người có thẩm quyền ký trước (Nghị định 30/2020/NĐ-CP, Điều 32), rồi mới đóng \
                 dấu."
            }
            Self::CoSignerFirst => "Để người ký cùng ký trước, rồi ký vào tệp người ấy đã ký.",
            Self::NotFilledIn(_) => "Cấp số và ngày cho văn bản trước, rồi mới đóng dấu.",
            Self::ForeignSignatures => "Ký trên bản do chương trình xuất ra.",
            Self::NoPlace(_) => "Xuất lại văn bản rồi ký bản mới.",
            Self::WrongSize { .. } => {
                "Giữ nguyên kích thước con dấu và hình chữ ký đã cấu hình khi ký lần đầu."
            }
            Self::EarlierSignature(_) => {
                "Kiểm tra lại các chữ ký để xem đủ lý do; lấy lại đúng tệp mà người có thẩm quyền \
                 đã ký, hoặc xuất bản mới và ký từ đầu."
            }
            Self::DoesNotHold(_) => {
                "Ảnh chữ ký, con dấu che mất chữ thì dùng ảnh PNG nền trong suốt. Lỗi khác thì thử lại với \
                 một văn bản; vẫn lỗi thì không dùng khóa này và báo đơn vị cấp."
            }
        }
        .into()
    }
}
