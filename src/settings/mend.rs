//! Reads a TOML file as far as it goes: all its faults in one pass, not only the first.
//!
//! Where a value is wrong or missing, a stand-in of the right kind takes its place, and reading
//! goes on. A file with faults is never used: stand-ins only help to find further faults, or take
//! the place of values that are still to be filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeFloat, DeInteger, DeTable, DeValue, Deserializer, Error};

use super::file::{SettingsFile, line_of};
use super::told;
use crate::finding::Finding;

/// Most faults of one file that are looked for.
const MOST: usize = 500;

/// Stand-in for an unknown day. No round, paper or act is of the year 1.
const DAY: &str = "0001-01-01";

/// Beginnings of parser errors after which it is unknown to which table or list a line belongs.
const STRAYED: [&str; 6] = [
    "unclosed table",
    "unclosed array table",
    "unclosed array",
    "unclosed inline table",
    "unexpected `=` in array",
    "missing comma",
];

/// The result of reading a settings file.
#[derive(Debug)]
pub struct ReadSettings<T> {
    /// The value of the file, with stand-ins for what is wrong or still to be filled in; `None`
    /// when the file is too far from what it should be.
    pub value: Option<T>,
    /// Everything that is wrong with the file, in the order of its lines, then everything that is
    /// missing.
    pub faults: Vec<Finding>,
    /// Values that are still to be filled in, in the order of the file.
    pub open: Vec<OpenValue>,
    /// Whether the value holds a stand-in.
    pub stands_in: bool,
}

/// A value that is still to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenValue {
    /// Its key with the keys above it, e.g. `acts.criteria.date`; entries of lists are counted from
    /// 1.
    pub key: String,
    /// The text that stands there.
    pub value: String,
    /// Its line, counted from 1.
    pub line: usize,
}

/// Reads a settings file; `text` is its content. A value that is a text with `unfilled` in it is
/// still to be filled in: whatever kind of value belongs there, it is no fault.
pub fn read_settings<T: DeserializeOwned>(
    file: &SettingsFile<'_>,
    text: &str,
    unfilled: &str,
) -> ReadSettings<T> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax = syntax(text, errors);
    let open = open(text, unfilled, table.get_ref());
    let mut mender = Mender {
        text,
        unfilled,
        faults: Vec::new(),
        missing: BTreeMap::new(),
        meant: BTreeSet::new(),
        made: 0,
        table,
    };
    let mut value = None;
    for _ in 0..MOST {
        match T::deserialize(Deserializer::from(mender.table.clone())) {
            Ok(read) => {
                value = Some(read);
                break;
            }
            Err(error) if mender.mend(&error) => {}
            Err(error) => {
                mender.fault(&error);
                break;
            }
        }
    }
    let mut faults = mender.told(file, &syntax);
    if value.is_none() && faults.is_empty() {
        faults.push(told::fault(file, text, "", None));
    }
    let stands_in = mender.made > 0;
    ReadSettings { value, faults, open, stands_in }
}

/// Keeps the errors of the parser that are worth reporting: the first of each line, and none behind
/// an error that leads the parser astray.
fn syntax(text: &str, errors: Vec<Error>) -> Vec<Error> {
    let start = |error: &Error| error.span().map_or(0, |span| span.start);
    let mut errors = errors;
    errors.sort_by_key(start);
    let mut kept: Vec<Error> = Vec::new();
    for error in errors {
        let astray = kept.last().is_some_and(is_astray_in_list);
        let same_line = kept
            .last()
            .is_some_and(|last| line_of(text, start(last)) == line_of(text, start(&error)));
        if !astray && !same_line {
            kept.push(error);
        }
    }
    kept
}

/// Tells whether an error leads the parser astray.
fn is_astray(error: &Error) -> bool {
    STRAYED.iter().any(|start| error.message().starts_with(start))
}

/// Tells whether an error takes in the rest of the file: a list without its end does, a heading
/// without its end only spoils its own lines.
fn is_astray_in_list(error: &Error) -> bool {
    is_astray(error)
        && !error.message().starts_with("unclosed table")
        && !error.message().starts_with("unclosed array table")
}

/// A file that is read again and again, each time with one fault replaced by a stand-in.
struct Mender<'a> {
    text: &'a str,
    unfilled: &'a str,
    table: Spanned<DeTable<'a>>,
    /// Faults of single values and keys: the message of the parser, and where it stands.
    faults: Vec<(String, Option<Range<usize>>)>,
    /// Missing keys, by the position of their table: the name of the table, and the keys.
    missing: BTreeMap<usize, (String, Vec<String>)>,
    /// Keys that a misspelt key most likely stands for, with the position of their table. They are
    /// not reported as missing.
    meant: BTreeSet<(usize, String)>,
    /// Number of stand-ins. Each has a span of its own behind the end of the text.
    made: usize,
}

