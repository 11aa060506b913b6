//! The tables of the summary report as a workbook (biểu tổng hợp), to be cut again: by result, unit,
//! product group, legal form and registration, and the points of the units beside the council's.
//!
//! Every table counts one data sheet with live formulas; the figures stored in them are the facts
//! that the report prints. The workbook shows these facts and decides nothing.

mod breakdown;
mod chart;
mod comparison;
mod data;
mod look;
mod results;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::data::DataSheet;
use self::look::Look;
use crate::counting::Counted;
use crate::own;
use crate::round::Round;
use crate::score_sheet::excel_date;
use crate::sheet_look;

/// Name of the workbook in the outputs folder.
pub const STATISTICS: &str = "04-ket-qua-cham/bieu-tong-hop.xlsx";

/// Name of the workbook in the summary.
pub const STATISTICS_KIND: &str = "Biểu tổng hợp";

/// What all sheets are made from.
struct StatisticsDesk<'a> {
    round: &'a Round,
    /// The rows that the tables count.
    data: DataSheet<'a>,
    look: Look,
}

/// Makes the workbook of a round, as bytes. `None` when nothing was scored.
///
/// # Errors
///
/// When the round is larger than a workbook can hold.
pub fn statistics(of: &Counted<'_>) -> Result<Option<Vec<u8>>, XlsxError> {
    let (round, facts) = (of.round, &of.facts.report);
    if facts.scored.value == 0 {
        return Ok(None);
    }
    let data = DataSheet::of(of);
    let desk = StatisticsDesk { round, data, look: Look::new(round.tally.printed_decimals) };
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    workbook.set_properties(&properties(round)?);
    results::write(&desk, facts, workbook.add_worksheet())?;
    for table in breakdown::tables(facts) {
        breakdown::write(&desk, &table, &facts.kinds, workbook.add_worksheet())?;
    }
    if let Some(compared) = &facts.compared {
        comparison::write(&desk, compared, workbook.add_worksheet())?;
    }
    data::write(&desk, workbook.add_worksheet())?;
    workbook.save_to_buffer().map(own::of_any_system).map(Some)
}

/// Returns the properties of the workbook. They contain a date, because otherwise the library would
/// write the time of the run.
fn properties(round: &Round) -> Result<DocProperties, XlsxError> {
    let dated =
        excel_date(round.papers.decision.date.first_day()).or_else(|| excel_date(round.round.from));
    let dated = dated.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    Ok(DocProperties::new()
        .set_title("Biểu tổng hợp kết quả đánh giá, phân hạng sản phẩm OCOP")
        .set_author(&round.round.standing_agency)
        .set_custom_property(own::PROPERTY, "bieu-tong-hop")
        .set_creation_datetime(&dated))
}
