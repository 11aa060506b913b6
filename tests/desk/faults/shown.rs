//! The list, the sheet, and what is said when something is gone.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use axum::http::StatusCode;
use ocop::desk::Programs;

use super::{address, finding, spoiled, unescaped};
use crate::client::Client;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{submission, tea};

#[test]
fn the_list_names_files_faults_and_cells_and_filters_them() {
    let client = Client::open(spoiled());
    let page = client.get("/loi").text();
    assert!(page.contains("Danh sách của huyện Than Uyên<span>than-uyen.xlsx</span>"), "{page}");
    assert!(page.contains("ô K9, Gạo Séng Cù Mường Than"));
    assert!(page.contains("ô K13, Cá lăng một nắng hồ Bản Chát"));
    assert!(page.contains("Khai báo của đợt") || !page.contains("round.toml"));
    let errors = client.get("/loi?muc=loi").text();
    assert!(errors.contains("ô K9,") && !errors.contains("ô L13,"));
    let warnings = client.get("/loi?muc=canh-bao").text();
    assert!(warnings.contains("ô L13,") && !warnings.contains("ô K9,"));
    assert!(warnings.contains("?muc=canh-bao\""), "links keep the filter");
    let by_cause = client.get("/loi?gop=1").text();
    assert!(
        by_cause.contains("<h2>Hạng sao không khớp với điểm<span>1 chỗ</span></h2>"),
        "{by_cause}"
    );
    // What is no filter is none.
    let other = client.get("/loi?muc=%3Cb%3E&tep=..%2F..&tu=-1&dong=x&gop=2").text();
    assert!(other.contains("ô K9") && other.contains("ô K13") && !other.contains("<b>/"));
}

