//! Who may sign.

use super::*;
use crate::test_pki::Pair;
use crate::test_pki::certificate::{Spec, extension};
use crate::test_pki::der::{oid, seq, tlv};

#[test]
fn certificates_that_may_not_sign_are_refused_before_a_secret_is_asked() {
    let pki = Pki::new();
    let chain = |order: &Order<'_>| vec![pki.sub.certify(order).certificate];
    let official = settings(&pki, Role::Official);
    let refusal = |settings: &Settings, chain: &[Vec<u8>]| {
        check_certificate(settings, chain, now()).err().unwrap()
    };

    let expired = Order { from: 1_600_000_000, to: 1_700_000_000, ..Order::of("A") };
    assert!(matches!(refusal(&official, &chain(&expired)), CertificateError::Expired(_)));
    let future = Order { from: 2_000_000_000, to: 2_100_000_000, ..Order::of("A") };
    assert!(matches!(refusal(&official, &chain(&future)), CertificateError::NotYetValid(_)));
    let encryption = Order { usage: Usage::Encryption, ..Order::of("A") };
    assert_eq!(refusal(&official, &chain(&encryption)), CertificateError::WrongUsage);
    assert_eq!(
        refusal(&official, std::slice::from_ref(&pki.sub.certificate)),
        CertificateError::WrongUsage
    );
    let weak = Order { key: Key::Rsa1024, ..Order::of("A") };
    assert_eq!(
        refusal(&official, &chain(&weak)),
        CertificateError::Key(KeyError::WeakKey { bits: 1024 })
    );

    let foreign = Pki::of_strangers().leaf("A", Key::P256).certificate;
    assert!(matches!(refusal(&official, &[foreign]), CertificateError::NoChain { .. }));
    let leaf = pki.leaf("Nguyễn Văn A", Key::P256).certificate;
    let rootless = Settings {
        issuers: Issuers::from_pem_or_der(&pki.roots(), b"").unwrap(),
        ..official.clone()
    };
    assert!(matches!(
        refusal(&rootless, std::slice::from_ref(&leaf)),
        CertificateError::NoChain { .. }
    ));
    let brought_along = [leaf.clone(), pki.sub.certificate.clone()];
    assert_eq!(check_certificate(&rootless, &brought_along, now()).unwrap().1, brought_along);
    let fake = pki.leaf("Không phải cơ quan chứng thực", Key::P256).certify(&Order::of("A"));
    let through_a_person = Settings {
        issuers: Issuers::from_pem_or_der(&pki.roots(), &pki.between()).unwrap(),
        ..official.clone()
    };
    assert!(matches!(
        refusal(&through_a_person, &[fake.certificate]),
        CertificateError::NoChain { .. }
    ));

    let fingerprint = crate::hex::sha256(&leaf).to_uppercase();
    let spaced = fingerprint
        .as_bytes()
        .chunks(2)
        .map(|pair| String::from_utf8_lossy(pair))
        .collect::<Vec<_>>()
        .join(":");
    for expected in [
        ExpectedCertificate::Fingerprint(spaced),
        ExpectedCertificate::Subject("Nguyễn Văn A".into()),
    ] {
        let settings = Settings { expected: Some(expected), ..official.clone() };
        assert!(check_certificate(&settings, std::slice::from_ref(&leaf), now()).is_ok());
        let other = pki.leaf("Nguyễn Văn B", Key::P256).certificate;
        assert!(matches!(refusal(&settings, &[other]), CertificateError::OtherExpected { .. }));
    }
}

#[test]
fn a_certificate_that_expires_during_the_sitting_signs_no_more() {
    let pki = Pki::new();
    let order = Order { to: crate::test_pki::NOW + 60, ..Order::of("A") };
    let entity = pki.sub.certify(&order);
    let signer = P12::open(&entity.p12("1", &[]), &"1".into()).unwrap();
    let settings = settings(&pki, Role::Official);
    let desk = SigningDesk::open(&settings, &signer, now()).unwrap();
    let unsigned = paper(false);
    assert!(desk.sign(&on(&unsigned), now()).is_ok());
    let later = now() + time::Duration::minutes(2);
    let refusal = desk.sign(&on(&unsigned), later).err().unwrap();
    assert!(
        matches!(refusal, SignError::Certificate(CertificateError::Expired(_)))
            && refusal.ends_the_session()
    );
}

#[test]
fn where_the_certificate_of_an_unknown_issuer_is_to_be_had_is_told() {
    let pki = Pki::new();
    let place = tlv(0x86, b"http://ca.thu/trung-gian.crt");
    let access = seq(&[seq(&[oid("1.3.6.1.5.5.7.48.2"), place])]);
    let more = vec![extension("1.3.6.1.5.5.7.1.1", false, &access)];
    let leaf = Spec { subject: "A", more, ..Spec::default() }
        .issue(&Pair::p256(1), ("CA chưa biết", &Pair::p256(2)));
    let refusal = check_certificate(&settings(&pki, Role::Official), &[leaf], now()).unwrap_err();
    let addresses = vec!["http://ca.thu/trung-gian.crt".to_owned()];
    assert_eq!(refusal, CertificateError::NoChain { issuer: "CN=CA chưa biết".into(), addresses });
    assert!(refusal.remedy().contains("http://ca.thu/trung-gian.crt"));
}
