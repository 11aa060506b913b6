//! A council member's ballot (phiếu chấm điểm): a sheet a product set, criteria down, products across.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Sourced, value};
use crate::criteria::PARTS;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::intake::{Sheet, text};
use crate::round::Round;

/// What one member gave one product in one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// Index of the member in `round.toml`.
    pub member: usize,
    /// Number of the session.
    pub session: u8,
    /// Product set of the sheet.
    pub set: Option<Sourced<String>>,
    /// Product, as the ballot writes it.
    pub product: Sourced<String>,
    /// Owner, as the ballot writes it.
    pub owner: Option<Sourced<String>>,
    /// Marks by criterion, from top to bottom.
    pub marks: Vec<Mark>,
    /// Part totals as they stand in the file.
    pub parts: [Option<Sourced<Decimal>>; 3],
    /// Total as it stands in the file.
    pub total: Option<Sourced<Decimal>>,
    /// Why the product was not scored.
    pub reason: Option<Sourced<String>>,
    /// Criteria without a mark.
    pub blanks: Vec<Blank>,
    /// Whether a cell could not be read, so that nothing can be counted.
    pub unreadable: bool,
}

/// A criterion without a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blank {
    /// Index of the criterion among those of the sheet.
    pub position: usize,
    /// Number and name of the criterion, as printed.
    pub criterion: String,
    /// Its cell.
    pub place: Place,
}

/// One mark (điểm) of a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Index of the criterion among those of the sheet.
    pub position: usize,
    /// Number of the criterion as printed; not unique in some sets.
    pub criterion: String,
    /// Index of the part the criterion stands under.
    pub part: usize,
    /// The mark.
    pub mark: Sourced<Decimal>,
}

impl Ballot {
    /// The member's total, from the marks where there are any, else from the part totals, else as typed.
    ///
    /// Marks are what a member gives; sums are arithmetic, and are redone here. `None` when the product was not scored
    /// or a cell could not be read.
    #[must_use]
    pub fn score(&self) -> Option<Decimal> {
        if self.unreadable {
            return None;
        }
        if !self.marks.is_empty() {
            return Some(self.marks.iter().map(|mark| mark.mark.value).sum());
        }
        let parts: Option<Decimal> = self.parts.iter().map(|part| part.as_ref().map(|part| part.value)).sum();
        parts.or_else(|| self.total.as_ref().map(|total| total.value))
    }

    /// How many criteria the ballot's sheet has.
    #[must_use]
    pub fn criteria(&self) -> usize {
        self.marks.len() + self.blanks.len()
    }

    /// The mark of a criterion by its place in the sheet.
    #[must_use]
    pub fn mark_at(&self, position: usize) -> Option<Decimal> {
        self.marks.iter().find(|mark| mark.position == position).map(|mark| mark.mark.value)
    }

    /// Sum of the marks under one part; `None` when the ballot has no marks there.
    #[must_use]
    pub fn part_sum(&self, part: usize) -> Option<Decimal> {
        let mut marks = self.marks.iter().filter(|mark| mark.part == part).peekable();
        marks.peek()?;
        Some(marks.map(|mark| mark.mark.value).sum())
    }

    /// Every cell that the score is made of.
    pub fn sources(&self) -> impl Iterator<Item = &Place> {
        let parts = self.parts.iter().flatten().filter(|_| self.marks.is_empty());
        let total = self.total.iter().filter(|_| self.marks.is_empty() && self.parts.iter().any(Option::is_none));
        self.marks.iter().map(|mark| &mark.mark.place).chain(parts.chain(total).map(|part| &part.place))
    }
}

/// Where the grid of a ballot stands.
pub(super) struct Grid {
    /// Row of the headings.
    header: u32,
    /// Column of the criteria's numbers, when there is one.
    number: Option<u32>,
    /// Column of the criteria's names.
    criterion: u32,
    /// One column a product.
    products: Vec<u32>,
}

