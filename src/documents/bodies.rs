//! Names of public bodies with the days from which and to which they are valid, as data:
//! `templates/bodies.toml`.
//!
//! A paper calls a body by the name it has on the paper's date. Where a paper uses a name that is
//! no longer valid, a finding says so.

use std::collections::BTreeMap;
use std::io;

use careful_spreadsheet::text::fold;
use serde::Deserialize;
use time::Date;

use crate::careful;
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::PaperDate;
use crate::settings::SettingsFile;
use crate::templates::Templates;

const FILE: &str = "bodies.toml";

/// The names of the bodies that papers may mention.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bodies {
    #[serde(default)]
    bodies: Vec<BodyName>,
    /// Every form of every name, the longest first.
    #[serde(skip)]
    names: Vec<NameForm>,
}

/// One form in which the name of a body is written.
#[derive(Debug)]
struct NameForm {
    /// Index of the name in [`Bodies::bodies`].
    of: usize,
    /// The form as it stands in the file.
    typed: String,
    /// The form as it is compared: without regard to case and spelling of tones.
    folded: String,
}

/// One name of a body. A body that was renamed has several entries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyName {
    /// The name of the body in wording files, e.g. `ministry`.
    role: Option<String>,
    /// The name as printed.
    name: String,
    /// Other forms in which the name is written.
    #[serde(default)]
    also: Vec<String>,
    /// First day of the name.
    from: Option<PaperDate>,
    /// Last day of the name.
    to: Option<PaperDate>,
    /// The name to use after the last day.
    now: Option<String>,
    /// Where the name and its days come from.
    #[serde(rename = "verified")]
    _verified: Option<String>,
}

/// A name that is no longer valid on the day of a paper.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EndedName<'b> {
    /// The name as it was found.
    pub(super) name: &'b str,
    /// The last day on which the name was valid.
    pub(super) to: Date,
    /// The name to use now.
    pub(super) now: Option<&'b str>,
}

impl Bodies {
    /// Reads the names. When the office's own file cannot be understood, there is a finding and no
    /// names.
    ///
    /// # Errors
    ///
    /// When the office's folder cannot be read.
    pub(super) fn load(templates: &Templates) -> io::Result<(Self, Findings)> {
        let mut findings = Findings::default();
        let name = format!("templates/{FILE}");
        let settings = SettingsFile {
            name: &name,
            code: Code::TemplateBroken,
            remedy: "Sửa lại dòng này, hoặc xóa tệp để dùng tên cơ quan có sẵn trong chương trình.",
        };
        let Some(template) = templates.read_template(FILE)? else {
            return Ok((Self::default(), findings));
        };
        let Ok(text) = careful::text(&template.bytes) else {
            findings.push(settings.not_text());
            return Ok((Self::default(), findings));
        };
        let mut bodies: Self = toml::from_str(text).unwrap_or_else(|error| {
            findings.push(settings.not_understood(text, &error));
            Self::default()
        });
        findings.extend(
            bodies
                .bodies
                .iter()
                .filter(|body| body.lacks_a_day())
                .map(|body| no_day(&name, &body.name)),
        );
        bodies.names =
            bodies.bodies.iter().enumerate().flat_map(|(of, body)| body.names(of)).collect();
        bodies.names.sort_by_key(|name| std::cmp::Reverse(name.folded.len()));
        Ok((bodies, findings))
    }

    /// Returns the name of each role that is valid on a day, by role.
    pub(super) fn on(&self, day: Date) -> BTreeMap<&str, &str> {
        let named = self.bodies.iter().filter(|body| body.covers(day));
        named.filter_map(|body| Some((body.role.as_deref()?, body.name.as_str()))).collect()
    }

