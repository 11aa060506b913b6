//! Writes words as they stand in a wording file: so that Markdown and the template language take
//! them as they are.

use crate::drafts::content::Letter;
use crate::drafts::style::Style;

/// Writes words in the middle of a paragraph.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let signs: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < signs.len() {
        let (sign, next) = (signs[at], signs.get(at + 1).copied());
        match (sign, next) {
            ('{', Some('{' | '%' | '#')) => {
                out.push_str("{{ \"{");
                out.extend(next);
                out.push_str("\" }}");
                at += 1;
            }
            ('\\' | '*' | '_' | '`' | '<' | '[' | ']' | '|' | '~' | '&', _) => {
                out.extend(['\\', sign]);
            }
            _ => out.push(sign),
        }
        at += 1;
    }
    out
}

/// Writes letters with their faces, as far as they are not those of the style: `bold` and `italic`
/// tell what is on already.
pub(super) fn faced(letters: &[Letter], (bold, italic): (bool, bool)) -> String {
    let face = |letter: &Letter| (letter.bold && !bold, letter.italic && !italic);
    let mut out = String::new();
    for run in letters.chunk_by(|one, other| face(one) == face(other)) {
        let text: String = run.iter().map(|letter| letter.sign).collect();
        let inner = text.trim();
        if inner.is_empty() {
            out.push_str(&text);
            continue;
        }
        let mark = match face(&run[0]) {
            (false, false) => "",
            (true, false) => "**",
            (false, true) => "*",
            (true, true) => "***",
        };
        let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
        out.push_str(&text[..before]);
        out.extend([mark, &inline(inner), mark]);
        out.push_str(&text[after..]);
    }
    out
}

/// Writes a whole paragraph in this style.
pub(super) fn paragraph(letters: &[Letter], style: Option<Style>) -> String {
    let own = style.map(Style::face).unwrap_or_default();
    let text: String = letters.iter().map(|letter| letter.sign).collect();
    let first = text.split(' ').next().unwrap_or_default();
    let is_roman = first.trim_end_matches('.').chars().all(|sign| "IVXLC".contains(sign));
    let head = match style {
        Some(Style::Centered) => "# ",
        Some(Style::Heading) if first.ends_with('.') && is_roman => "## ",
        Some(Style::Heading) => "### ",
        Some(Style::Point) => "#### ",
        _ => "",
    };
    let (head, letters) = match text.strip_prefix("- ") {
        Some(_) if head.is_empty() => ("- ", &letters[2..]),
        _ => (head, letters),
    };
    let words = faced(letters, own);
    format!("{head}{}", opened(&words))
}

/// Keeps the first signs of a line from being taken as a heading, a list or a quotation.
fn opened(words: &str) -> String {
    let digits = words.len() - words.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    if digits > 0 && words[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if words.starts_with(['#', '>', '+', '-', '=']) {
        format!("\\{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, bold: usize) -> Vec<Letter> {
        let letter =
            |(at, sign)| Letter { sign, bold: at < bold, italic: false, held: None, at: None };
        text.chars().enumerate().map(letter).collect()
    }

    #[test]
    fn whatever_somebody_types_is_taken_as_it_is() {
        assert_eq!(
            inline("a*b {{7*7}} {% x %} [[bang]] <w:t> &amp;"),
            concat!(r#"a\*b {{ "{{" }}7\*7}} {{ "{%" }} x %} "#, r"\[\[bang\]\] \<w:t> \&amp;",)
        );
        assert_eq!(paragraph(&letters("1. Một", 0), None), r"1\. Một");
        assert_eq!(paragraph(&letters("# Một", 0), None), r"\# Một");
        assert_eq!(paragraph(&letters("- Một;", 0), Some(Style::Text)), "- Một;");
        assert_eq!(paragraph(&letters("Điều 5. Một", 7), Some(Style::Text)), "**Điều 5.** Một");
        assert_eq!(paragraph(&letters("II. MỘT", 7), Some(Style::Heading)), "## II. MỘT");
    }
}
