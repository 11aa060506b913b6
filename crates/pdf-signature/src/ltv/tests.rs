use super::*;
use crate::keys::P12;
use crate::sign::{FieldBox, Paper, Settings, SigningDesk, Timestamping};
use crate::test_pki::{Entity, Key, Order, Pki, Server, now};
use crate::testing::sample::{paper, signatures};
use crate::{Role, State};

const WAIT: Duration = Duration::from_secs(5);

fn settings(pki: &Pki, server: &Server) -> LtvSettings {
    let issuers = Issuers::from_pem_or_der(&pki.roots(), &pki.between()).unwrap();
    LtvSettings {
        issuers,
        authority: TimestampAuthority { url: server.url("/tsa"), wait: WAIT },
        wait: WAIT,
    }
}

/// A paper that the entity signed, with a time stamp.
fn signed(pki: &Pki, server: &Server, entity: &Entity) -> Vec<u8> {
    let key = P12::open(&entity.p12("1", &[]), &"1".into()).unwrap();
    let LtvSettings { issuers, authority, .. } = settings(pki, server);
    sign_with(&issuers, authority, &key)
}

fn sign_with(issuers: &Issuers, authority: TimestampAuthority, key: &P12) -> Vec<u8> {
    let issuers = issuers.clone();
    let timestamp = Some(Timestamping { authority, waived: false });
    let settings = Settings {
        role: Role::Official,
        issuers,
        expected: None,
        timestamp,
        reason: None,
        location: None,
    };
    let desk = SigningDesk::open(&settings, key, now()).unwrap();
    let places = [(Role::Official, FieldBox { page: 1, rectangle: [10.0, 10.0, 110.0, 60.0] })];
    let pdf = paper(false);
    desk.sign(&Paper { pdf: &pdf, places: &places, blanks: &[], appearance: None }, now())
        .unwrap()
        .pdf
}

#[test]
fn every_certificate_gets_its_proof_and_the_whole_file_a_time_stamp() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("Nguyễn Văn A", Key::P256));
    let extended = extend(&before, &settings(&pki, &server), now()).unwrap();
    assert!(extended.pdf.starts_with(&before));
    // The signer, the time stamp authority, the authority above both, and the root, about which
    // nobody is asked.
    assert_eq!((extended.certificates, extended.proofs), (4, 3));
    let found = signatures(&extended.pdf);
    let stamp = found[1].as_ref().unwrap();
    assert_eq!(stamp.value.get(b"SubFilter").unwrap().as_name().unwrap(), b"ETSI.RFC3161");
    assert_eq!(stamp.range[2] + stamp.range[3], extended.pdf.len());
    let imprint = Hash::Sha256.digest(&[&stamp.signed(&extended.pdf)]);
    assert!(stamp.contents.windows(32).any(|window| window == imprint));
    assert!(!stamp.field.has(b"AP"), "nothing is shown");
}

#[test]
fn a_paper_with_its_evidence_is_valid_years_later_without_network() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("Nguyễn Văn A", Key::P256));
    let settings = settings(&pki, &server);
    let extended = extend(&before, &settings, now()).unwrap().pdf;
    drop(server);
    let roots = settings.issuers.roots().to_vec();
    let later = |years: i64| {
        let time = (now() + time::Duration::days(365 * years) + time::Duration::MINUTE).into();
        Trust { roots: roots.clone(), crls: Vec::new(), time }
    };
    for years in [0, 10] {
        let verdict = verify::verify(&extended, &later(years));
        assert_eq!(verdict.state, State::Valid, "{verdict:#?}");
        assert_eq!(verdict.signatures.len(), 2);
    }
    assert_eq!(verify::verify(&before, &later(0)).state, State::Undetermined);
}

#[test]
fn a_second_time_adds_a_time_stamp_and_no_certificate_twice() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("A", Key::P256));
    let once = extend(&before, &settings(&pki, &server), now()).unwrap().pdf;
    let twice = extend(&once, &settings(&pki, &server), now()).unwrap().pdf;
    let update = Update::open(&twice).unwrap();
    let store = update.store();
    assert_eq!(store.get(b"Certs").unwrap().array().unwrap().len(), 4);
    let names: Vec<String> =
        update.signature_fields().unwrap().into_iter().map(|field| field.name).collect();
    assert_eq!(names, ["ChuKyNguoiCoThamQuyen", "DauThoiGian1", "DauThoiGian2"]);
}

#[test]
fn an_archived_paper_says_when_it_must_be_stamped_again_and_is_due_before() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("A", Key::P256));
    let settings = settings(&pki, &server);
    let at = now().into();
    assert_eq!(archived(&before, &settings.issuers, at), None, "it wants its evidence");
    let extended = extend(&before, &settings, now()).unwrap().pdf;
    let standing = archived(&extended, &settings.issuers, at).unwrap();
    assert_eq!(standing.until.unix_timestamp(), crate::test_pki::TO);
    assert!(!standing.is_due(at));
    assert!(!standing.is_due(standing.until - RENEWAL - time::Duration::SECOND));
    assert!(standing.is_due(standing.until - RENEWAL));
    // Stamped again, it lasts as long as the newer certificate.
    let again = extend(&extended, &settings, now()).unwrap().pdf;
    assert_eq!(archived(&again, &settings.issuers, at), Some(standing));
    // Once the certificate has ended, or for someone who does not know the authority, it is not.
    let late = (now() + time::Duration::days(365 * 30)).into();
    assert_eq!(archived(&extended, &settings.issuers, late), None);
    assert_eq!(archived(&extended, &Issuers::default(), at), None);
    let more = [&extended[..], b"\n"].concat();
    assert_eq!(archived(&more, &settings.issuers, at), None, "something follows the last one");
}

