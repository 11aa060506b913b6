//! A key file (PKCS#12, `.p12` or `.pfx`).

use p12_keystore::error::Error as ArchiveError;
use p12_keystore::{CertificateBag, Pkcs12Archive};
use rsa::pkcs1v15;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use secrecy::SecretString;
use sha2::Sha256;

use super::{Algorithm, KeyError, Signer, secret};
use crate::pki::Certificate;

/// No key file is anywhere near as long, in bytes.
const LONGEST: usize = 1 << 20;

/// An opened key file. The private key is wiped when it is dropped.
pub struct P12 {
    key: Key,
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
}

enum Key {
    Rsa(pkcs1v15::SigningKey<Sha256>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

impl P12 {
    /// Opens a key file: RC2 or 3DES as older programs encrypt it, or AES (PBES2).
    ///
    /// A Vietnamese secret may be typed in any normal form: all spellings that programs use are
    /// tried. There is no harm in that, a file counts no tries.
    ///
    /// # Errors
    /// [`KeyError::WrongSecret`], [`KeyError::NotAKeyFile`], [`KeyError::UnsupportedEncryption`],
    /// or what is wrong with the key inside.
    pub fn open(file: &[u8], secret: &SecretString) -> Result<Self, KeyError> {
        if file.len() > LONGEST {
            return Err(KeyError::NotAKeyFile(format!("{} bytes", file.len())));
        }
        let mut refusal = KeyError::WrongSecret;
        for spelling in secret::spellings(secret) {
            match Pkcs12Archive::from_pkcs12(file, &spelling) {
                Ok(archive) => return Self::from_archive(&archive),
                Err(fault) => refusal = refused(fault),
            }
            if refusal != KeyError::WrongSecret {
                break;
            }
        }
        Err(refusal)
    }

    fn from_archive(archive: &Pkcs12Archive) -> Result<Self, KeyError> {
        let [bag] = archive.keys.as_slice() else {
            return Err(if archive.keys.is_empty() {
                KeyError::NoKey
            } else {
                KeyError::SeveralKeys(archive.keys.len())
            });
        };
        let (key, public) = read_key(bag.key.as_der())?;
        let chain = chain_of(&public, &archive.certs)?;
        let algorithm = Algorithm::of(&chain[0])?;
        Ok(Self {
            key,
            chain: chain.iter().map(|certificate| certificate.der().to_vec()).collect(),
            algorithm,
        })
    }
}

impl Signer for P12 {
    fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.key {
            Key::Rsa(key) => key.try_sign(message).map(|signature| signature.to_vec()),
            Key::P256(key) => {
                key.try_sign(message).map(|signature: p256::ecdsa::DerSignature| signature.to_vec())
            }
            Key::P384(key) => {
                key.try_sign(message).map(|signature: p384::ecdsa::DerSignature| signature.to_vec())
            }
        }
        .map_err(|fault| KeyError::Failed(fault.to_string()))
    }
}

fn refused(fault: ArchiveError) -> KeyError {
    match fault {
        ArchiveError::MacError(_) | ArchiveError::UnpadError | ArchiveError::Pkcs5Error(_) => {
            KeyError::WrongSecret
        }
        ArchiveError::UnsupportedEncryptionScheme | ArchiveError::UnsupportedMacAlgorithm => {
            KeyError::UnsupportedEncryption
        }
        ArchiveError::InvalidParameters => KeyError::UnsupportedEncryption,
        other => KeyError::NotAKeyFile(other.to_string()),
    }
}

/// The private key (PKCS#8) and the public key that belongs to it, as it stands in a certificate.
fn read_key(der: &[u8]) -> Result<(Key, Vec<u8>), KeyError> {
    let unreadable = |_| KeyError::NotAKeyFile("unreadable private key".into());
    if let Ok(key) = rsa::PrivateKey::from_pkcs8_der(der) {
        let public = key.to_public_key().to_public_key_der().map_err(unreadable)?.into_vec();
        return Ok((Key::Rsa(pkcs1v15::SigningKey::new(key)), public));
    }
    if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_der(der) {
        let public = key.verifying_key().to_public_key_der().map_err(unreadable)?.into_vec();
        return Ok((Key::P256(key), public));
    }
    if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_der(der) {
        let public = key.verifying_key().to_public_key_der().map_err(unreadable)?.into_vec();
        return Ok((Key::P384(key), public));
    }
    let name =
        rsa::pkcs8::PrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::NoKey)?.algorithm.oid;
    Err(KeyError::UnsupportedKey(name.to_string()))
}

