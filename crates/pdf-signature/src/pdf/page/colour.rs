//! Colours, as far as it takes to tell what is seen on white paper (ISO 32000-1, 8.6).

use crate::pdf::reading::View;
use crate::pdf::syntax::{Dict, Value};

/// What is no further from white than this is white.
const WHITE: f64 = 0.004;
/// What is no further from white than this is hardly seen.
const PALE: f64 = 0.12;

/// What of a mark is seen, from nothing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sight {
    /// Nothing.
    Hidden,
    /// Perhaps something: it is faint, or programs differ.
    Faint,
    /// All of it.
    Plain,
}

impl Sight {
    /// What is seen of paint that lets so much through; 1 lets nothing through.
    pub(super) fn of_opacity(opacity: f64) -> Self {
        match opacity {
            nothing if nothing <= 0.02 => Self::Hidden,
            little if little < 0.5 => Self::Faint,
            _ => Self::Plain,
        }
    }
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// That of the paper.
    White,
    /// Nearly that.
    Pale,
    /// Any other that is known.
    Dark,
    /// A pattern, or one that only its own definition tells.
    Unknown,
}

/// How the parts of a colour are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColourSpace {
    Grey,
    Light,
    Ink,
    Unknown,
}

impl ColourSpace {
    /// The space that a name stands for; the resources name those that are not built in.
    pub(super) fn named(view: View<'_, '_>, resources: &Dict<'_>, name: &[u8]) -> Self {
        let own = || {
            let spaces = view.dict(resources, b"ColorSpace")?;
            view.lookup(spaces, name)
        };
        match Self::of_name(name) {
            Self::Unknown => match own() {
                Some(Value::Name(name)) => Self::of_name(name),
                Some(Value::Array(parts)) => Self::of_array(view, parts),
                _ => Self::Unknown,
            },
            known => known,
        }
    }

    fn of_name(name: &[u8]) -> Self {
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => Self::Grey,
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Light,
            b"DeviceCMYK" | b"CMYK" => Self::Ink,
            _ => Self::Unknown,
        }
    }

    fn of_array(view: View<'_, '_>, parts: &[Value<'_>]) -> Self {
        let first = parts.first().map(|part| view.resolve(part)).and_then(Value::name);
        match first {
            Some(b"ICCBased") => {
                let profile = parts.get(1).and_then(Value::reference);
                let profile = profile.and_then(|number| view.target(number)?.dict());
                let count = profile.and_then(|profile| view.lookup(profile, b"N"));
                Self::of_count(count.and_then(Value::integer))
            }
            Some(name) => Self::of_name(name),
            None => Self::Unknown,
        }
    }

    fn of_count(count: Option<i64>) -> Self {
        match count {
            Some(1) => Self::Grey,
            Some(3) => Self::Light,
            Some(4) => Self::Ink,
            _ => Self::Unknown,
        }
    }

    /// The colour before one is set.
    pub(super) fn first(self) -> Colour {
        if self == Self::Unknown { Colour::Unknown } else { Colour::Dark }
    }

    /// The colour of these parts.
    pub(super) fn colour(self, operands: &[Value<'_>]) -> Colour {
        let parts: Vec<f64> = operands.iter().filter_map(Value::points).collect();
        let (count, white) = match self {
            Self::Grey => (1, 1.0),
            Self::Light => (3, 1.0),
            Self::Ink => (4, 0.0),
            Self::Unknown => return Colour::Unknown,
        };
        if parts.len() != count || operands.len() != count {
            return Colour::Unknown;
        }
        // What lies outside is cut to what there is.
        let far = |part: &f64| (part.clamp(0.0, 1.0) - white).abs();
        match parts.iter().map(far).fold(0.0, f64::max) {
            far if far < WHITE => Colour::White,
            far if far < PALE => Colour::Pale,
            _ => Colour::Dark,
        }
    }
}
