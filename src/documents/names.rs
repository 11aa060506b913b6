//! Names of files and folders in the outputs, for any file system.

use careful_spreadsheet::text;

use crate::device;
use crate::round::Round;

/// Longest name, in letters.
const LONGEST: usize = 48;

/// Turns a name into a file name without diacritics and signs, at most 48 letters long:
/// `dai-dien-lanh-dao-ubnd-huyen-sin-ho`. Empty when the name has neither letters nor digits. A name
/// that Windows gives to a device gets one more word.
pub fn slug(name: &str) -> String {
    let bare = text::bare(name);
    let words =
        bare.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut file = String::new();
    for word in words {
        if file.len() + word.len() > LONGEST {
            if file.is_empty() {
                file.push_str(&word[..LONGEST]);
            }
            break;
        }
        if !file.is_empty() {
            file.push('-');
        }
        file.push_str(word);
    }
    if device::is_device(&file) {
        file.push_str("-ten");
    }
    file
}

/// Returns the folder, below the outputs folder, for what goes back to a district:
/// `tra-lai/huyen-sin-ho`. `district` is its index in the round. When two names give the same
/// folder, the later one gets a number.
pub fn returned_folder(round: &Round, district: usize) -> String {
    let name = |district: usize| {
        round.districts.get(district).map(|district| slug(&district.name)).unwrap_or_default()
    };
    let own = name(district);
    match (0..district).filter(|before| name(*before) == own).count() {
        0 => format!("tra-lai/{own}"),
        before => format!("tra-lai/{own}-{}", before + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, slug};

    #[test]
    fn a_name_becomes_plain_letters() {
        assert_eq!(
            slug("Đại diện lãnh đạo UBND huyện Sìn Hồ"),
            "dai-dien-lanh-dao-ubnd-huyen-sin-ho"
        );
        assert_eq!(slug("../Chè  *Shan* #1"), "che-shan-1");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn no_name_is_a_device() {
        assert_eq!(slug("Con"), "con-ten");
        assert_eq!(slug("NUL"), "nul-ten");
        assert_eq!(slug("Con Cuông"), "con-cuong");
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert!(slug(&"mây núi ".repeat(20)).len() <= LONGEST);
        assert_eq!(slug(&"a".repeat(60)).len(), LONGEST);
    }
}
