//! Reads the lines around a list: the covering letter that they name, and how many products they
//! say there are.

use careful_spreadsheet::{Value, Worksheet, date, text};

use super::Letter;
use crate::finding::CellRef;
use crate::forms::Sourced;

/// A row of a sheet as one line of text, with the cells of which it is made.
pub(super) struct TextLine<'a> {
    sheet: &'a Worksheet,
    cells: Vec<(CellRef, String)>,
    /// The texts of the cells, with spaces between them.
    text: String,
    /// The same without diacritics, case and punctuation.
    bare: String,
}

impl<'a> TextLine<'a> {
    /// The line of a row; `None` when no cell of the row holds a text.
    pub(super) fn of(sheet: &'a Worksheet, row: u32) -> Option<Self> {
        let cells: Vec<(CellRef, String)> =
            sheet.row(row).map(|(at, cell)| (at, cell.shown())).collect();
        let has_text = sheet.row(row).any(|(_, cell)| matches!(cell.value, Value::Text(_)));
        let text = cells.iter().map(|(_, shown)| shown.as_str()).collect::<Vec<_>>().join(" ");
        has_text.then(|| Self { sheet, bare: text::bare(&text), cells, text })
    }

    /// The text with the cell in which it stands; with the first cell where it stands in none
    /// alone.
    fn source(&self, value: String) -> Sourced<String> {
        let holding = self.cells.iter().find(|(_, shown)| shown.contains(value.as_str()));
        let at = holding.or_else(|| self.cells.first()).map_or(CellRef::new(0, 0), |(at, _)| *at);
        Sourced { value, place: self.sheet.place(at) }
    }

    /// The cells of the line, each with the text that it shows.
    pub(super) fn cells(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.cells.iter().map(|(at, shown)| (*at, shown.as_str()))
    }
}

/// Finds the number and the day of the covering letter in lines: `(Kèm theo Công văn số 123/UBND-NN
/// ngày 05/11/2020 của UBND huyện …)`, or else in the head of the sheet, where the list is the
/// letter itself.
pub(super) fn letter(lines: &[TextLine<'_>]) -> Letter {
    let named =
        lines.iter().position(|line| line.bare.contains("kem theo") && names_a_letter(&line.bare));
    let named = named
        .or_else(|| lines.iter().position(|line| names_a_letter(&line.bare) && !cites(&line.bare)));
    if let Some(index) = named {
        let line = &lines[index];
        let number = number_behind_so(&line.text).map(|number| line.source(number));
        // The line may be broken before its date.
        let next = lines.get(index + 1).filter(|next| next.bare.starts_with("ngay "));
        let dated =
            [Some(line), next].into_iter().flatten().find_map(|line| Some((line, day(line)?)));
        return Letter { number, date: dated.map(|(line, day)| dated_at(line, day)) };
    }
    let head = lines.iter().find(|line| line.cells.iter().any(|(_, shown)| is_number_line(shown)));
    let number = head.and_then(|line| {
        let (at, shown) = line.cells.iter().find(|(_, shown)| is_number_line(shown))?;
        Some(Sourced { value: number_behind_so(shown)?, place: line.sheet.place(*at) })
    });
    let dated =
        number.as_ref().and_then(|_| lines.iter().find_map(|line| Some((line, day(line)?))));
    Letter { number, date: dated.map(|(line, day)| dated_at(line, day)) }
}

/// Whether a cell holds the number of the sheet's own letter: `Số: 123/UBND-NN`.
fn is_number_line(shown: &str) -> bool {
    text::bare(shown).starts_with("so ") && shown.contains('/') && number_behind_so(shown).is_some()
}

/// Whether a line names a letter or another paper that a list may come with.
fn names_a_letter(bare: &str) -> bool {
    let kinds =
        ["cong van so", "to trinh so", "van ban so", "bao cao so", "cv so", "quyet dinh so"];
    let decided = bare.contains("quyet dinh so") && !bare.contains("kem theo");
    !decided && kinds.iter().any(|kind| bare.contains(kind))
}

/// Whether a line cites what others wrote.
fn cites(bare: &str) -> bool {
    ["can cu", "thuc hien", "theo ", "theo cong van"].iter().any(|start| bare.starts_with(start))
}

/// The number and symbol behind the first `số`: `123/UBND-NN`. `None` where the number is left
/// blank.
pub(super) fn number_behind_so(text: &str) -> Option<String> {
    let text = text.replace(" /", "/").replace("/ ", "/");
    let mut words = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty());
    words.find(|word| {
        ["số", "số:", "so", "so:"].contains(&word.to_lowercase().trim_start_matches('('))
    })?;
    let word = words.find(|word| *word != ":")?.trim_start_matches(':');
    let number = word.trim_end_matches(['.', ',', ';', ')', ':']).to_owned();
    number.starts_with(|sign: char| sign.is_ascii_digit()).then_some(number)
}

