//! Passwords and PINs: typed at the terminal, or read from an open descriptor.
//!
//! A secret never stands in an argument, a file of ours, the environment or a message.

use std::io::{self, Read};

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
    /// Opens the descriptor with this number; the terminal for `None`. This must happen before
    /// [`harden`], after which the descriptor cannot be opened any more.
    pub(in crate::cli) fn open(number: Option<u32>) -> io::Result<Self> {
        match number {
            None => Ok(Self::Terminal),
            Some(0) => Ok(Self::Input),
            Some(number) => File::open(format!("/dev/fd/{number}")).map(Self::Descriptor),
        }
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
    let text = std::str::from_utf8(line)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(SecretString::from(text))
}

/// Protects the memory of this process from other programs of the same user: no core dumps, no
/// tracing. Returns `false` on failure, e.g. under a debugger; a debug build ignores the failure.
pub(in crate::cli) fn harden() -> bool {
    secmem_proc::harden_process().is_ok() || cfg!(debug_assertions)
}
