//! Reads the text of a draft: lines with their letters, controls, tracked changes.

use super::xml::{Piece, Tag, XmlFault, walk};
use super::{Marginal, MarginalKind, ReturnedDraft, ReturnedLine};
use crate::drafts::content::OURS;
use crate::drafts::content::{Letter, flat};
use crate::drafts::style::Style;

/// Elements whose content says nothing.
const SILENT: [&str; 10] = [
    "sectPr",
    "instrText",
    "Fallback",
    "tblPr",
    "tblGrid",
    "tcPr",
    "pict",
    "footnotePr",
    "numPr",
    "tblPrEx",
];
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
    let BodyReader { lines, controls, unnamed, marginals, .. } = reader;
    Ok(ReturnedDraft { identity: None, lines, controls, unnamed, marginals, macros: false })
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    letters: Vec<Letter>,
    style: Option<Style>,
    /// Whether its end was taken out, so that the next one goes on in it.
    joined: bool,
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
    /// Names of the open elements.
    path: Vec<String>,
    /// How many elements are open below one that says nothing.
    silent: usize,
    paragraphs: Vec<Open>,
    /// Letters of a paragraph whose end was taken out.
    carried: Vec<Letter>,
    /// The open controls: the index of one of ours.
    held: Vec<Option<usize>>,
    tracked: Vec<Tracked>,
    bold: Option<bool>,
    italic: Option<bool>,
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
                    self.note(MarginalKind::Format, &tag);
                    self.silent = 1;
                } else if SILENT.contains(&name.as_str()) {
                    self.silent = 1;
                } else {
                    self.open(&name, &tag);
                    self.path.push(name);
                }
            }
            Piece::Close(_) if self.silent > 0 => self.silent -= 1,
            Piece::Close(name) => {
                self.path.pop();
                self.close(&name)?;
            }
            Piece::Text(text) if self.silent == 0 => self.text(&text),
            Piece::Text(_) => {}
        }
        Ok(())
    }

    fn parent(&self) -> &str {
        self.path.last().map(String::as_str).unwrap_or_default()
    }

    /// Tells whether the open element is the face of this kind of thing.
    fn in_face_of(&self, what: &str) -> bool {
        let mut path = self.path.iter().rev();
        path.next().is_some_and(|name| name == "rPr")
            && path.next().is_some_and(|name| name == what)
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "p" => {
                self.paragraph += 1;
                self.paragraphs.push(Open::default());
            }
            "tbl" => self.tables += 1,
            "tr" => self.row_gone = false,
            "r" => (self.bold, self.italic) = (None, None),
            "b" if self.in_face_of("r") => self.bold = Some(tag.is_on()),
            "i" if self.in_face_of("r") => self.italic = Some(tag.is_on()),
            "pStyle" if self.parent() == "pPr" => {
                let style = tag.attribute("val").and_then(|id| Style::of(&id));
                if let Some(open) = self.paragraphs.last_mut() {
                    open.style = style;
                }
            }
            "del" if self.in_face_of("pPr") => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.joined = true;
                }
                self.note(MarginalKind::Deleted, tag);
            }
            "ins" if self.in_face_of("pPr") => self.note(MarginalKind::Inserted, tag),
            "del" if self.parent() == "trPr" => {
                self.row_gone = true;
                self.note(MarginalKind::Deleted, tag);
            }
            "ins" if self.parent() == "trPr" => self.note(MarginalKind::Inserted, tag),
            "ins" | "moveTo" => self.track(MarginalKind::Inserted, tag),
            "del" | "moveFrom" => self.track(MarginalKind::Deleted, tag),
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
            "tab" | "br" | "cr" if self.parent() == "r" => self.letters(" "),
            "noBreakHyphen" if self.parent() == "r" => self.letters("-"),
            "sym" if self.parent() == "r" => self.letters("\u{fffd}"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), XmlFault> {
        match name {
            "p" => self.end_paragraph()?,
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" => self.row_gone = false,
            "sdt" => {
                if let Some(None) = self.held.pop() {
                    self.unnamed += 1;
                }
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                let is_mark = ["rPr", "trPr"].contains(&self.parent());
                if !is_mark {
                    self.tracked.pop();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), XmlFault> {
        let Some(open) = self.paragraphs.pop() else { return Ok(()) };
        let Open { letters, style, joined } = open;
        self.carried.extend(letters);
        if joined || self.row_gone {
            if self.row_gone {
                self.carried.clear();
            }
            return Ok(());
        }
        let letters = flat(std::mem::take(&mut self.carried).into_iter());
        if letters.is_empty() {
            return Ok(());
        }
        if self.lines.len() >= self.most {
            return Err(XmlFault::TooLarge);
        }
        self.lines.push(ReturnedLine { letters, style, in_table: self.tables > 0 });
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.parent() {
            "t" => self.letters(text),
            "delText" => self.tracked_text(text),
            _ => {}
        }
    }

    fn letters(&mut self, text: &str) {
        let gone = self.tracked.iter().any(|open| open.kind == MarginalKind::Deleted);
        if !self.tracked.is_empty() {
            self.tracked_text(text);
        }
        if gone {
            return;
        }
        let held = self.held.iter().rev().find_map(|held| *held);
        let (run_bold, run_italic) = (self.bold, self.italic);
        let Some(open) = self.paragraphs.last_mut() else { return };
        let (bold, italic) = open.style.map(Style::face).unwrap_or_default();
        let (bold, italic) = (run_bold.unwrap_or(bold), run_italic.unwrap_or(italic));
        open.letters.extend(text.chars().map(|sign| Letter { sign, bold, italic, held, at: None }));
    }

    fn track(&mut self, kind: MarginalKind, tag: &Tag<'_>) {
        let (author, date) = whose(tag);
        self.tracked.push(Tracked { kind, author, date });
    }

    /// Notes a change that has no words of its own.
    fn note(&mut self, kind: MarginalKind, tag: &Tag<'_>) {
        let (author, date) = whose(tag);
        let same =
            |last: &&Marginal| (last.kind, &last.author, &last.date) == (kind, &author, &date);
        let told =
            self.last_tracked == self.paragraph && self.marginals.last().as_ref().is_some_and(same);
        if !told {
            self.marginals.push(Marginal { kind, author, date, text: String::new() });
            self.last_tracked = self.paragraph;
        }
    }

    fn tracked_text(&mut self, text: &str) {
        let Some(Tracked { kind, author, date }) = self.tracked.last() else { return };
        let goes_on = self.last_tracked == self.paragraph;
        match self.marginals.last_mut() {
            Some(last)
                if goes_on && (last.kind, &last.author, &last.date) == (*kind, author, date) =>
            {
                last.text.push_str(text);
            }
            _ => {
                let (kind, author, date) = (*kind, author.clone(), date.clone());
                self.marginals.push(Marginal { kind, author, date, text: text.to_owned() });
            }
        }
        self.last_tracked = self.paragraph;
    }
}

fn whose(tag: &Tag<'_>) -> (String, String) {
    let field = |name: &str| tag.attribute(name).unwrap_or_default();
    (field("author"), field("date"))
}

/// Reads the comments.
///
/// # Errors
///
/// [`XmlFault`] when they cannot be read.
pub(super) fn comments(bytes: &[u8]) -> Result<Vec<Marginal>, XmlFault> {
    let mut found: Vec<Marginal> = Vec::new();
    let (mut inside, mut in_text) = (false, false);
    walk(bytes, |piece| {
        match piece {
            Piece::Open(tag) => match tag.name().as_str() {
                "comment" => {
                    let (author, date) = whose(&tag);
                    let (kind, text) = (MarginalKind::Comment, String::new());
                    found.push(Marginal { kind, author, date, text });
                    inside = true;
                }
                "p" if inside => {
                    if let Some(last) = found.last_mut().filter(|last| !last.text.is_empty()) {
                        last.text.push(' ');
                    }
                }
                "t" => in_text = true,
                _ => {}
            },
            Piece::Close(name) if name == "comment" => inside = false,
            Piece::Close(name) if name == "t" => in_text = false,
            Piece::Text(text) if inside && in_text => {
                if let Some(last) = found.last_mut() {
                    last.text.push_str(&text);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> ReturnedDraft {
        read(
            format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#).as_bytes(),
            100,
        )
        .unwrap()
    }

    fn texts(draft: &ReturnedDraft) -> Vec<String> {
        draft.lines.iter().map(ReturnedLine::text).collect()
    }

    #[test]
    fn tracked_changes_are_accepted_and_listed() {
        let draft = of(
            r#"<w:p><w:r><w:t xml:space="preserve">Có </w:t></w:r><w:del w:author="Hải" w:date="2026-11-30T08:00:00Z"><w:r><w:delText>một </w:delText></w:r></w:del><w:ins w:author="Hải" w:date="2026-11-30T08:00:00Z"><w:r><w:t xml:space="preserve">hai </w:t></w:r></w:ins><w:r><w:t>ba</w:t></w:r></w:p>"#,
        );
        assert_eq!(texts(&draft), ["Có hai ba"]);
        let told: Vec<_> =
            draft.marginals.iter().map(|one| (one.kind, one.text.as_str())).collect();
        assert_eq!(told, [(MarginalKind::Deleted, "một "), (MarginalKind::Inserted, "hai ")]);
        assert_eq!(draft.marginals[0].author, "Hải");
    }

    #[test]
    fn a_paragraph_whose_end_was_taken_out_goes_on_in_the_next() {
        let draft = of(
            r#"<w:p><w:pPr><w:rPr><w:del w:author="a"/></w:rPr></w:pPr><w:r><w:t>Một </w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del w:author="a"/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>ba</w:t></w:r></w:p>"#,
        );
        assert_eq!(texts(&draft), ["Một hai", "ba"]);
    }

    #[test]
    fn controls_faces_and_fields_are_read() {
        let draft = of(
            r#"<w:p><w:pPr><w:pStyle w:val="VBTrichYeu"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:sdt><w:sdtPr><w:tag w:val="ocop.f.1"/></w:sdtPr><w:sdtContent><w:r><w:t>24</w:t></w:r></w:sdtContent></w:sdt><w:r><w:rPr><w:b w:val="0"/><w:rPrChange w:author="b"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:tab/><w:t>x</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
        );
        assert_eq!(texts(&draft), ["24 x"]);
        assert_eq!(draft.controls, ["ocop.f.1"]);
        let letters = &draft.lines[0].letters;
        assert_eq!((letters[0].held, letters[0].bold), (Some(0), true));
        assert_eq!((letters[3].held, letters[3].bold), (None, false));
        assert_eq!(draft.marginals[0].kind, MarginalKind::Format);
        assert_eq!(draft.unnamed, 0);
    }
}
