//! What programs of others do to a file when they sign it once more; it changes no page.

use super::*;
use crate::testing::paper::*;
use crate::verify::Change;

/// A paper with these settings of its form and these keys in its signature field, signed once by a
/// program of others.
pub(super) fn once_by_others(
    office: &Office,
    form: &str,
    more: &str,
    objects: &[(u32, String)],
) -> HandmadePaper {
    let mut paper = paper();
    let mut all = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3{form}>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R{more}"))),
    ];
    all.extend_from_slice(objects);
    let spec = SignatureSpec {
        objects: all,
        number: FIRST_SIGNATURE,
        keys: "/SubFilter/ETSI.CAdES.detached",
        room: ROOM,
    };
    sign(&mut paper, spec, &office.official_cms());
    paper
}

/// Signs once more, invisibly, and saves these objects along; `form` and `more` as they are then.
pub(super) fn again(
    office: &Office,
    paper: &mut HandmadePaper,
    form: &str,
    more: &str,
    objects: &[(u32, String)],
) {
    let next = paper.size.max(40);
    let mut all = vec![
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {next} 0 R]/SigFlags 3{form}>>")),
        (next, format!("<</FT/Sig/T(Signature2)/Rect[0 0 0 0]/F 132{more}/V {} 0 R>>", next + 1)),
    ];
    all.extend_from_slice(objects);
    let spec = SignatureSpec {
        objects: all,
        number: next + 1,
        keys: "/SubFilter/ETSI.CAdES.detached",
        room: ROOM,
    };
    sign(paper, spec, &office.seal_cms());
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

#[test]
fn default_appearance_and_resources_added_to_the_form_and_to_a_field_accuse_nobody() {
    let office = Office::new();
    let settings = "/DA(/Helv 0 Tf 0 g )/DR<</Font<</Helv 30 0 R>>>>";
    let font = [(30, HELVETICA.to_owned())];
    let mut paper = once_by_others(&office, "", "", &[]);
    again(&office, &mut paper, settings, "/DR<<>>/DA()", &font);
    let verdict = assert_valid(&paper.bytes, &office.trust());
    assert!(
        verdict.signatures[0]
            .changes
            .contains(&Change::Signed { field: "Signature2".into(), new_on_page: false })
    );

    // Also to the field that is signed already.
    let mut paper = once_by_others(&office, "", "", &[]);
    let signed =
        field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R/DA(/Helv 0 Tf)/DR<<>>"));
    again(&office, &mut paper, settings, "", &[(OFFICIAL, signed), font[0].clone()]);
    assert_valid(&paper.bytes, &office.trust());

    // Fonts may be added where there are some, whether they stand in the form or in an object of
    // their own.
    for (before, after, objects) in [
        ("/DR<</Font<</A 30 0 R>>>>", "/DR<</Font<</A 30 0 R/B 30 0 R>>>>", vec![]),
        (
            "/DR 31 0 R",
            "/DR 31 0 R",
            vec![(31, "<</Font<</A 30 0 R/B 30 0 R>>/XObject<<>>>>".to_owned())],
        ),
    ] {
        let first = [(30, HELVETICA.to_owned()), (31, "<</Font<</A 30 0 R>>>>".to_owned())];
        let mut paper = once_by_others(&office, before, "", &first);
        again(&office, &mut paper, after, "", &objects);
        assert_valid(&paper.bytes, &office.trust());
    }
}

#[test]
fn resources_of_the_form_that_something_is_drawn_from_may_not_change() {
    let office = Office::new();
    let first = [(30, HELVETICA.to_owned()), (31, "<</Font<</A 30 0 R>>>>".to_owned())];
    let refused = |paper: &HandmadePaper| {
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    };
    // Another font under the same name, and one that is gone.
    for after in ["/DR<</Font<</A 5 0 R>>>>", "/DR<</Font<<>>>>", ""] {
        let mut paper = once_by_others(&office, "/DR<</Font<</A 30 0 R>>>>", "", &first);
        again(&office, &mut paper, after, "", &[]);
        refused(&paper);
    }
    // Something else uses the resources of the form.
    let grown = [(31, "<</Font<</A 30 0 R/B 30 0 R>>>>".to_owned())];
    for (user, state) in [("<</Also 31 0 R>>", State::Invalid), ("<<>>", State::Valid)] {
        let objects = [first[0].clone(), first[1].clone(), (32, user.to_owned())];
        let mut paper = once_by_others(&office, "/DR 31 0 R", "", &objects);
        again(&office, &mut paper, "/DR 31 0 R", "", &grown);
        assert_eq!(verify(&paper.bytes, &office.trust()).state, state, "{user}");
    }
}

