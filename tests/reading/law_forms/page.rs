//! The forms that members fill in: the ordinary table, and the two columns of the law.

use ocop::criteria::{Criterion, PARTS, ProductSet};
use rust_xlsxwriter::Worksheet;

use super::{Entered, Form};
use crate::official_form::MEMBERS;

pub(super) fn sum(marks: &[u8]) -> u32 {
    marks.iter().map(|mark| u32::from(*mark)).sum()
}

/// Whether the act numbers its criteria with letters: `a)` under `1.`.
fn lettered(set: &ProductSet) -> bool {
    set.criteria[0].code == "1.a"
}

/// The name of a criterion, with its number, as the act prints it.
fn printed(set: &ProductSet, criterion: &Criterion) -> String {
    let note = criterion.note.as_ref().filter(|note| note.starts_with('('));
    let note = note.map(|note| format!(" {note}")).unwrap_or_default();
    let letter = criterion.code.rsplit('.').next().unwrap_or_default();
    if lettered(set) && criterion.code.contains('.') {
        let mark = if letter.chars().all(char::is_numeric) { "." } else { ")" };
        format!("{letter}{mark} {}{note}", criterion.name)
    } else {
        format!("{}. {}{note}", criterion.code, criterion.name)
    }
}

/// The groups that begin at a criterion.
fn groups(set: &ProductSet, place: usize) -> impl Iterator<Item = (String, u8)> + '_ {
    let begins = move |code: &str| {
        let inside = |criterion: &Criterion| criterion.code.starts_with(&format!("{code}."));
        inside(&set.criteria[place]) && !set.criteria[..place].iter().any(inside)
    };
    let groups = set.groups.iter().filter(move |group| begins(&group.code));
    groups.map(move |group| {
        let letter = group.code.rsplit('.').next().unwrap_or_default();
        let code = if lettered(set) && group.code.contains('.') {
            format!("{letter})")
        } else {
            format!("{}.", group.code)
        };
        (format!("{code} {}", group.name.to_uppercase()), group.max)
    })
}

/// The lines above the table, as the act prints them.
fn head(sheet: &mut Worksheet, entered: &Entered) -> u32 {
    let lines = [
        "PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM".to_owned(),
        format!("Bộ sản phẩm: {}", entered.set.name),
        format!("(Sản phẩm: {}. Nhóm: {})", entered.set.sector, entered.set.group),
        format!("Tên sản phẩm: {}", entered.product.name),
        "Mã số sản phẩm: 12-03382-01-2026".to_owned(),
        format!("Tên chủ thể sản xuất: {}", entered.product.owner),
    ];
    let excluded = entered.set.excluded_when.iter();
    let excluded = excluded.map(|when| format!("Hồ sơ bị loại khi: {when}"));
    let mut row = 0;
    for line in lines.into_iter().chain(excluded) {
        sheet.write(row, 0, line).unwrap();
        row += 1;
    }
    row + 1
}

/// The signature below the table.
fn foot(sheet: &mut Worksheet, row: u32, member: usize) {
    for (row, text) in
        (row + 1..).zip(["Người đánh giá", "(Ký và ghi rõ họ tên)", "", MEMBERS[member]])
    {
        sheet.write(row, 1, text).unwrap();
    }
}

/// Writes a ballot of one product; returns the cell of each criterion's mark.
pub(super) fn ballot(
    sheet: &mut Worksheet,
    entered: &Entered,
    member: usize,
    form: Form,
) -> Vec<String> {
    match form {
        Form::Table | Form::Plain => table(sheet, entered, member, form),
        Form::Boxes | Form::Points => official(sheet, entered, member, form),
    }
}

