//! The text of a `round.toml` in which single values are filled in, while its comments stay.

use std::fmt::Write as _;
use std::io;

/// The text of a `round.toml`.
pub(super) struct RoundText {
    lines: Vec<String>,
}

impl RoundText {
    pub(super) fn new(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect() }
    }

    pub(super) fn into_text(self) -> String {
        let mut text = String::new();
        for line in self.lines {
            let _ = writeln!(text, "{line}");
        }
        text
    }

    /// Gives a key of a section (`papers.plan`) this value, written as TOML. A key that stands
    /// there as a comment is taken in.
    ///
    /// # Errors
    ///
    /// When the section has no such key.
    pub(super) fn set(&mut self, section: &str, key: &str, value: &str) -> io::Result<()> {
        let head = self.head(section)?;
        let starts = [format!("{key} = "), format!("# {key} = ")];
        let own = self.lines[head + 1..].iter().take_while(|line| !is_head(line));
        let at = own.clone().position(|line| starts.iter().any(|start| line.starts_with(start)));
        let at = at.ok_or_else(|| lacks(&format!("{section}.{key}")))?;
        self.lines[head + 1 + at] = format!("{key} = {value}");
        Ok(())
    }

    /// Puts lines before a section.
    pub(super) fn put_before(&mut self, section: &str, lines: &[String]) -> io::Result<()> {
        let at = self.head(section)?;
        self.lines.splice(at..at, lines.iter().cloned());
        Ok(())
    }

    /// Puts lines in the place of a section, up to the blank line behind it.
    pub(super) fn replace(&mut self, section: &str, lines: &[String]) -> io::Result<()> {
        let at = self.head(section)?;
        let behind = self.lines[at..].iter().position(String::is_empty);
        let to = behind.map_or(self.lines.len(), |behind| at + behind);
        self.lines.splice(at..to, lines.iter().cloned());
        Ok(())
    }

    /// Puts lines in the place of a comment, from the line that begins with `first` up to the one
    /// that begins with `key`, which stays.
    pub(super) fn replace_comment(
        &mut self,
        first: &str,
        key: &str,
        lines: &[String],
    ) -> io::Result<()> {
        let find = |start: &str| self.lines.iter().position(|line| line.starts_with(start));
        let (at, to) = (find(first).ok_or_else(|| lacks(first))?, find(key));
        let to = to.filter(|to| *to > at).ok_or_else(|| lacks(key))?;
        self.lines.splice(at..to, lines.iter().cloned());
        Ok(())
    }

    /// Takes out the comment that begins with this line, up to the blank line behind it.
    pub(super) fn drop_comment(&mut self, first: &str) -> io::Result<()> {
        let at = self.lines.iter().position(|line| line.starts_with(first));
        let at = at.ok_or_else(|| lacks(first))?;
        let behind = self.lines[at..].iter().position(String::is_empty);
        let to = behind.map_or(self.lines.len(), |behind| at + behind + 1);
        self.lines.drain(at..to);
        Ok(())
    }

    /// Writes these words instead of those, everywhere.
    pub(super) fn say(&mut self, old: &str, new: &str) {
        for line in &mut self.lines {
            *line = line.replace(old, new);
        }
    }

    fn head(&self, section: &str) -> io::Result<usize> {
        let heads = [format!("[{section}]"), format!("[[{section}]]")];
        let at = self.lines.iter().position(|line| heads.contains(line));
        at.ok_or_else(|| lacks(section))
    }
}

fn is_head(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']')
}

/// The template is part of the program, and a test fills it in for each act.
fn lacks(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("templates/new/round.toml lacks {what}"))
}

/// Writes a text as TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Writes several texts as a TOML list.
pub(super) fn list(texts: &[impl AsRef<str>]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}
