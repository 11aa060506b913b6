//! Programs that cannot read a file repair it, and then take whatever looks like an object. So an
//! update of a signed paper holds nothing of the kind, and is written so that nobody repairs it.

use super::super::foreign::once_by_others;
use super::super::*;
use crate::testing::paper::*;
use crate::testing::replace_once;

const FORGED: &str = "BT /F 12 Tf 72 720 Td (Forged) Tj ET";
/// A value of DER, as evidence is one.
const DER: &str = "0\u{3}\u{2}\u{1}\u{5}";

/// The catalog of our paper with these pieces of evidence.
fn catalog(certificates: &str) -> (u32, String) {
    let body = format!(
        "<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/DSS<</Type/DSS/Certs[{certificates}]>>>>"
    );
    (CATALOG, body)
}

fn ours(office: &Office, objects: &[(u32, String)]) -> HandmadePaper {
    let mut paper = office.once();
    paper.save(objects);
    paper
}

fn theirs(office: &Office, objects: &[(u32, String)]) -> HandmadePaper {
    let mut paper = once_by_others(office, "", "", &[]);
    paper.save(objects);
    paper
}

#[test]
fn evidence_that_is_evidence_accuses_nobody() {
    let office = Office::new();
    for data in [DER.to_owned(), format!("{DER}\r\n")] {
        let objects = [catalog("20 0 R"), (20, stream(&data))];
        assert_valid(&ours(&office, &objects).bytes, &office.trust());
        assert_valid(&theirs(&office, &objects).bytes, &office.trust());
    }
}

#[test]
fn evidence_that_is_something_else_is_refused_on_papers_of_ours_and_told_on_others() {
    let office = Office::new();
    for data in ["x".to_owned(), FORGED.to_owned(), format!("{DER}x"), String::new()] {
        let objects = [catalog("20 0 R"), (20, stream(&data))];
        let paper = ours(&office, &objects);
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
        let paper = theirs(&office, &objects);
        assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "odd_update");
    }
    // Also what belongs to one signature.
    let body = format!(
        "<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/DSS<</VRI<</A<</CRL[20 0 R]>>>>>>>>"
    );
    let paper = ours(&office, &[(CATALOG, body), (20, stream("x"))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_stream_that_packs_objects_and_is_named_by_no_table_hides_them() {
    let office = Office::new();
    let packed = format!("{PAGE} 0 {}", page(""));
    let packing = |kind: &str| stream(&packed).replacen("<<", &format!("<<{kind}/N 1/First 4"), 1);
    for kind in ["/Type/ObjStm", "/Type 21 0 R", "/T#79pe/Obj#53tm"] {
        let objects = [catalog("20 0 R"), (20, packing(kind)), (21, "/ObjStm".to_owned())];
        for paper in [ours(&office, &objects), theirs(&office, &objects)] {
            assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "hidden_object");
        }
    }
}

#[test]
fn what_looks_like_an_object_in_a_stream_or_a_string_is_one_to_a_program_that_repairs() {
    let office = Office::new();
    for heading in ["3 0 obj", "3 0obj", "3\n0 \t obj", "3 %x\n0 %y\nobj"] {
        let hidden = format!("\nendstream\nendobj\n{heading}\n{}\nendobj\n", page(""));
        let evidence = [catalog("20 0 R"), (20, stream(&hidden))];
        let title = [(INFO, format!("<</Subject(x {heading} <<>>)>>"))];
        for objects in [&evidence[..], &title] {
            for paper in [ours(&office, objects), theirs(&office, objects)] {
                assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "hidden_object");
            }
        }
    }
    for word in ["trailer<</Root 30 0 R>>", "startxref 17", "xref 0 0"] {
        let paper = ours(&office, &[(INFO, format!("<</Subject({word})>>"))]);
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "trailing_data");
    }
    // Words are words.
    let title = [(INFO, "<</Subject(An object of 3 0 things; endobj; 5 objects)>>".to_owned())];
    assert_valid(&ours(&office, &title).bytes, &office.trust());
}

#[test]
fn an_object_that_nothing_leads_to_is_not_needed_on_a_paper_of_ours() {
    let office = Office::new();
    let objects = [(20, "<</A 21 0 R>>".to_owned()), (21, "[20 0 R]".to_owned())];
    let verdict = assert_verdict(
        &ours(&office, &objects).bytes,
        &office.trust(),
        State::Invalid,
        "changed_after_signing",
    );
    assert!(verdict.reasons[0].sentence().contains("đối tượng 20"), "{verdict:#?}");
    assert_valid(&theirs(&office, &objects).bytes, &office.trust());
}

#[test]
fn another_page_or_catalog_is_added_to_no_signed_paper() {
    let office = Office::new();
    for kind in ["Catalog", "Pages", "Page"] {
        let objects = [(20, format!("<</Type/{kind}>>"))];
        for paper in [ours(&office, &objects), theirs(&office, &objects)] {
            assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
        }
    }
}

