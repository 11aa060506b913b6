//! Changes that were appended to a signed paper. Every one leaves the signed bytes alone, so a
//! reader that only looks at them calls the signature valid.

use super::*;
use crate::testing::paper::*;
use crate::testing::replace_once;
use crate::verify::Change;

/// Signs, appends objects, and expects the first signature to notice.
#[track_caller]
fn refused(objects: &[(u32, String)]) -> Verdict {
    let office = Office::new();
    let mut paper = office.once();
    paper.save(objects);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing")
}

fn annotated(more: &str) -> String {
    page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R]{more}"))
}

fn what(verdict: &Verdict) -> String {
    verdict.signatures[0].reasons.iter().map(super::super::Reason::sentence).collect()
}

#[test]
fn page_content_changed() {
    let verdict = refused(&[(CONTENT, stream("BT /F 12 Tf 72 720 Td (Forged) Tj ET"))]);
    assert!(what(&verdict).contains("nội dung trang 1"), "{}", what(&verdict));
}

#[test]
fn page_content_replaced_by_another_object() {
    let body = annotated("").replace("/Contents 4 0 R", &format!("/Contents {FREE} 0 R"));
    let verdict = refused(&[(PAGE, body), (FREE, stream("BT /F 12 Tf 72 720 Td (Forged) Tj ET"))]);
    assert!(what(&verdict).contains("trang 1"));
}

#[test]
fn font_changed() {
    refused(&[(FONT, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>".into())]);
}

#[test]
fn annotation_added() {
    let note =
        "<</Type/Annot/Subtype/FreeText/Rect[70 700 300 740]/Contents(Forged)/DA(/F 12 Tf)>>";
    let body = page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]"));
    refused(&[(PAGE, body), (FREE, note.into())]);
}

#[test]
fn page_rotated() {
    refused(&[(PAGE, annotated("/Rotate 180"))]);
}

#[test]
fn page_added() {
    let body = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";
    refused(&[(2, format!("<</Type/Pages/Kids[3 0 R {FREE} 0 R]/Count 2>>")), (FREE, body.into())]);
}

#[test]
fn action_on_opening_added() {
    let script = format!(
        "<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/OpenAction<</S/JavaScript/JS(x)>>>>"
    );
    refused(&[(CATALOG, script)]);
}

#[test]
fn appearance_of_the_empty_seal_changed() {
    refused(&[(EMPTY, stream("0 0 70 70 re f"))]);
}

#[test]
fn appearance_of_the_seal_changed_after_both_signed() {
    let office = Office::new();
    let mut paper = office.twice();
    paper.save(&[(FREE + 1, stream("0 1 0 rg 0 0 700 700 re f"))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn place_of_the_seal_changed_while_signing() {
    let office = Office::new();
    let mut paper = office.once();
    let mut spec = second(ROOM);
    spec.objects[0].1 = spec.objects[0].1.replace("280 90 350 160", "0 0 595 842");
    sign(&mut paper, spec, &office.seal_cms());
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    assert_eq!(verdict.signatures[0].state, State::Invalid);
    assert_eq!(verdict.signatures[1].state, State::Valid);
}

#[test]
fn field_of_the_seal_removed() {
    refused(&[
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
    ]);
}

#[test]
fn object_freed() {
    let office = Office::new();
    let mut paper = office.once();
    paper.finish(&[(FONT, "0000000000 00001 f \n".into())], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn empty_signature_field_drawn_over_the_text() {
    let cover = field("Che", "0 0 595 842", &format!("/AP<</N {} 0 R>>", FREE + 1));
    refused(&[
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]/SigFlags 3>>")),
        (FREE, cover),
        (FREE + 1, stream("1 g 0 0 595 842 re f")),
    ]);
}

#[test]
fn signed_field_drawn_over_a_paper_that_has_both_places() {
    let office = Office::new();
    let mut paper = office.once();
    let objects = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]/SigFlags 3>>")),
        (FREE, field("Ba", "0 0 595 842", &format!("/V {} 0 R", FREE + 1))),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects, number: FREE + 1, keys, room: ROOM },
        &office.seal_cms(),
    );
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn invisible_third_signature_is_allowed() {
    let office = Office::new();
    let mut paper = office.once();
    let objects = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]/SigFlags 3>>")),
        (FREE, field("Ba", "0 0 0 0", &format!("/V {} 0 R", FREE + 1))),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects, number: FREE + 1, keys, room: ROOM },
        &office.seal_cms(),
    );
    assert_valid(&paper.bytes, &office.trust());
}

#[test]
fn new_field_with_an_action() {
    let office = Office::new();
    let mut paper = office.once();
    let objects = vec![
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R {FREE} 0 R]/SigFlags 3>>")),
        (
            FREE,
            field("Ba", "0 0 0 0", &format!("/V {} 0 R/AA<</E<</S/JavaScript/JS(x)>>>>", FREE + 1)),
        ),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects, number: FREE + 1, keys, room: ROOM },
        &office.seal_cms(),
    );
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn content_changed_between_official_and_seal() {
    let office = Office::new();
    let mut paper = office.once();
    let mut spec = second(ROOM);
    spec.objects.push((CONTENT, stream("BT /F 12 Tf 72 720 Td (Forged) Tj ET")));
    sign(&mut paper, spec, &office.seal_cms());
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    assert_eq!(
        (verdict.signatures[0].state, verdict.signatures[1].state),
        (State::Invalid, State::Valid)
    );
}

