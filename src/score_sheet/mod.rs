//! The score sheet (bảng tổng hợp điểm): a workbook in which anyone can recalculate the results of
//! the council.
//!
//! It contains every ballot as typed. Sums, means, spreads and stars are live formulas over the
//! ballots, and beside each formula stands the value that the program counted. The score sheet
//! shows the tally and decides nothing.

mod ballots;
mod columns;
mod desk;
mod figures;
mod formula;
mod grid;
mod left_out;
mod look;
mod method;
mod pen;
mod signatures;
mod summary;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use time::Date;

use self::desk::ScoreSheetDesk;
use self::grid::Grid;
use self::look::Look;
pub(crate) use self::pen::{FormulaResult, SheetPen};
use crate::counting::Counted;
use crate::forms::Ballot;
use crate::own;
use crate::round::Round;
use crate::tally::SessionResult;

/// Name of the score sheet in the outputs folder.
pub const SCORE_SHEET: &str = "04-ket-qua-cham/bang-tong-hop-diem.xlsx";

/// Name of the score sheet in the summary.
pub const SCORE_SHEET_KIND: &str = "Bảng tổng hợp điểm";

/// Makes the score sheet of a round, as the bytes of a workbook. `None` when nothing was scored.
///
/// # Errors
///
/// When the round is larger than a workbook can hold.
pub fn score_sheet(of: &Counted<'_>) -> Result<Option<Vec<u8>>, XlsxError> {
    let (round, tally) = (of.round, of.tally);
    if tally.products.iter().all(|product| product.mean().is_none()) {
        return Ok(None);
    }
    let products: Vec<_> = tally.products.iter().filter(|product| product.is_admitted()).collect();
    let counted: Vec<&Ballot> = products
        .iter()
        .flat_map(|product| &product.sessions)
        .flat_map(SessionResult::ballots)
        .collect();
    let sessions: BTreeSet<u8> = counted.iter().map(|ballot| ballot.session).collect();
    let grids = sessions.into_iter().map(|session| Grid::of(session, &products)).collect();
    let look = Look::new(decimals(&counted), round.tally.printed_decimals);
    let desk = ScoreSheetDesk { round, acts: of.acts, products, grids, look };

    let mut workbook = Workbook::new();
    workbook.set_default_format(&look::usual(), look::ROW_PIXELS, look::COLUMN_PIXELS)?;
    workbook.set_properties(&properties(round)?);
    summary::write(&desk, workbook.add_worksheet())?;
    for grid in &desk.grids {
        ballots::write(&desk, grid, workbook.add_worksheet())?;
    }
    let left_out = left_out::casts(tally);
    if !left_out.is_empty() {
        left_out::write(&desk, &left_out, workbook.add_worksheet())?;
    }
    method::write(&desk, &mut workbook)?;
    workbook.save_to_buffer().map(own::of_any_system).map(Some)
}

/// Returns the number of decimals of the most precise mark.
fn decimals(ballots: &[&Ballot]) -> u32 {
    let marks = ballots.iter().flat_map(|ballot| grid::typed(ballot));
    marks.map(|(_, mark)| mark.normalize().scale()).max().unwrap_or(0)
}

/// Returns the properties of the workbook. They contain a date, because otherwise the library would
/// write the time of the run.
fn properties(round: &Round) -> Result<DocProperties, XlsxError> {
    let dated =
        excel_date(round.papers.decision.date.first_day()).or_else(|| excel_date(round.round.from));
    let dated = dated.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    Ok(DocProperties::new()
        .set_title("Bảng tổng hợp điểm đánh giá, phân hạng sản phẩm OCOP")
        .set_author(&round.council.name)
        .set_custom_property(own::PROPERTY, "bang-tong-hop-diem")
        .set_creation_datetime(&dated))
}

/// Returns the date for a workbook; `None` for a day outside the range of workbooks.
pub(crate) fn excel_date(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, u8::from(date.month()), date.day())
        .ok()
}
