//! Text that was typed for the old fonts of TCVN3 and VNI, or that some program garbled: reads it
//! as it was meant.
//!
//! The font of a cell tells the encoding where the file gives one. Elsewhere the spelling does: a
//! conversion is accepted only when it makes Vietnamese syllables of words that were none.

mod garbled;
mod syllable;
mod tcvn3;
mod vni;

/// The way in which a text is not sound Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// TCVN3 (ABC), in fonts such as `.VnTime`.
    Tcvn3,
    /// VNI, in fonts such as `VNI-Times`.
    Vni,
    /// UTF-8 that a program took for Windows-1252.
    Garbled,
}

/// The encoding that a font stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum FontEncoding {
    /// Any other font, or an unknown one.
    #[default]
    Other,
    /// A font of TCVN3; those whose name ends in `H` show small letters as capitals.
    Tcvn3 {
        /// Whether small letters are shown as capitals.
        capitals: bool,
    },
    /// A font of VNI.
    Vni,
}

impl FontEncoding {
    /// Tells the encoding by the name of a font: `.VnTime`, `.VnTimeH`, `VNI-Times`.
    pub(crate) fn named(name: &str) -> Self {
        let lower = name.trim().to_ascii_lowercase();
        if lower.starts_with(".vn") {
            Self::Tcvn3 { capitals: lower.ends_with('h') }
        } else if lower.starts_with("vni-") || lower.starts_with("vni ") {
            Self::Vni
        } else {
            Self::Other
        }
    }
}

/// Tells whether the text may be in an old encoding: it holds something besides ASCII, and only
/// characters that Windows-1252 has.
pub(crate) fn is_suspect(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().all(|c| {
            c < '\u{100}'
                || matches!(
                    c,
                    'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | 'ƒ' | 'ˆ' | '˜' | '\u{2013}'
                        ..='\u{203A}' | '€' | '™'
                )
        })
}

/// A text that was read as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mended {
    /// The encoding that it was typed in, or that it was garbled.
    pub(crate) encoding: Encoding,
    /// The text as it was meant.
    pub(crate) text: String,
    /// Whether the conversion is certain. It is not for text in an old font that is sound
    /// Vietnamese as it stands: it may have been typed in Unicode.
    pub(crate) sure: bool,
}

/// Reads text as it was meant, by its font or else by its spelling; `None` when it is sound as it
/// stands.
///
/// `raw` must be the text as it stands in the file: cleaning would remove characters that are parts
/// of letters here.
pub(crate) fn mend(raw: &str, font: FontEncoding) -> Option<Mended> {
    if !is_suspect(raw) {
        return None;
    }
    let garbled =
        || garbled::mend(raw).map(|text| Mended { encoding: Encoding::Garbled, text, sure: true });
    by_font(raw, font).or_else(garbled).or_else(|| by_spelling(raw))
}

/// Converts text by the encoding of its font. `None` when the conversion changes nothing, or when
/// it makes no word a syllable and leaves some changed word that is none.
fn by_font(raw: &str, font: FontEncoding) -> Option<Mended> {
    let (encoding, capitals) = match font {
        FontEncoding::Other => return None,
        FontEncoding::Tcvn3 { capitals } => (Encoding::Tcvn3, capitals),
        FontEncoding::Vni => (Encoding::Vni, false),
    };
    let judged = Conversion::of(raw, encoding)?;
    let sound = judged.changed == 0 || (judged.healed == 0 && !judged.sound);
    let text = if capitals { judged.text.to_uppercase() } else { judged.text };
    (!sound).then_some(Mended { encoding, text, sure: judged.healed > 0 })
}

/// Converts text by its spelling alone; `None` unless the conversion is certain.
fn by_spelling(raw: &str) -> Option<Mended> {
    [Encoding::Tcvn3, Encoding::Vni].into_iter().find_map(|encoding| {
        let judged = Conversion::of(raw, encoding)?;
        let sure = judged.sound && judged.healed > 0 && (judged.foreign || judged.healed > 1);
        sure.then_some(Mended { encoding, text: judged.text, sure })
    })
}

/// Converts a text by its spelling, in a worksheet where other cells certainly use this encoding;
/// one word that becomes a Vietnamese syllable is then enough.
///
/// `None` where no word becomes one, where a changed word is none afterwards, and for
/// [`Encoding::Garbled`].
pub(crate) fn mend_like_the_others(text: &str, encoding: Encoding) -> Option<String> {
    let judged = Conversion::of(text, encoding)?;
    (judged.sound && judged.healed > 0).then_some(judged.text)
}

/// Counts the words with diacritics that are spelt as Vietnamese syllables, minus those with
/// diacritics that are not.
pub(crate) fn syllables(text: &str) -> i64 {
    let words = text
        .split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic())
        .filter(|word| !word.is_ascii());
    words.map(|word| if syllable::is_syllable(word) { 1 } else { -1 }).sum()
}

/// A conversion of a text, and what it does to the words.
struct Conversion {
    text: String,
    /// Number of words that it changes.
    changed: usize,
    /// Number of changed words that were no syllables before.
    healed: usize,
    /// Whether all changed words are syllables afterwards.
    sound: bool,
    /// Whether one of the healed words was a word of no language.
    foreign: bool,
}

impl Conversion {
    /// Converts word by word; `None` when the text cannot be of this encoding.
    fn of(raw: &str, encoding: Encoding) -> Option<Self> {
        let convert = match encoding {
            Encoding::Tcvn3 => tcvn3::convert,
            Encoding::Vni => vni::convert,
            Encoding::Garbled => return None,
        };
        let text = convert(raw)?;
        let mut judged = Self { text, changed: 0, healed: 0, sound: true, foreign: false };
        // Signs of old encodings are letters, so only ASCII separates words.
        for word in raw.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()) {
            let meant = convert(word)?;
            if meant == word {
                continue;
            }
            judged.changed += 1;
            judged.sound &= syllable::is_syllable(&meant);
            if !syllable::is_syllable(word) {
                judged.healed += 1;
                judged.foreign |= is_foreign(word);
            }
        }
        Some(judged)
    }
}

