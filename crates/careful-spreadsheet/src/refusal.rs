//! Why a file is not read.

use std::fmt::Display;
use std::io;

use thiserror::Error;

use crate::beyond::Beyond;
use crate::names::{self, Promise};

/// Why a file is not read, or only left alone. `Display` is the English line for a developer.
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
    /// The system does not give the file.
    #[error("the file cannot be opened: {0}")]
    NotOpened(
        /// What the system said.
        String,
    ),
    /// A link to another place; it is not followed.
    #[error("a link, which is not followed")]
    Link,
    /// The file, or what it holds, goes beyond the limits.
    #[error("the file is too large: {0:?}")]
    TooLarge(TooLarge),
    /// Far more comes out of an archive than its size explains: it is built to fill the machine.
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
    /// A name of an archive leads out of it.
    #[error("a name in the archive leads out of it")]
    UnsafeName,
    /// A password is needed.
    #[error("the file is protected by a password")]
    Locked,
    /// A spreadsheet, or something that may hold one, in a format that is not read.
    #[error("a format that is not read: {0:?}")]
    NotRead(Format),
    /// A table that is written as text, as Excel saves it.
    #[error("a table written as text: {0:?}")]
    TextTable(TextTable),
    /// A file of no bytes whose name promises a table or an archive.
    #[error("a file of no bytes")]
    Empty,
    /// An archive without a file.
    #[error("an archive without a file")]
    EmptyArchive,
    /// A file without a table whose name promises one.
    #[error("a file called .{ending} that is {instead:?}")]
    Misnamed {
        /// The ending of the name, in lower case and without the dot.
        ending: &'static str,
        /// What the file is.
        instead: Instead,
    },
    /// A file without a table.
    #[error("a file that holds no table: {0:?}")]
    NoTable(Instead),
    /// A lock file of a spreadsheet program: somebody has the workbook open.
    #[error("a lock file: somebody has the workbook open")]
    LockFile,
    /// A file that a program left behind while it was saving.
    #[error("a temporary file of a program")]
    Temporary,
    /// A hidden file, or a hidden folder with all that it holds.
    #[error("a hidden file or folder")]
    Hidden,
    /// A workbook that bears the mark of [`Own`](crate::Own).
    #[error("a workbook that the caller's program made")]
    OwnWorkbook,
    /// A folder of an archive that holds the record of [`Own`](crate::Own).
    #[error("a folder that the caller's program wrote to")]
    OwnFolder,
}

/// In which way a file goes beyond the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// The file on disk.
    File,
    /// A file inside an archive.
    Packed,
    /// What comes out of all containers of the file.
    Unpacked,
    /// What came out of an archive before this file of it; the rest is not read.
    Rest,
    /// One tag or one text of an XML part.
    Piece,
    /// The number of files in an archive.
    Files,
    /// The number of sheets of a workbook.
    Sheets,
    /// The number of cells of a workbook, or the bytes of their text.
    Cells,
    /// The texts that cells share.
    Texts,
    /// The styles of a workbook.
    Styles,
    /// The parts of a workbook.
    Parts,
}

/// A format that is not read although it may hold a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An archive that lies in too many other archives.
    NestedArchive,
    /// An archive that is no zip container.
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

/// How a table written as text parts its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTable {
    /// UTF-16 with tabs, which Excel calls “Unicode Text”.
    UnicodeText,
    /// Tabs.
    Tabs,
    /// Semicolons.
    Semicolons,
    /// Commas.
    Commas,
    /// Only the name of the file tells that it is a table.
    NameOnly,
}

/// What a file is that holds no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// A document, a picture or the like, as people attach them.
    Attachment(Attachment),
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
pub enum Attachment {
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
    pub(crate) fn damaged(detail: impl Display) -> Self {
        Self::Damaged(detail.to_string())
    }

    pub(crate) fn truncated(detail: impl Display) -> Self {
        Self::Truncated(detail.to_string())
    }

    /// The system does not give the file; `detail` is what it said.
    pub fn not_opened(detail: impl Display) -> Self {
        Self::NotOpened(detail.to_string())
    }

    /// Whether nothing is lost by not reading the file.
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

    /// The kind of attachment that the file is, if it is one.
    pub fn attachment(&self) -> Option<Attachment> {
        match self {
            Self::NoTable(Instead::Attachment(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// The refusal of a file at this path: a file without a table is missed when its name promises
    /// one.
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

impl From<Attachment> for Refusal {
    fn from(kind: Attachment) -> Self {
        Self::NoTable(Instead::Attachment(kind))
    }
}

impl From<Beyond> for Refusal {
    fn from(beyond: Beyond) -> Self {
        match beyond {
            Beyond::Ratio => Self::Bomb,
            Beyond::Size => Self::TooLarge(TooLarge::Unpacked),
            Beyond::Piece => Self::TooLarge(TooLarge::Piece),
        }
    }
}

impl From<io::Error> for Refusal {
    /// A limit that was met while reading keeps its own reason; everything else is damage.
    fn from(error: io::Error) -> Self {
        match Beyond::of(&error) {
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
                Beyond::of(inner).map_or_else(|| Self::damaged(&error), Self::from)
            }
            _ => Self::damaged(error),
        }
    }
}
