//! A certificate as a person sees it.

use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;

use super::error::KeyError;
use crate::moment;
use crate::pki::{Certificate, Purpose, is_meant_for};

/// The name of every rehearsal certificate begins like this.
pub const MARK: &str = "THỬ NGHIỆM";

/// Whether a certificate's name says that it is worth nothing.
pub fn is_rehearsal(name: &str) -> bool {
    name.nfc().collect::<String>().starts_with(MARK)
}

/// A certificate as a person sees it before a secret is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The whole name of the holder, such as `CN=Nguyễn Văn A, O=UBND tỉnh …`.
    pub subject: String,
    /// The holder's common name, or the whole name where there is none.
    pub name: String,
    /// The whole name of the issuer.
    pub issuer: String,
    /// The serial number, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// The first moment it is valid.
    pub not_before: OffsetDateTime,
    /// The last moment it is valid.
    pub not_after: OffsetDateTime,
    /// Whether it was issued for signing papers.
    pub signs: bool,
    /// Made by [`make`](super::rehearsal::make): what it signs must carry “BẢN THỬ”.
    pub rehearsal: bool,
}

impl Identity {
    /// Reads a certificate.
    ///
    /// # Errors
    /// [`KeyError::UnreadableCertificate`].
    pub fn of(der: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::from(&Certificate::from_der(der)?))
    }

    /// Name and fingerprint in one line, for a list to choose from.
    pub fn line(&self) -> String {
        format!("{} ({})", self.name, self.fingerprint)
    }

    /// Whether it can sign at a moment: it was issued for that, and is in force.
    pub fn is_usable(&self, at: OffsetDateTime) -> bool {
        self.signs && (self.not_before..=self.not_after).contains(&at)
    }

    /// How it stands at a moment, in a few Vietnamese words for a list, e.g. `còn hạn đến
    /// 01/01/2028`.
    pub fn standing(&self, at: OffsetDateTime) -> String {
        let day = |moment: OffsetDateTime| moment::day(moment.into());
        if !self.signs {
            "không được cấp để ký".into()
        } else if at < self.not_before {
            format!("có hiệu lực từ {}", day(self.not_before))
        } else if at > self.not_after {
            format!("ĐÃ HẾT HẠN từ {}", day(self.not_after))
        } else {
            format!("còn hạn đến {}", day(self.not_after))
        }
    }

    /// Whether a fingerprint as people write it (spaces, colons, capitals) is the one of this
    /// certificate.
    pub fn has_fingerprint(&self, written: &str) -> bool {
        let digits: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
        digits.eq_ignore_ascii_case(&self.fingerprint)
    }
}

impl From<&Certificate> for Identity {
    fn from(certificate: &Certificate) -> Self {
        let name = certificate.holder();
        Self {
            rehearsal: is_rehearsal(&name),
            signs: is_meant_for(certificate, Purpose::Signing),
            name,
            subject: certificate.subject(),
            issuer: certificate.issuer(),
            serial: certificate.serial(),
            fingerprint: certificate.fingerprint(),
            not_before: certificate.not_before().into(),
            not_after: certificate.not_after().into(),
        }
    }
}
