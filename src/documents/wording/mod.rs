//! Fills the wording files (`templates/wording/**.md`): Markdown with minijinja placeholders.
//!
//! Strict: a missing value is an error with file and line, never a blank. Every value is escaped,
//! so that whatever stands in a cell prints as just that and is never read as Markdown or as a
//! template.

mod chosen;
mod origin;
mod trace;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use time::{Date, Month};

use self::chosen::ChosenWording;
pub(super) use self::chosen::choose;
pub use self::origin::PaperOrigin;
pub(super) use self::origin::{BlockLetters, Letters};
pub use self::trace::LetterOrigin;
pub(crate) use self::trace::{SourcePiece, pieces};
use super::traced::{FactValue, is_mark};
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{long_date, pad_number, short_date};
use crate::templates::Templates;

/// The two characters around the name of a table in filled wording. They are private-use
/// characters, which no value can contain.
pub(super) const TABLE: [char; 2] = ['\u{E000}', '\u{E001}'];

/// The wording files of a run, parsed.
pub(super) struct Wording {
    environment: Environment<'static>,
    /// The file of each wording below `templates/`, by the name that papers use: `ke-hoach`.
    files: BTreeMap<String, String>,
    /// The text of each file, as it was read.
    sources: BTreeMap<String, String>,
    broken: Findings,
}

impl Wording {
    /// Loads the wording files of an act. A broken file is reported only when a paper uses it; the
    /// findings tell what else is to be known about the choice of files.
    ///
    /// # Errors
    ///
    /// When a file cannot be read from the disk.
    pub(super) fn load(templates: &Templates, act: &Act) -> io::Result<(Self, Findings)> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // With this, errors contain their line, also in release builds.
        environment.set_debug(true);
        environment.set_formatter(write_value);
        environment.add_filter("pad", pad);
        environment.add_filter("number", number);
        environment.add_filter("sentence", |words: &str| sentence(words));
        environment.add_filter("join", join);
        environment.add_filter("short_date", |date: &str| with_date(date, short_date));
        environment.add_filter("long_date", |date: &str| with_date(date, long_date));
        environment.add_filter("day_month", |date: &str| with_date(date, day_month));
        let mut broken = Findings::default();
        let (mut files, mut sources) = (BTreeMap::new(), BTreeMap::new());
        let ChosenWording { files: chosen, findings } = choose(templates, act)?;
        for (name, template) in chosen {
            files.insert(name, template.name.clone());
            let Ok(source) = template.text() else {
                broken.push(not_utf8(&template.name));
                continue;
            };
            sources.insert(template.name.clone(), source.to_owned());
            if let Err(error) =
                environment.add_template_owned(template.name.clone(), mark_tables(source))
            {
                broken.push(explain(&template.name, &error));
            }
        }
        Ok((Self { environment, files, sources, broken }, findings))
    }

    /// Returns the file of a wording, below `templates/`.
    pub(super) fn file(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| format!("wording/{name}.md"))
    }

    /// Returns the number (from 1) of the first line of a wording file for which `holds` is true.
    /// Comments are skipped.
    pub(super) fn line_of(&self, name: &str, holds: impl Fn(&str) -> bool) -> Option<usize> {
        let template = self.environment.get_template(&self.file(name)).ok()?;
        let mut comment = false;
        let line = template.source().lines().zip(1..).find(|(line, _)| {
            comment |= line.contains("{#");
            let own = !comment && holds(line);
            comment &= !line.contains("#}");
            own
        });
        line.map(|(_, number)| number)
    }

    /// Fills the wording of this name with these values.
    ///
    /// # Errors
    ///
    /// Findings with the line of the file where a value is missing or the syntax is wrong.
    pub(super) fn fill(&self, name: &str, facts: &Value) -> Result<String, Findings> {
        let file = self.file(name);
        let place = template_place(&file);
        let mut findings = Findings::default();
        findings
            .extend(self.broken.iter().filter(|finding| finding.place.file == place.file).cloned());
        if !findings.is_empty() {
            return Err(findings);
        }
        let filled =
            self.environment.get_template(&file).and_then(|template| template.render(facts));
        filled.map_err(|error| {
            findings.push(explain(&file, &error));
            findings
        })
    }

    /// Tells where each byte of a filled wording comes from; `None` when that cannot be told.
    /// `filled` is what [`fill`](Self::fill) gave.
    pub(super) fn origins(
        &self,
        name: &str,
        facts: &Value,
        filled: &str,
    ) -> Option<Vec<LetterOrigin>> {
        let source = self.sources.get(&self.file(name))?;
        let marked = self.environment.render_str(&trace::marked(source), facts).ok()?;
        let (text, origins) = trace::take(&marked, source);
        (text == filled).then_some(origins)
    }
}

