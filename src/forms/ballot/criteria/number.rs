//! Reads the numbers of criteria as people type them and as Excel changes them: `1.1`, `(1.1)`,
//! `1. 3`, `l.6`, `I.1`, `TC 1.1`, 1/1/2020 for 1.1.

use careful_spreadsheet::{Cell, Value, text};

/// What the number of a row may mean, as it stands in the column of numbers or at the beginning of
/// a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::forms::ballot) struct Numeral {
    /// The numbers of criteria that it may mean, the likeliest first: `1.1`, `6.b.2`.
    pub(in crate::forms::ballot) codes: Vec<String>,
    /// The part that it may mean as a capital letter: 0 is A.
    pub(in crate::forms::ballot) letter: Option<usize>,
    /// The part that it may mean as a Roman number: 0 is I.
    pub(in crate::forms::ballot) roman: Option<usize>,
    /// Whether it is a small letter (`a)`) or a bullet: an option or a piece of a criterion.
    pub(in crate::forms::ballot) small: bool,
    /// Whether it is a bullet or a box: an option.
    pub(in crate::forms::ballot) bullet: bool,
}

/// Words before a number that change nothing.
const BEFORE: [&str; 9] =
    ["tiêu chí số", "tiêu chí", "tieu chi", "tc số", "tc", "mục", "tiểu mục", "phần", "phan"];
/// Signs with which a line of a list begins.
const BULLETS: [char; 17] =
    ['☒', '☑', '■', '-', '–', '—', '+', '•', '*', '□', '☐', '▪', '●', '○', '◦', '►', '✓'];
const ROMANS: [&str; 15] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
/// How many Roman numbers, from I on, may be the numbers of parts.
const PARTS: usize = 8;

impl Numeral {
    /// Reads a cell of the column of numbers; what is no number gives the empty `Numeral`.
    pub(in crate::forms::ballot) fn of_cell(cell: &Cell) -> Self {
        match &cell.value {
            Value::Text(typed) => Self::of(typed),
            Value::Number(number) => Self { codes: vec![number.to_string()], ..Self::default() },
            // Excel makes 1.2 the first of February, or the second of January.
            Value::Date(date) => {
                let (day, month) = (date.day(), u8::from(date.month()));
                Self {
                    codes: vec![format!("{day}.{month}"), format!("{month}.{day}")],
                    ..Self::default()
                }
            }
            _ => Self::default(),
        }
    }

    /// Reads a text that is nothing but a number; any other text gives the empty `Numeral`.
    pub(in crate::forms::ballot) fn of(typed: &str) -> Self {
        let small =
            typed.trim().chars().all(|sign| BULLETS.contains(&sign)) && !typed.trim().is_empty();
        if small {
            return Self { small: true, bullet: true, ..Self::default() };
        }
        let Some(core) = core(typed) else { return Self::default() };
        let mut numeral = Self::default();
        if core.len() == 1 && core.chars().all(|sign| sign.is_ascii_uppercase()) {
            numeral.letter =
                core.bytes().next().map(|byte| usize::from(byte - b'A')).filter(|part| *part < 8);
        }
        let roman = ROMANS.iter().position(|roman| *roman == core);
        numeral.roman = roman.filter(|roman| *roman < PARTS);
        // Where criteria are numbered `I.1`, one that stands alone is numbered `VII`: from IV on,
        // beyond the parts, the number may be that of a criterion.
        numeral.codes = roman
            .filter(|roman| *roman > 2)
            .map(|roman| (roman + 1).to_string())
            .into_iter()
            .collect();
        if numeral.letter.is_some() || roman.is_some() {
            return numeral;
        }
        if core.chars().count() == 1 && core.chars().all(char::is_lowercase) {
            return Self { small: true, ..Self::default() };
        }
        numeral.codes = codes(&core);
        numeral
    }

    /// Whether no number was recognised.
    pub(in crate::forms::ballot) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it may mean this number of a criterion of the act.
    pub(in crate::forms::ballot) fn may_be(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known == code)
    }
}

