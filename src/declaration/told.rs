//! Says of the workbook what findings say of `round.toml`: sheets for sections, headings for keys,
//! words for values, dates as people write them.

use std::sync::LazyLock;

use serde::Deserialize;
use toml::Value;

use super::FILE;
use super::form::{Field, Items, Kind, Part, SheetForm, form};
use super::spot::{Places, Spot, last_part};
use crate::finding::{Code, Finding, Place};
use crate::settings::OpenValue;

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
        match spot {
            Some(spot) => {
                finding.place = spot.place();
                finding.heading = Some(spot.heading).filter(|heading| !heading.is_empty());
            }
            None => {
                let sheet = finding.place.sheet.as_deref().and_then(sheet_of);
                finding.place = Place::file(FILE);
                finding.place.sheet = sheet.map(|sheet| sheet.name.as_str().into());
                finding.heading = None;
            }
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
    fn name<'a>(&'a self, table: &str, id: &'a str) -> &'a str {
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

    /// Replaces `round.toml: papers.plan.date` by the cell.
    fn key_places(&self, text: &str) -> String {
        let mark = "round.toml: ";
        let mut parts = text.split(mark);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(part.len());
            let (key, rest) = part.split_at(end);
            match self.keys.iter().find(|(known, _)| known == key) {
                Some((_, spot)) => out.push_str(&format!("{}{rest}", spot.place())),
                None => out.push_str(&format!("{FILE}: {part}")),
            }
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
            match self.section(key) {
                Some(named) => {
                    let before = before.strip_suffix("mục ").unwrap_or(before);
                    let before = match before.strip_suffix("Mục ") {
                        Some(before) => format!("{before}Dòng này của "),
                        None => before.to_owned(),
                    };
                    let after = if before.ends_with("Dòng này của ") {
                        after.strip_prefix(" này").unwrap_or(after)
                    } else {
                        after
                    };
                    out.push_str(&before);
                    out.push_str(&named);
                    rest = after;
                }
                None => {
                    out.push_str(&rest[..end]);
                    rest = &rest[end..];
                }
            }
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

    /// Makes the findings about cells that are still to be filled in, one a sheet.
    pub(crate) fn unfilled(&self, open: &[OpenValue]) -> Vec<Finding> {
        let spots: Vec<_> = self.open(open).collect();
        let sheets = spots.chunk_by(|one, next| one.sheet == next.sheet);
        let told = sheets.filter_map(|spots| {
            let first = *spots.first()?;
            let finding = match spots {
                [_] => Finding::new(Code::RoundUnfilled, first.place(), "Ô này chưa được điền.")
                    .heading(&first.heading),
                _ => {
                    let message = format!("{} ô của trang này chưa được điền.", spots.len());
                    let named = spots.iter().map(|spot| spot.named()).collect::<Vec<_>>();
                    Finding::new(Code::RoundUnfilled, first.place(), message)
                        .found(named.join(", "))
                }
            };
            let acts = spots.iter().any(|spot| spot.sheet.as_str() == "Căn cứ");
            let rest = if acts {
                " Văn bản nào không có thì xóa trắng cả dòng, và tên của nó ở các ô Căn cứ của trang \
                 “Văn bản”."
            } else {
                ""
            };
            Some(finding.remedy(format!("Điền các ô nền vàng, và thay chỗ ghi <điền: …>.{rest}")))
        });
        told.collect()
    }

    /// Says which cells are still to be filled in, sheet by sheet (in Vietnamese, to follow “chờ”).
    pub(crate) fn still_open(&self, open: &[OpenValue]) -> String {
        let spots: Vec<_> = self.open(open).collect();
        let sheets = spots.chunk_by(|one, next| one.sheet == next.sheet).map(|spots| {
            let cells: Vec<_> = spots.iter().map(|spot| spot.at.to_string()).collect();
            format!("{} ({})", spots[0].sheet, cells.join(", "))
        });
        format!(
            "điền nốt {} ô còn trống trong {FILE}: {}",
            spots.len(),
            sheets.collect::<Vec<_>>().join("; ")
        )
    }

    /// Returns the cells of open values in the order of the sheets, each once.
    fn open<'a>(&'a self, open: &'a [OpenValue]) -> impl Iterator<Item = &'a Spot> {
        let mut spots: Vec<&Spot> =
            open.iter().filter_map(|open| self.of_line(open.line)).collect();
        let order = |spot: &Spot| form().sheets.iter().position(|sheet| sheet.name == *spot.sheet);
        spots.sort_by_key(|spot| (order(spot), spot.sheet.clone(), spot.at));
        spots.dedup();
        spots.into_iter()
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

/// Rewords a finding about a value of the wrong kind: the form knows what belongs there.
fn mistyped(field: &Field, spot: &Spot, finding: &mut Finding) {
    let range =
        || (field.most > 0).then(|| format!("số nguyên từ {} đến {}", field.least, field.most));
    let (message, allowed, remedy) = match field.kind {
        Kind::Date | Kind::PaperDate => (
            "Ngày ghi không đúng.",
            Some("ngày/tháng/năm, ví dụ 08/12/2026".to_owned()),
            "Gõ lại ngày theo thứ tự ngày/tháng/năm; kiểm tra ngày đó có trong lịch.",
        ),
        Kind::Month => (
            "Tháng ghi không đúng.",
            Some("tháng/năm, ví dụ 12/2026".to_owned()),
            "Gõ lại tháng và năm, ví dụ 12/2026.",
        ),
        Kind::Whole => (
            "Ô này phải ghi một số nguyên.",
            range().or_else(|| Some("số nguyên không âm".to_owned())),
            "Chỉ ghi số, không kèm chữ.",
        ),
        Kind::Decimal => (
            "Ô này phải ghi một số.",
            Some("số, ví dụ 10 hoặc 7,5".to_owned()),
            "Chỉ ghi số, không kèm chữ.",
        ),
        Kind::Choice => {
            let words: Vec<_> =
                form().choices_of(field).iter().map(|choice| choice.word.as_str()).collect();
            (
                "Giá trị này không có trong danh sách của ô.",
                Some(words.join("; ")),
                "Chọn trong danh sách: bấm vào ô rồi bấm mũi tên bên phải.",
            )
        }
        Kind::Text | Kind::Time | Kind::OpenChoice | Kind::Name => {
            ("Giá trị của ô này không đọc được.", None, "Gõ lại giá trị bằng chữ.")
        }
    };
    finding.message = message.to_owned();
    finding.allowed = allowed;
    finding.remedy = Some(remedy.to_owned());
    finding.found = (!spot.shown.is_empty()).then(|| spot.shown.clone());
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
            out.push_str(&format!(
                "{}/{}/{}",
                &text[at + 8..at + 10],
                &text[at + 5..at + 7],
                &text[at..at + 4]
            ));
            from = at + 10;
        }
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The texts between quotes of a source file, without those of its tests.
    fn texts(source: &str) -> Vec<String> {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let (mut texts, mut text) = (Vec::new(), None::<String>);
        let mut signs = source.chars().peekable();
        while let Some(sign) = signs.next() {
            match (&mut text, sign) {
                (None, '"') => text = Some(String::new()),
                (None, '\'') if signs.peek() == Some(&'"') => {
                    signs.next();
                }
                (None, '/') if signs.peek() == Some(&'/') => {
                    while signs.next().is_some_and(|sign| sign != '\n') {}
                }
                (None, _) => {}
                (Some(_), '"') => texts.extend(text.take()),
                (Some(text), '\\') => match signs.next() {
                    Some('\n') => while signs.next_if(|sign| sign.is_whitespace()).is_some() {},
                    Some(sign) => text.push(sign),
                    None => {}
                },
                (Some(text), sign) => text.push(sign),
            }
        }
        texts
    }

    fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs_err::read_to_string(&path).unwrap();
                found.extend(
                    texts(&text).into_iter().map(|text| (path.display().to_string(), text)),
                );
            }
        }
    }

    /// Whoever words a new finding about the declaration sees here that it must be reworded too.
    #[test]
    fn no_text_about_the_declaration_speaks_of_toml_to_somebody_who_uses_excel() {
        let mut all = Vec::new();
        for desk in ["criteria", "documents", "forms", "round", "rules", "tally", "truth"] {
            sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(desk), &mut all);
        }
        let speaks = |text: &str| ["round.toml", "[["].iter().any(|word| text.contains(word));
        let told: Vec<_> = all
            .iter()
            // The declaration's own refusals name both files.
            .filter(|(file, text)| {
                speaks(text) && !text.is_ascii() && !file.ends_with("round/explain.rs")
            })
            .map(|(file, text)| (file, text, Places::default().reword(text)))
            .collect();
        assert!(told.len() > 30, "{}", told.len());
        let wrong = told.iter().filter(|(.., told)| speaks(told) || told.contains(" = \""));
        let wrong: Vec<_> =
            wrong.map(|(file, text, told)| format!("{file}: {text}\n  becomes: {told}")).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn days_are_written_as_people_write_them() {
        assert_eq!(days("từ 2020-12-08 trở đi"), "từ 08/12/2020 trở đi");
        assert_eq!(
            days("148-2023-1489-2025 và 12-2020-12-08"),
            "148-2023-1489-2025 và 12-2020-12-08"
        );
    }

    #[test]
    fn sections_become_sheets() {
        let places = Places::default();
        let told = |text: &str| places.reword(text);
        assert_eq!(
            told("Mục [[verdicts]] này không ứng"),
            "Dòng này của trang “Kết luận” không ứng"
        );
        assert_eq!(
            told("thêm mục [acts.Luật Đất đai] hoặc"),
            "thêm trang “Căn cứ” (“Luật Đất đai”) hoặc"
        );
        assert_eq!(told("[1] không phải mục"), "[1] không phải mục");
    }
}
