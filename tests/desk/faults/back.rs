//! Sending a list back to its unit.

use axum::http::{StatusCode, header};

use super::{address, finding, spoiled};
use crate::client::Client;

#[test]
fn a_unit_gets_its_marked_workbook_and_a_text_to_paste() {
    let client = Client::open(spoiled());
    let (_, page) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    let unit = address(&page, "Gửi trả huyện Than Uyên…");
    let page = client.get(&unit).text();
    for part in [
        "Kính gửi huyện Than Uyên,",
        "Ô K9, trang Danh sách: ",
        "Ô K13, trang Danh sách: ",
        "Ô L13, trang Danh sách (cần xem lại): ",
        "Cần làm: ",
        "data-copy=\"loi-nhan\"",
        "Công văn được soạn cùng các văn bản khác",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let saved = client.get(&address(&page, ">Lưu tệp<"));
    assert_eq!(saved.status, StatusCode::OK);
    let name = saved.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(name, "attachment; filename*=UTF-8''than-uyen.xlsx");
    let marked = marked_workbook::Workbook::open(&saved.bytes).unwrap();
    let sheets: Vec<&str> = marked.sheets().collect();
    assert_eq!(sheets.len(), 2, "the list of faults and the sheet: {sheets:?}");

    let diary = client.round.input("").parent().unwrap().join("nhat-ky.jsonl");
    let noted =
        || fs_err::read_to_string(&diary).unwrap_or_default().matches("Đã gửi trả huyện").count();
    assert_eq!(noted(), 0, "nothing is done for a GET");
    let answer = client.post(&unit, &[]);
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, unit.as_str()));
    assert_eq!(noted(), 1);
    assert!(client.get(&unit).text().contains("Đã ghi là gửi trả lúc"));
    assert!(!client.round.outputs().join("tra-lai").exists(), "nothing is filed here");
}

#[test]
fn what_is_not_listed_is_not_sent_back() {
    let client = Client::open(spoiled());
    for wrong in [
        "/loi/gui-lai/0123456789abcdef",
        "/loi/gui-lai/..%2F..",
        "/loi/gui-lai/..%2F..%2F/tep/..%2Fround.toml",
        "/loi/gui-lai/x/cong-van/..%2F..%2Fround.toml",
    ] {
        let answer = client.get(wrong);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(!answer.text().contains("[round]"));
    }
    let (_, page) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    let unit = address(&page, "Gửi trả huyện Than Uyên…");
    for wrong in ["tep/..%2F..%2Finputs%2Fround.toml", "tep/0123456789abcdef", "cong-van/a.pdf"] {
        assert_eq!(client.get(&format!("{unit}/{wrong}")).status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
