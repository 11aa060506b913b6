//! Follows every letter of a filled wording back to the wording file: to the letter that stands
//! there, or to the placeholder that was filled.
//!
//! The file is filled once more with marks around its own words and around placeholders. The marks
//! are private-use characters, which no value can contain; they are taken out again before anybody
//! reads the text.

use std::ops::Range;

use super::TABLE;

/// Where a letter of a filled wording comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterOrigin {
    /// It stands in the file, at this byte.
    Literal(usize),
    /// It is part of what a placeholder printed, which stands at these bytes.
    Value(Range<usize>),
    /// It is not known.
    Unknown,
}

const WORDS: char = '\u{E023}';
const VALUE: char = '\u{E024}';
const NEXT: char = '\u{E025}';
const BEGIN: char = '\u{E021}';
const END: char = '\u{E022}';
const FIRST_DIGIT: char = '\u{E030}';

/// A piece of a wording file: a tag of the template language, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourcePiece {
    /// `{{ … }}`
    Print,
    /// `{% … %}`
    Statement,
    /// `{# … #}`
    Comment,
    /// Anything else.
    Words,
}

/// Cuts a wording file into tags and words.
pub(crate) fn pieces(source: &str) -> Vec<(SourcePiece, Range<usize>)> {
    const TAGS: [(&str, &str, SourcePiece); 3] = [
        ("{{", "}}", SourcePiece::Print),
        ("{%", "%}", SourcePiece::Statement),
        ("{#", "#}", SourcePiece::Comment),
    ];
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let next = TAGS.iter().filter_map(|tag| rest.find(tag.0).map(|start| (start, tag)));
        let Some((start, (_, close, kind))) = next.min_by_key(|(start, _)| *start) else {
            found.push((SourcePiece::Words, at..source.len()));
            break;
        };
        if start > 0 {
            found.push((SourcePiece::Words, at..at + start));
        }
        let length = end_of_tag(&rest[start..], close, *kind == SourcePiece::Comment);
        found.push((kind.clone(), at + start..at + start + length));
        at += start + length;
    }
    found
}

/// Returns the length of the tag with which a text begins. What stands in quotes ends no tag.
fn end_of_tag(text: &str, close: &str, comment: bool) -> usize {
    let mut quote = None;
    for (at, sign) in text.char_indices().skip(2) {
        match quote {
            Some(open) if sign == open => quote = None,
            None if text[at..].starts_with(close) => return at + close.len(),
            None if !comment && matches!(sign, '"' | '\'') => quote = Some(sign),
            Some(_) | None => {}
        }
    }
    text.len()
}

/// Returns the file with marks, and its lines that ask for tables marked as such.
pub(super) fn marked(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    for (kind, range) in pieces(source) {
        let text = &source[range.clone()];
        match kind {
            SourcePiece::Words => words(&mut out, source, range),
            SourcePiece::Print if !text.starts_with("{{-") && !text.ends_with("-}}") => {
                out.push(VALUE);
                number(&mut out, range.start);
                out.push(NEXT);
                number(&mut out, range.end);
                out.push(BEGIN);
                out.push_str(text);
                out.push(END);
            }
            _ => out.push_str(text),
        }
    }
    out
}

/// Marks words. White space at their ends stays outside, where tags may take it away.
fn words(out: &mut String, source: &str, range: Range<usize>) {
    let mut start = range.start;
    let mut at = range.start;
    for line in source[range.clone()].split_inclusive('\n') {
        let is_line = (at == 0 || source[..at].ends_with('\n'))
            && (line.ends_with('\n') || range.end == source.len());
        let name = line.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        if let Some(name) = name.filter(|_| is_line) {
            stretch(out, source, start..at);
            out.push(TABLE[0]);
            out.push_str(name);
            out.push(TABLE[1]);
            out.push('\n');
            start = at + line.len();
        }
        at += line.len();
    }
    stretch(out, source, start..range.end);
}

fn stretch(out: &mut String, source: &str, range: Range<usize>) {
    let text = &source[range.clone()];
    let inner = text.trim();
    if inner.is_empty() {
        out.push_str(text);
        return;
    }
    let before = text.len() - text.trim_start().len();
    out.push_str(&text[..before]);
    out.push(WORDS);
    number(out, range.start + before);
    out.push(BEGIN);
    out.push_str(inner);
    out.push(END);
    out.push_str(&text[before + inner.len()..]);
}

fn number(out: &mut String, number: usize) {
    let digit = |digit: u8| char::from_u32(u32::from(FIRST_DIGIT) + u32::from(digit - b'0'));
    out.extend(number.to_string().bytes().filter_map(digit));
}

