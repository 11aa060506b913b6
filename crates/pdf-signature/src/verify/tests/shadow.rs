//! Shadow attacks (Mainka, Mladenov, Rohlmann, NDSS 2021): the paper is prepared before signing so
//! that a harmless-looking update shows another one.

use super::*;
use crate::testing::paper::*;

const FORGED: &str = "BT /F 12 Tf 72 720 Td (Forged) Tj ET";

/// A signed paper into which `prepare` put something before it was signed.
fn prepared(office: &Office, prepare: impl Fn(&mut HandmadePaper)) -> HandmadePaper {
    let mut paper = paper();
    prepare(&mut paper);
    // The numbers of the prepared objects lie above those of the signature.
    sign(&mut paper, first(ROOM), &office.official_cms());
    paper
}

#[test]
fn hide_the_overlay_is_switched_off_after_signing() {
    let office = Office::new();
    // The page draws a harmless picture over the forged text; the update takes the picture away.
    let picture =
        "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length 4>>stream\n1 g \nendstream";
    let mut paper = prepared(&office, |paper| {
        let body = page("").replace("/Font", "/XObject<</O 20 0 R>>/Font");
        paper.save(&[(PAGE, body), (20, picture.into())]);
    });
    // `first_update` writes the page anew; what counts is that object 20 belongs to the signed
    // revision.
    paper.save(&[(
        20,
        "<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 0>>stream\n\nendstream".into(),
    )]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn hide_the_object_is_freed_after_signing() {
    let office = Office::new();
    let mut paper = prepared(&office, |paper| paper.save(&[(20, stream("1 g"))]));
    paper.finish(&[(20, "0000000000 00001 f \n".into())], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn replace_the_value_of_a_text_field() {
    let office = Office::new();
    let mut paper = paper();
    let text = |value: &str| {
        format!(
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(So)/V({value})/P 3 0 R/Rect[72 600 200 620]>>"
        )
    };
    let mut spec = first(ROOM);
    spec.objects.push((20, text("10")));
    spec.objects[1].1 = page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R 20 0 R]"));
    spec.objects[2].1 = format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R 20 0 R]/SigFlags 3>>");
    sign(&mut paper, spec, &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[(20, text("99"))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn hide_and_replace_1_a_second_copy_of_the_content_waits_in_the_file() {
    let office = Office::new();
    let mut paper = paper();
    // The signed revision holds two objects 4; the table of the update points to the other one.
    let at = paper.bytes.len();
    let hidden = format!("{CONTENT} 0 obj\n{}\nendobj\n", stream(FORGED));
    paper.bytes.extend_from_slice(hidden.as_bytes());
    sign(&mut paper, first(ROOM), &office.official_cms());
    let signed_alone = paper.clone();
    paper.finish(&[(CONTENT, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
    for bytes in [&paper.bytes, &signed_alone.bytes] {
        assert_eq!(verify(bytes, &office.trust()).state, State::Invalid);
    }
}

#[test]
fn hide_and_replace_2_an_entry_leads_to_an_object_of_another_number() {
    let office = Office::new();
    let mut paper = paper();
    // Object 4 waits under the entry of object 20, whose header it does not have.
    let at = paper.bytes.len();
    let hidden = format!("{CONTENT} 0 obj\n{}\nendobj\n", stream(FORGED));
    paper.bytes.extend_from_slice(hidden.as_bytes());
    paper.finish(&[(20, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
    sign(&mut paper, first(ROOM), &office.official_cms());
    paper.finish(&[(CONTENT, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "broken_xref");
}

#[test]
fn hide_and_replace_3_another_catalog_waits_in_the_file() {
    let office = Office::new();
    let mut paper = prepared(&office, |paper| {
        paper.save(&[
            (20, format!("<</Type/Catalog/Pages 21 0 R/AcroForm {FORM} 0 R>>")),
            (21, "<</Type/Pages/Kids[22 0 R]/Count 1>>".into()),
            (22, page("").replace("/Contents 4 0 R", "/Contents 23 0 R")),
            (23, stream(FORGED)),
        ]);
    });
    assert_valid(&paper.bytes, &office.trust());
    paper.finish(&[(0, "0000000000 65535 f \n".into())], "/Root 20 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn an_update_that_points_back_to_an_older_revision_is_refused() {
    let office = Office::new();
    let mut paper = paper();
    let old = paper.bytes.windows(7).position(|window| window == b"4 0 obj").unwrap();
    paper.save(&[(CONTENT, stream("BT /F 12 Tf 72 720 Td (Corrected) Tj ET"))]);
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    paper.finish(&[(CONTENT, format!("{old:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "broken_xref");
}

#[test]
fn an_object_that_was_missing_when_signed_may_not_appear_later() {
    let office = Office::new();
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects[1].1 = spec.objects[1].1.replace("/Contents 4 0 R", "/Contents[4 0 R 30 0 R]");
    sign(&mut paper, spec, &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[(30, stream(FORGED))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_description_that_a_page_draws_may_not_change() {
    let office = Office::new();
    let metadata = |content: &str| {
        format!(
            "<</Type/Metadata/Subtype/XML/Length {}>>stream\n{content}\nendstream",
            content.len()
        )
    };
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects[0].1 =
        format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/Metadata 20 0 R>>");
    spec.objects[1].1 = spec.objects[1].1.replace("/Contents 4 0 R", "/Contents[4 0 R 20 0 R]");
    spec.objects.push((20, metadata("q Q")));
    sign(&mut paper, spec, &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[(20, metadata(FORGED))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_key_given_twice_is_refused_before_it_can_be_read_in_two_ways() {
    let office = Office::new();
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects[1].1 = spec.objects[1].1.replace("/MediaBox", "/Contents 20 0 R/MediaBox");
    spec.objects.push((20, stream(FORGED)));
    sign(&mut paper, spec, &office.official_cms());
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "ambiguous");
}

#[test]
fn encrypted_and_hybrid_files_are_not_read() {
    let office = Office::new();
    let mut paper = office.once();
    paper.save_with(&[], "/Root 1 0 R/Encrypt<</Filter/Standard>>");
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "encrypted");
    let mut paper = office.once();
    paper.save_with(&[], "/Root 1 0 R/XRefStm 17");
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "hybrid");
}

#[test]
fn a_size_below_the_highest_number_is_refused() {
    let office = Office::new();
    let mut paper = office.once();
    paper.save(&[(INFO, "<</Subject(B)>>".into())]);
    crate::testing::replace_once(&mut paper.bytes, b"/Size 12", b"/Size 11");
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "broken_xref");
}
