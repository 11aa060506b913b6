//! How the bytes of strings are written (ISO 32000-1, 7.3.4).

/// The value of a hexadecimal digit.
pub(super) fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Whether a code of three digits in a literal string is above that of any byte.
pub(super) fn has_no_byte(body: &[u8]) -> bool {
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        if *byte == b'\\' {
            let octal =
                |digit: Option<&u8>| digit.is_some_and(|digit| matches!(digit, b'0'..=b'7'));
            let mut code = bytes.clone();
            if matches!(code.next(), Some(b'4'..=b'7')) && octal(code.next()) && octal(code.next())
            {
                return true;
            }
            bytes.next();
        }
    }
    false
}

/// Resolves the escapes of a literal string (ISO 32000-1, table 3).
pub(super) fn unescape(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    let mut bytes = body.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let value = match byte {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                b'\n'
            }
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(b't') => b'\t',
                Some(b'b') => 8,
                Some(b'f') => 12,
                Some(b'\n') | None => continue,
                Some(b'\r') => {
                    bytes.next_if_eq(&b'\n');
                    continue;
                }
                Some(first @ b'0'..=b'7') => {
                    let mut code = first - b'0';
                    for _ in 0..2 {
                        let Some(digit) = bytes.next_if(|byte| matches!(byte, b'0'..=b'7')) else {
                            break;
                        };
                        code = code.wrapping_shl(3) | (digit - b'0');
                    }
                    code
                }
                Some(other) => other,
            },
            other => other,
        };
        text.push(value);
    }
    text
}
