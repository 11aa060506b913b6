//! The ways one and the same Vietnamese secret was written by the program that made a key file.

use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// The five tones as combining marks: huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The spellings to try, the likeliest first, none twice; an ASCII secret has only one.
///
/// - composed (NFC), as Vietnamese input programs type it;
/// - as it was typed;
/// - letter and tone apart, as the Vietnamese keyboard of Windows types it (`ê` + nặng for `ệ`);
/// - all marks apart (NFD), as on older macOS;
/// - each byte of the UTF-8 text as one character, as OpenSSL before 1.1.0 wrote it.
pub(super) fn spellings(secret: &SecretString) -> Vec<Zeroizing<String>> {
    let typed = secret.expose_secret();
    let composed: Zeroizing<String> = Zeroizing::new(typed.nfc().collect());
    let bytes = Zeroizing::new(composed.bytes().map(char::from).collect::<String>());
    let mut spellings: Vec<Zeroizing<String>> = Vec::new();
    for spelling in
        [composed, Zeroizing::new(typed.to_owned()), tones_apart(typed), Zeroizing::new(typed.nfd().collect()), bytes]
    {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

fn tones_apart(typed: &str) -> Zeroizing<String> {
    let mut apart = Zeroizing::new(String::with_capacity(3 * typed.len()));
    for letter in typed.nfc() {
        let marks = Zeroizing::new(letter.to_string().nfd().collect::<String>());
        apart.extend(marks.chars().filter(|mark| !TONES.contains(mark)).nfc());
        apart.extend(marks.chars().filter(|mark| TONES.contains(mark)));
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_secret_is_tried_once() {
        assert_eq!(spellings(&"123456aA@".into()).len(), 1);
    }

    #[test]
    fn a_vietnamese_secret_is_tried_in_every_way_programs_write_it() {
        let spellings = spellings(&"mật khẩu".into());
        let plain: Vec<&str> = spellings.iter().map(|spelling| spelling.as_str()).collect();
        assert_eq!(
            plain,
            ["mật khẩu", "mâ\u{323}t khâ\u{309}u", "ma\u{323}\u{302}t kha\u{302}\u{309}u", "máº\u{ad}t kháº©u"]
        );
    }

    #[test]
    fn it_does_not_matter_how_the_secret_was_typed() {
        let composed = spellings(&"Đường về".into());
        let apart: String = "Đường về".nfd().collect();
        for spelling in composed {
            assert!(spellings(&apart.clone().into()).contains(&spelling));
        }
    }
}