#[test]
fn a_revoked_certificate_is_said_aloud() {
    let (pki, server) = Pki::served();
    let entity = pki.leaf("Nguyễn Văn A", Key::P256);
    let before = signed(&pki, &server, &entity);
    server.revoke(entity.serial_der());
    let refusal = extend(&before, &settings(&pki, &server), now()).err().unwrap();
    assert_eq!(refusal, LtvError::Revoked("Nguyễn Văn A".into()));
}

#[test]
fn the_revocation_list_serves_where_there_is_no_ocsp() {
    let (pki, server) = Pki::served();
    let entity = pki.sub.certify(&Order { base: &pki.base, list_only: true, ..Order::of("A") });
    let before = signed(&pki, &server, &entity);
    let extended = extend(&before, &settings(&pki, &server), now()).unwrap();
    let update = Update::open(&extended.pdf).unwrap();
    let store = update.store();
    assert_eq!(store.get(b"CRLs").unwrap().array().unwrap().len(), 1);
    server.revoke(entity.serial_der());
    assert_eq!(
        extend(&before, &settings(&pki, &server), now()).err(),
        Some(LtvError::Revoked("A".into()))
    );
}

#[test]
fn evidence_of_another_time_or_from_nowhere_is_none() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("A", Key::P256));
    let settings = settings(&pki, &server);
    let early = now() - time::Duration::days(1);
    let refusal = extend(&before, &settings, early).err().unwrap();
    assert!(
        matches!(refusal, LtvError::NoEvidence { cause: EvidenceError::Stale, .. }),
        "{refusal:?}"
    );
    drop(server);
    let refusal = extend(&before, &settings, now()).err().unwrap();
    assert!(
        matches!(refusal, LtvError::NoEvidence { cause: EvidenceError::Fetch(_), .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_certificate_that_names_no_service_and_a_paper_without_signature_are_refused() {
    let (pki, server) = Pki::stamped();
    let before = signed(&pki, &server, &pki.leaf("A", Key::P256));
    assert!(matches!(
        extend(&before, &settings(&pki, &server), now()).err(),
        Some(LtvError::NoService(_))
    ));
    assert_eq!(
        extend(&paper(false), &settings(&pki, &server), now()).err(),
        Some(LtvError::Unsigned)
    );
}

#[test]
fn signatures_that_do_not_hold_and_stamps_of_strangers_are_refused() {
    let (pki, server) = Pki::served();
    let before = signed(&pki, &server, &pki.leaf("A", Key::P256));
    let strangers = LtvSettings { issuers: Issuers::default(), ..settings(&pki, &server) };
    let refusal = extend(&before, &strangers, now()).err().unwrap();
    assert!(
        matches!(&refusal, LtvError::DoesNotHold(reason) if reason.code() == "untrusted"),
        "{refusal:?}"
    );

    let (other, elsewhere) = Pki::served_by_strangers();
    let key = P12::open(&pki.leaf("A", Key::P256).p12("1", &[]), &"1".into()).unwrap();
    let stamped_elsewhere =
        sign_with(&settings(&pki, &server).issuers, settings(&other, &elsewhere).authority, &key);
    let refusal = extend(&stamped_elsewhere, &settings(&pki, &server), now()).err();
    assert_eq!(refusal, Some(LtvError::NoIssuer("Cơ quan chứng thực thử nghiệm".into())));
}

/// The evidence that a file gets is the same to the last byte in every version.
#[test]
fn evidence_is_written_the_same_to_the_last_byte() {
    let set = |values: &[&[u8]]| values.iter().map(|value| value.to_vec()).collect::<BTreeSet<_>>();
    let first = NewEvidence {
        certificates: set(&[b"short", &[7; 400], &[9; 900]]),
        answers: set(&[&[1, 2, 3]]),
        lists: BTreeSet::new(),
    };
    let second = NewEvidence {
        certificates: set(&[b"short", b"other"]),
        answers: BTreeSet::new(),
        lists: set(&[&[5; 5000]]),
    };
    let add = |pdf: &[u8], store: &NewEvidence, name: &str| {
        let mut update = Update::open(pdf).unwrap();
        write_store(&mut update, store).unwrap();
        let field = update.add_unseen_field(name).unwrap();
        let value = signature_dictionary("DocTimeStamp", "ETSI.RFC3161");
        update.sign(field, &value, false, 100).unwrap().bytes
    };
    let found = [false, true].map(|modern| {
        let once = add(&paper(modern), &first, "A");
        let twice = add(&once, &second, "B");
        crate::hex::sha256(&twice)
    });
    let pinned = [
        "96e7f51eac3fc86bc15f4dd2f9659b903c41fc67f0567a326e5989e8038eb0b4",
        "fed2f836865c73e24aafc9d065b49c26f0b2cbf1c4f01bcbd0dfaabef33c39a6",
    ];
    assert_eq!(found, pinned);
}
