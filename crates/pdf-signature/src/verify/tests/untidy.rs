//! What programs leave lying about in a file before anybody signs it, and files that Microsoft Word
//! writes.

use super::*;
use crate::testing::other::read_alike;
use crate::testing::paper::*;

const FORGED: &str = "BT /F 12 Tf 72 720 Td (Forged) Tj ET";

/// An object as it stands in a file.
fn object(number: u32, body: &str) -> Vec<u8> {
    format!("{number} 0 obj\n{body}\nendobj\n").into_bytes()
}

/// The paper with these bytes before its table.
fn with_bytes(more: &[u8]) -> HandmadePaper {
    with_bytes_of_size(more, 7)
}

/// The same with another `/Size`.
fn with_bytes_of_size(more: &[u8], size: u32) -> HandmadePaper {
    let mut paper = paper();
    let at = paper.last_table().unwrap();
    let tail = String::from_utf8(paper.bytes.split_off(at)).unwrap();
    paper.bytes.extend_from_slice(more);
    let tail = tail.replace("/Size 7", &format!("/Size {size}"));
    let tail =
        tail.replace(&format!("startxref\n{at}"), &format!("startxref\n{}", paper.bytes.len()));
    paper.bytes.extend_from_slice(tail.as_bytes());
    paper
}

#[test]
fn unused_and_doubled_objects_before_the_first_signature_accuse_nobody() {
    let office = Office::new();
    for more in [
        object(50, "<</Unused true>>"),
        object(CONTENT, &stream(FORGED)),
        object(CONTENT, &stream("BT /F 12 Tf 72 720 Td (Decision) Tj ET")),
        [object(50, "(x)"), object(50, "(y)")].concat(),
    ] {
        let mut paper = with_bytes(&more);
        sign(&mut paper, first(ROOM), &office.official_cms());
        assert_valid(&paper.bytes, &office.trust());
        sign(&mut paper, second(ROOM), &office.seal_cms());
        assert_valid(&paper.bytes, &office.trust());
    }
}

#[test]
fn an_object_written_twice_in_the_update_that_signs_accuses_nobody_when_the_last_copy_counts() {
    let office = Office::new();
    let mut paper = paper();
    paper.bytes.extend(object(FORM, "<</Fields[]>>"));
    paper.bytes.extend(object(60, "<</Unused true>>"));
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
}

#[test]
fn what_lies_about_in_a_signed_file_cannot_be_brought_to_life_later() {
    let office = Office::new();
    for number in [CONTENT, 50] {
        let hidden = object(number, &stream(FORGED));
        let mut paper = with_bytes(&hidden);
        let at = paper.bytes.windows(hidden.len()).position(|window| window == hidden).unwrap();
        sign(&mut paper, first(ROOM), &office.official_cms());
        assert_valid(&paper.bytes, &office.trust());
        let signed = paper.clone();
        paper.finish(&[(number, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "broken_xref");
        // Nor by a stream beside a table, which some readers look at and some do not.
        let mut paper = signed;
        let stream_at = append_stream(&mut paper, 61, &[(number, 1, at)]);
        paper.finish(
            &[(61, format!("{stream_at:010} 00000 n \n"))],
            &format!("/Root 1 0 R/Info 6 0 R/XRefStm {stream_at}"),
        );
        assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "hybrid");
    }
}

#[test]
fn objects_that_nothing_names_are_still_hidden_when_they_come_after_a_signature() {
    let office = Office::new();
    for more in [object(50, "<<>>"), object(CONTENT, &stream(FORGED))] {
        let mut paper = office.once();
        paper.bytes.extend(more);
        paper.save(&[(INFO, "<</Subject(B)>>".into())]);
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "hidden_object");
    }
}

