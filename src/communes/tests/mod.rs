mod all;
mod misspelt;

use std::path::Path;

use time::{Date, Month};

use super::{
    CommuneKind, Communes, NamedCommune, Province, districts_in_address, load, split_districts,
};
use crate::finding::{Code, Findings};
use crate::templates::Templates;

fn embedded() -> Communes {
    let (communes, findings) = load(&Templates::new(Path::new("no such folder")).unwrap()).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    communes
}

fn day(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day).unwrap()
}

fn lai_chau(communes: &Communes) -> Province {
    communes.province_on("tỉnh Lai Châu", day(2020, Month::December, 8)).unwrap()
}

/// What an office's own files come to.
fn with_file(name: &str, text: &str) -> (Communes, Findings) {
    let folder = tempfile::tempdir().unwrap();
    fs_err::create_dir_all(folder.path().join("communes")).unwrap();
    fs_err::write(folder.path().join("communes").join(name), text).unwrap();
    load(&Templates::new(folder.path()).unwrap()).unwrap()
}

const SMALL: &str = r#"
[province]
name = "tỉnh Lào Cai"
code = "10"
source = "x"
verified = "x"
communes = [{ code = "00001", name = "xã Y Tý" }]
"#;

#[test]
fn lai_chau_has_106_communes_in_eight_districts() {
    let communes = embedded();
    let province = lai_chau(&communes);
    let counts: Vec<_> = (0..8).map(|district| province.communes_of(district).count()).collect();
    assert_eq!((province.code.as_str(), province.communes.len()), ("12", 106));
    assert_eq!(counts, [7, 13, 14, 22, 17, 12, 10, 11]);
    assert!(
        province
            .communes
            .iter()
            .all(|commune| commune.code.len() == 5 && commune.code.starts_with("03"))
    );
}

#[test]
fn a_list_is_chosen_by_province_and_day() {
    let communes = embedded();
    let on =
        |name: &str, year, month, of| communes.province_on(name, day(year, month, of)).is_some();
    assert!(on("tỉnh Lai Châu", 2020, Month::December, 8) && on("Lai Chau", 2025, Month::July, 5));
    assert!(on("tỉnh Hòa Bình", 2025, Month::June, 30) && !on("Hòa Bình", 2025, Month::July, 1));
    assert!(on("thành phố Huế", 2025, Month::January, 1) && !on("Huế", 2024, Month::December, 31));
    assert!(!on("tỉnh Thừa Thiên Huế", 2020, Month::December, 8), "its districts are not known");
    let size = |year, month, of| {
        let list = communes.province_on("Lai Châu", day(year, month, of)).unwrap();
        (list.districts.len(), list.communes.len())
    };
    assert_eq!(size(2025, Month::June, 30), (8, 106));
    assert_eq!(size(2025, Month::July, 1), (0, 38));
}

#[test]
fn an_address_names_its_commune() {
    for (address, kind, name) in [
        ("Bản Lùng Chù, xã Tả Ngảo, huyện Sìn Hồ", CommuneKind::Rural, "Tả Ngảo"),
        ("Xã Pa ủ, huyện Mường Tè", CommuneKind::Rural, "Pa ủ"),
        ("Bản Sin Chải xã Tả Ngảo huyện Sìn Hồ", CommuneKind::Rural, "Tả Ngảo"),
        ("XÃ SAN THÀNG - TP LAI CHÂU", CommuneKind::Rural, "SAN THÀNG"),
        ("P.Tân Phong, TP. Lai Châu", CommuneKind::Ward, "Tân Phong"),
        ("TT. Than Uyên, H. Than Uyên", CommuneKind::Town, "Than Uyên"),
        ("Khu 5 thị trấn Sìn Hồ, h. Sìn Hồ", CommuneKind::Town, "Sìn Hồ"),
        ("x. Nậm Cần, Tân Uyên", CommuneKind::Rural, "Nậm Cần"),
        ("Ban Pho, xa Ta Ngao, huyen Sin Ho", CommuneKind::Rural, "Ta Ngao"),
        ("Trụ sở Hợp tác xã Mây Núi, xã Phìn Hồ", CommuneKind::Rural, "Phìn Hồ"),
        ("Số 12 phường Đoàn Kết, thị xã Lai Châu", CommuneKind::Ward, "Đoàn Kết"),
    ] {
        let named = NamedCommune::in_address(address).unwrap_or_else(|| panic!("{address}"));
        assert_eq!((named.kind, named.name.as_str()), (Some(kind), name), "{address}");
    }
}