/// Finds the grid of a ballot: a heading `Tiêu chí`, with the member named above it.
pub(super) fn find(sheet: &Sheet) -> Option<Grid> {
    let is_heading =
        |words: &str| words == "tieu chi" || words.starts_with("tieu chi ") || words == "noi dung danh gia";
    let (header, criterion) = sheet.rows().take(60).find_map(|row| {
        let cell = sheet.row(row).find(|(_, cell)| cell.text().is_some_and(|text| is_heading(&text::bare(text))))?;
        Some((row, cell.0.column))
    })?;
    label(sheet, header, &MEMBER)?;
    let number = criterion.checked_sub(1).filter(|column| {
        let words = sheet.merged(CellRef::new(header, *column)).and_then(|(_, cell)| cell.text()).map(text::bare);
        words.is_some_and(|words| ["tt", "stt", "so tt", "ma"].contains(&words.as_str()))
    });
    let products = sheet.row(header).filter(|(at, _)| at.column > criterion);
    let products = products.filter(|(_, cell)| cell.text().is_some_and(|text| !is_known_heading(&text::bare(text))));
    let products = products.map(|(at, _)| at.column).collect();
    Some(Grid { header, number, criterion, products })
}

/// Headings beside the criteria that name no product.
fn is_known_heading(words: &str) -> bool {
    ["diem toi da", "diem cham", "thang diem", "ghi chu", "muc diem"].iter().any(|known| words.starts_with(known))
}

const MEMBER: [&str; 3] = ["thanh vien hoi dong", "ho va ten thanh vien", "nguoi cham"];
const SESSION: [&str; 2] = ["lan cham", "lan danh gia"];
const SET: [&str; 2] = ["bo san pham", "nhom san pham"];

/// The value beside or behind one of these labels, above the grid.
fn label(sheet: &Sheet, header: u32, labels: &[&str]) -> Option<Sourced<String>> {
    for row in sheet.rows().take_while(|row| *row < header) {
        let cells: Vec<_> = sheet.row(row).collect();
        for (index, (at, cell)) in cells.iter().enumerate() {
            let Some(words) = cell.text() else { continue };
            if !labels.iter().any(|label| text::bare(words).starts_with(label)) {
                continue;
            }
            let behind = words.split_once(':').map(|(_, behind)| behind.trim()).filter(|behind| !behind.is_empty());
            if let Some(behind) = behind {
                return Some(Sourced { value: behind.to_owned(), place: sheet.place(*at) });
            }
            let beside = cells[index + 1..].iter().find(|(_, cell)| !cell.shown().is_empty());
            if let Some((at, cell)) = beside {
                return Some(Sourced { value: cell.shown(), place: sheet.place(*at) });
            }
        }
    }
    None
}

/// Reads the ballots of one sheet, one a product.
pub(super) fn read(round: &Round, sheet: &Sheet, grid: &Grid, findings: &mut Findings) -> Vec<Ballot> {
    let session = session(round, sheet, grid, findings);
    let member = member(round, session, sheet, grid, findings);
    let (Some(member), Some(session)) = (member, session) else { return Vec::new() };
    let set = label(sheet, grid.header, &SET);
    let lines = lines(sheet, grid);
    let read = |column: &u32| column_ballot(sheet, grid, &lines, *column, findings);
    let columns: Vec<_> = grid.products.iter().filter_map(read).collect();
    columns.into_iter().map(|column| Ballot { member, session, set: set.clone(), ..column }).collect()
}

