//! Tests of `ocop receive`: papers that come back from elsewhere are compared with what was handed
//! out before they are filed.

use lopdf::{Document, Object, dictionary};

use super::sign::{SIGNED, book};
use crate::support::office::Office;

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";

/// Writes more onto the first page of a file, as a program does that writes the whole file anew.
pub(super) fn stamped(pdf: &[u8], drawn: &str) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages()[&1];
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let content = document.get_page_content(page);
    let more = format!("\nQ BT /Stamp 12 Tf {drawn} ET");
    let content = [&b"q\n"[..], &content, more.as_bytes()].concat();
    document.change_page_content(page, content).unwrap();
    let above = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().clone();
    let mut resources = document.dereference(&above).unwrap().1.as_dict().unwrap().clone();
    let fonts = resources.get(b"Font").unwrap().clone();
    let mut fonts = document.dereference(&fonts).unwrap().1.as_dict().unwrap().clone();
    fonts.set("Stamp", font);
    resources.set("Font", fonts);
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("Resources", Object::Dictionary(resources));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_paper_signed_here_on_another_computer_is_taken_back() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    fs_err::rename(office.path(SIGNED), office.path("dem-ve.pdf")).unwrap();
    let run = office.ocop(&["receive", "dem-ve.pdf"], "");
    run.ended(1);
    assert!(run.said.contains("chưa có con dấu (chữ ký số) của UBND tỉnh"), "{}", run.said);
    assert!(
        run.said.contains("Khớp từng chữ với bản đã trình, chỉ thêm: hình chữ ký"),
        "{}",
        run.said
    );
    assert_eq!(book(&office).len(), 1, "only compared");
}

#[test]
fn words_that_another_program_changed_are_named_and_nothing_is_filed() {
    let office = Office::issued();
    let changed = stamped(&office.read(DECISION), "100 400 Td (25 san pham) Tj");
    office.write("khac.pdf", changed);
    let run = office.ocop(&["receive", "khac.pdf", "--take"], "");
    run.ended(1);
    assert!(run.said.contains("KHÁC bản đã trình ở 1 chỗ"), "{}", run.said);
    assert!(run.said.contains("25 san pham"), "{}", run.said);
    assert!(!office.path("outputs/ban-hanh").exists());
    office.write(
        "la.pdf",
        stamped(&office.read("outputs/04-ket-qua-cham/bien-ban.pdf"), "0 0 Td () Tj"),
    );
    let unsigned = office.ocop(&["receive", "la.pdf", "--take"], "");
    assert!(unsigned.said.contains("chưa có chữ ký số nào"), "{}", unsigned.said);
    assert!(unsigned.complained.contains("Để người có thẩm quyền ký"), "{}", unsigned.complained);
    assert!(!office.path("outputs/ban-hanh").exists());
    unsigned.ended(1);
    let cut = office.read(DECISION);
    office.write("cut.pdf", &cut[..cut.len() / 2]);
    let run = office.ocop(&["receive", "cut.pdf"], "");
    run.ended(3);
    assert!(run.said.contains("ải lại") && !run.said.contains("nhận ra"), "{}", run.said);
    let picture = office.ocop(&["receive", "inputs/ky-so/chu-ky.png"], "");
    picture.ended(3);
    assert!(picture.said.contains("Không nhận ra văn bản nào"), "{}", picture.said);
}

/// Saves a paper in whose fonts two figures have changed their shapes; what programs read stays.
fn with_swapped_figures(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let fonts: Vec<_> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let font = object.as_dict().ok()?;
            let map =
                document.dereference(font.get(b"ToUnicode").ok()?).ok()?.1.as_stream().ok()?;
            let map = String::from_utf8(map.decompressed_content().ok()?).ok()?;
            let descendants = document.dereference(font.get(b"DescendantFonts").ok()?).ok()?.1;
            let descendant = descendants.as_array().ok()?.first()?.as_reference().ok()?;
            let code = |sign: char| {
                let wanted = format!("<{:04X}>", u32::from(sign));
                let line = map.lines().find(|line| line.to_uppercase().ends_with(&wanted))?;
                u16::from_str_radix(line.trim_start_matches('<').split('>').next()?, 16).ok()
            };
            Some((*id, descendant, code('2')?, code('4')?))
        })
        .collect();
    assert!(!fonts.is_empty(), "a font with both figures");
    for (_, descendant, two, four) in fonts {
        let shown = (0..=u16::MAX).flat_map(|code| {
            let glyph = if code == two {
                four
            } else if code == four {
                two
            } else {
                code
            };
            glyph.to_be_bytes()
        });
        let map = lopdf::Stream::new(dictionary! {}, shown.collect());
        let map = document.add_object(map);
        document.get_dictionary_mut(descendant).unwrap().set("CIDToGIDMap", map);
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_font_that_shows_other_figures_than_it_says_is_told_and_not_filed() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    office.write("khac.pdf", with_swapped_figures(&paper));
    let run = office.ocop(&["receive", "khac.pdf", "--take"], "");
    run.ended(1);
    assert!(run.said.contains("hiện ra khác bản đã trình"), "{}", run.said);
    assert!(run.said.contains("dù chữ đọc được vẫn giống"), "{}", run.said);
    // Saved anew and nothing else, it looks the same.
    let mut saved = Vec::new();
    Document::load_mem(&paper).unwrap().save_to(&mut saved).unwrap();
    office.write("nhu-cu.pdf", saved);
    let run = office.ocop(&["receive", "nhu-cu.pdf"], "");
    assert!(run.said.contains("Khớp từng chữ với bản đã trình"), "{}", run.said);
}

