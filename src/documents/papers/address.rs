//! An owner's address with the commune and the district or province, each once.

use careful_spreadsheet::text::bare;

use crate::communes::{NamedCommune, split_districts};

/// Completes an address with the commune and the district where it does not name them yet.
///
/// ```text
/// (Some("Bản Lùng"), Some("xã Tả Ngảo"), "huyện Sìn Hồ") -> "Bản Lùng, xã Tả Ngảo, huyện Sìn Hồ"
/// (Some("xã Tả Ngảo, H. Sìn Hồ"), None, "huyện Sìn Hồ") -> "xã Tả Ngảo, H. Sìn Hồ"
/// ```
///
/// Since there are no districts, the unit that submits is a commune and the province stands behind
/// it; see [`in_province`].
pub(super) fn full(address: Option<&str>, commune: Option<&str>, district: &str) -> String {
    let mut full = address.unwrap_or_default().trim().trim_end_matches([',', '.', ';']).to_owned();
    for unit in commune.into_iter().chain([district]) {
        let known =
            if unit == district { names_district(&full, unit) } else { names_commune(&full, unit) };
        if !known {
            if !full.is_empty() {
                full.push_str(", ");
            }
            full.push_str(unit.trim());
        }
    }
    full
}

/// Completes an address as [`full`] does, of a law without districts: commune, then province. A
/// part that is only the name of a district is left out; the rules tell it at its cell.
///
/// ```text
/// (Some("Bản Lùng, xã Tả Lèng, huyện Tam Đường"), None, "xã Tả Lèng", "tỉnh Lai Châu")
///     -> "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"
/// ```
pub(super) fn in_province(
    address: Option<&str>,
    commune: Option<&str>,
    unit: &str,
    province: &str,
) -> String {
    let (address, _) = split_districts(address.unwrap_or_default());
    let address = address.trim().trim_end_matches([',', '.', ';']);
    let (before, province) = match address.rsplit_once(',') {
        Some((before, last)) if is_province(last, province) => (before, last.trim()),
        None if is_province(address, province) => ("", address),
        _ => (address, province),
    };
    let full = full(Some(before), commune, unit);
    if segments(&full).any(|segment| is_province(&segment, province)) {
        full
    } else {
        format!("{full}, {}", province.trim())
    }
}

/// Tells whether a part of an address is this province: with its own kind, or without one. The city
/// and the ward of its name are not.
fn is_province(part: &str, province: &str) -> bool {
    let (part, province) = (bare(part), bare(province));
    let (part, province) = (part.trim(), province.trim());
    let city = province.strip_prefix("thanh pho ");
    let name = city.or_else(|| province.strip_prefix("tinh ")).unwrap_or(province);
    let kinds: &[&str] = if city.is_some() { &["thanh pho ", "tp "] } else { &["tinh ", "t "] };
    part == name || kinds.iter().any(|kind| part.strip_prefix(kind) == Some(name))
}

/// Tells whether an address names this commune, or any other.
fn names_commune(address: &str, commune: &str) -> bool {
    let own =
        NamedCommune::in_column(commune).map_or_else(|| bare(commune), |named| bare(&named.name));
    NamedCommune::in_address(address).is_some()
        || segments(address).any(|segment| is_unit(&segment, &own))
}

/// Tells whether an address names this district, with or without its kind (`huyện`).
fn names_district(address: &str, district: &str) -> bool {
    let whole = bare(district);
    let own =
        KINDS.iter().find_map(|kind| whole.strip_prefix(kind)).unwrap_or(&whole).trim().to_owned();
    segments(address).any(|segment| is_unit(&segment, &own))
}

/// Kinds of administrative units in the form in which they are compared, longest first.
const KINDS: [&str; 14] = [
    "thanh pho ",
    "thi xa ",
    "thi tran ",
    "dac khu ",
    "phuong ",
    "huyen ",
    "quan ",
    "tinh ",
    "tp ",
    "tx ",
    "xa ",
    "h ",
    "p ",
    "x ",
];