#[test]
fn change_that_is_undone_before_the_seal_is_noticed() {
    let office = Office::new();
    let mut paper = office.once();
    paper.save(&[(CONTENT, stream("BT (Forged) Tj ET"))]);
    let mut spec = second(ROOM);
    spec.objects.push((CONTENT, stream("BT /F 12 Tf 72 720 Td (Decision) Tj ET")));
    sign(&mut paper, spec, &office.seal_cms());
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn junk_after_the_end() {
    let office = Office::new();
    for junk in [
        &b"x"[..],
        b"%comment\n",
        b"12 0 obj\n<<>>\nendobj\n",
        b"\n\0x",
        b" %",
        b"xrefs",
        b"startxref 0 x",
    ] {
        let mut bytes = office.once().bytes;
        bytes.extend_from_slice(junk);
        assert_verdict(&bytes, &office.trust(), State::Invalid, "trailing_data");
    }
}

#[test]
fn white_space_and_nul_behind_the_end_are_noted_and_change_nothing() {
    let office = Office::new();
    for space in [&b"\n"[..], b"\0", b" \r\n\t\x0C\0\0", &[0; 900]] {
        let mut bytes = office.twice().bytes;
        bytes.extend_from_slice(space);
        let verdict = assert_valid(&bytes, &office.trust());
        let note = Change::SpaceAdded { bytes: space.len() };
        for entry in &verdict.signatures {
            assert!(entry.changes.contains(&note) && !entry.covers_whole_file, "{entry:#?}");
        }
        assert!(note.sentence().contains(&format!("{} byte", space.len())));
    }
    // What follows the padding is judged as ever.
    let mut paper = office.once();
    paper.bytes.extend_from_slice(b"\0\0\n");
    paper.save(&[(CONTENT, stream("BT /F 12 Tf 72 720 Td (Forged) Tj ET"))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_file_that_was_cut_off_is_unreadable_and_not_called_forged() {
    let office = Office::new();
    let (whole, once, unsigned) =
        (office.twice().bytes, office.once().bytes.len(), paper().bytes.len());
    let mut cut = 0;
    for length in 20..whole.len() {
        let verdict = verify(&whole[..length], &office.trust());
        // A revision that is whole is a file, but for the line end that its signature covers.
        let ends = |revision: usize| length + 1 >= revision && length <= revision;
        // Between two objects nothing tells a cut from junk.
        let between = whole[..length].trim_ascii_end().ends_with(b"endobj") && length > unsigned;
        if ends(once) || ends(unsigned) || between {
            continue;
        }
        assert_eq!(verdict.state, State::Unreadable, "cut to {length}: {verdict:#?}");
        if codes(&verdict) == ["truncated"] {
            let reason = verdict
                .reasons
                .first()
                .or_else(|| verdict.signatures.iter().find_map(|one| one.reasons.first()));
            assert!(reason.unwrap().remedy().contains("tải lại"));
            cut += 1;
        }
    }
    assert!(cut > 9 * whole.len() / 10, "{cut} of {} cuts are called cuts", whole.len());
}

#[test]
fn object_that_no_table_names() {
    let office = Office::new();
    let mut paper = office.once();
    paper.bytes.extend_from_slice(b"4 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n");
    paper.save(&[(INFO, "<</Subject(B)>>".into())]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "hidden_object");
}

#[test]
fn new_root_without_a_form() {
    let office = Office::new();
    let mut paper = office.once();
    let body = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
    paper.save_with(&[(FREE, body)], &format!("/Root {FREE} 0 R"));
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "stray_signature");
}

#[test]
fn byte_range_null_or_contents_missing() {
    let office = Office::new();
    for body in [
        "<</Type/Sig/Contents<00>/ByteRange null>>",
        "<</Type/Sig/ByteRange[0 1 2 3]>>",
        "null",
        "(x)",
    ] {
        let mut paper = office.once();
        paper.save(&[(FIRST_SIGNATURE, body.into())]);
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(verdict.state, State::Invalid, "{body}");
    }
}

#[test]
fn byte_range_that_leaves_more_out() {
    let office = Office::new();
    let digits = |range: &[usize; 4]| {
        format!("[{:010} {:010} {:010} {:010}]", range[0], range[1], range[2], range[3])
    };
    let bytes = office.once().bytes;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (_, tail) = text.split_once("/ByteRange[").unwrap();
    let right: Vec<usize> = tail[..43].split(' ').map(|number| number.parse().unwrap()).collect();
    let right: [usize; 4] = right.try_into().unwrap();
    let [_, gap, after, rest] = right;
    for wrong in [
        [1, gap - 1, after, rest],
        [0, gap - 1, after, rest],
        [0, gap, after + 1, rest - 1],
        [0, gap, after, rest - 1],
        [0, after, gap, rest],
        [0, gap, after, 9_999_999_999],
    ] {
        let mut copy = bytes.clone();
        replace_once(&mut copy, digits(&right).as_bytes(), digits(&wrong).as_bytes());
        assert_verdict(&copy, &office.trust(), State::Invalid, "coverage");
    }
}

#[test]
fn signature_of_another_file_is_refused() {
    let office = Office::new();
    let (mut paper, other) = (paper(), office.once());
    let text = String::from_utf8_lossy(&other.bytes).into_owned();
    let (_, tail) = text.split_once("/Contents<").unwrap();
    let digits = &tail[..2 * ROOM];
    let value: Vec<u8> =
        (0..ROOM).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect();
    let mut spec = first(ROOM);
    spec.objects.push((INFO, "<</Subject(B)>>".into()));
    crate::testing::signer::sign_bytes(&mut paper, spec, |_| value.clone());
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "content_changed");
}

#[test]
fn truncated_files_are_never_valid_as_what_they_were() {
    let office = Office::new();
    let (paper, trust) = (office.twice(), office.trust());
    let once = office.once().bytes.len();
    for length in (0..paper.bytes.len()).step_by(7) {
        let verdict = verify(&paper.bytes[..length], &trust);
        let is_first_revision = length == once;
        assert!(verdict.state != State::Valid || is_first_revision, "cut to {length}");
    }
    assert_eq!(verify(&paper.bytes[..500], &trust).state, State::Unreadable);
}

#[test]
fn a_signature_outside_the_form_accuses_only_when_it_came_after_the_last_one() {
    let office = Office::new();
    let rights = "<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>";
    let catalog = |more: &str| {
        format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R/Perms<</UR3 {more}>>>>")
    };
    let signed = |objects: &[(u32, String)], more: &str| {
        let mut paper = paper();
        paper.save(objects);
        let objects = vec![
            (CATALOG, catalog(more)),
            (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R]"))),
            (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
            (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        let spec = SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM };
        sign(&mut paper, spec, &office.official_cms());
        paper
    };
    // The right to fill in a form, itself or in an object of its own.
    assert_valid(&signed(&[(30, rights.into())], "30 0 R").bytes, &office.trust());
    let mut inline = signed(&[], rights);
    assert_valid(&inline.bytes, &office.trust());
    // What comes later keeps it and adds none.
    inline.save(&[(
        CATALOG,
        catalog(&format!("{rights}/DSS<<>>")).replace("/DSS<<>>>>", ">>/DSS<<>>"),
    )]);
    assert_valid(&inline.bytes, &office.trust());
    let mut later = signed(&[], rights);
    later.save(&[(31, rights.into())]);
    assert_verdict(&later.bytes, &office.trust(), State::Invalid, "stray_signature");
}
