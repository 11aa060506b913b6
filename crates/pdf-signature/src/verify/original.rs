//! The strongest proof there is: the paper that was made before anyone signed stands at the
//! beginning of the signed file, and what follows it only signs.

use thiserror::Error;

use crate::pdf::{
    DrawnPages, FieldLock, FieldPlace, FieldValue, PdfFile, Since, StructureFault, compare,
    signature_fields,
};

/// Why a signed file is not the signed form of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OriginalFault {
    /// The signed file does not begin with the bytes of the paper.
    #[error("the files differ from byte {at} on")]
    OtherBeginning {
        /// The first byte that differs, from 0.
        at: usize,
    },
    /// The bytes of the paper end in the middle of a revision.
    #[error("the paper is no complete revision of the signed file")]
    NotARevision,
    /// The structure of the signed file cannot be relied on.
    #[error("the structure is not sound")]
    Structure(#[from] StructureFault),
    /// What follows changes the paper.
    #[error("changed after the paper was made: {0:?}")]
    Changed(
        /// What was changed, in Vietnamese.
        Vec<String>,
    ),
    /// The paper is itself signed.
    #[error("the paper is signed already")]
    OriginalSigned,
}

impl OriginalFault {
    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::OtherBeginning { .. } => {
                "Tệp đã ký không phải là văn bản mà chương trình lập ra.".into()
            }
            Self::NotARevision => {
                "Tệp đã ký có phần đầu bị sửa so với văn bản mà chương trình lập ra.".into()
            }
            Self::Structure(fault) => fault.sentence(),
            Self::Changed(what) => format!("Văn bản bị sửa ngoài việc ký: {}.", what.join("; ")),
            Self::OriginalSigned => "Văn bản gốc dùng để đối chiếu đã có chữ ký.".into(),
        }
    }

    /// What a clerk can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::OriginalSigned => "Đối chiếu với văn bản chưa ký.",
            Self::Structure(fault) => fault.remedy(),
            _ => {
                "Không dùng tệp này thay cho văn bản gốc; tìm xem đầu vào hay tệp đã ký bị thay \
                 đổi."
            }
        }
    }
}

/// Whether `signed` is `original` followed by nothing but signatures, timestamps and their
/// evidence. Says nothing about the signatures themselves: ask [`super::verify`] too.
///
/// # Errors
///
/// The first difference, or what was changed besides signing.
pub fn begins_with(signed: &[u8], original: &[u8]) -> Result<(), OriginalFault> {
    same_beginning(signed, original)?;
    follows(&PdfFile::from_bytes(signed)?, original, None)
}

/// The same for a paper of which is known where its fields may stand: none may stand elsewhere.
///
/// # Errors
///
/// The first difference, or what was changed besides signing.
pub fn begins_with_places(
    signed: &[u8],
    original: &[u8],
    places: &[FieldPlace],
) -> Result<(), OriginalFault> {
    same_beginning(signed, original)?;
    follows(&PdfFile::from_bytes(signed)?, original, Some(places))
}

fn same_beginning(signed: &[u8], original: &[u8]) -> Result<(), OriginalFault> {
    if signed.starts_with(original) && !original.is_empty() {
        return Ok(());
    }
    let at = signed.iter().zip(original).position(|(one, other)| one != other);
    Err(OriginalFault::OtherBeginning { at: at.unwrap_or(signed.len().min(original.len())) })
}

/// The same for a file that was read already.
pub(crate) fn file_begins_with(file: &PdfFile<'_>, original: &[u8]) -> Result<(), OriginalFault> {
    same_beginning(file.bytes, original)?;
    follows(file, original, None)
}

/// Whether what follows the paper only signs it.
fn follows(
    file: &PdfFile<'_>,
    original: &[u8],
    places: Option<&[FieldPlace]>,
) -> Result<(), OriginalFault> {
    let ends = |end: usize| end == original.len();
    let base = file
        .revisions
        .iter()
        .position(|revision| ends(revision.span.end) || ends(revision.line_end));
    let base = base.ok_or(OriginalFault::NotARevision)?;
    if signature_fields(file.view(base))?.iter().any(|field| field.value != FieldValue::Empty) {
        return Err(OriginalFault::OriginalSigned);
    }
    let mut forbidden: Vec<String> = Vec::new();
    forbidden.extend(file.misspelled_since(base).map(|what| {
        format!("phần ghi thêm viết theo cách mà các phần mềm đọc khác nhau ({what})")
    }));
    let pages = DrawnPages::default();
    for later in base + 1..file.revisions.len() {
        let (paper, lock) = (file.view(base), FieldLock::Nothing);
        let comparison =
            compare(paper, file.view(later), (Since::Original, &lock, places), &pages)?;
        forbidden.extend(comparison.forbidden);
    }
    forbidden.sort();
    forbidden.dedup();
    if forbidden.is_empty() { Ok(()) } else { Err(OriginalFault::Changed(forbidden)) }
}
