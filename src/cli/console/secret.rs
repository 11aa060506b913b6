//! Passwords and PINs: typed at the terminal, or read from an open descriptor.
//!
//! A secret never stands in an argument, a file of ours, the environment or a message.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use fs_err::File;
use secrecy::SecretString;
use zeroize::Zeroizing;

/// Longest password, in bytes.
const LONGEST: u64 = 4096;

/// From where the secret is read.
pub(in crate::cli) enum SecretSource {
    /// It is typed at the terminal and not shown.
    Terminal,
    /// It is the first line of the standard input.
    Input,
    /// It is the first line of this file.
    Descriptor(File),
}

impl SecretSource {
    /// Opens the descriptor with this number; the terminal for `None`, and for a standard input at
    /// which somebody sits: what is typed there would be shown. This must happen before [`harden`],
    /// after which the descriptor cannot be opened any more. From here on all memory that is freed
    /// is wiped.
    pub(in crate::cli) fn open(number: Option<u32>) -> io::Result<Self> {
        secret_memory::wipe_from_now_on();
        match number {
            None => Ok(Self::Terminal),
            Some(0) if io::stdin().is_terminal() => Ok(Self::Terminal),
            Some(0) => Ok(Self::Input),
            Some(number) if cfg!(unix) => {
                File::open(format!("/dev/fd/{number}")).map(Self::Descriptor)
            }
            Some(number) => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                format!(
                    "trên Windows không có cổng số {number}; chỉ dùng được --secret-fd 0 (đầu vào chuẩn)"
                ),
            )),
        }
    }

    /// Tells whether somebody types the secret.
    pub(in crate::cli) fn is_typed(&self) -> bool {
        matches!(self, Self::Terminal)
    }

    /// Asks for the secret. `prompt` says which one.
    pub(in crate::cli) fn ask(&mut self, prompt: &str) -> io::Result<SecretString> {
        match self {
            Self::Terminal => rpassword::prompt_password(prompt).map(SecretString::from),
            Self::Input => first_line(&mut io::stdin().lock()),
            Self::Descriptor(file) => first_line(file),
        }
    }

    /// Asks for a new secret. At the terminal it is typed twice: `prompt` asks for it, `again` for
    /// the second time. From the standard input or a descriptor it is read once.
    ///
    /// `None` when the secret is empty, or when the second differs from the first.
    pub(in crate::cli) fn ask_new(
        &mut self,
        prompt: &str,
        again: &str,
    ) -> io::Result<Option<SecretString>> {
        use secrecy::ExposeSecret as _;

        let secret = self.ask(prompt)?;
        if secret.expose_secret().is_empty() {
            return Ok(None);
        }
        if let Self::Terminal = self {
            let second = self.ask(again)?;
            if second.expose_secret() != secret.expose_secret() {
                return Ok(None);
            }
        }
        Ok(Some(secret))
    }
}

fn first_line(from: &mut dyn Read) -> io::Result<SecretString> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    from.take(LONGEST).read_to_end(&mut bytes)?;
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    // PowerShell puts a byte order mark before what it hands on.
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
    let text = std::str::from_utf8(line)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(SecretString::from(text))
}

/// Protects the memory of this process from other programs of the same user: no core dumps, no
/// tracing.
///
/// # Errors
///
/// Says why that failed, e.g. under a debugger, or where a program against viruses watches every
/// process; a debug build ignores the failure.
pub(in crate::cli) fn harden() -> Result<(), String> {
    match secmem_proc::harden_process() {
        Err(_) if cfg!(debug_assertions) => Ok(()),
        done => done.map_err(|error| error.to_string()),
    }
}

/// Tells whether to go on, depending on whether the memory is protected. When it is not, somebody
/// who types the secret is told so and asked; where nobody sits, the answer is no.
pub(in crate::cli) fn goes_on(
    hardened: Result<(), String>,
    is_typed: bool,
    input: &mut dyn BufRead,
    err: &mut dyn Write,
) -> io::Result<bool> {
    let Err(why) = hardened else { return Ok(true) };
    writeln!(
        err,
        "CHÚ Ý: không khóa được bộ nhớ của chương trình trước các chương trình khác ({why}).\n  Thường là do \
         phần mềm diệt vi-rút hoặc công cụ gỡ lỗi đang theo dõi chương trình; chương trình đó có thể đọc được \
         mật khẩu hoặc mã PIN sắp gõ."
    )?;
    if !is_typed {
        writeln!(
            err,
            "Không ký. Cách xử lý: đóng chương trình đang theo dõi rồi chạy lại; hoặc chạy trong cửa sổ lệnh, \
             không kèm --secret-fd, để tự quyết định."
        )?;
        return Ok(false);
    }
    write!(err, "Vẫn tiếp tục? Gõ chữ co rồi nhấn Enter; chỉ nhấn Enter để dừng: ")?;
    err.flush()?;
    let mut answer = String::new();
    input.take(LONGEST).read_line(&mut answer)?;
    let agreed = careful_spreadsheet::text::bare(answer.trim()) == "co";
    if !agreed {
        writeln!(err, "Không ký, vì không được đồng ý.")?;
    }
    Ok(agreed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(hardened: Result<(), String>, is_typed: bool, answer: &str) -> (bool, String) {
        let mut said = Vec::new();
        let mut input = io::Cursor::new(answer.as_bytes());
        let goes_on = goes_on(hardened, is_typed, &mut input, &mut said).unwrap();
        (goes_on, String::from_utf8(said).unwrap())
    }

    #[test]
    fn memory_that_is_protected_needs_no_word() {
        assert_eq!(asked(Ok(()), true, ""), (true, String::new()));
        assert_eq!(asked(Ok(()), false, ""), (true, String::new()));
    }

    #[test]
    fn memory_that_is_not_protected_is_told_and_asked_about() {
        let failed = || Err("access denied".to_owned());
        for answer in ["co\r\n", "Có\n", " CO "] {
            let (goes_on, said) = asked(failed(), true, answer);
            assert!(goes_on && said.contains("phần mềm diệt vi-rút"), "{answer:?}: {said}");
        }
        for answer in ["", "\n", "không\n", "cop\n"] {
            assert!(!asked(failed(), true, answer).0, "{answer:?}");
        }
        let (goes_on, said) = asked(failed(), false, "co\n");
        assert!(!goes_on && said.contains("không kèm --secret-fd"), "{said}");
    }

    #[test]
    fn a_secret_is_the_first_line_without_a_byte_order_mark() {
        use secrecy::ExposeSecret as _;

        for bytes in ["mật khẩu\r\nsau", "\u{FEFF}mật khẩu\n", "mật khẩu"] {
            let secret = first_line(&mut bytes.as_bytes()).unwrap();
            assert_eq!(secret.expose_secret(), "mật khẩu");
        }
    }

    #[cfg(not(unix))]
    #[test]
    fn descriptors_have_no_numbers_here() {
        assert!(SecretSource::open(Some(3)).is_err());
    }
}
