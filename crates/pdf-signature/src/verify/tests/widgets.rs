//! Signature fields as other programs put them together, and what they write over.

use super::foreign::{again, once_by_others};
use super::*;
use crate::testing::paper::*;
use crate::verify::Reason;

/// A paper whose second field has a widget of its own; signed once, then by that field.
fn with_widget_of_its_own(office: &Office, kid: &str, parent: &str) -> HandmadePaper {
    let mut paper = once_by_others(office, "", "", &[]);
    let objects = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 41 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, format!("<</FT/Sig/T(Signature2)/Kids 43 0 R/V 42 0 R{parent}>>")),
        (41, format!("<</Type/Annot/Subtype/Widget/Parent 40 0 R/F 132/Rect[0 0 0 0]{kid}>>")),
        (43, "[41 0 R]".into()),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(&mut paper, SignatureSpec { objects, number: 42, keys, room: ROOM }, &office.seal_cms());
    paper
}

#[test]
fn a_new_signature_field_may_have_its_widget_as_an_object_of_its_own() {
    let office = Office::new();
    assert_valid(&with_widget_of_its_own(&office, "", "").bytes, &office.trust());
    let action = "/AA<</E<</S/JavaScript/JS(x)>>>>";
    for (kid, parent) in [(action, ""), ("", action), ("/Kids[41 0 R]", "")] {
        let paper = with_widget_of_its_own(&office, kid, parent);
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    }
}

/// A paper with an empty field that has an appearance, itself behind another object or not; whoever
/// signs in it next writes over that appearance.
fn written_over(office: &Office, look: &str, more: &[(u32, String)], rect: &str) -> HandmadePaper {
    let empty = |value: &str| field("Signature2", rect, &format!("/AP {look}{value}"));
    let appearance = |content: &str| {
        stream(content).replace("<<", "<</Type/XObject/Subtype/Form/BBox[0 0 40 14]")
    };
    let mut paper = paper();
    let mut objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 40 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        (40, empty("")),
        (41, appearance("")),
    ];
    objects.extend_from_slice(more);
    let keys = "/SubFilter/ETSI.CAdES.detached";
    let first = SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM };
    sign(&mut paper, first, &office.official_cms());
    let objects = vec![(40, empty("/V 50 0 R")), (41, appearance("1 0 0 rg 0 0 40 14 re f"))];
    sign(&mut paper, SignatureSpec { objects, number: 50, keys, room: ROOM }, &office.seal_cms());
    paper
}

#[test]
fn the_appearance_of_a_field_that_is_signed_may_be_written_over_in_its_place() {
    let office = Office::new();
    let free = "300 300 340 314";
    for (look, more) in
        [("<</N 41 0 R>>", vec![]), ("44 0 R", vec![(44, "<</N 41 0 R>>".to_owned())])]
    {
        assert_valid(&written_over(&office, look, &more, free).bytes, &office.trust());
        // Not when something else shows it too, nor over signed words without that being told.
        let also = [&more[..], &[(45, "<</Also 41 0 R>>".to_owned())]].concat();
        let paper = written_over(&office, look, &also, free);
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
        let paper = written_over(&office, look, &more, "72 715 112 729");
        assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "may_cover");
    }
}

#[test]
fn description_and_extensions_may_change_where_they_stand() {
    let office = Office::new();
    let extensions = |level: u8| format!("<</ADBE<</BaseVersion/1.7/ExtensionLevel {level}>>>>");
    let catalog =
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/Extensions 30 0 R>>"));
    let first = [catalog, (30, extensions(3))];
    let mut paper = first_with(&office, &first);
    again(&office, &mut paper, "", "", &[(30, extensions(8))]);
    assert_valid(&paper.bytes, &office.trust());
    let also = [first[0].clone(), first[1].clone(), (31, "<</Also 30 0 R>>".to_owned())];
    let mut paper = first_with(&office, &also);
    again(&office, &mut paper, "", "", &[(30, extensions(8))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

fn first_with(office: &Office, objects: &[(u32, String)]) -> HandmadePaper {
    let mut paper = paper();
    let mut all = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
    ];
    all.extend_from_slice(objects);
    let keys = "/SubFilter/ETSI.CAdES.detached";
    let spec = SignatureSpec { objects: all, number: FIRST_SIGNATURE, keys, room: ROOM };
    sign(&mut paper, spec, &office.official_cms());
    paper
}

/// The usual paper with a cross-reference stream, which names the description as a trailer does.
fn paper_with_stream() -> HandmadePaper {
    let plain = String::from_utf8_lossy(&paper().bytes).into_owned();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut rows = vec![0; 4];
    for number in 1..=6_u32 {
        let start = plain.find(&format!("{number} 0 obj")).unwrap();
        let end = start + plain[start..].find("endobj\n").unwrap() + "endobj\n".len();
        rows.push(1);
        rows.extend(&u32::try_from(bytes.len()).unwrap().to_be_bytes()[2..]);
        rows.push(0);
        bytes.extend_from_slice(&plain.as_bytes()[start..end]);
    }
    let start = bytes.len();
    rows.push(1);
    rows.extend(&u32::try_from(start).unwrap().to_be_bytes()[2..]);
    rows.push(0);
    let head = format!(
        "60 0 obj\n<</Type/XRef/Size 61/Index[0 7 60 1]/W[1 2 1]/Root 1 0 R/Info {INFO} 0 R/Length \
         {}>>\nstream\n",
        rows.len()
    );
    let end = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    bytes.extend([head.as_bytes(), &rows, end.as_bytes()].concat());
    HandmadePaper { bytes, size: 61 }
}

#[test]
fn a_description_that_a_cross_reference_stream_names_may_change_as_any_other() {
    let office = Office::new();
    let mut paper = paper_with_stream();
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[(INFO, "<</Title(A)/ModDate(D:20260702080000)>>".into())]);
    assert_valid(&paper.bytes, &office.trust());
}

/// A paper that is signed, and then once more by a new field with these keys, whose picture fills
/// the page wherever a program puts it.
fn drawn_over(mut paper: HandmadePaper, office: &Office, before: &str, keys: &str) -> Verdict {
    let objects = vec![
        (PAGE, page(&format!("/Annots[{before} 40 0 R]"))),
        (FORM, format!("<</Fields[{before} 40 0 R]/SigFlags 3>>")),
        (
            40,
            format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Ba)/F 132/P {PAGE} 0 R{keys}/AP<</N 42 0 \
                 R>>/V 41 0 R>>"
            ),
        ),
        (
            42,
            stream("1 0 0 rg 0 0 500 500 re f")
                .replace("<<", "<</Type/XObject/Subtype/Form/BBox[0 0 500 500]"),
        ),
        (43, "50".into()),
    ];
    let stamp = Cms { token_time: Some("20260801000000Z"), ..office.tsa_cms() };
    sign(
        &mut paper,
        SignatureSpec { objects, number: 41, keys: "/SubFilter/ETSI.RFC3161", room: ROOM },
        &stamp,
    );
    verify(&paper.bytes, &office.trust())
}

