//! Phrases that are sought in the rows of a list. They are compared with diacritics, unless the
//! whole text was typed without.

use careful_spreadsheet::text;
use serde::Deserialize;

/// A text made ready to be searched for [`Phrases`].
#[derive(Debug, Clone)]
pub(super) struct SpeltText {
    /// The folded words, with one space between them and at both ends.
    words: String,
    /// Whether it is compared with diacritics.
    accented: bool,
}

impl SpeltText {
    /// Makes a text ready; it is compared with diacritics where it has any.
    pub(super) fn of(typed: &str) -> Self {
        let folded = text::fold(typed);
        Self {
            words: format!(" {} ", folded.replace('-', " ").trim()),
            accented: !folded.is_ascii(),
        }
    }

    /// Makes a piece of a text ready; `accented` tells whether the whole text has diacritics.
    pub(super) fn with(typed: &str, accented: bool) -> Self {
        Self { accented, ..Self::of(typed) }
    }

    /// The words as they are compared, one space between them.
    pub(super) fn words(&self) -> &str {
        self.words.trim()
    }

    /// The text behind a phrase with which it begins.
    pub(super) fn behind(&self, phrase: &str) -> Self {
        let rest = self.words.get(phrase.len() + 1..).unwrap_or(" ");
        Self { words: rest.to_owned(), accented: self.accented }
    }
}

/// A list of phrases from the file of words, the longest first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases(Vec<SpeltPhrase>);

/// A phrase with a space at both ends, with diacritics and without.
#[derive(Debug, Clone)]
struct SpeltPhrase {
    folded: String,
    bare: String,
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        let between = |words: String| format!(" {} ", words.replace('-', " ").trim());
        let phrase = |typed: &String| SpeltPhrase {
            folded: between(text::fold(typed)),
            bare: between(text::bare(typed)),
        };
        let mut phrases: Vec<SpeltPhrase> =
            phrases.iter().map(phrase).filter(|phrase| phrase.folded != "  ").collect();
        // The longest first, so that what comes behind a phrase is no part of it.
        phrases.sort_by_key(|phrase| usize::MAX - phrase.folded.len());
        Self(phrases)
    }
}

impl Phrases {
    /// The phrases in the spelling in which this text is compared.
    fn spelt<'p>(&'p self, text: &'p SpeltText) -> impl Iterator<Item = &'p str> {
        self.0
            .iter()
            .map(|phrase| if text.accented { phrase.folded.as_str() } else { phrase.bare.as_str() })
    }

    /// Whether one of the phrases stands in the text.
    pub(super) fn are_in(&self, text: &SpeltText) -> bool {
        self.spelt(text).any(|phrase| text.words.contains(phrase))
    }

    /// Whether the text is one of the phrases.
    pub(super) fn are(&self, text: &SpeltText) -> bool {
        self.spelt(text).any(|phrase| text.words == *phrase)
    }

    /// The longest phrase with which the text begins.
    pub(super) fn begin<'p>(&'p self, text: &'p SpeltText) -> Option<&'p str> {
        self.spelt(text).find(|phrase| text.words.starts_with(*phrase)).map(str::trim)
    }

    /// Whether the text consists of phrases of the list and nothing else.
    pub(super) fn make(&self, text: &SpeltText) -> bool {
        let mut rest = text.words.as_str();
        while let Some(phrase) = self.spelt(text).find(|phrase| rest.starts_with(*phrase)) {
            rest = &rest[phrase.len() - 1..];
        }
        rest == " "
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrases, SpeltText};

    fn phrases(words: &[&str]) -> Phrases {
        Phrases::from(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn diacritics_count_unless_the_text_has_none() {
        let set = phrases(&["bộ", "bộ sản phẩm"]);
        for (text, begins) in [
            ("Bộ sản phẩm: Chè", Some("bộ sản phẩm")),
            ("BỘ TRANG PHỤC", Some("bộ")),
            ("Bơ sáp", None),
            ("Bò khô", None),
            ("Bo san pham: che", Some("bo san pham")),
        ] {
            assert_eq!(set.begin(&SpeltText::of(text)), begins, "{text}");
        }
        assert!(phrases(&["xin rút"]).are_in(&SpeltText::of("Chủ thể xin rút hồ sơ")));
        assert!(
            phrases(&["hợp tác xã", "tổ hợp tác", "và"])
                .make(&SpeltText::of("Tổ hợp tác và hợp tác xã"))
        );
        assert!(!phrases(&["hợp tác xã"]).make(&SpeltText::of("Hợp tác xã Mây Núi")));
    }
}
