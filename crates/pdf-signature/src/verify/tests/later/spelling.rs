//! What programs read differently: whatever comes after a signature is written plainly, or it is not
//! passed over; before it, only that counts by which programs in use are known to differ.

use super::super::foreign::once_by_others;
use super::super::untidy::append_stream;
use super::super::*;
use crate::testing::paper::*;
use crate::verify::begins_with;

/// Bytes that are no text stand in these tests as these letters.
fn raw(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '€' => 0x80,
        'ÿ' => 0xFF,
        'é' => 0xE9,
        other => u8::try_from(other).unwrap(),
    };
    text.chars().map(byte).collect()
}

/// Both papers with what `add` appends: it is told on papers of ours and on others.
#[track_caller]
fn assert_odd(add: impl Fn(&mut HandmadePaper)) {
    let office = Office::new();
    let mut paper = office.once();
    add(&mut paper);
    let verdict = verify(&paper.bytes, &office.trust());
    assert!(codes(&verdict).contains(&"odd_spelling"), "{verdict:#?}");
    assert_eq!(verdict.state, State::Invalid, "{verdict:#?}");
    let mut paper = once_by_others(&office, "", "", &[]);
    let original = paper.bytes.clone();
    add(&mut paper);
    let verdict = verify(&paper.bytes, &office.trust());
    assert!(codes(&verdict).contains(&"odd_spelling"), "{verdict:#?}");
    assert_ne!(verdict.state, State::Valid, "{verdict:#?}");
    assert!(begins_with(&paper.bytes, &original).is_err());
}

#[track_caller]
fn assert_plain(add: impl Fn(&mut HandmadePaper)) {
    let office = Office::new();
    for mut paper in [office.once(), once_by_others(&office, "", "", &[])] {
        add(&mut paper);
        assert_valid(&paper.bytes, &office.trust());
    }
}

/// Saves the description of the file anew with these keys.
fn described(keys: &str) -> impl Fn(&mut HandmadePaper) {
    move |paper: &mut HandmadePaper| {
        let body = raw(&format!("<</Creator(B){keys}>>"));
        paper.save_with(&[(INFO, body)], "/Root 1 0 R/Info 6 0 R");
    }
}

#[test]
fn names_and_strings_that_programs_read_differently_are_not_passed_over() {
    let long = format!("/{} /x", "a".repeat(300));
    for keys in [
        "/A€/b",
        "/A/b€",
        "/Aÿb/c",
        "/A#00b/c",
        "/Aé/b",
        "/A#07/b",
        "/A#7F/b",
        "/Subj#65ct(x)",
        "/A\u{7}/b",
        "/Subject%c\n(x)",
        "/Subject\0(x)",
        "/Subject(\\777)",
        "//b",
        &long,
    ] {
        assert_odd(described(keys));
    }
}

#[test]
fn names_and_strings_as_programs_write_them_accuse_nobody() {
    for keys in [
        "/Producer(iText\\256 7 \\(x\\)é€)",
        "/Subject<FEFF 0041\r\n>",
        "/Trapped/False\r\n/A#20b#C3#A9(x)",
        "/Subject(a\\\nb)/Keywords()",
    ] {
        assert_plain(described(keys));
    }
}

#[test]
fn numbers_that_programs_read_differently_are_not_passed_over() {
    let zeros = "0".repeat(300);
    let plain = format!("{CONTENT} 0 R");
    for number in [
        format!("{zeros}{plain}"),
        format!("0{plain}"),
        format!("+{plain}"),
        format!("{CONTENT} 00 R"),
        format!("{CONTENT}%x\n0 R"),
        format!("{CONTENT}\0 0 R"),
    ] {
        assert_odd(|paper| {
            let annotations = format!("/Annots[{OFFICIAL} 0 R]");
            let body = page(&annotations).replace(&plain, &number);
            paper.save(&[(PAGE, body)]);
        });
    }
}

#[test]
fn a_whole_number_that_gets_a_point_is_a_change_and_a_length_is_none() {
    let office = Office::new();
    let annotations = format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R]");
    let turned = |turn: &str| page(&format!("/Rotate {turn}{annotations}"));
    let mut paper = paper();
    let mut spec = first(ROOM);
    spec.objects[1].1 = turned("90");
    sign(&mut paper, spec, &office.official_cms());
    let mut same = paper.clone();
    same.save(&[(PAGE, turned("90").replace("595 842", "595.0 842.00"))]);
    assert_valid(&same.bytes, &office.trust());
    for turn in ["90.0", "0090", "90."] {
        let mut other = paper.clone();
        other.save(&[(PAGE, turned(turn))]);
        assert_verdict(&other.bytes, &office.trust(), State::Invalid, "odd_spelling");
    }
}

