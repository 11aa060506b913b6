//! What the page lists, and the files it opens.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ocop::desk::Programs;

use super::{desk_with, id_of, list, page, text};
use crate::client::Client;
use crate::support::round::{RoundFolder, council};
use crate::support::workbooks::{ballot, tea};

/// The files that the desk showed.
static SHOWN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

#[allow(clippy::unnecessary_wraps, reason = "a program that shows files may fail")]
fn note(path: &Path) -> std::io::Result<()> {
    SHOWN.lock().unwrap().push(path.to_owned());
    Ok(())
}

#[test]
fn a_file_is_opened_in_the_clerks_own_program() {
    let round = RoundFolder::settings().with("ho-so/a.xlsx", list("huyện Sìn Hồ", &["Chè A"]));
    let client = Client::of(round, Programs { show_file: note, open_console: |_| Ok(()) });
    client.settled();
    let page = page(&client);
    for (before, file) in [("id=\"khai-bao\"", "round.toml"), ("id=\"danh-sach\"", "ho-so/a.xlsx")]
    {
        let id = id_of(&page, before);
        let back = client.post("/tep/mo", &[("id", &id)]);
        assert_eq!(back.leads_to(), format!("/tep#tep-{id}"), "the page stays where the button is");
        assert!(page.contains(&format!("id=\"tep-{id}\"")), "{page}");
        assert_eq!(SHOWN.lock().unwrap().last(), Some(&client.round.input(file)));
    }
    client.post("/tep/mo", &[("id", "thu-muc")]);
    assert_eq!(SHOWN.lock().unwrap().len(), 3);
}

#[test]
fn units_people_and_other_files_are_listed_with_what_is_wrong() {
    let council = council();
    let wrong = super::list("huyện Sìn Hồ", &["Chè A", "Chè A"]);
    let tea = tea("Chè B");
    let client = desk_with(&[
        ("ho-so/sin-ho.xlsx", &wrong),
        ("ho-so/tan-uyen.xlsx", &list("huyện Tân Uyên", &["Chè B"])),
        ("ho-so/anh.jpg", b"\xFF\xD8\xFF"),
        ("phieu-cham/a.xlsx", &ballot(&council[0], 1, &[(&tea, [20, 20, 20])])),
    ]);
    let page = page(&client);
    let row = |name: &str| {
        let from =
            page.find(&format!("<th scope=\"row\">{name}")).unwrap_or_else(|| panic!("{page}"));
        page[from..].split("</tr>").next().unwrap().to_owned()
    };
    assert!(row("huyện Tam Đường").contains("Chưa gửi"));
    let faulty = row("huyện Sìn Hồ");
    assert!(faulty.contains("<b>2 sản phẩm</b>, tên ở cột B, điểm ở cột G"), "{faulty}");
    assert!(faulty.contains("class=\"sign E\"") && faulty.contains("/loi?tep="), "{faulty}");
    assert!(row("huyện Tân Uyên").contains("hôm nay, "));
    let ballots = page.split("class=\"ballots").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(ballots.matches("<li>").count(), council.len());
    assert!(ballots.contains("lần 2<span class=\"hidden\"> chưa có</span>"), "{ballots}");
    assert!(page.contains("lần 1 có 1 trong 9 phiếu"), "{page}");
    assert!(
        page.contains("ho-so/anh.jpg") && page.contains("1 tệp không phải danh sách"),
        "{page}"
    );
}

#[test]
fn who_only_looks_on_is_offered_nothing_and_can_send_nothing() {
    let client = desk_with(&[("ho-so/a.xlsx", &list("huyện Sìn Hồ", &["Chè A"]))]);
    let other = client.looking_on();
    let page = text(&other, "/tep");
    assert!(page.contains("Chỉ xem.") && !page.contains("drop-zone") && !page.contains("/tep/cat"));
    let bytes = list("huyện Tân Uyên", &["Chè B"]);
    let answer = other.post_files("/tep/nhan", &[("tep", "b.xlsx", &bytes)]);
    assert_eq!(answer.status, 409);
    assert!(!client.round.input("ho-so/b.xlsx").exists());
}

#[test]
fn while_the_declaration_cannot_be_used_files_are_kept_and_it_is_told() {
    let client = Client::open(RoundFolder::empty().with("round.toml", "[round]\nyear = 2020\n"));
    super::drop_file(&client, "a.xlsx", &list("huyện Sìn Hồ", &["Chè A"]));
    assert_eq!(super::names(&client, "inputs/ho-so"), ["inputs/ho-so/a.xlsx"]);
    let page = page(&client);
    assert!(page.contains("Khai báo của đợt chưa dùng được"), "{page}");
    assert!(page.contains("Chưa rõ là tệp gì"), "{page}");
}