/// The member of the council, or the one whom the named person replaces in this session.
fn member(round: &Round, session: Option<u8>, sheet: &Sheet, grid: &Grid, findings: &mut Findings) -> Option<usize> {
    let typed = label(sheet, grid.header, &MEMBER)?;
    let wanted = text::fold(&typed.value);
    let replaced =
        round.sessions.iter().filter(|known| Some(known.number) == session).flat_map(|known| &known.replaced);
    let replaced =
        replaced.filter(|replacement| text::fold(&replacement.by) == wanted).map(|replacement| &replacement.name);
    let names: Vec<_> = replaced.map(|name| text::fold(name)).chain([wanted.clone()]).collect();
    let found = round.council.members.iter().position(|member| names.contains(&text::fold(&member.person.name)));
    if found.is_none() {
        let names: Vec<_> = round.council.members.iter().map(|member| member.person.name.as_str()).collect();
        findings.push(
            Finding::new(
                Code::MemberUnknown,
                typed.place,
                "Người chấm không có trong danh sách Hội đồng; phiếu không được tính.",
            )
            .heading("Thành viên Hội đồng")
            .found(typed.value)
            .allowed(names.join("; "))
            .remedy("Sửa họ tên trong phiếu, hoặc bổ sung người này vào [[council.members]] của round.toml."),
        );
    }
    found
}

fn session(round: &Round, sheet: &Sheet, grid: &Grid, findings: &mut Findings) -> Option<u8> {
    let typed = label(sheet, grid.header, &SESSION);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    let number: Option<u8> = typed.as_ref().and_then(|typed| digits(&typed.value));
    let known = number.filter(|number| round.sessions.iter().any(|session| session.number == *number));
    if known.is_none() {
        let place = typed.as_ref().map_or_else(|| sheet.place.clone(), |typed| typed.place.clone());
        let numbers: Vec<_> = round.sessions.iter().map(|session| session.number.to_string()).collect();
        let finding = Finding::new(
            Code::SessionUnknown,
            place,
            "Phiếu không ghi rõ lần chấm nào của đợt; phiếu không được tính.",
        )
        .heading("Lần chấm")
        .allowed(if numbers.is_empty() {
            "(round.toml chưa có lần chấm nào)".into()
        } else {
            numbers.join(", ")
        })
        .remedy("Sửa ô “Lần chấm”, hoặc bổ sung mục [[sessions]] trong round.toml.");
        findings.push(match typed {
            Some(typed) => finding.found(typed.value),
            None => finding,
        });
    }
    known
}

/// What a row of the grid is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Criterion { number: String, name: String, part: usize },
    Part(usize),
    Total,
    Reason,
}

/// The rows under the headings that mean something.
fn lines(sheet: &Sheet, grid: &Grid) -> Vec<(u32, Line)> {
    let mut part = 0;
    let mut lines = Vec::new();
    for row in sheet.rows().skip_while(|row| *row <= grid.header) {
        let shown = |column: u32| sheet.cell(CellRef::new(row, column)).map(crate::intake::Cell::shown);
        let name = shown(grid.criterion).unwrap_or_default();
        let number = grid.number.and_then(shown).unwrap_or_default();
        let line = line(&number, &name, part);
        if let Some(Line::Part(index)) = line {
            part = index;
        }
        lines.extend(line.map(|line| (row, line)));
    }
    without_groups(lines)
}

/// Leaves out rows that only head a group: `1. Tổ chức sản xuất` above `1.1`, `6.1` above `6.1.1`.
fn without_groups(lines: Vec<(u32, Line)>) -> Vec<(u32, Line)> {
    let number = |line: Option<&(u32, Line)>| match line {
        Some((_, Line::Criterion { number, .. })) => Some(number.clone()),
        _ => None,
    };
    let heads = |index: usize| {
        let own = number(lines.get(index));
        own.zip(number(lines.get(index + 1))).is_some_and(|(own, next)| next.starts_with(&format!("{own}.")))
    };
    let grouped: Vec<bool> = (0..lines.len()).map(heads).collect();
    lines.into_iter().zip(grouped).filter(|(_, heads)| !heads).map(|(line, _)| line).collect()
}

