//! The agile encryption of Excel since 2010 (MS-OFFCRYPTO, 2.3.4.10 to 2.3.4.15): its header is
//! XML, and the key lies encrypted in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::package::{self, BLOCK};
use super::password;
use crate::container::xml::{self, Xml};
use crate::limits::Allowance;
use crate::refusal::Refusal;

/// Number of bytes of the package that are chained to each other.
const SEGMENT: usize = 4_096;

/// Block keys: constants that are hashed with the password, one for each purpose of a key
/// (MS-OFFCRYPTO, 2.3.4.13).
const FOR_VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// Decrypts a package in place; `header` is the XML of its `EncryptionInfo`.
pub(crate) fn decrypt(
    header: &[u8],
    data: &mut [u8],
    allowance: &Allowance,
) -> Result<(), Refusal> {
    let (package, password) = read_header(header)?;
    let key = password.key(allowance)?;
    let key = key.get(..package.key_bytes).ok_or(Refusal::Locked)?;
    for (index, segment) in (0_u32..).zip(data.chunks_mut(SEGMENT)) {
        let first = package.hash.of(&[&package.salt, &index.to_le_bytes()]);
        package::decrypt(key, Some(&fitted(&first)), segment).ok_or(Refusal::Locked)?;
    }
    Ok(())
}

/// The cipher parameters of an encrypted item.
struct CipherScheme {
    salt: Vec<u8>,
    key_bytes: usize,
    hash: HashFunction,
}

/// The key of the package, encrypted with the password.
struct EncryptedKey {
    scheme: CipherScheme,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

/// A hash function that a scheme may name.
#[derive(Debug, Clone, Copy)]
enum HashFunction {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl HashFunction {
    fn named(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" | "SHA-256" => Some(Self::Sha256),
            "SHA384" | "SHA-384" => Some(Self::Sha384),
            "SHA512" | "SHA-512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Hashes these parts, one after the other.
    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), D::chain_update).finalize().to_vec()
        }
        match self {
            Self::Sha1 => of::<Sha1>(parts),
            Self::Sha256 => of::<Sha256>(parts),
            Self::Sha384 => of::<Sha384>(parts),
            Self::Sha512 => of::<Sha512>(parts),
        }
    }
}

impl EncryptedKey {
    /// Decrypts the key of the package with the built-in password.
    ///
    /// # Errors
    ///
    /// [`Refusal::Locked`] when the password is another one, or costs too many rounds.
    fn key(&self, allowance: &Allowance) -> Result<Vec<u8>, Refusal> {
        let hash = self.scheme.hash;
        allowance.spend_rounds(self.rounds)?;
        let first = hash.of(&[&self.scheme.salt, &password()]);
        let spun =
            (0..self.rounds).fold(first, |spun, round| hash.of(&[&round.to_le_bytes(), &spun]));
        let open = |what: [u8; 8], encrypted: &[u8]| {
            let mut key = hash.of(&[&spun, &what]);
            key.resize(self.scheme.key_bytes, FILLING);
            let mut data = encrypted.to_vec();
            package::decrypt(&key, Some(&fitted(&self.scheme.salt)), &mut data)
                .map(|()| data)
                .ok_or(Refusal::Locked)
        };
        let mut verifier = open(FOR_VERIFIER, &self.verifier)?;
        verifier.truncate(self.scheme.salt.len());
        let expected = hash.of(&[&verifier]);
        if !open(FOR_VERIFIER_HASH, &self.verifier_hash)?.starts_with(&expected) {
            return Err(Refusal::Locked);
        }
        open(FOR_KEY, &self.key)
    }
}

/// The byte that fills up a hash that is too short.
const FILLING: u8 = 0x36;

/// Makes the first block of a chain from a hash or a salt.
fn fitted(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [FILLING; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    block
}

/// Reads the header: the cipher of the package, and its encrypted key.
fn read_header(header: &[u8]) -> Result<(CipherScheme, EncryptedKey), Refusal> {
    let mut xml = Xml::new(header);
    let (mut package, mut locked) = (None, None);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "keyData" => package = Some(scheme(&element)?),
                // Certificates open the key as well, without rounds.
                "encryptedKey" => {
                    if let Some(rounds) = xml::attribute(&element, "spinCount")? {
                        locked = Some(EncryptedKey {
                            scheme: scheme(&element)?,
                            rounds: rounds.parse().map_err(Refusal::damaged)?,
                            verifier: bytes(&element, "encryptedVerifierHashInput")?,
                            verifier_hash: bytes(&element, "encryptedVerifierHashValue")?,
                            key: bytes(&element, "encryptedKeyValue")?,
                        });
                    }
                }
                _ => {}
            },
            Event::Eof => return package.zip(locked).ok_or(Refusal::Locked),
            _ => {}
        }
    }
}

/// Reads the cipher parameters of an element; only AES in CBC mode is known.
fn scheme(element: &BytesStart<'_>) -> Result<CipherScheme, Refusal> {
    let [cipher, chaining, hash, bits] =
        ["cipherAlgorithm", "cipherChaining", "hashAlgorithm", "keyBits"]
            .map(|name| xml::attribute(element, name));
    let known =
        cipher?.as_deref() == Some("AES") && chaining?.as_deref() == Some("ChainingModeCBC");
    let hash = hash?.as_deref().and_then(HashFunction::named);
    match (hash, bits?.and_then(|bits| bits.parse::<usize>().ok())) {
        (Some(hash), Some(bits @ (128 | 192 | 256))) if known => {
            Ok(CipherScheme { salt: bytes(element, "saltValue")?, key_bytes: bits / 8, hash })
        }
        _ => Err(Refusal::Locked),
    }
}

/// Decodes an attribute that holds bytes in Base64.
fn bytes(element: &BytesStart<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    let value = xml::attribute(element, name)?.unwrap_or_default();
    STANDARD.decode(value.trim()).map_err(Refusal::damaged)
}
