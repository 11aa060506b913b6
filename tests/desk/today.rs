//! The room “Hôm nay”.

use crate::client::Client;
use crate::files::{id_of, list, text};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{tea, totals};

/// A round with the list of Sìn Hồ and ballots of all nine members on these teas.
fn scored(listed: &[&str], given: &[&str]) -> RoundFolder {
    let round = RoundFolder::inviting(&[]).meeting_once().with_council(9);
    let round = round.with("ho-so/sin-ho.xlsx", list("huyện Sìn Hồ", listed));
    let teas: Vec<_> = given.iter().map(|name| tea(name)).collect();
    (1..=9).fold(round, |round, number| {
        let given: Vec<_> = teas.iter().map(|tea| (tea, Some(62.0))).collect();
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, &given))
    })
}

#[test]
fn before_any_list_came_what_can_be_made_is_named_and_the_forms_are_offered() {
    let client = Client::open(RoundFolder::inviting(&["named"]));
    let page = text(&client, "/hom-nay");
    assert!(page.contains("văn bản: Kế hoạch"), "{page}");
    let step = page.split("Kế hoạch, giấy mời</a>").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(step.contains("Lập được ngay: Kế hoạch") && step.contains("Chưa soạn"), "{step}");
    assert!(page.contains("action=\"/tep/mau?"), "{page}");
    assert!(page.contains("Lấy mẫu danh sách để gửi các đơn vị"), "{page}");
    let client = Client::open(scored(&["Chè A"], &["Chè A"]));
    assert!(!text(&client, "/hom-nay").contains("/tep/mau?"), "a list is there");
}

#[test]
fn a_product_without_a_result_is_named_with_its_reason() {
    let client = Client::open(scored(&["Chè A", "Chè Bồng Lai"], &["Chè A"]));
    let page = text(&client, "/hom-nay");
    assert!(page.contains("<a href=\"/tim/san-pham/2\">Chè Bồng Lai</a> ("), "{page}");
    assert!(!page.contains("chỗ phải làm rõ") && page.contains("chưa có phiếu chấm nào"), "{page}");
    assert!(!page.contains("/tim/san-pham/1"), "{page}");
    let all = Client::open(scored(&["Chè A"], &["Chè A"]));
    assert!(!text(&all, "/hom-nay").contains("Chưa có kết quả:"));
}

