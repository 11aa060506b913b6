//! Tells what a file is by its bytes, never by its name. The name only tells what people expect of
//! the file.

use std::collections::BTreeMap;

use crate::container::Container;
use crate::container::ole::{self, Ole};
use crate::limits::Allowance;
use crate::names::{self, Promise};
use crate::refusal::{AttachmentKind, NonTable, Refusal, TextTable, TooLarge, UnreadFormat};

/// Number of bytes at the beginning of a file that [`refuse_huge`] needs to tell what the file is.
pub const HEAD_BYTES: usize = 4 << 10;

/// First bytes of files that hold no spreadsheet, with the kind of each.
const ATTACHMENTS: [(&[u8], AttachmentKind); 10] = [
    (b"%PDF", AttachmentKind::Pdf),
    (b"\xFF\xD8\xFF", AttachmentKind::Picture),
    (b"\x89PNG", AttachmentKind::Picture),
    (b"GIF8", AttachmentKind::Picture),
    (b"II*\0", AttachmentKind::Picture),
    (b"MM\0*", AttachmentKind::Picture),
    (b"BM", AttachmentKind::Picture),
    (b"RIFF", AttachmentKind::Media),
    (b"ID3", AttachmentKind::Media),
    (b"{\\rtf", AttachmentKind::Document),
];

/// First bytes of archives that are not read.
const OTHER_ARCHIVES: [&[u8]; 3] = [b"Rar!", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B"];

/// Words that stand in spreadsheets written as HTML, as XML of Excel 2003, as flat `OpenDocument`
/// or as a web archive.
const TEXT_SPREADSHEETS: [&str; 6] =
    ["<html", "<table", "office:spreadsheet", "excel.sheet", "office:document", "mime-version:"];

/// The outer format of a file that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OuterFormat {
    /// A zip container: a workbook or an archive.
    Zip,
    /// A workbook of Excel before 2007, in an OLE container.
    Xls,
    /// An OLE container around an encrypted zip container.
    Encrypted,
}

/// The content of a zip container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZipFormat {
    /// An Excel workbook of XML parts.
    Xlsx,
    /// An Excel workbook of binary parts.
    Xlsb,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// An archive of files.
    Archive,
}

/// Tells the outer format of a file by its bytes. `path` is the path of the file; its ending only
/// decides which refusal fits.
///
/// # Errors
///
/// The [`Refusal`] that says why a file of any other format is not read.
pub(crate) fn look(bytes: &[u8], path: &str) -> Result<OuterFormat, Refusal> {
    look_at(bytes, names::promise(path)).map_err(|refusal| refusal.under_name(path))
}

fn look_at(bytes: &[u8], promise: Promise) -> Result<OuterFormat, Refusal> {
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|magic| bytes.starts_with(magic))
    {
        return Ok(OuterFormat::Zip);
    }
    if bytes.is_empty() {
        return Err(match promise {
            Promise::Nothing => Refusal::NoTable(NonTable::Nothing),
            _ => Refusal::Empty,
        });
    }
    if bytes.starts_with(ole::MAGIC) {
        return look_into_ole(bytes);
    }
    // The first record of a workbook of Excel 2 to 4, which stands without a container.
    if [&b"\x09\x00\x04\x00"[..], b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"]
        .iter()
        .any(|magic| bytes.starts_with(magic))
    {
        return Err(Refusal::NotRead(UnreadFormat::AncientExcel));
    }
    if let Some(&(_, kind)) = ATTACHMENTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(kind.into());
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let picture = matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif"));
        return Err(if picture {
            AttachmentKind::Picture.into()
        } else {
            AttachmentKind::Media.into()
        });
    }
    if OTHER_ARCHIVES.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Refusal::NotRead(UnreadFormat::OtherArchive));
    }
    Err(look_at_text(&bytes[..bytes.len().min(HEAD_BYTES)], promise))
}

/// Says why a file of more than [`FILE_BYTES`](crate::FILE_BYTES) bytes is not read: it is too
/// large, or it holds no table anyway.
///
/// `head` holds the first [`HEAD_BYTES`] of the file, `path` is its path.
pub fn refuse_huge(head: &[u8], path: &str) -> Refusal {
    // The parts of a document stand early in its container.
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    let refusal = match look_at(head, names::promise(path)) {
        Err(refusal) => Some(refusal).filter(Refusal::is_harmless),
        Ok(_) if has(b"word/") => Some(AttachmentKind::Document.into()),
        Ok(_) if has(b"ppt/") => Some(AttachmentKind::Slides.into()),
        Ok(_) => None,
    };
    refusal.map_or(Refusal::TooLarge(TooLarge::File), |refusal| refusal.under_name(path))
}

