//! The words of a heading, made comparable: no diacritics, no notes in brackets, abbreviations written out.

use crate::intake::text;

/// What offices shorten in headings. Each stands for whole words.
const ABBREVIATIONS: [(&str, &str); 26] = [
    ("sp", "san pham"),
    ("spham", "san pham"),
    ("sx", "san xuat"),
    ("sxkd", "san xuat kinh doanh"),
    ("kd", "kinh doanh"),
    ("tb", "trung binh"),
    ("bq", "binh quan"),
    ("dk", "dang ky"),
    ("dki", "dang ky"),
    ("ki", "ky"),
    ("hs", "ho so"),
    ("gt", "gioi thieu"),
    ("pa", "phuong an"),
    ("kh", "ke hoach"),
    ("pakd", "phuong an kinh doanh"),
    ("pasxkd", "phuong an san xuat kinh doanh"),
    ("dkkd", "dang ky kinh doanh"),
    ("dkdn", "dang ky doanh nghiep"),
    ("gdkkd", "giay dang ky kinh doanh"),
    ("gpkd", "giay phep kinh doanh"),
    ("gcn", "giay chung nhan"),
    ("gcndkkd", "giay dang ky kinh doanh"),
    ("mst", "ma so thue"),
    ("sdt", "so dien thoai"),
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
];

/// Longest heading that is looked at; what is longer is a paragraph.
const LONGEST: usize = 240;

/// A heading, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// What stands outside brackets; all of it when everything stands in brackets.
    pub(super) outer: Vec<String>,
    /// What stands inside brackets.
    pub(super) inner: Vec<String>,
}

impl Words {
    /// The words of this text; `None` for what is too long, or has no words.
    pub(super) fn of(heading: &str) -> Option<Self> {
        if heading.len() > LONGEST {
            return None;
        }
        let (outer, inner) = brackets_apart(heading);
        let (outer, inner) = (normal(&outer), normal(&inner));
        match (outer.is_empty(), inner.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Self { outer: inner, inner: Vec::new() }),
            _ => Some(Self { outer, inner }),
        }
    }

    /// Whether the words outside brackets are exactly these.
    pub(super) fn are(&self, words: &str) -> bool {
        words.split(' ').eq(self.outer.iter().map(String::as_str))
    }
}

/// The words of a phrase, without diacritics and with abbreviations written out.
pub(super) fn normal(phrase: &str) -> Vec<String> {
    let bare = text::bare(phrase);
    let words = bare.split([' ', '-']).filter(|word| !word.is_empty());
    let written_out = words.flat_map(|word| {
        let known = ABBREVIATIONS.iter().find(|(short, _)| *short == word);
        known.map_or(word, |(_, long)| long).split(' ')
    });
    written_out.map(ToOwned::to_owned).collect()
}

/// What stands outside and inside round brackets.
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
    use super::Words;

    #[test]
    fn a_heading_is_compared_without_notes_diacritics_and_abbreviations() {
        for (heading, outer, inner) in [
            ("Tên SP", "ten san pham", ""),
            ("TÊN SẢN PHẨM (ghi đúng tên trên nhãn)", "ten san pham", "ghi dung ten tren nhan"),
            ("Xã/phường", "xa phuong", ""),
            ("Giấy ĐKKD", "giay dang ky kinh doanh", ""),
            ("(Điểm)", "diem", ""),
            ("Điểm: *", "diem", ""),
        ] {
            let words = Words::of(heading).expect("it has words");
            assert_eq!((words.outer.join(" "), words.inner.join(" ")), (outer.to_owned(), inner.to_owned()));
        }
        assert_eq!(Words::of(" () "), None);
        assert_eq!(Words::of(&"a ".repeat(300)), None);
    }
}
