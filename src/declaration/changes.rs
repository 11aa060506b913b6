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

impl Change {
    /// Tells the change in a line (Vietnamese): only the words that differ, with a few around them.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { place, before, now } = self;
        if before.is_empty() {
            return format!("{place}: thêm “{now}”");
        }
        if now.is_empty() {
            return format!("{place}: bỏ “{before}”");
        }
        let (before, now) = differing(before, now);
        format!("{place}: “{before}” → “{now}”")
    }
}

/// How many words are shown around those that differ.
const AROUND: usize = 3;

/// Leaves out the words that two texts begin and end with, but for a few.
fn differing(before: &str, now: &str) -> (String, String) {
    let (one, other): (Vec<_>, Vec<_>) = (before.split(' ').collect(), now.split(' ').collect());
    let head = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let rest = one.len().min(other.len()) - head;
    let backwards = one.iter().rev().zip(other.iter().rev());
    let tail = backwards.take(rest).take_while(|(one, other)| one == other).count();
    let part = |words: &[&str]| {
        let (from, to) =
            (head.saturating_sub(AROUND), (words.len() - tail + AROUND).min(words.len()));
        let before = if from > 0 { "… " } else { "" };
        let after = if to < words.len() { " …" } else { "" };
        format!("{before}{}{after}", words[from..to].join(" "))
    };
    (part(&one), part(&other))
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
                named.trim_matches(['[', ']']).clone_into(&mut section);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, now: &str) -> Vec<String> {
        changes(before, now, &Places::default()).iter().map(Change::told).collect()
    }

    #[test]
    fn only_the_words_that_differ_are_told() {
        let text = |post: &str| {
            format!(
                "[round]\nyear = 2026\n\n[[council.members]]\nname = \"A\"\npost = \"{post}\"\n"
            )
        };
        let long = "Phó Giám đốc Sở Nông nghiệp và Môi trường tỉnh Lai Châu";
        assert_eq!(
            told(&text(long), &text(&long.replace("Giám đốc", "Chánh Văn phòng"))),
            ["khai-bao.xlsx · Hội đồng (Chức vụ, đơn vị): “Phó Giám đốc Sở Nông nghiệp …” → “Phó \
                 Chánh Văn phòng Sở Nông nghiệp …”"]
        );
        assert_eq!(told(&text(long), &text(long)), [""; 0]);
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_told() {
        let list = |names: &str| format!("[round]\ndepartments = [\n{names}]\n");
        let told = told(&list("    \"Y tế\",\n"), &list("    \"Công Thương\",\n    \"Y tế\",\n"));
        assert_eq!(told, ["khai-bao.xlsx · Đợt (Sở, ngành liên quan): thêm “Công Thương”"]);
    }
}
