//! Tests of `ocop receive --take`: it guards the register as `ocop number` does, and asks whose
//! certificates they are.

use super::sign::{SIGNED, book, refuses};
use crate::support::office::{Office, SECRET};
use crate::support::pki::Key;

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";
const NUMBERED: &str = "outputs/da-cap-so/06-quyet-dinh/quyet-dinh.pdf";
const SEALED: &str = "outputs/ban-hanh/06-quyet-dinh/quyet-dinh.pdf";
const BOOK: &str = "outputs/so-chu-ky.json";

/// Refuses to take a file that says what was handed out.
#[track_caller]
fn refuses_to_take(run: &crate::support::run::Run, why: &str) {
    run.ended(1);
    assert!(run.said.contains("Khớp từng chữ"), "{}", run.said);
    assert!(run.complained.contains(why), "{}\n{}", run.said, run.complained);
    assert!(run.complained.contains("Cách xử lý: "), "{}", run.complained);
}

#[test]
fn a_number_that_a_received_paper_brought_is_the_only_one_of_this_paper() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let signed_book = office.read(BOOK);
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    office.seal(&[NUMBERED]).ended(0);
    // As it is on the computer that handed it out.
    fs_err::rename(office.path(SEALED), office.path("ve.pdf")).unwrap();
    fs_err::remove_dir_all(office.path("outputs/da-cap-so")).unwrap();
    office.write(BOOK, signed_book);
    let other = ["receive", "ve.pdf", "--take", "--number", "1758"];
    refuses_to_take(&office.ocop(&other, ""), "Trên trang ghi số 1757");
    let other = ["receive", "ve.pdf", "--take", "--date", "28/02/2020"];
    refuses_to_take(&office.ocop(&other, ""), "Trên trang ghi ngày");
    assert_eq!(book(&office).len(), 1);
    office.ocop(&["receive", "ve.pdf", "--take"], "").ended(0);
    refuses(
        &office.ocop(&["number", SIGNED, "--number", "1760"], ""),
        "ban hành với số 1757/QĐ-UBND",
    );
    assert!(!office.path("outputs/da-cap-so").exists());
}

#[test]
fn a_paper_is_issued_once_whoever_sealed_it() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    let signed_book = office.read(BOOK);
    office.seal(&[SIGNED]).ended(0);
    fs_err::rename(office.path(SEALED), office.path("ve.pdf")).unwrap();
    office.write(BOOK, &signed_book);
    office.seal(&[SIGNED]).ended(0);
    let again = office.ocop(&["receive", "ve.pdf", "--take"], "");
    refuses_to_take(&again, "đã được ký: ban-hanh/06-quyet-dinh/quyet-dinh.pdf");
    // The other way round.
    fs_err::remove_file(office.path(SEALED)).unwrap();
    office.write(BOOK, signed_book);
    office.ocop(&["receive", "ve.pdf", "--take"], "").ended(0);
    refuses(&office.seal(&[SIGNED]), "đã được ký: ban-hanh/06-quyet-dinh/quyet-dinh.pdf");
    assert!(!office.path("outputs/ban-hanh/06-quyet-dinh/quyet-dinh-lan-2.pdf").exists());
}

#[test]
fn a_certificate_under_a_name_that_only_begins_alike_is_asked_about() {
    let office = Office::issued();
    office.typing("certificate = \"Hà Trọng Hải\"\n", "");
    office.typing("certificate = \"UBND tỉnh Lai Châu\"\n", "");
    for (file, name) in [
        ("yen.p12", "Hà Trọng Hải Yến"),
        ("ha.p12", "Hà Trọng"),
        ("vp.p12", "Văn phòng UBND tỉnh Lai Châu"),
        ("ts.p12", "TS. HÀ TRỌNG HẢI"),
        ("day-du.p12", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"),
    ] {
        office.write(file, office.pki.leaf(name, Key::P256).p12(SECRET, &[]));
    }
    let sign = |paper: &str, role: &str, key: &str, more: &[&str]| {
        office.sign(&[paper], &[&["--role", role, "--p12", key], more].concat(), SECRET)
    };
    for key in ["yen.p12", "ha.p12"] {
        let run = sign(DECISION, "official", key, &[]);
        refuses(&run, "có thể không phải của người ký");
        assert!(run.said.contains("chứng thư số lại mang tên “Hà Trọng"), "{}", run.said);
    }
    sign(DECISION, "official", "yen.p12", &["--other-signer"]).ended(0);
    // On the computer that handed it out, it is asked about too.
    fs_err::rename(office.path(SIGNED), office.path("ve.pdf")).unwrap();
    office.write(BOOK, "");
    let run = office.ocop(&["receive", "ve.pdf", "--take"], "");
    refuses_to_take(&run, "mang tên “Hà Trọng Hải Yến”");
    assert!(!office.path(SIGNED).exists());
    let run = office.ocop(&["receive", "ve.pdf", "--take", "--other-signer"], "");
    run.ended(1);
    assert!(run.said.contains("CHÚ Ý: người ký in trên văn bản là Hà Trọng Hải"), "{}", run.said);
    let run = sign(SIGNED, "seal", "vp.p12", &[]);
    refuses(&run, "có thể không phải của người ký");
    assert!(run.said.contains("mang tên “Văn phòng UBND tỉnh Lai Châu”"), "{}", run.said);
    sign(SIGNED, "seal", "vp.p12", &["--other-signer"]).ended(0);
    let run = office.ocop(&["verify", SEALED, "--inputs", "inputs"], "");
    for told in [
        "“Hà Trọng Hải Yến”, KHÔNG phải tên người ký in",
        "“Văn phòng UBND tỉnh Lai Châu”, KHÔNG phải của UBND tỉnh",
    ] {
        assert!(run.said.contains(told), "{}", run.said);
    }
    // The name in full, in capitals, or behind a title is the name.
    fs_err::remove_dir_all(office.path("outputs/ban-hanh")).unwrap();
    fs_err::remove_dir_all(office.path("outputs/da-ky")).unwrap();
    sign(DECISION, "official", "ts.p12", &[]).ended(0);
    sign(SIGNED, "seal", "day-du.p12", &[]).ended(0);
}
