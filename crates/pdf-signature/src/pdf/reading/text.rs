//! Bytes that are written as text (ISO 32000-1, 7.4.2 and 7.4.3).

use crate::pdf::StructureFault;
use crate::pdf::syntax::is_space;

/// What two hexadecimal digits each stand for; `>` ends them.
pub(super) fn hexadecimal(text: &[u8]) -> Result<Vec<u8>, StructureFault> {
    let mut digits = Vec::new();
    for &byte in text.iter().take_while(|byte| **byte != b'>').filter(|byte| !is_space(**byte)) {
        let digit = char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        digits.push(digit.ok_or(StructureFault::BrokenStream)?);
    }
    let pairs = digits.chunks(2);
    Ok(pairs.map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
}

/// What five letters of base 85 each stand for; `z` is four zeros, and `~` ends them.
pub(super) fn base_85(text: &[u8]) -> Result<Vec<u8>, StructureFault> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for &byte in text.iter().take_while(|byte| **byte != b'~').filter(|byte| !is_space(**byte)) {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => return Err(StructureFault::BrokenStream),
        }
        if group.len() == 5 {
            bytes.extend(number(&group)?.to_be_bytes());
            group.clear();
        }
    }
    match group.len() {
        0 => {}
        1 => return Err(StructureFault::BrokenStream),
        // The last group is filled up with the highest letter, and as many bytes are left off.
        some => {
            group.resize(5, 84);
            bytes.extend(&number(&group)?.to_be_bytes()[..some - 1]);
        }
    }
    Ok(bytes)
}

fn number(group: &[u8]) -> Result<u32, StructureFault> {
    let sum = group.iter().fold(0_u64, |sum, digit| sum * 85 + u64::from(*digit));
    u32::try_from(sum).map_err(|_| StructureFault::BrokenStream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_85_is_read_to_its_last_short_group() {
        let read = |text: &str| base_85(text.as_bytes());
        assert_eq!(read("87cURD]i,\"Ebo80~>").unwrap(), b"Hello World!");
        assert_eq!(read("87cUR\nD]i,\"Ebo7~>rest").unwrap(), b"Hello World");
        assert_eq!(read("z!!~>").unwrap(), [0; 5]);
        for wrong in ["!", "v!!!!", "uuuuu", "!z!!!"] {
            assert_eq!(read(wrong), Err(StructureFault::BrokenStream), "{wrong}");
        }
    }

    #[test]
    fn hexadecimal_digits_are_read_in_pairs() {
        assert_eq!(hexadecimal(b"4 8\n6F7>").unwrap(), b"Hop");
        assert_eq!(hexadecimal(b"4g"), Err(StructureFault::BrokenStream));
    }
}
