//! Pictures that some program shows although they say that they show nothing.

use super::*;
use crate::testing::paper::*;

/// The new field, its appearance and what that uses.
const LATER: u32 = 40;
const LOOK: u32 = 42;
const PART: u32 = 50;

const FORGED: &str = "1 0.9 0.9 rg 0 0 240 40 re f 0 g BT /F 20 Tf 5 5 Td (No) Tj ET";

/// A drawing of the appearance.
fn form(content: &str, resources: &str) -> String {
    stream(content).replace(
        "<<",
        &format!("<</Type/XObject/Subtype/Form/BBox[0 0 240 40]/Resources {resources} "),
    )
}

/// Adds a field that is signed, with these keys and more objects.
fn then(
    office: &Office,
    mut paper: HandmadePaper,
    keys: &str,
    more: &[(u32, String)],
    ours: bool,
) -> Verdict {
    let before =
        if ours { format!("{OFFICIAL} 0 R {SEAL} 0 R") } else { format!("{OFFICIAL} 0 R") };
    let mut objects = vec![
        (PAGE, page(&format!("/Annots[{before} {LATER} 0 R]"))),
        (FORM, format!("<</Fields[{before} {LATER} 0 R]/SigFlags 3>>")),
        (
            LATER,
            format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig9)/F 132/P {PAGE} 0 R/V 41 0 R{keys}>>"
            ),
        ),
    ];
    objects.extend_from_slice(more);
    let keys = "/SubFilter/ETSI.CAdES.detached";
    sign(&mut paper, SignatureSpec { objects, number: 41, keys, room: ROOM }, &office.seal_cms());
    verify(&paper.bytes, &office.trust())
}

/// Over the words of a paper of others.
fn over_words(look: &str, more: &[(u32, String)]) -> Verdict {
    let office = Office::new();
    let paper = super::foreign::once_by_others(&office, "", "", &[]);
    then(&office, paper, &format!("/Rect[60 700 300 740]/AP<</N {look}>>"), more, false)
}

/// What it is called, the appearance of the annotation, and the objects that come with it.
type Trick<'a> = (&'a str, &'a str, Vec<(u32, String)>);

#[test]
fn a_picture_over_words_counts_by_whatever_trick_it_is_shown() {
    let font = "<</Font<</F 5 0 R>>>>";
    let letters = |font: &str| form("BT /T 20 Tf 5 5 Td (AA) Tj ET", font);
    let mapped = |to: &str| {
        let map = format!("1 beginbfchar <41> <{to}> endbfchar");
        vec![
            (LOOK, letters("<</Font<</T 50 0 R>>>>")),
            (PART, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 51 0 R>>".to_owned()),
            (51, stream(&map)),
        ]
    };
    let plain = (LOOK, form(FORGED, font));
    let tricks: Vec<Trick<'_>> = vec![
        ("a look of a state", "<</Off 42 0 R>>", vec![plain.clone()]),
        ("behind other objects", "43 0 R", vec![plain.clone(), (43, "42 0 R".into())]),
        (
            "the last of two operands",
            "42 0 R",
            vec![
                (LOOK, form("/Fake /Real Do", "<</XObject<</Real 50 0 R>>>>")),
                (PART, form(FORGED, font)),
            ],
        ),
        (
            "the last of two modes",
            "42 0 R",
            vec![(LOOK, form("BT /F 20 Tf 3 0 Tr 5 5 Td (No) Tj ET", font))],
        ),
        ("letters that mean a space", "42 0 R", mapped("0020")),
        ("letters that mean nothing", "42 0 R", mapped("")),
        ("letters that mean a sign without a look", "42 0 R", mapped("200B")),
        (
            "a letter that is a drawing",
            "42 0 R",
            vec![
                (LOOK, form("BT /T 1 Tf (A) Tj ET", "<</Font<</T 50 0 R>>>>")),
                (
                    PART,
                    "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/FirstChar 65/Widths[240]\
                     /Encoding<</Differences[65/a]>>/CharProcs<</a 51 0 R>>/ToUnicode 52 0 R>>"
                        .into(),
                ),
                (51, stream("240 0 d0 0 0 240 40 re f")),
                (52, stream("1 beginbfchar <41> <0020> endbfchar")),
            ],
        ),
        (
            "resources of another generation",
            "42 0 R",
            vec![
                (LOOK, form("/X Do", "50 1 R")),
                (PART, "<</XObject<</X 51 0 R>>>>".into()),
                (51, form(FORGED, font)),
            ],
        ),
        (
            "a layer that is off",
            "42 0 R",
            vec![
                (LOOK, form("/X Do", "<</XObject<</X 50 0 R>>>>")),
                (PART, form(FORGED, font).replace("/Form", "/Form/OC 51 0 R")),
                (51, "<</Type/OCG/Name(a)>>".into()),
            ],
        ),
    ];
    for (trick, look, more) in tricks {
        let verdict = over_words(look, &more);
        assert_eq!(verdict.state, State::Invalid, "{trick}: {verdict:#?}");
    }
    assert_eq!(over_words("42 0 R", &[(LOOK, form("", font))]).state, State::Valid);
}

