//! The reasons of the signature desk as they are told here: that desk does not know whether any
//! root was given at all, and that certificates for a rehearsal cannot be revoked.

use std::io::{Error, ErrorKind};

use pdf_signature::{ChainFault, Reason, State};
use serde::Serialize;

/// A reason why a verdict is not "valid".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldReason {
    /// A short name for machines, which never changes.
    pub code: &'static str,
    /// What this reason alone makes of the verdict.
    pub state: State,
    /// What a clerk reads.
    pub sentence: String,
    /// What a clerk can do.
    pub remedy: String,
}

impl ToldReason {
    /// Tells a reason. Without any root to trust, nobody can be known, which is no word against the
    /// signature.
    pub fn of(reason: &Reason, rooted: bool) -> Self {
        if !rooted && matches!(reason.code(), "untrusted" | "issuer_missing") {
            return Self {
                code: "no_roots",
                state: State::Undetermined,
                sentence: "Chưa biết tin nơi cấp chứng thư nào, nên chưa kết luận được ai đã ký."
                    .into(),
                remedy: "Kiểm tra lại với --trust và tệp chứng thư gốc của nơi cấp (tải từ trang \
                         của nơi cấp), hoặc ghi tệp đó vào roots ở mục [signing] của round.toml."
                    .into(),
            };
        }
        Self {
            code: reason.code(),
            state: reason.state(),
            sentence: reason.sentence(),
            remedy: remedy(reason).to_owned(),
        }
    }
}

/// What a clerk can do about a reason: where options of `ocop verify` are the way out, they are
/// named.
fn remedy(reason: &Reason) -> &'static str {
    match reason {
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
        other => other.remedy(),
    }
}

/// Why a file could not be opened, in few words.
pub(super) fn opening(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "không có tệp này".into(),
        ErrorKind::PermissionDenied => "không có quyền đọc".into(),
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp".into(),
        _ => error.to_string(),
    }
}

/// The common name of a holder that is written on one line: `A, B` of `CN=A, B, O=C`.
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
    use super::common_name;

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
