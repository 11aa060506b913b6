use super::{Judged, LAI_CHAU, SIN_HO, act, at, cell, judge, judge_in, list, tea};
use crate::finding::Findings;
use crate::round::{self, Round};

/// A product of this district whose commune stands in F9, its address in E9; empty for none.
fn placed(district: usize, commune: &str, address: &str) -> Judged {
    let mut entry = tea(district, 9, "Chè cổ thụ");
    entry.commune = (!commune.is_empty()).then(|| at(district, "F9", commune.into()));
    entry.owner.address = (!address.is_empty()).then(|| at(district, "E9", address.into()));
    judge(vec![list(district, vec![entry])])
}

#[test]
fn communes_of_the_district_are_known_however_they_are_typed() {
    for (commune, address) in [
        ("", "xã Tả Ngảo, huyện Sìn Hồ"),
        ("", "Bản Lùng Chù, Xã TẢ NGẢO"),
        ("", "Ban Pho, xa Ta Ngao"),
        ("", "Tả Ngảo, Sìn Hồ"),
        ("", ""),
        ("Tả Ngảo", ""),
        ("xã Nậm Cha", ""),
        ("xa Nam Cha", ""),
        ("thị trấn Sìn Hồ", "xã Không Có"),
        ("", "P. 203 nhà A2"),
        ("", "Trụ sở Hợp tác xã Mây Núi"),
    ] {
        assert!(placed(SIN_HO, commune, address).told().is_empty(), "{commune} | {address}");
    }
}

#[test]
fn a_commune_that_does_not_exist_is_told_with_the_nearest() {
    for (district, commune, address, place, allowed) in [
        (
            SIN_HO,
            "",
            "Bản X, xã Phăng Xô Lin",
            "3.xlsx · DS!E9",
            "gần giống nhất: xã Phăng Sô Lin, huyện Sìn Hồ",
        ),
        (SIN_HO, "Tả Nghảo", "", "3.xlsx · DS!F9", "gần giống nhất: xã Tả Ngảo, huyện Sìn Hồ"),
        (
            LAI_CHAU,
            "",
            "xã Tân Phong",
            "0.xlsx · DS!E9",
            "gần giống nhất: phường Tân Phong, thành phố Lai Châu",
        ),
        (LAI_CHAU, "", "P.Tân Phông Mới", "0.xlsx · DS!E9", ""),
        (LAI_CHAU, "", "xã Hương Sơn", "0.xlsx · DS!E9", "phường Quyết Thắng; phường Tân Phong"),
    ] {
        let judged = placed(district, commune, address);
        if allowed.is_empty() {
            // The name goes on after that of a commune.
            assert!(judged.told().is_empty());
            continue;
        }
        assert_eq!(judged.told(), [format!("W327 {place}")]);
        assert!(
            judged.only().allowed.as_ref().unwrap().starts_with(allowed),
            "{:?}",
            judged.only()
        );
    }
}

#[test]
fn a_commune_of_another_district_is_told_with_that_district() {
    let judged = placed(SIN_HO, "", "Bản X, xã Bum Nưa");
    assert_eq!(judged.told(), ["W328 3.xlsx · DS!E9"]);
    assert_eq!(
        judged.only().found.as_deref(),
        Some("Bản X, xã Bum Nưa (xã Bum Nưa, huyện Mường Tè)")
    );
    assert_eq!(judged.reason(), None, "a warning refuses nothing");
}

#[test]
fn a_cell_merged_over_several_products_is_told_once() {
    let mut entries = super::teas(SIN_HO, &["Chè cổ thụ", "Trà xanh"]);
    for entry in &mut entries {
        entry.owner.address = Some(at(SIN_HO, "E9", "xã Bum Nưa".into()));
    }
    assert_eq!(judge(vec![list(SIN_HO, entries)]).told(), ["W328 3.xlsx · DS!E9"]);
}

/// The sample round on another day and in another province; its first unit is this one.
fn round_on(day: &str, province: &str, unit: &str) -> Round {
    let sample = include_str!("../../../inputs/round.toml");
    let text = sample
        .replacen("from = 2020-12-08", &format!("from = {day}"), 1)
        .replacen("to = 2020-12-10", &format!("to = {day}"), 1)
        .replacen("province = \"tỉnh Lai Châu\"", &format!("province = \"{province}\""), 1)
        .replacen("name = \"thành phố Lai Châu\"", &format!("name = \"{unit}\""), 1);
    let mut findings = Findings::default();
    round::parse(&text, &mut findings).unwrap_or_else(|| panic!("{findings:?}"))
}

