//! Why a verdict is not "valid".

use std::borrow::Cow;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use time::UtcDateTime;

use crate::cms::CmsFault;
use crate::moment::shown;
use crate::pdf::StructureFault;
use crate::pki::ChainFault;
use crate::timestamp::StampFault;

/// The outcome of verifying a file or a signature. The order is from good to bad: the greatest of
/// several is that of them all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Everything holds.
    #[default]
    Valid,
    /// Nothing speaks against it, but something could not be told.
    Undetermined,
    /// The file cannot be read.
    Unreadable,
    /// It cannot be relied on.
    Invalid,
}

impl State {
    /// The outcome in plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Valid => "hợp lệ",
            Self::Undetermined => "chưa kết luận được",
            Self::Unreadable => "không đọc được",
            Self::Invalid => "không hợp lệ",
        }
    }
}

/// Why a verdict is not "valid". Made by verifying only.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The structure of the file.
    Structure(StructureFault),
    /// Nobody signed.
    NoSignature,
    /// Nobody signed; there is only a timestamp over the file.
    OnlyTimestamp,
    /// A signature stands in the file that no field of the form leads to.
    StraySignature {
        /// Its object number.
        object: u32,
    },
    /// The value of a field is no signature.
    SignatureMissing,
    /// The signature does not cover exactly what it should.
    Coverage,
    /// Something was changed after signing that may not change.
    Changed {
        /// What it is, in Vietnamese.
        what: String,
    },
    /// Something in what was added is as no program writes it.
    Odd {
        /// What it is, in Vietnamese.
        what: String,
    },
    /// Something is written in a way that programs read differently, so that nobody knows what
    /// another sees.
    Spelled {
        /// What it is, in Vietnamese.
        what: String,
        /// Whether the paper is one of ours, which no program writes so.
        ours: bool,
    },
    /// Two fields have the same name, which is one of ours.
    Doubled {
        /// The name.
        field: String,
    },
    /// Something this library does not support.
    Unsupported(
        /// What it is, in Vietnamese.
        String,
    ),
    /// The signature itself.
    Cms(CmsFault),
    /// The timestamp itself.
    Timestamp(StampFault),
    /// A timestamp from after the moment of the verdict.
    TimestampInFuture {
        /// The time in it.
        time: UtcDateTime,
    },
    /// The path to a trusted root.
    Chain(ChainFault),
    /// The certificate has expired, and nothing proves that the signature was made before.
    Expired {
        /// Whose.
        holder: String,
        /// Its last moment.
        to: UtcDateTime,
    },
    /// The picture of a later signature may cover what was signed.
    MayCover {
        /// What it may cover, in Vietnamese.
        what: String,
        /// The field of the picture, when it is as large as a seal, beside a signature, and stands
        /// on words that are seen through it.
        seal: Option<String>,
    },
    /// A field of the form that was left open was filled in; who signed before does not vouch for
    /// it.
    Filled {
        /// Which, and what stands in it, in Vietnamese.
        what: String,
    },
    /// The certificate was revoked.
    Revoked {
        /// Whose.
        holder: String,
        /// Since when.
        since: UtcDateTime,
    },
    /// Nothing at hand tells whether the certificate was revoked.
    RevocationUnknown {
        /// Whose.
        holder: String,
        /// Where lists of what was revoked are to be had, as the certificate says.
        addresses: Vec<String>,
    },
    /// The timestamp authority cannot be relied on.
    Authority(
        /// Why.
        Box<Reason>,
    ),
}

impl Reason {
    /// What this reason alone makes of the verdict.
    pub fn state(&self) -> State {
        match self {
            Self::Structure(fault) if !fault.is_tampering() => State::Unreadable,
            Self::Unsupported(_)
            | Self::RevocationUnknown { .. }
            | Self::Authority(_)
            | Self::TimestampInFuture { .. }
            | Self::Cms(CmsFault::Unsupported(_))
            | Self::Timestamp(StampFault::Token(CmsFault::Unsupported(_) | CmsFault::Weak(_)))
            | Self::Expired { .. }
            | Self::MayCover { .. }
            | Self::Filled { .. }
            | Self::Odd { .. }
            | Self::Spelled { ours: false, .. }
            | Self::Chain(
                ChainFault::Unsupported(..)
                | ChainFault::Budget
                | ChainFault::Missing { .. }
                | ChainFault::OtherRoot { .. },
            ) => State::Undetermined,
            _ => State::Invalid,
        }
    }

