//! Files that get only the seal, as a line of text: separate annexes, and copies in electronic form
//! (Nghị định 30/2020/NĐ-CP, Phụ lục I). A paper of the round is neither: it is signed, numbered and
//! sealed in the order of the decree.

use std::path::Path;

use pdf_signature::sign::FieldBox;
use pdf_signature::sign::SignError;
use pdf_signature::{
    Activity, OfficeMessage, PdfError, PdfFile, Role, Trust, blank_fields, verify_with,
};
use thiserror::Error;
use time::OffsetDateTime;

use super::place::{self, MillimetreSize};
use super::signable::RecordMatch;
use super::{Obstacle, RecordedPaper, SignablePaper, SigningTable, trusted};
use crate::fingerprint::sha256;
use crate::ledger::{ANNEXES, COPIES, FiledPaper, ToSign};
use crate::round::PaperKind;
use crate::typeset::BlankKind;

/// What the line of a seal without a picture says, before its time (Nghị định 30/2020/NĐ-CP, Phụ
/// lục I, Phần I mục III.1.d, Phần II mục I).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SealLine {
    /// On a separate annex: number and symbol of the main paper.
    Annex(String),
    /// On a copy: the form of the copy, and the body that makes it.
    Copy(CopyKind, String),
}

/// The forms of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyKind {
    /// Sao y, of a whole paper.
    Whole,
    /// Trích sao, of a part.
    Excerpt,
}

impl CopyKind {
    /// Its name, as the line prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "SAO Y",
            Self::Excerpt => "TRÍCH SAO",
        }
    }
}

/// Why a file does not get the seal as a line. Each names the paper of the round that it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineObstacle {
    /// It is a draft.
    #[error("{0} is a draft")]
    Draft(String),
    /// Nobody signed it.
    #[error("{0} is not signed")]
    Unsigned(String),
    /// It is an excerpt with blanks.
    #[error("{0} has blanks: {1:?}")]
    Blanks(String, Vec<String>),
    /// It is signed, and has no number or no seal yet.
    #[error("{0} is not issued")]
    NotIssued(String),
    /// It is signed and sealed.
    #[error("{0} is issued")]
    Issued(String),
    /// Another program saved it anew, but it shows a paper of the round.
    #[error("{0} was saved anew")]
    Resaved(String),
    /// The file does something by itself. Holds what (Vietnamese).
    #[error("active: {0:?}")]
    Active(Vec<String>),
    /// The main paper of an annex is not signed.
    #[error("the main paper {0} is not signed")]
    MainUnsigned(String),
}