#[test]
fn a_table_that_a_program_counted_wrongly_before_the_signature_accuses_nobody() {
    let office = Office::new();
    // A byte beside the object, and in the middle of nowhere.
    for off in [1, 7] {
        let mut paper = paper();
        let at = paper.bytes.windows(7).position(|window| window == b"4 0 obj").unwrap() + off;
        paper.finish(&[(CONTENT, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
        sign(&mut paper, first(ROOM), &office.official_cms());
        assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "broken_xref");
        // After a signature it does.
        let mut later = office.once();
        later.finish(&[(CONTENT, format!("{at:010} 00000 n \n"))], "/Root 1 0 R/Info 6 0 R");
        assert_verdict(&later.bytes, &office.trust(), State::Invalid, "broken_xref");
    }
}

#[test]
fn an_entry_that_names_the_first_byte_names_nothing() {
    let office = Office::new();
    let mut paper = paper();
    paper.finish(&[(70, "0000000000 00000 n \n".into())], "/Root 1 0 R/Info 6 0 R");
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    // To say so of an object that was signed is to take it away.
    paper.finish(&[(CONTENT, "0000000000 00000 n \n".into())], "/Root 1 0 R/Info 6 0 R");
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

/// Appends a cross-reference stream with rows of number, kind and place (third field 0), and
/// returns where it begins.
pub(super) fn append_stream(
    paper: &mut HandmadePaper,
    number: u32,
    rows: &[(u32, u8, usize)],
) -> usize {
    let start = paper.bytes.len();
    let index = rows.iter().map(|(number, ..)| format!("{number} 1 ")).collect::<Vec<_>>().concat();
    let mut data = Vec::new();
    for (_, kind, place) in rows {
        data.push(*kind);
        data.extend_from_slice(&u32::try_from(*place).unwrap().to_be_bytes());
        data.extend_from_slice(&[0, 0]);
    }
    let head = format!(
        "{number} 0 obj\n<</Type/XRef/Size 80/W[1 4 2]/Index[{index}]/Length {}>>stream\n",
        data.len()
    );
    paper.bytes.extend_from_slice(head.as_bytes());
    paper.bytes.extend_from_slice(&data);
    paper.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    start
}

/// A paper as Microsoft Word saves it: the table of the first revision calls some objects free, and
/// a second, empty table leads to a stream that says where they are. One of them is packed; so says
/// an object stream that no table names.
fn by_word(place_of_content: Option<usize>) -> HandmadePaper {
    let packed = "30 0 <</Lang(vi)>>";
    let mut more = object(
        20,
        &format!("<</Type/ObjStm/N 1/First 5/Length {}>>stream\n{packed}\nendstream", packed.len()),
    );
    let base = paper();
    let at = base.last_table().unwrap();
    let mut rows: Vec<(u32, u8, usize)> = vec![(0, 0, 0)];
    for number in 1..=6 {
        let head = format!("{number} 0 obj");
        let place =
            base.bytes.windows(head.len()).position(|window| window == head.as_bytes()).unwrap();
        rows.push((
            number,
            1,
            if number == CONTENT { place_of_content.unwrap_or(place) } else { place },
        ));
    }
    rows.extend([(20, 1, at), (30, 2, 20)]);
    let mut stream = HandmadePaper { bytes: Vec::new(), size: 0 };
    append_stream(&mut stream, 21, &rows);
    let stream_at = at + more.len();
    more.extend(stream.bytes);
    let mut paper = with_bytes_of_size(&more, 31);
    paper.size = 31;
    paper.finish(&[], &format!("/Root 1 0 R/Info 6 0 R/XRefStm {stream_at}"));
    paper
}

#[test]
fn a_file_saved_by_word_and_signed_is_read() {
    let office = Office::new();
    let mut paper = by_word(None);
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_valid(&paper.bytes, &office.trust());
    let file = crate::pdf::PdfFile::from_bytes(&paper.bytes).unwrap();
    assert!(file.latest().get(30).is_some(), "what only the stream names is there");
    // And nothing is looked over that comes later.
    paper.save(&[(CONTENT, stream(FORGED))]);
    assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
}

#[test]
fn a_hybrid_file_whose_two_tables_disagree_is_not_read() {
    let office = Office::new();
    // The stream leads to another place for the content than the table does.
    let mut paper = by_word(Some(17));
    sign(&mut paper, first(ROOM), &office.official_cms());
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "hybrid");
}

#[test]
fn a_stream_beside_a_table_may_replace_nothing_that_was_signed() {
    let office = Office::new();
    let mut paper = office.once();
    let at = paper.bytes.len();
    paper.bytes.extend(object(CONTENT, &stream(FORGED)));
    let stream_at = append_stream(&mut paper, 61, &[(CONTENT, 1, at)]);
    paper.finish(
        &[(61, format!("{stream_at:010} 00000 n \n"))],
        &format!("/Root 1 0 R/Info 6 0 R/XRefStm {stream_at}"),
    );
    assert_verdict(&paper.bytes, &office.trust(), State::Unreadable, "hybrid");
}

#[test]
fn lengths_in_objects_of_their_own_and_long_numbers_are_read_as_the_other_reader_does() {
    let content = "BT /F 12 Tf 72 720 Td (Decision) Tj ET";
    let mut paper = paper();
    let long = page("").replace("595 842", "595.303937007874 841.889763779528");
    paper.save(&[
        (PAGE, long),
        (CONTENT, format!("<</Length 9 0 R>>\nstream\n{content}\nendstream")),
        (9, content.len().to_string()),
    ]);
    assert!(read_alike(&paper.bytes).is_ok());
}
