//! Says of the workbook what findings say of `round.toml`: sheets for sections, headings for keys,
//! words for values, dates as people write them.

mod mistyped;
mod unfilled;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::Value;

use self::mistyped::mistyped;
use super::FILE;
use super::form::{Items, Part, SheetForm, form};
use super::spot::{Places, last_part};
use crate::finding::{Code, Finding, Place};

/// Name of the settings file of which findings speak.
const TOML: &str = "round.toml";

/// Phrases that the form alone cannot reword.
static PHRASES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        phrases: Vec<(String, String)>,
    }
    let file: File =
        toml::from_str(include_str!("phrases.toml")).expect("a test reads the embedded phrases");
    file.phrases
});

impl Places {
    /// Moves a finding about `round.toml` to its cell, and rewords it. Other findings are only
    /// reworded where they name the file.
    pub(super) fn move_finding(&self, finding: &mut Finding) {
        if finding.place.file.as_str() != TOML {
            self.reword_finding(finding);
            return;
        }
        let spot = match (&finding.place.line, &finding.place.sheet) {
            (Some(line), _) => self.of_line(*line),
            (None, Some(key)) => self.of_key(key, finding),
            (None, None) => None,
        };
        let spot = spot.cloned();
        if finding.code == Code::RoundUnreadable
            && let Some(spot) = &spot
            && let Some(field) = spot.field
        {
            mistyped(field, spot, finding);
        }
        self.reword_finding(finding);
        self.reword_values(finding);
        if let Some(spot) = spot {
            finding.place = spot.place();
            finding.heading = Some(spot.heading).filter(|heading| !heading.is_empty());
        } else {
            let sheet = finding.place.sheet.as_deref().and_then(sheet_of);
            finding.place = Place::file(FILE);
            finding.place.sheet = sheet.map(|sheet| sheet.name.as_str().into());
            finding.heading = None;
        }
    }

    fn reword_finding(&self, finding: &mut Finding) {
        finding.message = self.reword(&finding.message);
        for text in [&mut finding.allowed, &mut finding.remedy].into_iter().flatten() {
            *text = self.reword(text);
        }
    }

    /// Rewords what was found and what is allowed, where these are values of `round.toml`: choices,
    /// days, ids.
    fn reword_values(&self, finding: &mut Finding) {
        let key = finding.place.sheet.as_deref().unwrap_or_default().to_owned();
        for text in [&mut finding.found, &mut finding.allowed].into_iter().flatten() {
            *text = days(&choices(text));
            let table = match last_part(&key) {
                "issuer" => "issuers",
                "legal_bases" => "acts",
                _ => continue,
            };
            let names: Vec<_> = text.split(", ").map(|id| self.name(table, id)).collect();
            *text = names.join(", ");
        }
    }

    /// Returns the short name of an id, as the workbook gives it.
    pub(super) fn name<'a>(&'a self, table: &str, id: &'a str) -> &'a str {
        let known = self.names.iter().find(|(of, known, _)| of == table && known == id);
        known.map_or_else(|| form().name(table, id), |(_, _, name)| name)
    }

    /// Rewords a text for clerks that speaks of `round.toml`.
    pub(super) fn reword(&self, text: &str) -> String {
        let mut text = self.key_places(text);
        for (from, to) in PHRASES.iter() {
            if text.contains(from.as_str()) {
                text = text.replace(from.as_str(), to);
            }
        }
        text = self.sections(&text);
        text = choices(&text);
        text = values(&text);
        days(&text).replace(TOML, FILE)
    }

