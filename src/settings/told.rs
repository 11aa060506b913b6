//! Words faults of TOML files in Vietnamese: what is wrong, what is allowed there, and a remedy for
//! just that.

use std::ops::Range;

use super::file::{SettingsFile, line_of};
use crate::finding::{Finding, Place};

impl SettingsFile<'_> {
    /// Makes the finding that the file is no TOML, or holds something that does not belong there.
    pub fn not_understood(&self, text: &str, error: &toml::de::Error) -> Finding {
        fault(self, text, error.message(), error.span())
    }
}

/// Makes the finding about one fault, at its line, with a remedy that fits it. `message` and `span`
/// are those of the parser.
pub(super) fn fault(
    file: &SettingsFile<'_>,
    text: &str,
    message: &str,
    span: Option<Range<usize>>,
) -> Finding {
    let at = span.as_ref().map(|span| place(text, message, span.start));
    let line = at.map(|at| line_of(text, at));
    let place = line.map_or_else(|| Place::file(file.name), |line| file.line(line));
    let value = span.and_then(|span| text.get(span)).unwrap_or_default();
    let fault = SettingFault { file: file.name, message, value };
    let mut finding = Finding::new(file.code, place, fault.sentence())
        .remedy(fault.remedy().unwrap_or_else(|| file.remedy.to_owned()));
    finding.found =
        line.and_then(|line| text.lines().nth(line - 1)).map(|line| line.trim().to_owned());
    finding.found.take_if(|shown| shown.is_empty());
    finding.allowed = if fault.is_date() { Some(DATE.to_owned()) } else { expected(message) };
    finding
}

/// Makes the finding about all keys that a table lacks, at the line of the table. `table` is its
/// name, empty for the root; `at` is its position.
pub(super) fn missing(
    file: &SettingsFile<'_>,
    text: &str,
    table: &str,
    at: usize,
    keys: &[String],
) -> Finding {
    let named = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if table.is_empty() {
        return Finding::new(file.code, Place::file(file.name), format!("Thiếu mục {named}."))
            .remedy(format!("Thêm những mục đó vào {}. {}", file.name, file.remedy));
    }
    let many = if keys.len() == 1 { "dòng đó" } else { "những dòng đó" };
    Finding::new(
        file.code,
        file.line(line_of(text, at)),
        format!("Thiếu mục `{}`.", keys.join("`, `")),
    )
    .heading(table)
    .remedy(format!("Thêm {many} vào mục {table}."))
}

/// Moves the position of an error to where a person would look: a comma is missing behind a value,
/// not before the next line.
fn place(text: &str, message: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or(text);
    if message.starts_with("missing comma") { before.trim_end().len() } else { start }
}

/// A fault of a settings file, as the parser reports it.
struct SettingFault<'a> {
    file: &'a str,
    message: &'a str,
    /// The text of the file at the fault.
    value: &'a str,
}

const DATE: &str = "ngày ghi năm-tháng-ngày, không có ngoặc kép, ví dụ 2020-12-08";

