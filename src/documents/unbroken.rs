//! Numbers, symbols and dates (`1048/QĐ-TTg`, `21/8/2019`) that must not be broken across lines.

use super::model::Run;
use super::traced::unmarked;

/// Longest word that is kept together; a longer one could not be set in a narrow column.
const LONGEST: usize = 40;

/// Cuts such words out of the runs, in runs of their own.
pub(super) fn mark(runs: Vec<Run>) -> Vec<Run> {
    let mut marked = Vec::with_capacity(runs.len());
    for run in runs {
        let mut open = String::new();
        for piece in run.text.split_inclusive(' ') {
            let word = piece.trim_end_matches(' ');
            if !is_unbroken(word) {
                open.push_str(piece);
                continue;
            }
            if !open.is_empty() {
                marked.push(Run { text: std::mem::take(&mut open), ..run.clone() });
            }
            marked.push(Run { text: word.to_owned(), unbroken: true, ..run.clone() });
            open.push_str(&piece[word.len()..]);
        }
        if !open.is_empty() {
            marked.push(Run { text: open, ..run });
        }
    }
    marked
}

/// A slash between letters or digits makes a symbol or a date. The end mark `./.` is none.
fn is_unbroken(word: &str) -> bool {
    let word = unmarked(word);
    let word = word.strip_suffix("./.").unwrap_or(&word);
    let mut signs = word.chars().zip(word.chars().skip(1)).zip(word.chars().skip(2));
    let joined =
        signs.any(|((before, sign), after)| sign == '/' && before.is_alphanumeric() && after.is_alphanumeric());
    joined && word.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::{is_unbroken, mark};
    use crate::documents::model::Run;

    #[test]
    fn symbols_and_dates_stand_in_runs_of_their_own() {
        let run = |text: &str, unbroken| Run { text: text.into(), bold: true, unbroken, ..Run::default() };
        assert_eq!(
            mark(vec![run("Quyết định số 1048/QĐ-TTg ngày 21/8/2019;", false)]),
            [run("Quyết định số ", false), run("1048/QĐ-TTg", true), run(" ngày ", false), run("21/8/2019;", true)]
        );
    }

    #[test]
    fn the_end_mark_is_no_symbol() {
        assert!(!is_unbroken("hiện./."));
        assert!(is_unbroken("(b/c)"));
        assert!(is_unbroken("21/8/2019./."));
    }
}
