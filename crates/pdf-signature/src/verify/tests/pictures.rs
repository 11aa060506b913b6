//! The picture of a later signature: it may stand on paper, and on nothing that was signed.

use super::*;
use crate::testing::paper::*;
use crate::verify::{Change, Reason};

/// A drawing of this size.
fn form(width: u32, height: u32, content: &str) -> String {
    format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Length \
         {}>>stream\n{content}\nendstream",
        content.len()
    )
}

/// A paper of others whose page has this content, signed at its foot; more objects and keys of the
/// page as given.
fn signed(office: &Office, content: &str, more: &str, objects: &[(u32, String)]) -> HandmadePaper {
    let mut paper = paper();
    let mut all = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R{more}]"))),
        (CONTENT, stream(content)),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R{more}]/SigFlags 3>>")),
        (
            OFFICIAL,
            field(
                "Signature1",
                "300 100 450 150",
                &format!("/AP<</N 9 0 R>>/V {FIRST_SIGNATURE} 0 R"),
            ),
        ),
        (9, form(150, 50, "0 0 1 rg 10 10 100 5 re f")),
    ];
    all.extend_from_slice(objects);
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects: all, number: FIRST_SIGNATURE, keys, room: ROOM },
        &office.official_cms(),
    );
    paper
}

/// Signs once more with a new field in this rectangle that looks like this.
fn then(office: &Office, paper: &mut HandmadePaper, rect: &str, look: &str) {
    let next = paper.size.max(40);
    let objects = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {next} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {next} 0 R]/SigFlags 3>>")),
        (next, field("Y", rect, &format!("/AP<</N {} 0 R>>/V {} 0 R", next + 1, next + 2))),
        (next + 1, form(100, 40, look)),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(paper, SignatureSpec { objects, number: next + 2, keys, room: ROOM }, &office.seal_cms());
}

const OPAQUE: &str = "1 g 0 0 100 40 re f 0 g 10 10 20 5 re f";
const DECISION: &str = "BT /F 12 Tf 72 720 Td (Decision) Tj ET";

/// The verdict on the first signature after a second one, with its reasons.
fn judged(content: &str, rect: &str, look: &str) -> (State, String) {
    let office = Office::new();
    let mut paper = signed(&office, content, "", &[]);
    then(&office, &mut paper, rect, look);
    let verdict = verify(&paper.bytes, &office.trust());
    assert_eq!(verdict.signatures[1].state, State::Valid, "{verdict:#?}");
    let told = verdict.signatures[0].reasons.iter().map(Reason::sentence).collect();
    (verdict.signatures[0].state, told)
}

#[test]
fn on_empty_paper_a_later_picture_is_noted() {
    let office = Office::new();
    let mut paper = signed(&office, DECISION, "", &[]);
    then(&office, &mut paper, "300 300 400 340", OPAQUE);
    let verdict = assert_valid(&paper.bytes, &office.trust());
    assert_eq!(
        verdict.signatures[0].changes,
        [Change::Signed { field: "Y".into(), new_on_page: true }]
    );
}

#[test]
fn over_signed_words_it_is_invalid_and_says_which_and_whose_it_is() {
    let (state, told) = judged(DECISION, "60 700 300 740", OPAQUE);
    assert_eq!(state, State::Invalid);
    assert!(
        told.contains("ô Y trên trang 1 che lên chữ đã ký “Decision” (do UBND tỉnh thêm khi ký)"),
        "{told}"
    );
    for content in [
        // Placed by a matrix, by lines, in marked content and turned.
        "q 1 0 0 1 70 700 cm BT /F 12 Tf 1 0 0 1 2 20 Tm [(De) -20 (cision)] TJ ET Q",
        "BT /F 12 Tf 14 TL 72 734 Td T* (Decision) Tj ET",
        "/P <</MCID 0>> BDC BT /F 6 Tf 2 0 0 2 72 720 Tm (D) Tj ET EMC",
        "BT /F 12 Tf 0 1 -1 0 80 705 Tm (Decision) Tj ET",
        "0 0 0 1 k BT /F 12 Tf 0 g 72 720 Td (Decision) ' ET",
    ] {
        let (state, told) = judged(content, "60 690 300 760", OPAQUE);
        assert_eq!(state, State::Invalid, "{content}: {told}");
    }
}

