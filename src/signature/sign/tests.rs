use std::time::Duration;

use time::OffsetDateTime;

use super::*;
use crate::signature::cms::{self, Binding, SignedData};
use crate::signature::der::definite;
use crate::signature::keys::{KeyError, P12};
use crate::signature::pdf::{PdfError, StructureFault};
use crate::signature::pki::Hash;
use crate::signature::test_pki::{Key, Order, Pki, Server, Usage, now};
use crate::signature::testing::sample::{Found, paper, picture, signatures};
use crate::signature::{Refusal as _, load, oid, timestamp};

const OFFICIAL: Place = Place { page: 2, rectangle: [330.0, 200.0, 430.0, 260.0] };
const SEAL: Place = Place { page: 2, rectangle: [290.0, 190.0, 400.0, 300.0] };
const PLACES: [(Role, Place); 2] = [(Role::Official, OFFICIAL), (Role::Seal, SEAL)];

fn settings(pki: &Pki, role: Role) -> Settings {
    let issuers = Issuers::read(&pki.roots(), &pki.between()).unwrap();
    Settings { role, issuers, expected: None, timestamp: None, reason: None, location: None }
}

fn stamped(pki: &Pki, role: Role, server: &Server, path: &str) -> Settings {
    let authority = TimestampAuthority { url: server.url(path), wait: Duration::from_millis(1500) };
    Settings { timestamp: Some(Timestamping { authority, waived: false }), ..settings(pki, role) }
}

fn key(pki: &Pki, name: &str, key: Key) -> P12 {
    P12::open(&pki.leaf(name, key).p12("1", &[]), &"1".into()).unwrap()
}

fn on(pdf: &[u8]) -> Paper<'_> {
    Paper { pdf, places: &PLACES, appearance: None, blanks: 0 }
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
    assert!(zeros.iter().all(|byte| *byte == 0) && found.contents.starts_with(&der), "DER as it stands");
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
    let signed = sign(&settings(&pki, Role::Official), &key(&pki, "A", Key::P384), &on(&unsigned)).unwrap().pdf;
    let found = signatures(&signed).into_iter().next().flatten().unwrap();
    check_found(&found, &signed);
    let digest = Hash::Sha384.digest(&[&found.signed(&signed)]);
    assert!(found.contents.windows(digest.len()).any(|window| window == digest));
}

#[test]
fn both_fields_are_made_by_the_first_signature_and_the_empty_one_has_an_appearance() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signed = sign(&settings(&pki, Role::Official), &key(&pki, "A", Key::P256), &on(&unsigned)).unwrap().pdf;
    assert!(matches!(&signatures(&signed)[..], [Some(_), None]));
    let update = Update::open(&signed).unwrap();
    for (field, role) in update.signature_fields().unwrap().iter().zip(Role::ALL) {
        let widget = update.dictionary(update.id_of(field)).unwrap();
        assert_eq!(field.name, role.field());
        assert_eq!(widget.get(b"F").unwrap().as_i64().unwrap(), 132);
        assert!(widget.get(b"AP").unwrap().as_dict().unwrap().has(b"N"));
        assert!(!widget.has(b"A") && !widget.has(b"AA"));
    }
    let page = update.dictionary(update.page(2).unwrap()).unwrap();
    assert_eq!(page.get(b"Annots").unwrap().as_array().unwrap().len(), 2);
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
    let (before, after) = (load(&once).unwrap(), load(&twice).unwrap());
    let changed: Vec<_> = before.objects.iter().filter(|(id, object)| after.objects[*id] != **object).collect();
    assert_eq!(changed.iter().map(|(id, _)| **id).collect::<Vec<_>>(), [seal]);
    let size = after.trailer.get(b"Size").unwrap().as_i64().unwrap();
    assert_eq!(size, i64::from(after.max_id) + 1);
    let first_identifier =
        |document: &lopdf::Document| document.trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone();
    assert_eq!(first_identifier(&before), first_identifier(&after));
}

#[test]
fn an_annex_has_the_seal_alone() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let paper = Paper { places: &[(Role::Seal, SEAL)], ..on(&unsigned) };
    let signed = sign(&settings(&pki, Role::Seal), &key(&pki, "UBND", Key::P256), &paper).unwrap().pdf;
    check_found(signatures(&signed)[0].as_ref().unwrap(), &signed);
}

