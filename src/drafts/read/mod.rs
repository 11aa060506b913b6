//! Reads a draft that came back, within limits and without trust: what Word and LibreOffice made of
//! it, line by line, with tracked changes and comments.

mod body;
mod notes;
mod seen;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeMap;

use careful_spreadsheet::{Refusal, packed};

pub use self::seen::{Seen, SeenKind};
use super::MARK;
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
    /// What is seen on it and not taken.
    pub seen: Vec<Seen>,
    /// First words of the paragraphs that point to comments and footnotes, by their names.
    anchors: BTreeMap<String, String>,
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
    /// The row of a table in which it stands, counted from the top of the draft.
    pub(super) row: Option<usize>,
    /// Whether its words cannot be taken as they stand: some are struck, hidden or no letters.
    pub(super) barred: bool,
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
    /// What else than words was changed (Vietnamese): the end of a paragraph, a row.
    pub mark: &'static str,
    /// The first words of its paragraph.
    pub at: String,
    /// The number of its paragraph.
    paragraph: usize,
}

/// The kinds of what stands at a margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarginalKind {
    /// Words that were put in.
    Inserted,
    /// Words that were taken out.
    Deleted,
    /// Words that were moved to this place.
    MovedTo,
    /// Words that were moved away from this place.
    MovedFrom,
    /// A change of the face of letters or paragraphs.
    Format,
    /// A comment.
    Comment,
}

impl MarginalKind {
    /// Whether words are not there any more.
    fn takes_out(self) -> bool {
        matches!(self, Self::Deleted | Self::MovedFrom)
    }
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
        for note in notes::notes(&comments, "comment").map_err(damaged)? {
            let at = read.anchors.get(&format!("com{}", note.id)).cloned().unwrap_or_default();
            read.marginals.push(note.comment(at));
        }
    }
    for (file, element, start) in [("footnotes", "footnote", "foo"), ("endnotes", "endnote", "end")]
    {
        let Ok(bytes) = part(&format!("word/{file}.xml")) else { continue };
        for note in notes::notes(&bytes, element).map_err(damaged)? {
            let at = read.anchors.get(&format!("{start}{}", note.id)).cloned().unwrap_or_default();
            let (kind, words) = (SeenKind::Footnote, note.text);
            read.seen.push(Seen { kind, words, at, paragraph: 0 });
        }
    }
    for name in ["header", "footer"] {
        for number in 1..=MARGINS {
            let Ok(bytes) = part(&format!("word/{name}{number}.xml")) else { continue };
            let words = notes::margin(&bytes).map_err(damaged)?;
            let is_ours = words == MARK || words.chars().all(|sign| sign.is_ascii_digit());
            if !is_ours && !read.seen.iter().any(|one| one.words == words) {
                let (kind, at) = (SeenKind::Margin, String::new());
                read.seen.push(Seen { kind, words, at, paragraph: 0 });
            }
        }
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
    for one in &mut read.seen {
        (one.words, one.at) = (clean(&one.words), clean(&one.at));
    }
    read.macros = part("word/vbaProject.bin").is_ok();
    Ok(read)
}

/// How many parts with the tops and the feet of pages are looked for.
const MARGINS: usize = 9;
/// How many parts of foreign data are looked through for our own.
const ITEMS: usize = 8;

impl Marginal {
    fn clean(&mut self) {
        for text in [&mut self.author, &mut self.date, &mut self.text, &mut self.at] {
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
