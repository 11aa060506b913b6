//! Keys with certificates.

use std::time::Duration;

use p12_keystore::{EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey, PrivateKeyChain};
use p256::elliptic_curve::Generate as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder, Result as BuilderResult};
use x509_cert::certificate::TbsCertificate;
use x509_cert::der::asn1::{ObjectIdentifier, OctetString};
use x509_cert::der::{DateTime, Decode as _, Encode as _, EncodePem as _};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

use super::der::{oid, seq, tlv};
use super::{FROM, TO, data};

/// Which key to make. The RSA keys are always the same ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Rsa2048,
    Rsa1024,
    P256,
    P384,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    Signing,
    Encryption,
    Authority,
    TimeStamping,
}

/// A certificate to be issued.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    pub name: &'a str,
    pub key: Key,
    pub usage: Usage,
    pub from: i64,
    pub to: i64,
    /// Where OCSP, CRL and so on answer; empty for a certificate that names none.
    pub base: &'a str,
    /// Names a revocation list and no OCSP.
    pub list_only: bool,
}

impl<'a> Order<'a> {
    pub fn of(name: &'a str) -> Self {
        Self { name, key: Key::P256, usage: Usage::Signing, from: FROM, to: TO, base: "", list_only: false }
    }
}

#[derive(Clone)]
enum Private {
    Rsa(rsa::pkcs1v15::SigningKey<Sha256>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

/// Someone with a key and a certificate.
#[derive(Clone)]
pub struct Entity {
    key: Private,
    pub certificate: Vec<u8>,
    name: Name,
}

impl Entity {
    pub fn root(name: &str) -> Self {
        let key = p256::ecdsa::SigningKey::generate();
        let order = Order { usage: Usage::Authority, ..Order::of(name) };
        let subject = called(name);
        let certificate = build(&order, &subject, &subject, &Private::P256(key.clone()), &key);
        Self { key: Private::P256(key), certificate, name: subject }
    }

    /// Issues a certificate; only the authorities (P-256) can.
    pub fn certify(&self, order: &Order<'_>) -> Self {
        let Private::P256(issuer) = &self.key else { panic!("authorities have P-256 keys") };
        let rsa = |name| {
            let pem = String::from_utf8(data(name)).expect("text");
            let pem = &pem[pem.find("-----BEGIN").expect("PEM")..];
            Private::Rsa(rsa::pkcs1v15::SigningKey::new(rsa::PrivateKey::from_pkcs8_pem(pem).expect("a key")))
        };
        let key = match order.key {
            Key::Rsa2048 => rsa("rsa-2048.test-key.pem"),
            Key::Rsa1024 => rsa("rsa-1024.test-key.pem"),
            Key::P256 => Private::P256(p256::ecdsa::SigningKey::generate()),
            Key::P384 => Private::P384(p384::ecdsa::SigningKey::generate()),
        };
        let name = called(order.name);
        let certificate = build(order, &self.name, &name, &key, issuer);
        Self { key, certificate, name }
    }

    /// A signature over the message, in the form certificates and CMS carry.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.key {
            Private::Rsa(key) => key.sign(message).to_vec(),
            Private::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign(message);
                signature.to_vec()
            }
            Private::P384(key) => {
                let signature: p384::ecdsa::DerSignature = key.sign(message);
                signature.to_vec()
            }
        }
    }

    /// The private key as PKCS#8.
    pub fn pkcs8(&self) -> Vec<u8> {
        match &self.key {
            Private::Rsa(key) => key.to_pkcs8_der(),
            Private::P256(key) => key.to_pkcs8_der(),
            Private::P384(key) => key.to_pkcs8_der(),
        }
        .expect("a key")
        .as_bytes()
        .to_vec()
    }

    /// A key file with the certificate and these issuers.
    pub fn p12(&self, secret: &str, issuers: &[&Entity]) -> Vec<u8> {
        let certificates = std::iter::once(self).chain(issuers.iter().copied());
        let certificates =
            certificates.map(|one| p12_keystore::Certificate::from_der(&one.certificate).expect("a certificate"));
        let key = PrivateKey::from_der(&self.pkcs8()).expect("a key");
        let mut store = KeyStore::new();
        store.add_entry("khoa", KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new("1", key, certificates)));
        let writer = store.writer(secret).encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256);
        writer
            .encryption_iterations(1000)
            .mac_algorithm(MacAlgorithm::HmacSha256)
            .mac_iterations(1000)
            .write()
            .expect("a file")
    }

    pub fn pem(&self) -> String {
        Certificate::from_der(&self.certificate).expect("a certificate").to_pem(LineEnding::LF).expect("PEM")
    }

    pub fn key_pem(&self) -> String {
        let document = rsa::pkcs8::SecretDocument::try_from(self.pkcs8().as_slice()).expect("a key");
        document.to_pem("PRIVATE KEY", LineEnding::LF).expect("PEM").to_string()
    }

    pub fn name_der(&self) -> Vec<u8> {
        self.name.to_der().expect("a name")
    }

    pub fn serial_der(&self) -> Vec<u8> {
        let certificate = Certificate::from_der(&self.certificate).expect("a certificate");
        certificate.tbs_certificate().serial_number().to_der().expect("a number")
    }

    /// SHA-1 of the public key's bits, as OCSP names an issuer.
    pub fn key_hash(&self) -> Vec<u8> {
        let certificate = Certificate::from_der(&self.certificate).expect("a certificate");
        let key = certificate.tbs_certificate().subject_public_key_info();
        sha1::Sha1::digest(key.subject_public_key.raw_bytes()).to_vec()
    }
}

