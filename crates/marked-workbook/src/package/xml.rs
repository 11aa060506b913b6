//! Reads XML with the place of every tag, and changes single tags so that every other byte stays as
//! it was.

use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};

use crate::unmarkable::Unmarkable;

/// The namespace of workbooks, worksheets, formats and notes (ECMA-376 Part 4, transitional).
pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// `<c>`
    Open,
    /// `<c/>`
    Empty,
    /// `</c>`
    Close,
}

/// A tag of an XML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'x> {
    pub(crate) kind: TagKind,
    /// Name without its prefix.
    pub(crate) name: &'x str,
    /// Whether it is of the namespace that the walk looks for.
    pub(crate) ours: bool,
    /// How many elements its element stands in; none for the root.
    pub(crate) depth: usize,
    /// The whole tag, as written.
    text: &'x str,
    /// Where it starts.
    pub(crate) start: usize,
}

/// An attribute as written.
#[derive(Debug, PartialEq, Eq)]
struct Attribute<'x> {
    name: &'x str,
    value: &'x str,
    /// From the end of what stands before it to its last quote.
    whole: Range<usize>,
    /// Between its quotes.
    inner: Range<usize>,
}

impl<'x> Tag<'x> {
    /// Where it ends.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The same tag of a longer text, in which it starts there.
    pub(crate) fn starting_at(self, start: usize) -> Self {
        Self { start, ..self }
    }

    /// Its prefix with the colon, or nothing.
    pub(crate) fn prefix(&self) -> &'x str {
        let name = self.text.trim_start_matches(['<', '/']);
        let name = name
            .split(|sign: char| sign.is_ascii_whitespace() || sign == '>' || sign == '/')
            .next();
        name.and_then(|name| name.find(':').map(|colon| &name[..=colon])).unwrap_or_default()
    }

    /// Its attributes. The reader has made sure that each has a name, an equals sign and a quoted
    /// value.
    fn attributes(&self) -> Vec<Attribute<'x>> {
        let mut found = Vec::new();
        let mut at =
            self.text.find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(self.text.len());
        while let Some(equals) = self.text[at..].find('=').map(|equals| at + equals) {
            let Some(quote) = self.text[equals..].find(['"', '\'']).map(|quote| equals + quote)
            else {
                break;
            };
            let sign = if self.text[quote..].starts_with('"') { '"' } else { '\'' };
            let Some(last) = self.text[quote + 1..].find(sign).map(|last| quote + 1 + last) else {
                break;
            };
            found.push(Attribute {
                name: self.text[at..equals].trim(),
                value: &self.text[quote + 1..last],
                whole: self.start + at..self.start + last + 1,
                inner: self.start + quote + 1..self.start + last,
            });
            at = last + 1;
        }
        found
    }

    /// The value of an attribute without a prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let attribute = self.attributes().into_iter().find(|attribute| attribute.name == name)?;
        unescape(attribute.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// The attribute as a number that is not negative.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether a switch is on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        matches!(self.attribute(name).as_deref(), Some("1" | "true"))
    }

    /// The relationship it names: in these formats the only attribute called `id` that has a
    /// prefix.
    pub(crate) fn related(&self) -> Option<String> {
        let is_id = |name: &str| {
            name.split_once(':').is_some_and(|(prefix, name)| name == "id" && prefix != "xml")
        };
        let attribute = self.attributes().into_iter().find(|attribute| is_id(attribute.name))?;
        unescape(attribute.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// Gives an attribute this value.
    pub(crate) fn set(&self, name: &str, value: &str, edits: &mut Edits) {
        let value = escape(value);
        if let Some(attribute) =
            self.attributes().into_iter().find(|attribute| attribute.name == name)
        {
            edits.replace(attribute.inner, value);
        } else {
            let close = if self.kind == TagKind::Empty { 2 } else { 1 };
            edits.insert(self.end() - close, format!(" {name}=\"{value}\""));
        }
    }

    /// Takes an attribute away.
    pub(crate) fn unset(&self, name: &str, edits: &mut Edits) {
        for attribute in self.attributes().into_iter().filter(|attribute| attribute.name == name) {
            edits.replace(attribute.whole, "");
        }
    }

    /// Puts this between the tags of its element, which is empty.
    pub(crate) fn fill(&self, content: &str, edits: &mut Edits) {
        edits.replace(
            self.end() - 2..self.end(),
            format!(">{content}</{}{}>", self.prefix(), self.name),
        );
    }
}

/// A way through the tags of an XML text.
pub(crate) struct TagWalk<'x> {
    source: &'x str,
    reader: NsReader<&'x [u8]>,
    space: &'static str,
    depth: usize,
}

