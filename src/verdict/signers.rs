//! Checks whether the right persons signed: by the certificates that the round names, and by the
//! name printed on the paper.

use pdf_signature::{Role, SignatureEntry, State};

use super::reason::ToldReason;
use crate::proving::NamedSigner;
use crate::signing::{is_body_name, is_person_name, is_same_body, is_same_person};

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
/// certificate for both roles. `unnamed` are the names of those of whom the round names no
/// certificate.
pub(super) fn warnings(
    signatures: &[&SignatureEntry],
    unnamed: &[(Role, Vec<String>)],
) -> Vec<String> {
    let by = |role: Role| signatures.iter().find(|entry| entry.role == Some(role));
    let mut warnings = Vec::new();
    // The field may stand anywhere; what is below it counts only where it can be a name.
    let printed = by(Role::Official).and_then(|entry| entry.printed.as_deref());
    let is_named = printed.is_some_and(is_person_name);
    let is_printed_another = by(Role::Official)
        .and_then(|entry| entry.holder.as_deref().zip(printed.filter(|_| is_named)))
        .is_some_and(|(holder, printed)| !is_same_person(holder, printed));
    for (role, names) in unnamed {
        let Some(holder) = by(*role).and_then(|entry| entry.holder.as_ref()) else { continue };
        let is_own = match role {
            Role::Seal => is_same_body(holder, names.iter().map(String::as_str)),
            Role::Official | Role::CoSigner(_) => {
                names.iter().any(|name| is_same_person(holder, name))
            }
        };
        // The printed name of the official is told below.
        let is_told_below = *role == Role::Official && is_printed_another;
        if !is_own && !is_told_below {
            warnings.push(format!(
                "Chứng thư đã dùng cho {} là của “{holder}”, KHÔNG phải của {}.",
                role.title(),
                names.last().map_or("", String::as_str)
            ));
        }
    }
    if let Some(seal) = by(Role::Seal)
        && let Some(holder) = &seal.holder
        && !is_body_name(holder)
    {
        warnings.push(format!(
            "Con dấu cơ quan do chứng thư của “{holder}” đóng; đó không giống tên một cơ quan."
        ));
    }
    let beside = signatures.iter().filter(|entry| matches!(entry.role, Some(Role::CoSigner(_))));
    let same = |one: &&&SignatureEntry| {
        by(Role::Official)
            .is_some_and(|other| one.certificate.is_some() && one.certificate == other.certificate)
    };
    if let Some(twice) = beside.into_iter().find(same) {
        let holder = twice.holder.as_deref().unwrap_or("không rõ");
        warnings.push(format!(
            "MỘT chứng thư (của “{holder}”) ký cả chỗ người ký cùng và chỗ người có thẩm quyền; hai \
             người phải ký bằng hai chứng thư."
        ));
    }
    if let Some(holder) = by(Role::Official).and_then(|entry| entry.holder.as_deref())
        && let Some(printed) = printed
    {
        if is_printed_another {
            warnings.push(format!(
                "Chứng thư đã ký là của “{holder}”, KHÔNG phải tên người ký in trên văn bản \
                 (“{printed}”)."
            ));
        } else if !is_named {
            warnings.push(format!(
                "Dưới hình chữ ký của “{holder}” không có tên người ký; xem chữ ký đặt ở đâu trên \
                 trang, có che chữ nào không."
            ));
        }
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

#[cfg(test)]
mod tests {
    use pdf_signature::sign::ExpectedCertificate;

    use super::*;

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

    #[test]
    fn a_name_is_held_against_the_whole_name_and_a_line_that_is_none_is_not_taken_for_it() {
        let entry = |role, holder: &str, printed: Option<&str>| SignatureEntry {
            role: Some(role),
            holder: Some(holder.into()),
            printed: printed.map(str::to_owned),
            ..SignatureEntry::default()
        };
        let official = |holder, printed| entry(Role::Official, holder, Some(printed));
        let unnamed = [
            (Role::Official, vec!["Hà Trọng Hải".to_owned()]),
            (Role::Seal, vec!["Ủy ban nhân dân tỉnh".to_owned(), "UBND tỉnh".to_owned()]),
        ];
        let told = |entry: &SignatureEntry| warnings(&[entry], &unnamed).join("|");
        assert_eq!(told(&official("Hà Trọng Hải", "TS. Hà Trọng Hải")), "");
        let other = told(&official("Hà Trọng Hải Yến", "Hà Trọng Hải"));
        assert!(other.contains("“Hà Trọng Hải Yến”, KHÔNG phải tên người ký in"), "{other}");
        let moved = told(&official("Hà Trọng Hải", "- Lưu: VT, KT6."));
        assert!(moved.contains("không có tên người ký"), "{moved}");
        assert!(!moved.contains("Lưu"), "{moved}");
        // Below somebody else's name, or below no name at all: the paper itself says who signs.
        let elsewhere = told(&official("Lò Thị Mai", "Lò Thị Mai"));
        assert!(elsewhere.contains("“Lò Thị Mai”, KHÔNG phải của Hà Trọng Hải"), "{elsewhere}");
        let office = entry(Role::Seal, "Văn phòng UBND tỉnh", None);
        assert!(told(&office).contains("KHÔNG phải của UBND tỉnh"), "{}", told(&office));
        assert_eq!(told(&entry(Role::Seal, "ỦY BAN NHÂN DÂN TỈNH", None)), "");
    }
}
