//! The first sheet: one row for each product, with formulas over the members' totals and the
//! program's value beside each.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::columns::{COUNTED, IDENTITY, OUTCOME_WIDTH, REPEATED, RESULT, SummaryColumns};
use super::desk::ScoreSheetDesk;
use super::figures::{SessionFigures, last};
use super::grid::Grid;
use super::look::{self, PaperSize};
use super::pen::{FormulaResult, SheetPen};
use super::{formula, signatures};
use crate::forms::{Ballot, SCORE_SHEET_TITLES};
use crate::round::short_date;
use crate::tally::ProductResult;

/// Name of the sheet.
const NAME: &str = "Tổng hợp";

/// First of the two rows of headings; the products follow.
const HEAD: u32 = 4;
const FIRST_ROW: u32 = HEAD + 2;

/// Heights of the two rows of headings, in points. The second holds the members' full names, turned
/// by 90 degrees.
const HEAD_HEIGHTS: [u32; 2] = [50, 124];

/// Height of the rows above the headings on the first page, in points.
const TITLE_HEIGHT: u32 = 4 * look::ROW_HEIGHT + 8;

/// Writes the sheet.
pub(super) fn write(desk: &ScoreSheetDesk<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = SummaryColumns {
        members: fitting(desk.round.council.members.len()),
        sessions: fitting(desk.grids.len()),
    };
    let paper = PaperSize::for_width(columns.widest_page());
    look::page_on(sheet, NAME, &paper)?;
    for (column, width) in columns.widths() {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_format(columns.scratch(), &desk.look.scratch)?;
    let last_row = (FIRST_ROW..).zip(&desk.products).last().map_or(FIRST_ROW, |(row, _)| row);
    let mut pen = SheetPen(sheet);
    title(desk, columns, last_row, &mut pen)?;
    headings(desk, columns, &mut pen)?;
    let mut heights = Vec::with_capacity(desk.products.len());
    for ((index, row), product) in (0..).zip(FIRST_ROW..).zip(&desk.products) {
        let line = SummaryRow { desk, columns, row, product, index, pairs: Vec::new() };
        heights.push(line.height());
        line.write(&mut pen)?;
    }
    let end = signatures::write(desk, columns, last_row, &mut pen)?;
    sheet.set_print_area(0, 0, end, columns.check())?;
    sheet.set_page_breaks(&page_breaks(&heights, paper.height))?;
    sheet.set_repeat_rows(HEAD, FIRST_ROW - 1)?.set_repeat_columns(0, REPEATED - 1)?;
    sheet.set_vertical_page_breaks(
        &columns.pages().into_iter().map(u32::from).collect::<Vec<_>>(),
    )?;
    sheet.set_page_order(true).set_freeze_panes(FIRST_ROW, REPEATED)?;
    look::alarm(sheet, (FIRST_ROW, columns.check()), (last_row, columns.check()))?;
    look::alarm(sheet, (2, REPEATED), (2, REPEATED))
}

/// Returns the rows at which pages after the first begin. The last two products stay on one page
/// with the places to sign.
fn page_breaks(heights: &[u32], room: u32) -> Vec<u32> {
    let head: u32 = HEAD_HEIGHTS.iter().sum();
    let mut breaks = Vec::new();
    let mut used = TITLE_HEIGHT + head;
    for ((index, row), height) in (0..).zip(FIRST_ROW..).zip(heights) {
        let rest = &heights[index..];
        let needed =
            if rest.len() <= 2 { rest.iter().sum::<u32>() + signatures::HEIGHT } else { *height };
        if used + needed > room && index > 0 {
            breaks.push(row);
            used = head;
        }
        used += height;
    }
    // Excel allows at most 1023 page breaks.
    breaks.truncate(1023);
    breaks
}

/// Limits a number of members or sessions to what `u16` holds. Too many columns are refused later,
/// when they are written.
fn fitting(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX).min(1000)
}

fn title(
    desk: &ScoreSheetDesk<'_>,
    columns: SummaryColumns,
    last_row: u32,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    // The title does not reach over the columns that are repeated on every page.
    let (start, end) = (REPEATED, columns.first_page_end());
    pen.merged((0, start), (0, end), SCORE_SHEET_TITLES[0], &look.title)?;
    pen.merged((1, start), (1, end), &desk.round_line(), &look.subtitle)?;
    if let Some(remark) = &desk.round.round.remark {
        pen.merged((3, start), (3, end), remark, &look.remark)?;
    }
    pen.merged((2, start), (2, end), "", &look.verdict)?;
    let checks = formula::range((FIRST_ROW, columns.check()), (last_row, columns.check()));
    pen.formula(
        2,
        start,
        &formula::verdict(&checks),
        &FormulaResult::Text(formula::ALL_AGREE),
        &look.verdict,
    )
}

