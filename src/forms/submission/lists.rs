//! The lists of a workbook, sheet by sheet; which of them count is told when all are read.

use careful_spreadsheet::Worksheet;

use super::aside;
use super::letter::{self, Line};
use super::parsed::Parsed;
use super::read::{Group, Reader};
use super::rows::sections::{Desk, Section, Sets};
use super::rows::stack::Stack;
use super::words::ListWords;
use super::{Letter, Stated, Submission};
use crate::criteria::Act;
use crate::finding::{Code, Finding, Place};
use crate::forms::district::{Gazetteer, Named};
use crate::forms::heading::{self, Field, Header};
use crate::forms::phrases::Spelt;
use crate::forms::{Sourced, TakenFor};
use crate::round::Round;

/// Lines above or below the tables that are looked at.
const LINES: usize = 200;

/// The lists of one workbook after the other.
pub(in crate::forms) struct Lists<'a, 'r> {
    districts: &'a Gazetteer<'r>,
    words: &'a ListWords,
    sets: Sets,
    years: Vec<i32>,
    parsed: Vec<Parsed>,
}

impl<'a, 'r> Lists<'a, 'r> {
    pub(in crate::forms) fn new(
        round: &Round,
        act: &Act,
        districts: &'a Gazetteer<'r>,
        words: &'a ListWords,
    ) -> Self {
        let settings = &round.round;
        let mut years: Vec<i32> = (settings.from.year()..=settings.to.year()).collect();
        years.push(i32::from(settings.year));
        Self { districts, words, sets: Sets::of(act), years, parsed: Vec::new() }
    }

    /// Reads a sheet that may hold lists of products; `no_list` tells what is wrong with one that
    /// holds none.
    pub(in crate::forms) fn read(
        &mut self,
        sheet: &Worksheet,
        no_list: impl Fn(&Worksheet) -> Option<Finding>,
    ) -> bool {
        let mut headers = heading::find(sheet, &self.words.headings);
        let parsed = if headers.is_empty() {
            let findings = no_list(sheet).into_iter().collect();
            Parsed { findings, ..Parsed::nothing(sheet) }
        } else {
            let sets = &self.sets;
            for header in &mut headers {
                heading::settle(sheet, header, &|name| sets.has(name));
            }
            let desk = Desk { districts: self.districts, words: self.words, sets };
            parse(desk, sheet, &headers)
        };
        self.parsed.push(parsed);
        !headers.is_empty()
    }

    /// Closes a workbook: its sheets, of which those about something else hold nothing but a
    /// finding that says so.
    pub(in crate::forms) fn close(&mut self) -> Vec<Parsed> {
        let mut parsed = std::mem::take(&mut self.parsed);
        aside::settle(self.words, &self.years, &mut parsed);
        parsed
    }
}

/// What stands around the tables.
struct Outside<'a> {
    district: Named,
    lines: Vec<Line<'a>>,
}

fn lines(sheet: &Worksheet, from: u32, to: u32) -> Vec<Line<'_>> {
    let rows = sheet.rows().skip_while(|row| *row < from).take_while(|row| *row < to);
    rows.take(LINES).filter_map(|row| Line::of(sheet, row)).collect()
}

/// Reads the products under these headers, one submission a district in the order in which the
/// sheet names them.
fn parse(desk: Desk<'_, '_>, sheet: &Worksheet, headers: &[Header]) -> Parsed {
    let mut parsed = Parsed::nothing(sheet);
    let mut reader = Reader::new(desk, sheet);
    let mut outside = Outside { district: Named::Nothing, lines: Vec::new() };
    let mut stack = Stack::default();
    let mut from = 0;
    for (index, header) in headers.iter().enumerate() {
        let above: Vec<Line<'_>> = lines(sheet, from, header.top);
        let named = reader.of_lines(&above, &mut parsed.findings);
        // Headings of groups go on where the same header only comes again on a new page.
        if named != Named::Nothing || index > 0 && !header.is_like(&headers[index - 1]) {
            stack.clear();
        }
        if named != Named::Nothing {
            outside.district = named;
        }
        let titles = titles(desk.words, sheet, &above);
        if let Some(not) = titles
            .iter()
            .find(|title| desk.words.rows.not_proposed.are_in(&Spelt::of(&title.value)))
        {
            stack.push(Section::NotProposed, "", not.place.clone());
        }
        parsed.titles.extend(titles);
        if header.column(Field::Set).is_none()
            && let Some((section, place)) = set_above(desk, sheet, &above)
        {
            stack.push(section, "", place);
        }
        outside.lines.extend(above);
        (from, stack) = reader.table(header, outside.district, stack, &mut parsed.findings);
    }
    outside.lines.extend(lines(sheet, from, u32::MAX));
    parsed.reading.taken_for = TakenFor::List;
    let bare = |header: &Header| {
        let told =
            [Field::Set, Field::Total, Field::PartA, Field::Star, Field::Papers, Field::Item(0)];
        told.into_iter().all(|field| header.column(field).is_none())
    };
    parsed.mentioned = headers.iter().all(bare).then(|| std::mem::take(&mut reader.mentioned));
    finish(reader, &outside, &mut parsed);
    parsed
}

