//! Shares in percent: such as add up to 100,0 under a total, and each rounded by itself.

/// Returns the share of each count in their sum, as printed: `61,7 %` with a no-break space. The
/// shares add up to 100,0: each is cut to tenths, and the tenths that are then missing go to those
/// that lost most, the first of equals first. `0,0 %` for all where the sum is 0.
pub(super) fn shares(counts: &[usize]) -> Vec<String> {
    let sum = counts.iter().sum::<usize>().max(1);
    let mut tenths: Vec<_> = counts.iter().map(|count| count * 1000 / sum).collect();
    let mut order: Vec<_> = (0..counts.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(counts[*index] * 1000 % sum));
    let wanted = if counts.iter().all(|count| *count == 0) { 0 } else { 1000 };
    let missing = wanted - tenths.iter().sum::<usize>();
    for index in order.into_iter().take(missing) {
        tenths[index] += 1;
    }
    tenths.into_iter().map(percent).collect()
}

/// Returns the share of each count in their sum, rounded half up by itself: equal counts have equal
/// shares. `0,0 %` for all where the sum is 0.
pub(super) fn rounded(counts: &[usize]) -> Vec<String> {
    let sum = counts.iter().sum::<usize>().max(1);
    counts.iter().map(|count| percent((count * 2000 + sum) / (2 * sum))).collect()
}

fn percent(tenths: usize) -> String {
    format!("{},{}\u{a0}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{rounded, shares};

    #[test]
    fn equal_counts_have_equal_shares_where_nothing_is_summed() {
        assert_eq!(rounded(&[2, 2, 3]), ["28,6\u{a0}%", "28,6\u{a0}%", "42,9\u{a0}%"]);
        assert_eq!(rounded(&[0]), ["0,0\u{a0}%"]);
    }

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(shares(&[1, 1, 1]), ["33,4\u{a0}%", "33,3\u{a0}%", "33,3\u{a0}%"]);
        assert_eq!(shares(&[37, 23]), ["61,7\u{a0}%", "38,3\u{a0}%"]);
        assert_eq!(shares(&[2, 4]), ["33,3\u{a0}%", "66,7\u{a0}%"]);
        assert_eq!(shares(&[0, 5]), ["0,0\u{a0}%", "100,0\u{a0}%"]);
        assert_eq!(shares(&[0, 0]), ["0,0\u{a0}%", "0,0\u{a0}%"]);
        assert_eq!(shares(&[]), [""; 0]);
    }
}
