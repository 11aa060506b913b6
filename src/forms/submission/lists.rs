//! Reads the lists of a workbook, sheet by sheet. Which of the sheets count is decided when all are
//! read.

use std::borrow::Cow;

use careful_spreadsheet::Worksheet;

use super::aside;
use super::dossier::AskedItems;
use super::letter::{self, TextLine};
use super::parsed::ParsedSheet;
use super::read::{DistrictGroup, ListReader};
use super::registration;
use super::rows::sections::{ListSection, ListTools, SetNames};
use super::rows::stack::Stack;
use super::words::ListWords;
use super::{Letter, StatedCount, Submission};
use crate::criteria::{LegalForm, RoundActs, SubmittingUnits};
use crate::finding::{Code, Finding, Place};
use crate::forms::district::{Gazetteer, NamedDistrict};
use crate::forms::heading::{self, ListField, ListHeader};
use crate::forms::phrases::SpeltText;
use crate::forms::{Sourced, TakenFor};
use crate::round::Round;

/// Lines above or below the tables that are read.
const LINES: usize = 200;

/// Reads the lists of one workbook after the other.
pub(in crate::forms) struct Lists<'a, 'r> {
    districts: &'a Gazetteer<'r>,
    /// What the units are that submit lists under the act.
    units: SubmittingUnits,
    words: Cow<'a, ListWords>,
    sets: SetNames,
    /// The legal forms that owners may have under the act.
    owners: Vec<LegalForm>,
    asked: AskedItems,
    /// The years of the round: those of its first and last day, and the one that it names.
    years: Vec<i32>,
    /// The sheets of the open workbook that were read.
    parsed: Vec<ParsedSheet>,
}

impl<'a, 'r> Lists<'a, 'r> {
    /// Makes ready to read the lists of a round.
    pub(in crate::forms) fn new(
        round: &Round,
        acts: &RoundActs,
        districts: &'a Gazetteer<'r>,
        words: &'a ListWords,
    ) -> Self {
        let settings = &round.round;
        let mut years: Vec<i32> = (settings.from.year()..=settings.to.year()).collect();
        years.push(i32::from(settings.year));
        let asked = AskedItems::of(acts.main());
        Self {
            districts,
            units: acts.main().units,
            words: asked.named_in(words),
            sets: SetNames::of(acts),
            owners: acts.owner_forms(),
            asked,
            years,
            parsed: Vec::new(),
        }
    }

    /// Returns what the readers of lists share.
    pub(in crate::forms) fn tools(&self) -> ListTools<'_, 'r> {
        ListTools {
            districts: self.districts,
            units: self.units,
            words: &self.words,
            sets: &self.sets,
            owners: &self.owners,
            asked: &self.asked,
        }
    }

    /// Reads a sheet that may hold lists of products; returns whether it holds any. `no_list` gives
    /// the finding about one that holds none.
    pub(in crate::forms) fn read_sheet(
        &mut self,
        sheet: &Worksheet,
        no_list: impl Fn(&Worksheet) -> Option<Finding>,
    ) -> bool {
        let mut headers = heading::find(sheet, &self.words.headings);
        let parsed = if headers.is_empty() {
            let findings = no_list(sheet).into_iter().collect();
            ParsedSheet { findings, ..ParsedSheet::nothing(sheet) }
        } else {
            let sets = &self.sets;
            for header in &mut headers {
                registration::settle(sheet, header, &self.words.registration);
                heading::settle(sheet, header, &|name| sets.has(name), &self.owners);
            }
            parse(self.tools(), sheet, &headers)
        };
        self.parsed.push(parsed);
        !headers.is_empty()
    }

    /// Ends a workbook and hands on its sheets. Of sheets about something else only the finding is
    /// left that says so.
    pub(in crate::forms) fn close(&mut self) -> Vec<ParsedSheet> {
        let mut parsed = std::mem::take(&mut self.parsed);
        aside::settle(&self.words, &self.years, &mut parsed);
        parsed
    }
}

/// What stands around the tables of a sheet.
struct Outside<'a> {
    district: NamedDistrict,
    lines: Vec<TextLine<'a>>,
}

/// The lines of text from row `from` up to row `to`, at most [`LINES`].
fn lines(sheet: &Worksheet, from: u32, to: u32) -> Vec<TextLine<'_>> {
    let rows = sheet.rows().skip_while(|row| *row < from).take_while(|row| *row < to);
    rows.take(LINES).filter_map(|row| TextLine::of(sheet, row)).collect()
}

