//! Fills number and day in after the last person signed, in the places that the first signature
//! kept free.

use thiserror::Error;

use super::paper::{SLACK, tenths};
use crate::fill_in::FillIn;
use crate::pdf::{Dict, FillInField, PdfError, Update, encode_text};
use crate::refusal::OfficeMessage;
use crate::role::Role;

/// A blank, what is filled in, and how it looks.
#[derive(Debug, Clone, Copy)]
pub struct FilledBlank<'a> {
    /// Which blank.
    pub blank: FillIn,
    /// The text, digit by digit as the page shows it.
    pub value: &'a str,
    /// How it looks: a PDF of one page as large as the place.
    pub appearance: &'a [u8],
}

/// Why a blank cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FillInError {
    /// The file cannot be added to.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// Somebody has yet to sign.
    #[error("{} has not signed yet", .0.field())]
    NotSigned(Role),
    /// The paper has its seal: nothing may follow.
    #[error("the paper is sealed")]
    Sealed,
    /// The paper kept no place free for it.
    #[error("no field {}", .0.field())]
    NoBlank(FillIn),
    /// It was filled in before.
    #[error("{} is filled in with {value}", .blank.field())]
    FilledBefore {
        /// Which blank.
        blank: FillIn,
        /// What stands there.
        value: String,
    },
    /// The picture is not as large as its place: width and height of both, in tenths of a point.
    #[error("appearance of {0:?} for a place of {1:?}")]
    WrongSize([i64; 2], [i64; 2]),
}

impl OfficeMessage for FillInError {
    fn sentence(&self) -> String {
        match self {
            Self::Pdf(refusal) => refusal.sentence(),
            Self::NotSigned(role) => {
                format!("Văn bản chưa có {} nên chưa cấp số, ngày vào tệp này.", role.title())
            }
            Self::Sealed => "Văn bản đã có con dấu của cơ quan, không điền thêm được nữa.".into(),
            Self::NoBlank(blank) => {
                format!("Tệp này không có chỗ dành sẵn để điền {}.", blank.title())
            }
            Self::FilledBefore { blank, value } => {
                format!("Văn bản đã được điền {}: {value}.", blank.title())
            }
            Self::WrongSize(..) => "Chữ không vừa chỗ dành sẵn trên văn bản.".into(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Pdf(refusal) => return refusal.remedy(),
            Self::NotSigned(_) => "Để người có thẩm quyền ký trước, rồi cấp số vào tệp đã ký.",
            Self::Sealed => "Văn bản đã ban hành mà sai thì thay bằng văn bản khác.",
            Self::NoBlank(_) => {
                "Văn bản đã in sẵn số và ngày, hoặc được ký bằng bản cũ: ký lại bản mới còn để \
                 trống."
            }
            Self::FilledBefore { .. } => "Dùng tệp đã cấp số; số đã cấp thì không đổi.",
            Self::WrongSize(..) => "Kiểm tra lại số; số dài quá năm chữ số không in vừa.",
        }
        .into()
    }
}

/// Fills blanks in by adding to the end of the file. All persons must have signed, the seal must
/// still be missing. Whether their signatures hold is not asked here: see [`crate::verify()`].
///
/// # Errors
///
/// [`FillInError`].
pub fn fill_in(pdf: &[u8], blanks: &[FilledBlank<'_>]) -> Result<Vec<u8>, FillInError> {
    let mut update = Update::open(pdf)?;
    for field in update.signature_fields()? {
        match Role::of_field(&field.name) {
            Some(Role::Seal) if field.is_signed() => return Err(FillInError::Sealed),
            Some(role) if role != Role::Seal && !field.is_signed() => {
                return Err(FillInError::NotSigned(role));
            }
            _ => {}
        }
    }
    if !update.is_signed()? {
        return Err(FillInError::NotSigned(Role::Official));
    }
    let fields = update.fill_in_fields();
    for blank in blanks {
        let field = fields.iter().find(|field| field.blank == blank.blank);
        put(&mut update, field.ok_or(FillInError::NoBlank(blank.blank))?, blank)?;
    }
    Ok(update.write()?)
}

fn put(
    update: &mut Update<'_>,
    field: &FillInField,
    filled: &FilledBlank<'_>,
) -> Result<(), FillInError> {
    if let Some(before) = &field.value {
        return Err(FillInError::FilledBefore { blank: filled.blank, value: before.clone() });
    }
    let place =
        field.rect.map_or([0.0; 2], |[left, bottom, right, top]| [right - left, top - bottom]);
    let picture = update.import(filled.appearance)?;
    if picture.size.iter().zip(place).any(|(picture, place)| (picture - place).abs() > SLACK) {
        return Err(FillInError::WrongSize(picture.size.map(tenths), place.map(tenths)));
    }
    let id = update.object_id(field.number);
    let field = update.change(id)?;
    field.set("V", encode_text(filled.value));
    field.set("AP", Dict::default().with("N", picture.id));
    Ok(())
}