impl OfficeMessage for LineObstacle {
    fn sentence(&self) -> String {
        match self {
            Self::Draft(paper) => format!("Tệp này là bản DỰ THẢO do chương trình lập ({paper})."),
            Self::Unsigned(paper) => {
                format!("Tệp này là văn bản chưa ký do chương trình lập ({paper}).")
            }
            Self::Blanks(paper, blanks) => {
                format!("Bản trích sao {paper} còn chỗ trống: {}.", blanks.join("; "))
            }
            Self::NotIssued(paper) => format!(
                "Tệp này là văn bản do chương trình lập ({paper}), đã ký nhưng chưa có số hoặc chưa \
                 đóng dấu."
            ),
            Self::Issued(paper) => {
                format!("Tệp này là văn bản do chương trình lập ({paper}), đã ký và đã đóng dấu.")
            }
            Self::Resaved(paper) => format!(
                "Tệp này mang lời văn của văn bản do chương trình lập ({paper}), được phần mềm khác \
                 in hoặc lưu lại."
            ),
            Self::Active(what) => format!("Tệp này không chỉ có trang: {}.", what.join("; ")),
            Self::MainUnsigned(paper) => {
                format!("Người có thẩm quyền chưa ký văn bản chính của phụ lục ({paper}).")
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Draft(_) => {
                "Bản dự thảo chỉ đi kèm tờ trình: không ký, không sao y, không đóng dấu. Ký văn bản \
                 chính thức, ở thư mục 06-quyet-dinh."
            }
            Self::Unsigned(_) => {
                "Để người có thẩm quyền ký (`ocop sign --role official`), cấp số, đóng dấu, rồi gửi \
                 chính tệp đã ký. Đã ký trên giấy thì quét bản giấy rồi sao y bản quét."
            }
            Self::Blanks(..) => {
                "Cấp số cho quyết định, điền số, ngày vào khai báo, chạy lại `ocop`; bản trích sao \
                 mới có chỗ ký và số riêng: ký, cấp số, đóng dấu như mọi văn bản, không kèm --copy."
            }
            Self::NotIssued(_) => {
                "Cấp số bằng `ocop number`, rồi đóng dấu bằng `ocop sign --role seal`, không kèm \
                 --copy, --annex-of."
            }
            Self::Issued(_) => {
                "Gửi chính tệp đã ký, không cần sao y; cần trích một phần thì dùng bản trong \
                 trich-sao."
            }
            Self::Resaved(_) => {
                "Chưa ký thì ký, cấp số, đóng dấu chính tệp chương trình đã xuất; đã ký bằng phần \
                 mềm khác thì đem về bằng `ocop receive`; đã ký trên giấy thì quét bản giấy rồi sao y \
                 bản quét."
            }
            Self::Active(_) => {
                "Không đóng dấu tệp này: thứ tự chạy có thể đổi điều người đọc thấy. In lại tệp thành \
                 PDF mới (như Microsoft Print to PDF), xem lại rồi đóng dấu bản mới; tệp của nơi khác \
                 thì hỏi lại nơi gửi."
            }
            Self::MainUnsigned(_) => {
                "Để người có thẩm quyền ký văn bản chính trước, rồi mới đóng dấu phụ lục."
            }
        }
        .into()
    }
}

/// Refuses a file that does more than show its pages.
fn only_shows_pages(pdf: &[u8]) -> Result<(), LineObstacle> {
    let done = PdfFile::from_bytes(pdf).map(|file| file.activities()).unwrap_or_default();
    let what: Vec<_> = done.into_iter().map(|one| activity(one).to_owned()).collect();
    if what.is_empty() { Ok(()) } else { Err(LineObstacle::Active(what)) }
}

/// Says what a file does by itself (Vietnamese).
#[must_use]
pub fn activity(what: Activity) -> &'static str {
    match what {
        Activity::Script => "có đoạn lệnh tự chạy",
        Activity::Opening => "có lệnh mở chương trình khác",
        Activity::Sending => "có lệnh gửi hoặc nhận số liệu",
        Activity::Playing => "có âm thanh hoặc phim",
        Activity::Hiding => "có lệnh ẩn, hiện từng phần của trang",
        Activity::ByItself => "có việc tự làm khi mở, đóng hoặc in",
    }
}

/// Places the line of an annex or a copy on its first page.
fn line_on_annex(pdf: &[u8]) -> Result<(FieldBox, MillimetreSize), PdfError> {
    let file = PdfFile::from_bytes(pdf)?;
    place::annex_line(file.pages()?.first().ok_or(PdfError::NoPage(1))?)
}