impl<'x> TagWalk<'x> {
    /// Starts before the first tag; tags of the namespace `space` are ours.
    pub(crate) fn new(source: &'x str, space: &'static str) -> Self {
        Self { source, reader: NsReader::from_str(source), space, depth: 0 }
    }

    /// The same for markup that may forget to close a tag, as Excel's own VML does.
    pub(crate) fn lenient(source: &'x str, space: &'static str) -> Self {
        let mut walk = Self::new(source, space);
        let config = walk.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        walk
    }

    /// The next tag; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Tag<'x>>, Unmarkable> {
        loop {
            let start = self.position()?;
            let (space, event) = self.reader.read_resolved_event()?;
            let ours = space == ResolveResult::Bound(Namespace(self.space));
            let kind = match event {
                Event::Start(_) => TagKind::Open,
                Event::Empty(_) => TagKind::Empty,
                Event::End(_) => TagKind::Close,
                Event::Eof => return Ok(None),
                Event::DocType(_) => {
                    return Err(Unmarkable::Odd("an XML part declares a document type"));
                }
                Event::Decl(declaration) => {
                    utf8(declaration.encoding().transpose().ok().flatten().as_deref())?;
                    continue;
                }
                _ => continue,
            };
            let end = self.position()?;
            return self.tag(kind, ours, start, end).map(Some);
        }
    }

    fn position(&self) -> Result<usize, Unmarkable> {
        usize::try_from(self.reader.buffer_position())
            .map_err(|_| Unmarkable::Odd("an XML part is too long"))
    }

    fn tag(
        &mut self,
        kind: TagKind,
        ours: bool,
        start: usize,
        end: usize,
    ) -> Result<Tag<'x>, Unmarkable> {
        let text =
            self.source.get(start..end).filter(|text| text.starts_with('<') && text.ends_with('>'));
        let text = text.ok_or(Unmarkable::Odd("the reader of XML lost its place"))?;
        let name = text.trim_start_matches(['<', '/']);
        let name = name
            .split(|sign: char| sign.is_ascii_whitespace() || sign == '>' || sign == '/')
            .next();
        let name = name.unwrap_or_default();
        let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
        if kind == TagKind::Close {
            self.depth = self.depth.saturating_sub(1);
        }
        let depth = self.depth;
        if kind == TagKind::Open {
            self.depth += 1;
        }
        Ok(Tag { kind, name, ours, depth, text, start })
    }
}

/// Text is put in as UTF-8.
fn utf8(encoding: Option<&str>) -> Result<(), Unmarkable> {
    match encoding {
        Some(encoding) if !encoding.eq_ignore_ascii_case("utf-8") => {
            Err(Unmarkable::Odd("an XML part is not in UTF-8"))
        }
        _ => Ok(()),
    }
}

/// Changes to a text, each at its place.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts something in.
    pub(crate) fn insert(&mut self, at: usize, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.replace(at..at, text);
        }
    }

    /// Puts something in the place of something else.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Adds other changes of the same text.
    pub(crate) fn extend(&mut self, edits: Self) {
        self.0.extend(edits.0);
    }

    /// Whether nothing is to be changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text. What is put in at one place stands there in the order in which it was put
    /// in.
    pub(crate) fn apply(mut self, source: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.0.iter().map(|(_, text)| text.len()).sum();
        let mut out = String::with_capacity(source.len() + added);
        let mut done = 0;
        for (range, text) in self.0 {
            out.push_str(source.get(done..range.start).unwrap_or_default());
            out.push_str(&text);
            done = done.max(range.end);
        }
        out.push_str(source.get(done..).unwrap_or_default());
        out
    }
}