/// Splits a text into the number with which it begins and the rest: `1.1. Nguồn nguyên liệu`,
/// `(a) …`, `A. PHẦN A`, `- Có hợp đồng`. Without a number, all of the text is the rest.
pub(in crate::forms::ballot) fn leading(typed: &str) -> (Numeral, &str) {
    let typed = typed.trim();
    if let Some(rest) = typed.strip_prefix(BULLETS) {
        let rest = rest.trim_start_matches(BULLETS).trim_start();
        return (Numeral { small: true, bullet: true, ..Numeral::default() }, rest);
    }
    // The number may follow a word such as “Tiêu chí”.
    let words: Vec<&str> = typed.splitn(4, [' ', '\n']).collect();
    for taken in (1..=words.len().min(3)).rev() {
        let head = words[..taken].join(" ");
        let rest = typed[head.len().min(typed.len())..]
            .trim_start_matches([' ', '.', ':', ')', '-', '–', '\n']);
        let dash_behind = words.get(taken).is_some_and(|word| ["-", "–", "—", ":"].contains(word));
        let closed =
            head.ends_with(['.', ':', ')', '/']) || head.contains(char::is_numeric) || dash_behind;
        let word_before = taken > 1 && {
            let folded = text::fold(&head);
            BEFORE.iter().any(|word| starts_with_word(&folded, word))
        };
        if rest.is_empty()
            || !(taken == 1 && closed || word_before || split_number(&words[..taken]))
        {
            continue;
        }
        let numeral = Numeral::of(&head);
        if !numeral.is_nothing() && (!numeral.small || closed) {
            return (numeral, rest);
        }
    }
    // `1.1.Nguồn nguyên liệu`, without a space.
    let end =
        typed.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '(' | ')')));
    match end.filter(|end| *end > 0 && typed[..*end].contains('.')) {
        Some(end) => {
            let numeral = Numeral::of(&typed[..end]);
            if numeral.codes.is_empty() {
                (Numeral::default(), typed)
            } else {
                (numeral, typed[end..].trim_start())
            }
        }
        None => (Numeral::default(), typed),
    }
}

/// Whether the words are pieces of one number: `1. 3`.
fn split_number(words: &[&str]) -> bool {
    words.len() == 2
        && words[0].ends_with(['.', ','])
        && words.iter().all(|word| {
            word.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ')'))
        })
}

