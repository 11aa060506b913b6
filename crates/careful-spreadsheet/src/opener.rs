//! Opens one file, and what is packed in it, as far as the limits allow.

use std::fmt::Write as _;
use std::panic::{self, AssertUnwindSafe};

use sha2::{Digest, Sha256};

use crate::child::ChildReader;
use crate::container::Container;
use crate::kind::{self, Kind, Outer};
use crate::limits::Allowance;
use crate::names::{self, FileRole, Promise};
use crate::place::{Name, Place};
use crate::reading::Reading;
use crate::refusal::{Format, Instead, Refusal, TooLarge};
use crate::remark::Remark;
use crate::workbook::Workbook;
use crate::{excel, ods, unlocked};

/// Archives that may lie in each other: the one that is opened, and one in that.
const ARCHIVE_LAYERS: u32 = 2;

/// Parts of workbooks that hold the properties which a program gave them: of Excel, and of
/// `OpenDocument`.
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
    own: Option<Own>,
}

/// How the files are known that the caller's program wrote itself. They are left alone.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// The name of a custom property that only workbooks of the caller's program bear.
    pub property: &'static str,
    /// The name of a file that lies only in folders which the caller's program writes to.
    pub record: &'static str,
    /// Whether a file of that name really is such a record, by its bytes.
    pub is_record: fn(&[u8]) -> bool,
}

/// What came of one file: of the file that was opened, or of a file packed in it.
///
/// A workbook that was read has neither a refusal nor a missing workbook; an archive that was
/// opened has neither of both, and its files follow it.
#[derive(Debug)]
pub struct Opened {
    /// The file. Names inside archives follow `!/`.
    pub place: Place,
    /// SHA-256 in lower-case hexadecimal digits, of a file that lies in an archive and is no
    /// attachment or the like; `None` for the outermost file, whose bytes the caller has.
    pub sha256: Option<String>,
    /// The workbook, if it is one that was read.
    pub workbook: Option<Workbook>,
    /// Why it was not read, or not wholly.
    pub refusal: Option<Refusal>,
    /// What was noticed about the sheets of the workbook.
    pub remarks: Vec<Remark>,
}

impl Opened {
    fn new(place: Place, sha256: Option<String>) -> Self {
        Self { place, sha256, workbook: None, refusal: None, remarks: Vec::new() }
    }

    /// A file that is not read, for this reason.
    pub fn refused(place: Place, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::new(place, None) }
    }

    /// What comes of a file because of its name alone; `None` when the name does not keep it from
    /// being opened, and for the notes of Windows Explorer. `place` makes the place of a path,
    /// which may be that of the folder that hides the file.
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

    fn refuse(&mut self, refusal: Refusal) {
        if refusal.is_harmless() {
            self.sha256 = None;
        }
        self.refusal = Some(refusal);
    }

    /// Whether it is a workbook, or a file that somebody misses.
    fn matters(&self) -> bool {
        self.workbook.is_some()
            || self.refusal.as_ref().is_some_and(|refusal| !refusal.is_harmless())
    }
}

impl Opener {
    /// An opener that does not read `.xls` workbooks and knows no files of the caller.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `.xls` workbooks in the process that this reader starts.
    #[must_use]
    pub fn with_xls(self, child: ChildReader) -> Self {
        Self { child, ..self }
    }

    /// Leaves the caller's own files alone.
    #[must_use]
    pub fn leaving(self, own: Own) -> Self {
        Self { own: Some(own), ..self }
    }

    /// Opens the file at `path`, whose bytes these are: first what came of the file itself, then of
    /// each file packed in it.
    ///
    /// The path is shown in places, and its ending tells what people expect of the file; it is not
    /// opened. Whatever cannot be read becomes a refusal, never an error or a panic.
    pub fn open(&self, path: impl Into<Name>, bytes: &[u8]) -> Vec<Opened> {
        let mut opening =
            Opening { opened: Vec::new(), allowance: Allowance::default(), opener: self };
        opening.open_in_layer(&Place::file(path), bytes, None, 0);
        opening.opened
    }
}

/// One file on the table: what came out of it so far, and what it may still cost.
struct Opening<'a> {
    /// The file, and after it whatever is packed in it.
    opened: Vec<Opened>,
    allowance: Allowance,
    opener: &'a Opener,
}

