//! The values that the program counted for a product in a session.

use rust_decimal::{Decimal, RoundingStrategy};

use super::desk::ScoreSheetDesk;
use crate::forms::Ballot;
use crate::tally::ProductResult;

/// The values that the program counted for a product in a session.
pub(super) struct SessionFigures {
    sum: Decimal,
    count: Decimal,
    mean: Decimal,
    spread: Decimal,
    /// The star by the mean alone.
    pub(super) star: Decimal,
    /// The mean, rounded as papers print it.
    pub(super) printed: Decimal,
}

impl SessionFigures {
    /// Returns the values of one session; `None` when nobody scored the product.
    pub(super) fn of(
        desk: &ScoreSheetDesk<'_>,
        product: &ProductResult<'_>,
        session: u8,
    ) -> Option<Self> {
        let result = product.sessions.iter().find(|result| result.session == session)?;
        let mean = result.mean?;
        let totals = || result.counting().filter_map(Ballot::score);
        let decimals = desk.round.tally.printed_decimals;
        Some(Self {
            sum: mean.sum(),
            count: mean.count().into(),
            mean: mean.value(),
            spread: totals().max()? - totals().min()?,
            star: (1 + product.act.star_from.iter().filter(|limit| mean.reaches(**limit)).count())
                .into(),
            printed: mean
                .value()
                .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero),
        })
    }

    /// Returns the values in the order of the columns: sum, count, mean, spread, star.
    pub(super) fn in_order(&self) -> [Decimal; 5] {
        [self.sum, self.count, self.mean, self.spread, self.star]
    }
}

/// Returns the values of the last session that has any.
pub(super) fn last(figures: &[Option<SessionFigures>]) -> Option<&SessionFigures> {
    figures.iter().rev().find_map(Option::as_ref)
}