#[test]
fn papers_that_must_not_be_signed_are_refused() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let (official, seal) = (settings(&pki, Role::Official), settings(&pki, Role::Seal));
    let refusal = |settings: &Settings, paper: &Paper<'_>| sign(settings, &signer, paper).err().unwrap();
    let once = sign(&official, &signer, &on(&unsigned)).unwrap().pdf;

    assert_eq!(refusal(&official, &on(&once)), SignError::AlreadySigned("ChuKyNguoiCoThamQuyen"));
    assert_eq!(refusal(&seal, &on(&unsigned)), SignError::OfficialFirst);
    assert_eq!(refusal(&official, &Paper { blanks: 2, ..on(&unsigned) }), SignError::Blanks(2));
    assert_eq!(
        refusal(&official, &Paper { places: &[], ..on(&unsigned) }),
        SignError::NoPlace("ChuKyNguoiCoThamQuyen")
    );
    let beyond = [(Role::Official, Place { page: 3, ..OFFICIAL })];
    assert_eq!(refusal(&official, &Paper { places: &beyond, ..on(&unsigned) }), PdfError::NoPage(3).into());
    let look = picture(90.0, 60.0);
    let small = Paper { appearance: Some(&look), ..on(&unsigned) };
    assert_eq!(refusal(&official, &small), SignError::WrongSize { picture: [900, 600], place: [1000, 600] });

    let annex = Paper { places: &[(Role::Seal, SEAL)], ..on(&unsigned) };
    let sealed = sign(&seal, &signer, &annex).unwrap().pdf;
    assert_eq!(refusal(&official, &on(&sealed)), SignError::ForeignSignatures);
}

#[test]
fn damaged_encrypted_and_ambiguous_files_are_refused() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let settings = settings(&pki, Role::Official);
    let refusal = |pdf: &[u8]| sign(&settings, &signer, &on(pdf)).err().unwrap();
    let fault = |pdf: &[u8]| match refusal(pdf) {
        SignError::Pdf(PdfError::Structure(fault)) => fault.code(),
        other => panic!("{other:?}"),
    };

    assert_eq!(fault(b""), "not_pdf");
    assert_eq!(fault(b"PK\x03\x04 not a PDF"), "not_pdf");
    assert_eq!(fault(&unsigned[..unsigned.len() - 60]), "damaged");
    assert_eq!(fault(&[&unsigned[..unsigned.len() - 6], b"\n"].concat()), "damaged");
    let at = unsigned.windows(9).rposition(|window| window == b"startxref").unwrap();
    assert_eq!(fault(&[&unsigned[..at], b"startxref\n17\n%%EOF"].concat()), "broken_xref");
    assert_eq!(fault(&[&unsigned[..], b"left behind"].concat()), "trailing_data");
    let first_entry = unsigned.windows(8).position(|window| window == b" 00000 n").unwrap();
    let mut moved = unsigned.clone();
    moved[first_entry - 1] ^= 1;
    assert_eq!(fault(&moved), "broken_xref");
    let with_key = |key: &[u8]| {
        let at = unsigned.windows(7).rposition(|window| window == b"trailer").unwrap();
        let dictionary = unsigned[at..].windows(2).position(|window| window == b"<<").unwrap() + at + 2;
        [&unsigned[..dictionary], key, &unsigned[dictionary..]].concat()
    };
    assert_eq!(fault(&with_key(b"/XRefStm 15")), "hybrid");
    assert_eq!(fault(&with_key(b"/Encrypt 1 0 R")), "encrypted");
    assert!(PdfError::from(StructureFault::Encrypted).remedy().starts_with("Bỏ mật khẩu"));
}

#[test]
fn certificates_that_may_not_sign_are_refused_before_a_secret_is_asked() {
    let pki = Pki::new();
    let chain = |order: &Order<'_>| vec![pki.sub.certify(order).certificate];
    let official = settings(&pki, Role::Official);
    let refusal = |settings: &Settings, chain: &[Vec<u8>]| check_certificate(settings, chain, now()).err().unwrap();

    let expired = Order { from: 1_600_000_000, to: 1_700_000_000, ..Order::of("A") };
    assert!(matches!(refusal(&official, &chain(&expired)), CertificateError::Expired(_)));
    let future = Order { from: 2_000_000_000, to: 2_100_000_000, ..Order::of("A") };
    assert!(matches!(refusal(&official, &chain(&future)), CertificateError::NotYetValid(_)));
    let encryption = Order { usage: Usage::Encryption, ..Order::of("A") };
    assert_eq!(refusal(&official, &chain(&encryption)), CertificateError::WrongUsage);
    assert_eq!(refusal(&official, std::slice::from_ref(&pki.sub.certificate)), CertificateError::WrongUsage);
    let weak = Order { key: Key::Rsa1024, ..Order::of("A") };
    assert_eq!(refusal(&official, &chain(&weak)), CertificateError::Key(KeyError::WeakKey { bits: 1024 }));

    let foreign = Pki::of_strangers().leaf("A", Key::P256).certificate;
    assert!(matches!(refusal(&official, &[foreign]), CertificateError::NoChain(_)));
    let leaf = pki.leaf("Nguyễn Văn A", Key::P256).certificate;
    let rootless = Settings { issuers: Issuers::read(&pki.roots(), b"").unwrap(), ..official.clone() };
    assert!(matches!(refusal(&rootless, std::slice::from_ref(&leaf)), CertificateError::NoChain(_)));
    let brought_along = [leaf.clone(), pki.sub.certificate.clone()];
    assert_eq!(check_certificate(&rootless, &brought_along, now()).unwrap().1, brought_along);
    let fake = pki.leaf("Không phải cơ quan chứng thực", Key::P256).certify(&Order::of("A"));
    let through_a_person =
        Settings { issuers: Issuers::read(&pki.roots(), &pki.between()).unwrap(), ..official.clone() };
    assert!(matches!(refusal(&through_a_person, &[fake.certificate]), CertificateError::NoChain(_)));

    let fingerprint = crate::fingerprint::sha256(&leaf).to_uppercase();
    let spaced =
        fingerprint.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair)).collect::<Vec<_>>().join(":");
    for expected in [Expected::Fingerprint(spaced), Expected::Subject("Nguyễn Văn A".into())] {
        let settings = Settings { expected: Some(expected), ..official.clone() };
        assert!(check_certificate(&settings, std::slice::from_ref(&leaf), now()).is_ok());
        let other = pki.leaf("Nguyễn Văn B", Key::P256).certificate;
        assert!(matches!(refusal(&settings, &[other]), CertificateError::OtherExpected { .. }));
    }
}

