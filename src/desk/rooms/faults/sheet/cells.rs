//! The cells of the rows that are drawn: their texts, the regions that are merged, the faults.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, Merge, Value, number};
use rust_decimal::Decimal;

use super::columns::Column;
use super::read_as::Headings;
use super::rows::Line;
use super::{Drawn, Row, Scene, TEXTS};
use crate::desk::rooms::faults::listing::sign;
use crate::desk::rooms::faults::subject::{cut, lower};
use crate::finding::{CellRef, Code, Place, Severity};
use crate::forms::{ColumnKind, Forms};

/// Most characters of a cell: of the one that is looked at, and of any other, the longest that fits.
const THIS: usize = 1500;
const OTHERS: [usize; 4] = [160, 60, 24, 8];

/// Draws the cells.
pub(super) struct Painter<'p, 'a> {
    pub(super) scene: &'p Scene<'a>,
    pub(super) at: Option<CellRef>,
    pub(super) faults: &'p BTreeMap<CellRef, (Severity, Option<&'p str>)>,
    pub(super) headings: &'p Headings<'a>,
    pub(super) columns: &'p [Column],
    pub(super) keep: Option<u32>,
    /// Most characters of a cell.
    pub(super) cut: usize,
}

impl Painter<'_, '_> {
    /// Draws all lines.
    pub(super) fn rows(&mut self, lines: &[Line]) -> Vec<Row> {
        self.cut = self.fitting(lines);
        let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut rows = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            rows.push(match line {
                Line::Row(row) => self.row(lines, (number, *row), &mut covered),
                Line::Fold { first, last, fold } => Row {
                    number: span(*first, *last),
                    class: "folded".to_owned(),
                    fold: Some(super::Fold {
                        text: fold.text.clone(),
                        address: fold.address.clone(),
                    }),
                    ..Row::default()
                },
            });
        }
        rows
    }

    /// The most characters of a cell with which all texts fit on the page.
    fn fitting(&self, lines: &[Line]) -> usize {
        let texts: Vec<String> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(*row),
                Line::Fold { .. } => None,
            })
            .flat_map(|row| self.scene.sheet.row(row))
            .filter(|(at, _)| self.columns.contains(&Column::Real(at.column)))
            .map(|(_, cell)| cell.shown())
            .collect();
        let bytes = |most: usize| -> usize {
            texts.iter().map(|text| text.chars().take(most).map(written).sum::<usize>()).sum()
        };
        OTHERS.into_iter().find(|most| bytes(*most) <= TEXTS).unwrap_or(OTHERS[3])
    }

    fn row(
        &self,
        lines: &[Line],
        (number, row): (usize, u32),
        covered: &mut BTreeSet<(usize, usize)>,
    ) -> Row {
        let mut cells = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            if covered.contains(&(number, index)) {
                continue;
            }
            let Column::Real(real) = *column else {
                cells.push(Drawn {
                    class: "gone".to_owned(),
                    across: 1,
                    down: 1,
                    ..Drawn::default()
                });
                continue;
            };
            let at = CellRef::new(row, real);
            let merge = self.scene.sheet.merge_at(at);
            let (down, across) =
                merge.map_or((1, 1), |merge| self.extent(lines, number, index, merge));
            for below in number..number + down {
                covered.extend((index..index + across).map(|beside| (below, beside)));
            }
            cells.push(self.cell(at, merge, (down, across)));
        }
        let worst = self
            .faults
            .iter()
            .filter(|(cell, _)| cell.row == row)
            .map(|(_, (severity, _))| *severity)
            .max();
        let this = self.at.is_some_and(|at| at.row == row);
        let mut class = match (this, worst) {
            (true, Some(Severity::Error)) => "this-row".to_owned(),
            (true, Some(Severity::Note)) => "this-row N".to_owned(),
            (true, _) => "this-row W".to_owned(),
            (false, Some(Severity::Error | Severity::Warning)) => "bad-row".to_owned(),
            (false, _) if self.headings.is_heading(row) => "headings".to_owned(),
            (false, _) => String::new(),
        };
        if let Some(why) = self.headings.skipped(row) {
            let gap = if class.is_empty() { "" } else { " " };
            class = format!("{class}{gap}skipped");
            if let Some(first) = cells.iter_mut().find(|cell| !cell.text.is_empty()) {
                first.below = format!("bỏ qua: {why}");
            }
        }
        let (_, mark, _) = worst.map_or(("", "", ""), sign);
        let said = match worst {
            Some(Severity::Error) => ", có lỗi",
            Some(Severity::Warning) => ", có cảnh báo",
            Some(Severity::Note) => ", có ghi chú",
            None => "",
        };
        let role = self.headings.turned.then(|| self.headings.role_of_row(row));
        Row { number: (row + 1).to_string(), class, mark, said, fold: None, role, cells }
    }

    /// How many of the drawn rows and columns a merged region covers from here on.
    fn extent(&self, lines: &[Line], number: usize, index: usize, merge: Merge) -> (usize, usize) {
        let rows = lines[number..].iter();
        let down = rows.take_while(|line| matches!(line, Line::Row(row) if *row <= merge.last.row));
        let columns = self.columns[index..].iter();
        let across = columns.take_while(|column| column.first() <= merge.last.column);
        (down.count().max(1), across.count().max(1))
    }

    fn cell(&self, at: CellRef, merge: Option<Merge>, (down, across): (usize, usize)) -> Drawn {
        let from = merge.map_or(at, |merge| merge.first);
        let cell = self.scene.sheet.cell(from);
        // A region that is drawn in pieces has its text in each, and its mark in the first.
        let fault = self.faults.get(&from).filter(|_| self.is_first_piece(at, from));
        let this = self.at == Some(from) && fault.is_some();
        let kind = self.headings.kind(from);
        let in_points =
            matches!(kind, Some(ColumnKind::Marks | ColumnKind::Score | ColumnKind::Maximum));
        let whole =
            cell.map_or_else(
                String::new,
                |cell| {
                    if in_points { cell.shown() } else { cell.formatted() }
                },
            );
        let text = cut(&whole, if this { THIS } else { self.cut });
        let mut class: Vec<&str> = Vec::new();
        if cell.is_some_and(|cell| matches!(cell.value, Value::Number(_))) {
            class.push("number");
        }
        if cell.is_some_and(|cell| cell.struck) {
            class.push("struck");
        }
        if self.keep.is_some_and(|keep| keep == at.column) {
            class.push("keep");
        }
        match fault {
            Some((Severity::Error, _)) => class.push("wrong"),
            Some((Severity::Warning, _)) => class.push("doubt"),
            Some((Severity::Note, _)) => class.push("noted"),
            None => {}
        }
        let mut below = String::new();
        if this {
            class.push("this");
            let place = self.scene.sheet.place(from);
            below = understood(cell, in_points, self.scene, &place).unwrap_or_default();
        }
        let said = match fault {
            Some((severity, _)) => format!("Ô {from}, {}: ", lower(sign(*severity).2)),
            None => String::new(),
        };
        let address = fault.and_then(|(_, address)| address.map(str::to_owned));
        Drawn { text, class: class.join(" "), across, down, this, address, said, below }
    }

    /// Whether what is drawn here is the first drawn piece of a merged region: its rows and columns
    /// before this one are not drawn.
    fn is_first_piece(&self, at: CellRef, from: CellRef) -> bool {
        let beside = |column: &Column| matches!(column, Column::Real(column) if (from.column..at.column).contains(column));
        // Rows with faults are always drawn where any of their neighbours is the middle.
        at.row == from.row && !self.columns.iter().any(beside)
    }
}

