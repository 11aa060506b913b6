//! The two places of a paper that are signed.

use serde::Serialize;

/// Who signs, in this order: first the authorised person, then the office (Nghị định 30/2020/NĐ-CP,
/// Điều 32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The authorised person; cell 7c of the decree's page.
    Official,
    /// The office, with its seal; cell 8.
    Seal,
}

impl Role {
    /// Both roles, in the order of signing.
    pub const ALL: [Self; 2] = [Self::Official, Self::Seal];

    /// The name of the signature field in the PDF.
    pub fn field(self) -> &'static str {
        match self {
            Self::Official => "ChuKyNguoiCoThamQuyen",
            Self::Seal => "ConDauCoQuan",
        }
    }

    /// The role in plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Official => "chữ ký của người có thẩm quyền",
            Self::Seal => "con dấu của cơ quan",
        }
    }

    /// The role whose field has this name.
    pub fn of_field(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.field() == name)
    }
}