/// Saves a paper with its first page changed.
fn with_page(pdf: &[u8], change: impl FnOnce(&mut lopdf::Dictionary)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages()[&1];
    change(document.get_dictionary_mut(page).unwrap());
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Saves a paper with an empty page more.
fn with_a_page_more(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let tree = document.get_dictionary_mut(tree).unwrap();
    let count = tree.get(b"Count").unwrap().as_i64().unwrap();
    tree.set("Count", count + 1);
    tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(page.into());
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_page_more_or_one_that_is_cut_turned_or_enlarged_is_told_and_not_filed() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    let half = || vec![0.into(), 0.into(), 595.into(), 300.into()];
    for (changed, told) in [
        (with_a_page_more(&paper), "trang, bản đã trình có"),
        (with_page(&paper, |page| page.set("Rotate", 180)), "trang 1 bị xoay"),
        (with_page(&paper, |page| page.set("CropBox", half())), "trang 1 bị cắt, phóng"),
        (with_page(&paper, |page| page.set("MediaBox", half())), "trang 1 bị cắt, phóng"),
        (with_page(&paper, |page| page.set("UserUnit", 5)), "trang 1 bị cắt, phóng"),
    ] {
        office.write("doi.pdf", changed);
        let run = office.ocop(&["receive", "doi.pdf", "--take"], "");
        run.ended(1);
        assert!(run.said.contains(told) && run.said.contains("không cất tệp này"), "{}", run.said);
        assert!(!run.said.contains("Khớp từng chữ"), "{}", run.said);
    }
    office.write("nguyen.pdf", with_page(&paper, |_| {}));
    let run = office.ocop(&["receive", "nguyen.pdf"], "");
    assert!(run.said.contains("Khớp từng chữ"), "{}", run.said);
    assert!(run.said.contains("không thêm gì trên trang"), "{}", run.said);
}

#[test]
fn a_picture_or_a_coloured_area_in_an_empty_place_is_told() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    let picture = "ET q 100 0 0 50 60 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q BT";
    for (drawn, told) in [
        ("ET 0 0 1 rg 60 20 100 50 re f BT", "mảng màu 3,5 × 1,8 cm ở nửa dưới trang 1"),
        (picture, "hình ảnh 3,5 × 1,8 cm ở nửa dưới trang 1"),
    ] {
        office.write("hinh.pdf", stamped(&paper, drawn));
        let run = office.ocop(&["receive", "hinh.pdf"], "");
        assert!(run.said.contains(told), "{}", run.said);
    }
}

#[test]
fn a_script_in_a_paper_that_comes_back_is_told_and_not_filed() {
    let office = Office::issued();
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("a") };
    let opening = dictionary! { "O" => script };
    office.write("lenh.pdf", with_page(&office.read(DECISION), |page| page.set("AA", opening)));
    let run = office.ocop(&["receive", "lenh.pdf", "--take"], "");
    run.ended(1);
    assert!(run.said.contains("tệp có đoạn lệnh tự chạy"), "{}", run.said);
}

/// Saves a paper with a stamp on its first page; `bounds` is the box of its drawing.
fn with_a_stamp(pdf: &[u8], bounds: Option<Vec<Object>>) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages()[&1];
    let mut form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    if let Some(bounds) = bounds {
        form.set("BBox", bounds);
    }
    let content = b"1 0.8 0.8 rg -900 -900 2000 2000 re f".to_vec();
    let look = document.add_object(lopdf::Stream::new(form, content));
    let stamp = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Stamp", "F" => 4,
        "Rect" => vec![500.into(), 20.into(), 560.into(), 40.into()],
        "AP" => dictionary! { "N" => look },
    });
    document.get_dictionary_mut(page).unwrap().set("Annots", vec![stamp.into()]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_stamp_that_some_programs_draw_over_the_whole_page_is_told_and_not_filed() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    let bounds = vec![0.into(), 0.into(), 60.into(), 20.into()];
    office.write("dau.pdf", with_a_stamp(&paper, Some(bounds)));
    let run = office.ocop(&["receive", "dau.pdf"], "");
    assert!(run.said.contains("Khớp từng chữ"), "{}", run.said);
    office.write("tran.pdf", with_a_stamp(&paper, None));
    let run = office.ocop(&["receive", "tran.pdf", "--take"], "");
    run.ended(1);
    assert!(run.said.contains("mỗi phần mềm vẽ một khác"), "{}", run.said);
    assert!(!run.said.contains("Khớp từng chữ"), "{}", run.said);
}
