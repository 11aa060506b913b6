//! Files that come in.

use super::{desk_with, drop_file, files, list, names, page, text};
use crate::support::round::{council, sample_folder};
use crate::support::workbooks::{ballot, tea};

/// A picture, as its first bytes tell.
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";

#[test]
fn a_list_goes_to_the_lists_and_the_page_says_whose_it_is_and_what_was_read() {
    let client = desk_with(&[]);
    assert!(page(&client).contains("Chưa có danh sách, phiếu chấm nào"));
    let bytes = fs_err::read(sample_folder().join("ho-so/than-uyen.xlsx")).unwrap();
    drop_file(&client, "Danh sach gui tinh.xlsx", &bytes);
    assert_eq!(files(&client)["inputs/ho-so/Danh sach gui tinh.xlsx"], bytes);
    let page = page(&client);
    for said in [
        "Đây là danh sách của huyện Than Uyên, 6 sản phẩm, tên ở cột B, điểm ở cột K.",
        "Cất vào ho-so/Danh sach gui tinh.xlsx.",
        "1 trong 8 đơn vị đã gửi, 6 sản phẩm",
        "chưa có danh sách",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let diary = text(&client, "/nhat-ky");
    assert!(diary.contains("Nhận tệp Danh sach gui tinh.xlsx."), "{diary}");
    assert!(diary.contains("cất ở ho-so/Danh sach gui tinh.xlsx"), "{diary}");
}

#[test]
fn a_ballot_goes_to_the_ballots_of_its_session() {
    let names_of_council = council();
    let (tea, member) = (tea("Chè A"), &names_of_council[2]);
    let client = desk_with(&[("ho-so/a.xlsx", &list("huyện Sìn Hồ", &["Chè A"]))]);
    drop_file(&client, "phieu.xlsx", &ballot(member, 2, &[(&tea, [20, 20, 20])]));
    assert_eq!(names(&client, "inputs/phieu-cham"), ["inputs/phieu-cham/lan-2/phieu.xlsx"]);
    let page = page(&client);
    let bare = member.split(" (").next().unwrap();
    assert!(
        page.contains(&format!("Đây là phiếu chấm lần 2 của bà {bare}, 1 sản phẩm.")),
        "{page}"
    );
    // How many products it is about is told when it was read beside the lists.
    let diary = text(&client, "/nhat-ky");
    assert!(diary.contains(&format!("phiếu chấm lần 2 của bà {bare}; cất ở ")), "{diary}");
}

#[test]
fn many_files_at_once_are_each_told() {
    let client = desk_with(&[]);
    let (one, other) = (list("huyện Sìn Hồ", &["Chè A"]), list("huyện Tân Uyên", &["Chè B"]));
    let pdf = b"%PDF-1.7 a scan".as_slice();
    let sent: [(&str, &str, &[u8]); 6] = [
        ("tep", "một.xlsx", &one),
        ("tep", "hai.xlsx", &other),
        ("tep", "công văn.pdf", pdf),
        ("tep", "ảnh.jpg", PICTURE),
        ("tep", "rỗng.xlsx", b""),
        ("tep", "một lần nữa.xlsx", &one),
    ];
    assert_eq!(client.post_files("/tep/nhan", &sent).leads_to(), "/tep");
    client.settled();
    let there = [
        "inputs/ho-so/công văn.pdf",
        "inputs/ho-so/hai.xlsx",
        "inputs/ho-so/một.xlsx",
        "inputs/ho-so/ảnh.jpg",
    ];
    assert_eq!(names(&client, "inputs/ho-so"), there);
    let page = page(&client);
    for said in [
        "Đây là danh sách của huyện Sìn Hồ, 1 sản phẩm",
        "Đây là tệp PDF, không phải bảng tính nên không đọc.",
        "Đây là hình ảnh, không phải bảng tính nên không đọc.",
        "Tệp rỗng (0 byte) nên không có gì để đọc.",
        "Giống hệt ho-so/một.xlsx đang có, nên không cất thêm.",
        "6 tệp, ",
        "4 đã cất, 1 giống tệp đang có, 1 chưa nhận được",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(text(&client, "/nhat-ky").contains("Nhận 4 tệp."));
}

#[test]
fn a_signed_paper_is_sent_to_the_room_where_signatures_are_verified() {
    let client = desk_with(&[]);
    drop_file(&client, "quyet-dinh.pdf", b"%PDF-1.7 /ByteRange [0 1 2 3]");
    assert!(names(&client, "inputs/ho-so").is_empty());
    assert!(page(&client).contains("Thả tệp này ở trang Ký và phát hành"));
}

#[test]
fn a_file_that_no_form_is_recognised_in_is_filed_and_told_plainly() {
    let client = desk_with(&[]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "Sổ tay").unwrap();
    drop_file(&client, "so tay.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(names(&client, "inputs/ho-so"), ["inputs/ho-so/so tay.xlsx"]);
    assert!(page(&client).contains("Chưa nhận ra đây là danh sách hay phiếu chấm."));
}

#[test]
fn a_file_that_is_copied_into_the_folder_has_come_in_too() {
    let client = desk_with(&[]);
    let path = client.round.input("ho-so/chep.xlsx");
    fs_err::create_dir_all(path.parent().unwrap()).unwrap();
    fs_err::write(path, list("huyện Sìn Hồ", &["Chè A"])).unwrap();
    client.post("/xem-lai", &[]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    client.settled();
    let page = page(&client);
    assert!(page.contains("Tệp được chép thẳng vào thư mục của đợt."), "{page}");
    assert!(page.contains("Đây là danh sách của huyện Sìn Hồ, 1 sản phẩm"), "{page}");
}

#[test]
fn many_files_that_came_are_folded_but_for_the_latest_and_those_that_ask_for_something() {
    let client = desk_with(&[]);
    drop_file(&client, "hong.xlsx", b"");
    for at in 1..=9 {
        drop_file(&client, &format!("cong van {at}.pdf"), format!("%PDF-1.7 {at}").as_bytes());
    }
    let page = page(&client);
    let section = page.split("id=\"vua-nhan\"").nth(1).unwrap().split("</section>").next().unwrap();
    let (open, folded) = section.split_once("<details").unwrap_or_else(|| panic!("{page}"));
    let rows = |part: &str| part.matches("<li><div>").count();
    assert_eq!((rows(open), rows(folded)), (5, 5), "{section}");
    assert!(open.contains("Chưa nhận được") && open.contains("cong van 9.pdf"), "{open}");
    assert!(section.contains(" tệp nhận trước đó</summary>"), "{section}");
}

#[test]
fn two_files_of_one_name_that_belong_to_different_people_lie_beside_each_other() {
    let client = desk_with(&[]);
    drop_file(&client, "danh sach.xlsx", &list("huyện Sìn Hồ", &["Chè A"]));
    drop_file(&client, "Danh Sach.xlsx", &list("huyện Tân Uyên", &["Chè B"]));
    let there = ["inputs/ho-so/Danh Sach (2).xlsx", "inputs/ho-so/danh sach.xlsx"];
    assert_eq!(names(&client, "inputs/ho-so"), there);
    let page = page(&client);
    assert!(page.contains("Trùng tên với danh sách của huyện Sìn Hồ, nên mang thêm số."), "{page}");
}

#[test]
#[ignore = "takes some minutes without optimisation"]
fn five_hundred_files_come_in_at_once() {
    let client = desk_with(&[]);
    let all: Vec<(String, Vec<u8>)> = (0..500)
        .map(|number| {
            let name = format!("Chè {number}");
            (format!("{number}.xlsx"), list("huyện Sìn Hồ", &[&name]))
        })
        .collect();
    let sent: Vec<(&str, &str, &[u8])> =
        all.iter().map(|(name, bytes)| ("tep", name.as_str(), bytes.as_slice())).collect();
    assert_eq!(client.post_files("/tep/nhan", &sent).leads_to(), "/tep");
    client.settled();
    let page = page(&client);
    assert_eq!(names(&client, "inputs/ho-so").len(), 1, "the list of a unit is asked about");
    assert!(page.contains("500 tệp") && page.contains("Còn 470 tệp nhận trước đó"), "{page}");
    assert!(page.contains("Thay cả 499 tệp đang có"), "{page}");
}

#[test]
fn what_is_changed_in_the_folder_itself_is_written_down_and_what_the_desk_does_is_not() {
    let client = desk_with(&[("ho-so/sin-ho.xlsx", &list("huyện Sìn Hồ", &["Chè A"]))]);
    drop_file(&client, "tan-uyen.xlsx", &list("huyện Tân Uyên", &["Chè B"]));
    let id = super::id_of(&page(&client), "huyện Tân Uyên");
    client.post("/tep/cat", &[("id", &id)]);
    client.settled();
    let diary = text(&client, "/nhat-ky");
    for outside in ["thư mục của đợt.", "được đổi thẳng"] {
        assert!(!diary.contains(outside), "{outside}: {diary}");
    }
    let path = client.round.input("ho-so/sin-ho.xlsx");
    fs_err::write(&path, list("huyện Sìn Hồ", &["Chè A", "Chè C"])).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "Tệp ho-so/sin-ho.xlsx được sửa và lưu lại trong thư mục của đợt.");
    fs_err::remove_file(&path).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "Tệp ho-so/sin-ho.xlsx không còn trong thư mục của đợt.");
}

/// Waits until the diary says this.
fn until(client: &crate::client::Client, said: &str) {
    for _ in 0..300 {
        if text(client, "/nhat-ky").contains(said) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("the diary never says “{said}”: {}", text(client, "/nhat-ky"));
}
