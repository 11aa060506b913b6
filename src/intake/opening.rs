//! Opens one input file, and what is packed in it, as far as the limits allow.

use std::panic::{self, AssertUnwindSafe};

use super::attachments::Attachment;
use super::child::ChildReader;
use super::container::Container;
use super::filling::Filling;
use super::kind::{self, Kind, Opened};
use super::limits::{Allowance, SHEETS};
use super::names::{self, Promise, Role};
use super::refusal::Refusal;
use super::sheet::{Sheet, Workbook};
use super::{excel, ods, text, unlocked};
use crate::finding::{Findings, Place};
use crate::{fingerprint, own};

/// Archives that may lie in each other: one in the folder, and one in that.
const ARCHIVE_LAYERS: u32 = 2;

/// One file on the table, of the folder or of an archive, and what came of it.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) place: Place,
    /// SHA-256 of its bytes; `None` for a file that is no paper, of which there may be many alike.
    pub(super) sha256: Option<String>,
    pub(super) workbook: Option<Workbook>,
    pub(super) attachment: Option<Attachment>,
    pub(super) findings: Findings,
}

impl Item {
    /// A file of which nothing is known yet.
    pub(super) fn new(place: Place, sha256: Option<String>) -> Self {
        Self { place, sha256, workbook: None, attachment: None, findings: Findings::default() }
    }

    /// A file that is not read, for this reason.
    pub(super) fn refused(place: Place, sha256: Option<String>, refusal: Refusal) -> Self {
        let mut item = Self::new(place, sha256);
        item.refuse(refusal);
        item
    }

    fn refuse(&mut self, refusal: Refusal) {
        if refusal.is_harmless() {
            self.sha256 = None;
        }
        self.attachment = refusal.attached();
        if self.attachment.is_none() {
            self.findings.push(refusal.at(self.place.clone()));
        }
    }
}

/// One input file on the table: what came out of it so far, and what it may still cost.
#[derive(Debug)]
pub(super) struct Opening<'a> {
    /// The file, and after it whatever is packed in it.
    pub(super) items: Vec<Item>,
    allowance: Allowance,
    reader: &'a ChildReader,
}

impl<'a> Opening<'a> {
    /// Opens a file: a workbook, or an archive of workbooks. Whatever is refused becomes one finding.
    pub(super) fn open(place: &Place, bytes: &[u8], sha256: String, reader: &'a ChildReader) -> Vec<Item> {
        let mut opening = Self { items: Vec::new(), allowance: Allowance::default(), reader };
        opening.open_in_layer(place, bytes, sha256, 0);
        opening.items
    }

    fn open_in_layer(&mut self, place: &Place, bytes: &[u8], sha256: String, layer: u32) {
        let index = self.items.len();
        self.items.push(Item::new(place.clone(), Some(sha256)));
        if let Err(refusal) = self.try_open(place, bytes, index, layer) {
            self.items[index].refuse(refusal.under_name(&place.file));
        }
    }

    fn try_open(&mut self, place: &Place, bytes: &[u8], index: usize, layer: u32) -> Result<(), Refusal> {
        match kind::look(bytes, &place.file)? {
            Opened::Zip => self.open_container(place, bytes, index, layer),
            Opened::Encrypted => {
                let package = unlocked::package(bytes, &self.allowance)?;
                self.open_container(place, &package, index, layer)
            }
            Opened::Xls => {
                let (workbook, reader) = (unlocked::xls(bytes)?, self.reader);
                self.open_workbook(place, index, |reading| reader.read_xls(&workbook, reading))
            }
        }
    }

    fn open_container(&mut self, place: &Place, bytes: &[u8], index: usize, layer: u32) -> Result<(), Refusal> {
        let mut container = Container::open(bytes, &self.allowance)?;
        if is_own(&mut container, &self.allowance) {
            return Err(Refusal::own_workbook());
        }
        match kind::look_inside(&mut container, &self.allowance)? {
            Kind::Archive if layer < ARCHIVE_LAYERS => {
                self.open_archive(place, &mut container, layer)?;
                self.weigh_archive(place, index)
            }
            Kind::Archive => Err(Refusal::not_read(
                "Tệp nén nằm trong quá nhiều lớp tệp nén khác",
                "Giải nén rồi chép các bảng tính vào thư mục.",
            )),
            Kind::Xlsx => self.open_workbook(place, index, |reading| excel::read_xlsx(&mut container, reading)),
            Kind::Xlsb => self.open_workbook(place, index, |reading| excel::read_xlsb(bytes, &mut container, reading)),
            Kind::Ods => self.open_workbook(place, index, |reading| ods::read(&mut container, reading)),
        }
    }