#[test]
fn a_picture_whose_place_programs_read_differently_is_never_passed_over() {
    let office = Office::new();
    let places = [
        "/Rect[43 0 R 500 500 800]",
        "/Rect[50 500 500]",
        "/Rect[50 500 500 800 9]",
        "/Rect[(a) 500 500 800]",
        "/Rect[50 500 500 500]",
        "/Rect[0 0 0 0]",
        "",
    ];
    for place in places {
        let ours = format!("{OFFICIAL} 0 R {SEAL} 0 R");
        let verdict = drawn_over(office.twice(), &office, &ours, place);
        assert_eq!(verdict.state, State::Invalid, "{place}: {verdict:#?}");
        let theirs = once_by_others(&office, "", "", &[]);
        let verdict = drawn_over(theirs, &office, &format!("{OFFICIAL} 0 R"), place);
        assert!(verdict.state >= State::Undetermined, "{place}: {verdict:#?}");
    }
}

#[test]
fn a_timestamp_with_a_picture_is_told_on_free_paper_too() {
    let office = Office::new();
    let theirs = once_by_others(&office, "", "", &[]);
    let verdict = drawn_over(theirs, &office, &format!("{OFFICIAL} 0 R"), "/Rect[300 300 400 340]");
    assert_eq!(verdict.state, State::Undetermined, "{verdict:#?}");
    let told: String = verdict.signatures[0].reasons.iter().map(Reason::sentence).collect();
    assert!(told.contains("dấu thời gian ở ô Ba có hình trên trang 1"), "{told}");
}

#[test]
fn a_timestamp_alone_is_no_signature() {
    let office = Office::new();
    let mut paper = paper();
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (FORM, "<</Fields[40 0 R]/SigFlags 3>>".into()),
        (40, "<</FT/Sig/T(Stamp)/V 41 0 R>>".into()),
    ];
    let stamp = Cms { token_time: Some("20260801000000Z"), ..office.tsa_cms() };
    sign(
        &mut paper,
        SignatureSpec { objects, number: 41, keys: "/SubFilter/ETSI.RFC3161", room: ROOM },
        &stamp,
    );
    let verdict = verify(&paper.bytes, &office.trust());
    assert_eq!(verdict.signatures[0].state, State::Valid, "{verdict:#?}");
    assert_eq!(
        (verdict.state, &verdict.reasons[..]),
        (State::Invalid, &[Reason::OnlyTimestamp][..])
    );
}

#[test]
fn words_of_a_field_may_be_written_in_other_characters() {
    let office = Office::new();
    let in_utf16 = |text: &str| {
        let units: Vec<u8> = text.bytes().flat_map(|byte| [0, byte]).collect();
        format!("<FEFF{}>", crate::hex::hex(&units))
    };
    let named = |name: &str, more: &str| {
        let lock = format!("/Lock<</Type/SigFieldLock/Action/Include/Fields[{name}]>>");
        field("x", "0 0 0 0", &format!("{lock}{more}")).replace("/T(x)", &format!("/T{name}"))
    };
    let [same, other] = ["(ConDauCoQuan)", "(ConDauCoQuam)"];
    for (name, more, state) in [
        (same, "/V 50 0 R", State::Valid),
        (same, "", State::Valid),
        (other, "/V 50 0 R", State::Invalid),
        (other, "", State::Invalid),
    ] {
        let mut paper = paper();
        let objects = vec![
            (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
            (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 40 0 R]"))),
            (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
            (OFFICIAL, field("ChuKyNguoiKy", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
            (40, named(&in_utf16("ConDauCoQuan"), "")),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        let first = SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM };
        sign(&mut paper, first, &office.official_cms());
        let objects = vec![(40, named(name, more))];
        if more.is_empty() {
            paper.save(&objects);
        } else {
            let second = SignatureSpec { objects, number: 50, keys, room: ROOM };
            sign(&mut paper, second, &office.seal_cms());
        }
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(verdict.state, state, "{name} {more}: {verdict:#?}");
    }
}
