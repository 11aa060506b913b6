//! Reads the text of a draft: lines with their letters, controls, tracked changes.

use std::collections::BTreeMap;

use super::seen::{Seen, SeenKind, first_words, raised};
use super::xml::{Piece, Tag, XmlFault, walk};
use super::{Marginal, MarginalKind, ReturnedDraft, ReturnedLine};
use crate::drafts::content::OURS;
use crate::drafts::content::{Letter, flat};
use crate::drafts::style::Style;

/// Elements whose content says nothing.
const SILENT: [&str; 8] =
    ["sectPr", "instrText", "Fallback", "tblPr", "tblGrid", "tcPr", "footnotePr", "tblPrEx"];
/// Elements that hold what a face was before it was changed.
const FORMER: [&str; 6] =
    ["rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange"];

/// Reads the text.
///
/// # Errors
///
/// [`XmlFault`] when it cannot be read, or has more than this many lines.
pub(super) fn read(bytes: &[u8], most: usize) -> Result<ReturnedDraft, XmlFault> {
    let mut reader = BodyReader { most, ..BodyReader::default() };
    walk(bytes, |piece| reader.take(piece))?;
    let BodyReader { lines, controls, unnamed, mut marginals, mut seen, places, anchors, .. } =
        reader;
    let place = |paragraph: usize| places.get(&paragraph).cloned().unwrap_or_default();
    marginals.iter_mut().for_each(|one| one.at = place(one.paragraph));
    seen.iter_mut().for_each(|one| one.at = place(one.paragraph));
    let anchors = anchors.into_iter().map(|(id, paragraph)| (id, place(paragraph))).collect();
    Ok(ReturnedDraft {
        identity: None,
        lines,
        controls,
        unnamed,
        marginals,
        seen,
        anchors,
        macros: false,
    })
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    letters: Vec<Letter>,
    style: Option<Style>,
    /// Whether its end was taken out, so that the next one goes on in it.
    joined: bool,
    /// Whether Word sets a mark or a number before it.
    listed: bool,
    /// Whether its words cannot be taken as they stand.
    barred: bool,
}

/// An element that is open.
struct Element {
    name: String,
    /// Whether a tracked change ends with it.
    tracks: bool,
}

/// A tracked change that is open.
struct Tracked {
    kind: MarginalKind,
    author: String,
    date: String,
}

#[derive(Default)]
struct BodyReader {
    most: usize,
    lines: Vec<ReturnedLine>,
    controls: Vec<String>,
    unnamed: usize,
    marginals: Vec<Marginal>,
    seen: Vec<Seen>,
    /// First words of paragraphs, by their numbers.
    places: BTreeMap<usize, String>,
    /// Which paragraph points to a comment or a footnote, by its name.
    anchors: BTreeMap<String, usize>,
    /// The open elements.
    path: Vec<Element>,
    /// How many elements are open below one that says nothing.
    silent: usize,
    paragraphs: Vec<Open>,
    /// Letters of a paragraph whose end was taken out.
    carried: Vec<Letter>,
    /// Whether such a paragraph is barred.
    carried_barred: bool,
    /// The number of the first paragraph whose letters are carried.
    first_carried: usize,
    /// The open controls: the index of one of ours.
    held: Vec<Option<usize>>,
    tracked: Vec<Tracked>,
    bold: Option<bool>,
    italic: Option<bool>,
    /// What is seen of the open run and not taken.
    marks: Vec<SeenKind>,
    /// How many boxes with text are open, and their words.
    boxes: usize,
    box_words: String,
    /// How much was seen when a drawing began.
    drawings: Vec<usize>,
    /// Rows of tables so far, and the open ones.
    rows: usize,
    open_rows: Vec<usize>,
    tables: usize,
    /// Whether the row that is being read was taken out.
    row_gone: bool,
    /// Counts paragraphs, so that tracked pieces of one are told together.
    paragraph: usize,
    /// Paragraph of the last tracked change.
    last_tracked: usize,
}