impl Mender<'_> {
    /// Keeps an error of the parser as a fault.
    fn fault(&mut self, error: &Error) {
        self.faults.push((error.message().to_owned(), error.span()));
    }

    /// Mends what the error is about, so that reading can go on; returns false when that is not
    /// found.
    fn mend(&mut self, error: &Error) -> bool {
        let Some(span) = error.span() else { return false };
        let missing = error.message().strip_prefix("missing field `");
        if error.message().starts_with("unknown field") {
            self.remove_unknown_key(error, &span)
        } else if let Some(key) = missing.and_then(|rest| rest.split('`').next()) {
            self.add_missing_key(key, &span)
        } else {
            self.replace_value(error, &span)
        }
    }

    /// Removes a key that the file must not have; returns false when it is not found.
    fn remove_unknown_key(&mut self, error: &Error, span: &Range<usize>) -> bool {
        self.fault(error);
        let at = self.table.span().start;
        let removed = remove_key(self.table.get_mut(), at, span);
        let meant = removed.zip(told::meant(error.message()));
        self.meant.extend(meant.map(|(table, key)| (table, key.to_owned())));
        removed.is_some()
    }

    /// Adds a key that the table of this span lacks; returns false when the table is not found.
    fn add_missing_key(&mut self, key: &str, span: &Range<usize>) -> bool {
        let (made, fresh) = (self.is_made(span), self.fresh());
        let root = self.table.span() == *span;
        let Some((path, table)) = (if root {
            Some((String::new(), self.table.get_mut()))
        } else {
            find_table(self.table.get_mut(), span, "")
        }) else {
            return false;
        };
        table.insert(
            Spanned::new(fresh.clone(), key.to_owned().into()),
            Spanned::new(fresh, DeValue::String("".into())),
        );
        if !made && !self.meant.contains(&(span.start, key.to_owned())) {
            let (_, keys) = self.missing.entry(span.start).or_insert_with(|| (path, Vec::new()));
            keys.push(key.to_owned());
        }
        true
    }

    /// Replaces the value of this span by a stand-in of the kind that the error asks for; returns
    /// false when the error names no kind or the value is not found.
    fn replace_value(&mut self, error: &Error, span: &Range<usize>) -> bool {
        let (made, fresh) = (self.is_made(span), self.fresh());
        let Some(stand_in) = stand_in(error.message()) else { return false };
        let Some(value) = find_value(self.table.get_mut(), span) else { return false };
        let open = matches!(value.get_ref(), DeValue::String(text) if text.contains(self.unfilled));
        *value = Spanned::new(fresh, stand_in);
        if !made && !open {
            self.fault(error);
        }
        true
    }

    /// Tells whether a span is that of a stand-in.
    fn is_made(&self, span: &Range<usize>) -> bool {
        span.start > self.text.len()
    }

    /// Returns the span of the next stand-in.
    fn fresh(&mut self) -> Range<usize> {
        self.made += 1;
        let at = self.text.len() + self.made;
        at..at
    }

    /// Makes the findings: faults in the order of lines, then what is missing. Behind an error of
    /// syntax nobody knows what is missing.
    fn told(&self, file: &SettingsFile<'_>, syntax: &[Error]) -> Vec<Finding> {
        let line = |span: &Option<Range<usize>>| {
            span.as_ref().map_or(0, |span| line_of(self.text, span.start))
        };
        let broken: Vec<usize> = syntax.iter().map(|error| line(&error.span())).collect();
        let mut told: Vec<Finding> = syntax
            .iter()
            .map(|error| told::fault(file, self.text, error.message(), error.span()))
            .collect();
        if !syntax.iter().any(is_astray) {
            let sound = self.faults.iter().filter(|(_, span)| !broken.contains(&line(span)));
            told.extend(
                sound.map(|(message, span)| told::fault(file, self.text, message, span.clone())),
            );
        }
        told.sort_by_key(|finding| finding.place.line.unwrap_or(0));
        if syntax.is_empty() {
            let missing = self.missing.iter();
            told.extend(
                missing.map(|(at, (table, keys))| told::missing(file, self.text, table, *at, keys)),
            );
        }
        told
    }
}

