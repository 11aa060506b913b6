//! Who can be trusted.

use super::*;
use crate::test_pki::certificate::{KEY_ENCIPHERMENT, OCSP_SIGNING, SERVER, extension};
use crate::test_pki::der::{oid, seq, tlv};
use crate::testing::paper::CATALOG;
use crate::testing::pki::{self, ISSUING, ROOT, list_with, moment};
use crate::testing::signer::sign_bytes;
use crate::verify::verify_with;
use crate::{Certificate, RevocationList};

/// The verdict on a paper whose official has this certificate.
#[track_caller]
fn official(office: &Office, spec: &Spec<'_>, state: State, code: &str) {
    let paper = once_with(&office.cms(&office.official, spec));
    assert_verdict(&paper.bytes, &office.trust(), state, code);
}

#[test]
fn another_root_is_not_trusted() {
    let office = Office::new();
    let key = Pair::p256(77);
    let root = Spec { subject: ROOT, authority: true, usage: Some(ISSUING), ..Spec::default() };
    let roots = vec![Certificate::from_der(&root.issue(&key, (ROOT, &key))).unwrap()];
    let trust = Trust { roots, ..office.trust() };
    assert_verdict(&office.once().bytes, &trust, State::Invalid, "untrusted");
}

#[test]
fn a_missing_authority_breaks_the_path_until_it_is_given() {
    let office = Office::new();
    let mut cms = office.official_cms();
    cms.certificates.truncate(1);
    let paper = once_with(&cms);
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "issuer_missing");
    let reason = &verdict.signatures[0].reasons[0];
    assert!(
        reason.sentence().contains("Thiếu chứng thư trung gian")
            && reason.sentence().contains(AUTHORITY)
    );
    let authority = Certificate::from_der(&office.world.authority).unwrap();
    let given = verify_with(&paper.bytes, &office.trust(), &[authority]);
    assert!(given.state == State::Valid && codes(&given).is_empty(), "{given:#?}");
}

#[test]
fn an_authority_that_is_given_is_not_trusted_for_being_given() {
    let office = Office::new();
    // Somebody else's authority of the same name, under a root of the same name.
    let (root_key, key) = (Pair::p256(70), Pair::p256(71));
    let spec = Spec {
        subject: AUTHORITY,
        serial: 2,
        authority: true,
        usage: Some(ISSUING),
        ..Spec::default()
    };
    let forged = spec.issue(&key, (ROOT, &root_key));
    let leaf = Spec { subject: "A", serial: 11, ..Spec::default() }
        .issue(&office.official, (AUTHORITY, &key));
    let paper = once_with(&Cms::new(&office.official, AUTHORITY, 11, vec![leaf]));
    let between = [Certificate::from_der(&forged).unwrap()];
    let verdict = verify_with(&paper.bytes, &office.trust(), &between);
    assert_eq!((verdict.state, &codes(&verdict)[..]), (State::Invalid, &["untrusted"][..]));
}

#[test]
fn a_root_that_nobody_declared_trusted_leaves_the_verdict_open_and_is_named() {
    let office = Office::new();
    let key = Pair::p256(77);
    let leaf = Spec { serial: 11, ..Spec::default() }.issue(&office.official, ("Gốc khác", &key));
    let root =
        Spec { subject: "Gốc khác", authority: true, usage: Some(ISSUING), ..Spec::default() };
    let chain = vec![leaf, root.issue(&key, ("Gốc khác", &key))];
    let paper = once_with(&Cms::new(&office.official, "Gốc khác", 11, chain));
    let verdict = assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "untrusted");
    assert!(verdict.signatures[0].reasons[0].sentence().contains("“Gốc khác”"));
}

#[test]
fn a_certificate_that_issued_itself_is_not_merely_short_of_an_authority() {
    let office = Office::new();
    for name in ["Tự ký", ROOT] {
        let leaf = Spec { subject: name, serial: 11, ..Spec::default() }
            .issue(&office.official, (name, &office.official));
        let paper = once_with(&Cms::new(&office.official, name, 11, vec![leaf]));
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "untrusted");
    }
}

