//! Reads one column of marks: every cell of it gets a role, or a finding at that cell.

use careful_spreadsheet::{Cell, Value};
use rust_decimal::Decimal;

use super::BallotColumn;
use super::options::{Options, ReadMark};
use crate::criteria::{PARTS, ProductSet};
use crate::finding::{CellRef, Findings};
use crate::forms::ballot::faults;
use crate::forms::ballot::frame::Frame;
use crate::forms::ballot::rows::groups::group_of;
use crate::forms::ballot::rows::{BallotRows, MarkRow, RowRole};
use crate::forms::ballot::words::BallotWords;
use crate::forms::ballot::{Blank, Mark, MarkLine};
use crate::forms::{Sourced, value};

/// Reads columns of marks, with what is known of the table whose columns they are.
pub(in crate::forms::ballot) struct MarkColumnReader<'a> {
    pub(in crate::forms::ballot) frame: &'a Frame<'a>,
    pub(in crate::forms::ballot) rows: &'a BallotRows,
    pub(in crate::forms::ballot) words: &'a BallotWords,
    /// The product set whose criteria the rows are; `None` where the table's own structure is
    /// followed.
    pub(in crate::forms::ballot) set: Option<&'a ProductSet>,
    /// The column of the maxima, where the table has one.
    pub(in crate::forms::ballot) maximum: Option<u32>,
}

/// What one column of marks holds: the marks of one ballot, its sums, what is blank.
#[derive(Debug, Clone, Default)]
pub(in crate::forms::ballot) struct MarkColumn {
    /// The marks, in the order of the criteria.
    pub(in crate::forms::ballot) marks: Vec<Mark>,
    /// The criteria without a mark, in their order.
    pub(in crate::forms::ballot) blanks: Vec<Blank>,
    /// The part totals as they stand in the column.
    pub(in crate::forms::ballot) parts: [Option<Sourced<Decimal>>; 3],
    /// The total as it stands in the column.
    pub(in crate::forms::ballot) total: Option<Sourced<Decimal>>,
    /// Why the member did not score the product.
    pub(in crate::forms::ballot) reason: Option<Sourced<String>>,
    /// Whether a cell was told that could not be read, so that the ballot must not be counted.
    pub(in crate::forms::ballot) unreadable: bool,
    /// The cells of the column, for the second count; `None` where the table has no rows.
    pub(in crate::forms::ballot) line: Option<MarkLine>,
}

impl MarkColumn {
    /// Whether nothing at all stands in the column.
    pub(in crate::forms::ballot) fn is_blank(&self) -> bool {
        self.marks.is_empty()
            && self.parts.iter().all(Option::is_none)
            && self.total.is_none()
            && self.reason.is_none()
            && !self.unreadable
    }

    /// Counts the marks that were read; in a column without marks, the sums.
    pub(in crate::forms::ballot) fn numbers(&self) -> usize {
        let sums = || self.parts.iter().chain([&self.total]).flatten().count();
        if self.marks.is_empty() { sums() } else { self.marks.len() }
    }

    /// Whether another column holds the same marks; without marks, the same total.
    pub(in crate::forms::ballot) fn says_the_same(&self, other: &Self) -> bool {
        let marks = |filled: &Self| {
            filled.marks.iter().map(|mark| (mark.position, mark.mark.value)).collect::<Vec<_>>()
        };
        let total = |filled: &Self| filled.total.as_ref().map(|total| total.value);
        marks(self) == marks(other) && (!self.marks.is_empty() || total(self) == total(other))
    }
}

/// A column of marks while it is read, row after row.
struct ColumnInProgress<'a, 'f> {
    filler: &'a MarkColumnReader<'a>,
    column: u32,
    filled: MarkColumn,
    /// Cells that hold something else than a mark, a part total or the total.
    aside: Vec<CellRef>,
    /// Numbers in rows that head or add up a group of criteria, each with the index of its row in
    /// `rows.lines`. When the whole column is read, and is readable, each is checked to be the sum
    /// of marks of its group.
    groups: Vec<(usize, Sourced<Decimal>)>,
    /// Findings about sums whose formula was never calculated. They are told only where the column
    /// holds anything: over blank marks such a sum says nothing.
    uncalculated: Vec<crate::finding::Finding>,
    findings: &'f mut Findings,
}