#[test]
fn words_in_a_drawing_of_the_page_count_as_well() {
    let office = Office::new();
    let drawing = stream("BT /F 12 Tf 10 10 Td (1.757.000) Tj ET").replace(
        "<<",
        "<</Type/XObject/Subtype/Form/BBox[0 0 200 50]/Matrix[1 0 0 1 20 0]/Resources<</Font<</F \
         5 0 R>>>>",
    );
    let mut paper = paper();
    let body =
        page(&format!("/Annots[{OFFICIAL} 0 R]")).replace("/Font", "/XObject<</X 20 0 R>>/Font");
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, body.clone()),
        (CONTENT, stream("q 1 0 0 1 100 500 cm /X Do Q")),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        (20, drawing),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM },
        &office.official_cms(),
    );
    let objects = vec![
        (
            PAGE,
            body.replace(
                &format!("/Annots[{OFFICIAL} 0 R]"),
                &format!("/Annots[{OFFICIAL} 0 R 40 0 R]"),
            ),
        ),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, field("Y", "125 500 190 530", "/AP<</N 41 0 R>>/V 42 0 R")),
        (41, form(65, 30, OPAQUE)),
    ];
    sign(&mut paper, SignatureSpec { objects, number: 42, keys, room: ROOM }, &office.seal_cms());
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    assert!(verdict.signatures[0].reasons[0].sentence().contains("“1.757.000”"), "{verdict:#?}");
}

#[test]
fn what_it_may_cover_leaves_the_verdict_open() {
    for (content, rect, what) in [
        ("0.9 g 300 300 200 100 re f", "320 320 400 360", "mảng màu"),
        (
            "q 200 0 0 100 300 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q",
            "320 320 400 360",
            "hình",
        ),
        ("300 330 m 500 330 l S", "320 320 400 360", "đường kẻ"),
        (DECISION, "121 715 160 735", "sát bên cạnh"),
        (DECISION, "320 110 400 140", "hình ký ở ô Signature1"),
        ("BT /Unknown 12 Tf 72 720 Td (Decision) Tj ET", "300 300 400 340", "chưa đọc được"),
        ("BT /F 12 Tf 320 330 Td (........) Tj ET", "320 320 400 360", "hình hoặc mảng màu"),
    ] {
        let (state, told) = judged(content, rect, OPAQUE);
        assert_eq!(state, State::Undetermined, "{content}: {told}");
        assert!(what == "hình hoặc mảng màu" || told.contains(what), "{content}: {told}");
    }
}

#[test]
fn what_cannot_be_seen_is_not_met() {
    for content in [
        "1 g 0 0 595 842 re f",
        "1 1 1 rg 0 0 595 842 re f 1 1 1 RG 0 0 595 842 re S",
        "0 0 0 0 k 0 0 595 842 re f",
        "BT /F 12 Tf 320 330 Td (        ) Tj ET",
        "BT 3 Tr /F 12 Tf 320 330 Td (hidden) Tj ET",
        "q 0 0 10 10 re W n BT /F 12 Tf 320 330 Td (clipped) Tj ET Q",
    ] {
        assert_eq!(
            judged(content, "300 300 400 360", OPAQUE),
            (State::Valid, String::new()),
            "{content}"
        );
    }
    // A picture that shows nothing covers nothing.
    for look in ["", "q Q", "1 g 0 0 100 40 re f"] {
        let expected = if look.contains("re") { State::Invalid } else { State::Valid };
        assert_eq!(judged(DECISION, "60 700 300 740", look).0, expected, "{look}");
    }
}

