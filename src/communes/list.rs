//! The lists of the program: all provinces, one text file until 30/6/2025 and one from 1/7/2025.
//!
//! `templates/communes/README.md` says how they are written and where they come from. A list is
//! read only for the province that is asked for; the heads of all sections are read once.

use std::sync::LazyLock;

use time::{Date, Month};

use super::kind::CommuneKind;
use super::province::{Commune, Names, Province, ProvinceDistrict};
use crate::templates::Templates;

/// The files below `templates/`, in the order in which they are valid.
pub(super) const FILES: [&str; 2] = ["communes/den-2025-06-30.txt", "communes/tu-2025-07-01.txt"];

/// First day of the communes of today; districts ended the day before.
///
/// Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg.
pub(super) fn first_day_of_today() -> Date {
    Date::from_calendar_date(2025, Month::July, 1).unwrap_or(Date::MAX)
}

/// One section of a file: a province in one span of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// Name with its kind.
    pub name: &'static str,
    pub code: &'static str,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// First day from which the list is surely right.
    pub certain_from: Option<Date>,
    /// The province of today that it is a part of, without kind; `None` when it is one of today.
    pub now: Option<&'static str>,
    /// The lines below the head.
    body: &'static str,
}

/// The heads of all sections, read when the first province is asked for.
static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    let texts =
        FILES.iter().filter_map(|name| std::str::from_utf8(Templates::embedded(name)?).ok());
    texts.flat_map(|text| text.split("\n[").skip(1)).filter_map(Section::of).collect()
});

/// Iterates over the sections of both files, in order.
pub(super) fn sections() -> impl Iterator<Item = Section> {
    SECTIONS.iter().copied()
}

impl Section {
    /// Reads the head of a section: `tỉnh Lai Châu] code=12 …`.
    fn of(text: &'static str) -> Option<Self> {
        let (head, body) = text.split_once('\n')?;
        let (name, settings) = head.split_once("] ")?;
        let (settings, now) = match settings.split_once("now=") {
            Some((settings, now)) => (settings, Some(now)),
            None => (settings, None),
        };
        let value = |key: &str| {
            settings.split(' ').find_map(|setting| setting.strip_prefix(key)?.strip_prefix('='))
        };
        let day = |key: &str| value(key).and_then(day);
        Some(Self {
            name,
            code: value("code")?,
            from: day("from"),
            to: day("to"),
            certain_from: day("certain"),
            now,
            body,
        })
    }

    /// Tells whether the section is valid on this day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }

    /// Tells whether the section lists its communes, and not only that there was the province.
    pub(super) fn has_communes(&self) -> bool {
        !self.body.trim().is_empty()
    }

    /// Reads the communes of the section. A line that cannot be read is left out; a test ensures
    /// that there is none.
    pub(super) fn province(&self) -> Province {
        let (mut districts, mut communes, mut names) = (Vec::new(), Vec::new(), Names::default());
        for line in self.body.lines() {
            if let Some(district) = line.strip_prefix("= ") {
                districts.extend(read_district(district));
                continue;
            }
            let district = districts.len().checked_sub(1);
            let Some((kind, code, name)) = read_line(line) else { continue };
            let (written, became) = read_change(name);
            let mut spellings = written.split(" / ");
            let first = spellings.next().unwrap_or(written);
            names.add(first, communes.len());
            spellings.for_each(|other| names.add(other, communes.len()));
            communes.push(Commune {
                name: format!("{} {first}", kind.name()),
                code: code.to_owned(),
                kind,
                district,
                became,
            });
        }
        Province {
            id: self.name.to_owned(),
            name: self.name.to_owned(),
            code: self.code.to_owned(),
            valid_from: self.from,
            valid_to: self.to,
            certain_from: self.certain_from,
            now: self.now.map(str::to_owned),
            districts,
            communes,
            names,
        }
    }
}

/// Reads `2025-07-01`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Reads `110 huyện Than Uyên`, or `755 huyện Côn Đảo > Côn Đảo` of a district without communes.
fn read_district(text: &str) -> Option<ProvinceDistrict> {
    let (code, name) = text.split_once(' ')?;
    let (name, became) = match name.split_once(" > ") {
        Some((name, became)) => (name, Some(became.to_owned())),
        None => (name, None),
    };
    Some(ProvinceDistrict { name: name.to_owned(), code: code.to_owned(), became })
}

/// Splits `x 03643 Khoen On =` into kind, code and the rest.
fn read_line(line: &str) -> Option<(CommuneKind, &str, &str)> {
    let (kind, rest) = line.split_once(' ')?;
    let (code, name) = rest.split_once(' ')?;
    Some((CommuneKind::of_letter(kind)?, code, name))
}

/// Splits `Cống Vị > Ngọc Hà | Giảng Võ` into the name and what became of it.
fn read_change(text: &str) -> (&str, Vec<String>) {
    if let Some(name) = text.strip_suffix(" =") {
        return (name, vec![name.split(" / ").next().unwrap_or(name).to_owned()]);
    }
    match text.split_once(" > ") {
        Some((name, became)) => (name, became.split(" | ").map(str::to_owned).collect()),
        None => (text, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, read_change, read_district, read_line, sections};
    use crate::templates::Templates;

    #[test]
    fn every_line_of_the_lists_is_read() {
        for name in FILES {
            let text = std::str::from_utf8(Templates::embedded(name).unwrap()).unwrap();
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                let read = match line.as_bytes()[0] {
                    b'[' => line.contains("] code="),
                    b'=' => read_district(&line[2..]).is_some_and(|of| of.code.len() == 3),
                    _ => read_line(line).is_some_and(|(_, code, name)| {
                        let (name, became) = read_change(name);
                        code.len() == 5
                            && !name.contains(['>', '|', '='])
                            && became.iter().all(|name| !name.contains(['>', '|', '=', '/']))
                    }),
                };
                assert!(read, "{name}: {line}");
            }
        }
        let heads = sections().count();
        assert_eq!(heads, 64 + 37, "63 provinces and Thừa Thiên Huế; 34, three of them twice");
        assert!(sections().all(|section| section.from.is_some() || section.to.is_some()));
    }
}