#[test]
fn an_expired_or_future_certificate_is_not_valid_now() {
    let office = Office::new();
    // Nothing proves that it was used after its end, nor that it was used before.
    let expired = Spec { serial: 11, to: "20260801000000Z", ..Spec::default() };
    official(&office, &expired, State::Undetermined, "out_of_date");
    official(
        &office,
        &Spec { serial: 11, from: "20261001000000Z", ..Spec::default() },
        State::Invalid,
        "out_of_date",
    );
}

#[test]
fn that_a_certificate_has_expired_hides_nothing_else_that_is_wrong_with_it() {
    let office = Office::new();
    let expired = Spec { serial: OFFICIAL_SERIAL, to: "20260801000000Z", ..Spec::default() };
    let paper = once_with(&office.cms(&office.official, &expired));
    let crls = office.world.lists(&[(OFFICIAL_SERIAL, "20260710000000Z")]);
    assert_verdict(&paper.bytes, &Trust { crls, ..office.trust() }, State::Invalid, "revoked");
    let wrong = Spec { usage: Some(KEY_ENCIPHERMENT), ..expired.clone() };
    official(&office, &wrong, State::Invalid, "key_usage");
    let key = Pair::p256(77);
    let leaf = expired.issue(&office.official, ("Ai đó", &key));
    let root =
        Spec { subject: "Ai đó", authority: true, usage: Some(ISSUING), ..Spec::default() };
    let chain = vec![leaf, root.issue(&key, ("Ai đó", &key))];
    let stranger = once_with(&Cms::new(&office.official, "Ai đó", OFFICIAL_SERIAL, chain));
    assert_verdict(&stranger.bytes, &office.trust(), State::Undetermined, "untrusted");
}

#[test]
fn a_certificate_must_be_meant_for_signing() {
    let office = Office::new();
    let wrong = Spec { serial: 11, usage: Some(KEY_ENCIPHERMENT), ..Spec::default() };
    official(&office, &wrong, State::Invalid, "key_usage");
    official(
        &office,
        &Spec { serial: 11, extended: Some((SERVER, false)), ..Spec::default() },
        State::Invalid,
        "key_usage",
    );
}

#[test]
fn constraints_that_are_not_applied_are_called_unsupported() {
    let office = Office::new();
    for (id, critical) in [("2.5.29.30", false), ("2.5.29.36", false), ("1.2.3.4", true)] {
        let more = vec![extension(id, critical, &[5, 0])];
        official(
            &office,
            &Spec { serial: 11, more, ..Spec::default() },
            State::Undetermined,
            "unsupported",
        );
    }
    let more = vec![extension("1.2.3.4", false, &[5, 0])];
    let paper =
        once_with(&office.cms(&office.official, &Spec { serial: 11, more, ..Spec::default() }));
    assert_valid(&paper.bytes, &office.trust());
}

/// A path root – authority – second – official, with these properties of the second.
fn longer_path(office: &Office, second: &Spec<'_>, authority: &[u8]) -> HandmadePaper {
    let key = Pair::p256(30);
    let issuer = second.issue(&key, (AUTHORITY, &office.world.authority_key));
    let leaf = Spec { subject: "A", serial: 11, ..Spec::default() }
        .issue(&office.official, (second.subject, &key));
    let certificates = vec![leaf, issuer, authority.to_vec()];
    let mut paper = paper();
    sign(
        &mut paper,
        first(ROOM + 400),
        &Cms::new(&office.official, second.subject, 11, certificates),
    );
    paper
}

