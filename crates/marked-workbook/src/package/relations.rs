//! The relationships of a part (ECMA-376 Part 2, 6.5): by which name it refers to which other part.

use std::ops::Range;

use careful_spreadsheet::part_name;

use super::Package;
use super::xml::{Edits, TagKind, TagWalk, prefixed};
use crate::unmarkable::Unmarkable;

const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Kinds of relationships, as Office writes them unless it was told to save “Strict Open XML”.
pub(crate) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// Name of the other part, or an address outside of the package.
    pub(crate) target: String,
    external: bool,
    /// Where it stands.
    at: Range<usize>,
}

/// The relationships of one part.
#[derive(Debug)]
pub(crate) struct Relations {
    /// The part that holds them.
    part: String,
    text: String,
    pub(crate) list: Vec<Relation>,
    edits: Edits,
    prefix: String,
    /// Before the end of the list; `None` when the part does not exist yet.
    end: Option<usize>,
    added: String,
}

impl Relations {
    /// The relationships of a part, or of the whole package (an empty name); there may be none.
    pub(crate) fn of(package: &mut Package<'_>, source: &str) -> Result<Self, Unmarkable> {
        let (folder, name) =
            source.rsplit_once('/').map_or(("", source), |(folder, name)| (folder, name));
        let part = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let text = if package.has(&part) { package.text(&part)? } else { String::new() };
        let mut relations = Self {
            part,
            text: String::new(),
            list: Vec::new(),
            edits: Edits::default(),
            prefix: String::new(),
            end: None,
            added: String::new(),
        };
        let mut walk = TagWalk::new(&text, SPACE);
        let mut open: Option<usize> = None;
        while let Some(tag) = walk.next()? {
            match (tag.name, tag.kind, tag.ours) {
                ("Relationship", TagKind::Open | TagKind::Empty, true) => {
                    let needed = |name| {
                        tag.attribute(name).ok_or(Unmarkable::Odd("a relationship is incomplete"))
                    };
                    let target = needed("Target")?;
                    let external = tag.attribute("TargetMode").as_deref() == Some("External");
                    let target = if external { target } else { part_name(folder, &target) };
                    let at = tag.start..tag.end();
                    open = (tag.kind == TagKind::Open).then_some(relations.list.len());
                    relations.list.push(Relation {
                        id: needed("Id")?,
                        kind: needed("Type")?,
                        target,
                        external,
                        at,
                    });
                }
                ("Relationship", TagKind::Close, true) => {
                    if let Some(relation) =
                        open.take().and_then(|index| relations.list.get_mut(index))
                    {
                        relation.at.end = tag.end();
                    }
                }
                ("Relationships", TagKind::Close, true) => {
                    tag.prefix().clone_into(&mut relations.prefix);
                    relations.end = Some(tag.start);
                }
                _ => {}
            }
        }
        relations.text = text;
        Ok(relations)
    }

    /// The relationship of this name, if it leads to a part of the package.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Relation> {
        self.list.iter().find(|relation| relation.id == id && !relation.external)
    }

    /// The first part that is related in this way, e.g. `comments`.
    pub(crate) fn target(&self, kind: &str) -> Option<&str> {
        let related = |relation: &&Relation| !relation.external && is_kind(&relation.kind, kind);
        self.list.iter().find(related).map(|relation| relation.target.as_str())
    }

    /// Relates one more part; gives the name of the relationship.
    pub(crate) fn add(&mut self, kind: &str, target: &str) -> String {
        let taken = |id: &str| self.list.iter().any(|relation| relation.id == id);
        let mut ids = (self.list.len() + 1..).map(|number| format!("rId{number}"));
        let id = ids.find(|id| !taken(id)).expect("there are fewer relationships than numbers");
        let markup = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>");
        self.added.push_str(&prefixed(&self.prefix, &markup));
        let (kind, target) = (kind.to_owned(), target.to_owned());
        self.list.push(Relation { id: id.clone(), kind, target, external: false, at: 0..0 });
        id
    }

    /// Takes away every relationship of this kind; gives the parts that were related.
    pub(crate) fn remove(&mut self, kind: &str) -> Vec<String> {
        let (gone, kept) = self.list.drain(..).partition(|relation| is_kind(&relation.kind, kind));
        self.list = kept;
        let gone: Vec<Relation> = gone;
        for relation in &gone {
            self.edits.replace(relation.at.clone(), "");
        }
        gone.into_iter()
            .filter(|relation| !relation.external)
            .map(|relation| relation.target)
            .collect()
    }

    /// Writes what was changed.
    pub(crate) fn save(mut self, package: &mut Package<'_>) {
        if self.added.is_empty() && self.edits.is_empty() {
            return;
        }
        let text = match self.end {
            Some(end) => {
                self.edits.insert(end, self.added);
                self.edits.apply(&self.text)
            }
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
                 xmlns=\"{SPACE}\">{}</Relationships>",
                self.added
            ),
        };
        package.put(&self.part, text);
    }
}

/// Whether a kind, an address, ends with this word.
fn is_kind(kind: &str, word: &str) -> bool {
    kind.strip_suffix(word).is_some_and(|before| before.ends_with('/'))
}
