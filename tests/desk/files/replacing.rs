//! Files that may come in the place of those that are there.

use super::{desk_with, drop_file, files, id_of, list, names, page, text};
use crate::client::Client;
use crate::support::workbooks::{Product, submission, tea};

/// A list of Sìn Hồ that is there, and a desk.
fn desk() -> Client {
    desk_with(&[("ho-so/sin-ho.xlsx", &list("huyện Sìn Hồ", &["Chè A", "Chè B"]))])
}

fn newer() -> Vec<u8> {
    list("huyện Sìn Hồ", &["Chè A", "Chè Tuyết"])
}

/// The short name of the file about which the page asks.
fn asked(client: &Client) -> String {
    id_of(&page(client), "<form class=\"answers\"")
}

#[test]
fn the_same_bytes_are_told_and_nothing_is_done() {
    let client = desk();
    let before = files(&client);
    let same = before["inputs/ho-so/sin-ho.xlsx"].clone();
    for name in ["sin-ho.xlsx", "khac.xlsx"] {
        drop_file(&client, name, &same);
        assert!(page(&client).contains("Giống hệt ho-so/sin-ho.xlsx đang có"));
    }
    assert_eq!(files(&client), before);
}

#[test]
fn a_file_of_the_same_name_is_asked_about_and_nothing_changes_before_the_answer() {
    let client = desk();
    let before = files(&client)["inputs/ho-so/sin-ho.xlsx"].clone();
    drop_file(&client, "SIN-HO.xlsx", &newer());
    for _ in 0..2 {
        let page = page(&client);
        for said in [
            "Đã có danh sách của huyện Sìn Hồ",
            "trùng tên với tệp đang có, và khác ở 1 ô. Dùng tệp nào?",
            "Ô B8 <span class=\"cell\">Tên sản phẩm</span>",
            "<td class=\"figure\">Chè B</td><td class=\"figure\">Chè Tuyết</td>",
            "Thay tệp đang có",
            "Tệp mới mang tên “SIN-HO (2).xlsx”.",
            "Chờ trả lời",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
    assert_eq!(names(&client, "inputs/ho-so"), ["inputs/ho-so/sin-ho.xlsx"]);
    assert_eq!(files(&client)["inputs/ho-so/sin-ho.xlsx"], before);
    assert!(!text(&client, "/tep?sau=1").contains("<dialog"), "it can be answered later");
}

#[test]
fn replacing_puts_the_old_file_away_under_a_name_that_says_until_when_it_counted() {
    let client = desk();
    let old = files(&client)["inputs/ho-so/sin-ho.xlsx"].clone();
    let new = newer();
    drop_file(&client, "sin-ho.xlsx", &new);
    let id = asked(&client);
    assert_eq!(client.post("/tep/tra-loi", &[("id", &id), ("chon", "thay")]).leads_to(), "/tep");
    client.settled();
    let all = files(&client);
    assert_eq!(all["inputs/ho-so/sin-ho.xlsx"], new);
    let kept = names(&client, "ban-cu/ho-so/sin-ho (đến lúc ");
    assert_eq!((kept.len(), &all[&kept[0]]), (1, &old));
    assert!(names(&client, "cho-tra-loi").is_empty());
    let page = page(&client);
    assert!(
        page.contains("thay tệp cùng tên. Tệp cũ vẫn được giữ, lấy lại được ở cuối trang này."),
        "{page}"
    );
    assert!(!page.contains("<dialog") && !page.contains("Chờ trả lời"));
    assert!(text(&client, "/nhat-ky").contains("tệp cũ vẫn được giữ"));
    let again = client.post("/tep/tra-loi", &[("id", &id), ("chon", "thay")]);
    assert_eq!(again.status, 404, "it was answered");
}

#[test]
fn keeping_both_gives_the_new_file_a_number_and_discarding_leaves_everything() {
    let client = desk();
    let (before, new) = (files(&client), newer());
    drop_file(&client, "sin-ho.xlsx", &new);
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "bo")]);
    assert_eq!(files(&client), before);
    drop_file(&client, "sin-ho.xlsx", &new);
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "ca-hai")]);
    client.settled();
    let there = ["inputs/ho-so/sin-ho (2).xlsx", "inputs/ho-so/sin-ho.xlsx"];
    assert_eq!(names(&client, "inputs/ho-so"), there);
    assert_eq!(files(&client)["inputs/ho-so/sin-ho (2).xlsx"], new);
}

