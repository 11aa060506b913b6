//! Tests of the reader of drafts.

use super::body::read;
use super::{MarginalKind, ReturnedDraft, ReturnedLine, SeenKind};

fn of(body: &str) -> ReturnedDraft {
    read(format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#).as_bytes(), 100)
        .unwrap()
}

fn texts(draft: &ReturnedDraft) -> Vec<String> {
    draft.lines.iter().map(ReturnedLine::text).collect()
}

#[test]
fn tracked_changes_are_accepted_and_listed() {
    let draft = of(
        r#"<w:p><w:r><w:t xml:space="preserve">Có </w:t></w:r><w:del w:author="Hải" w:date="2026-11-30T08:00:00Z"><w:r><w:delText>một </w:delText></w:r></w:del><w:ins w:author="Hải" w:date="2026-11-30T08:00:00Z"><w:r><w:t xml:space="preserve">hai </w:t></w:r></w:ins><w:r><w:t>ba</w:t></w:r></w:p>"#,
    );
    assert_eq!(texts(&draft), ["Có hai ba"]);
    let told: Vec<_> = draft.marginals.iter().map(|one| (one.kind, one.text.as_str())).collect();
    assert_eq!(told, [(MarginalKind::Deleted, "một "), (MarginalKind::Inserted, "hai ")]);
    assert_eq!(draft.marginals[0].author, "Hải");
}

#[test]
fn a_paragraph_whose_end_was_taken_out_goes_on_in_the_next() {
    let draft = of(
        r#"<w:p><w:pPr><w:rPr><w:del w:author="a"/></w:rPr></w:pPr><w:r><w:t>Một </w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del w:author="a"/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>ba</w:t></w:r></w:p>"#,
    );
    assert_eq!(texts(&draft), ["Một hai", "ba"]);
}

#[test]
fn controls_faces_and_fields_are_read() {
    let draft = of(
        r#"<w:p><w:pPr><w:pStyle w:val="VBTrichYeu"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:sdt><w:sdtPr><w:tag w:val="ocop.f.1"/></w:sdtPr><w:sdtContent><w:r><w:t>24</w:t></w:r></w:sdtContent></w:sdt><w:r><w:rPr><w:b w:val="0"/><w:rPrChange w:author="b"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:tab/><w:t>x</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
    );
    assert_eq!(texts(&draft), ["24 x"]);
    assert_eq!(draft.controls, ["ocop.f.1"]);
    let letters = &draft.lines[0].letters;
    assert_eq!((letters[0].held, letters[0].bold), (Some(0), true));
    assert_eq!((letters[3].held, letters[3].bold), (None, false));
    assert_eq!(draft.marginals[0].kind, MarginalKind::Format);
    assert_eq!(draft.unnamed, 0);
}

#[test]
fn whatever_stands_in_properties_never_takes_the_rest_out() {
    let who = r#"w:author="a""#;
    for mark in ["moveFrom", "del"] {
        for more in ["rPrChange", "ins", "moveTo", "pPrChange"] {
            let draft = of(&format!(
                r#"<w:p><w:pPr><w:moveFromRangeStart w:id="1" {who}/><w:numPr><w:ins {who}/></w:numPr><w:rPr><w:{mark} {who}/><w:{more} {who}/></w:rPr></w:pPr><w:{mark} {who}><w:r><w:t>đi</w:t></w:r></w:{mark}></w:p><w:moveFromRangeEnd w:id="1"/><w:p><w:pPr><w:rPr><w:{more} {who}/></w:rPr></w:pPr><w:r><w:t>Một</w:t></w:r></w:p><w:p><w:r><w:t>Hai</w:t></w:r></w:p>"#
            ));
            let texts = texts(&draft);
            assert_eq!(texts.last().unwrap(), "Hai", "{mark} {more}");
            assert!(texts.contains(&"Một".to_owned()), "{mark} {more}: {texts:?}");
        }
    }
}

#[test]
fn what_is_seen_and_not_taken_is_noted_at_its_paragraph() {
    let run = |face: &str, text: &str| format!("<w:r><w:rPr>{face}</w:rPr><w:t>{text}</w:t></w:r>");
    let faces = [
        (r"<w:strike/>", SeenKind::Struck),
        (r"<w:vanish/>", SeenKind::Hidden),
        (r#"<w:highlight w:val="yellow"/>"#, SeenKind::Highlighted),
        (r#"<w:u w:val="single"/>"#, SeenKind::Underlined),
        (r"<w:caps/>", SeenKind::Capitals),
        (r#"<w:vertAlign w:val="subscript"/>"#, SeenKind::Raised),
    ];
    for (face, kind) in faces {
        let draft = of(&format!("<w:p>{}{}</w:p>", run("", "Điều này "), run(face, "x")));
        let seen: Vec<_> = draft.seen.iter().map(|one| (one.kind, &*one.words)).collect();
        assert_eq!(seen, [(kind, "x")]);
        assert_eq!(draft.seen[0].at, "Điều này x");
        assert_eq!(draft.lines[0].barred, kind.bars());
    }
    let off = r#"<w:strike w:val="0"/><w:u w:val="none"/><w:highlight w:val="none"/><w:caps w:val="false"/><w:vertAlign w:val="baseline"/>"#;
    assert!(of(&format!("<w:p>{}</w:p>", run(off, "x"))).seen.is_empty());
    let square = of(&format!(
        "<w:p>{}{}</w:p>",
        run("", "100 m"),
        run(r#"<w:vertAlign w:val="superscript"/>"#, "2")
    ));
    assert_eq!((texts(&square), square.seen.len()), (vec!["100 m²".to_owned()], 0));
}

#[test]
fn boxes_lists_breaks_and_symbols_are_seen() {
    use SeenKind::{Break, List, Picture, Symbol, TextBox};
    let shape = "<w:txbxContent><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:txbxContent>";
    let draft = of(&format!(
        r#"<w:p><w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t></w:r><w:r><w:pict><v:textbox>{shape}</v:textbox></w:pict></w:r></w:p><w:p><w:r><w:t>Ba</w:t><w:AlternateContent><w:Choice><w:drawing>{shape}</w:drawing></w:Choice><w:Fallback><w:pict>{shape}</w:pict></w:Fallback></w:AlternateContent></w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Bốn</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>Năm</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:drawing/></w:r></w:p>"#
    ));
    assert_eq!(texts(&draft), ["Một hai", "Ba", "- Bốn", "Năm\u{fffd}"]);
    let kinds: Vec<_> = draft.seen.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Break, TextBox, TextBox, List, Symbol, Picture]);
    assert_eq!(draft.seen[1].words, "Xem lại");
}
