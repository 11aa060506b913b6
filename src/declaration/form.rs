//! The form of the workbook, as `form.toml` gives it: sheets, parts, fields, words of choices.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use careful_spreadsheet::text;
use serde::Deserialize;
use toml::Value;

/// The form. It is read once.
static FORM: LazyLock<Form> = LazyLock::new(|| {
    toml::from_str(include_str!("form.toml")).expect("a test reads the embedded form")
});

/// Returns the form.
pub(super) fn form() -> &'static Form {
    &FORM
}

/// The form of the workbook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The words of each list of choices.
    pub(super) choices: BTreeMap<String, Vec<Choice>>,
    /// Short names that stand for the ids of a table of `round.toml`, such as `acts`.
    names: BTreeMap<String, BTreeMap<String, String>>,
    /// The sheets, in order.
    pub(super) sheets: Vec<SheetForm>,
}

/// A word that may be chosen, and what it means in `round.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    /// The word in the drop-down.
    pub(super) word: String,
    /// The value; without one, the key is left out.
    #[serde(default)]
    pub(super) value: Option<Value>,
    /// The value that means the same as leaving the key out.
    #[serde(default)]
    same: Option<Value>,
    /// Other words that people type for it.
    #[serde(default)]
    also: Vec<String>,
}

impl Choice {
    /// Whether this value of `round.toml` means it.
    pub(super) fn means(&self, value: &str) -> bool {
        [&self.value, &self.same].into_iter().flatten().any(|one| one.as_str() == Some(value))
    }
}

/// A sheet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetForm {
    /// Name of the sheet.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// What it holds, for the guide.
    pub(super) about: String,
    /// How it is filled in.
    pub(super) why: String,
    /// Widths of the columns from B on, in digits.
    pub(super) widths: Vec<u16>,
    /// Whether it is printed upright.
    #[serde(default)]
    pub(super) portrait: bool,
    /// Its parts, from the top.
    pub(super) parts: Vec<Part>,
}

/// How the values of a part lie on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Shape {
    /// One value a row: item, value, explanation.
    Single,
    /// One row an item.
    Rows,
    /// One column an item.
    Grid,
    /// One row a person of a session.
    Presence,
    /// Some rows an item: the first names the group.
    Groups,
}

/// What the items of a part are in `round.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Items {
    /// There are no items.
    #[default]
    None,
    /// A list of tables.
    List,
    /// Tables under ids that people may add to.
    Map,
    /// Tables under ids that the program knows.
    Fixed,
    /// One table.
    One,
}

/// A part of a sheet. It begins at its mark in the hidden column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) shape: Shape,
    /// The key of its table or list in `round.toml`; empty where the fields name whole keys.
    pub(super) key: String,
    #[serde(default)]
    pub(super) items: Items,
    /// How many items there must be in a table with one row an item.
    #[serde(default)]
    pub(super) always: usize,
    /// Ids of items that stand in the workbook in any case, in order.
    #[serde(default)]
    pub(super) ids: Vec<String>,
    /// Those of them that hold only what differs from a default: no cell of theirs is needed.
    #[serde(default)]
    optional: Vec<String>,
    /// Blank rows below the items.
    #[serde(default)]
    pub(super) spare: usize,
    /// Blank columns beside the items.
    #[serde(default)]
    pub(super) columns: usize,
    /// The least number of columns.
    #[serde(default)]
    pub(super) least_columns: usize,
    /// Heading of a column; its number follows.
    #[serde(default)]
    pub(super) column_head: String,
    /// Title above the part.
    #[serde(default)]
    pub(super) title: String,
    /// How the part is filled in.
    #[serde(default)]
    pub(super) why: String,
    pub(super) fields: Vec<Field>,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// A month, as long as there is no day.
    Month,
    /// A day, or only a month.
    PaperDate,
    /// A time of day, as printed.
    Time,
    /// One of the words of a list.
    Choice,
    /// One of the words of a list, or any other text.
    OpenChoice,
    /// The short name of a body or an act.
    Name,
}

/// A value of the declaration.
#[allow(clippy::struct_excessive_bools, reason = "each is a word of form.toml")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    /// Its key in `round.toml`, below that of the part. What follows `@` tells fields of one key
    /// apart; a key that begins with `@` stands in the workbook only.
    pub(super) key: String,
    /// Its heading.
    pub(super) head: String,
    pub(super) kind: Kind,
    /// Its list of choices.
    #[serde(default)]
    pub(super) choice: String,
    /// The sheet from which it is chosen: `issuers`, `acts` or `members`.
    #[serde(default)]
    pub(super) from: String,
    /// Whether it has several values, one a cell.
    #[serde(default)]
    pub(super) list: bool,
    /// Whether it must be filled in.
    #[serde(default)]
    pub(super) needed: bool,
    /// The field that may be filled in instead.
    #[serde(default)]
    pub(super) unless: Option<String>,
    /// Whether it must be filled in, or said not to exist.
    #[serde(default)]
    pub(super) asked: bool,
    /// Whether an item that has nothing else is no item.
    #[serde(default)]
    pub(super) lone: bool,
    /// Least and most of a number, for the check while typing.
    #[serde(default)]
    pub(super) least: i32,
    #[serde(default)]
    pub(super) most: i32,
    /// Blank cells below the values of a list.
    #[serde(default)]
    pub(super) spare: usize,
    /// Explanation.
    #[serde(default)]
    pub(super) help: String,
}

