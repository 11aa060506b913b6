//! The words by which forms are understood: headings, labels, words of rows. They are data, `templates/words/*.toml`, which an
//! office may replace like criteria.

use std::io;

use serde::de::DeserializeOwned;

use super::ballot::BallotWords;
use super::submission::ListWords;
use crate::finding::{Code, Findings};
use crate::settings::SettingsFile;
use crate::templates::Templates;

/// The words of all forms.
#[derive(Debug, Clone)]
pub struct Words {
    /// Those of ballots and summaries.
    pub(super) ballots: BallotWords,
    /// Those of lists.
    pub(super) lists: ListWords,
}

impl Words {
    /// The program's own words.
    #[must_use]
    pub fn embedded() -> Self {
        Self { ballots: embedded("ballots"), lists: embedded("lists") }
    }
}

/// Loads the words: those in the program, each file replaced by the office's own of the same name.
///
/// An office's file that cannot be read is told, and the program's own words are used in its place: without words nothing could
/// be read at all.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn words(templates: &Templates) -> io::Result<(Words, Findings)> {
    let mut findings = Findings::default();
    let ballots = load(templates, "ballots", &mut findings)?;
    let lists = load(templates, "lists", &mut findings)?;
    Ok((Words { ballots, lists }, findings))
}

fn load<T: DeserializeOwned>(templates: &Templates, name: &str, findings: &mut Findings) -> io::Result<T> {
    let file = format!("words/{name}.toml");
    let shown = format!("templates/{file}");
    let settings = SettingsFile {
        name: &shown,
        code: Code::WordsUnreadable,
        remedy: "So lại với tệp cùng tên có sẵn trong chương trình. Cho đến khi sửa xong, các từ có sẵn được dùng thay.",
    };
    if let Some(own) = templates.read(&file)?.filter(|template| template.from_office) {
        match std::str::from_utf8(&own.bytes).map(|text| (text, toml::from_str(text))) {
            Ok((_, Ok(words))) => return Ok(words),
            Ok((text, Err(error))) => findings.push(settings.not_understood(text, &error)),
            Err(_) => findings.push(settings.not_text()),
        }
    }
    Ok(embedded(name))
}

fn embedded<T: DeserializeOwned>(name: &str) -> T {
    let bytes = Templates::embedded(&format!("words/{name}.toml")).unwrap_or_default();
    let text = std::str::from_utf8(bytes).expect("a test reads the program's own words");
    toml::from_str(text).expect("a test reads the program's own words")
}

#[cfg(test)]
mod tests {
    use super::{Words, words};
    use crate::templates::Templates;

    #[test]
    fn an_office_replaces_the_words_and_a_broken_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("words")).unwrap();
        fs_err::write(folder.path().join("words/ballots.toml"), "columns = [\n").unwrap();
        let (read, findings) = words(&Templates::new(folder.path()).unwrap()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", Words::embedded()));
        let told: Vec<_> = findings.iter().map(|finding| (finding.code.id(), finding.place.to_string())).collect();
        assert_eq!(told, [("E216", "templates/words/ballots.toml · dòng 1".to_owned())]);
    }
}
