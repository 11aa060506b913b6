//! Names of files: how archives spell them, whether a file is opened under such a name, and what
//! people expect of it. A name says nothing about the format of a file.

use encoding_rs::WINDOWS_1258;

use crate::text::{self, legacy};

/// Characters that code page 437 has for the bytes from 0x80 on.
const PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡\
     «»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Endings of names that promise a workbook, or a table that some program would open as one.
const TABLES: [&str; 22] = [
    "xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "xlt", "xlw", "ods", "ots", "fods", "numbers",
    "et", "gsheet", "dbf", "wks", "csv", "tsv", "tab", "prn", "dif", "slk",
];
/// The endings among [`TABLES`] whose files are text.
const TEXT_TABLES: [&str; 6] = ["csv", "tsv", "tab", "prn", "dif", "slk"];
/// Endings of names that promise an archive.
const ARCHIVES: [&str; 6] = ["zip", "rar", "7z", "gz", "tgz", "tar"];

/// The kind of file that people expect because of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// A workbook or another table. Holds the ending of the name.
    Table(&'static str),
    /// A table that is written as text. Holds the ending of the name.
    TextTable(&'static str),
    /// An archive, which may hold tables. Holds the ending of the name.
    Archive(&'static str),
    /// No table.
    Nothing,
}

/// Tells what the last part of a path promises by its ending.
pub(crate) fn promise(path: &str) -> Promise {
    let name = path.rsplit('/').next().unwrap_or(path).trim_end().to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let among = |endings: &[&'static str]| endings.iter().copied().find(|&known| known == ending);
    if let Some(ending) = among(&TEXT_TABLES) {
        Promise::TextTable(ending)
    } else if let Some(ending) = among(&TABLES) {
        Promise::Table(ending)
    } else {
        among(&ARCHIVES).map_or(Promise::Nothing, Promise::Archive)
    }
}

/// The role of a file in a folder or archive, by its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRole {
    /// A file to be opened.
    Paper,
    /// A lock file of Excel (`~$a.xlsx`) or LibreOffice (`.~lock.a.ods#`): somebody has the
    /// workbook open.
    Lock,
    /// A hidden file or folder, or one that macOS adds to archives (`__MACOSX`).
    Hidden,
    /// A temporary file (`.tmp`) that a program left behind while it was saving.
    Temporary,
    /// A file of Windows Explorer (`thumbs.db`, `desktop.ini`). It counts as a file of the folder
    /// but holds nothing to read.
    Furniture,
}

impl FileRole {
    /// Tells the role of a file by its path below the folder or archive, with `/` between the
    /// parts.
    pub fn of(path: &str) -> Self {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folders.split('/').any(|part| is_hidden(part) || part == "__MACOSX") {
            Self::Hidden
        } else if name.starts_with("~$") || name.starts_with(".~lock.") {
            Self::Lock
        } else if is_hidden(name) {
            Self::Hidden
        } else if name.to_lowercase().ends_with(".tmp") {
            Self::Temporary
        } else if ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str()) {
            Self::Furniture
        } else {
            Self::Paper
        }
    }
}

/// Cuts the path of a hidden file behind the folder or file that hides it; a path without a hidden
/// part stays whole.
pub(crate) fn hidden_part(path: &str) -> &str {
    let mut end = 0;
    for part in path.split('/') {
        end += part.len();
        if is_hidden(part) || part == "__MACOSX" {
            return &path[..end];
        }
        end += 1;
    }
    path
}

/// Tells whether a name in an archive, taken as a path, would lead out of the archive: upwards, to
/// the root, or to a drive.
pub(crate) fn leads_out(name: &str) -> bool {
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    drive || name.starts_with('/') || name.split('/').any(|part| part == "..")
}

/// Decodes the name of a part of an archive. A name that is valid UTF-8 is read as UTF-8, flagged
/// or not. Any other name is read as Windows-1258, which Windows uses in Việt Nam, or as code page
/// 437, which the zip specification means: whichever gives more Vietnamese syllables.
pub(crate) fn decode(raw: &[u8]) -> String {
    if let Ok(name) = str::from_utf8(raw) {
        return name.to_owned();
    }
    let page_1258 = text::clean(&WINDOWS_1258.decode_without_bom_handling(raw).0);
    let page_437: String = raw
        .iter()
        .map(|&byte| match byte.checked_sub(0x80) {
            Some(high) => {
                PAGE_437.chars().nth(usize::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            None => char::from(byte),
        })
        .collect();
    if legacy::syllables(&page_437) > legacy::syllables(&page_1258) { page_437 } else { page_1258 }
}

/// Tells whether a name is hidden as on Unix. `..` is not hidden: in an archive it leads upwards.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != "." && name != ".."
}

#[cfg(test)]
mod tests {
    use super::{FileRole, PAGE_437, Promise, decode, hidden_part, leads_out, promise};

    #[test]
    fn the_name_tells_papers_from_what_lies_around() {
        for (path, expected) in [
            ("ho-so/than-uyen.xlsx", FileRole::Paper),
            ("ho-so/~$than-uyen.xlsx", FileRole::Lock),
            (".~lock.than-uyen.ods#", FileRole::Lock),
            (".git/config", FileRole::Hidden),
            ("a/.DS_Store", FileRole::Hidden),
            ("__MACOSX/a.xlsx", FileRole::Hidden),
            ("a/Thumbs.db", FileRole::Furniture),
            ("a/~WRL0001.tmp", FileRole::Temporary),
            ("a/3F2A.TMP", FileRole::Temporary),
        ] {
            assert_eq!(FileRole::of(path), expected, "{path}");
        }
        assert_eq!((hidden_part("a/.git/b/c"), hidden_part("a/.x")), ("a/.git", "a/.x"));
    }

    #[test]
    fn a_name_promises_a_table_an_archive_or_nothing() {
        for (path, expected) in [
            ("a.zip!/ho-so/Than Uyên.XLSX", Promise::Table("xlsx")),
            ("danh-sach.csv ", Promise::TextTable("csv")),
            ("a.zip", Promise::Archive("zip")),
            ("ghi-chu.txt", Promise::Nothing),
            ("xlsx", Promise::Nothing),
            ("a.xlsx/doc", Promise::Nothing),
        ] {
            assert_eq!(promise(path), expected, "{path}");
        }
    }

    #[test]
    fn a_name_that_leads_out_is_known() {
        for name in ["../a", "a/../../b", "/etc/passwd", "C:/a.xlsx", "a/.."] {
            assert!(leads_out(name), "{name}");
        }
        for name in ["a/b..xlsx", "..a", "a/...", "Biểu: 1"] {
            assert!(!leads_out(name), "{name}");
        }
    }

    #[test]
    fn names_are_read_in_the_code_page_they_were_written_in() {
        assert_eq!(PAGE_437.chars().count(), 128);
        assert_eq!(decode("huyện Tân Uyên/b.xlsx".as_bytes()), "huyện Tân Uyên/b.xlsx");
        // Windows-1258 writes a vowel, then its tone.
        assert_eq!(decode(b"huy\xEA\xF2n T\xE2n Uy\xEAn"), "huyện Tân Uyên");
        assert_eq!(decode(b"Si\xCCn H\xF4\xCC"), "Sìn Hồ");
        // Code page 437 has only the letters that French shares.
        assert_eq!(decode(b"Ph\xA3 T\x83n"), "Phú Tân");
    }
}