/// The titles of tables among these lines.
fn titles(words: &ListWords, sheet: &Worksheet, lines: &[Line<'_>]) -> Vec<Sourced<String>> {
    let cells = lines.iter().flat_map(Line::cells);
    let title = |shown: &str| words.rows.titles.begin(&Spelt::of(shown)).is_some();
    cells
        .filter(|(_, shown)| title(shown))
        .map(|(at, shown)| Sourced { value: shown.to_owned(), place: sheet.place(at) })
        .collect()
}

/// The set that stands above a table, or on the tab of its sheet.
fn set_above(
    desk: Desk<'_, '_>,
    sheet: &Worksheet,
    lines: &[Line<'_>],
) -> Option<(Section, Place)> {
    let cells =
        lines.iter().rev().flat_map(Line::cells).map(|(at, shown)| (shown, sheet.place(at)));
    let set = |(shown, place): (&str, Place)| match Section::of(desk, shown) {
        set @ Section::Set(_) => Some((set, place)),
        _ => None,
    };
    cells.chain([(sheet.name(), sheet.place.clone())]).find_map(set)
}

fn finish(mut reader: Reader<'_, '_>, outside: &Outside<'_>, parsed: &mut Parsed) {
    let districts = reader.desk.districts;
    reader.groups.retain(|group| !group.entries.is_empty() || !group.withdrawn.is_empty());
    let letter = letter::letter(&outside.lines);
    let stated: Vec<_> = outside.lines.iter().filter_map(letter::stated).collect();
    let counted_owners = outside.lines.iter().filter_map(letter::stated_owners);
    let mut owners: Vec<_> = reader.owners.into_iter().chain(counted_owners).collect();
    let totals = reader.totals.into_iter().map(|total| total.stated);
    let whole = totals.chain(stated).map(|count| {
        let rows = reader.groups.iter().map(|group| group.rows).sum();
        let withdrawn = reader.groups.iter().map(|group| group.withdrawn.len()).sum();
        Stated { value: count.value, place: count.place, rows, withdrawn }
    });
    let mut whole: Vec<Stated> = whole.collect();
    let nowhere = |group: &Group| group.district.is_none() && !group.own;
    if outside.district != Named::Unknown && reader.groups.iter().any(nowhere) {
        parsed.findings.push(district_missing(districts, &parsed.place));
    }
    let names: Vec<&str> =
        reader.groups.iter().filter_map(|group| districts.names().nth(group.district?)).collect();
    let of = (!names.is_empty()).then(|| names.join(", "));
    parsed.reading.tables = reader.tables;
    parsed.reading.tables.iter_mut().for_each(|table| table.of.clone_from(&of));
    parsed.reading.skipped = reader.skipped;
    // Owners of several districts are nobody's count.
    if reader.groups.len() > 1 {
        owners.clear();
    }
    for group in reader.groups {
        let of_district = group.stated.into_iter().map(|count| Stated {
            value: count.value,
            place: count.place,
            rows: group.rows,
            withdrawn: group.withdrawn.len(),
        });
        let stated = of_district.chain(group.parts).chain(whole.drain(..)).collect();
        parsed.submissions.push(Submission {
            district: group.district,
            place: parsed.place.clone(),
            letter: group.letter.unwrap_or_else(|| Letter::clone(&letter)),
            stated,
            stated_owners: std::mem::take(&mut owners),
            rows: group.rows,
            entries: group.entries,
            withdrawn: group.withdrawn,
        });
    }
}

fn district_missing(districts: &Gazetteer<'_>, place: &Place) -> Finding {
    Finding::new(
        Code::DistrictUnknown,
        place.clone(),
        "Phía trên bảng không có tên huyện, thành phố gửi hồ sơ.",
    )
    .allowed(districts.names().collect::<Vec<_>>().join("; "))
    .remedy(
        "Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND HUYỆN SÌN HỒ”, hoặc thêm đơn vị vào \
         round.toml.",
    )
}