/// Gives the tags of some markup, written without prefixes, this prefix (`x:`, or nothing).
pub(crate) fn prefixed(prefix: &str, markup: &str) -> String {
    if prefix.is_empty() {
        return markup.to_owned();
    }
    let mut out = String::with_capacity(markup.len() + 64);
    for (index, part) in markup.split('<').enumerate() {
        match (index, part.strip_prefix('/')) {
            (0, _) => out.push_str(part),
            (_, Some(name)) => out.extend(["</", prefix, name]),
            (_, None) => out.extend(["<", prefix, part]),
        }
    }
    out
}

/// Text as it stands in an XML part of a workbook: without what XML cannot hold, and with `_x0041_`
/// kept from being read as a letter (ECMA-376 Part 1, 22.9.2.19).
pub(crate) fn text(text: &str) -> String {
    let kept: String = text.chars().filter(|&sign| is_xml(sign)).collect();
    let mut out = String::with_capacity(kept.len());
    for (index, part) in kept.split("_x").enumerate() {
        if index > 0 {
            let code = part
                .as_bytes()
                .get(..5)
                .is_some_and(|code| code[..4].iter().all(u8::is_ascii_hexdigit) && code[4] == b'_');
            out.push_str(if code { "_x005F_x" } else { "_x" });
        }
        out.push_str(part);
    }
    escape(out).into_owned()
}

fn is_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | ' '..='\u{7E}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::{Edits, TagKind, TagWalk, prefixed, text};

    const SPACE: &str = "urn:a";

    #[test]
    fn a_change_leaves_every_other_byte_as_it_was() {
        let source = "<?xml version='1.0'?>\r\n<x:a xmlns:x=\"urn:a\" >\n <x:c  r = 'A1'\ts=\"3\" \
                      t='>' /><b/></x:a >\n<!-- z -->";
        let mut walk = TagWalk::new(source, SPACE);
        let mut edits = Edits::default();
        let mut names = Vec::new();
        while let Some(tag) = walk.next().unwrap() {
            names.push((tag.name, tag.kind, tag.ours, tag.depth));
            if tag.name == "c" {
                assert_eq!(tag.attribute("t").as_deref(), Some(">"));
                tag.set("s", "12", &mut edits);
                tag.unset("r", &mut edits);
                tag.set("k", "<\"", &mut edits);
            }
        }
        let expected = [
            ("a", TagKind::Open, true, 0),
            ("c", TagKind::Empty, true, 1),
            ("b", TagKind::Empty, false, 1),
            ("a", TagKind::Close, true, 0),
        ];
        assert_eq!(names, expected);
        let expected = "<?xml version='1.0'?>\r\n<x:a xmlns:x=\"urn:a\" >\n <x:c\ts=\"12\" t='>'  \
                        k=\"&lt;&quot;\"/><b/></x:a >\n<!-- z -->";
        assert_eq!(edits.apply(source), expected);
    }

    #[test]
    fn a_document_type_and_other_encodings_are_refused() {
        for source in [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
            "<a><b></a>",
        ] {
            let mut walk = TagWalk::new(source, SPACE);
            let ended = loop {
                match walk.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => break true,
                    Err(_) => break false,
                }
            };
            assert!(!ended, "{source}");
        }
    }

    #[test]
    fn markup_takes_the_prefix_of_its_part() {
        assert_eq!(
            prefixed("x:", "<c r=\"A1\"><is>a</is></c>"),
            "<x:c r=\"A1\"><x:is>a</x:is></x:c>"
        );
        assert_eq!(prefixed("", "<c/>"), "<c/>");
    }

    #[test]
    fn text_holds_nothing_that_xml_cannot() {
        assert_eq!(
            text("a\u{1}\u{b}<b> & _x0041_ _xyz\n\u{FFFE}"),
            "a&lt;b&gt; &amp; _x005F_x0041_ _xyz\n"
        );
    }
}
