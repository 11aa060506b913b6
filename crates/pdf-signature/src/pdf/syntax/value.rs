//! The values and objects of PDF (ISO 32000-1, 7.3).

use std::borrow::Cow;
use std::ops::Range;

use crate::hex;

/// A value. Two values are equal when they mean the same, however they are written.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number with a point, as it is written.
    Real(Cow<'a, [u8]>),
    Name(Cow<'a, [u8]>),
    Text(Cow<'a, [u8]>),
    Array(Vec<Value<'a>>),
    Dict(Dict<'a>),
    /// Number and generation of another object.
    Reference(u32, u16),
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(one), Self::Boolean(other)) => one == other,
            (Self::Integer(one), Self::Integer(other)) => one == other,
            (Self::Real(one), Self::Real(other)) => one == other || digits(one) == digits(other),
            (Self::Integer(one), Self::Real(other)) | (Self::Real(other), Self::Integer(one)) => {
                digits(one.to_string().as_bytes()) == digits(other)
            }
            (Self::Name(one), Self::Name(other)) | (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Array(one), Self::Array(other)) => one == other,
            (Self::Dict(one), Self::Dict(other)) => one == other,
            (Self::Reference(one, first), Self::Reference(other, second)) => (one, first) == (other, second),
            _ => false,
        }
    }
}

/// A number without what changes nothing: a plus, zeros at its ends, a point behind which nothing stands. The sign, what stands
/// before the point, and what behind it.
fn digits(number: &[u8]) -> (bool, &[u8], &[u8]) {
    let plain = number.strip_prefix(b"-").or_else(|| number.strip_prefix(b"+")).unwrap_or(number);
    let point = plain.iter().position(|&byte| byte == b'.').unwrap_or(plain.len());
    let (mut whole, mut part) = (&plain[..point], plain.get(point + 1..).unwrap_or_default());
    while let Some(rest) = whole.strip_prefix(b"0") {
        whole = rest;
    }
    while let Some(rest) = part.strip_suffix(b"0") {
        part = rest;
    }
    (number.first() == Some(&b'-') && !(whole.is_empty() && part.is_empty()), whole, part)
}

impl<'a> Value<'a> {
    pub(crate) fn integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    /// An integer that can be an offset or a length.
    pub(crate) fn size(&self) -> Option<usize> {
        usize::try_from(self.integer()?).ok()
    }

    pub(crate) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn array(&self) -> Option<&[Value<'a>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    pub(crate) fn dict(&self) -> Option<&Dict<'a>> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }

    /// The number of the object that is referred to.
    pub(crate) fn reference(&self) -> Option<u32> {
        if let Self::Reference(number, _) = self { Some(*number) } else { None }
    }

    /// The value with bytes of its own, for objects that were unpacked.
    pub(crate) fn into_owned(self) -> Value<'static> {
        let own = |bytes: Cow<'_, [u8]>| Cow::Owned(bytes.into_owned());
        match self {
            Self::Null => Value::Null,
            Self::Boolean(flag) => Value::Boolean(flag),
            Self::Integer(number) => Value::Integer(number),
            Self::Real(text) => Value::Real(own(text)),
            Self::Name(name) => Value::Name(own(name)),
            Self::Text(text) => Value::Text(own(text)),
            Self::Array(items) => Value::Array(items.into_iter().map(Value::into_owned).collect()),
            Self::Dict(dict) => {
                Value::Dict(Dict(dict.0.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect()))
            }
            Self::Reference(number, generation) => Value::Reference(number, generation),
        }
    }

    /// Writes the value so that it reads as the very same one.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Boolean(flag) => out.extend_from_slice(if *flag { b"true" } else { b"false" }),
            Self::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Self::Real(text) => out.extend_from_slice(text),
            Self::Name(name) => write_name(name, out),
            Self::Text(text) => out.extend_from_slice(format!("<{}>", hex::hex(text)).as_bytes()),
            Self::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dict(dict) => {
                out.extend_from_slice(b"<<");
                for (key, value) in dict.iter() {
                    write_name(key, out);
                    out.push(b' ');
                    value.write(out);
                }
                out.extend_from_slice(b">>");
            }
            Self::Reference(number, generation) => out.extend_from_slice(format!("{number} {generation} R").as_bytes()),
        }
    }

    /// The same for `lopdf`. A real keeps its value to the precision of `f32`; see [`Value::write`].
    pub(super) fn to_lopdf(&self) -> lopdf::Object {
        use lopdf::{Object, StringFormat};
        match self {
            Self::Null => Object::Null,
            Self::Boolean(flag) => Object::Boolean(*flag),
            Self::Integer(number) => Object::Integer(*number),
            Self::Real(text) => {
                Object::Real(std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or_default())
            }
            Self::Name(name) => Object::Name(name.to_vec()),
            Self::Text(text) => Object::String(text.to_vec(), StringFormat::Hexadecimal),
            Self::Array(items) => Object::Array(items.iter().map(Value::to_lopdf).collect()),
            Self::Dict(dict) => Object::Dictionary(dict.to_lopdf()),
            Self::Reference(number, generation) => Object::Reference((*number, *generation)),
        }
    }

    /// Whether this value, or one inside it, satisfies `test`.
    pub(crate) fn any(&self, test: &mut impl FnMut(&Value<'a>) -> bool) -> bool {
        test(self)
            || match self {
                Self::Array(items) => items.iter().any(|item| item.any(test)),
                Self::Dict(dict) => dict.0.iter().any(|(_, value)| value.any(test)),
                _ => false,
            }
    }

    /// An integer or a real as a number of points, for sizes only.
    pub(crate) fn points(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Self::Real(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            _ => None,
        }
    }
}

