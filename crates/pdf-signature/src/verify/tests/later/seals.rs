//! Pictures of signatures: every program draws them in their place, a seal lets the words below be
//! seen, and the places of a paper of ours are those that it had.

use super::super::*;
use crate::testing::paper::*;
use crate::verify::{Reason, begins_with};

/// Words below the place of the seal.
const WORDS: &str = "BT /F 12 Tf 72 720 Td (Decision) Tj 228 -600 Td (Le) Tj ET";

/// A paper of ours with these words, sealed with this drawing; `flags` are those of the seal.
fn sealed(office: &Office, look: &str, flags: &str) -> HandmadePaper {
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects.push((CONTENT, stream(WORDS)));
    sign(&mut paper, spec, &office.official_cms());
    let mut spec = second(ROOM);
    spec.objects[0].1 = spec.objects[0].1.replace("/F 132", flags);
    spec.objects[1].1 = look.to_owned();
    if look.contains("20 0 R") {
        spec.objects.push((20, "[0 0 70 70]".into()));
    }
    sign(&mut paper, spec, &office.seal_cms());
    paper
}

/// A drawing with these keys.
fn look(keys: &str, content: &str) -> String {
    stream(content).replacen("<<", &format!("<</Type/XObject/Subtype/Form{keys}"), 1)
}

const BOX: &str = "/BBox[0 0 70 70]";
const RING: &str = "1 0 0 RG 2 w 5 5 60 60 re S";
const BOXES: [&str; 9] = [
    "",
    "/BBox null",
    "/BBox/x",
    "/BBox<<>>",
    "/BBox[0 0 70]",
    "/BBox 20 0 R",
    "/BBox[0 0 70 70]/Matrix[1 0 0 1 0]",
    "/BBox[0 0 70 70]/Matrix[1 0 0 0 0 0]",
    "/BBox[0 0 70 70]/Matrix null",
];

#[test]
fn the_picture_of_a_seal_has_a_box_of_its_own() {
    let office = Office::new();
    for keys in BOXES {
        let paper = sealed(&office, &look(keys, RING), "/F 132");
        let verdict = verify(&paper.bytes, &office.trust());
        assert!(
            verdict.state == State::Invalid && codes(&verdict).contains(&"changed_after_signing"),
            "{keys}: {verdict:#?}"
        );
    }
    for matrix in ["", "/Matrix[1 0 0 1 0 0]", "/Matrix[0 1 -1 0 0 0]", "/Matrix[1 0.5 0 1 0 0]"] {
        let paper = sealed(&office, &look(&format!("{BOX}{matrix}"), RING), "/F 132");
        assert!(
            !codes(&verify(&paper.bytes, &office.trust())).contains(&"changed_after_signing"),
            "{matrix}"
        );
    }
    assert_valid(&sealed(&office, &look(BOX, RING), "/F 132").bytes, &office.trust());
}

#[test]
fn the_picture_of_the_official_has_a_box_of_its_own_where_the_paper_is_known() {
    let office = Office::new();
    let original = paper().bytes;
    let drawn = |keys: &str| {
        let mut paper = paper();
        let mut spec = first(ROOM);
        spec.objects[3].1 = spec.objects[3].1.replace("/V ", "/AP<</N 20 0 R>>/V ");
        spec.objects.push((20, look(keys, RING)));
        sign(&mut paper, spec, &office.official_cms());
        begins_with(&paper.bytes, &original)
    };
    assert_eq!(drawn(BOX), Ok(()));
    for keys in ["", "/BBox null", "/BBox[0 0 70 70]/Matrix[1 0 0 1]"] {
        assert!(drawn(keys).is_err(), "{keys}");
    }
}

#[test]
fn a_picture_that_is_not_turned_or_enlarged_with_its_page_stands_nobody_knows_where() {
    let office = Office::new();
    for (flags, state) in [("/F 132", State::Valid), ("/F 140", State::Invalid)] {
        let paper = sealed(&office, &look(BOX, RING), flags);
        assert_eq!(verify(&paper.bytes, &office.trust()).state, state, "{flags}");
    }
}

