//! Why a key cannot be used.

use thiserror::Error;

use crate::pki::PkiFault;
use crate::refusal::OfficeMessage;

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The bytes are not PKCS#12, or not in a form that can be read.
    #[error("not a PKCS#12 key file: {0}")]
    NotAKeyFile(String),
    /// The file is PKCS#12, encrypted in a way that cannot be read.
    #[error("the key file is encrypted in an unsupported way")]
    UnsupportedEncryption,
    /// No way of writing the secret opens the file.
    #[error("the secret does not open the key file")]
    WrongSecret,
    /// No private key where one is looked for.
    #[error("no private key")]
    NoKey,
    /// More than one private key in a key file.
    #[error("{0} private keys, one expected")]
    SeveralKeys(usize),
    /// No certificate belongs to the private key.
    #[error("no certificate belongs to the private key")]
    NoCertificate,
    /// A certificate that cannot be parsed.
    #[error("unreadable certificate: {0}")]
    UnreadableCertificate(String),
    /// Several certificates, and no choice was made. Holds name and fingerprint of each.
    #[error("several certificates: {}", .0.join("; "))]
    SeveralCertificates(Vec<String>),
    /// The chosen certificate is not there. Holds name and fingerprint of those that are.
    #[error("no certificate with fingerprint {wanted}; present: {}", .present.join("; "))]
    CertificateNotFound {
        /// The fingerprint that was asked for.
        wanted: String,
        /// Name and fingerprint of each certificate there is.
        present: Vec<String>,
    },
    /// An RSA key that is too short.
    #[error("RSA key of {bits} bits")]
    WeakKey {
        /// Its length.
        bits: u32,
    },
    /// Neither RSA nor ECDSA on P-256 or P-384. Holds what it is, in Vietnamese, or its object
    /// identifier.
    #[error("unsupported key: {0}")]
    UnsupportedKey(String),
    /// The module cannot be loaded or started.
    #[error("PKCS#11 module: {0}")]
    Module(String),
    /// No token is plugged in.
    #[error("no token present")]
    NoToken,
    /// Several tokens are plugged in, and no label was given. Holds their labels.
    #[error("several tokens: {}", .0.join("; "))]
    SeveralTokens(Vec<String>),
    /// The token with that label is not plugged in.
    #[error("no token `{wanted}`; present: {}", .present.join("; "))]
    TokenNotFound {
        /// The label that was asked for.
        wanted: String,
        /// The labels there are.
        present: Vec<String>,
    },
    /// None of the certificates can sign now. Holds name, fingerprint and standing of each.
    #[error("no certificate can sign now: {}", .0.join("; "))]
    NoneUsable(Vec<String>),
    /// The token refused the PIN. It is never sent a second time.
    #[error("wrong PIN")]
    WrongPin,
    /// The PIN is of a length, or has signs, that the token takes for none.
    #[error("PIN of the wrong form")]
    OddPin,
    /// No PIN was given; nothing is sent to the token then.
    #[error("empty PIN")]
    EmptyPin,
    /// The token is locked.
    #[error("PIN locked")]
    PinLocked,
    /// The PIN must be changed, or was never set.
    #[error("PIN expired or not set")]
    PinExpired,
    /// The token went away.
    #[error("token removed")]
    Removed,
    /// The token can sign in none of the ways that are allowed with this key.
    #[error("the token offers no allowed signing mechanism")]
    NoMechanism,
    /// The token was refused before in this run and is not asked again.
    #[error("the token has refused before and is not asked again")]
    Stopped,
    /// Anything else that the token refuses. Holds its own code, such as `CKR_DEVICE_ERROR`.
    #[error("the token answers {0}")]
    Token(String),
    /// Anything else that went wrong while the key was used.
    #[error("signing failed: {0}")]
    Failed(String),
}

impl From<PkiFault> for KeyError {
    fn from(fault: PkiFault) -> Self {
        Self::UnreadableCertificate(fault.to_string())
    }
}

impl KeyError {
    /// Whether going on to the next paper could do harm: a PIN that was refused must not be tried
    /// again.
    pub fn ends_the_session(&self) -> bool {
        matches!(
            self,
            Self::WrongPin
                | Self::OddPin
                | Self::EmptyPin
                | Self::PinLocked
                | Self::PinExpired
                | Self::Removed
                | Self::Stopped
        )
    }
}

