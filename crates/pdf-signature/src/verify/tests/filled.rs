//! Text fields of other programs that are filled in after a signature.

use super::*;
use crate::testing::paper::*;

/// The text field for the number.
const NUMBER: u32 = 30;
/// What it shows first, and what later.
const LOOK: u32 = 31;
const NEXT_LOOK: u32 = 32;

/// The text field with this value and this appearance.
fn number(value: &str, look: &str) -> String {
    format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/P {PAGE} 0 R/Rect[300 700 340 714]\
         /V({value}){look}>>"
    )
}

/// An appearance that shows a text, and draws this before it.
fn look(before: &str, text: &str) -> String {
    stream(&format!("{before} BT /F 10 Tf 2 3 Td ({text}) Tj ET")).replace(
        "<<",
        "<</Type/XObject/Subtype/Form/BBox[0 0 40 14]/Resources<</Font<</F 5 0 R>>>>",
    )
}

/// What is signed first: the field with this value, keys of the signature, of the catalog.
struct Signed<'s> {
    value: &'s str,
    keys: &'s str,
    catalog: &'s str,
}

const PLAIN: Signed<'static> = Signed { value: "", keys: "", catalog: "" };
/// Certified with leave to fill in forms, and against every change.
const WITH_LEAVE: Signed<'static> = Signed {
    value: "",
    keys: "/Reference[<</TransformMethod/DocMDP/TransformParams<</V/1.2/P 2>>>>]",
    catalog: "/Perms<</DocMDP 11 0 R>>",
};
const WITHOUT: Signed<'static> = Signed {
    keys: "/Reference[<</TransformMethod/DocMDP/TransformParams<</V/1.2/P 1>>>>]",
    ..WITH_LEAVE
};

fn locking(fields: &str) -> String {
    format!("/Reference[<</TransformMethod/FieldMDP/TransformParams<</V/1.2/Action/{fields}>>>>]")
}

fn once(office: &Office, signed: &Signed<'_>) -> HandmadePaper {
    let body = number(signed.value, &format!("/AP<</N {LOOK} 0 R>>"));
    once_with_field(office, signed, body)
}

/// The same with this text field.
fn once_with_field(office: &Office, signed: &Signed<'_>, body: String) -> HandmadePaper {
    let mut paper = paper();
    let Signed { value, keys, catalog } = signed;
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R{catalog}>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {NUMBER} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {NUMBER} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        (NUMBER, body),
        (LOOK, look("", value)),
    ];
    let keys = format!("/SubFilter/ETSI.CAdES.detached{keys}");
    let spec = SignatureSpec { objects, number: FIRST_SIGNATURE, keys: &keys, room: ROOM };
    sign(&mut paper, spec, &office.official_cms());
    paper
}

/// Fills the field in, with an appearance of its own.
fn fill(paper: &mut HandmadePaper, value: &str, shown: &str) {
    paper.save(&[
        (NUMBER, number(value, &format!("/AP<</N {NEXT_LOOK} 0 R>>"))),
        (NEXT_LOOK, look("", shown)),
    ]);
}

#[track_caller]
fn told(paper: &HandmadePaper, office: &Office, words: &str) {
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Undetermined, "filled_after_signing");
    let said = verdict.signatures[0].reasons[0].sentence();
    assert!(said.contains(words), "{said}");
}

