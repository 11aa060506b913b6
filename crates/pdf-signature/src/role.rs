//! The places of a paper that are signed.

use serde::{Serialize, Serializer};

/// Who signs, in this order: those who sign beside the authorised person, the authorised person,
/// then the office (Nghị định 30/2020/NĐ-CP, Điều 32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// One who signs before the authorised person, such as the secretary of minutes; from 0, in
    /// the order in which they sign. A paper has [`CO_SIGNERS`](Self::CO_SIGNERS) of them at most.
    CoSigner(u8),
    /// The authorised person; cell 7c of the decree's page.
    Official,
    /// The office, with its seal; cell 8.
    Seal,
}

/// The fields of those who sign beside the authorised person.
const CO_SIGNER_FIELDS: [&str; 4] =
    ["ChuKyNguoiKyCung1", "ChuKyNguoiKyCung2", "ChuKyNguoiKyCung3", "ChuKyNguoiKyCung4"];

impl Role {
    /// How many may sign beside the authorised person.
    pub const CO_SIGNERS: usize = CO_SIGNER_FIELDS.len();

    /// All roles, in the order of signing.
    pub const ALL: [Self; 6] = [
        Self::CoSigner(0),
        Self::CoSigner(1),
        Self::CoSigner(2),
        Self::CoSigner(3),
        Self::Official,
        Self::Seal,
    ];

    /// The name of the signature field in the PDF.
    pub fn field(self) -> &'static str {
        match self {
            Self::CoSigner(which) => CO_SIGNER_FIELDS[usize::from(which).min(Self::CO_SIGNERS - 1)],
            Self::Official => "ChuKyNguoiCoThamQuyen",
            Self::Seal => "ConDauCoQuan",
        }
    }

    /// The role in plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::CoSigner(_) => "chữ ký của người ký cùng",
            Self::Official => "chữ ký của người có thẩm quyền",
            Self::Seal => "con dấu của cơ quan",
        }
    }

    /// The role as books and machine-readable results name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::CoSigner(0) => "co_signer",
            Self::CoSigner(1) => "co_signer_2",
            Self::CoSigner(2) => "co_signer_3",
            Self::CoSigner(_) => "co_signer_4",
            Self::Official => "official",
            Self::Seal => "seal",
        }
    }

    /// The role whose field has this name.
    pub fn of_field(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.field() == name)
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}