fn starts_with_word(folded: &str, word: &str) -> bool {
    folded.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The number alone: without brackets, full stops and spaces around it, and without the words
/// before it. `None` where nothing is left, or too much for a number.
fn core(typed: &str) -> Option<String> {
    let folded = text::fold(typed);
    let before =
        BEFORE.iter().find(|word| starts_with_word(&folded, word) && folded.len() > word.len());
    let words = before.map_or(0, |word| word.split(' ').count());
    let rest: String = typed.split_whitespace().skip(words).collect();
    let trimmed = rest.trim_matches(['(', ')', '[', ']', '.', ':', ';', '-', '/', ',', '\'']);
    (!trimmed.is_empty() && trimmed.chars().count() <= 12).then(|| trimmed.replace(',', "."))
}

/// The numbers of criteria that a text may mean, the likeliest first: `1.1`, `6.b.2`, `A1.1` as
/// 1.1, `I.1` as 1.1, `l.6` as 1.6, `1.l0` as 1.10.
fn codes(core: &str) -> Vec<String> {
    let is_code = |text: &str| {
        let pieces: Vec<&str> = text.split('.').collect();
        let number = |piece: &&str| {
            !piece.is_empty() && piece.len() <= 2 && piece.bytes().all(|byte| byte.is_ascii_digit())
        };
        let letter =
            |piece: &&str| piece.chars().count() == 1 && piece.chars().all(char::is_lowercase);
        number(&pieces[0]) && pieces[1..].iter().all(|piece| number(piece) || letter(piece))
    };
    let mut found: Vec<String> = Vec::new();
    let mut add = |candidate: String| {
        if is_code(&candidate) && !found.contains(&candidate) {
            found.push(candidate);
        }
    };
    add(core.to_owned());
    // The letters that look like digits.
    add(core.replace(['l', 'I', '|'], "1").replace(['O', 'o'], "0"));
    if let Some((first, rest)) = core.split_once('.') {
        if let Some(roman) = ROMANS.iter().position(|roman| *roman == first) {
            add(format!("{}.{rest}", roman + 1));
            add(rest.to_owned());
        }
        if first.len() == 1 && first.chars().all(|sign| sign.is_ascii_uppercase()) {
            add(rest.to_owned());
        }
    }
    if let Some(rest) = core.strip_prefix("TC").or_else(|| core.strip_prefix("tc")) {
        add(rest.trim_start_matches('.').to_owned());
    }
    if core.starts_with(|sign: char| sign.is_ascii_uppercase())
        && core[1..].starts_with(|sign: char| sign.is_ascii_digit())
    {
        add(core[1..].to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::{Cell, Value};
    use time::{Date, Month};

    use super::{Numeral, leading};

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        for (typed, code) in [
            ("1.1", "1.1"),
            ("1,1", "1.1"),
            ("1.1.", "1.1"),
            ("(1.1)", "1.1"),
            ("1.1)", "1.1"),
            ("1. 3", "1.3"),
            ("l.6", "1.6"),
            ("3.3)", "3.3"),
            ("TC 1.1", "1.1"),
            ("TC1.1", "1.1"),
            ("Tiêu chí 6.1.2", "6.1.2"),
            ("I.1", "1.1"),
            ("A.1.2", "1.2"),
            ("A1.2", "1.2"),
            ("7", "7"),
            ("1.đ", "1.đ"),
            ("6.a.1", "6.a.1"),
        ] {
            assert!(Numeral::of(typed).may_be(code), "{typed}: {:?}", Numeral::of(typed));
        }
        let date = Date::from_calendar_date(2020, Month::February, 1).unwrap();
        assert!(Numeral::of_cell(&Cell::typed(Value::Date(date))).may_be("1.2"));
    }

    #[test]
    fn parts_and_pieces_are_told_from_numbers() {
        assert_eq!(Numeral::of("A").letter, Some(0));
        assert_eq!(Numeral::of("C.").letter, Some(2));
        assert_eq!(Numeral::of("Phần B").letter, Some(1));
        assert_eq!(Numeral::of("II").roman, Some(1));
        assert!(Numeral::of("a)").small && Numeral::of("-").small && Numeral::of("đ").small);
        assert!(Numeral::of("Chè Tả Ngảo").is_nothing() && Numeral::of("").is_nothing());
    }

    #[test]
    fn a_name_may_begin_with_its_number() {
        for (typed, code, rest) in [
            ("1.1 Nguồn nguyên liệu", "1.1", "Nguồn nguyên liệu"),
            ("1.1. Nguồn nguyên liệu", "1.1", "Nguồn nguyên liệu"),
            ("1.1.Nguồn nguyên liệu", "1.1", "Nguồn nguyên liệu"),
            ("(1.1) Nguồn nguyên liệu", "1.1", "Nguồn nguyên liệu"),
            ("Tiêu chí 1.1: Nguồn nguyên liệu", "1.1", "Nguồn nguyên liệu"),
            ("1. 3 Năng lực", "1.3", "Năng lực"),
            ("7. Tính độc đáo", "7", "Tính độc đáo"),
        ] {
            let (numeral, name) = leading(typed);
            assert!(numeral.may_be(code), "{typed}: {numeral:?}");
            assert_eq!(name, rest, "{typed}");
        }
        assert_eq!(leading("A. SẢN PHẨM").0.letter, Some(0));
        assert_eq!(leading("I. SẢN PHẨM").0.roman, Some(0));
        assert!(leading("- Mức 1 (1 điểm)").0.small && leading("a) Có").0.small);
        for whole in ["Nguồn nguyên liệu", "A Páo", "Tiêu chí đánh giá", "Mức 0 (0 điểm)"]
        {
            assert_eq!(leading(whole), (Numeral::default(), whole), "{whole}");
        }
    }
}