/// Filter `pad`: writes a count with two digits at least, as papers do.
fn pad(count: &Value) -> Result<Value, Error> {
    let padded = |count: &Value| u64::try_from(count.clone()).map(pad_number);
    match FactValue::of(count) {
        Some(told) => Ok(told.printed(padded(&told.value)?)),
        None => padded(count).map(Value::from),
    }
}

/// Filter `number`: turns a fact into a plain number that can be compared: `{% if facts.admitted |
/// number == 1 %}`.
fn number(count: &Value) -> Value {
    FactValue::of(count).map_or_else(|| count.clone(), |told| told.value.clone())
}

/// Filter `sentence`: writes the first letter as a capital.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Filter `join`: joins values with `between`; the facts in them stay known.
fn join(values: &Value, between: Option<&str>) -> Result<Value, Error> {
    let items: Vec<Value> = values.try_iter()?.collect();
    let between = between.unwrap_or_default();
    let plain = || items.iter().map(Value::to_string).collect::<Vec<_>>().join(between);
    Ok(FactValue::joined(&items, between).unwrap_or_else(|| Value::from(plain())))
}

/// Writes one value into the text, a fact with its marks. A missing value is an error.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if let Some(told) = FactValue::of(value) {
        return write_told(out, told).map_err(Error::from);
    }
    match value.kind() {
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            if value.is_safe() { out.write_str(text) } else { escape(out, text) }
                .map_err(Error::from)
        }
        ValueKind::Number => write!(out, "{value}").map_err(Error::from),
        ValueKind::Undefined | ValueKind::None => {
            Err(Error::new(ErrorKind::UndefinedError, "no value"))
        }
        kind => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("cannot print a value of kind {kind}"),
        )),
    }
}

fn write_told(out: &mut Output<'_>, told: &FactValue) -> std::fmt::Result {
    for (before, text, behind) in told.marked() {
        out.write_str(&before)?;
        escape_all(out, text)?;
        behind.map_or(Ok(()), |sign| out.write_char(sign))?;
    }
    Ok(())
}

/// Writes a text so that Markdown takes it literally, without blanks at both ends. A backslash does
/// this before any ASCII punctuation (`CommonMark` 0.31, 2.4).
fn escape(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    escape_all(out, text.trim_matches([' ', '\t']))
}

/// Writes a text like [`escape`], but keeps the blanks at both ends.
fn escape_all(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    for sign in text.chars() {
        match sign {
            '\n' | '\r' | '\t' => out.write_char(' ')?,
            sign if is_mark(sign) => out.write_char(char::REPLACEMENT_CHARACTER)?,
            sign if sign.is_ascii_punctuation() => write!(out, "\\{sign}")?,
            sign => out.write_char(sign)?,
        }
    }
    Ok(())
}

/// Turns every line that is just `[[name]]` into a marked name. This happens before values are
/// filled in, so that the value of a cell can never ask for a table.
fn mark_tables(source: &str) -> String {
    let mut marked = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        match line.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            Some(name) => {
                let _ = writeln!(marked, "{}{name}{}", TABLE[0], TABLE[1]);
            }
            None => marked.push_str(line),
        }
    }
    marked
}

