//! The authorities that are trusted, and the way from a certificate up to one of them.

use time::UtcDateTime;

use super::keys::KeyError;
use super::pki::{Certificate, ChainFault, Purpose, Tried, build};

/// Roots that are trusted, and certificates that may stand between. A token often holds only its
/// own certificate.
#[derive(Debug, Clone, Default)]
pub struct Issuers {
    roots: Vec<Certificate>,
    between: Vec<Certificate>,
}

impl Issuers {
    /// Reads roots and intermediate certificates, each as PEM (any number) or DER (one); nothing
    /// but white space for none.
    ///
    /// # Errors
    /// [`KeyError::UnreadableCertificate`]: a file is damaged or holds no certificate.
    pub fn from_pem_or_der(roots: &[u8], between: &[u8]) -> Result<Self, KeyError> {
        let read = |file: &[u8]| {
            if file.trim_ascii().is_empty() {
                Ok(Vec::new())
            } else {
                Certificate::from_pem_or_der(file)
            }
        };
        Ok(Self { roots: read(roots)?, between: read(between)? })
    }

    /// Takes certificates that were read before.
    #[must_use]
    pub fn new(roots: Vec<Certificate>, between: Vec<Certificate>) -> Self {
        Self { roots, between }
    }

    /// The same with more certificates that may stand between; nobody is trusted because of them.
    #[must_use]
    pub fn and_between(mut self, more: Vec<Certificate>) -> Self {
        self.between.extend(more);
        self
    }

    /// The roots that are trusted.
    pub fn roots(&self) -> &[Certificate] {
        &self.roots
    }

    /// Certificates that may stand between a signer and a root.
    pub fn between(&self) -> &[Certificate] {
        &self.between
    }

    /// The way up from the first certificate of the chain, which may hold some of its issuers:
    /// itself, then every certificate between; the root is left out.
    pub(crate) fn way_up<'c>(
        &'c self,
        chain: &'c [Certificate],
        at: UtcDateTime,
        tried: &Tried,
    ) -> Result<Vec<&'c Certificate>, ChainFault> {
        let [leaf, own @ ..] = chain else { return Ok(Vec::new()) };
        let candidates: Vec<&Certificate> = own.iter().chain(&self.between).collect();
        let mut way = build(leaf, &candidates, &self.roots, Purpose::Signing, at, tried)?;
        if way.len() > 1 {
            way.pop();
        }
        Ok(way)
    }

    /// The certificate that issued this one, among the roots, those between and `more`.
    pub(crate) fn issuer_of<'c>(
        &'c self,
        subject: &Certificate,
        more: &'c [Certificate],
    ) -> Option<&'c Certificate> {
        self.roots
            .iter()
            .chain(&self.between)
            .chain(more)
            .find(|issuer| subject.is_issued_by(issuer))
    }
}
