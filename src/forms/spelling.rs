//! Makes names comparable, however people write them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use careful_spreadsheet::text;
use serde::Deserialize;

use crate::templates::Templates;

/// The abbreviations in the names of owners, as the program's own file `templates/words/names.toml`
/// has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    /// Abbreviations that are written out at the beginning of a name only.
    first: BTreeMap<String, String>,
    anywhere: BTreeMap<String, String>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let bytes = Templates::embedded("words/names.toml").unwrap_or_default();
    let text = std::str::from_utf8(bytes).expect("a test reads the program's own words");
    toml::from_str(text).expect("a test reads the program's own words")
});

/// Folds an owner's name, so that all spellings of it compare equal: case, spacing, punctuation,
/// the place of a tone mark and abbreviations (`HTX`, `Cty TNHH MTV`) do not matter; a letter or a
/// tone does.
///
/// ```
/// # use ocop::forms::owner_key;
/// assert_eq!(owner_key("HTX Mây Núi"), owner_key("Hợp tác xã  MÂY NÚI"));
/// assert_ne!(owner_key("HTX Mây Núi"), owner_key("HTX May Núi"));
/// ```
#[must_use]
pub fn owner_key(name: &str) -> String {
    let folded = text::fold(name);
    let mut words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if let Some(first) = words.first_mut() {
        *first = ABBREVIATIONS.first.get(*first).map_or(*first, String::as_str);
    }
    let mut key: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let pair = (at + 2 < words.len()).then(|| words[at..at + 3].join(" "));
        let whole = pair.and_then(|three| ABBREVIATIONS.anywhere.get(&three));
        match whole.or_else(|| ABBREVIATIONS.anywhere.get(words[at])) {
            Some(long) => key.push(long),
            None => key.push(words[at]),
        }
        at += if whole.is_some() { 3 } else { 1 };
    }
    key.join(" ")
}

/// Folds a product's name, so that all spellings of it compare equal: case, spacing, punctuation
/// and the place of a tone mark do not matter.
#[must_use]
pub fn product_key(name: &str) -> String {
    text::fold(name)
}

/// Folds the name of a product set, so that all spellings of it compare equal; `&` is `và`.
#[must_use]
pub fn set_key(name: &str) -> String {
    if name.contains('&') { text::fold(&name.replace('&', " và ")) } else { text::fold(name) }
}

/// Folds a person's name, without title, post and notes: `Ông Hà Trọng Hải (giả định)` and
/// `Hà Trọng Hải, Giám đốc` give the same.
#[must_use]
pub fn person_key(name: &str) -> String {
    const TITLES: [&str; 9] = ["ông", "bà", "anh", "chị", "đ c", "đc", "đồng chí", "ts", "ths"];
    let name = name.split(['(', ',', ';']).next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name).split(" – ").next().unwrap_or(name);
    let folded = text::fold(name);
    let mut rest = folded.as_str();
    while let Some(name) =
        TITLES.iter().find_map(|title| rest.strip_prefix(title)?.strip_prefix(' '))
    {
        rest = name;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{owner_key, person_key};

    #[test]
    fn one_owner_is_one_however_it_is_shortened() {
        for (short, long) in [
            ("HTX Mật ong Pa Ủ", "Hợp tác xã mật ong Pa Ủ"),
            ("HTX NN Cánh Đồng Mường Than", "Hợp tác xã Nông nghiệp Cánh Đồng Mường Than"),
            ("CT TNHH MTV Đồi Xanh", "Công ty TNHH một thành viên Đồi Xanh"),
            ("Cty. TNHH 1 thành viên Đồi Xanh", "Công ty Trách nhiệm hữu hạn MTV Đồi Xanh"),
            ("CTCP Trà Sương Mai", "Công ty CP Trà Sương Mai"),
            ("HKD Bếp Lửa", "Hộ kinh doanh “Bếp Lửa”"),
            ("DNTN Hoà Bình", "Doanh nghiệp tư nhân Hòa Bình"),
            ("Hợp tác xã Trà & Dược liệu", "HTX trà và dược liệu"),
        ] {
            assert_eq!(owner_key(short), owner_key(long), "{short}");
        }
        assert_ne!(owner_key("HTX Nậm Cha"), owner_key("HTX Nậm Chà"));
    }

    #[test]
    fn a_person_is_known_without_title_and_post() {
        for name in [
            "Ông Lò Văn Hương",
            "Lò Văn Hương (giả định)",
            "bà: Lò Văn Hương, Giám đốc",
            "LÒ VĂN HƯƠNG - Chủ hộ",
        ] {
            assert_eq!(person_key(name), "lò văn hương", "{name}");
        }
    }
}
