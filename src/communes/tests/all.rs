//! Every commune of the program's lists is found by what people write for it.

use time::{Date, Month};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::day;
use crate::communes::{Commune, Communes, Province, ProvinceSpan};

/// The days on which the lists are gone through.
const BEFORE: (i32, Month, u8) = (2025, Month::June, 30);
const AFTER: (i32, Month, u8) = (2025, Month::July, 1);
const NOW: (i32, Month, u8) = (2026, Month::November, 29);

/// All provinces on a day, with their communes.
pub(super) fn provinces((year, month, of): (i32, Month, u8)) -> Vec<Province> {
    let day: Date = day(year, month, of);
    let communes = Communes::default();
    let spans: Vec<ProvinceSpan> = communes.spans().filter(|span| span.covers(day)).collect();
    spans.iter().map(|span| communes.province_on(&span.name, day).unwrap()).collect()
}

/// A name as it is typed without accents.
fn without_accents(name: &str) -> String {
    let plain = name.nfd().filter(|letter| !is_combining_mark(*letter));
    plain
        .map(|letter| match letter {
            'đ' => 'd',
            'Đ' => 'D',
            letter => letter,
        })
        .collect()
}

/// A name with the tone on the other vowel of `oa`, `oe`, `uy` at the end of a syllable.
fn tone_moved(name: &str) -> String {
    const PAIRS: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    let moved = |word: &str| {
        PAIRS.iter().find_map(|(one, other)| {
            let swap = |from: &str, to: &str| Some(format!("{}{to}", word.strip_suffix(from)?));
            swap(one, other).or_else(|| swap(other, one))
        })
    };
    name.split(' ').map(|word| moved(word).unwrap_or(word.into())).collect::<Vec<_>>().join(" ")
}

/// The communes that an address or a cell of the column may mean.
fn found<'a>(province: &'a Province, text: &str, column: bool) -> Vec<&'a Commune> {
    let named =
        if column { province.named_in_column(text) } else { province.named_in_address(text) };
    named.map(|named| province.meant(&named)).unwrap_or_default()
}

/// Counts the communes of all provinces on a day, each of which is found in every form.
fn found_on(of: (i32, Month, u8)) -> usize {
    let mut count = 0;
    for province in provinces(of) {
        for commune in &province.communes {
            let (name, short) = (&commune.name, commune.short_name());
            let same: Vec<_> =
                province.communes.iter().filter(|other| other.name == *name).collect();
            let full = format!("Số 5, {}, {}", province.in_full(commune), province.name);
            let exact = [
                format!("Thôn 2, {name}"),
                format!("Thôn 2 - {name}, điện thoại 0912"),
                format!("TỔ 7, {}", name.to_uppercase()),
                format!("Thôn 2, {}", tone_moved(name)),
                full.clone(),
                full.replace(", ", " "),
            ];
            for text in &exact {
                let found = found(&province, text, false);
                assert!(found.contains(&commune), "{text}: {found:?}");
                if !short.is_ascii() {
                    assert_eq!(found, same, "{text}");
                }
            }
            let (plain, plain_full) = (without_accents(name), without_accents(&full));
            for (text, column) in [
                (format!("Thon 2, {plain}"), false),
                (plain_full.clone(), false),
                (plain_full.replace(", ", " "), false),
                (name.clone(), true),
                (short.to_owned(), true),
                (plain, true),
                (without_accents(short), true),
            ] {
                let found = found(&province, &text, column);
                assert!(found.contains(&commune), "{}: {text}: {found:?}", province.name);
            }
            let exactly = province.commune(&tone_moved(name)).unwrap();
            assert_eq!(exactly.name.to_lowercase(), name.to_lowercase(), "AYun and Ayun are two");
            count += 1;
        }
    }
    count
}

#[test]
fn all_communes_until_june_2025_are_found_with_and_without_accents() {
    let districts: usize = provinces(BEFORE).iter().map(|list| list.districts.len()).sum();
    assert_eq!((provinces(BEFORE).len(), districts, found_on(BEFORE)), (63, 696, 10_035));
}

#[test]
fn all_communes_since_july_2025_are_found_with_and_without_accents() {
    for of in [AFTER, NOW] {
        assert_eq!((provinces(of).len(), found_on(of)), (34, 3_321));
    }
}

#[test]
fn every_commune_of_before_is_followed_to_communes_of_its_province_today() {
    let communes = Communes::default();
    let today = day(NOW.0, NOW.1, NOW.2);
    let (mut followed, mut divided) = (0, 0);
    for list in provinces(NOW) {
        for former in communes.other_side(&list, today).provinces {
            for commune in &former.communes {
                let former = crate::communes::FormerCommune { province: &former, commune };
                assert!(!commune.became.is_empty(), "{}", commune.name);
                assert_eq!(former.today(&list).len(), commune.became.len(), "{}", commune.name);
                followed += 1;
                divided += usize::from(commune.became.len() > 1);
            }
        }
    }
    assert_eq!((followed, divided), (10_035, 471));
}
