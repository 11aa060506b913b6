//! Reasons why a file is not read.

use std::fmt::Display;
use std::io;

use thiserror::Error;

use crate::exceeded::LimitExceeded;
use crate::names::{self, Promise};

/// The reason why a file is not read, or is left alone on purpose. `Display` gives the English line
/// for a developer.
///
/// [`Refusal::is_harmless`] tells the files that nobody misses from those that somebody has to send
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The file is damaged, or it is not what its bytes claim.
    #[error("the file is damaged: {0}")]
    Damaged(
        /// What a reader said, for a developer; it may quote the file.
        String,
    ),
    /// The end of the file is missing.
    #[error("the file is cut off: {0}")]
    Truncated(
        /// What a reader said, for a developer.
        String,
    ),
    /// The operating system does not open or read the file.
    #[error("the file cannot be opened: {0}")]
    NotOpened(
        /// What the system said.
        String,
    ),
    /// A symbolic link; it is not followed.
    #[error("a link, which is not followed")]
    Link,
    /// The file, or what it holds, exceeds the limits.
    #[error("the file is too large: {0:?}")]
    TooLarge(TooLarge),
    /// An archive unpacks to far more than its size explains: it is built to fill memory or disk.
    #[error("an archive that unpacks to far more than its size explains")]
    Bomb,
    /// An XML part declares entities, which may grow without end.
    #[error("an XML part declares entities")]
    XmlEntities,
    /// An XML part points to a file or an address outside itself.
    #[error("an XML part points outside itself")]
    XmlExternal,
    /// Two files of an archive have the same name.
    #[error("two files of the archive have the same name")]
    SameName,
    /// Two files of an archive share bytes.
    #[error("two files of the archive share bytes")]
    SharedBytes,
    /// A name in an archive, taken as a path, leads out of the archive.
    #[error("a name in the archive leads out of it")]
    UnsafeName,
    /// The file is protected by a password that only its owner knows.
    #[error("the file is protected by a password")]
    Locked,
    /// A spreadsheet, or a file that may hold one, in a format that is not read.
    #[error("a format that is not read: {0:?}")]
    NotRead(UnreadFormat),
    /// A table that is written as text, as Excel saves it.
    #[error("a table written as text: {0:?}")]
    TextTable(TextTable),
    /// A file of no bytes whose name promises a table or an archive.
    #[error("a file of no bytes")]
    Empty,
    /// An archive without a file.
    #[error("an archive without a file")]
    EmptyArchive,
    /// A file without a table although its name promises one.
    #[error("a file called .{ending} that is {instead:?}")]
    Misnamed {
        /// The ending of the name, in lower case and without the dot.
        ending: &'static str,
        /// What the file is.
        instead: NonTable,
    },
    /// A file without a table.
    #[error("a file that holds no table: {0:?}")]
    NoTable(NonTable),
    /// A lock file of a spreadsheet program: somebody has the workbook open.
    #[error("a lock file: somebody has the workbook open")]
    LockFile,
    /// A file that a program left behind while it was saving.
    #[error("a temporary file of a program")]
    Temporary,
    /// A hidden file, or a hidden folder with all that it holds.
    #[error("a hidden file or folder")]
    Hidden,
    /// A workbook that bears the mark of [`OwnFiles`](crate::OwnFiles).
    #[error("a workbook that the caller's program made")]
    OwnWorkbook,
    /// A folder of an archive that holds the record of [`OwnFiles`](crate::OwnFiles).
    #[error("a folder that the caller's program wrote to")]
    OwnFolder,
}

/// The limit that a file exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// Bytes of the file on disk.
    File,
    /// Bytes of a file inside an archive.
    Packed,
    /// Bytes that all containers of the file unpack to.
    Unpacked,
    /// Bytes unpacked before this file of an archive; the rest of the archive is not read.
    Rest,
    /// Bytes of one tag or one text of an XML part.
    Piece,
    /// The number of files in an archive.
    Files,
    /// The number of sheets of a workbook.
    Sheets,
    /// The number of cells of a workbook, or the bytes of their text.
    Cells,
    /// The number of texts that cells share.
    Texts,
    /// The number of styles of a workbook.
    Styles,
    /// The number of parts of a workbook.
    Parts,
}

