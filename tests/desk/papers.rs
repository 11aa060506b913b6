//! The room “Văn bản”: pages, differences, figures, files, and that looking changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use axum::http::{StatusCode, header};
use ocop::desk::Programs;

use crate::client::{Answer, Client};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

/// A name that would be a mark of its own on a page that does not write it as text.
const HOSTILE: &str = "Chè <b>\"Tả\"</b> & Ngảo";

/// A round with these products, to which a council of nine gave these points.
fn scored(groups: &[&str], products: &[Product], points: f64) -> RoundFolder {
    let round = RoundFolder::inviting(groups).meeting_once().with_council(9);
    let round = round.with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", products));
    (1..=9).fold(round, |round, number| {
        let given: Vec<_> = products.iter().map(|product| (product, Some(points))).collect();
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, &given))
    })
}

fn open(groups: &[&str], name: &str) -> Client {
    Client::open(scored(groups, &[tea(name)], 62.0))
}

/// Everything in the outputs folder.
fn outputs(client: &Client) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(client.round.outputs()).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), fs_err::read(entry.path()).unwrap())).collect()
}

/// The page, once it says this.
fn until(client: &Client, address: &str, text: &str) -> String {
    for _ in 0..600 {
        let page = client.get(address).text();
        if page.contains(text) {
            return page;
        }
        thread::sleep(Duration::from_millis(200));
    }
    panic!("{address} never says “{text}”: {}", client.get(address).text());
}

fn issue(client: &Client) {
    assert_eq!(client.post("/soan", &[]).leads_to(), "/van-ban");
    until(client, "/van-ban", "Mở PDF");
    client.settled();
}

/// The first text between these two, behind this one.
fn between<'a>(page: &'a str, behind: &str, from: &str, to: &str) -> &'a str {
    let page = page.split_once(behind).unwrap_or_else(|| panic!("no “{behind}” in {page}")).1;
    page.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// The short name of the paper that the page calls so.
fn paper(page: &str, name: &str) -> String {
    let (before, _) =
        page.split_once(&format!("\">{name}</a></h2>")).unwrap_or_else(|| panic!("{name}: {page}"));
    before.rsplit('/').next().unwrap().to_owned()
}

fn unescaped(address: &str) -> String {
    address.replace("&#x2f;", "/").replace("&amp;", "&")
}

fn kind(answer: &Answer) -> &str {
    answer.headers[header::CONTENT_TYPE].to_str().unwrap()
}