/// What is told of one product in a round: its commune in F9, its address in E9; empty for none.
fn told_in(round: &Round, commune: &str, address: &str) -> Judged {
    let mut entry = tea(LAI_CHAU, 9, "Chè cổ thụ");
    entry.commune = (!commune.is_empty()).then(|| at(LAI_CHAU, "F9", commune.into()));
    entry.owner.address = (!address.is_empty()).then(|| at(LAI_CHAU, "E9", address.into()));
    judge_in(round, &act("1048-2019-781-2020"), vec![list(LAI_CHAU, vec![entry])])
}

#[test]
fn a_commune_of_before_july_2025_is_told_with_what_it_is_today() {
    let lai_chau = |unit| round_on("2026-09-16", "tỉnh Lai Châu", unit);
    for (unit, commune, address, told, now) in [
        // The name is still one, but the address is that of before.
        ("xã Khoen On", "", "xã Khoen On, huyện Than Uyên", "W390 E9", "nay là xã Khoen On,"),
        ("xã Khoen On", "", "Bản X, xã Tà Gia, H. Than Uyên", "W390 E9", "nay là xã Khoen On,"),
        ("xã Khoen On", "", "Ban X, xa Ta Gia, huyen Than Uyen", "W390 E9", "nay là xã Khoen On,"),
        ("xã Khoen On", "Ta Gia", "", "W390 F9", "nay là xã Khoen On, tỉnh Lai Châu"),
        ("xã Than Uyên", "TT.Than Uyên", "", "W390 F9", "nay là xã Than Uyên,"),
        ("xã Khoen On", "Tà Gia", "huyện Than Uyên", "W390 F9", "nay là xã Khoen On,"),
        ("xã Than Uyên", "", "TT. Than Uyên", "W390 E9", "nay là xã Than Uyên,"),
        ("xã Khoen On", "", "xã Tà Giá", "W327 E9", "gần giống nhất: xã Tà Gia, huyện Than Uyên"),
    ] {
        let judged = told_in(&lai_chau(unit), commune, address);
        let cell = told.split_once(' ').unwrap();
        assert_eq!(judged.told(), [format!("{} 0.xlsx · DS!{}", cell.0, cell.1)], "{address}");
        let allowed = judged.only().allowed.as_deref().unwrap_or_default();
        assert!(allowed.starts_with(now), "{address}: {allowed}");
    }
    // Another unit would have to send it.
    let judged = told_in(&lai_chau("xã Bum Tở"), "", "xã Tà Gia, huyện Than Uyên");
    assert_eq!(judged.told(), ["W328 0.xlsx · DS!E9"]);
    assert!(judged.only().found.as_ref().unwrap().ends_with("nay là xã Khoen On)"));
}

#[test]
fn a_divided_commune_is_told_with_all_of_today_the_largest_part_first() {
    let round = round_on("2026-09-16", "thành phố Hà Nội", "phường Ngọc Hà");
    let judged = told_in(&round, "", "Số 5, phường Cống Vị, quận Ba Đình");
    assert_eq!(judged.told(), ["W390 0.xlsx · DS!E9"]);
    let allowed = judged.only().allowed.as_deref().unwrap();
    assert_eq!(allowed, "nay là phường Ngọc Hà hoặc phường Giảng Võ, thành phố Hà Nội");
    assert!(judged.only().remedy.as_ref().unwrap().contains("Xã cũ đã chia"));
    let round = round_on("2026-09-16", "thành phố Hồ Chí Minh", "đặc khu Côn Đảo");
    for address in ["P.12, Q. Gò Vấp", "F12, Q. Gò Vấp", "phường 12, quận Gò Vấp"] {
        assert_eq!(told_in(&round, "", address).told(), ["W328 0.xlsx · DS!E9"], "{address}");
    }
    let judged = told_in(&round, "", "Khu 3, huyện Côn Đảo, thành phố Hồ Chí Minh");
    assert_eq!(judged.told(), ["W391 0.xlsx · DS!E9"]);
}

