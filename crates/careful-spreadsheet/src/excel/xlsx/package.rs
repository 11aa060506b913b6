//! The parts and worksheets of a workbook, found by its relationships: the usual names of parts are
//! only a custom.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::container::Container;
use crate::container::xml::{self, Xml};
use crate::excel::part_name;
use crate::limits::{Allowance, SHEETS};
use crate::refusal::{Refusal, TooLarge};

/// The parts of a workbook that are read.
#[derive(Debug, Default)]
pub(super) struct WorkbookParts {
    /// The worksheets in order; sheets of charts, dialogs and macros are left out.
    pub(super) sheets: Vec<ListedSheet>,
    /// Name of the part with the shared strings.
    pub(super) strings: Option<String>,
    /// Name of the part with the styles.
    pub(super) styles: Option<String>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

/// A worksheet in the list of the workbook.
#[derive(Debug)]
pub(super) struct ListedSheet {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// A part that another part refers to.
struct RelatedPart {
    kind: String,
    part: String,
}

/// Reads the list of worksheets and finds their parts.
pub(super) fn read_package(
    container: &mut Container<'_>,
    allowance: &Allowance,
) -> Result<WorkbookParts, Refusal> {
    let root = related(container, "", allowance)?;
    let book = root.into_values().find(|related| related.kind == "officeDocument");
    let book = book.map(|related| related.part).filter(|part| container.has(part));
    let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let related = related(container, &book, allowance)?;
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Some programs give no relationship for these parts and rely on the usual names.
    let one = |kind: &str| {
        let said = related
            .values()
            .filter(|related| related.kind == kind)
            .map(|related| related.part.clone());
        said.chain([part_name(folder, &format!("{kind}.xml"))]).find(|part| container.has(part))
    };
    let mut package = WorkbookParts {
        strings: one("sharedStrings"),
        styles: one("styles"),
        ..WorkbookParts::default()
    };

    let stream = container.stream(&book, allowance)?;
    let mut xml = Xml::new(stream.ok_or_else(|| Refusal::damaged("the workbook part is missing"))?);
    let mut buffer = Vec::new();
    let mut closed = false;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "workbookPr" => package.from_1904 = xml::is_on(&element, "date1904")?,
                "sheet" => package.sheets.extend(entry(&element, &related)?),
                _ => {}
            },
            Event::End(element) => closed = element.local_name().as_ref() == "workbook",
            Event::Eof if closed => return Ok(package),
            Event::Eof => return Err(Refusal::damaged("the workbook part ends too early")),
            _ => {}
        }
        if package.sheets.len() > SHEETS {
            return Err(Refusal::TooLarge(TooLarge::Sheets));
        }
    }
}

/// Reads an element of the list of sheets; `None` for a sheet of charts, dialogs or macros.
fn entry(
    element: &BytesStart<'_>,
    related: &BTreeMap<String, RelatedPart>,
) -> Result<Option<ListedSheet>, Refusal> {
    let mut id = None;
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(Refusal::damaged)?;
        if attribute.key.as_ref().ends_with(":id") {
            id = Some(attribute.value.into_owned());
        }
    }
    let name = xml::attribute(element, "name")?.unwrap_or_default();
    let Some(related) = id.and_then(|id| related.get(&id)) else {
        return Err(Refusal::damaged(format!("the sheet {name:?} has no part")));
    };
    let hidden = xml::attribute(element, "state")?.is_some_and(|state| state != "visible");
    Ok((related.kind == "worksheet").then(|| ListedSheet {
        name,
        part: related.part.clone(),
        hidden,
    }))
}

/// Reads the relationships of a part: the parts it refers to, by their ids.
fn related(
    container: &mut Container<'_>,
    part: &str,
    allowance: &Allowance,
) -> Result<BTreeMap<String, RelatedPart>, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = part_name(folder, &format!("_rels/{name}.rels"));
    let mut found = BTreeMap::new();
    let Some(stream) = container.stream(&list, allowance)? else { return Ok(found) };
    let mut xml = Xml::new(stream);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] =
                    ["Id", "Type", "Target"].map(|name| xml::attribute(&element, name));
                let (id, kind, target) =
                    (id?, kind?.unwrap_or_default(), target?.unwrap_or_default());
                let external =
                    xml::attribute(&element, "TargetMode")?.is_some_and(|mode| mode == "External");
                if let Some(id) = id.filter(|_| !external) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.insert(id, RelatedPart { kind, part: part_name(folder, &target) });
                }
                if found.len() > 4 * SHEETS {
                    return Err(Refusal::TooLarge(TooLarge::Parts));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
