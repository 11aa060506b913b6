//! Tests of the programme: every product has its time, and none stands where nobody is there.

use super::{AGENDA, before_the_meeting, cells, products, sections, table};
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;

/// The minutes since midnight of a time as printed.
fn minutes(time: &str) -> u32 {
    let (hour, minute) = time.split_once(" giờ ").expect("a time");
    hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap()
}

/// The products of the programme: number and time.
fn times(judged: &Judged) -> Vec<(String, u32)> {
    let rows = cells(table(judged, AGENDA));
    let products = rows.iter().filter(|row| !row[1].is_empty());
    products.map(|row| (row[1].to_owned(), minutes(row[0]))).collect()
}

#[test]
fn each_session_of_the_sample_goes_through_all_products() {
    let judged = RoundFolder::sample(&[]).judge();
    let times = times(&judged);
    assert_eq!(times.len(), 50);
    assert_eq!(times[0], ("1".to_owned(), 8 * 60 + 30), "after the opening");
    assert_eq!(times[25], ("1".to_owned(), 8 * 60), "the second session has no opening");
    assert_eq!(
        sections(table(&judged, AGENDA)),
        [
            "Buổi sáng, ngày 08/12/2020 (lần chấm 1)",
            "Buổi chiều, ngày 08/12/2020 (lần chấm 1)",
            "Buổi sáng, ngày 09/12/2020 (lần chấm 2)",
            "Buổi chiều, ngày 09/12/2020 (lần chấm 2)",
        ]
    );
    let text = judged.paper(AGENDA);
    assert!(text.contains("từ 08 giờ 00, ngày 08 tháng 12 năm 2020 đến hết ngày 09 tháng 12 năm"));
    assert!(text.contains("Ông Hà Trọng Hải, Phó Chủ tịch UBND tỉnh"), "{text}");
}

#[test]
fn sixty_one_products_fit_into_two_days_and_no_time_is_given_twice() {
    let judged = before_the_meeting(&products(61)).judge();
    let times = times(&judged);
    let numbers: Vec<String> = (1..=61).map(|number| number.to_string()).collect();
    assert_eq!(times.iter().map(|(number, _)| number.clone()).collect::<Vec<_>>(), numbers);
    let halves = [8 * 60..11 * 60 + 30, 13 * 60 + 30..17 * 60];
    for (number, time) in &times {
        let fits = halves.iter().any(|half| half.contains(time) && time + 10 <= half.end);
        assert!(fits, "product {number} at {time}");
    }
    let days = sections(table(&judged, AGENDA));
    assert!(days.last().unwrap().contains("09/12/2020"), "{days:?}");
    let text = judged.paper(AGENDA);
    assert!(
        text.contains("Lần chấm 2 dành cho những sản phẩm Hội đồng yêu cầu chấm lại"),
        "{text}"
    );
}

#[test]
fn what_does_not_fit_is_told_and_the_programme_waits() {
    let judged = before_the_meeting(&products(61)).setting("agenda.product_minutes", 30).judge();
    let told = judged.tells("E412", "round.toml · agenda.product_minutes");
    assert_eq!(told.found.as_deref(), Some("61 sản phẩm, mỗi sản phẩm 30 phút; xếp được 35"));
    assert_eq!(judged.waits("Chương trình họp"), "sửa lỗi E412 nêu ở trên");
    assert!(judged.papers().all(|(file, _)| !file.contains("chuong-trinh-hop")));
    assert!(judged.papers().any(|(file, _)| file.contains("diem-danh")), "the others are there");
}

#[test]
fn an_hour_that_is_none_is_told_at_its_key() {
    for (key, typed) in
        [("morning_to", "trưa"), ("afternoon_to", "25 giờ"), ("afternoon_from", "9 giờ")]
    {
        let judged =
            before_the_meeting(&products(1)).setting(&format!("agenda.{key}"), typed).judge();
        let told = judged.tells("E411", &format!("round.toml · agenda.{key}"));
        assert_eq!(told.found.as_deref(), Some(typed));
        assert_eq!(judged.waits("Chương trình họp"), "sửa lỗi E411 nêu ở trên");
    }
}

#[test]
fn before_sessions_are_declared_the_planned_days_count() {
    let judged = before_the_meeting(&products(40))
        .changing(|settings| {
            settings.remove("sessions");
        })
        .judge();
    assert_eq!(times(&judged).len(), 40);
    assert_eq!(sections(table(&judged, AGENDA)).last(), Some(&"Buổi sáng, ngày 09/12/2020"));
}

#[test]
fn a_session_that_begins_in_the_afternoon_has_no_morning() {
    let judged = before_the_meeting(&products(2))
        .meeting_once()
        .in_session(1, "start = \"14 giờ 00\"")
        .judge();
    assert_eq!(sections(table(&judged, AGENDA)), ["Buổi chiều, ngày 08/12/2020 (lần chấm 1)"]);
    assert_eq!(times(&judged)[0].1, 14 * 60 + 30);
}

#[test]
fn one_product_makes_a_programme_too() {
    let judged = before_the_meeting(&products(1)).meeting_once().judge();
    let rows = cells(table(&judged, AGENDA));
    let what: Vec<_> = rows.iter().map(|row| (row[0], row[2])).collect();
    assert_eq!(what.len(), 3, "{what:?}");
    assert_eq!(what[1], ("08 giờ 30", "Chè số 01"));
    assert_eq!(what[2].0, "08 giờ 40");
}