#[test]
fn a_text_field_that_programs_draw_from_the_form_keeps_the_form_as_it_is() {
    let office = Office::new();
    let text = |appearance: &str| {
        format!(
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(So)/V(99)/P {PAGE} 0 R/Rect[72 600 200 \
             620]{appearance}>>"
        )
    };
    let verdict = |form: &str, appearance: &str| {
        let mut paper = paper();
        let objects = vec![
            (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
            (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 33 0 R]"))),
            (FORM, format!("<</Fields[{OFFICIAL} 0 R 33 0 R]/SigFlags 3{form}>>")),
            (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
            (33, text(appearance)),
            (34, stream("q Q")),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        sign(
            &mut paper,
            SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM },
            &office.official_cms(),
        );
        let next = 40;
        let objects = vec![
            (
                FORM,
                format!(
                    "<</Fields[{OFFICIAL} 0 R 33 0 R {next} 0 R]/SigFlags 3{form}/DA(/Helv 12 \
                     Tf)>>"
                ),
            ),
            (next, format!("<</FT/Sig/T(Signature2)/Rect[0 0 0 0]/V {} 0 R>>", next + 1)),
        ];
        sign(
            &mut paper,
            SignatureSpec { objects, number: next + 1, keys, room: ROOM },
            &office.seal_cms(),
        );
        verify(&paper.bytes, &office.trust()).state
    };
    assert_eq!(verdict("", ""), State::Invalid, "it has no picture yet, and would get one");
    assert_eq!(
        verdict("/NeedAppearances true", "/AP<</N 34 0 R>>"),
        State::Invalid,
        "its picture is made anew"
    );
    assert_eq!(verdict("", "/AP<</N 34 0 R>>"), State::Valid, "its picture stays");
}

#[test]
fn what_is_written_differently_and_means_the_same_is_no_change() {
    let office = Office::new();
    let mut paper = once_by_others(&office, "", "", &[]);
    let body =
        page(&format!("/Annots[{OFFICIAL} 0 R]")).replace("[0 0 595 842]", "[0.0 0 595.00 842.]");
    again(&office, &mut paper, "", "", &[(PAGE, body.clone())]);
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[(PAGE, body.replace("595.00", "595.01"))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn lists_of_evidence_that_the_tree_of_pages_uses_too_may_not_grow() {
    let office = Office::new();
    let mut paper = once_by_others(&office, "", "", &[]);
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/DSS<</Certs 30 0 R>>>>");
    let mut shared = paper.clone();
    shared.save(&[
        (30, "[3 0 R]".into()),
        (2, "<</Type/Pages/Kids 30 0 R/Count 1>>".into()),
        (CATALOG, catalog.clone()),
    ]);
    let at = shared.size;
    again(&office, &mut shared, "", "", &[]);
    let before = verify(&shared.bytes, &office.trust());
    assert_eq!(before.signatures[1].state, State::Valid, "the second signs it so: {before:#?}");
    let body = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";
    shared.save(&[(30, format!("[3 0 R {} 0 R]", at + 20)), (at + 20, body.into())]);
    let after = verify(&shared.bytes, &office.trust());
    assert_eq!(after.signatures[1].state, State::Invalid, "{after:#?}");

    // One that nothing else uses may.
    paper.save(&[(30, "[]".into()), (CATALOG, catalog)]);
    again(&office, &mut paper, "", "", &[]);
    paper.save(&[(30, "[35 0 R]".into()), (35, stream("0\u{0}"))]);
    assert_valid(&paper.bytes, &office.trust());
}

#[test]
fn a_number_put_on_between_two_signatures_is_told_with_its_words_and_with_who_signed_over_it() {
    let office = Office::new();
    let mut paper = once_by_others(&office, "", "", &[]);
    let note = "<</Type/Annot/Subtype/FreeText/Rect[110 690 190 706]/Contents(x)/AP<</N 31 0 R>>>>"
        .to_owned();
    let look = stream("BT /F 13 Tf 2 2 Td (1757) Tj ET").replace(
        "<<",
        "<</Type/XObject/Subtype/Form/BBox[0 0 80 16]/Resources<</Font<</F 5 0 R>>>>",
    );
    paper.save(&[(PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 30 0 R]"))), (30, note), (31, look)]);
    let told = |paper: &HandmadePaper| {
        let verdict =
            assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
        verdict.signatures[0].reasons.iter().map(super::super::Reason::sentence).collect::<String>()
    };
    let alone = told(&paper);
    assert!(alone.contains("thêm dòng chữ “1757” trên trang 1 (không rõ ai sửa)"), "{alone}");
    again(&office, &mut paper, "", "", &[]);
    let signed = told(&paper);
    assert!(
        signed.contains("“1757” trên trang 1 (không rõ ai thêm, trước khi UBND tỉnh ký)"),
        "{signed}"
    );
}
