//! Number and day filled in after the official's signature, before the seal; and what others could
//! do to them.

use super::*;
use crate::fill_in::FillIn;
use crate::pdf::{Dict, FillInField, NewField, Value, encode_text};
use crate::testing::sample::written;
use crate::verify::{Change, State, Trust, Verdict, verify_with};

const NUMBER: FieldBox = FieldBox { page: 1, rectangle: [100.0, 700.0, 140.0, 714.0] };
const DAY: FieldBox = FieldBox { page: 1, rectangle: [300.0, 700.0, 322.0, 714.0] };
const BLANKS: [(FillIn, FieldBox); 2] = [(FillIn::Number, NUMBER), (FillIn::Day, DAY)];

/// A round of keys, and the paper at each step.
struct Way {
    pki: Pki,
    official: P12,
    seal: P12,
}

impl Way {
    fn new() -> Self {
        let pki = Pki::new();
        let official = key(&pki, "Nguyễn Văn Ký", Key::P256);
        let seal = key(&pki, "UBND tỉnh", Key::P256);
        Self { pki, official, seal }
    }

    fn official(&self, pdf: &[u8]) -> Vec<u8> {
        let paper = Paper { blanks: &BLANKS, ..on(pdf) };
        sign(&settings(&self.pki, Role::Official), &self.official, &paper).unwrap().pdf
    }

    fn seal(&self, pdf: &[u8]) -> Result<Vec<u8>, SignError> {
        let signed = sign(&settings(&self.pki, Role::Seal), &self.seal, &on(pdf))?;
        Ok(signed.pdf)
    }

    fn verdict(&self, pdf: &[u8]) -> Verdict {
        let settings = settings(&self.pki, Role::Seal);
        let trust = Trust {
            roots: settings.issuers.roots().to_vec(),
            crls: Vec::new(),
            time: now().into(),
        };
        verify_with(pdf, &trust, settings.issuers.between())
    }

    /// Nothing stands against any signature but that nobody tells of revocation.
    #[track_caller]
    fn holds(&self, pdf: &[u8]) -> Verdict {
        let verdict = self.verdict(pdf);
        assert!(verdict.state <= State::Undetermined, "{verdict:#?}");
        verdict
    }