    /// Finds the names in a text that are no longer valid on a day, each once. A name that is part
    /// of a longer, valid name is not reported.
    pub(super) fn ended_in(&self, text: &str, day: Date) -> Vec<EndedName<'_>> {
        let last_day = |body: &BodyName| body.last_day().filter(|to| *to < day);
        if self.bodies.iter().all(|body| last_day(body).is_none()) {
            return Vec::new();
        }
        let mut text = format!(" {} ", fold(text));
        let mut ended: Vec<EndedName<'_>> = Vec::new();
        for NameForm { of, typed, folded } in &self.names {
            let body = &self.bodies[*of];
            let found = in_words(&text, folded);
            if found.is_empty() {
                continue;
            }
            for at in found.into_iter().rev() {
                text.replace_range(at..at + folded.len(), "\u{1}");
            }
            if let Some(to) = last_day(body) {
                ended.push(EndedName { name: typed, to, now: body.now.as_deref() });
            }
        }
        ended
    }
}

impl BodyName {
    fn last_day(&self) -> Option<Date> {
        self.to.and_then(PaperDate::date)
    }

    fn covers(&self, day: Date) -> bool {
        let from = self.from.and_then(PaperDate::date);
        from.is_none_or(|from| from <= day) && self.last_day().is_none_or(|to| day <= to)
    }

    /// Tells whether the first or the last day of the name is only a month.
    fn lacks_a_day(&self) -> bool {
        self.from.iter().chain(&self.to).any(|day| day.date().is_none())
    }

    /// Yields each form in which the name is written; `of` is the index of this entry.
    fn names(&self, of: usize) -> impl Iterator<Item = NameForm> {
        let all = std::iter::once(&self.name).chain(&self.also);
        all.map(move |name| NameForm { of, typed: name.clone(), folded: fold(name) })
    }
}

fn no_day(file: &str, body: &str) -> Finding {
    Finding::new(
        Code::TemplateBroken,
        Place::file(file),
        "Ngày đầu hoặc ngày cuối của tên cơ quan chưa đủ ngày, tháng, năm.",
    )
    .found(body)
    .remedy("Ghi đủ ngày, ví dụ to = 2025-02-28.")
}

/// Returns the byte positions at which a name stands in a text as whole words.
fn in_words(text: &str, name: &str) -> Vec<usize> {
    let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        !is_letter(text[..*at].chars().next_back())
            && !is_letter(text[at + name.len()..].chars().next())
    };
    text.match_indices(name).map(|(at, _)| at).filter(whole).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use time::Month;

    use super::*;

    fn bodies() -> Bodies {
        let (bodies, findings) =
            Bodies::load(&Templates::new(Path::new("/nowhere")).unwrap()).unwrap();
        assert!(findings.is_empty());
        bodies
    }

    fn day(year: i32, month: Month, day: u8) -> Date {
        Date::from_calendar_date(year, month, day).unwrap()
    }

    #[test]
    fn an_end_without_its_day_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let text = "\u{feff}[[bodies]]\nname = \"Sở A\"\nto = \"2025-02\"\n";
        fs_err::write(folder.path().join(FILE), text).unwrap();
        let (_, findings) = Bodies::load(&Templates::new(folder.path()).unwrap()).unwrap();
        assert_eq!(
            findings.iter().map(|one| one.found.as_deref()).collect::<Vec<_>>(),
            [Some("Sở A")]
        );
    }

    #[test]
    fn the_ministry_has_the_name_of_its_day() {
        let ministry = |date| bodies().on(date)["ministry"].to_owned();
        assert_eq!(
            ministry(day(2025, Month::February, 28)),
            "Bộ Nông nghiệp và Phát triển nông thôn"
        );
        assert_eq!(ministry(day(2025, Month::March, 1)), "Bộ Nông nghiệp và Môi trường");
    }

    #[test]
    fn a_name_is_told_once_it_has_ended_however_it_is_written() {
        let bodies = bodies();
        let told = |text, date| {
            bodies.ended_in(text, date).iter().map(|ended| ended.name).collect::<Vec<_>>()
        };
        let text = "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ PTNT, Sở Công Thương";
        assert_eq!(told(text, day(2020, Month::December, 11)), [""; 0]);
        assert_eq!(told(text, day(2026, Month::November, 1)), ["Sở Nông nghiệp và PTNT"]);
        assert_eq!(told("Bộ Nông nghiệp và Môi trường", day(2026, Month::November, 1)), [""; 0]);
        assert_eq!(
            told("Chủ tịch UBND các huyện", day(2026, Month::November, 1)),
            ["UBND các huyện"]
        );
    }
}