fn headings(
    desk: &ScoreSheetDesk<'_>,
    columns: SummaryColumns,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    for (row, height) in (HEAD..).zip(HEAD_HEIGHTS) {
        pen.0.set_row_height(row, height)?;
    }
    for (column, (heading, _)) in (0..).zip(IDENTITY) {
        pen.merged((HEAD, column), (HEAD + 1, column), heading, &look.head)?;
    }
    for (index, grid) in (0..).zip(&desk.grids) {
        let (first, after) = (columns.session(index), columns.counted(index, 0));
        pen.merged((HEAD, first), (HEAD, after - 1), &session_heading(desk, grid), &look.head)?;
        for (column, member) in (first..after).zip(&desk.round.council.members) {
            pen.text(HEAD + 1, column, &member.person.name, &look.upright)?;
        }
        for (which, heading) in (0..).zip(COUNTED) {
            pair_heading(desk, columns.counted(index, which), heading, pen)?;
        }
    }
    for (which, heading) in (0..).zip(RESULT) {
        pair_heading(desk, columns.result(which), heading, pen)?;
    }
    let last = [(columns.outcome(), "Kết luận của chương trình"), (columns.check(), "Kiểm tra")];
    for (column, heading) in last {
        pen.merged((HEAD, column), (HEAD + 1, column), heading, &look.head)?;
    }
    pen.merged((HEAD, columns.scratch()), (HEAD + 1, columns.scratch()), "Nháp", &look.head_scratch)
}

fn session_heading(desk: &ScoreSheetDesk<'_>, grid: &Grid<'_>) -> String {
    let session = desk.round.sessions.iter().find(|session| session.number == grid.session);
    let day = session.map(|session| format!(" ({})", short_date(session.date))).unwrap_or_default();
    format!("Lần {}{day}: tổng điểm của từng thành viên", grid.session)
}

fn pair_heading(
    desk: &ScoreSheetDesk<'_>,
    column: u16,
    heading: &str,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    pen.merged((HEAD, column), (HEAD, column + 1), heading, &desk.look.head)?;
    pen.text(HEAD + 1, column, "Công thức", &desk.look.upright)?;
    pen.text(HEAD + 1, column + 1, "Chương trình tính", &desk.look.upright_program)
}

/// The row of one product while it is written.
struct SummaryRow<'a> {
    desk: &'a ScoreSheetDesk<'a>,
    columns: SummaryColumns,
    row: u32,
    product: &'a ProductResult<'a>,
    /// Index of the product.
    index: usize,
    /// The cells that the check compares: formula, and value of the program.
    pairs: Vec<(String, String)>,
}

