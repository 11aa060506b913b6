//! The values of a declaration as a tree, and the canonical text of `round.toml` that is printed
//! from it: each value on a line of its own, so that a line leads back to its cell.

use std::fmt::Write as _;

use toml::{Table, Value};

use super::form::{Items, form, join};
use super::spot::Spot;

/// A table of values, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub(super) struct Branch {
    pub(super) spot: Option<Spot>,
    entries: Vec<(String, Node)>,
}

/// What stands under a key.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Leaf(Leaf),
    List(Vec<Leaf>),
    Table(Branch),
    Items(Vec<Branch>),
}

/// A value and its cell.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) value: Value,
    pub(super) spot: Option<Spot>,
}

impl Branch {
    /// Puts something under a dotted key. Tables on the way are made.
    pub(super) fn put(&mut self, key: &str, node: Node) {
        match key.split_once('.') {
            Some((first, rest)) => self.table(first).put(rest, node),
            None => match self.entries.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) => *known = node,
                None => self.entries.push((key.to_owned(), node)),
            },
        }
    }

    /// Returns the table of a single key, made where needed.
    pub(super) fn table(&mut self, key: &str) -> &mut Branch {
        let at = self.entries.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.entries.push((key.to_owned(), Node::Table(Branch::default())));
            self.entries.len() - 1
        });
        let entry = &mut self.entries[at].1;
        if !matches!(entry, Node::Table(_)) {
            *entry = Node::Table(Branch::default());
        }
        let Node::Table(table) = entry else { unreachable!("it was just made a table") };
        table
    }

    /// Returns the tables of a list at a dotted key.
    pub(super) fn items(&mut self, key: &str) -> Option<&mut Vec<Branch>> {
        let (first, rest) = key.split_once('.').map_or((key, None), |(f, r)| (f, Some(r)));
        let entry = self.entries.iter_mut().find(|(known, _)| known == first);
        match (entry.map(|(_, node)| node), rest) {
            (Some(Node::Items(items)), None) => Some(items),
            (Some(Node::Table(table)), Some(rest)) => table.items(rest),
            _ => None,
        }
    }

    /// Returns what stands under a single key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }

    /// Adds a table to the list under a single key.
    pub(super) fn add(&mut self, key: &str, item: Branch) {
        match self.entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, Node::Items(items))) => items.push(item),
            _ => self.put(key, Node::Items(vec![item])),
        }
    }

    /// Puts an item under its id, whatever letters the id has.
    pub(super) fn put_item(&mut self, id: &str, item: Branch) {
        self.entries.push((id.to_owned(), Node::Table(item)));
    }

    /// Removes the single value under a key.
    pub(super) fn take(&mut self, key: &str) -> Option<Leaf> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        match self.entries.remove(at).1 {
            Node::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// Returns the number of a session.
    pub(super) fn number(&self) -> Option<i64> {
        match self.get("number")? {
            Node::Leaf(leaf) => leaf.value.as_integer(),
            _ => None,
        }
    }

    /// Returns all keys with what stands under them.
    pub(super) fn into_entries(self) -> Vec<(String, Node)> {
        self.entries
    }

    /// Makes a tree of a settings file. No value has a cell.
    pub(super) fn of_table(table: &Table) -> Self {
        let mut branch = Self::default();
        for (key, value) in table {
            branch.put_value(key, value);
        }
        branch
    }

    fn put_value(&mut self, key: &str, value: &Value) {
        let leaf = |value: &Value| Leaf { value: value.clone(), spot: None };
        let node = match value {
            Value::Table(table) => Node::Table(Self::of_table(table)),
            Value::Array(values) if values.iter().any(Value::is_table) => {
                Node::Items(values.iter().filter_map(Value::as_table).map(Self::of_table).collect())
            }
            Value::Array(values) => Node::List(values.iter().map(leaf).collect()),
            value => Node::Leaf(leaf(value)),
        };
        self.entries.push((key.to_owned(), node));
    }
}

/// A tree printed as the text of a `round.toml`.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) text: String,
    /// The cell of each line.
    pub(super) lines: Vec<Option<Spot>>,
    /// Keys and their cells, in the order of the text.
    pub(super) keys: Vec<(String, Spot)>,
}

/// Prints a tree. Keys stand in the order of the form, others behind them by their letters, so that
/// the same values give the same text; single values stand above tables.
pub(super) fn print(root: &Branch) -> Printed {
    let mut printed = Printed::default();
    printed.branch(root, "", &Generic::default());
    printed
}

