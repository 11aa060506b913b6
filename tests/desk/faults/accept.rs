//! Accepting a warning.

use std::path::Path;

use axum::http::StatusCode;

use super::{finding, spoiled};
use crate::client::Client;

const CELL: &str = "ô L13, Cá lăng một nắng hồ Bản Chát";
const REASON: &str = "Theo biên bản \"Hội đồng\" huyện <25/11> & '''";
const TYPED: [(&str, &str); 2] = [("ly-do", REASON), ("ai", "Bùi Thị Thanh Tâm (giả định)")];

fn accept_address(at: &str) -> String {
    at.replace("/loi/", "/loi/chap-nhan/")
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs_err::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn an_accepted_warning_stands_in_the_declaration_and_counts_no_more() {
    let client = Client::open(spoiled());
    let declaration = client.round.input("round.toml");
    let before = fs_err::read(&declaration).unwrap();
    let (at, page) = finding(&client, CELL);
    assert!(page.contains(&format!("action=\"{}?ma=", accept_address(&at))), "{page}");
    assert_eq!(client.get(&accept_address(&at)).status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(fs_err::read(&declaration).unwrap(), before, "nothing is done for a GET");

    let answer = client.post(&accept_address(&at), &TYPED);
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, at.as_str()));
    let after = fs_err::read_to_string(&declaration).unwrap();
    assert!(after.as_bytes().starts_with(&before), "comments and order stay");
    let settings: toml::Table = after.parse().unwrap();
    let entry = settings["accept"].as_array().unwrap().last().unwrap();
    assert_eq!(entry["file"].as_str(), Some("ho-so/than-uyen.xlsx"));
    assert_eq!(entry["cell"].as_str(), Some("Danh sách!L13"));
    assert_eq!(entry["reason"].as_str(), Some(REASON));
    assert_eq!(entry["by"].as_str(), Some(TYPED[1].1));

    client.settled();
    let page = client.get(&at).text();
    assert!(page.contains("<dt>Đã chấp nhận</dt>") && !page.contains("/loi/chap-nhan/"), "{page}");
    assert!(!page.contains("không ứng với cảnh báo nào"), "the entry names the warning");
    let kept = client.round.input("").parent().unwrap().join("ban-cu");
    let names = files(&kept);
    assert_eq!(names.len(), 1);
    assert_eq!(fs_err::read(kept.join(&names[0])).unwrap(), before);
    let diary = client.get("/nhat-ky?loai=chap-nhan").text();
    assert!(diary.contains("Chấp nhận cảnh báo") && diary.contains("Bùi Thị Thanh Tâm"), "{diary}");
    assert!(diary.contains("&lt;25&#x2f;11&gt;"), "{diary}");
    // Once more, as from a page that was left open.
    assert_eq!(client.post(&accept_address(&at), &TYPED).status, StatusCode::CONFLICT);
    assert_eq!(fs_err::read_to_string(&declaration).unwrap(), after);
}

#[test]
fn without_a_reason_or_a_name_nothing_is_written_and_what_was_typed_stays() {
    let client = Client::open(spoiled());
    let declaration = client.round.input("round.toml");
    let before = fs_err::read(&declaration).unwrap();
    let (at, _) = finding(&client, CELL);
    for (reason, by) in
        [("đã xem", "Tâm"), (" . . . . . . . . ", "Tâm"), (REASON, "  "), (REASON, "…")]
    {
        let answer = client.post(&accept_address(&at), &[("ly-do", reason), ("ai", by)]);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason} {by}");
        assert!(answer.text().contains("nên chưa ghi gì"));
    }
    let answer = client.post(&accept_address(&at), &[("ly-do", "đã \"xem\""), ("ai", "Tâm")]);
    assert!(answer.text().contains("value=\"đã &quot;xem&quot;\""));
    assert_eq!(fs_err::read(&declaration).unwrap(), before);
}

