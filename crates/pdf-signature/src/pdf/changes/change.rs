//! The changes that may follow a signature.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::fill_in::FillIn;

/// A change that may follow a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A signature field that stood empty was signed, or a signed one was added.
    Signed {
        /// The name of the field.
        field: String,
        /// Whether the field was not there before and covers a part of a page.
        new_on_page: bool,
    },
    /// A document timestamp was added.
    Timestamped {
        /// The name of the field.
        field: String,
    },
    /// An empty signature field was added (only before the first signature).
    FieldAdded {
        /// The name of the field.
        field: String,
    },
    /// A blank that had been kept free for it was filled in.
    FilledIn {
        /// Which one.
        blank: FillIn,
        /// What was filled in, and what the page shows there.
        value: String,
    },
    /// An empty field for what is filled in later was added (only before the first signature).
    BlankAdded {
        /// Which one.
        blank: FillIn,
    },
    /// Certificates or revocation data were added.
    EvidenceAdded,
    /// The description of the document changed (title, dates); it is on no page.
    DescriptionChanged,
    /// White space or NUL was added behind the end; no program shows anything of it.
    SpaceAdded {
        /// How many bytes.
        bytes: usize,
    },
}

impl Change {
    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::Signed { field, new_on_page: false } => format!("Có thêm chữ ký ở ô {field}."),
            Self::Signed { field, new_on_page: true } => {
                format!(
                    "Có thêm chữ ký ở ô mới {field}; hình của ô này có thể che nội dung trên \
                     trang, cần xem lại bằng mắt."
                )
            }
            Self::Timestamped { field } => {
                format!("Có thêm dấu thời gian của tài liệu ở ô {field}.")
            }
            Self::FieldAdded { field } => format!("Có thêm ô chữ ký trống {field}."),
            Self::FilledIn { blank, value } => {
                format!("Đã điền {} vào chỗ dành sẵn: {value}.", blank.title())
            }
            Self::BlankAdded { blank } => format!("Có chỗ dành sẵn để điền {}.", blank.title()),
            Self::EvidenceAdded => {
                "Có thêm chứng thư và dữ liệu thu hồi để kiểm tra lâu dài.".into()
            }
            Self::DescriptionChanged => {
                "Thông tin mô tả tệp (không nằm trên trang) đã thay đổi.".into()
            }
            Self::SpaceAdded { bytes } => {
                format!(
                    "Có thêm {bytes} byte khoảng trắng ở sau phần cuối tệp; không đổi gì trên \
                     trang."
                )
            }
        }
    }
}

/// What the earlier revision was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// A signed revision: new fields must be signed.
    Signature,
    /// The paper before any signature: the form and empty fields may be added.
    Original,
}

/// The outcome of a comparison.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) changes: BTreeSet<Change>,
    /// What may not change, in Vietnamese, e.g. `nội dung trang 2`.
    pub(crate) forbidden: BTreeSet<String>,
    /// Fields that were filled in, with what stands in them, in Vietnamese.
    pub(crate) filled: BTreeSet<String>,
    /// What nobody can tell.
    pub(crate) doubts: BTreeSet<Doubt>,
}

/// Something about the picture of a signature that nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Doubt {
    /// What the picture may cover, in Vietnamese.
    pub(crate) what: String,
    /// The field of the picture, when it is as large as a seal, beside a signature, and stands on
    /// words that are seen through it.
    pub(crate) seal: Option<String>,
}
