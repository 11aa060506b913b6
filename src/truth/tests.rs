//! The province and the submitting units of a round on its day.

use crate::communes::Communes;
use crate::criteria::Criteria;
use crate::finding::{Finding, Findings};
use crate::round::{self, PaperKind, Round};
use crate::truth::{self, UntruePapers};

/// The sample round on another day and in another province, with these units.
fn round_on(day: &str, province: &str, units: &[&str]) -> Round {
    let sample = include_str!("../../inputs/round.toml");
    let (before, rest) = sample.split_once("[[districts]]").unwrap();
    let (_, after) = rest.split_once("# ---- Hội đồng").unwrap();
    let units: Vec<_> =
        units.iter().map(|name| format!("[[districts]]\nname = \"{name}\"\n")).collect();
    let units = units.concat();
    let kind = if province.starts_with("tỉnh") { "TỈNH" } else { "THÀNH PHỐ" };
    let name = province.trim_start_matches("tỉnh ").trim_start_matches("thành phố ");
    let text = format!("{before}{units}# ---- Hội đồng{after}")
        .replacen("from = 2020-12-08", &format!("from = {day}"), 1)
        .replacen("to = 2020-12-10", &format!("to = {day}"), 1)
        .replace("TỈNH LAI CHÂU", &format!("{kind} {}", name.to_uppercase()))
        .replace("tỉnh Lai Châu", province)
        .replace("place = \"Lai Châu\"", &format!("place = \"{name}\""));
    let mut findings = Findings::default();
    round::parse(&text, &mut findings).unwrap_or_else(|| panic!("{findings:?}"))
}

/// What is told about places of a round, in order.
fn told(round: &Round) -> (Vec<Finding>, UntruePapers) {
    let (untrue, mut findings) =
        truth::check(round, &Criteria::default(), &Communes::default(), None);
    findings.sort();
    let of_places = ["E019", "W020", "E090", "W091", "W092"];
    let findings = findings.into_iter().filter(|it| of_places.contains(&it.code.id()));
    (findings.collect(), untrue)
}

/// Code, key and what is allowed of each finding about a round.
fn in_short(round: &Round) -> Vec<(String, String)> {
    let (findings, _) = told(round);
    let short = |finding: Finding| {
        let allowed = finding.allowed.unwrap_or_default();
        (format!("{} {}", finding.code.id(), finding.place), allowed)
    };
    findings.into_iter().map(short).collect()
}

#[test]
fn a_province_of_the_day_is_fine() {
    for (day, province, unit) in [
        ("2020-12-08", "tỉnh Lai Châu", "huyện Sìn Hồ"),
        ("2025-06-30", "tỉnh Hòa Bình", "huyện Đà Bắc"),
        ("2022-06-30", "tỉnh Thừa Thiên Huế", "huyện Nam Đông"),
        ("2025-06-30", "thành phố Huế", "quận Thuận Hóa"),
        ("2026-09-16", "thành phố Huế", "phường Thuận Hoá"),
        ("2026-04-29", "tỉnh Đồng Nai", "xã Trảng Bom"),
        ("2026-04-30", "thành phố Đồng Nai", "phường Trảng Bom"),
        ("2026-08-31", "tỉnh Quảng Ninh", "đặc khu Cô Tô"),
        ("2026-10-01", "thành phố Bắc Ninh", "Phường Bố Hạ"),
        ("2025-07-03", "tỉnh Lai Châu", "xã Khoen On"),
    ] {
        assert_eq!(in_short(&round_on(day, province, &[unit])), [], "{day} {province}");
    }
}

#[test]
fn a_province_that_ended_or_is_not_yet_holds_all_papers() {
    for (day, province, today) in [
        ("2026-09-16", "tỉnh Hòa Bình", "ngày 16/9/2026 là tỉnh Phú Thọ"),
        ("2025-07-01", "tỉnh Yên Bái", "ngày 01/7/2025 là tỉnh Lào Cai"),
        ("2025-01-01", "tỉnh Thừa Thiên Huế", "ngày 01/01/2025 là thành phố Huế"),
        ("2024-12-31", "thành phố Huế", "ngày 31/12/2024 là tỉnh Thừa Thiên Huế"),
        ("2026-09-16", "tỉnh Bà Rịa - Vũng Tàu", "ngày 16/9/2026 là thành phố Hồ Chí Minh"),
    ] {
        let round = round_on(day, province, &["xã Không Có"]);
        let told_first = in_short(&round);
        let ended = ("E090 round.toml · round.province".to_owned(), today.to_owned());
        assert_eq!(told_first.first(), Some(&ended), "{day} {province}");
        let (_, untrue) = told(&round);
        assert!(PaperKind::ALL.iter().all(|kind| untrue.contains_key(kind)), "{untrue:?}");
    }
}