/// Reads the products under the headers of a sheet into one submission a district, in the order in
/// which the sheet names them.
fn parse(tools: ListTools<'_, '_>, sheet: &Worksheet, headers: &[ListHeader]) -> ParsedSheet {
    let mut parsed = ParsedSheet::nothing(sheet);
    let mut reader = ListReader::new(tools, sheet);
    let mut outside = Outside { district: NamedDistrict::Nothing, lines: Vec::new() };
    let mut stack = Stack::default();
    let mut from = 0;
    for (index, header) in headers.iter().enumerate() {
        let above: Vec<TextLine<'_>> = lines(sheet, from, header.top);
        let named = reader.of_lines(&above, &mut parsed.findings);
        // Headings of groups hold on where the same header only stands again on a new page.
        if named != NamedDistrict::Nothing || index > 0 && !header.is_like(&headers[index - 1]) {
            stack.clear();
        }
        if named != NamedDistrict::Nothing {
            outside.district = named;
        }
        let titles = titles(tools.words, sheet, &above);
        if let Some(not) = titles
            .iter()
            .find(|title| tools.words.rows.not_proposed.are_in(&SpeltText::of(&title.value)))
        {
            stack.push(ListSection::NotProposed, "", not.place.clone());
        }
        if !titles.is_empty() {
            stack.end_registration();
        }
        let shown = above.iter().flat_map(TextLine::cells);
        let shown: Vec<_> = shown.map(|(at, shown)| (shown, sheet.place(at))).collect();
        if let Some((section, place)) =
            registration::of_table(tools, sheet, &shown, &titles, &mut parsed.findings)
        {
            stack.push(section, "", place);
        }
        parsed.titles.extend(titles);
        if header.column(ListField::Set).is_none()
            && let Some((section, place)) = set_above(tools, sheet, &above)
        {
            stack.push(section, "", place);
        }
        outside.lines.extend(above);
        (from, stack) = reader.table(header, outside.district, stack, &mut parsed.findings);
    }
    outside.lines.extend(lines(sheet, from, u32::MAX));
    parsed.reading.taken_for = TakenFor::List;
    let bare = |header: &ListHeader| {
        let told = [
            ListField::Set,
            ListField::Total,
            ListField::PartA,
            ListField::Star,
            ListField::Papers,
            ListField::Item(0),
        ];
        told.into_iter().all(|field| header.column(field).is_none())
    };
    parsed.mentioned = headers.iter().all(bare).then(|| std::mem::take(&mut reader.mentioned));
    finish(reader, &outside, &mut parsed);
    parsed
}

/// The titles of tables in these lines, with their cells.
fn titles(words: &ListWords, sheet: &Worksheet, lines: &[TextLine<'_>]) -> Vec<Sourced<String>> {
    let cells = lines.iter().flat_map(TextLine::cells);
    let title = |shown: &str| words.rows.titles.begin(&SpeltText::of(shown)).is_some();
    cells
        .filter(|(_, shown)| title(shown))
        .map(|(at, shown)| Sourced { value: shown.to_owned(), place: sheet.place(at) })
        .collect()
}

/// The product set that the lines above a table, or the name of the sheet, give.
fn set_above(
    tools: ListTools<'_, '_>,
    sheet: &Worksheet,
    lines: &[TextLine<'_>],
) -> Option<(ListSection, Place)> {
    let cells =
        lines.iter().rev().flat_map(TextLine::cells).map(|(at, shown)| (shown, sheet.place(at)));
    let set = |(shown, place): (&str, Place)| match ListSection::of(tools, shown) {
        set @ ListSection::Set(_) => Some((set, place)),
        _ => None,
    };
    cells.chain([(sheet.name(), sheet.place.clone())]).find_map(set)
}

/// Makes a submission of the products of each district, with the letter and the counts of the
/// sheet.
fn finish(mut reader: ListReader<'_, '_>, outside: &Outside<'_>, parsed: &mut ParsedSheet) {
    let districts = reader.tools.districts;
    reader.groups.retain(|group| !group.entries.is_empty() || !group.withdrawn.is_empty());
    let letter = letter::letter(&outside.lines);
    let stated: Vec<_> = outside.lines.iter().filter_map(letter::stated).collect();
    let counted_owners = outside.lines.iter().filter_map(letter::stated_owners);
    let mut owners: Vec<_> = reader.owners.into_iter().chain(counted_owners).collect();
    let totals = reader.totals.into_iter().map(|total| total.stated);
    let whole = totals.chain(stated).map(|count| {
        let rows = reader.groups.iter().map(|group| group.rows).sum();
        let withdrawn = reader.groups.iter().map(|group| group.withdrawn.len()).sum();
        StatedCount { value: count.value, place: count.place, rows, withdrawn }
    });
    let mut whole: Vec<StatedCount> = whole.collect();
    let nowhere = |group: &DistrictGroup| group.district.is_none() && !group.own;
    if outside.district != NamedDistrict::Unknown && reader.groups.iter().any(nowhere) {
        parsed.findings.push(district_missing(reader.tools, &parsed.place));
    }
    let names: Vec<&str> =
        reader.groups.iter().filter_map(|group| districts.names().nth(group.district?)).collect();
    let of = (!names.is_empty()).then(|| names.join(", "));
    parsed.reading.tables = reader.tables;
    parsed.reading.tables.iter_mut().for_each(|table| table.of.clone_from(&of));
    parsed.reading.skipped = reader.skipped;
    // A count of owners over several districts is the count of none of them.
    if reader.groups.len() > 1 {
        owners.clear();
    }
    for group in reader.groups {
        let of_district = group.stated.into_iter().map(|count| StatedCount {
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

/// The finding about a list that names no district.
fn district_missing(tools: ListTools<'_, '_>, place: &Place) -> Finding {
    let names: Vec<&str> = tools.districts.names().collect();
    let first = names.first().copied().unwrap_or_default().to_uppercase();
    Finding::new(
        Code::DistrictUnknown,
        place.clone(),
        format!("Phía trên bảng không có tên {} gửi hồ sơ.", tools.units.names()),
    )
    .allowed(names.join("; "))
    .remedy(format!(
        "Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND {first}”, hoặc thêm đơn vị vào round.toml."
    ))
}
