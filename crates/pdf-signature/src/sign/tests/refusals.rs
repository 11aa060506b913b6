//! Papers that are not signed, and signatures that are not handed out.

use super::*;

#[test]
fn papers_that_must_not_be_signed_are_refused() {
    let pki = Pki::new();
    let unsigned = paper(false);
    let signer = key(&pki, "A", Key::P256);
    let (official, seal) = (settings(&pki, Role::Official), settings(&pki, Role::Seal));
    let refusal =
        |settings: &Settings, paper: &Paper<'_>| sign(settings, &signer, paper).err().unwrap();
    let once = sign(&official, &signer, &on(&unsigned)).unwrap().pdf;

    assert_eq!(refusal(&official, &on(&once)), SignError::AlreadySigned("ChuKyNguoiCoThamQuyen"));
    assert_eq!(refusal(&seal, &on(&unsigned)), SignError::OfficialFirst);
    assert_eq!(
        refusal(&official, &Paper { places: &[], ..on(&unsigned) }),
        SignError::NoPlace("ChuKyNguoiCoThamQuyen")
    );
    let beyond = [(Role::Official, FieldBox { page: 3, ..OFFICIAL })];
    assert_eq!(
        refusal(&official, &Paper { places: &beyond, ..on(&unsigned) }),
        PdfError::NoPage(3).into()
    );
    let look = picture(90.0, 60.0);
    let small = Paper { appearance: Some(&look), ..on(&unsigned) };
    assert_eq!(
        refusal(&official, &small),
        SignError::WrongSize { picture: [900, 600], place: [1000, 600] }
    );

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

    let mut odd = crate::testing::paper();
    odd.save(&[(20, "<</S/Launch#00/F(a.exe)>>".into())]);
    assert_eq!(fault(&odd.bytes), "odd_spelling");
    assert!(matches!(fill_in(&odd.bytes, &[]), Err(FillInError::Pdf(PdfError::Structure(_)))));
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
        let dictionary =
            unsigned[at..].windows(2).position(|window| window == b"<<").unwrap() + at + 2;
        [&unsigned[..dictionary], key, &unsigned[dictionary..]].concat()
    };
    assert_eq!(fault(&with_key(b"/XRefStm 15")), "hybrid");
    assert_eq!(fault(&with_key(b"/Encrypt 1 0 R")), "encrypted");
    assert!(PdfError::from(StructureFault::Encrypted).remedy().starts_with("Bỏ mật khẩu"));
}

/// A key of someone else under one's own certificate, as a broken token might give.
struct Mismatch(P12, P12);

impl Signer for Mismatch {
    fn chain(&self) -> &[Vec<u8>] {
        self.0.chain()
    }

    fn algorithm(&self) -> crate::keys::Algorithm {
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
    let strange =
        sign(&settings(&stranger, Role::Official), &key(&stranger, "B", Key::P256), &on(&unsigned));
    assert_eq!(refusal(&strange.unwrap().pdf, &seal), "untrusted");
    // The office does know whoever sealed by then; the official's certificate ran out.
    let order = Order { to: crate::test_pki::NOW + 60, ..Order::of("A") };
    let short = P12::open(&pki.sub.certify(&order).p12("1", &[]), &"1".into()).unwrap();
    let briefly = sign(&settings(&pki, Role::Official), &short, &on(&unsigned)).unwrap().pdf;
    let desk = SigningDesk::open(&seal, &signer, now()).unwrap();
    let late = desk.sign(&on(&briefly), now() + time::Duration::minutes(2)).err().unwrap();
    assert!(
        matches!(&late, SignError::EarlierSignature(reason) if reason.code() == "out_of_date"),
        "{late:?}"
    );
    assert!(!late.ends_the_session() && late.sentence().contains("không hợp lệ"));
}

#[test]
fn a_signature_that_does_not_hold_is_not_handed_out() {
    let pki = Pki::new();
    let wrong = Mismatch(key(&pki, "A", Key::P256), key(&pki, "B", Key::P256));
    let unsigned = paper(false);
    let refusal = sign(&settings(&pki, Role::Official), &wrong, &on(&unsigned)).err().unwrap();
    assert!(refusal.ends_the_session());
    assert_eq!(
        refusal,
        SignError::DoesNotHold("Chữ ký không khớp với chứng thư của người ký.".into())
    );
}
