//! Finds the rows that are options, or pieces, of the criterion above them.

use careful_spreadsheet::Cell;
use rust_decimal::Decimal;

use super::{BallotRowReader, MarkRow, RowRole};

impl BallotRowReader<'_, '_> {
    /// Makes the rows below a criterion without a number of their own its options, or its pieces.
    pub(super) fn options(&self, lines: &mut [MarkRow]) {
        let mut of = None;
        // By index: the role of an option holds the index of its criterion's row.
        #[expect(
            clippy::needless_range_loop,
            reason = "the loop changes the line and keeps its index"
        )]
        for index in 0..lines.len() {
            match lines[index].role {
                RowRole::Criterion { .. } => of = Some(index),
                RowRole::Unknown if !lines[index].name.is_empty() => {
                    let own = lines[index].numeral.codes.iter().any(|code| code.contains('.'));
                    let points = self.points(&lines[index]);
                    let numbered = !lines[index].numeral.codes.is_empty() && points.is_none();
                    if let Some(of) = of.filter(|_| !own && !numbered) {
                        lines[index].role = RowRole::Option { of, points };
                    }
                }
                // An option may begin like a remark, `Trung bình`; a remark among options does not
                // end them.
                RowRole::Remark => {
                    let points = self.points(&lines[index]);
                    if let Some(of) = of.filter(|_| points.is_some()) {
                        lines[index].role = RowRole::Option { of, points };
                    }
                }
                RowRole::Unknown | RowRole::Repeated => {}
                _ => of = None,
            }
        }
        self.lone_rows(lines);
        heads_below_options(lines);
        // Rows without points below the last criterion are signature and notes.
        let last = lines.iter().rposition(|line| {
            matches!(
                line.role,
                RowRole::Option { points: Some(_), .. }
                    | RowRole::Criterion { .. }
                    | RowRole::Total
                    | RowRole::Subtotal(_)
                    | RowRole::Part(_)
            )
        });
        for line in lines.iter_mut().skip(last.map_or(0, |last| last + 1)) {
            if matches!(line.role, RowRole::Option { .. }) && !line.numeral.small {
                line.role = RowRole::Unknown;
            }
        }
    }

    /// Takes the role of an option from a row of words without points that is the only one below
    /// its criterion, where most criteria have no options: what a number beside it means cannot be
    /// known.
    fn lone_rows(&self, lines: &mut [MarkRow]) {
        let criteria =
            lines.iter().filter(|line| matches!(line.role, RowRole::Criterion { .. })).count();
        let below = |lines: &[MarkRow], of: usize| {
            lines
                .iter()
                .filter(
                    |line| matches!(line.role, RowRole::Option { of: other, .. } if other == of),
                )
                .count()
        };
        let with_options = (0..lines.len()).filter(|index| below(lines, *index) > 1).count();
        let is_lone = |line: &MarkRow| match line.role {
            RowRole::Option { of, points: None } => {
                below(lines, of) == 1
                    && with_options * 2 < criteria
                    && !line.numeral.small
                    && self.is_used(line.row)
            }
            _ => false,
        };
        let lone: Vec<bool> = lines.iter().map(is_lone).collect();
        for (line, _) in lines.iter_mut().zip(lone).filter(|(_, lone)| *lone) {
            line.role = RowRole::Unknown;
        }
    }

    /// The points of an option, from the column of the maxima, else from its words.
    fn points(&self, line: &MarkRow) -> Option<Decimal> {
        // A range (`1 - 3`) is no number of points that a tick could give.
        let cell = self.maximum.and_then(|column| self.frame.own(line.row, column));
        cell.and_then(Cell::amount).or_else(|| points_in(&line.name))
    }
}

/// Makes a row the head of a group where it has no points, follows options that all have theirs,
/// and stands right above the next criterion.
fn heads_below_options(lines: &mut [MarkRow]) {
    for index in 1..lines.len().saturating_sub(1) {
        let RowRole::Option { of, points: None } = lines[index].role else { continue };
        let before = &lines[of + 1..index];
        let options = before
            .iter()
            .filter(|line| matches!(line.role, RowRole::Option { of: other, .. } if other == of));
        let known = |line: &&MarkRow| matches!(line.role, RowRole::Option { points: Some(_), .. });
        let whole = options.clone().count() > 1 && options.clone().all(|line| known(&line));
        let heads = whole
            && !lines[index].numeral.small
            && matches!(lines[index + 1].role, RowRole::Criterion { .. });
        if heads {
            lines[index].role = RowRole::Group;
        }
    }
}

/// The points that the words of an option state, where they state them once:
/// `Có hợp đồng (2 điểm)`, `Có hợp đồng: 2 điểm`, `Mức 2 điểm`; not `Có 5 điểm bán hàng`, nor
/// `2-3 điểm`, `2,5 điểm`.
fn points_in(name: &str) -> Option<Decimal> {
    let folded = name.to_lowercase();
    let mut found = folded.match_indices("điểm").filter_map(|(at, word)| {
        let (before, behind) = (folded[..at].trim_end(), folded[at + word.len()..].trim_start());
        let ends = behind.is_empty() || behind.starts_with([')', ']', ';', '.', ',', ':']);
        let (left, digits) = before.split_at(start_of_digits(before));
        // A sign before the digits may make them a piece of another number.
        let whole = !left.trim_end().ends_with(['-', '–', '/', ',', '.', '÷']);
        if ends && whole { digits.parse::<u32>().ok() } else { None }
    });
    let first = found.next()?;
    found.all(|other| other == first).then(|| Decimal::from(first))
}

/// The byte at which the digits begin that end a text.
fn start_of_digits(text: &str) -> usize {
    text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::points_in;

    #[test]
    fn an_option_says_its_points() {
        for (name, points) in [
            ("Có hợp đồng liên kết (2 điểm)", Some(2)),
            ("Có hợp đồng liên kết: 3 điểm", Some(3)),
            ("Mức 0 (0 điểm)", Some(0)),
            ("Từ 50% đến dưới 75%", None),
            ("Đạt 1 điểm; hoặc 2 điểm", None),
            ("Có 5 điểm bán hàng", None),
            ("Khá: 2,5 điểm", None),
            ("Khá (2-3 điểm)", None),
            ("Khá 1/2 điểm", None),
        ] {
            assert_eq!(points_in(name), points.map(Into::into), "{name}");
        }
    }
}