#[test]
fn trailers_with_keys_of_nobody_and_objects_of_number_0_are_not_passed_over() {
    let catalog = "/Root 1 0 R/Info 6 0 R";
    for keys in ["/Root€99€0€R /x", "/Root#00a 99 0 R", "/Dummy[20 0 R]", "%x\n", "/RootÿR(x)"]
    {
        assert_odd(|paper| {
            paper.save(&[(20, "(x)".into())]);
            let before = paper.bytes.len();
            paper.finish(&[(INFO, String::new())], "");
            paper.bytes.truncate(before);
            let at = before;
            paper.bytes.extend_from_slice(b"6 0 obj\n<</Subject(B)>>\nendobj\n");
            paper.finish(&[(INFO, format!("{at:010} 00000 n \n"))], &format!("{catalog}~"));
            let from = paper.bytes.iter().rposition(|byte| *byte == b'~').unwrap();
            paper.bytes.splice(from..=from, raw(keys));
        });
    }
    assert_odd(|paper| paper.save(&[(0, "<<>>".into())]));
    assert_odd(|paper| paper.save(&[(5_000_000, "<<>>".into())]));
    // Some programs keep what stood in the trailer.
    let office = Office::new();
    let mut kept = paper();
    kept.save_with(&[], &format!("{catalog}/DocChecksum/ABC"));
    sign(&mut kept, first(ROOM), &office.official_cms());
    kept.save_with(&[], &format!("{catalog}/DocChecksum/ABC"));
    assert_verdict(&kept.bytes, &office.trust(), State::Invalid, "odd_spelling");
    let mut kept = office.once();
    kept.bytes.extend_from_slice(b"%iText-Core-8.0.2 (AGPL-version)\n");
    kept.save(&[(INFO, "<</Subject(B)>>".into())]);
    assert_valid(&kept.bytes, &office.trust());
    kept.bytes.extend_from_slice(&raw("%é\n"));
    kept.save(&[(INFO, "<</Subject(C)>>".into())]);
    assert_verdict(&kept.bytes, &office.trust(), State::Invalid, "odd_spelling");
}

/// Saves the description and another object in a stream, with these keys and bytes.
fn packed(keys: &str, first: usize, data: &str) -> impl Fn(&mut HandmadePaper) + use<> {
    let (keys, data) = (keys.to_owned(), data.to_owned());
    move |paper: &mut HandmadePaper| {
        let (start, prev) = (paper.bytes.len(), paper.last_table().unwrap());
        let head = format!(
            "40 0 obj\n<</Type/ObjStm/N 2/First {first}{keys}/Length {}>>stream\n",
            data.len()
        );
        paper.bytes.extend(raw(&format!("{head}{data}\nendstream\nendobj\n")));
        let table = paper.bytes.len();
        let mut rows = Vec::new();
        for (kind, place, at) in [(2, 40, 0), (2, 40, 1), (1, start, 0), (1, table, 0)] {
            rows.push(kind);
            rows.extend_from_slice(&u32::try_from(place).unwrap().to_be_bytes());
            rows.push(at);
        }
        let head = format!(
            "41 0 obj\n<</Type/XRef/Size 42/W[1 4 1]/Index[6 1 39 3]/Root 1 0 R/Info 6 0 R\
             /Prev {prev}/Length {}>>stream\n",
            rows.len()
        );
        paper.bytes.extend_from_slice(head.as_bytes());
        paper.bytes.extend_from_slice(&rows);
        let end = format!("\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n");
        paper.bytes.extend_from_slice(end.as_bytes());
    }
}

#[test]
fn objects_that_are_packed_otherwise_than_programs_do_are_not_passed_over() {
    let inside = |header: &str, rest: &str| packed("", header.len(), &format!("{header}{rest}"));
    let (one, two) = ("<</Subject(B)/Trapped 39 0 R>>", "/True");
    let header = format!("6 0 39 {} ", one.len() + 1);
    // An entry of the description that is an object of its own is another matter.
    let told = |add: &dyn Fn(&mut HandmadePaper)| {
        let office = Office::new();
        let mut paper = once_by_others(&office, "", "", &[]);
        add(&mut paper);
        codes(&verify(&paper.bytes, &office.trust()))
    };
    assert!(!told(&inside(&header, &format!("{one} {two}"))).contains(&"odd_spelling"));
    let with = |keys: &str| packed(keys, header.len(), &format!("{header}{one} {two}"));
    for keys in [
        "/DecodeParms<</Predictor 12/Columns 64>>",
        "/F/RunLengthDecode",
        "/FFilter/FlateDecode",
        "/DP<<>>",
        "/Filter[]",
        "/Filter[]/DecodeParms[<</Predictor 12/Columns 64>>]",
        "/DecodeParms<<>>",
        "/More 1",
    ] {
        assert_odd(with(keys));
    }
    let turned = format!("6 {} 39 0 ", two.len() + 1);
    assert_odd(inside(&turned, &format!("{two} {one}")));
    let gap = format!("6 1 39 {} ", one.len() + 2);
    assert_odd(inside(&gap, &format!("%\n{one}{two}")));
    assert_odd(inside(&header, &format!("{one} {two} (more)")));
    assert_odd(inside(&header, &format!("{one} {two} %more")));
    assert_odd(inside(&format!("{header}1 2 "), &format!("{one} {two}")));
    let coded = one.replace("/Subject", "/Subj#65ct");
    let header = format!("6 0 39 {} ", coded.len() + 1);
    assert_odd(inside(&header, &format!("{coded} {two}")));
}

