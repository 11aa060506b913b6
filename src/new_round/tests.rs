//! The text that is filled in, and the names of provinces and cities.

use std::collections::BTreeMap;
use std::path::Path;

use super::ROUND;
use super::asked::{Asked, earlier_of};
use super::known::fill_in;
use super::text::{RoundText, list, quoted};
use crate::communes;
use crate::criteria;
use crate::round::PaperDate;
use crate::templates::Templates;

/// A round of this month in a province of this name.
fn filled(province: &str, month: &str) -> String {
    let templates = Templates::new(Path::new("no such folder")).unwrap();
    let date = PaperDate::parse(month).unwrap();
    let (criteria, _) = criteria::load(&templates).unwrap();
    let (communes, _) = communes::load(&templates).unwrap();
    let day = PaperDate::parse("2020-12").unwrap().first_day();
    let mut list = communes.province_on("Lai Châu", day).unwrap();
    province.clone_into(&mut list.name);
    let act = criteria.in_force(date.first_day()).unwrap().clone();
    let asked = Asked {
        province: list,
        date,
        earlier: earlier_of(&criteria, &act, date).cloned(),
        act,
        bodies: BTreeMap::new(),
    };
    fill_in(ROUND, &asked).unwrap()
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|own| own == line)
}

#[test]
fn a_city_is_no_province() {
    let text = filled("thành phố Đồng Nai", "2026-09");
    for line in [
        "province = \"thành phố Đồng Nai\"",
        "lines = [\"ỦY BAN NHÂN DÂN\", \"THÀNH PHỐ ĐỒNG NAI\"]",
        "name = \"Ủy ban nhân dân thành phố Đồng Nai\"",
        "place = \"Đồng Nai\"",
        "issuer = \"Chủ tịch UBND thành phố Đồng Nai\"",
    ] {
        assert!(has(&text, line), "{line}\n{text}");
    }
    assert!(text.contains("Các sở, ban, ngành thành phố;") && text.contains("Liên minh HTX thành"));
    assert!(text.contains("Phó Chủ tịch UBND thành phố;"), "{text}");
    let text = filled("thành phố Hồ Chí Minh", "2026-09");
    assert!(has(&text, "place = \"Thành phố Hồ Chí Minh\""), "the name of a person, in full");
}

#[test]
fn a_province_that_has_ended_is_told_with_the_one_of_today() {
    let templates = Templates::new(Path::new("no such folder")).unwrap();
    let told =
        |province: &str| Asked::read(province, "2026-03", &templates).unwrap().err().unwrap();
    for (typed, today) in [
        ("Hòa Bình", "nay là tỉnh Phú Thọ. Ghi --province \"Phú Thọ\"."),
        ("tỉnh Hoà Bình", "nay là tỉnh Phú Thọ."),
        ("Quảng Nam", "nay là thành phố Đà Nẵng."),
    ] {
        assert!(told(typed).contains(today), "{}", told(typed));
    }
    let all = told("Chiang Mai");
    let at = |name: &str| all.find(name).unwrap();
    assert!(at("An Giang") < at("Bắc Ninh") && at("Cà Mau") < at("Cao Bằng"), "{all}");
    assert!(at("Đắk Lắk") < at("Điện Biên") && at("Điện Biên") < at("Đồng Nai"), "{all}");
    assert!(at("Cần Thơ") < at("Đà Nẵng") && at("Đồng Tháp") < at("Gia Lai"), "{all}");
}

#[test]
fn a_body_that_is_not_known_stays_a_blank() {
    assert!(filled("tỉnh Lai Châu", "2026-09").contains("standing_agency = \"<điền:"));
}

#[test]
fn a_law_that_is_not_known_is_not_written() {
    assert!(!filled("tỉnh Lai Châu", "2025-04").contains("[acts.local_government]"));
    let text = filled("tỉnh Lai Châu", "2020-12");
    assert!(text.contains("[acts.local_government_amendment]"), "{text}");
}

#[test]
fn a_value_is_filled_in_where_it_belongs() {
    let mut text = RoundText::new("[a]\nx = 1\n# y = 2\n\n[b.c]\nx = 3 # chú thích\n");
    text.set("b.c", "x", "4").unwrap();
    text.set("a", "y", "5").unwrap();
    assert!(text.set("a", "z", "6").is_err(), "no such key");
    assert!(text.set("d", "x", "6").is_err(), "no such section");
    assert_eq!(text.into_text(), "[a]\nx = 1\ny = 5\n\n[b.c]\nx = 4\n");
}

#[test]
fn texts_are_written_as_toml() {
    assert_eq!(quoted("Xã “A”"), "\"Xã “A”\"");
    assert_eq!(list(&["a", "b"]), "[\"a\", \"b\"]");
    let typed: toml::Table = format!("x = {}", quoted("a\"b\\c")).parse().unwrap();
    assert_eq!(typed["x"].as_str(), Some("a\"b\\c"));
}

#[test]
fn a_round_in_a_time_of_transition_asks_when_dossiers_came_in_and_cites_both_acts() {
    for month in ["2026-05-22", "2026-06", "2026-07-21"] {
        let text = filled("tỉnh Lai Châu", month);
        for line in [
            "received = \"<điền: ngày nhận hồ sơ, ví dụ received = 2026-05-15>\"",
            "[acts.criteria_earlier]",
            "number = \"148/QĐ-TTg\"",
            "[acts.criteria_earlier_amendment]",
            "number = \"1489/QĐ-TTg\"",
        ] {
            assert!(has(&text, line), "{month}: {line}\n{text}");
        }
        let both = "\"criteria\", \"criteria_earlier\", \"criteria_earlier_amendment\", ";
        assert_eq!(text.matches(both).count(), 2, "plan and decision: {text}");
        assert!(text.contains("đến hết ngày 21/7/2026, đánh giá lại đến hết 21/6/2026;"), "{text}");
        assert!(text.contains("thì UBND tỉnh quyết định: sửa signer"), "{text}");
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
    }
    for month in ["2026-04", "2026-07-22", "2026-09"] {
        let text = filled("tỉnh Lai Châu", month);
        assert!(!text.contains("criteria_earlier") && !text.contains("\nreceived"), "{text}");
    }
}

#[test]
fn a_workbook_holds_all_communes_that_the_text_offers_in_comments() {
    let text = super::with_all_units(&filled("Lai Châu", "2026-11"));
    let units = text.matches("[[districts]]\nname = ").count();
    assert!(units > 30, "{text}");
    assert!(!text.contains("đơn vị thứ nhất"), "{text}");
    let declared = crate::declaration::to_workbook(&text).unwrap();
    let back = crate::declaration::to_toml(&declared).unwrap();
    assert_eq!(back.matches("[[districts]]").count(), units, "{back}");
    assert_eq!(super::with_all_units(ROUND), ROUND, "nothing is offered without a province");
}

#[test]
fn a_round_that_is_made_with_its_number_declares_it() {
    let folder = tempfile::tempdir().unwrap();
    let known = super::KnownRound { province: "Lai Châu".to_owned(), date: "2026-12".to_owned() };
    let inputs = folder.path().join("inputs");
    super::make_numbered(&inputs, (&known, 2), Path::new("")).unwrap();
    let book = fs_err::read(inputs.join(crate::declaration::FILE)).unwrap();
    let text = crate::declaration::read(&book).unwrap().text;
    assert!(has(&text, "number = 2"), "{text}");
    let again = super::make_numbered(&inputs, (&known, 2), Path::new(""));
    assert!(matches!(again, Err(super::NotMade::NotEmpty)));
}
