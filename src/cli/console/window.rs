//! The window of the program: whether it was opened for it alone, and how it is kept open until its
//! reader has read it.

use std::io::{self, BufRead, Write};

/// The file manager of Windows. What it starts by a double click gets a window that closes with it.
const FILE_MANAGER: &str = "explorer.exe";

/// Tells whether the window closes when this program ends: whether the program was started by a
/// double click and shows its output there.
pub(in crate::cli) fn closes_with_us() -> bool {
    use std::io::IsTerminal;

    starter().is_some_and(|name| name.eq_ignore_ascii_case(FILE_MANAGER))
        && io::stdin().is_terminal()
        && io::stdout().is_terminal()
}

/// Returns the name of the program that started this one; `None` when the system does not tell.
#[cfg(windows)]
fn starter() -> Option<String> {
    let running = crate::processes::running()?;
    let ours = running.iter().find(|process| process.id == std::process::id())?;
    let starter = running.iter().find(|process| process.id == ours.parent)?;
    Some(starter.program.clone())
}

/// Under other systems a terminal stays open.
#[cfg(not(windows))]
fn starter() -> Option<String> {
    None
}

/// Waits until Enter is pressed, or nobody can press it any more.
pub(in crate::cli) fn wait_for_enter(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "\nNhấn phím Enter để đóng cửa sổ này. ")?;
    out.flush()?;
    input.skip_until(b'\n').map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_until_enter_and_no_longer() {
        let (mut input, mut said) = (io::Cursor::new(b"\r\nsau"), Vec::new());
        wait_for_enter(&mut input, &mut said).unwrap();
        assert_eq!(input.position(), 2);
        assert!(String::from_utf8(said).unwrap().contains("Nhấn phím Enter"));
        wait_for_enter(&mut io::empty(), &mut io::sink()).unwrap();
    }
}
