//! A key file for a rehearsal: everything as with a real one, except that it is worth nothing and says so.

use std::str::FromStr as _;
use std::time::Duration;

use der::{DateTime, Encode as _, EncodePem as _};
use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::elliptic_curve::Generate as _;
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder, Result as BuilderResult};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

use super::{Identity, KeyError, secret};

/// The name of every rehearsal certificate begins like this.
pub const MARK: &str = "THỬ NGHIỆM";

/// How long a rehearsal certificate is valid, in days.
const DAYS: u64 = 365;

/// A key file and what it is checked with.
pub struct Rehearsal {
    /// The key file, encrypted with the secret that was given.
    pub p12: Vec<u8>,
    /// The root to trust while rehearsing, as PEM. Its key was thrown away.
    pub root_pem: String,
    /// What the certificate says.
    pub identity: Identity,
}

/// Whether a certificate's name says that it is worth nothing.
pub fn is_rehearsal(name: &str) -> bool {
    name.nfc().collect::<String>().starts_with(MARK)
}

/// Makes a key (ECDSA P-256), a certificate for it that is valid for a year, and a root of its own.
///
/// # Errors
/// [`KeyError::Failed`] when the name cannot stand in a certificate or the file cannot be put together.
pub fn make(name: &str, secret: &SecretString, from: OffsetDateTime) -> Result<Rehearsal, KeyError> {
    let failed = |fault: &dyn std::fmt::Display| KeyError::Failed(fault.to_string());
    let (root_key, key) = (SigningKey::generate(), SigningKey::generate());
    let root_name = called(&format!("{MARK} - Gốc chứng thực diễn tập (không có giá trị pháp lý)"))?;
    let root = certify(&root_name, &root_name, &root_key, &root_key, from, true).map_err(|fault| failed(&fault))?;
    let leaf = certify(&root_name, &called(&format!("{MARK} - {name}"))?, &key, &root_key, from, false)
        .map_err(|fault| failed(&fault))?;

    let leaf_der = leaf.to_der().map_err(|fault| failed(&fault))?;
    let root_der = root.to_der().map_err(|fault| failed(&fault))?;
    let pkcs8 = key.to_pkcs8_der().map_err(|fault| failed(&fault))?;
    let in_file = |fault: p12_keystore::error::Error| failed(&fault);
    let certificates = [
        p12_keystore::Certificate::from_der(&leaf_der).map_err(in_file)?,
        p12_keystore::Certificate::from_der(&root_der).map_err(in_file)?,
    ];
    let private = PrivateKey::from_der(pkcs8.as_bytes()).map_err(in_file)?;
    let mut store = KeyStore::new();
    let entry = KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new("1", private, certificates));
    store.add_entry("thu-nghiem", entry);
    let secret = secret::composed(secret);
    Ok(Rehearsal {
        p12: store.writer(&secret).write().map_err(in_file)?,
        root_pem: root.to_pem(LineEnding::LF).map_err(|fault| failed(&fault))?,
        identity: Identity::of(&leaf_der)?,
    })
}

fn called(common_name: &str) -> Result<Name, KeyError> {
    let escaped = common_name.chars().fold(String::new(), |mut text, letter| {
        if ",+\"\\<>;#=".contains(letter) {
            text.push('\\');
        }
        text.push(letter);
        text
    });
    Name::from_str(&format!("CN={escaped},O={MARK},C=VN")).map_err(|fault| KeyError::Failed(fault.to_string()))
}

/// Names only; the extensions are added one by one.
struct Named<'a> {
    issuer: &'a Name,
    subject: &'a Name,
}

impl BuilderProfile for Named<'_> {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _key: SubjectPublicKeyInfoRef<'_>,
        _issuer_key: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> BuilderResult<Vec<Extension>> {
        Ok(Vec::new())
    }
}

