//! What the rows of a ballot's grid are: criteria, parts, totals, reasons.

use super::grid::Grid;
use crate::criteria::PARTS;
use crate::finding::CellRef;
use crate::intake::{Cell, Sheet, text};

/// What a row of the grid is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A criterion under this part.
    Criterion { number: String, name: String, part: usize },
    /// The head of a part, with its total.
    Part(usize),
    /// The total of a part, below its criteria.
    PartTotal(usize),
    /// The total.
    Total,
    /// Why a product was not scored.
    Reason,
}

/// The rows under the headings that mean something. What stands below the total is signature and notes.
pub(super) fn read(sheet: &Sheet, grid: &Grid) -> Vec<(u32, Line)> {
    let mut part = 0;
    let mut lines: Vec<(u32, Line)> = Vec::new();
    let mut closed = false;
    for row in sheet.rows().skip_while(|row| *row <= grid.header) {
        let shown = |column: u32| sheet.cell(CellRef::new(row, column)).map(Cell::shown);
        let name = shown(grid.criterion).unwrap_or_default();
        let number = grid.number.and_then(shown).unwrap_or_default();
        let Some(line) = line(&number, &name, part) else { continue };
        match line {
            Line::Part(_) | Line::Criterion { .. } if closed => continue,
            Line::Part(index) => part = index,
            Line::Total => closed = !lines.is_empty(),
            _ => {}
        }
        lines.push((row, line));
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
    let numbered = !name.is_empty() && number.starts_with(|sign: char| sign.is_ascii_digit());
    // `6 Công bố chất lượng` is a criterion; without diacritics its first word is that of `Cộng phần A`.
    let counts = ["tong", "cong"].contains(&words.split(' ').next().unwrap_or_default());
    if counts && !numbered && !words.starts_with("cong dong") {
        return total(&words);
    }
    if words.contains("ly do") {
        return Some(Line::Reason);
    }
    let letter = |index: &usize| {
        let letter = PARTS[*index].to_lowercase();
        number.trim_end_matches(['.', ')']).eq_ignore_ascii_case(&letter)
            || words == format!("phan {letter}")
            || words.starts_with(&format!("phan {letter} "))
    };
    if let Some(index) = (0..PARTS.len()).find(letter) {
        return Some(Line::Part(index));
    }
    let typed = if number.is_empty() { name.split(' ').next().unwrap_or_default() } else { number };
    let number = typed.replace(',', ".").trim_end_matches('.').to_owned();
    let is_number = number.split('.').all(|piece| !piece.is_empty() && piece.chars().all(|sign| sign.is_ascii_digit()));
    is_number.then(|| Line::Criterion { number, name: name.to_owned(), part })
}

/// `Tổng điểm (A + B + C)`, `Cộng`, `Tổng điểm phần A`; nothing for other words that begin so.
fn total(words: &str) -> Option<Line> {
    let padded = format!("{words} ");
    let parts = (0..PARTS.len()).filter(|index| padded.contains(&format!(" phan {} ", PARTS[*index].to_lowercase())));
    let sums = |letter: &str| words.split(' ').any(|word| word == letter);
    match parts.collect::<Vec<_>>().as_slice() {
        [only] if !words.contains('+') && ["a", "b", "c"].iter().filter(|letter| sums(letter)).count() == 1 => {
            Some(Line::PartTotal(*only))
        }
        _ => {
            let rest = words.split(' ').nth(1);
            let known = ["diem", "cong", "so", "a", "ket", "chung"];
            rest.is_none_or(|rest| known.contains(&rest) || rest.contains('+')).then_some(Line::Total)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, line};

    #[test]
    fn rows_are_known_by_number_and_words() {
        let criterion = |number: &str| Some(Line::Criterion { number: number.into(), name: "x y".into(), part: 1 });
        for (number, name, expected) in [
            ("1.1", "x y", criterion("1.1")),
            ("1,1", "x y", criterion("1.1")),
            ("2.", "x y", criterion("2")),
            ("A", "Sản phẩm", Some(Line::Part(0))),
            ("I", "PHẦN B. Tiếp thị", Some(Line::Part(1))),
            ("", "TỔNG ĐIỂM (A + B + C)", Some(Line::Total)),
            ("", "Tổng cộng", Some(Line::Total)),
            ("", "Cộng", Some(Line::Total)),
            ("", "Cộng phần A", Some(Line::PartTotal(0))),
            ("", "Tổng điểm phần C", Some(Line::PartTotal(2))),
            ("", "Lý do chưa chấm", Some(Line::Reason)),
            ("", "THÀNH VIÊN HỘI ĐỒNG", None),
            ("", "Cộng đồng tham gia", None),
            ("", "Tổng hợp ý kiến", None),
            ("", "", None),
        ] {
            assert_eq!(line(number, name, 1), expected, "{number} {name}");
        }
    }
}
