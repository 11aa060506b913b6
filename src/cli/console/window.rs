//! The window of the program: whether it was opened for it alone, and how it is kept open until its
//! reader has read it.

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::path::Path;

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

/// Tells whether the program was started by its name alone where no round lies.
pub(in crate::cli) fn is_bare(args: &[OsString], here: &Path) -> bool {
    args.len() <= 1 && !here.join("inputs").exists()
}

/// Tells somebody who started the program by a double click what to do (Vietnamese).
pub(in crate::cli) fn welcome(out: &mut dyn Write) -> io::Result<()> {
    let here = std::env::current_dir().unwrap_or_default();
    writeln!(
        out,
        "Chương trình xuất văn bản của đợt đánh giá, phân hạng sản phẩm OCOP.\n\n\
         Trong thư mục {} chưa có đợt nào (không có thư mục inputs).\n\n\
         Cần làm: bấm chuột phải vào chỗ trống của thư mục đó, chọn Mở trong Terminal (hoặc gõ cmd vào ô địa \
         chỉ rồi nhấn Enter), rồi gõ\n  \
         .\\ocop new dot-1-2026             tạo thư mục của một đợt mới, có tệp khai-bao.xlsx để điền\n  \
         .\\ocop run --inputs dot-1-2026    xuất văn bản của đợt đó\n  \
         .\\ocop --help                     xem mọi lệnh",
        here.display()
    )
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
    fn only_the_bare_name_where_no_round_lies_is_a_double_click_in_vain() {
        let folder = tempfile::tempdir().unwrap();
        let args = |typed: &[&str]| typed.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(is_bare(&args(&["ocop.exe"]), folder.path()));
        assert!(!is_bare(&args(&["ocop.exe", "run"]), folder.path()));
        fs_err::create_dir(folder.path().join("inputs")).unwrap();
        assert!(!is_bare(&args(&["ocop.exe"]), folder.path()));
    }

    #[test]
    fn the_window_stays_until_enter_and_no_longer() {
        let (mut input, mut said) = (io::Cursor::new(b"\r\nsau"), Vec::new());
        wait_for_enter(&mut input, &mut said).unwrap();
        assert_eq!(input.position(), 2);
        assert!(String::from_utf8(said).unwrap().contains("Nhấn phím Enter"));
        wait_for_enter(&mut io::empty(), &mut io::sink()).unwrap();
    }

    #[test]
    fn whoever_double_clicks_is_told_how_to_begin() {
        let mut said = Vec::new();
        welcome(&mut said).unwrap();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("ocop new") && said.contains("chưa có đợt nào"), "{said}");
    }
}