    /// Whether nothing more may be signed over it: it is wrong, or nobody knows who signed, or what
    /// is seen of it.
    pub fn forbids_more(&self) -> bool {
        let holds_nothing_wrong = matches!(self, Self::OnlyTimestamp);
        (matches!(self.state(), State::Invalid | State::Unreadable) && !holds_nothing_wrong)
            || matches!(
                self,
                Self::Expired { .. }
                    | Self::MayCover { .. }
                    | Self::Odd { .. }
                    | Self::Spelled { .. }
                    | Self::Chain(ChainFault::Missing { .. } | ChainFault::OtherRoot { .. })
            )
    }

    /// Why a timestamp authority is not known, when it is not; that nobody tells whether it was
    /// revoked is another matter.
    pub fn unknown_authority(&self) -> Option<String> {
        match self {
            Self::Authority(why) if !matches!(**why, Self::RevocationUnknown { .. }) => {
                Some(why.sentence())
            }
            _ => None,
        }
    }

    /// A short name for machines, which never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Structure(fault) => fault.code(),
            Self::NoSignature => "no_signature",
            Self::OnlyTimestamp => "only_timestamp",
            Self::StraySignature { .. } => "stray_signature",
            Self::SignatureMissing => "signature_missing",
            Self::Coverage => "coverage",
            Self::Changed { .. } => "changed_after_signing",
            Self::Odd { .. } => "odd_update",
            Self::Spelled { .. } => "odd_spelling",
            Self::Doubled { .. } => "doubled_field",
            Self::Unsupported(_) => "unsupported",
            Self::Cms(fault) => cms_code(fault),
            Self::Timestamp(StampFault::Token(CmsFault::Unsupported(_))) => "timestamp_unsupported",
            Self::Timestamp(StampFault::Token(CmsFault::Weak(_))) => "timestamp_weak",
            Self::Timestamp(_) => "timestamp_broken",
            Self::TimestampInFuture { .. } => "timestamp_in_future",
            Self::Chain(fault) => chain_code(fault),
            Self::Expired { .. } => "out_of_date",
            Self::MayCover { .. } => "may_cover",
            Self::Filled { .. } => "filled_after_signing",
            Self::Revoked { .. } => "revoked",
            Self::RevocationUnknown { .. } => "revocation_unknown",
            Self::Authority(_) => "timestamp_untrusted",
        }
    }

    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::Structure(fault) => fault.sentence(),
            Self::NoSignature => "Tệp chưa có chữ ký số nào.".into(),
            Self::OnlyTimestamp => {
                "Tệp chưa có ai ký, chỉ có dấu thời gian; dấu thời gian không nói ai ký.".into()
            }
            Self::StraySignature { object } => {
                format!(
                    "Có một chữ ký (đối tượng {object}) nằm ngoài biểu mẫu nên phần mềm đọc PDF \
                     không hiển thị."
                )
            }
            Self::SignatureMissing => {
                "Ô chữ ký có giá trị nhưng không phải là chữ ký số đầy đủ.".into()
            }
            Self::Coverage => "Phạm vi được ký không đúng: chữ ký không bao trùm toàn bộ văn bản \
                               tại thời điểm ký."
                .into(),
            Self::Changed { what } => format!("Sau khi ký, tệp bị sửa: {what}."),
            Self::Odd { what } => format!("Chưa rõ phần ghi thêm sau khi ký là gì: {what}."),
            Self::Spelled { what, .. } => StructureFault::Spelled(what.clone()).sentence(),
            Self::Doubled { field } => {
                format!("Có hai ô chữ ký cùng tên {field}; không rõ ô nào là thật.")
            }
            Self::Unsupported(what) => format!("Chưa hỗ trợ: {what}."),
            Self::Cms(fault) => cms_sentence(fault),
            Self::Timestamp(StampFault::OtherContent) => {
                "Dấu thời gian không phải của chữ ký này.".into()
            }
            Self::Timestamp(StampFault::Token(fault)) => {
                format!("Dấu thời gian: {}", cms_sentence(fault))
            }
            Self::TimestampInFuture { time } => {
                format!("Dấu thời gian ({}) ở sau thời điểm kiểm tra.", shown(*time))
            }
            Self::Chain(fault) => chain_sentence(fault),
            Self::Expired { holder, to } => format!(
                "Chứng thư của {holder} đã hết hạn từ {}, và không có dấu thời gian tin được nào \
                 cho biết chữ ký có từ trước đó.",
                shown(*to)
            ),
            Self::MayCover { what, .. } => {
                format!("Chưa rõ hình ký thêm sau có che mất nội dung đã ký không: {what}.")
            }
            Self::Filled { what } => format!(
                "Sau khi ký, có người điền {what}. Chữ ký này không chứng thực cho chữ được điền."
            ),
            Self::Revoked { holder, since } => {
                format!("Chứng thư của {holder} đã bị thu hồi từ {}.", shown(*since))
            }
            Self::RevocationUnknown { holder, .. } => {
                format!(
                    "Chưa biết chứng thư của {holder} có bị thu hồi hay không: thiếu danh sách \
                     thu hồi còn hạn."
                )
            }
            Self::Authority(reason) => {
                format!("Chưa tin được nơi cấp dấu thời gian. {}", reason.sentence())
            }
        }
    }

    /// Where a person can fetch what is missing, as the certificate in question says: revocation
    /// lists, or the certificate of an issuer. Nothing vouches for these addresses; what is fetched
    /// there vouches for itself.
    pub fn addresses(&self) -> &[String] {
        match self {
            Self::RevocationUnknown { addresses, .. }
            | Self::Chain(ChainFault::Missing { addresses, .. }) => addresses,
            Self::Authority(reason) => reason.addresses(),
            _ => &[],
        }
    }

    /// What a clerk can do.
    pub fn remedy(&self) -> Cow<'static, str> {
        let addresses = self.addresses().join(" hoặc ");
        match self {
            Self::RevocationUnknown { .. } if !addresses.is_empty() => {
                format!("Tải danh sách thu hồi (CRL) ở {addresses} rồi kiểm tra lại.").into()
            }
            Self::Chain(ChainFault::Missing { .. }) if !addresses.is_empty() => format!(
                "Tải chứng thư trung gian ở {addresses} rồi kiểm tra lại; nếu nơi cấp khác thì \
                 thêm chứng thư gốc của nơi đó."
            )
            .into(),
            Self::Authority(_) if !addresses.is_empty() => format!(
                "Thêm chứng thư gốc và danh sách thu hồi của nơi cấp dấu thời gian (tải ở \
                 {addresses}) rồi kiểm tra lại."
            )
            .into(),
            _ => self.fixed_remedy().into(),
        }
    }

    fn fixed_remedy(&self) -> &'static str {
        match self {
            Self::Structure(fault) => fault.remedy(),
            Self::NoSignature | Self::OnlyTimestamp => "Dùng tệp đã ký, hoặc ký tệp này trước.",
            Self::RevocationUnknown { .. } => {
                "Tải danh sách thu hồi (CRL) của nơi cấp chứng thư rồi kiểm tra lại."
            }
            Self::Authority(_) => {
                "Thêm chứng thư gốc và danh sách thu hồi của nơi cấp dấu thời gian rồi kiểm tra \
                 lại."
            }
            Self::Timestamp(StampFault::Token(CmsFault::Weak(_))) => {
                "Dấu thời gian này không còn chứng minh được lúc ký; chữ ký được xét như không có \
                 dấu thời gian."
            }
            Self::TimestampInFuture { .. } => "Xem lại ngày giờ của máy hoặc thời điểm kiểm tra.",
            Self::Chain(ChainFault::NoPath(_)) => {
                "Kiểm tra tệp chứng thư gốc tin cậy; nếu đúng tệp, chữ ký này không do đơn vị được \
                 tin cậy cấp."
            }
            Self::Chain(ChainFault::OtherRoot { .. }) => {
                "Nếu tin nơi cấp đó thì thêm chứng thư gốc của nơi đó rồi kiểm tra lại; nếu không \
                 thì không dùng chữ ký này."
            }
            Self::Chain(ChainFault::Missing { .. }) => {
                "Xin chứng thư trung gian của nơi cấp rồi kiểm tra lại; nếu nơi cấp khác thì thêm \
                 chứng thư gốc của nơi đó."
            }
            Self::Expired { .. } => {
                "Xin bản có dấu thời gian; nếu tệp đã có, thêm chứng thư gốc của nơi cấp dấu thời \
                 gian rồi kiểm tra lại."
            }
            Self::Filled { .. } => {
                "Mở tệp, đọc kỹ ô đó và hỏi lại nơi phát hành; chữ trong ô chỉ đáng tin khi có \
                 người ký sau chứng thực cho nó."
            }
            Self::Odd { .. } | Self::Spelled { ours: false, .. } => {
                "Xin lại tệp từ nơi phát hành; điều này không có nghĩa là tệp giả mạo."
            }
            Self::MayCover { .. } => {
                "Mở tệp, xem trang đó bằng mắt và so với bản trước khi ký thêm."
            }
            Self::Chain(ChainFault::OutOfDate { .. }) => {
                "Xin bản ký lại, hoặc bản có dấu thời gian lúc chứng thư còn hạn."
            }
            _ if self.state() == State::Undetermined => {
                "Kiểm tra bằng phần mềm khác; điều này không có nghĩa là chữ ký giả mạo."
            }
            _ => "Không dùng tệp này; xin lại tệp gốc từ nơi phát hành.",
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Reason", 4)?;
        fields.serialize_field("code", self.code())?;
        fields.serialize_field("state", &self.state())?;
        fields.serialize_field("sentence", &self.sentence())?;
        fields.serialize_field("remedy", &self.remedy())?;
        fields.end()
    }
}