pub(super) fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b'*' | b':') {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// A dictionary, sorted by key; no key stands in it twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Dict<'a>(pub(super) Vec<(Cow<'a, [u8]>, Value<'a>)>);

impl<'a> Dict<'a> {
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Value<'a>> {
        self.0.binary_search_by(|(other, _)| (**other).cmp(key)).ok().map(|at| &self.0[at].1)
    }

    /// The same for writing.
    pub(super) fn to_lopdf(&self) -> lopdf::Dictionary {
        self.iter().map(|(key, value)| (key.to_vec(), value.to_lopdf())).collect()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &Value<'a>)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }

    /// Whether `/Type` or another key has this name as its value.
    pub(crate) fn is(&self, key: &[u8], name: &[u8]) -> bool {
        self.get(key).and_then(Value::name) == Some(name)
    }
}

/// An indirect object and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Object<'a> {
    pub(crate) number: u32,
    pub(crate) generation: u16,
    /// From its number to the end of `endobj`.
    pub(crate) span: Range<usize>,
    pub(crate) value: Value<'a>,
    /// The bytes of a stream, as they are stored.
    pub(crate) stream: Option<&'a [u8]>,
}

impl<'a> Object<'a> {
    /// The dictionary, also of a stream.
    pub(crate) fn dict(&self) -> Option<&Dict<'a>> {
        self.value.dict()
    }

    /// Whether both say the same, wherever they stand.
    pub(crate) fn same_as(&self, other: &Object<'_>) -> bool {
        self.stream == other.stream && self.value == other.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::syntax::Parser;

    #[test]
    fn numbers_are_equal_when_they_are_the_same_number() {
        let real = |text: &'static str| Value::Real(Cow::Borrowed(text.as_bytes()));
        assert_eq!(real("+05.10"), real("5.1"));
        assert_eq!(real("-0.0"), Value::Integer(0));
        assert_eq!(Value::Integer(-842), real("-842."));
        assert_ne!(real("595.303937007874"), real("595.3039"));
        assert_ne!(real("-1.0"), Value::Integer(1));
        assert_ne!(real("10.0"), Value::Integer(1));
    }

    #[test]
    fn what_is_written_reads_as_the_same_value() {
        let text = b"<</A#20b[595.303937007874 -3 true null(x\\)\\001)/N#2F]/D<</R 12 0 R/E[]>>>>";
        let value = Parser::new(text, 0).value().unwrap();
        let mut written = Vec::new();
        value.write(&mut written);
        assert_eq!(Parser::new(&written, 0).value().unwrap(), value);
        assert!(String::from_utf8(written).unwrap().contains("595.303937007874"));
    }
}