#[test]
fn only_authorities_issue_and_only_as_deep_as_allowed() {
    let office = Office::new();
    let person = Spec { subject: "Hai", serial: 30, ..Spec::default() };
    let paper = longer_path(&office, &person, &office.world.authority);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "not_authority");

    let authority = Spec { authority: true, usage: Some(ISSUING), ..person.clone() };
    let paper = longer_path(&office, &authority, &office.world.authority);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "path_too_long");

    let without_usage = Spec { authority: true, ..person };
    let paper = longer_path(&office, &without_usage, &office.world.authority);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "not_authority");
}

#[test]
fn a_search_through_many_authorities_of_one_name_is_given_up() {
    let office = Office::new();
    let mut cms = office.official_cms();
    let real = cms.certificates.remove(1);
    for seed in 40..110 {
        let key = Pair::p256(seed);
        let spec = Spec {
            subject: AUTHORITY,
            serial: seed.into(),
            authority: true,
            usage: Some(ISSUING),
            ..Spec::default()
        };
        cms.certificates.push(spec.issue(&key, (ROOT, &key)));
    }
    cms.certificates.push(real);
    let mut paper = paper();
    sign(&mut paper, first(40_000), &cms);
    assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "path_search_given_up");
}

#[test]
fn without_evidence_revocation_is_not_known() {
    let office = Office::new();
    let paper = office.once();
    let none = Trust { crls: Vec::new(), ..office.trust() };
    assert_verdict(&paper.bytes, &none, State::Undetermined, "revocation_unknown");
    // The lists end with the year; after it they no longer tell anything.
    let late = Trust { time: moment("20270201000000Z"), ..office.trust() };
    assert_verdict(&paper.bytes, &late, State::Undetermined, "revocation_unknown");
    // Before they were made they do not exist.
    let early = Trust { time: moment("20260501000000Z"), ..office.trust() };
    assert_verdict(&paper.bytes, &early, State::Undetermined, "revocation_unknown");
}

#[test]
fn a_revoked_certificate_is_refused() {
    let office = Office::new();
    let crls = office.world.lists(&[(OFFICIAL_SERIAL, "20260801000000Z")]);
    assert_verdict(
        &office.once().bytes,
        &Trust { crls, ..office.trust() },
        State::Invalid,
        "revoked",
    );
}

#[test]
fn a_list_that_its_issuer_did_not_sign_says_nothing() {
    let office = Office::new();
    let mut crls = office.world.lists(&[]);
    let forged =
        pki::revocation_list((AUTHORITY, &Pair::p256(66)), &[(OFFICIAL_SERIAL, "20260801000000Z")]);
    crls[1] = RevocationList::from_der(&forged).unwrap();
    assert_verdict(
        &office.once().bytes,
        &Trust { crls: crls.clone(), ..office.trust() },
        State::Undetermined,
        "revocation_unknown",
    );
    let trust = office.trust();
    let authorities =
        [&trust.roots[..], &[Certificate::from_der(&office.world.authority).unwrap()]].concat();
    let why = |list: &RevocationList, at: &str| list.unusable(&authorities, moment(at));
    assert_eq!(why(&crls[0], "20260801000000Z"), None);
    assert!(
        why(&crls[1], "20260801000000Z").is_some_and(|why| why.contains("không phải nơi đó ký"))
    );
    assert!(why(&crls[0], "20270201000000Z").is_some_and(|why| why.contains("đã quá hạn từ")));
    assert!(why(&crls[0], "20260501000000Z").is_some_and(|why| why.contains("chưa tới")));
    assert!(crls[1].unusable(&[], trust.time).is_some_and(|why| why.contains("nơi phát hành")));
}