fn cms_code(fault: &CmsFault) -> &'static str {
    match fault {
        CmsFault::Damaged => "signature_damaged",
        CmsFault::Unsupported(_) => "unsupported",
        CmsFault::Weak(_) => "weak_algorithm",
        CmsFault::ContentChanged => "content_changed",
        CmsFault::SignatureWrong => "signature_wrong",
        CmsFault::NoCertificate => "certificate_missing",
        CmsFault::OtherCertificate => "certificate_swapped",
    }
}

fn cms_sentence(fault: &CmsFault) -> String {
    match fault {
        CmsFault::Damaged => "Dữ liệu chữ ký bị hỏng.".into(),
        CmsFault::Unsupported(what) => format!("Chưa hỗ trợ: {what}."),
        CmsFault::Weak(what) => {
            format!("Thuật toán {what} không còn an toàn, không được chấp nhận.")
        }
        CmsFault::ContentChanged => "Nội dung đã bị sửa sau khi ký.".into(),
        CmsFault::SignatureWrong => "Chữ ký không khớp với chứng thư của người ký.".into(),
        CmsFault::NoCertificate => "Không có chứng thư của người ký trong tệp.".into(),
        CmsFault::OtherCertificate => {
            "Chứng thư trong tệp không phải là chứng thư đã dùng để ký.".into()
        }
    }
}

