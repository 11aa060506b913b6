//! Papers signed with keys of a test infrastructure.

mod annexes;
mod certificates;
mod flips;
mod numbered;
mod pinned;
mod refusals;
mod stamps;

use std::time::Duration;

use time::OffsetDateTime;

use super::*;
use crate::cms::{self, Binding, SignedData};
use crate::der::definite;
use crate::issuers::Issuers;
use crate::keys::Signer;
use crate::keys::{KeyError, P12};
use crate::pdf::Update;
use crate::pdf::{PdfError, StructureFault};
use crate::pki::Certificate;
use crate::pki::Hash;
use crate::role::Role;
use crate::test_pki::{Key, Order, Pki, Server, Usage, now};
use crate::testing::other::read_alike;
use crate::testing::sample::{Found, paper, picture, signatures};
use crate::timestamp::{TimestampAuthority, TimestampError};
use crate::{OfficeMessage as _, oid, timestamp};

const OFFICIAL: FieldBox = FieldBox { page: 2, rectangle: [330.0, 200.0, 430.0, 260.0] };
const SEAL: FieldBox = FieldBox { page: 2, rectangle: [290.0, 190.0, 400.0, 300.0] };
const PLACES: [(Role, FieldBox); 2] = [(Role::Official, OFFICIAL), (Role::Seal, SEAL)];

fn settings(pki: &Pki, role: Role) -> Settings {
    let issuers = Issuers::from_pem_or_der(&pki.roots(), &pki.between()).unwrap();
    Settings { role, issuers, expected: None, timestamp: None, reason: None, location: None }
}

fn key(pki: &Pki, name: &str, key: Key) -> P12 {
    P12::open(&pki.leaf(name, key).p12("1", &[]), &"1".into()).unwrap()
}

fn on(pdf: &[u8]) -> Paper<'_> {
    Paper { pdf, places: &PLACES, blanks: &[], appearance: None }
}

fn sign(settings: &Settings, signer: &dyn Signer, paper: &Paper<'_>) -> Result<Signed, SignError> {
    SigningDesk::open(settings, signer, now())?.sign(paper, now())
}

/// Checks range, attributes and signature of one signature, and hands back its certificate.
fn check_found(found: &Found, file: &[u8]) -> Certificate {
    let [zero, before, after, rest] = found.range;
    assert_eq!(zero, 0);
    assert_eq!((file[before], file[after - 1]), (b'<', b'>'));
    assert!(file[..after + rest].ends_with(b"%%EOF\n"), "the signature covers all of its revision");
    assert_eq!(found.contents.len() * 2 + 2, after - before);
    let (der, zeros) = definite(&found.contents).unwrap();
    assert!(
        zeros.iter().all(|byte| *byte == 0) && found.contents.starts_with(&der),
        "DER as it stands"
    );
    let data = SignedData::read(&der).unwrap();
    assert_eq!(data.signed.len(), 3, "content type, digest and certificate, and no signing time");
    cms::check(&data, &[&found.signed(file)], Binding::Required).unwrap().certificate
}

#[test]
fn official_and_seal_sign_one_after_the_other_and_nothing_before_is_touched() {
    let pki = Pki::new();
    for modern in [false, true] {
        let unsigned = paper(modern);
        let look = picture(100.0, 60.0);
        let official = key(&pki, "Nguyễn Văn A", Key::Rsa2048);
        let with_look = Paper { appearance: Some(&look), ..on(&unsigned) };
        let once = sign(&settings(&pki, Role::Official), &official, &with_look).unwrap().pdf;
        assert!(once.starts_with(&unsigned));
        let seal = key(&pki, "UBND tỉnh", Key::P256);
        let twice = sign(&settings(&pki, Role::Seal), &seal, &on(&once)).unwrap().pdf;
        assert!(twice.starts_with(&once));

        let [Some(first), Some(second)] = &signatures(&twice)[..] else { panic!("two signatures") };
        assert_eq!(check_found(first, &twice).holder(), "Nguyễn Văn A");
        assert_eq!(check_found(second, &twice).holder(), "UBND tỉnh");
        assert_eq!(first.range[2] + first.range[3], once.len());
        assert_eq!(second.range[2] + second.range[3], twice.len());
        assert_eq!(first.value.get(b"M").unwrap().as_str().unwrap(), b"D:20260601100000+07'00'");
    }
}

