//! Why a paper cannot get its number and day, and what to do about it.

use pdf_signature::OfficeMessage;
use pdf_signature::sign::FillInError;
use thiserror::Error;
use time::Date;

use crate::ledger::NumberFault;

/// Why a paper cannot get its number and day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberObstacle {
    /// The paper has its number and day printed.
    #[error("the paper has no blanks")]
    NoBlanks,
    /// No number was typed, and the register has none from which to go on.
    #[error("no number to go on from")]
    NumberUnknown,
    /// The number is 0 or has more than five digits.
    #[error("number {0} is out of range")]
    OutOfRange(u32),
    /// The paper prints another month: the one printed (`MM/YYYY`), the date that was asked for.
    #[error("printed month {0}, asked for {1}")]
    OtherMonth(String, Date),
    /// The date lies before the last signature: its day, the date that was asked for.
    #[error("signed on {0}, asked for {1}")]
    BeforeSignature(Date, Date),
    /// The register does not take it.
    #[error(transparent)]
    Register(#[from] NumberFault),
    /// The file does not take it.
    #[error(transparent)]
    Fill(#[from] FillInError),
}

impl OfficeMessage for NumberObstacle {
    fn sentence(&self) -> String {
        match self {
            Self::NoBlanks => "Văn bản này đã in sẵn số và ngày.".into(),
            Self::NumberUnknown => {
                "Sổ văn bản của cơ quan này trong năm chưa có số nào để cấp số tiếp theo.".into()
            }
            Self::OutOfRange(number) => format!("Số {number} không dùng được làm số văn bản."),
            Self::OtherMonth(printed, date) => {
                format!("Văn bản in sẵn tháng {printed}, không ghi được ngày {}.", shown(*date))
            }
            Self::BeforeSignature(signed, date) => format!(
                "Văn bản được ký ngày {}, không thể ban hành ngày {} trước đó.",
                shown(*signed),
                shown(*date)
            ),
            Self::Register(NumberFault::Taken(number, title)) => {
                format!("Số {number} đã cấp cho văn bản khác: {title}.")
            }
            Self::Register(NumberFault::Backwards(number, date)) => format!(
                "Số {number} trong sổ mang ngày {}, nên số và ngày này đi ngược thứ tự.",
                of_book(date)
            ),
            Self::Fill(refusal) => refusal.sentence(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NoBlanks => "Đóng dấu luôn; số, ngày khai trong khai báo thì không cấp lại.",
            Self::NumberUnknown => "Ghi số đầu tiên bằng --number; các số sau tự nối theo.",
            Self::OutOfRange(_) => "Ghi số từ 1 đến 99999.",
            Self::OtherMonth(..) => {
                "Ghi ngày trong tháng ấy; nếu văn bản phải ban hành sang tháng khác thì sửa tháng \
                 trong khai báo, xuất lại và ký lại."
            }
            Self::BeforeSignature(..) => "Ghi ngày từ ngày ký trở đi.",
            Self::Register(NumberFault::Taken(..)) => {
                "Xem sổ văn bản (so-van-ban.xlsx) rồi ghi số khác."
            }
            Self::Register(NumberFault::Backwards(..)) => {
                "Xem sổ văn bản (so-van-ban.xlsx): số lớn hơn không được mang ngày sớm hơn; sửa số \
                 hoặc ngày."
            }
            Self::Fill(refusal) => return refusal.remedy(),
        }
        .into()
    }
}

fn shown(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// Writes a date of the book, `YYYY-MM-DD`, as people do.
fn of_book(date: &str) -> String {
    let mut parts: Vec<&str> = date.split('-').collect();
    parts.reverse();
    parts.join("/")
}
