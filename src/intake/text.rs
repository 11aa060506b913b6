//! Text as it is meant, whoever typed it and on whatever keyboard.
//!
//! [`clean`] is what every cell goes through; [`fold`] and [`bare`] are for comparing only and never for printing. Nothing
//! here guesses legacy encodings: bytes of TCVN3 or VNI pass through unharmed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tones on the vowels that end an open syllable, without tone first: `oa`, `oe`, `uy`.
const A: [char; 6] = ['a', 'à', 'á', 'ả', 'ã', 'ạ'];
const E: [char; 6] = ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'];
const O: [char; 6] = ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'];
const U: [char; 6] = ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'];
const Y: [char; 6] = ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'];

/// The text as a reader sees it: composed (NFC), on one line, single spaces, nothing invisible, trimmed.
///
/// The soft hyphen U+00AD stays, because it is the letter `ư` in text of the TCVN3 fonts.
pub fn clean(raw: &str) -> String {
    let visible = raw.chars().filter(|&c| !is_invisible(c)).nfc();
    single_spaced(visible.map(|c| if c.is_whitespace() { ' ' } else { c }))
}

/// The text for comparing names and headings: cleaned, lower case, tones placed one way (`hoà` = `hòa`), one kind of
/// hyphen, no quotes, other punctuation as a space.
///
/// ```
/// # use ocop::intake::text::fold;
/// assert_eq!(fold("Thuỷ – Hoà: “Trà”"), fold("thủy-hòa Trà"));
/// ```
pub fn fold(text: &str) -> String {
    let mut letters: Vec<char> = clean(text).to_lowercase().nfc().filter_map(plain).collect();
    place_tones(&mut letters);
    let spaced = single_spaced(letters.into_iter());
    let parts: Vec<&str> = spaced.split('-').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// [`fold`] without diacritics (`đ` becomes `d`), for headings that were typed without accents.
pub fn bare(text: &str) -> String {
    fold(text).nfd().filter(|&c| !is_combining_mark(c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// Characters that leave no mark on paper: zero-width ones, direction marks and control characters.
fn is_invisible(c: char) -> bool {
    let zero_width =
        matches!(c, '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
    zero_width || c == '\u{FEFF}' || (c.is_control() && !c.is_whitespace())
}

/// The characters with runs of spaces as one space, and none at either end.
fn single_spaced(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a lower-case character counts for in a comparison; `None` when it does not count at all.
fn plain(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '`' | '´' | '‘'..='‟' | '′' | '″' | '«' | '»' | '‹' | '›' => None,
        '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '－' => Some('-'),
        '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '|' | '*' | '_' | '…'
        | '•' | '·' => Some(' '),
        // The Icelandic eth looks like the Vietnamese letter and is easily typed for it.
        'ð' | 'ɖ' => Some('đ'),
        _ => Some(c),
    }
}

/// Moves the tone of an open syllable in `oa`, `oe`, `uy` to its first vowel (`hoà` to `hòa`, `thuỷ` to `thủy`).
///
/// After `q` the `u` is a consonant, so `quý` stays; the `i` of `gi` is never reached.
fn place_tones(letters: &mut [char]) {
    for second in 1..letters.len() {
        let first = second - 1;
        let closed = letters.get(second + 1).is_some_and(|c| c.is_alphabetic());
        let after_q = first > 0 && letters[first - 1] == 'q';
        if closed || after_q {
            continue;
        }
        for (firsts, seconds) in [(O, A), (O, E), (U, Y)] {
            let tone = seconds.iter().position(|&c| c == letters[second]);
            if let (true, Some(tone)) = (letters[first] == firsts[0], tone) {
                letters[first] = firsts[tone];
                letters[second] = seconds[0];
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, clean, fold};

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(clean("Che\u{302}\u{300} Thuy\u{309}"), "Chề Thuỷ");
        assert_eq!(clean("ho\u{323}\u{302}i"), "hội");
    }

    #[test]
    fn odd_spaces_and_line_breaks_are_one_space() {
        assert_eq!(clean("\u{FEFF} Tên\u{a0}sản\r\nphẩm \t\u{3000} OCOP\u{200b}\n"), "Tên sản phẩm OCOP");
        assert_eq!(clean(" \u{a0}\n"), "");
    }

    #[test]
    fn the_soft_hyphen_of_tcvn3_is_kept() {
        assert_eq!(clean("ch\u{ad}¬ng"), "ch\u{ad}¬ng");
    }

    #[test]
    fn old_and_new_tone_placement_are_the_same_name() {
        for (new, old) in [("Hoà", "hòa"), ("Thuỷ", "thủy"), ("khoẻ", "khỏe"), ("HOẠ", "họa"), ("Uỷ ban", "Ủy ban")]
        {
            assert_eq!(fold(new), fold(old));
        }
        assert_eq!(fold("Hoà Bình"), "hòa bình");
    }

    #[test]
    fn qu_gi_and_closed_syllables_keep_their_tone() {
        for word in ["quý", "quỳ", "già", "hoàn", "thuyền", "khoái", "huỳnh"] {
            assert_eq!(fold(word), word);
        }
        assert_ne!(fold("quý"), fold("qúy xx"));
    }

    #[test]
    fn different_names_stay_different() {
        assert_ne!(fold("Mật ong 2,5 kg"), fold("Mật ong 25 kg"));
        assert_ne!(fold("Chè xanh"), fold("Chẻ xanh"));
        assert_ne!(fold("độ 50%"), fold("độ 50"));
    }

    #[test]
    fn hyphens_quotes_and_punctuation_do_not_matter() {
        assert_eq!(fold("– Than Uyên — Tân Uyên"), "than uyên-tân uyên");
        assert_eq!(fold("“Trà” 'Shan':  (Tuyết)*"), "trà shan tuyết");
        assert_eq!(fold("Ðường"), "đường");
    }

    #[test]
    fn bare_text_matches_headings_without_accents() {
        assert_eq!(bare("Tên sản phẩm / Điểm"), "ten san pham diem");
        assert_eq!(bare("HOÀ"), "hoa");
    }
}
