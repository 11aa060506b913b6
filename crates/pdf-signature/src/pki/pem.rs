//! Files of certificates and revocation lists: PEM, or one in DER.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::PkiFault;

/// The DER of every block with this label; the file itself when it is no PEM.
pub(super) fn blocks(file: &[u8], label: &str) -> Result<Vec<Vec<u8>>, PkiFault> {
    let begin = format!("-----BEGIN {label}-----");
    let end = format!("-----END {label}-----");
    let text = match std::str::from_utf8(file) {
        Ok(text) if text.contains("-----BEGIN ") => text,
        _ if file.is_empty() => return Err(PkiFault::Empty),
        _ => return Ok(vec![file.to_vec()]),
    };
    let mut found = Vec::new();
    for block in text.split(&begin).skip(1) {
        let body = block.split_once(&end).map(|(body, _)| body);
        let body = body
            .and_then(base64)
            .ok_or_else(|| PkiFault::Damaged("a PEM block is not closed or no base64".into()))?;
        found.push(body);
    }
    if found.is_empty() { Err(PkiFault::Empty) } else { Ok(found) }
}

/// Some DER as a PEM block with this label.
pub(crate) fn armoured(der: &[u8], label: &str) -> String {
    const WIDTH: usize = 64;
    let digits = STANDARD.encode(der);
    let lines = digits.as_bytes().chunks(WIDTH).flat_map(|line| line.iter().chain(b"\n"));
    let lines: String = lines.copied().map(char::from).collect();
    format!("-----BEGIN {label}-----\n{lines}-----END {label}-----\n")
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_armoured_is_read_again() {
        for length in [0, 47, 48, 49, 500] {
            let der = vec![0x30; length];
            let text = armoured(&der, "X");
            assert!(text.lines().all(|line| line.len() <= 64));
            assert_eq!(blocks(text.as_bytes(), "X").unwrap(), [der]);
        }
    }

    #[test]
    fn blocks_are_found_among_remarks_and_der_is_taken_as_it_is() {
        let file = b"Bag Attributes\n-----BEGIN X-----\naGVs\r\nbG8=\n-----END X-----\n-----BEGIN Y-----\nAA==\n-----END Y-----\n";
        assert_eq!(blocks(file, "X").unwrap(), [b"hello"]);
        assert_eq!(blocks(file, "Y").unwrap(), [[0]]);
        assert_eq!(blocks(file, "Z"), Err(PkiFault::Empty));
        assert_eq!(blocks(&[0x30, 0], "X").unwrap(), [[0x30, 0]]);
        assert!(blocks(b"-----BEGIN X-----\naGV", "X").is_err());
        assert!(blocks(b"-----BEGIN X-----\na=Vs\n-----END X-----", "X").is_err());
    }
}
