//! Points and days, as the workbooks of a sample hold them.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// Points in hundredths: `Points(26_50)` is 26,5 điểm. Exact, and as fine as any office rounds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Points(pub u32);

impl Points {
    /// A whole number of points, as a member gives.
    pub(crate) fn whole(points: u8) -> Self {
        Self(u32::from(points) * 100)
    }

    /// For the cell of a workbook, the nearest there is.
    pub(crate) fn to_cell(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// With a decimal comma, as a clerk types it.
    pub(crate) fn typed(self) -> String {
        self.to_string().replace('.', ",")
    }
}

impl<'de> Deserialize<'de> for Points {
    /// Reads `26.50`: two decimals, always.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.replace('.', "").parse().map(Self).map_err(de::Error::custom)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|points| points.0).sum())
    }
}

/// As workbooks store it: `26.5`, `26.57`, `26`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match (hundredths, hundredths % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", hundredths / 10),
            _ => write!(f, "{whole}.{hundredths:02}"),
        }
    }
}

/// A day.
#[derive(Clone, Copy)]
pub(crate) struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl<'de> Deserialize<'de> for Date {
    /// Reads `2020-11-27`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut parts = text.split('-').map(|part| part.parse().map_err(de::Error::custom));
        let mut next =
            || parts.next().unwrap_or_else(|| Err(de::Error::custom("a date has three parts")));
        let (year, month, day) = (next()?, next()?, next()?);
        let small = |number: u16| u8::try_from(number).map_err(de::Error::custom);
        Ok(Self { year, month: small(month)?, day: small(day)? })
    }
}

impl Date {
    /// A day of the round's year.
    pub(crate) const fn of_2020(day: u8, month: u8) -> Self {
        Self { year: 2020, month, day }
    }

    /// `27/11/2020`.
    pub(crate) fn short(self) -> String {
        format!("{:02}/{}/{}", self.day, self.month, self.year)
    }

    /// `ngày 27 tháng 11 năm 2020`.
    pub(crate) fn long(self) -> String {
        format!("ngày {:02} tháng {} năm {}", self.day, self.month, self.year)
    }
}