    /// What the first signature says was changed.
    #[track_caller]
    fn refused(&self, pdf: &[u8]) -> String {
        let verdict = self.verdict(pdf);
        assert_eq!(verdict.state, State::Invalid, "{verdict:#?}");
        verdict
            .signatures
            .iter()
            .flat_map(|entry| entry.reasons.iter().map(crate::Reason::sentence))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn number(pdf: &[u8], value: &str) -> Result<Vec<u8>, FillInError> {
    let looks = [written(40.0, 14.0, value), written(22.0, 14.0, "11")];
    let filled = |blank, value, appearance| FilledBlank { blank, value, appearance };
    fill_in(pdf, &[filled(FillIn::Number, value, &looks[0]), filled(FillIn::Day, "11", &looks[1])])
}

/// Appends an update in which the field of the number is changed by hand.
fn tampered(
    pdf: &[u8],
    change: impl FnOnce(&mut Update<'_>, FillInField) -> Result<(), PdfError>,
) -> Vec<u8> {
    let mut update = Update::open(pdf).unwrap();
    let fields = update.fill_in_fields();
    let field = fields.into_iter().find(|field| field.blank == FillIn::Number).unwrap();
    change(&mut update, field).unwrap();
    update.write().unwrap()
}

fn refill(update: &mut Update<'_>, field: &FillInField, value: &str, shown: &str) {
    let picture = update.import(&written(40.0, 14.0, shown)).unwrap();
    let id = update.object_id(field.number);
    let field = update.change(id).unwrap();
    field.set("V", encode_text(value));
    field.set("AP", Dict::default().with("N", picture.id));
}

#[test]
fn the_official_signs_then_the_number_comes_then_the_seal() {
    let way = Way::new();
    for modern in [false, true] {
        let unsigned = paper(modern);
        let signed = way.official(&unsigned);
        way.holds(&signed);
        assert!(matches!(way.seal(&signed), Err(SignError::NotFilledIn(FillIn::Number))));
        let numbered = number(&signed, "1757").unwrap();
        let verdict = way.holds(&numbered);
        let filled = |blank, value: &str| Change::FilledIn { blank, value: value.into() };
        for change in [filled(FillIn::Number, "1757"), filled(FillIn::Day, "11")] {
            assert!(verdict.signatures[0].changes.contains(&change), "{verdict:#?}");
        }
        let sealed = way.seal(&numbered).unwrap();
        let verdict = way.holds(&sealed);
        assert_eq!(verdict.signatures.len(), 2);
        assert!(verdict.signatures[1].changes.is_empty(), "{verdict:#?}");
        assert!(crate::begins_with(&sealed, &unsigned).is_ok());
        assert_eq!(number(&sealed, "1757").err(), Some(FillInError::Sealed));
        assert!(read_alike(&sealed).is_ok());
    }
}

#[test]
fn a_number_comes_once_and_after_the_signature() {
    let way = Way::new();
    let unsigned = paper(false);
    assert_eq!(number(&unsigned, "1").err(), Some(FillInError::NotSigned(Role::Official)));
    let signed = way.official(&unsigned);
    let numbered = number(&signed, "1757").unwrap();
    let again = number(&numbered, "1758").err();
    assert!(matches!(again, Some(FillInError::FilledBefore { value, .. }) if value == "1757"));
    let complete = sign(&settings(&way.pki, Role::Official), &way.official, &on(&unsigned));
    assert_eq!(
        number(&complete.unwrap().pdf, "1").err(),
        Some(FillInError::NoBlank(FillIn::Number))
    );
    let look = written(80.0, 14.0, "123456");
    let wide = FilledBlank { blank: FillIn::Number, value: "123456", appearance: &look };
    assert!(matches!(fill_in(&signed, &[wide]), Err(FillInError::WrongSize(..))));
}

#[test]
fn a_number_changed_before_the_seal_or_after_it_is_noticed() {
    let way = Way::new();
    let numbered = number(&way.official(&paper(false)), "1757").unwrap();
    let other = |pdf: &[u8]| {
        tampered(pdf, |update, field| {
            refill(update, &field, "9999", "9999");
            Ok(())
        })
    };
    let before = way.refused(&other(&numbered));
    assert!(before.contains("1757") && before.contains("9999"), "{before}");
    assert!(matches!(way.seal(&other(&numbered)), Err(SignError::EarlierSignature(_))));
    let sealed = way.seal(&numbered).unwrap();
    let after = way.refused(&other(&sealed));
    assert!(after.contains("ô để điền số, ngày"), "{after}");
}

#[test]
fn a_number_that_shows_something_else_is_refused() {
    let way = Way::new();
    let signed = way.official(&paper(false));
    let other = tampered(&signed, |update, field| {
        refill(update, &field, "1757", "9999");
        Ok(())
    });
    let why = way.refused(&other);
    assert!(why.contains("hiện ra “9999”") && why.contains("“1757”"), "{why}");
    // The number, and something beside it; or in a way that programs read differently.
    for more in ["1757) Tj ET 1 0 0 rg 0 0 40 3 re f BT (", "1757) Tj 3 0 Tr ("] {
        let more = tampered(&signed, |update, field| {
            refill(update, &field, "1757", more);
            Ok(())
        });
        let why = way.refused(&more);
        assert!(why.contains("hình khác ngoài chữ"), "{why}");
    }
    let unseen = tampered(&signed, |update, field| {
        let id = update.object_id(field.number);
        update.change(id)?.set("V", encode_text("1757"));
        Ok(())
    });
    way.refused(&unseen);
}

#[test]
fn a_field_that_is_moved_hidden_or_read_under_the_mouse_is_refused() {
    let way = Way::new();
    let signed = way.official(&paper(false));
    let corners = [0, 0, 500, 700].map(Value::Integer).to_vec();
    let changes: [(&str, Value<'static>); 5] = [
        ("Rect", corners.into()),
        ("F", 2.into()),
        ("Ff", 0.into()),
        ("T", encode_text("SoKhac")),
        ("AA", Dict::default().into()),
    ];
    for (key, value) in changes {
        let other = tampered(&signed, |update, field| {
            refill(update, &field, "1757", "1757");
            let id = update.object_id(field.number);
            update.change(id)?.set(key, value.clone());
            Ok(())
        });
        way.refused(&other);
    }
    let two_looks = tampered(&signed, |update, field| {
        refill(update, &field, "1757", "1757");
        let under = update.import(&written(40.0, 14.0, "9999"))?.id;
        let id = update.object_id(field.number);
        let looks = update.dictionary(id)?.get(b"AP").and_then(Value::dict).cloned();
        update.change(id)?.set("AP", looks.unwrap_or_default().with("R", under));
        Ok(())
    });
    way.refused(&two_looks);
}

#[test]
fn a_third_field_after_the_signature_is_refused() {
    let way = Way::new();
    let signed = way.official(&paper(false));
    let third = tampered(&signed, |update, field| {
        refill(update, &field, "1757", "1757");
        let new = NewField { name: "SoPhu", title: "Số phụ", lock: None };
        update.add_field(new, 1, [100.0, 600.0, 140.0, 614.0]).map(drop)
    });
    way.refused(&third);
    let twice = tampered(&signed, |update, _| {
        let new = NewField { name: FillIn::Number.field(), title: "Số", lock: None };
        update.add_field(new, 1, [100.0, 600.0, 140.0, 614.0]).map(drop)
    });
    way.refused(&twice);
}

#[test]
fn secretary_and_chair_sign_in_their_order() {
    let way = Way::new();
    let secretary = key(&way.pki, "Lò Thị Thư Ký", Key::P256);
    let beside = FieldBox { page: 2, rectangle: [60.0, 200.0, 160.0, 260.0] };
    let places = [(Role::CoSigner(0), beside), (Role::Official, OFFICIAL), (Role::Seal, SEAL)];
    let unsigned = paper(false);
    let first = Paper { places: &places, blanks: &BLANKS, ..on(&unsigned) };
    let chair = |paper: &Paper<'_>| {
        sign(&settings(&way.pki, Role::Official), &way.official, paper).map(|signed| signed.pdf)
    };
    assert_eq!(chair(&first).err(), Some(SignError::CoSignerFirst));
    let role = Role::CoSigner(0);
    let once = sign(&settings(&way.pki, role), &secretary, &first).unwrap().pdf;
    assert_eq!(number(&once, "1").err(), Some(FillInError::NotSigned(Role::Official)));
    let twice = chair(&on(&once)).unwrap();
    let sealed = way.seal(&number(&twice, "1757").unwrap()).unwrap();
    let verdict = way.holds(&sealed);
    let roles: Vec<_> = verdict.signatures.iter().filter_map(|entry| entry.role).collect();
    assert_eq!(roles, [Role::CoSigner(0), Role::Official, Role::Seal]);
    assert!(crate::begins_with(&sealed, &unsigned).is_ok());
}

#[test]
fn what_the_signatures_lock_stands_in_them() {
    let way = Way::new();
    let sealed = way.seal(&number(&way.official(&paper(false)), "1757").unwrap()).unwrap();
    let signed = signatures(&sealed).into_iter().flatten();
    let shown: Vec<_> =
        signed.map(|found: Found| format!("{:?}", found.value.get(b"Reference"))).collect();
    let [official, seal] = shown.as_slice() else { panic!("{shown:?}") };
    for word in ["DocMDP", "FieldMDP", "Exclude"] {
        assert!(official.contains(word), "{word}: {official}");
    }
    assert!(seal.contains("FieldMDP") && seal.contains("All") && !seal.contains("DocMDP"));
}

#[test]
fn a_number_looks_like_its_picture_only_with_the_keys_of_one() {
    let way = Way::new();
    let numbered = number(&way.official(&paper(false)), "1757").unwrap();
    let picture = written(40.0, 14.0, "1757");
    let looks = |pdf: &[u8]| crate::looks_like(pdf, FillIn::Number, &picture).unwrap();
    assert!(looks(&numbered));
    let mut look = None;
    tampered(&numbered, |update, field| {
        look = update.dictionary(update.object_id(field.number))?.get(b"AP").cloned();
        Ok(())
    });
    let look = look.and_then(|look| look.dict()?.get(b"N")?.reference()).unwrap();
    let file = crate::PdfFile::from_bytes(&numbered).unwrap();
    let shown = file.latest().get(look).unwrap();
    for key in [None, Some("Matrix"), Some("DecodeParms"), Some("OC"), Some("Resources2")] {
        let with = tampered(&numbered, |update, field| {
            let content = crate::pdf::stream_data_within(shown, 1 << 20)?;
            let mut dict = shown.dict().unwrap().taken_over();
            if let Some(key) = key {
                dict.set(key, Dict::default());
            }
            let mut plain = Dict::default();
            for (key, value) in dict.iter().filter(|(key, _)| *key != b"Filter") {
                plain.set(key, value.clone());
            }
            let id = update.add(crate::pdf::NewStream::new(plain, content));
            let field = update.object_id(field.number);
            update.change(field)?.set("AP", Dict::default().with("N", id));
            Ok(())
        });
        assert_eq!(looks(&with), key.is_none(), "{key:?}");
    }
}
