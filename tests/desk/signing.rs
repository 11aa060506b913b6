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
