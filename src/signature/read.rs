//! DER as it is read: one value after the other, nothing copied. Enough for answers of time stamp and revocation services.

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    /// The tag, one byte.
    pub(crate) tag: u8,
    /// All of it, with tag and length.
    pub(crate) whole: &'a [u8],
    /// What is inside.
    pub(crate) inside: &'a [u8],
}

impl<'a> Value<'a> {
    /// The first value of some bytes; `None` when they are no DER.
    pub(crate) fn first(bytes: &'a [u8]) -> Option<Self> {
        let (tag, length) = (*bytes.first()?, *bytes.get(1)?);
        if tag & 0x1F == 0x1F {
            return None;
        }
        let (start, length) = match length {
            0..=0x7F => (2, usize::from(length)),
            0x81..=0x84 => {
                let digits = bytes.get(2..2 + usize::from(length & 0x7F))?;
                let length = digits.iter().fold(0, |sum: usize, digit| sum << 8 | usize::from(*digit));
                (2 + digits.len(), length)
            }
            _ => return None,
        };
        let end = start.checked_add(length)?;
        Some(Self { tag, whole: bytes.get(..end)?, inside: bytes.get(start..end)? })
    }

    /// Some bytes as one value and nothing after it.
    pub(crate) fn only(bytes: &'a [u8]) -> Option<Self> {
        Self::first(bytes).filter(|value| value.whole.len() == bytes.len())
    }

    /// The values inside; what is no DER ends the list.
    pub(crate) fn values(self) -> Values<'a> {
        Values { rest: self.inside }
    }

    /// The n-th value inside, beginning with 0.
    pub(crate) fn nth(self, n: usize) -> Option<Self> {
        self.values().nth(n)
    }

    /// The value if it has this tag.
    pub(crate) fn tagged(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// The first value inside with this tag.
    pub(crate) fn find(self, tag: u8) -> Option<Self> {
        self.values().find(|value| value.tag == tag)
    }
}

/// The values inside a value.
pub(crate) struct Values<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let value = Value::first(self.rest)?;
        self.rest = &self.rest[value.whole.len()..];
        Some(value)
    }
}
