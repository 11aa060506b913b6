//! A workbook that is open to be marked, and the steps in which it is.

use std::collections::BTreeMap;

use careful_spreadsheet::CellRef;

use crate::book::{Book, SheetEntry};
use crate::cell::{COLUMNS, ROWS};
use crate::list::{self, List};
use crate::mark::{CellMark, Notes, Weight};
use crate::notes;
use crate::notes::note::Note;
use crate::notes::vml::Blocks;
use crate::package::Package;
use crate::package::relations::{OFFICE, Relations};
use crate::package::types::Types;
use crate::sheet::{self, Marks, Sheet};
use crate::styles::Styles;
use crate::typed::{self, Input};
use crate::unmarkable::Unmarkable;

const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// A workbook that is open to be marked. It borrows the bytes of the file and never changes them.
pub struct Workbook<'b> {
    package: Package<'b>,
    types: Types,
    book: Book,
    styles_part: Option<String>,
    styles: Styles,
    blocks: Blocks,
}

/// A marked copy of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The file. The same original, marks and list give the same bytes.
    pub bytes: Vec<u8>,
    /// How its name must end: `xlsx`, `xlsm`, `xltx`, `xltm` or `xlam`, by what it holds. Excel
    /// opens it under no other.
    pub ending: &'static str,
}

/// The marks at the cells of one sheet.
type AtCells<'m> = BTreeMap<CellRef, Vec<&'m CellMark>>;

impl<'b> Workbook<'b> {
    /// Opens a workbook from the bytes of its file. At most 200 MiB are unpacked.
    ///
    /// # Errors
    ///
    /// [`Unmarkable`] when the file is no workbook, or one of which a marked copy would not be
    /// faithful.
    pub fn open(original: &'b [u8]) -> Result<Self, Unmarkable> {
        let mut package = Package::open(original)?;
        let types = Types::read(&mut package)?;
        let book = Book::open(&mut package, &types)?;
        let styles_part = book.relations.target("styles").map(ToOwned::to_owned);
        let styles = Styles::read(&mut package, styles_part.as_deref())?;
        let blocks = Blocks::of(&mut package)?;
        Ok(Self { package, types, book, styles_part, styles, blocks })
    }

    /// The names of its sheets, in their order, charts and hidden ones among them.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.book.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// A copy with the marked cells coloured and noted, and with the list as its first sheet.
    ///
    /// # Errors
    ///
    /// [`Unmarkable::ListName`] when the list cannot have its name; others when a sheet or its
    /// notes are not as a spreadsheet program saves them.
    pub fn mark(
        mut self,
        marks: &[CellMark],
        list: &List,
        words: &Notes,
    ) -> Result<Marked, Unmarkable> {
        if !self.book.is_free(&list.name) {
            return Err(Unmarkable::ListName(list.name.clone()));
        }
        self.mark_cells(marks, words)?;
        let formats = self.styles.add_look()?;
        let Self { mut package, mut types, mut book, styles_part, styles, .. } = self;
        let part = list::part::markup(list, &formats, |name| book.sheet_called(name).is_some());
        let list_part = package.free("xl/worksheets/sheet", ".xml");
        package.put(&list_part, part);
        types.declare(&list_part, WORKSHEET);
        book.put_first(&list_part, &list.name)?;

        let styles_part = styles_part.unwrap_or_else(|| {
            // Some readers look for this name only.
            let usual = "xl/styles.xml".to_owned();
            let new = if package.has(&usual) { package.free("xl/styles", ".xml") } else { usual };
            types.declare(&new, STYLES);
            book.relations.add(&format!("{OFFICE}/styles"), &new);
            new
        });
        package.put(&styles_part, styles.into_text());
        // The order in which formulas are calculated counts sheets; Excel makes it anew where there
        // is none.
        for part in book.relations.remove("calcChain") {
            drop_part(&mut package, &mut types, &part);
        }
        drop_signature(&mut package, &mut types)?;
        let ending = book.ending;
        book.save(&mut package);
        types.save(&mut package);
        Ok(Marked { bytes: package.finish()?, ending })
    }

