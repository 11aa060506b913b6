//! What a clerk can do about refusals of the signature library. The library knows neither
//! `round.toml` nor the commands of this program; where these are the remedy, they are named here.

use pdf_signature::keys::KeyError;
use pdf_signature::ltv::LtvError;
use pdf_signature::sign::{CertificateError, SignError};
use pdf_signature::timestamp::TimestampError;
use pdf_signature::{FetchError, OfficeMessage as _};

/// Returns the remedy for a key that cannot be used.
pub(super) fn of_key(refusal: &KeyError) -> String {
    match refusal {
        KeyError::SeveralCertificates(_) | KeyError::CertificateNotFound { .. } => {
            "Ghi dấu vân tay của chứng thư số cần dùng vào phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml).".into()
        }
        other => other.remedy(),
    }
}

/// Returns the remedy for a certificate that may not sign.
pub(super) fn of_certificate(refusal: &CertificateError) -> String {
    match refusal {
        CertificateError::Key(refusal) => of_key(refusal),
        CertificateError::NoChain { addresses, .. } if !addresses.is_empty() => format!(
            "Tải chứng thư của nơi cấp ở {}, rồi ghi tệp vừa tải vào phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml) hoặc thêm --intermediate TỆP.",
            addresses.join(" hoặc ")
        ),
        CertificateError::NoChain { .. } => "Ghi tệp chứng thư của các cơ quan cấp trung gian và gốc \
                                         vào phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml)."
            .into(),
        CertificateError::OtherExpected { .. } => {
            "Cắm đúng thiết bị ký của vai này, hoặc sửa phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml).".into()
        }
        other => other.remedy(),
    }
}

/// Returns the remedy for a paper that cannot be signed.
pub(super) fn of_paper(refusal: &SignError) -> String {
    match refusal {
        SignError::Certificate(refusal) => of_certificate(refusal),
        SignError::Key(refusal) => of_key(refusal),
        SignError::Timestamp(refusal) => {
            let has_none = match refusal {
                TimestampError::Fetch(fault) => !matches!(fault, FetchError::Address(_)),
                TimestampError::Unsupported(_)
                | TimestampError::Unreadable(_)
                | TimestampError::Refused(_) => true,
                _ => false,
            };
            let or = if has_none { " Phải ký ngay thì thêm --without-timestamp." } else { "" };
            format!("{}{or}", of_timestamp(refusal))
        }
        SignError::EarlierSignature(_) => "Chạy `ocop verify` để xem đủ lý do; lấy lại đúng tệp \
                                           mà người có thẩm quyền đã ký, hoặc xuất bản mới và ký \
                                           từ đầu."
            .into(),
        other => other.remedy(),
    }
}

/// Returns the remedy for evidence that cannot be gathered.
pub(super) fn of_evidence(refusal: &LtvError) -> String {
    match refusal {
        LtvError::Timestamp(refusal) => of_timestamp(refusal),
        LtvError::Unreadable(_) | LtvError::DoesNotHold(_) => {
            "Chạy `ocop verify` để biết chữ ký này sai ở đâu.".into()
        }
        LtvError::NoIssuer(_) => "Thêm chứng thư của nơi cấp (kể cả của máy chủ dấu thời gian) \
                                  vào phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml)."
            .into(),
        other => other.remedy(),
    }
}

fn of_timestamp(refusal: &TimestampError) -> String {
    match refusal {
        TimestampError::Fetch(fault @ FetchError::Address(_))
            if fault.encrypted_address().is_none() =>
        {
            "Sửa địa chỉ dấu thời gian trong phần ký số của khai báo (trang Ký số của khai-bao.xlsx, hoặc mục [signing] của round.toml).".into()
        }
        other => other.remedy(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_way_out_is_the_settings_or_a_command_it_is_named() {
        let no_chain = |addresses: &[&str]| CertificateError::NoChain {
            issuer: "CN=A".into(),
            addresses: addresses.iter().map(|&address| address.into()).collect(),
        };
        assert!(of_certificate(&no_chain(&["http://ca/a.crt"])).contains("http://ca/a.crt"));
        let late = || TimestampError::Fetch(FetchError::Late("http://a".into()));
        assert!(of_paper(&SignError::Timestamp(late())).contains("--without-timestamp"));
        // Evidence is nothing without its timestamp.
        let remedy = of_evidence(&LtvError::Timestamp(late()));
        assert!(!remedy.contains("--without-timestamp"), "{remedy}");
        assert!(!remedy.contains("không kèm dấu thời gian"), "{remedy}");
        let several = || KeyError::SeveralCertificates(Vec::new());
        let address = TimestampError::Fetch(FetchError::Address("ftp://a".into()));
        for remedy in [
            of_key(&several()),
            of_paper(&SignError::Certificate(several().into())),
            of_paper(&no_chain(&[]).into()),
            of_paper(&no_chain(&["http://ca/a.crt"]).into()),
            of_paper(&address.clone().into()),
            of_evidence(&address.into()),
            of_evidence(&LtvError::NoIssuer("A".into())),
        ] {
            assert!(remedy.contains("round.toml"), "{remedy}");
        }
        assert!(of_evidence(&LtvError::Unreadable("A".into())).contains("`ocop verify`"));
        assert_eq!(of_key(&KeyError::NoToken), KeyError::NoToken.remedy());
    }
}
