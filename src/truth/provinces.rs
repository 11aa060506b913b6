//! The provinces on the day of a round, and how texts name them.

use careful_spreadsheet::text;
use time::Date;

use crate::communes::{Communes, ProvinceSpan};

/// Words before the name of a province, as they are compared. The city in it (thành phố Lai Châu)
/// has the same name.
const KINDS: [&str; 3] = ["tỉnh", "thành phố", "tp"];

/// Normalises the name of a province for comparison, without its kind.
pub(super) fn key(name: &str) -> String {
    let folded = text::fold(name).replace('-', " ");
    let words: Vec<_> = folded.split_whitespace().collect();
    let folded = words.join(" ");
    let rest = KINDS.iter().find_map(|kind| folded.strip_prefix(kind)?.strip_prefix(' '));
    rest.unwrap_or(&folded).to_owned()
}

/// Returns the kind that a name of a province begins with, written out; `None` where it is left
/// out.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    let folded = text::fold(name);
    let first = KINDS
        .iter()
        .find(|kind| folded.strip_prefix(**kind).is_some_and(|rest| rest.starts_with(' ')))?;
    Some(if *first == "tp" { "thành phố" } else { first })
}

/// A province that a text names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedProvince {
    /// Its name without kind.
    pub name: String,
    /// The kind as the text has it.
    pub kind: &'static str,
}

/// Finds the province that a text names behind the word `tỉnh`, at whatever time it was one, or
/// behind `thành phố`, where a city is a province on this day.
pub(super) fn named_in(communes: &Communes, text: &str, day: Date) -> Option<NamedProvince> {
    let folded = text::fold(text).replace('-', " ");
    let folded = format!(" {} ", folded.split_whitespace().collect::<Vec<_>>().join(" "));
    let behind = |kind: &str| -> Vec<&str> {
        let kind = format!(" {kind} ");
        folded.match_indices(&kind).map(|(at, kind)| &folded[at + kind.len()..]).collect()
    };
    let (provinces, cities) = (behind("tỉnh"), behind("thành phố"));
    if provinces.is_empty() && cities.is_empty() {
        return None;
    }
    let written = |span: &ProvinceSpan| {
        let wanted = format!("{} ", key(&span.name));
        let follows = |rest: &[&str]| rest.iter().any(|rest| rest.starts_with(&wanted));
        let is_city = kind(&span.name) == Some("thành phố") && span.covers(day);
        if follows(&provinces) {
            Some("tỉnh")
        } else {
            (is_city && follows(&cities)).then_some("thành phố")
        }
    };
    let named = communes.spans().filter_map(|span| {
        let kind = written(&span)?;
        Some(NamedProvince { name: without_kind(&span.name).to_owned(), kind })
    });
    named.max_by_key(|named| named.name.len())
}

/// Returns the name of a province without its kind, as it is shown: `Lai Châu`.
pub(super) fn without_kind(province: &str) -> &str {
    let rest = province.strip_prefix("tỉnh ").or_else(|| province.strip_prefix("thành phố "));
    rest.unwrap_or(province)
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::{key, kind, named_in};
    use crate::communes::Communes;

    fn day(year: i32) -> Date {
        Date::from_calendar_date(year, Month::December, 8).unwrap()
    }

    #[test]
    fn a_province_is_known_with_and_without_its_kind() {
        let is_one = |name: &str| Communes::default().span_near(name, day(2020)).is_some();
        for name in [
            "tỉnh Lai Châu",
            "Lai Châu",
            "TỈNH LAI CHÂU",
            "thành phố Hà Nội",
            "TP. Hồ Chí Minh",
            "tỉnh Thanh Hoá",
            "Huế",
            "tỉnh Bà Rịa – Vũng Tàu",
        ] {
            assert!(is_one(name), "{name}");
        }
        assert!(!is_one("tỉnh Lai Chau") && !is_one("tỉnh") && !is_one("Sa Pa"));
        assert_eq!(key("tỉnh Bà Rịa – Vũng Tàu"), "bà rịa vũng tàu");
        assert_eq!((kind("TP. Huế"), kind("Huế")), (Some("thành phố"), None));
    }

    #[test]
    fn only_what_stands_behind_the_word_is_a_province() {
        let communes = Communes::default();
        let named = |text: &str, year| {
            named_in(&communes, text, day(year)).map(|named| (named.kind, named.name))
        };
        let is = |kind, name: &str| Some((kind, name.to_owned()));
        assert_eq!(named("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", 2020), is("tỉnh", "Lào Cai"));
        assert_eq!(named("UBND tỉnh Thừa Thiên Huế", 2026), is("tỉnh", "Thừa Thiên Huế"));
        assert_eq!(named("UBND THÀNH PHỐ CẦN THƠ", 2020), is("thành phố", "Cần Thơ"));
        assert_eq!(named("UBND tỉnh Đồng Nai", 2026), is("tỉnh", "Đồng Nai"));
        for text in [
            "Ủy ban nhân dân tỉnh",
            "Ủy ban nhân dân phường Hòa Bình",
            "Hội đồng OCOP tỉnh",
            "UBND thành phố Lai Châu",
        ] {
            assert_eq!(named(text, 2020), None, "{text}");
        }
        assert_eq!(named("UBND thành phố Huế", 2020), None, "a city of Thừa Thiên Huế then");
        assert_eq!(named("UBND thành phố Huế", 2026), is("thành phố", "Huế"));
    }
}
