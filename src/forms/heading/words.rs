//! Makes the words of a heading comparable: without diacritics, with notes in brackets apart and
//! abbreviations written out.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

/// Longest text that may be a heading, in bytes.
const LONGEST: usize = 240;

/// Signs between the names in a heading that names several things: `Tên chủ thể, địa chỉ`.
const SEPARATORS: [char; 6] = [',', ';', '/', '+', '&', '–'];

/// The words of a heading, made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingWords {
    /// The words outside brackets; those inside where everything stands in brackets.
    pub(super) outer: Vec<String>,
    /// The words inside brackets.
    pub(super) inner: Vec<String>,
    /// The words outside brackets, split where separators stand; at least one segment.
    pub(super) segments: Vec<Vec<String>>,
}

impl HeadingWords {
    /// Takes a heading apart; `None` for what is too long for a heading, or has no words.
    pub(super) fn of(abbreviations: &BTreeMap<String, Vec<String>>, heading: &str) -> Option<Self> {
        if heading.len() > LONGEST {
            return None;
        }
        let (outer, inner) = brackets_apart(heading);
        let normal = |text: &str| normal(abbreviations, text);
        let (outer_words, inner_words) = (normal(&outer), normal(&inner));
        let (shown, outer, inner) = match (outer_words.is_empty(), inner_words.is_empty()) {
            (true, true) => return None,
            (true, false) => (inner, inner_words, Vec::new()),
            _ => (outer, outer_words, inner_words),
        };
        let parts = shown.split(SEPARATORS).flat_map(|part| part.split(" - "));
        let segments = parts.map(normal).filter(|words| !words.is_empty()).collect();
        Some(Self { outer, inner, segments })
    }

    /// Whether the words outside brackets are exactly these.
    pub(super) fn are(&self, words: &str) -> bool {
        words.split(' ').eq(self.outer.iter().map(String::as_str))
    }
}

/// The words of a phrase without diacritics and with abbreviations written out.
pub(super) fn normal(abbreviations: &BTreeMap<String, Vec<String>>, phrase: &str) -> Vec<String> {
    let bare = text::bare(phrase);
    let words = bare.split([' ', '-']).filter(|word| !word.is_empty());
    let mut written_out = Vec::new();
    for word in words {
        match abbreviations.get(word) {
            Some(long) => written_out.extend(long.iter().cloned()),
            None => written_out.push(word.to_owned()),
        }
    }
    written_out
}

/// Splits a heading into the text outside and the text inside brackets.
fn brackets_apart(heading: &str) -> (String, String) {
    let (mut outer, mut inner, mut depth) = (String::new(), String::new(), 0_usize);
    for letter in heading.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => (if depth == 0 { &mut outer } else { &mut inner }).push(letter),
        }
        if matches!(letter, '(' | '[' | ')' | ']') {
            outer.push(' ');
            inner.push(' ');
        }
    }
    (outer, inner)
}

#[cfg(test)]
mod tests {
    use crate::forms::FormWords;

    #[test]
    fn a_heading_is_compared_without_notes_diacritics_and_abbreviations() {
        let known = FormWords::embedded();
        let of = |heading: &str| known.lists.headings.words(heading);
        for (heading, outer, inner) in [
            ("Tên SP", "ten san pham", ""),
            ("TÊN SẢN PHẨM (ghi đúng tên trên nhãn)", "ten san pham", "ghi dung ten tren nhan"),
            ("Xã/phường", "xa phuong", ""),
            ("Giấy ĐKKD", "giay dang ky kinh doanh", ""),
            ("(Điểm)", "diem", ""),
            ("Điểm: *", "diem", ""),
        ] {
            let words = of(heading).expect("it has words");
            assert_eq!(
                (words.outer.join(" "), words.inner.join(" ")),
                (outer.to_owned(), inner.to_owned())
            );
        }
        assert_eq!(of(" () "), None);
        assert_eq!(of(&"a ".repeat(300)), None);
        assert_eq!(of("Tên chủ thể, địa chỉ").map(|words| words.segments.len()), Some(2));
    }
}