impl MarkColumnReader<'_> {
    /// Reads one column from the first row to the last; what cannot be read is told, and makes the
    /// column unreadable.
    pub(in crate::forms::ballot) fn read_column(
        &self,
        column: &BallotColumn,
        findings: &mut Findings,
    ) -> MarkColumn {
        let mut work = ColumnInProgress {
            filler: self,
            column: column.index,
            filled: MarkColumn::default(),
            aside: Vec::new(),
            groups: Vec::new(),
            uncalculated: Vec::new(),
            findings,
        };
        let last = self.rows.lines.iter().rposition(|line| {
            matches!(
                line.role,
                RowRole::Criterion { .. }
                    | RowRole::Option { .. }
                    | RowRole::Part(_)
                    | RowRole::Subtotal(_)
                    | RowRole::Total
                    | RowRole::Group
            )
        });
        for (index, line) in self.rows.lines.iter().enumerate() {
            work.line(index, line, last.is_none_or(|last| index > last));
        }
        work.finish()
    }

    /// The rows of the options, or pieces, of the criterion in the row of this index.
    fn options(&self, index: usize) -> impl Iterator<Item = &MarkRow> {
        let below =
            self.rows.lines.iter().skip(if self.rows.has_options { index + 1 } else { usize::MAX });
        below.filter(move |line| matches!(line.role, RowRole::Option { of, .. } if of == index))
    }
}

impl ColumnInProgress<'_, '_> {
    fn line(&mut self, index: usize, line: &MarkRow, is_below: bool) {
        let at = CellRef::new(line.row, self.column);
        let cell = self.filler.frame.view.cell(at);
        // Where the boxes before the options are crossed, the marks stand in the column of the
        // criteria's names: its other cells hold words.
        if self.column == self.filler.frame.criterion
            && !matches!(line.role, RowRole::Criterion { .. })
        {
            self.aside.push(at);
            return;
        }
        match line.role {
            RowRole::Criterion { position, part } => self.criterion(index, line, (position, part)),
            RowRole::Option { .. } => {}
            RowRole::Part(part) | RowRole::Subtotal(part) => self.part(line, part),
            RowRole::Total => self.total(line),
            RowRole::Reason => {
                self.filled.reason = value::text(&self.filler.frame.view, at, "Lý do")
                    .ok()
                    .flatten()
                    .map(|reason| self.turned(reason, at));
                self.aside.extend(cell.map(|_| at));
            }
            RowRole::Remark | RowRole::Repeated => self.aside.extend(cell.map(|_| at)),
            RowRole::Group => self.group(index, line),
            RowRole::Again(_) => {
                if let Some(cell) = cell.filter(|cell| !is_blank(cell)) {
                    self.wrong(faults::criterion_again(
                        self.place(at),
                        &title(line),
                        &cell.shown(),
                    ));
                }
            }
            RowRole::Unknown => self.unknown(line, at, cell, is_below),
        }
    }

    /// Reads the cell of a row that nobody recognises. A number is told; words below the table are
    /// signature and notes.
    fn unknown(&mut self, line: &MarkRow, at: CellRef, cell: Option<&Cell>, is_below: bool) {
        let Some(cell) = cell.filter(|cell| !is_blank(cell)) else { return };
        let number = match &cell.value {
            Value::Text(typed) => careful_spreadsheet::number::parse(typed).is_some(),
            Value::Date(_) | Value::Bool(_) => false,
            _ => true,
        };
        if is_below && !number {
            self.aside.push(at);
        } else if is_below {
            self.wrong(faults::number_below(self.place(at), &title(line), &cell.shown()));
        } else {
            self.wrong(faults::row_not_understood(self.place(at), &title(line), &cell.shown()));
        }
    }

    fn place(&self, at: CellRef) -> crate::finding::Place {
        self.filler.frame.place(at.row, at.column)
    }

    fn turned<T>(&self, sourced: Sourced<T>, at: CellRef) -> Sourced<T> {
        let as_it_stands = sourced.place.cell.is_some() && !self.filler.frame.turned;
        if as_it_stands { sourced } else { Sourced { value: sourced.value, place: self.place(at) } }
    }

