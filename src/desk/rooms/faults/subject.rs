//! What a finding is about, in words: its file and whose it is, its cell, its product.

use std::collections::BTreeMap;

use crate::desk::look::{Look, ReadRound};
use crate::finding::{CellRef, Finding, Place};
use crate::forms::{Ballot, Forms, ProductCells, TakenFor};
use crate::page::{FindingOrigin, FindingOrigins};
use crate::round::Person;

/// A file and one of its sheets.
type OfSheet<'a> = (&'a str, Option<&'a str>);

/// What is known of a round that helps to name its files and cells.
pub(super) struct Subjects<'a> {
    read: Option<&'a ReadRound>,
    products: ProductCells<'a>,
    ballots: BTreeMap<OfSheet<'a>, Vec<&'a Ballot>>,
    /// What the sheets of a file were taken for; the most telling one.
    taken_for: BTreeMap<&'a str, TakenFor>,
}

impl<'a> Subjects<'a> {
    /// Gathers what a look knows.
    pub(super) fn of(look: &'a Look) -> Self {
        let read = look.read.as_ref();
        let mut ballots: BTreeMap<OfSheet<'a>, Vec<&'a Ballot>> = BTreeMap::new();
        let mut taken_for = BTreeMap::new();
        for ballot in read.iter().flat_map(|read| &read.forms.ballots) {
            let place = &ballot.product.place;
            ballots.entry((place.file.as_str(), place.sheet.as_deref())).or_default().push(ballot);
        }
        for reading in read.iter().flat_map(|read| &read.forms.readings) {
            taken_for
                .entry(reading.place.file.as_str())
                .and_modify(|known| *known = reading.taken_for.min(*known))
                .or_insert(reading.taken_for);
        }
        let products = read.map(|read| ProductCells::of(&read.forms)).unwrap_or_default();
        Self { read, products, ballots, taken_for }
    }

    /// The origin of each finding of the look.
    pub(super) fn origins(look: &Look) -> Vec<(FindingOrigin, &Finding)> {
        let none = Forms::default();
        let read = look.read.as_ref();
        let forms = read.map_or(&none, |read| &read.forms);
        FindingOrigins::of(read.map(|read| &read.round), forms).of_all(&look.report.findings)
    }

    /// Whether a finding is about the product of this name.
    pub(super) fn is_about(&self, finding: &Finding, product: &str) -> bool {
        self.products.is_about(finding, product)
    }

    /// The product in whose row of a list, or in whose marks of a ballot, a place stands.
    pub(super) fn product(&self, place: &Place) -> Option<&'a str> {
        if let Some(entry) = self.products.entry_at(place) {
            return Some(&entry.product.value);
        }
        let cell = place.cell?;
        let ballots = self.ballots.get(&(place.file.as_str(), place.sheet.as_deref()))?;
        let holds = |ballot: &&&Ballot| {
            ballot.product.place.cell == Some(cell)
                || ballot
                    .lines
                    .iter()
                    .any(|line| line.first.cell.is_some_and(|first| within(first, cell, line.last)))
        };
        ballots.iter().find(holds).map(|ballot| ballot.name.as_str())
    }

    /// The member whose ballots a file holds, and their session; `None` when it holds those of
    /// several members, or none.
    pub(super) fn scorer(&self, file: &str) -> Option<(&'a Person, u8)> {
        let read = self.read?;
        let sheets = self.ballots.range((file, None)..).take_while(|((of, _), _)| *of == file);
        let mut of = sheets.flat_map(|(_, ballots)| ballots).map(|one| (one.member, one.session));
        let first = of.next()?;
        if of.any(|other| other != first) {
            return None;
        }
        Some((&read.round.council.members.get(first.0)?.person, first.1))
    }

    /// Whether a file holds ballots of which nobody can tell whose they are.
    pub(super) fn is_of_nobody(&self, file: &str) -> bool {
        let mut known = self.ballots.range((file, None)..).take_while(|((of, _), _)| *of == file);
        self.taken_for.get(file) == Some(&TakenFor::Ballots) && known.next().is_none()
    }

    /// The name of a unit.
    pub(super) fn unit(&self, index: usize) -> Option<&'a str> {
        self.read?.round.districts.get(index).map(|unit| unit.name.as_str())
    }

    /// Names a file by what it holds and whose it is: `Danh sách của huyện Than Uyên`.
    pub(super) fn file(&self, origin: FindingOrigin, file: &str) -> String {
        if let FindingOrigin::District(index) = origin
            && let Some(unit) = self.unit(index)
        {
            let list = self.taken_for.get(file) == Some(&TakenFor::List);
            return format!("{} của {}", if list { "Danh sách" } else { "Tệp" }, unit);
        }
        if origin == FindingOrigin::Ballots
            && let Some((person, session)) = self.scorer(file)
        {
            return format!("Phiếu lần {session} của {} {}", lower(&person.title), person.name);
        }
        match origin {
            FindingOrigin::Round => "Khai báo của đợt".to_owned(),
            FindingOrigin::Unknown => "Tệp chưa rõ của đơn vị nào".to_owned(),
            FindingOrigin::District(_) => "Tệp của một đơn vị".to_owned(),
            other => other.name().to_owned(),
        }
    }

    /// Names the product of a finding, or else the column or row in which it stands.
    pub(super) fn about(&self, finding: &'a Finding) -> Option<&'a str> {
        self.product(&finding.place).or(finding.heading.as_deref())
    }
}

