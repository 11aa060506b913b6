//! Keys that sign: a key file, a token, and the certificate for a rehearsal.
//!
//! A secret comes in as [`secrecy::SecretString`], is used and is dropped; it is in no error, no
//! `Debug` line and no file.

mod algorithm;
mod error;
mod identity;
mod p12;
pub mod rehearsal;
mod secret;
mod signer;
mod token;

pub use algorithm::Algorithm;
pub use error::KeyError;
pub use identity::Identity;
pub use p12::P12;
pub use signer::Signer;
pub use token::{Module, Plugged, Token, TokenView, Tries, Wanted};

pub use super::pki::{Hash, SHORTEST_RSA};
