//! Tests of the order of signing: no way leads around it, and who signs is who should.

use std::collections::BTreeMap;

use ocop::templates::Templates;
use ocop::typeset::{Appearance, AppearanceKind, Typesetter};
use pdf_signature::sign::{FilledBlank, fill_in};
use pdf_signature::{FillIn, blank_fields};

use super::number::today;
use super::returned::stamped;
use super::sign::{SIGNED, book, foreign_annex, refuses};
use crate::support::office::{Office, SECRET};

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";
const NUMBERED: &str = "outputs/da-cap-so/06-quyet-dinh/quyet-dinh.pdf";
const SEALED: &str = "outputs/ban-hanh/06-quyet-dinh/quyet-dinh.pdf";

/// Seals as a copy or an annex.
fn by_line(office: &Office, file: &str, more: &[&str]) -> crate::support::run::Run {
    office.sign(&[file], &[&["--role", "seal", "--p12", "ubnd.p12"], more].concat(), SECRET)
}

#[test]
fn a_paper_of_the_round_is_no_copy_and_no_annex_on_its_way_to_the_seal() {
    let office = Office::numbering_later();
    let whole = ["--copy", "sao-y"];
    refuses(&by_line(&office, DECISION, &whole), "văn bản chưa ký do chương trình lập");
    let draft = "outputs/05-trinh-phe-duyet/du-thao-quyet-dinh.pdf";
    refuses(&by_line(&office, draft, &whole), "bản DỰ THẢO");
    refuses(&office.official(&[draft]), "bản DỰ THẢO");
    let excerpts = office.path("outputs/06-quyet-dinh/trich-sao");
    let excerpt = fs_err::read_dir(excerpts).unwrap().next().unwrap().unwrap().file_name();
    let excerpt = format!("outputs/06-quyet-dinh/trich-sao/{}", excerpt.to_string_lossy());
    let run = by_line(&office, &excerpt, &["--copy", "trich-sao"]);
    refuses(&run, "còn chỗ trống: ");
    refuses(&by_line(&office, &excerpt, &whole), "còn chỗ trống: ");
    office.official(&[DECISION]).ended(0);
    refuses(&by_line(&office, SIGNED, &whole), "đã ký nhưng chưa có số hoặc chưa đóng dấu");
    refuses(&by_line(&office, SIGNED, &["--annex-of", SIGNED]), "chưa có số");
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    refuses(&by_line(&office, NUMBERED, &whole), "chưa đóng dấu");
    let minutes = "outputs/04-ket-qua-cham/bien-ban.pdf";
    refuses(&by_line(&office, minutes, &["--annex-of", NUMBERED]), "văn bản chưa ký");
    office.seal(&[NUMBERED]).ended(0);
    let run = by_line(&office, SEALED, &whole);
    refuses(&run, "đã ký và đã đóng dấu");
    assert!(run.complained.contains("Gửi chính tệp đã ký"), "{}", run.complained);
    // Papers of others, and annexes that others made, are sealed as before.
    office.write("quet.pdf", foreign_annex(""));
    by_line(&office, "quet.pdf", &whole).ended(0);
    by_line(&office, "quet.pdf", &["--annex-of", SEALED]).ended(0);
}

#[test]
fn a_paper_of_the_round_that_another_program_saved_is_no_copy_and_no_annex() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    let mut document = lopdf::Document::load_mem(&office.read(DECISION)).unwrap();
    let save = |document: &mut lopdf::Document, name: &str| {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        office.write(name, bytes);
    };
    save(&mut document, "luu-lai.pdf");
    // Without its title, it is known by its words.
    document.trailer.remove(b"Info");
    save(&mut document, "khong-ten.pdf");
    for file in ["luu-lai.pdf", "khong-ten.pdf"] {
        for more in [["--copy", "sao-y"], ["--annex-of", SIGNED]] {
            let run = by_line(&office, file, &more);
            refuses(&run, "06-quyet-dinh/quyet-dinh.pdf), được phần mềm khác in hoặc lưu lại");
            assert!(run.complained.contains("`ocop receive`"), "{}", run.complained);
        }
    }
    assert!(!office.path("outputs/ban-hanh").exists());
}

#[test]
fn a_file_that_does_something_by_itself_gets_no_seal() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    for (key, told) in [
        ("/AA<</O<</S/JavaScript/JS(app.alert)>>>>", "có đoạn lệnh tự chạy; có việc tự làm khi mở"),
        ("/Annots[<</Subtype/Link/A<</S/Launch/F(a.exe)>>>>]", "có lệnh mở chương trình khác"),
    ] {
        office.write("lenh.pdf", foreign_annex(key));
        for more in [["--copy", "sao-y"], ["--annex-of", DECISION]] {
            let run = by_line(&office, "lenh.pdf", &more);
            refuses(&run, told);
            assert!(run.complained.contains("In lại tệp thành PDF mới"), "{}", run.complained);
        }
    }
    let link = "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a)>>>>]";
    office.write("lien-ket.pdf", foreign_annex(link));
    by_line(&office, "lien-ket.pdf", &["--copy", "sao-y"]).ended(0);
}

