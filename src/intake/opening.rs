//! Opens one input file, and what is packed in it, as far as the limits allow.

use std::panic::{self, AssertUnwindSafe};

use super::container::Container;
use super::filling::Filling;
use super::kind::{self, Kind};
use super::limits::{Allowance, SHEETS};
use super::names::{Role, role};
use super::refusal::Refusal;
use super::sheet::{Sheet, Workbook};
use super::{excel, ods, text};
use crate::finding::{Findings, Place};

/// Archives that may lie in each other: one in the folder, and one in that.
const ARCHIVE_LAYERS: u32 = 2;

/// One input file on the table: what came out of it so far, and what it may still cost.
#[derive(Debug, Default)]
pub(super) struct Opening {
    pub(super) workbooks: Vec<Workbook>,
    pub(super) findings: Findings,
    allowance: Allowance,
}

impl Opening {
    /// Opens a file: a workbook, or an archive of workbooks. Whatever is refused becomes one finding.
    pub(super) fn open(&mut self, place: Place, bytes: &[u8]) {
        self.open_in_layer(place, bytes, 0);
    }

    fn open_in_layer(&mut self, place: Place, bytes: &[u8], layer: u32) {
        if let Err(refusal) = self.try_open(&place, bytes, layer) {
            self.findings.push(refusal.at(place));
        }
    }

    fn try_open(&mut self, place: &Place, bytes: &[u8], layer: u32) -> Result<(), Refusal> {
        kind::look(bytes)?;
        let mut container = Container::open(bytes)?;
        match kind::look_inside(&mut container, &mut self.allowance)? {
            Kind::Archive if layer < ARCHIVE_LAYERS => self.open_archive(place, &mut container, layer),
            Kind::Archive => Err(Refusal::not_read(
                "Tệp nén nằm trong quá nhiều lớp tệp nén khác",
                "Giải nén rồi chép các bảng tính vào thư mục.",
            )),
            kind => self.open_workbook(place, bytes, &mut container, kind),
        }
    }

    /// Opens the files of an archive in the order of their names. The names are shown to people and used for nothing else.
    fn open_archive(&mut self, place: &Place, archive: &mut Container<'_>, layer: u32) -> Result<(), Refusal> {
        let mut names = archive.names();
        names.sort_by(|(_, one), (_, other)| one.cmp(other));
        for (index, name) in names {
            let inner = Place::file(format!("{}!/{}", place.file, text::clean(&name)));
            match role(&name) {
                Role::Hidden | Role::Furniture => {}
                Role::Lock => self.findings.push(Refusal::lock_file().at(inner)),
                Role::Paper if self.allowance.is_spent() => {
                    return Err(Refusal::too_large("Tệp nén bung ra quá lớn nên phần còn lại không được đọc"));
                }
                Role::Paper => match archive.part(index, &mut self.allowance) {
                    Ok(bytes) => self.open_in_layer(inner, &bytes, layer + 1),
                    Err(refusal) => self.findings.push(refusal.at(inner)),
                },
            }
        }
        Ok(())
    }

    /// Reads a workbook, whole or not at all: a sheet that fails refuses the workbook.
    fn open_workbook(
        &mut self,
        place: &Place,
        bytes: &[u8],
        container: &mut Container<'_>,
        kind: Kind,
    ) -> Result<(), Refusal> {
        container.weigh(&mut self.allowance)?;
        let mut reading =
            Reading { place, allowance: &mut self.allowance, sheets: Vec::new(), findings: Findings::default() };
        // The readers are careful, but the libraries below them have been made to panic before.
        let read = panic::catch_unwind(AssertUnwindSafe(|| match kind {
            Kind::Xlsb => excel::read_xlsb(bytes, &mut reading),
            Kind::Ods => ods::read(container, &mut reading),
            Kind::Xlsx | Kind::Archive => excel::read_xlsx(bytes, container, &mut reading),
        }));
        read.unwrap_or_else(|_| Err(Refusal::damaged("the reader panicked")))?;
        let Reading { sheets, findings, .. } = reading;
        self.findings.extend(findings);
        self.workbooks.push(Workbook { place: place.clone(), sheets });
        Ok(())
    }
}

/// What a reader of workbooks works with: the place to name, the allowance to spend, and where its sheets go.
pub(super) struct Reading<'a> {
    place: &'a Place,
    pub(super) allowance: &'a mut Allowance,
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
