//! What the services answer: time stamps, OCSP, revocation lists, and the ways in which a service
//! can be wrong.

use std::sync::{Arc, Mutex};

use super::certificate::{Word, answer, certificate_id, extension, revocation_list};
use super::cms::Cms;
use super::der::{inside, number, seq, text, tlv};
use super::{Entity, NOW, Pki, TO};

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
            "/tsa/broken-signature" => {
                stamp(granted(&self.token(body, &self.tsa, Fault::Signature)))
            }
            "/tsa/no-authority" => stamp(granted(&self.token(body, &self.person, Fault::None))),
            "/tsa/named-by-key" => stamp(granted(&self.token(body, &self.tsa, Fault::NamedByKey))),
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
        let mut nonce = values
            .iter()
            .skip(2)
            .find(|value| value.0 == 2)
            .map(|value| value.1.to_vec())
            .unwrap_or_default();
        match fault {
            Fault::Imprint => *imprint.last_mut().expect("bytes") ^= 1,
            Fault::Nonce => *nonce.last_mut().expect("bytes") ^= 1,
            Fault::NoNonce => nonce.clear(),
            Fault::None | Fault::Signature | Fault::NamedByKey | Fault::Long => {}
        }
        let mut certificates = vec![signer.certificate.clone(), self.sub.certificate.clone()];
        if fault == Fault::Long {
            certificates.extend((0..40).map(|_| self.root.certificate.clone()));
        }
        let cms = Cms {
            broken: fault == Fault::Signature,
            named_by_key: fault == Fault::NamedByKey,
            ..Cms::new(&signer.key, &self.sub.name, signer.serial, certificates)
        };
        cms.token(&imprint, &text(NOW + 1), &nonce)
    }

    fn ocsp(&self, request: &[u8], authority: &Entity) -> Vec<u8> {
        let statement = inside(request)[0].1;
        let requests =
            inside(statement).into_iter().find(|value| value.0 == 0x30).expect("requestList").1;
        let id = inside(inside(requests)[0].1)[0].1;
        let serial = value_of(inside(id)[3].1);
        let revoked_at = text(NOW - 86_400);
        let word = if id != certificate_id(authority.issuer(), serial) {
            Word::Unknown
        } else if self.revoked.lock().expect("one at a time").contains(&number(serial)) {
            Word::Revoked(&revoked_at)
        } else {
            Word::Good
        };
        answer(id, word, (&text(NOW), &text(TO)), &authority.key, None)
    }

    fn crl(&self, authority: &Entity) -> Vec<u8> {
        let revoked_at = text(NOW - 86_400);
        let revoked = self.revoked.lock().expect("one at a time");
        let revoked: Vec<(u64, &str)> =
            revoked.iter().map(|serial| (value_of(serial), revoked_at.as_str())).collect();
        let issuer_key =
            extension("2.5.29.35", false, &seq(&[tlv(0x80, &authority.key.identifier())]));
        let count = extension("2.5.29.20", false, &number(1));
        revocation_list(authority.issuer(), (&text(NOW), &text(TO)), &revoked, &[issuer_key, count])
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
    /// Sound, with a signer that is named by the identifier of the key.
    NamedByKey,
    /// Sound, and longer than any real one.
    Long,
}

fn granted(token: &[u8]) -> Vec<u8> {
    seq(&[seq(&[tlv(2, &[0])]), token.to_vec()])
}

/// The value of a number of at most eight bytes.
fn value_of(number: &[u8]) -> u64 {
    number[2..].iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}
