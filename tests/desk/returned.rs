//! Papers that come back to the room “Ký và phát hành” with signatures of other programs, and what
//! the cards say of them then.

use crate::client::Client;
use crate::files::text;
use crate::foreign;
use crate::signing::{card, until};
use crate::support::office::Office;
use crate::support::pki::Pki;

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";

/// The page that tells what was received.
fn dropped(client: &Client, pdf: &[u8]) -> String {
    client.post_files("/ky/nhan", &[("tep", "ky.pdf", pdf)]).text()
}

/// The short name of the file that waits for somebody to confirm it.
fn waiting(page: &str) -> String {
    let form = page.split("action=\"/ky/nhan-ngoai").nth(1).unwrap_or_else(|| panic!("{page}"));
    form.split("name=\"tep\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The step at which a card stands.
fn stage(card: &str) -> &str {
    card.split("aria-current=\"step\">").nth(1).unwrap().split('<').next().unwrap()
}

#[test]
fn a_paper_that_another_program_signed_goes_on_where_it_was_signed() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    let signed = foreign::signed(&Pki::new(), "Hà Trọng Hải", &paper, true);
    let anew = foreign::signed(&Pki::new(), "Hà Trọng Hải", &paper, false);
    let client = Client::open(office.into_round());
    let page = dropped(&client, &anew);
    assert!(page.contains("khớp từng chữ với bản đã trình"), "{page}");
    assert!(
        page.contains("ký bằng phần mềm khác đã ghi lại cả tệp, trên trang không thêm"),
        "{page}"
    );
    assert!(!page.contains("những gì được thêm"), "nothing was added: {page}");
    let look = format!("/ky/cho-nhan/{}", waiting(&page));
    assert!(page.contains(&format!("href=\"{look}\"")), "{page}");
    assert_eq!(client.get(&look).bytes, anew);
    assert_eq!(client.get("/ky/cho-nhan/..%2fket-qua.json").status, 404);
    // The same, though the file begins with the one that was handed out.
    let page = dropped(&client, &signed);
    assert!(page.contains("khớp từng chữ với bản đã trình, ký bằng phần mềm khác"), "{page}");
    assert!(page.contains("khác thêm vào cuối tệp, phần trước còn nguyên"), "{page}");
    assert!(page.contains("Chờ xác nhận") && page.contains("Chưa đủ để ban hành"), "{page}");
    let page = client.post("/ky/nhan-ngoai", &[("tep", &waiting(&page))]).text();
    assert!(page.contains("Hợp lệ, đã cất") && page.contains("CHƯA ban hành: "), "{page}");
    assert!(page.contains("Bước tiếp theo: thêm điều còn thiếu ở phần mềm đã ký"), "{page}");
    let (decision, id) = card(&text(&client, "/ky"), "Quyết định");
    assert_eq!(stage(&decision), "Có số, ngày", "{decision}");
    assert!(decision.contains("Đã nhận bản Hà Trọng Hải ký bằng phần mềm khác"), "{decision}");
    assert!(!decision.contains("value=\"dau\""), "no seal of ours on it: {decision}");
    assert!(!decision.contains("Cấp nhầm số?"), "{decision}");
    assert!(decision.contains("Đã phát hành ở nơi khác, ghi đã gửi"), "{decision}");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    let (decision, _) = card(&text(&client, "/ky"), "Quyết định");
    assert_eq!(stage(&decision), "Đã gửi");
    assert!(!decision.contains("trên giấy"), "{decision}");
    let diary = text(&client, "/nhat-ky");
    assert!(diary.contains("ký bằng phần mềm khác") && diary.contains("da-ky/"), "{diary}");
}

#[test]
fn a_certificate_of_somebody_else_is_refused_at_once_with_the_cell_that_names_it() {
    let office = Office::issued();
    let paper = office.read(DECISION);
    let signed = foreign::signed(&Pki::new(), "Hà Trọng Khải", &paper, true);
    let round = office.into_round();
    round.declare("excel").ended(0);
    let client = Client::open(round);
    let page = dropped(&client, &signed);
    assert!(page.contains("NHƯNG: Chữ ký trên tệp này là của “Hà Trọng Khải”"), "{page}");
    assert!(page.contains("trang “Ký số”, ô "), "{page}");
    assert!(page.contains("(chứng thư số của Hà Trọng Hải)"), "{page}");
    assert!(page.contains("Chưa nhận") && !page.contains("Đã xem, cất tệp này"), "{page}");
    assert!(!page.contains("[signing]") && !page.contains("Chờ xác nhận"), "{page}");
}

#[test]
fn the_diary_tells_a_number_and_a_paper_of_another_program_as_what_they_are() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let client = Client::open(office.into_round());
    // Given in a console, while the desk is open.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let outputs = client.round.outputs();
    let folder = outputs.parent().unwrap();
    let signed = "outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf";
    Office::ocop_in(folder, &["number", signed, "--number", "1757"], "").ended(0);
    let diary = until(&client, "/nhat-ky", "Cấp số 1757/QĐ-UBND: da-cap-so/");
    assert!(!diary.contains("Bổ sung bằng chứng"), "{diary}");
}

