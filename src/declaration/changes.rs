//! What changed in a declaration since the last run, word by word.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

use super::form::{form, join};
use super::spot::{Places, last_part};

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The cell and its heading; for a value that is gone, its sheet and heading.
    pub place: String,
    /// The value before; empty for a new one.
    pub before: String,
    /// The value now; empty for one that is gone.
    pub now: String,
}

/// Compares two canonical texts, of which the second stands in a workbook at these places.
#[must_use]
pub fn changes(before: &str, now: &str, places: &Places) -> Vec<Change> {
    let old = Lines::of(before);
    let new = Lines::of(now);
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old.0.iter().map(|line| line.0).collect(), new.0.iter().map(|line| line.0).collect());
    let operations = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let mut told = Vec::new();
    let mut gone: Vec<(String, String)> = Vec::new();
    let all = operations.iter().flat_map(|one| one.iter_changes(&old_lines, &new_lines));
    for change in all {
        match change.tag() {
            ChangeTag::Equal => flush(&mut gone, &mut told),
            ChangeTag::Delete => {
                gone.extend(change.old_index().and_then(|at| old.value(at)));
            }
            ChangeTag::Insert => {
                let Some(at) = change.new_index() else { continue };
                let Some((key, value)) = new.value(at) else { continue };
                let same = gone.iter().position(|(known, _)| *known == key);
                let before = same.map(|at| gone.remove(at).1).unwrap_or_default();
                let place = places.of_line(at + 1).map_or_else(
                    || heading(&key),
                    |spot| format!("{} ({})", spot.place(), spot.heading),
                );
                told.push(Change { place, before, now: value });
            }
        }
    }
    flush(&mut gone, &mut told);
    told
}

/// Reports values that are gone.
fn flush(gone: &mut Vec<(String, String)>, told: &mut Vec<Change>) {
    told.extend(gone.drain(..).map(|(key, before)| Change {
        place: heading(&key),
        before,
        now: String::new(),
    }));
}

/// Names the sheet and heading of a key.
fn heading(key: &str) -> String {
    for sheet in &form().sheets {
        for part in &sheet.parts {
            let of_part = part.key.is_empty() || key.starts_with(&part.key);
            let field = part.fields.iter().find(|field| {
                let whole = part.key_of(field);
                whole == key || !part.key.is_empty() && key.ends_with(&format!(".{}", field.name()))
            });
            if let Some(field) = field.filter(|_| of_part) {
                return format!("{} · {} ({})", super::FILE, sheet.name, field.head);
            }
        }
    }
    format!("{} · {}", super::FILE, last_part(key))
}

/// The lines of a canonical text, each with its section and key.
struct Lines<'a>(Vec<(&'a str, String)>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let (mut section, mut list) = (String::new(), String::new());
        let mut lines = Vec::new();
        for line in text.lines() {
            let mut key = String::new();
            if let Some(named) = line.strip_prefix('[') {
                section = named.trim_matches(['[', ']']).to_owned();
            } else if line.starts_with("    ") {
                key.clone_from(&list);
            } else if let Some((name, value)) = line.split_once(" = ") {
                key = join(&section, name);
                if value == "[" {
                    list = std::mem::take(&mut key);
                }
            }
            lines.push((line, key));
        }
        Self(lines)
    }

    /// Returns key and value of a line; `None` for a line that has none.
    fn value(&self, at: usize) -> Option<(String, String)> {
        let (line, key) = self.0.get(at)?;
        if key.is_empty() {
            return None;
        }
        let value = line.split_once(" = ").filter(|_| !line.starts_with(' '));
        let value = value.map_or_else(|| line.trim().trim_end_matches(','), |(_, value)| value);
        Some((key.clone(), value.trim_matches('"').replace("\\\"", "\"")))
    }
}
