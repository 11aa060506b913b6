//! What can sign.

use super::algorithm::Algorithm;
use super::error::KeyError;

/// A private key with its certificate: a file, a token, or one day a service far away.
pub trait Signer {
    /// Certificates in DER: the one that belongs to the key, then its issuers as far as the key's
    /// holder knows them.
    fn chain(&self) -> &[Vec<u8>];

    /// What kind of key it is.
    fn algorithm(&self) -> Algorithm;

    /// Hashes the message and signs the hash. RSA gives the number, ECDSA the `SEQUENCE { r, s }`.
    ///
    /// # Errors
    /// [`KeyError`]; after one for which [`KeyError::ends_the_session`] holds, nothing more is sent
    /// to the token.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}
