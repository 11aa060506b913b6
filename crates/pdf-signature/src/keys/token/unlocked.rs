//! A token that was given its PIN.

use std::cell::Cell;

use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::{Session, UserType};
use secrecy::SecretString;

use super::explain;
use crate::der::{NULL, integer, oid, sequence, tag, tlv};
use crate::keys::{Algorithm, KeyError, Signer};

/// Whether the key asks for the PIN before each signature (`CKA_ALWAYS_AUTHENTICATE`).
pub(super) enum EachTime {
    No,
    /// It does, and this is the PIN. It is kept in this case only.
    Pin(SecretString),
    /// It does, and the PIN is typed on the keypad of the device; the program never has it.
    OnItself,
}

/// A token that was given its PIN: one session for as many papers as there are. It is logged out
/// when it is dropped.
pub struct Token {
    pub(super) session: Session,
    pub(super) mechanisms: Vec<MechanismType>,
    pub(super) key: ObjectHandle,
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) algorithm: Algorithm,
    pub(super) each_time: EachTime,
    pub(super) stopped: Cell<bool>,
}

impl Signer for Token {
    fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        if self.stopped.get() {
            return Err(KeyError::Stopped);
        }
        let signature = self
            .ask(message)
            .inspect_err(|refusal| self.stopped.set(refusal.ends_the_session()))?;
        Ok(match self.algorithm {
            Algorithm::Rsa => signature,
            // The token gives r and s side by side.
            Algorithm::P256 | Algorithm::P384 => {
                let (r, s) = signature.split_at(signature.len() / 2);
                sequence(&[&integer(r), &integer(s)])
            }
        })
    }
}

impl Token {
    fn ask(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let hash = self.algorithm.hash();
        let (hashing, hashing_type, plain, plain_type) = match self.algorithm {
            Algorithm::Rsa => (
                Mechanism::Sha256RsaPkcs,
                MechanismType::SHA256_RSA_PKCS,
                Mechanism::RsaPkcs,
                MechanismType::RSA_PKCS,
            ),
            Algorithm::P256 => (
                Mechanism::EcdsaSha256,
                MechanismType::ECDSA_SHA256,
                Mechanism::Ecdsa,
                MechanismType::ECDSA,
            ),
            Algorithm::P384 => (
                Mechanism::EcdsaSha384,
                MechanismType::ECDSA_SHA384,
                Mechanism::Ecdsa,
                MechanismType::ECDSA,
            ),
        };
        let pin = match &self.each_time {
            EachTime::Pin(pin) => Some(pin),
            EachTime::No | EachTime::OnItself => None,
        };
        if !matches!(self.each_time, EachTime::No) {
            if !self.mechanisms.contains(&hashing_type) {
                return Err(KeyError::NoMechanism);
            }
            return self.ask_with_pin(&hashing, pin, message);
        }
        if self.mechanisms.contains(&hashing_type) {
            return self.session.sign(&hashing, self.key, message).map_err(explain);
        }
        if !self.mechanisms.contains(&plain_type) {
            return Err(KeyError::NoMechanism);
        }
        let digest = hash.digest(&[message]);
        let input = match self.algorithm {
            // The token pads, and the name of the hash belongs to what is padded (RFC 8017, 9.2).
            Algorithm::Rsa => sequence(&[
                &sequence(&[&oid(hash.name()), &NULL]),
                &tlv(tag::OCTET_STRING, &[&digest]),
            ]),
            Algorithm::P256 | Algorithm::P384 => digest,
        };
        self.session.sign(&plain, self.key, &input).map_err(explain)
    }

    /// The login belongs between the beginning and the end of this one signature.
    fn ask_with_pin(
        &self,
        how: &Mechanism<'_>,
        pin: Option<&SecretString>,
        message: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        self.session.sign_init(how, self.key).map_err(explain)?;
        self.session.login(UserType::ContextSpecific, pin).map_err(explain)?;
        self.session.sign_update(message).map_err(explain)?;
        self.session.sign_final().map_err(explain)
    }
}