#[test]
fn a_district_in_an_address_of_today_is_told_also_beside_the_column() {
    let round = round_on("2026-09-16", "tỉnh Lai Châu", "xã Khoen On");
    for (commune, address) in [
        ("", "Bản X, xã Khoen On, huyện Sìn Hồ"),
        ("xã Khoen On", "Bản X, huyện Mường Tè"),
        ("xã Khoen On", "Bản X, huyện Thăn Uyên"),
        ("xã Khoen On", "Bản X, TP. Lai Châu"),
    ] {
        let judged = told_in(&round, commune, address);
        assert_eq!(judged.told(), ["W391 0.xlsx · DS!E9"], "{commune} | {address}");
    }
    for (commune, address) in [
        ("xã Khoen On", "Bản X, xã Khoen On, tỉnh Lai Châu"),
        ("", "Bản X, xã Khoen On, Lai Châu"),
        ("Khoen On", "Khu 5"),
    ] {
        let judged = told_in(&round, commune, address);
        assert!(judged.told().is_empty(), "{commune} | {address}: {:?}", judged.told());
    }
    let hue = round_on("2026-09-16", "thành phố Huế", "phường Thuận Hóa");
    assert!(told_in(&hue, "", "Số 5, phường Thuận Hóa, TP. Huế").told().is_empty());
}

#[test]
fn a_commune_of_today_in_a_round_of_before_is_told_with_those_it_was_made_of() {
    let round = round_on("2025-04-16", "tỉnh Lai Châu", "thành phố Lai Châu");
    assert!(told_in(&round, "", "Bản X, xã Sùng Phài, TP. Lai Châu").told().is_empty());
    let judged = told_in(&round, "", "xã Tủa Sín Chải, huyện Sìn Hồ");
    assert_eq!(judged.told(), ["W328 0.xlsx · DS!E9"]);
    let judged = told_in(&round, "", "Bản X, xã Khun Há Mới");
    assert_eq!(judged.told(), ["W328 0.xlsx · DS!E9"]);
    let judged = told_in(&round, "", "Bản X, xã Phong Thổ");
    assert_eq!(judged.told(), ["W390 0.xlsx · DS!E9"]);
    let allowed = judged.only().allowed.as_deref().unwrap();
    assert!(allowed.starts_with("trước đó là: thị trấn Phong Thổ, huyện Phong Thổ; "), "{allowed}");
}

#[test]
fn a_round_before_the_list_is_certain_is_only_given_a_note() {
    let round = round_on("2022-09-16", "tỉnh Hòa Bình", "huyện Đà Bắc");
    assert!(told_in(&round, "", "xã Cao Sơn, huyện Đà Bắc").told().is_empty());
    let judged = told_in(&round, "", "xã Hào Lý, huyện Đà Bắc");
    assert_eq!(judged.told(), ["N392 0.xlsx · DS!E9"], "it was merged later");
    let judged = told_in(&round, "", "xã Cao Dương");
    assert_eq!(judged.told(), ["N392 0.xlsx · DS!E9"], "it lies in another district");
    let judged = told_in(&round_on("2019-12-08", "tỉnh Lai Châu", "x"), "", "xã Không Có");
    assert_eq!(judged.told(), ["N392 0.xlsx · DS!E9"]);
}

#[test]
fn a_round_without_a_list_of_communes_says_that_none_is_checked() {
    for province in ["tỉnh Thừa Thiên Huế", "tỉnh Không Có"] {
        let round = round_on("2022-09-16", province, "huyện Nam Đông");
        let judged = told_in(&round, "", "xã Không Có");
        assert_eq!(judged.told(), ["N393 round.toml · round.province"], "{province}");
        assert!(told_in(&round, "", "").told().is_empty());
    }
}

#[test]
fn a_product_without_an_address_is_told_where_others_of_its_list_have_one() {
    let with = |address: &str| {
        let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
        entry.owner.address = (!address.is_empty()).then(|| at(SIN_HO, "E9", address.into()));
        judge(vec![list(SIN_HO, vec![entry, tea(SIN_HO, 10, "Chè dây rừng")])])
    };
    let judged = with("xã Tả Ngảo");
    let finding = judged.only();
    assert_eq!((finding.code.id(), &finding.place), ("N276", &cell(SIN_HO, "B10")));
    assert!(with("").told().is_empty());
}