#[test]
fn an_address_without_a_word_for_a_commune_names_none() {
    for address in [
        "",
        "Tả Ngảo, Sìn Hồ",
        "Hợp tác xã Mây Núi",
        "thị xã Lai Châu",
        "Nhà văn hóa xã hội",
        "Tổ 3, đường Xá Nhè",
        "xã, huyện Sìn Hồ",
        "P. 203, nhà A2",
        "Trung tâm xã",
    ] {
        assert_eq!(NamedCommune::in_address(address), None, "{address}");
    }
}

#[test]
fn a_column_for_communes_needs_no_kind() {
    for (cell, kind, name) in [
        ("Tả Ngảo", None, "Tả Ngảo"),
        ("xã Tả Ngảo", Some(CommuneKind::Rural), "Tả Ngảo"),
        ("Than Uyên (thị trấn)", None, "Than Uyên"),
        ("Tả Ngảo, huyện Sìn Hồ", None, "Tả Ngảo"),
    ] {
        let named = NamedCommune::in_column(cell).unwrap();
        assert_eq!((named.kind, named.name.as_str()), (kind, name), "{cell}");
    }
    assert_eq!(NamedCommune::in_column(" - "), None);
}

#[test]
fn names_are_compared_without_case_but_with_their_tones_and_kind() {
    let communes = embedded();
    let province = lai_chau(&communes);
    let meant = |cell: &str| {
        let named = NamedCommune::in_column(cell).unwrap();
        province
            .meant(&named)
            .into_iter()
            .map(|commune| province.in_full(commune))
            .collect::<Vec<_>>()
    };
    for cell in ["xã Pa ủ", "Pa Ủ", "XÃ PA U", "xã Pa Ủ điện thoại 0912"] {
        assert_eq!(meant(cell), ["xã Pa Ủ, huyện Mường Tè"], "{cell}");
    }
    assert_eq!(meant("xã Pa Khóa"), ["xã Pa Khoá, huyện Sìn Hồ"]);
    assert_eq!(meant("Nậm Chà"), ["xã Nậm Chà, huyện Nậm Nhùn"]);
    assert_eq!(meant("Nam Cha"), ["xã Nậm Cha, huyện Sìn Hồ", "xã Nậm Chà, huyện Nậm Nhùn"]);
    assert!(meant("xã Tả Ngão").is_empty());
    assert_eq!(meant("Mường Tè").len(), 2);
    assert_eq!(meant("thị trấn Mường Tè"), ["thị trấn Mường Tè, huyện Mường Tè"]);
    assert!(meant("xã Tân Phong").is_empty() && meant("xã Hương Sơn").is_empty());
}

