//! What is seen on a page, and what only stands in its content.

use crate::testing::paper::*;
use crate::{PdfFile, Shape, ShapeKind};

/// The font of these pages, with a map that gives its codes no meaning.
const MUTE: u32 = 20;
/// A font whose glyphs are drawings.
const DRAWN: u32 = 22;
/// A picture with a mask, and a mask.
const PICTURE: u32 = 24;
const MASK: u32 = 25;
/// A layer that is off.
const LAYER: u32 = 26;

/// A page with this content, these keys and more objects.
fn page_of(content: &str, keys: &str, objects: &[(u32, String)]) -> Vec<u8> {
    let map = "1 beginbfrange <20> <7e> [".to_owned() + &" <>".repeat(95) + "] endbfrange";
    let glyph = stream("600 0 d0 0 0 500 700 re f");
    let body = page(keys).replace(
        "/Resources<</Font<<",
        &format!(
            "/Resources<</XObject<</P {PICTURE} 0 R/L 27 0 R>>/Properties<</O {LAYER} 0 R>>\
             /Shading<</S<<>>>>/ColorSpace<</T[/Separation/Spot/DeviceGray 0]>>\
             /ExtGState<</A<</ca 0/CA 0>>/D<</BM/Difference>>/W<</LW 40>>>>\
             /Font<</M {MUTE} 0 R/D {DRAWN} 0 R"
        ),
    );
    let picture = |keys: &str, bytes: &str| {
        stream(bytes).replace(
            "<<",
            &format!(
                "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8{keys}"
            ),
        )
    };
    let mut all = vec![
        (
            CATALOG,
            format!(
                "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[{LAYER} 0 R]\
                 /D<</OFF[{LAYER} 0 R]>>>>>>"
            ),
        ),
        (PAGE, body),
        (CONTENT, stream(content)),
        (MUTE, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 21 0 R>>".into()),
        (21, stream(&map)),
        (
            DRAWN,
            "<</Type/Font/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 65/Widths[600 600]\
             /Encoding<</Differences[65/a/b]>>/CharProcs<</a 23 0 R/b 28 0 R>>>>"
                .into(),
        ),
        (23, glyph),
        (28, stream("600 0 d0")),
        (PICTURE, picture(&format!("/Width 2/Height 2/SMask {MASK} 0 R"), "gggg")),
        // Opaque at the left, and transparent at the right.
        (MASK, picture("/Width 2/Height 2/Filter/ASCIIHexDecode", "FF00FF00>")),
        (LAYER, "<</Type/OCG/Name(an)>>".into()),
        (
            27,
            stream("BT /F 12 Tf 72 700 Td (layer) Tj ET").replace(
                "<<",
                &format!("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC {LAYER} 0 R"),
            ),
        ),
    ];
    all.extend_from_slice(objects);
    let mut paper = paper();
    paper.save(&all);
    paper.bytes
}

fn lines(content: &str) -> (Vec<String>, Vec<String>) {
    let bytes = page_of(content, "", &[]);
    let file = PdfFile::from_bytes(&bytes).unwrap();
    let page = file.pages().unwrap()[0];
    (page.lines(), page.hidden())
}

fn shapes(content: &str) -> Vec<Shape> {
    let bytes = page_of(content, "", &[]);
    PdfFile::from_bytes(&bytes).unwrap().pages().unwrap()[0].shapes()
}

fn painted_over(content: &str) -> Vec<String> {
    let bytes = page_of(&format!("BT /F 12 Tf 72 720 Td (Decision) Tj ET {content}"), "", &[]);
    PdfFile::from_bytes(&bytes).unwrap().pages().unwrap()[0].painted_over()
}

#[test]
fn words_that_nobody_sees_are_not_read_and_are_told_apart() {
    let word = "BT /F 12 Tf 72 720 Td (hidden) Tj ET";
    for content in [
        format!("/A gs {word}"),
        format!("1 g {word}"),
        format!("0 0 0 0 k {word}"),
        format!("3 Tr {word}"),
        format!("7 Tr {word}"),
        format!("q 1 0 0 1 1000 0 cm {word} Q"),
        format!("q 0 0 1 1 re W n {word} Q"),
        format!("/OC /O BDC {word} EMC"),
        "/L Do".to_owned(),
        "BT /D 12 Tf 72 720 Td (BB) Tj ET".to_owned(),
    ] {
        let (seen, hidden) = lines(&content);
        assert!(seen.is_empty() && hidden.len() == 1, "{content}: {seen:?} {hidden:?}");
    }
    assert_eq!(lines(word), (vec!["hidden".into()], vec![]));
}

#[test]
fn words_that_may_look_otherwise_are_not_read() {
    let word = "BT /F 12 Tf 72 720 Td (Decision) Tj ET";
    for content in [
        // Mixed with what lies below, nearly white, of a colour that only its definition tells.
        format!("/D gs {word}"),
        format!("0.95 g {word}"),
        format!("/T cs 1 sc {word}"),
        // In a clip that is no rectangle, or is made of letters.
        format!("0 0 10 10 re 500 800 10 10 re W n {word}"),
        format!("BT /F 12 Tf 7 Tr 72 720 Td (x) Tj ET 0 Tr {word}"),
        // As small as dust.
        "BT /F 1 Tf 72 720 Td (Decision) Tj ET".to_owned(),
    ] {
        let (seen, hidden) = lines(&content);
        assert!(!seen.concat().contains("Decision"), "{content}: {seen:?}");
        assert!(!hidden.concat().contains("Decision"), "{content}: {hidden:?}");
        let shapes = shapes(&content);
        assert!(shapes.iter().any(|shape| shape.kind == ShapeKind::Unreadable), "{content}");
    }
}

#[test]
fn letters_without_a_meaning_are_still_letters() {
    let (seen, _) = lines("BT /M 12 Tf 72 720 Td (AB) Tj ET");
    assert_eq!(seen, ["\u{FFFD}\u{FFFD}"]);
    let drawn = shapes("BT /D 12 Tf 72 720 Td (A) Tj ET");
    assert!(drawn.iter().any(|shape| shape.kind == ShapeKind::Area), "{drawn:?}");
}

#[test]
fn of_surplus_operands_the_last_are_taken_and_the_page_is_not_certain() {
    let certain = |content: &str| {
        let bytes = page_of(content, "", &[]);
        PdfFile::from_bytes(&bytes).unwrap().pages().unwrap()[0].is_certain()
    };
    let word = "BT /F 12 Tf 72 720 Td (Decision) Tj ET";
    for content in [format!("3 0 Tr {word}"), format!("/A /None gs {word}")] {
        assert_eq!(lines(&content).0, ["Decision"], "{content}");
        assert!(!certain(&content), "{content}");
    }
    assert_eq!(lines("BT /F 12 Tf 9 9 72 720 Td (other) (Decision) Tj ET").0, ["Decision"]);
    assert!(!certain("--1 0 0 rg") && !certain("0 l"));
    assert!(certain(word) && certain("BX unknown EX") && certain("1 0 0 rg 0 0 m 5 5 l S"));
}

#[test]
fn whatever_is_painted_over_words_hides_them() {
    for cover in [
        "1 g 60 700 300 40 re f",
        "q 300 0 0 40 60 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q",
        "q 60 700 300 40 re W n /S sh Q",
        "q 1 G 60 w 60 720 m 400 720 l S Q",
        "q 1 G /W gs 60 720 m 400 720 l S Q",
        // The left half of the picture is opaque.
        "q 600 0 0 40 60 700 cm /P Do Q",
        // Many lines, each as thin as a hair.
        "1 g 60 719 300 1 re f 60 720.5 300 1 re f 60 722 300 1 re f 60 723.5 300 1 re f",
    ] {
        assert_eq!(painted_over(cover), ["Decision"], "{cover}");
    }
    // A small white spot on each letter changes it.
    assert_eq!(painted_over("1 g 60 722 300 2 re f"), ["Decision"]);
    for harmless in [
        "60 715 300 0.5 re f",
        "1 g 60 600 300 40 re f",
        "q 600 0 0 40 -300 700 cm /P Do Q",
        "/A gs 1 g 60 700 300 40 re f",
        "/OC /O BDC 1 g 60 700 300 40 re f EMC",
    ] {
        assert_eq!(painted_over(harmless), Vec::<String>::new(), "{harmless}");
    }
}

/// As many letters as areas, each of which lies beside the letters: every pair would take minutes.
#[test]
fn many_letters_and_many_areas_are_looked_through_at_once() {
    let letters = format!("BT /F 4 Tf 1 0 0 1 72 500 Tm ({}) Tj ET ", "a".repeat(60_000));
    let areas = "72 300 100 20 re f ".repeat(60_000);
    let cover = "1 g 70 490 20 20 re f";
    let words = painted_over(&(letters + &areas + cover));
    assert_eq!(words.len(), 1);
    assert!((4..20).contains(&words[0].len()), "{words:?}");
}

#[test]
fn pictures_areas_and_lines_are_told_with_their_places() {
    let found =
        shapes("0.5 g 100 100 50 20 re f q 30 0 0 30 200 200 cm /P Do Q 0 0 m 50 0 l S 1 g f");
    let kinds: Vec<_> = found.iter().map(|shape| shape.kind).collect();
    assert_eq!(kinds, [ShapeKind::Area, ShapeKind::Picture, ShapeKind::Line]);
    let rounded = found[0].rectangle.map(f64::round);
    assert_eq!(format!("{rounded:?}"), "[100.0, 100.0, 150.0, 120.0]");
    assert_eq!(shapes("1 g 100 100 50 20 re f 0 g 700 100 50 20 re f"), []);
}

#[test]
fn an_inline_picture_ends_where_its_size_says() {
    let content = "q 9 0 0 9 0 0 cm BI /W 40 /H 1 /CS /G /BPC 8 ID \
                   xxxx EI BT /F 12 Tf 72 720 Td (no) Tj ET EI Q BT /F 12 Tf 72 720 Td (yes) Tj ET";
    let data = content.split("ID ").nth(1).unwrap().rfind(" EI Q").unwrap();
    let content = content.replace("/W 40", &format!("/W {data}"));
    assert_eq!(lines(&content).0, ["yes"]);
}

#[test]
fn the_layout_of_a_page_is_told_when_all_programs_agree_on_it() {
    let frame = |keys: &str| {
        let bytes = page_of("", keys, &[]);
        PdfFile::from_bytes(&bytes).unwrap().pages().unwrap()[0].frame()
    };
    let plain = frame("").unwrap();
    assert_eq!((plain.media, plain.seen), ([0.0, 0.0, 595.0, 842.0], plain.media));
    assert_eq!((plain.quarters, plain.unit), (0, 1.0));
    let other = frame("/CropBox[-5 0 300 300]/Rotate -90/UserUnit 5").unwrap();
    assert_eq!((other.seen, other.quarters, other.unit), ([0.0, 0.0, 300.0, 300.0], 3, 5.0));
    for keys in ["/CropBox[0 0 300 300 0]", "/CropBox[0 0 5]", "/Rotate 45", "/UserUnit(x)"] {
        assert!(frame(keys).is_err(), "{keys}");
    }
}

#[test]
fn what_lies_over_a_page_is_told_with_the_words_below() {
    let keys = "/Annots[40 0 R]";
    let stamp_at = |rect: &str, look: &str, more: &str| {
        let body = format!("<</Type/Annot/Subtype/Stamp/Rect[{rect}]/AP<<{look}>>{more}>>");
        let objects = [
            (40, body),
            (41, stream("1 g 0 0 240 40 re f").replace("<<", "<</BBox[0 0 240 40]")),
            (42, "41 0 R".into()),
        ];
        let bytes = page_of("BT /F 12 Tf 72 720 Td (Decision) Tj ET", keys, &objects);
        let file = PdfFile::from_bytes(&bytes).unwrap();
        let page = file.pages().unwrap()[0];
        (page.overlays().first().map(|one| one.over.clone()), page.painted_over())
    };
    let stamp = |look: &str, more: &str| stamp_at("60 700 300 740", look, more);
    let covered = (Some(vec!["Decision".to_owned()]), vec!["Decision".to_owned()]);
    assert_eq!(stamp("/N 41 0 R", ""), covered);
    assert_eq!(stamp("/N 42 0 R", ""), covered, "behind another object");
    assert_eq!(stamp("/N 41 1 R", ""), covered, "of another generation");
    assert_eq!(stamp("/N<</Off 41 0 R>>", ""), covered, "without a state");
    assert_eq!(stamp("/N<</Off 41 0 R>>", "/AS/On"), (None, vec![]));
    assert_eq!(stamp_at("60 700 300 740 0", "/N 41 0 R", ""), covered, "a place of five numbers");
}

#[test]
fn a_mask_is_unpacked_once_however_often_its_picture_is_drawn() {
    let grey = "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8";
    let picture = stream("g").replace("<<", &format!("{grey}/Width 1/Height 1/SMask 41 0 R"));
    let mask = stream(&"\0".repeat(1 << 20));
    let mask = mask.replace("<<", &format!("{grey}/Width 1024/Height 1024"));
    let draw = "q 200 0 0 40 60 700 cm /L Do Q ".repeat(100);
    let content = format!("BT /F 12 Tf 72 720 Td (Decision) Tj ET {draw}");
    let mut paper = HandmadePaper { bytes: page_of(&content, "", &[]), size: 42 };
    paper.save(&[(27, picture), (41, mask)]);
    let file = PdfFile::from_bytes(&paper.bytes).unwrap();
    assert_eq!(file.pages().unwrap()[0].painted_over(), [""; 0]);
}

#[test]
fn an_appearance_without_a_box_lies_over_the_whole_page() {
    let note = |keys: &str| {
        let look = stream("0 0 10 10 re f").replacen("<<", &format!("<</Subtype/Form{keys}"), 1);
        let note = "<</Type/Annot/Subtype/Stamp/Rect[300 300 320 320]/AP<</N 31 0 R>>>>";
        let content = "BT /F 12 Tf 72 720 Td (Decision) Tj ET";
        page_of(content, "/Annots[30 0 R]", &[(30, note.into()), (31, look)])
    };
    for (keys, over) in [("/BBox[0 0 10 10]", ""), ("", "Decision"), ("/BBox null", "Decision")] {
        let pdf = note(keys);
        let file = PdfFile::from_bytes(&pdf).unwrap();
        let pages = file.pages().unwrap();
        let overlay = pages[0].overlays().remove(0);
        assert_eq!((overlay.over.concat().as_str(), overlay.is_certain), (over, over.is_empty()));
        assert_eq!(pages[0].painted_over().concat(), over, "{keys}");
    }
}

#[test]
fn what_has_no_end_reaches_to_the_end_of_the_content() {
    let shown = |content: &str| {
        let bytes = page_of(content, "", &[]);
        let file = PdfFile::from_bytes(&bytes).unwrap();
        let page = file.pages().unwrap()[0];
        (page.lines(), page.is_certain())
    };
    let text = |word: &str| format!("BT /F 12 Tf 72 720 Td ({word}) Tj ET ");
    let seen = || vec!["Seen".to_owned()];
    for open in ["(", "<", "<<", "[", "[[", "[(", "/A[ <</B"] {
        let content = format!("{} {open} ", text("Seen"));
        assert_eq!(shown(&content), (seen(), false), "{open}");
    }
    assert_eq!(shown(&format!("{}( {}", text("Seen"), text("Other"))), (seen(), false));
    // A few megabytes of them are read as quickly as any others.
    let many = format!("{}{}", text("Seen"), "(".repeat(1 << 21));
    assert_eq!(shown(&many), (seen(), false));
    let nested = format!("{}{}", text("Seen"), "[".repeat(1 << 21));
    assert_eq!(shown(&nested), (seen(), false));
    let long = format!("{}[{}] TJ", text("Seen"), "0 ".repeat(1 << 18));
    assert!(!shown(&long).1);
}

#[test]
fn names_that_programs_take_apart_leave_it_open_what_a_page_shows() {
    let certain = |content: &[u8]| {
        let mut bytes = page_of(&"~".repeat(content.len()), "", &[]);
        let at =
            bytes.windows(content.len()).position(|part| part.iter().all(|byte| *byte == b'~'));
        bytes[at.unwrap()..][..content.len()].copy_from_slice(content);
        PdfFile::from_bytes(&bytes).unwrap().pages().unwrap()[0].is_certain()
    };
    assert!(certain(b"/T cs /F scn 0 g % \x80 comment"));
    assert!(!certain(b"/T\x80cs /F scn 0 g % an operator"));
    assert!(!certain(b"/T cs /F#00 scn 0 g % an operator"));
    assert!(certain(b"BX 1 unknown EX % a word of later versions"));
    assert!(!certain(b"BX 1 un\x80known EX % two words to some"));
    assert!(!certain(b"BX 1-2 EX % two numbers to some programs"));
}