    fn wrong(&mut self, finding: crate::finding::Finding) {
        self.filled.unreadable = true;
        self.findings.push(finding);
    }

    /// Reads the number of a cell; `None` for a blank cell, and for one that was told as
    /// unreadable.
    fn number(&mut self, at: CellRef, heading: &str) -> Option<Sourced<Decimal>> {
        let cell = self.filler.frame.view.cell(at)?;
        match value::decimal_of(&self.filler.frame.view, at, cell, heading) {
            Ok(number) => number.map(|number| self.turned(number, at)),
            Err(mut finding) => {
                finding.place = self.place(at);
                self.wrong(*finding);
                None
            }
        }
    }

    fn criterion(&mut self, index: usize, line: &MarkRow, (position, part): (usize, usize)) {
        let at = CellRef::new(line.row, self.column);
        if self.is_merged(at) {
            return;
        }
        let code = self
            .filler
            .set
            .map_or_else(|| own_code(line), |set| set.criteria[position].code.clone());
        let name =
            || if line.name.is_empty() { code.clone() } else { format!("{code}. {}", line.name) };
        let options: Vec<&MarkRow> = self.filler.options(index).collect();
        let is_boxes = self.column == self.filler.frame.criterion;
        let marked = if options.is_empty() && is_boxes {
            None
        } else if options.is_empty() {
            self.number(at, &line.name).map(|mark| ReadMark { mark, source: None })
        } else {
            let max = self
                .filler
                .set
                .map(|set| Decimal::from(set.criteria[position].max))
                .or_else(|| self.max_at(line.row));
            let choice = Options {
                frame: self.filler.frame,
                words: self.filler.words,
                maximum: self.filler.maximum,
                column: self.column,
                max,
                name: &name(),
            };
            match choice.read_mark(line, &options) {
                Ok(marked) => marked,
                Err(findings) => {
                    self.filled.unreadable = true;
                    self.findings.extend(findings);
                    None
                }
            }
        };
        match marked {
            Some(ReadMark { mark, source }) => {
                // The number beside the criterion repeats what its options or pieces say.
                if mark.place.cell != Some(self.filler.frame.at(at.row, at.column)) {
                    self.aside.extend(self.filler.frame.own(at.row, at.column).map(|_| at));
                }
                self.filled.marks.push(Mark { position, criterion: code, part, mark, source });
            }
            None => self.filled.blanks.push(Blank {
                position,
                criterion: name(),
                place: self.place(at),
            }),
        }
    }