impl Opening<'_> {
    fn open_in_layer(&mut self, place: &Place, bytes: &[u8], sha256: Option<String>, layer: u32) {
        let index = self.opened.len();
        self.opened.push(Opened::new(place.clone(), sha256));
        if let Err(refusal) = self.try_open(place, bytes, index, layer) {
            self.opened[index].refuse(refusal.under_name(&place.file));
        }
    }

    fn try_open(
        &mut self,
        place: &Place,
        bytes: &[u8],
        index: usize,
        layer: u32,
    ) -> Result<(), Refusal> {
        match kind::look(bytes, &place.file)? {
            Outer::Zip => self.open_container(place, bytes, index, layer),
            Outer::Encrypted => {
                let package = unlocked::package(bytes, &self.allowance)?;
                self.open_container(place, &package, index, layer)
            }
            Outer::Xls => {
                let (workbook, child) = (unlocked::xls(bytes)?, &self.opener.child);
                self.open_workbook(place, index, |reading| child.read_xls(&workbook, reading))
            }
        }
    }

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
            Kind::Archive if layer < ARCHIVE_LAYERS => {
                self.open_archive(place, &mut container, layer)?;
                self.weigh_archive(place, index)
            }
            Kind::Archive => Err(Refusal::NotRead(Format::NestedArchive)),
            Kind::Xlsx => self
                .open_workbook(place, index, |reading| excel::read_xlsx(&mut container, reading)),
            Kind::Xlsb => self.open_workbook(place, index, |reading| {
                excel::read_xlsb(bytes, &mut container, reading)
            }),
            Kind::Ods => {
                self.open_workbook(place, index, |reading| ods::read(&mut container, reading))
            }
        }
    }

    /// Opens the files of an archive in the order of their names. The names are shown to people and
    /// used for nothing else.
    fn open_archive(
        &mut self,
        place: &Place,
        archive: &mut Container<'_>,
        layer: u32,
    ) -> Result<(), Refusal> {
        let inner = |name: &str| Place::file(format!("{}!/{name}", place.file));
        let names = archive.names()?;
        let own = self.own_folders(archive, &names);
        self.opened
            .extend(own.iter().map(|folder| Opened::refused(inner(folder), Refusal::OwnFolder)));
        for (index, name) in names {
            if own.iter().any(|folder| folder.is_empty() || name.starts_with(&format!("{folder}/")))
            {
                continue;
            }
            if names::leads_out(&name) {
                self.opened.push(Opened::refused(inner(&name), Refusal::UnsafeName));
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
                    Err(refusal) => self.opened.push(Opened::refused(inner(&name), refusal)),
                },
                role => self.opened.extend(Opened::left_alone(role, &name, inner)),
            }
        }
        Ok(())
    }

    /// Refuses an archive, which is the opened file of this number, out of which nothing came that
    /// its name made people expect.
    fn weigh_archive(&mut self, place: &Place, index: usize) -> Result<(), Refusal> {
        let inside = &self.opened[index + 1..];
        if inside.is_empty() {
            return Err(Refusal::EmptyArchive);
        }
        if matches!(names::promise(&place.file), Promise::Table(_))
            && !inside.iter().any(Opened::matters)
        {
            self.opened.truncate(index + 1);
            return Err(Refusal::NoTable(Instead::Archive));
        }
        Ok(())
    }

    /// Reads a workbook, whole or not at all: a sheet that fails refuses the workbook.
    fn open_workbook(
        &mut self,
        place: &Place,
        index: usize,
        read: impl FnOnce(&mut Reading<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut reading = Reading::new(place, &self.allowance);
        // The readers are careful, but the libraries below them have been made to panic before.
        let read = panic::catch_unwind(AssertUnwindSafe(|| read(&mut reading)));
        read.unwrap_or_else(|_| Err(Refusal::damaged("the reader panicked")))?;
        let (workbook, remarks) = reading.finish();
        self.opened[index].workbook = Some(workbook);
        self.opened[index].remarks = remarks;
        Ok(())
    }

    /// Whether a workbook says that the caller's program made it.
    fn is_own(&self, container: &mut Container<'_>) -> bool {
        let Some(own) = self.opener.own else { return false };
        let mark = format!("=\"{}\"", own.property);
        // A part that cannot be unpacked bears no mark; whether the workbook can be read is another
        // matter.
        PROPERTIES.iter().any(|part| {
            container.text(part, &self.allowance).is_ok_and(|text| text.contains(&mark))
        })
    }

    /// The folders of an archive that the caller's program wrote to.
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

/// SHA-256 of bytes in lower-case hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