#[test]
fn a_list_speaks_of_the_certificates_it_says_it_is_for() {
    let office = Office::new();
    let above = office.world.lists(&[]).remove(0);
    let authority = (AUTHORITY, &office.world.authority_key);
    let with = |id: &str, value: &[u8]| {
        let list = list_with(authority, &[extension(id, true, value)]);
        Trust {
            crls: vec![above.clone(), RevocationList::from_der(&list).unwrap()],
            ..office.trust()
        }
    };
    let point = |flag: u8| [0x30, 3, flag, 1, 0xFF];
    let paper = office.once();
    assert_valid(&paper.bytes, &with("2.5.29.28", &point(0x81))); // for people only
    for (id, value) in [
        ("2.5.29.28", &point(0x82)[..]),             // for authorities only
        ("2.5.29.28", &point(0x84)),                 // with certificates of other issuers
        ("2.5.29.28", &[0x30, 4, 0x83, 2, 6, 0x40]), // for some reasons only
        ("2.5.29.27", &[2, 1, 1]),                   // what changed since another list
        ("1.2.3.4", &[5, 0]),
    ] {
        assert_verdict(&paper.bytes, &with(id, value), State::Undetermined, "revocation_unknown");
    }
}

/// A paper with an answer about the official in its `/DSS`.
fn with_answer(office: &Office, answer: &[u8]) -> HandmadePaper {
    let mut paper = office.once();
    let next = paper.size;
    let stream =
        [format!("<</Length {}>>stream\n", answer.len()).as_bytes(), answer, b"\nendstream"]
            .concat();
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/DSS<</OCSPs[{next} 0 R]>>>>");
    paper.save_with(&[(CATALOG, catalog.into_bytes()), (next, stream)], "/Root 1 0 R/Info 6 0 R");
    paper
}

#[test]
fn answers_of_ocsp_count_if_the_right_one_gives_them() {
    let office = Office::new();
    let authority = (AUTHORITY, &office.world.authority_key);
    let (responder, other) = (Pair::p256(50), Pair::p256(51));
    let no_check = vec![extension("1.3.6.1.5.5.7.48.1.5", false, &[5, 0])];
    let spec = Spec {
        subject: "OCSP",
        serial: 50,
        extended: Some((OCSP_SIGNING, false)),
        more: no_check,
        ..Spec::default()
    };
    let certificate = office.world.issue(&spec, &responder);
    let mut crls = office.world.lists(&[]);
    crls.truncate(1);
    let trust = Trust { crls, ..office.trust() };
    let answer = |revoked, key, certificate| {
        pki::ocsp(authority, OFFICIAL_SERIAL, revoked, (key, certificate))
    };

    assert_valid(&with_answer(&office, &answer(None, &responder, &certificate)).bytes, &trust);
    let revoked = answer(Some("20260801000000Z"), &responder, &certificate);
    assert_verdict(&with_answer(&office, &revoked).bytes, &trust, State::Invalid, "revoked");

    let person = office.world.issue(&Spec { extended: None, ..spec.clone() }, &responder);
    let unasked = answer(None, &responder, &person);
    assert_verdict(
        &with_answer(&office, &unasked).bytes,
        &trust,
        State::Undetermined,
        "revocation_unknown",
    );
    let stranger = answer(None, &other, &certificate);
    assert_verdict(
        &with_answer(&office, &stranger).bytes,
        &trust,
        State::Undetermined,
        "revocation_unknown",
    );
    let unchecked = office.world.issue(&Spec { more: Vec::new(), ..spec }, &responder);
    let unchecked = answer(None, &responder, &unchecked);
    assert_verdict(
        &with_answer(&office, &unchecked).bytes,
        &trust,
        State::Undetermined,
        "revocation_unknown",
    );
}

#[test]
fn a_certificate_with_the_same_key_cannot_take_the_place_of_the_signers() {
    let office = Office::new();
    let mut cms = office.official_cms();
    // Same issuer, serial number and key, another name.
    let twin = Spec { subject: "Người khác", serial: OFFICIAL_SERIAL, ..Spec::default() };
    cms.bound = Some(cms.certificates[0].clone());
    cms.certificates[0] = office.world.issue(&twin, &office.official);
    assert_verdict(&once_with(&cms).bytes, &office.trust(), State::Invalid, "certificate_swapped");
}

