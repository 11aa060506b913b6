//! A TOML file that people write by hand: its name, how its faults are called, its lines.

use crate::finding::{Code, Finding, Place};

/// A TOML file that people write by hand.
#[derive(Debug, Clone, Copy)]
pub struct SettingsFile<'a> {
    /// Its name, as findings say it.
    pub name: &'a str,
    /// The kind of finding when it cannot be read.
    pub code: Code,
    /// What to do where the fault itself does not say it.
    pub remedy: &'a str,
}

impl SettingsFile<'_> {
    /// A line of the file, counted from 1.
    pub fn line(&self, line: usize) -> Place {
        Place::file(self.name).line(line)
    }

    /// The file is not UTF-8.
    pub fn not_text(&self) -> Finding {
        Finding::new(
            self.code,
            Place::file(self.name),
            format!("Tệp {} không phải văn bản UTF-8.", self.name),
        )
        .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
    }
}

/// The line of a byte of the text, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
