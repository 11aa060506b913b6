//! What a file is, told by its bytes and never by its name. The name only tells what somebody expects of it.

use std::collections::BTreeMap;

use super::attachments::Attachment;
use super::container::Container;
use super::limits::Allowance;
use super::names::{self, Promise};
use super::ole::{self, Ole};
use super::refusal::Refusal;

/// How much of a file is looked at to tell what it is.
pub(super) const HEAD_BYTES: usize = 4 << 10;

const SAVE_AS_XLSX: &str = "Mở tệp bằng Excel (Excel cảnh báo đuôi tên không khớp thì vẫn chọn mở), chọn Tệp (File), Lưu thành (Save As), kiểu \
                            “Excel Workbook (*.xlsx)”, rồi gửi tệp .xlsx thay tệp này.";
const UNPACK_FIRST: &str = "Giải nén rồi chép các bảng tính vào thư mục, hoặc nén lại thành tệp .zip.";

/// First bytes of files that hold no spreadsheet, and what they are.
const ATTACHMENTS: [(&[u8], Attachment); 10] = [
    (b"%PDF", Attachment::Pdf),
    (b"\xFF\xD8\xFF", Attachment::Picture),
    (b"\x89PNG", Attachment::Picture),
    (b"GIF8", Attachment::Picture),
    (b"II*\0", Attachment::Picture),
    (b"MM\0*", Attachment::Picture),
    (b"BM", Attachment::Picture),
    (b"RIFF", Attachment::Media),
    (b"ID3", Attachment::Media),
    (b"{\\rtf", Attachment::Document),
];

/// First bytes of archives that are not read.
const OTHER_ARCHIVES: [&[u8]; 3] = [b"Rar!", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B"];

/// Words of spreadsheets written as HTML, as XML of Excel 2003, as flat `OpenDocument` or as a web archive.
const TEXT_SPREADSHEETS: [&str; 6] =
    ["<html", "<table", "office:spreadsheet", "excel.sheet", "office:document", "mime-version:"];

/// What a file may be that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// A zip container: a workbook or an archive.
    Zip,
    /// A workbook of Excel before 2007, in an OLE container.
    Xls,
    /// An OLE container around an encrypted zip container.
    Encrypted,
}

/// What a zip container turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An Excel workbook of XML parts.
    Xlsx,
    /// An Excel workbook of binary parts.
    Xlsb,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// An archive of files.
    Archive,
}

/// Lets zip containers and old workbooks through, and says of anything else why it is not read. The path is that of the file.
pub(super) fn look(bytes: &[u8], path: &str) -> Result<Opened, Refusal> {
    look_at(bytes, names::promise(path)).map_err(|refusal| refusal.under_name(path))
}

fn look_at(bytes: &[u8], promise: Promise) -> Result<Opened, Refusal> {
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(magic)) {
        return Ok(Opened::Zip);
    }
    if bytes.is_empty() {
        return Err(match promise {
            Promise::Nothing => Refusal::left_alone("tệp rỗng"),
            _ => Refusal::empty("Tệp rỗng (0 byte) nên không có gì để đọc"),
        });
    }
    if bytes.starts_with(ole::MAGIC) {
        return look_into_ole(bytes);
    }
    // The first record of a workbook of Excel 2 to 4, which stands without a container.
    if [&b"\x09\x00\x04\x00"[..], b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"].iter().any(|magic| bytes.starts_with(magic))
    {
        return Err(Refusal::not_read("Bảng tính của Excel đời rất cũ không được đọc", SAVE_AS_XLSX));
    }
    if let Some(&(_, kind)) = ATTACHMENTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::attachment(kind));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let picture = matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif"));
        return Err(Refusal::attachment(if picture { Attachment::Picture } else { Attachment::Media }));
    }
    if OTHER_ARCHIVES.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Refusal::not_read("Loại tệp nén này không được đọc, chỉ đọc được tệp .zip", UNPACK_FIRST));
    }
    Err(look_at_text(&bytes[..bytes.len().min(HEAD_BYTES)], promise))
}

