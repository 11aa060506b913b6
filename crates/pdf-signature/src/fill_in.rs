//! The blanks of a paper that are filled in after it was signed.

use serde::Serialize;

/// What is filled in between the last person's signature and the seal: the number and the day of
/// issue (Nghị định 30/2020/NĐ-CP, Điều 14, 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FillIn {
    /// The number of the paper.
    Number,
    /// The day of the month on which it is issued.
    Day,
}

impl FillIn {
    /// Both blanks, in the order in which they stand on the page.
    pub const ALL: [Self; 2] = [Self::Number, Self::Day];

    /// The name of the form field in the PDF.
    pub fn field(self) -> &'static str {
        match self {
            Self::Number => "SoVanBan",
            Self::Day => "NgayVanBan",
        }
    }

    /// The blank in plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Number => "số văn bản",
            Self::Day => "ngày ban hành",
        }
    }

    /// The blank whose field has this name.
    pub fn of_field(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|blank| blank.field() == name)
    }
}
