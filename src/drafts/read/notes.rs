//! Reads what stands beside the text of a draft: comments, footnotes, tops and feet of pages.

use super::body::whose;
use super::xml::{Piece, XmlFault, walk};
use super::{Marginal, MarginalKind};

/// A comment or a footnote, with the name by which the text points to it.
pub(super) struct Note {
    pub(super) id: String,
    pub(super) author: String,
    pub(super) date: String,
    pub(super) text: String,
}

/// Reads the notes of a part: its elements of this name.
///
/// # Errors
///
/// [`XmlFault`] when the part cannot be read.
pub(super) fn notes(bytes: &[u8], element: &str) -> Result<Vec<Note>, XmlFault> {
    let mut found: Vec<Note> = Vec::new();
    let (mut inside, mut in_text) = (false, false);
    walk(bytes, |piece| {
        match piece {
            Piece::Open(tag) => match tag.name().as_str() {
                // Word keeps the line above the footnotes as one of them.
                name if name == element && tag.attribute("type").is_none() => {
                    let (author, date) = whose(&tag);
                    let id = tag.attribute("id").unwrap_or_default();
                    found.push(Note { id, author, date, text: String::new() });
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
            Piece::Close(name) if name == element => inside = false,
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

impl Note {
    /// Makes a comment of it, at this place.
    pub(super) fn comment(self, at: String) -> Marginal {
        let Self { author, date, text, .. } = self;
        Marginal { kind: MarginalKind::Comment, author, date, text, mark: "", at, paragraph: 0 }
    }
}

/// Returns the words at the top or the foot of pages.
///
/// # Errors
///
/// [`XmlFault`] when the part cannot be read.
pub(super) fn margin(bytes: &[u8]) -> Result<String, XmlFault> {
    let (mut text, mut in_text) = (String::new(), false);
    walk(bytes, |piece| {
        match piece {
            Piece::Open(tag) if tag.name() == "t" => in_text = true,
            Piece::Open(tag) if tag.name() == "p" => text.push(' '),
            Piece::Close(name) if name == "t" => in_text = false,
            Piece::Text(more) if in_text => text.push_str(&more),
            _ => {}
        }
        Ok(())
    })?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