/// Tells workbooks, encrypted workbooks and documents of old Office programs apart by the names of
/// the streams in their OLE container.
fn look_into_ole(bytes: &[u8]) -> Result<OuterFormat, Refusal> {
    let ole = Ole::open(bytes)?;
    let has = |name: &str| ole.has(name);
    if has("EncryptedPackage") {
        Ok(OuterFormat::Encrypted)
    } else if has("Workbook") || has("Book") {
        Ok(OuterFormat::Xls)
    } else if has("WordDocument") {
        Err(AttachmentKind::Document.into())
    } else if has("PowerPoint Document") {
        Err(AttachmentKind::Slides.into())
    } else {
        Err(Refusal::NoTable(NonTable::Other))
    }
}

/// Says why a file is not read whose first bytes match no known format: it is text, a table written
/// as text, or damaged.
fn look_at_text(head: &[u8], promise: Promise) -> Refusal {
    let (text, wide) = match head {
        [0xFF, 0xFE, rest @ ..] => (from_utf16(rest, u16::from_le_bytes), true),
        [0xFE, 0xFF, rest @ ..] => (from_utf16(rest, u16::from_be_bytes), true),
        _ => (String::from_utf8_lossy(head).into_owned(), false),
    };
    let lower = text.to_lowercase();
    if text.chars().any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{C}')) {
        Refusal::damaged("the first bytes belong to no known kind of file")
    } else if TEXT_SPREADSHEETS.iter().any(|word| lower.contains(word)) {
        Refusal::NotRead(UnreadFormat::WebPage)
    } else if wide && text.contains('\t') {
        Refusal::TextTable(TextTable::UnicodeText)
    } else if let Some(separator) = separator(&text) {
        Refusal::TextTable(separator)
    } else if matches!(promise, Promise::TextTable(_)) {
        Refusal::TextTable(TextTable::NameOnly)
    } else {
        Refusal::NoTable(NonTable::Text)
    }
}

/// Decodes UTF-16 without its byte order mark; `unit` makes a code unit of two bytes.
fn from_utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Finds the separator of a table written as text: a sign that stands equally often in at least
/// three lines and half of all lines, more often than in prose.
fn separator(text: &str) -> Option<TextTable> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    [('\t', 2, TextTable::Tabs), (';', 2, TextTable::Semicolons), (',', 3, TextTable::Commas)]
        .into_iter()
        .find_map(|(sign, least, how)| separates(sign, least, &lines).then_some(how))
}

/// Tells whether a sign stands equally often, and at least `least` times, in at least three lines
/// and half of all lines.
fn separates(sign: char, least: usize, lines: &[&str]) -> bool {
    let mut alike: BTreeMap<usize, usize> = BTreeMap::new();
    for count in lines.iter().map(|line| line.matches(sign).count()).filter(|&count| count >= least)
    {
        *alike.entry(count).or_default() += 1;
    }
    alike.into_values().any(|rows| rows >= 3 && 2 * rows >= lines.len())
}

/// Tells what a zip container holds by the names and content types of its parts.
///
/// # Errors
///
/// A [`Refusal`] for documents and slides, and for a container whose small parts cannot be
/// unpacked.
pub(crate) fn look_inside(
    container: &mut Container<'_>,
    allowance: &Allowance,
) -> Result<ZipFormat, Refusal> {
    let mimetype = container.text("mimetype", allowance)?;
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(ZipFormat::Ods);
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument") {
        return Err(AttachmentKind::Document.into());
    }
    let types = container.text("[Content_Types].xml", allowance)?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| types.contains(word));
    if says(&["sheet.binary.macroenabled.main"]) || container.has("xl/workbook.bin") {
        Ok(ZipFormat::Xlsb)
    } else if says(&[
        "spreadsheetml.sheet.main",
        "spreadsheetml.template.main",
        "ms-excel.sheet.macro",
        "ms-excel.template.macro",
    ]) || container.has("xl/workbook.xml")
    {
        Ok(ZipFormat::Xlsx)
    } else if says(&["wordprocessingml", "ms-word"]) {
        Err(AttachmentKind::Document.into())
    } else if says(&["presentationml", "ms-powerpoint"]) {
        Err(AttachmentKind::Slides.into())
    } else if container.has("content.xml") && container.has("META-INF/manifest.xml") {
        Ok(ZipFormat::Ods)
    } else {
        Ok(ZipFormat::Archive)
    }
}

#[cfg(test)]
mod tests {
    use super::{look, refuse_huge};
    use crate::container::ole;
    use crate::refusal::{AttachmentKind, NonTable, Refusal, TextTable, TooLarge, UnreadFormat};

    fn refusal(name: &str, bytes: &[u8]) -> Option<Refusal> {
        look(bytes, name).err()
    }

