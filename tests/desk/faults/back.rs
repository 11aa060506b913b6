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
        "Kính gửi UBND huyện Than Uyên,",
        "Ô K9, trang Danh sách: ",
        "Ô K13, trang Danh sách: ",
        "Ô L13, trang Danh sách (cần xem lại): ",
        "Cần làm: ",
        "data-copy=\"loi-nhan\"",
        "cần thì bấm “Soạn văn bản”: công văn được soạn cùng các văn bản khác",
        "<button class=\"button\">Soạn văn bản</button>",
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
    assert_eq!(
        (answer.status, answer.leads_to()),
        (StatusCode::SEE_OTHER, &*format!("{unit}#gui-di"))
    );
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

#[test]
fn a_ballot_goes_back_to_a_member_of_the_council_whatever_district_its_name_mentions() {
    let name = "phieu huyen Than Uyen.xlsx";
    let tea = crate::support::workbooks::tea("Chè A");
    let ballot = crate::support::workbooks::ballot("Người Lạ", 1, &[(&tea, [20, 20, 20])]);
    let client = Client::open(spoiled().with(&format!("phieu-cham/{name}"), ballot));
    let list = client.get("/loi?gop=1").text();
    let at = address(&list, name);
    let page = client.get(&at).text();
    assert!(page.contains("Kính gửi thành viên Hội đồng,"), "{page}");
    assert!(!page.contains("Gửi trả huyện"), "{page}");
    assert!(!page.contains("Đã ghi là gửi lúc"), "{page}");
    let id = at.trim_start_matches("/loi/").split('?').next().unwrap();
    let back = client.post(&format!("/loi/loi-nhan/{id}"), &[]);
    assert_eq!(back.leads_to(), format!("/loi/{id}#loi-nhan-gui"));
    let page = client.get(&at).text();
    assert!(page.contains("Đã ghi là gửi lúc") && page.contains("Đã gửi lần nữa"), "{page}");
    let diary = client.get("/nhat-ky").text();
    assert!(diary.contains("Đã gửi lời nhắn cho thành viên Hội đồng về tệp"), "{diary}");
    let elsewhere = finding(&client, "ô K9, Gạo Séng Cù Mường Than").0;
    let other = elsewhere.replace("/loi/", "/loi/loi-nhan/");
    assert_eq!(client.post(&other, &[]).status, StatusCode::NOT_FOUND, "a list has no scorer");
}

#[test]
fn a_step_that_is_named_stands_on_the_page_or_the_page_says_where() {
    let client = Client::open(spoiled());
    let today = crate::files::text(&client, "/hom-nay");
    assert!(!today.contains("action=\"/soan?"), "errors come first: {today}");
    assert!(!today.contains("bấm “Soạn văn bản” ở đầu trang này"), "{today}");
    assert!(today.contains("nút “Soạn văn bản” ở đầu trang đó"), "{today}");
    let papers = crate::files::text(&client, "/van-ban");
    assert!(papers.contains("action=\"/soan?"), "{papers}");
    let (_, page) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    let unit = address(&page, "Gửi trả huyện Than Uyên…");
    let id = unit.rsplit('/').next().unwrap();
    let back = client.post("/soan", &[("don_vi", id)]);
    assert_eq!(back.leads_to(), format!("{unit}#cong-van"));
    client.settled();
}
