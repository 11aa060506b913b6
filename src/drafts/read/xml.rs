//! Reads XML without entities of its own, not too deep.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::drafts::identity::Identity;

/// Most elements inside each other.
const DEPTH: usize = 256;

/// Why a part cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum XmlFault {
    /// It is not well formed.
    #[error("not well formed: {0}")]
    Damaged(String),
    /// It has a document type, which may hold entities.
    #[error("a document type")]
    DocType,
    /// It exceeds a limit.
    #[error("too deep or too long")]
    TooLarge,
}

impl XmlFault {
    /// Says it in Vietnamese.
    pub(super) fn told(&self) -> &'static str {
        match self {
            Self::Damaged(_) => "Nội dung của tệp Word đã hỏng.",
            Self::DocType => "Tệp khai báo thực thể XML nên không được đọc.",
            Self::TooLarge => "Tệp lớn hoặc lồng nhau bất thường nên không được đọc.",
        }
    }
}

impl From<quick_xml::Error> for XmlFault {
    fn from(error: quick_xml::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// What stands in a part.
pub(super) enum Piece<'x> {
    /// An element begins.
    Open(Tag<'x>),
    /// The last element that began ends.
    Close(String),
    /// Text.
    Text(String),
}

/// A tag that begins an element.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> String {
        self.0.local_name().into_inner().to_owned()
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut found = self.0.attributes().flatten();
        let found = found.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// Whether a switch is on: a switch without value is.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks through a part.
///
/// # Errors
///
/// [`XmlFault`] when it is not well formed, declares a document type or is too deep; and whatever
/// `take` returns.
pub(super) fn walk(
    bytes: &[u8],
    mut take: impl FnMut(Piece<'_>) -> Result<(), XmlFault>,
) -> Result<(), XmlFault> {
    let text = std::str::from_utf8(bytes).map_err(|error| XmlFault::Damaged(error.to_string()))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(XmlFault::TooLarge);
                }
                take(Piece::Open(Tag(tag)))?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                take(Piece::Close(tag.local_name().into_inner().to_owned()))?;
            }
            Event::Text(text) => take(Piece::Text(text.xml10_content().into_owned()))?,
            Event::CData(text) => take(Piece::Text(text.xml10_content().into_owned()))?,
            Event::GeneralRef(entity) => take(Piece::Text(character(&entity)?.to_string()))?,
            Event::DocType(_) => return Err(XmlFault::DocType),
            Event::Eof if depth > 0 => {
                return Err(XmlFault::Damaged("the part ends inside an element".into()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn character(entity: &BytesRef<'_>) -> Result<char, XmlFault> {
    if let Some(character) = entity.resolve_char_ref()? {
        return Ok(character);
    }
    match &**entity {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(XmlFault::Damaged(format!("the entity {other:?}"))),
    }
}

/// Reads the identity in a part of this namespace; `None` when it is another part.
pub(super) fn identity(bytes: &[u8], namespace: &str) -> Option<Identity> {
    let mut found = None;
    let walked = walk(bytes, |piece| {
        if let Piece::Open(tag) = piece
            && tag.name() == "banThao"
            && tag.attribute("xmlns").as_deref() == Some(namespace)
        {
            let field = |name: &str| tag.attribute(name).unwrap_or_default();
            found = Some(Identity {
                paper: field("vanBan"),
                facts: field("soLieu"),
                words: field("loiVan"),
                lines: field("cacDong").split_whitespace().map(str::to_owned).collect(),
            });
        }
        Ok(())
    });
    walked.ok().and(found)
}

/// Reads a property of the file by its name.
pub(super) fn property(bytes: &[u8], name: &str) -> Option<String> {
    let (mut inside, mut text, mut found) = (false, String::new(), None);
    let walked = walk(bytes, |piece| {
        match piece {
            Piece::Open(tag) if tag.name() == "property" => {
                inside = tag.attribute("name").as_deref() == Some(name);
                text.clear();
            }
            Piece::Close(tag) if tag == "property" && inside => {
                found = Some(text.trim().to_owned());
                inside = false;
            }
            Piece::Text(more) if inside => text.push_str(&more),
            _ => {}
        }
        Ok(())
    });
    walked.ok().and(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_endless_nesting_are_refused() {
        let walk = |text: &str| walk(text.as_bytes(), |_| Ok(())).map_err(|fault| fault.told());
        assert!(walk("<a><b>x &amp; y</b></a>").is_ok());
        assert_eq!(
            walk("<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>"),
            Err(XmlFault::DocType.told())
        );
        assert!(walk("<a>&b;</a>").is_err());
        assert!(walk("<a><b></a>").is_err());
        assert!(walk("<a>").is_err());
        assert_eq!(walk(&"<a>".repeat(1000)), Err(XmlFault::TooLarge.told()));
    }
}
