//! The list of all findings: by file in the order of the report, or by cause; the same fault in one
//! file stands there once, with its cells.

use minijinja::{Value, context};
use serde::Deserialize;

use super::subject::{Subjects, cut, file_name, spot, upper};
use crate::desk::ids;
use crate::desk::look::Look;
use crate::finding::{Code, Finding, Place, Severity, catalogue};
use crate::page::FindingOrigin;

/// How many cells of an entry are named.
const CELLS: usize = 6;

/// How many entries a page lists.
const ENTRIES: usize = 150;

/// Most characters of a name in the list.
const NAME: usize = 60;

/// What a page asks for, as its address has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Only findings of this severity: `loi`, `canh-bao`, `ghi-chu`.
    muc: String,
    /// Only those of the file with this short name.
    tep: String,
    /// Whether they are grouped by cause.
    gop: String,
    /// The row in the middle of the sheet, counted from 1.
    dong: String,
    /// The first entry of the list.
    tu: String,
}

/// The words of severities in addresses.
const SEVERITIES: [(&str, Severity); 3] =
    [("loi", Severity::Error), ("canh-bao", Severity::Warning), ("ghi-chu", Severity::Note)];

impl Asked {
    fn severity(&self) -> Option<Severity> {
        SEVERITIES.into_iter().find(|(word, _)| *word == self.muc).map(|(_, one)| one)
    }

    /// What is asked for, as people call it.
    pub(super) fn kind(&self) -> String {
        self.severity().map_or_else(|| "điều".to_owned(), |one| sign(one).2.to_lowercase())
    }

    /// The short name of the only file; `None` when all files are asked for.
    pub(super) fn file(&self) -> Option<&str> {
        let is_id = !self.tep.is_empty() && self.tep.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then_some(self.tep.as_str())
    }

    fn by_cause(&self) -> bool {
        self.gop == "1"
    }

    /// The row in the middle of the sheet, counted from 0.
    pub(super) fn row(&self) -> Option<u32> {
        self.dong.parse::<u32>().ok()?.checked_sub(1)
    }

    /// The filters as an address carries them on; empty, or beginning with this sign.
    pub(super) fn carried(&self, sign: char) -> String {
        let severity = SEVERITIES.iter().find(|(word, _)| *word == self.muc);
        let parts = [
            severity.map(|(word, _)| format!("muc={word}")),
            self.file().map(|file| format!("tep={file}")),
            self.by_cause().then(|| "gop=1".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!("{sign}{}", parts.join("&")) }
    }
}

/// A finding with its short name.
pub(super) struct Item<'a> {
    pub(super) id: String,
    pub(super) finding: &'a Finding,
    pub(super) origin: FindingOrigin,
}

impl Item<'_> {
    fn file(&self) -> &str {
        &self.finding.place.file
    }
}

/// The sign of a severity: the letter of its class, the drawn sign, the word.
pub(super) fn sign(severity: Severity) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("E", "■", "Lỗi"),
        Severity::Warning => ("W", "▲", "Cảnh báo"),
        Severity::Note => ("N", "●", "Ghi chú"),
    }
}

/// The short name of a finding.
pub(super) fn id_of(finding: &Finding) -> String {
    ids::of(&format!("{}\n{}\n{}", finding.code.id(), finding.place, finding.message))
}

/// All findings of a look in the order of the report, accepted ones last.
pub(super) struct Listing<'a> {
    pub(super) subjects: Subjects<'a>,
    pub(super) items: Vec<Item<'a>>,
}

impl<'a> Listing<'a> {
    /// Gathers the findings of a look.
    pub(super) fn of(look: &'a Look) -> Self {
        let item = |(origin, finding)| Item { id: id_of(finding), finding, origin };
        let mut items: Vec<Item<'a>> = Subjects::origins(look).into_iter().map(item).collect();
        items.sort_by(|one, other| {
            let key = |item: &Item<'a>| (item.finding.accepted.is_some(), item.origin);
            key(one).cmp(&key(other)).then_with(|| one.finding.cmp(other.finding))
        });
        Self { subjects: Subjects::of(look), items }
    }

    /// The finding of this short name.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    /// The finding that is shown beside a list: its first error, else its first warning, else the
    /// first one.
    pub(super) fn to_begin_with(&self, order: &[usize]) -> Option<usize> {
        let weight = |at: &&usize| {
            let finding = self.items[**at].finding;
            (finding.accepted.is_none(), finding.severity())
        };
        // Of several equal ones, the first.
        order.iter().rev().max_by_key(weight).copied()
    }

