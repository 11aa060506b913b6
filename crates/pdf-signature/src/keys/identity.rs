//! A certificate as a person sees it.

use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;

use super::error::KeyError;
use crate::pki::Certificate;

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
