//! What timestamps prove.

use super::*;
use crate::test_pki::certificate::SERVER;
use crate::testing::moment;

/// A paper of an official whose certificate ends in August, stamped at `time` by `tsa`.
fn stamped<'c>(office: &'c Office, tsa: Cms<'c>, time: &'c str) -> HandmadePaper {
    let spec =
        Spec { subject: "A", serial: OFFICIAL_SERIAL, to: "20260801000000Z", ..Spec::default() };
    let mut cms = office.cms(&office.official, &spec);
    cms.stamp = Some((Box::new(tsa), time));
    once_with(&cms)
}

#[test]
fn a_timestamp_proves_that_the_certificate_was_still_valid() {
    let office = Office::new();
    let paper = stamped(&office, office.tsa_cms(), "20260702000000Z");
    let verdict = assert_valid(&paper.bytes, &office.trust());
    let proof = verdict.signatures[0].timestamp.as_ref().unwrap();
    assert_eq!((proof.time, proof.trusted), (moment("20260702000000Z"), true));
    assert_eq!(verdict.signatures[0].judged_at, Some(moment("20260702000000Z")));
    let late = stamped(&office, office.tsa_cms(), "20260802000000Z");
    assert_verdict(&late.bytes, &office.trust(), State::Invalid, "out_of_date");
}

#[test]
fn a_certificate_revoked_after_the_timestamp_was_good() {
    let office = Office::new();
    let paper = stamped(&office, office.tsa_cms(), "20260702000000Z");
    let crls = office.world.lists(&[(OFFICIAL_SERIAL, "20260710000000Z")]);
    assert_valid(&paper.bytes, &Trust { crls, ..office.trust() });
    let crls = office.world.lists(&[(OFFICIAL_SERIAL, "20260701000000Z")]);
    assert_verdict(&paper.bytes, &Trust { crls, ..office.trust() }, State::Invalid, "revoked");
}

#[test]
fn a_timestamp_authority_must_be_one() {
    let office = Office::new();
    for extended in [None, Some((TIMESTAMPING, false)), Some((SERVER, true))] {
        let spec = Spec { subject: "TSA", serial: TSA_SERIAL, extended, ..Spec::default() };
        let mut cms = office.official_cms();
        cms.stamp = Some((Box::new(office.cms(&office.tsa, &spec)), "20260702000000Z"));
        let verdict = assert_verdict(
            &once_with(&cms).bytes,
            &office.trust(),
            State::Undetermined,
            "timestamp_untrusted",
        );
        assert!(!verdict.signatures[0].timestamp.as_ref().unwrap().trusted);
    }
}

#[test]
fn an_untrusted_timestamp_does_not_revive_an_expired_certificate() {
    let office = Office::new();
    let mut tsa = office.tsa_cms();
    tsa.certificates.truncate(1);
    let other = Spec {
        subject: AUTHORITY,
        extended: Some((TIMESTAMPING, true)),
        serial: TSA_SERIAL,
        ..Spec::default()
    };
    tsa.certificates[0] = other.issue(&office.tsa, (AUTHORITY, &office.tsa));
    let paper = stamped(&office, tsa, "20260702000000Z");
    let verdict = assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "out_of_date");
    assert!(codes(&verdict).contains(&"timestamp_untrusted"), "both are told: {verdict:#?}");
}

#[test]
fn a_revoked_timestamp_authority_proves_nothing() {
    let office = Office::new();
    let paper = stamped(&office, office.tsa_cms(), "20260702000000Z");
    let crls = office.world.lists(&[(TSA_SERIAL, "20260710000000Z")]);
    assert_verdict(
        &paper.bytes,
        &Trust { crls, ..office.trust() },
        State::Undetermined,
        "out_of_date",
    );
}

#[test]
fn a_timestamp_of_something_else_is_broken() {
    let office = Office::new();
    // A token over the signature of another paper.
    let mut cms = office.official_cms();
    cms.stamp = Some((Box::new(office.tsa_cms()), "20260702000000Z"));
    let mut paper = paper();
    crate::testing::signer::sign_bytes(&mut paper, first(ROOM_WITH_STAMP), |parts| {
        let right = cms.make(&parts.concat());
        let token =
            Cms { token_time: Some("20260702000000Z"), ..office.tsa_cms() }.make(b"something else");
        splice(&right, &token)
    });
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "timestamp_broken");
}

/// Puts another message imprint into the token inside a CMS: the token's own signature then no
/// longer fits.
fn splice(cms: &[u8], token: &[u8]) -> Vec<u8> {
    let marker = [6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, 4];
    let find =
        |bytes: &[u8]| bytes.windows(marker.len()).position(|window| window == marker).unwrap();
    let (at, from) = (find(cms), find(token));
    let mut spliced = cms.to_vec();
    spliced[at..at + 100].copy_from_slice(&token[from..from + 100]);
    spliced
}

#[test]
fn a_timestamp_from_the_future_is_not_believed() {
    let office = Office::new();
    let mut cms = office.official_cms();
    cms.stamp = Some((Box::new(office.tsa_cms()), "20261001000000Z"));
    assert_verdict(
        &once_with(&cms).bytes,
        &office.trust(),
        State::Undetermined,
        "timestamp_in_future",
    );
}

#[test]
fn a_timestamp_with_an_old_hash_proves_nothing_and_accuses_nobody() {
    use crate::cms::CmsFault;
    use crate::timestamp::StampFault;
    use crate::verify::Reason;

    let weak = Reason::Timestamp(StampFault::Token(CmsFault::Weak("SHA-1".into())));
    assert_eq!((weak.state(), weak.code()), (State::Undetermined, "timestamp_weak"));
    assert!(weak.sentence().contains("SHA-1") && weak.remedy().contains("không có dấu thời gian"));
    // The signature itself is another matter.
    assert_eq!(Reason::Cms(CmsFault::Weak("SHA-1".into())).state(), State::Invalid);
}

#[test]
fn a_signature_may_have_several_timestamps_and_the_first_that_holds_counts() {
    let office = Office::new();
    let stranger = {
        let spec = Spec {
            subject: "TSA khác",
            serial: TSA_SERIAL + 1,
            extended: Some((TIMESTAMPING, false)),
            ..Spec::default()
        };
        office.cms(&office.tsa, &spec)
    };
    for in_one in [true, false] {
        let mut cms = office.official_cms();
        cms.stamp = Some((Box::new(stranger.clone()), "20260702000000Z"));
        cms.second_stamp = Some((Box::new(office.tsa_cms()), in_one));
        let mut paper = paper();
        sign(&mut paper, first(2 * ROOM_WITH_STAMP), &cms);
        let verdict = assert_valid(&paper.bytes, &office.trust());
        assert!(verdict.signatures[0].timestamp.as_ref().unwrap().trusted);
    }
}

#[test]
fn unknown_attributes_may_have_several_values_and_those_that_bind_may_not() {
    let office = Office::new();
    let values = || vec![vec![4, 1, 1], vec![4, 1, 2]];
    let mut cms = office.official_cms();
    cms.more = vec![("1.2.3.4.5", values())];
    assert_valid(&once_with(&cms).bytes, &office.trust());
    cms.more = vec![("1.2.840.113549.1.9.4", values())];
    assert_eq!(verify(&once_with(&cms).bytes, &office.trust()).state, State::Invalid);
}
