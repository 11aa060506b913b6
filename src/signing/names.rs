//! Whether a certificate bears the name of whoever is to sign. Whole names are compared, word by
//! word: a name that only begins like another one is another one's.

use careful_spreadsheet::text::{clean, fold};
use pdf_signature::keys::rehearsal::{MARK, is_rehearsal};

/// What stands before the name of a person, a word or two.
const TITLES: [&str; 34] = [
    "ông",
    "bà",
    "anh",
    "chị",
    "đồng chí",
    "đ c",
    "đc",
    "gs",
    "pgs",
    "giáo sư",
    "phó giáo sư",
    "tskh",
    "ts",
    "t s",
    "tiến sĩ",
    "tiến sỹ",
    "ths",
    "th s",
    "thạc sĩ",
    "thạc sỹ",
    "cn",
    "cử nhân",
    "ks",
    "kỹ sư",
    "kts",
    "kiến trúc sư",
    "bs",
    "bác sĩ",
    "bác sỹ",
    "ds",
    "dược sĩ",
    "dược sỹ",
    "ls",
    "luật sư",
];

/// Fewest words of a full name, so that no family name is taken for a title.
const FEWEST: usize = 2;

/// Words of the names of bodies that offices write short, and in full: what papers print (Nghị định
/// 30/2020/NĐ-CP, Phụ lục III) and `templates/bodies.toml` lists.
const SHORT: [(&str, &str); 4] = [
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("ptnt", "phát triển nông thôn"),
    ("nn", "nông nghiệp"),
];

/// Tells whether the name on a certificate is that of a person. Titles before the name, capitals,
/// spaces and the way a letter is composed do not matter.
#[must_use]
pub fn is_same_person(holder: &str, person: &str) -> bool {
    let is_plain = is_seen(holder);
    let (holder, person) = (without_titles(holder), without_titles(person));
    is_plain && !person.is_empty() && holder == person
}

/// Tells whether the name on a certificate is one of the names of a body. Capitals, spaces and the
/// usual short forms do not matter.
#[must_use]
pub fn is_same_body<'n>(holder: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    let is_plain = is_seen(holder);
    let holder = in_full(holder);
    is_plain && !holder.is_empty() && names.into_iter().any(|name| in_full(name) == holder)
}

/// Tells whether every sign of a name is seen: two names that look the same are then the same.
fn is_seen(name: &str) -> bool {
    // Soft hyphen, joiners, marks of direction, tags and the like (Unicode: Default_Ignorable).
    let is_hidden = |sign: char| {
        matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
    };
    !name.chars().any(is_hidden)
}

/// Tells whether a line of a page can be the name of a person.
#[must_use]
pub fn is_person_name(line: &str) -> bool {
    const MOST: usize = 10;
    let line = clean(line);
    let words: Vec<_> = line.split_whitespace().collect();
    let is_word = |word: &&str| {
        let bare = word.trim_matches(['(', ')', '.']);
        bare.chars().all(|sign| sign.is_alphabetic() || sign == '.') && !bare.is_empty()
    };
    let begins = words.first().and_then(|word| word.chars().next());
    (FEWEST..=MOST).contains(&words.len())
        && words.iter().all(is_word)
        && begins.is_some_and(char::is_uppercase)
}

