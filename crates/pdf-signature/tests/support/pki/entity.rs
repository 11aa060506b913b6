//! People, offices and authorities with a key and a certificate.

use base64::Engine as _;
use p12_keystore::{
    EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey, PrivateKeyChain,
};
use sha2::{Digest as _, Sha256};

use super::certificate::{self, Issuer, Spec, extension, name};
use super::der::{number, octets, oid, seq, text, tlv};
use super::{FROM, Key, Pair, TO};

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
        Self {
            name,
            key: Key::P256,
            usage: Usage::Signing,
            from: FROM,
            to: TO,
            base: "",
            list_only: false,
        }
    }
}

/// Someone with a key and a certificate.
#[derive(Clone)]
pub struct Entity {
    pub key: Pair,
    pub certificate: Vec<u8>,
    /// The common name.
    pub name: String,
    pub serial: u64,
    /// Tells this infrastructure's keys from those of others.
    realm: String,
}

impl Entity {
    /// The root of an infrastructure; one of another realm has other keys.
    pub fn root(name: &str, realm: &str) -> Self {
        let key = Pair::of(Key::P256, &format!("{realm} {name}"));
        let order = Order { usage: Usage::Authority, ..Order::of(name) };
        let (certificate, serial) = issue(&order, &key, (name, &key));
        Self { key, certificate, name: name.into(), serial, realm: realm.into() }
    }

    /// Issues a certificate for a key that belongs to the name.
    pub fn certify(&self, order: &Order<'_>) -> Self {
        let key = Pair::of(order.key, &format!("{} {}", self.realm, order.name));
        let (certificate, serial) = issue(order, &key, self.issuer());
        Self { key, certificate, name: order.name.into(), serial, realm: self.realm.clone() }
    }

    /// Name and key, as one who issues.
    pub fn issuer(&self) -> Issuer<'_> {
        (&self.name, &self.key)
    }

    /// A signature over the message, in the form certificates and CMS carry.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message)
    }

    /// The private key as PKCS#8.
    pub fn pkcs8(&self) -> Vec<u8> {
        self.key.pkcs8()
    }

    /// A key file with the certificate and these issuers.
    pub fn p12(&self, secret: &str, issuers: &[&Entity]) -> Vec<u8> {
        let certificates = std::iter::once(self).chain(issuers.iter().copied());
        let certificates = certificates.map(|one| {
            p12_keystore::Certificate::from_der(&one.certificate).expect("a certificate")
        });
        let key = PrivateKey::from_der(&self.pkcs8()).expect("a key");
        let mut store = KeyStore::new();
        store.add_entry(
            "khoa",
            KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new("1", key, certificates)),
        );
        let writer = store
            .writer(secret)
            .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256);
        writer
            .encryption_iterations(1000)
            .mac_algorithm(MacAlgorithm::HmacSha256)
            .mac_iterations(1000)
            .write()
            .expect("a file")
    }

    pub fn pem(&self) -> String {
        pem("CERTIFICATE", &self.certificate)
    }

    pub fn key_pem(&self) -> String {
        pem("PRIVATE KEY", &self.pkcs8())
    }

    pub fn name_der(&self) -> Vec<u8> {
        name(&self.name)
    }

    pub fn serial_der(&self) -> Vec<u8> {
        number(self.serial)
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let digits = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> =
        digits.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// The certificate and its serial number.
fn issue(order: &Order<'_>, key: &Pair, issuer: Issuer<'_>) -> (Vec<u8>, u64) {
    let authority = order.usage == Usage::Authority;
    let usage = match order.usage {
        Usage::Signing => certificate::DIGITAL_SIGNATURE | certificate::NON_REPUDIATION,
        Usage::Encryption => certificate::KEY_ENCIPHERMENT | certificate::DATA_ENCIPHERMENT,
        Usage::Authority => {
            certificate::KEY_CERT_SIGN | certificate::CRL_SIGN | certificate::DIGITAL_SIGNATURE
        }
        Usage::TimeStamping => certificate::DIGITAL_SIGNATURE,
    };
    let seed =
        Sha256::digest([&key.public(), order.name.as_bytes(), &order.to.to_be_bytes()].concat());
    let serial = u64::from_be_bytes(*seed.first_chunk().expect("32 bytes")) >> 1;
    let spec = Spec {
        subject: order.name,
        serial,
        from: &text(order.from),
        to: &text(order.to),
        authority,
        path_length: None,
        usage: Some(usage),
        extended: (order.usage == Usage::TimeStamping).then_some((certificate::TIMESTAMPING, true)),
        more: pointers(order, key, issuer.1),
    };
    (spec.issue(key, issuer), serial)
}

/// The extensions that name keys and services.
fn pointers(order: &Order<'_>, key: &Pair, issuer: &Pair) -> Vec<Vec<u8>> {
    let from_key = seq(&[tlv(0x80, &issuer.identifier())]);
    let mut list = vec![
        extension("2.5.29.14", false, &octets(&key.identifier())),
        extension("2.5.29.35", false, &from_key),
    ];
    if order.base.is_empty() {
        return list;
    }
    // The authority's own certificate comes from the root, and so does what is said about it.
    let above = if order.usage == Usage::Authority { "root" } else { "sub" };
    let uri = |path: &str| tlv(0x86, format!("{}/{above}{path}", order.base).as_bytes());
    if !order.list_only {
        let access = seq(&[seq(&[oid("1.3.6.1.5.5.7.48.1"), uri("/ocsp")])]);
        list.push(extension("1.3.6.1.5.5.7.1.1", false, &access));
    }
    let point = seq(&[tlv(0xA0, &tlv(0xA0, &uri("/crl")))]);
    list.push(extension("2.5.29.31", false, &seq(&[point])));
    list
}