/// A format that is not read although it may hold a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadFormat {
    /// An archive inside more than one other archive.
    NestedArchive,
    /// An archive of another format than zip.
    OtherArchive,
    /// A workbook of Excel 2 to 4.
    AncientExcel,
    /// A spreadsheet written as HTML, as XML of Excel 2003, as flat `OpenDocument` or as a web
    /// archive.
    WebPage,
    /// An `.xls` workbook, where no program was named to read it.
    Xls,
    /// An `.xlsb` workbook with a formula that the reader does not know.
    XlsbFormula,
}

/// The separator between the columns of a table written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTable {
    /// UTF-16 with tabs, which Excel calls “Unicode Text”.
    UnicodeText,
    /// Tabs.
    Tabs,
    /// Semicolons between the columns.
    Semicolons,
    /// Commas.
    Commas,
    /// Only the name of the file tells that it is a table.
    NameOnly,
}

/// The content of a file that holds no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonTable {
    /// A document, a picture or the like, as people attach them.
    Attachment(AttachmentKind),
    /// No bytes.
    Nothing,
    /// Plain text.
    Text,
    /// A file of some other program.
    Other,
    /// An archive without a table.
    Archive,
}

/// A kind of file that people attach to tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttachmentKind {
    /// PDF.
    Pdf,
    /// A document of a word processor.
    Document,
    /// A picture.
    Picture,
    /// Sound or film.
    Media,
    /// Slides.
    Slides,
}

impl Refusal {
    /// A refusal because the file is damaged; `detail` is for a developer.
    pub(crate) fn damaged(detail: impl Display) -> Self {
        Self::Damaged(detail.to_string())
    }

    /// A refusal because the end of the file is missing; `detail` is for a developer.
    pub(crate) fn truncated(detail: impl Display) -> Self {
        Self::Truncated(detail.to_string())
    }

    /// A refusal because the system does not open or read the file; `detail` is what the system
    /// said.
    pub fn not_opened(detail: impl Display) -> Self {
        Self::NotOpened(detail.to_string())
    }

    /// Tells whether nothing is lost by not reading the file.
    pub fn is_harmless(&self) -> bool {
        matches!(
            self,
            Self::NoTable(_)
                | Self::LockFile
                | Self::Temporary
                | Self::Hidden
                | Self::OwnWorkbook
                | Self::OwnFolder
        )
    }

    /// Returns the kind of attachment that the file is; `None` when it is no attachment.
    pub fn attachment(&self) -> Option<AttachmentKind> {
        match self {
            Self::NoTable(NonTable::Attachment(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// Adapts the refusal to the name of the file: a file without a table becomes
    /// [`Refusal::Misnamed`] when its name promises one.
    pub(crate) fn under_name(self, path: &str) -> Self {
        match (names::promise(path), self) {
            (
                Promise::Table(ending) | Promise::TextTable(ending) | Promise::Archive(ending),
                Self::NoTable(instead),
            ) => Self::Misnamed { ending, instead },
            (_, refusal) => refusal,
        }
    }
}

impl From<AttachmentKind> for Refusal {
    fn from(kind: AttachmentKind) -> Self {
        Self::NoTable(NonTable::Attachment(kind))
    }
}

impl From<LimitExceeded> for Refusal {
    fn from(beyond: LimitExceeded) -> Self {
        match beyond {
            LimitExceeded::Ratio => Self::Bomb,
            LimitExceeded::Size => Self::TooLarge(TooLarge::Unpacked),
            LimitExceeded::Piece => Self::TooLarge(TooLarge::Piece),
        }
    }
}

impl From<io::Error> for Refusal {
    /// Keeps the reason of a limit that was exceeded while reading; every other error means damage.
    fn from(error: io::Error) -> Self {
        match LimitExceeded::of(&error) {
            Some(beyond) => beyond.into(),
            None if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::damaged(format!("a part ends too early: {error}"))
            }
            None => Self::damaged(&error),
        }
    }
}

impl From<quick_xml::Error> for Refusal {
    fn from(error: quick_xml::Error) -> Self {
        match &error {
            quick_xml::Error::Io(inner) => {
                LimitExceeded::of(inner).map_or_else(|| Self::damaged(&error), Self::from)
            }
            _ => Self::damaged(error),
        }
    }
}