#[test]
fn a_stream_of_references_beside_a_table_is_not_passed_over() {
    assert_odd(|paper| {
        let at = append_stream(paper, 61, &[(CONTENT, 0, 0)]);
        paper.finish(
            &[(61, format!("{at:010} 00000 n \n"))],
            &format!("/Root 1 0 R/Info 6 0 R/XRefStm {at}"),
        );
    });
    // Before the signature it counts when it takes away what the table names.
    let office = Office::new();
    for (number, is_odd) in [(CONTENT, true), (0, false), (70, false)] {
        let mut paper = paper();
        let at = append_stream(&mut paper, 61, &[(number, 0, 0)]);
        paper.finish(
            &[(61, format!("{at:010} 00000 n \n"))],
            &format!("/Root 1 0 R/Info 6 0 R/XRefStm {at}"),
        );
        sign(&mut paper, first(ROOM), &office.official_cms());
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(codes(&verdict) == ["odd_spelling"], is_odd, "{number}: {verdict:#?}");
        assert_eq!(verdict.state == State::Valid, !is_odd, "{number}: {verdict:#?}");
    }
    // Numbers that are not whole say nothing that all programs read alike.
    let mut paper = office.once();
    let at = append_stream(&mut paper, 61, &[(CONTENT, 0, 0)]);
    paper.finish(
        &[(61, format!("{at:010} 00000 n \n"))],
        &format!("/Root 1 0 R/Info 6 0 R/XRefStm {at}"),
    );
    crate::testing::replace_once(&mut paper.bytes, b"/Index[4 1 ]", b"/Index[4. 1]");
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "damaged");
}

#[test]
fn before_the_signature_only_that_counts_by_which_programs_differ() {
    let office = Office::new();
    let long = "a".repeat(300);
    for (body, is_odd) in [
        ("<</A#00 1>>", true),
        ("<</A€ 1>>", true),
        ("<</Aÿ/x>>", true),
        (&*format!("<</{long} 1>>"), true),
        ("<</F/AHx/Length 1>>stream\nx\nendstream", true),
        ("<</DecodeParms<</Predictor 12>>/Length 1>>stream\nx\nendstream", true),
        ("<</Aé 1%é\n/A#0A 0001\0/B 90.000000000000000000000000000000000000000001>>", false),
        ("<</Filter[]/DecodeParms<<>>/Length 1>>stream\nx\n\n\n\n\n\nendstream", false),
    ] {
        let mut paper = paper();
        paper.save_with(&[(20, raw(body))], "/Root 1 0 R/Info 6 0 R");
        paper.size = 21;
        sign(&mut paper, first(ROOM), &office.official_cms());
        let verdict = verify(&paper.bytes, &office.trust());
        assert_eq!(codes(&verdict) == ["odd_spelling"], is_odd, "{body}: {verdict:#?}");
        let state = if is_odd { State::Invalid } else { State::Valid };
        assert_eq!(verdict.state, state, "{body}: {verdict:#?}");
    }
}

#[test]
fn a_table_of_references_that_is_too_long_is_refused() {
    let office = Office::new();
    let table = |rows: usize| {
        let mut paper = office.once();
        let mut packed = Vec::new();
        let zeros = vec![0; rows];
        let mut encoder = flate2::read::ZlibEncoder::new(&zeros[..], flate2::Compression::fast());
        std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
        let (at, prev) = (paper.bytes.len(), paper.last_table().unwrap());
        let head = format!(
            "20 0 obj\n<</Type/XRef/Size {rows}/W[1 0 0]/Index[0 {rows}]/Filter/FlateDecode/Prev \
             {prev}/Length {}>>stream\n",
            packed.len()
        );
        paper.bytes.extend_from_slice(head.as_bytes());
        paper.bytes.extend_from_slice(&packed);
        let end = format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n");
        paper.bytes.extend_from_slice(end.as_bytes());
        paper.bytes
    };
    assert_verdict(&table(1_000_001), &office.trust(), State::Unreadable, "too_large");
}