    /// The most points that the column of the maxima states for a row.
    fn max_at(&self, row: u32) -> Option<Decimal> {
        match self.filler.frame.own(row, self.filler.maximum?)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether the cell of a mark is merged over several criteria. That is told once, at the cell
    /// that holds the number.
    fn is_merged(&mut self, at: CellRef) -> bool {
        let Some(merge) =
            self.filler.frame.view.merge_at(at).filter(|merge| merge.first.row < merge.last.row)
        else {
            return false;
        };
        let within = |line: &&MarkRow| (merge.first.row..=merge.last.row).contains(&line.row);
        let covered: Vec<String> = self
            .filler
            .rows
            .lines
            .iter()
            .filter(within)
            .filter(|line| !matches!(line.role, RowRole::Option { .. }))
            .map(title)
            .collect();
        if covered.len() < 2 {
            return at != merge.first;
        }
        if at == merge.first {
            let found = self.filler.frame.view.cell(at).map(Cell::shown).unwrap_or_default();
            self.wrong(faults::mark_merged(self.place(at), &covered.join("; "), &found));
        } else if self.filler.frame.view.cell(merge.first).is_none() {
            return false;
        }
        true
    }

    /// Reads the sum in a cell. A formula that was never calculated is kept aside, in
    /// `uncalculated`.
    fn sum(&mut self, at: CellRef, heading: &str) -> Option<Sourced<Decimal>> {
        let cell = self.filler.frame.view.cell(at)?;
        if cell.value == Value::NotCalculated {
            if let Err(mut finding) = value::decimal_of(&self.filler.frame.view, at, cell, heading)
            {
                finding.place = self.place(at);
                self.uncalculated.push(*finding);
            }
            return None;
        }
        self.number(at, heading)
    }

    fn part(&mut self, line: &MarkRow, part: usize) {
        let at = CellRef::new(line.row, self.column);
        let Some(sum) = self.sum(at, &title(line)) else { return };
        match &self.filled.parts[part] {
            Some(other) if other.value != sum.value => {
                let found = format!("{} và {}", shown(other.value), shown(sum.value));
                self.wrong(faults::sum_contradicts(sum.place, &title(line), found));
            }
            Some(_) => self.aside.push(at),
            None => self.filled.parts[part] = Some(sum),
        }
    }

    fn total(&mut self, line: &MarkRow) {
        let at = CellRef::new(line.row, self.column);
        let Some(total) = self.sum(at, "Tổng điểm") else { return };
        match &self.filled.total {
            Some(other) if other.value != total.value => {
                let found = format!("{} và {}", shown(other.value), shown(total.value));
                self.wrong(faults::sum_contradicts(total.place, &title(line), found));
            }
            Some(_) => self.aside.push(at),
            None => self.filled.total = Some(total),
        }
    }

    fn group(&mut self, index: usize, line: &MarkRow) {
        let at = CellRef::new(line.row, self.column);
        if let Some(number) = self.number(at, &title(line)) {
            self.groups.push((index, number));
            self.aside.push(at);
        }
    }

    fn finish(mut self) -> MarkColumn {
        let says_something = !self.filled.marks.is_empty()
            || !self.filler.rows.has_criteria
            || self.filled.total.is_some();
        if says_something || self.filled.parts.iter().any(Option::is_some) {
            for finding in std::mem::take(&mut self.uncalculated) {
                self.wrong(finding);
            }
        }
        self.forget_sums_over_blanks();
        self.sums_without_marks();
        self.parts_left_blank();
        if !self.filled.unreadable {
            for (index, number) in std::mem::take(&mut self.groups) {
                self.check_group(index, &number);
            }
        }
        self.filled.marks.sort_by_key(|mark| mark.position);
        self.filled.blanks.sort_by_key(|blank| blank.position);
        let rows = &self.filler.rows.lines;
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            let at = |row: u32| self.filler.frame.at(row, self.column);
            let aside =
                self.aside.iter().map(|cell| self.filler.frame.at(cell.row, cell.column)).collect();
            self.filled.line = Some(MarkLine {
                first: self.filler.frame.place(first.row, self.column),
                last: at(last.row),
                aside,
            });
        }
        self.filled
    }

    /// Tells a number in the row of a group that is not the sum of marks beside it: of the marks
    /// below or above it up to the next such row, of those whose numbers begin like the row's, or
    /// of the group that begins below it in the product set.
    fn check_group(&mut self, index: usize, number: &Sourced<Decimal>) {
        let lines = &self.filler.rows.lines;
        let line = &lines[index];
        let mark = |line: &MarkRow| match line.role {
            RowRole::Criterion { position, .. } => self
                .filled
                .marks
                .iter()
                .find(|mark| mark.position == position)
                .map(|mark| mark.mark.value),
            _ => None,
        };
        let ends = |line: &&MarkRow| {
            !matches!(
                line.role,
                RowRole::Group | RowRole::Part(_) | RowRole::Subtotal(_) | RowRole::Total
            )
        };
        let below: Decimal = lines[index + 1..].iter().take_while(ends).filter_map(mark).sum();
        let above: Decimal = lines[..index].iter().rev().take_while(ends).filter_map(mark).sum();
        let prefix = line.numeral.codes.first().map(|code| format!("{code}."));
        let named: Decimal = self
            .filled
            .marks
            .iter()
            .filter(|mark| prefix.as_ref().is_some_and(|prefix| mark.criterion.starts_with(prefix)))
            .map(|mark| mark.mark.value)
            .sum();
        // In the set: criteria whose numbers begin alike, where those of the next group follow
        // without a row that heads them.
        let first = lines[index + 1..].iter().find_map(|line| match line.role {
            RowRole::Criterion { position, .. } => Some(position),
            _ => None,
        });
        let of_set = |whole| {
            let (set, first) = self.filler.set.zip(first)?;
            let group = first..first + group_of(&set.criteria, first, whole);
            let marks = self.filled.marks.iter().filter(|mark| group.contains(&mark.position));
            Some(marks.map(|mark| mark.mark.value).sum::<Decimal>())
        };
        if ![Some(below), Some(above), Some(named), of_set(false), of_set(true)]
            .contains(&Some(number.value))
        {
            let found = format!(
                "ô ghi {}, các điểm của nhóm cộng lại được {}",
                shown(number.value),
                shown(if named.is_zero() { below } else { named })
            );
            let title = title(line);
            self.wrong(faults::sum_contradicts(number.place.clone(), &title, found));
        }
    }

