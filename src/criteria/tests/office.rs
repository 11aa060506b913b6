//! Files of an office's own.

use super::{act_1048, day, load, set};
use crate::finding::{Code, Finding};

const ACT_1048: &str = include_str!("../../../templates/criteria/1048-2019-781-2020.toml");
pub(super) const ACT_26: &str = include_str!("../../../templates/criteria/26-2026.toml");

/// The findings when this text, with one change, stands in the place of 1048/781.
fn changed(from: &str, to: &str) -> Vec<Finding> {
    assert!(ACT_1048.contains(from), "{from}");
    let (criteria, findings) =
        load(&[("1048-2019-781-2020.toml", &ACT_1048.replacen(from, to, 1))]);
    assert!(criteria.by_id("1048-2019-781-2020").is_none(), "an act with a fault is not used");
    let own =
        |finding: &Finding| finding.place.file == "templates/criteria/1048-2019-781-2020.toml";
    findings.into_iter().filter(own).collect()
}

fn only(findings: &[Finding]) -> (&str, &str) {
    let [finding] = findings else { panic!("{findings:#?}") };
    assert_eq!(finding.code, Code::CriteriaInvalid);
    (finding.place.sheet.as_deref().unwrap(), &finding.message)
}

#[test]
fn an_unknown_key_is_told_with_its_line() {
    let findings = changed("\ntotal = 98", "\ntotl = 98");
    let line = ACT_1048.lines().position(|line| line == "total = 98").unwrap() + 1;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::CriteriaUnreadable);
    assert_eq!(
        findings[0].place.to_string(),
        format!("templates/criteria/1048-2019-781-2020.toml · dòng {line}")
    );
    assert_eq!(
        findings[0].message,
        "Mục `totl` không có ở chỗ này trong mẫu templates/criteria/1048-2019-781-2020.toml."
    );
    assert_eq!(findings[0].found.as_deref(), Some("totl = 98"));
}

#[test]
fn an_unknown_key_in_a_criterion_is_told_with_its_line() {
    let typed = "{ code = \"4.2\", name = \"Tổ chức phân phối\", max = 5, allowed";
    let findings = changed(typed, &typed.replace("allowed", "alowed"));
    let line = ACT_1048.lines().position(|line| line.contains(typed)).unwrap() + 1;
    assert_eq!(findings[0].place.line, Some(line));
    assert_eq!(
        findings[0].message,
        "Mục `alowed` không có ở chỗ này trong mẫu templates/criteria/1048-2019-781-2020.toml."
    );
}

#[test]
fn values_of_the_wrong_kind_are_told_with_what_belongs_there() {
    let star = &changed("from = [30, 50, 70, 90]", "from = [30, 50, 70]")[0];
    assert_eq!(
        (star.message.as_str(), star.allowed.as_deref()),
        ("Danh sách thừa hoặc thiếu giá trị.", Some("danh sách 4 giá trị"))
    );
    let level = &changed("star_3 = \"province\"", "star_3 = \"tinh\"")[0];
    assert_eq!(level.message, "Giá trị `tinh` không có trong danh sách được phép.");
    assert_eq!(level.allowed.as_deref(), Some("district, province, central"));
    let form = &changed("multi_member_ltd = [2]", "multi_member_ltd = [-2]")[0];
    assert_eq!(form.message, "Giá trị không đúng kiểu.");
}

#[test]
fn a_date_without_its_day_is_told() {
    let findings = changed("in_force_from = 2020-06-08", "in_force_from = \"2020-06\"");
    assert_eq!(only(&findings), ("act.in_force_from", "Ngày phải có đủ ngày, tháng, năm."));
}

#[test]
fn a_mark_that_upsets_the_sum_is_told_at_its_set_and_part() {
    let typed = "name = \"Màu sắc, độ chín\", max = 8, allowed = [0, 1, 3, 5, 8]";
    let findings =
        changed(typed, "name = \"Màu sắc, độ chín\", max = 9, allowed = [0, 1, 3, 5, 9]");
    let places: Vec<_> =
        findings.iter().filter_map(|finding| finding.place.sheet.as_deref()).collect();
    assert_eq!(places, ["sets · Rau, củ, quả, hạt tươi", "sets · Rau, củ, quả, hạt tươi · C"]);
    assert_eq!(
        (findings[1].found.as_deref(), findings[1].allowed.as_deref()),
        (Some("41"), Some("40"))
    );
}

#[test]
fn marks_out_of_order_or_below_the_printed_maximum_are_told() {
    let typed = "name = \"Màu sắc, độ chín\", max = 8, allowed = [0, 1, 3, 5, 8]";
    let unordered = changed(typed, &typed.replace("1, 3", "3, 1"));
    assert!(only(&unordered).1.starts_with("Các mức điểm phải có ít nhất một mức, tăng dần"));
    let lower = changed(typed, &typed.replace(", 8]", "]"));
    assert_eq!(only(&lower).1, "Mức điểm cao nhất phải bằng điểm tối đa của tiêu chí.");
    assert_eq!(lower[0].heading.as_deref(), Some("6.2. Màu sắc, độ chín"));
}