/// Returns a stand-in of the kind that an error says is expected; `None` when it does not say.
fn stand_in(message: &str) -> Option<DeValue<'static>> {
    if message.contains("the day is missing") {
        return Some(DeValue::String(DAY.into()));
    }
    let (_, wanted) = message.split_once("expected ")?;
    let number = ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "a Decimal"];
    Some(if message.starts_with("unknown variant") {
        DeValue::String(wanted.split('`').nth(1)?.to_owned().into())
    } else if wanted.starts_with("a date") {
        DeValue::String(DAY.into())
    } else if let Some(length) = wanted.strip_prefix("an array of length ") {
        let length = length.parse::<usize>().ok().filter(|length| *length <= 16)?;
        let mut values = DeArray::new();
        (0..length)
            .for_each(|_| values.push(Spanned::new(0..0, DeValue::Integer(DeInteger::default()))));
        DeValue::Array(values)
    } else if wanted.starts_with("a sequence") || wanted.starts_with("an array") {
        DeValue::Array(DeArray::new())
    } else if wanted.starts_with("a map") || wanted.starts_with("struct") {
        DeValue::Table(DeTable::new())
    } else if wanted.starts_with("a boolean") {
        DeValue::Boolean(false)
    } else if number.iter().any(|kind| wanted.starts_with(kind)) {
        DeValue::Integer(DeInteger::default())
    } else if wanted.starts_with("f64") || wanted.starts_with("f32") {
        DeValue::Float(DeFloat::default())
    } else if wanted.contains("string") {
        DeValue::String("".into())
    } else {
        return None;
    })
}

/// Removes the key of this span from its table; returns the position of that table.
fn remove_key(table: &mut DeTable<'_>, at: usize, span: &Range<usize>) -> Option<usize> {
    let found = table
        .iter()
        .map(|(key, _)| key)
        .find(|key| key.span() == *span)
        .map(|key| key.get_ref().clone());
    if let Some(key) = found {
        return table.remove(key.as_ref()).map(|_| at);
    }
    table.iter_mut().find_map(|(_, value)| remove_key_in(value, span))
}

fn remove_key_in(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<usize> {
    let at = value.span().start;
    match value.get_mut() {
        DeValue::Table(table) => remove_key(table, at, span),
        DeValue::Array(values) => values.iter_mut().find_map(|value| remove_key_in(value, span)),
        _ => None,
    }
}

/// Finds the value of this span.
fn find_value<'t, 'a>(
    table: &'t mut DeTable<'a>,
    span: &Range<usize>,
) -> Option<&'t mut Spanned<DeValue<'a>>> {
    table.iter_mut().find_map(|(_, value)| value_in(value, span))
}

fn value_in<'t, 'a>(
    value: &'t mut Spanned<DeValue<'a>>,
    span: &Range<usize>,
) -> Option<&'t mut Spanned<DeValue<'a>>> {
    if value.span() == *span {
        return Some(value);
    }
    match value.get_mut() {
        DeValue::Table(table) => find_value(table, span),
        DeValue::Array(values) => values.iter_mut().find_map(|value| value_in(value, span)),
        _ => None,
    }
}

/// Finds the table of this span; returns its name in the file with it.
fn find_table<'t, 'a>(
    table: &'t mut DeTable<'a>,
    span: &Range<usize>,
    above: &str,
) -> Option<(String, &'t mut DeTable<'a>)> {
    table
        .iter_mut()
        .find_map(|(key, value)| table_in(value, span, &joined(above, key.get_ref()), false))
}

fn table_in<'t, 'a>(
    value: &'t mut Spanned<DeValue<'a>>,
    span: &Range<usize>,
    path: &str,
    of_list: bool,
) -> Option<(String, &'t mut DeTable<'a>)> {
    let here = value.span() == *span;
    match value.get_mut() {
        DeValue::Table(table) => {
            if here {
                return Some((
                    if of_list { format!("[[{path}]]") } else { format!("[{path}]") },
                    table,
                ));
            }
            find_table(table, span, path)
        }
        DeValue::Array(values) => {
            values.iter_mut().find_map(|value| table_in(value, span, path, true))
        }
        _ => None,
    }
}

/// Joins a key to the keys above it.
fn joined(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// Finds the values that are still to be filled in, in the order of the file. Comments, and texts
/// inside texts, are no values to the parser.
fn open(text: &str, unfilled: &str, table: &DeTable<'_>) -> Vec<OpenValue> {
    let mut found = Vec::new();
    gather(unfilled, table, "", &mut found);
    found.sort_by_key(|(at, ..)| *at);
    found
        .into_iter()
        .map(|(at, key, value)| OpenValue { key, value, line: line_of(text, at) })
        .collect()
}

fn gather(
    unfilled: &str,
    table: &DeTable<'_>,
    above: &str,
    found: &mut Vec<(usize, String, String)>,
) {
    for (key, value) in table {
        gather_value(unfilled, value, &joined(above, key.get_ref()), found);
    }
}

fn gather_value(
    unfilled: &str,
    value: &Spanned<DeValue<'_>>,
    path: &str,
    found: &mut Vec<(usize, String, String)>,
) {
    match value.get_ref() {
        DeValue::String(text) if text.contains(unfilled) => {
            found.push((value.span().start, path.to_owned(), text.to_string()));
        }
        DeValue::Table(table) => gather(unfilled, table, path, found),
        DeValue::Array(values) => {
            let one = values.len() == 1;
            for (value, number) in values.iter().zip(1..) {
                let path = if one { path.to_owned() } else { format!("{path}[{number}]") };
                gather_value(unfilled, value, &path, found);
            }
        }
        _ => {}
    }
}
