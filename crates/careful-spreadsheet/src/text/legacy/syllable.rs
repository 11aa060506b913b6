//! Tells by the spelling alone whether a word can be a Vietnamese syllable.

/// Vowel letters, each followed by its five toned forms: huyền, sắc, hỏi, ngã, nặng.
const VOWELS: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Consonants that begin a syllable, the longer ones first. `gi` and `qu` are tried apart, because
/// their vowel may be a part of the rhyme.
const ONSETS: [&str; 25] = [
    "ngh", "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l",
    "m", "n", "p", "r", "s", "t", "v", "x",
];

/// The rhymes that may follow the first consonants, without tones.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng \
                      âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich \
                      iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan \
                      oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on \
                      ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt u ua uân \
                      uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt \
                      uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc \
                      ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ";

/// Tells whether a composed word is spelt as a Vietnamese syllable: first consonants, a rhyme, at
/// most one tone, and a tone that the last consonants allow. Case does not matter, but a capital
/// after a small letter is no such spelling.
pub(crate) fn is_syllable(word: &str) -> bool {
    let odd_case = word
        .chars()
        .zip(word.chars().skip(1))
        .any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    let mut letters = String::new();
    let mut tone = 0;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let (plain, toned) = without_tone(letter);
        if toned > 0 && tone > 0 {
            return false;
        }
        tone = tone.max(toned);
        letters.push(plain);
    }
    !odd_case && !letters.is_empty() && letters.len() <= 16 && is_spelt(&letters, tone)
}

/// Tells whether Vietnamese text uses this letter (ASCII letters included).
pub(crate) fn is_letter(letter: char) -> bool {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    lower.is_ascii_alphabetic()
        || lower == 'đ'
        || VOWELS.iter().any(|vowels| vowels.contains(lower))
}

/// Splits a letter into the letter without tone and the number of its tone, 0 for none.
fn without_tone(letter: char) -> (char, usize) {
    if letter.is_ascii() {
        return (letter, 0);
    }
    let found = VOWELS.iter().find_map(|vowels| {
        let tone = vowels.chars().position(|vowel| vowel == letter)?;
        vowels.chars().next().map(|plain| (plain, tone))
    });
    found.unwrap_or((letter, 0))
}

fn is_spelt(letters: &str, tone: usize) -> bool {
    let rhymes = |rhyme: &str| {
        !rhyme.is_empty() && RHYMES.contains(&format!(" {rhyme} ")) && allows(rhyme, tone)
    };
    if let Some(rest) = letters.strip_prefix("qu") {
        return rhymes(rest) || rhymes(&format!("u{rest}"));
    }
    if letters.strip_prefix("gi").is_some_and(rhymes) {
        return true;
    }
    if rhymes(letters) {
        return true;
    }
    let Some((onset, rhyme)) =
        ONSETS.iter().find_map(|onset| letters.strip_prefix(onset).map(|rest| (*onset, rest)))
    else {
        return false;
    };
    let bright = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    let fits = match onset {
        "k" | "gh" | "ngh" => bright,
        "c" | "ng" => !bright,
        "g" => !bright || rhyme.starts_with('i'),
        _ => true,
    };
    fits && rhymes(rhyme)
}

/// Tells whether the rhyme allows the tone: a syllable that ends in `c`, `ch`, `p` or `t` is sắc or
/// nặng.
fn allows(rhyme: &str, tone: usize) -> bool {
    !rhyme.ends_with(['c', 'p', 't']) && !rhyme.ends_with("ch") || matches!(tone, 2 | 5)
}

#[cfg(test)]
mod tests {
    use super::{is_letter, is_syllable};

    #[test]
    fn words_of_papers_are_syllables() {
        let text = "Cộng hoà xã hội chủ nghĩa Việt Nam Quyết định phê duyệt kết quả đánh giá phân \
                    hạng sản phẩm huyện Sìn Hồ Phong Thổ Tam Đường Mường Tè Nậm Nhùn Than Uyên gì \
                    giếng quý khuỷu nghiêng ưu yêu Ủy";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "Céng", "hoµ", "Coäng", "ChÌ", "naïve", "Cafộ", "hớớ", "", "Zürich", "cê", "nghan",
            "tat", "hóà",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn letters_of_other_languages_are_none_of_vietnamese() {
        assert!("Đđạữỹa".chars().all(is_letter));
        assert!(!"µäøñæ®".chars().any(is_letter));
    }
}
