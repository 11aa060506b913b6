//! Cleans text that people typed, and folds it for comparison.
//!
//! [`clean`] is applied to every cell. [`fold`] and [`bare`] are only for comparing, never for
//! printing. Nothing here guesses old encodings: text in TCVN3 or VNI passes through unchanged.

pub(crate) mod legacy;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use self::legacy::Encoding;

/// Letters of the Greek and Cyrillic scripts, and in [`LATIN`], at the same positions, the Latin
/// letters that they look like.
const LOOK_ALIKES: &str = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρικАВЕКМНОРСТУХІЈЅԚԜасеорухіјѕһԁԛԝѵ";
const LATIN: &str = "ABEZHIKMNOPTYXovapikABEKMHOPCTYXIJSQWaceopyxijshdqwv";

/// The five tones on the vowels that end an open syllable, without tone first: `oa`, `oe`, `uy`.
const A: [char; 6] = ['a', 'à', 'á', 'ả', 'ã', 'ạ'];
const E: [char; 6] = ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'];
const O: [char; 6] = ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'];
const U: [char; 6] = ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'];
const Y: [char; 6] = ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'];

/// Cleans text: composed (NFC), on one line, single spaces, no invisible characters, trimmed.
///
/// The soft hyphen U+00AD stays, because it is the letter `ư` in text of the TCVN3 fonts.
pub fn clean(raw: &str) -> String {
    let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
    if is_composed(raw) {
        single_spaced(raw.chars().filter(|&c| !is_invisible(c)).map(spaced), raw.len())
    } else {
        single_spaced(raw.chars().filter(|&c| !is_invisible(c)).nfc().map(spaced), raw.len())
    }
}

/// Folds text for comparing names and headings: cleaned, lower case, tones placed one way (`hoà` =
/// `hòa`), one kind of hyphen, no quotes, letters of other scripts as the Latin letters they look
/// like, other punctuation as a space.
///
/// ```
/// # use careful_spreadsheet::text::fold;
/// assert_eq!(fold("Thuỷ – Hoà: “Trà”"), fold("thủy-hòa Trà"));
/// assert_eq!(fold("ОСОР"), fold("OCOP")); // the first is Cyrillic
/// ```
pub fn fold(text: &str) -> String {
    if is_composed(text) {
        folded(text.chars(), text.len())
    } else {
        folded(text.chars().filter(|&c| !is_invisible(c)).nfc(), text.len())
    }
}

/// Folds text like [`fold`] and removes diacritics (`đ` becomes `d`), for text that was typed
/// without accents.
pub fn bare(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match letter {
            'đ' => out.push('d'),
            _ if letter.is_ascii() => out.push(letter),
            _ => decompose_canonical(letter, |part| {
                if !is_combining_mark(part) {
                    out.push(part);
                }
            }),
        }
    }
    out
}

/// Finds the first letter of another script that stands in a word of Latin letters and looks like
/// one of them.
pub(crate) fn look_alike(text: &str) -> Option<char> {
    // Nearly all text ends here.
    if !text.chars().any(|c| latin(c) != c) {
        return None;
    }
    text.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let stranger = word.chars().find(|&c| latin(c) != c)?;
        word.chars().any(|c| latin(c) == c && is_latin(c)).then_some(stranger)
    })
}

/// Replaces every letter of another script that looks like a Latin letter by that letter.
pub fn in_latin(text: &str) -> String {
    text.chars().map(latin).collect()
}

/// Tells whether the letter belongs to the Latin script, as far as Vietnamese and neighbouring
/// languages need.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Tells whether the text is certainly composed (NFC); for ordinary letters this is a quick check.
fn is_composed(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\0'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}'))
        || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Tells whether a character leaves no mark on paper: zero-width ones, direction marks, selectors,
