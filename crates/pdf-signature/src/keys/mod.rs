//! Keys that sign: a key file, a token, and the certificate for a rehearsal.
//!
//! A secret comes in as [`secrecy::SecretString`], is used and is dropped; it is in no error, no `Debug` line and no file.

mod algorithm;
mod error;
mod identity;
mod p12;
pub mod rehearsal;
mod secret;
mod token;

pub use super::pki::{Hash, SHORTEST_RSA};
pub use algorithm::Algorithm;
pub use error::KeyError;
pub use identity::Identity;
pub use p12::P12;
pub use token::{Module, Plugged, Token, Tries};

/// A private key with its certificate: a file, a token, or one day a service far away.
pub trait Signer {
    /// Certificates in DER: the one that belongs to the key, then its issuers as far as the key's holder knows them.
    fn chain(&self) -> &[Vec<u8>];

    /// What kind of key it is.
    fn algorithm(&self) -> Algorithm;

    /// Hashes the message and signs the hash. RSA gives the number, ECDSA the `SEQUENCE { r, s }`.
    ///
    /// # Errors
    /// [`KeyError`]; after one for which [`KeyError::ends_the_session`] holds, nothing more is sent to the token.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}
