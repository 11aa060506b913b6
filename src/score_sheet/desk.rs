//! What all sheets of the workbook are made from.

use super::grid::Grid;
use super::look::Look;
use crate::criteria::Act;
use crate::round::Round;
use crate::tally::ProductResult;

/// What all sheets of the workbook are made from.
pub(super) struct ScoreSheetDesk<'a> {
    pub(super) round: &'a Round,
    /// The act whose criteria apply.
    pub(super) act: &'a Act,
    /// The products that came before the council, in the order of the minutes.
    pub(super) products: Vec<&'a ProductResult<'a>>,
    /// One a session with ballots, in order.
    pub(super) grids: Vec<Grid<'a>>,
    pub(super) look: Look,
}

impl ScoreSheetDesk<'_> {
    /// Which round this is, under the title of a sheet.
    pub(super) fn round_line(&self) -> String {
        let round = &self.round.round;
        format!(
            "Đánh giá, phân hạng sản phẩm OCOP {} năm {} (đợt {})",
            round.province, round.year, round.number
        )
    }
}