impl SigningTable<'_> {
    /// Prepares a separate annex of a paper for sealing. An annex is a file of its own that gets
    /// only the seal, as a line of text.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why the annex cannot be sealed.
    pub fn prepare_annex(
        &self,
        path: &Path,
        main: &Path,
        at: OffsetDateTime,
    ) -> Result<SignablePaper, Obstacle> {
        if self.role != Role::Seal {
            return Err(Obstacle::SealOnly);
        }
        let main = trusted::read_file(main)?;
        let known = self.known(&main)?;
        let number = match &known.to_sign.number {
            Some(number) => number.clone(),
            None => self.number_given(&known)?,
        };
        if self.signed_form(&known)?.is_none() {
            return Err(LineObstacle::MainUnsigned(known.paper.file.clone()).into());
        }
        let pdf = trusted::read_file(path)?;
        only_shows_pages(&pdf)?;
        self.no_paper_of_ours(&pdf, None, at)?;
        let (place, size) = line_on_annex(&pdf).map_err(SignError::Pdf)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sha256(&pdf),
            recorded: RecordedPaper::of(&known),
            signer: known.to_sign.issuer.clone(),
            role: Role::Seal,
            earlier: Vec::new(),
            blanks: Vec::new(),
            signed_by: None,
            paper: format!("{ANNEXES}{name}"),
            original: sha256(&pdf),
            places: vec![(Role::Seal, place)],
            size,
            picture: None,
            line: Some(SealLine::Annex(number)),
            printed: None,
            first_is_rehearsal: None,
            pdf,
        })
    }

    /// Prepares a copy in electronic form: a scan of a paper, or part of one, that a body certifies
    /// with its seal as a line of text. `issuer` is the key of the body.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]: the first reason why the copy cannot be sealed.
    pub fn prepare_copy(
        &self,
        path: &Path,
        kind: CopyKind,
        issuer: &str,
        at: OffsetDateTime,
    ) -> Result<SignablePaper, Obstacle> {
        if self.role != Role::Seal {
            return Err(Obstacle::SealOnly);
        }
        let body = self.round.issuer(issuer);
        let body = body.ok_or_else(|| Obstacle::NoBody(issuer.to_owned()))?;
        let pdf = trusted::read_file(path)?;
        only_shows_pages(&pdf)?;
        self.no_paper_of_ours(&pdf, Some(kind), at)?;
        let (place, size) = line_on_annex(&pdf).map_err(SignError::Pdf)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(SignablePaper {
            path: path.to_owned(),
            sha256: sha256(&pdf),
            recorded: RecordedPaper::default(),
            signer: issuer.to_owned(),
            role: Role::Seal,
            earlier: Vec::new(),
            blanks: Vec::new(),
            signed_by: None,
            paper: format!("{COPIES}{name}"),
            original: sha256(&pdf),
            places: vec![(Role::Seal, place)],
            size,
            picture: None,
            line: Some(SealLine::Copy(kind, body.name.clone())),
            printed: None,
            first_is_rehearsal: None,
            pdf,
        })
    }

    /// Returns number and symbol that a paper got after it was signed.
    fn number_given(&self, known: &RecordMatch<'_>) -> Result<String, Obstacle> {
        let book = self.ledger.signatures()?;
        let mut lines = book
            .of_paper(&known.paper.file)
            .filter(|line| line.original == known.paper.sha256 && self.ledger.still_holds(line));
        let entry = lines.find_map(|line| line.registered.as_ref());
        let entry = entry.ok_or(Obstacle::NoNumber)?;
        Ok(format!("{:02}/{}", entry.number, entry.symbol))
    }

    /// Refuses a paper of the round: one whose bytes the record knows, also with something added, or
    /// one with the fields of this program. An excerpt without blanks is what is sealed as a copy;
    /// what nobody signs may be an annex.
    fn no_paper_of_ours(
        &self,
        pdf: &[u8],
        copy: Option<CopyKind>,
        at: OffsetDateTime,
    ) -> Result<(), LineObstacle> {
        let recorded = self.recorded(pdf);
        let to_sign = recorded.and_then(|paper| paper.to_sign.as_deref());
        let name =
            recorded.map_or_else(|| "của một lần chạy trước".to_owned(), |one| one.file.clone());
        if to_sign.is_some_and(ToSign::is_draft) {
            return Err(LineObstacle::Draft(name));
        }
        let trust =
            Trust { roots: self.issuers.roots().to_vec(), crls: Vec::new(), time: at.to_utc() };
        let verdict = verify_with(pdf, &trust, self.issuers.between());
        let open = |role| verdict.unsigned.iter().any(|field| field.role == Some(role));
        let is_signed = verdict.signed_by(Role::Official).is_some();
        let blank = blank_fields(pdf).unwrap_or_default().iter().any(|one| one.value.is_none());
        if is_signed || open(Role::Official) || open(Role::Seal) || blank {
            let is_issued = is_signed && verdict.signed_by(Role::Seal).is_some() && !blank;
            return Err(if is_issued {
                LineObstacle::Issued(name)
            } else if is_signed {
                LineObstacle::NotIssued(name)
            } else {
                LineObstacle::Unsigned(name)
            });
        }
        match (recorded, to_sign) {
            (None, _) => match self.shown_paper(pdf) {
                Some(paper) => Err(LineObstacle::Resaved(paper.file.clone())),
                None => Ok(()),
            },
            (Some(_), Some(own)) if own.kind() == Some(PaperKind::Excerpt) => {
                let later = own.filled_later.iter().map(|blank| match blank.kind {
                    BlankKind::Number => "số của bản trích sao".to_owned(),
                    BlankKind::Day => "ngày của bản trích sao".to_owned(),
                });
                let blanks: Vec<_> = own.blanks.iter().cloned().chain(later).collect();
                match copy {
                    _ if !blanks.is_empty() => Err(LineObstacle::Blanks(name, blanks)),
                    Some(CopyKind::Excerpt) => Ok(()),
                    _ => Err(LineObstacle::Unsigned(name)),
                }
            }
            (Some(_), Some(own)) if copy.is_none() && own.signatories.is_empty() => Ok(()),
            _ => Err(LineObstacle::Unsigned(name)),
        }
    }

    /// The paper of the record with which a file begins.
    fn recorded(&self, pdf: &[u8]) -> Option<&FiledPaper> {
        let sum = sha256(pdf);
        self.ledger.record()?.outputs.iter().find(|paper| match &paper.to_sign {
            Some(own) => pdf.get(..own.length).is_some_and(|start| sha256(start) == paper.sha256),
            None => paper.sha256 == sum,
        })
    }
}
