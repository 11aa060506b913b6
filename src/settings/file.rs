//! A TOML file that people write by hand: its name, the code of its findings, its lines.

use crate::finding::{Code, Finding, Place};

/// A TOML file that people write by hand.
#[derive(Debug, Clone, Copy)]
pub struct SettingsFile<'a> {
    /// Name of the file, as findings give it.
    pub name: &'a str,
    /// Code of the findings about a file that cannot be read.
    pub code: Code,
    /// Remedy of a fault that suggests none itself.
    pub remedy: &'a str,
}

impl SettingsFile<'_> {
    /// Returns the place of a line, counted from 1.
    pub fn line(&self, line: usize) -> Place {
        Place::file(self.name).line(line)
    }

    /// Makes the finding that the file is not UTF-8.
    pub fn not_text(&self) -> Finding {
        Finding::new(
            self.code,
            Place::file(self.name),
            format!("Tệp {} không phải văn bản UTF-8.", self.name),
        )
        .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
    }
}

/// Returns the line of a byte offset in the text, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