    /// How many findings of this severity were not accepted.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.open().filter(|item| item.finding.severity() == severity).count()
    }

    /// The findings that were not accepted.
    pub(super) fn open(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|item| item.finding.accepted.is_none())
    }

    /// The list that a page asks for.
    pub(super) fn asked(&self, asked: &Asked) -> Listed {
        let mut order: Vec<usize> =
            (0..self.items.len()).filter(|at| self.is_in(*at, asked)).collect();
        let by_cause = asked.by_cause();
        if by_cause {
            // The order within a cause stays that of the report.
            order.sort_by_key(|at| {
                let finding = self.items[*at].finding;
                let severity = std::cmp::Reverse(finding.severity());
                (finding.accepted.is_some(), severity, finding.code)
            });
        }
        let mut listed = Listed::default();
        for stretch in order.chunk_by(|one, other| self.heads_alike(*one, *other, by_cause)) {
            listed.sections.push(self.section(stretch, by_cause));
        }
        listed
    }

    fn is_in(&self, at: usize, asked: &Asked) -> bool {
        let item = &self.items[at];
        asked.severity().is_none_or(|only| item.finding.severity() == only)
            && asked.file().is_none_or(|only| ids::of(item.file()) == only)
    }

    /// Whether two findings stand under the same head.
    fn heads_alike(&self, one: usize, other: usize, by_cause: bool) -> bool {
        let key = |at: usize| {
            let item = &self.items[at];
            let accepted = item.finding.accepted.is_some();
            if by_cause {
                (accepted, None, "", Some(item.finding.code))
            } else {
                (accepted, Some(item.origin), item.file(), None)
            }
        };
        key(one) == key(other)
    }

    fn section(&self, stretch: &[usize], by_cause: bool) -> Section {
        let first = &self.items[stretch[0]];
        let mut entries: Vec<Vec<usize>> = Vec::new();
        for at in stretch {
            let item = &self.items[*at];
            let alike = |entry: &&mut Vec<usize>| {
                let known = &self.items[entry[0]];
                known.finding.code == item.finding.code && known.file() == item.file()
            };
            match entries.iter_mut().find(alike) {
                Some(entry) => entry.push(*at),
                None => entries.push(vec![*at]),
            }
        }
        let file = cut(&file_name(first.file()), NAME);
        let (name, beside) = if by_cause {
            let count = stretch.len();
            (catalogue::of(first.finding.code).title.to_owned(), format!("{count} chỗ"))
        } else {
            (self.subjects.file(first.origin, first.file()), file)
        };
        let accepted = first.finding.accepted.is_some();
        let beside = if accepted { format!("{beside}, đã chấp nhận") } else { beside };
        let file_id = ids::of(first.file());
        Section { name, beside, file_id: (!by_cause).then_some(file_id), entries }
    }

    /// One entry as the page shows it; `here` is the finding that is looked at.
    fn entry(&self, entry: &[usize], here: Option<usize>, by_cause: bool) -> Value {
        let first = &self.items[entry[0]];
        let (class, mark, word) = sign(first.finding.severity());
        let head = if by_cause {
            format!(
                "{}, {}",
                self.subjects.file(first.origin, first.file()),
                file_name(first.file())
            )
        } else {
            catalogue::of(first.finding.code).title.to_owned()
        };
        let at = here.filter(|here| entry.contains(here)).unwrap_or(entry[0]);
        context! {
            id => &self.items[at].id,
            class, mark, word,
            head => cut(&head, 2 * NAME),
            cells => self.cells(entry),
            here => here.is_some_and(|here| entry.contains(&here)),
        }
    }

    /// Names the cells of an entry: `ô K9, Gạo Séng Cù`; `2 ô: G13, I20`.
    fn cells(&self, entry: &[usize]) -> String {
        let places = || entry.iter().map(|at| &self.items[*at].finding.place);
        let first = self.items[entry[0]].finding;
        match (first.code, &first.found) {
            // Such a finding is about a whole sheet, with many cells.
            (Code::RoundUnfilled, _) => return sheets(places()),
            (Code::DistrictSilent, Some(units)) => return cut(units, 2 * NAME),
            _ => {}
        }
        if let [only] = entry {
            let finding = self.items[*only].finding;
            let about = self.subjects.about(finding).map(|about| format!(", {}", cut(about, NAME)));
            return spot(&finding.place) + &about.unwrap_or_default();
        }
        let sheet = &self.items[entry[0]].finding.place.sheet;
        let one_sheet = places().all(|place| place.sheet == *sheet);
        let short = |place: &Place| match (place.cell, place.line, &place.sheet) {
            (Some(cell), _, Some(sheet)) if !one_sheet => {
                format!("{cell} ở trang “{}”", cut(sheet, 20))
            }
            (Some(cell), ..) => cell.to_string(),
            (None, Some(line), _) => line.to_string(),
            (None, None, Some(sheet)) => cut(sheet, 20),
            (None, None, None) => "cả tệp".to_owned(),
        };
        let kind = if places().all(|place| place.cell.is_some()) {
            "ô"
        } else if places().all(|place| place.line.is_some()) {
            "dòng"
        } else {
            "chỗ"
        };
        let named: Vec<String> = places().take(CELLS).map(short).collect();
        let more = if entry.len() > CELLS { ", …" } else { "" };
        format!("{} {kind}: {}{more}", entry.len(), named.join(", "))
    }

    /// The part of the list that a page shows: all of it, or what stands around the finding that is
    /// looked at.
    pub(super) fn shown(&self, listed: &Listed, here: Option<usize>, asked: &Asked) -> Value {
        let count: usize = listed.sections.iter().map(|section| section.entries.len()).sum();
        let at = here.and_then(|here| listed.entry_of(here)).unwrap_or_default();
        let centered = at.saturating_sub(ENTRIES / 2);
        let from = asked.tu.parse().unwrap_or(centered).min(count.saturating_sub(ENTRIES));
        let until = from + ENTRIES;
        let (mut number, mut sections) = (0, Vec::new());
        for section in &listed.sections {
            let mut entries = Vec::new();
            for entry in &section.entries {
                if (from..until).contains(&number) {
                    entries.push(self.entry(entry, here, asked.by_cause()));
                }
                number += 1;
            }
            if !entries.is_empty() {
                sections.push(context! {
                    name => upper(&section.name),
                    beside => &section.beside,
                    file_id => section.file_id.as_deref(),
                    entries,
                });
            }
        }
        context! {
            sections,
            before => from,
            earlier => from.saturating_sub(ENTRIES),
            after => count.saturating_sub(until),
            later => until,
        }
    }

    /// The filters above the list.
    pub(super) fn filters(&self, asked: &Asked) -> Value {
        let kinds = SEVERITIES.into_iter().map(|(word, severity)| {
            let (class, mark, name) = sign(severity);
            let address = Asked { muc: word.to_owned(), ..asked.clone() };
            context! {
                class, mark, name,
                count => self.count(severity),
                address => format!("/loi{}", address.carried('?')),
                here => asked.severity() == Some(severity),
            }
        });
        let all = Asked { muc: String::new(), ..asked.clone() };
        let gop = if asked.by_cause() { String::new() } else { "1".to_owned() };
        let grouped = Asked { gop, ..asked.clone() };
        let of_file = asked.file().and_then(|id| {
            let item = self.items.iter().find(|item| ids::of(item.file()) == id)?;
            let every = Asked { tep: String::new(), ..asked.clone() };
            let address = format!("/loi{}", every.carried('?'));
            Some(context! { name => cut(&file_name(item.file()), NAME), address })
        });
        context! {
            all => self.open().count(),
            all_address => format!("/loi{}", all.carried('?')),
            all_here => asked.severity().is_none(),
            kinds => kinds.collect::<Vec<_>>(),
            grouped_address => format!("/loi{}", grouped.carried('?')),
            grouped => asked.by_cause(),
            of_file,
        }
    }
}

