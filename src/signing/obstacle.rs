//! Why a paper cannot be signed, and what to do about it.

use std::path::PathBuf;

use pdf_signature::ltv::LtvError;
use pdf_signature::sign::{CertificateError, SignError};
use pdf_signature::{OfficeMessage, OriginalFault, PkiFault, Role, keys::KeyError};
use thiserror::Error;

use super::by_line::LineObstacle;
use super::numbering::NumberObstacle;
use super::picture::PictureFault;
use super::remedy;
use crate::careful::UnsuitableFile;
use crate::ledger::{BookFault, RECORD, REGISTER, SIGNATURES, TurnFault};
use crate::round::SIGNING_FOLDER;
use crate::typeset::TypesetFailure;

/// Why a paper cannot be signed.
#[derive(Debug, Error)]
pub enum Obstacle {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    NotRead {
        /// Path of the file.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The outputs folder has no run record.
    #[error("no record of a run")]
    NoRecord,
    /// The last run was stopped before its end.
    #[error("the last run did not come to its end")]
    RunUnfinished,
    /// Somebody else works in the outputs folder.
    #[error(transparent)]
    Busy(#[from] TurnFault),
    /// The file is not one of the papers in the record.
    #[error("not a paper of the record")]
    NotInRecord,
    /// Something else than signatures was added to the file.
    #[error(transparent)]
    ChangedAfter(OriginalFault),
    /// Nobody signed the file.
    #[error("not signed")]
    NotSigned,
    /// The file is not one of the signed papers in the book.
    #[error("not a paper of the book")]
    NotInBook,
    /// The file is the signed form of an earlier version of the paper.
    #[error("signed form of an older paper")]
    Outdated,
    /// A run would give a different paper, because inputs or templates changed. Holds the files
    /// that changed.
    #[error("the paper would be made anew: {}", .0.join("; "))]
    MadeAnew(Vec<String>),
    /// The papers lie in several outputs folders. Holds these folders.
    #[error("several outputs folders: {0:?}")]
    SeveralFolders(Vec<PathBuf>),
    /// The paper could not be compared with the inputs. Holds the reason (Vietnamese).
    #[error("not compared with the inputs: {0}")]
    NotCompared(String),
    /// The paper was already signed in this role. Holds the signed file.
    #[error("signed before: {0}")]
    SignedBefore(String),
    /// The official has not signed this file. Holds the file that the official signed, when there
    /// is one.
    #[error("the official signs first")]
    OfficialFirst(Option<String>),
    /// The layout gives the paper no place for a signature.
    #[error("no place for a signature")]
    NoSpot,
    /// The paper still has blanks. Holds them (Vietnamese).
    #[error("blanks: {}", .0.join("; "))]
    Blanks(Vec<String>),
    /// The papers belong to several signers. Holds their names.
    #[error("several signers: {}", .0.join("; "))]
    SeveralSigners(Vec<String>),
    /// No root certificate is trusted.
    #[error("no trusted root")]
    NoRoot,
    /// A path in `[signing]` leads out of its folder.
    #[error("path {0} leads out of its folder")]
    OutsideFolder(PathBuf),
    /// A certificate file cannot be understood.
    #[error("{path}: {fault}")]
    Certificates {
        /// Path of the file.
        path: PathBuf,
        /// What is wrong with it.
        fault: PkiFault,
    },
    /// The round names no picture for this signer.
    #[error("no picture of {0:?}")]
    NoPicture(Role, String),
    /// The picture cannot be used.
    #[error("{path}: {fault:?}")]
    Picture {
        /// Path of the file.
        path: PathBuf,
        /// What is wrong with it.
        fault: PictureFault,
    },
    /// The visible form of the signature could not be typeset.
    #[error("appearance: {0:?}")]
    Appearance(TypesetFailure),
    /// The official's signature on the file is not valid. Holds the reason.
    #[error("the first signature does not hold: {0}")]
    FirstSignature(String),
    /// The official's signature was made with another certificate than the round names. Holds the
    /// holder of that certificate.
    #[error("signed by {0}")]
    OtherOfficial(String),
    /// The paper bears signatures under other names than those of its signers. Holds what is odd
    /// about each (Vietnamese).
    #[error("other signers: {}", .0.join("; "))]
    OtherSigner(Vec<String>),
    /// The signed paper has its evidence: the file that carries it.
    #[error("archived before: {0}")]
    ArchivedBefore(String),
    /// The paper would get both a rehearsal signature and a real one.
    #[error("rehearsal and real signature on one paper")]
    MixedRehearsal,
    /// A separate annex gets only the seal, not a signature of the official.
    #[error("an annex gets the seal only")]
    SealOnly,
    /// The round has no body of this key.
    #[error("no body {0}")]
    NoBody(String),
    /// The annex belongs to a paper that has no number.
    #[error("the main paper has no number")]
    NoNumber,
    /// Nobody signs the paper beside the authorised person, or all of them have signed.
    #[error("nobody signs beside the official")]
    NoCoSigner,
    /// The file gets no seal as a line.
    #[error(transparent)]
    Line(#[from] LineObstacle),
    /// The paper cannot get its number.
    #[error(transparent)]
    Number(#[from] NumberObstacle),
    /// The register of papers cannot be written.
    #[error("{REGISTER}: {0}")]
    Register(std::io::Error),
    /// The signature library refused to sign.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The certificate may not sign.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The evidence for later years could not be gathered.
    #[error(transparent)]
    Ltv(#[from] LtvError),
    /// No timestamp authority is set.
    #[error("no timestamp authority")]
    NoAuthority,
    /// The signed paper cannot be written.
    #[error("not written: {0}")]
    NotWritten(std::io::Error),
    /// The book of signatures cannot be written, so the signed paper was not filed.
    #[error("{file} is not in the book: {fault}")]
    NotNoted {
        /// Name that the signed file would have.
        file: String,
        /// Why the book cannot be written.
        fault: BookFault,
    },
    /// The book of signatures cannot be read.
    #[error(transparent)]
    Book(#[from] BookFault),
}

impl Obstacle {
    /// Tells whether going on with the next paper could do harm, e.g. lock a token by wrong PINs.
    pub fn ends_the_sitting(&self) -> bool {
        match self {
            Self::Sign(refusal) => refusal.ends_the_session(),
            Self::Key(refusal) => refusal.ends_the_session(),
            Self::Busy(_)
            | Self::Certificate(_)
            | Self::NotWritten(_)
            | Self::NotNoted { .. }
            | Self::Book(_) => true,
            _ => false,
        }
    }
}

/// Lists the first few of some names.
fn few(names: &[String]) -> String {
    const MOST: usize = 5;
    match names.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{} và {more} tệp khác", names[..MOST].join(", ")),
        _ => names.join(", "),
    }
}

impl OfficeMessage for Obstacle {
    fn sentence(&self) -> String {
        match self {
            Self::NotRead { path, source } => match UnsuitableFile::of(source) {
                Some(strange) => {
                    format!("Không đọc được {}: đây là {}.", path.display(), strange.name())
                }
                None => format!("Không đọc được tệp {}.", path.display()),
            },
            Self::NoRecord => {
                format!(
                    "Thư mục kết quả chưa có sổ kết xuất {RECORD} nên không biết văn bản này từ \
                     đâu."
                )
            }
            Self::Busy(TurnFault::Taken(Some(holder))) => {
                format!("Thư mục kết quả đang được dùng bởi {}.", holder.sentence())
            }
            Self::NotInBook => format!("Tệp này không có trong sổ chữ ký {SIGNATURES}."),
            Self::MadeAnew(changed) if !changed.is_empty() => format!(
                "Đầu vào hoặc mẫu đã đổi sau lần chạy gần nhất ({}), và văn bản này không còn \
                 đúng như đầu vào hiện nay.",
                few(changed)
            ),
            Self::NotCompared(why) => {
                format!("Chưa so được văn bản này với đầu vào hiện nay: {why}")
            }
            Self::SignedBefore(file) => format!("Văn bản này đã được ký: {file}."),
            Self::Blanks(blanks) => format!("Văn bản còn chỗ trống: {}.", blanks.join("; ")),
            Self::SeveralSigners(names) => {
                format!("Các văn bản này thuộc nhiều người ký: {}.", names.join("; "))
            }
            Self::OutsideFolder(path) => {
                format!(
                    "Đường dẫn {} trong mục [signing] ra ngoài thư mục {SIGNING_FOLDER}.",
                    path.display()
                )
            }
            Self::Certificates { path, .. } => {
                format!("Tệp {} không phải chứng thư số đọc được.", path.display())
            }
            Self::NoPicture(Role::Official | Role::CoSigner(_), name) => {
                format!("Chưa có ảnh chữ ký của {name}.")
            }
            Self::NoPicture(Role::Seal, issuer) => {
                format!("Chưa có ảnh con dấu của cơ quan “{issuer}”.")
            }
            Self::Picture { path, fault } => {
                format!("Ảnh {} {}.", path.display(), fault.sentence())
            }
            Self::FirstSignature(reason) => {
                format!("Chữ ký của người có thẩm quyền trên tệp này không dùng được: {reason}")
            }
            Self::OtherOfficial(holder) => {
                format!(
                    "Chữ ký trên tệp này là của “{holder}”, không phải chứng thư số đã ghi cho \
                     người ký."
                )
            }
            Self::OtherSigner(doubts) => {
                format!("Chứng thư số có thể không phải của người ký: {}.", doubts.join("; "))
            }
            Self::ArchivedBefore(file) => {
                format!(
                    "Văn bản này đã được bổ sung bằng chứng: {file}; bằng chứng ấy sắp hết hạn."
                )
            }
            Self::NotWritten(error) if UnsuitableFile::of(error).is_some() => {
                let what = UnsuitableFile::of(error).map_or("", UnsuitableFile::name);
                format!(
                    "Không ghi được tệp vào thư mục kết quả: trên đường đi có {what} thay cho thư mục."
                )
            }
            Self::ChangedAfter(fault) => fault.sentence(),
            Self::Line(refusal) => refusal.sentence(),
            Self::Number(refusal) => refusal.sentence(),
            Self::Sign(refusal) => refusal.sentence(),
            Self::Certificate(refusal) => refusal.sentence(),
            Self::Key(refusal) => refusal.sentence(),
            Self::Ltv(refusal) => refusal.sentence(),
            Self::Register(_) => {
                format!("Chưa ghi được sổ in {REGISTER}; số đã cấp vẫn nằm trong {SIGNATURES}.")
            }
            Self::NoBody(key) => format!("Khai báo không có cơ quan nào tên gọi tắt “{key}”."),
            Self::NotNoted { file, .. } => {
                format!("Không ghi được sổ chữ ký {SIGNATURES} nên không lưu tệp {file}.")
            }
            Self::Book(_) => format!("Không đọc được sổ chữ ký {SIGNATURES}."),
            other => other.fixed_sentence().to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NoRecord => format!(
                "Chạy `ocop` trước; nếu ký ở máy khác, mang theo cả thư mục kết quả, hoặc ít nhất \
                 tệp {RECORD}."
            ),
            Self::OfficialFirst(Some(file)) => {
                format!("Đóng dấu vào tệp mà người có thẩm quyền đã ký: {file}.")
            }
            Self::OutsideFolder(_) => {
                format!(
                    "Đặt tệp vào thư mục {SIGNING_FOLDER} trong thư mục đầu vào và ghi tên tệp."
                )
            }
            Self::ChangedAfter(_) => "Dùng tệp còn nguyên mà chương trình đã ghi (da-ky, \
                                      da-cap-so); `ocop verify` nêu đủ từng chỗ."
                .into(),
            Self::Line(refusal) => refusal.remedy(),
            Self::Number(refusal) => refusal.remedy(),
            Self::Sign(refusal) => remedy::of_paper(refusal),
            Self::Certificate(refusal) => remedy::of_certificate(refusal),
            Self::Key(refusal) => remedy::of_key(refusal),
            Self::Ltv(refusal) => remedy::of_evidence(refusal),
            Self::NotNoted { fault: BookFault::Io(_), .. } => {
                format!(
                    "Đóng tệp {SIGNATURES} nếu đang mở, kiểm tra quyền ghi và dung lượng đĩa, rồi \
                     làm lại."
                )
            }
            Self::NotNoted { .. } | Self::Book(_) => format!(
                "Giữ nguyên các tệp; khôi phục {SIGNATURES} từ bản lưu, hoặc chuyển tệp hỏng đi \
                 nơi khác rồi chạy lại."
            ),
            other => other.fixed_remedy().to_owned(),
        }
    }
}

impl Obstacle {
    /// Returns the sentence of an obstacle for which it is always the same. Empty for
    /// the others, whose sentences [`OfficeMessage::sentence`] makes.
    fn fixed_sentence(&self) -> &'static str {
        match self {
            Self::RunUnfinished => {
                "Lần chạy gần nhất bị dừng giữa chừng nên các văn bản trong \
                                    thư mục kết quả có thể lẫn bản cũ, bản mới."
            }
            Self::Busy(TurnFault::Taken(None)) => {
                "Thư mục kết quả đang được một chương trình khác dùng."
            }
            Self::Busy(TurnFault::Io(_)) => "Không khóa được thư mục kết quả.",
            Self::NotInRecord => "Tệp này không phải văn bản mà lần chạy gần nhất đã xuất ra.",
            Self::Outdated => {
                "Văn bản này được ký từ bản cũ; sau đó đầu vào đã thay đổi và văn \
                               bản đã được xuất lại."
            }
            Self::MadeAnew(_) => {
                "Văn bản này do phiên bản khác của chương trình lập; phiên bản này lập ra tệp khác."
            }
            Self::SeveralFolders(_) => "Các tệp này nằm trong nhiều thư mục kết quả khác nhau.",
            Self::OfficialFirst(_) => {
                "Người có thẩm quyền chưa ký tệp này nên chưa thể đóng dấu cơ quan."
            }
            Self::NotSigned => "Tệp này chưa có chữ ký số nào.",
            Self::NoSpot => "Văn bản này không có chỗ ký.",
            Self::NoCoSigner => "Văn bản này không còn ai phải ký số trước người có thẩm quyền.",
            Self::NoRoot => "Chưa biết tin cơ quan chứng thực gốc nào.",
            Self::Appearance(_) => "Không dựng được hình chữ ký.",
            Self::MixedRehearsal => "Một văn bản không thể vừa có chữ ký thử vừa có chữ ký thật.",
            Self::SealOnly => "Phụ lục tách rời và bản sao chỉ ký bằng con dấu của cơ quan.",
            Self::NoNumber => "Văn bản chính của phụ lục này chưa có số.",
            Self::NoAuthority => "Chưa có địa chỉ cấp dấu thời gian.",
            Self::NotWritten(_) => "Không ghi được tệp vào thư mục kết quả.",
            Self::NotRead { .. }
            | Self::NoRecord
            | Self::Busy(TurnFault::Taken(Some(_)))
            | Self::NotInBook
            | Self::NotCompared(_)
            | Self::SignedBefore(_)
            | Self::Blanks(_)
            | Self::SeveralSigners(_)
            | Self::OutsideFolder(_)
            | Self::Certificates { .. }
            | Self::NoPicture(..)
            | Self::Picture { .. }
            | Self::FirstSignature(_)
            | Self::OtherOfficial(_)
            | Self::OtherSigner(_)
            | Self::ArchivedBefore(_)
            | Self::NoBody(_)
            | Self::ChangedAfter(_)
            | Self::Line(_)
            | Self::Number(_)
            | Self::Register(_)
            | Self::Sign(_)
            | Self::Certificate(_)
            | Self::Key(_)
            | Self::Ltv(_)
            | Self::NotNoted { .. }
            | Self::Book(_) => "",
        }
    }

    /// Returns the remedy of an obstacle for which it is always the same. Empty for the
    /// others, whose remedies [`OfficeMessage::remedy`] makes.
    #[expect(clippy::too_many_lines, reason = "one arm an obstacle")]
    fn fixed_remedy(&self) -> &'static str {
        match self {
            Self::NotRead { .. } => "Kiểm tra tên tệp và quyền đọc.",
            Self::RunUnfinished => "Chạy lại `ocop`, rồi ký.",
            Self::Busy(TurnFault::Taken(_)) => "Đợi chương trình đó xong, rồi làm lại.",
            Self::Busy(TurnFault::Io(_)) => "Kiểm tra quyền ghi vào thư mục kết quả, rồi làm lại.",
            Self::NotInRecord => {
                "Ký tệp còn nguyên như chương trình đã xuất ra; nếu đầu vào đã \
                                  đổi thì chạy lại `ocop` rồi ký bản mới."
            }
            Self::NotInBook => {
                "Chọn tệp đã ký còn nguyên trong da-ky hoặc ban-hanh; chưa ký thì \
                                ký bằng `ocop sign` trước."
            }
            Self::Outdated => {
                "Để người có thẩm quyền ký bản mới trong thư mục kết quả; không \
                               đóng dấu bản cũ."
            }
            Self::MadeAnew(_) => {
                "Chạy lại `ocop run` trước khi ký, xem lại văn bản mới rồi ký bản đó."
            }
            Self::SeveralFolders(_) => "Ký từng thư mục một, hoặc ghi rõ --outputs.",
            Self::NotCompared(_) => {
                "Ghi đúng thư mục đầu vào sau --inputs; ký ở máy khác thì \
                                     mang theo cả thư mục đầu vào."
            }
            Self::SignedBefore(_) => {
                "Dùng tệp đã ký đó; nếu phải ký lại thì chuyển nó sang nơi lưu trữ trước."
            }
            Self::OfficialFirst(None) => {
                "Để người có thẩm quyền ký trước (Nghị định \
                                          30/2020/NĐ-CP, Điều 32), rồi mới đóng dấu."
            }
            Self::NotSigned => {
                "Để người có thẩm quyền ký, văn thư đóng dấu, rồi đem tệp đã ký về; ký trên giấy thì \
                 giữ bản giấy."
            }
            Self::NoSpot => {
                "Kiểm tra mẫu trình bày riêng của cơ quan: chỗ ký phải mang nhãn <ky-1>."
            }
            Self::Blanks(_) => {
                "Điền vào khai báo (khai-bao.xlsx hoặc round.toml), chạy lại `ocop` rồi ký bản mới."
            }
            Self::SeveralSigners(_) => {
                "Mỗi lần chạy chỉ ký những văn bản của một người, một con dấu."
            }
            Self::NoRoot => {
                "Ghi tệp chứng thư gốc vào trang Ký số của khai-bao.xlsx (round.toml: dòng roots \
                 của mục [signing]), hoặc dùng --trust TỆP."
            }
            Self::Certificates { .. } => {
                "Dùng tệp .pem, .crt hoặc .cer do tổ chức chứng thực cung cấp."
            }
            Self::NoPicture(..) => {
                "Ghi tên tệp ảnh vào trang Ký số của khai-bao.xlsx (round.toml: dòng image của mục \
                 [signing])."
            }
            Self::Picture { fault: PictureFault::WrongColour(_), .. } => {
                "Chữ ký phải màu xanh, con dấu phải màu đỏ (Nghị định 30/2020/NĐ-CP, Phụ lục I); \
                 dùng ảnh quét màu."
            }
            Self::Picture { .. } => "Dùng ảnh PNG nền trong suốt, cắt sát nét, không quá 8 MB.",
            Self::Appearance(_) => {
                "Xóa tệp layout/chu-ky.typ riêng của cơ quan nếu có; kiểm tra \
                                    ảnh chữ ký, con dấu."
            }
            Self::FirstSignature(_) => {
                "Không đóng dấu tệp này; chạy `ocop verify` để biết rõ, \
                                        rồi để người có thẩm quyền ký lại bản gốc."
            }
            Self::OtherOfficial(_) => {
                "Hỏi lại người ký; nếu chứng thư số đã đổi thì sửa dòng \
                                       certificate trong mục [signing]."
            }
            Self::OtherSigner(_) => {
                "Hỏi lại người ký. Đúng là chứng thư của người ký, của cơ quan ấy thì ghi dòng \
                 certificate ở mục [signing] của khai báo, hoặc chạy `ocop receive` với --take \
                 --other-signer."
            }
            Self::ArchivedBefore(_) => "Chạy `ocop ltv` với tệp ấy, không phải bản ban hành.",
            Self::MixedRehearsal => {
                "Diễn tập thì dùng chứng thư thử cho cả hai chữ ký; ký thật \
                                     thì ký từ bản gốc."
            }
            Self::SealOnly => "Dùng --role seal (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III.1).",
            Self::NoBody(_) => "Ghi tên gọi tắt ở mục [issuers] của khai báo, như province.",
            Self::NoNumber => {
                "Cấp số bằng `ocop number`, hoặc điền số văn bản vào khai báo (khai-bao.xlsx hoặc \
                 round.toml) rồi chạy lại `ocop`."
            }
            Self::NoAuthority => {
                "Ghi địa chỉ vào trang Ký số của khai-bao.xlsx (round.toml: dòng timestamp của mục \
                 [signing])."
            }
            Self::NotWritten(error) if UnsuitableFile::of(error).is_some() => {
                "Đặt lại thư mục thường vào chỗ ấy (da-ky, da-cap-so, ban-hanh không được là liên kết \
                 đến nơi khác), rồi làm lại."
            }
            Self::NotWritten(_) => {
                "Kiểm tra quyền ghi và dung lượng đĩa của thư mục kết quả rồi làm lại."
            }
            Self::Register(_) => {
                "Đóng tệp nếu đang mở trong Excel, kiểm tra quyền ghi; lần cấp số, đóng dấu sau sẽ ghi \
                 lại cả sổ."
            }
            Self::NoCoSigner => {
                "Người ký cùng (như thư ký của biên bản) muốn ký số thì ghi tên vào mục \
                 [[signing.officials]]; không thì để người có thẩm quyền ký."
            }
            Self::NoRecord
            | Self::OfficialFirst(Some(_))
            | Self::OutsideFolder(_)
            | Self::ChangedAfter(_)
            | Self::Line(_)
            | Self::Number(_)
            | Self::Sign(_)
            | Self::Certificate(_)
            | Self::Key(_)
            | Self::Ltv(_)
            | Self::NotNoted { .. }
            | Self::Book(_) => "",
        }
    }
}