#[test]
fn a_number_that_the_desk_gave_is_told_once() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let client = Client::open(office.into_round());
    std::thread::sleep(std::time::Duration::from_secs(3));
    let (decision, id) = card(&text(&client, "/ky"), "Quyết định");
    let day = decision.split("name=\"ngay\" size=\"10\" value=\"").nth(1).unwrap();
    let day = day.split('"').next().unwrap();
    client.post("/ky/cap-so", &[("nhom", &id), ("so", "1757"), ("ngay", day)]);
    std::thread::sleep(std::time::Duration::from_secs(5));
    let diary = text(&client, "/nhat-ky");
    assert_eq!(diary.matches("Cấp số 1757").count(), 1, "{diary}");
    assert!(!diary.contains("Bổ sung bằng chứng"), "{diary}");
    assert_eq!(client.post("/ky/mo-so", &[]).leads_to(), "/ky");
}

#[test]
fn a_sealed_paper_that_was_changed_is_told_until_the_new_one_is_handed_over() {
    let office = Office::issued();
    office.official(&[DECISION]).ended(0);
    office.seal(&["outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf"]).ended(0);
    office.typing("number = 1757", "number = 1758");
    office.ocop(&["run"], "");
    let client = Client::open(office.into_round());
    let (decision, id) = card(&text(&client, "/ky"), "Quyết định");
    assert!(decision.contains("Nay khác bản trước"), "{decision}");
    for step in ["trinh-ky", "da-gui"] {
        client.post("/ky/buoc", &[("nhom", &id), ("buoc", step)]);
        let (decision, _) = card(&text(&client, "/ky"), "Quyết định");
        assert!(!decision.contains("Nay khác bản trước"), "{step}: {decision}");
    }
    assert!(!text(&client, "/hom-nay").contains("nay khác bản đã trình, ký hoặc gửi"));
}

#[test]
fn the_window_for_signing_names_the_certificate_that_it_asks_for() {
    let office = Office::issued();
    office.typing("certificate = \"Hà Trọng Hải\"", "certificate = \"HÀ TRỌNG HẢI\"");
    let client = Client::open(office.into_round());
    let (_, id) = card(&text(&client, "/ky"), "Quyết định");
    let page = text(&client, &format!("/ky/cua-so?nhom={id}&vai=ky"));
    assert!(page.contains("Đúng người: tên trên chứng thư là HÀ TRỌNG HẢI."), "{page}");
    let failed = text(&client, &format!("/ky/cua-so?nhom={id}&vai=ky&hong=1"));
    assert!(!failed.contains("Xem ở thanh tác vụ"), "{failed}");
    // An office goes on without a console.
    for way in
        ["Nhờ người phụ trách máy tính", "href=\"/ky#nhan-ve\"", "“Đã ký trên giấy, ghi đã gửi”"]
    {
        assert!(failed.contains(way) && !page.contains(way), "{way}: {failed}");
    }
    assert!(failed.contains(&format!("href=\"/ky#vb-{id}\"")), "{failed}");
    let first = failed.find("Nhờ người phụ trách máy tính").unwrap();
    assert!(first < failed.find("class=\"console\"").unwrap(), "the command comes last");
}

#[test]
fn the_letter_to_a_unit_names_the_cell_of_the_day_that_it_leaves_open() {
    let round = crate::faults::spoiled().changing(|settings| {
        settings.remove("supplement");
    });
    round.declare("excel").ended(0);
    round.run();
    let client = Client::open(round);
    let (letter, _) = card(&text(&client, "/ky"), "bổ sung");
    assert!(letter.contains("trang “Đợt”, ô C25 (hạn gửi lại hồ sơ bổ sung)"), "{letter}");
}

#[test]
fn a_number_that_was_given_is_to_be_declared_and_the_sealed_file_is_named() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    office.ocop(&["number", "outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf", "--number", "1757"], "");
    let client = Client::open(office.into_round());
    let today = text(&client, "/hom-nay");
    assert!(today.contains("số 1757, ngày ") && today.contains("của Quyết định vào khai báo"));
    assert!(today.contains(">Mở khai báo</button>") && !today.contains("ngày chưa cấp"), "{today}");
    let cards = text(&client, "/ky");
    assert!(cards.contains("Ghi số 1757, ngày "), "{cards}");
    assert!(!cards.contains("Chờ số, ngày của Quyết định"), "{cards}");
}

#[test]
fn the_file_that_is_sent_is_named_on_the_card_and_beside_the_picture_of_the_draft() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    office.ocop(&["number", "outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf", "--number", "1757"], "");
    office.seal(&["outputs/da-cap-so/06-quyet-dinh/quyet-dinh.pdf"]).ended(0);
    let client = Client::open(office.into_round());
    let (decision, id) = card(&text(&client, "/ky"), "Quyết định");
    assert!(decision.contains("Bản đã ký, đóng dấu (tệp để gửi):"), "{decision}");
    let sealed = client.round.outputs().join("ban-hanh/06-quyet-dinh/quyet-dinh.pdf");
    let sealed = fs_err::read(sealed).unwrap();
    let page = text(&client, &format!("/van-ban/{id}"));
    assert!(page.contains("được điền vào bản đã ký sau đó") && page.contains("số 1757"), "{page}");
    assert!(page.contains("Mở bản trình (PDF)"), "{page}");
    for shown in [&decision, &page, &text(&client, "/van-ban")] {
        let link = shown.split("Bản đã ký, đóng dấu").nth(1).unwrap();
        let link = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(client.get(link).bytes, sealed, "{link}");
    }
}
