//! A signer for tests: fills the gap of a signature with a CMS of any kind.

use crate::signature::der::{tag, tlv};

use super::paper::{self, Paper, field, page, stream};
use super::pki::{Key, generalized, name, oid, sequence};

const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
const TST_INFO: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, 4];
const ATTRIBUTE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9];

/// What goes into a CMS.
#[derive(Clone)]
pub(crate) struct Cms<'c> {
    pub(crate) key: &'c Key,
    /// The common name of the issuer and the serial number of the signer's certificate.
    pub(crate) named: (&'c str, u8),
    /// The signer's certificate first.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// The certificate that signing-certificate-v2 names; that of the signer if `None`.
    pub(crate) bound: Option<Vec<u8>>,
    /// A timestamp: who makes it, and when.
    pub(crate) stamp: Option<(Box<Cms<'c>>, &'c str)>,
    /// The time of a document timestamp; the CMS is then a token.
    pub(crate) token_time: Option<&'c str>,
}

impl<'c> Cms<'c> {
    pub(crate) fn new(key: &'c Key, issuer: &'c str, serial: u8, certificates: Vec<Vec<u8>>) -> Self {
        Self { key, named: (issuer, serial), certificates, bound: None, stamp: None, token_time: None }
    }

    /// The signature over some bytes; or the token for them.
    pub(crate) fn make(&self, content: &[u8]) -> Vec<u8> {
        match self.token_time {
            None => self.signed_data(content, None),
            Some(time) => {
                let imprint = sequence(&[
                    &self.key.digest_algorithm(),
                    &tlv(tag::OCTET_STRING, &[&self.key.hash().digest(&[content])]),
                ]);
                let info = sequence(&[&[2, 1, 1], &oid(&[0x2A, 3]), &imprint, &[2, 1, 9], &generalized(time)]);
                self.signed_data(&info, Some(TST_INFO))
            }
        }
    }

    fn signed_data(&self, content: &[u8], inside: Option<&[u8]>) -> Vec<u8> {
        let attribute =
            |last: &[u8], value: &[u8]| sequence(&[&oid(&[ATTRIBUTE, last].concat()), &tlv(tag::SET, &[value])]);
        let hash = self.key.hash();
        let bound = self.bound.as_ref().unwrap_or(&self.certificates[0]);
        let bound = tlv(tag::OCTET_STRING, &[&hash.digest(&[bound])]);
        let explicit = if matches!(self.key, Key::P256(_)) { Vec::new() } else { self.key.digest_algorithm() };
        let attributes = [
            attribute(&[3], &oid(inside.unwrap_or(DATA))),
            attribute(&[4], &tlv(tag::OCTET_STRING, &[&hash.digest(&[content])])),
            attribute(&[16, 2, 47], &sequence(&[&sequence(&[&sequence(&[&explicit, &bound])])])),
        ]
        .concat();
        let signature = self.key.sign(&tlv(tag::SET, &[&attributes]));
        let unsigned = match &self.stamp {
            None => Vec::new(),
            Some((maker, time)) => {
                let maker = Cms { token_time: Some(time), ..(**maker).clone() };
                tlv(tag::CONTEXT | 1, &[&attribute(&[16, 2, 14], &maker.make(&signature))])
            }
        };
        let signer = sequence(&[
            &[2, 1, 1],
            &sequence(&[&name(self.named.0), &tlv(tag::INTEGER, &[&[self.named.1]])]),
            &self.key.digest_algorithm(),
            &tlv(tag::CONTEXT, &[&attributes]),
            &self.key.algorithm(),
            &tlv(tag::OCTET_STRING, &[&signature]),
            &unsigned,
        ]);
        let content = match inside {
            None => sequence(&[&oid(DATA)]),
            Some(kind) => sequence(&[&oid(kind), &tlv(tag::CONTEXT, &[&tlv(tag::OCTET_STRING, &[content])])]),
        };
        let version = if inside.is_none() { [2, 1, 1] } else { [2, 1, 3] };
        let data = sequence(&[
            &version,
            &tlv(tag::SET, &[&self.key.digest_algorithm()]),
            &content,
            &tlv(tag::CONTEXT, &[&self.certificates.concat()]),
            &tlv(tag::SET, &[&signer]),
        ]);
        sequence(&[&oid(SIGNED_DATA), &tlv(tag::CONTEXT, &[&data])])
    }
}

/// How a signature is put into a paper.
pub(crate) struct SignatureSpec<'s> {
    /// The objects that are saved along with the signature.
    pub(crate) objects: Vec<(u32, String)>,
    /// The number of the signature's own object.
    pub(crate) number: u32,
    /// The sub-filter and further keys of its dictionary.
    pub(crate) keys: &'s str,
    /// How many bytes the gap holds.
    pub(crate) room: usize,
}

/// Saves an update with a signature in it.
pub(crate) fn sign(paper: &mut Paper, spec: SignatureSpec<'_>, cms: &Cms<'_>) {
    sign_bytes(paper, spec, |parts| cms.make(&parts.concat()));
}

/// The same with anything for a signature.
pub(crate) fn sign_bytes(paper: &mut Paper, spec: SignatureSpec<'_>, make: impl Fn([&[u8]; 2]) -> Vec<u8>) {
    const RANGE: &str = "[0000000000 0000000000 0000000000 0000000000]";
    let gap = "0".repeat(2 * spec.room);
    let mut objects = spec.objects;
    let body = format!("<</Type/Sig/Filter/Adobe.PPKLite{}/ByteRange{RANGE}/Contents<{gap}>>>", spec.keys);
    objects.push((spec.number, body));
    let before = paper.bytes.len();
    paper.save(&objects);
    let find = |word: &str| {
        let tail = &paper.bytes[before..];
        before + tail.windows(word.len()).rposition(|window| window == word.as_bytes()).unwrap()
    };
    let start = find("/Contents<") + "/Contents".len();
    let end = start + gap.len() + 2;
    let range = format!("[{:010} {start:010} {end:010} {:010}]", 0, paper.bytes.len() - end);
    let at = find(RANGE);
    paper.bytes[at..at + range.len()].copy_from_slice(range.as_bytes());
    let value = make([&paper.bytes[..start], &paper.bytes[end..]]);
    let digits = crate::fingerprint::hex(&value);
    assert!(digits.len() <= gap.len(), "{} bytes do not fit", value.len());
    paper.bytes[start + 1..start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
}

/// The update of the first signature: form, both fields, the empty appearance of the seal.
pub(crate) fn first_update() -> Vec<(u32, String)> {
    use paper::{CATALOG, EMPTY, FIRST_SIGNATURE, FORM, OFFICIAL, PAGE, SEAL};
    vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("ChuKyNguoiCoThamQuyen", "300 100 450 150", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        (SEAL, field("ConDauCoQuan", "280 90 350 160", &format!("/AP<</N {EMPTY} 0 R>>"))),
        (EMPTY, stream("")),
    ]
}

/// The update of the second signature, with its appearance.
pub(crate) fn second_update(signature: u32, appearance: u32) -> Vec<(u32, String)> {
    let more = format!("/AP<</N {appearance} 0 R>>/V {signature} 0 R");
    vec![(paper::SEAL, field("ConDauCoQuan", "280 90 350 160", &more)), (appearance, stream("1 0 0 rg 0 0 70 70 re f"))]
}