/// Returns the position of a key in the form; `generic` is the whole key without ids.
fn rank(generic: &str) -> usize {
    let below = format!("{generic}.");
    let keys = form().parts().flat_map(|part| part.fields.iter().map(|field| part.key_of(field)));
    keys.enumerate()
        .find(|(_, key)| key == generic || key.starts_with(&below))
        .map_or(usize::MAX, |(at, _)| at)
}

/// A whole key without ids, such as those of acts.
#[derive(Debug, Clone, Default)]
struct Generic {
    key: String,
    /// Whether the keys below it are ids.
    above_ids: bool,
}

impl Generic {
    /// Returns the generic key of an entry below this one.
    fn of(&self, key: &str) -> Self {
        if self.above_ids {
            return Self { key: self.key.clone(), above_ids: false };
        }
        let key = join(&self.key, key);
        let by_id = |items| matches!(items, Items::Map | Items::Fixed);
        let above_ids = form().parts().any(|part| part.key == key && by_id(part.items));
        Self { key, above_ids }
    }
}

impl Printed {
    fn line(&mut self, text: &str, spot: Option<&Spot>) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(spot.cloned());
    }

    fn known(&mut self, key: &str, spot: Option<&Spot>) {
        self.keys.extend(spot.map(|spot| (key.to_owned(), spot.clone())));
    }

    fn branch(&mut self, branch: &Branch, path: &str, generic: &Generic) {
        let mut entries: Vec<_> = branch
            .entries
            .iter()
            .map(|(key, node)| (rank(&generic.of(key).key), key, node))
            .collect();
        entries.sort_by_key(|(rank, key, _)| (*rank, *key));
        for (_, key, node) in &entries {
            let whole = join(path, key);
            match node {
                Node::Leaf(leaf) => {
                    self.line(
                        &format!("{} = {}", bare(key), value(&leaf.value)),
                        leaf.spot.as_ref(),
                    );
                    self.known(&whole, leaf.spot.as_ref());
                }
                Node::List(values) if values.is_empty() => {
                    self.line(&format!("{} = []", bare(key)), None);
                }
                Node::List(values) => {
                    let first = values.first().and_then(|leaf| leaf.spot.as_ref());
                    self.line(&format!("{} = [", bare(key)), first);
                    for leaf in values {
                        self.line(&format!("    {},", value(&leaf.value)), leaf.spot.as_ref());
                        self.known(&whole, leaf.spot.as_ref());
                    }
                    self.line("]", None);
                }
                Node::Items(items) if items.is_empty() => {
                    self.line(&format!("{} = []", bare(key)), None);
                }
                Node::Table(_) | Node::Items(_) => {}
            }
        }
        for (_, key, node) in &entries {
            let (whole, generic) = (join(path, &bare(key)), generic.of(key));
            match node {
                Node::Table(table) => {
                    self.headed(table, &format!("[{whole}]"), (&whole, &generic));
                }
                Node::Items(items) => {
                    for item in items {
                        let from = self.keys.len();
                        self.headed(item, &format!("[[{whole}]]"), (&whole, &generic));
                        if let Some(number) = item.number().filter(|_| whole == "sessions") {
                            self.also_as(from, &whole, &format!("lần chấm {number}"));
                        }
                    }
                }
                Node::Leaf(_) | Node::List(_) => {}
            }
        }
    }

    /// Makes the keys from this position on known under another name too: findings about a session
    /// name its number.
    fn also_as(&mut self, from: usize, key: &str, other: &str) {
        let renamed = self.keys[from..].iter().filter_map(|(known, spot)| {
            Some((format!("{other}{}", known.strip_prefix(key)?), spot.clone()))
        });
        let renamed: Vec<_> = renamed.collect();
        self.keys.extend(renamed);
    }

    fn headed(&mut self, branch: &Branch, heading: &str, (path, generic): (&str, &Generic)) {
        let only_tables = !branch.entries.is_empty()
            && branch.entries.iter().all(|(_, node)| matches!(node, Node::Table(_)));
        if only_tables {
            return self.branch(branch, path, generic);
        }
        if !self.text.is_empty() {
            self.line("", None);
        }
        self.line(heading, branch.spot.as_ref());
        self.known(path, branch.spot.as_ref());
        self.branch(branch, path, generic);
    }
}

/// Writes a key: bare where it may be, else quoted.
fn bare(key: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(key) }
}

/// Writes a value on one line.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(values) => {
            format!("[{}]", values.iter().map(self::value).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let pairs: Vec<_> = table
                .iter()
                .map(|(key, one)| format!("{} = {}", bare(key), self::value(one)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        value => value.to_string(),
    }
}

/// Writes a text between quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            sign if sign.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