#[test]
fn another_kind_of_province_is_told_where_it_stands() {
    let told = in_short(&round_on("2026-09-16", "tỉnh Đồng Nai", &["phường Trảng Bom"]));
    assert!(told.len() > 2, "the province and each body: {told:?}");
    for (place, allowed) in &told {
        assert!(place.starts_with("W091 "), "{place}");
        assert_eq!(allowed, "thành phố Đồng Nai");
    }
    let told = in_short(&round_on("2026-04-29", "thành phố Đồng Nai", &["xã Trảng Bom"]));
    assert_eq!(told[0].0, "W091 round.toml · round.province", "{told:?}");
    assert!(told.iter().all(|(_, allowed)| allowed == "tỉnh Đồng Nai"), "{told:?}");
    let told = in_short(&round_on("2026-09-16", "tỉnh Lai Chau", &["xã Khoen On"]));
    let first = ("W020 round.toml · round.province".to_owned(), "tỉnh Lai Châu".to_owned());
    assert_eq!(told[0], first);
}

#[test]
fn a_unit_that_is_no_commune_of_the_day_is_told_with_what_it_is_today() {
    let units = [
        "xã Khoen On",
        "huyện Than Uyên",
        "xã Tà Gia",
        "thị trấn Than Uyên",
        "xã Bum Nữa",
        "Pa Ủ",
        "xã Không Có",
    ];
    let expected = [
        ("2", "cấp huyện không còn; nơi đó nay có: "),
        ("3", "xã cũ, nay là xã Khoen On"),
        ("4", "xã cũ, nay là xã Than Uyên"),
        ("5", "gần giống nhất: xã Bum Nưa"),
        ("6", "xã Pa Ủ"),
        ("7", ""),
    ];
    let told = in_short(&round_on("2026-09-16", "tỉnh Lai Châu", &units));
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for ((place, allowed), (number, start)) in told.iter().zip(expected) {
        assert_eq!(place, &format!("W092 round.toml · districts.{number}"));
        assert!(allowed.starts_with(start), "{place}: {allowed}");
    }
    let told = in_short(&round_on("2025-05-16", "tỉnh Lai Châu", &["huyện Sìn Hố", "Sìn Hồ"]));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.contains("huyện Sìn Hồ"), "{told:?}");
    let told = in_short(&round_on("2022-05-16", "tỉnh Nghệ An", &["huyện Cửa Lò"]));
    assert_eq!(told, [], "districts of that day are not surely known");
}

#[test]
fn the_note_on_the_criteria_names_the_products_of_the_round_that_it_touches() {
    let templates =
        crate::templates::Templates::new(std::path::Path::new("no/such/folder")).unwrap();
    let criteria = crate::criteria::load(&templates).unwrap().0;
    let act = criteria.by_id("1048-2019-781-2020").unwrap();
    let rice = act.sets.iter().find(|set| set.criteria.is_empty()).expect("rice has none");
    let sauce = act.sets.iter().find(|set| set.total < 100.into() && !set.criteria.is_empty());
    let (rice, sauce) = (rice.name.as_str(), sauce.expect("some have 98 points").name.as_str());
    let sure = act.sets.iter().find(|set| set.unverified.is_none()).unwrap().name.as_str();
    let told = |products: &[(&str, &str)]| super::unverified(act, products).unwrap().message;
    let both = told(&[("Gạo A", rice), ("Tương B", sauce), ("Chè C", sure)]);
    assert!(both.contains(&format!("Gạo A (bộ “{rice}”: chỉ kiểm tra được tổng điểm")), "{both}");
    assert!(both.contains("Tương B (bộ “") && both.contains("chỉ cộng được 98 điểm"), "{both}");
    assert!(!both.contains("Chè C"), "{both}");
    assert!(told(&[("Chè C", sure)]).contains("không có sản phẩm nào thuộc bộ"));
    assert!(!told(&[]).contains("Trong đợt này"), "nobody sent a product yet");
    let found = super::unverified(act, &[]).unwrap().found.unwrap();
    assert!(found.contains("tương, nước mắm") && !found.contains("chúng tôi"), "{found}");
}
