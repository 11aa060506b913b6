//! The reasons of the signature desk as they are told here: that desk does not know whether any root was given at all, and that
//! certificates for a rehearsal cannot be revoked.

use std::io::{Error, ErrorKind};

use serde::{Serialize, Serializer};

use super::signers::{self, NamedSigner};
use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::{ChainFault, Entry, Reason, State};

/// A reason why a verdict is not "valid".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// A short name for machines, which never changes.
    pub code: &'static str,
    /// What this reason alone makes of the verdict.
    pub state: State,
    /// What a clerk reads.
    pub sentence: String,
    /// What a clerk can do.
    pub remedy: String,
}

impl Told {
    /// Tells a reason. Without any root to trust, nobody can be known, which is no word against the signature.
    pub fn of(reason: &Reason, rooted: bool) -> Self {
        if !rooted && matches!(reason.code(), "untrusted" | "issuer_missing") {
            return Self {
                code: "no_roots",
                state: State::Undetermined,
                sentence: "Chưa biết tin nơi cấp chứng thư nào, nên chưa kết luận được ai đã ký.".into(),
                remedy: "Kiểm tra lại với --trust và tệp chứng thư gốc của nơi cấp (tải từ trang của nơi cấp), hoặc ghi tệp đó vào \
                         roots ở mục [signing] của round.toml."
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
            "Nếu tin nơi cấp đó thì kiểm tra lại với chứng thư gốc của nơi đó bằng --trust; nếu không thì không dùng chữ ký này."
        }
        Reason::Chain(ChainFault::Missing { .. }) => {
            "Xin chứng thư trung gian của nơi cấp rồi kiểm tra lại với --intermediate TỆP; nếu nơi cấp khác thì thêm chứng thư gốc của nơi đó bằng --trust."
        }
        Reason::Expired { .. } => {
            "Xin bản có dấu thời gian; nếu tệp đã có, thêm chứng thư gốc của nơi cấp dấu thời gian bằng --trust rồi kiểm tra lại."
        }
        Reason::MayCover { .. } => {
            "Mở tệp, xem trang đó bằng mắt và so với bản trước khi ký thêm, hoặc kiểm tra với --inputs."
        }
        other => other.remedy(),
    }
}

/// A signature or document timestamp with the verdict on it.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedSignature {
    /// What the signature desk found. Its state and reasons are told by the fields below.
    pub entry: Entry,
    /// The outcome.
    pub state: State,
    /// Whether the certificate is one for a rehearsal.
    pub rehearsal: bool,
    /// What stands against it; empty for a valid one.
    pub reasons: Vec<Told>,
}

impl VerifiedSignature {
    pub(super) fn of(entry: Entry, rooted: bool, named: &[NamedSigner]) -> Self {
        let rehearsal = entry.holder.as_deref().is_some_and(is_rehearsal);
        let issuer = entry.issuer.as_deref().unwrap_or_default();
        // The key of a rehearsal's root is thrown away, so there will never be a list of what it revoked.
        let unrevocable =
            rehearsal && issuer.split(", ").any(|part| part.strip_prefix("CN=").is_some_and(is_rehearsal));
        let counts = |reason: &&Reason| !(unrevocable && reason.code() == "revocation_unknown");
        let found = entry.reasons.iter().filter(counts).map(|reason| Told::of(reason, rooted));
        let reasons: Vec<_> = signers::other_signer(&entry, named).into_iter().chain(found).collect();
        let state = reasons.iter().map(|reason| reason.state).max().unwrap_or_default();
        Self { entry, state, rehearsal, reasons }
    }
}

impl Serialize for VerifiedSignature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        let json = |value: Result<serde_json::Value, serde_json::Error>| value.map_err(S::Error::custom);
        let mut value = json(serde_json::to_value(&self.entry))?;
        value["state"] = json(serde_json::to_value(self.state))?;
        value["rehearsal"] = self.rehearsal.into();
        value["reasons"] = json(serde_json::to_value(&self.reasons))?;
        value.serialize(serializer)
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
        rest.split_once('=').is_some_and(|(key, _)| key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '.'))
    };
    let end = name.match_indices(", ").find(|(at, _)| is_key(&name[at + 2..])).map_or(name.len(), |(at, _)| at);
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
