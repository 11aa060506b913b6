//! UTF-8 that some program took for Windows-1252 or Latin-1: `Chè` shown as `ChÃ¨`.

use super::syllable;

/// Characters that Windows-1252 has for the bytes 0x80 to 0x9F. It has none for five of them, which
/// then stand as control characters.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Restores garbled text; `None` when the text was not garbled.
pub(crate) fn mend(text: &str) -> Option<String> {
    let once = undo(text)?;
    // Two programs in a row may make the same mistake.
    let twice = undo(&once).filter(|text| is_readable(text));
    twice.or_else(|| is_readable(&once).then_some(once))
}

/// Turns the characters into the bytes of Windows-1252 and decodes these as UTF-8.
fn undo(text: &str) -> Option<String> {
    if !text.contains(|c: char| matches!(c, 'Â'..='ô')) {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok()
}

/// Returns the byte that Windows-1252 or Latin-1 shows as this character.
fn byte(c: char) -> Option<u8> {
    let at =
        || WINDOWS.chars().position(|shown| shown == c).and_then(|at| u8::try_from(0x80 + at).ok());
    u8::try_from(c).ok().or_else(at)
}

/// Tells whether everything outside ASCII is a Vietnamese letter, a combining mark, or common
/// punctuation.
fn is_readable(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_ascii()
            || syllable::is_letter(c)
            || matches!(c, '\u{a0}' | '°' | '²' | '³' | '½' | '·' | '\u{300}'..='\u{323}' | '\u{2010}'..='\u{2026}')
    })
}

#[cfg(test)]
mod tests {
    use super::{WINDOWS, mend};

    /// What a program shows that takes UTF-8 for Windows-1252.
    fn garble(text: &str) -> String {
        text.bytes()
            .map(|byte| match byte {
                0x80..=0x9F => {
                    WINDOWS.chars().nth(usize::from(byte - 0x80)).expect("32 characters")
                }
                byte => char::from(byte),
            })
            .collect()
    }

    #[test]
    fn garbled_text_is_read_as_it_was() {
        for text in ["Chè Shan tuyết", "Đường phên – Mường Tè", "20 °C", "ờ ẻ ỹ à", "“Trà”"]
        {
            assert_eq!(mend(&garble(text)).as_deref(), Some(text));
            assert_eq!(mend(&garble(&garble(text))).as_deref(), Some(text), "twice");
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in
            ["Chè", "Mê Kông", "Âu Cơ", "café", "Tân Uyên", "OCOP", "Lù A Sủ", "Ãñ", "«Trà»"]
        {
            assert_eq!(mend(text), None, "{text}");
        }
    }
}
