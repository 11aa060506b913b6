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
    let composed = spelled(typed.nfc(), typed);
    let bytes = spelled(composed.bytes().map(char::from), typed);
    let mut spellings: Vec<Zeroizing<String>> = Vec::new();
    for spelling in [
        composed,
        Zeroizing::new(typed.to_owned()),
        tones_apart(typed),
        spelled(typed.nfd(), typed),
        bytes,
    ] {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// The composed form (NFC), in which this library writes secrets.
pub(super) fn composed(secret: &SecretString) -> Zeroizing<String> {
    spelled(secret.expose_secret().nfc(), secret.expose_secret())
}

/// Another way to write the secret, in memory that never moves: what a growing text leaves behind
/// is not wiped.
fn spelled(letters: impl Iterator<Item = char>, typed: &str) -> Zeroizing<String> {
    // No normal form is longer than three times the text (UAX #15, 14.1), and no byte needs more
    // than two as a letter.
    let mut spelling = Zeroizing::new(String::with_capacity(6 * typed.len()));
    spelling.extend(letters);
    spelling
}

fn tones_apart(typed: &str) -> Zeroizing<String> {
    let marks = |letter: char, tones: bool| {
        std::iter::once(letter).nfd().filter(move |mark| TONES.contains(mark) == tones).nfc()
    };
    spelled(typed.nfc().flat_map(|letter| marks(letter, false).chain(marks(letter, true))), typed)
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
            [
                "mật khẩu",
                "mâ\u{323}t khâ\u{309}u",
                "ma\u{323}\u{302}t kha\u{302}\u{309}u",
                "máº\u{ad}t kháº©u"
            ]
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
