//! Opens one file and the files packed in it, as far as the limits allow.

use std::fmt::Write as _;
use std::panic::{self, AssertUnwindSafe};

use sha2::{Digest, Sha256};

use crate::child::ChildReader;
use crate::container::Container;
use crate::kind::{self, OuterFormat, ZipFormat};
use crate::limits::Allowance;
use crate::names::{self, FileRole, Promise};
use crate::place::{Name, Place};
use crate::reading::WorkbookReading;
use crate::refusal::{NonTable, Refusal, TooLarge, UnreadFormat};
use crate::remark::Remark;
use crate::workbook::Workbook;
use crate::{excel, ods, properties, unlocked};

/// Most archives in each other that are opened: the file itself, and one archive in it.
const ARCHIVE_LAYERS: u32 = 2;

/// Parts of workbooks that hold custom properties: of Excel, and of `OpenDocument`.
const PROPERTIES: [&str; 2] = ["docProps/custom.xml", "meta.xml"];

/// Opens files: workbooks, and archives of workbooks.
///
/// ```
/// use careful_spreadsheet::{Opener, Refusal};
///
/// let opened = Opener::new().open("ho-so/a.xlsx", b"not a workbook at all");
/// assert!(matches!(opened[0].refusal, Some(Refusal::Misnamed { ending: "xlsx", .. })));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Opener {
    child: ChildReader,
    own: Option<OwnFiles>,
}

/// Describes the files that the caller's program wrote itself. They are recognised by it and left
/// alone.
#[derive(Debug, Clone, Copy)]
pub struct OwnFiles {
    /// The name of a custom property that only workbooks of the caller's program bear.
    pub property: &'static str,
    /// The name of a file that lies only in folders which the caller's program writes to.
    pub record: &'static str,
    /// Whether a file of that name really is such a record, by its bytes.
    pub is_record: fn(&[u8]) -> bool,
}

/// The result of opening one file: the file itself, or a file packed in it.
///
/// For a workbook that was read, `workbook` is set and `refusal` is `None`. For an archive that was
/// opened both are `None`, and the results of its files follow.
#[derive(Debug)]
pub struct OpenedFile {
    /// The file. Names inside archives follow `!/`.
    pub place: Place,
    /// SHA-256 in lower-case hexadecimal digits. `None` for the outermost file, whose bytes the
    /// caller has, and for packed files that are not read without loss, such as attachments.
    pub sha256: Option<String>,
    /// The workbook; `None` when the file is no workbook or was refused.
    pub workbook: Option<Workbook>,
    /// Why the file was not read, or, for an archive, why the rest of its files was not.
    pub refusal: Option<Refusal>,
    /// Remarks about the worksheets of the workbook.
    pub remarks: Vec<Remark>,
}

impl OpenedFile {
    fn new(place: Place, sha256: Option<String>) -> Self {
        Self { place, sha256, workbook: None, refusal: None, remarks: Vec::new() }
    }

    /// The result for a file that is not read, with the reason.
    pub fn refused(place: Place, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::new(place, None) }
    }

    /// The result for a file that is not opened because of its role. `place` makes a [`Place`] of a
    /// path: the path of the file, or of the folder that hides it.
    ///
    /// `None` for files to be opened and for those of Windows Explorer.
    pub fn left_alone(
        role: FileRole,
        path: &str,
        place: impl FnOnce(&str) -> Place,
    ) -> Option<Self> {
        let (path, refusal) = match role {
            FileRole::Paper | FileRole::Furniture => return None,
            FileRole::Lock => (path, Refusal::LockFile),
            FileRole::Temporary => (path, Refusal::Temporary),
            FileRole::Hidden => (names::hidden_part(path), Refusal::Hidden),
        };
        Some(Self::refused(place(path), refusal))
    }

    /// Sets the refusal; a file that nobody misses needs no fingerprint.
    fn refuse(&mut self, refusal: Refusal) {
        if refusal.is_harmless() {
            self.sha256 = None;
        }
        self.refusal = Some(refusal);
    }

    /// Tells whether this is a workbook, or a refused file whose content is missed.
    fn matters(&self) -> bool {
        self.workbook.is_some()
            || self.refusal.as_ref().is_some_and(|refusal| !refusal.is_harmless())
    }
}

