//! What a file is, told by its bytes and never by its name.

use super::container::Container;
use super::limits::Allowance;
use super::refusal::Refusal;

/// How much of a file is looked at to tell what it is.
pub(super) const HEAD_BYTES: usize = 4 << 10;

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const SAVE_AS_XLSX: &str = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành tệp .xlsx.";
const UNPACK_FIRST: &str = "Giải nén rồi chép các bảng tính vào thư mục, hoặc nén lại thành tệp .zip.";

/// First bytes of files that hold no spreadsheet, and what they are.
const LEFT_ALONE: [(&[u8], &str); 10] = [
    (b"%PDF", "tệp PDF"),
    (b"\xFF\xD8\xFF", "hình ảnh"),
    (b"\x89PNG", "hình ảnh"),
    (b"GIF8", "hình ảnh"),
    (b"II*\0", "hình ảnh"),
    (b"MM\0*", "hình ảnh"),
    (b"BM", "hình ảnh"),
    (b"RIFF", "hình ảnh hoặc âm thanh"),
    (b"ID3", "tệp âm thanh"),
    (b"{\\rtf", "văn bản Word"),
];

/// First bytes of archives that are not read.
const OTHER_ARCHIVES: [&[u8]; 3] = [b"Rar!", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B"];

/// Words of spreadsheets written as HTML, as XML of Excel 2003, as flat `OpenDocument` or as a web archive.
const TEXT_SPREADSHEETS: [&str; 6] =
    ["<html", "<table", "office:spreadsheet", "excel.sheet", "office:document", "mime-version:"];

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

/// Lets a zip container through, and says of anything else why it is not read.
pub(super) fn look(bytes: &[u8]) -> Result<(), Refusal> {
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(magic)) {
        return Ok(());
    }
    if bytes.is_empty() {
        return Err(Refusal::left_alone("tệp rỗng"));
    }
    if bytes.starts_with(OLE) {
        return Err(look_into_ole(bytes));
    }
    if let Some((_, what)) = LEFT_ALONE.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::left_alone(what));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(Refusal::left_alone("hình ảnh hoặc video"));
    }
    if OTHER_ARCHIVES.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Refusal::not_read("Loại tệp nén này không được đọc, chỉ đọc được tệp .zip", UNPACK_FIRST));
    }
    Err(look_at_text(&bytes[..bytes.len().min(HEAD_BYTES)]))
}

/// Tells workbooks, encrypted workbooks and documents of old Office programs apart by the names of their streams.
fn look_into_ole(bytes: &[u8]) -> Refusal {
    if has_stream(bytes, "EncryptedPackage") {
        Refusal::locked()
    } else if has_stream(bytes, "WordDocument") {
        Refusal::left_alone("văn bản Word")
    } else if has_stream(bytes, "PowerPoint Document") {
        Refusal::left_alone("tệp trình chiếu")
    } else {
        Refusal::not_read("Bảng tính kiểu cũ (.xls, trước Excel 2007) không được đọc", SAVE_AS_XLSX)
    }
}

/// Whether an OLE file has a stream of this name; names stand in its directory as UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
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
pub(super) fn look_inside(container: &mut Container<'_>, allowance: &mut Allowance) -> Result<Kind, Refusal> {
    let mimetype = container.text("mimetype", allowance)?;
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument") {
        return Err(Refusal::left_alone("tài liệu OpenDocument"));
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
        Err(Refusal::left_alone("văn bản Word"))
    } else if says(&["presentationml", "ms-powerpoint"]) {
        Err(Refusal::left_alone("tệp trình chiếu"))
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

    fn code(bytes: &[u8]) -> Option<Code> {
        look(bytes).err().map(|refusal| refusal.at(Place::file("x")).code)
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let mut locked = super::OLE.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        for (bytes, expected) in [
            (&b"PK\x03\x04rest"[..], None),
            (b"", Some(Code::FileLeftAlone)),
            (b"%PDF-1.7", Some(Code::FileLeftAlone)),
            ("Tên;Điểm\n".as_bytes(), Some(Code::FileLeftAlone)),
            (b"\xEF\xBB\xBF<html xmlns:x=\"urn\">", Some(Code::FormatNotRead)),
            (b"\xFF\xFE<\0T\0A\0B\0L\0E\0", Some(Code::FormatNotRead)),
            (b"Rar!\x1A\x07", Some(Code::FormatNotRead)),
            (super::OLE, Some(Code::FormatNotRead)),
            (&locked, Some(Code::FileLocked)),
            (&[0; 600], Some(Code::FileDamaged)),
        ] {
            assert_eq!(code(bytes), expected, "{bytes:?}");
        }
    }
}
