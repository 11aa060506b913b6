use super::*;
use crate::Role;
use crate::test_pki::certificate::extension;
use crate::testing::other::read_alike;
use crate::testing::signer::sign_bytes;
use crate::testing::{moment, pki};
use crate::verify::{Change, SignatureKind};

#[test]
fn a_paper_signed_by_official_and_seal_is_valid_and_says_who_signed() {
    let office = Office::new();
    let paper = office.twice();
    let verdict = assert_valid(&paper.bytes, &office.trust());
    let official = verdict.signed_by(Role::Official).unwrap();
    assert_eq!(official.holder.as_deref(), Some("Nguyễn Văn A"));
    assert_eq!(official.algorithm.as_deref(), Some("ECDSA P-256, SHA-256"));
    assert_eq!(official.claimed_time, Some(moment("20260701010000Z")));
    assert_eq!((official.page, official.covers_whole_file), (Some(1), false));
    let change = Change::Signed { field: "ConDauCoQuan".into(), new_on_page: false };
    assert_eq!(official.changes, [change]);
    let seal = verdict.signed_by(Role::Seal).unwrap();
    assert_eq!((seal.subject.as_deref(), seal.covers_whole_file), (Some("CN=UBND tỉnh"), true));
    assert!(verdict.unsigned.is_empty() && seal.changes.is_empty());
}

#[test]
fn the_empty_field_of_the_seal_is_told() {
    let office = Office::new();
    let verdict = assert_valid(&office.once().bytes, &office.trust());
    assert_eq!(verdict.unsigned.len(), 1);
    assert_eq!(verdict.unsigned[0].role, Some(Role::Seal));
}

#[test]
fn the_verdict_is_written_for_machines() {
    let office = Office::new();
    let verdict = verify(&office.once().bytes, &Trust { crls: Vec::new(), ..office.trust() });
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["state"], "undetermined");
    assert_eq!(json["signatures"][0]["role"], "official");
    assert_eq!(json["signatures"][0]["claimed_time"], "2026-07-01T08:00:00+07:00");
    assert_eq!(json["signatures"][0]["reasons"][0]["code"], "revocation_unknown");
    assert!(
        json["signatures"][0]["reasons"][0]["sentence"]
            .as_str()
            .unwrap()
            .starts_with("Chưa biết chứng thư của")
    );
}

#[test]
fn p384_with_sha384_is_valid() {
    let office = Office::new();
    let key = Pair::p384(7);
    let cms = office.cms(&key, &Spec { subject: "B", serial: 21, ..Spec::default() });
    let verdict = assert_valid(&once_with(&cms).bytes, &office.trust());
    assert_eq!(verdict.signatures[0].algorithm.as_deref(), Some("ECDSA P-384, SHA-384"));
}

#[test]
fn a_signer_may_be_named_by_the_identifier_of_the_key() {
    let office = Office::new();
    let identifier =
        extension("2.5.29.14", false, &[&[4, 20], &office.official.identifier()[..]].concat());
    let spec =
        Spec { subject: "A", serial: OFFICIAL_SERIAL, more: vec![identifier], ..Spec::default() };
    let cms = Cms { named_by_key: true, ..office.cms(&office.official, &spec) };
    assert_valid(&once_with(&cms).bytes, &office.trust());
    let other = Cms { key: &office.seal, ..cms };
    assert_verdict(
        &once_with(&other).bytes,
        &office.trust(),
        State::Invalid,
        "certificate_missing",
    );
}

#[test]
fn indefinite_lengths_of_ber_are_read() {
    let office = Office::new();
    let mut paper = paper();
    sign_bytes(&mut paper, first(ROOM), |parts| {
        let der = office.official_cms().make(&parts.concat());
        // The outermost element, which has a header of four bytes, with an indefinite length.
        [&[0x30, 0x80], &der[4..], &[0, 0]].concat()
    });
    assert_valid(&paper.bytes, &office.trust());
}

#[test]
fn a_signature_whose_last_bytes_are_zeros_is_valid() {
    let office = Office::new();
    // A name in the signature dictionary is varied until the signature ends in a zero byte.
    for attempt in 0..4096 {
        let mut paper = paper();
        let keys = format!("{}/Name(N{attempt})", first(ROOM).keys);
        let made = std::cell::RefCell::new(Vec::new());
        sign_bytes(&mut paper, SignatureSpec { keys: &keys, ..first(ROOM) }, |parts| {
            made.replace(office.official_cms().make(&parts.concat()));
            made.borrow().clone()
        });
        if made.borrow().last() == Some(&0) {
            assert_valid(&paper.bytes, &office.trust());
            return;
        }
    }
    panic!("none of the signatures ended in a zero byte");
}

#[test]
fn timestamps_and_evidence_added_later_leave_the_signatures_valid() {
    let office = Office::new();
    let mut paper = office.twice();
    let list = pki::revocation_list((AUTHORITY, &office.world.authority_key), &[]);
    let hex: String = crate::hex::hex(&list);
    let next = paper.size;
    let stream = format!("<</Length {}/Filter/ASCIIHexDecode>>stream\n{hex}\nendstream", hex.len());
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/DSS {} 0 R>>", next + 1);
    paper.save(&[
        (1, catalog.clone()),
        (next, stream),
        (next + 1, format!("<</CRLs[{next} 0 R]>>")),
    ]);
    let verdict = assert_valid(&paper.bytes, &office.trust());
    assert!(verdict.signatures[1].changes.contains(&Change::EvidenceAdded));

    let stamp = Cms { token_time: Some("20260801000000Z"), ..office.tsa_cms() };
    let (field, signature) = (paper.size, paper.size + 1);
    let objects = vec![
        (7, format!("<</Fields[8 0 R 9 0 R {field} 0 R]/SigFlags 3>>")),
        (field, format!("<</FT/Sig/T(Stamp)/V {signature} 0 R>>")),
    ];
    let spec =
        SignatureSpec { objects, number: signature, keys: "/SubFilter/ETSI.RFC3161", room: ROOM };
    sign(&mut paper, spec, &stamp);
    let verdict = assert_valid(&paper.bytes, &office.trust());
    let stamped = &verdict.signatures[2];
    assert_eq!((stamped.kind, stamped.covers_whole_file), (SignatureKind::DocumentTimestamp, true));
    assert!(verdict.signatures[0].changes.contains(&Change::Timestamped { field: "Stamp".into() }));
    assert_eq!(verdict.signatures[0].judged_at, Some(moment("20260801000000Z")));
}

#[test]
fn a_changed_description_is_noted_and_a_changed_title_is_refused() {
    let office = Office::new();
    let mut paper = office.once();
    paper.save(&[(6, "<</Title(A)/Producer(B)>>".into())]);
    let verdict = assert_valid(&paper.bytes, &office.trust());
    assert_eq!(verdict.signatures[0].changes, [Change::DescriptionChanged]);
    // It stands in the bar of the window.
    let mut paper = office.once();
    paper.save(&[(6, "<</Title(B)>>".into())]);
    assert_eq!(verify(&paper.bytes, &office.trust()).state, State::Invalid);
}

#[test]
fn papers_of_these_tests_are_read_the_same_by_lopdf() {
    let office = Office::new();
    assert!(read_alike(&paper().bytes).is_ok());
    assert!(read_alike(&office.twice().bytes).is_ok());
}