impl Form {
    /// Returns the parts of all sheets, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.sheets.iter().flat_map(|sheet| &sheet.parts)
    }

    /// Finds the part of this mark.
    pub(super) fn part(&self, mark: &str) -> Option<(&SheetForm, &Part)> {
        let mut all =
            self.sheets.iter().flat_map(|sheet| sheet.parts.iter().map(move |part| (sheet, part)));
        all.find(|(sheet, part)| sheet.mark(part) == mark)
    }

    /// Returns the short name of an id: the known one, or the id itself.
    pub(super) fn name<'a>(&'a self, table: &str, id: &'a str) -> &'a str {
        self.names.get(table).and_then(|names| names.get(id)).map_or(id, String::as_str)
    }

    /// Returns the id of a known short name.
    pub(super) fn id(&self, table: &str, name: &str) -> Option<&str> {
        let wanted = text::fold(name);
        let mut known = self.names.get(table)?.iter();
        known.find(|(_, known)| text::fold(known) == wanted).map(|(id, _)| id.as_str())
    }

    /// Returns the known ids of a table, with their short names.
    pub(super) fn known(&self, table: &str) -> impl Iterator<Item = (&str, &str)> {
        let known = self.names.get(table).into_iter().flatten();
        known.map(|(id, name)| (id.as_str(), name.as_str()))
    }

    /// Returns the choices of a field.
    pub(super) fn choices_of(&self, field: &Field) -> &[Choice] {
        self.choices.get(&field.choice).map_or(&[], Vec::as_slice)
    }

    /// Finds the choice that a text means: its word, another word for it, or its value.
    pub(super) fn chosen(&self, field: &Field, typed: &str) -> Option<&Choice> {
        let wanted = text::fold(typed);
        let choices = self.choices_of(field);
        let says = |choice: &&Choice| {
            let words = std::iter::once(&choice.word).chain(&choice.also);
            words.map(|word| text::fold(word)).any(|word| word == wanted)
        };
        let means = |choice: &&Choice| {
            choice.value.as_ref().or(choice.same.as_ref()).and_then(Value::as_str) == Some(typed)
        };
        choices.iter().find(says).or_else(|| choices.iter().find(means))
    }

    /// Returns the word for a value; `None` when there is none.
    pub(super) fn word(&self, field: &Field, value: &Value) -> Option<&str> {
        let of = |choice: &&Choice| choice.value.as_ref() == Some(value);
        let same = |choice: &&Choice| choice.same.as_ref() == Some(value);
        let choices = self.choices_of(field);
        let found = choices.iter().find(of).or_else(|| choices.iter().find(same));
        found.map(|choice| choice.word.as_str())
    }
}

impl Choice {
    /// Returns the value that means the same as leaving the key out.
    pub(super) fn same(&self) -> Option<&Value> {
        self.same.as_ref()
    }
}

impl SheetForm {
    /// Returns the mark at which a part of this sheet begins: the key of its table, or the name of
    /// the sheet.
    pub(super) fn mark(&self, part: &Part) -> String {
        let key = if part.key.is_empty() { &self.name } else { &part.key };
        format!("{MARK}{key}")
    }
}

impl Part {
    /// Tells whether the item in the column of this id must be filled in.
    pub(super) fn must(&self, id: &str) -> bool {
        self.items == Items::None
            || self.ids.iter().any(|known| known == id) && !self.is_optional(id)
    }

    /// Tells whether the item in the column of this id holds only what differs from a default.
    pub(super) fn is_optional(&self, id: &str) -> bool {
        self.optional.iter().any(|one| one == id)
    }

    /// Returns the whole key of a field.
    pub(super) fn key_of(&self, field: &Field) -> String {
        join(&self.key, field.name())
    }
}

impl Field {
    /// Returns its key without what tells fields of one key apart.
    pub(super) fn name(&self) -> &str {
        match self.key.split_once('@') {
            Some(("", _)) | None => &self.key,
            Some((key, _)) => key,
        }
    }
}

/// Joins a key to the keys above it.
pub(super) fn join(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// Beginning of the mark of a part, in the hidden column.
pub(super) const MARK: &str = "khoa|";
/// Key of the row of headings.
pub(super) const HEADINGS: &str = "khoa-tieu-de";
/// Mark behind the last row of a part.
pub(super) const END: &str = "khoa-het";
/// Key of the column of values of a part with single values.
pub(super) const VALUE: &str = "@gia-tri";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read_and_its_lists_are_known() {
        for part in form().parts() {
            for field in &part.fields {
                let choices = matches!(field.kind, Kind::Choice | Kind::OpenChoice);
                assert_eq!(choices, !form().choices_of(field).is_empty(), "{}", field.key);
                assert!(!field.kind.eq(&Kind::Name) || !field.from.is_empty(), "{}", field.key);
            }
        }
    }
}
