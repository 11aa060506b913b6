//! Reads the syntax of PDF (ISO 32000-1, 7.2 and 7.3) strictly and without copying.

use std::borrow::Cow;
use std::ops::Range;

use super::strings::{has_no_byte, hex_digit, unescape};
use super::value::is_whole;
use super::{Dict, Notation, Object, Oddities, Oddity, Value};
use crate::pdf::StructureFault;

/// How deep arrays and dictionaries may stand in each other.
const MAX_DEPTH: usize = 64;
/// How deep they stand in each other at most when they are written plainly.
const PLAIN_DEPTH: usize = 32;
/// How long a word, a name (ISO 32000-1, annex C), a whole number and any number are at most that
/// are written plainly; longer words are cut by some programs.
const LONGEST_WORD: usize = 250;
const LONGEST_NAME: usize = 127;
const LONGEST_WHOLE: usize = 10;
const LONGEST_NUMBER: usize = 40;

/// Reads tokens one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Parser<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    /// What was written otherwise than plainly so far.
    pub(crate) odd: Oddities,
    /// How many values may still be read.
    pub(crate) values: usize,
    /// How far a value that could not be read was looked through.
    pub(crate) reached: usize,
    /// Whether whole numbers may begin with zeros: room that was kept for them is filled up so.
    padded: bool,
}

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Parser<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        let odd = Oddities::default();
        Self { bytes, at, odd, values: usize::MAX, reached: at, padded: false }
    }

    /// What is written otherwise than plainly since this was asked last.
    pub(crate) fn take_odd(&mut self) -> Oddities {
        std::mem::take(&mut self.odd)
    }

    fn note(&mut self, at: usize, what: Oddity) {
        self.odd.note(at, what);
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn fault(&self) -> StructureFault {
        StructureFault::Damaged { at: self.at }
    }

    /// White space and comments inside something.
    pub(crate) fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                self.note(self.at, Oddity::Space);
                self.comment();
            } else if is_space(byte) {
                if byte == 0 {
                    self.note(self.at, Oddity::Space);
                }
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// White space and comments between objects.
    pub(crate) fn skip_between(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let start = self.at;
                let comment = self.comment();
                if !comment.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~')) {
                    self.note(start, Oddity::Comment);
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Goes to the end of a comment.
    fn comment(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let length = line.unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A word that must stand here and end here.
    pub(crate) fn keyword(&mut self, word: &[u8]) -> Result<(), StructureFault> {
        let ends = |byte: &u8| is_space(*byte) || is_delimiter(*byte);
        if self.rest().starts_with(word) && self.bytes.get(self.at + word.len()).is_none_or(ends) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.fault())
        }
    }

    /// A word of regular characters, such as an operator; empty at a delimiter.
    pub(crate) fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let end = rest
            .iter()
            .position(|&byte| is_space(byte) || is_delimiter(byte))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// An unsigned whole number without a sign.
    pub(crate) fn unsigned<T: std::str::FromStr>(&mut self) -> Result<T, StructureFault> {
        let start = self.at;
        let word = self.word();
        self.check_length(start, word);
        if word.len() > LONGEST_WHOLE || matches!(word, [b'0', _, ..]) {
            self.note(start, Oddity::Number);
        }
        let number =
            if word.iter().all(u8::is_ascii_digit) { std::str::from_utf8(word).ok() } else { None };
        number.and_then(|text| text.parse().ok()).ok_or(StructureFault::Damaged { at: start })
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, StructureFault> {
        self.nested(0)
    }

    fn check_length(&mut self, start: usize, word: &[u8]) {
        if word.len() > LONGEST_WORD {
            self.note(start, Oddity::LongWord);
        }
    }

    fn nested(&mut self, depth: usize) -> Result<Value<'a>, StructureFault> {
        self.skip_space();
        self.reached = self.reached.max(self.at);
        if depth > MAX_DEPTH {
            return Err(self.fault());
        }
        if depth > PLAIN_DEPTH {
            self.note(self.at, Oddity::Depth);
        }
        self.values = self.values.checked_sub(1).ok_or(StructureFault::TooLarge)?;
        match self.rest() {
            [b'<', b'<', ..] => self.dict(depth).map(Value::Dict),
            [b'<', ..] => self.hexadecimal().map(|text| Value::Text(text, Notation::Hexadecimal)),
            [b'(', ..] => self.literal().map(|text| Value::Text(text, Notation::Literal)),
            [b'[', ..] => self.array(depth),
            [b'/', ..] => self.name().map(Value::Name),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number(),
            _ => {
                let start = self.at;
                match self.word() {
                    b"null" => Ok(Value::Null),
                    b"true" => Ok(Value::Boolean(true)),
                    b"false" => Ok(Value::Boolean(false)),
                    _ => Err(StructureFault::Damaged { at: start }),
                }
            }
        }
    }

    fn number(&mut self) -> Result<Value<'a>, StructureFault> {
        let start = self.at;
        let damaged = StructureFault::Damaged { at: start };
        let word = self.word();
        self.check_length(start, word);
        let digits = word.strip_prefix(b"-").or_else(|| word.strip_prefix(b"+")).unwrap_or(word);
        let mut halves = digits.splitn(2, |&byte| byte == b'.');
        let (whole, part) = (halves.next().unwrap_or_default(), halves.next());
        let all_digits = |half: &[u8]| half.iter().all(u8::is_ascii_digit);
        if digits == b"." || digits.is_empty() || !all_digits(whole) || !part.is_none_or(all_digits)
        {
            return Err(damaged);
        }
        let has_zeros = matches!(whole, [b'0', _, ..]) && !self.padded;
        if part.is_some() {
            if has_zeros || word.len() > LONGEST_NUMBER {
                self.note(start, Oddity::Number);
            }
            return Ok(Value::Real(Cow::Borrowed(word)));
        }
        let number: i64 =
            std::str::from_utf8(word).ok().and_then(|text| text.parse().ok()).ok_or(damaged)?;
        if has_zeros || digits.len() > LONGEST_WHOLE || i32::try_from(number).is_err() {
            self.note(start, Oddity::Number);
        }
        Ok(self.reference(start, word).unwrap_or(Value::Integer(number)))
    }

    /// `generation R` after a number that can be that of an object.
    fn reference(&mut self, start: usize, word: &[u8]) -> Option<Value<'a>> {
        let number = std::str::from_utf8(word).ok()?.parse().ok()?;
        let mut ahead = self.clone();
        ahead.skip_space();
        let generation = ahead.unsigned().ok()?;
        ahead.skip_space();
        ahead.keyword(b"R").ok()?;
        *self = ahead;
        if !word.iter().all(u8::is_ascii_digit) {
            self.note(start, Oddity::Number);
        }
        Some(Value::Reference(number, generation))
    }

    pub(crate) fn name(&mut self) -> Result<Cow<'a, [u8]>, StructureFault> {
        let start = self.at;
        self.at += 1;
        let raw = self.word();
        self.check_length(start, raw);
        if raw.is_empty() || raw.len() > LONGEST_NAME || !raw.iter().all(u8::is_ascii_graphic) {
            let is_cut = raw.iter().any(|byte| matches!(byte, 0x80 | 0xFF));
            self.note(start, if is_cut { Oddity::CutName } else { Oddity::Name });
        }
        if !raw.contains(&b'#') {
            return Ok(Cow::Borrowed(raw));
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [first, tail @ ..] = rest {
            let byte;
            (byte, rest) = match (first, tail) {
                (b'#', [high, low, tail @ ..]) => {
                    let digits = hex_digit(*high)
                        .zip(hex_digit(*low))
                        .ok_or(StructureFault::Damaged { at: start })?;
                    let byte = digits.0 << 4 | digits.1;
                    if byte == 0 {
                        self.note(start, Oddity::CutName);
                    } else if byte.is_ascii_control() || byte.is_ascii_alphanumeric() {
                        self.note(start, Oddity::Name);
                    }
                    (byte, tail)
                }
                (b'#', _) => return Err(StructureFault::Damaged { at: start }),
                (byte, tail) => (*byte, tail),
            };
            name.push(byte);
        }
        Ok(Cow::Owned(name))
    }

    fn array(&mut self, depth: usize) -> Result<Value<'a>, StructureFault> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            self.reached = self.reached.max(self.at);
            if self.rest().first() == Some(&b']') {
                self.at += 1;
                return Ok(Value::Array(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict<'a>, StructureFault> {
        let start = self.at;
        self.at += 2;
        let mut entries = Vec::new();
        while let Some(key) = self.key()? {
            let before = self.at;
            let outside = std::mem::replace(&mut self.padded, *key == *b"ByteRange");
            let value = self.nested(depth + 1);
            self.padded = outside;
            let value = value?;
            if matches!(value, Value::Real(_)) && is_whole(&key) {
                self.note(before, Oddity::Number);
            }
            entries.push((key, value));
        }
        Dict::of_pairs(entries).ok_or(StructureFault::DuplicateKey { at: start })
    }

    /// The next key of a dictionary, or `None` after its end.
    fn key(&mut self) -> Result<Option<Cow<'a, [u8]>>, StructureFault> {
        self.skip_space();
        self.reached = self.reached.max(self.at);
        match self.rest() {
            [b'>', b'>', ..] => {
                self.at += 2;
                Ok(None)
            }
            [b'/', ..] => self.name().map(Some),
            _ => Err(self.fault()),
        }
    }

    fn hexadecimal(&mut self) -> Result<Cow<'a, [u8]>, StructureFault> {
        let rest = self.rest();
        let length = rest.iter().position(|&byte| byte == b'>');
        self.reached = self.at + length.unwrap_or(rest.len());
        let length = length.ok_or(self.fault())?;
        let inner = &rest[1..length];
        if inner.contains(&0) {
            self.note(self.at, Oddity::Space);
        }
        let mut bytes = Vec::with_capacity(inner.len() / 2 + 1);
        let mut high = None;
        for &byte in inner.iter().filter(|byte| !is_space(**byte)) {
            let digit = hex_digit(byte).ok_or(self.fault())?;
            match high.take() {
                None => high = Some(digit),
                Some(first) => bytes.push(first << 4 | digit),
            }
        }
        bytes.extend(high.map(|first| first << 4));
        self.at += length + 1;
        Ok(Cow::Owned(bytes))
    }

    fn literal(&mut self) -> Result<Cow<'a, [u8]>, StructureFault> {
        let body = &self.rest()[1..];
        let (mut open, mut plain, mut at) = (1_usize, true, 0);
        while open > 0 {
            let Some(byte) = body.get(at) else {
                self.reached = self.bytes.len();
                return Err(self.fault());
            };
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => (plain, at) = (false, at + 1),
                b'\r' => plain = false,
                _ => {}
            }
            at += 1;
        }
        let start = self.at;
        self.at += at + 1;
        let body = &body[..at - 1];
        if !plain && has_no_byte(body) {
            self.note(start, Oddity::Text);
        }
        Ok(if plain { Cow::Borrowed(body) } else { Cow::Owned(unescape(body)) })
    }
}