impl BodyReader {
    fn take(&mut self, piece: Piece<'_>) -> Result<(), XmlFault> {
        match piece {
            Piece::Open(tag) => {
                let name = tag.name();
                if self.silent > 0 {
                    self.silent += 1;
                } else if FORMER.contains(&name.as_str()) {
                    self.note(MarginalKind::Format, "", &tag);
                    self.silent = 1;
                } else if SILENT.contains(&name.as_str()) {
                    self.silent = 1;
                } else {
                    let before = self.tracked.len();
                    self.open(&name, &tag);
                    let tracks = self.tracked.len() > before;
                    self.path.push(Element { name, tracks });
                }
            }
            Piece::Close(_) if self.silent > 0 => self.silent -= 1,
            Piece::Close(name) => {
                if self.path.pop().is_some_and(|element| element.tracks) {
                    self.tracked.pop();
                }
                self.close(&name)?;
            }
            Piece::Text(text) if self.silent == 0 => self.text(&text),
            Piece::Text(_) => {}
        }
        Ok(())
    }

    fn parent(&self) -> &str {
        self.path.last().map(|element| element.name.as_str()).unwrap_or_default()
    }

    /// Tells whether the open element is the face of this kind of thing.
    fn in_face_of(&self, what: &str) -> bool {
        let mut path = self.path.iter().rev().map(|element| element.name.as_str());
        path.next().is_some_and(|name| name == "rPr")
            && path.next().is_some_and(|name| name == what)
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "p" if self.boxes > 0 => self.box_words.push(' '),
            "p" => {
                self.paragraph += 1;
                if self.first_carried == 0 {
                    self.first_carried = self.paragraph;
                }
                self.paragraphs.push(Open::default());
            }
            "tbl" => self.tables += 1,
            "tr" => {
                self.row_gone = false;
                self.rows += 1;
                self.open_rows.push(self.rows);
            }
            "r" => (self.bold, self.italic, self.marks) = (None, None, Vec::new()),
            "pStyle" if self.parent() == "pPr" => {
                let style = tag.attribute("val").and_then(|id| Style::of(&id));
                if let Some(open) = self.paragraphs.last_mut() {
                    open.style = style;
                }
            }
            "numId" if self.parent() == "numPr" => {
                let is_list = tag.attribute("val").is_some_and(|number| number != "0");
                if let Some(open) = self.paragraphs.last_mut() {
                    open.listed = is_list;
                }
            }
            "ins" | "moveTo" | "del" | "moveFrom" => self.changed(name, tag),
            "sdt" => self.held.push(None),
            "tag" if self.parent() == "sdtPr" => {
                if let Some(named) = tag.attribute("val").filter(|named| named.starts_with(OURS)) {
                    self.controls.push(named);
                    let index = self.controls.len() - 1;
                    if let Some(held) = self.held.last_mut() {
                        *held = Some(index);
                    }
                }
            }
            "txbxContent" => self.boxes += 1,
            "drawing" | "pict" | "object" => self.drawings.push(self.seen.len()),
            "commentRangeStart" | "commentReference" | "footnoteReference" | "endnoteReference" => {
                let id = tag.attribute("id").unwrap_or_default();
                let paragraph = self.paragraph;
                self.anchors.entry(format!("{}{id}", &name[..3])).or_insert(paragraph);
            }
            _ if self.in_face_of("r") => self.face(name, tag),
            _ if self.parent() == "r" => self.sign(name, tag),
            _ => {}
        }
    }

    /// Takes a feature of the face of a run.
    fn face(&mut self, name: &str, tag: &Tag<'_>) {
        let mark = match name {
            "b" => {
                self.bold = Some(tag.is_on());
                return;
            }
            "i" => {
                self.italic = Some(tag.is_on());
                return;
            }
            "strike" | "dstrike" => SeenKind::Struck,
            "vanish" => SeenKind::Hidden,
            "highlight" => SeenKind::Highlighted,
            "u" => SeenKind::Underlined,
            "caps" | "smallCaps" => SeenKind::Capitals,
            "vertAlign" if tag.attribute("val").is_some_and(|side| side.starts_with('s')) => {
                SeenKind::Raised
            }
            _ => return,
        };
        if tag.is_on() && !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    /// Takes a sign that stands in a run as an element.
    fn sign(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "br" if matches!(tag.attribute("type").as_deref(), None | Some("textWrapping")) => {
                self.see(SeenKind::Break, "");
                self.letters(" ");
            }
            "cr" => {
                self.see(SeenKind::Break, "");
                self.letters(" ");
            }
            "tab" | "br" => self.letters(" "),
            "noBreakHyphen" => self.letters("-"),
            "sym" => {
                let font = tag.attribute("font").unwrap_or_default();
                self.see(SeenKind::Symbol, &font);
                self.letters("\u{fffd}");
            }
            _ => {}
        }
    }

    /// Takes a tracked change: one that goes on to the end of its element, or one of the end of a
    /// paragraph or of a row, which stands in its properties.
    fn changed(&mut self, name: &str, tag: &Tag<'_>) {
        let kind = match name {
            "ins" => MarginalKind::Inserted,
            "moveTo" => MarginalKind::MovedTo,
            "del" => MarginalKind::Deleted,
            _ => MarginalKind::MovedFrom,
        };
        if self.in_face_of("pPr") {
            if let Some(open) = self.paragraphs.last_mut() {
                open.joined |= kind.takes_out();
            }
            self.note(kind, "dấu hết đoạn", tag);
        } else if self.parent() == "trPr" {
            self.row_gone |= kind.takes_out();
            self.note(kind, "hàng của bảng", tag);
        } else if !self.parent().ends_with("Pr") {
            let (author, date) = whose(tag);
            self.tracked.push(Tracked { kind, author, date });
        }
    }

    fn close(&mut self, name: &str) -> Result<(), XmlFault> {
        match name {
            "p" if self.boxes == 0 => self.end_paragraph()?,
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" => {
                self.row_gone = false;
                self.open_rows.pop();
            }
            "sdt" => {
                if let Some(None) = self.held.pop() {
                    self.unnamed += 1;
                }
            }
            "txbxContent" => {
                self.boxes = self.boxes.saturating_sub(1);
                if self.boxes == 0 {
                    let words = std::mem::take(&mut self.box_words);
                    self.see(SeenKind::TextBox, words.trim());
                }
            }
            "drawing" | "pict" | "object" if self.drawings.pop() == Some(self.seen.len()) => {
                self.see(SeenKind::Picture, "");
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), XmlFault> {
        let Some(open) = self.paragraphs.pop() else { return Ok(()) };
        let Open { letters, style, joined, listed, barred } = open;
        self.carried.extend(letters);
        self.carried_barred |= barred;
        if joined || self.row_gone {
            if self.row_gone {
                self.carried.clear();
            }
            return Ok(());
        }
        let mut letters = flat(std::mem::take(&mut self.carried).into_iter());
        let barred = std::mem::take(&mut self.carried_barred);
        let first = std::mem::take(&mut self.first_carried);
        if letters.is_empty() {
            return Ok(());
        }
        if listed {
            self.see(SeenKind::List, "");
            if letters[0].sign != '-' {
                let dash = |sign| Letter { sign, bold: false, italic: false, held: None, at: None };
                letters.splice(0..0, ['-', ' '].map(dash));
            }
        }
        let words = first_words(&letters);
        self.places.extend((first..=self.paragraph).map(|number| (number, words.clone())));
        if self.lines.len() >= self.most {
            return Err(XmlFault::TooLarge);
        }
        let row = self.open_rows.first().copied();
        let in_table = self.tables > 0;
        self.lines.push(ReturnedLine { letters, style, in_table, row, barred });
        Ok(())
    }

    /// Notes something that is seen and not taken; what goes on in the same paragraph is one.
    fn see(&mut self, kind: SeenKind, words: &str) {
        let gone = self.tracked.iter().any(|open| open.kind.takes_out());
        if gone || self.row_gone {
            return;
        }
        if kind.bars()
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.barred = true;
        }
        let paragraph = self.paragraph;
        let goes_on = |last: &&mut Seen| {
            last.kind == kind && last.paragraph == paragraph && kind != SeenKind::TextBox
        };
        if let Some(last) = self.seen.last_mut().filter(goes_on) {
            last.words.push_str(words);
        } else {
            let (words, at) = (words.to_owned(), String::new());
            self.seen.push(Seen { kind, words, at, paragraph });
        }
    }

    fn text(&mut self, text: &str) {
        match self.parent() {
            "t" => self.letters(text),
            "delText" => self.tracked_text(text),
            _ => {}
        }
    }

    fn letters(&mut self, text: &str) {
        if self.boxes > 0 {
            self.box_words.push_str(text);
            return;
        }
        let gone = self.tracked.iter().any(|open| open.kind.takes_out());
        if !self.tracked.is_empty() {
            self.tracked_text(text);
        }
        if gone {
            return;
        }
        let mut text = text.to_owned();
        for mark in self.marks.clone() {
            match raised(&text).filter(|_| mark == SeenKind::Raised) {
                Some(signs) => text = signs,
                None => self.see(mark, &text),
            }
        }
        let held = self.held.iter().rev().find_map(|held| *held);
        let (run_bold, run_italic) = (self.bold, self.italic);
        let Some(open) = self.paragraphs.last_mut() else { return };
        let (bold, italic) = open.style.map(Style::face).unwrap_or_default();
        let (bold, italic) = (run_bold.unwrap_or(bold), run_italic.unwrap_or(italic));
        open.letters.extend(text.chars().map(|sign| Letter { sign, bold, italic, held, at: None }));
    }

    /// Notes a change that has no words of its own.
    fn note(&mut self, kind: MarginalKind, mark: &'static str, tag: &Tag<'_>) {
        let (author, date) = whose(tag);
        let same =
            |last: &&Marginal| (last.kind, &last.author, &last.date) == (kind, &author, &date);
        let told =
            self.last_tracked == self.paragraph && self.marginals.last().as_ref().is_some_and(same);
        if !told {
            let (text, at, paragraph) = (String::new(), String::new(), self.paragraph);
            self.marginals.push(Marginal { kind, author, date, text, mark, at, paragraph });
            self.last_tracked = self.paragraph;
        }
    }

    fn tracked_text(&mut self, text: &str) {
        let Some(Tracked { kind, author, date }) = self.tracked.last() else { return };
        let goes_on = self.last_tracked == self.paragraph;
        match self.marginals.last_mut() {
            // The words of a row that was taken out stand with it.
            Some(last) if self.row_gone && kind.takes_out() && !last.mark.is_empty() => {
                if !last.text.is_empty() && !goes_on {
                    last.text.push_str(" · ");
                }
                last.text.push_str(text);
            }
            Some(last)
                if goes_on && (last.kind, &last.author, &last.date) == (*kind, author, date) =>
            {
                last.text.push_str(text);
            }
            _ => {
                let (kind, author, date) = (*kind, author.clone(), date.clone());
                let (text, at, paragraph) = (text.to_owned(), String::new(), self.paragraph);
                let mark = "";
                self.marginals.push(Marginal { kind, author, date, text, mark, at, paragraph });
            }
        }
        self.last_tracked = self.paragraph;
    }
}

pub(super) fn whose(tag: &Tag<'_>) -> (String, String) {
    let field = |name: &str| tag.attribute(name).unwrap_or_default();
    (field("author"), field("date"))
}
