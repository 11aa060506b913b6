//! The exact mean of the members' totals.

use careful_spreadsheet::number;
use rust_decimal::{Decimal, RoundingStrategy};

/// The mean of some totals, kept as sum and count so that nothing is lost (475 of 9 members is
/// 52,777…).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    sum: Decimal,
    count: u32,
}

impl Mean {
    /// The mean of these totals; `None` when there are none.
    pub fn of(totals: impl IntoIterator<Item = Decimal>) -> Option<Self> {
        let (sum, count) = totals
            .into_iter()
            .fold((Decimal::ZERO, 0), |(sum, count), total| (sum + total, count + 1));
        (count > 0).then_some(Self { sum, count })
    }

    /// Sum of the totals.
    #[must_use]
    pub fn sum(self) -> Decimal {
        self.sum
    }

    /// The number of totals.
    #[must_use]
    pub fn count(self) -> u32 {
        self.count
    }

    /// Whether the mean reaches a limit, compared without dividing.
    #[must_use]
    pub fn reaches(self, limit: Decimal) -> bool {
        self.sum >= limit * Decimal::from(self.count)
    }

    /// The mean as a decimal; 28 digits when it does not end.
    #[must_use]
    pub fn value(self) -> Decimal {
        (self.sum / Decimal::from(self.count)).normalize()
    }

    /// The mean as printed, with at least so many decimals, and as many as it takes (12 at most) to
    /// look different from a limit that it does not reach: 69,997 beside 70.
    #[must_use]
    pub fn printed_beside(self, limit: Decimal, decimals: u32) -> String {
        self.printed(self.told_apart(limit, decimals))
    }

    /// The number that [`printed_beside`](Self::printed_beside) prints.
    #[must_use]
    pub fn rounded_beside(self, limit: Decimal, decimals: u32) -> Decimal {
        let decimals = self.told_apart(limit, decimals);
        let mut rounded = self.rounded(decimals);
        rounded.rescale(decimals);
        rounded
    }

    /// The decimals that it takes to look different from a limit.
    fn told_apart(self, limit: Decimal, decimals: u32) -> u32 {
        (decimals..12).find(|decimals| self.rounded(*decimals) != limit).unwrap_or(12)
    }

    fn rounded(self, decimals: u32) -> Decimal {
        self.value().round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
    }

    /// The mean as printed: rounded half up to this number of decimals, with a comma.
    #[must_use]
    pub fn printed(self, decimals: u32) -> String {
        let mut rounded = self.rounded(decimals);
        rounded.rescale(decimals);
        number::vietnamese(rounded)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Mean;

    fn mean(totals: &[i64]) -> Mean {
        Mean::of(totals.iter().copied().map(Decimal::from)).unwrap()
    }

    #[test]
    fn a_mean_is_rounded_only_when_printed() {
        let mean = mean(&[53, 53, 53, 53, 53, 53, 53, 52, 52]);
        assert_eq!(mean.sum(), Decimal::from(475));
        assert_eq!(mean.printed(1), "52,8");
        assert_eq!(mean.printed(2), "52,78");
    }

    #[test]
    fn a_mean_that_prints_as_seventy_does_not_reach_seventy() {
        // 69,96 prints as 70,0.
        let mean = Mean::of(std::iter::repeat_n(Decimal::new(6996, 2), 9)).unwrap();
        assert_eq!(mean.printed(1), "70,0");
        assert!(!mean.reaches(Decimal::from(70)));
    }

    #[test]
    fn a_third_of_two_hundred_and_ten_reaches_seventy() {
        assert!(mean(&[70, 70, 70]).reaches(Decimal::from(70)));
        assert!(!mean(&[70, 70, 69]).reaches(Decimal::from(70)));
    }

    #[test]
    fn nobody_scoring_is_not_a_mean_of_zero() {
        assert_eq!(Mean::of([]), None);
    }

    #[test]
    fn printed_zeros_are_kept() {
        assert_eq!(mean(&[60]).printed(1), "60,0");
        assert_eq!(mean(&[60]).printed(0), "60");
    }
}
