//! What changed in a declaration since the last run, word by word.

use similar::{Algorithm, ChangeTag, capture_diff_slices};
use toml::{Table, Value};

use super::form::{Field, Kind, form, join};
use super::spot::{Places, Spot, last_part};

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The cell and its heading; for a value that is gone, its sheet and heading.
    pub place: String,
    /// Where a person finds it (Vietnamese): `Trang “Đợt”, ô C7`.
    pub spot: String,
    /// The heading of the value.
    pub heading: String,
    /// The value before, as the workbook shows it; empty for a new one.
    pub before: String,
    /// The value now, as the workbook shows it; empty for one that is gone.
    pub now: String,
}

impl Change {
    /// Tells the change in a line (Vietnamese): only the words that differ, with a few around them.
    #[must_use]
    pub fn told(&self) -> String {
        self.told_at(&self.place)
    }

    /// Tells the change as [`Change::told`] does, with the place as a person finds it.
    #[must_use]
    pub fn told_to_clerks(&self) -> String {
        let Self { spot, heading, .. } = self;
        let place = if heading.is_empty() { spot.clone() } else { format!("{spot} ({heading})") };
        self.told_at(&place)
    }

    fn told_at(&self, place: &str) -> String {
        let Self { before, now, .. } = self;
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
    // The line of the second text before what is looked at.
    let mut near: Option<usize> = None;
    let all = operations.iter().flat_map(|one| one.iter_changes(&old_lines, &new_lines));
    for change in all {
        match change.tag() {
            ChangeTag::Equal => {
                flush(&mut gone, &mut told, row(&new, near, places).as_ref());
                near = change.new_index();
            }
            ChangeTag::Delete => {
                gone.extend(change.old_index().and_then(|at| old.value(at)));
            }
            ChangeTag::Insert => {
                near = change.new_index();
                let Some(at) = change.new_index() else { continue };
                let Some((key, value)) = new.value(at) else { continue };
                let same = gone.iter().position(|(known, _)| *known == key);
                let before = same.map(|at| gone.remove(at).1).unwrap_or_default();
                told.push(changed((&key, &before, &value), places.of_line(at + 1), places));
            }
        }
    }
    flush(&mut gone, &mut told, row(&new, near, places).as_ref());
    told
}

/// The section of the line with this index, and the row of the workbook in which it stands.
fn row(lines: &Lines<'_>, at: Option<usize>, places: &Places) -> Option<(String, u32)> {
    let at = at?;
    let key = &lines.0.get(at)?.1;
    let section = key.rsplit_once('.').map_or("", |(section, _)| section).to_owned();
    Some((section, places.of_line(at + 1)?.at.row))
}

/// Tells a value that changed: its key, before and now, as they stand in the texts.
fn changed((key, before, now): (&str, &str, &str), spot: Option<&Spot>, places: &Places) -> Change {
    let known = field_of(key);
    let field = spot.and_then(|spot| spot.field).or(known.map(|(_, field)| field));
    let (place, found, heading) = match spot {
        Some(spot) => (
            format!("{} ({})", spot.place(), spot.heading),
            format!("Trang “{}”, ô {}", spot.sheet, spot.at),
            spot.heading.clone(),
        ),
        None => unplaced(key),
    };
    let words = |value: &str| in_words(field, value, places);
    Change { place, spot: found, heading, before: words(before), now: words(now) }
}

/// Reports values that are gone. A single one of an item whose row still stands there was left out,
/// which may mean a word of its own.
fn flush(gone: &mut Vec<(String, String)>, told: &mut Vec<Change>, near: Option<&(String, u32)>) {
    let is_alone = gone.len() == 1;
    told.extend(gone.drain(..).map(|(key, before)| {
        let mut one = changed((&key, &before, ""), None, &Places::default());
        let section = key.rsplit_once('.').map(|(section, _)| section);
        let row = near.filter(|(known, _)| is_alone && section == Some(known));
        if let Some((_, row)) = row {
            one.spot += &format!(", dòng {}", row + 1);
            let choices = field_of(&key).map_or(&[][..], |(_, field)| form().choices_of(field));
            let left_out = choices.iter().find(|choice| choice.value.is_none());
            one.now = left_out.map(|choice| choice.word.clone()).unwrap_or_default();
        }
        one
    }));
}

/// Place, spot and heading of a key that stands in no cell.
fn unplaced(key: &str) -> (String, String, String) {
    if let Some((sheet, field)) = field_of(key) {
        let place = format!("{} · {sheet} ({})", super::FILE, field.head);
        return (place, format!("Trang “{sheet}”"), field.head.clone());
    }
    let name = last_part(key).to_owned();
    (format!("{} · {name}", super::FILE), "Khai báo".to_owned(), name)
}

/// Names the sheet of a key, with its field.
fn field_of(key: &str) -> Option<(&'static str, &'static Field)> {
    let parts = form()
        .sheets
        .iter()
        .flat_map(|sheet| sheet.parts.iter().map(move |part| (sheet.name.as_str(), part)));
    parts.filter(|(_, part)| part.key.is_empty() || key.starts_with(&part.key)).find_map(
        |(sheet, part)| {
            let field = part.fields.iter().find(|field| {
                let whole = part.key_of(field);
                whole == key || !part.key.is_empty() && key.ends_with(&format!(".{}", field.name()))
            });
            Some((sheet, field?))
        },
    )
}

/// Writes a value of the canonical text as the workbook shows it: the word of a choice, a day as
/// people write it.
fn in_words(field: Option<&Field>, text: &str, places: &Places) -> String {
    if text.is_empty() {
        return String::new();
    }
    let parsed = format!("value = {text}").parse::<Table>().ok();
    match parsed.and_then(|mut table| table.remove("value")) {
        Some(value) => shown(field, &value, places),
        None => text.to_owned(),
    }
}

fn shown(field: Option<&Field>, value: &Value, places: &Places) -> String {
    if let Some(word) = field.and_then(|field| form().word(field, value)) {
        return word.to_owned();
    }
    match value {
        Value::String(text) if text.starts_with("<điền") && text.ends_with('>') => {
            "(chưa điền)".to_owned()
        }
        Value::String(text) => match field {
            Some(field) if field.kind == Kind::Name => places.name(&field.from, text).to_owned(),
            Some(field) if matches!(field.kind, Kind::Month | Kind::PaperDate) => {
                let month = text.split_once('-').filter(|(year, _)| year.len() == 4);
                month.map_or_else(|| text.clone(), |(year, month)| format!("{month}/{year}"))
            }
            _ => text.clone(),
        },
        Value::Boolean(yes) => if *yes { "Có" } else { "Không" }.to_owned(),
        Value::Float(number) => number.to_string().replace('.', ","),
        Value::Datetime(at) => at.date.map_or_else(
            || at.to_string(),
            |day| format!("{:02}/{:02}/{}", day.day, day.month, day.year),
        ),
        Value::Array(all) => {
            all.iter().map(|one| shown(field, one, places)).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
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
        Some((key.clone(), value.to_owned()))
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

    #[test]
    fn values_are_told_as_the_workbook_shows_them() {
        let text = |role: &str, day: &str, stock: bool| {
            format!(
                "[round]\nfrom = {day}\n\n[certificate]\nstock = {stock}\n\n[[council.members]]\n\
                 name = \"A\"\nrole = \"{role}\"\n"
            )
        };
        let (before, now) =
            (text("vice_chair", "2020-12-08", false), text("chair", "2020-12-09", true));
        let all = changes(&before, &now, &Places::default());
        let told: Vec<_> = all.iter().map(Change::told_to_clerks).collect();
        assert_eq!(
            told,
            [
                "Trang “Đợt” (Từ ngày (dự kiến)): “08/12/2020” → “09/12/2020”",
                "Trang “Đợt” (Giấy chứng nhận in lên phôi có sẵn khung, quốc huy): “Không” → “Có”",
                "Trang “Hội đồng” (Vai trò): “Phó Chủ tịch” → “Chủ tịch”",
            ]
        );
        let open = changes(
            "[round]\nnumber = \"<điền: đợt>\"\n",
            "[round]\nnumber = 2\n",
            &Places::default(),
        );
        assert_eq!((open[0].before.as_str(), open[0].now.as_str()), ("(chưa điền)", "2"));
    }
}