    /// Tells part totals or a total that somebody typed while no criterion has a mark: from which
    /// marks they come cannot be known.
    fn sums_without_marks(&mut self) {
        let filled = &self.filled;
        let typed = filled.parts.iter().chain([&filled.total]).flatten().next();
        let Some(typed) = typed.filter(|_| {
            filled.marks.is_empty() && self.filler.rows.has_criteria && !filled.unreadable
        }) else {
            return;
        };
        let found = format!(
            "{} ở ô {}",
            shown(typed.value),
            typed.place.cell.map(|at| at.to_string()).unwrap_or_default()
        );
        let place = filled.blanks.first().map_or(&typed.place, |blank| &blank.place).clone();
        self.wrong(faults::sums_without_marks(place, found));
    }

    /// Tells the parts left blank where others are typed: what the total then adds up is not known.
    fn parts_left_blank(&mut self) {
        let filled = &self.filled;
        let any = filled.parts.iter().any(Option::is_some);
        if !filled.marks.is_empty()
            || !any
            || filled.parts.iter().all(Option::is_some)
            || filled.reason.is_some()
        {
            return;
        }
        let missing: Vec<usize> =
            (0..PARTS.len()).filter(|part| filled.parts[*part].is_none()).collect();
        for part in missing {
            let line = self.filler.rows.lines.iter().find(
                |line| matches!(line.role, RowRole::Part(of) | RowRole::Subtotal(of) if of == part),
            );
            let place = line.map(|line| self.filler.frame.place(line.row, self.column));
            let place = place
                .unwrap_or_else(|| self.filler.frame.place(self.filler.frame.top, self.column));
            self.wrong(faults::part_blank(place, &format!("Phần {}", PARTS[part])));
        }
    }

    /// Drops the sums that say nothing in a column without marks: what a formula adds up there is a
    /// sum of blanks, and a total of 0 is no total, because some criteria start at 1 point. What
    /// the member typed stays.
    fn forget_sums_over_blanks(&mut self) {
        if !self.filled.marks.is_empty() || self.filled.unreadable {
            return;
        }
        let has_criteria = self.filler.rows.has_criteria;
        let frame = self.filler.frame;
        let cell = |sum: &Sourced<Decimal>| {
            let at = sum.place.cell?;
            if frame.turned { frame.own(at.column, at.row) } else { frame.own(at.row, at.column) }
        };
        let is_formula = |sum: &Sourced<Decimal>| cell(sum).is_some_and(|cell| cell.formula);
        let is_blank =
            |sum: &Sourced<Decimal>| sum.value.is_zero() || has_criteria && is_formula(sum);
        for sum in self.filled.parts.iter_mut().chain([&mut self.filled.total]) {
            if sum.as_ref().is_some_and(is_blank) {
                *sum = None;
            }
        }
        // A formula that adds up part totals says nothing where there is no part total.
        if self.filled.total.as_ref().is_some_and(is_formula)
            && self.filled.parts.iter().all(Option::is_none)
        {
            self.filled.total = None;
        }
    }
}

/// Whether a cell holds nothing but dashes or dots.
fn is_blank(cell: &Cell) -> bool {
    cell.text().is_some_and(value::is_dash)
}

/// The number and the name of a row, as a person would cite it.
fn title(line: &MarkRow) -> String {
    match (line.shown.is_empty(), line.name.is_empty()) {
        (true, _) => line.name.clone(),
        (false, true) => line.shown.clone(),
        (false, false) => format!("{} {}", line.shown, line.name),
    }
}

/// The number of a criterion as the row has it, where the product set is not known.
fn own_code(line: &MarkRow) -> String {
    line.numeral.codes.first().cloned().unwrap_or_else(|| line.shown.clone())
}

fn shown(value: Decimal) -> String {
    careful_spreadsheet::number::vietnamese(value)
}
