//! The forms in which names are compared.

use careful_spreadsheet::text;

/// Every vowel without a tone, followed by its five tones.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// The tones as they stand behind a syllable: none, huyền, sắc, hỏi, ngã, nặng. No name holds one
/// of these signs.
const TONES: [char; 6] = [' ', '`', '/', '?', '~', '.'];

/// Roman numbers, and what they count as in a name (`phường III` = `phường 3`). VI and X are left
/// out: `Vi` is a syllable. I and V count in capitals only.
const ROMAN: [(&str, &str); 8] = [
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
];

/// Splits a letter into the letter without its tone, and the tone as an index of [`TONES`].
fn split_tone(letter: char) -> (char, usize) {
    if letter.is_ascii() {
        return (letter, 0);
    }
    let found = VOWELS.iter().find_map(|vowel| {
        vowel.iter().position(|form| *form == letter).map(|tone| (vowel[0], tone))
    });
    found.unwrap_or((letter, 0))
}

/// The letters in the order of the Vietnamese alphabet, a space first.
const ALPHABET: &str = " aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Returns the key by which names are put in the order of the Vietnamese alphabet (Đ after D):
/// letters first, tones last.
pub(super) fn sorting_key(name: &str) -> (Vec<Option<usize>>, Vec<usize>) {
    let folded = text::fold(name);
    let split = folded.chars().map(split_tone);
    split.map(|(letter, tone)| (ALPHABET.find(letter), tone)).unzip()
}

/// Splits a name into words, without case, quotes and punctuation; numbers without leading zeros,
/// Roman ones as digits.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = text::fold(name);
    let words = folded.split([' ', '-']).filter(|word| !word.is_empty());
    words.map(|word| number(word, name).unwrap_or(word).to_owned()).collect()
}

/// Returns the number that a word of a name is, without leading zeros; `None` when it is none.
fn number<'a>(word: &'a str, name: &str) -> Option<&'a str> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let rest = word.trim_start_matches('0');
        return Some(if rest.is_empty() { "0" } else { rest });
    }
    let (_, digit) = ROMAN.iter().find(|(roman, _)| *roman == word)?;
    let capital = || {
        let mut typed = name.split([' ', '-', '.', ',']);
        typed.any(|typed| typed.eq_ignore_ascii_case(word) && typed != word)
    };
    (word.len() > 1 || capital()).then_some(digit)
}

/// Returns words in the form in which two spellings of one name are equal: the tone of each
/// syllable behind it, wherever it was placed (`hoà` = `hòa`, `quý` = `qúy`), without spaces,
/// hyphens and apostrophes (`H'Drai` = `H Drai`). Different tones stay different.
pub(super) fn spelt<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut out = String::new();
    for word in words {
        let mut tone = 0;
        for letter in word.chars() {
            let (letter, of) = split_tone(letter);
            out.push(letter);
            tone = tone.max(of);
        }
        if tone > 0 {
            out.push(TONES[tone]);
        }
    }
    out
}

/// Returns words without diacritics, spaces, hyphens and apostrophes.
pub(super) fn bare<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    words.into_iter().map(|word| text::bare(word)).collect()
}

/// Returns a whole name as [`spelt`] does.
pub(super) fn spelt_name(name: &str) -> String {
    spelt(&words(name))
}

#[cfg(test)]
mod tests {
    use super::{bare, spelt_name, words};

    #[test]
    fn a_tone_may_stand_on_any_vowel_of_its_syllable_but_stays_that_tone() {
        for (one, other) in [
            ("Hoà Bình", "Hòa Bình"),
            ("Thuý Sơn", "THÚY SƠN"),
            ("Quý Hoà", "Qúy Hòa"),
            ("Hoàn Kiếm", "Hòan Kiếm"),
            ("Ia H'Drai", "Ia H’Drai"),
            ("Ia H'Drai", "IA H DRAI"),
            ("Chân Mây - Lăng Cô", "Chân Mây – Lăng Cô"),
            ("Phường 01", "phường 1"),
            ("Tam Xuân II", "Tam Xuân 2"),
        ] {
            assert_eq!(spelt_name(one), spelt_name(other), "{one}");
        }
        for (one, other) in [("Tà Xùa", "Tá Xùa"), ("Đắk Mil", "Đăk Mil"), ("Đa Kia", "Da Kia")]
        {
            assert_ne!(spelt_name(one), spelt_name(other), "{one}");
            assert_eq!(bare(&words(one)), bare(&words(other)), "{one}");
        }
        assert_eq!(words("Văn Miếu - Quốc Tử Giám").len(), 5);
    }
}
