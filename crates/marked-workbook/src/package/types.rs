//! `[Content_Types].xml` (ECMA-376 Part 2, 6.2.3): of what kind each part is.

use super::Package;
use super::xml::{Edits, TagKind, TagWalk, prefixed};
use crate::unmarkable::Unmarkable;

const PART: &str = "[Content_Types].xml";
const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The kinds of all parts.
pub(crate) struct Types {
    text: String,
    prefix: String,
    end: usize,
    /// Endings with their kinds.
    defaults: Vec<(String, String)>,
    /// Parts with their kinds.
    overrides: Vec<(String, String)>,
    added: String,
    edits: Edits,
    /// Where the kind of a part stands.
    places: Vec<std::ops::Range<usize>>,
}

impl Types {
    /// Reads the list.
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Self, Unmarkable> {
        let text = package.text(PART)?;
        let (mut defaults, mut overrides, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut end = None;
        let mut walk = TagWalk::new(&text, SPACE);
        while let Some(tag) = walk.next()? {
            let entry = |name| tag.attribute(name).zip(tag.attribute("ContentType"));
            match (tag.name, tag.kind, tag.ours) {
                ("Default", TagKind::Open | TagKind::Empty, true) => {
                    defaults.extend(entry("Extension"));
                }
                ("Override", TagKind::Open | TagKind::Empty, true) => {
                    if let Some((part, kind)) = entry("PartName") {
                        overrides.push((part.trim_start_matches('/').to_lowercase(), kind));
                        // One that is written with two tags is kept as it is.
                        places.push(if tag.kind == TagKind::Empty {
                            tag.start..tag.end()
                        } else {
                            0..0
                        });
                    }
                }
                ("Types", TagKind::Close, true) => end = Some((tag.start, tag.prefix().to_owned())),
                _ => {}
            }
        }
        let (end, prefix) = end.ok_or(Unmarkable::Odd("the list of content types is empty"))?;
        Ok(Self {
            text,
            prefix,
            end,
            defaults,
            overrides,
            added: String::new(),
            edits: Edits::default(),
            places,
        })
    }

    /// The kind of a part.
    pub(crate) fn of(&self, part: &str) -> Option<&str> {
        let part = part.to_lowercase();
        let by_name = self.overrides.iter().find(|(name, _)| *name == part);
        let by_ending = || {
            let ending = part.rsplit_once('.')?.1;
            self.defaults.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending))
        };
        by_name.or_else(by_ending).map(|(_, kind)| kind.as_str())
    }

    /// Says of what kind a new part is.
    pub(crate) fn declare(&mut self, part: &str, kind: &str) {
        self.add(&format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"));
        self.overrides.push((part.to_lowercase(), kind.to_owned()));
        self.places.push(0..0);
    }

    /// Says of what kind a new part is, for all parts of its ending where nothing else was said of
    /// them.
    pub(crate) fn declare_ending(&mut self, part: &str, ending: &str, kind: &str) {
        match self.of(part) {
            Some(known) if known == kind => {}
            Some(_) => self.declare(part, kind),
            None => {
                self.add(&format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>"));
                self.defaults.push((ending.to_owned(), kind.to_owned()));
            }
        }
    }

    /// Forgets a part that was taken away.
    pub(crate) fn forget(&mut self, part: &str) {
        let part = part.to_lowercase();
        for ((name, _), place) in self.overrides.iter().zip(&self.places) {
            if *name == part && !place.is_empty() {
                self.edits.replace(place.clone(), "");
            }
        }
    }

    fn add(&mut self, markup: &str) {
        self.added.push_str(&prefixed(&self.prefix, markup));
    }

    /// Writes the list.
    pub(crate) fn save(mut self, package: &mut Package<'_>) {
        self.edits.insert(self.end, self.added);
        package.put(PART, self.edits.apply(&self.text));
    }
}
