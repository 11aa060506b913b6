//! The data from which all sheets of the workbook are made.

use super::grid::Grid;
use super::look::Look;
use crate::criteria::RoundActs;
use crate::round::Round;
use crate::tally::ProductResult;

/// The data from which all sheets of the workbook are made.
pub(super) struct ScoreSheetDesk<'a> {
    pub(super) round: &'a Round,
    /// The acts whose criteria apply.
    pub(super) acts: &'a RoundActs,
    /// The products that came before the council, in the order of the minutes.
    pub(super) products: Vec<&'a ProductResult<'a>>,
    /// The rows of each session with ballots, in order.
    pub(super) grids: Vec<Grid<'a>>,
    /// The formats of all cells.
    pub(super) look: Look,
}

impl ScoreSheetDesk<'_> {
    /// Names the round (Vietnamese), for the line under the title of a sheet.
    pub(super) fn round_line(&self) -> String {
        let round = &self.round.round;
        format!(
            "Đánh giá, phân hạng sản phẩm OCOP {} năm {} (đợt {})",
            round.province, round.year, round.number
        )
    }
}