/// Tells whether no language writes such a word: it has a sign inside (`hµng`), or two letters that
/// Vietnamese does not have (`Ñieåm`).
///
/// A sign at the beginning of a word of two characters may be a unit (`µm`), and a single `ö` may
/// belong to a German name.
fn is_foreign(word: &str) -> bool {
    let sign = word.chars().position(|c| matches!(c, '\u{A1}'..='\u{BF}' | '×' | '÷'));
    let signs = sign.is_some_and(|at| at > 0 || word.chars().count() > 2);
    signs || word.chars().filter(|&c| !syllable::is_letter(c)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::{Encoding, FontEncoding, Mended, mend, mend_like_the_others};

    const TIME: FontEncoding = FontEncoding::Tcvn3 { capitals: false };

    fn meant(raw: &str, font: FontEncoding) -> Option<String> {
        mend(raw, font).map(|mended| mended.text)
    }

    #[test]
    fn a_font_is_known_by_its_name() {
        assert_eq!(FontEncoding::named(".VnTime"), TIME);
        assert_eq!(FontEncoding::named(" .VnArialH"), FontEncoding::Tcvn3 { capitals: true });
        assert_eq!(FontEncoding::named("VNI-Times"), FontEncoding::Vni);
        assert_eq!(FontEncoding::named("Times New Roman"), FontEncoding::Other);
    }

    #[test]
    fn the_font_tells_even_a_single_word() {
        assert_eq!(meant("ChÌ Shan", TIME).as_deref(), Some("Chè Shan"));
        assert_eq!(
            meant("hµng rong", FontEncoding::Tcvn3 { capitals: true }).as_deref(),
            Some("HÀNG RONG")
        );
        assert_eq!(meant("Taân Uyeân", FontEncoding::Vni).as_deref(), Some("Tân Uyên"));
        assert_eq!(meant("OCOP 2020", TIME), None, "nothing to convert");
        assert_eq!(
            mend("Chè", TIME).map(|mended| mended.sure),
            Some(false),
            "it reads in Unicode as well"
        );
    }

    #[test]
    fn unicode_typed_in_an_old_font_stays() {
        assert_eq!(meant("Chè Shan Tủa Chùa", TIME), None);
        assert_eq!(meant("Bé à", TIME), None);
        assert_eq!(meant("Nguyên liệu", FontEncoding::Vni), None);
    }

    #[test]
    fn spelling_tells_without_a_font() {
        for (raw, encoding, text) in [
            ("Céng hoµ x· héi", Encoding::Tcvn3, "Cộng hoà xã hội"),
            (
                "Hîp t¸c x· n«ng nghiÖp 2, M\u{ad}êng TÌ",
                Encoding::Tcvn3,
                "Hợp tác xã nông nghiệp 2, Mường Tè",
            ),
            ("§iÓm", Encoding::Tcvn3, "Điểm"),
            ("Hôïp taùc xaõ noâng nghieäp", Encoding::Vni, "Hợp tác xã nông nghiệp"),
            ("Ñieåm", Encoding::Vni, "Điểm"),
            ("Taân Uyeân", Encoding::Vni, "Tân Uyên"),
            ("ChÃ¨ Shan", Encoding::Garbled, "Chè Shan"),
        ] {
            assert_eq!(
                mend(raw, FontEncoding::Other),
                Some(Mended { encoding, text: text.to_owned(), sure: true }),
                "{raw}"
            );
        }
    }

    #[test]
    fn sound_text_is_never_converted() {
        for text in [
            "Lù A Sủ",
            "Lò Thị Ún",
            "Vàng A Páo",
            "Giàng Thị Mỷ",
            "Phàn Phù Vần",
            "Tẩn Chin Lùng",
            "Hà Nội",
            "Tà Tổng",
            "Mê Kông",
            "Pa Ủ",
            "Nà Tăm",
            "Sì Lờ Lầu",
            "Mù Sang",
            "Hoà Bình",
            "Quý Hoà",
            "xoá",
            "café",
            "naïve",
            "Zürich",
            "Müller",
            "El Niño",
            "Señor",
            "Citroën",
            "Köln",
            "25 µm",
            "½ kg",
            "20 °C",
            "5 m²",
            "OCOP®",
            "© 2020",
            "« Trà »",
            "10.000®",
            "crème brûlée",
            "São Paulo",
            "Crêpe",
            "Pò",
            "Séo Lèng",
            "Kà",
            "Mùa A Vàng",
            "taù",
            "hoaì",
            "Bö",
            "Ðà Lạt",
            "A – B",
            "Sùng A Tú",
            "Đỗ",
            "déjà vu",
            "Hồ Tùng Mậu",
            "résumé",
            "voilà",
            "Côn",
            "Xín Mần",
            "Ê Đê",
            "Chí Cà",
            "Só Lý",
            "Sử Pán",
            "Mò Sí San",
        ] {
            assert_eq!(mend(text, FontEncoding::Other), None, "{text}");
        }
    }

    #[test]
    fn a_doubtful_cell_follows_the_others_of_its_sheet() {
        assert_eq!(mend("ChÌ", FontEncoding::Other), None);
        assert_eq!(mend_like_the_others("ChÌ", Encoding::Tcvn3).as_deref(), Some("Chè"));
        assert_eq!(mend_like_the_others("Hoà Bình", Encoding::Vni), None);
    }
}
