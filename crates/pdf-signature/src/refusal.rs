//! What a clerk is told when something cannot be signed: one sentence, and what to do about it.

/// An error a clerk can do something about. `Display` is the English line for the developer.
pub trait OfficeMessage: std::error::Error {
    /// One Vietnamese sentence: what is wrong. Never holds a secret.
    fn sentence(&self) -> String;

    /// One Vietnamese sentence: what to do.
    fn remedy(&self) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ltv::{EvidenceError, LtvError};
    use crate::sign::{CertificateError, SignError};
    use crate::timestamp::TimestampError;
    use crate::{FetchError, PdfError, Reason, StructureFault, keys::KeyError};

    #[test]
    fn every_refusal_is_a_whole_sentence_and_says_what_to_do() {
        let address = || "http://tsa".to_owned();
        let at = time::OffsetDateTime::UNIX_EPOCH;
        let refusals: Vec<Box<dyn OfficeMessage>> = vec![
            Box::new(KeyError::WrongSecret),
            Box::new(KeyError::NoToken),
            Box::new(KeyError::EmptyPin),
            Box::new(KeyError::OddPin),
            Box::new(KeyError::Token("CKR_DEVICE_ERROR".into())),
            Box::new(KeyError::NoneUsable(vec!["A".into()])),
            Box::new(KeyError::TokenNotFound { wanted: "A".into(), present: Vec::new() }),
            Box::new(KeyError::SeveralCertificates(vec!["A".into(), "B".into()])),
            Box::new(SignError::Key(KeyError::WrongPin)),
            Box::new(SignError::Certificate(CertificateError::Expired(at))),
            Box::new(CertificateError::NoChain { issuer: "CN=A".into(), addresses: Vec::new() }),
            Box::new(CertificateError::NoChain {
                issuer: "CN=A".into(),
                addresses: vec!["http://ca/a.crt".into()],
            }),
            Box::new(SignError::Pdf(PdfError::Structure(StructureFault::Encrypted))),
            Box::new(SignError::OfficialFirst),
            Box::new(SignError::Timestamp(TimestampError::Fetch(FetchError::Late(address())))),
            Box::new(TimestampError::Fetch(FetchError::Address(address()))),
            Box::new(TimestampError::Fetch(FetchError::Address("https://tsa".into()))),
            Box::new(LtvError::NoEvidence {
                name: "A".into(),
                cause: EvidenceError::Fetch(FetchError::Address("https://ocsp".into())),
            }),
            Box::new(SignError::EarlierSignature(Reason::NoSignature)),
            Box::new(SignError::DoesNotHold(Reason::NoSignature.sentence())),
            Box::new(TimestampError::Unsupported("RSASSA-PSS".into())),
            Box::new(LtvError::Revoked("A".into())),
            Box::new(LtvError::DoesNotHold(Reason::NoSignature)),
            Box::new(LtvError::NewDoesNotHold(Reason::NoSignature)),
        ];
        for refusal in refusals {
            for text in [refusal.sentence(), refusal.remedy()] {
                assert!(text.ends_with('.') && text.chars().count() > 10, "{text}");
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
            }
        }
        let encrypted = TimestampError::Fetch(FetchError::Address("https://tsa".into()));
        assert!(encrypted.sentence().contains("“https://tsa” bắt đầu bằng https://"));
        assert_eq!(FetchError::Address("ftp://tsa".into()).encrypted_address(), None);
        assert_eq!(
            CertificateError::Expired(at).sentence(),
            "Chứng thư số đã hết hạn từ ngày 01/01/1970."
        );
    }
}
