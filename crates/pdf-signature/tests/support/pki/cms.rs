//! Signed data as CMS writes it, and time stamps: sound ones, and whatever else a test asks for.

use super::Pair;
use super::certificate::name;
use super::der::{generalized, number, octets, oid, seq, tlv};

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const TIMESTAMP: &str = "1.2.840.113549.1.9.16.2.14";
const TIMESTAMP_INFO: &str = "1.2.840.113549.1.9.16.1.4";

/// What goes into a CMS.
#[derive(Clone)]
pub struct Cms<'c> {
    pub key: &'c Pair,
    /// The common name of the issuer and the serial number of the signer's certificate.
    pub named: (&'c str, u64),
    /// Names the signer by the key instead, and the CMS so that it may.
    pub named_by_key: bool,
    /// The signer's certificate first.
    pub certificates: Vec<Vec<u8>>,
    /// The certificate that signing-certificate-v2 names; that of the signer if `None`.
    pub bound: Option<Vec<u8>>,
    /// A timestamp: who makes it, and when.
    pub stamp: Option<(Box<Cms<'c>>, &'c str)>,
    /// The time of a document timestamp; the CMS is then a token.
    pub token_time: Option<&'c str>,
    /// Spoils the signature.
    pub broken: bool,
    /// More signed attributes: each an object identifier, and its values.
    pub more: Vec<(&'c str, Vec<Vec<u8>>)>,
    /// Another timestamp: as one more attribute, or as one more value of the first.
    pub second_stamp: Option<(Box<Cms<'c>>, bool)>,
}

impl<'c> Cms<'c> {
    pub fn new(key: &'c Pair, issuer: &'c str, serial: u64, certificates: Vec<Vec<u8>>) -> Self {
        Self {
            key,
            named: (issuer, serial),
            named_by_key: false,
            certificates,
            bound: None,
            stamp: None,
            token_time: None,
            broken: false,
            more: Vec::new(),
            second_stamp: None,
        }
    }

    /// The signature over some bytes; or the token for them.
    pub fn make(&self, content: &[u8]) -> Vec<u8> {
        match self.token_time {
            None => self.signed_data(content, None),
            Some(time) => {
                let imprint =
                    seq(&[self.key.digest_algorithm(), octets(&self.key.digest(content))]);
                self.token(&imprint, time, &[])
            }
        }
    }

    /// A token with this imprint and nonce, each whole; without a nonce if it is empty.
    pub fn token(&self, imprint: &[u8], time: &str, nonce: &[u8]) -> Vec<u8> {
        let policy = oid("1.2.3.4.1");
        let info = seq(&[
            number(1),
            policy,
            imprint.to_vec(),
            number(9),
            generalized(time),
            nonce.to_vec(),
        ]);
        self.signed_data(&info, Some(TIMESTAMP_INFO))
    }

    fn signed_data(&self, content: &[u8], inside: Option<&str>) -> Vec<u8> {
        let bound = self.bound.as_ref().unwrap_or(&self.certificates[0]);
        let bound = octets(&self.key.digest(bound));
        let explicit = if matches!(self.key, Pair::P384(_)) {
            self.key.digest_algorithm()
        } else {
            Vec::new()
        };
        let mut attributes = vec![
            attribute("1.2.840.113549.1.9.3", &oid(inside.unwrap_or(DATA))),
            attribute("1.2.840.113549.1.9.4", &octets(&self.key.digest(content))),
            attribute("1.2.840.113549.1.9.16.2.47", &seq(&[seq(&[seq(&[explicit, bound])])])),
        ];
        attributes.extend(self.more.iter().map(|(name, values)| attribute(name, &values.concat())));
        attributes.sort();
        let attributes = attributes.concat();
        let mut signature = self.key.sign(&tlv(0x31, &attributes));
        if self.broken {
            *signature.last_mut().expect("bytes") ^= 1;
        }
        let unsigned = match &self.stamp {
            None => Vec::new(),
            Some((maker, time)) => {
                let made = |maker: &Cms<'c>| {
                    let maker = Cms { token_time: Some(time), ..maker.clone() };
                    maker.make(&signature)
                };
                let first = made(maker);
                tlv(
                    0xA1,
                    &match &self.second_stamp {
                        None => attribute(TIMESTAMP, &first),
                        Some((other, true)) => attribute(TIMESTAMP, &[first, made(other)].concat()),
                        Some((other, false)) => {
                            [attribute(TIMESTAMP, &first), attribute(TIMESTAMP, &made(other))]
                                .concat()
                        }
                    },
                )
            }
        };
        let (version, signer) = if self.named_by_key {
            (3, tlv(0x80, &self.key.identifier()))
        } else {
            (1, seq(&[name(self.named.0), number(self.named.1)]))
        };
        let signer = seq(&[
            number(version),
            signer,
            self.key.digest_algorithm(),
            tlv(0xA0, &attributes),
            self.key.algorithm(),
            octets(&signature),
            unsigned,
        ]);
        let content = match inside {
            None => seq(&[oid(DATA)]),
            Some(kind) => seq(&[oid(kind), tlv(0xA0, &octets(content))]),
        };
        let data = seq(&[
            number(if inside.is_none() { version } else { 3 }),
            tlv(0x31, &self.key.digest_algorithm()),
            content,
            tlv(0xA0, &self.certificates.concat()),
            tlv(0x31, &signer),
        ]);
        seq(&[oid(SIGNED_DATA), tlv(0xA0, &data)])
    }
}

fn attribute(name: &str, value: &[u8]) -> Vec<u8> {
    seq(&[oid(name), tlv(0x31, value)])
}