#[test]
fn the_list_of_a_unit_under_another_name_is_asked_about_too() {
    let client = desk();
    drop_file(&client, "Gửi lại lần 2.xlsx", &newer());
    let asked_page = page(&client);
    assert!(asked_page.contains("Đã có danh sách của huyện Sìn Hồ"), "{asked_page}");
    assert!(asked_page.contains("Tệp đang có tên là ho-so/sin-ho.xlsx."), "{asked_page}");
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "thay")]);
    client.settled();
    assert_eq!(names(&client, "inputs/ho-so"), ["inputs/ho-so/Gửi lại lần 2.xlsx"]);
    assert_eq!(names(&client, "ban-cu").len(), 1);
}

#[test]
fn a_question_waits_when_the_desk_is_opened_again_and_what_was_cut_off_is_swept() {
    let client = desk();
    let new = newer();
    drop_file(&client, "sin-ho.xlsx", &new);
    let folder = client.round.input("").parent().unwrap().join("cho-tra-loi");
    fs_err::write(folder.join(".ocop-abc.tmp"), "half a file").unwrap();
    fs_err::write(folder.join("0123456789abcdef.tep"), "its name was not written").unwrap();
    let round = ocop::desk::Places::of(folder.parent().unwrap());
    client.desk.open_round(round);
    // The turn is free when the first round has ended.
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        if !page(&client).contains("Chỉ xem.") {
            break;
        }
    }
    client.settled();
    let left: Vec<_> = names(&client, "cho-tra-loi");
    assert_eq!(left.len(), 2, "the file and what is known of it: {left:?}");
    assert!(page(&client).contains("Đã có danh sách của huyện Sìn Hồ"));
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "thay")]);
    client.settled();
    assert_eq!(files(&client)["inputs/ho-so/sin-ho.xlsx"], new);
}

#[test]
fn the_declaration_is_replaced_only_when_it_is_answered() {
    let client = desk();
    let text = fs_err::read_to_string(client.round.input("round.toml")).unwrap();
    let other = text.replacen("Hà Trọng Hải", "Vàng A Dế (giả định)", 10);
    let workbook = ocop::declaration::to_workbook(&other).unwrap();
    drop_file(&client, "Khai báo (1).xlsx", &workbook);
    let page = page(&client);
    assert!(page.contains("Thay khai báo của đợt?"), "{page}");
    assert!(page.contains("Vàng A Dế"), "{page}");
    // It is called as it was sent, and keeping what is there is as large a button.
    assert!(page.contains("<span class=\"path\">Khai báo (1).xlsx</span>"), "{page}");
    assert!(page.contains("Thay thì tệp này mang tên khai-bao.xlsx."), "{page}");
    assert!(page.contains("class=\"choice\" name=\"chon\" value=\"bo\"><b>Giữ khai báo"), "{page}");
    for raw in ["vice_chair", "khai-bao.xlsx · ", "Hội đồng!", ">false<"] {
        assert!(!page.contains(raw), "{raw}: {page}");
    }
    assert!(!page.contains("Giữ cả hai"), "{page}");
    assert_eq!(names(&client, "inputs/").len(), 2);
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "ca-hai")]);
    assert_eq!(names(&client, "inputs/").len(), 2, "there is one declaration");
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "thay")]);
    client.settled();
    assert_eq!(names(&client, "inputs/"), ["inputs/ho-so/sin-ho.xlsx", "inputs/khai-bao.xlsx"]);
    assert_eq!(names(&client, "ban-cu/round (đến lúc ").len(), 1);
}