/// Why a file that is too large to be read need not be, told by its first bytes; `None` when it may hold a spreadsheet.
pub(super) fn look_at_huge(head: &[u8], path: &str) -> Option<Refusal> {
    // The parts of a document stand early in its container.
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    let refusal = match look_at(head, names::promise(path)) {
        Err(refusal) => Some(refusal).filter(Refusal::is_harmless),
        Ok(_) if has(b"word/") => Some(Refusal::attachment(Attachment::Document)),
        Ok(_) if has(b"ppt/") => Some(Refusal::attachment(Attachment::Slides)),
        Ok(_) => None,
    };
    refusal.map(|refusal| refusal.under_name(path))
}

/// Tells workbooks, encrypted workbooks and documents of old Office programs apart by the names of their streams.
fn look_into_ole(bytes: &[u8]) -> Result<Opened, Refusal> {
    let ole = Ole::open(bytes)?;
    let has = |name: &str| ole.has(name);
    if has("EncryptedPackage") {
        Ok(Opened::Encrypted)
    } else if has("Workbook") || has("Book") {
        Ok(Opened::Xls)
    } else if has("WordDocument") {
        Err(Refusal::attachment(Attachment::Document))
    } else if has("PowerPoint Document") {
        Err(Refusal::attachment(Attachment::Slides))
    } else {
        Err(Refusal::left_alone("tệp của một chương trình khác"))
    }
}

/// Tells text from binary, and tables written as text from plain text.
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
        Refusal::not_read("Bảng tính này thực ra là trang web hoặc tệp XML nên không được đọc", SAVE_AS_XLSX)
    } else if wide && text.contains('\t') {
        Refusal::text_table("“Unicode Text”, các cột cách nhau bằng dấu Tab")
    } else if let Some(separator) = separator(&text) {
        Refusal::text_table(separator)
    } else if matches!(promise, Promise::TextTable(_)) {
        Refusal::text_table("CSV")
    } else {
        Refusal::left_alone("tệp văn bản")
    }
}

/// The text of UTF-16 whose first bytes these are.
fn from_utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What parts the columns of a table that is written as text: a sign that stands as often in most lines, more often than in prose.
fn separator(text: &str) -> Option<&'static str> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let parts = |sign: char, least: usize| {
        let mut alike: BTreeMap<usize, usize> = BTreeMap::new();
        for count in lines.iter().map(|line| line.matches(sign).count()).filter(|&count| count >= least) {
            *alike.entry(count).or_default() += 1;
        }
        alike.into_values().any(|rows| rows >= 3 && 2 * rows >= lines.len())
    };
    [
        ('\t', 2, "các cột cách nhau bằng dấu Tab"),
        (';', 2, "CSV, các cột cách nhau bằng dấu chấm phẩy"),
        (',', 3, "CSV, các cột cách nhau bằng dấu phẩy"),
    ]
    .into_iter()
    .find_map(|(sign, least, how)| parts(sign, least).then_some(how))
}

/// Tells what a zip container is by its parts.
pub(super) fn look_inside(container: &mut Container<'_>, allowance: &Allowance) -> Result<Kind, Refusal> {
    let mimetype = container.text("mimetype", allowance)?;
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument") {
        return Err(Refusal::attachment(Attachment::Document));
    }
    let types = container.text("[Content_Types].xml", allowance)?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| types.contains(word));
    if says(&["sheet.binary.macroenabled.main"]) || container.has("xl/workbook.bin") {
        Ok(Kind::Xlsb)
    } else if says(&[
        "spreadsheetml.sheet.main",
        "spreadsheetml.template.main",
        "ms-excel.sheet.macro",
        "ms-excel.template.macro",
    ]) || container.has("xl/workbook.xml")
    {
        Ok(Kind::Xlsx)
    } else if says(&["wordprocessingml", "ms-word"]) {
        Err(Refusal::attachment(Attachment::Document))
    } else if says(&["presentationml", "ms-powerpoint"]) {
        Err(Refusal::attachment(Attachment::Slides))
    } else if container.has("content.xml") && container.has("META-INF/manifest.xml") {
        Ok(Kind::Ods)
    } else {
        Ok(Kind::Archive)
    }
}