fn with_date(text: &str, print: impl Fn(Date) -> String) -> Result<String, Error> {
    let wrong = || Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a date"));
    let mut parts = text.split('-').map(str::parse::<i32>);
    let mut next = || parts.next().and_then(Result::ok).ok_or_else(wrong);
    let (year, month, day) = (next()?, next()?, next()?);
    let month =
        u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok()).ok_or_else(wrong)?;
    let day = u8::try_from(day).map_err(|_| wrong())?;
    Date::from_calendar_date(year, month, day).map(print).map_err(|_| wrong())
}

/// Writes day and month, e.g. `08/12`: the first half of a range of days.
fn day_month(date: Date) -> String {
    let short = short_date(date);
    short.rsplit_once('/').map(|(before, _)| before.to_owned()).unwrap_or(short)
}

fn template_place(file: &str) -> Place {
    Place::file(format!("templates/{file}"))
}

fn not_utf8(file: &str) -> Finding {
    Finding::new(
        Code::TemplateBroken,
        template_place(file),
        "Tệp lời văn không phải văn bản UTF-8.",
    )
    .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
}

fn explain(file: &str, error: &Error) -> Finding {
    let place = template_place(file);
    let place = error.line().map_or_else(|| place.clone(), |line| place.line(line));
    let message = match error.kind() {
        ErrorKind::UndefinedError => {
            "Chỗ điền này không có giá trị, hoặc tên trong ngoặc nhọn không đúng."
        }
        ErrorKind::SyntaxError => "Câu lệnh trong ngoặc nhọn không đúng cú pháp.",
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => {
            "Tên bộ lọc hoặc hàm không có."
        }
        ErrorKind::TemplateNotFound => "Không có tệp lời văn này.",
        _ => "Không điền được lời văn.",
    };
    let found = error
        .template_source()
        .zip(error.line())
        .and_then(|(source, line)| source.lines().nth(line - 1));
    let finding = Finding::new(Code::TemplateBroken, place, message);
    let finding = match found.map(str::trim) {
        Some(line) if !line.is_empty() => finding.found(line),
        _ => finding.technical(error),
    };
    finding.remedy("Sửa lại dòng này, hoặc xóa tệp để dùng lời văn gốc của chương trình.")
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn fill(source: &str, facts: &Value) -> Result<String, Findings> {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("wording")).unwrap();
        let file = folder.path().join("wording/thu.md");
        fs_err::write(file, source).unwrap();
        let templates = Templates::new(folder.path()).unwrap();
        let (criteria, _) = crate::criteria::load(&templates).unwrap();
        let act = criteria.by_id("1048-2019-781-2020").unwrap();
        let (wording, _) = Wording::load(&templates, act).unwrap();
        wording.fill("thu", facts)
    }

    #[test]
    fn a_value_is_never_read_as_markdown_or_template() {
        let filled =
            fill("{{ name }}", &context! { name => "*Chè* #1 <b> {{ 7 * 7 }} [[bang]]" }).unwrap();
        assert_eq!(filled, r"\*Chè\* \#1 \<b\> \{\{ 7 \* 7 \}\} \[\[bang\]\]");
    }

    #[test]
    fn a_missing_value_is_an_error_with_its_line() {
        let findings = fill("một\nhai {{ name }}\n", &context! {}).unwrap_err();
        let finding = findings.iter().next().unwrap();
        assert_eq!(finding.code, Code::TemplateBroken);
        assert_eq!(finding.place.to_string(), "templates/wording/thu.md · dòng 2");
    }

    #[test]
    fn an_empty_setting_is_an_error_too() {
        assert!(fill("{{ name }}", &context! { name => None::<String> }).is_err());
    }

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        let findings = fill("một\n{% if %}\n", &context! {}).unwrap_err();
        assert_eq!(
            findings.iter().next().unwrap().place.to_string(),
            "templates/wording/thu.md · dòng 2"
        );
    }
}
