//! The proof that a signed file is the paper that was made.

use super::*;
use crate::testing::paper::*;
use crate::verify::{FieldPlace, OriginalFault, begins_with, begins_with_places};

#[test]
fn the_signed_paper_begins_with_the_paper() {
    let office = Office::new();
    let original = paper().bytes;
    for signed in [office.once().bytes, office.twice().bytes, original.clone()] {
        assert_eq!(begins_with(&signed, &original), Ok(()));
    }
}

#[test]
fn another_paper_is_told_with_the_first_byte_that_differs() {
    let office = Office::new();
    let mut other = paper().bytes;
    let at = other.windows(8).position(|window| window == b"Decision").unwrap();
    other[at] = b'X';
    assert_eq!(
        begins_with(&office.twice().bytes, &other),
        Err(OriginalFault::OtherBeginning { at })
    );
    assert!(begins_with(&paper().bytes[..100], &paper().bytes).is_err());
    assert!(begins_with(&office.once().bytes, b"").is_err());
}

#[test]
fn an_official_who_changes_the_paper_while_signing_is_noticed() {
    let office = Office::new();
    let original = paper().bytes;
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects.push((CONTENT, stream("BT /F 12 Tf 72 720 Td (Forged) Tj ET")));
    sign(&mut paper, spec, &office.official_cms());
    // The signature itself is good: it covers the changed paper.
    assert_valid(&paper.bytes, &office.trust());
    let fault = begins_with(&paper.bytes, &original).unwrap_err();
    assert_eq!(fault, OriginalFault::Changed(vec!["nội dung trang 1".into()]));
    assert!(fault.sentence().contains("nội dung trang 1"));
}

#[test]
fn fields_that_could_cover_the_text_are_noticed() {
    let office = Office::new();
    let original = paper().bytes;
    let mut drawn = paper();
    let mut spec = first(ROOM);
    spec.objects[5].1 = stream("1 g 0 0 70 70 re f");
    sign(&mut drawn, spec, &office.official_cms());
    assert!(matches!(begins_with(&drawn.bytes, &original), Err(OriginalFault::Changed(_))));

    let mut third = paper();
    let mut spec = first(ROOM);
    spec.objects[1].1 = page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R 20 0 R]"));
    spec.objects[2].1 = format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R 20 0 R]/SigFlags 3>>");
    spec.objects.push((20, field("Che", "0 0 595 842", "")));
    sign(&mut third, spec, &office.official_cms());
    assert!(matches!(begins_with(&third.bytes, &original), Err(OriginalFault::Changed(_))));
}

#[test]
fn a_paper_cut_in_the_middle_of_a_revision_is_none() {
    let office = Office::new();
    let signed = office.once().bytes;
    let cut = &signed[..paper().bytes.len() - 10];
    assert_eq!(begins_with(&signed, cut), Err(OriginalFault::NotARevision));
    assert_eq!(begins_with(&office.twice().bytes, &signed), Err(OriginalFault::OriginalSigned));
}

#[test]
fn fields_of_the_first_signature_stand_in_the_places_that_the_paper_kept_for_them() {
    let office = Office::new();
    let original = paper().bytes;
    let place = |field: &str, page: usize, area: [f64; 4]| FieldPlace {
        field: field.to_owned(),
        page,
        area,
    };
    let seal = place("ConDauCoQuan", 1, [270.0, 80.0, 360.0, 170.0]);
    let official = |page, area| place("ChuKyNguoiCoThamQuyen", page, area);
    let signed = office.twice().bytes;
    let right = [seal.clone(), official(1, [300.5, 100.0, 450.0, 150.0])];
    assert_eq!(begins_with_places(&signed, &original, &right), Ok(()));
    for wrong in [
        official(2, [300.0, 100.0, 450.0, 150.0]),
        official(1, [300.0, 100.0, 450.0, 140.0]),
        official(1, [310.0, 100.0, 450.0, 150.0]),
        place("ChuKyNguoiKyCung1", 1, [300.0, 100.0, 450.0, 150.0]),
    ] {
        let fault = begins_with_places(&signed, &original, &[seal.clone(), wrong]).unwrap_err();
        assert!(fault.sentence().contains("nằm ngoài chỗ dành cho nó"), "{fault:?}");
    }
    // A field that nobody sees needs none.
    let mut unseen = paper();
    let mut spec = first(ROOM);
    let value = format!("/V {FIRST_SIGNATURE} 0 R");
    spec.objects[3].1 = field("ChuKyNguoiCoThamQuyen", "0 0 0 0", &value);
    sign(&mut unseen, spec, &office.official_cms());
    assert_eq!(begins_with_places(&unseen.bytes, &original, &[seal]), Ok(()));
}