/// The day that a line names, as `YYYY-MM-DD`.
fn day(line: &TextLine<'_>) -> Option<String> {
    if let Some(date) = date::find(&line.text) {
        return Some(date.to_string());
    }
    // A date in a cell of its own that has no date format is shown as a number.
    let label = line.cells.iter().position(|(_, shown)| text::bare(shown).ends_with("ngay"))?;
    let serial = line.cells.get(label + 1)?.1.parse().ok()?;
    date::from_serial(serial).map(|date| date.to_string())
}

/// The day with the cell in which it stands; with the last cell of the line where it stands in none
/// alone.
fn dated_at(line: &TextLine<'_>, day: String) -> Sourced<String> {
    let holding = line
        .cells
        .iter()
        .find(|(_, shown)| date::find(shown).is_some_and(|date| date.to_string() == day));
    let at = holding.or_else(|| line.cells.last()).map_or(CellRef::new(0, 0), |(at, _)| *at);
    Sourced { value: day, place: line.sheet.place(at) }
}

/// Words before a count that make it the count of the list, without diacritics.
const SAYS_SO: [&str; 6] =
    ["danh sach nay co", "danh sach co", "bang nay co", "gom", "tong so", "tong cong"];

/// Whether a text states how many products its list has.
pub(super) fn says_a_count(text: &str) -> bool {
    let bare = text::bare(text);
    let of_the_list = ["danh sach nay co", "danh sach co", "bang nay co"]
        .iter()
        .any(|words| bare.contains(words));
    (of_the_list || SAYS_SO.iter().any(|words| bare.starts_with(words)))
        && products(&bare).is_some()
}

/// The count of products that a line states: `Danh sách có 06 sản phẩm`,
/// `Tổng số: 06 (sáu) sản phẩm của 04 chủ thể`.
pub(super) fn stated(line: &TextLine<'_>) -> Option<Sourced<usize>> {
    let says_so = SAYS_SO.iter().filter_map(|words| line.bare.find(words)).min()?;
    let value = products(&line.bare[says_so..])?;
    let holding = line.cells.iter().find(|(_, shown)| products(&text::bare(shown)) == Some(value));
    let at = holding.or_else(|| line.cells.first()).map(|(at, _)| *at)?;
    Some(Sourced { value, place: line.sheet.place(at) })
}

/// The count of owners that a line states: `Tổng số: 06 sản phẩm của 04 chủ thể`.
pub(super) fn stated_owners(line: &TextLine<'_>) -> Option<Sourced<usize>> {
    let says_so = SAYS_SO.iter().filter_map(|words| line.bare.find(words)).min()?;
    let value = owners(&line.bare[says_so..])?;
    let holding = line.cells.iter().find(|(_, shown)| owners(&text::bare(shown)) == Some(value));
    let at = holding.or_else(|| line.cells.first()).map(|(at, _)| *at)?;
    Some(Sourced { value, place: line.sheet.place(at) })
}

/// The number before `chủ thể`, in bare words.
pub(super) fn owners(bare: &str) -> Option<usize> {
    count(bare, |words| matches!(words, ["chu", "the", ..]))
}

/// The number before `sản phẩm`, in bare words.
pub(super) fn products(bare: &str) -> Option<usize> {
    count(bare, |words| matches!(words, ["san", "pham", ..] | ["sp", ..]))
}

