//! Time stamps.

use super::*;

fn stamped(pki: &Pki, role: Role, server: &Server, path: &str) -> Settings {
    let authority = TimestampAuthority { url: server.url(path), wait: Duration::from_millis(1500) };
    Settings { timestamp: Some(Timestamping { authority, waived: false }), ..settings(pki, role) }
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
    assert_eq!(token.authority, Certificate::from_der(&pki.tsa.certificate).unwrap());
}

#[test]
fn a_longer_time_stamp_than_expected_gets_the_room_it_needs() {
    let (pki, server) = Pki::served();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let pdf = sign(&stamped(&pki, Role::Official, &server, "/tsa/long"), &signer, &on(&unsigned))
        .unwrap()
        .pdf;
    check_found(signatures(&pdf)[0].as_ref().unwrap(), &pdf);
}

#[test]
fn a_time_stamp_that_is_not_the_answer_to_the_question_is_an_error() {
    let (pki, server) = Pki::served();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let refusal = |path: &str| match sign(
        &stamped(&pki, Role::Official, &server, path),
        &signer,
        &on(&unsigned),
    ) {
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
    assert!(matches!(
        refusal("/tsa/endless"),
        TimestampError::Fetch(crate::FetchError::TooLong(_))
    ));
    for (path, code) in [("/tsa/broken", 500), ("/tsa/moved", 302), ("/nowhere", 404)] {
        assert!(
            matches!(refusal(path), TimestampError::Fetch(crate::FetchError::Status { status, .. }) if status == code),
            "{path}"
        );
    }
    assert!(matches!(refusal("/tsa/silent"), TimestampError::Fetch(crate::FetchError::Late(_))));
}

#[test]
fn an_authority_that_is_not_there_can_be_waived() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let authority =
        |url: &str| TimestampAuthority { url: url.into(), wait: Duration::from_secs(2) };
    let with = |url: &str, waived| Settings {
        timestamp: Some(Timestamping { authority: authority(url), waived }),
        ..settings(&pki, Role::Official)
    };
    let signer = key(&pki, "A", Key::P256);
    let refusal =
        sign(&with("http://127.0.0.1:9/tsa", false), &signer, &on(&unsigned)).err().unwrap();
    assert!(
        matches!(refusal, SignError::Timestamp(TimestampError::Fetch(_)))
            && !refusal.ends_the_session()
    );
    let refusal =
        sign(&with("https://tsa.example/", false), &signer, &on(&unsigned)).err().unwrap();
    assert!(matches!(
        refusal,
        SignError::Timestamp(TimestampError::Fetch(crate::FetchError::Address(_)))
    ));
    let stamp = sign(&with("http://127.0.0.1:9/tsa", true), &signer, &on(&unsigned)).unwrap().stamp;
    assert!(matches!(stamp, Stamp::Waived(_)));
}