impl Opener {
    /// Creates an opener that reads no `.xls` workbooks and recognises no files of the caller.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the opener read `.xls` workbooks in the process that this reader starts.
    #[must_use]
    pub fn with_xls(self, child: ChildReader) -> Self {
        Self { child, ..self }
    }

    /// Lets the opener leave the caller's own files alone: they get the refusals
    /// [`Refusal::OwnWorkbook`] and [`Refusal::OwnFolder`].
    #[must_use]
    pub fn leaving(self, own: OwnFiles) -> Self {
        Self { own: Some(own), ..self }
    }

    /// Opens a file: returns the result for the file itself, then one for each file packed in it.
    ///
    /// `bytes` is the whole file. `path` is only shown in places, and its ending tells what people
    /// expect of the file; nothing is opened there. Whatever cannot be read becomes a refusal,
    /// never an error or a panic.
    pub fn open(&self, path: impl Into<Name>, bytes: &[u8]) -> Vec<OpenedFile> {
        let mut opening =
            Opening { opened: Vec::new(), allowance: Allowance::default(), opener: self };
        opening.open_in_layer(&Place::file(path), bytes, None, 0);
        opening.opened
    }
}

/// A file while it is opened: the results so far, and the remaining allowance.
struct Opening<'a> {
    /// The result for the file, followed by those for the files packed in it.
    opened: Vec<OpenedFile>,
    allowance: Allowance,
    opener: &'a Opener,
}