/// How many bytes a letter takes in a page.
fn written(sign: char) -> usize {
    if matches!(sign, '<' | '>' | '&' | '"' | '\'' | '/') { 6 } else { sign.len_utf8() }
}

/// The numbers of rows that are folded: `1–6`.
fn span(first: u32, last: u32) -> String {
    if first == last { (first + 1).to_string() } else { format!("{}–{}", first + 1, last + 1) }
}

/// What was understood of a cell, where that is not what stands there; `None` where it is.
fn understood(
    cell: Option<&Cell>,
    in_points: bool,
    scene: &Scene<'_>,
    place: &Place,
) -> Option<String> {
    let cell = cell?;
    let is_name = |forms: &Forms| forms.ballots.iter().any(|one| one.product.place == *place);
    if in_points && scene.forms.is_some_and(is_name) {
        return Some("tên sản phẩm, điểm ở các ô dưới".to_owned());
    }
    match &cell.value {
        Value::Error(_) => return Some("công thức báo lỗi".to_owned()),
        Value::NotCalculated => return None,
        Value::Text(text) if in_points => {
            let Some(read) = scene.forms.and_then(|forms| value_at(forms, place)) else {
                // Other faults stand at cells that hold no number at all: names, headings.
                let unread = match scene.finding.code {
                    Code::ValueUnreadable => "không đọc được là số",
                    Code::ValueMissing => "không đọc được là số nên coi như trống",
                    _ => return None,
                };
                return cell.amount().is_none().then(|| unread.to_owned());
            };
            let shown = number::vietnamese(read);
            return (shown != *text).then(|| format!("đọc là {shown}"));
        }
        _ => {}
    }
    if cell.struck {
        return Some("bị gạch ngang".to_owned());
    }
    if cell.formatted() != cell.shown() {
        let (exact, seen) = (cell.shown(), cell.formatted());
        return Some(if in_points {
            format!("Excel hiện {seen}")
        } else {
            format!("giá trị đúng là {exact}")
        });
    }
    cell.formula.then(|| "kết quả của công thức".to_owned())
}

