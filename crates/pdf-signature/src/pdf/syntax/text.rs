//! Texts of a PDF (ISO 32000-1, 7.9.2).

use super::{Notation, Value};

/// A text as UTF-16 in hexadecimal digits: any language, and nothing in it can be taken for PDF
/// syntax.
pub(crate) fn encode_text(text: &str) -> Value<'static> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Value::Text(bytes.into(), Notation::Hexadecimal)
}

/// Reads a text: UTF-16BE, UTF-8, or single bytes.
pub(crate) fn decode_text(text: &[u8]) -> String {
    match text {
        [0xFE, 0xFF, pairs @ ..] => {
            let units: Vec<u16> =
                pairs.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
        bytes => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_each_way_of_writing_them() {
        let written = encode_text("Quyết định (1) 𝄞");
        assert_eq!(written.text().map(decode_text).as_deref(), Some("Quyết định (1) 𝄞"));
        assert_eq!(decode_text("\u{FEFF}Điện Biên".as_bytes()), "Điện Biên");
        assert_eq!(decode_text(b"Caf\xE9"), "Café");
    }
}