fn called(name: &str) -> Name {
    format!("CN={name},O=Thử nghiệm OCOP,C=VN").parse().expect("a name")
}

struct Named {
    issuer: Name,
    subject: Name,
    extensions: Vec<Extension>,
}

impl BuilderProfile for Named {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> BuilderResult<Vec<Extension>> {
        Ok(self.extensions.clone())
    }
}

fn build(
    order: &Order<'_>,
    issuer: &Name,
    subject: &Name,
    key: &Private,
    issuer_key: &p256::ecdsa::SigningKey,
) -> Vec<u8> {
    let public = match key {
        Private::Rsa(key) => AsRef::<rsa::PrivateKey>::as_ref(key).to_public_key().to_public_key_der(),
        Private::P256(key) => key.verifying_key().to_public_key_der(),
        Private::P384(key) => key.verifying_key().to_public_key_der(),
    };
    let public = SubjectPublicKeyInfoOwned::from_der(public.expect("a key").as_bytes()).expect("a key");
    let issuer_public = SubjectPublicKeyInfoOwned::from_key(issuer_key.verifying_key()).expect("a key");
    let extensions = extensions(order, &public, &issuer_public);
    let seed = [public.subject_public_key.raw_bytes(), order.name.as_bytes(), &order.to.to_be_bytes()].concat();
    let serial = SerialNumber::new(&[&[1], &Sha256::digest(seed)[..15]].concat()).expect("a number");
    let validity = Validity::new(moment(order.from), moment(order.to));
    let profile = Named { issuer: issuer.clone(), subject: subject.clone(), extensions };
    let builder = CertificateBuilder::new(profile, serial, validity, public).expect("a builder");
    let certificate = builder.build::<_, p256::ecdsa::DerSignature>(issuer_key).expect("a certificate");
    certificate.to_der().expect("DER")
}

fn extensions(
    order: &Order<'_>,
    key: &SubjectPublicKeyInfoOwned,
    issuer: &SubjectPublicKeyInfoOwned,
) -> Vec<Extension> {
    let authority = order.usage == Usage::Authority;
    let usage = match order.usage {
        Usage::Signing => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
        Usage::Encryption => KeyUsages::KeyEncipherment | KeyUsages::DataEncipherment,
        Usage::Authority => KeyUsages::KeyCertSign | KeyUsages::CRLSign | KeyUsages::DigitalSignature,
        Usage::TimeStamping => KeyUsages::DigitalSignature.into(),
    };
    let hash = |key: &SubjectPublicKeyInfoOwned| {
        OctetString::new(sha1::Sha1::digest(key.subject_public_key.raw_bytes()).to_vec()).expect("short")
    };
    let from_key = AuthorityKeyIdentifier { key_identifier: Some(hash(issuer)), ..AuthorityKeyIdentifier::default() };
    let mut list = vec![
        extension(
            "2.5.29.19",
            true,
            BasicConstraints { ca: authority, path_len_constraint: None }.to_der().expect("DER"),
        ),
        extension("2.5.29.15", true, KeyUsage(usage).to_der().expect("DER")),
        extension("2.5.29.14", false, SubjectKeyIdentifier(hash(key)).to_der().expect("DER")),
        extension("2.5.29.35", false, from_key.to_der().expect("DER")),
    ];
    if order.usage == Usage::TimeStamping {
        list.push(extension("2.5.29.37", true, seq(&[oid("1.3.6.1.5.5.7.3.8")])));
    }
    if !order.base.is_empty() {
        // The authority's own certificate comes from the root, and so does what is said about it.
        let above = if authority { "root" } else { "sub" };
        let uri = |path: &str| tlv(0x86, format!("{}/{above}{path}", order.base).as_bytes());
        if !order.list_only {
            list.push(extension("1.3.6.1.5.5.7.1.1", false, seq(&[seq(&[oid("1.3.6.1.5.5.7.48.1"), uri("/ocsp")])])));
        }
        list.push(extension("2.5.29.31", false, seq(&[seq(&[tlv(0xA0, &tlv(0xA0, &uri("/crl")))])])));
    }
    list
}

fn extension(name: &str, critical: bool, value: Vec<u8>) -> Extension {
    Extension {
        extn_id: ObjectIdentifier::new_unwrap(name),
        critical,
        extn_value: OctetString::new(value).expect("short"),
    }
}

fn moment(unix: i64) -> Time {
    let since = Duration::from_secs(u64::try_from(unix).expect("after 1970"));
    DateTime::from_unix_duration(since).expect("a date").into()
}