#[test]
fn two_declarations_are_compared_in_the_words_of_the_workbook() {
    let client = desk();
    let text = fs_err::read_to_string(client.round.input("round.toml")).unwrap();
    let other = text.replacen("from = 2020-12-08", "from = 2020-12-07", 1).replacen(
        "role = \"vice_chair\"",
        "role = \"chair\"",
        1,
    );
    assert_ne!(text, other);
    let workbook = ocop::declaration::to_workbook(&other).unwrap();
    drop_file(&client, "khai-bao.xlsx", &workbook);
    let page = page(&client);
    for said in [
        "Trang “Đợt”, ô C8 <span class=\"cell\">Từ ngày (dự kiến)</span>",
        "<td class=\"figure\">08/12/2020</td><td class=\"figure\">07/12/2020</td>",
        "<td class=\"figure\">Phó Chủ tịch</td><td class=\"figure\">Chủ tịch</td>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for raw in ["vice_chair", "2020-12-0", "Đợt!C8"] {
        assert!(!page.contains(raw), "{raw}: {page}");
    }
}

#[test]
fn an_archive_that_holds_more_than_the_new_file_is_not_replaced_by_default() {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("a.xlsx", list("huyện Sìn Hồ", &["Chè A"])),
        ("b.xlsx", list("huyện Tân Uyên", &["Chè B"])),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let both = zip.finish().unwrap().into_inner();
    let client = desk_with(&[("ho-so/hai huyen.zip", &both)]);
    drop_file(&client, "sin-ho.xlsx", &newer());
    let page = page(&client);
    assert!(page.contains("Tệp đang có còn chứa danh sách của huyện Tân Uyên"), "{page}");
    assert!(
        page.contains("class=\"choice main\" name=\"chon\" value=\"ca-hai\" autofocus"),
        "{page}"
    );
}

#[test]
fn a_file_with_more_errors_than_the_one_that_is_there_is_advised_against() {
    let client = desk();
    let worse = [Product { score: 725.0, ..tea("Chè A") }, tea("Chè B")];
    drop_file(&client, "sin-ho.xlsx", &submission("huyện Sìn Hồ", &worse));
    let page = page(&client);
    assert!(page.contains("Nên giữ tệp đang có.") && page.contains("Giữ tệp đang có"), "{page}");
    assert!(page.contains("class=\"choice main\" name=\"chon\" value=\"bo\" autofocus"), "{page}");
    assert_eq!(page.matches(" autofocus").count(), 1, "{page}");
    assert_eq!(page.matches("name=\"chon\" value=\"bo\"").count(), 1, "{page}");
}

#[test]
fn a_file_with_more_warnings_and_as_many_errors_is_advised_against() {
    use marked_workbook::{Input, Workbook};

    let path = crate::support::round::sample_folder().join("ho-so/than-uyen.xlsx");
    let before = fs_err::read(path).unwrap();
    let star = [("L13".parse().unwrap(), Input::Text("4 sao".to_owned()))];
    let after = Workbook::open(&before).unwrap().typed("Danh sách", &star).unwrap();
    let client = desk_with(&[("ho-so/than-uyen.xlsx", &before)]);
    drop_file(&client, "than-uyen.xlsx", &after);
    let page = page(&client);
    assert!(page.contains("có 1 cảnh báo") && page.contains("Nên giữ tệp đang có."), "{page}");
    assert!(page.contains("class=\"choice main\" name=\"chon\" value=\"bo\" autofocus"), "{page}");
}

#[test]
fn of_several_versions_only_the_latest_is_told_as_checked_and_what_cannot_be_read_stands_out() {
    let client = desk();
    drop_file(&client, "tan-uyen.xlsx", &list("huyện Tân Uyên", &["Chè C"]));
    assert!(!page(&client).contains("Có bản mới hơn"));
    drop_file(&client, "tan-uyen.xlsx", &list("huyện Tân Uyên", &["Chè D"]));
    client.post("/tep/tra-loi", &[("id", &asked(&client)), ("chon", "thay")]);
    client.settled();
    let told = page(&client);
    assert_eq!(told.matches("Có bản mới hơn").count(), 1, "{told}");
    let whole = newer();
    drop_file(&client, "hong.xlsx", &whole[..whole.len() / 2]);
    drop_file(&client, "thu.txt", "Kính gửi Hội đồng".as_bytes());
    let told = page(&client);
    assert!(told.contains("1 tệp chưa nhận được,"), "{told}");
    assert_eq!(told.matches("Không dùng đến").count(), 1, "{told}");
}

