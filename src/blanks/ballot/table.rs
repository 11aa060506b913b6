//! The table of criteria on the sheet of a product: parts, groups, criteria with their options.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, XlsxError};

use super::options;
use super::pen::{
    MARK, MISSED, ORDER, POINTS, Pen, REMARK, STAR, VALID, WORDING, WORDING_WIDTH, fixed, range,
};
use super::subject::Subject;
use crate::blanks::lists::Lists;
use crate::criteria::{CriteriaGroup, Criterion, Effect, PARTS};
use crate::forms::form_keys::ballot_row;
use crate::sheet_look::height;

/// Where the table stands, for the sums below it and the cover.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The first row and the last.
    pub(super) rows: (u32, u32),
    /// The row of each part.
    pub(super) parts: [u32; 3],
    /// Whether a star asks for the least marks of the lower ones too.
    cumulative: bool,
    /// Whether any criterion has a least mark.
    pub(super) minima: bool,
    /// Conditions of formulas: what excludes the product, and what stops its assessment.
    pub(super) excluded: Vec<String>,
    pub(super) stopped: Vec<String>,
    /// The first cell to fill in.
    pub(super) first_mark: Option<u32>,
    /// The cells of each drop-down list, by its name, with what its check says.
    checks: BTreeMap<String, (String, Vec<u32>)>,
    /// Row of each criterion.
    criteria: Vec<u32>,
    /// Groups whose criteria are being written, with the rows of their headings.
    open: Vec<(String, u32)>,
}

impl Table {
    /// Writes the table from the row of the pen on.
    pub(super) fn write(
        pen: &mut Pen<'_>,
        subject: &Subject<'_>,
        cumulative: bool,
    ) -> Result<Self, XlsxError> {
        let mut table = Self { rows: (pen.row, pen.row), cumulative, ..Self::default() };
        for part in 0..PARTS.len() {
            table.part(pen, subject, part)?;
        }
        table.rows.1 = pen.row - 1;
        if subject.product.closed.is_none() {
            table.add_checks(pen)?;
        }
        Ok(table)
    }

    fn part(
        &mut self,
        pen: &mut Pen<'_>,
        subject: &Subject<'_>,
        part: usize,
    ) -> Result<(), XlsxError> {
        let (row, look) = (pen.row, pen.look);
        let head = &pen.form.look.head;
        self.parts[part] = row;
        let title =
            format!("PHẦN {}. {}", PARTS[part], subject.act.parts[part].title.to_uppercase());
        pen.form.key(row, &[ballot_row::PART, PARTS[part]])?;
        pen.put(ORDER, PARTS[part], head)?;
        pen.put(WORDING, &title, &look.head_left)?;
        pen.number(POINTS, number(subject.part_max()[part]), head)?;
        pen.blank(&[STAR, REMARK], head)?;
        pen.high(height([(title.as_str(), WORDING_WIDTH - 3)]).max(22.0))?;
        if subject.criteria().is_empty() {
            let closed = subject.product.closed.is_some();
            return self.open_part(pen, subject.part_max()[part], closed);
        }
        pen.next();
        let inside = subject.criteria().iter().enumerate().filter(|(_, one)| one.part == part);
        for (index, criterion) in inside {
            self.groups(pen, subject, criterion)?;
            self.criterion(pen, subject.criteria(), index)?;
        }
        self.close_groups(pen, 0)?;
        let sum = sum(row + 1, pen.row - 1);
        let last = std::mem::replace(&mut pen.row, row);
        pen.formula(MARK, &sum, "", Some(head))?;
        pen.row = last;
        Ok(())
    }

