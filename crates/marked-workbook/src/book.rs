//! `workbook.xml` (ECMA-376 Part 1, 18.2): a sheet is put before all others, and what counts sheets
//! counts on.

use crate::package::Package;
use crate::package::relations::{OFFICE, Relations};
use crate::package::types::Types;
use crate::package::xml::{Edits, MAIN, Tag, TagKind, TagWalk, prefixed, text};
use crate::unmarkable::Unmarkable;

/// Characters of a sheet's name (specifications and limits of Excel).
const NAME_CHARACTERS: usize = 31;

/// A sheet of a workbook.
pub(crate) struct SheetEntry {
    /// Its name as it stands there.
    pub(crate) name: String,
    /// Its part.
    pub(crate) part: String,
    /// Whether it has cells; charts and dialogs may be sheets too.
    pub(crate) is_worksheet: bool,
}

/// A workbook.
pub(crate) struct Book {
    part: String,
    text: String,
    pub(crate) relations: Relations,
    /// Its sheets, in order.
    pub(crate) sheets: Vec<SheetEntry>,
    /// How a file of its kind must be called.
    pub(crate) ending: &'static str,
    prefix: String,
    edits: Edits,
    first_sheet_at: Option<usize>,
    highest_id: u32,
}

impl Book {
    /// Opens the workbook of a package.
    pub(crate) fn open(package: &mut Package<'_>, types: &Types) -> Result<Self, Unmarkable> {
        let root = Relations::of(package, "")?;
        let office = root.list.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let office = office.ok_or(Unmarkable::Odd("the package has no document"))?;
        if !office.kind.starts_with(OFFICE) {
            return Err(Unmarkable::Strict);
        }
        let part = office.target.clone();
        let ending = ending(types.of(&part).unwrap_or_default()).ok_or(Unmarkable::NotAPackage)?;
        let relations = Relations::of(package, &part)?;
        if relations.target("revisionHeaders").is_some() {
            return Err(Unmarkable::Odd(
                "the workbook is shared and keeps a record of its changes",
            ));
        }
        let mut book = Self {
            text: package.text(&part)?,
            part,
            relations,
            sheets: Vec::new(),
            ending,
            prefix: String::new(),
            edits: Edits::default(),
            first_sheet_at: None,
            highest_id: 0,
        };
        book.read()?;
        Ok(book)
    }

    fn read(&mut self) -> Result<(), Unmarkable> {
        let text = std::mem::take(&mut self.text);
        let mut walk = TagWalk::new(&text, MAIN);
        let mut windows = 0;
        while let Some(tag) = walk.next()? {
            if !tag.ours || tag.kind == TagKind::Close {
                continue;
            }
            match (tag.depth, tag.name) {
                (0, "workbook") => tag.prefix().clone_into(&mut self.prefix),
                (1, "sheets") if tag.kind == TagKind::Open => self.first_sheet_at = Some(tag.end()),
                (2, "sheet") => self.sheet(&tag)?,
                (2, "workbookView") => {
                    self.window(&tag, windows);
                    windows += 1;
                }
                (2, "definedName") => count_on(&tag, "localSheetId", &mut self.edits),
                _ => {}
            }
        }
        self.text = text;
        Ok(())
    }

    fn sheet(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        let odd = Unmarkable::Odd("a sheet of the workbook leads nowhere");
        let related = tag.related().and_then(|id| self.relations.by_id(&id).cloned());
        let (Some(name), Some(relation)) = (tag.attribute("name"), related) else {
            return Err(odd);
        };
        let is_worksheet = relation.kind.ends_with("/worksheet");
        self.highest_id = self.highest_id.max(tag.number("sheetId").unwrap_or(0));
        self.sheets.push(SheetEntry { name, part: relation.target, is_worksheet });
        Ok(())
    }

    /// The first window opens at the list, others as before.
    fn window(&mut self, tag: &Tag<'_>, number: usize) {
        for name in ["firstSheet", "activeTab"] {
            if number == 0 {
                tag.unset(name, &mut self.edits);
            } else if tag.number(name).is_some() {
                count_on(tag, name, &mut self.edits);
            } else {
                tag.set(name, "1", &mut self.edits);
            }
        }
    }

    /// The sheet of this name.
    pub(crate) fn sheet_called(&self, name: &str) -> Option<&SheetEntry> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// Whether a new sheet can have this name. Names are the same whatever their case.
    pub(crate) fn is_free(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        (1..=NAME_CHARACTERS).contains(&name.encode_utf16().count())
            && self.sheets.iter().all(|sheet| sheet.name.to_lowercase() != lower)
    }

    /// Puts a new part before all sheets.
    pub(crate) fn put_first(&mut self, part: &str, name: &str) -> Result<(), Unmarkable> {
        let at = self.first_sheet_at.ok_or(Unmarkable::Odd("the workbook has no sheets"))?;
        let id = self.highest_id.checked_add(1).filter(|id| *id < 65_535);
        let id = id.ok_or(Unmarkable::Odd("the sheets of the workbook have enormous numbers"))?;
        let relation = self.relations.add(&format!("{OFFICE}/worksheet"), part);
        let name = text(name);
        let sheet = format!(
            "<sheet xmlns:r=\"{OFFICE}\" name=\"{name}\" sheetId=\"{id}\" r:id=\"{relation}\"/>"
        );
        self.edits.insert(at, prefixed(&self.prefix, &sheet));
        Ok(())
    }

    /// Writes the workbook and its relationships.
    pub(crate) fn save(self, package: &mut Package<'_>) {
        self.relations.save(package);
        package.put(&self.part, self.edits.apply(&self.text));
    }
}

/// Adds one to the number of a sheet.
fn count_on(tag: &Tag<'_>, name: &str, edits: &mut Edits) {
    if let Some(number) = tag.number(name) {
        tag.set(name, &number.saturating_add(1).to_string(), edits);
    }
}

/// How a file must be called whose workbook is of this content type: Excel opens no other.
fn ending(kind: &str) -> Option<&'static str> {
    match kind {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" => {
            Some("xlsx")
        }
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml" => {
            Some("xltx")
        }
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml" => Some("xlsm"),
        "application/vnd.ms-excel.template.macroEnabled.main+xml" => Some("xltm"),
        "application/vnd.ms-excel.addin.macroEnabled.main+xml" => Some("xlam"),
        _ => None,
    }
}
