//! What the services answer: time stamps, OCSP, revocation lists, and the ways in which a service can be wrong.

use std::sync::{Arc, Mutex};

use sha2::{Digest as _, Sha256};

use super::der::{inside, oid, seq, time, tlv};
use super::{Entity, NOW, Pki, TO};

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

/// The services of one PKI.
pub struct Services {
    root: Entity,
    sub: Entity,
    tsa: Entity,
    /// A certificate that may not stamp times.
    person: Entity,
    /// Serial numbers (DER) of revoked certificates.
    pub revoked: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// An answer: status, content type, body.
pub type Answer = (u16, &'static str, Vec<u8>);

impl Services {
    pub fn of(pki: &Pki) -> Self {
        let person = pki.leaf("Người không có quyền", super::Key::P256);
        let (root, sub, tsa) = (pki.root.clone(), pki.sub.clone(), pki.tsa.clone());
        Self { root, sub, tsa, person, revoked: Arc::default() }
    }

    /// Answers one request. `None` is an answer that never comes.
    pub fn answer(&self, path: &str, body: &[u8]) -> Option<Answer> {
        let stamp = |answer: Vec<u8>| Some((200, "application/timestamp-reply", answer));
        match path {
            "/tsa" => stamp(granted(&self.token(body, &self.tsa, Fault::None))),
            "/tsa/other-nonce" => stamp(granted(&self.token(body, &self.tsa, Fault::Nonce))),
            "/tsa/no-nonce" => stamp(granted(&self.token(body, &self.tsa, Fault::NoNonce))),
            "/tsa/other-imprint" => stamp(granted(&self.token(body, &self.tsa, Fault::Imprint))),
            "/tsa/broken-signature" => stamp(granted(&self.token(body, &self.tsa, Fault::Signature))),
            "/tsa/no-authority" => stamp(granted(&self.token(body, &self.person, Fault::None))),
            "/tsa/long" => stamp(granted(&self.token(body, &self.tsa, Fault::Long))),
            "/tsa/endless" => stamp(vec![0x30; 1 << 20]),
            "/tsa/refused" => stamp(seq(&[seq(&[tlv(2, &[2])])])),
            "/tsa/page" => Some((200, "text/html", b"<html>Not here</html>".to_vec())),
            "/tsa/broken" => Some((500, "text/plain", Vec::new())),
            "/tsa/moved" => Some((302, "text/plain", Vec::new())),
            "/tsa/silent" => None,
            "/sub/ocsp" => Some((200, "application/ocsp-response", self.ocsp(body, &self.sub))),
            "/root/ocsp" => Some((200, "application/ocsp-response", self.ocsp(body, &self.root))),
            "/sub/crl" => Some((200, "application/pkix-crl", self.crl(&self.sub))),
            "/root/crl" => Some((200, "application/pkix-crl", self.crl(&self.root))),
            _ => Some((404, "text/plain", Vec::new())),
        }
    }

    fn token(&self, request: &[u8], signer: &Entity, fault: Fault) -> Vec<u8> {
        let values = inside(request);
        let mut imprint = values[1].1.to_vec();
        let mut nonce =
            values.iter().skip(2).find(|value| value.0 == 2).map(|value| value.1.to_vec()).unwrap_or_default();
        match fault {
            Fault::Imprint => *imprint.last_mut().expect("bytes") ^= 1,
            Fault::Nonce => *nonce.last_mut().expect("bytes") ^= 1,
            Fault::NoNonce => nonce.clear(),
            Fault::None | Fault::Signature | Fault::Long => {}
        }
        let serial = tlv(2, &[7]);
        let info = seq(&[tlv(2, &[1]), oid("1.2.3.4.1"), imprint, serial, time(NOW + 1), nonce]);
        let certificate_hash = tlv(4, &Sha256::digest(&signer.certificate));
        let mut attributes = [
            attribute("1.2.840.113549.1.9.3", &oid("1.2.840.113549.1.9.16.1.4")),
            attribute("1.2.840.113549.1.9.4", &tlv(4, &Sha256::digest(&info))),
            attribute("1.2.840.113549.1.9.16.2.47", &seq(&[seq(&[seq(&[certificate_hash])])])),
        ];
        attributes.sort();
        let attributes = attributes.concat();
        let mut signature = signer.sign(&tlv(0x31, &attributes));
        if fault == Fault::Signature {
            *signature.last_mut().expect("bytes") ^= 1;
        }
        let issuer_and_serial = seq(&[self.sub.name_der(), signer.serial_der()]);
        let signer_info = seq(&[
            tlv(2, &[1]),
            issuer_and_serial,
            seq(&[oid(SHA256)]),
            tlv(0xA0, &attributes),
            seq(&[oid(ECDSA_SHA256)]),
            tlv(4, &signature),
        ]);
        let mut certificates = vec![signer.certificate.clone(), self.sub.certificate.clone()];
        if fault == Fault::Long {
            certificates.extend((0..30).map(|_| self.root.certificate.clone()));
        }
        certificates.sort();
        let content = seq(&[oid("1.2.840.113549.1.9.16.1.4"), tlv(0xA0, &tlv(4, &info))]);
        let digests = tlv(0x31, &seq(&[oid(SHA256)]));
        let signed_data =
            seq(&[tlv(2, &[3]), digests, content, tlv(0xA0, &certificates.concat()), tlv(0x31, &signer_info)]);
        seq(&[oid("1.2.840.113549.1.7.2"), tlv(0xA0, &signed_data)])
    }

    fn ocsp(&self, request: &[u8], authority: &Entity) -> Vec<u8> {
        let tbs = inside(request)[0].1;
        let requests = inside(tbs).into_iter().find(|value| value.0 == 0x30).expect("requestList").1;
        let certificate_id = inside(inside(requests)[0].1)[0].1;
        let serial = inside(certificate_id)[3].1.to_vec();
        let ours = inside(certificate_id)[2].2 == authority.key_hash();
        let status = if !ours {
            tlv(0x82, &[])
        } else if self.revoked.lock().expect("one at a time").contains(&serial) {
            tlv(0xA1, &time(NOW - 86_400))
        } else {
            tlv(0x80, &[])
        };
        let single = seq(&[certificate_id.to_vec(), status, time(NOW), tlv(0xA0, &time(TO))]);
        let data = seq(&[tlv(0xA1, &authority.name_der()), time(NOW), seq(&[single])]);
        let basic = seq(&[data.clone(), seq(&[oid(ECDSA_SHA256)]), bits(&authority.sign(&data))]);
        let bytes = seq(&[oid("1.3.6.1.5.5.7.48.1.1"), tlv(4, &basic)]);
        seq(&[tlv(0x0A, &[0]), tlv(0xA0, &bytes)])
    }

    fn crl(&self, authority: &Entity) -> Vec<u8> {
        let revoked = self.revoked.lock().expect("one at a time");
        let entries: Vec<Vec<u8>> = revoked.iter().map(|serial| seq(&[serial.clone(), utc(NOW - 86_400)])).collect();
        let number = seq(&[oid("2.5.29.20"), tlv(4, &tlv(2, &[1]))]);
        let issuer_key = seq(&[oid("2.5.29.35"), tlv(4, &seq(&[tlv(0x80, &authority.key_hash())]))]);
        let mut parts = vec![tlv(2, &[1]), seq(&[oid(ECDSA_SHA256)]), authority.name_der(), utc(NOW), utc(TO)];
        if !entries.is_empty() {
            parts.push(seq(&entries));
        }
        parts.push(tlv(0xA0, &seq(&[issuer_key, number])));
        let list = seq(&parts);
        seq(&[list.clone(), seq(&[oid(ECDSA_SHA256)]), bits(&authority.sign(&list))])
    }
}

/// How a time stamp can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    Nonce,
    NoNonce,
    Imprint,
    Signature,
    /// Sound, and longer than any real one.
    Long,
}

fn granted(token: &[u8]) -> Vec<u8> {
    seq(&[seq(&[tlv(2, &[0])]), token.to_vec()])
}

fn attribute(name: &str, value: &[u8]) -> Vec<u8> {
    seq(&[oid(name), tlv(0x31, value)])
}

fn bits(bytes: &[u8]) -> Vec<u8> {
    tlv(3, &[&[0], bytes].concat())
}

/// A `UTCTime`: the general one without its century.
fn utc(unix: i64) -> Vec<u8> {
    tlv(0x17, &inside(&tlv(0x30, &time(unix)))[0].2[2..])
}
