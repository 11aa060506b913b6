use super::{Judged, LAI_CHAU, SIN_HO, act, at, judge, judge_in, list, round_with, tea};

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

#[test]
fn without_a_list_of_communes_nothing_is_checked() {
    for (text, by) in [
        ("province = \"tỉnh Lai Châu\"", "province = \"tỉnh Hòa Bình\""),
        ("from = 2020-12-08", "from = 2019-12-08"),
    ] {
        let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
        entry.owner.address = Some(at(SIN_HO, "E9", "xã Không Có".into()));
        let judged = judge_in(
            &round_with(text, by),
            &act("1048-2019-781-2020"),
            vec![list(SIN_HO, vec![entry])],
        );
        assert!(judged.told().is_empty(), "{by}");
    }
}