    /// Opens the files of an archive in the order of their names. The names are shown to people and used for nothing else.
    fn open_archive(&mut self, place: &Place, archive: &mut Container<'_>, layer: u32) -> Result<(), Refusal> {
        let inner = |name: &str| Place::file(format!("{}!/{name}", place.file));
        let names = archive.names()?;
        let own = own_folders(archive, &names, &self.allowance);
        self.items.extend(own.iter().map(|folder| Item::refused(inner(folder), None, Refusal::own_folder())));
        for (index, name) in names {
            if own.iter().any(|folder| folder.is_empty() || name.starts_with(&format!("{folder}/"))) {
                continue;
            }
            if names::leads_out(&name) {
                self.items.push(Item::refused(inner(&name), None, Refusal::unsafe_name()));
                continue;
            }
            match names::role(&name) {
                Role::Paper if self.allowance.is_spent() => {
                    return Err(Refusal::too_large("Tệp nén bung ra quá lớn nên phần còn lại không được đọc"));
                }
                Role::Paper => match archive.part(index, &self.allowance) {
                    Ok(bytes) => {
                        self.open_in_layer(&inner(&name), &bytes, fingerprint::sha256(&bytes), layer + 1);
                    }
                    Err(refusal) => self.items.push(Item::refused(inner(&name), None, refusal)),
                },
                role => self.items.extend(left_alone(role, &name, inner)),
            }
        }
        Ok(())
    }

    /// Refuses an archive, whose item is the one of this number, out of which nothing came that its name made people expect.
    fn weigh_archive(&mut self, place: &Place, index: usize) -> Result<(), Refusal> {
        let inside = &self.items[index + 1..];
        if inside.is_empty() {
            return Err(Refusal::empty("Tệp nén không chứa tệp nào"));
        }
        let matters = |item: &Item| item.workbook.is_some() || item.findings.has_errors();
        if matches!(names::promise(&place.file), Promise::Table(_)) && !inside.iter().any(matters) {
            self.items.truncate(index + 1);
            return Err(Refusal::left_alone("tệp nén không chứa bảng tính nào"));
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
        let mut reading =
            Reading { place, allowance: &self.allowance, sheets: Vec::new(), findings: Findings::default() };
        // The readers are careful, but the libraries below them have been made to panic before.
        let read = panic::catch_unwind(AssertUnwindSafe(|| read(&mut reading)));
        read.unwrap_or_else(|_| Err(Refusal::damaged("the reader panicked")))?;
        let Reading { sheets, findings, .. } = reading;
        self.items[index].findings.extend(findings);
        self.items[index].workbook = Some(Workbook { place: place.clone(), sheets });
        Ok(())
    }
}

/// Parts of workbooks that hold the properties which a program gave them: of Excel, and of `OpenDocument`.
const PROPERTIES: [&str; 2] = ["docProps/custom.xml", "meta.xml"];

/// Whether a workbook says that this program made it.
fn is_own(container: &mut Container<'_>, allowance: &Allowance) -> bool {
    let mark = format!("=\"{}\"", own::PROPERTY);
    // A part that cannot be unpacked bears no mark; whether the workbook can be read is another matter.
    PROPERTIES.iter().any(|part| container.text(part, allowance).is_ok_and(|text| text.contains(&mark)))
}

/// The folders of an archive that this program wrote its papers to.
fn own_folders(archive: &mut Container<'_>, names: &[(usize, String)], allowance: &Allowance) -> Vec<String> {
    let mut folders = Vec::new();
    for (index, name) in names {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if file == own::RECORD && archive.part(*index, allowance).is_ok_and(|bytes| own::is_record(&bytes)) {
            folders.push(folder.to_owned());
        }
    }
    folders
}

/// The line about a file that is left alone because of its name; `None` for the notes of Windows Explorer.
pub(super) fn left_alone(role: Role, name: &str, place: impl FnOnce(&str) -> Place) -> Option<Item> {
    let (name, refusal) = match role {
        Role::Paper | Role::Furniture => return None,
        Role::Lock => (name, Refusal::lock_file()),
        Role::Temporary => (name, Refusal::passing("Đây là tệp tạm của một chương trình")),
        Role::Hidden => (names::hidden_part(name), Refusal::passing("Đây là tệp hoặc thư mục ẩn")),
    };
    Some(Item::refused(place(name), None, refusal))
}

/// What a reader of workbooks works with: the place to name, the allowance to spend, and where its sheets go.
pub(super) struct Reading<'a> {
    place: &'a Place,
    pub(super) allowance: &'a Allowance,
    sheets: Vec<Sheet>,
    findings: Findings,
}

impl Reading<'_> {
    /// The place of a sheet; its name is cleaned for people.
    pub(super) fn place(&self, name: &str) -> Place {
        self.place.sheet(text::clean(name))
    }

    /// Adds a sheet that was read; a workbook with two of the same name is not sound, and too many are refused.
    pub(super) fn add(&mut self, filling: Filling) -> Result<(), Refusal> {
        let sheet = filling.finish(&mut self.findings);
        if self.sheets.iter().any(|other| other.name() == sheet.name()) {
            return Err(Refusal::damaged(format!("two sheets have the name {:?}", sheet.name())));
        }
        self.sheets.push(sheet);
        if self.sheets.len() > SHEETS {
            Err(Refusal::too_large("Bảng tính có quá nhiều trang tính"))
        } else {
            Ok(())
        }
    }
}