/// tags and control characters.
fn is_invisible(c: char) -> bool {
    let zero_width = matches!(
        c,
        '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    );
    zero_width || (c.is_control() && !c.is_whitespace())
}

/// Tells whether a terminal or a web page would obey this character, or nobody would see it.
pub fn commands(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Replaces by `_` each character of a name that is invisible or would command a terminal. The
/// result still differs from a name without such characters.
pub fn visible(name: &str) -> String {
    name.chars().map(|c| if commands(c) { '_' } else { c }).collect()
}

/// Merges runs of spaces into one space and trims both ends.
fn single_spaced(chars: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    for c in chars {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Folds composed characters in one pass.
fn folded(chars: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    // The separator before the next word, if there is one: a space, or a hyphen, which outweighs
    // spaces.
    let mut gap = None;
    let mut previous = ' ';
    let mut tone_may_move = false;
    let mut take = |c: char| match plain(c) {
        None => {}
        Some(' ') => gap = gap.or(Some(' ')),
        Some('-') => gap = Some('-'),
        Some(c) => {
            if let Some(gap) = gap.take()
                && !out.is_empty()
            {
                out.push(gap);
                previous = gap;
            }
            tone_may_move |= matches!(previous, 'o' | 'u') && !c.is_ascii();
            out.push(c);
            previous = c;
        }
    };
    for c in chars {
        if c.is_ascii() {
            if !c.is_ascii_control() || c.is_whitespace() {
                take(if c.is_whitespace() { ' ' } else { c.to_ascii_lowercase() });
            }
        } else if c.is_whitespace() {
            take(' ');
        } else if !is_invisible(c) {
            latin(c).to_lowercase().for_each(&mut take);
        }
    }
    if tone_may_move {
        let mut letters: Vec<char> = out.chars().collect();
        place_tones(&mut letters);
        out.clear();
        out.extend(letters);
    }
    out
}

/// Returns the Latin letter that a letter of another script looks like, or the ordinary form of a
/// full-width character.
#[inline]
fn latin(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
        }
        '\u{370}'..='\u{52F}' => LOOK_ALIKES
            .chars()
            .position(|other| other == c)
            .and_then(|at| LATIN.chars().nth(at))
            .unwrap_or(c),
        _ => c,
    }
}

/// Returns the character that a lower-case character counts as in comparisons; `None` when it is
/// ignored.
fn plain(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '`' | '´' | '‘'..='‟' | '′' | '″' | '«' | '»' | '‹' | '›' => {
            None
        }
        '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '－' => Some('-'),
        '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\'
        | '|' | '*' | '_' | '…' | '•' | '·' => Some(' '),
        // The Icelandic eth looks like the Vietnamese letter and is easily typed for it.
        'ð' | 'ɖ' => Some('đ'),
        _ => Some(c),
    }
}

/// Moves the tone of an open syllable in `oa`, `oe`, `uy` to its first vowel (`hoà` to `hòa`,
/// `thuỷ` to `thủy`).
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
    use unicode_normalization::UnicodeNormalization;

    use super::{LATIN, LOOK_ALIKES, bare, clean, fold, in_latin, look_alike, visible};

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(clean("Che\u{302}\u{300} Thuy\u{309}"), "Chề Thuỷ");
        assert_eq!(clean("ho\u{323}\u{302}i"), "hội");
    }

    #[test]
    fn odd_spaces_and_line_breaks_are_one_space() {
        assert_eq!(
            clean("\u{FEFF} Tên\u{a0}sản\r\nphẩm \t\u{3000} OCOP\u{200b}\n"),
            "Tên sản phẩm OCOP"
        );
        assert_eq!(clean(" \u{a0}\n"), "");
    }

    #[test]
    fn nothing_that_moves_a_cursor_or_hides_passes() {
        let hostile = "a\u{1B}[2J\u{7}\u{9B}\u{202E}\u{2066}\u{61C}\u{FFF9}\u{E0041}\u{FE0F}\
                       \u{85}\u{2028}\tb";
        assert_eq!(clean(hostile), "a[2J b");
        assert_eq!(fold(hostile), "a 2j b");
        assert_eq!(visible(hostile), "a_[2J___________b");
        assert_eq!(visible("Biểu 1 – Chè (2).xlsx"), "Biểu 1 – Chè (2).xlsx");
    }

    #[test]
    fn the_soft_hyphen_of_tcvn3_is_kept() {
        assert_eq!(clean("ch\u{ad}¬ng"), "ch\u{ad}¬ng");
    }

    #[test]
    fn old_and_new_tone_placement_are_the_same_name() {
        for (new, old) in [
            ("Hoà", "hòa"),
            ("Thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("HOẠ", "họa"),
            ("Uỷ ban", "Ủy ban"),
        ] {
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
    fn letters_that_look_the_same_are_the_same() {
        assert_eq!(fold("ОСОР сhè"), "ocop chè");
        assert_eq!(fold("Ｃｈè"), "chè");
        assert_eq!(
            (look_alike("Chè Shаn"), look_alike("Чай")),
            (Some('а'), None),
            "a word all of another script is no trap"
        );
        assert_eq!(in_latin("Shаn"), "Shan");
        assert_eq!(LOOK_ALIKES.chars().count(), LATIN.chars().count());
    }

    #[test]
    fn folding_is_the_same_however_the_text_is_composed() {
        let text = "Hợp tác xã Thuỷ Hoà – “Mật ong” (2,5 kg)\u{200b} - ƯỜNG";
        let decomposed: String = text.nfd().collect();
        assert_eq!(fold(&decomposed), fold(text));
        assert_eq!(fold(text), "hợp tác xã thủy hòa-mật ong 2 5 kg-ường");
        assert_eq!(fold("e\u{200b}\u{302}\u{301}"), "ế");
    }

    #[test]
    fn bare_text_matches_headings_without_accents() {
        assert_eq!(bare("Tên sản phẩm / Điểm"), "ten san pham diem");
        assert_eq!(bare("HOÀ"), "hoa");
    }
}
