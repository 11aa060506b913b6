//! The steps in which a workbook is marked.

use std::collections::BTreeMap;

use super::book::{Book, Entry};
use super::package::Package;
use super::relations::{OFFICE, Relations};
use super::sheet::{self, Marks, Sheet};
use super::styles::Styles;
use super::types::Types;
use super::vml::Blocks;
use super::words::Note;
use super::{Returned, Unmarkable, list_sheet, notes};
use crate::finding::{CellRef, Finding, Severity};

const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Cells of a worksheet (specifications and limits of Excel).
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// The findings at the cells of one sheet.
type Faults<'f> = BTreeMap<CellRef, Vec<&'f Finding>>;

pub(super) fn mark(original: &[u8], title: &str, findings: &[&Finding]) -> Result<Returned, Unmarkable> {
    let mut package = Package::open(original)?;
    let mut types = Types::read(&mut package)?;
    let mut book = Book::open(&mut package, &types)?;
    let styles_part = book.relations.target("styles").map(ToOwned::to_owned);
    let mut styles = Styles::read(&mut package, styles_part.as_deref())?;
    let mut blocks = Blocks::of(&mut package)?;

    for entry in &book.sheets {
        let faults = faults(&mut package, &book, entry, findings)?;
        if faults.is_empty() {
            if let Some(text) = sheet::not_first(&package.text(&entry.part)?)? {
                package.put(&entry.part, text);
            }
            continue;
        }
        let marks: Marks = faults.iter().map(|(at, findings)| (*at, heaviest(findings))).collect();
        let mut sheet = Sheet::read(package.text(&entry.part)?, &marks, &mut styles)?;
        let notes = faults.iter().map(|(at, findings)| (*at, Note::of(findings))).collect();
        notes::add(&mut package, &mut types, &mut blocks, (&entry.part, &mut sheet), &notes)?;
        package.put(&entry.part, sheet.into_text());
    }

    let formats = styles.add_look()?;
    let target = |finding: &Finding| Some(book.sheet_called(finding.place.sheet.as_deref()?)?.name.clone());
    let list = list_sheet::part(title, findings, &formats, target);
    let list_part = package.free("xl/worksheets/sheet", ".xml");
    package.put(&list_part, list);
    types.declare(&list_part, WORKSHEET);
    book.put_first(&list_part)?;

    let styles_part = styles_part.unwrap_or_else(|| {
        // Some readers look for this name only.
        let usual = "xl/styles.xml".to_owned();
        let new = if package.has(&usual) { package.free("xl/styles", ".xml") } else { usual };
        types.declare(&new, STYLES);
        book.relations.add(&format!("{OFFICE}/styles"), &new);
        new
    });
    package.put(&styles_part, styles.into_text());
    // The order in which formulas are calculated counts sheets; Excel makes it anew where there is none.
    for part in book.relations.remove("calcChain") {
        drop_part(&mut package, &mut types, &part);
    }
    drop_signature(&mut package, &mut types)?;
    let ending = book.ending;
    book.save(&mut package);
    types.save(&mut package);
    Ok(Returned { bytes: package.finish()?, ending })
}

/// The findings at the cells of a sheet that are to be mended; those of merged cells at the one that is seen.
fn faults<'f>(
    package: &mut Package<'_>,
    book: &Book,
    entry: &Entry,
    findings: &[&'f Finding],
) -> Result<Faults<'f>, Unmarkable> {
    let mut faults = Faults::new();
    for finding in findings.iter().filter(|finding| finding.severity() > Severity::Note) {
        let place = &finding.place;
        let (Some(name), Some(at)) = (&place.sheet, place.cell) else { continue };
        let here = book.sheet_called(name).is_some_and(|sheet| sheet.part == entry.part && sheet.is_worksheet);
        if here && at.row < ROWS && at.column < COLUMNS {
            faults.entry(at).or_default().push(*finding);
        }
    }
    if faults.is_empty() {
        return Ok(faults);
    }
    let merged = sheet::merges(&package.text(&entry.part)?)?;
    let mut seen = Faults::new();
    for (at, findings) in faults {
        let covers = |(first, last): &&(CellRef, CellRef)| {
            (first.row..=last.row).contains(&at.row) && (first.column..=last.column).contains(&at.column)
        };
        let at = merged.iter().find(covers).map_or(at, |(first, _)| *first);
        seen.entry(at).or_default().extend(findings);
    }
    Ok(seen)
}

fn heaviest(findings: &[&Finding]) -> Severity {
    findings.iter().map(|finding| finding.severity()).max().unwrap_or(Severity::Note)
}

/// A signature says that nothing was changed; it goes, with all its parts. That of macros covers the macros alone and stays.
fn drop_signature(package: &mut Package<'_>, types: &mut Types) -> Result<(), Unmarkable> {
    let mut root = Relations::of(package, "")?;
    for origin in root.remove("digital-signature/origin") {
        if package.has(&origin) {
            for signature in Relations::of(package, &origin)?.remove("digital-signature/signature") {
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
