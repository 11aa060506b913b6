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
