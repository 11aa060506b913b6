//! VNI-Windows: the text of the fonts `VNI-Times`, `VNI-Helve` …, a base letter followed by its
//! mark.
//!
//! A workbook stores such text as Windows-1252 shows its bytes. Capitals use the capital forms of
//! the marks.

/// Marks that add a tone to `a e o u y`, and to `ô` and `ö`, which are the letters `ơ` and `ư`.
const TONES: &str = "øùûõï";
/// Marks that add a circumflex to `a e o`, alone and with a tone.
const CIRCUMFLEX: &str = "âàáåãä";
/// Marks that add a breve to `a`, alone and with a tone.
const BREVE: &str = "êèéúüë";
/// Letters that are one character.
const ALONE: &str = "íìæóòôöîñ";
const ALONE_LETTERS: &str = "íìỉĩịơưỵđ";

/// For each base letter and row of marks, the letters that they make together: first the tones,
/// then the circumflex, then the breve.
const ROWS: [(char, &str, &str); 11] = [
    ('a', TONES, "àáảãạ"),
    ('e', TONES, "èéẻẽẹ"),
    ('o', TONES, "òóỏõọ"),
    ('u', TONES, "ùúủũụ"),
    ('y', TONES, "ỳýỷỹỵ"),
    ('ô', TONES, "ờớởỡợ"),
    ('ö', TONES, "ừứửữự"),
    ('a', CIRCUMFLEX, "âầấẩẫậ"),
    ('e', CIRCUMFLEX, "êềếểễệ"),
    ('o', CIRCUMFLEX, "ôồốổỗộ"),
    ('a', BREVE, "ăằắẳẵặ"),
];

/// Converts text to Unicode; `None` when it holds a letter that VNI does not have, or a mark behind
/// a letter that cannot carry it.
pub(crate) fn convert(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if let Some(marked) = letters.peek().and_then(|&mark| marked(letter, mark)) {
            letters.next();
            out.push(marked);
        } else if letter.is_ascii() || !letter.is_alphabetic() {
            out.push(letter);
        } else {
            let lower = lower(letter);
            let at = ALONE.chars().position(|alone| alone == lower)?;
            out.push(in_case_of(letter, ALONE_LETTERS.chars().nth(at)?));
        }
    }
    Some(out)
}

/// Returns the letter that a base letter and a mark make together; `None` when they make none.
fn marked(base: char, mark: char) -> Option<char> {
    if mark.is_ascii() {
        return None;
    }
    let (plain, mark) = (lower(base), lower(mark));
    ROWS.iter().filter(|(letter, ..)| *letter == plain).find_map(|(_, marks, letters)| {
        let at = marks.chars().position(|known| known == mark)?;
        letters.chars().nth(at).map(|letter| in_case_of(base, letter))
    })
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn in_case_of(model: char, letter: char) -> char {
    if model.is_uppercase() { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

#[cfg(test)]
mod tests {
    use super::convert;

    #[test]
    fn the_heading_of_every_paper_reads_as_it_should() {
        let typed = "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM, Ñoäc laäp - Töï do - Haïnh phuùc";
        let meant = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc";
        assert_eq!(convert(typed).as_deref(), Some(meant));
    }

    #[test]
    fn breve_circumflex_and_horn_carry_their_tones() {
        for (typed, meant) in [
            ("aên", "ăn"),
            ("taèm", "tằm"),
            ("baéc", "bắc"),
            ("naúng", "nẳng"),
            ("maüt", "mẵt"),
            ("maët ong", "mặt ong"),
            ("möôøng", "mường"),
            ("röôïu", "rượu"),
            ("cheø", "chè"),
            ("Hoà", "Hồ"),
            ("lyù", "lý"),
            ("kyõ", "kỹ"),
            ("mî", "mỵ"),
        ] {
            assert_eq!(convert(typed).as_deref(), Some(meant));
        }
    }

    #[test]
    fn a_mark_without_its_letter_is_not_of_this_encoding() {
        assert_eq!(convert("Müller"), None);
        assert_eq!(convert("Việt"), None);
        assert_eq!(convert("viên"), None);
    }
}
