//! The proof that a signed file is the paper that was made.

use super::*;
use crate::testing::paper::*;
use crate::verify::{OriginalFault, begins_with};

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