/// Tells whether a cell stands between two others.
fn within(first: CellRef, cell: CellRef, last: CellRef) -> bool {
    (first.row..=last.row).contains(&cell.row)
        && (first.column..=last.column).contains(&cell.column)
}

/// The name of a file without its folders; inside an archive, with the archive's.
pub(super) fn file_name(file: &str) -> String {
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    match file.split_once("!/") {
        Some((archive, inside)) => format!("{} trong {}", last(inside), last(archive)),
        None => last(file),
    }
}

/// Names the place of a finding within its file: `ô K9`, `dòng 12`, `trang DanhMuc`, `cả tệp`.
pub(super) fn spot(place: &Place) -> String {
    match (place.cell, place.line, place.sheet.as_deref()) {
        (Some(cell), ..) => format!("ô {cell}"),
        (None, Some(line), _) => format!("dòng {line}"),
        (None, None, Some(sheet)) if place.file.ends_with(".toml") => format!("mục {sheet}"),
        (None, None, Some(sheet)) => format!("trang {sheet}"),
        (None, None, None) => "cả tệp".to_owned(),
    }
}

/// Begins a text with a small letter.
pub(super) fn lower(text: &str) -> String {
    first(text, |sign| sign.to_lowercase().collect())
}

/// Begins a text with a capital.
pub(super) fn upper(text: &str) -> String {
    first(text, |sign| sign.to_uppercase().collect())
}

fn first(text: &str, how: impl Fn(char) -> String) -> String {
    let mut letters = text.chars();
    letters.next().map(|one| how(one) + letters.as_str()).unwrap_or_default()
}

/// At most this many characters of a text, with an ellipsis where some are left out.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_as_people_point_at_it() {
        let sheet = Place::file("ho-so/a.xlsx").sheet("Danh sách");
        assert_eq!(spot(&sheet.cell(CellRef::new(8, 10))), "ô K9");
        assert_eq!(spot(&sheet), "trang Danh sách");
        assert_eq!(spot(&Place::file("round.toml").sheet("rules")), "mục rules");
        assert_eq!(spot(&Place::file("round.toml").line(12)), "dòng 12");
        assert_eq!(spot(&Place::file("a.docx")), "cả tệp");
        assert_eq!(file_name("x/nam-nhun.zip!/a/b.xlsx"), "b.xlsx trong nam-nhun.zip");
        assert_eq!((cut("Đông Á", 4), cut("Đông", 4)), ("Đông…".into(), "Đông".into()));
    }
}
