//! The room “Ký và phát hành”.

use crate::client::Client;
use crate::support::round::RoundFolder;

#[test]
fn a_book_of_signatures_that_cannot_be_read_is_told_and_nothing_is_offered_to_sign() {
    let round = RoundFolder::settings();
    round.run();
    fs_err::write(round.outputs().join("so-chu-ky.json"), b"{ not a book\nof ours\n").unwrap();
    let client = Client::open(round);
    for room in ["/ky", "/hom-nay"] {
        let page = client.get(room).text();
        assert!(page.contains("Không đọc được sổ chữ ký"), "{room}");
        assert!(!page.contains("value=\"ky\""), "{room}");
    }
    let today = client.get("/hom-nay").text();
    assert!(!today.contains("Chưa soạn") && today.contains("Chưa rõ, vì không đọc được"));
    assert!(!client.get("/ky").text().contains("Chưa có văn bản nào được soạn"));
}

#[test]
fn what_comes_back_is_told_file_by_file() {
    let round = RoundFolder::inviting(&["named"])
        .adding("[signing]\nroots = [\"goc.pem\"]")
        .with("ky-so/goc.pem", crate::support::pki::Pki::new().roots());
    round.run();
    let plan = fs_err::read(round.outputs().join("01-ke-hoach/ke-hoach.pdf")).unwrap();
    let client = Client::open(round);
    // A file that this program made and that somebody saved anew: nobody signed it.
    let mut saved = Vec::new();
    lopdf::Document::load_mem(&plan).unwrap().save_to(&mut saved).unwrap();
    for (file, told) in [
        (&b"PK\x03\x04 a workbook"[..], "Tệp này không phải tệp PDF."),
        (&saved[..], "Tệp này chưa có chữ ký số nào."),
    ] {
        let page = client.post_files("/ky/nhan", &[("tep", "a", file)]).text();
        assert!(page.contains(told) && page.contains("Chưa nhận"), "{page}");
    }
    // One that only looks as if somebody had.
    let mut document = lopdf::Document::load_mem(&plan).unwrap();
    document.add_object(lopdf::Object::string_literal("/ByteRange"));
    saved.clear();
    document.save_to(&mut saved).unwrap();
    let files: [(&str, &str, &[u8]); 2] =
        [("tep", "ke-hoach.pdf", &saved), ("tep", "la.pdf", b"%PDF-1.7 /ByteRange")];
    let page = client.post_files("/ky/nhan", &files).text();
    assert!(page.contains("khớp từng chữ với bản đã trình"), "{page}");
    assert!(page.contains("Chờ xác nhận") && page.contains("Chưa nhận"), "{page}");
    let form = page.split("name=\"tep\" value=\"").nth(1).unwrap();
    let file = form.split('"').next().unwrap();
    let fields = [("tep", file), ("so", "5"), ("ngay", "08/12/2020")];
    let page = client.post("/ky/nhan-ngoai", &fields).text();
    assert!(page.contains("Người có thẩm quyền chưa ký"), "{page}");
    assert_eq!(client.post("/ky/nhan-ngoai", &[("tep", "0000")]).status, 404);
}