#[test]
fn p384_signs_with_its_own_hash() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signed = sign(&settings(&pki, Role::Official), &key(&pki, "A", Key::P384), &on(&unsigned))
        .unwrap()
        .pdf;
    let found = signatures(&signed).into_iter().next().flatten().unwrap();
    check_found(&found, &signed);
    let digest = Hash::Sha384.digest(&[&found.signed(&signed)]);
    assert!(found.contents.windows(digest.len()).any(|window| window == digest));
}

#[test]
fn both_fields_are_made_by_the_first_signature_and_the_empty_one_has_an_appearance() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signed = sign(&settings(&pki, Role::Official), &key(&pki, "A", Key::P256), &on(&unsigned))
        .unwrap()
        .pdf;
    assert!(matches!(&signatures(&signed)[..], [Some(_), None]));
    let update = Update::open(&signed).unwrap();
    for (field, role) in update.signature_fields().unwrap().iter().zip([Role::Official, Role::Seal])
    {
        let widget = update.dictionary(update.id_of(field)).unwrap();
        assert_eq!(field.name, role.field());
        assert_eq!(widget.get(b"F").unwrap().integer(), Some(132));
        assert!(widget.get(b"AP").unwrap().dict().unwrap().get(b"N").is_some());
        assert!(widget.get(b"A").is_none() && widget.get(b"AA").is_none());
    }
    let page = update.dictionary(update.page(2).unwrap()).unwrap();
    assert_eq!(page.get(b"Annots").unwrap().array().unwrap().len(), 2);
}

#[test]
fn the_second_signature_changes_its_own_field_only() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let once = sign(&settings(&pki, Role::Official), &signer, &on(&unsigned)).unwrap().pdf;
    let look = picture(110.0, 110.0);
    let paper = Paper { places: &[], appearance: Some(&look), ..on(&once) };
    let twice = sign(&settings(&pki, Role::Seal), &signer, &paper).unwrap().pdf;
    let update = Update::open(&once).unwrap();
    let seal = update.id_of(&update.signature_fields().unwrap()[1]);
    let (before, after) = (read_alike(&once).unwrap(), read_alike(&twice).unwrap());
    let changed: Vec<_> =
        before.objects.iter().filter(|(id, object)| after.objects[*id] != **object).collect();
    assert_eq!(
        changed.iter().map(|(id, _)| **id).collect::<Vec<_>>(),
        [(seal.number, seal.generation)]
    );
    let size = after.trailer.get(b"Size").unwrap().as_i64().unwrap();
    assert_eq!(size, i64::from(after.max_id) + 1);
    let first_identifier = |document: &lopdf::Document| {
        document.trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone()
    };
    assert_eq!(first_identifier(&before), first_identifier(&after));
}

#[test]
fn an_annex_has_the_seal_alone() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let paper = Paper { places: &[(Role::Seal, SEAL)], ..on(&unsigned) };
    let signed =
        sign(&settings(&pki, Role::Seal), &key(&pki, "UBND", Key::P256), &paper).unwrap().pdf;
    check_found(signatures(&signed)[0].as_ref().unwrap(), &signed);
}

#[test]
fn the_same_paper_key_and_time_give_the_same_bytes() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::Rsa2048);
    let settings = settings(&pki, Role::Official);
    let sign = |at: OffsetDateTime| {
        SigningDesk::open(&settings, &signer, at).unwrap().sign(&on(&unsigned), at).unwrap().pdf
    };
    assert_eq!(sign(now()), sign(now()));
    assert_ne!(sign(now()), sign(now() + time::Duration::seconds(1)));
}
