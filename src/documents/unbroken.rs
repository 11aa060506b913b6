//! Keeps words together on one line: numbers with their symbols (`1048/QĐ-TTg`), dates, a number
//! and what it counts or labels (`24 sản phẩm`, `Điều 1`, `năm 2020`), and `Giấy chứng nhận`.
//!
//! Names of bodies and acts may break between any two words: if they were kept together, the lines
//! before them would be stretched too wide.

use super::model::TextRun;
use super::traced::unmarked;

/// Longest piece that is kept together, in characters; a longer one would not fit a narrow column.
const LONGEST: usize = 40;

/// Words that belong to the number or date behind them.
const LABELS: [&str; 10] =
    ["số", "ngày", "tháng", "năm", "đợt", "lần", "điều", "khoản", "mục", "phần"];

/// Words that belong to the number before them. Longer phrases come first.
const COUNTED: [&[&str]; 14] = [
    &["sản", "phẩm"],
    &["chủ", "thể"],
    &["hồ", "sơ"],
    &["thành", "viên"],
    &["đơn", "vị"],
    &["phiếu"],
    &["điểm"],
    &["sao"],
    &["giờ"],
    &["ngày"],
    &["tháng"],
    &["năm"],
    &["lỗi"],
    &["tệp"],
];

/// Phrases that are kept together without a number.
const PHRASES: [&[&str]; 1] = [&["giấy", "chứng", "nhận"]];

/// Cuts the runs so that each piece to be kept together becomes a run of its own, with `unbroken`
/// set.
pub(super) fn mark(runs: Vec<TextRun>) -> Vec<TextRun> {
    let mut marked = Vec::with_capacity(runs.len());
    for run in runs {
        let words: Vec<&str> = run.text.split(' ').collect();
        // Words are compared without the marks around the facts in them.
        let said: Vec<String> = words.iter().map(|word| unmarked(word)).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let mut open = String::new();
        let mut at = 0;
        while at < words.len() {
            if at > 0 {
                open.push(' ');
            }
            let together = together(&said[at..]);
            let length = said[at..at + together.max(1)].join(" ").chars().count();
            let piece = words[at..at + together.max(1)].join(" ");
            at += together.max(1);
            if together == 0 || length > LONGEST {
                open.push_str(&piece);
                continue;
            }
            if !open.is_empty() {
                marked.push(TextRun { text: std::mem::take(&mut open), ..run.clone() });
            }
            marked.push(TextRun { text: piece, unbroken: true, ..run.clone() });
        }
        if !open.is_empty() {
            marked.push(TextRun { text: open, ..run });
        }
    }
    marked
}

/// Returns how many of the words, from the first on, must stay together; 0 when the first word may
/// stand alone.
fn together(words: &[&str]) -> usize {
    let [first, rest @ ..] = words else { return 0 };
    // Behind a gap for the day stands `tháng`.
    let label = bare(first.rsplit('\u{a0}').next().unwrap_or(first));
    let labelled =
        rest.first().is_some_and(|next| LABELS.contains(&label.as_str()) && is_number(next));
    if labelled && ends_open(first) {
        return 2;
    }
    let phrase = PHRASES.iter().find(|phrase| begins(words, phrase)).map(|phrase| phrase.len());
    let counted =
        || COUNTED.iter().find(|counted| begins(rest, counted)).map(|counted| 1 + counted.len());
    phrase
        .or_else(|| if is_number(first) && ends_open(first) { counted() } else { None })
        .unwrap_or_else(|| usize::from(is_symbol(first)))
}

/// Tells whether the words begin with a phrase that no punctuation interrupts.
fn begins(words: &[&str], phrase: &[&str]) -> bool {
    let inner = &words[..words.len().min(phrase.len().saturating_sub(1))];
    words.len() >= phrase.len()
        && words.iter().zip(phrase).all(|(word, wanted)| bare(word) == *wanted)
        && inner.iter().all(|word| ends_open(word))
}

/// Returns a word in lower case without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()
}