impl SummaryRow<'_> {
    fn write(mut self, pen: &mut SheetPen<'_>) -> Result<(), XlsxError> {
        pen.0.set_row_height(self.row, self.height())?;
        self.identity(pen)?;
        let figures: Vec<_> = self
            .desk
            .grids
            .iter()
            .map(|grid| SessionFigures::of(self.desk, self.product, grid.session))
            .collect();
        for (session, (grid, figures)) in (0..).zip(self.desk.grids.iter().zip(&figures)) {
            self.members(session, grid, pen)?;
            self.counted(session, figures.as_ref(), pen)?;
        }
        self.result(&figures, pen)?;
        let (look, columns) = (&self.desk.look, self.columns);
        pen.text(self.row, columns.outcome(), &self.product.outcome.remark(), &look.text)?;
        let agrees = FormulaResult::Text(formula::AGREES);
        pen.formula(self.row, columns.check(), &formula::check(&self.pairs), &agrees, &look.check)?;
        pen.number(self.row, columns.scratch(), None, &look.scratch)
    }

    /// Returns the height of the row, in points.
    fn height(&self) -> u32 {
        self.lines() * look::ROW_HEIGHT
    }

    /// Returns how many lines the fullest cell of the row takes.
    fn lines(&self) -> u32 {
        let identity = self
            .texts()
            .into_iter()
            .zip(IDENTITY.iter().skip(1))
            .map(|(text, (_, width))| look::lines(text, *width));
        let outcome = look::lines(&self.product.outcome.remark(), OUTCOME_WIDTH);
        identity.chain([outcome]).max().unwrap_or(1)
    }

    /// Returns product, owner, district and product set.
    fn texts(&self) -> [&str; 4] {
        let entry = self.product.entry;
        let district = &self.desk.round.districts[self.product.district].name;
        [&entry.product.value, &entry.owner.name.value, district, &entry.set.value]
    }

    fn identity(&self, pen: &mut SheetPen<'_>) -> Result<(), XlsxError> {
        let look = &self.desk.look;
        pen.number(self.row, 0, Some(Decimal::from(self.index + 1)), &look.middle)?;
        (1..)
            .zip(self.texts())
            .try_for_each(|(column, text)| pen.text(self.row, column, text, &look.text))
    }

    /// Writes the members' totals, as references to the sheet of the session.
    fn members(
        &self,
        session: u16,
        grid: &Grid<'_>,
        pen: &mut SheetPen<'_>,
    ) -> Result<(), XlsxError> {
        let look = &self.desk.look;
        let block = grid.block(self.index);
        for (index, member) in (0..self.columns.members).zip(0..) {
            let column = self.columns.session(session) + index;
            let Some(block) = block else {
                pen.number(self.row, column, None, &look.mark)?;
                continue;
            };
            let ballot = block.result.ballots().find(|ballot| ballot.member == member);
            let score = FormulaResult::number(ballot.and_then(Ballot::score));
            pen.formula(
                self.row,
                column,
                &format!("={}", grid.total_cell(block, index)),
                &score,
                &look.mark,
            )?;
        }
        Ok(())
    }

    fn counted(
        &mut self,
        session: u16,
        figures: Option<&SessionFigures>,
        pen: &mut SheetPen<'_>,
    ) -> Result<(), XlsxError> {
        let look = &self.desk.look;
        let at = |which| formula::cell(self.row, self.columns.counted(session, which));
        let (totals, sum, count) = (self.columns.totals(session, self.row), at(0), at(1));
        let formulas = [
            formula::sum(&totals),
            formula::count(&totals),
            formula::mean(&sum, &count),
            formula::spread(&totals),
            formula::star(&sum, &count),
        ];
        let formats = [&look.sum, &look.whole, &look.mean, &look.sum, &look.whole];
        for (which, (formula, format)) in (0..).zip(formulas.iter().zip(formats)) {
            let value = figures.map(|figures| figures.in_order()[usize::from(which)]);
            self.pair(self.columns.counted(session, which), formula, value, format, pen)?;
        }
        Ok(())
    }

    fn result(
        &mut self,
        figures: &[Option<SessionFigures>],
        pen: &mut SheetPen<'_>,
    ) -> Result<(), XlsxError> {
        let (look, columns) = (&self.desk.look, self.columns);
        let of_last = |which: u16| {
            let cell = |session, which| formula::cell(self.row, columns.counted(session, which));
            let pairs: Vec<_> = (0..columns.sessions)
                .map(|session| (cell(session, 1), cell(session, which)))
                .collect();
            formula::last(&pairs)
        };
        let sessions = (0..).zip(&self.desk.grids);
        let numbers: Vec<_> = sessions
            .map(|(session, grid)| {
                (formula::cell(self.row, columns.counted(session, 1)), grid.session.to_string())
            })
            .collect();
        let formulas = [formula::last(&numbers), formula::printed(&of_last(2)), of_last(4)];
        let official = self.product.official().map(|session| Decimal::from(session.session));
        let printed = last(figures).map(|figures| figures.printed);
        let star = last(figures).map(|figures| figures.star);
        let formats = [&look.whole, &look.printed, &look.whole];
        for (which, (formula, (value, format))) in
            (0..).zip(formulas.iter().zip([official, printed, star].into_iter().zip(formats)))
        {
            self.pair(columns.result(which), formula, value, format, pen)?;
        }
        Ok(())
    }

    /// Writes a formula, and the program's value beside it.
    fn pair(
        &mut self,
        column: u16,
        formula: &str,
        value: Option<Decimal>,
        [live, program]: &[Format; 2],
        pen: &mut SheetPen<'_>,
    ) -> Result<(), XlsxError> {
        pen.formula(self.row, column, formula, &FormulaResult::number(value), live)?;
        pen.number(self.row, column + 1, value, program)?;
        self.pairs.push((formula::cell(self.row, column), formula::cell(self.row, column + 1)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST_ROW, HEAD_HEIGHTS, TITLE_HEIGHT, page_breaks, signatures};

    /// Room for so many points of rows on the first page.
    fn room(rows: u32) -> u32 {
        TITLE_HEIGHT + HEAD_HEIGHTS.iter().sum::<u32>() + rows
    }

    #[test]
    fn the_places_to_sign_take_two_products_along() {
        let products = [30; 10];
        assert_eq!(
            page_breaks(&products, room(300 + signatures::HEIGHT)),
            [0; 0],
            "all on one page"
        );
        assert_eq!(page_breaks(&products, room(299 + signatures::HEIGHT)), [FIRST_ROW + 8]);
        assert_eq!(page_breaks(&products, room(300)), [FIRST_ROW + 8]);
        assert_eq!(
            page_breaks(&[30], room(30)),
            [0; 0],
            "a single product stays with its headings"
        );
    }

    #[test]
    fn a_page_holds_what_fits() {
        let room = room(90 + signatures::HEIGHT);
        let per_page = (room - HEAD_HEIGHTS.iter().sum::<u32>()) / 30;
        let first = (90 + signatures::HEIGHT) / 30;
        let breaks = page_breaks(&[30; 30], room);
        assert_eq!(breaks[..2], [FIRST_ROW + first, FIRST_ROW + first + per_page]);
    }
}