impl OfficeMessage for KeyError {
    fn sentence(&self) -> String {
        match self {
            Self::NotAKeyFile(_) => "Tệp này không phải tệp khóa .p12/.pfx đọc được.".into(),
            Self::UnsupportedEncryption => {
                "Tệp khóa được mã hóa theo cách mà chương trình chưa hỗ trợ.".into()
            }
            Self::WrongSecret => "Mật khẩu không mở được tệp khóa.".into(),
            Self::NoKey => "Không thấy khóa bí mật nào để ký.".into(),
            Self::SeveralKeys(count) => {
                format!("Tệp khóa có {count} khóa bí mật, không biết phải dùng khóa nào.")
            }
            Self::NoCertificate => "Không thấy chứng thư số nào đi cùng khóa bí mật.".into(),
            Self::UnreadableCertificate(_) => "Có chứng thư số không đọc được.".into(),
            Self::SeveralCertificates(names) => {
                format!("Có nhiều chứng thư số: {}.", names.join("; "))
            }
            Self::CertificateNotFound { wanted, present } => {
                format!(
                    "Không có chứng thư số mang dấu vân tay {wanted}; hiện có: {}.",
                    listed(present)
                )
            }
            Self::WeakKey { bits } => {
                format!("Khóa RSA chỉ dài {bits} bit, ngắn hơn mức 2048 bit phải có.")
            }
            Self::UnsupportedKey(_) => {
                "Loại khóa này chưa được hỗ trợ; chỉ dùng RSA, ECDSA P-256 và ECDSA P-384.".into()
            }
            Self::Module(_) => "Không nạp được thư viện điều khiển thiết bị ký (PKCS#11).".into(),
            Self::NoToken => "Không thấy thiết bị ký nào.".into(),
            Self::SeveralTokens(labels) => {
                format!("Có nhiều thiết bị ký đang cắm: {}.", labels.join("; "))
            }
            Self::TokenNotFound { wanted, present } => {
                format!("Không thấy thiết bị ký tên “{wanted}”; đang cắm: {}.", listed(present))
            }
            Self::NoneUsable(names) => {
                format!("Không chứng thư số nào ký được lúc này: {}.", names.join("; "))
            }
            Self::WrongPin => "Sai mã PIN (thiết bị báo CKR_PIN_INCORRECT).".into(),
            Self::OddPin => "Mã PIN có độ dài hoặc ký tự mà thiết bị không nhận (thiết bị báo \
                             CKR_PIN_LEN_RANGE hoặc CKR_PIN_INVALID)."
                .into(),
            Self::EmptyPin => "Chưa có mã PIN nên chưa gửi gì tới thiết bị ký.".into(),
            Self::PinLocked => {
                "Thiết bị ký đã bị khóa vì nhập sai mã PIN nhiều lần (CKR_PIN_LOCKED).".into()
            }
            Self::PinExpired => "Mã PIN đã hết hạn hoặc chưa được đặt (CKR_PIN_EXPIRED hoặc \
                                 CKR_USER_PIN_NOT_INITIALIZED)."
                .into(),
            Self::Removed => "Thiết bị ký đã bị rút ra giữa chừng.".into(),
            Self::NoMechanism => "Thiết bị ký không có cách ký nào được phép với khóa này.".into(),
            Self::Stopped => {
                "Thiết bị ký đã từ chối một lần nên không được gọi lại trong phiên này.".into()
            }
            Self::Token(code) => {
                format!("Thiết bị ký không tạo được chữ ký; thiết bị báo mã lỗi {code}.")
            }
            Self::Failed(_) => "Khóa không tạo được chữ ký.".into(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotAKeyFile(_) => {
                "Chọn đúng tệp .p12 hoặc .pfx do tổ chức chứng thực cấp; nếu tệp hỏng thì xuất lại."
            }
            Self::UnsupportedEncryption => "Xuất lại tệp khóa với mã hóa AES-256 (hoặc 3DES).",
            Self::WrongSecret => {
                "Gõ lại mật khẩu; để ý bộ gõ tiếng Việt, phím Caps Lock và bảng mã."
            }
            Self::NoKey | Self::NoCertificate => {
                "Xuất lại tệp khóa kèm chứng thư số, hoặc dùng đúng thiết bị ký đã được cấp."
            }
            Self::SeveralKeys(_) => "Xuất tệp khóa chỉ chứa một khóa bí mật.",
            Self::UnreadableCertificate(_) => {
                "Hỏi tổ chức chứng thực để được cấp lại chứng thư số."
            }
            Self::SeveralCertificates(_) | Self::CertificateNotFound { .. } => {
                "Ghi dấu vân tay của chứng thư số cần dùng vào thiết lập."
            }
            Self::WeakKey { .. } | Self::UnsupportedKey(_) => {
                "Xin cấp chứng thư số mới: RSA từ 2048 bit, ECDSA P-256 hoặc P-384."
            }
            Self::Module(_) => {
                "Kiểm tra đường dẫn và cài phần mềm của thiết bị ký đúng loại 64 bit."
            }
            Self::NoToken => "Cắm thiết bị ký (USB token) rồi làm lại.",
            Self::SeveralTokens(_) | Self::TokenNotFound { .. } => {
                "Chỉ cắm một thiết bị ký, hoặc ghi đúng tên thiết bị cần dùng."
            }
            Self::NoneUsable(_) => {
                "Xin gia hạn hoặc cấp chứng thư số mới, hoặc cắm đúng thiết bị; kiểm tra cả ngày giờ \
                 của máy."
            }
            Self::WrongPin | Self::OddPin => {
                "Kiểm tra lại mã PIN rồi mới chạy lại; nhập sai vài lần liên tiếp thì thiết bị bị \
                 khóa."
            }
            Self::EmptyPin => {
                "Chạy lại và gõ mã PIN khi được hỏi; thiết bị chưa bị tính lần nhập sai nào."
            }
            Self::PinLocked | Self::PinExpired => {
                "Liên hệ đơn vị cấp thiết bị ký để mở khóa hoặc đặt lại mã PIN."
            }
            Self::Removed => "Cắm lại thiết bị ký rồi ký tiếp những văn bản chưa ký.",
            Self::NoMechanism => "Cài phần mềm mới hơn của thiết bị ký, hoặc dùng thiết bị khác.",
            Self::Stopped => "Xử lý lỗi đã báo trước đó rồi chạy lại lệnh.",
            Self::Token(_) => {
                "Rút thiết bị ký, cắm lại và thử một văn bản; nếu vẫn lỗi thì hỏi đơn vị cấp chứng \
                 thư số và nêu mã lỗi này."
            }
            Self::Failed(_) => {
                "Rút thiết bị ký, cắm lại và thử một văn bản; nếu vẫn lỗi thì hỏi đơn vị cấp chứng \
                 thư số."
            }
        }
        .into()
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "không có gì".into() } else { names.join("; ") }
}
