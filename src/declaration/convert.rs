//! Converts a declaration from one spelling into the other, and makes sure that nothing was lost.

use toml::{Table, Value};

use super::FILE;
use super::form::{Choice, Field, Part, form, join};
use super::read;
use super::tree::{Branch, print};
use super::write::{WriteFault, write};
use crate::finding::Finding;

/// Why a declaration was not converted.
#[derive(Debug, thiserror::Error)]
pub enum ConversionFault {
    /// The text is no TOML.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// The workbook cannot be written.
    #[error(transparent)]
    Write(#[from] WriteFault),
    /// The workbook cannot be read; the findings say why.
    #[error("the workbook cannot be read")]
    Unread(Vec<Finding>),
    /// Values of the settings have no place in the workbook, or would come back differently. Holds
    /// their lines.
    #[error("some values cannot be converted")]
    Lost(Vec<String>),
}

/// Returns the canonical text of a `round.toml`: each value on a line of its own, in the order of
/// the form, without comments.
///
/// # Errors
///
/// When the text is no TOML.
pub fn canonical(text: &str) -> Result<String, toml::de::Error> {
    Ok(print(&Branch::of_table(&text.parse::<Table>()?)).text)
}

/// Returns the text of a `round.toml` for the bytes of a workbook.
///
/// # Errors
///
/// [`ConversionFault::Unread`] when something in the workbook cannot be read.
pub fn to_toml(bytes: &[u8]) -> Result<String, ConversionFault> {
    let declared = read(bytes).map_err(|finding| ConversionFault::Unread(vec![*finding]))?;
    if declared.findings.has_errors() {
        return Err(ConversionFault::Unread(declared.findings.into_iter().collect()));
    }
    let mut table: Table = declared.text.parse()?;
    respell(&mut table, FILE, "round.toml");
    Ok(print(&Branch::of_table(&table)).text)
}

/// Lets acceptances of warnings about the declaration name the other file.
fn respell(table: &mut Table, from: &str, to: &str) {
    let accepted = table.get_mut("accept").and_then(Value::as_array_mut);
    for entry in accepted.into_iter().flatten().filter_map(Value::as_table_mut) {
        if let Some(Value::String(file)) = entry.get_mut("file")
            && file == from
        {
            to.clone_into(file);
        }
    }
}

/// Returns the bytes of the workbook for the text of a `round.toml`, after reading them back.
///
/// # Errors
///
/// [`ConversionFault::Lost`] when a value would be lost or changed.
pub fn to_workbook(text: &str) -> Result<Vec<u8>, ConversionFault> {
    let mut table: Table = text.parse()?;
    respell(&mut table, "round.toml", FILE);
    let bytes = write(&table)?;
    let back = read(&bytes).map_err(|finding| ConversionFault::Unread(vec![*finding]))?;
    let lost = lost(&print(&Branch::of_table(&table)).text, &back.text);
    if lost.is_empty() { Ok(bytes) } else { Err(ConversionFault::Lost(lost)) }
}

/// Returns the values of a canonical text that another one lacks, with their keys. Values that are
/// still to be filled in, and such as mean the same as none, are not missed.
fn lost(before: &str, now: &str) -> Vec<String> {
    let mut known = values(now);
    let missed = values(before).into_iter().filter(|value| {
        let found = known.iter().position(|known| known == value);
        found.map(|at| known.remove(at)).is_none()
    });
    missed
        .filter(|(key, value)| !means_nothing(key, value))
        .map(|(k, v)| format!("{k} = {v}"))
        .collect()
}

/// Returns all values of a canonical text with their keys.
fn values(text: &str) -> Vec<(String, String)> {
    let (mut section, mut list) = (String::new(), String::new());
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            line.trim_matches(['[', ']']).clone_into(&mut section);
        } else if let Some(value) = line.strip_prefix("    ") {
            found.push((join(&section, &list), value.trim_end_matches(',').to_owned()));
        } else if let Some((key, value)) = line.split_once(" = ") {
            match value {
                "[" => key.clone_into(&mut list),
                value => found.push((join(&section, key), value.to_owned())),
            }
        }
    }
    found
}

/// Tells whether a value says no more than its absence: it is to be filled in, an empty list, or
/// the default of a choice.
fn means_nothing(key: &str, value: &str) -> bool {
    let default = |part: &Part, field: &Field| {
        let same = form().choices_of(field).iter().filter_map(Choice::same);
        part.key_of(field) == key && same.map(super::tree::value).any(|same| same == value)
    };
    value.contains("<điền")
        || value == "[]"
        || form().parts().any(|part| part.fields.iter().any(|field| default(part, field)))
}
