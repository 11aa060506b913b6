//! Turns the reasons of the signature library into words for users of this program. The library
//! knows neither whether any root certificate was given, nor that rehearsal certificates cannot be
//! revoked, nor the options of `ocop verify`.

use std::borrow::Cow;
use std::io::{Error, ErrorKind};

use pdf_signature::{ChainFault, Reason, State};
use serde::Serialize;

use crate::careful::UnsuitableFile;
use crate::signing::RedrawnBlank;

/// A reason why a verdict is not “valid”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldReason {
    /// Short name for machines; it never changes.
    pub code: &'static str,
    /// The state of the verdict if this were the only reason.
    pub state: State,
    /// The reason as a sentence for a clerk (Vietnamese).
    pub sentence: String,
    /// What a clerk can do (Vietnamese).
    pub remedy: String,
}

impl ToldReason {
    /// Turns a reason into words. When no root certificate is trusted (`rooted` is `false`), no
    /// signer can be known; this says nothing against the signature, so the verdict stays open.
    pub fn of(reason: &Reason, rooted: bool) -> Self {
        if !rooted && matches!(reason.code(), "untrusted" | "issuer_missing") {
            return Self {
                code: "no_roots",
                state: State::Undetermined,
                sentence: "Chưa biết tin nơi cấp chứng thư nào, nên chưa kết luận được ai đã ký."
                    .into(),
                remedy: "Kiểm tra lại với --trust và tệp chứng thư gốc của nơi cấp (tải từ trang \
                         của nơi cấp), hoặc ghi tệp đó vào phần ký số của khai báo."
                    .into(),
            };
        }
        Self {
            code: reason.code(),
            state: reason.state(),
            sentence: reason.sentence(),
            remedy: remedy(reason).into_owned(),
        }
    }
}

/// Tells of a number or day that looks otherwise than this program draws it. Nothing stands against
/// it: it may come from another version.
pub(super) fn drawn_otherwise(blank: &RedrawnBlank) -> ToldReason {
    ToldReason {
        code: "drawn_otherwise",
        state: State::Undetermined,
        sentence: format!(
            "Hình của {} ({}) trên trang không giống hệt hình chương trình này dựng.",
            blank.blank.title(),
            blank.value
        ),
        remedy: "Xem bằng mắt trên trang có đúng không; nếu văn bản do phiên bản khác cấp số thì \
                 kiểm tra bằng phiên bản đó."
            .into(),
    }
}

/// Returns what a clerk can do about a reason. Options of `ocop verify` are named where they help.
fn remedy(reason: &Reason) -> Cow<'static, str> {
    let addresses = reason.addresses().join(" hoặc ");
    let remedy = match reason {
        Reason::RevocationUnknown { .. } if !addresses.is_empty() => {
            return format!(
                "Tải danh sách thu hồi ở {addresses} rồi kiểm tra lại, thêm --crl TỆP-VỪA-TẢI."
            )
            .into();
        }
        Reason::RevocationUnknown { .. } => {
            "Xin danh sách thu hồi (CRL) của nơi cấp chứng thư rồi kiểm tra lại với --crl TỆP."
        }
        Reason::Chain(ChainFault::Missing { .. }) if !addresses.is_empty() => {
            return format!(
                "Tải chứng thư của nơi cấp ở {addresses} rồi kiểm tra lại, thêm --intermediate \
                 TỆP-VỪA-TẢI; nếu nơi cấp khác thì thêm chứng thư gốc của nơi đó bằng --trust."
            )
            .into();
        }

        Reason::Chain(ChainFault::OtherRoot { .. }) => {
            "Nếu tin nơi cấp đó thì kiểm tra lại với chứng thư gốc của nơi đó bằng --trust; nếu \
             không thì không dùng chữ ký này."
        }
        Reason::Chain(ChainFault::Missing { .. }) => {
            "Xin chứng thư trung gian của nơi cấp rồi kiểm tra lại với --intermediate TỆP; nếu nơi \
             cấp khác thì thêm chứng thư gốc của nơi đó bằng --trust."
        }
        Reason::Expired { .. } => {
            "Xin bản có dấu thời gian; nếu tệp đã có, thêm chứng thư gốc của nơi cấp dấu thời gian \
             bằng --trust rồi kiểm tra lại."
        }
        Reason::MayCover { .. } => {
            "Mở tệp, xem trang đó bằng mắt và so với bản trước khi ký thêm, hoặc kiểm tra với \
             --inputs."
        }
        other => return other.remedy(),
    };
    remedy.into()
}

/// Says in a few words why a file could not be opened (Vietnamese).
#[must_use]
pub fn opening(error: &Error) -> String {
    if let Some(strange) = UnsuitableFile::of(error) {
        return format!("đây là {}", strange.name());
    }
    match error.kind() {
        ErrorKind::NotFound => "không có tệp này".into(),
        ErrorKind::PermissionDenied => "không có quyền đọc".into(),
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp".into(),
        _ => error.to_string(),
    }
}

/// Returns the common name of a holder that is written on one line: `A, B` of `CN=A, B, O=C`.
/// `None` when it has none.
pub(super) fn common_name(line: &str) -> Option<&str> {
    let name = line.split_once("CN=")?.1;
    let is_key = |rest: &str| {
        rest.split_once('=').is_some_and(|(key, _)| {
            key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '.')
        })
    };
    let end = name
        .match_indices(", ")
        .find(|(at, _)| is_key(&name[at + 2..]))
        .map_or(name.len(), |(at, _)| at);
    Some(&name[..end])
}

#[cfg(test)]
mod tests {
    use pdf_signature::{ChainFault, Reason};

    use super::{ToldReason, common_name};

    #[test]
    fn what_is_missing_is_told_with_its_address_and_the_option_to_give_it_with() {
        let remedy = |reason: &Reason| ToldReason::of(reason, true).remedy;
        let list = |addresses: &[&str]| Reason::RevocationUnknown {
            holder: "A".into(),
            addresses: addresses.iter().map(|&address| address.into()).collect(),
        };
        assert_eq!(
            remedy(&list(&["http://ca/a.crl"])),
            "Tải danh sách thu hồi ở http://ca/a.crl rồi kiểm tra lại, thêm --crl TỆP-VỪA-TẢI."
        );
        assert!(remedy(&list(&[])).contains("--crl TỆP"));
        let missing = |addresses: Vec<String>| {
            let (holder, issuer) = ("A".into(), "CA".into());
            Reason::Chain(ChainFault::Missing { holder, issuer, addresses })
        };
        let told = remedy(&missing(vec!["http://ca/a.crt".into()]));
        assert!(told.contains("http://ca/a.crt") && told.contains("--intermediate"), "{told}");
        assert!(remedy(&missing(Vec::new())).contains("--intermediate TỆP"));
    }

    #[test]
    fn a_common_name_may_hold_commas() {
        assert_eq!(
            common_name("CN=Gốc diễn tập, không có giá trị, O=THỬ, C=VN"),
            Some("Gốc diễn tập, không có giá trị")
        );
        assert_eq!(common_name("C=VN, CN=Trần Văn Tư"), Some("Trần Văn Tư"));
        assert_eq!(common_name("O=UBND tỉnh"), None);
    }
}
