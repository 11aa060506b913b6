//! Why a paper cannot get its number and day, and what to do about it.

use pdf_signature::sign::FillInError;
use pdf_signature::{FillIn, OfficeMessage};
use thiserror::Error;
use time::Date;

use crate::ledger::{NumberFault, REGISTER, RegisterFault, RegisteredPaper, SIGNATURES};

/// Why a paper cannot get its number and day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberObstacle {
    /// The paper has its number and day printed.
    #[error("the paper has no blanks")]
    NoBlanks,
    /// No number was typed, and the register has none from which to go on.
    #[error("no number to go on from")]
    NumberUnknown,
    /// Number or day cannot be read on a paper that another program signed.
    #[error("number or day not read")]
    NotRead,
    /// The number is 0 or has more than five digits.
    #[error("number {0} is out of range")]
    OutOfRange(u32),
    /// The paper prints another month: the one printed (`MM/YYYY`), the date that was asked for.
    #[error("printed month {0}, asked for {1}")]
    OtherMonth(String, Date),
    /// The paper prints another day: the one printed (`YYYY-MM-DD`), the date that was asked for.
    #[error("printed day {0}, asked for {1}")]
    OtherDay(String, Date),
    /// The authorised person has not signed the file. Holds the file that the person signed, when
    /// there is one.
    #[error("not signed")]
    NotSigned(Option<String>),
    /// The paper has its number: which, and the file that carries it where it is another one.
    #[error("numbered: {0}")]
    Numbered(String, Option<String>),
    /// The register gave the paper another number, and the file that carries it is gone: the entry
    /// and the file.
    #[error("numbered before: {0:?}, {1}")]
    NumberedBefore(Box<RegisteredPaper>, String),
    /// The number that is to be replaced is not the paper's.
    #[error("{0} is not the number of the paper")]
    NotGiven(u32),
    /// The paper was issued with its number: which, and the file.
    #[error("issued: {0}, {1}")]
    Issued(String, String),
    /// The declaration has another number or day.
    #[error("declared {declared}, asked for {asked}")]
    OtherThanDeclared {
        /// What the declaration says.
        declared: String,
        /// What was asked for.
        asked: String,
    },
    /// The page shows another number or day than was asked for.
    #[error("shown {shown}, asked for {asked}")]
    OtherThanShown {
        /// What the page shows.
        shown: String,
        /// What was asked for.
        asked: String,
    },
    /// The date cannot be: what is wrong, and which days (Vietnamese).
    #[error("out of order: {0}")]
    OutOfOrder(String, Option<String>),
    /// What a blank shows is not what its field says: which blank, and what the field says.
    #[error("{0:?} is drawn otherwise than {1}")]
    ShownOtherwise(FillIn, String),
    /// The paper carries another number or day than the register gave it: what it carries, and what
    /// the register has.
    #[error("{0} on the paper, {1} in the register")]
    OtherThanRegistered(String, String),
    /// The paper carries a number that the register did not give it.
    #[error("{0} is not in the register")]
    NotRegistered(String),
    /// The paper carries its number, but is not the file into which it was filled, or that file
    /// signed further: what it carries, and that file.
    #[error("{0} in another file than {1}")]
    OtherFile(String, String),
    /// The number that was given by mistake is to be replaced by itself.
    #[error("replaced by itself: {0}")]
    SameNumber(String),
    /// The register says otherwise than a paper in the folder.
    #[error("register: {0:?}")]
    RegisterDiffers(RegisterFault),
    /// The register to print has numbers, and the book of signatures none.
    #[error("the book is lost")]
    BookLost,
    /// The register to print was written anew; the one before it, which this program did not write
    /// from its book, was put aside there.
    #[error("register put aside: {0}")]
    RegisterKept(String),
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
            Self::NotRead => "Không đọc được số hoặc ngày trên tệp này.".into(),
            Self::OutOfRange(number) => format!("Số {number} không dùng được làm số văn bản."),
            Self::OtherMonth(printed, date) => {
                format!("Văn bản in sẵn tháng {printed}, không ghi được ngày {}.", shown(*date))
            }
            Self::OtherDay(printed, date) => format!(
                "Văn bản in sẵn ngày {}, không ghi được ngày {}.",
                of_book(printed),
                shown(*date)
            ),
            Self::NotSigned(_) => {
                "Người có thẩm quyền chưa ký tệp này nên chưa cấp số được.".into()
            }
            Self::Numbered(given, None) => format!("Văn bản này đã được cấp {given}."),
            Self::Numbered(given, Some(file)) => {
                format!("Văn bản này đã được cấp {given}: {file}.")
            }
            Self::NumberedBefore(given, file) => format!(
                "Văn bản này đã được cấp {}; tệp mang số ấy ({file}) không còn ở chỗ cũ.",
                given.shown()
            ),
            Self::NotGiven(number) => {
                format!("Sổ văn bản không ghi đã cấp số {number} cho văn bản này.")
            }
            Self::Issued(given, file) => format!("Văn bản này đã ban hành với {given}: {file}."),
            Self::OtherThanDeclared { declared, asked } => {
                format!("Khai báo ghi {declared}, còn lệnh này cấp {asked}.")
            }
            Self::OtherThanShown { shown, asked } => {
                format!("Trên trang ghi {shown}, không ghi sổ là {asked} được.")
            }
            Self::OutOfOrder(what, found) => match found {
                Some(found) => format!("{} ({found}).", what.trim_end_matches('.')),
                None => what.clone(),
            },
            Self::ShownOtherwise(blank, value) => format!(
                "Ô {} trên trang hiện ra chữ khác với giá trị “{value}” ghi trong ô.",
                blank.title()
            ),
            Self::OtherThanRegistered(carried, registered) => {
                format!("Tệp này mang {carried}, nhưng sổ văn bản đã cấp {registered}.")
            }
            Self::NotRegistered(carried) => {
                format!("Tệp này mang {carried}, nhưng sổ văn bản chưa cấp số cho văn bản này.")
            }
            Self::OtherFile(carried, _) => format!(
                "Tệp này mang {carried} như sổ văn bản, nhưng không phải tệp đã được ghi số: có \
                 người đã viết thêm vào tệp."
            ),
            Self::SameNumber(given) => format!("Văn bản này đang mang đúng {given}."),
            Self::RegisterDiffers(fault) => {
                format!("Sổ văn bản không khớp với văn bản đã cấp số. {}", fault.sentence())
            }
            Self::BookLost => format!(
                "Sổ in {REGISTER} đã có số, nhưng sổ chữ ký {SIGNATURES} không có số nào: hình như \
                 sổ chữ ký đã mất."
            ),
            Self::RegisterKept(kept) => format!(
                "Sổ in {REGISTER} trước đây có người ghi thêm, hoặc có số mà sổ chữ ký không có; \
                 bản ấy được giữ ở {kept}, sổ in đã viết lại."
            ),
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
            Self::NotRead => "Xem trên trang rồi ghi số bằng --number, ngày bằng --date.",
            Self::OutOfRange(_) => "Ghi số từ 1 đến 99999.",
            Self::OtherMonth(..) => {
                "Ghi ngày trong tháng ấy; nếu văn bản phải ban hành sang tháng khác thì sửa tháng \
                 trong khai báo, xuất lại và ký lại."
            }
            Self::OtherDay(..) => "Ghi đúng ngày đã in bằng --date.",
            Self::NotSigned(Some(file)) => {
                return format!("Cấp số cho tệp mà người có thẩm quyền đã ký: {file}.");
            }
            Self::NotSigned(None) => {
                "Để người có thẩm quyền ký trước (`ocop sign --role official`), rồi cấp số cho tệp \
                 trong da-ky."
            }
            Self::Numbered(_, None) => "Không cấp lại; đóng dấu vào chính tệp này.",
            Self::Numbered(_, Some(_)) => {
                "Không cấp lại; đóng dấu vào tệp đã có số đó. Cấp nhầm số mà chưa đóng dấu thì chạy \
                 `ocop number` với --number là số đúng, --instead-of là số nhầm."
            }
            Self::NumberedBefore(given, _) => {
                return format!(
                    "Đem tệp ấy về chỗ cũ. Mất hẳn thì cấp lại đúng số và ngày đó (số {}, ngày {}); \
                     một văn bản không mang hai số.",
                    given.value(FillIn::Number),
                    of_book(&given.date)
                );
            }
            Self::NotGiven(_) => {
                "Xem sổ văn bản (so-van-ban.xlsx); văn bản chưa có số thì bỏ --instead-of."
            }
            Self::Issued(..) => {
                "Số đã ban hành thì không đổi. Phải sửa thì ban hành văn bản khác thay thế."
            }
            Self::OtherThanDeclared { .. } => {
                "Số đúng là số nào thì dùng số đó: cấp đúng như khai báo, hoặc sửa khai báo (các văn \
                 bản viện dẫn in theo khai báo), chạy lại `ocop` rồi cấp số."
            }
            Self::OtherThanShown { .. } => {
                "Bỏ --number, --date để lấy đúng số, ngày trên trang (bàn làm việc: để nguyên như đã \
                 đọc); trang ghi sai thì không cất tệp này, cấp số lại trên bản đã ký."
            }
            Self::OutOfOrder(..) => {
                "Ghi ngày khác bằng --date; ngày họp, ngày của văn bản kia khai sai thì sửa khai báo \
                 rồi chạy lại `ocop`."
            }
            Self::ShownOtherwise(..) | Self::OtherThanRegistered(..) => {
                "Không ký, không đóng dấu tệp này: có người đã sửa số, ngày. Dùng tệp mà `ocop \
                 number` đã ghi vào da-cap-so."
            }
            Self::OtherFile(_, file) => {
                return format!("Không ký, không đóng dấu tệp này. Dùng tệp đã ghi số: {file}.");
            }
            Self::SameNumber(_) => {
                "Ghi số đúng hoặc ngày đúng, khác với số và ngày đã cấp nhầm. Không nhầm thì không \
                 phải cấp lại."
            }
            Self::NotRegistered(_) => {
                "Cấp số bằng `ocop number` từ tệp trong da-ky. Số cấp trên máy khác thì đem về cả \
                 thư mục kết quả của máy đó, có so-chu-ky.json."
            }
            Self::RegisterDiffers(fault) => return fault.remedy(),
            Self::BookLost => {
                return format!(
                    "Đem {SIGNATURES} về thư mục kết quả, lấy từ bản sao hoặc hồ sơ lưu. Không còn \
                     bản nào thì chuyển {REGISTER} đi nơi khác, rồi cấp số tiếp theo sổ ấy bằng \
                     --number."
                );
            }
            Self::RegisterKept(kept) => {
                return format!(
                    "Mở {kept}, chép những điều đã ghi thêm sang {REGISTER}. Số nào chỉ có ở bản \
                     được giữ thì đừng cấp lại cho văn bản khác."
                );
            }
            Self::BeforeSignature(..) => "Ghi ngày từ ngày ký trở đi.",
            Self::Register(NumberFault::Taken(..)) => {
                "Xem sổ văn bản (so-van-ban.xlsx) rồi ghi số khác, hoặc bỏ trống số để chương trình \
                 lấy số tiếp theo."
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

pub(in crate::signing) fn shown(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// Writes a date of the book, `YYYY-MM-DD`, as people do.
fn of_book(date: &str) -> String {
    let mut parts: Vec<&str> = date.split('-').collect();
    parts.reverse();
    parts.join("/")
}
