//! The words by which forms are understood: headings, labels, words in rows. They are data,
//! `templates/words/*.toml`, which an office may replace as it may replace criteria.

use std::io;

use serde::de::DeserializeOwned;

use super::ballot::BallotWords;
use super::submission::ListWords;
use crate::finding::{Code, Findings};
use crate::settings::SettingsFile;
use crate::templates::Templates;

/// The words of all forms.
#[derive(Debug, Clone)]
pub struct FormWords {
    /// The words of ballots and summaries.
    pub(super) ballots: BallotWords,
    /// The words of lists.
    pub(super) lists: ListWords,
}

impl FormWords {
    /// Returns the words by which headings, labels and rows of forms are recognised, as they are
    /// embedded in the program, without those of an office.
    #[must_use]
    pub fn embedded() -> Self {
        Self { ballots: embedded("ballots"), lists: embedded("lists") }
    }
}

/// Reads the words: those embedded in the program, each file replaced by the office's own of the
/// same name.
///
/// An office's file that cannot be understood is told, and the program's own words are used in its
/// place: without words nothing could be read at all.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn read_words(templates: &Templates) -> io::Result<(FormWords, Findings)> {
    let mut findings = Findings::default();
    let ballots = load(templates, "ballots", &mut findings)?;
    let lists = load(templates, "lists", &mut findings)?;
    Ok((FormWords { ballots, lists }, findings))
}

fn load<T: DeserializeOwned>(
    templates: &Templates,
    name: &str,
    findings: &mut Findings,
) -> io::Result<T> {
    let file = format!("words/{name}.toml");
    let shown = format!("templates/{file}");
    let settings = SettingsFile {
        name: &shown,
        code: Code::WordsUnreadable,
        remedy: "So lại với tệp cùng tên có sẵn trong chương trình. Cho đến khi sửa xong, các từ \
                 có sẵn được dùng thay.",
    };
    if let Some(own) = templates.read_template(&file)?.filter(|template| template.from_office) {
        match own.text().map(|text| (text, toml::from_str(text))) {
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
    use careful_spreadsheet::Workbook;

    use super::{FormWords, read_words};
    use crate::finding::Place;
    use crate::forms::tests::{sample_acts, sample_round, sheet};
    use crate::templates::Templates;

    /// What an office's own file of lists comes to.
    fn with_lists(text: &str) -> (FormWords, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("words")).unwrap();
        fs_err::write(folder.path().join("words/lists.toml"), text).unwrap();
        let (words, findings) = read_words(&Templates::new(folder.path()).unwrap()).unwrap();
        (words, findings.iter().map(|finding| finding.code.id()).collect())
    }

    #[test]
    fn an_office_adds_headings_and_rows_of_its_own() {
        let own = std::str::from_utf8(Templates::embedded("words/lists.toml").unwrap()).unwrap();
        let own = own.replacen("\"tên hàng hóa\"", "\"tên hàng hóa\", \"mặt hàng của bà con\"", 1);
        let own = own.replacen("\"xin rút\"", "\"xin rút\", \"hẹn năm sau\"", 1);
        let (words, told) = with_lists(&own);
        assert_eq!(told, [""; 0]);
        let rows: [&[&str]; 4] = [
            &["UBND HUYỆN SÌN HỒ"],
            &["TT", "Mặt hàng của bà con", "Bộ sản phẩm", "Chủ thể", "Loại hình", "Ghi chú"],
            &["1", "Chè", "Chè tươi, chế biến", "HTX Mây Núi", "HTX", ""],
            &["2", "Mật", "Mật ong", "HTX Ong Vàng", "HTX", "Hẹn năm sau"],
        ];
        let workbook = Workbook::of_sheets(Place::file("a.xlsx"), vec![sheet(&rows, &[])]);
        let (forms, _) =
            crate::forms::read_forms(&sample_round(), &sample_acts(), &words, &[workbook]);
        let names: Vec<_> =
            forms.submissions[0].entries.iter().map(|entry| entry.product.value.as_str()).collect();
        assert_eq!((names, forms.submissions[0].withdrawn.len()), (vec!["Chè"], 1));
        // A column that does not exist is told, and the program's own words are used.
        assert_eq!(with_lists(&own.replacen("[columns.order]", "[columns.thu_tu]", 1)).1, ["E216"]);
    }

    #[test]
    fn an_office_replaces_the_words_and_a_broken_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("words")).unwrap();
        fs_err::write(folder.path().join("words/ballots.toml"), "columns = [\n").unwrap();
        let (read, findings) = read_words(&Templates::new(folder.path()).unwrap()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", FormWords::embedded()));
        let told: Vec<_> =
            findings.iter().map(|finding| (finding.code.id(), finding.place.to_string())).collect();
        assert_eq!(told, [("E216", "templates/words/ballots.toml · dòng 1".to_owned())]);
    }
}