fn line(number: &str, name: &str, part: usize) -> Option<Line> {
    let words = text::bare(if name.is_empty() { number } else { name });
    if words.starts_with("tong diem") || words.starts_with("tong cong") {
        return Some(Line::Total);
    }
    if words.contains("ly do") {
        return Some(Line::Reason);
    }
    let letter = |index: &usize| {
        let letter = PARTS[*index].to_lowercase();
        number.trim_end_matches('.').eq_ignore_ascii_case(&letter)
            || words == format!("phan {letter}")
            || [".", ":", " "].iter().any(|sign| words.starts_with(&format!("phan {letter}{sign}")))
    };
    if let Some(index) = (0..PARTS.len()).find(letter) {
        return Some(Line::Part(index));
    }
    let typed = if number.is_empty() { name.split(' ').next().unwrap_or_default() } else { number };
    let number = typed.replace(',', ".").trim_end_matches('.').to_owned();
    let is_number = number.split('.').all(|piece| !piece.is_empty() && piece.chars().all(|sign| sign.is_ascii_digit()));
    is_number.then(|| Line::Criterion { number, name: name.to_owned(), part })
}

/// One product's column. `None` when its heading is empty.
fn column_ballot(
    sheet: &Sheet,
    grid: &Grid,
    lines: &[(u32, Line)],
    column: u32,
    findings: &mut Findings,
) -> Option<Ballot> {
    let product = value::text(sheet, CellRef::new(grid.header, column))?;
    let first = lines.first().map_or(grid.header + 1, |(row, _)| *row);
    let owner = (grid.header + 1..first).find_map(|row| value::text(sheet, CellRef::new(row, column)));
    let mut ballot = Ballot {
        member: 0,
        session: 0,
        set: None,
        product,
        owner,
        marks: Vec::new(),
        parts: [None, None, None],
        total: None,
        reason: None,
        blanks: Vec::new(),
        unreadable: false,
    };
    let mut position = 0..;
    for (row, line) in lines {
        let at = CellRef::new(*row, column);
        match line {
            Line::Criterion { number, name, part } => {
                let position = position.next().unwrap_or_default();
                match value::decimal(sheet, at, name) {
                    Ok(Some(mark)) => {
                        ballot.marks.push(Mark { position, criterion: number.clone(), part: *part, mark });
                    }
                    Ok(None) => {
                        let criterion = format!("{number}. {name}");
                        ballot.blanks.push(Blank { position, criterion, place: sheet.place(at) });
                    }
                    Err(finding) => {
                        ballot.unreadable = true;
                        findings.push(*finding);
                    }
                }
            }
            // A part total or total that cannot be read is no loss while there are marks to add up.
            Line::Part(part) => ballot.parts[*part] = value::decimal(sheet, at, PARTS[*part]).unwrap_or_default(),
            Line::Total => ballot.total = value::decimal(sheet, at, "Tổng điểm").unwrap_or_default(),
            Line::Reason => ballot.reason = value::text(sheet, at),
        }
    }
    if ballot.marks.is_empty() {
        forget_sums_over_blanks(sheet, lines, &mut ballot);
    }
    Some(ballot)
}

/// Without marks, what a formula adds up is the sum of blanks, and a total of 0 is none: no product can score 0, because
/// some criteria start at 1. What the member typed stays.
fn forget_sums_over_blanks(sheet: &Sheet, lines: &[(u32, Line)], ballot: &mut Ballot) {
    let has_criteria = lines.iter().any(|(_, line)| matches!(line, Line::Criterion { .. }));
    let is_formula = |place: &Place| place.cell.and_then(|at| sheet.cell(at)).is_some_and(|cell| cell.formula);
    let is_blank = |sum: &Sourced<Decimal>| sum.value.is_zero() || has_criteria && is_formula(&sum.place);
    for sum in ballot.parts.iter_mut().chain([&mut ballot.total]) {
        if sum.as_ref().is_some_and(is_blank) {
            *sum = None;
        }
    }
    // A total that is a formula over part totals says nothing that they do not say.
    if ballot.total.as_ref().is_some_and(|total| is_formula(&total.place)) && ballot.parts.iter().all(Option::is_none) {
        ballot.total = None;
    }
}