/// The number that was read from a cell: a mark, a sum, a score of a list.
fn value_at(forms: &Forms, place: &Place) -> Option<Decimal> {
    let of_ballots =
        forms.ballots.iter().filter(|one| one.product.place.file == place.file).flat_map(
            |ballot| {
                let marks = ballot.marks.iter().map(|mark| &mark.mark);
                marks.chain(ballot.parts.iter().flatten()).chain(&ballot.total)
            },
        );
    let lists = forms.submissions.iter().filter(|one| one.place.file == place.file);
    let of_lists = lists
        .flat_map(|list| &list.entries)
        .flat_map(|entry| entry.score.parts.iter().flatten().chain(&entry.score.total));
    of_ballots.chain(of_lists).find(|one| one.place == *place).map(|one| one.value)
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::Worksheet;

    use super::*;
    use crate::finding::Finding;

    #[test]
    fn only_what_was_read_is_called_understood() {
        let text = |text: &str| Cell::typed(Value::Text(text.to_owned()));
        let place = Place::file("a.xlsx").sheet("1").cell(CellRef::new(8, 10));
        let (forms, sheet) = (Forms::default(), Worksheet::from_cells(place.clone(), [], []));
        let unread = Finding::new(Code::ValueUnreadable, place.clone(), "Ô này phải là một số.");
        let above = Finding::new(Code::SumDiffers, place.clone(), "Tổng khác.");
        let scene = |finding| Scene {
            sheet: &sheet,
            reading: None,
            forms: Some(&forms),
            finding,
            others: Vec::new(),
            middle: None,
            address: String::new(),
        };
        let of =
            |finding, cell: &Cell, points| understood(Some(cell), points, &scene(finding), &place);
        let told = |cell: &Cell, points| of(&unread, cell, points);
        assert_eq!(of(&above, &text("Chè Oolong"), true), None, "a name is no number");
        let missing = Finding::new(Code::ValueMissing, place.clone(), "Chưa có điểm.");
        let blank = "không đọc được là số nên coi như trống";
        assert_eq!(of(&missing, &text("mười hai"), true).as_deref(), Some(blank));
        assert_eq!(told(&text("54.825"), true).as_deref(), Some("không đọc được là số"));
        assert_eq!(told(&text("72.5"), true), None, "nothing was read from the cell");
        assert_eq!(told(&text("54.825"), false), None);
        let error = Cell::typed(Value::Error("#REF!".into()));
        assert_eq!(told(&error, true).as_deref(), Some("công thức báo lỗi"));
        assert_eq!(understood(None, true, &scene(&unread), &place), None);
    }
}