#[test]
fn a_file_is_put_away_and_taken_back() {
    let client = desk();
    let before = files(&client);
    let id = id_of(&page(&client), "id=\"danh-sach\"");
    assert_eq!(client.post("/tep/cat", &[("id", &id)]).leads_to(), "/tep");
    client.settled();
    // It stays on the page, also when that is opened again.
    for _ in 0..2 {
        let told = text(&client, "/tep");
        assert!(told.contains("Đã cất đi tệp ho-so/sin-ho.xlsx</b> lúc "), "{told}");
        assert!(told.contains("action=\"/tep/lay-lai?"), "{told}");
        assert!(told.contains("Xem các tệp đã cất đi"), "{told}");
        assert!(!told.contains("nên bị báo lỗi"), "there are no ballots: {told}");
    }
    assert!(names(&client, "inputs/ho-so").is_empty());
    assert!(page(&client).contains("Chưa có danh sách, phiếu chấm nào"));
    let list_page = text(&client, "/tep/ban-cu");
    assert!(list_page.contains("ho-so/sin-ho.xlsx"), "{list_page}");
    let id = list_page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    // Where another file lies by now, nothing is replaced.
    let path = client.round.input("ho-so/sin-ho.xlsx");
    fs_err::write(&path, "another").unwrap();
    assert_eq!(client.post("/tep/lay-lai", &[("id", id)]).status, 409);
    fs_err::remove_file(&path).unwrap();
    assert_eq!(client.post("/tep/lay-lai", &[("id", id)]).leads_to(), "/tep");
    client.settled();
    assert_eq!(files(&client), before);
    assert!(!text(&client, "/tep").contains("Đã cất đi tệp"), "it is back");
    let diary = text(&client, "/nhat-ky");
    assert!(diary.contains("Cất tệp ho-so/sin-ho.xlsx đi") && diary.contains("Lấy lại tệp cũ"));
}

#[test]
fn of_files_that_are_not_read_nothing_is_said_but_that() {
    let client = desk_with(&[("ho-so/cong-van.pdf", b"%PDF-1.7 one")]);
    drop_file(&client, "cong-van.pdf", b"%PDF-1.7 other");
    let page = page(&client);
    assert!(page.contains("chương trình không đọc nội dung loại tệp này"), "{page}");
    let question = page.split("<dialog").nth(1).unwrap().split("</dialog>").next().unwrap();
    assert_eq!(question.matches("không đọc nội dung</span>").count(), 2, "{question}");
    assert!(!question.contains("không khác") && !question.contains("Không có lỗi"), "{question}");
}

#[test]
fn two_files_that_cannot_be_read_can_both_be_opened_and_neither_is_advised() {
    let client = desk_with(&[("ho-so/bao-cao.pdf", b"%PDF-1.7 old")]);
    drop_file(&client, "bao-cao.pdf", b"%PDF-1.7 another");
    let page = page(&client);
    assert!(page.contains("bấm hai nút “Mở” dưới đây mà xem. Dùng tệp nào?"), "{page}");
    let dialog = page.split("<dialog open").nth(1).unwrap().split("</dialog>").next().unwrap();
    assert!(!dialog.contains("choice main") && !dialog.contains("autofocus"), "{dialog}");
    let id = asked(&client);
    for button in ["Mở tệp đang có", "Mở tệp vừa thả"] {
        let form = dialog.split(button).next().unwrap().rsplit("<form").next().unwrap();
        let opened = form.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let answer = client.post("/tep/mo", &[("id", opened), ("hoi", "0123456789abcdef")]);
        assert_eq!(answer.leads_to(), "/tep?hoi=0123456789abcdef", "{button}");
    }
    // What is opened is a copy with the name of the file.
    assert_eq!(names(&client, "cho-tra-loi/mo-xem").len(), 1);
    let waiting = id_of(&page, "Mở tệp đang có");
    client.post("/tep/tra-loi", &[("id", &waiting), ("chon", "bo")]);
    assert!(names(&client, "cho-tra-loi").is_empty());
    assert_eq!(id, waiting);
    // Where the program can tell, one answer is advised.
    let client = desk();
    drop_file(&client, "SIN-HO.xlsx", &newer());
    assert!(super::page(&client).contains("choice main"));
}
