//! What a file is, told by its bytes and never by its name.

use super::attachments::Attachment;
use super::container::Container;
use super::limits::Allowance;
use super::ole;
use super::refusal::Refusal;

/// How much of a file is looked at to tell what it is.
pub(super) const HEAD_BYTES: usize = 4 << 10;

const SAVE_AS_XLSX: &str = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành tệp .xlsx.";
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
    /// A workbook of Excel before 2007, in an OLE container or bare.
    Xls,
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

/// Lets zip containers and old workbooks through, and says of anything else why it is not read.
pub(super) fn look(bytes: &[u8]) -> Result<Opened, Refusal> {
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(magic)) {
        return Ok(Opened::Zip);
    }
    if bytes.is_empty() {
        return Err(Refusal::left_alone("tệp rỗng"));
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
    Err(look_at_text(&bytes[..bytes.len().min(HEAD_BYTES)]))
}

/// Why a file that is too large to be read need not be, told by its first bytes; `None` when it may hold a spreadsheet.
pub(super) fn look_at_huge(head: &[u8]) -> Option<Refusal> {
    // The parts of a document stand early in its container.
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    match look(head) {
        Err(refusal) => Some(refusal).filter(Refusal::is_harmless),
        Ok(_) if has(b"word/") => Some(Refusal::attachment(Attachment::Document)),
        Ok(_) if has(b"ppt/") => Some(Refusal::attachment(Attachment::Slides)),
        Ok(_) => None,
    }
}

/// Tells workbooks, encrypted workbooks and documents of old Office programs apart by the names of their streams.
fn look_into_ole(bytes: &[u8]) -> Result<Opened, Refusal> {
    let streams = ole::streams(bytes)?;
    let has = |name: &str| streams.iter().any(|stream| stream.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") {
        Err(Refusal::locked())
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

/// Tells text from binary, and spreadsheets disguised as text from plain text.
fn look_at_text(head: &[u8]) -> Refusal {
    // UTF-16 text has a zero beside each ASCII letter; without its zeros it can be searched like any other.
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let bytes: Vec<u8> = head.iter().copied().filter(|&byte| !(wide && byte == 0)).collect();
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    if bytes.iter().any(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) && !wide {
        Refusal::damaged("the first bytes belong to no known kind of file")
    } else if TEXT_SPREADSHEETS.iter().any(|word| text.contains(word)) {
        Refusal::not_read("Bảng tính này thực ra là trang web hoặc tệp XML nên không được đọc", SAVE_AS_XLSX)
    } else {
        Refusal::left_alone("tệp văn bản (.txt, .csv)")
    }
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
    use super::look;
    use crate::finding::{Code, Place};
    use crate::intake::ole;

    fn code(bytes: &[u8]) -> Option<Code> {
        look(bytes).err().map(|refusal| refusal.at(Place::file("x")).code)
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
}