    /// A copy in which these values are typed into cells of the sheet of this name. The cells keep
    /// their looks.
    ///
    /// # Errors
    ///
    /// [`Unmarkable::Missing`] when there is no such worksheet; others when it is not as a
    /// spreadsheet program saves it.
    pub fn typed(mut self, sheet: &str, cells: &[(CellRef, Input)]) -> Result<Vec<u8>, Unmarkable> {
        let entry = self.book.sheet_called(sheet).filter(|entry| entry.is_worksheet);
        let part = entry.map(|entry| entry.part.clone());
        let part = part.ok_or_else(|| Unmarkable::Missing(sheet.to_owned()))?;
        let text = typed::typed(&self.package.text(&part)?, cells)?;
        self.package.put(&part, text);
        // A formula that was typed over must not stand in the order in which formulas are calculated.
        for part in self.book.relations.remove("calcChain") {
            drop_part(&mut self.package, &mut self.types, &part);
        }
        self.book.relations.save(&mut self.package);
        drop_signature(&mut self.package, &mut self.types)?;
        self.types.save(&mut self.package);
        self.package.finish()
    }

    /// Colours and notes the marked cells of all sheets.
    fn mark_cells(&mut self, marks: &[CellMark], words: &Notes) -> Result<(), Unmarkable> {
        let Self { package, types, book, styles, blocks, .. } = self;
        for entry in &book.sheets {
            let at_cells = at_cells(package, book, entry, marks)?;
            if at_cells.is_empty() {
                if let Some(text) = sheet::not_first(&package.text(&entry.part)?)? {
                    package.put(&entry.part, text);
                }
                continue;
            }
            let weights: Marks =
                at_cells.iter().map(|(at, marks)| (*at, heaviest(marks))).collect();
            let mut sheet = Sheet::read(package.text(&entry.part)?, &weights, styles)?;
            let notes = at_cells.iter().map(|(at, marks)| (*at, Note::of(marks, words))).collect();
            notes::add(package, types, blocks, (&entry.part, &mut sheet), &notes, &words.author)?;
            package.put(&entry.part, sheet.into_text());
        }
        Ok(())
    }
}

/// The marks at the cells of a sheet; those inside merged cells at the one that is seen.
fn at_cells<'m>(
    package: &mut Package<'_>,
    book: &Book,
    entry: &SheetEntry,
    marks: &'m [CellMark],
) -> Result<AtCells<'m>, Unmarkable> {
    let mut at_cells = AtCells::new();
    for mark in marks {
        let here = |sheet: &SheetEntry| sheet.part == entry.part && sheet.is_worksheet;
        if book.sheet_called(&mark.sheet).is_some_and(here)
            && mark.cell.row < ROWS
            && mark.cell.column < COLUMNS
        {
            at_cells.entry(mark.cell).or_default().push(mark);
        }
    }
    if at_cells.is_empty() {
        return Ok(at_cells);
    }
    let merged = sheet::merges(&package.text(&entry.part)?)?;
    let mut seen = AtCells::new();
    for (at, marks) in at_cells {
        let covers = |(first, last): &&(CellRef, CellRef)| {
            (first.row..=last.row).contains(&at.row)
                && (first.column..=last.column).contains(&at.column)
        };
        let at = merged.iter().find(covers).map_or(at, |(first, _)| *first);
        seen.entry(at).or_default().extend(marks);
    }
    Ok(seen)
}

fn heaviest(marks: &[&CellMark]) -> Weight {
    marks.iter().map(|mark| mark.weight).max().unwrap_or(Weight::Light)
}

/// A signature says that nothing was changed; it goes, with all its parts. That of macros covers
/// the macros alone and stays.
fn drop_signature(package: &mut Package<'_>, types: &mut Types) -> Result<(), Unmarkable> {
    let mut root = Relations::of(package, "")?;
    for origin in root.remove("digital-signature/origin") {
        if package.has(&origin) {
            for signature in Relations::of(package, &origin)?.remove("digital-signature/signature")
            {
                drop_part(package, types, &signature);
            }
        }
        drop_part(package, types, &origin);
    }
    root.save(package);
    Ok(())
}

/// Takes a part away with what is said of it.
fn drop_part(package: &mut Package<'_>, types: &mut Types, part: &str) {
    package.remove(part);
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    package.remove(&format!("{folder}/_rels/{name}.rels"));
    types.forget(part);
}
