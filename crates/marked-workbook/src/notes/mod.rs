//! Puts notes at the cells of a worksheet: the notes themselves, their boxes, and how the sheet
//! refers to both.

mod comments;
pub(crate) mod note;
pub(crate) mod vml;

use std::collections::BTreeMap;

use self::note::Note;
use self::vml::Blocks;
use crate::cell::CellRef;
use crate::package::Package;
use crate::package::relations::{OFFICE, Relations};
use crate::package::types::Types;
use crate::sheet::Sheet;
use crate::unmarkable::Unmarkable;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Adds the notes to the sheet of this part.
pub(crate) fn add(
    package: &mut Package<'_>,
    types: &mut Types,
    blocks: &mut Blocks,
    (part, sheet): (&str, &mut Sheet),
    notes: &BTreeMap<CellRef, Note>,
    author: &str,
) -> Result<(), Unmarkable> {
    let mut relations = Relations::of(package, part)?;
    let mut boxes: BTreeMap<CellRef, u32> = notes.iter().map(|(at, note)| (*at, note.lines)).collect();
    let mut longer = BTreeMap::new();
    if let Some(known) = relations.target("comments").map(ToOwned::to_owned) {
        let comments::Noted { text, before } = comments::add(&package.text(&known)?, notes, author)?;
        package.put(&known, text);
        if sheet.drawing.is_some() {
            (longer, boxes) = boxes.into_iter().partition(|(at, _)| before.contains(at));
        } else {
            // Notes without boxes: they get some now, as they would not be shown beside ours.
            for at in before {
                boxes.entry(at).or_insert(4);
            }
        }
    } else {
        let new = package.free("xl/comments", ".xml");
        package.put(&new, comments::new(notes, author));
        types.declare(&new, COMMENTS);
        relations.add(&format!("{OFFICE}/comments"), &new);
    }
    if let Some(id) = &sheet.drawing {
        let known = relations.by_id(id).ok_or(Unmarkable::Odd("a drawing of notes leads nowhere"))?.target.clone();
        let text = vml::add(&package.text(&known)?, &boxes, &longer, &sheet.geometry, blocks)?;
        package.put(&known, text);
    } else {
        let new = package.free("xl/drawings/vmlDrawing", ".vml");
        package.put(&new, vml::new(&boxes, &sheet.geometry, blocks));
        types.declare_ending(&new, "vml", DRAWING);
        sheet.link_drawing(&relations.add(&format!("{OFFICE}/vmlDrawing"), &new));
    }
    relations.save(package);
    Ok(())
}