#[track_caller]
fn refused(paper: &HandmadePaper, office: &Office, words: &str) {
    let verdict =
        assert_verdict(&paper.bytes, &office.trust(), State::Invalid, "changed_after_signing");
    let said = verdict.signatures[0].reasons[0].sentence();
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_field_that_was_left_open_may_be_filled_in_and_is_told_with_its_words() {
    let office = Office::new();
    let exclude = locking("Exclude/Fields[(so)]");
    for signed in [PLAIN, WITH_LEAVE, Signed { keys: &exclude, ..PLAIN }] {
        let mut paper = once(&office, &signed);
        assert_valid(&paper.bytes, &office.trust());
        fill(&mut paper, "1757", "1757");
        told(&paper, &office, "ô nhập “so” trên trang 1: “1757”");
    }
    // The appearance written over the old one, as some programs do.
    let mut paper = once(&office, &PLAIN);
    paper.save(&[
        (NUMBER, number("1757", &format!("/AP<</N {LOOK} 0 R>>"))),
        (LOOK, look("", "1757")),
    ]);
    told(&paper, &office, "“1757”");
    // Or how it is set written anew, as MuPDF does.
    let mut paper = once(&office, &PLAIN);
    let set = format!("/AP<</N {NEXT_LOOK} 0 R>>/DA(0 g /F 10 Tf)/Q 0");
    paper.save(&[(NUMBER, number("1757", &set)), (NEXT_LOOK, look("", "1757"))]);
    told(&paper, &office, "“1757”");
}

#[test]
fn a_field_that_is_locked_may_not_be_filled_in() {
    let office = Office::new();
    let locks = ["All", "Include/Fields[(so)]", "Exclude/Fields[(ngay)]", "Unknown"].map(locking);
    let locked = locks.iter().map(|keys| Signed { keys, ..PLAIN });
    for signed in locked.chain([WITHOUT]) {
        let mut paper = once(&office, &signed);
        fill(&mut paper, "1757", "1757");
        refused(&paper, &office, "đã khóa mà vẫn bị sửa");
    }
}

#[test]
fn what_was_filled_in_before_may_be_replaced_only_with_leave() {
    let office = Office::new();
    let mut paper = once(&office, &Signed { value: "1757", ..PLAIN });
    fill(&mut paper, "9999", "9999");
    refused(&paper, &office, "bị đổi từ “1757” thành “9999”");
    let mut paper = once(&office, &Signed { value: "1757", ..WITH_LEAVE });
    fill(&mut paper, "9999", "9999");
    told(&paper, &office, "“9999”, trước là “1757”");
}

#[test]
fn a_field_that_shows_other_words_than_its_value_is_never_valid() {
    let office = Office::new();
    let mut paper = once(&office, &PLAIN);
    fill(&mut paper, "1757", "9999");
    refused(&paper, &office, "hiện ra “9999” khác giá trị “1757”");
    let mut paper = once(&office, &WITH_LEAVE);
    fill(&mut paper, "1757", "9999");
    told(&paper, &office, "giá trị “1757” nhưng hiện ra “9999”");
    // Only the appearance.
    let mut paper = once(&office, &Signed { value: "1757", ..PLAIN });
    paper.save(&[(LOOK, look("", "9999"))]);
    refused(&paper, &office, "bị đổi từ “1757” thành “1757”");
}

#[test]
fn a_field_that_is_moved_or_covers_signed_words_is_refused_whatever_leave_there_is() {
    let office = Office::new();
    let appearance = format!("/AP<</N {NEXT_LOOK} 0 R>>");
    let mut paper = once(&office, &WITH_LEAVE);
    let moved = number("1757", &appearance).replace("[300 700 340 714]", "[60 710 340 740]");
    paper.save(&[(NUMBER, moved), (NEXT_LOOK, look("", "1757"))]);
    refused(&paper, &office, "không chỉ điền thêm chữ");

    // Nothing more may come along either: an action, a picture for the mouse.
    for more in [
        format!("{appearance}/AA<</F<</S/JavaScript/JS(x)>>>>"),
        format!("/AP<</N {NEXT_LOOK} 0 R/R {NEXT_LOOK} 0 R>>"),
    ] {
        let mut paper = once(&office, &WITH_LEAVE);
        paper.save(&[(NUMBER, number("1757", &more)), (NEXT_LOOK, look("", "1757"))]);
        refused(&paper, &office, "không chỉ điền thêm chữ");
    }

    // A field that stood over signed words from the beginning, where nobody saw it.
    let over = |value: &str, look: u32| {
        number(value, &format!("/AP<</N {look} 0 R>>"))
            .replace("[300 700 340 714]", "[72 715 112 729]")
    };
    let mut paper = once_with_field(&office, &WITH_LEAVE, over("", LOOK));
    assert_valid(&paper.bytes, &office.trust());
    paper.save(&[
        (NUMBER, over("1757", NEXT_LOOK)),
        (NEXT_LOOK, look("1 1 1 rg 0 0 40 14 re f 0 g", "1757")),
    ]);
    refused(&paper, &office, "che lên chữ đã ký");
}

/// A paper with this field above two widgets of its own, signed once.
fn once_with_two_widgets(
    office: &Office,
    signed: &Signed<'_>,
    above: &str,
    widget: &str,
) -> HandmadePaper {
    let mut paper = paper();
    let Signed { keys, catalog, .. } = signed;
    let kid = |at: &str| {
        format!(
            "<</Type/Annot/Subtype/Widget/Parent {NUMBER} 0 R/F 4/P {PAGE} 0 R/Rect[{at}]{widget}>>"
        )
    };
    let objects = vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R{catalog}>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R 33 0 R 34 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {NUMBER} 0 R]/SigFlags 3>>")),
        (OFFICIAL, field("Signature1", "0 0 0 0", &format!("/V {FIRST_SIGNATURE} 0 R"))),
        (NUMBER, above.to_owned()),
        (33, kid("300 700 340 714")),
        (34, kid("300 660 340 674")),
        (LOOK, look("", "")),
        (35, look("", "x")),
    ];
    let keys = format!("/SubFilter/ETSI.CAdES.detached{keys}");
    let spec = SignatureSpec { objects, number: FIRST_SIGNATURE, keys: &keys, room: ROOM };
    sign(&mut paper, spec, &office.official_cms());
    paper
}