    fn misnamed(ending: &'static str, instead: NonTable) -> Refusal {
        Refusal::Misnamed { ending, instead }
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, expected) in [
            (&b"PK\x03\x04rest"[..], None),
            (b"", Some(Refusal::NoTable(NonTable::Nothing))),
            (b"%PDF-1.7", Some(AttachmentKind::Pdf.into())),
            (b"\x09\x04\x06\x00\x00\x00", Some(Refusal::NotRead(UnreadFormat::AncientExcel))),
            ("Tên;Điểm\n".as_bytes(), Some(Refusal::NoTable(NonTable::Text))),
            (b"\xEF\xBB\xBF<html xmlns:x=\"urn\">", Some(Refusal::NotRead(UnreadFormat::WebPage))),
            (b"\xFF\xFE<\0T\0A\0B\0L\0E\0", Some(Refusal::NotRead(UnreadFormat::WebPage))),
            (b"Rar!\x1A\x07", Some(Refusal::NotRead(UnreadFormat::OtherArchive))),
        ] {
            assert_eq!(refusal("x", bytes), expected, "{bytes:?}");
        }
        assert!(matches!(refusal("x", ole::MAGIC), Some(Refusal::Truncated(_))));
        assert!(matches!(refusal("x", &[0; 600]), Some(Refusal::Damaged(_))));
    }

    /// Text as Excel saves it as “Unicode Text”.
    fn wide(text: &str) -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_table_written_as_text_is_known_whatever_its_name() {
        let rows = |sign: &str| ["TT", "Tên sản phẩm", "Chủ thể", "Điểm"].join(sign);
        let table = |sign: &str| format!("DANH SÁCH\r\n{0}\r\n{0}\r\n{0}\r\n", rows(sign));
        for (bytes, how) in [
            (wide(&table("\t")), TextTable::UnicodeText),
            (table("\t").into(), TextTable::Tabs),
            (table(";").into(), TextTable::Semicolons),
            (table(",").into(), TextTable::Commas),
        ] {
            for name in ["a.csv", "a.xls", "a.xlsx", "a.txt", "a", "a.zip!/b.txt"] {
                assert_eq!(
                    refusal(name, &bytes),
                    Some(Refusal::TextTable(how)),
                    "{name} {bytes:?}"
                );
            }
        }
        assert_eq!(
            refusal("a.csv", b"Ten"),
            Some(Refusal::TextTable(TextTable::NameOnly)),
            "a table of one column"
        );
        let prose = "Kính gửi: Ủy ban nhân dân tỉnh, Sở Nông nghiệp;\n\n\tHuyện gửi danh sách, \
                     phiếu chấm;\n\ttrân trọng;\n";
        let text = Some(Refusal::NoTable(NonTable::Text));
        assert_eq!(refusal("ghi-chu.txt", prose.as_bytes()), text);
        assert_eq!(refusal("ghi-chu.txt", &wide("Kính gửi")), text);
        assert_eq!(refusal("a.xlsx", prose.as_bytes()), Some(misnamed("xlsx", NonTable::Text)));
    }

    #[test]
    fn a_file_that_is_not_what_its_name_promises_is_missed() {
        for (name, bytes, expected) in [
            (
                "a.xlsx",
                &b"%PDF-1.7"[..],
                misnamed("xlsx", NonTable::Attachment(AttachmentKind::Pdf)),
            ),
            ("a.ODS", b"{\\rtf1", misnamed("ods", NonTable::Attachment(AttachmentKind::Document))),
            ("a.zip", b"\x89PNG", misnamed("zip", NonTable::Attachment(AttachmentKind::Picture))),
            ("a.xls", b"", Refusal::Empty),
            ("a.csv", b"", Refusal::Empty),
            ("a.zip", b"", Refusal::Empty),
            ("a.pdf", b"", Refusal::NoTable(NonTable::Nothing)),
            ("a.pdf", b"%PDF-1.7", AttachmentKind::Pdf.into()),
            (
                "a.xls",
                b"MIME-Version: 1.0\r\nX-Document-Type: Workbook",
                Refusal::NotRead(UnreadFormat::WebPage),
            ),
        ] {
            assert_eq!(refusal(name, bytes), Some(expected), "{name}");
        }
        let huge = |head: &[u8], name| refuse_huge(head, name);
        assert_eq!(
            huge(b"%PDF-1.7", "a.xlsx"),
            misnamed("xlsx", NonTable::Attachment(AttachmentKind::Pdf))
        );
        assert_eq!(huge(b"%PDF-1.7", "a.pdf"), AttachmentKind::Pdf.into());
        assert_eq!(huge(b"PK\x03\x04", "a.pdf"), Refusal::TooLarge(TooLarge::File));
    }
}
