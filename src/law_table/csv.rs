//! The tables as a file that Excel opens by a double click: one row for each option.
//!
//! Excel takes the separator and the encoding of such a file from the settings of the machine,
//! unless it is UTF-16 with tabs, which it knows from the first two bytes. LibreOffice does too.

use super::LawTable;
use super::set::{Block, CriterionRow, PartTable, SetTable};
use super::words::Remark;
use crate::criteria::MarkOption;

const HEADINGS: [&str; 14] = [
    "Bộ số",
    "Bộ sản phẩm",
    "Phần",
    "Mục",
    "Tiêu chí",
    "Tên tiêu chí",
    "Điểm tối đa",
    "Các mức điểm",
    "Điểm",
    "Sao",
    "Lựa chọn",
    "Độ chắc, chỗ in lỗi",
    "Ghi chú",
    "Đã đối chiếu",
];

/// Returns the bytes of the file.
#[must_use]
pub fn csv(table: &LawTable<'_>) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    add(&mut text, &HEADINGS.map(str::to_owned));
    for set in table.tables() {
        for part in &set.parts {
            part_rows(&mut text, &set, part);
        }
    }
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn part_rows(text: &mut String, set: &SetTable<'_>, part: &PartTable<'_>) {
    for block in &part.blocks {
        for criterion in &block.criteria {
            criterion_rows(text, set, part, block, criterion);
        }
    }
    let sum = part.sum.as_deref().unwrap_or_default();
    let doubt = match (&part.sum, part.fits) {
        (None, _) => "chưa có từng tiêu chí, chỉ kiểm tra tổng",
        (Some(_), true) => "",
        (Some(_), false) => set.unverified.unwrap_or("cộng không đúng điểm của phần"),
    };
    let mut cells = begin(set, part);
    cells[5] = format!("Cộng phần {}: {}", part.letter, part.title);
    part.max.clone_into(&mut cells[6]);
    sum.clone_into(&mut cells[8]);
    doubt.clone_into(&mut cells[11]);
    add(text, &cells);
}

/// Adds the rows of a criterion: one for each option, at least one. What concerns the whole
/// criterion stands in its first row.
fn criterion_rows(
    text: &mut String,
    set: &SetTable<'_>,
    part: &PartTable<'_>,
    block: &Block<'_>,
    criterion: &CriterionRow<'_>,
) {
    let listed = criterion.cases.iter().flat_map(|case| {
        case.options.iter().map(move |option| (case.case.unwrap_or_default(), Some(option)))
    });
    let mut options: Vec<(&str, Option<&MarkOption>)> = listed.collect();
    if options.is_empty() {
        options.push(("", None));
    }
    for (index, (case, option)) in options.into_iter().enumerate() {
        let mut cells = begin(set, part);
        cells[3] = block
            .group
            .map(|group| format!("{}. {} (tối đa {})", group.code, group.name, group.max))
            .unwrap_or_default();
        cells[4] = format!("{} {}", part.letter, criterion.code);
        criterion.name.clone_into(&mut cells[5]);
        cells[6] = criterion.max.to_string();
        cells[7].clone_from(&criterion.allowed);
        if let Some(option) = option {
            cells[8] = option.mark.to_string();
            cells[9] = option.star.map(|star| star.to_string()).unwrap_or_default();
            let case = if case.is_empty() { String::new() } else { format!("{case} ") };
            cells[10] = format!("{case}{}", option.text);
        }
        if index == 0 {
            cells[11] = remarks(criterion, true);
            cells[12] = remarks(criterion, false);
        }
        add(text, &cells);
    }
}

fn begin(set: &SetTable<'_>, part: &PartTable<'_>) -> [String; 14] {
    let mut cells = [const { String::new() }; 14];
    cells[0] = set.number.to_string();
    set.name.clone_into(&mut cells[1]);
    part.letter.clone_into(&mut cells[2]);
    cells
}

/// Joins the remarks that are to be looked at first, or the others.
fn remarks(criterion: &CriterionRow<'_>, open: bool) -> String {
    let told = criterion.remarks.iter().filter(|remark| remark.open == open);
    let told = told.map(|Remark { label, text, .. }| format!("{label}: {text}"));
    told.collect::<Vec<_>>().join(" | ")
}

/// Adds a row. A value that Excel would take for a formula begins with a blank.
fn add(text: &mut String, cells: &[String; 14]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push('\t');
        }
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        if cell.starts_with(['=', '+', '-', '@']) {
            text.push(' ');
        }
        if cell.contains('"') {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