#[test]
fn a_field_with_several_widgets_is_filled_in_above_them() {
    let office = Office::new();
    let text = |value: &str| format!("<</FT/Tx/T(ten){value}/Kids[33 0 R 34 0 R]>>");
    let shown = |at: &str| {
        format!(
            "<</Type/Annot/Subtype/Widget/Parent {NUMBER} 0 R/F 4/P {PAGE} 0 R/Rect[{at}]\
             /AP<</N {NEXT_LOOK} 0 R>>>>"
        )
    };
    let filled = |paper: &mut HandmadePaper, above: String| {
        paper.save(&[
            (NUMBER, above),
            (33, shown("300 700 340 714")),
            (34, shown("300 660 340 674")),
            (NEXT_LOOK, look("", "An")),
        ]);
    };
    let empty = format!("/AP<</N {LOOK} 0 R>>");
    let mut paper = once_with_two_widgets(&office, &WITH_LEAVE, &text(""), &empty);
    filled(&mut paper, text("/V(An)"));
    told(&paper, &office, "ô nhập “ten”");
    let mut paper = once_with_two_widgets(&office, &WITH_LEAVE, &text(""), &empty);
    filled(&mut paper, text("/V(An)/AA<</K<</S/JavaScript/JS(x)>>>>"));
    refused(&paper, &office, "không chỉ điền thêm chữ");
    let mut paper = once_with_two_widgets(&office, &WITHOUT, &text(""), &empty);
    filled(&mut paper, text("/V(An)"));
    refused(&paper, &office, "đã khóa");
}

#[test]
fn a_choice_shows_the_word_of_its_value() {
    let office = Office::new();
    let choice = |value: &str, look: u32| {
        number(value, &format!("/AP<</N {look} 0 R>>/Opt[[(SL)(Son La)](Lai Chau)]"))
            .replace("/FT/Tx", "/FT/Ch")
    };
    for (value, shown, fits) in
        [("SL", "Son La", true), ("Lai Chau", "Lai Chau", true), ("SL", "Lai Chau", false)]
    {
        let mut paper = once_with_field(&office, &PLAIN, choice("", LOOK));
        paper.save(&[(NUMBER, choice(value, NEXT_LOOK)), (NEXT_LOOK, look("", shown))]);
        if fits {
            told(&paper, &office, value);
        } else {
            refused(&paper, &office, "hiện ra “Lai Chau” khác giá trị “SL”");
        }
    }
}

#[test]
fn a_note_is_told_where_whoever_certified_lets_others_add_notes() {
    let office = Office::new();
    let with_notes = Signed {
        keys: "/Reference[<</TransformMethod/DocMDP/TransformParams<</V/1.2/P 3>>>>]",
        ..WITH_LEAVE
    };
    let note = |paper: &mut HandmadePaper, kind: &str| {
        paper.save(&[
            (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {NUMBER} 0 R 40 0 R]"))),
            (40, format!("<</Type/Annot/Subtype/{kind}/Rect[500 700 520 720]/Contents(ghi)>>")),
        ]);
    };
    let mut paper = once(&office, &with_notes);
    note(&mut paper, "Text");
    told(&paper, &office, "thêm chú thích “ghi” trên trang 1");
    for (signed, kind) in [(&WITH_LEAVE, "Text"), (&with_notes, "Widget")] {
        let mut paper = once(&office, signed);
        note(&mut paper, kind);
        refused(&paper, &office, "trên trang 1");
    }
}