fn chain_code(fault: &ChainFault) -> &'static str {
    match fault {
        ChainFault::NoPath(_) | ChainFault::OtherRoot { .. } => "untrusted",
        ChainFault::Missing { .. } => "issuer_missing",
        ChainFault::OutOfDate { .. } => "out_of_date",
        ChainFault::Usage(_) => "key_usage",
        ChainFault::NotAuthority(_) => "not_authority",
        ChainFault::TooLong(_) => "path_too_long",
        ChainFault::Unsupported(..) => "unsupported",
        ChainFault::Weak(..) => "weak_algorithm",
        ChainFault::Budget => "path_search_given_up",
    }
}

fn chain_sentence(fault: &ChainFault) -> String {
    match fault {
        ChainFault::NoPath(holder) => {
            format!(
                "Chứng thư của {holder} không dẫn về chứng thư gốc tin cậy: nó tự cấp cho mình, \
                 hoặc mượn tên nơi cấp."
            )
        }
        ChainFault::OtherRoot { holder, root } => format!(
            "Chứng thư của {holder} dẫn về chứng thư gốc “{root}”, không phải chứng thư gốc tin \
             cậy nào đã cho, nên chưa biết có tin được không."
        ),
        ChainFault::Missing { holder, issuer, .. } => format!(
            "Thiếu chứng thư trung gian: chứng thư của {holder} do “{issuer}” cấp, mà không có \
             chứng thư của “{issuer}” nên chưa nối được lên chứng thư gốc tin cậy."
        ),
        ChainFault::OutOfDate { holder, from, to, at } => format!(
            "Chứng thư của {holder} chỉ có giá trị từ {} đến {}, không có giá trị lúc {}.",
            shown(*from),
            shown(*to),
            shown(*at)
        ),
        ChainFault::Usage(holder) => {
            format!("Chứng thư của {holder} không được cấp để dùng vào việc này.")
        }
        ChainFault::NotAuthority(holder) => {
            format!("Chứng thư của {holder} không được phép cấp chứng thư khác.")
        }
        ChainFault::TooLong(holder) => {
            format!("Chuỗi chứng thư dưới {holder} dài hơn mức cho phép.")
        }
        ChainFault::Unsupported(holder, what) => {
            format!("Chưa hỗ trợ: {what}, trong chứng thư của {holder}.")
        }
        ChainFault::Weak(holder, what) => {
            format!(
                "Chứng thư của {holder} dùng {what}, không còn an toàn nên không được chấp nhận."
            )
        }
        ChainFault::Budget => {
            "Chưa lập được chuỗi chứng thư: có quá nhiều chứng thư cùng tên.".into()
        }
    }
}