#[test]
fn papers_are_seen_before_they_are_made_and_looking_writes_nothing() {
    let client = open(&[], HOSTILE);
    let before = outputs(&client);
    let page = client.get("/van-ban").text();
    for text in ["Kế hoạch", "Quyết định", "Biên bản", "Chưa soạn", "Soạn văn bản"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("Mở PDF") && !page.contains("Chưa nên trình ký"), "{page}");
    assert!(!page.contains("<b>\"Tả\"") && !page.contains(" style="), "{page}");
    let id = paper(&page, "Quyết định");
    let picture = unescaped(between(&page, &format!("vb-{id}\">"), "img src=\"", "\""));
    let drawn = client.get(&picture);
    assert_eq!((drawn.status, kind(&drawn)), (StatusCode::OK, "image/png"));
    assert!(drawn.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let info = png::Decoder::new(std::io::Cursor::new(&drawn.bytes)).read_info().unwrap();
    assert_eq!(info.info().width, 310);
    // The same page under the name of another content is shown, and not kept.
    let old = client.get(&format!("{}?v=0000", picture.split('?').next().unwrap()));
    assert_eq!(old.bytes, drawn.bytes);
    assert_eq!(old.headers[header::CACHE_CONTROL], "no-store");
    let large = client.get(&format!("{picture}&co=to"));
    assert!(large.bytes.len() > drawn.bytes.len());
    assert_eq!(client.get(&format!("/van-ban/{id}")).status, StatusCode::OK);
    assert_eq!(client.get(&format!("/van-ban/pdf/{id}")).status, StatusCode::NOT_FOUND);
    client.settled();
    assert!(outputs(&client) == before, "a GET changes nothing");
}

#[test]
fn a_figure_leads_back_to_the_ballots() {
    let client = open(&[], HOSTILE);
    let id = paper(&client.get("/van-ban").text(), "Quyết định");
    let pages = (1..=9).map(|page| client.get(&format!("/van-ban/{id}?trang={page}")).text());
    let page = pages
        .into_iter()
        .find(|page| page.contains("aria-label=\"62,0, "))
        .expect("the annex has the score");
    let (before, _) = page.split_once("aria-label=\"62,0, ").unwrap();
    let link = before.rsplit("href=\"").next().unwrap().split('#').next().unwrap();
    let asked = format!("/van-ban/{id}{}", unescaped(link));
    let told = client.get(&asked).text();
    for text in [
        "62,0 từ đâu ra?",
        "Lần chấm 1, ngày ",
        "Lò Văn 01",
        "phieu-cham&#x2f;01.xlsx",
        "Tổng 9 phiếu: <b>558 điểm</b>",
        "Trung bình: 558 : 9 = <b>62</b>",
        "Làm tròn một lần khi in: <b>62,0</b>",
        "Từ 50 đến dưới 70 điểm: <b>3 sao</b>",
        "aria-current=\"true\"",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    assert!(told.contains("Chè &lt;b&gt;") && !told.contains("<b>\"Tả\""), "{told}");
    // A figure or page that does not exist is no fault.
    for nothing in ["?so=9999", "?trang=9999", "?phan=9999", "?trang=0&so=0&phan=0"] {
        let answer = client.get(&format!("/van-ban/{id}{nothing}"));
        assert_eq!(answer.status, StatusCode::OK, "{nothing}");
    }
}

#[test]
fn what_differs_from_the_last_issue_is_numbered_on_the_page_and_told() {
    let client = open(&[], "Chè Tả Ngảo");
    issue(&client);
    let page = client.get("/van-ban").text();
    assert!(!page.contains("Khác lần soạn trước") && !page.contains("Chưa soạn"), "{page}");
    let given = totals(&member(3), 1, &[(&tea("Chè Tả Ngảo"), Some(71.0))]);
    fs_err::write(client.round.input("phieu-cham/03.xlsx"), given).unwrap();
    client.post("/xem-lai", &[]);
    let page = until(&client, "/van-ban", "Khác lần soạn trước");
    assert!(page.contains("“62,0” → “63,0”") && page.contains("Khác tệp đã soạn"), "{page}");
    assert!(page.contains("changed-tag"), "{page}");
    let id = paper(&page, "Quyết định");
    let first = between(&page, &format!("vb-{id}\">"), "?trang=", "#khac");
    let first = first.rsplit("?trang=").next().unwrap();
    let shown = client.get(&format!("/van-ban/{id}?trang={first}")).text();
    assert!(shown.contains("<del>62,0</del> <ins>63,0</ins>"), "{shown}");
    assert!(shown.contains("<g class=\"differs\"><rect "), "{shown}");
}

#[test]
fn what_was_made_is_opened_printed_and_handed_out() {
    let client = open(&["owners", "districts"], "Chè Tả Ngảo");
    issue(&client);
    let page = client.get("/van-ban").text();
    let id = paper(&page, "Quyết định");
    let pdf = client.get(&format!("/van-ban/pdf/{id}"));
    assert_eq!((pdf.status, kind(&pdf)), (StatusCode::OK, "application/pdf"));
    let file = client.round.outputs().join("06-quyet-dinh/quyet-dinh.pdf");
    assert!(pdf.bytes == fs_err::read(file).unwrap());
    let policy = pdf.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("object-src 'self'"));
    let (before, _) = page.split_once("\">Bản để in").expect("the file to print");
    let together = before.rsplit("pdf/").next().unwrap();
    assert!(client.get(&format!("/van-ban/pdf/{together}")).bytes.starts_with(b"%PDF"));
    let (before, _) = page.split_once("Mở trên máy này").expect("a workbook");
    let workbook = before.rsplit("/van-ban/mo/").next().unwrap().split('?').next().unwrap();
    let saved = client.get(&format!("/van-ban/tep/{workbook}"));
    assert!(saved.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    assert!(saved.bytes.starts_with(b"PK"));
    for nothing in ["0000000000000000", "..%2f..%2fround.toml", "%2e%2e", "quyet-dinh.pdf"] {
        for way in ["pdf", "tep", "anh/1.png"] {
            let answer = client.get(&format!("/van-ban/{way}/{nothing}"));
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{way} {nothing}");
        }
        assert_eq!(client.get(&format!("/van-ban/{nothing}")).status, StatusCode::NOT_FOUND);
    }
}

static SHOWN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

#[allow(clippy::unnecessary_wraps, reason = "a program that shows files may fail")]
fn show(path: &Path) -> std::io::Result<()> {
    SHOWN.lock().unwrap().push(path.to_owned());
    Ok(())
}

#[test]
fn only_a_file_that_was_made_is_opened_on_the_computer() {
    let programs = Programs { show_file: show, open_console: |_| Ok(()) };
    let client = Client::of(scored(&[], &[tea("Chè Tả Ngảo")], 62.0), programs);
    client.settled();
    issue(&client);
    let page = client.get("/van-ban").text();
    let (before, _) = page.split_once("Mở trên máy này").expect("a workbook");
    let id = before.rsplit("/van-ban/mo/").next().unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(client.get(&format!("/van-ban/mo/{id}")).status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(SHOWN.lock().unwrap().is_empty());
    assert_eq!(client.post(&format!("/van-ban/mo/{id}"), &[]).leads_to(), "/van-ban");
    let shown = SHOWN.lock().unwrap().clone();
    assert_eq!(shown.len(), 1);
    assert!(shown[0].is_file() && shown[0].extension().is_some_and(|ending| ending == "xlsx"));
    // It was taken away since.
    fs_err::remove_file(&shown[0]).unwrap();
    assert_eq!(client.post(&format!("/van-ban/mo/{id}"), &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(client.post("/van-ban/mo/0000", &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(SHOWN.lock().unwrap().len(), 1);
}

#[test]
fn many_papers_of_a_kind_are_one_until_they_are_opened() {
    let client = open(&["named"], "Chè Tả Ngảo");
    let page = client.get("/van-ban").text();
    assert!(page.contains(" tờ, mỗi người hoặc đơn vị một tờ"), "{page}");
    let all: usize =
        between(&page, "Xem cả", " ", " tờ</a>").parse().expect("the number of invitations");
    let group = between(&page, "Giấy mời", "nhom=", "\"");
    let opened = client.get(&format!("/van-ban?nhom={group}")).text();
    assert_eq!(opened.matches("<figure").count(), all);
    assert!(all >= 4 && opened.contains("Báo Lai Châu"), "{opened}");
    let beyond = client.get(&format!("/van-ban?nhom={group}&tu=100000"));
    assert_eq!(beyond.text().matches("<figure").count(), all);
    assert_eq!(client.get("/van-ban?nhom=0000").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_paper_that_nobody_signs_says_what_it_is_for_and_is_not_sent_to_be_signed() {
    let client = open(&[], "Chè Tả Ngảo");
    let read = client.get("/loi?muc=loi").text();
    assert!(read.contains("Đã đọc khai báo và 10 tệp bảng tính gửi đến lúc "), "{read}");
    issue(&client);
    let page = client.get("/van-ban").text();
    let id = paper(&page, "Danh sách trưng bày");
    for (id, is_signed) in [(id, false), (paper(&page, "Quyết định"), true)] {
        let page = client.get(&format!("/van-ban/{id}")).text();
        let told = page.contains("Không phải trình ký: in ra dùng ở phòng họp.");
        assert_eq!(told, !is_signed, "{page}");
        assert_eq!(page.contains("Trình, ký, gửi ở trang Ký"), is_signed, "{page}");
    }
    let diary = client.get("/nhat-ky").text();
    assert!(diary.contains(" văn bản chỉ in ra dùng, không phải ký) và "), "{diary}");
}

#[test]
fn a_product_is_found_without_diacritics_and_its_way_is_told() {
    let client = open(&[], HOSTILE);
    let found = client.get("/tim?tim=ta").text();
    assert!(found.contains("1 sản phẩm, "), "{found}");
    assert!(found.contains("<mark>Tả</mark>") && found.contains("Điểm 62,0. "), "{found}");
    assert!(found.contains("Trong các tệp") && found.contains("ho-so&#x2f;sin-ho.xlsx"), "{found}");
    assert!(!found.contains("<b>\""), "{found}");
    let way = client.get("/tim/san-pham/1").text();
    for text in ["2. Phiếu chấm của Hội đồng cấp tỉnh", "558 &#x2f; 9 = 62", "5. Kết quả"]
    {
        assert!(way.contains(text), "{text}: {way}");
    }
    assert!(!way.contains("<b>\""), "{way}");
    for nothing in ["0", "2", "-1", "1x", "99999999999999999999"] {
        let answer = client.get(&format!("/tim/san-pham/{nothing}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[test]
fn a_number_is_found_where_papers_print_it() {
    let client = open(&[], "Chè Tả Ngảo");
    let found = unescaped(&client.get("/tim?tim=62.0").text());
    assert!(found.contains("<mark>62,0</mark>") && found.contains("?so="), "{found}");
    let id = between(&found, "Trong văn bản", "/van-ban/", "?");
    let so = between(&found, "Trong văn bản", "?so=", "\"");
    let told = client.get(&format!("/van-ban/{id}?so={so}")).text();
    assert!(told.contains("62,0 từ đâu ra?") && told.contains("aria-current=\"true\""), "{told}");
    let words = unescaped(&client.get("/tim?tim=chu%20tich").text());
    let part = between(&words, "Trong văn bản", "href=\"", "\"");
    let shown = client.get(part).text();
    assert!(shown.contains("<rect class=\"found\""), "{shown}");
}

#[test]
fn where_nothing_is_found_the_page_says_what_to_try() {
    let client = open(&[], "Chè Tả Ngảo");
    let near = client.get("/tim?tim=Che%20Ta%20Ngoa").text();
    assert!(near.contains("Có phải") && near.contains(">Chè Tả Ngảo</button>"), "{near}");
    for asked in ["%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%22%3E%3Cb%3E", "%2C.", "", "%20"] {
        let page = client.get(&format!("/tim?tim={asked}"));
        assert_eq!(page.status, StatusCode::OK);
        let page = page.text();
        assert!(page.contains("Thử một phần của tên"), "{page}");
        assert!(!page.contains("<script>alert") && !page.contains("\"><b>"), "{page}");
    }
}

#[test]
fn without_a_usable_declaration_the_page_says_why_there_is_no_paper() {
    let client = Client::open(RoundFolder::empty().with("round.toml", "a = "));
    let page = client.get("/van-ban").text();
    assert!(page.contains("Chưa soạn được văn bản nào") && page.contains("lỗi cần sửa"), "{page}");
    assert!(client.get("/tim?tim=a").text().contains("Không thấy ở đâu cả"));
    assert_eq!(client.get("/van-ban/0000").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_diary_tells_the_first_papers_from_later_ones_and_no_page_speaks_of_a_time_that_never_was() {
    let client = open(&[], "Chè Tả Ngảo");
    client.post("/tep/mau", &[]);
    until(&client, "/nhat-ky", "Lập biểu mẫu để gửi đi.");
    client.settled();
    let page = client.get("/van-ban").text();
    assert!(!page.contains("Soạn lần gần nhất"), "forms are no papers: {page}");
    assert!(!client.get("/hom-nay").text().contains("sau lần soạn gần nhất"));
    issue(&client);
    let diary = until(&client, "/nhat-ky", "Soạn lần đầu ");
    assert!(!diary.contains("Soạn lại "), "{diary}");
    let page = client.get("/van-ban").text();
    assert!(page.contains("Soạn lần gần nhất lúc "), "{page}");
    assert!(page.contains("đúng theo hồ sơ lúc này") && page.contains("href=\"/ky\""), "{page}");
    client.post("/soan", &[]);
    until(&client, "/nhat-ky", "Soạn lại ");
}

/// A round that is declared in `khai-bao.xlsx`, with everything issued that can be.
fn issued_from_workbook() -> Client {
    let signer = "signer = { capacity = [\"GIÁM ĐỐC\"], name = \"Nguyễn Văn Thắng (giả định)\" }\n";
    let round = scored(&[], &[tea("Chè Tả Ngảo")], 62.0)
        .adding(&format!("[papers.submission]\n{signer}[papers.report]\n{signer}"));
    round.declare("excel").ended(0);
    assert!(round.input("khai-bao.xlsx").is_file());
    let client = Client::open(round);
    issue(&client);
    client
}

/// The part of the page with the card of the paper whose title begins so.
fn card(page: &str, title: &str) -> String {
    let mut cards = page.split("<li class=\"card").skip(1);
    let begins = |card: &&str| {
        card.split("<h2").nth(1).and_then(|head| head.split('>').nth(1)).unwrap().starts_with(title)
    };
    cards.find(begins).unwrap_or_else(|| panic!("no card “{title}”: {page}")).to_owned()
}

#[test]
fn a_draft_goes_with_the_submission_and_blanks_name_the_cell_in_which_they_are_filled() {
    let client = issued_from_workbook();
    let page = unescaped(&client.get("/ky").text());
    // Nobody signs the draft for itself.
    let heads: Vec<&str> = page.split("<h2 id=\"v").skip(1).collect();
    let is_draft = |head: &&&str| head.split('>').nth(1).unwrap().starts_with("Dự thảo");
    assert_eq!(heads.iter().filter(is_draft).count(), 0, "{page}");
    let submission = card(&page, "Tờ trình");
    assert!(submission.contains("Không ký riêng, in kèm Tờ trình: <a href=\"/van-ban/pdf/"));
    assert!(submission.contains(">Dự thảo Quyết định"), "{submission}");
    for text in ["Chờ số của Biên bản", "trang “Văn bản”, ô ", "Số, ngày được cấp sau khi ký"]
    {
        assert!(submission.contains(text), "{text}: {submission}");
    }
    let decision = card(&page, "Quyết định");
    assert!(decision.contains("Trình sau Tờ trình;"), "{decision}");
    assert!(!decision.contains("button main"), "it is not the next one: {decision}");
    let excerpt = card(&page, "Trích sao");
    assert!(excerpt.contains("Chờ số, ngày của Quyết định."), "{excerpt}");
    assert!(excerpt.contains("(số, ngày của Quyết định)"), "{excerpt}");
    // What is ready is counted without the draft and without the decision.
    let cards = page.split("<li class=\"card").skip(1);
    let is_next =
        |card: &&str| card.contains("value=\"trinh-ky\"") && !card.contains("Trình sau Tờ trình");
    let count = |card: &str| -> usize {
        let together = card.split(" văn bản</h2>").next().and_then(|head| head.rsplit(", ").next());
        together.and_then(|count| count.parse().ok()).unwrap_or(1)
    };
    let told = format!("{} văn bản sẵn sàng:", cards.filter(is_next).map(count).sum::<usize>());
    assert!(page.contains(&told), "{told} {page}");
    let papers = client.get("/van-ban").text();
    assert!(papers.contains("Không ký riêng: in kèm Tờ trình."), "{papers}");
    assert!(papers.contains("Phiếu trình ký, 1 tệp"), "{papers}");
    assert!(papers.contains("số của Quyết định, ngày của Quyết định"), "{papers}");
}

#[test]
fn places_that_are_left_out_of_a_search_are_told_behind_the_kind_of_paper() {
    let client = open(&["owners", "districts"], "Chè Tả Ngảo");
    let found = client.get("/tim?tim=a").text();
    assert!(found.contains(" chỗ nữa ở Kế hoạch</span>"), "{found}");
}