#[test]
fn nothing_new_comes_to_stand_on_a_paper_of_ours_wherever_it_says_it_is() {
    let office = Office::new();
    let look = (LOOK, form(FORGED, "<</Font<</F 5 0 R>>>>"));
    let rects: Vec<(&str, Vec<(u32, String)>)> = vec![
        ("/Rect[60 560 540 760 0]", vec![]),
        ("/Rect[60 560 540]", vec![]),
        ("/Rect 50 1 R", vec![(PART, "[60 560 540 760]".into())]),
        ("/Rect[60 560 540 50 1 R]", vec![(PART, "760".into())]),
        (
            "/Rect 60 0 R",
            (60..70)
                .map(|number| (number, format!("{} 0 R", number + 1)))
                .chain([(70, "[60 560 540 760]".into())])
                .collect(),
        ),
        ("/Rect[60 560 540 null]", vec![]),
    ];
    for (rect, more) in rects {
        for appearance in ["/AP<</N 42 0 R>>", ""] {
            let more = [&more[..], std::slice::from_ref(&look)].concat();
            let verdict = then(&office, office.once(), &format!("{rect}{appearance}"), &more, true);
            assert_eq!(verdict.state, State::Invalid, "{rect}{appearance}: {verdict:#?}");
        }
    }
    for nothing in ["/Rect[0 0 0 0]", "", "/Rect[-1.0 -1 -1 -1]"] {
        let verdict = then(&office, office.once(), nothing, &[], true);
        assert_eq!(verdict.state, State::Valid, "{nothing}: {verdict:#?}");
    }
}

#[test]
fn an_update_that_refers_to_another_generation_is_not_valid() {
    let office = Office::new();
    let more = [(PART, format!("<</Also {FONT} 3 R>>"))];
    let verdict = then(&office, office.once(), "/Rect[0 0 0 0]", &more, true);
    assert_eq!(verdict.state, State::Invalid, "{verdict:#?}");
    let paper = super::foreign::once_by_others(&office, "", "", &[]);
    let verdict = then(&office, paper, "/Rect[0 0 0 0]", &more, false);
    assert_eq!(verdict.state, State::Undetermined, "{verdict:#?}");
}

#[test]
fn a_timestamp_does_not_stand_in_the_place_of_a_seal() {
    let office = Office::new();
    let stamp = |mut paper: HandmadePaper, name: &str| {
        let objects = vec![
            (
                SEAL,
                field(name, "280 90 350 160", &format!("/AP<</N {} 0 R>>/V {FREE} 0 R", FREE + 1)),
            ),
            (FREE + 1, stream("1 0 0 rg 0 0 70 70 re f").replace("<<", "<</BBox[0 0 70 70]")),
        ];
        let keys = "/SubFilter/ETSI.RFC3161";
        let mut cms = office.tsa_cms();
        cms.token_time = Some("20260703000000Z");
        sign(&mut paper, SignatureSpec { objects, number: FREE, keys, room: ROOM }, &cms);
        verify(&paper.bytes, &office.trust())
    };
    let verdict = stamp(office.once(), "ConDauCoQuan");
    assert_eq!(verdict.state, State::Invalid, "{verdict:#?}");
    let stands = |reason: &crate::Reason| reason.sentence().contains("ô dành cho con dấu");
    assert!(
        verdict.signatures.iter().all(|entry| entry.reasons.iter().any(stands)),
        "{verdict:#?}"
    );
}

#[test]
fn a_palette_is_bytes_and_no_words() {
    let office = Office::new();
    let dark = [0, 0, 0, 255, 255, 255];
    let palette = |bytes: &[u8]| {
        let digits = crate::hex::hex(bytes);
        page(&format!("/Annots[{OFFICIAL} 0 R]")).replace(
            "/Font<<",
            &format!("/ColorSpace<</C[/Indexed/DeviceGray 5<{digits}>]>>/Font<<"),
        )
    };
    let mut paper = {
        let mut fresh = crate::testing::paper();
        fresh.save(&[(PAGE, palette(&dark).replace(&format!("/Annots[{OFFICIAL} 0 R]"), ""))]);
        let objects = vec![
            (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
            (PAGE, palette(&dark)),
            (FORM, format!("<</Fields[{OFFICIAL} 0 R]/SigFlags 3>>")),
            (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        ];
        let keys = "/SubFilter/ETSI.CAdES.detached";
        let spec = SignatureSpec { objects, number: FIRST_SIGNATURE, keys, room: ROOM };
        sign(&mut fresh, spec, &office.official_cms());
        fresh
    };
    assert_valid(&paper.bytes, &office.trust());
    let words: String = dark.iter().map(|byte| char::from(*byte)).collect();
    let same_words = [&[0xEF, 0xBB, 0xBF], words.as_bytes()].concat();
    paper.save(&[(PAGE, palette(&same_words))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}