#[test]
fn a_name_that_leads_nowhere_is_told_once() {
    let findings = changed("knock_out = \"nguyen-lieu\"", "knock_out = \"nguyen-liu\"");
    assert_eq!(only(&findings).0, "common · A");
    let findings = changed("\nalso_zero = [\"1.2\"]", "\nalso_zero = [\"1.9\"]");
    assert_eq!(only(&findings).0, "sets · Rau, củ, quả, hạt tươi");
}

#[test]
fn parts_bands_names_and_legal_forms_are_tested() {
    let parts = "max = 35 }\nB = { title = \"Khả năng tiếp thị\", max = 25";
    assert!(
        changed(parts, &parts.replace("25", "26")).iter().any(|finding| finding
            .place
            .sheet
            .as_deref()
            == Some("parts"))
    );
    assert_eq!(only(&changed("[30, 50, 70, 90]", "[30, 70, 50, 90]")).0, "stars.from");
    assert_eq!(
        only(&changed("name = \"Mỹ phẩm\"", "name = \"rượu trắng\"")).1,
        "Một tên bộ sản phẩm được ghi hai lần."
    );
    assert!(
        changed("household = [1]\n", "")
            .iter()
            .all(|finding| finding.message.contains("đúng những loại hình"))
    );
    assert_eq!(
        only(&changed("part_totals_only = true\nunverified", "part_totals_only = true\n#")).0,
        "sets · Gạo, ngũ cốc"
    );
}

#[test]
fn an_act_that_borrows_sets_falls_with_its_lender() {
    let (criteria, findings) = load(&[("1048-2019-781-2020.toml", "số = 1\n")]);
    let codes: Vec<_> =
        findings.iter().map(|finding| (finding.code, finding.place.file.as_str())).collect();
    assert_eq!(
        codes,
        [
            (Code::CriteriaUnreadable, "templates/criteria/1048-2019-781-2020.toml"),
            (Code::CriteriaInvalid, "templates/criteria/1048-2019.toml"),
        ]
    );
    assert_eq!(criteria.in_force(day(2020, 12, 8)), None);
    assert!(criteria.in_force(day(2024, 1, 1)).is_some());
}

#[test]
fn an_office_corrects_an_act_with_a_file_of_the_same_name() {
    let corrected = ACT_1048.replace("\"Cà phê, Ca cao\"", "\"Cà phê, ca cao\"");
    let (criteria, findings) = load(&[
        ("1048-2019-781-2020.toml", corrected.as_str()),
        ("ghi-chu.txt", "không phải tiêu chí"),
    ]);
    assert!(findings.is_empty());
    assert_eq!(criteria.ids().count(), 5);
    assert_eq!(set(act_1048(&criteria), "Cà phê, ca cao").name, "Cà phê, ca cao");
}

#[test]
fn an_office_adds_an_act_with_a_file_of_another_name() {
    let later = ACT_26.replace("in_force_from = 2026-05-22", "in_force_from = 2028-01-01");
    let (criteria, findings) = load(&[("9-2027.toml", &later)]);
    assert!(findings.is_empty());
    assert_eq!(criteria.in_force(day(2027, 12, 31)).unwrap().id, "26-2026");
    assert_eq!(criteria.in_force(day(2028, 1, 1)).unwrap().id, "9-2027");
}

#[test]
fn two_acts_in_force_on_one_day_are_told_and_the_later_is_used() {
    let early = ACT_26.replace(
        "in_force_from = 2026-05-22",
        "in_force_from = 2022-06-01\nin_force_to = 2022-12-31",
    );
    let (criteria, findings) = load(&[("lai-chau.toml", &early)]);
    let finding = findings.into_iter().next().unwrap();
    assert_eq!(
        (finding.code, finding.place.file.as_str()),
        (Code::CriteriaOverlap, "templates/criteria/1048-2019-781-2020.toml")
    );
    assert_eq!(finding.found.as_deref(), Some("1048-2019-781-2020 và lai-chau, từ 2022-06-01"));
    assert_eq!(criteria.in_force(day(2022, 7, 1)).unwrap().id, "lai-chau");
}

#[test]
fn a_file_saved_by_notepad_is_read() {
    let windows = format!("\u{feff}{}", ACT_1048.replace('\n', "\r\n"));
    let (criteria, findings) = load(&[("1048-2019-781-2020.toml", &windows)]);
    assert!(findings.is_empty());
    assert_eq!(act_1048(&criteria).sets.len(), 26);
    let findings = changed("\nhousehold = [1]\n", "\nhousehold = [1]\nhousehold = [1]\n");
    assert_eq!(findings[0].message, "Một mục được ghi hai lần.");
}

#[test]
fn a_file_that_is_not_utf_8_is_told() {
    let (criteria, findings) = load(&[("26-2026.toml", b"number = \"148/Q\xD0-TTg\"")]);
    assert_eq!(
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        [Code::CriteriaUnreadable]
    );
    assert!(criteria.by_id("26-2026").is_none());
}