/// Names the sheets of places: `2 trang: Căn cứ, Giấy mời`; other places as they are pointed at.
fn sheets<'p>(places: impl Iterator<Item = &'p Place>) -> String {
    let name = |place: &Place| match (&place.sheet, place.cell) {
        (Some(sheet), Some(_)) => cut(sheet, 20),
        _ => spot(place),
    };
    let all: Vec<String> = places.map(name).collect();
    match all.as_slice() {
        [only] => format!("trang {}", only.strip_prefix("trang ").unwrap_or(only)),
        several => format!("{} trang: {}", several.len(), several.join(", ")),
    }
}

/// The findings that a page asks for, in the order of the list.
#[derive(Default)]
pub(super) struct Listed {
    sections: Vec<Section>,
}

/// The entries under one head. Each holds the findings of one fault in one file, by their indices.
struct Section {
    name: String,
    beside: String,
    file_id: Option<String>,
    entries: Vec<Vec<usize>>,
}

impl Listed {
    /// All findings, in the order in which one goes from each to the next.
    pub(super) fn order(&self) -> Vec<usize> {
        self.sections.iter().flat_map(|section| &section.entries).flatten().copied().collect()
    }

    /// The number of the entry that holds a finding.
    fn entry_of(&self, at: usize) -> Option<usize> {
        let mut entries = self.sections.iter().flat_map(|section| &section.entries);
        entries.position(|entry| entry.contains(&at))
    }
}