#[test]
fn the_nearest_communes_are_proposed_those_of_the_district_first() {
    let communes = embedded();
    let province = lai_chau(&communes);
    let nearest = |cell: &str, district: &str| {
        let district = Some(province.district(district).unwrap());
        let near = province.nearest(&NamedCommune::in_column(cell).unwrap(), district);
        near.into_iter().map(|commune| commune.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(nearest("xã Phăng Xô Lin", "Huyện Sìn Hồ"), ["xã Phăng Sô Lin"]);
    assert_eq!(nearest("xã Mường Kang", "huyện Than Uyên"), ["xã Mường Cang"]);
    assert_eq!(nearest("xã Tân Phong", "thành phố Lai Châu"), ["phường Tân Phong"]);
    assert_eq!(nearest("Nậm Xá", "huyện Sìn Hồ"), ["xã Nậm Mạ"]);
    assert!(nearest("xã Hương Sơn", "Sìn Hồ").is_empty());
}

#[test]
fn an_office_adds_and_replaces_lists() {
    let (communes, findings) = with_file("lao-cai.toml", SMALL);
    assert!(findings.is_empty());
    let province = communes.province_on("Lào Cai", day(2026, Month::May, 1)).unwrap();
    assert_eq!(province.in_full(&province.communes[0]), "xã Y Tý");
    assert!(communes.province_on("Lai Châu", day(2020, Month::May, 1)).is_some());
    let (communes, _) = with_file("lai-chau.toml", &SMALL.replace("Lào Cai", "Lai Châu"));
    assert_eq!(
        communes.province_on("Lai Châu", day(2020, Month::May, 1)).unwrap().communes.len(),
        1
    );
}

#[test]
fn a_broken_list_is_reported_at_its_line_and_not_used() {
    for (wrong, right, place) in [
        ("code =", "kode =", " · dòng 4"),
        ("xã Y Tý", "Y Tý", " · province.communes"),
        (
            "source = \"x\"",
            "source = \"x\"\nvalid_from = 2021-01-01\nvalid_to = 2020-01-01",
            " · province.valid_to",
        ),
        ("}]", "}, { code = \"00001\", name = \"xã Khác\" }]", " · communes"),
        ("}]", "}, { code = \"00002\", name = \"xã Y Tý\" }]", " · communes"),
        ("[{ code = \"00001\", name = \"xã Y Tý\" }]", "[]", " · communes"),
    ] {
        let (communes, findings) = with_file("lao-cai.toml", &SMALL.replacen(wrong, right, 1));
        let told: Vec<_> =
            findings.iter().map(|finding| (finding.code, finding.place.to_string())).collect();
        let place = format!("templates/communes/lao-cai.toml{place}");
        assert_eq!(told, [(Code::CommunesUnreadable, place)], "{right}");
        assert!(communes.province_on("Lào Cai", day(2026, Month::May, 1)).is_none());
    }
}

/// The communes that an address may mean.
fn in_address(province: &Province, address: &str) -> Vec<String> {
    let named = province.named_in_address(address);
    let meant = named.map(|named| province.meant(&named)).unwrap_or_default();
    meant.into_iter().map(|commune| province.in_full(commune)).collect()
}

#[test]
fn names_that_hold_a_kind_or_stand_behind_a_number_or_dash_are_found() {
    let communes = embedded();
    let list = |name: &str, year, month| communes.province_on(name, day(year, month, 5)).unwrap();
    for (province, year, address, found) in [
        ("Hà Nội", 2025, "thôn 2, xã Tân Xã, Thạch Thất", "xã Tân Xã, huyện Thạch Thất"),
        (
            "Hà Nội",
            2026,
            "phố Thái Hà, P. Văn Miếu – Quốc Tử Giám",
            "phường Văn Miếu - Quốc Tử Giám",
        ),
        ("Huế", 2025, "P. Đúc, quận Thuận Hóa", "phường Phường Đúc, quận Thuận Hóa"),
        ("Huế", 2025, "phường Phường Đúc", "phường Phường Đúc, quận Thuận Hóa"),
        ("Huế", 2025, "phường Đúc, TP. Huế", "phường Phường Đúc, quận Thuận Hóa"),
        ("Thanh Hóa", 2026, "khu 3 xã Quan Sơn", "xã Quan Sơn"),
        ("Thanh Hóa", 2026, "khu 3 xa Quan Son tinh Thanh Hoa", "xã Quan Sơn"),
        ("Cà Mau", 2025, "ấp 4, xã Viên An, Ngọc Hiển", "xã Viên An, huyện Ngọc Hiển"),
        ("Lâm Đồng", 2026, "Số 9, P2 Bảo Lộc", "phường 2 Bảo Lộc"),
        ("Lâm Đồng", 2026, "tổ 4, phường 02 Bảo Lộc", "phường 2 Bảo Lộc"),
        ("Lâm Đồng", 2026, "phường Lang Biang-Đà Lạt", "phường Lang Biang - Đà Lạt"),
        ("Hồ Chí Minh", 2025, "12/3 Lê Lợi, P.6, Q. Gò Vấp", "phường 6, quận Gò Vấp"),
        ("Hồ Chí Minh", 2026, "khu 1, đặc khu Côn Đảo", "đặc khu Côn Đảo"),
        ("Hồ Chí Minh", 2026, "ĐK. Côn Đảo", "đặc khu Côn Đảo"),
        ("Quảng Nam", 2025, "Tam Xuân 2 - xã Tam Xuân 2", "xã Tam Xuân II, huyện Núi Thành"),
        ("Kon Tum", 2025, "làng X, xã Ia Tơi, Ia H’Drai", "xã Ia Tơi, huyện Ia H'Drai"),
        ("Đắk Lắk", 2026, "buôn Y, xã EA H’LEO", "xã Ea H'Leo"),
        ("Đắk Lắk", 2026, "buôn Y, xã Ea H Leo", "xã Ea H'Leo"),
        ("Lạng Sơn", 2026, "thôn 3, xã Quí Hoà", ""),
        ("Lạng Sơn", 2026, "thôn 3, xã Qúy Hòa", "xã Quý Hoà"),
    ] {
        let province = list(province, year, Month::June);
        let meant = in_address(&province, address);
        let first = meant.iter().find(|name| name.as_str() == found);
        assert_eq!(first.map_or("", String::as_str), found, "{address}: {meant:?}");
        assert_eq!(meant.is_empty(), found.is_empty(), "{address}: {meant:?}");
    }
}

#[test]
fn another_spelling_of_a_name_is_another_name_and_hinted_at() {
    let communes = embedded();
    for (province, cell, hint) in [
        ("Đồng Nai", "xã Đắk Ơ", "xã Đăk Ơ"),
        ("Lạng Sơn", "xã Quí Hoà", "xã Quý Hoà"),
        ("Bắc Ninh", "xã Bố Hạ", "phường Bố Hạ"),
        ("Đồng Nai", "Xã Trảng Bom", "phường Trảng Bom"),
    ] {
        let province = communes.province_on(province, day(2026, Month::October, 1)).unwrap();
        let named = province.named_in_column(cell).unwrap();
        assert!(province.meant(&named).is_empty(), "{cell}");
        assert_eq!(province.nearest(&named, None)[0].name, hint, "{cell}");
    }
}

#[test]
fn the_lists_change_on_the_days_of_the_resolutions() {
    let communes = embedded();
    let name = |province: &str, year, month, of| {
        communes.province_on(province, day(year, month, of)).unwrap().name
    };
    for (province, month, of) in [
        ("Đồng Nai", Month::April, 30),
        ("Quảng Ninh", Month::September, 1),
        ("Bắc Ninh", Month::September, 20),
    ] {
        let first = day(2026, month, of);
        let before = first.previous_day().unwrap();
        assert_eq!(name(province, 2026, month, of), format!("thành phố {province}"));
        assert_eq!(
            communes.province_on(province, before).unwrap().name,
            format!("tỉnh {province}")
        );
    }
    let ward = |of| {
        let list = communes.province_on("Đồng Nai", of).unwrap();
        list.commune("phường Trảng Bom").is_some()
    };
    assert!(!ward(day(2026, Month::April, 29)) && ward(day(2026, Month::April, 30)));
}

#[test]
fn what_is_only_a_district_is_taken_out_of_an_address() {
    for (address, kept, taken) in [
        ("Bản A, xã B, huyện Than Uyên", "Bản A, xã B,", vec!["huyện Than Uyên"]),
        ("Bản A, H.Than Uyên, tỉnh C", "Bản A, tỉnh C", vec!["H.Than Uyên"]),
        ("Bản A, TX. Nghĩa Lộ", "Bản A,", vec!["TX. Nghĩa Lộ"]),
        ("Huyện đội cũ, xã B", "Huyện đội cũ, xã B", vec![]),
        ("Quan Sơn, xã B, TP. Huế", "Quan Sơn, xã B, TP. Huế", vec![]),
    ] {
        assert_eq!(split_districts(address), (kept.to_owned(), taken), "{address}");
    }
    let named = districts_in_address("xã A huyện Than Uyên tỉnh Lai Châu, TP.Vinh");
    assert_eq!(named, ["huyện Than Uyên", "thành phố Vinh"]);
}

#[test]
fn a_file_in_the_place_of_a_list_of_the_program_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::create_dir_all(folder.path().join("communes")).unwrap();
    fs_err::write(folder.path().join("communes/tu-2025-07-01.txt"), "[x] code=1").unwrap();
    let (_, findings) = load(&Templates::new(folder.path()).unwrap()).unwrap();
    let told: Vec<_> = findings.iter().map(|it| (it.code, it.place.to_string())).collect();
    let place = "templates/communes/tu-2025-07-01.txt".to_owned();
    assert_eq!(told, [(Code::CommunesUnreadable, place)]);
}
