//! `ocop desk`: opens the page on which a round is done.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::Exit;
use super::args::Command;
use super::console::who;
use super::job::job;
use crate::desk::{self, DeskFault, Places, Programs};
use crate::pipeline::Job;

/// Returns the command of somebody who started the program by hand, without a command: by a double
/// click where there is no `inputs/`, or by dropping the folder of a round on it.
pub(super) fn opened_by_hand(args: &[OsString]) -> Option<Command> {
    let by_hand = io::stdin().is_terminal();
    match args {
        [_] if by_hand && !Path::new("inputs").exists() => Some(Command::Desk { folder: None }),
        [_, folder] if by_hand && Path::new(folder).is_absolute() && Path::new(folder).is_dir() => {
            Some(Command::Desk { folder: Some(folder.into()) })
        }
        _ => None,
    }
}

/// Opens the desk and waits until it is closed.
pub(super) fn open(
    folder: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    if let Some(folder) = folder
        && !folder.is_dir()
    {
        let shown = folder.display();
        writeln!(err, "Không có thư mục `{shown}`. Kiểm tra lại tên thư mục của đợt.")?;
        return Ok(Exit::Nothing);
    }
    let folder = folder.map(std::path::absolute).transpose()?;
    let base = base()?;
    let none = PathBuf::new;
    let job = Job { who: who::now("ocop desk"), ..job(none(), none(), None, Vec::new()) };
    let mut wrong = None;
    let opened = desk::open(&base, folder.as_deref(), job, PROGRAMS, &mut |desk, shown| {
        wrong = told(desk, &shown, out).err();
    });
    match opened {
        Ok(()) => wrong.map_or(Ok(Exit::Clean), Err),
        Err(fault) => {
            writeln!(err, "Không mở được bàn làm việc.\n  {fault}")?;
            Ok(Exit::Fault)
        }
    }
}

/// The folder whose rounds are offered: the current one when a round lies in it, else that of the
/// program.
fn base() -> io::Result<PathBuf> {
    let here = env::current_dir()?;
    let is_round = |entry: &fs_err::DirEntry| Places::of(&entry.path()).are_declared();
    let has_rounds = fs_err::read_dir(&here)?.filter_map(Result::ok).any(|entry| is_round(&entry));
    let program = env::current_exe().ok().and_then(|path| path.parent().map(Path::to_owned));
    Ok(if has_rounds { here } else { program.unwrap_or(here) })
}

/// Says that the desk is open, and how to come to it when no browser opened.
fn told(desk: &desk::Desk, shown: &Result<(), DeskFault>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Bàn làm việc OCOP đang mở trong trình duyệt, chỉ trên máy này.")?;
    if shown.is_err() {
        let address = desk.entry().map_err(io::Error::other)?;
        writeln!(
            out,
            "Trình duyệt không tự mở. Hãy chép địa chỉ sau vào trình duyệt (dùng được một lần):\n  {address}"
        )?;
    }
    writeln!(
        out,
        "Để nguyên cửa sổ này trong khi làm. Nghỉ thì bấm “Nghỉ, đóng bàn làm việc” trên trang, hoặc đóng cửa sổ này: không mất gì."
    )?;
    out.flush()
}

/// The other programs of the computer.
const PROGRAMS: Programs = Programs { show_file, open_console };

/// Shows a file in the program that the system has for it.
fn show_file(file: &Path) -> io::Result<()> {
    opener::open(file).map_err(io::Error::other)
}

/// What keeps the console open until it was read.
const STAY: &str = "--stay";

/// Opens a console of its own in which this program runs with these arguments.
#[cfg(windows)]
fn open_console(arguments: &[OsString]) -> io::Result<()> {
    use std::os::windows::process::CommandExt;

    // CREATE_NEW_CONSOLE, processthreadsapi.h
    const NEW_CONSOLE: u32 = 0x0000_0010;
    let program = env::current_exe()?;
    process::Command::new(program)
        .args(arguments)
        .arg(STAY)
        .creation_flags(NEW_CONSOLE)
        .spawn()
        .map(drop)
}

/// Opens a console of its own in which this program runs with these arguments: the first terminal
/// that is installed, and how each takes a command.
#[cfg(not(windows))]
fn open_console(arguments: &[OsString]) -> io::Result<()> {
    const TERMINALS: [(&str, &str); 5] = [
        ("x-terminal-emulator", "-e"),
        ("gnome-terminal", "--"),
        ("konsole", "-e"),
        ("xfce4-terminal", "-x"),
        ("xterm", "-e"),
    ];
    let program = env::current_exe()?;
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for (terminal, before) in TERMINALS {
        match process::Command::new(terminal)
            .arg(before)
            .arg(&program)
            .args(arguments)
            .arg(STAY)
            .spawn()
        {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(last)
}