/// Tells whether one segment of an address is this unit, with or without its kind.
fn is_unit(segment: &str, name: &str) -> bool {
    let rest = KINDS.iter().find_map(|kind| segment.strip_prefix(kind)).unwrap_or(segment);
    rest.trim() == name
}

fn segments(address: &str) -> impl Iterator<Item = String> {
    address
        .split([',', ';', '(', ')', '–', '—', '\n'])
        .flat_map(|part| part.split(" - "))
        .map(|part| bare(part).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{full, in_province};

    #[test]
    fn commune_and_district_stand_there_once() {
        let district = "huyện Sìn Hồ";
        for (address, commune, expected) in [
            (Some("Bản Lùng"), Some("xã Tả Ngảo"), "Bản Lùng, xã Tả Ngảo, huyện Sìn Hồ"),
            (Some("Bản Lùng, xã Tả Ngảo"), Some("Tả Ngảo"), "Bản Lùng, xã Tả Ngảo, huyện Sìn Hồ"),
            (Some("xã Tả Ngảo, H. Sìn Hồ."), Some("xã Tả Ngảo"), "xã Tả Ngảo, H. Sìn Hồ"),
            (Some("Tả Ngảo - Sìn Hồ"), Some("xã Tả Ngảo"), "Tả Ngảo - Sìn Hồ"),
            (
                Some("XÃ TẢ NGẢO, HUYỆN SÌN HỒ, tỉnh Lai Châu"),
                None,
                "XÃ TẢ NGẢO, HUYỆN SÌN HỒ, tỉnh Lai Châu",
            ),
            (None, Some("xã Tả Ngảo"), "xã Tả Ngảo, huyện Sìn Hồ"),
            (None, None, "huyện Sìn Hồ"),
        ] {
            assert_eq!(full(address, commune, district), expected);
        }
    }

    #[test]
    fn without_districts_the_province_stands_behind_the_commune() {
        let unit = "xã Tả Lèng";
        for (address, commune, expected) in [
            (Some("Bản Lùng"), None, "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng"), Some("Tả Lèng"), "Bản Lùng, Tả Lèng, tỉnh Lai Châu"),
            (
                Some("Bản Lùng, xã Tả Lèng, huyện Tam Đường, tỉnh Lai Châu"),
                None,
                "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu",
            ),
            (
                Some("Bản Lùng, xã Tả Lèng, H. Tam Đường"),
                None,
                "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu",
            ),
            (Some("Bản Lùng - xã Tả Lèng"), None, "Bản Lùng - xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng, tỉnh Lai Châu"), None, "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng, Lai Châu."), None, "Bản Lùng, xã Tả Lèng, Lai Châu"),
            (None, None, "xã Tả Lèng, tỉnh Lai Châu"),
            (
                Some("Nhà khách huyện Tam Đường cũ, xã Tả Lèng"),
                None,
                "Nhà khách huyện Tam Đường cũ, xã Tả Lèng, tỉnh Lai Châu",
            ),
        ] {
            assert_eq!(in_province(address, commune, unit, "tỉnh Lai Châu"), expected);
        }
        let ward = |address, province| in_province(Some(address), None, "phường X", province);
        assert_eq!(ward("số 5, phường X, TP. Huế", "thành phố Huế"), "số 5, phường X, TP. Huế");
        assert_eq!(
            in_province(Some("tổ 2"), None, "phường Cao Bằng", "tỉnh Cao Bằng"),
            "tổ 2, phường Cao Bằng, tỉnh Cao Bằng"
        );
    }

    #[test]
    fn a_commune_that_submits_itself_stands_there_once() {
        assert_eq!(full(Some("Bản Lùng, xã Tả Ngảo"), None, "xã Tả Ngảo"), "Bản Lùng, xã Tả Ngảo");
        assert_eq!(full(Some("Bản Lùng"), Some("Tả Ngảo"), "xã Tả Ngảo"), "Bản Lùng, Tả Ngảo");
        assert_eq!(
            full(Some("số 5, P. Tân Phong"), None, "phường Tân Phong"),
            "số 5, P. Tân Phong"
        );
    }
}
