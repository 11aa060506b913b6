//! Values, and dictionaries of them (ISO 32000-1, 7.3).

use std::borrow::Cow;

/// A value. Two values are equal when they mean the same, however they are written.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number with a point, as it is written.
    Real(Cow<'a, [u8]>),
    Name(Cow<'a, [u8]>),
    /// A string, and how it is written.
    Text(Cow<'a, [u8]>, Notation),
    Array(Vec<Value<'a>>),
    Dict(Dict<'a>),
    /// Number and generation of another object.
    Reference(u32, u16),
}

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// In round brackets.
    Literal,
    /// In hexadecimal digits.
    Hexadecimal,
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl<'a> From<Dict<'a>> for Value<'a> {
    fn from(dict: Dict<'a>) -> Self {
        Self::Dict(dict)
    }
}

impl<'a> From<Vec<Value<'a>>> for Value<'a> {
    fn from(items: Vec<Value<'a>>) -> Self {
        Self::Array(items)
    }
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other, false)
    }
}

/// Whether the numbers of a key are lengths or colours: programs write them with a point or without.
/// All others are the same with a point only when both have one.
fn is_measured(key: &[u8]) -> bool {
    matches!(
        key,
        b"ArtBox"
            | b"BBox"
            | b"BC"
            | b"BG"
            | b"BleedBox"
            | b"Border"
            | b"C"
            | b"CropBox"
            | b"D"
            | b"IC"
            | b"L"
            | b"Matrix"
            | b"MediaBox"
            | b"QuadPoints"
            | b"Rect"
            | b"TrimBox"
            | b"UserUnit"
    )
}

/// Whether the number of a key is a whole one: with a point, some programs take it for none.
pub(super) fn is_whole(key: &[u8]) -> bool {
    matches!(
        key,
        b"BPC"
            | b"BitsPerComponent"
            | b"BitsPerCoordinate"
            | b"BitsPerFlag"
            | b"BitsPerSample"
            | b"Colors"
            | b"Columns"
            | b"Count"
            | b"EarlyChange"
            | b"F"
            | b"Ff"
            | b"First"
            | b"FirstChar"
            | b"Flags"
            | b"FormType"
            | b"FunctionType"
            | b"Height"
            | b"K"
            | b"LastChar"
            | b"Length"
            | b"Length1"
            | b"Length2"
            | b"Length3"
            | b"MCID"
            | b"MaxLen"
            | b"N"
            | b"P"
            | b"PaintType"
            | b"PatternType"
            | b"Predictor"
            | b"Prev"
            | b"Q"
            | b"Rotate"
            | b"Rows"
            | b"SMaskInData"
            | b"ShadingType"
            | b"SigFlags"
            | b"Size"
            | b"StructParent"
            | b"StructParents"
            | b"Supplement"
            | b"TilingType"
            | b"Width"
            | b"XRefStm"
    )
}

/// A number without what changes nothing: a plus, zeros at its ends, a point behind which nothing
/// stands. The sign, what stands before the point, and what behind it.
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
    /// Whether both are the same as values of a key.
    pub(crate) fn same_for(&self, other: &Value<'_>, key: &[u8]) -> bool {
        self.same(other, is_measured(key))
    }

    /// Whether both are the same; `measured` tells whether a whole number may have a point.
    fn same(&self, other: &Value<'_>, measured: bool) -> bool {
        match (self, other) {
            (Self::Null, Value::Null) => true,
            (Self::Boolean(one), Value::Boolean(other)) => one == other,
            (Self::Integer(one), Value::Integer(other)) => one == other,
            (Self::Real(one), Value::Real(other)) => one == other || digits(one) == digits(other),
            (Self::Integer(one), Value::Real(other)) | (Self::Real(other), Value::Integer(one)) => {
                measured && digits(one.to_string().as_bytes()) == digits(other)
            }
            (Self::Name(one), Value::Name(other)) | (Self::Text(one, _), Value::Text(other, _)) => {
                one == other
            }
            (Self::Array(one), Value::Array(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| one.same(other, measured))
            }
            (Self::Dict(one), Value::Dict(other)) => one.same(other),
            (Self::Reference(one, first), Value::Reference(other, second)) => {
                (one, first) == (other, second)
            }
            _ => false,
        }
    }

    /// A name that consists of letters.
    pub(crate) fn named(name: &'static str) -> Self {
        Self::Name(Cow::Borrowed(name.as_bytes()))
    }

    /// A number with a point.
    pub(crate) fn real(number: f32) -> Self {
        let text = number.to_string();
        Self::Real(Cow::Owned(if text.contains('.') { text } else { text + ".0" }.into_bytes()))
    }

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
        if let Self::Text(text, _) = self { Some(text) } else { None }
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
            Self::Text(text, notation) => Value::Text(own(text), notation),
            Self::Array(items) => Value::Array(items.into_iter().map(Value::into_owned).collect()),
            Self::Dict(dict) => Value::Dict(dict.into_owned()),
            Self::Reference(number, generation) => Value::Reference(number, generation),
        }
    }

    /// The value as it is taken over into an object that changes: dictionaries by their keys,
    /// strings in hexadecimal digits.
    pub(crate) fn taken_over(&self) -> Value<'static> {
        match self {
            Self::Text(text, _) => Value::Text(Cow::Owned(text.to_vec()), Notation::Hexadecimal),
            Self::Array(items) => Value::Array(items.iter().map(Value::taken_over).collect()),
            Self::Dict(dict) => Value::Dict(dict.taken_over()),
            plain => plain.clone().into_owned(),
        }
    }

    /// Whether this value, or one inside it, satisfies `test`.
    pub(crate) fn any(&self, test: &mut impl FnMut(&Value<'a>) -> bool) -> bool {
        test(self)
            || match self {
                Self::Array(items) => items.iter().any(|item| item.any(test)),
                Self::Dict(dict) => dict.iter().any(|(_, value)| value.any(test)),
                _ => false,
            }
    }

    /// A number as a number of points, for sizes only.
    pub(crate) fn points(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Self::Real(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            _ => None,
        }
    }
}