    /// Replaces `round.toml: papers.plan.date`, and what an explanation says of a default, by the cell.
    fn key_places(&self, text: &str) -> String {
        let text = text.replace("round.toml hoặc giá trị mặc định: ", "round.toml: ");
        let mut parts = text.split("round.toml: ");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(part.len());
            let (key, rest) = part.split_at(end);
            // Writing to a string cannot fail.
            let _ = match self.keys.iter().find(|(known, _)| known == key) {
                Some((_, spot)) if spot.heading.is_empty() || spot.shown.is_empty() => {
                    write!(out, "giá trị mặc định, {}{rest}", spot.place())
                }
                Some((_, spot)) => write!(out, "{} ({}){rest}", spot.place(), spot.heading),
                None => write!(out, "{FILE}, giá trị mặc định{rest}"),
            };
        }
        out
    }

    /// Replaces the names of sections, between square brackets, by those of sheets.
    fn sections(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(start) = rest.find('[') {
            let end = rest[start..].find(']').map(|end| start + end);
            let Some(end) = end.filter(|end| is_section(&rest[start..*end])) else {
                out.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
                continue;
            };
            let key = rest[start..end].trim_start_matches('[');
            let after = rest[end..].trim_start_matches(']');
            let before = &rest[..start];
            let Some(named) = self.section(key) else {
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            };
            // “Mục [[verdicts]] này” is a row of the sheet, “mục [[verdicts]]” the sheet.
            if let Some(before) = before.strip_suffix("Mục ") {
                out.push_str(before);
                out.push_str("Dòng này của ");
                rest = after.strip_prefix(" này").unwrap_or(after);
            } else {
                out.push_str(before.strip_suffix("mục ").unwrap_or(before));
                rest = after;
            }
            out.push_str(&named);
        }
        out.push_str(rest);
        out
    }

    /// Names the sheet of a section, and the row or column of its item.
    fn section(&self, key: &str) -> Option<String> {
        let sheet = sheet_of(key)?;
        let (table, id) = key.split_once('.').unwrap_or((key, ""));
        let part = sheet.parts.iter().find(|part| part.key == table && !id.is_empty());
        Some(match part.map(|part| part.items) {
            Some(Items::Map | Items::Fixed) if table == "papers" => {
                format!("cột “{}” của trang “{}”", self.name(table, id), sheet.name)
            }
            Some(Items::Map | Items::Fixed) => {
                format!("trang “{}” (“{}”)", sheet.name, self.name(table, id))
            }
            _ => format!("trang “{}”", sheet.name),
        })
    }
}

/// Tells whether a text is the beginning of a section's name: brackets and a known key, perhaps
/// followed by an id.
fn is_section(text: &str) -> bool {
    let key = text.trim_start_matches('[');
    let first = key.split('.').next().unwrap_or_default();
    !key.contains('[')
        && !first.is_empty()
        && first.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_')
}

/// Returns the sheet of a key.
fn sheet_of(key: &str) -> Option<&'static SheetForm> {
    let key = if key.starts_with("lần chấm") { "sessions" } else { key };
    let root = |part: &Part, depth: &str| {
        part.key == depth || part.fields.iter().any(|field| part.key_of(field).starts_with(depth))
    };
    let mut depth = key;
    loop {
        let below = format!("{depth}.");
        let exact = |sheet: &&SheetForm| sheet.parts.iter().any(|part| part.key == depth);
        let within = |sheet: &&SheetForm| sheet.parts.iter().any(|part| root(part, &below));
        let sheets = &form().sheets;
        if let Some(sheet) = sheets.iter().find(exact).or_else(|| sheets.iter().find(within)) {
            return Some(sheet);
        }
        depth = depth.rsplit_once('.')?.0;
    }
}

/// Replaces `key = "value"` by the heading and the word, and `"value"` alone by the word.
fn choices(text: &str) -> String {
    if !text.contains('"') {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    for part in form().parts() {
        for field in &part.fields {
            for choice in form().choices_of(field) {
                let Some(Value::String(value)) = &choice.value else { continue };
                if value == &choice.word {
                    continue;
                }
                let given = format!("{} = \"{value}\"", last_part(field.name()));
                out = out.replace(&given, &format!("{} là {}", field.head, choice.word));
                out = out.replace(&format!("\"{value}\""), &format!("“{}”", choice.word));
            }
        }
    }
    out
}

/// Replaces the values of verdicts that stand in running text by their words.
fn values(text: &str) -> String {
    let mut out = text.to_owned();
    for choice in form().choices.get("verdict").into_iter().flatten() {
        if let Some(Value::String(value)) = &choice.value
            && value.contains('_')
        {
            out = out.replace(value.as_str(), &format!("“{}”", choice.word));
        }
    }
    out
}

/// Replaces days such as `2026-12-08` by `08/12/2026`.
fn days(text: &str) -> String {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let hyphen = |at: usize| bytes.get(at) == Some(&b'-');
    let outside = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'/' | b'_'))
    };
    let is_day = |at: usize| {
        digits(at, at + 4)
            && hyphen(at + 4)
            && digits(at + 5, at + 7)
            && hyphen(at + 7)
            && digits(at + 8, at + 10)
            && outside(at.checked_sub(1))
            && outside(Some(at + 10))
    };
    let mut out = String::new();
    let mut from = 0;
    for at in text.char_indices().map(|(at, _)| at) {
        if at >= from && is_day(at) {
            out.push_str(&text[from..at]);
            let (year, month, day) =
                (&text[at..at + 4], &text[at + 5..at + 7], &text[at + 8..at + 10]);
            // Writing to a string cannot fail.
            let _ = write!(out, "{day}/{month}/{year}");
            from = at + 10;
        }
    }
    out.push_str(&text[from..]);
    out
}
