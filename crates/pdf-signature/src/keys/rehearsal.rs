//! A key file for a rehearsal: everything as with a real one, except that it is worth nothing and
//! says so.

use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use p256::ecdsa::SigningKey;
use p256::elliptic_curve::Generate as _;
use rsa::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use secrecy::SecretString;
use time::{Duration, OffsetDateTime, UtcDateTime};

use super::error::KeyError;
use super::identity::Identity;
pub use super::identity::{MARK, is_rehearsal};
use super::secret;
use crate::pki::{NewCertificate, armoured, name};

/// How long a rehearsal certificate is valid, in days.
const DAYS: i64 = 365;

/// A key file and what it is checked with.
pub struct Rehearsal {
    /// The key file, encrypted with the secret that was given.
    pub p12: Vec<u8>,
    /// The root to trust while rehearsing, as PEM. Its key was thrown away.
    pub root_pem: String,
    /// What the certificate says.
    pub identity: Identity,
}

/// Makes a PKCS#12 file for rehearsals: a key (ECDSA P-256) and a certificate for `holder`, valid for
/// a year from `from`, under a root of its own. `secret` is the password of the file. Returns the
/// file and the root's certificate.
///
/// # Errors
/// [`KeyError::Failed`] when the file cannot be put together.
pub fn make(
    holder: &str,
    secret: &SecretString,
    from: OffsetDateTime,
) -> Result<Rehearsal, KeyError> {
    let failed = |fault: &dyn std::fmt::Display| KeyError::Failed(fault.to_string());
    let (root_key, key) = (SigningKey::generate(), SigningKey::generate());
    let root_name = called("Gốc chứng thực diễn tập (không có giá trị pháp lý)");
    let root_der = certify((&root_name, &root_key), (&root_name, &root_key), from)?;
    let leaf_der = certify((&root_name, &root_key), (&called(holder), &key), from)?;

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
        root_pem: armoured(&root_der, "CERTIFICATE"),
        identity: Identity::of(&leaf_der)?,
    })
}

/// The name of someone in a rehearsal.
fn called(common: &str) -> Vec<u8> {
    name(MARK, &format!("{MARK} - {common}"))
}

/// A certificate; of a root when it issues itself.
fn certify(
    (issuer, issuer_key): (&[u8], &SigningKey),
    (subject, key): (&[u8], &SigningKey),
    from: OffsetDateTime,
) -> Result<Vec<u8>, KeyError> {
    let public = key
        .verifying_key()
        .to_public_key_der()
        .map_err(|fault| KeyError::Failed(fault.to_string()))?;
    let from = from.to_utc().max(UtcDateTime::UNIX_EPOCH);
    let validity = [from, from.saturating_add(Duration::days(DAYS))];
    let new = NewCertificate { issuer, subject, validity, authority: issuer == subject };
    Ok(new
        .sign((public.as_bytes(), key.verifying_key().to_sec1_point(false).as_bytes()), issuer_key))
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
        assert_eq!(
            P12::open(&made.p12, &"Đà Lạt mùa mưa".into()).err(),
            Some(KeyError::WrongSecret)
        );
    }

    #[test]
    fn a_name_with_commas_and_signs_stays_one_name() {
        let from = OffsetDateTime::from_unix_timestamp(1_790_000_000).unwrap();
        let made = make("A, O=B + \"C\" <d>; #e", &"mot hai ba".into(), from).unwrap();
        assert_eq!(made.identity.name, "THỬ NGHIỆM - A, O=B + \"C\" <d>; #e");
    }

    /// But for the key, every rehearsal certificate of one name and day is the same to the last
    /// byte in every version.
    #[test]
    fn certificates_are_written_the_same_to_the_last_byte() {
        let key = |number: u8| SigningKey::from_slice(&[number; 32]).unwrap();
        let found: Vec<_> = [1_790_000_000, 2_530_000_000]
            .into_iter()
            .flat_map(|from| {
                let from = OffsetDateTime::from_unix_timestamp(from).unwrap();
                let (root, holder) = (called("Gốc"), called("A, O=B + \"C\" <d>; #e\\ ệ"));
                let root_der = certify((&root, &key(1)), (&root, &key(1)), from).unwrap();
                let leaf_der = certify((&root, &key(1)), (&holder, &key(2)), from).unwrap();
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