#[test]
fn one_finding_shows_its_sheet_as_it_was_read() {
    let client = Client::open(spoiled());
    let (_, page) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    for part in [
        "<span class=\"quiet\">Ô K9 · Gạo Séng Cù Mường Than</span>",
        "<th scope=\"col\">K</th>",
        "<th scope=\"col\" class=\"keep\">B</th>",
        "<th scope=\"row\" class=\"row-no\">được đọc là</th>",
        "<th class=\"keep\">tên sản phẩm</th>",
        "id=\"o-dang-xem\" aria-describedby=\"dieu-dang-xem\">54.825<span class=\"understood\">không đọc được là số</span></td>",
        "<tr class=\"this-row\"><th scope=\"row\" class=\"row-no\">9<span class=\"hidden\">, có lỗi</span>",
        "<tr class=\"headings\"><th scope=\"row\" class=\"row-no\">7</th>",
        "colspan=\"4\">Chủ thể</td>",
        "Phần đầu: ",
        "<span class=\"hidden\">Ô K13, lỗi: </span>64</a>",
        "&lt;b&gt;&quot;&amp;&#x27;&lt;&#x2f;b&gt;",
        "rel=\"next\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("/loi/chap-nhan/"), "an error cannot be accepted");
    assert_eq!(page.matches("id=\"o-dang-xem\"").count(), 1);
    assert!(!page.contains("style="), "no style stands in a page");
}

#[test]
fn from_each_finding_the_next_one_is_reached_until_the_last() {
    let client = Client::open(spoiled());
    let mut page = client.get("/loi").text();
    let list = page.split("<nav class=\"finding-list\"").nth(1).unwrap();
    let mut at = unescaped(list.split("href=\"").nth(1).unwrap().split('"').next().unwrap());
    let (mut seen, mut number) = (vec![at.clone()], 1);
    loop {
        page = client.get(&at).text();
        assert!(page.contains(&format!("<span class=\"of\">{number} &#x2f; ")));
        let Some(next) = page.split("rel=\"next\" href=\"").nth(1) else { break };
        at = unescaped(next.split('"').next().unwrap()).replace("#dieu-dang-xem", "");
        assert!(!seen.contains(&at), "no finding comes twice");
        seen.push(at.clone());
        number += 1;
    }
    assert!(page.contains(&format!("<span class=\"of\">{number} &#x2f; {number}</span>")));
    assert!(number >= 3);
}

#[test]
fn a_finding_that_is_gone_leads_to_the_next_one() {
    let client = Client::open(spoiled());
    for id in ["0123456789abcdef", "..%2F..%2Fetc%2Fpasswd", "%3Cscript%3E"] {
        let answer = client.get(&format!("/loi/{id}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let page = answer.text();
        assert!(page.contains("Điều này không còn nữa") && page.contains("Xem điều tiếp theo"));
        assert!(!page.contains("<script>") && !page.contains("passwd"));
        assert_eq!(client.get(&address(&page, "Xem điều tiếp theo")).status, StatusCode::OK);
    }
}

#[test]
fn a_round_without_faults_says_so_and_offers_its_papers() {
    let client = Client::open(RoundFolder::settings());
    let page = client.get("/loi").text();
    assert!(page.contains("Không còn lỗi nào") && page.contains("href=\"/van-ban\""), "{page}");
    let filtered = client.get("/loi?muc=loi").text();
    assert!(!filtered.contains("id=\"dieu-dang-xem\""));
    let warnings = client.get("/loi?muc=canh-bao").text();
    assert!(warnings.contains("Không có cảnh báo nào"), "{warnings}");
}

#[test]
fn hostile_names_of_files_products_and_sheets_are_only_text() {
    let product = tea("<script>alert(1)</script>\" onclick='x'");
    let list = submission(
        "huyện Sìn Hồ",
        &[crate::support::workbooks::Product { score: 725.0, ..product }],
    );
    let round =
        RoundFolder::settings().with("ho-so/sin-ho <img src=x onerror='1'> & \"a\".xlsx", list);
    let client = Client::open(round);
    let page = client.get("/loi").text();
    let found = client.get(&address(&page, "aria-current=\"true\"><span class=\"bullet"));
    for page in [page, found.text()] {
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
        assert!(page.contains("&lt;img src=x"), "{page}");
    }
}

#[test]
fn a_line_of_the_declaration_is_shown_with_its_neighbours() {
    let round = RoundFolder::settings().typing("year = 2020", "year = \"hai nghìn\"");
    let line = round.line_of("year = \"hai nghìn\"");
    let client = Client::open(round);
    let page = client.get("/loi").text();
    let found = client.get(&address(&page, &format!("dòng {line}"))).text();
    assert!(found.contains(&format!("<th scope=\"row\" class=\"row-no\">{line}<span")), "{found}");
    assert!(found.contains("<code>year = &quot;hai nghìn&quot;</code>"), "{found}");
}

/// The files that the desk opened.
static OPENED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

#[allow(clippy::unnecessary_wraps, reason = "a program that shows files may fail")]
fn note(path: &Path) -> std::io::Result<()> {
    OPENED.lock().unwrap().push(path.to_owned());
    Ok(())
}

#[test]
fn a_file_is_opened_by_a_form_only_and_no_other_than_that_of_the_finding() {
    let programs = Programs { show_file: note, open_console: |_| Ok(()) };
    let round = spoiled().with("ho-so/chay.exe", "MZ").with("ho-so/la.xlsx", "not a workbook");
    let client = Client::of(round, programs);
    client.settled();
    let (at, page) = finding(&client, "ô K9, Gạo Séng Cù Mường Than");
    assert!(page.contains("Mở tệp trong Excel"));
    let open = at.replace("/loi/", "/loi/mo/");
    assert_eq!(client.get(&open).status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(OPENED.lock().unwrap().is_empty());
    let answer = client.post(&open, &[("tep", "../../../etc/passwd")]);
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, at.as_str()));
    assert_eq!(*OPENED.lock().unwrap(), [client.round.input("ho-so/than-uyen.xlsx")]);
    assert_eq!(client.post("/loi/mo/..%2F..%2Fx", &[]).status, StatusCode::NOT_FOUND);
    // A program is never started.
    let list = client.get("/loi?muc=ghi-chu").text() + &client.get("/loi").text();
    if list.contains("chay.exe") {
        let after = &list[list.find("chay.exe").unwrap()..];
        let link = after.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(!client.get(link).text().contains("/loi/mo/"));
    }
    assert_eq!(OPENED.lock().unwrap().len(), 1);
}

#[test]
fn hidden_rows_and_columns_are_folded_and_said() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    let heads = [
        "TT",
        "Tên sản phẩm",
        "Bộ sản phẩm",
        "Tên chủ thể",
        "Loại hình",
        "Địa chỉ",
        "Tổng điểm",
        "Hạng sao đề nghị",
        "Hồ sơ",
    ];
    sheet.write(0, 0, "UBND HUYỆN SÌN HỒ").unwrap();
    sheet.write_row(5, 0, heads).unwrap();
    for row in 6..12_u32 {
        let product = format!("Chè số {row}");
        let words = [
            "",
            &product,
            "Chè tươi, chế biến",
            "Hợp tác xã Mây Núi",
            "Hợp tác xã",
            "Xã Tả Ngảo",
            "62",
            "3",
            "đủ",
        ];
        sheet.write_row(row, 0, words).unwrap();
        sheet.write(row, 6, if row == 11 { 725 } else { 62 }).unwrap();
    }
    sheet.set_column_hidden(4).unwrap().set_column_hidden(5).unwrap();
    sheet.set_row_hidden(8).unwrap().set_row_hidden(9).unwrap();
    let list = workbook.save_to_buffer().unwrap();
    let client = Client::open(RoundFolder::settings().with("ho-so/sin-ho.xlsx", list));
    let (_, page) = finding(&client, "ô G12");
    assert!(page.contains("<th scope=\"col\" class=\"gone\">E–F</th>"), "{page}");
    assert!(page.contains("Cột E–F đang ẩn trong tệp, vẫn được đọc"));
    assert!(page.contains("<th scope=\"row\" class=\"row-no\">9–10</th>"));
    assert!(page.contains("2 dòng đang ẩn trong tệp, vẫn được đọc"));
}

#[test]
fn a_long_list_of_what_is_allowed_is_folded_and_no_raw_quotes_stand_on_the_page() {
    let round = RoundFolder::settings().with_sample("ho-so/than-uyen.xlsx");
    let set = [("C9".parse().unwrap(), marked_workbook::Input::Text("Trà thơm".to_owned()))];
    let round = super::typing(round, "ho-so/than-uyen.xlsx", "Danh sách", &set);
    let (_, page) = finding(&Client::open(round), "ô C9");
    assert!(page.contains("<details class=\"allowed\"><summary>"), "{page}");
    let round = RoundFolder::settings().typing("year = 2020", "year = \"hai nghìn\"");
    let page = Client::open(round).get("/loi").text();
    let panel = page.split("id=\"dieu-dang-xem\"").nth(1).unwrap().split("</section>").next();
    assert!(!panel.unwrap().contains('`'), "{page}");
}
