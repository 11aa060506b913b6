//! The names of the provinces, before and after July 2025. All later names but Huế are among the
//! earlier ones.

use careful_spreadsheet::text;

/// Names without their kind. Nghị quyết 202/2025/QH15 gives the present 34; the 63 before it are
/// kept for rounds of earlier years.
const NAMES: [&str; 64] = [
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bạc Liêu",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Định",
    "Bình Dương",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cần Thơ",
    "Cao Bằng",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Dương",
    "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình",
    "Hồ Chí Minh",
    "Huế",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lâm Đồng",
    "Lạng Sơn",
    "Lào Cai",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
];

/// Words before the name of a province. The city in it (thành phố Lai Châu) has the same name.
const KINDS: [&str; 3] = ["tỉnh ", "thành phố ", "tp "];

/// Normalises the name of a province for comparison, without its kind.
pub(super) fn key(name: &str) -> String {
    let folded = text::fold(name).replace('-', " ");
    let bare = KINDS.iter().find_map(|kind| folded.strip_prefix(kind)).unwrap_or(&folded);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether there is a province of this name, with or without its kind.
pub(super) fn is_one(name: &str) -> bool {
    let wanted = key(name);
    NAMES.iter().any(|known| key(known) == wanted)
}

/// Finds the province that a text names behind the word `tỉnh`; returns its name as [`NAMES`]
/// writes it.
pub(super) fn named_in(text: &str) -> Option<&'static str> {
    let folded = format!(" {} ", text::fold(text).replace('-', " "));
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = format!(" {folded} ");
    let behind: Vec<&str> =
        folded.match_indices(" tỉnh ").map(|(at, kind)| &folded[at + kind.len()..]).collect();
    let names = NAMES
        .iter()
        .filter(|name| behind.iter().any(|rest| rest.starts_with(&format!("{} ", key(name)))));
    names.copied().max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::{is_one, key, named_in};

    #[test]
    fn a_province_is_known_with_and_without_its_kind() {
        for name in [
            "tỉnh Lai Châu",
            "Lai Châu",
            "TỈNH LAI CHÂU",
            "thành phố Hà Nội",
            "tỉnh Thanh Hoá",
            "Huế",
        ] {
            assert!(is_one(name), "{name}");
        }
        assert!(!is_one("tỉnh Lai Chau") && !is_one("tỉnh") && !is_one("Sa Pa"));
        assert_eq!(key("tỉnh Bà Rịa – Vũng Tàu"), "bà rịa vũng tàu");
    }

    #[test]
    fn only_what_stands_behind_the_word_is_a_province() {
        assert_eq!(named_in("ỦY BAN NHÂN DÂN TỈNH LÀO CAI"), Some("Lào Cai"));
        assert_eq!(named_in("UBND tỉnh Thừa Thiên Huế"), Some("Thừa Thiên Huế"));
        for text in
            ["Ủy ban nhân dân tỉnh", "Ủy ban nhân dân phường Hòa Bình", "Hội đồng OCOP tỉnh"]
        {
            assert_eq!(named_in(text), None, "{text}");
        }
    }
}
