//! A stream for people that never fails and passes no control characters: what cannot be written is
//! dropped, and characters that would move the cursor are shown as `_`.

use std::io::{self, Write};

use careful_spreadsheet::text;

/// A stream for people that never fails.
pub(in crate::cli) struct SteadyStream<'a> {
    stream: &'a mut dyn Write,
    /// Whether writing failed once; then nothing more is written.
    lost: bool,
}

impl<'a> SteadyStream<'a> {
    /// Wraps a stream.
    pub(in crate::cli) fn new(stream: &'a mut dyn Write) -> Self {
        Self { stream, lost: false }
    }

    fn try_write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Each call gets a whole text. Bytes that are not UTF-8 come from a file name that is not
        // UTF-8 either.
        let shown: String = String::from_utf8_lossy(bytes)
            .chars()
            .map(
                |sign| {
                    if matches!(sign, '\n' | '\t') || !text::commands(sign) { sign } else { '_' }
                },
            )
            .collect();
        self.stream.write_all(shown.as_bytes())
    }
}

impl Write for SteadyStream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.lost {
            self.lost = self.try_write(bytes).is_err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.lost {
            self.lost = self.stream.flush().is_err();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_stream_that_is_full_or_closed_is_no_error() {
        let mut full = Full(4);
        let mut steady = SteadyStream::new(&mut full);
        for line in ["mot", "hai", "ba"] {
            writeln!(steady, "{line}").unwrap();
        }
        steady.flush().unwrap();
        assert_eq!(full.0, 0, "the first line was taken, nothing after the second was tried");
    }

    #[test]
    fn nothing_moves_the_cursor() {
        let mut shown = Vec::new();
        let name = "a\u{1B}[2J\r\u{9B}1m\u{202E}b";
        writeln!(SteadyStream::new(&mut shown), "Tệp {name} hỏng").unwrap();
        assert_eq!(String::from_utf8(shown).unwrap(), "Tệp a_[2J__1m_b hỏng\n");
    }
}