/// The words of a name, without what a rehearsal puts before it.
fn words(name: &str) -> Vec<String> {
    let name = clean(name);
    let bare = if is_rehearsal(&name) { name.strip_prefix(MARK).unwrap_or(&name) } else { &name };
    let folded = fold(&bare.replace('&', " và "));
    folded.split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn without_titles(name: &str) -> Vec<String> {
    let mut words = words(name);
    loop {
        let title = TITLES.iter().map(|title| fold(title)).find_map(|title| {
            let title: Vec<_> = title.split(' ').collect();
            let is_first = words.len() >= title.len() + FEWEST
                && words.iter().zip(&title).all(|(word, title)| word == title);
            is_first.then_some(title.len())
        });
        match title {
            Some(length) => drop(words.drain(..length)),
            None => return words,
        }
    }
}

fn in_full(name: &str) -> Vec<String> {
    let words = words(name);
    let full = words.iter().flat_map(|word| {
        let full = SHORT.iter().find(|(short, _)| *short == word.as_str());
        let full = full.map_or_else(|| word.clone(), |(_, full)| fold(full));
        full.split(' ').map(str::to_owned).collect::<Vec<_>>()
    });
    full.collect()
}

/// Words of which the name of a body has one.
const OF_BODIES: [&str; 24] = [
    "ubnd",
    "hđnd",
    "ủy ban",
    "uỷ ban",
    "hội đồng",
    "sở ",
    "bộ ",
    "chi cục",
    "cục ",
    "phòng",
    "văn phòng",
    "trung tâm",
    "ban ",
    "viện",
    "tổng cục",
    "cơ quan",
    "tỉnh",
    "huyện",
    "thành phố",
    "xã ",
    "phường",
    "công ty",
    "hợp tác xã",
    "cơ sở",
];

/// Tells whether a name is one that bodies have, not persons.
#[must_use]
pub fn is_body_name(name: &str) -> bool {
    let name = clean(name).to_lowercase();
    OF_BODIES.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_by_the_whole_name_with_or_without_a_title() {
        for holder in [
            "HÀ TRỌNG HẢI",
            "THỬ NGHIỆM - Hà Trọng Hải",
            "Hà Tro\u{323}ng Hải",
            "Ông Hà  Trọng Hải",
            "TS.Hà Trọng Hải",
            "PGS. TS. Hà Trọng Hải",
            "Phó Giáo sư, Tiến sĩ Hà Trọng Hải",
            "CN Hà Trọng Hải",
        ] {
            assert!(is_same_person(holder, "TS. Hà Trọng Hải"), "{holder}");
        }
        for holder in [
            "Hà Trọng Hải\u{200b}",
            "Hà\u{ad} Trọng Hải",
            "",
            "Hà",
            "Hà Trọng",
            "Trọng Hải",
            "Hà Trọng Hai",
            "Hà Trọng Hải Yến",
            "Nguyễn Hà Trọng Hải",
            "Hà Trọng Hải 2",
            "HàTrọngHải",
            "UBND tỉnh Lai Châu",
        ] {
            assert!(!is_same_person(holder, "Hà Trọng Hải"), "{holder}");
        }
        assert!(!is_same_person("", ""));
        assert!(is_same_person("Bà Đỗ Hoà", "Đỗ Hòa"));
        assert!(!is_same_person("Hoà", "Bà Hoà"), "no name is left of a title and a word");
    }

    #[test]
    fn a_body_is_known_by_its_name_short_or_in_full_and_no_part_of_it() {
        let names = ["Ủy ban nhân dân tỉnh Lai Châu", "UBND tỉnh Lai Châu"];
        for holder in [
            "UBND tỉnh Lai Châu",
            "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
            "Uỷ ban nhân dân tỉnh  Lai Châu",
            "THỬ NGHIỆM - UBND tỉnh Lai Châu",
        ] {
            assert!(is_same_body(holder, names), "{holder}");
        }
        for holder in [
            "",
            "UBND",
            "UBND tỉnh",
            "Văn phòng UBND tỉnh Lai Châu",
            "UBND tỉnh Lai Châu - Văn phòng",
            "UBND thành phố Lai Châu",
            "HĐND tỉnh Lai Châu",
        ] {
            assert!(!is_same_body(holder, names), "{holder}");
        }
        let department = ["Sở Nông nghiệp và Phát triển nông thôn"];
        assert!(is_same_body("Sở NN&PTNT", department));
        assert!(is_same_body("SỞ NÔNG NGHIỆP VÀ PTNT", department));
        assert!(!is_same_body("Sở Nông nghiệp và Môi trường", department));
    }

    #[test]
    fn the_name_of_a_body_is_told_from_that_of_a_person() {
        for body in ["UBND tỉnh Lai Châu", "Sở Nông nghiệp và PTNT", "VĂN PHÒNG UBND"] {
            assert!(is_body_name(body), "{body}");
        }
        for person in ["Hà Trọng Hải", "Nguyễn Thị Bích", "Lò Văn Sơn"] {
            assert!(!is_body_name(person), "{person}");
        }
    }

    #[test]
    fn a_line_of_recipients_is_no_name() {
        for name in ["Hà Trọng Hải", "TS. Hà Trọng Hải", "Lò Thị Mai (giả định)"]
        {
            assert!(is_person_name(name), "{name}");
        }
        for line in ["- Lưu: VT, KT6.", "Điều 2", "Hải", "và các sở, ngành", "KT. CHỦ TỊCH: A"]
        {
            assert!(!is_person_name(line), "{line}");
        }
    }
}
