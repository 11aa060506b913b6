//! Shares in percent.

/// Returns the share of each count in their sum as printed: `61,7 %` with a no-break space. Each is
/// rounded half up by itself, so that equal counts have equal shares; `0,0 %` for all where the sum
/// is 0.
pub(super) fn shares(counts: &[usize]) -> Vec<String> {
    let percent = |tenths: usize| format!("{},{}\u{a0}%", tenths / 10, tenths % 10);
    tenths(counts).into_iter().map(percent).collect()
}

/// Tells whether the shares of these counts add up to 100,0 as they are printed.
pub(super) fn adds_up(counts: impl Iterator<Item = usize>) -> bool {
    matches!(tenths(&counts.collect::<Vec<_>>()).iter().sum(), 0 | 1000)
}

/// The shares in tenths of a percent.
fn tenths(counts: &[usize]) -> Vec<usize> {
    let sum = counts.iter().sum::<usize>().max(1);
    counts.iter().map(|count| (count * 2000 + sum) / (2 * sum)).collect()
}

#[cfg(test)]
mod tests {
    use super::{adds_up, shares};

    #[test]
    fn equal_counts_have_equal_shares() {
        assert_eq!(shares(&[2, 2, 3]), ["28,6\u{a0}%", "28,6\u{a0}%", "42,9\u{a0}%"]);
        assert_eq!(shares(&[37, 23]), ["61,7\u{a0}%", "38,3\u{a0}%"]);
        assert_eq!(shares(&[0, 5]), ["0,0\u{a0}%", "100,0\u{a0}%"]);
        assert_eq!(shares(&[0]), ["0,0\u{a0}%"]);
        assert_eq!(shares(&[]), [""; 0]);
        let sums =
            [&[2, 2, 3][..], &[37, 23], &[0], &[]].map(|counts| adds_up(counts.iter().copied()));
        assert_eq!(sums, [false, true, true, true]);
    }
}
