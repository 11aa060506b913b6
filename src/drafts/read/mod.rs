//! Reads a draft that came back, within limits and without trust: what Word and LibreOffice made of
//! it, line by line, with tracked changes and comments.

mod body;
mod xml;

use careful_spreadsheet::{Refusal, packed};

use super::content::Letter;
use super::identity::{Identity, NAMESPACE, PROPERTY};
use super::style::Style;
use crate::finding::{Code, Finding, Place};

/// Most lines of a draft; the longest of a round has some thousands.
const LINES: usize = 50_000;

/// A draft that came back.
pub struct ReturnedDraft {
    /// Which paper it says to be.
    pub(super) identity: Option<Identity>,
    /// Its lines that say something, as they are with all tracked changes accepted.
    pub(super) lines: Vec<ReturnedLine>,
    /// Names of our controls in it, in the order in which they stand.
    pub(super) controls: Vec<String>,
    /// How many controls it has without a name of ours: some programs drop the names.
    pub(super) unnamed: usize,
    /// Tracked changes and comments.
    pub marginals: Vec<Marginal>,
    /// Whether it holds a macro, which is not looked at.
    pub macros: bool,
}

/// A line that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReturnedLine {
    /// Its letters; `held` is the index of a control.
    pub(super) letters: Vec<Letter>,
    pub(super) style: Option<Style>,
    pub(super) in_table: bool,
}

/// What somebody left at the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marginal {
    /// What it is.
    pub kind: MarginalKind,
    /// Who, as the file says.
    pub author: String,
    /// When, as the file says.
    pub date: String,
    /// The words.
    pub text: String,
}

/// The kinds of what stands at a margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarginalKind {
    /// Words that were put in.
    Inserted,
    /// Words that were taken out.
    Deleted,
    /// A change of the face of letters or paragraphs.
    Format,
    /// A comment.
    Comment,
}

impl ReturnedLine {
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.sign).collect()
    }
}

/// Reads a draft. `name` is shown in the finding.
///
/// # Errors
///
/// A finding when it is no Word file, is locked or damaged, or exceeds the limits.
pub fn read(bytes: &[u8], name: &str) -> Result<ReturnedDraft, Box<Finding>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(Box::new(refused(name, "Tệp không phải tệp Word (.docx).", "not a package")));
    }
    let part = |part: &str| packed(bytes.to_vec(), &format!("ban-thao.docx!/{part}"));
    let damaged = |error: xml::XmlFault| Box::new(refused(name, error.told(), &error.to_string()));
    let document = part("word/document.xml").map_err(|wrong| Box::new(told(name, &wrong)))?;
    let mut read = body::read(&document, LINES).map_err(damaged)?;
    if read.lines.is_empty() {
        return Err(Box::new(refused(name, "Tệp Word không có chữ nào.", "no text")));
    }
    if let Ok(comments) = part("word/comments.xml") {
        read.marginals.extend(body::comments(&comments).map_err(damaged)?);
    }
    let custom = part("docProps/custom.xml").ok();
    let property = custom.and_then(|bytes| xml::property(&bytes, PROPERTY));
    let own = (1..=ITEMS).find_map(|number| {
        let item = part(&format!("customXml/item{number}.xml")).ok()?;
        xml::identity(&item, NAMESPACE)
    });
    read.identity = own.or_else(|| Identity::of_line(&property?));
    if let Some(identity) = &mut read.identity {
        identity.paper = clean(&identity.paper);
    }
    read.marginals.iter_mut().for_each(Marginal::clean);
    read.macros = part("word/vbaProject.bin").is_ok();
    Ok(read)
}

/// How many parts of foreign data are looked through for our own.
const ITEMS: usize = 8;

impl Marginal {
    fn clean(&mut self) {
        for text in [&mut self.author, &mut self.date, &mut self.text] {
            *text = clean(text);
        }
    }
}

/// Takes out what would do something on a screen instead of standing on it.
fn clean(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// Puts a refusal into words.
fn told(name: &str, refusal: &Refusal) -> Finding {
    let message = match refusal {
        Refusal::Locked => "Tệp có mật khẩu nên không đọc được.",
        Refusal::TooLarge(_) | Refusal::Bomb => {
            "Tệp giải nén ra lớn bất thường nên không được đọc."
        }
        Refusal::XmlEntities | Refusal::XmlExternal => {
            "Tệp khai báo thực thể XML hoặc trỏ ra ngoài nên không được đọc."
        }
        Refusal::SameName | Refusal::SharedBytes | Refusal::UnsafeName => {
            "Tệp nén bất thường nên không được đọc."
        }
        _ => "Tệp không phải tệp Word (.docx), hoặc đã hỏng.",
    };
    refused(name, message, &refusal.to_string())
}

fn refused(name: &str, message: &str, technical: &str) -> Finding {
    Finding::new(Code::DraftUnreadable, Place::file(name), message)
        .remedy("Mở tệp bằng Word, lưu lại dạng .docx không mật khẩu, rồi so lại.")
        .technical(technical)
}