fn certify(
    issuer: &Name,
    subject: &Name,
    key: &SigningKey,
    issuer_key: &SigningKey,
    from: OffsetDateTime,
    authority: bool,
) -> BuilderResult<Certificate> {
    let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key())?;
    // Different for every key, and nothing has to be counted.
    let serial = Sha256::digest(public.subject_public_key.raw_bytes());
    let serial = SerialNumber::new(&[&[0x01], &serial[..15]].concat())?;
    let begin = Duration::from_secs(u64::try_from(from.unix_timestamp()).unwrap_or_default());
    let validity = Validity::new(moment(begin)?, moment(begin + Duration::from_secs(DAYS * 24 * 60 * 60))?);
    let mut builder = CertificateBuilder::new(Named { issuer, subject }, serial, validity, public)?;
    builder.add_extension(&BasicConstraints { ca: authority, path_len_constraint: None })?;
    let usage = if authority {
        KeyUsages::KeyCertSign | KeyUsages::CRLSign
    } else {
        KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
    };
    builder.add_extension(&KeyUsage(usage))?;
    builder.build::<_, DerSignature>(issuer_key)
}

fn moment(since_1970: Duration) -> Result<Time, der::Error> {
    Ok(Time::from(DateTime::from_unix_duration(since_1970)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{P12, Signer as _};

    #[test]
    fn a_rehearsal_key_opens_with_its_secret_and_says_what_it_is_worth() {
        let secret = SecretString::from("Đà Lạt mùa hoa");
        let from = OffsetDateTime::from_unix_timestamp(1_790_000_000).unwrap();
        let made = make("Trần Văn Tư, Phó Chủ tịch", &secret, from).unwrap();
        assert_eq!(made.identity.name, "THỬ NGHIỆM - Trần Văn Tư, Phó Chủ tịch");
        assert!(made.identity.rehearsal && made.identity.not_before == from);
        assert!(made.root_pem.starts_with("-----BEGIN CERTIFICATE-----\n"));

        let key = P12::open(&made.p12, &secret).unwrap();
        assert_eq!(Identity::of(&key.chain()[0]).unwrap(), made.identity);
        assert_eq!(key.chain().len(), 1, "the root is not handed on");
        assert_eq!(P12::open(&made.p12, &"Đà Lạt mùa mưa".into()).err(), Some(KeyError::WrongSecret));
    }

    #[test]
    fn a_name_with_commas_and_signs_stays_one_name() {
        let from = OffsetDateTime::from_unix_timestamp(1_790_000_000).unwrap();
        let made = make("A, O=B + \"C\" <d>; #e", &"mot hai ba".into(), from).unwrap();
        assert_eq!(made.identity.name, "THỬ NGHIỆM - A, O=B + \"C\" <d>; #e");
    }

    /// But for the key, every rehearsal certificate of one name and day is the same to the last byte in every version.
    #[test]
    fn certificates_are_written_the_same_to_the_last_byte() {
        let key = |number: u8| SigningKey::from_slice(&[number; 32]).unwrap();
        let found: Vec<_> = [1_790_000_000, 2_530_000_000]
            .into_iter()
            .flat_map(|from| {
                let from = OffsetDateTime::from_unix_timestamp(from).unwrap();
                let name = |name: &str| called(&format!("{MARK} - {name}")).unwrap();
                let root = name("Gốc");
                let holder = name("A, O=B + \"C\" <d>; #e\\ ệ");
                let root_der = certify(&root, &root, &key(1), &key(1), from, true).unwrap().to_der().unwrap();
                let leaf_der = certify(&root, &holder, &key(2), &key(1), from, false).unwrap().to_der().unwrap();
                [crate::hex::sha256(&root_der), crate::hex::sha256(&leaf_der)]
            })
            .collect();
        let pinned = [
            "955b762e9ef4c0caa50524bcaa65ea7042145983a157a723cade3319ea1fd43c",
            "458b02748378f88aab4684b8ce193b52ff14314219dc2a0b98519293e9e11188",
            "e15d79d2f32a8f06146b71c3cf330336d7f60289b060fb90059a54d3015f7b21",
            "a4df1dc2909accf8c69f3e1e9f8f0c4e274e8f3267e5028b052f3620b3b93526",
        ];
        assert_eq!(found, pinned);
    }
}