/// Where the value of `key` stands in the file; `None` for an object inside an object stream.
pub(crate) fn value_span(bytes: &[u8], object: &Object<'_>, key: &[u8]) -> Option<Range<usize>> {
    let mut parser = Parser::new(bytes, object.span.start);
    let number: u32 = parser.unsigned().ok()?;
    parser.skip_space();
    let _generation: u16 = parser.unsigned().ok()?;
    parser.skip_space();
    parser.keyword(b"obj").ok()?;
    if number == object.number { span_in_dict(bytes, parser.at, key) } else { None }
}

/// Where the value of `key` stands in the dictionary that begins at `at` (after white space).
fn span_in_dict(bytes: &[u8], at: usize, key: &[u8]) -> Option<Range<usize>> {
    let mut parser = Parser::new(bytes, at);
    parser.skip_space();
    if !parser.rest().starts_with(b"<<") {
        return None;
    }
    parser.at += 2;
    while let Some(found) = parser.key().ok()? {
        parser.skip_space();
        let start = parser.at;
        parser.value().ok()?;
        if *found == *key {
            return Some(start..parser.at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Value<'_>, StructureFault> {
        Parser::new(text.as_bytes(), 0).value()
    }

    #[test]
    fn values_mean_the_same_however_they_are_written() {
        assert_eq!(
            value("<</A 1/B[2 0 R(x\\)\\101)]>>"),
            value("<< /B [ 2 0 R <78 29 41> ] % rest\n /#41 1 >>")
        );
        assert_eq!(
            value("<</A<</B/C>>>>").unwrap().dict().unwrap().get(b"A"),
            value("<</B /C>>").ok().as_ref()
        );
        assert_eq!(value("12 0 obj").unwrap(), Value::Integer(12));
        assert_eq!(value("-.5").unwrap().points(), Some(-0.5));
        assert_eq!(value("<414>").unwrap().text(), Some(&b"A@"[..]));
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        assert_eq!(
            value(" <</Rotate 0/Rot#61te 90>>"),
            Err(StructureFault::DuplicateKey { at: 1 })
        );
    }

    #[test]
    fn damaged_values_are_refused() {
        for damaged in [
            "",
            "<<",
            "<</A>>",
            "(",
            "(a\\",
            "[1",
            "<4x>",
            "1.2.3",
            "+",
            "nul",
            "/A#4",
            "<</A 1 2>>",
            "]",
        ] {
            assert!(value(damaged).is_err(), "{damaged}");
        }
        assert!(value(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn what_is_not_written_plainly_is_noted() {
        let odd = |text: &str| {
            let mut parser = Parser::new(text.as_bytes(), 0);
            parser.value().unwrap();
            parser.take_odd().first.map(|odd| odd.what)
        };
        for plain in [
            "<</A 1/B[2 0 R .5 -.5 5. -0.0 595.303937007874 2147483647]/C#20d(x\\051)>>",
            "<</ByteRange[0000000000 0000001234 0000002345 0000000017]/Contents<00>>>",
            "[null true false<</K<<>>>>]",
        ] {
            assert_eq!(odd(plain), None, "{plain}");
        }
        let (deep, long) = ("[".repeat(40) + &"]".repeat(40), format!("1.{}", "0".repeat(60)));
        let cut = format!("1.{}", "0".repeat(300));
        for (text, what) in [
            ("[1%\n]", Oddity::Space),
            ("[1\u{0}]", Oddity::Space),
            ("<4\u{0}1>", Oddity::Space),
            ("/A#00", Oddity::CutName),
            ("/A#41", Oddity::Name),
            ("/A\u{7f}", Oddity::Name),
            ("[010]", Oddity::Number),
            ("00.5", Oddity::Number),
            ("2147483648", Oddity::Number),
            ("+1 0 R", Oddity::Number),
            ("1 00 R", Oddity::Number),
            ("<</Rotate 90.0>>", Oddity::Number),
            ("<</ByteRange[1]/A 01>>", Oddity::Number),
            ("(\\400)", Oddity::Text),
            (&deep, Oddity::Depth),
            (&long, Oddity::Number),
            (&cut, Oddity::LongWord),
        ] {
            assert_eq!(odd(text), Some(what), "{text}");
        }
    }

    #[test]
    fn the_place_of_a_value_is_found() {
        let text = b"  << /T (a) /Contents <41> >>";
        assert_eq!(span_in_dict(text, 0, b"Contents"), Some(22..26));
        assert_eq!(span_in_dict(text, 0, b"T2"), None);
    }
}