/// The number before words that `counted` recognises; the number in words may stand between:
/// `06 (sáu) sản phẩm`.
fn count(bare: &str, counted: fn(&[&str]) -> bool) -> Option<usize> {
    let words: Vec<&str> = bare.split([' ', '-']).collect();
    let number = |word: &&str| {
        !word.is_empty() && word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let counts = |at: usize| {
        let rest = &words[at + 1..];
        let spelt =
            rest.first().is_some_and(|word| !number(word)) && rest.get(1..).is_some_and(counted);
        counted(rest) || spelt
    };
    (0..words.len())
        .find(|at| number(&words[*at]) && counts(*at))
        .and_then(|at| words[at].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{TextLine, letter, number_behind_so, products, stated};
    use crate::forms::tests::sheet;

    fn read(rows: &[&[&str]]) -> (Option<String>, Option<String>) {
        let sheet = sheet(rows, &[]);
        let lines: Vec<_> = sheet.rows().filter_map(|row| TextLine::of(&sheet, row)).collect();
        let letter = letter(&lines);
        (letter.number.map(|number| number.value), letter.date.map(|date| date.value))
    }

    #[test]
    fn the_letter_is_found_however_the_line_is_written() {
        let both = (Some("123/UBND-NN".to_owned()), Some("2020-11-05".to_owned()));
        for rows in [
            &[&["(Kèm theo Công văn số 123/UBND-NN ngày 05/11/2020 của UBND huyện Sìn Hồ)"][..]][..],
            &[&["(Kèm theo Tờ trình số: 123/UBND-NN, ngày 5 tháng 11 năm 2020)"]],
            &[&["Kèm theo Công văn số 123 /UBND-NN", "ngày 05/11/2020"]],
            &[&["(Kèm theo Công văn số 123/UBND-NN"], &["ngày 05/11/2020 của UBND huyện)"]],
            &[&["UBND HUYỆN", "Sìn Hồ, ngày 05 tháng 11 năm 2020"], &["Số: 123/UBND-NN"]],
            &[
                &["Thực hiện Công văn số 9/SNN ngày 01/10/2020"],
                &["(kèm theo CV số 123/UBND-NN ngày 05-11-2020)"],
            ],
        ] {
            assert_eq!(read(rows), both, "{rows:?}");
        }
    }

    #[test]
    fn a_blank_number_or_day_is_missing() {
        for (line, number, date) in [
            ("(Kèm theo Công văn số …/UBND-NN ngày 05/11/2020)", None, Some("2020-11-05")),
            ("(Kèm theo Công văn số      /UBND-NN ngày     /11/2020)", None, None),
            (
                "(Kèm theo Công văn số 12/UBND-NN ngày … tháng 11 năm 2020)",
                Some("12/UBND-NN"),
                None,
            ),
            ("Căn cứ Công văn số 1234/SNN-PTNT ngày 01/10/2020 của Sở", None, None),
            ("Căn cứ Quyết định số 1048/QĐ-TTg ngày 21/8/2019", None, None),
        ] {
            let (found_number, found_date) = read(&[&[line]]);
            assert_eq!((found_number.as_deref(), found_date.as_deref()), (number, date), "{line}");
        }
        assert_eq!(number_behind_so("Công văn ngày 05/11/2020"), None);
    }

    #[test]
    fn stated_counts_are_counts_of_the_list() {
        for (line, count) in [
            ("Danh sách có 06 sản phẩm", Some(6)),
            ("(Danh sách này có 06 (sáu) sản phẩm của 04 chủ thể)", Some(6)),
            ("Tổng cộng: 6 sản phẩm", Some(6)),
            ("Danh sách gồm 12 SP", Some(12)),
            ("Chương trình mỗi xã một sản phẩm năm 2020", None),
            ("Trong đó 10 sản phẩm đạt 3 sao", None),
        ] {
            let sheet = sheet(&[&[line]], &[]);
            let line = TextLine::of(&sheet, 0).expect("there is a text");
            assert_eq!(stated(&line).map(|stated| stated.value), count);
        }
        assert_eq!(products("tong 4 chu the 6 san pham"), Some(6));
    }
}