/// The certificate of the public key, followed by its issuers in the file; a root is left out.
fn chain_of(public: &[u8], bags: &[CertificateBag]) -> Result<Vec<Certificate>, KeyError> {
    let others = bags.iter().map(|bag| Certificate::from_der(bag.cert.as_der()));
    let mut others = others.collect::<Result<Vec<_>, _>>()?;
    let leaf = others.iter().position(|certificate| certificate.key_info() == public);
    let mut chain = Vec::new();
    let mut next = Some(leaf.ok_or(KeyError::NoCertificate)?);
    while let Some(at) = next {
        let last = others.swap_remove(at);
        next = others
            .iter()
            .position(|other| last.is_named_as_issued_by(other) && !other.is_self_issued());
        chain.push(last);
    }
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::der::Tlv;
    use crate::keys::Identity;
    use crate::pki::Scheme;
    use crate::test_pki;

    const SECRET: &str = "Mật khẩu Điện Biên 2026";

    /// One of the files in `tests/data/pki`.
    fn data(name: &str) -> Vec<u8> {
        fs_err::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pki").join(name))
            .unwrap()
    }

    fn open(file: &str, secret: &str) -> Result<P12, KeyError> {
        P12::open(&data(file), &secret.into())
    }

    #[test]
    fn key_files_of_all_ages_open_and_sign() {
        for (file, algorithm) in [
            ("rsa-3des-rc2.p12", Algorithm::Rsa),
            ("rsa-rc2-40.p12", Algorithm::Rsa),
            ("rsa-aes.p12", Algorithm::Rsa),
            ("rsa-3des-bytes.p12", Algorithm::Rsa),
            ("p256-aes.p12", Algorithm::P256),
            ("p256-aes-nfd.p12", Algorithm::P256),
            ("p256-aes-windows.p12", Algorithm::P256),
            ("p384-3des.p12", Algorithm::P384),
        ] {
            let key = open(file, SECRET).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
            assert_eq!(key.algorithm(), algorithm, "{file}");
            let signature = key.sign(b"message").unwrap();
            let certificate = Certificate::from_der(&key.chain()[0]).unwrap();
            let identifier = algorithm.identifier();
            let scheme =
                Scheme::of(&Tlv::only(&identifier).unwrap(), Some(algorithm.hash())).unwrap();
            let public = certificate.key().unwrap();
            assert!(public.verifies(scheme, &[b"message"], &signature), "{file}");
            assert!(!public.verifies(scheme, &[b"Message"], &signature), "{file}");
        }
    }

    #[test]
    fn the_secret_may_be_typed_with_marks_apart() {
        use unicode_normalization::UnicodeNormalization as _;
        let typed: String = SECRET.nfd().collect();
        assert!(open("rsa-aes.p12", &typed).is_ok());
    }

    #[test]
    fn a_wrong_secret_is_called_wrong_and_shown_nowhere() {
        for file in ["rsa-3des-rc2.p12", "rsa-aes.p12", "rsa-rc2-40.p12"] {
            let refusal = open(file, "Mật khẩu Điện Biên 2027").err().unwrap();
            assert_eq!(refusal, KeyError::WrongSecret, "{file}");
            assert!(!format!("{refusal} {refusal:?}").contains("2027"));
        }
    }

    #[test]
    fn what_is_no_usable_key_is_refused_by_name() {
        assert!(matches!(open("README.md", "x").err(), Some(KeyError::NotAKeyFile(_))));
        assert_eq!(open("rsa-1024.p12", "yeu").err(), Some(KeyError::WeakKey { bits: 1024 }));
        assert!(matches!(open("p521.p12", "la").err(), Some(KeyError::UnsupportedKey(_))));
        assert_eq!(open("no-certificate.p12", "trong").err(), Some(KeyError::NoCertificate));
        assert_eq!(open("no-key.p12", "trong").err(), Some(KeyError::NoKey));
        let cut = &data("rsa-aes.p12")[..1000];
        assert!(matches!(P12::open(cut, &SECRET.into()).err(), Some(KeyError::NotAKeyFile(_))));
    }

    #[test]
    fn issuers_in_the_file_follow_their_certificate_without_the_root() {
        let pki = test_pki::Pki::new();
        let leaf = pki.leaf("Nguyễn Văn A", test_pki::Key::P256);
        let key = P12::open(&leaf.p12("bí mật", &[&pki.root, &pki.sub]), &"bí mật".into()).unwrap();
        let names: Vec<String> =
            key.chain().iter().map(|der| Identity::of(der).unwrap().name).collect();
        assert_eq!(names, ["Nguyễn Văn A", "Cơ quan chứng thực thử nghiệm"]);
    }
}