/// Takes the marks out of a filled text. Returns it with the origin of each of its bytes; those
/// within a letter are [`LetterOrigin::Unknown`].
pub(super) fn take(filled: &str, source: &str) -> (String, Vec<LetterOrigin>) {
    let (mut text, mut origins) = (String::new(), Vec::new());
    let mut open: Vec<LetterOrigin> = Vec::new();
    let (mut first, mut digits, mut is_value) = (0, 0, false);
    for sign in filled.chars() {
        match sign {
            WORDS | VALUE => (digits, is_value) = (0, sign == VALUE),
            '\u{E030}'..='\u{E039}' => {
                digits = digits * 10 + (u32::from(sign) - u32::from(FIRST_DIGIT)) as usize;
            }
            NEXT => (first, digits) = (digits, 0),
            BEGIN => open.push(if is_value {
                LetterOrigin::Value(first..digits)
            } else {
                LetterOrigin::Literal(digits)
            }),
            END => drop(open.pop()),
            sign => {
                let origin = open.last_mut().map_or(LetterOrigin::Unknown, |origin| {
                    let now = origin.clone();
                    if let LetterOrigin::Literal(at) = origin {
                        *at += sign.len_utf8();
                    }
                    now
                });
                text.push(sign);
                origins.push(origin);
                origins.resize(text.len(), LetterOrigin::Unknown);
            }
        }
    }
    spaces(&text, source, &mut origins);
    (text, origins)
}

/// Finds the origin of white space beside words and placeholders.
fn spaces(text: &str, source: &str, origins: &mut [LetterOrigin]) {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for pair in letters.windows(2) {
        let [(before, sign), (at, space)] = *pair else { continue };
        if !space.is_whitespace() || origins[at] != LetterOrigin::Unknown {
            continue;
        }
        let end = match &origins[before] {
            LetterOrigin::Literal(start) => start + sign.len_utf8(),
            LetterOrigin::Value(range) if letters.len() > 1 => range.end,
            _ => continue,
        };
        if source.get(end..).is_some_and(|rest| rest.starts_with(space)) {
            origins[at] = LetterOrigin::Literal(end);
        }
    }
    for pair in letters.windows(2).rev() {
        let [(at, space), (behind, _)] = *pair else { continue };
        if !space.is_whitespace() || origins[at] != LetterOrigin::Unknown {
            continue;
        }
        let start = match &origins[behind] {
            LetterOrigin::Literal(start) => *start,
            LetterOrigin::Value(range) => range.start,
            LetterOrigin::Unknown => continue,
        };
        if source.get(..start).is_some_and(|rest| rest.ends_with(space)) {
            origins[at] = LetterOrigin::Literal(start - space.len_utf8());
        }
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    use super::*;

    fn traced(source: &str) -> (String, Vec<(char, LetterOrigin)>) {
        let facts = context! { ten => "Chè", hai => [1, 2], co => true };
        let plain = Environment::new().render_str(source, &facts).unwrap();
        let filled = Environment::new().render_str(&marked(source), &facts).unwrap();
        let (text, origins) = take(&filled, source);
        assert_eq!(text, plain, "the marks change nothing");
        let letters = text.char_indices().map(|(at, sign)| (sign, origins[at].clone())).collect();
        (text, letters)
    }

    #[test]
    fn every_word_of_the_file_is_found_again() {
        let source = "Sản phẩm {{ ten }} được {% if co -%} \n công nhận{% else %}xét{% endif %}.\n";
        let (text, letters) = traced(source);
        assert_eq!(text, "Sản phẩm Chè được công nhận.");
        for (sign, origin) in letters {
            match origin {
                LetterOrigin::Literal(at) => assert!(source[at..].starts_with(sign), "{sign}"),
                LetterOrigin::Value(range) => {
                    assert_eq!(&source[range], "{{ ten }}");
                    assert!("Chè".contains(sign));
                }
                LetterOrigin::Unknown => panic!("{sign:?}"),
            }
        }
    }

    #[test]
    fn what_is_repeated_comes_from_one_place() {
        let source = "{% for so in hai -%}\n- dòng {{ so }};\n\n{% endfor -%}\nhết";
        let (text, letters) = traced(source);
        assert_eq!(text, "- dòng 1;\n\n- dòng 2;\n\nhết");
        let lines: Vec<_> =
            letters.iter().filter(|(sign, _)| *sign == 'd').map(|(_, origin)| origin).collect();
        assert_eq!(lines[0], lines[1]);
    }

    #[test]
    fn quotes_do_not_end_a_tag_and_comments_are_no_words() {
        let source = "{# it's {{ no }} #}a{{ \"}}\" }}b";
        let kinds: Vec<_> =
            pieces(source).into_iter().map(|(kind, range)| (kind, &source[range])).collect();
        assert_eq!(
            kinds,
            [
                (SourcePiece::Comment, "{# it's {{ no }} #}"),
                (SourcePiece::Words, "a"),
                (SourcePiece::Print, "{{ \"}}\" }}"),
                (SourcePiece::Words, "b"),
            ]
        );
    }
}