    /// Makes the row of a part the place of its mark, where the criteria are not known.
    fn open_part(
        &mut self,
        pen: &mut Pen<'_>,
        max: Decimal,
        closed: bool,
    ) -> Result<(), XlsxError> {
        let mark = pen.cell(MARK);
        self.first_mark.get_or_insert(pen.row);
        pen.blank(&[MARK], &pen.look.mark)?;
        let valid =
            format!("=IF(ISNUMBER({mark}),IF(AND({mark}>=0,{mark}<={max}),{mark},\"\"),\"\")");
        pen.formula(VALID, &valid, "", None)?;
        pen.next();
        if closed {
            return Ok(());
        }
        let row = pen.row - 1;
        let check = DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, number(max)))
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Chưa đúng")?
            .set_error_message(format!("Ghi tổng điểm của phần, từ 0 đến {max}."))?;
        pen.form.sheet.add_data_validation(row, MARK, row, MARK, &check)?;
        Ok(())
    }

    /// Writes the headings of the groups that begin with a criterion.
    fn groups(
        &mut self,
        pen: &mut Pen<'_>,
        subject: &Subject<'_>,
        criterion: &Criterion,
    ) -> Result<(), XlsxError> {
        let groups: Vec<&CriteriaGroup> =
            subject.set.iter().flat_map(|set| set.groups_of(criterion)).collect();
        let is_open = |(open, group): &(&(String, u32), &&CriteriaGroup)| open.0 == group.code;
        let kept = self.open.iter().zip(&groups).take_while(is_open).count();
        self.close_groups(pen, kept)?;
        for group in groups.into_iter().skip(kept) {
            let look = pen.look;
            pen.form.key(pen.row, &[ballot_row::GROUP, &group.code])?;
            pen.put(ORDER, &group.code, &look.group_value)?;
            pen.put(WORDING, &group.name, &look.group)?;
            pen.number(POINTS, group.max, &look.group_value)?;
            pen.blank(&[STAR, REMARK], &look.group)?;
            pen.high(height([(group.name.as_str(), WORDING_WIDTH - 3)]))?;
            self.open.push((group.code.clone(), pen.row));
            pen.next();
        }
        Ok(())
    }

    /// Writes the sums of the groups that end, all but the first `kept`.
    fn close_groups(&mut self, pen: &mut Pen<'_>, kept: usize) -> Result<(), XlsxError> {
        let row = pen.row;
        let italic = pen.form.look.value.clone().set_italic();
        for (_, heading) in self.open.drain(kept.min(self.open.len())..) {
            pen.row = heading;
            pen.formula(MARK, &sum(heading + 1, row - 1), "", Some(&italic))?;
        }
        pen.row = row;
        Ok(())
    }

    /// Writes a criterion: its open cell, its options, its notes and its knock-out.
    fn criterion(
        &mut self,
        pen: &mut Pen<'_>,
        criteria: &[Criterion],
        index: usize,
    ) -> Result<(), XlsxError> {
        let (row, look, criterion) = (pen.row, pen.look, &criteria[index]);
        let key = index.to_string();
        pen.form.key(row, &[ballot_row::CRITERION, &key, &criterion.code])?;
        pen.put(ORDER, &criterion.code, &look.criterion_value)?;
        pen.put(WORDING, &criterion.name, &look.criterion)?;
        pen.number(POINTS, criterion.max, &look.criterion_value)?;
        pen.blank(&[STAR], &look.criterion_value)?;
        pen.blank(&[MARK], &look.mark)?;
        pen.blank(&[REMARK], &look.remark)?;
        pen.high(height([(criterion.name.as_str(), WORDING_WIDTH - 3)]).max(22.0))?;
        let list = pen.form.lists.numbers(&criterion.allowed);
        let valid = self.valid(pen, criterion, &list);
        pen.formula(VALID, &valid, "", None)?;
        if let Some(missed) = options::missed(criterion, &pen.cell(VALID), self.cumulative) {
            self.minima = true;
            pen.formula(MISSED, &missed, "0", None)?;
        }
        self.first_mark.get_or_insert(row);
        self.criteria.push(row);
        let says = format!("Ô này chỉ nhận các mức: {}.", options::listed(&criterion.allowed));
        self.checks.entry(list).or_insert_with(|| (says, Vec::new())).1.push(row);
        pen.next();
        options::notes(pen, criteria, criterion)?;
        options::options(pen, criterion, &key, row)?;
        self.knock_out(pen, criterion, &key, row)
    }

    /// Makes the formula that gives the mark of the row where it is allowed.
    fn valid(&self, pen: &Pen<'_>, criterion: &Criterion, list: &str) -> String {
        let mark = pen.cell(MARK);
        let valid = format!("IF(ISNUMBER({mark}),IF(COUNTIF({list},{mark})>0,{mark},\"\"),\"\")");
        let needed = criterion.needs.and_then(|needed| self.criteria.get(needed));
        match needed {
            Some(needed) => {
                let needed = fixed(*needed, VALID);
                let blank = format!("IF(OR(ISBLANK({mark}),{mark}=0),0,\"\")");
                format!("=IF({needed}=0,{blank},{valid})")
            }
            None => format!("={valid}"),
        }
    }

    /// Writes the knock-out of a criterion. One that follows from a mark has no cell of its own.
    fn knock_out(
        &mut self,
        pen: &mut Pen<'_>,
        criterion: &Criterion,
        key: &str,
        mark_row: u32,
    ) -> Result<(), XlsxError> {
        let Some(rule) = &criterion.knock_out else { return Ok(()) };
        let look = pen.look;
        let conditions = match rule.effect {
            Effect::Excluded => &mut self.excluded,
            Effect::Stopped => &mut self.stopped,
        };
        let text = options::knock_out_text(rule);
        pen.blank(&[ORDER, POINTS, STAR], &look.knock_out)?;
        pen.put(WORDING, &text, &look.knock_out)?;
        pen.high(height([(text.as_str(), WORDING_WIDTH - 4)]))?;
        if let Some(at_mark) = rule.at_mark {
            conditions.push(format!("{}={at_mark}", fixed(mark_row, VALID)));
            pen.form.key(pen.row, &[ballot_row::NOTE])?;
            pen.blank(&[MARK, REMARK], &look.knock_out)?;
        } else {
            conditions.push(format!("TRIM({})=\"Có\"", fixed(pen.row, MARK)));
            pen.form.key(pen.row, &[ballot_row::KNOCK_OUT, key])?;
            pen.blank(&[MARK], &look.knocked)?;
            pen.blank(&[REMARK], &look.remark)?;
            let list = pen.form.lists.named("co", &[crate::blanks::lists::Choice::Word("Có")]);
            let says = "Chọn “Có”, hoặc để trống.".to_owned();
            self.checks.entry(list).or_insert_with(|| (says, Vec::new())).1.push(pen.row);
        }
        pen.next();
        Ok(())
    }

    /// Adds the drop-down lists: one check for all cells of a list.
    fn add_checks(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        for (list, (says, rows)) in &self.checks {
            let cells: Vec<_> = rows
                .iter()
                .map(|row| rust_xlsxwriter::utility::row_col_to_cell(*row, MARK))
                .collect();
            let check = Lists::check(list, says)?.set_multi_range(cells.join(" "));
            let (first, last) = (rows[0], rows[rows.len() - 1]);
            pen.form.sheet.add_data_validation(first, MARK, last, MARK, &check)?;
        }
        Ok(())
    }
}

/// Makes the formula for the sum of the allowed marks in these rows; nothing before the first.
fn sum(first: u32, last: u32) -> String {
    let marks = range(VALID, first, last);
    format!("=IF(COUNT({marks})=0,\"\",SUM({marks}))")
}

/// Returns points as a workbook holds them.
pub(super) fn number(points: Decimal) -> f64 {
    points.to_string().parse().unwrap_or_default()
}
