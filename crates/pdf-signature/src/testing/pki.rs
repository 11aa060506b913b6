//! The infrastructure of the tests that verify: a root, an authority below it, and their revocation
//! lists.

use time::UtcDateTime;

use crate::test_pki::Pair;
use crate::test_pki::certificate::{
    self, CRL_SIGN, Issuer, KEY_CERT_SIGN, Spec, Word, certificate_id,
};
use crate::{Certificate, RevocationList, Trust};

/// What an authority's key is for.
pub(crate) const ISSUING: u8 = KEY_CERT_SIGN | CRL_SIGN;
/// The time of lists and answers.
const PERIOD: (&str, &str) = ("20260601000000Z", "20261231000000Z");

/// A moment in UTC, e.g. `20260601000000Z`.
pub(crate) fn moment(text: &str) -> UtcDateTime {
    let element = crate::der::Tlv { tag: 0x18, content: text.as_bytes(), whole: &[] };
    crate::moment::read(&element).unwrap()
}

/// A revocation list of an authority, from June to December 2026.
pub(crate) fn revocation_list(issuer: Issuer<'_>, revoked: &[(u64, &str)]) -> Vec<u8> {
    certificate::revocation_list(issuer, PERIOD, revoked, &[])
}

/// One that revokes nothing and has these extensions.
pub(crate) fn list_with(issuer: Issuer<'_>, extensions: &[Vec<u8>]) -> Vec<u8> {
    certificate::revocation_list(issuer, PERIOD, &[], extensions)
}

/// An answer about one certificate of `issuer`, signed by `responder` and carrying its certificate.
pub(crate) fn ocsp(
    issuer: Issuer<'_>,
    serial: u64,
    revoked: Option<&str>,
    responder: (&Pair, &[u8]),
) -> Vec<u8> {
    let word = revoked.map_or(Word::Good, Word::Revoked);
    certificate::answer(
        &certificate_id(issuer, serial),
        word,
        PERIOD,
        responder.0,
        Some(responder.1),
    )
}

pub(crate) const ROOT: &str = "Gốc thử";
pub(crate) const AUTHORITY: &str = "CA thử";

/// The infrastructure most tests use.
pub(crate) struct World {
    pub(crate) root_key: Pair,
    pub(crate) authority_key: Pair,
    pub(crate) root: Vec<u8>,
    pub(crate) authority: Vec<u8>,
}

impl World {
    pub(crate) fn new() -> Self {
        let (root_key, authority_key) = (Pair::p256(1), Pair::p256(2));
        let root = Spec { subject: ROOT, authority: true, usage: Some(ISSUING), ..Spec::default() };
        let authority = Spec {
            subject: AUTHORITY,
            serial: 2,
            authority: true,
            path_length: Some(0),
            usage: Some(ISSUING),
            ..Spec::default()
        };
        let (root, authority) = (
            root.issue(&root_key, (ROOT, &root_key)),
            authority.issue(&authority_key, (ROOT, &root_key)),
        );
        Self { root_key, authority_key, root, authority }
    }

    /// A certificate issued by the authority.
    pub(crate) fn issue(&self, spec: &Spec<'_>, key: &Pair) -> Vec<u8> {
        spec.issue(key, (AUTHORITY, &self.authority_key))
    }

    /// Both authorities' lists, the lower one with these certificates revoked.
    pub(crate) fn lists(&self, revoked: &[(u64, &str)]) -> Vec<RevocationList> {
        let lists = [
            revocation_list((ROOT, &self.root_key), &[]),
            revocation_list((AUTHORITY, &self.authority_key), revoked),
        ];
        lists.iter().map(|list| RevocationList::from_der(list).unwrap()).collect()
    }

    /// Trust in the root, with fresh lists that revoke nothing, in September 2026.
    pub(crate) fn trust(&self) -> Trust {
        let roots = vec![Certificate::from_der(&self.root).unwrap()];
        Trust { roots, crls: self.lists(&[]), time: moment("20260901000000Z") }
    }
}
