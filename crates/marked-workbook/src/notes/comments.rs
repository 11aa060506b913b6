//! The notes of a worksheet (ECMA-376 Part 1, 18.7): those that are there stay, ours are added.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use careful_spreadsheet::CellRef;

use super::note::Note;
use crate::cell::named;
use crate::package::xml::{Edits, MAIN, Tag, TagKind, TagWalk, prefixed, text};
use crate::unmarkable::Unmarkable;

/// The changed notes of a worksheet.
pub(crate) struct Noted {
    /// The part.
    pub(crate) text: String,
    /// The cells that had a note before.
    pub(crate) before: BTreeSet<CellRef>,
}

/// A new part with these notes.
pub(crate) fn new(notes: &BTreeMap<CellRef, Note>, author: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments \
         xmlns=\"{MAIN}\"><authors><author>{}</author></authors><commentList>",
        text(author)
    );
    for (at, note) in notes {
        out.push_str(&comment(*at, note, 0));
    }
    out.push_str("</commentList></comments>");
    out
}

/// Adds notes to a part: to the note of the cell where there is one, behind what it says.
pub(crate) fn add(
    source: &str,
    notes: &BTreeMap<CellRef, Note>,
    author: &str,
) -> Result<Noted, Unmarkable> {
    let mut pass = Pass::new(notes);
    let mut walk = TagWalk::new(source, MAIN);
    while let Some(tag) = walk.next()? {
        if tag.ours {
            pass.take(&tag);
        }
    }
    let Pass { mut edits, prefix, authors, list, before, .. } = pass;
    let number = authors.count;
    let fresh: String = notes
        .iter()
        .filter(|(at, _)| !before.contains(at))
        .map(|(at, note)| comment(*at, note, number))
        .collect();
    let author = format!("<author>{}</author>", text(author));
    let put = |end: Option<End>, markup: &str, edits: &mut Edits| match end {
        Some(End::Before(at)) => edits.insert(at, prefixed(&prefix, markup)),
        Some(End::Instead(range, name)) => {
            let markup = format!("<{name}>{markup}</{name}>");
            edits.replace(range, prefixed(&prefix, &markup));
        }
        None => {}
    };
    if authors.end.is_none() || list.is_none() {
        return Err(Unmarkable::Odd("a part of notes has no list of them"));
    }
    if !fresh.is_empty() {
        put(authors.end, &author, &mut edits);
        put(list, &fresh, &mut edits);
    }
    Ok(Noted { text: edits.apply(source), before })
}

/// Where something can be added at the end of a list.
enum End {
    Before(usize),
    /// The list is one empty tag.
    Instead(std::ops::Range<usize>, &'static str),
}

#[derive(Default)]
struct Authors {
    count: usize,
    end: Option<End>,
}

/// A way through the notes of a part.
struct Pass<'n> {
    notes: &'n BTreeMap<CellRef, Note>,
    edits: Edits,
    prefix: String,
    authors: Authors,
    list: Option<End>,
    before: BTreeSet<CellRef>,
    /// The note that the pass is in, if it is one of a marked cell.
    note: Option<&'n Note>,
    /// Whether ours was already put into it.
    put: bool,
}

impl<'n> Pass<'n> {
    fn new(notes: &'n BTreeMap<CellRef, Note>) -> Self {
        Self {
            notes,
            edits: Edits::default(),
            prefix: String::new(),
            authors: Authors::default(),
            list: None,
            before: BTreeSet::new(),
            note: None,
            put: false,
        }
    }

    fn take(&mut self, tag: &Tag<'_>) {
        let end = |name| match tag.kind {
            TagKind::Open => None,
            TagKind::Close => Some(End::Before(tag.start)),
            TagKind::Empty => Some(End::Instead(tag.start..tag.end(), name)),
        };
        match (tag.depth, tag.name, tag.kind) {
            (0, ..) => tag.prefix().clone_into(&mut self.prefix),
            (1, "authors", _) => self.authors.end = end("authors"),
            (1, "commentList", _) => self.list = end("commentList"),
            (2, "author", TagKind::Open | TagKind::Empty) => self.authors.count += 1,
            (2, "comment", TagKind::Open) => {
                let at = tag.attribute("ref").and_then(|name| named(&name));
                self.before.extend(at);
                self.note = at.and_then(|at| self.notes.get(&at));
                self.put = false;
            }
            (2, "comment", TagKind::Close) => self.note = None,
            (3, "text", TagKind::Close)
            | (4, "rPh" | "phoneticPr", TagKind::Open | TagKind::Empty) => {
                self.put(tag.start);
            }
            (3, "text", TagKind::Empty) => {
                if let Some(note) = self.note {
                    tag.fill(&prefixed(&self.prefix, &runs(note, false)), &mut self.edits);
                }
            }
            // Text without runs becomes a run, which others may follow.
            (4, "t", TagKind::Open) if self.note.is_some() => {
                self.edits.insert(tag.start, format!("<{}r>", self.prefix));
            }
            (4, "t", TagKind::Close) if self.note.is_some() => {
                self.edits.insert(tag.end(), format!("</{}r>", self.prefix));
            }
            _ => {}
        }
    }

    /// Adds our runs behind those of the note.
    fn put(&mut self, at: usize) {
        if let (Some(note), false) = (self.note, self.put) {
            self.edits.insert(at, prefixed(&self.prefix, &runs(note, true)));
            self.put = true;
        }
    }
}

/// A note as markup without prefixes.
fn comment(at: CellRef, note: &Note, author: usize) -> String {
    format!(
        "<comment ref=\"{at}\" authorId=\"{author}\"><text>{}</text></comment>",
        runs(note, false)
    )
}

fn runs(note: &Note, behind: bool) -> String {
    let mut out = String::new();
    for (index, run) in note.runs.iter().enumerate() {
        let bold = if run.bold { "<b/>" } else { "" };
        let gap = if behind && index == 0 { "\n\n" } else { "" };
        let _ = write!(
            out,
            "<r><rPr>{bold}<sz val=\"9\"/><color indexed=\"81\"/><rFont val=\"Tahoma\"/><family \
             val=\"2\"/></rPr><t xml:space=\"preserve\">{gap}{}</t></r>",
            text(&run.text)
        );
    }
    out
}
