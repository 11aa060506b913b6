//! Names of files: which are taken, how they are shortened, numbered and marked with a time.

use careful_spreadsheet::{FileRole, text};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

use crate::device;

/// Longest name that is taken, in characters, and in bytes as disks count them.
const LONGEST: (usize, usize) = (120, 200);

/// Longest ending of a name, in characters.
const ENDING: usize = 10;

/// What stands before the time until which a file counted.
const UNTIL: &str = " (đến lúc ";

/// The name under which a file that is sent under another name lies in the folder. Signs that no
/// system takes become `_`, a long name is shortened.
///
/// # Errors
///
/// Why no file is taken under such a name (Vietnamese).
pub(super) fn fitting(sent: &str) -> Result<String, &'static str> {
    if sent.contains(['/', '\\']) {
        return Err("Tên tệp có dấu “/” hoặc “\\”. Đổi tên tệp rồi thả lại.");
    }
    let composed: String = sent.nfc().collect();
    let is_unfit = |sign: char| matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    let name: String = text::visible(&composed)
        .chars()
        .map(|sign| if is_unfit(sign) { '_' } else { sign })
        .collect();
    let name = name.trim().trim_end_matches(['.', ' ']);
    if name.is_empty() {
        return Err("Tệp không có tên. Đặt tên cho tệp rồi thả lại.");
    }
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Err("Đây là tệp tạm mà Excel để cạnh bảng tính đang mở. Thả chính bảng tính đó.");
    }
    if name.starts_with('.') {
        return Err("Tên tệp bắt đầu bằng dấu chấm nên là tệp ẩn. Đổi tên tệp rồi thả lại.");
    }
    if FileRole::of(name) != FileRole::Paper {
        return Err("Đây là tệp phụ của một chương trình, không phải hồ sơ hay phiếu chấm.");
    }
    if device::is_device(name) {
        return Err("Windows không cho tệp mang tên như thế. Đổi tên tệp rồi thả lại.");
    }
    Ok(shortened(name))
}

/// Parts a name before its ending: `a.xlsx` into `a` and `.xlsx`.
fn parted(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name[at..].chars().count() <= ENDING => name.split_at(at),
        _ => (name, ""),
    }
}

fn shortened(name: &str) -> String {
    let (stem, ending) = parted(name);
    let mut kept = stem.to_owned();
    let is_long = |stem: &str| {
        stem.chars().count() + ending.chars().count() > LONGEST.0
            || stem.len() + ending.len() > LONGEST.1
    };
    while is_long(&kept) && kept.pop().is_some() {}
    format!("{}{ending}", kept.trim_end())
}

/// The name of a second file beside one of the same name: `a (2).xlsx`.
pub(super) fn numbered(name: &str, number: usize) -> String {
    let (stem, ending) = parted(name);
    if number < 2 { name.to_owned() } else { format!("{stem} ({number}){ending}") }
}

/// The name of a file that counted until this moment.
pub(super) fn until(name: &str, at: OffsetDateTime) -> String {
    let (stem, ending) = parted(name);
    let (day, month) = (at.day(), u8::from(at.month()));
    format!(
        "{stem}{UNTIL}{:02}-{:02} ngày {day:02}-{month:02}-{}){ending}",
        at.hour(),
        at.minute(),
        at.year()
    )
}

/// Parts the name of a file that was put away into the name that it had and the words of the time;
/// `None` for a file that people put there.
pub(super) fn before(name: &str) -> Option<(String, String)> {
    let (stem, ending) = parted(name);
    let (had, time) = stem.rsplit_once(UNTIL)?;
    let time = time.split(')').next()?.replace(" ngày ", ", ");
    let (hour, day) = time.split_once(", ")?;
    let told = format!("{}, {}", hour.replace('-', ":"), day.replace('-', "/"));
    Some((format!("{had}{ending}"), told))
}

/// The key by which systems compare names that do not tell capitals apart.
pub(super) fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Date, Month};

    #[test]
    fn a_name_that_some_system_does_not_take_is_refused_or_mended() {
        for name in [
            "",
            " ",
            "...",
            "../a.xlsx",
            "a\\b.xlsx",
            ".a.xlsx",
            "~$a.xlsx",
            ".~lock.a.ods#",
            "con.xlsx",
            "NUL",
            "lpt1.zip",
            "thumbs.db",
            "~WRL0001.tmp",
            "/etc/passwd",
        ] {
            assert!(fitting(name).is_err(), "{name}");
        }
        for (sent, name) in [
            ("than-uyen.xlsx", "than-uyen.xlsx"),
            ("a:b?.xlsx", "a_b_.xlsx"),
            ("a\u{202E}xslx.exe\n", "a_xslx.exe_"),
            ("  Phiếu (1).xlsx. ", "Phiếu (1).xlsx"),
            ("Phie\u{302}\u{301}u.xlsx", "Phiếu.xlsx"),
            ("<script>'\"&.xlsx", "_script_'_&.xlsx"),
        ] {
            assert_eq!(fitting(sent).as_deref(), Ok(name));
        }
        let long = fitting(&format!("{}.xlsx", "ộ".repeat(300))).unwrap();
        assert!(long.ends_with("ộ.xlsx") && long.len() <= 200, "{long}");
        let long = fitting(&format!("{}.xlsx", "a".repeat(300))).unwrap();
        assert_eq!(long.chars().count(), 120);
    }

    #[test]
    fn a_file_that_is_put_away_keeps_its_name_and_says_until_when_it_counted() {
        let at = Date::from_calendar_date(2020, Month::December, 9).unwrap();
        let at = at.with_hms(7, 5, 0).unwrap().assume_utc();
        let put = until("than.uyen.xlsx", at);
        assert_eq!(put, "than.uyen (đến lúc 07-05 ngày 09-12-2020).xlsx");
        let told = Some(("than.uyen.xlsx".to_owned(), "07:05, 09/12/2020".to_owned()));
        assert_eq!(before(&put), told);
        assert_eq!(before(&numbered(&put, 2)), told);
        assert_eq!(before("than-uyen.xlsx"), None);
        assert_eq!(numbered("a.xlsx", 2), "a (2).xlsx");
        assert_eq!(numbered("không đuôi", 3), "không đuôi (3)");
    }
}
