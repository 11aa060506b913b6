//! Turns changed words into edits of the wording file. What stands in a placeholder stays; where
//! words cannot be found in the file, it is said where they are changed instead.

use std::ops::Range;

use super::align::Edit;
use super::{Compared, Whither, elsewhere, markdown, words};
use crate::documents::{LetterOrigin, SourcePiece, pieces};
use crate::drafts::content::{FlatLine, Letter, Origin};
use crate::drafts::read::ReturnedLine;

/// An edit of a wording file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceEdit {
    /// First byte of what is replaced.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// What takes its place.
    pub text: String,
}

/// Makes edits of the wording file of one paper.
pub(super) struct PatchDesk<'a> {
    compared: &'a Compared<'a>,
    lines: &'a [FlatLine],
    pieces: Vec<(SourcePiece, Range<usize>)>,
}

/// Why words are not changed in the wording file (Vietnamese).
type Reason = String;

impl<'a> PatchDesk<'a> {
    pub(super) fn new(compared: &'a Compared<'a>, lines: &'a [FlatLine]) -> Self {
        Self { compared, lines, pieces: pieces(compared.wording) }
    }

    fn source(&self) -> &'a str {
        self.compared.wording
    }

    fn wording_file(&self) -> &str {
        &self.compared.paper.wording
    }

    /// Changes words within a line.
    pub(super) fn words(&self, line: usize, edit: &Edit, new: &[Letter]) -> Whither {
        self.whither(line, |block| {
            let letters = &self.lines[line].letters;
            let words = &new[edit.new.clone()];
            if edit.old.is_empty() {
                return self.put_in(block, letters, edit.old.start, words).map(|edit| vec![edit]);
            }
            let range = self.range(block, letters, &edit.old, words.is_empty())?;
            let own = letters[edit.old.start];
            let text = markdown::faced(words, (own.bold, own.italic));
            let (start, end) = if words.is_empty() {
                self.with_marks(range.start, range.end)
            } else {
                (range.start, range.end)
            };
            Ok(vec![SourceEdit { start, end, text }])
        })
    }

    /// Runs `make` with the origins of the letters of the block of a line; where the line is of no
    /// wording, says where it is changed.
    fn whither(
        &self,
        line: usize,
        make: impl FnOnce(&[LetterOrigin]) -> Result<Vec<SourceEdit>, Reason>,
    ) -> Whither {
        let FlatLine { letters, from, .. } = &self.lines[line];
        let from = *from;
        match self.block(from) {
            Some(block) if let Some(tag) = self.given_line(block, letters) => {
                Whither::Elsewhere(self.placeholder(&tag))
            }
            Some(block) => make(block).map_or_else(Whither::Elsewhere, Whither::Wording),
            None => Whither::Elsewhere(self.reworded(&self.elsewhere(from))),
        }
    }

    /// Tells whether something of a stretch of a line is given by the round, and not by the wording.
    pub(super) fn is_given(&self, line: usize, range: &Range<usize>) -> bool {
        let FlatLine { letters, from, .. } = &self.lines[line];
        let is_literal =
            |block, letter: &Letter| matches!(origin(block, letter), LetterOrigin::Literal(_));
        self.block(*from).is_none_or(|block| {
            letters[range.clone()].iter().any(|letter| !is_literal(block, letter))
        })
    }

    /// Writes a line anew. What placeholders print there goes with it, but no number in favour of
    /// another.
    pub(super) fn rewritten(&self, line: usize, new: &ReturnedLine) -> Whither {
        self.whither(line, |block| {
            let FlatLine { letters, from, .. } = &self.lines[line];
            if !matches!(from, Origin::Body(_)) {
                return Err(self.unknown());
            }
            let has_figure = !words::figures(&words::text(&new.letters)).is_empty();
            for letter in letters.iter().filter(|letter| letter.sign.is_ascii_digit()) {
                if let (LetterOrigin::Value(tag), true) = (origin(block, letter), has_figure) {
                    return Err(self.placeholder(tag));
                }
            }
            let range = self.rows_of(block, letters).ok_or_else(|| self.unknown())?;
            let range = self.whole(range)?;
            let text = markdown::paragraph(&new.letters, new.style);
            Ok(vec![SourceEdit { start: range.start, end: range.end, text }])
        })
    }

    /// Moves a line between two others, with its placeholders.
    pub(super) fn moved(
        &self,
        line: usize,
        before: Option<usize>,
        after: Option<usize>,
    ) -> Whither {
        let Whither::Wording(mut edits) = self.gone(line) else { return self.gone(line) };
        let FlatLine { letters, from, .. } = &self.lines[line];
        let range = self.block(*from).and_then(|block| self.rows_of(block, letters));
        let Some(text) = range.map(|range| self.source()[range].to_owned()) else {
            return Whither::Elsewhere(self.unknown());
        };
        match self.put_between(&text, before, after) {
            Some(edit) => edits.push(edit),
            None => return Whither::Elsewhere(self.unknown()),
        }
        Whither::Wording(edits)
    }

    /// Returns the rows of the file from which a line comes, without the end of the last.
    fn rows_of(&self, block: &[LetterOrigin], letters: &[Letter]) -> Option<Range<usize>> {
        let (start, end) = self.extent(block, letters)?;
        let source = self.source();
        let start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = source[end..].find('\n').map_or(source.len(), |at| end + at);
        Some(start..end)
    }

    /// Returns the placeholder that prints a whole line.
    fn given_line(&self, block: &[LetterOrigin], letters: &[Letter]) -> Option<Range<usize>> {
        letters.iter().find_map(|letter| match origin(block, letter) {
            LetterOrigin::Value(tag) => {
                elsewhere::is_whole_line(self.source().get(tag.clone())?).then(|| tag.clone())
            }
            _ => None,
        })
    }

    fn elsewhere(&self, from: Origin) -> String {
        let told = elsewhere::told(from, self.compared.paper.kind);
        if !told.is_empty() {
            told
        } else if self.compared.paper.layout == "trich-sao" {
            "bản trích sao lấy nguyên lời của quyết định; sửa trên bản thảo của quyết định rồi so \
             bản ấy"
                .to_owned()
        } else {
            format!("sửa ở templates/{}", self.wording_file())
        }
    }

    fn reworded(&self, told: &str) -> String {
        self.compared.counted.round.spelling.reword(told)
    }

    /// Returns the origins of the letters of a block.
    fn block(&self, from: Origin) -> Option<&'a [LetterOrigin]> {
        let origin = self.compared.paper.origin.as_ref()?;
        let block = match from {
            Origin::Name => &origin.name,
            Origin::Subject => &origin.subject,
            Origin::Body(index) => origin.blocks.get(index)?,
            _ => return None,
        };
        (!block.is_empty()).then_some(block.as_slice())
    }

    /// Returns the bytes of the file from which a letter comes.
    fn bytes(&self, block: &[LetterOrigin], letter: &Letter) -> Option<Range<usize>> {
        match origin(block, letter) {
            LetterOrigin::Literal(at) => {
                let length = self.source().get(*at..)?.chars().next()?.len_utf8();
                Some(*at..at + length)
            }
            LetterOrigin::Value(range) => Some(range.clone()),
            LetterOrigin::Unknown => None,
        }
    }

    /// Returns the bytes of the file that give a stretch of a line. A placeholder may only go as a
    /// whole, and only with `goes`.
    fn range(
        &self,
        block: &[LetterOrigin],
        letters: &[Letter],
        old: &Range<usize>,
        goes: bool,
    ) -> Result<Range<usize>, Reason> {
        let (mut start, mut end) = (usize::MAX, 0);
        for letter in &letters[old.clone()] {
            if let (LetterOrigin::Value(tag), false) = (origin(block, letter), goes) {
                return Err(self.placeholder(tag));
            }
            let bytes = self.bytes(block, letter).ok_or_else(|| self.unknown())?;
            (start, end) = (start.min(bytes.start), end.max(bytes.end));
        }
        let outside = letters[..old.start].iter().chain(&letters[old.end..]);
        for letter in outside {
            let other = origin(block, letter);
            if let LetterOrigin::Value(tag) = other
                && tag.start < end
                && start < tag.end
            {
                return Err(self.placeholder(tag));
            }
        }
        self.whole(start..end)
    }

    /// Makes sure that a stretch of the file holds tags only in pairs.
    fn whole(&self, range: Range<usize>) -> Result<Range<usize>, Reason> {
        let mut open: Vec<bool> = Vec::new();
        for (kind, piece) in &self.pieces {
            if piece.end <= range.start || range.end <= piece.start || *kind == SourcePiece::Words {
                continue;
            }
            let inside = range.start <= piece.start && piece.end <= range.end;
            let word = self.statement(piece);
            let fits = match word.as_str() {
                _ if !inside => false,
                _ if *kind != SourcePiece::Statement => true,
                "if" | "for" => {
                    open.push(true);
                    true
                }
                "endif" | "endfor" => open.pop().is_some(),
                "elif" | "else" => !open.is_empty(),
                _ => false,
            };
            if !fits {
                return Err(self.branched(range.start));
            }
        }
        if open.is_empty() { Ok(range) } else { Err(self.branched(range.start)) }
    }

    fn statement(&self, piece: &Range<usize>) -> String {
        let tag = &self.source()[piece.clone()];
        let inner = tag.trim_start_matches(['{', '%', '-']).trim_start();
        inner.chars().take_while(|sign| sign.is_alphanumeric()).collect()
    }

    fn line_of(&self, at: usize) -> usize {
        self.source()[..at.min(self.source().len())].matches('\n').count() + 1
    }

    fn placeholder(&self, tag: &Range<usize>) -> Reason {
        let text = self.source().get(tag.clone()).unwrap_or_default();
        self.reworded(&elsewhere::of_placeholder(
            text,
            self.wording_file(),
            self.line_of(tag.start),
        ))
    }

    fn branched(&self, at: usize) -> Reason {
        format!(
            "chỗ này có nhánh {{% … %}} chen giữa; sửa bằng tay ở dòng {} của templates/{}",
            self.line_of(at),
            self.wording_file()
        )
    }

    fn unknown(&self) -> Reason {
        format!("không tìm được chỗ ấy trong templates/{}; sửa bằng tay ở đó", self.wording_file())
    }

    /// Takes emphasis marks along that would stand around nothing.
    fn with_marks(&self, start: usize, end: usize) -> (usize, usize) {
        for mark in ["***", "**", "*"] {
            let (before, after) = (&self.source()[..start], &self.source()[end..]);
            if before.ends_with(mark) && after.starts_with(mark) {
                return (start - mark.len(), end + mark.len());
            }
        }
        (start, end)
    }

    /// Puts words in before a letter: behind the one before it, or where that has another face,
    /// before this one.
    fn put_in(
        &self,
        block: &[LetterOrigin],
        letters: &[Letter],
        at: usize,
        words: &[Letter],
    ) -> Result<SourceEdit, Reason> {
        let first = words.iter().find(|letter| letter.sign != ' ').or_else(|| words.first());
        let wanted = first.map_or((false, false), |letter| (letter.bold, letter.italic));
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let before = before.and_then(|one| Some((self.bytes(block, one)?.end, one)));
        let after = letters.get(at);
        let after = after.and_then(|one| Some((self.bytes(block, one)?.start, one)));
        let face = |one: &Letter| (one.bold, one.italic);
        let fits = |side: &&(usize, &Letter)| face(side.1) == wanted;
        let chosen = before.as_ref().filter(fits).or_else(|| after.as_ref().filter(fits));
        let (place, own) = match (chosen, &before, &after) {
            (Some((place, one)), ..) | (None, None, Some((place, one))) => (*place, face(one)),
            (None, Some((place, one)), _) => {
                // Behind the mark that ends a face, the words stand in none.
                let marks = self.source()[*place..].len()
                    - self.source()[*place..].trim_start_matches('*').len();
                if marks > 0 { (place + marks, (false, false)) } else { (*place, face(one)) }
            }
            (None, None, None) => return Err(self.unknown()),
        };
        Ok(SourceEdit { start: place, end: place, text: markdown::faced(words, own) })
    }

    /// Changes the face of a stretch of a line.
    pub(super) fn face(
        &self,
        line: usize,
        range: Range<usize>,
        bold: bool,
        italic: bool,
    ) -> Whither {
        self.whither(line, |block| {
            let letters = &self.lines[line].letters;
            let bytes = self.range(block, letters, &range, true)?;
            let was = letters[range.start];
            let mut edits = Vec::new();
            if was.bold != bold {
                edits.extend(self.emphasis(&bytes, "**", bold));
            }
            if was.italic != italic {
                edits.extend(self.emphasis(&bytes, "*", italic));
            }
            Ok(edits)
        })
    }

    /// Puts marks around a stretch of the file, or takes it out of those around it.
    fn emphasis(&self, bytes: &Range<usize>, mark: &str, on: bool) -> Vec<SourceEdit> {
        let source = self.source();
        let put = |at: usize| SourceEdit { start: at, end: at, text: mark.to_owned() };
        if on {
            return vec![put(bytes.start), put(bytes.end)];
        }
        let (before, after) = (&source[..bytes.start], &source[bytes.end..]);
        let first = if before.ends_with(mark) {
            let start = bytes.start - mark.len();
            SourceEdit { start, end: bytes.start, text: String::new() }
        } else {
            put(before.trim_end().len())
        };
        let last = if after.starts_with(mark) {
            let end = bytes.end + mark.len();
            SourceEdit { start: bytes.end, end, text: String::new() }
        } else {
            put(source.len() - after.trim_start().len())
        };
        vec![first, last]
    }

    /// Takes a whole line out.
    pub(super) fn gone(&self, line: usize) -> Whither {
        let from = self.lines[line].from;
        if matches!(from, Origin::Name | Origin::Subject) {
            return Whither::Elsewhere(format!(
                "văn bản phải có tên loại và trích yếu; sửa ở templates/{}",
                self.wording_file()
            ));
        }
        self.whither(line, |block| {
            let letters = &self.lines[line].letters;
            let (start, end) = self.extent(block, letters).ok_or_else(|| self.unknown())?;
            let source = self.source();
            let start = source[..start].rfind('\n').map_or(0, |at| at + 1);
            let end = source[end..].find('\n').map_or(source.len(), |at| end + at + 1);
            let blank = source[end..].len() - source[end..].trim_start_matches(['\n', '\r']).len();
            let range = self.whole(start..end + blank.min(2))?;
            Ok(vec![SourceEdit { start: range.start, end: range.end, text: String::new() }])
        })
    }

    /// Returns the first and the last byte of the file from which a line comes.
    fn extent(&self, block: &[LetterOrigin], letters: &[Letter]) -> Option<(usize, usize)> {
        let bytes = letters.iter().filter_map(|letter| self.bytes(block, letter));
        bytes.fold(None, |found, bytes| match found {
            None => Some((bytes.start, bytes.end)),
            Some((start, end)) => Some((bytes.start.min(start), bytes.end.max(end))),
        })
    }

    /// Puts a line in between two others.
    pub(super) fn added(
        &self,
        line: &ReturnedLine,
        before: Option<usize>,
        after: Option<usize>,
    ) -> Whither {
        let near = before.or(after).map_or(Origin::Form, |at| self.lines[at].from);
        let text = markdown::paragraph(&line.letters, line.style);
        match self.put_between(&text, before, after).filter(|_| !line.in_table) {
            Some(edit) => Whither::Wording(vec![edit]),
            None => Whither::Elsewhere(self.reworded(&self.elsewhere(near))),
        }
    }

    /// Puts a paragraph in between those of two lines; `None` where neither is of the wording.
    fn put_between(
        &self,
        text: &str,
        before: Option<usize>,
        after: Option<usize>,
    ) -> Option<SourceEdit> {
        let side = |line: Option<usize>| {
            let line = &self.lines[line?];
            self.extent(self.block(line.from)?, &line.letters)
        };
        let (above, below) = (side(before), side(after));
        let source = self.source();
        let end_of = |at: usize| source[at..].find('\n').map_or(source.len(), |found| at + found);
        let start_of = |at: usize| source[..at].rfind('\n').map_or(0, |found| found + 1);
        let behind = above.map(|(_, end)| end_of(end));
        let ahead = below.map(|(start, _)| start_of(start));
        let mut places: Vec<(usize, String)> = Vec::new();
        places.extend(behind.map(|at| (at, format!("\n\n{text}"))));
        if let (Some(from), Some(to)) = (behind, ahead)
            && from < to
        {
            let mut at = from + 1;
            for row in source[from + 1..to].split_inclusive('\n') {
                if row.trim().is_empty() {
                    places.push((at, format!("\n{text}\n")));
                }
                at += row.len();
            }
        }
        places.extend(ahead.map(|at| (at, format!("{text}\n\n"))));
        let best = places.into_iter().min_by_key(|(at, _)| self.depth(*at));
        best.map(|(at, text)| SourceEdit { start: at, end: at, text })
    }

    /// Tells in how many loops and branches a byte of the file stands.
    fn depth(&self, at: usize) -> (usize, usize) {
        let (mut loops, mut branches) = (0_usize, 0_usize);
        let statements = self.pieces.iter().filter(|(kind, _)| *kind == SourcePiece::Statement);
        for (_, piece) in statements.take_while(|(_, piece)| piece.start < at) {
            match self.statement(piece).as_str() {
                "for" => loops += 1,
                "endfor" => loops = loops.saturating_sub(1),
                "if" => branches += 1,
                "endif" => branches = branches.saturating_sub(1),
                _ => {}
            }
        }
        (loops, branches)
    }
}

fn origin<'b>(block: &'b [LetterOrigin], letter: &Letter) -> &'b LetterOrigin {
    letter.at.and_then(|at| block.get(at)).unwrap_or(&LetterOrigin::Unknown)
}

/// Returns a text with edits made; `None` when two of them touch the same bytes. Edits at one place
/// are made in their order.
#[must_use]
pub fn patched(source: &str, edits: &[SourceEdit]) -> Option<String> {
    let mut sorted: Vec<&SourceEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.start, edit.end));
    let (mut out, mut at) = (String::with_capacity(source.len()), 0);
    for edit in sorted {
        if edit.start < at {
            return None;
        }
        out.push_str(source.get(at..edit.start)?);
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(source.get(at..)?);
    Some(out)
}