/// A signed paper with blanks that say one thing and show another.
fn filled(pdf: &[u8], values: &BTreeMap<FillIn, (&str, &str)>) -> Vec<u8> {
    let typesetter = Typesetter::new(&Templates::new("".as_ref()).unwrap()).unwrap();
    let drawn = blank_fields(pdf).unwrap().into_iter().map(|field| {
        let (value, shown) = values[&field.blank];
        let kind = match field.blank {
            FillIn::Number => AppearanceKind::Number,
            FillIn::Day => AppearanceKind::Day,
        };
        let points = 72.0 / 25.4;
        let look = Appearance {
            kind,
            width: field.size[0] / points,
            height: field.size[1] / points,
            picture: None,
            line: Some(shown.to_owned()),
            size: (field.size[1] / 1.107 * 10.0).round() / 10.0,
            rehearsal: false,
        };
        (field.blank, value, typesetter.draw(&look).unwrap())
    });
    let drawn: Vec<_> = drawn.collect();
    let blanks: Vec<_> = drawn
        .iter()
        .map(|(blank, value, look)| FilledBlank { blank: *blank, value, appearance: look })
        .collect();
    fill_in(pdf, &blanks).unwrap()
}

#[test]
fn the_seal_is_not_set_on_a_number_that_is_shown_or_registered_otherwise() {
    let office = Office::numbering_later();
    refuses(&office.ocop(&["number", DECISION, "--number", "1757"], ""), "nên chưa cấp số được");
    office.official(&[DECISION]).ended(0);
    let signed = office.read(SIGNED);
    let day = format!("{:02}", today().0);
    let write = |number: (&str, &str)| {
        let values =
            BTreeMap::from([(FillIn::Number, number), (FillIn::Day, (day.as_str(), day.as_str()))]);
        office.write("tay.pdf", filled(&signed, &values));
    };
    write(("1757", "1757"));
    refuses(&office.seal(&["tay.pdf"]), "sổ văn bản chưa cấp số cho văn bản này");
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    office.seal(&["tay.pdf"]).ended(0);
    // The library sees that another number is drawn; the program, that it is another one.
    write(("1757", "9999"));
    for run in [office.seal(&["tay.pdf"]), office.ocop(&["number", "tay.pdf"], "")] {
        refuses(&run, "Văn bản bị sửa ngoài việc ký: chỗ số văn bản hiện ra “9999”");
    }
    for other in ["17570", "00", "1758"] {
        write((other, other));
        refuses(&office.seal(&["tay.pdf"]), "sổ văn bản đã cấp số 1757/QĐ-UBND");
    }
}

#[test]
fn a_seal_by_a_person_and_one_certificate_for_two_are_told_and_asked_about() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    office.typing("certificate = \"UBND tỉnh Lai Châu\"\n", "");
    let key = ["--role", "seal", "--p12", "hai.p12"];
    let run = office.sign(&[SIGNED], &key, SECRET);
    refuses(&run, "có thể không phải của người ký");
    for told in ["đã ký văn bản này ở vai khác", "chứng thư số lại mang tên “Hà Trọng Hải”"]
    {
        assert!(run.said.contains(told), "{}", run.said);
    }
    assert!(!office.path(SEALED).exists());
    office.sign(&[SIGNED], &[&key[..], &["--other-signer"]].concat(), SECRET).ended(0);
    let run = office.ocop(&["verify", SEALED, "--trust", "inputs/ky-so/goc.pem"], "");
    assert!(run.said.contains("không giống tên một cơ quan"), "{}", run.said);
}

#[test]
fn a_paper_sealed_elsewhere_brings_its_number_into_the_register() {
    let office = Office::numbering_later();
    let before = office.path("outputs/so-chu-ky.json");
    office.official(&[DECISION]).ended(0);
    let signed_book = fs_err::read(&before).unwrap();
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    office.seal(&[NUMBERED]).ended(0);
    // As it is on the computer that handed it out.
    fs_err::rename(office.path(SEALED), office.path("ve.pdf")).unwrap();
    fs_err::remove_dir_all(office.path("outputs/da-cap-so")).unwrap();
    fs_err::write(&before, signed_book).unwrap();
    let run = office.ocop(&["receive", "ve.pdf"], "");
    run.ended(0);
    assert!(run.said.contains("chạy lại với --take"), "{}", run.said);
    office.ocop(&["receive", "ve.pdf", "--take"], "").ended(0);
    assert!(office.path(SEALED).exists());
    assert_eq!(book(&office)[1]["registered"]["number"], 1757);
    assert!(office.ocop(&["run"], "").findings("W415").is_empty());
}

#[test]
fn words_that_are_painted_over_and_a_day_that_is_none_are_told() {
    let office = Office::numbering_later();
    let box_over = "ET 1 g 60 400 480 60 re f BT";
    office.write("che.pdf", stamped(&office.read(DECISION), box_over));
    let run = office.ocop(&["receive", "che.pdf", "--take"], "");
    run.ended(1);
    assert!(run.said.contains("có mảng màu hoặc hình phủ lên chữ “"), "{}", run.said);
    assert!(!run.said.contains("Khớp từng chữ"), "{}", run.said);
    let record: serde_json::Value =
        serde_json::from_slice(&office.read("outputs/so-ket-xuat.json")).unwrap();
    let papers = record["outputs"].as_array().unwrap();
    let paper = papers.iter().find(|one| one["file"] == "06-quyet-dinh/quyet-dinh.pdf").unwrap();
    let blanks = paper["to_sign"]["filled_later"].as_array().unwrap();
    let day = blanks.iter().find(|one| one["kind"] == "day").unwrap();
    let points = |key: &str| day[key].as_f64().unwrap() / 100.0 * 72.0 / 25.4;
    let drawn = format!("{:.1} {:.1} Td (45) Tj", points("left") + 1.0, points("base"));
    office.write("ngay.pdf", stamped(&office.read(DECISION), &drawn));
    let run = office.ocop(&["receive", "ngay.pdf"], "");
    run.ended(1);
    assert!(run.said.contains("ngày 45 không có trong tháng"), "{}", run.said);
}