#[test]
fn a_place_that_was_kept_free_may_be_filled_unless_it_lies_on_words() {
    let office = Office::new();
    for (name, rect, state) in [
        ("Signature2", "300 300 400 340", State::Valid),
        ("Signature2", "60 700 300 740", State::Undetermined),
        // Our own seal stands over the signature and is as large as a seal.
        ("ConDauCoQuan", "280 90 350 160", State::Valid),
        ("ConDauCoQuan", "0 0 595 842", State::Undetermined),
    ] {
        let kept = |more: &str| field(name, rect, more);
        let mut paper = signed(&office, DECISION, " 30 0 R", &[(30, kept(""))]);
        let objects = vec![
            (30, kept("/AP<</N 41 0 R>>/V 42 0 R")),
            (41, form(100, 40, "1 0 0 RG 5 5 90 30 re S")),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        sign(
            &mut paper,
            SignatureSpec { objects, number: 42, keys, room: ROOM },
            &office.seal_cms(),
        );
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(verdict.state, state, "{name} {rect}: {verdict:#?}");
    }
}

#[test]
fn a_seal_beside_a_signature_is_told_with_what_it_stands_on_and_accuses_nobody() {
    let beside = "BT /F 12 Tf 300 120 Td (Deputy) Tj ET";
    let (state, told) = judged(beside, "250 80 340 160", OPAQUE);
    assert_eq!(state, State::Undetermined, "{told}");
    assert!(told.contains("nằm lên chữ “Deputy”"), "{told}");
    // Nothing larger than a seal, and none away from the signature.
    for (content, rect) in [(beside, "100 80 340 260"), (DECISION, "60 700 150 740")] {
        assert_eq!(judged(content, rect, OPAQUE).0, State::Invalid, "{rect}");
    }
}

#[test]
fn an_annex_of_ours_keeps_no_place_for_anybody_but_the_seal() {
    let office = Office::new();
    let mut paper = paper();
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{SEAL} 0 R]"))),
        (FORM, format!("<</Fields[{SEAL} 0 R]/SigFlags 3>>")),
        (SEAL, field("ConDauCoQuan", "337 741 555 766", &format!("/V {FIRST_SIGNATURE} 0 R"))),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(
        &mut paper,
        SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM },
        &office.seal_cms(),
    );
    assert_valid(&paper.bytes, &office.trust());
    let objects = vec![
        (PAGE, page(&format!("/Annots[{SEAL} 0 R 40 0 R]"))),
        (FORM, format!("<</Fields[{SEAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, field("Y", "300 300 400 340", "/AP<</N 41 0 R>>/V 42 0 R")),
        (41, form(100, 40, OPAQUE)),
    ];
    sign(
        &mut paper,
        SignatureSpec { objects, number: 42, keys, room: ROOM },
        &office.official_cms(),
    );
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    let told = verdict.signatures[0].reasons[0].sentence();
    assert!(
        told.contains(
            "thêm hình ký ở ô Y trên trang 1, ngoài những chỗ ký đã dành sẵn (do Nguyễn Văn A \
             thêm khi ký)"
        ),
        "{told}"
    );
}

#[test]
fn a_copy_mark_and_a_secretary_on_a_published_paper_are_told_with_who_put_them_there() {
    let office = Office::new();
    for name in ["SaoY", "ThuKy"] {
        let mut paper = office.twice();
        let objects = vec![
            (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R 40 0 R]"))),
            (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R 40 0 R]/SigFlags 3>>")),
            (40, field(name, "330 800 560 830", "/AP<</N 41 0 R>>/V 42 0 R")),
            (41, form(230, 30, OPAQUE)),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        sign(
            &mut paper,
            SignatureSpec { objects, number: 42, keys, room: ROOM },
            &office.seal_cms(),
        );
        let verdict =
            assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
        for entry in &verdict.signatures[..2] {
            let told: Vec<_> = entry.reasons.iter().map(Reason::sentence).collect();
            let wanted = format!(
                "ở ô {name} trên trang 1, ngoài những chỗ ký đã dành sẵn (do UBND tỉnh thêm khi \
                 ký)"
            );
            assert!(told.len() == 1 && told[0].contains(&wanted), "{told:?}");
        }
    }
}

#[test]
fn the_name_below_the_signature_is_read() {
    let office = Office::new();
    let mut paper = paper();
    let mut spec = first(ROOM);
    let content = "BT /F 13 Tf 330 170 Td (PHO CHU TICH) Tj 5 -85 Td (Tran Thi ) Tj (B) Tj -260 0 \
                   Td (Noi nhan) Tj ET";
    spec.objects.push((CONTENT, stream(content)));
    sign(&mut paper, spec, &office.official_cms());
    let verdict = assert_valid(&paper.bytes, &office.trust());
    assert_eq!(verdict.signatures[0].printed.as_deref(), Some("Tran Thi B"));
    assert_eq!(
        assert_valid(&office.twice().bytes, &office.trust()).signatures[1].printed,
        None,
        "a seal has none"
    );
}
