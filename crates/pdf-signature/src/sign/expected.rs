//! The certificate that must sign.

use unicode_normalization::UnicodeNormalization as _;

use crate::keys::Identity;
use crate::verify::SignatureEntry;

/// The certificate a role must use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedCertificate {
    /// SHA-256 of the certificate in hexadecimal digits; capitals, spaces and colons do not matter.
    Fingerprint(String),
    /// The holder: the common name, or the whole name as [`Identity::subject`] shows it.
    Subject(String),
}

impl ExpectedCertificate {
    /// Whether a signature that was verified is by this certificate.
    pub fn fits(&self, entry: &SignatureEntry) -> bool {
        let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
        self.is(
            &or_nothing(&entry.certificate),
            [&or_nothing(&entry.holder), &or_nothing(&entry.subject)],
        )
    }

    /// Whether it is this certificate.
    pub(crate) fn is_met_by(&self, identity: &Identity) -> bool {
        self.is(&identity.fingerprint, [&identity.name, &identity.subject])
    }

    /// Fingerprints are compared by their digits, names by their letters: the parts of a whole name
    /// may be written with a space after the comma or without.
    fn is(&self, fingerprint: &str, names: [&str; 2]) -> bool {
        let digits =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let plain = |name: &str| name.trim().replace(", ", ",").nfc().collect::<String>();
        match self {
            Self::Fingerprint(written) => digits(written).eq_ignore_ascii_case(fingerprint),
            Self::Subject(written) => names.into_iter().any(|name| plain(name) == plain(written)),
        }
    }

    /// It as the settings write it.
    pub fn written(&self) -> &str {
        match self {
            Self::Fingerprint(written) | Self::Subject(written) => written,
        }
    }
}