#[test]
fn a_certificate_that_expires_during_the_sitting_signs_no_more() {
    let pki = Pki::new();
    let order = Order { to: crate::signature::test_pki::NOW + 60, ..Order::of("A") };
    let entity = pki.sub.certify(&order);
    let signer = P12::open(&entity.p12("1", &[]), &"1".into()).unwrap();
    let settings = settings(&pki, Role::Official);
    let desk = SigningDesk::open(&settings, &signer, now()).unwrap();
    let unsigned = paper(false);
    assert!(desk.sign(&on(&unsigned), now()).is_ok());
    let later = now() + time::Duration::minutes(2);
    let refusal = desk.sign(&on(&unsigned), later).err().unwrap();
    assert!(matches!(refusal, SignError::Certificate(CertificateError::Expired(_))) && refusal.ends_the_session());
}

/// A key of someone else under one's own certificate, as a broken token might give.
struct Mismatch(P12, P12);

impl Signer for Mismatch {
    fn chain(&self) -> &[Vec<u8>] {
        self.0.chain()
    }

    fn algorithm(&self) -> crate::signature::keys::Algorithm {
        self.0.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.1.sign(message)
    }
}

#[test]
fn the_seal_is_not_put_on_a_paper_whose_first_signature_does_not_hold() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let once = sign(&settings(&pki, Role::Official), &signer, &on(&unsigned)).unwrap().pdf;
    let seal = settings(&pki, Role::Seal);
    let refusal = |pdf: &[u8], seal: &Settings| match sign(seal, &signer, &on(pdf)) {
        Err(SignError::EarlierSignature(reason)) => reason.code(),
        other => panic!("{other:?}"),
    };

    // One letter of what is drawn.
    let mut forged = once.clone();
    let at = forged.windows(3).position(|window| window == b"100").unwrap();
    forged[at] = b'2';
    assert_eq!(refusal(&forged, &seal), "content_changed");
    // An honest signature of someone whom the office does not know.
    let stranger = Pki::of_strangers();
    let strange = sign(&settings(&stranger, Role::Official), &key(&stranger, "B", Key::P256), &on(&unsigned));
    assert_eq!(refusal(&strange.unwrap().pdf, &seal), "untrusted");
    // The office does know whoever sealed by then; the official's certificate ran out.
    let order = Order { to: crate::signature::test_pki::NOW + 60, ..Order::of("A") };
    let short = P12::open(&pki.sub.certify(&order).p12("1", &[]), &"1".into()).unwrap();
    let briefly = sign(&settings(&pki, Role::Official), &short, &on(&unsigned)).unwrap().pdf;
    let desk = SigningDesk::open(&seal, &signer, now()).unwrap();
    let late = desk.sign(&on(&briefly), now() + time::Duration::minutes(2)).err().unwrap();
    assert!(matches!(&late, SignError::EarlierSignature(reason) if reason.code() == "out_of_date"), "{late:?}");
    assert!(!late.ends_the_session() && late.sentence().contains("không hợp lệ"));
}

#[test]
fn a_signature_that_does_not_hold_is_not_handed_out() {
    let pki = Pki::new();
    let wrong = Mismatch(key(&pki, "A", Key::P256), key(&pki, "B", Key::P256));
    let unsigned = paper(false);
    let refusal = sign(&settings(&pki, Role::Official), &wrong, &on(&unsigned)).err().unwrap();
    assert!(refusal.ends_the_session());
    assert_eq!(refusal, SignError::DoesNotHold("Chữ ký không khớp với chứng thư của người ký.".into()));
}

