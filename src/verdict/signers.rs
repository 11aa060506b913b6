//! Checks whether the right persons signed: by the certificates that the round names, and by the
//! name printed on the paper.

use pdf_signature::{Role, SignatureEntry, State};
use unicode_normalization::UnicodeNormalization as _;

use super::reason::ToldReason;
use crate::proving::NamedSigner;

/// Returns the reason against a signature that was made with none of the certificates which the
/// round names for its role. `None` when it was, when the round names none, or when the signature
/// has no role.
pub(super) fn other_signer(entry: &SignatureEntry, named: &[NamedSigner]) -> Option<ToldReason> {
    let role = entry.role?;
    let mut own = named.iter().filter(|signer| signer.role == role).peekable();
    let first = own.peek()?.certificate.written().to_owned();
    if own.any(|signer| signer.certificate.fits(entry)) {
        return None;
    }
    let holder = entry.holder.clone().unwrap_or_else(|| "một chứng thư không đọc được".into());
    Some(ToldReason {
        code: "other_signer",
        state: State::Invalid,
        sentence: format!(
            "{} là của “{holder}”, không phải của chứng thư mà round.toml ghi cho vai này \
             ({first}).",
            match role {
                Role::Official | Role::CoSigner(_) => "Chữ ký này",
                Role::Seal => "Con dấu này",
            }
        ),
        remedy: "Không dùng tệp này; hỏi lại nơi phát hành. Nếu chứng thư đã được đổi thì sửa \
                 dòng certificate ở mục [signing] của round.toml rồi kiểm tra lại."
            .into(),
    })
}

/// Returns warnings about the signers (Vietnamese): another name than the printed one, or one
/// certificate for both roles.
pub(super) fn warnings(signatures: &[&SignatureEntry]) -> Vec<String> {
    let by = |role: Role| signatures.iter().find(|entry| entry.role == Some(role));
    let mut warnings = Vec::new();
    if let Some(official) = by(Role::Official)
        && let (Some(holder), Some(printed)) = (&official.holder, &official.printed)
        && !is_same_name(holder, printed)
    {
        warnings.push(format!(
            "Chứng thư đã ký là của “{holder}”, KHÔNG phải tên người ký in trên văn bản \
             (“{printed}”)."
        ));
    }
    if let (Some(official), Some(seal)) = (by(Role::Official), by(Role::Seal))
        && official.certificate.is_some()
        && official.certificate == seal.certificate
    {
        let holder = official.holder.as_deref().unwrap_or("không rõ");
        warnings.push(format!(
            "MỘT chứng thư (của “{holder}”) vừa ký ở chỗ người có thẩm quyền vừa đóng dấu cơ \
             quan; hai việc đó phải dùng hai chứng thư."
        ));
    }
    warnings
}

/// Tells whether one of two names contains the other, so that titles before a name do not matter.
/// Case and spaces are ignored.
fn is_same_name(holder: &str, printed: &str) -> bool {
    let letters = |name: &str| -> String {
        name.nfc().filter(|sign| sign.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    let (holder, printed) = (letters(holder), letters(printed));
    !holder.is_empty()
        && !printed.is_empty()
        && (holder.contains(&printed) || printed.contains(&holder))
}

#[cfg(test)]
mod tests {
    use pdf_signature::sign::ExpectedCertificate;

    use super::*;

    #[test]
    fn a_name_is_the_same_with_a_title_or_in_capitals_and_another_one_is_not() {
        assert!(is_same_name("HÀ TRỌNG HẢI", "Hà Trọng Hải"));
        assert!(is_same_name("THỬ NGHIỆM - Hà Trọng Hải", "Hà Trọng Hải"));
        assert!(is_same_name("Hà Tro\u{323}ng Hải", "TS. Hà Trọng  Hải"));
        assert!(!is_same_name("Hà Trọng Hai", "Hà Trọng Hải"));
        assert!(!is_same_name("", "Hà Trọng Hải"));
    }

    #[test]
    fn a_signature_by_none_of_the_named_certificates_is_invalid_and_unnamed_roles_are_left_alone() {
        let entry =
            |role| SignatureEntry { role, holder: Some("B".into()), ..SignatureEntry::default() };
        let named = |name: &str| NamedSigner {
            role: Role::Official,
            certificate: ExpectedCertificate::Subject(name.into()),
        };
        let told = other_signer(&entry(Some(Role::Official)), &[named("A")]).unwrap();
        assert_eq!((told.code, told.state), ("other_signer", State::Invalid));
        assert!(
            told.sentence.contains("“B”") && told.sentence.contains("(A)"),
            "{}",
            told.sentence
        );
        assert_eq!(other_signer(&entry(Some(Role::Official)), &[named("A"), named("B")]), None);
        assert_eq!(other_signer(&entry(Some(Role::Seal)), &[named("A")]), None);
        assert_eq!(other_signer(&entry(None), &[named("A")]), None);
    }
}