#[test]
fn an_error_cannot_be_accepted() {
    let client = Client::open(spoiled());
    let before = fs_err::read(client.round.input("round.toml")).unwrap();
    let (at, _) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    let answer = client.post(&accept_address(&at), &TYPED);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("chỉ cảnh báo mới chấp nhận được"));
    assert_eq!(client.post("/loi/chap-nhan/..%2Fx", &TYPED).status, StatusCode::NOT_FOUND);
    assert_eq!(fs_err::read(client.round.input("round.toml")).unwrap(), before);
}

#[test]
fn a_declaration_that_is_open_or_changed_is_left_as_it_is() {
    let client = Client::open(spoiled());
    let declaration = client.round.input("round.toml");
    let (at, _) = finding(&client, CELL);
    let lock = client.round.input("~$round.toml");
    fs_err::write(&lock, "").unwrap();
    let before = fs_err::read_to_string(&declaration).unwrap();
    let answer = client.post(&accept_address(&at), &TYPED);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("đang mở ở chương trình khác"));
    fs_err::remove_file(&lock).unwrap();
    let changed = format!("{before}\n# một dòng mới\n");
    fs_err::write(&declaration, &changed).unwrap();
    let answer = client.post(&accept_address(&at), &TYPED);
    assert!(answer.text().contains("vừa thay đổi"), "{}", answer.text());
    assert_eq!(fs_err::read_to_string(&declaration).unwrap(), changed);
}

#[test]
fn a_declaration_in_excel_gets_one_more_row_and_nothing_else_changes() {
    let round = spoiled();
    let text = fs_err::read_to_string(round.input("round.toml")).unwrap();
    let workbook = ocop::declaration::to_workbook(&text).unwrap();
    fs_err::remove_file(round.input("round.toml")).unwrap();
    let client = Client::open(round.with("khai-bao.xlsx", &workbook));
    let (at, _) = finding(&client, CELL);
    let answer = client.post(&accept_address(&at), &TYPED);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let after = fs_err::read(client.round.input("khai-bao.xlsx")).unwrap();
    let told = |bytes: &[u8]| ocop::declaration::read(bytes).unwrap().text;
    let (before, now) = (told(&workbook), told(&after));
    let table: toml::Table = now.parse().unwrap();
    let entry = table["accept"].as_array().unwrap().last().unwrap();
    assert_eq!(entry["reason"].as_str(), Some(REASON));
    assert!(before.lines().all(|line| now.contains(line)), "nothing else changes");
    client.settled();
    let page = client.get(&at).text();
    assert!(page.contains("<dt>Đã chấp nhận</dt>"), "{page}");
    // Every part but the one sheet is as it was.
    let (old, new) = (parts(&workbook), parts(&after));
    let changed: Vec<_> =
        old.iter().filter(|(name, bytes)| new.get(*name) != Some(*bytes)).collect();
    let names: Vec<_> = changed.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names
            .iter()
            .all(|name| name.starts_with("xl/worksheets/") || *name == "[Content_Types].xml"),
        "{names:?}"
    );
    assert_eq!(names.iter().filter(|name| name.starts_with("xl/worksheets/")).count(), 1);
}

fn parts(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    use std::io::Read as _;

    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[test]
fn who_has_not_the_turn_accepts_nothing() {
    let round = spoiled();
    let folder = round.input("").parent().unwrap().to_owned();
    let holder =
        ocop::ledger::Holder { user: "Hoa".into(), host: "PC-2".into(), ..Default::default() };
    let _turn = ocop::ledger::Turn::take(&folder, &holder, std::time::Duration::ZERO);
    let client = Client::open(round);
    let (at, page) = finding(&client, CELL);
    assert!(page.contains("Chỉ xem."), "somebody else has the turn");
    assert!(!page.contains("/loi/chap-nhan/") && !page.contains("/loi/mo/"));
    assert_eq!(client.post(&accept_address(&at), &TYPED).status, StatusCode::CONFLICT);
}
