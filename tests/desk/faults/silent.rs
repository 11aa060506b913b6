//! Units that sent no list.

use super::{address, unescaped};
use crate::client::Client;
use crate::files::list;
use crate::support::round::{RoundFolder, sample_settings};

/// The units of the sample that sent no list here.
const MISSING: [&str; 7] = [
    "thành phố Lai Châu",
    "huyện Tam Đường",
    "huyện Mường Tè",
    "huyện Phong Thổ",
    "huyện Than Uyên",
    "huyện Tân Uyên",
    "huyện Nậm Nhùn",
];

#[test]
fn every_unit_without_a_list_is_marked_and_can_be_reminded() {
    let declared = ocop::declaration::to_workbook(&sample_settings(&[])).unwrap();
    let round = RoundFolder::empty().with("khai-bao.xlsx", declared);
    let client = Client::open(round.with("ho-so/sin-ho.xlsx", list("huyện Sìn Hồ", &["Chè A"])));
    let notes = client.get("/loi?muc=ghi-chu").text();
    let at = address(&notes, "Đơn vị chưa gửi danh sách</span>");
    let page = client.get(&at).text();
    assert_eq!(page.matches(", có ghi chú</span>").count(), MISSING.len(), "{page}");
    for name in MISSING {
        assert!(page.contains(&format!("Chép lời nhắc gửi {name}</summary>")), "{name}: {page}");
        assert!(page.contains(&format!("Kính gửi UBND {name},")), "{name}: {page}");
    }
    assert!(!page.contains("Kính gửi UBND huyện Sìn Hồ"), "{page}");
    assert!(page.contains("href=\"/tep#danh-sach\""), "{page}");
    let form = page.split("action=\"").find(|rest| rest.contains("da-nhac")).unwrap();
    let form = unescaped(form.split('?').next().unwrap());
    let back = client.post(&form, &[]);
    assert!(back.leads_to().contains("#nhac-"), "{}", back.leads_to());
    assert!(client.get("/nhat-ky").text().contains("Đã nhắc thành phố Lai Châu gửi danh sách."));
    assert!(client.get(&at).text().contains("Đã ghi là nhắc lúc "));
    assert_eq!(client.post(&form.replace("/loi/da-nhac/", "/loi/da-nhac/0"), &[]).status, 404);
}

#[test]
fn sheets_with_many_blanks_are_counted_as_sheets() {
    let text = sample_settings(&[]).replacen("Hà Trọng Hải", "<điền: họ tên>", 50);
    let declared = ocop::declaration::to_workbook(&text).unwrap();
    let client = Client::open(RoundFolder::empty().with("khai-bao.xlsx", declared));
    let page = client.get("/loi").text();
    let entry = page.split("Còn chỗ chưa điền</span>").nth(1).unwrap_or_else(|| panic!("{page}"));
    let entry = entry.split("</a>").next().unwrap();
    assert!(entry.contains("trang") && !entry.contains(" ô"), "{entry}");
}