/// The ordinary table.
pub(super) fn table(
    sheet: &mut Worksheet,
    entered: &Entered,
    member: usize,
    form: Form,
) -> Vec<String> {
    let (set, marks) = (entered.set, &entered.marks[member]);
    let mut row = head(sheet, entered);
    sheet.write_row(row, 0, ["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"]).unwrap();
    let mut line = |number: &str, name: &str, max: u32, mark: Option<u32>| {
        row += 1;
        sheet.write_row(row, 0, [number, name]).unwrap();
        sheet.write(row, 2, max).unwrap();
        if let Some(mark) = mark {
            sheet.write(row, 3, mark).unwrap();
        }
        format!("D{}", row + 1)
    };
    let mut cells = Vec::new();
    for (place, criterion) in set.criteria.iter().enumerate() {
        if place == 0 || set.criteria[place - 1].part != criterion.part {
            let of_part = |one: &Criterion| one.part == criterion.part;
            let inside = set.criteria.iter().zip(marks).filter(|(one, _)| of_part(one));
            let (max, got) = inside.fold((0, 0), |(max, got), (one, mark)| {
                (max + u32::from(one.max), got + u32::from(*mark))
            });
            let letter = PARTS[criterion.part];
            line(letter, &format!("PHẦN {letter}"), max, Some(got));
        }
        if form == Form::Plain {
            cells.push(line(
                "",
                &printed(set, criterion),
                criterion.max.into(),
                Some(marks[place].into()),
            ));
            continue;
        }
        for (name, max) in groups(set, place) {
            let (number, name) = name.split_once(' ').unwrap();
            line(number, name, max.into(), None);
        }
        let max = criterion.max.into();
        cells.push(line(&criterion.code, &criterion.name, max, Some(marks[place].into())));
    }
    line("", "TỔNG ĐIỂM", 100, Some(sum(marks)));
    foot(sheet, row, member);
    cells
}

/// The form of the law: every option a line.
fn official(sheet: &mut Worksheet, entered: &Entered, member: usize, form: Form) -> Vec<String> {
    let (set, marks) = (entered.set, &entered.marks[member]);
    let mut row = head(sheet, entered);
    sheet.write_row(row, 0, ["Các tiêu chí", "Thang điểm"]).unwrap();
    if form == Form::Points {
        sheet.write(row, 2, "Điểm chấm").unwrap();
    }
    let mut line = |text: String, points: Option<u8>, mark: Option<u8>| {
        row += 1;
        sheet.write(row, 0, text).unwrap();
        if let Some(points) = points {
            sheet.write(row, 1, points).unwrap();
        }
        if let Some(mark) = mark {
            sheet.write(row, 2, mark).unwrap();
        }
        format!("C{}", row + 1)
    };
    let mut cells = Vec::new();
    for (place, criterion) in set.criteria.iter().enumerate() {
        if place == 0 || set.criteria[place - 1].part != criterion.part {
            let max =
                set.criteria.iter().filter(|one| one.part == criterion.part).map(|one| one.max);
            let (letter, max) = (PARTS[criterion.part], max.sum::<u8>());
            line(format!("Phần {letter}: ({max} Điểm)"), Some(max), None);
        }
        // The transcription of 148 has the only criterion of a group under the group's name; the act
        // prints one line.
        let one_line = |name: &str| name.ends_with(&criterion.name.to_uppercase());
        let groups: Vec<(String, u8)> = groups(set, place).collect();
        for (name, max) in &groups {
            line(name.clone(), Some(*max), None);
        }
        if !groups.last().is_some_and(|(name, _)| one_line(name)) {
            line(printed(set, criterion), Some(criterion.max), None);
        }
        let note = criterion.note.iter().filter(|note| !note.starts_with('('));
        let notes = note.chain(criterion.knock_out.iter().filter_map(|out| out.printed.first()));
        let notes: Vec<String> = notes.cloned().collect();
        for note in notes {
            line(note, None, None);
        }
        let mut chosen = None;
        for scale in &criterion.scales {
            scale.case.iter().for_each(|case| drop(line(case.clone(), None, None)));
            for option in scale.options.iter() {
                // Of two options of one mark, and of two cases, the first is meant.
                let is_chosen = chosen.is_none() && option.mark == marks[place];
                let stars = "*".repeat(option.star.map_or(0, usize::from));
                let sign = if is_chosen && form == Form::Boxes { "☒" } else { "□" };
                let mark = Some(option.mark).filter(|_| is_chosen && form == Form::Points);
                let cell = line(format!("{sign} {}{stars}", option.text), Some(option.mark), mark);
                if is_chosen {
                    chosen = Some(cell);
                }
            }
        }
        cells.push(chosen.unwrap_or_default());
    }
    line("TỔNG ĐIỂM".to_owned(), Some(100), None);
    foot(sheet, row, member);
    cells
}
