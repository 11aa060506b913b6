//! An owner's address with the commune and the district or province, each once.

use careful_spreadsheet::text::bare;

use crate::communes::NamedCommune;

/// Completes an address with the commune and the district where it does not name them yet.
///
/// ```text
/// (Some("Bản Lùng"), Some("xã Tả Ngảo"), "huyện Sìn Hồ") -> "Bản Lùng, xã Tả Ngảo, huyện Sìn Hồ"
/// (Some("xã Tả Ngảo, H. Sìn Hồ"), None, "huyện Sìn Hồ") -> "xã Tả Ngảo, H. Sìn Hồ"
/// ```
///
/// Since there are no districts, the unit that submits is a commune and the province stands behind
/// it; see `address_today.rs`.
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
pub(super) fn is_unit(segment: &str, name: &str) -> bool {
    let rest = KINDS.iter().find_map(|kind| segment.strip_prefix(kind)).unwrap_or(segment);
    rest.trim() == name
}

pub(super) fn segments(address: &str) -> impl Iterator<Item = String> {
    address
        .split([',', ';', '(', ')', '–', '—', '\n'])
        .flat_map(|part| part.split(" - "))
        .map(|part| bare(part).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::full;

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
    fn a_commune_that_submits_itself_stands_there_once() {
        assert_eq!(full(Some("Bản Lùng, xã Tả Ngảo"), None, "xã Tả Ngảo"), "Bản Lùng, xã Tả Ngảo");
        assert_eq!(full(Some("Bản Lùng"), Some("Tả Ngảo"), "xã Tả Ngảo"), "Bản Lùng, Tả Ngảo");
        assert_eq!(
            full(Some("số 5, P. Tân Phong"), None, "phường Tân Phong"),
            "số 5, P. Tân Phong"
        );
    }
}