/// A paper of others on a page that is turned like this, signed once more by a new field.
fn by_others(office: &Office, turn: &str, flags: &str, keys: &str) -> Verdict {
    let mut paper = paper();
    let spec = |objects, number| SignatureSpec {
        objects,
        number,
        keys: "/SubFilter/ETSI.CAdES.detached",
        room: ROOM,
    };
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(turn)),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
    ];
    sign(&mut paper, spec(objects, FIRST_SIGNATURE), &office.official_cms());
    let new = field("Signature2", "300 300 370 370", "/AP<</N 41 0 R>>/V 42 0 R");
    let objects = vec![
        (PAGE, page(&format!("{turn}/Annots[40 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, new.replace("/F 132", flags)),
        (41, look(keys, RING)),
    ];
    sign(&mut paper, spec(objects, 42), &office.seal_cms());
    verify(&paper.bytes, &office.trust())
}

#[test]
fn on_papers_of_others_such_pictures_are_told() {
    let office = Office::new();
    let turned = "/Rotate 270";
    for (turn, flags, keys, state) in [
        ("", "/F 132", BOX, State::Valid),
        ("", "/F 20", BOX, State::Valid),
        (turned, "/F 4", BOX, State::Valid),
        (turned, "/F 20", BOX, State::Undetermined),
        ("", "/F 12", BOX, State::Undetermined),
        ("", "/F 132", "", State::Undetermined),
        ("", "/F 132", "/BBox null", State::Undetermined),
    ] {
        let verdict = by_others(&office, turn, flags, keys);
        assert_eq!(verdict.state, state, "{turn} {flags} {keys}: {verdict:#?}");
        let told = codes(&verdict).contains(&"may_cover");
        assert_eq!(told, state == State::Undetermined);
    }
}

#[test]
fn a_seal_lets_the_words_below_be_seen_and_has_none_of_its_own() {
    let office = Office::new();
    for (content, word) in [
        ("1 g 0 0 70 70 re f", "che mất chữ “Le”"),
        ("1 0 0 rg 0 0 70 70 re f", "che mất chữ “Le”"),
        ("BT /F 9 Tf 5 5 Td (Another) Tj ET", "có chữ riêng"),
    ] {
        let keys = format!("{BOX}/Resources<</Font<</F {FONT} 0 R>>>>");
        let paper = sealed(&office, &look(&keys, content), "/F 132");
        let verdict =
            assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "may_cover");
        let told: String = verdict.signatures[0].reasons.iter().map(Reason::sentence).collect();
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn words_are_read_through_a_seal_in_thin_paint_and_not_through_a_thick_one() {
    let office = Office::new();
    for (opacity, state) in [("0.5", State::Valid), ("0.9", State::Undetermined)] {
        let keys = format!("{BOX}/Resources<</ExtGState<</G<</ca {opacity}>>>>>>");
        let content = "/G gs 0 0 1 rg 0 0 70 70 re f";
        let paper = sealed(&office, &look(&keys, content), "/F 132");
        assert_eq!(verify(&paper.bytes, &office.trust()).state, state, "{opacity}");
    }
}

#[test]
fn the_ring_of_a_seal_may_lie_across_words() {
    let office = Office::new();
    // 70 samples across and up, opaque in these rows.
    let picture = |rows: std::ops::Range<usize>| {
        let mask: String =
            (0..70).map(|row| if rows.contains(&row) { "FF" } else { "00" }.repeat(70)).collect();
        let grey = "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8";
        let one = stream("g").replacen("<<", &format!("{grey}/Width 1/Height 1/SMask 22 0 R"), 1);
        let keys = format!("{grey}/Width 70/Height 70/Filter/ASCIIHexDecode");
        [(21, one), (22, stream(&format!("{mask}>")).replacen("<<", &keys, 1))]
    };
    // The words stand 30 points above the lower edge of the seal.
    for (rows, state) in [(34..37, State::Valid), (20..45, State::Undetermined)] {
        let mut paper = paper();
        let mut spec = first(ROOM);
        spec.objects.push((CONTENT, stream(WORDS)));
        sign(&mut paper, spec, &office.official_cms());
        let mut spec = second(ROOM);
        let keys = format!("{BOX}/Resources<</XObject<</P 21 0 R>>>>");
        spec.objects[1].1 = look(&keys, "70 0 0 70 0 0 cm /P Do");
        spec.objects.extend(picture(rows));
        sign(&mut paper, spec, &office.seal_cms());
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(verdict.state, state, "{verdict:#?}");
    }
}

/// Signs a paper of ours once more with an invisible field of this name.
fn with_field(office: &Office, mut paper: HandmadePaper, name: &str) -> Verdict {
    let objects = vec![
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, field(name, "0 0 0 0", "/V 41 0 R")),
    ];
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(&mut paper, SignatureSpec { objects, number: 41, keys, room: ROOM }, &office.seal_cms());
    verify(&paper.bytes, &office.trust())
}

#[test]
fn no_place_for_a_role_is_added_later_and_none_is_there_twice() {
    let office = Office::new();
    let verdict = with_field(&office, office.twice(), "ChuKyNguoiKyCung1");
    assert!(verdict.state == State::Invalid, "{verdict:#?}");
    assert!(codes(&verdict).contains(&"changed_after_signing"));
    for paper in [office.once(), office.twice()] {
        let verdict = with_field(&office, paper, "ConDauCoQuan");
        assert!(verdict.state == State::Invalid, "{verdict:#?}");
        assert!(codes(&verdict).contains(&"doubled_field"));
    }
    assert_eq!(with_field(&office, office.twice(), "Ba").state, State::Valid);
}

/// A paper of others with words and the picture of a signature, and then a seal with this place.
fn beside(office: &Office, rect: &str, content: &str) -> Vec<Reason> {
    let mut paper = paper();
    let spec = |objects, number| SignatureSpec {
        objects,
        number,
        keys: "/SubFilter/ETSI.CAdES.detached",
        room: ROOM,
    };
    let signed =
        field("CKS1", "300 100 420 140", &format!("/AP<</N 9 0 R>>/V {FIRST_SIGNATURE} 0 R"));
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R]"))),
        (CONTENT, stream("BT /F 12 Tf 300 150 Td (Le Van) Tj ET")),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
        (OFFICIAL, signed),
        (9, look("/BBox[0 0 120 40]", "0 0 1 RG 10 10 80 5 re S")),
    ];
    sign(&mut paper, spec(objects, FIRST_SIGNATURE), &office.official_cms());
    let objects = vec![
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 40 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R 40 0 R]/SigFlags 3>>")),
        (40, field("CKS2", rect, "/AP<</N 41 0 R>>/V 42 0 R")),
        (41, look(BOX, content)),
    ];
    sign(&mut paper, spec(objects, 42), &office.seal_cms());
    let verdict = verify(&paper.bytes, &office.trust());
    assert!(verdict.state <= State::Undetermined, "{verdict:#?}");
    verdict.signatures.into_iter().flat_map(|entry| entry.reasons).collect()
}

#[test]
fn a_seal_over_the_left_of_a_signature_is_where_it_belongs() {
    let office = Office::new();
    assert_eq!(beside(&office, "270 100 310 140", RING), []);
    // It may not hide it.
    let told = beside(&office, "270 100 310 140", "1 g 0 0 70 70 re f 1 0 0 RG 5 5 60 60 re S");
    assert!(matches!(&told[..], [Reason::MayCover { seal: None, .. }]), "{told:?}");
    // On words it is told, and of which field it is when they are still seen.
    let told = beside(&office, "270 100 340 170", RING);
    assert!(matches!(&told[..], [Reason::MayCover { seal: Some(field), .. }] if field == "CKS2"));
    let hidden = beside(&office, "270 100 340 170", "1 g 0 0 70 70 re f");
    assert!(matches!(&hidden[..], [Reason::MayCover { seal: None, .. }]), "{hidden:?}");
}
