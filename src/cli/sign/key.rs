//! With which key papers are signed: named in the command, or asked for in the window of whoever
//! came there from the desk.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use crate::cli::args::KeyArgs;

/// What is typed in the place of a module to have it found.
const AUTO: &str = "auto";

impl KeyArgs {
    /// Tells whether the command names a key.
    pub(super) fn is_named(&self) -> bool {
        self.p12.is_some() || self.token.is_some()
    }

    /// Asks which key is to be used: a line with the path of a key file, or nothing for the device
    /// that is plugged in.
    pub(super) fn ask(input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<Self> {
        write!(
            out,
            "\nKý bằng gì?\n  - thiết bị (USB token) đang cắm: nhấn phím Enter;\n  - tệp khóa .p12 hoặc .pfx: \
             kéo tệp đó thả vào cửa sổ này, rồi nhấn phím Enter.\n> "
        )?;
        out.flush()?;
        let mut line = String::new();
        input.read_line(&mut line)?;
        // Windows and terminals put quotes around a path with blanks.
        let path = line.trim().trim_matches(|sign| sign == '"' || sign == '\'');
        Ok(if path.is_empty() {
            Self { p12: None, token: Some(AUTO.into()) }
        } else {
            Self { p12: Some(PathBuf::from(path)), token: None }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_is_a_key_file_and_an_empty_line_the_device() {
        let ask = |typed: &str| KeyArgs::ask(&mut typed.as_bytes(), &mut io::sink()).unwrap();
        let file = ask("\"C:\\Khóa của tôi\\hai.p12\"\r\n");
        assert_eq!(file.p12, Some(PathBuf::from("C:\\Khóa của tôi\\hai.p12")));
        assert_eq!(ask("'/tmp/khóa 1.p12' \n").p12, Some(PathBuf::from("/tmp/khóa 1.p12")));
        assert_eq!(ask("\r\n").token, Some(PathBuf::from(AUTO)));
        assert!(ask("").is_named());
    }
}
