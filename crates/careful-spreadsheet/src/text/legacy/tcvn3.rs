//! TCVN 5712:1993 (TCVN3, ABC): the text of the fonts `.VnTime`, `.VnArial` …, one byte a letter.
//!
//! A workbook stores such text as Windows-1252 shows its bytes. The table agrees with `iconv -f
//! TCVN` in all entries.

/// Pairs of a character as it stands in the workbook and the letter that it means. The soft hyphen
/// means `ư`.
const TABLE: &str = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u{ad}ư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ";

/// Returns the letter that a character means; `None` when it means itself or nothing.
pub(crate) fn letter(code: char) -> Option<char> {
    if code.is_ascii() {
        return None;
    }
    let mut table = TABLE.chars();
    while let (Some(from), Some(to)) = (table.next(), table.next()) {
        if from == code {
            return Some(to);
        }
    }
    None
}

/// Converts text to Unicode; `None` when it holds a letter that TCVN3 does not have.
pub(crate) fn convert(text: &str) -> Option<String> {
    text.chars()
        .map(|c| match letter(c) {
            Some(letter) => Some(letter),
            None if c.is_ascii() || !c.is_alphabetic() => Some(c),
            None => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{TABLE, convert};

    /// The code, then the letter, as `iconv -f TCVN -t UTF-8` gives them; from facts that were
    /// checked against glibc.
    const ICONV: &str = "A1=Ă A2=Â A3=Ê A4=Ô A5=Ơ A6=Ư A7=Đ A8=ă A9=â AA=ê AB=ô AC=ơ AD=ư AE=đ \
                         B5=à B6=ả B7=ã B8=á B9=ạ BB=ằ BC=ẳ BD=ẵ BE=ắ C6=ặ C7=ầ C8=ẩ C9=ẫ CA=ấ \
                         CB=ậ CC=è CE=ẻ CF=ẽ D0=é D1=ẹ D2=ề D3=ể D4=ễ D5=ế D6=ệ D7=ì D8=ỉ DC=ĩ \
                         DD=í DE=ị DF=ò E1=ỏ E2=õ E3=ó E4=ọ E5=ồ E6=ổ E7=ỗ E8=ố E9=ộ EA=ờ EB=ở \
                         EC=ỡ ED=ớ EE=ợ EF=ù F1=ủ F2=ũ F3=ú F4=ụ F5=ừ F6=ử F7=ữ F8=ứ F9=ự FA=ỳ \
                         FB=ỷ FC=ỹ FD=ý FE=ỵ";

    #[test]
    fn every_letter_is_what_iconv_makes_of_it() {
        let mut codes = BTreeSet::new();
        for entry in ICONV.split_whitespace() {
            let (code, letter) = entry.split_once('=').expect("an entry has two sides");
            let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a byte");
            assert_eq!(convert(&code.to_string()).as_deref(), Some(letter), "{entry}");
            codes.insert(code);
        }
        assert_eq!((codes.len(), TABLE.chars().count()), (74, 2 * 74));
    }

    #[test]
    fn the_soft_hyphen_is_a_letter() {
        assert_eq!(convert("M\u{ad}êng TÌ").as_deref(), Some("Mường Tè"));
        assert_eq!(
            convert("Céng hoµ x· héi chñ nghÜa").as_deref(),
            Some("Cộng hoà xã hội chủ nghĩa")
        );
    }

    #[test]
    fn text_with_a_letter_of_unicode_is_not_of_this_encoding() {
        assert_eq!(convert("Chè Shan à"), None);
        assert_eq!(convert("Sủ"), None);
    }
}
