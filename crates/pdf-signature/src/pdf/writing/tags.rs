//! Tags of new fields, so that a tagged paper stays one that can be read aloud (ISO 14289-1,
//! 7.18.4).

use super::update::Update;
use crate::pdf::PdfError;
use crate::pdf::reading::only_kid;
use crate::pdf::syntax::{Dict, Id, Value, encode_text};

impl Update<'_> {
    /// Puts a field into a `Form` tag behind all others. A file without tags, or with tags in a form
    /// that no typesetter of ours makes, is left as it is.
    pub(super) fn tag(&mut self, field: Id, page: Id, title: &str) -> Result<(), PdfError> {
        let Some((root, document)) = self.tag_roots()? else { return Ok(()) };
        let Some((key, holder)) = self.next_key(root)? else { return Ok(()) };
        let content =
            Dict::default().with("Type", Value::named("OBJR")).with("Obj", field).with("Pg", page);
        let tag = self.add(
            Dict::default()
                .with("Type", Value::named("StructElem"))
                .with("S", Value::named("Form"))
                .with("P", document)
                .with("Pg", page)
                .with("Alt", encode_text(title))
                .with("K", content),
        );
        self.list_kids(document)?;
        self.push(document, b"K", tag)?;
        if let Some(tree) = holder {
            self.number(tree, key, tag)?;
        } else {
            let Some(Value::Dict(tree)) = self.dictionary(root)?.get(b"ParentTree").cloned() else {
                return Err(PdfError::Damaged("/ParentTree".into()));
            };
            let numbers = tree.get(b"Nums").and_then(Value::array).unwrap_or_default();
            let numbers = [numbers, &[Value::Integer(key), tag.into()]].concat();
            self.change(root)?.set("ParentTree", tree.with("Nums", numbers));
        }
        self.change(root)?.set("ParentTreeNextKey", key + 1);
        self.change(field)?.set("StructParent", key);
        if self.dictionary(page)?.get(b"Tabs").is_none() {
            self.change(page)?.set("Tabs", Value::named("S"));
        }
        Ok(())
    }

    /// Makes a list of what a tag holds, if it holds one thing that stands alone.
    fn list_kids(&mut self, tag: Id) -> Result<(), PdfError> {
        let kid = self.dictionary(tag)?.get(b"K").cloned();
        let is_list = |value: &Value<'_>| match value {
            Value::Array(_) => true,
            Value::Reference(number, _) => {
                let object = self.file().latest().get(*number);
                object.is_some_and(|object| object.value.array().is_some())
            }
            _ => false,
        };
        match kid {
            Some(kid) if !is_list(&kid) => self.change(tag)?.set("K", vec![kid]),
            _ => {}
        }
        Ok(())
    }

    /// The root of the tags and the tag that all others stand in.
    fn tag_roots(&self) -> Result<Option<(Id, Id)>, PdfError> {
        let catalog = self.dictionary(self.catalog()?)?;
        let Some(&Value::Reference(number, generation)) = catalog.get(b"StructTreeRoot") else {
            return Ok(None);
        };
        let root = Id { number, generation };
        let document = only_kid(self.file().latest(), &self.dictionary(root)?);
        let document = document.and_then(|number| self.file().latest().get(number));
        Ok(document.map(|document| (root, document.id())))
    }

    /// The next free key of the tree that leads from fields to their tags, and the object of its
    /// list; no object where the tree stands in the root of the tags with its list.
    fn next_key(&self, root: Id) -> Result<Option<(i64, Option<Id>)>, PdfError> {
        let root = self.dictionary(root)?;
        let (tree, holder) = match root.get(b"ParentTree") {
            Some(&Value::Reference(number, generation)) => {
                let id = Id { number, generation };
                (self.dictionary(id)?, Some(id))
            }
            Some(Value::Dict(tree)) => (tree.clone(), None),
            _ => return Ok(None),
        };
        let Some(Value::Array(numbers)) = tree.get(b"Nums") else { return Ok(None) };
        let highest = numbers.iter().step_by(2).filter_map(Value::integer).max();
        let stated = root.get(b"ParentTreeNextKey").and_then(Value::integer);
        let next = stated.unwrap_or(0).max(highest.map_or(0, |key| key + 1));
        Ok(Some((next, holder)))
    }

    /// Adds a key and a tag to the list of a tree that is an object of its own.
    fn number(&mut self, tree: Id, key: i64, tag: Id) -> Result<(), PdfError> {
        let tree = self.change(tree)?;
        let mut numbers = tree.get(b"Nums").and_then(Value::array).unwrap_or_default().to_vec();
        numbers.extend([Value::Integer(key), tag.into()]);
        tree.set("Nums", numbers);
        Ok(())
    }
}
