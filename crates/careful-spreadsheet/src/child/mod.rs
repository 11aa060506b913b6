//! Reads old workbooks (`.xls`) in a process of its own. calamine can only load them whole, and a
//! workbook that claims all memory aborts the process that reads it.
//!
//! The child process is the caller's program, started with [`COMMAND`]. It receives the bytes of
//! the workbook and returns its cells line by line. Its output is bounded and trusted no more than
//! a file.

mod serve;
mod wire;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

pub use self::serve::serve;
use self::wire::ChildLine;
use crate::builder::{TextRun, WorksheetBuilder};
use crate::limits::XML_PIECE_BYTES;
use crate::place::CellRef;
use crate::reading::WorkbookReading;
use crate::refusal::{Refusal, UnreadFormat};
use crate::workbook::Merge;

/// The argument with which the child process is started. The program must then call [`serve()`]
/// with its standard input, which holds the workbook, and its standard output, which takes the
/// cells.
pub const COMMAND: &str = "read-xls";

/// Longest time that the child process may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Starts the child process that reads `.xls` workbooks.
#[derive(Debug, Clone, Default)]
pub struct ChildReader {
    program: Option<PathBuf>,
}

impl ChildReader {
    /// Creates a reader without a program: every `.xls` workbook is refused as
    /// [`UnreadFormat::Xls`].
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Creates a reader that starts the program at this path. The program must understand
    /// [`COMMAND`].
    #[must_use]
    pub fn at(program: impl Into<PathBuf>) -> Self {
        Self { program: Some(program.into()) }
    }

    /// Reads the worksheets of an `.xls` workbook and adds them to `reading`.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when no program is set, when it does not start, or when it does not read the
    /// workbook to its end.
    pub(crate) fn read_xls(
        &self,
        bytes: &[u8],
        reading: &mut WorkbookReading<'_>,
    ) -> Result<(), Refusal> {
        let Some(program) = &self.program else {
            return Err(Refusal::NotRead(UnreadFormat::Xls));
        };
        let mut child = Command::new(program)
            .arg(COMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Refusal::not_opened(format!("the reader of .xls does not start: {error}"))
            })?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let child = Mutex::new(child);
        let kill = || child.lock().unwrap_or_else(PoisonError::into_inner).kill();
        let (done, watch) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(|| {
                // A child that stops reading its input has its reasons; they show in how it ends.
                input.map(|mut input| input.write_all(bytes))
            });
            let in_time = scope.spawn(move || {
                let late = watch.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout);
                late.then(kill).is_none()
            });
            let read = output.map_or(Ok(false), |output| read_lines(output, reading));
            // Lines that the child would still write are not wanted.
            let _ = kill_unless_ended(&child, &read);
            drop(done);
            let in_time = in_time.join().unwrap_or(true);
            let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait();
            match read {
                Ok(true) => Ok(()),
                Err(refusal) => Err(refusal),
                Ok(false) if !in_time => {
                    Err(Refusal::damaged("reading it took too long and was stopped"))
                }
                Ok(false) => Err(Refusal::damaged(how(status.ok()))),
            }
        })
    }
}

/// Ends a child process whose output was refused.
fn kill_unless_ended(child: &Mutex<Child>, read: &Result<bool, Refusal>) -> std::io::Result<()> {
    if read.is_err() { child.lock().unwrap_or_else(PoisonError::into_inner).kill() } else { Ok(()) }
}

/// Describes, for a developer, how the child process ended before it had read everything.
fn how(status: Option<ExitStatus>) -> String {
    let status = status.map_or_else(|| "unknown".to_owned(), |status| status.to_string());
    format!("the reader of .xls broke down over it, mostly for want of memory ({status})")
}

/// Reads the lines of the child process and adds its worksheets to `reading`. Returns whether the
/// last line came.
fn read_lines(output: impl Read, reading: &mut WorkbookReading<'_>) -> Result<bool, Refusal> {
    let mut output = BufReader::new(output);
    let mut builder: Option<WorksheetBuilder> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        output.by_ref().take(XML_PIECE_BYTES as u64).read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(false);
        }
        match (serde_json::from_slice(&line).map_err(Refusal::damaged)?, &mut builder) {
            (ChildLine::Sheet { name, hidden }, _) => {
                if let Some(finished) = builder.take() {
                    reading.add(finished)?;
                }
                let mut fresh = WorksheetBuilder::new(reading.place(&name));
                fresh.hidden.sheet = hidden;
                builder = Some(fresh);
            }
            (ChildLine::Text(row, column, text, formula), Some(builder)) => {
                let at = CellRef::new(row, column);
                builder.put_text(at, &[TextRun::plain(&text)], formula, reading.allowance)?;
            }
            (ChildLine::Cell(row, column, value, formula), Some(builder)) => {
                if let Some(cell) = value.cell(formula) {
                    builder.put(CellRef::new(row, column), cell, reading.allowance)?;
                }
            }
            (ChildLine::Merge(first, last), Some(builder)) => {
                let corner = |(row, column)| CellRef::new(row, column);
                builder
                    .merge(Merge { first: corner(first), last: corner(last) }, reading.allowance)?;
            }
            (ChildLine::Locked, _) => return Err(Refusal::Locked),
            (ChildLine::Damaged(detail), _) => return Err(Refusal::damaged(detail)),
            (ChildLine::End, _) => {
                if let Some(finished) = builder.take() {
                    reading.add(finished)?;
                }
                return Ok(true);
            }
            (_, None) => return Err(Refusal::damaged("a cell came before its sheet")),
        }
    }
}