#[test]
fn more_white_space_behind_the_end_than_programs_look_through_is_not_passed_over() {
    let office = Office::new();
    let mut paper = once_by_others(&office, "", "", &[]);
    paper.bytes.extend([b' '; 900]);
    assert_valid(&paper.bytes, &office.trust());
    paper.bytes.extend([b' '; 200]);
    assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "odd_update");
    let mut paper = office.once();
    paper.bytes.extend([0; 1100]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn white_space_that_brings_an_unnamed_object_to_life_is_refused() {
    let office = Office::new();
    let mut bare = paper();
    let tail = bare.bytes.split_off(bare.last_table().unwrap());
    let at = bare.bytes.len();
    let hidden = format!("{CONTENT} 0 obj\n{}\nendobj\n", stream(FORGED));
    bare.bytes.extend_from_slice(hidden.as_bytes());
    let tail = String::from_utf8(tail).unwrap();
    let moved = format!("startxref\n{}", bare.bytes.len());
    let tail = tail.replace(&format!("startxref\n{at}"), &moved);
    bare.bytes.extend_from_slice(tail.as_bytes());
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    let spec = SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM };
    sign(&mut bare, spec, &office.official_cms());
    assert_valid(&bare.bytes, &office.trust());
    bare.bytes.extend([b'\n'; 1100]);
    assert_verdict(&bare.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

/// An update whose table and end are written like this.
fn written(mut paper: HandmadePaper, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    paper.save(&[(INFO, "<</Subject(B)>>".into())]);
    let tail = paper.bytes.split_off(paper.last_table().unwrap());
    let tail = change(&String::from_utf8(tail).unwrap());
    paper.bytes.extend_from_slice(tail.as_bytes());
    paper.bytes
}

#[test]
fn tables_and_ends_that_some_programs_repair_are_not_passed_over() {
    let office = Office::new();
    let gap = " ".repeat(300);
    let ways: [&dyn Fn(&str) -> String; 9] = [
        &|tail| tail.replace("xref\n6", "xref %\n6"),
        &|tail| tail.replace("xref\n6", "xref\n%\n6"),
        &|tail| tail.replace("6 1\n", "6 1 %\n"),
        &|tail| tail.replace("6 1\n", "6 1\n\n\n"),
        &|tail| tail.replace(" n \n", " n\0\0"),
        &|tail| tail.replace("trailer\n", "trailer %\n"),
        &|tail| tail.replace("startxref\n", &format!("startxref\n{gap}")),
        &|tail| tail.replace("\n%%EOF", &format!("\n{gap}%%EOF")),
        &|tail| tail.replace("/Size 12", "/Size 99999999"),
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let verdict = verify(&written(office.once(), way), &office.trust());
        assert!(
            verdict.state == State::Invalid && codes(&verdict) == ["changed_after_signing"],
            "{number}: {verdict:#?}"
        );
        let others = once_by_others(&office, "", "", &[]);
        let verdict = verify(&written(others, way), &office.trust());
        assert!(
            verdict.state == State::Undetermined && codes(&verdict) == ["odd_update"],
            "{number}: {verdict:#?}"
        );
    }
    let mut far = office.once();
    far.finish(&[(4_000_000, "0000000000 00001 f \n".into())], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&far.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn tables_and_ends_as_other_programs_write_them_accuse_nobody() {
    let office = Office::new();
    let ways: [&dyn Fn(&str) -> String; 6] = [
        &|tail| tail.replace(" n \n", " n\r\n").replace("xref\n6", "xref\r\n6"),
        &|tail| tail.replace("6 1\n", "0 1\n0000000000 65535 f \n6 1\n"),
        &|tail| tail.replace("trailer\n", "trailer "),
        &|tail| tail.replace("startxref\n", "%iText-Core-8.0.2\nstartxref\n"),
        &|tail| tail.replace("%%EOF\n", "%%EOF\r\n\r\n"),
        &|tail| tail.replace("/Size 12", "/Size 14"),
    ];
    for way in ways {
        assert_valid(&written(office.once(), way), &office.trust());
    }
}

#[test]
fn a_file_that_says_it_was_written_in_one_go_although_something_was_added_is_refused() {
    let office = Office::new();
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects.push((20, "<</Linearized 1/L 999999/N 1>>".into()));
    sign(&mut paper, spec, &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    let length = format!("{:06}", paper.bytes.len());
    let mut spec = first(ROOM);
    spec.objects.push((20, format!("<</Linearized 1/L {length}/N 1>>")));
    let mut paper = super::super::paper();
    sign(&mut paper, spec, &office.official_cms());
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_number_that_was_never_there_may_be_freed_and_one_that_was_not() {
    let office = Office::new();
    let mut paper = office.once();
    paper.finish(&[(13, "0000000000 00000 f \n".into())], "/Root 1 0 R/Info 6 0 R");
    assert_valid(&paper.bytes, &office.trust());
    let mut bytes = paper.bytes;
    replace_once(&mut bytes, b"13 1\n", b"05 1\n");
    assert_verdict(&bytes, &office.trust(), State::Invalid, "changed_after_signing");
}