#[test]
fn a_time_stamp_of_this_very_signature_goes_into_it() {
    let (pki, server) = Pki::served();
    let unsigned = paper(false);
    for path in ["/tsa", "/tsa/named-by-key"] {
        stamped_paper(&pki, &stamped(&pki, Role::Official, &server, path), &unsigned);
    }
}

fn stamped_paper(pki: &Pki, settings: &Settings, unsigned: &[u8]) {
    let signed = sign(settings, &key(pki, "A", Key::Rsa2048), &on(unsigned)).unwrap();
    assert_eq!(signed.stamp, Stamp::Stamped);
    let found = signatures(&signed.pdf).into_iter().next().flatten().unwrap();
    check_found(&found, &signed.pdf);
    let (der, _) = definite(&found.contents).unwrap();
    let data = SignedData::read(&der).unwrap();
    let stamp = data.unsigned.iter().find(|attribute| attribute.id == oid::TIMESTAMP).unwrap();
    let token = timestamp::check(stamp.value.whole, &[data.signature]).unwrap();
    assert_eq!(token.authority, Certificate::read(&pki.tsa.certificate).unwrap());
}

#[test]
fn a_longer_time_stamp_than_expected_gets_the_room_it_needs() {
    let (pki, server) = Pki::served();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let pdf = sign(&stamped(&pki, Role::Official, &server, "/tsa/long"), &signer, &on(&unsigned)).unwrap().pdf;
    check_found(signatures(&pdf)[0].as_ref().unwrap(), &pdf);
}

#[test]
fn a_time_stamp_that_is_not_the_answer_to_the_question_is_an_error() {
    let (pki, server) = Pki::served();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let refusal = |path: &str| match sign(&stamped(&pki, Role::Official, &server, path), &signer, &on(&unsigned)) {
        Err(SignError::Timestamp(refusal)) => refusal,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(refusal("/tsa/other-nonce"), TimestampError::Other("nonce"));
    assert_eq!(refusal("/tsa/no-nonce"), TimestampError::Other("nonce"));
    assert_eq!(refusal("/tsa/other-imprint"), TimestampError::Other("imprint"));
    assert_eq!(refusal("/tsa/broken-signature"), TimestampError::DoesNotHold("signature"));
    assert_eq!(refusal("/tsa/no-authority"), TimestampError::DoesNotHold("extended key usage"));
    assert_eq!(refusal("/tsa/refused"), TimestampError::Refused(2));
    assert!(matches!(refusal("/tsa/page"), TimestampError::Unreadable(_)));
    assert!(matches!(refusal("/tsa/endless"), TimestampError::Fetch(crate::signature::FetchError::TooLong(_))));
    for (path, code) in [("/tsa/broken", 500), ("/tsa/moved", 302), ("/nowhere", 404)] {
        assert!(
            matches!(refusal(path), TimestampError::Fetch(crate::signature::FetchError::Status { status, .. }) if status == code),
            "{path}"
        );
    }
    assert!(matches!(refusal("/tsa/silent"), TimestampError::Fetch(crate::signature::FetchError::Late(_))));
}

#[test]
fn an_authority_that_is_not_there_can_be_waived() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let authority = |url: &str| TimestampAuthority { url: url.into(), wait: Duration::from_secs(2) };
    let with = |url: &str, waived| Settings {
        timestamp: Some(Timestamping { authority: authority(url), waived }),
        ..settings(&pki, Role::Official)
    };
    let signer = key(&pki, "A", Key::P256);
    let refusal = sign(&with("http://127.0.0.1:9/tsa", false), &signer, &on(&unsigned)).err().unwrap();
    assert!(matches!(refusal, SignError::Timestamp(TimestampError::Fetch(_))) && !refusal.ends_the_session());
    let refusal = sign(&with("https://tsa.example/", false), &signer, &on(&unsigned)).err().unwrap();
    assert!(matches!(refusal, SignError::Timestamp(TimestampError::Fetch(crate::signature::FetchError::Address(_)))));
    let stamp = sign(&with("http://127.0.0.1:9/tsa", true), &signer, &on(&unsigned)).unwrap().stamp;
    assert!(matches!(stamp, Stamp::Waived(_)));
}

#[test]
fn the_same_paper_key_and_time_give_the_same_bytes() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::Rsa2048);
    let settings = settings(&pki, Role::Official);
    let sign =
        |at: OffsetDateTime| SigningDesk::open(&settings, &signer, at).unwrap().sign(&on(&unsigned), at).unwrap().pdf;
    assert_eq!(sign(now()), sign(now()));
    assert_ne!(sign(now()), sign(now() + time::Duration::seconds(1)));
}
