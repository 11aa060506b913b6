//! Tells a clerk in Vietnamese why a TOML file of settings could not be read, at its line.
//!
//! Ground floor: `round.toml` and the criteria of an office are read with it. It knows nothing of what is in them.

use crate::finding::{Code, Finding, Place};

/// A TOML file that people write by hand.
#[derive(Debug, Clone, Copy)]
pub struct SettingsFile<'a> {
    /// Its name, as findings say it.
    pub name: &'a str,
    /// The kind of finding when it cannot be read.
    pub code: Code,
    /// What to do then.
    pub remedy: &'a str,
}

impl SettingsFile<'_> {
    /// A line of the file, counted from 1.
    pub fn line(&self, line: usize) -> Place {
        Place::file(self.name).line(line)
    }

    /// The file is not UTF-8.
    pub fn not_text(&self) -> Finding {
        Finding::new(self.code, Place::file(self.name), format!("Tệp {} không phải văn bản UTF-8.", self.name))
            .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
    }

    /// The file is no TOML, or holds something that does not belong there.
    pub fn not_understood(&self, text: &str, error: &toml::de::Error) -> Finding {
        let before = error.span().map(|span| text.get(..span.start).unwrap_or(text));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let place = line.map_or_else(|| Place::file(self.name), |line| self.line(line));
        let mut finding = Finding::new(self.code, place, self.sentence(error.message())).remedy(self.remedy);
        finding.found = line.and_then(|line| text.lines().nth(line - 1)).map(|line| line.trim().to_owned());
        finding.found.take_if(|shown| shown.is_empty());
        let dated =
            finding.found.as_deref().is_some_and(has_slashed_date) || error.message().contains("the day is missing");
        finding.allowed = if dated { Some(DATE.to_owned()) } else { expected(error.message()) };
        finding
    }

    /// The parser's English, as one Vietnamese sentence.
    fn sentence(&self, message: &str) -> String {
        let named = quoted(message).next().unwrap_or_default();
        if message.starts_with("unknown field") {
            format!("Mục `{named}` không có ở chỗ này trong mẫu {}.", self.name)
        } else if message.starts_with("missing field") {
            format!("Thiếu mục `{named}`.")
        } else if message.starts_with("unknown variant") {
            format!("Giá trị `{named}` không có trong danh sách được phép.")
        } else if message.starts_with("duplicate") {
            "Một mục được ghi hai lần.".into()
        } else if message.starts_with("invalid length") {
            "Danh sách thừa hoặc thiếu giá trị.".into()
        } else if message.starts_with("invalid type")
            || message.starts_with("invalid value")
            || message.contains("out of range")
        {
            "Giá trị không đúng kiểu.".into()
        } else {
            "Dòng này không đúng cú pháp.".into()
        }
    }
}

const DATE: &str = "ngày ghi năm-tháng-ngày, không có ngoặc kép, ví dụ 2020-12-08";

/// `08/12/2020`, as people write dates everywhere else.
fn has_slashed_date(line: &str) -> bool {
    let value = line.split('#').next().unwrap_or_default().rsplit('=').next().unwrap_or_default().trim();
    let parts: Vec<_> = value.trim_matches('"').split('/').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit()))
}

/// What the parser would have taken.
fn expected(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("expected")?;
    let names: Vec<_> = quoted(rest).collect();
    if !names.is_empty() {
        return Some(names.join(", "));
    }
    let rest = rest.trim();
    if let Some(length) = rest.strip_prefix("an array of length ") {
        return Some(format!("danh sách {length} giá trị"));
    }
    let kinds = [
        ("a string", "chữ trong ngoặc kép"),
        ("a date", "ngày, ví dụ 2020-12-11, hoặc \"2020-12\" khi chưa có ngày"),
        ("a sequence", "danh sách trong ngoặc vuông"),
        ("an array", "danh sách trong ngoặc vuông"),
        ("a map", "một bảng các mục"),
        ("struct", "một bảng các mục"),
        ("a boolean", "true hoặc false"),
        ("u", "số nguyên không âm"),
        ("i", "số nguyên"),
        ("a Decimal", "số"),
    ];
    kinds.iter().find(|(start, _)| rest.starts_with(start)).map(|(_, words)| (*words).to_owned())
}

/// The words between back-ticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}