impl Opening<'_> {
    /// Adds the result for a file that lies in this many archives, and those for the files in it.
    fn open_in_layer(&mut self, place: &Place, bytes: &[u8], sha256: Option<String>, layer: u32) {
        let index = self.opened.len();
        self.opened.push(OpenedFile::new(place.clone(), sha256));
        if let Err(refusal) = self.try_open(place, bytes, index, layer) {
            self.opened[index].refuse(refusal.under_name(&place.file));
        }
    }

    /// Opens a file by its outer format; `index` is its position in [`Self::opened`].
    fn try_open(
        &mut self,
        place: &Place,
        bytes: &[u8],
        index: usize,
        layer: u32,
    ) -> Result<(), Refusal> {
        match kind::look(bytes, &place.file)? {
            OuterFormat::Zip => self.open_container(place, bytes, index, layer),
            OuterFormat::Encrypted => {
                let package = unlocked::package(bytes, &self.allowance)?;
                self.open_container(place, &package, index, layer)
            }
            OuterFormat::Xls => {
                let (workbook, child) = (unlocked::xls(bytes)?, &self.opener.child);
                self.open_workbook(place, index, |reading| {
                    child.read_xls(&workbook, reading)?;
                    reading.properties = properties::of_xls(&workbook);
                    Ok(())
                })
            }
        }
    }

    /// Opens a zip container: reads the workbook, or opens the files of the archive.
    fn open_container(
        &mut self,
        place: &Place,
        bytes: &[u8],
        index: usize,
        layer: u32,
    ) -> Result<(), Refusal> {
        let mut container = Container::open(bytes, &self.allowance)?;
        if self.is_own(&mut container) {
            return Err(Refusal::OwnWorkbook);
        }
        match kind::look_inside(&mut container, &self.allowance)? {
            ZipFormat::Archive if layer < ARCHIVE_LAYERS => {
                self.open_archive(place, &mut container, layer)?;
                self.weigh_archive(place, index)
            }
            ZipFormat::Archive => Err(Refusal::NotRead(UnreadFormat::NestedArchive)),
            ZipFormat::Xlsx => self.open_workbook(place, index, |reading| {
                excel::read_xlsx(&mut container, reading)?;
                reading.properties = properties::of_excel(&mut container, reading.allowance);
                Ok(())
            }),
            ZipFormat::Xlsb => self.open_workbook(place, index, |reading| {
                excel::read_xlsb(bytes, &mut container, reading)?;
                reading.properties = properties::of_excel(&mut container, reading.allowance);
                Ok(())
            }),
            ZipFormat::Ods => self.open_workbook(place, index, |reading| {
                ods::read_ods(&mut container, reading)?;
                reading.properties = properties::of_ods(&mut container, reading.allowance);
                Ok(())
            }),
        }
    }

    /// Opens the files of an archive in the order of their names. The names are only shown to
    /// people, never used as paths.
    fn open_archive(
        &mut self,
        place: &Place,
        archive: &mut Container<'_>,
        layer: u32,
    ) -> Result<(), Refusal> {
        let inner = |name: &str| Place::file(format!("{}!/{name}", place.file));
        let names = archive.names()?;
        let own = self.own_folders(archive, &names);
        self.opened.extend(
            own.iter().map(|folder| OpenedFile::refused(inner(folder), Refusal::OwnFolder)),
        );
        for (index, name) in names {
            if own.iter().any(|folder| folder.is_empty() || name.starts_with(&format!("{folder}/")))
            {
                continue;
            }
            if names::leads_out(&name) {
                self.opened.push(OpenedFile::refused(inner(&name), Refusal::UnsafeName));
                continue;
            }
            match FileRole::of(&name) {
                FileRole::Paper if self.allowance.is_spent() => {
                    return Err(Refusal::TooLarge(TooLarge::Rest));
                }
                FileRole::Paper => match archive.part(index, &self.allowance) {
                    Ok(bytes) => {
                        self.open_in_layer(&inner(&name), &bytes, Some(sha256(&bytes)), layer + 1);
                    }
                    Err(refusal) => self.opened.push(OpenedFile::refused(inner(&name), refusal)),
                },
                role => self.opened.extend(OpenedFile::left_alone(role, &name, inner)),
            }
        }
        Ok(())
    }

    /// Refuses an archive without files, and one without a workbook whose name promises a table.
    /// `index` is the position of the archive in [`Self::opened`]; the results behind it are those
    /// of its files.
    fn weigh_archive(&mut self, place: &Place, index: usize) -> Result<(), Refusal> {
        let inside = &self.opened[index + 1..];
        if inside.is_empty() {
            return Err(Refusal::EmptyArchive);
        }
        if matches!(names::promise(&place.file), Promise::Table(_))
            && !inside.iter().any(OpenedFile::matters)
        {
            self.opened.truncate(index + 1);
            return Err(Refusal::NoTable(NonTable::Archive));
        }
        Ok(())
    }

    /// Reads a workbook as a whole: a worksheet that fails refuses the workbook.
    fn open_workbook(
        &mut self,
        place: &Place,
        index: usize,
        read: impl FnOnce(&mut WorkbookReading<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut reading = WorkbookReading::new(place, &self.allowance);
        // The readers are careful, but the libraries below them have been made to panic before.
        let read = panic::catch_unwind(AssertUnwindSafe(|| read(&mut reading)));
        read.unwrap_or_else(|_| Err(Refusal::damaged("the reader panicked")))?;
        let (workbook, remarks) = reading.finish();
        self.opened[index].workbook = Some(workbook);
        self.opened[index].remarks = remarks;
        Ok(())
    }

    /// Tells whether a workbook bears the property of the caller's program.
    fn is_own(&self, container: &mut Container<'_>) -> bool {
        let Some(own) = self.opener.own else { return false };
        let mark = format!("=\"{}\"", own.property);
        // A part that cannot be unpacked counts as bearing no property; reading the workbook will
        // refuse it if need be.
        PROPERTIES.iter().any(|part| {
            container.text(part, &self.allowance).is_ok_and(|text| text.contains(&mark))
        })
    }

    /// Finds the folders of an archive that the caller's program wrote to.
    fn own_folders(&self, archive: &mut Container<'_>, names: &[(usize, String)]) -> Vec<String> {
        let mut folders = Vec::new();
        let Some(own) = self.opener.own else { return folders };
        for (index, name) in names {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            if file == own.record
                && archive.part(*index, &self.allowance).is_ok_and(|bytes| (own.is_record)(&bytes))
            {
                folders.push(folder.to_owned());
            }
        }
        folders
    }
}

/// Returns the SHA-256 of bytes in lower-case hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