#[test]
fn a_signature_by_another_key_is_wrong() {
    let office = Office::new();
    let mut cms = office.official_cms();
    cms.key = &office.seal;
    assert_verdict(&once_with(&cms).bytes, &office.trust(), State::Invalid, "signature_wrong");
    cms.certificates.remove(0);
    assert_verdict(&once_with(&cms).bytes, &office.trust(), State::Invalid, "certificate_missing");
}

/// A paper whose CMS has its last such object identifier replaced by another of the same length.
fn with_identifier(office: &Office, from: &[u8], to: &[u8]) -> HandmadePaper {
    let mut paper = paper();
    sign_bytes(&mut paper, first(ROOM), |parts| {
        let mut der = office.official_cms().make(&parts.concat());
        let at = der.windows(from.len()).rposition(|window| window == from).unwrap();
        der[at..at + to.len()].copy_from_slice(to);
        der
    });
    paper
}

#[test]
fn what_is_not_supported_is_not_called_forged() {
    let office = Office::new();
    let ecdsa_sha256 = [6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2];
    let sha3 = [6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 9];
    let paper = with_identifier(&office, &ecdsa_sha256, &sha3);
    assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "unsupported");

    let mut paper = paper_with_filter("/SubFilter/adbe.x509.rsa_sha1", &office);
    let verdict = assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "unsupported");
    assert!(verdict.signatures[0].reasons[0].sentence().contains("Chưa hỗ trợ"));
    paper = paper_with_filter("/SubFilter/adbe.pkcs7.detached", &office);
    assert_valid(&paper.bytes, &office.trust());
}

fn paper_with_filter(keys: &str, office: &Office) -> HandmadePaper {
    let mut paper = paper();
    sign(&mut paper, SignatureSpec { keys, ..first(ROOM) }, &office.official_cms());
    paper
}

#[test]
fn where_a_missing_certificate_or_list_is_to_be_had_is_told_and_no_more_than_that() {
    let office = Office::new();
    let address = |text: &str| tlv(0x86, text.as_bytes());
    let access = seq(&[
        seq(&[oid("1.3.6.1.5.5.7.48.1"), address("http://ocsp.thu/")]),
        seq(&[oid("1.3.6.1.5.5.7.48.2"), address("http://ca.thu/trung-gian.crt")]),
        seq(&[oid("1.3.6.1.5.5.7.48.2"), address("ldap://ca.thu/cn=ca")]),
        seq(&[oid("1.3.6.1.5.5.7.48.2"), address("https://ca.thu/\u{1b}[2J")]),
    ]);
    let list = address("http://ca.thu/thu-hoi.crl");
    let extensions = vec![
        extension("1.3.6.1.5.5.7.1.1", false, &access),
        extension("2.5.29.31", false, &seq(&[seq(&[tlv(0xA0, &tlv(0xA0, &list))])])),
    ];
    let spec = Spec { serial: OFFICIAL_SERIAL, more: extensions, ..Spec::default() };
    let mut cms = office.cms(&office.official, &spec);
    let signed = |cms: &Cms<'_>| {
        let mut paper = paper();
        sign(&mut paper, first(ROOM + 300), cms);
        paper
    };
    let mut none = office.trust();
    none.crls.clear();
    let told = |paper: &HandmadePaper, code: &str| {
        let verdict = assert_verdict(&paper.bytes, &none, State::Undetermined, code);
        let entry = verdict.signatures.into_iter().next().unwrap();
        entry.reasons.into_iter().find(|reason| reason.code() == code).unwrap()
    };
    let unknown = told(&signed(&cms), "revocation_unknown");
    assert_eq!(
        unknown.remedy(),
        "Tải danh sách thu hồi (CRL) ở http://ca.thu/thu-hoi.crl rồi kiểm tra lại."
    );
    cms.certificates.truncate(1);
    let missing = told(&signed(&cms), "issuer_missing");
    assert_eq!(missing.addresses(), ["http://ca.thu/trung-gian.crt"]);
    assert!(
        missing.remedy().starts_with("Tải chứng thư trung gian ở http://ca.thu/trung-gian.crt ")
    );
}