/// Tells whether a word ends with a letter or digit, so that the next word may belong to it.
fn ends_open(word: &str) -> bool {
    word.ends_with(char::is_alphanumeric)
}

/// Tells whether a word begins with a digit: `24`, `67,2`, `07/09`, `21/8/2019;`, `1048/QĐ-TTg`.
fn is_number(word: &str) -> bool {
    word.trim_start_matches(['(', '“']).starts_with(|sign: char| sign.is_ascii_digit())
}

/// Tells whether a word has a slash between letters or digits, as a symbol or date has; a gap for a
/// number may stand before it. The end mark `./.` does not count.
fn is_symbol(word: &str) -> bool {
    let word = word.strip_suffix("./.").unwrap_or(word);
    let mut signs = word.chars().zip(word.chars().skip(1)).zip(word.chars().skip(2));
    signs.any(|((before, sign), after)| {
        sign == '/' && (before.is_alphanumeric() || before == '\u{a0}') && after.is_alphanumeric()
    })
}

#[cfg(test)]
mod tests {
    use super::{is_symbol, mark};
    use crate::documents::model::TextRun;

    fn run(text: &str, unbroken: bool) -> TextRun {
        TextRun { text: text.into(), bold: true, unbroken, ..TextRun::default() }
    }

    /// The pieces of a text that stand on one line.
    fn kept(text: &str) -> Vec<String> {
        let marked = mark(vec![run(text, false)]);
        assert_eq!(
            marked.iter().map(|run| run.text.as_str()).collect::<String>(),
            text,
            "nothing is lost"
        );
        marked.into_iter().filter(|run| run.unbroken).map(|run| run.text).collect()
    }

    #[test]
    fn symbols_and_dates_stand_in_runs_of_their_own() {
        assert_eq!(
            mark(vec![run("Quyết định số 1048/QĐ-TTg ngày 21/8/2019;", false)]),
            [
                run("Quyết định ", false),
                run("số 1048/QĐ-TTg", true),
                run(" ", false),
                run("ngày 21/8/2019;", true)
            ]
        );
        assert_eq!(kept("ký hiệu QĐ/UBND"), ["QĐ/UBND"]);
    }

    #[test]
    fn a_number_keeps_its_label_or_what_it_counts() {
        assert_eq!(
            kept("- Hạng 3 sao: 24 sản phẩm của 15 chủ thể"),
            ["3 sao:", "24 sản phẩm", "15 chủ thể"]
        );
        assert_eq!(
            kept("ngày 08 tháng 12 năm 2020 (đợt 2)."),
            ["ngày 08", "tháng 12", "năm 2020", "(đợt 2)."]
        );
        assert_eq!(kept("có giá trị 36 tháng kể từ"), ["36 tháng"]);
        assert_eq!(kept("tại Điều 1 chịu trách nhiệm"), ["Điều 1"]);
        assert_eq!(kept("đạt 3, sao"), [""; 0], "a sign comes between");
        assert_eq!(kept("24"), [""; 0]);
        assert_eq!(
            kept("ngày\u{a0}\u{a0}\u{a0}tháng 11 năm 2026"),
            ["ngày\u{a0}\u{a0}\u{a0}tháng 11", "năm 2026"]
        );
    }

    #[test]
    fn the_certificate_is_not_torn() {
        assert_eq!(
            kept("và cấp Giấy chứng nhận, trao giấy chứng nhận."),
            ["Giấy chứng nhận,", "giấy chứng nhận."]
        );
        assert_eq!(kept("giấy, chứng nhận"), [""; 0]);
    }

    #[test]
    fn the_end_mark_is_no_symbol() {
        assert!(!is_symbol("hiện./."));
        assert!(is_symbol("(b/c)"));
        assert!(is_symbol("21/8/2019./."));
    }

    #[test]
    fn what_is_longer_than_a_line_may_break() {
        assert_eq!(kept(&format!("{}/x", "a".repeat(50))), [""; 0]);
    }
}