/// A key and its value.
type Pair<'a> = (Cow<'a, [u8]>, Value<'a>);

/// A dictionary; no key stands in it twice. Two are equal when they mean the same, in whatever
/// order they are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dict<'a> {
    /// In the order in which they are written.
    pairs: Vec<Pair<'a>>,
    /// Where the pairs stand, by their keys.
    order: Vec<usize>,
}

impl PartialEq for Dict<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other)
    }
}

impl<'a> Dict<'a> {
    fn same(&self, other: &Dict<'_>) -> bool {
        let mut pairs = self.iter().zip(other.iter());
        self.pairs.len() == other.pairs.len()
            && pairs.all(|((key, one), (same, other))| key == same && one.same_for(other, key))
    }

    /// A dictionary of these pairs, in this order; `None` when a key stands among them twice.
    pub(super) fn of_pairs(pairs: Vec<Pair<'a>>) -> Option<Self> {
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by(|&one, &other| pairs[one].0.cmp(&pairs[other].0));
        let twice = order.windows(2).any(|pair| pairs[pair[0]].0 == pairs[pair[1]].0);
        (!twice).then_some(Self { pairs, order })
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Value<'a>> {
        self.find(key).ok().map(|at| &self.pairs[self.order[at]].1)
    }

    /// Sets the value of a key: in the place of the old one, or behind all others.
    pub(crate) fn set(&mut self, key: impl AsRef<[u8]>, value: impl Into<Value<'a>>) {
        let (key, value) = (key.as_ref(), value.into());
        match self.find(key) {
            Ok(at) => self.pairs[self.order[at]].1 = value,
            Err(at) => {
                self.order.insert(at, self.pairs.len());
                self.pairs.push((Cow::Owned(key.to_vec()), value));
            }
        }
    }

    /// The same with one more key.
    pub(crate) fn with(mut self, key: impl AsRef<[u8]>, value: impl Into<Value<'a>>) -> Self {
        self.set(key, value);
        self
    }

    fn find(&self, key: &[u8]) -> Result<usize, usize> {
        self.order.binary_search_by(|&at| (*self.pairs[at].0).cmp(key))
    }

    /// All pairs, by their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &Value<'a>)> {
        self.order.iter().map(|&at| (&*self.pairs[at].0, &self.pairs[at].1))
    }

    /// All pairs, as they are written.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&[u8], &Value<'a>)> {
        self.pairs.iter().map(|(key, value)| (&**key, value))
    }

    /// Whether a key has this name as its value.
    pub(crate) fn is(&self, key: &[u8], name: &[u8]) -> bool {
        self.get(key).and_then(Value::name) == Some(name)
    }

    /// The same for a dictionary; see [`Value::taken_over`].
    pub(crate) fn taken_over(&self) -> Dict<'static> {
        self.iter().fold(Dict::default(), |dict, (key, value)| dict.with(key, value.taken_over()))
    }

    /// The dictionary with bytes of its own.
    fn into_owned(self) -> Dict<'static> {
        let own = |(key, value): Pair<'a>| (Cow::Owned(key.into_owned()), value.into_owned());
        Dict { pairs: self.pairs.into_iter().map(own).collect(), order: self.order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn numbers_are_equal_when_they_are_the_same_number() {
        let real = |text: &'static str| Value::Real(Cow::Borrowed(text.as_bytes()));
        assert_eq!(real("+05.10"), real("5.1"));
        let alike = |one: Value<'_>, other: Value<'_>| one.same_for(&other, b"MediaBox");
        assert!(alike(real("-0.0"), Value::Integer(0)));
        assert!(alike(Value::Integer(-842), real("-842.")));
        assert!(!alike(real("-1.0"), Value::Integer(1)) && !alike(real("10.0"), 1.into()));
        assert_ne!(real("595.303937007874"), real("595.3039"));
        assert_ne!(real("-1.0"), Value::Integer(1));
        assert_ne!(real("10.0"), Value::Integer(1));
    }

    #[test]
    fn a_whole_number_with_a_point_is_another_where_programs_want_a_whole_one() {
        let real = |text: &'static str| Value::Real(Cow::Borrowed(text.as_bytes()));
        let page = |turn: Value<'static>, width: Value<'static>| {
            Dict::default().with("Rotate", turn).with("MediaBox", vec![width])
        };
        assert_eq!(page(90.into(), 595.into()), page(90.into(), real("595.0")));
        assert_ne!(page(90.into(), 595.into()), page(real("90.0"), 595.into()));
        assert_ne!(Value::Integer(90), real("90.0"));
    }

    #[test]
    fn keys_stay_where_they_are_written_and_are_found_by_name() {
        let mut dict = Dict::default().with("B", 1).with("A", 2);
        dict.set("B", 3);
        dict.set("0", 4);
        let keys = |pairs: Vec<(&[u8], &Value<'_>)>| {
            pairs.into_iter().map(|(key, _)| key.to_vec()).collect::<Vec<_>>()
        };
        assert_eq!(keys(dict.written().collect()), [b"B", b"A", b"0"]);
        assert_eq!(keys(dict.iter().collect()), [b"0", b"A", b"B"]);
        assert_eq!(dict.get(b"B"), Some(&Value::Integer(3)));
        assert_eq!(dict, Dict::default().with("0", 4).with("A", 2).with("B", 3));
    }
}