#[test]
fn when_a_list_was_put_away_the_way_leads_to_where_it_is_kept() {
    let client = Client::open(scored(&["Chè A", "Chè B"], &["Chè A", "Chè B"]));
    let id = id_of(&text(&client, "/tep"), "id=\"danh-sach\"");
    client.post("/tep/cat", &[("id", &id)]);
    client.settled();
    let page = text(&client, "/hom-nay");
    let next = page.split("id=\"tiep-theo\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(next.contains("Lấy lại danh sách đã cất đi</h2>"), "{next}");
    assert!(next.contains("ho-so/sin-ho.xlsx") && next.contains("href=\"/tep/ban-cu\""), "{next}");
    assert!(!next.contains("Sửa ") && !next.contains("href=\"/loi\""), "{next}");
    let files = text(&client, "/tep");
    assert!(files.contains("nên bị báo lỗi. Cất nhầm thì bấm “Lấy lại”."), "{files}");
    // The unit sent its list; it was put away.
    let row = files.split("<th scope=\"row\">huyện Sìn Hồ</th>").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert!(row.contains("danh sách đã cất đi") && !row.contains("Chưa gửi"), "{row}");
    assert!(page.contains("Danh sách đã cất đi: huyện Sìn Hồ."), "{page}");
    // Taking it back is what is to be done, here as on the other page.
    let back = files.split("action=\"/tep/lay-lai?").nth(1).unwrap();
    assert!(back.split("Lấy lại").next().unwrap().contains("button main"), "{back}");
    assert!(!files.contains("<a class=\"button main\" href=\"/loi\">"), "{files}");
}

#[test]
fn a_declaration_that_is_only_not_filled_in_is_no_error() {
    let round = RoundFolder::inviting(&[]).typing("Hà Trọng Hải", "<điền: họ tên>");
    let client = Client::open(round);
    let page = text(&client, "/hom-nay");
    let step = page.split("Khai báo đợt</a>").nth(1).unwrap_or_else(|| panic!("{page}"));
    let step = step.split("</li>").next().unwrap();
    assert!(!step.contains("Cần sửa"), "{step}");
}

#[test]
fn ballots_that_are_to_come_are_no_fault_of_the_declaration() {
    let round = scored(&["Chè A"], &["Chè A"]);
    for number in ["08", "09"] {
        fs_err::remove_file(round.input(&format!("phieu-cham/{number}.xlsx"))).unwrap();
    }
    let client = Client::open(round);
    let page = text(&client, "/hom-nay");
    let next = page.split("id=\"tiep-theo\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(next.contains("Nhận nốt phiếu chấm của Hội đồng</h2>"), "{next}");
    assert!(next.contains("Còn thiếu phiếu của 2 thành viên"), "{next}");
    assert!(next.contains("href=\"/tep\"") && !next.contains("Sửa 1 lỗi"), "{next}");
    let step = |name: &str| {
        let step = page.split(&format!("{name}</a>")).nth(1).unwrap_or_else(|| panic!("{page}"));
        step.split("</li>").next().unwrap().to_owned()
    };
    assert!(!step("Khai báo đợt").contains("Cần sửa"), "{}", step("Khai báo đợt"));
    assert!(step("Phiếu chấm").contains("phiếu của 7 trong 9 thành viên"), "{page}");
    // Nobody is told a result that is still to come.
    assert!(!page.contains("Thông báo kết quả ("), "{page}");
}

#[test]
fn what_papers_wait_for_leads_to_the_room_that_names_it() {
    let round = RoundFolder::inviting(&["named"]).typing("year = 2020", "year = 2021");
    let page = text(&Client::open(round), "/hom-nay");
    assert!(!page.contains("nêu ở trên"), "{page}");
}

#[test]
fn papers_that_wait_for_ballots_are_not_called_ready_and_all_rooms_lead_to_the_same_place() {
    let round = RoundFolder::inviting(&["named"]).meeting_once().with_council(9);
    let round = round.with("ho-so/sin-ho.xlsx", list("huyện Sìn Hồ", &["Chè A"]));
    let round = (1..=7).fold(round, |round, number| {
        let given = [(&tea("Chè A"), Some(62.0))];
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, &given))
    });
    round.run();
    let client = Client::open(round);
    let papers = text(&client, "/van-ban");
    let notice = papers.split("<div class=\"notice\">").nth(1).unwrap();
    let notice = notice.split("</div></div>").next().unwrap();
    assert!(notice.contains("Còn thiếu phiếu chấm của Hội đồng"), "{notice}");
    assert!(notice.contains("class=\"button main\" href=\"/tep\""), "{notice}");
    assert!(text(&client, "/hom-nay").contains("class=\"button main\" href=\"/tep\""));
    for folder in papers.split("<section class=\"paper\"").skip(1) {
        let name = folder.split("</h2>").next().unwrap();
        let is_late = ["Biên bản", "Bảng tổng hợp", "Tờ trình", "Quyết định", "Báo cáo"];
        let is_ready = folder.contains("Sẵn sàng trình");
        assert!(!is_ready || !is_late.iter().any(|late| name.contains(late)), "{folder}");
    }
    assert!(papers.contains("Chờ phiếu chấm"), "{papers}");
    assert!(papers.contains("Kế hoạch") && papers.contains("Sẵn sàng trình"), "{papers}");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_with_what_to_do() {
    let round = RoundFolder::settings();
    fs_err::write(round.outputs(), b"a file").unwrap();
    let client = Client::open(round);
    let page = text(&client, "/hom-nay");
    // The first alert is the one of a program that ended, which is hidden.
    let alert = page.split("role=\"alert\"").nth(2).unwrap_or_else(|| panic!("{page}"));
    let parts = alert.split_once("Để hỏi người phụ trách máy tính");
    let (told, technical) = parts.unwrap_or_else(|| panic!("{alert}"));
    assert!(told.contains("ở chỗ phải là một thư mục lại có một tệp cùng tên"), "{told}");
    assert!(told.contains("đổi tên tệp ấy") && !told.contains("os error"), "{told}");
    assert!(technical.contains("os error"), "{technical}");
}

#[test]
fn values_of_the_settings_are_told_with_the_words_of_the_form() {
    let round = RoundFolder::settings();
    let file = round.input("round.toml");
    let text_of = fs_err::read_to_string(&file).unwrap();
    fs_err::write(&file, text_of.replacen("role = \"chair\"", "role = \"deputy\"", 1)).unwrap();
    let client = Client::open(round);
    let page = text(&client, "/loi");
    let link = page.split("href=\"/loi/").nth(1).unwrap_or_else(|| panic!("{page}"));
    let page = text(&client, &format!("/loi/{}", link.split(['"', '#']).next().unwrap()));
    assert!(page.contains("chair (Chủ tịch), vice_chair (Phó Chủ tịch)"), "{page}");
}
