//! Tags of the fields that come with the first signature. Every tag that was there stays, and what
//! follows are tags of new fields and nothing else.

use super::change::Since;
use super::compare::Comparer;
use crate::pdf::syntax::{Dict, Value};

/// What the tag of a field may hold.
const TAG_KEYS: [&[u8]; 6] = [b"Alt", b"K", b"P", b"Pg", b"S", b"Type"];
/// Keys of the tags and their trees that grow.
const GROWING: [&[u8]; 4] = [b"K", b"Nums", b"ParentTree", b"ParentTreeNextKey"];

impl<'a> Comparer<'_, 'a> {
    /// The root of the tags, the tag that all stand in, or the tree from pages to tags.
    pub(super) fn tags(&mut self, old: &Dict<'a>, new: &Dict<'a>, title: &str) {
        if self.since == Since::Signature {
            return self.forbid(title);
        }
        self.others_same(old, new, &GROWING, title);
        for key in [&b"K"[..], b"Nums"] {
            self.tags_follow(&items(old, key), &items(new, key), title);
        }
        match (old.get(b"ParentTree"), new.get(b"ParentTree")) {
            (Some(Value::Dict(old)), Some(Value::Dict(new))) => {
                self.tags(&old.clone(), &new.clone(), title);
            }
            (old, new) => self.must(old == new, title),
        }
        let next = |dict: &Dict<'a>| dict.get(b"ParentTreeNextKey").and_then(Value::integer);
        self.must(next(old) <= next(new), title);
    }

    /// A list of tags, or of keys and tags.
    pub(super) fn tags_follow(&mut self, old: &[Value<'a>], new: &[Value<'a>], title: &str) {
        let more = new.strip_prefix(old).filter(|_| self.since == Since::Original);
        let Some(more) = more else { return self.must(old == new, title) };
        let holds = more.iter().all(|item| item.integer().is_some() || self.is_tag_of_field(item));
        self.must(holds, title);
    }

    /// Whether this is the tag of a field that was not there before.
    fn is_tag_of_field(&self, item: &Value<'a>) -> bool {
        let tag = || {
            let number = item.reference().filter(|number| self.old.get(*number).is_none())?;
            let tag = self.new.get(number)?.dict()?;
            let keys = tag.iter().all(|(key, _)| TAG_KEYS.contains(&key));
            let content = tag.get(b"K")?.dict().filter(|_| keys && tag.is(b"S", b"Form"))?;
            let field =
                content.get(b"Obj")?.reference().filter(|_| content.is(b"Type", b"OBJR"))?;
            self.old.get(field).is_none().then_some(field)
        };
        tag().is_some_and(|field| {
            self.new_fields.contains_key(&field) || self.new_blanks.contains_key(&field)
        })
    }
}

/// The items of a list; one that stands alone is a list of one.
fn items<'a>(dict: &Dict<'a>, key: &[u8]) -> Vec<Value<'a>> {
    match dict.get(key) {
        None => Vec::new(),
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    }
}