#[cfg(test)]
mod tests {
    use super::{look, look_at_huge};
    use crate::finding::{Code, Place};
    use crate::intake::ole;

    fn code_of(name: &str, bytes: &[u8]) -> Option<Code> {
        look(bytes, name).err().map(|refusal| refusal.at(Place::file(name)).code)
    }

    fn code(bytes: &[u8]) -> Option<Code> {
        code_of("x", bytes)
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, expected) in [
            (&b"PK\x03\x04rest"[..], None),
            (b"", Some(Code::FileLeftAlone)),
            (b"%PDF-1.7", Some(Code::FileLeftAlone)),
            (b"\x09\x04\x06\x00\x00\x00", Some(Code::FormatNotRead)),
            ("Tên;Điểm\n".as_bytes(), Some(Code::FileLeftAlone)),
            (b"\xEF\xBB\xBF<html xmlns:x=\"urn\">", Some(Code::FormatNotRead)),
            (b"\xFF\xFE<\0T\0A\0B\0L\0E\0", Some(Code::FormatNotRead)),
            (b"Rar!\x1A\x07", Some(Code::FormatNotRead)),
            (ole::MAGIC, Some(Code::FileTruncated)),
            (&[0; 600], Some(Code::FileDamaged)),
        ] {
            assert_eq!(code(bytes), expected, "{bytes:?}");
        }
    }

    /// Text as Excel saves it as “Unicode Text”.
    fn wide(text: &str) -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_table_written_as_text_is_an_error_whatever_its_name() {
        let rows = |sign: &str| ["TT", "Tên sản phẩm", "Chủ thể", "Điểm"].join(sign);
        let table = |sign: &str| format!("DANH SÁCH\r\n{0}\r\n{0}\r\n{0}\r\n", rows(sign));
        for bytes in [wide(&table("\t")), table("\t").into(), table(";").into(), table(",").into()] {
            for name in ["a.csv", "a.xls", "a.xlsx", "a.txt", "a", "a.zip!/b.txt"] {
                assert_eq!(code_of(name, &bytes), Some(Code::FormatNotRead), "{name} {bytes:?}");
            }
        }
        assert_eq!(code_of("a.csv", b"Ten"), Some(Code::FormatNotRead), "a table of one column");
        let prose =
            "Kính gửi: Ủy ban nhân dân tỉnh, Sở Nông nghiệp;\n\n\tHuyện gửi danh sách, phiếu chấm;\n\ttrân trọng;\n";
        assert_eq!(code_of("ghi-chu.txt", prose.as_bytes()), Some(Code::FileLeftAlone));
        assert_eq!(code_of("ghi-chu.txt", &wide("Kính gửi")), Some(Code::FileLeftAlone));
        assert_eq!(code_of("a.xlsx", prose.as_bytes()), Some(Code::NameMisleads));
    }

    #[test]
    fn a_file_that_is_not_what_its_name_promises_is_an_error() {
        for (name, bytes, expected) in [
            ("a.xlsx", &b"%PDF-1.7"[..], Code::NameMisleads),
            ("a.ODS", b"{\\rtf1", Code::NameMisleads),
            ("a.zip", b"\x89PNG", Code::NameMisleads),
            ("a.xls", b"", Code::FileEmpty),
            ("a.csv", b"", Code::FileEmpty),
            ("a.zip", b"", Code::FileEmpty),
            ("a.pdf", b"", Code::FileLeftAlone),
            ("a.pdf", b"%PDF-1.7", Code::FileLeftAlone),
            ("a.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", Code::FormatNotRead),
        ] {
            assert_eq!(code_of(name, bytes), Some(expected), "{name}");
        }
        let huge = |name| look_at_huge(b"%PDF-1.7", name).map(|refusal| refusal.is_harmless());
        assert_eq!([huge("a.xlsx"), huge("a.pdf")], [Some(false), Some(true)]);
    }
}
