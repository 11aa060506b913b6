//! How values are written into a file.
//!
//! What is new is written without needless spaces. What stood in the file before and was not
//! changed is written as a whole again, each number to its last digit.

use std::borrow::Cow;

use crate::hex::hex;
use crate::pdf::syntax::{Dict, Notation, Value};

/// Writes a new value. A number with a point is written to the precision of `f32`, as most readers
/// hold it (ISO 32000-1, annex C).
pub(super) fn write_new(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Reference(..) => {
            write_plain(value, out);
        }
        Value::Real(text) => {
            match std::str::from_utf8(text).ok().and_then(|text| text.parse::<f32>().ok()) {
                Some(number) if number.is_finite() => write_plain(&Value::real(number), out),
                _ => write_plain(value, out),
            }
        }
        Value::Name(name) => write_new_name(name, out),
        Value::Text(text, Notation::Hexadecimal) => {
            out.extend_from_slice(format!("<{}>", hex(text).to_uppercase()).as_bytes());
        }
        Value::Text(text, Notation::Literal) => write_literal(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 && needs_space(item) {
                    out.push(b' ');
                }
                write_new(item, out);
            }
            out.push(b']');
        }
        Value::Dict(dict) => {
            out.extend_from_slice(b"<<");
            write_new_pairs(dict, out);
            out.extend_from_slice(b">>");
        }
    }
}

/// Writes the pairs of a new dictionary without the brackets around them.
pub(super) fn write_new_pairs(dict: &Dict<'_>, out: &mut Vec<u8>) {
    for (key, value) in dict.written() {
        write_new_name(key, out);
        if needs_space(value) {
            out.push(b' ');
        }
        write_new(value, out);
    }
}

/// Whether a value would run into a word before it.
fn needs_space(value: &Value<'_>) -> bool {
    !matches!(value, Value::Name(_) | Value::Text(..) | Value::Array(_) | Value::Dict(_))
}

/// Writes a value that stood in the file before so that it reads as the very same one.
pub(super) fn write_kept(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Name(name) => write_kept_name(name, out),
        Value::Text(text, _) => out.extend_from_slice(format!("<{}>", hex(text)).as_bytes()),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_kept(item, out);
            }
            out.push(b']');
        }
        Value::Dict(dict) => {
            out.extend_from_slice(b"<<");
            for (key, value) in dict.iter() {
                write_kept_name(key, out);
                out.push(b' ');
                write_kept(value, out);
            }
            out.extend_from_slice(b">>");
        }
        Value::Real(text) => out.extend_from_slice(&plain_real(text)),
        plain => write_plain(plain, out),
    }
}

/// The same number without zeros in front that change nothing, and not longer than any program
/// reads.
fn plain_real(text: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 40;
    let (sign, digits) = match text.split_first() {
        Some((b'-', digits)) => (&b"-"[..], digits),
        Some((b'+', digits)) => (&b""[..], digits),
        _ => (&b""[..], text),
    };
    let mut digits = digits;
    while let [b'0', rest @ ..] = digits
        && rest.first().is_some_and(u8::is_ascii_digit)
    {
        digits = rest;
    }
    let mut plain = [sign, digits].concat();
    plain.truncate(LONGEST);
    plain
}

/// A value that has one way of writing.
fn write_plain(value: &Value<'_>, out: &mut Vec<u8>) {
    let text: Cow<'_, [u8]> = match value {
        Value::Boolean(true) => Cow::Borrowed(b"true"),
        Value::Boolean(false) => Cow::Borrowed(b"false"),
        Value::Integer(number) => Cow::Owned(number.to_string().into_bytes()),
        Value::Real(text) => Cow::Borrowed(text),
        Value::Reference(number, generation) => {
            Cow::Owned(format!("{number} {generation} R").into_bytes())
        }
        _ => Cow::Borrowed(b"null"),
    };
    out.extend_from_slice(&text);
}

fn write_new_name(name: &[u8], out: &mut Vec<u8>) {
    write_name(name, out, |byte| byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte));
}

/// Writes a name that stood in the file before, or a key beside it.
pub(super) fn write_kept_name(name: &[u8], out: &mut Vec<u8>) {
    write_name(name, out, |byte| byte.is_ascii_alphanumeric() || b"-_.+*:".contains(&byte));
}

/// Writes a name, with the code of each byte that is not plain.
fn write_name(name: &[u8], out: &mut Vec<u8>, is_plain: impl Fn(u8) -> bool) {
    out.push(b'/');
    for &byte in name {
        if is_plain(byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// Writes a string in round brackets. Brackets within it that come in pairs stay as they are.
fn write_literal(text: &[u8], out: &mut Vec<u8>) {
    let (mut open, mut escaped) = (Vec::new(), vec![false; text.len()]);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' => escaped[at] = open.pop().is_none(),
            b'\\' | b'\r' => escaped[at] = true,
            _ => {}
        }
    }
    for at in open {
        escaped[at] = true;
    }
    out.push(b'(');
    for (byte, escaped) in text.iter().zip(escaped) {
        match byte {
            b'\r' => out.extend_from_slice(b"\\r"),
            byte if escaped => out.extend_from_slice(&[b'\\', *byte]),
            byte => out.push(*byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::syntax::Parser;

    const TEXT: &[u8] =
        b"<</A#20b[595.303937007874 -3 true null(x\\)\\001)/N#2F]/D<</R 12 0 R/E[]>>/C(a\\\\b\\rc(d)e\\)f\\()>>";

    #[test]
    fn what_is_kept_reads_as_the_same_value() {
        let value = Parser::new(TEXT, 0).value().unwrap();
        let mut written = Vec::new();
        write_kept(&value, &mut written);
        assert_eq!(Parser::new(&written, 0).value().unwrap(), value);
        assert!(String::from_utf8(written).unwrap().contains("595.303937007874"));
    }

    #[test]
    fn numbers_that_are_kept_lose_what_changes_nothing() {
        let kept = |text: &str| String::from_utf8(plain_real(text.as_bytes())).unwrap();
        for (text, plain) in [
            ("595.303937007874", "595.303937007874"),
            ("-007.50", "-7.50"),
            ("+0.5", "0.5"),
            ("00.", "0."),
            ("-.5", "-.5"),
        ] {
            assert_eq!(kept(text), plain);
        }
        assert_eq!(kept(&format!("1.{}", "0".repeat(300))).len(), 40);
    }

    #[test]
    fn what_is_new_reads_as_the_same_value_but_for_the_digits_of_its_numbers() {
        let value = Parser::new(TEXT, 0).value().unwrap();
        let mut written = Vec::new();
        write_new(&value, &mut written);
        let wanted = "<</A#20b[595.30396 -3 true null(x\\)\u{1})/N#2F]/D<</R 12 0 \
                      R/E[]>>/C(a\\\\b\\rc(d)e\\)f\\()>>";
        assert_eq!(String::from_utf8(written).unwrap(), wanted);
    }
}