impl SettingFault<'_> {
    /// Tells whether the message of the parser begins with one of these texts.
    fn starts(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.message.starts_with(start))
    }

    /// Tells whether a date was meant: `08/12/2020`, as people write dates everywhere else, or a
    /// date that is in no calendar.
    fn is_date(&self) -> bool {
        let parts: Vec<_> = self.value.trim_matches('"').split(['/', '.']).collect();
        let slashed = parts.len() == 3
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit()));
        slashed
            || self.message.contains("the day is missing")
            || self.starts(&["invalid date", "invalid datetime"])
    }

    /// Says what is wrong in one Vietnamese sentence.
    fn sentence(&self) -> String {
        let named = quoted(self.message).next().unwrap_or_default();
        if self.is_date() && !self.starts(&["unknown"]) {
            "Ngày ghi không đúng.".into()
        } else if self.starts(&["unknown field"]) {
            format!("Mục `{named}` không có ở chỗ này trong mẫu {}.", self.file)
        } else if self.starts(&["missing field"]) {
            format!("Thiếu mục `{named}`.")
        } else if self.starts(&["unknown variant"]) {
            format!("Giá trị `{named}` không có trong danh sách được phép.")
        } else if self.starts(&["duplicate"]) {
            "Một mục được ghi hai lần.".into()
        } else if self.starts(&["invalid length"]) {
            "Danh sách thừa hoặc thiếu giá trị.".into()
        } else if self.starts(&["invalid type", "invalid value"])
            || self.message.contains("out of range")
        {
            "Giá trị không đúng kiểu.".into()
        } else {
            "Dòng này không đúng cú pháp.".into()
        }
    }

    /// Returns the remedy; `None` where the fault suggests none.
    fn remedy(&self) -> Option<String> {
        let told = if self.is_date() && !self.starts(&["unknown"]) {
            "Ghi lại ngày theo thứ tự năm-tháng-ngày, nối bằng dấu gạch ngang; kiểm tra ngày đó có \
             trong lịch."
        } else if self.starts(&["unknown field"]) {
            return Some(self.renamed());
        } else if self.starts(&["unknown variant"]) {
            "Ghi một trong các giá trị ở phần “Được phép”, giữa hai dấu ngoặc kép."
        } else if self.starts(&["duplicate"]) {
            "Giữ một dòng, xóa dòng kia; mục có nhiều phần tử thì tên mục đặt giữa hai cặp ngoặc \
             vuông, ví dụ [[districts]]."
        } else if self.starts(&["invalid length"]) {
            "Ghi đúng số giá trị nêu ở phần “Được phép”."
        } else if self.starts(&["string values must be quoted"]) {
            "Đặt giá trị giữa hai dấu ngoặc kép thẳng, ví dụ \"Lai Châu\"."
        } else if self.starts(&["invalid basic string", "invalid literal string"]) {
            "Thêm dấu ngoặc kép đóng ở cuối giá trị; dấu \\ trong giá trị phải ghi thành \\\\."
        } else if self.starts(&["unclosed table", "unclosed array table"]) {
            "Đóng ngoặc vuông ở cuối tên mục, ví dụ [round] hoặc [[districts]]."
        } else if self.starts(&[
            "missing comma between array",
            "unclosed array",
            "unexpected `=` in array",
        ]) {
            "Thêm dấu phẩy giữa hai giá trị của danh sách, hoặc dấu ngoặc vuông đóng ] ở cuối danh \
             sách."
        } else if self.starts(&["missing comma between key", "unclosed inline table"]) {
            "Thêm dấu phẩy giữa hai giá trị, hoặc dấu ngoặc nhọn đóng } ở cuối."
        } else if self.starts(&["key with no value"]) {
            "Thêm dấu = và giá trị sau tên mục; nếu là chú thích thì thêm dấu # ở đầu dòng."
        } else if self.starts(&["unexpected key or value"]) {
            "Bỏ phần thừa sau giá trị; số lẻ ghi bằng dấu chấm, chú thích đặt sau dấu #."
        } else if self.starts(&["unexpected leading zero"]) {
            "Bỏ số 0 ở đầu; nếu là ngày thì ghi năm-tháng-ngày, nếu là chữ thì đặt giữa hai dấu \
             ngoặc kép."
        } else if self.starts(&["invalid boolean"]) {
            "Ghi true hoặc false bằng chữ thường."
        } else if self.starts(&["invalid type", "invalid value"]) {
            return self.retyped().map(str::to_owned);
        } else {
            return None;
        };
        Some(told.to_owned())
    }

    /// Returns the remedy for an unknown key, which is most often a misspelt one.
    fn renamed(&self) -> String {
        match meant(self.message) {
            Some(word) => {
                format!("Có phải `{word}` không? Sửa tên mục; nếu không cần thì xóa dòng này.")
            }
            None => "Sửa tên mục theo phần “Được phép”, chuyển dòng này về đúng mục của nó, hoặc \
                     xóa đi."
                .into(),
        }
    }

    /// Returns the remedy for a value of the wrong kind.
    fn retyped(&self) -> Option<&'static str> {
        let wanted = self.message.split_once("expected ").map_or("", |(_, wanted)| wanted);
        let is = |starts: &[&str]| starts.iter().any(|start| wanted.starts_with(start));
        let typed = self.message.split_once(": ").map_or("", |(_, typed)| typed);
        Some(if is(&["a date"]) {
            "Ghi ngày theo thứ tự năm-tháng-ngày, ví dụ 2020-12-08."
        } else if is(&["u", "i", "f", "a Decimal", "a number"]) && typed.starts_with("string") {
            "Ghi số, bỏ hai dấu ngoặc kép."
        } else if is(&["u"]) {
            "Ghi một số nguyên không âm, không quá lớn."
        } else if is(&["a string"]) {
            "Đặt giá trị giữa hai dấu ngoặc kép."
        } else if is(&["a boolean"]) {
            "Ghi true hoặc false, không có ngoặc kép."
        } else if is(&["a sequence", "an array"]) {
            "Đặt giá trị giữa hai ngoặc vuông, ví dụ [\"…\"]; mục có nhiều phần tử thì ghi tên \
             giữa hai cặp ngoặc vuông."
        } else if is(&["a map", "struct"]) {
            "Ghi thành một mục riêng có tên giữa ngoặc vuông, hoặc giữa hai dấu ngoặc nhọn { }."
        } else {
            return None;
        })
    }
}

/// Finds the known key that an unknown key most likely stands for.
pub(super) fn meant(message: &str) -> Option<&str> {
    let mut words = quoted(message);
    let named = words.next().unwrap_or_default();
    let near = words.map(|word| (strsim::osa_distance(word, named), word)).min();
    near.filter(|(distance, _)| *distance <= 2.max(named.len() / 4)).map(|(_, word)| word)
}

/// Returns, in Vietnamese, what the parser expected.
fn expected(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("expected")?;
    if message.starts_with("unknown") {
        let names: Vec<_> = quoted(rest).collect();
        return (!names.is_empty()).then(|| names.join(", "));
    }
    let rest = rest.trim();
    if let Some(length) = rest.strip_prefix("an array of length ") {
        return Some(format!("danh sách {length} giá trị"));
    }
    let kinds = [
        ("a string", "chữ trong ngoặc kép"),
        ("literal string", "chữ trong ngoặc kép"),
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

/// Iterates over the words between back-ticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}
