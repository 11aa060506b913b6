//! The child process that reads an `.xls` workbook. Its memory and time are limited, and it may
//! break down without harm to its parent.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::panic;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::wire::{ChildLine, PlainValue};
use crate::excel;
use crate::limits::FILE_BYTES;

/// Limits for data and for address space, in bytes. A workbook of 20 MB needs about a third of
/// them.
#[cfg(unix)]
const MEMORY: (u64, u64) = (256 << 20, 1 << 30);
/// Limit for processor time, in seconds. The parent process waits for less.
#[cfg(unix)]
const SECONDS: u64 = 10;

/// Reads an `.xls` workbook from `input` and writes its cells to `output`, one JSON value a line.
///
/// It limits memory and processor time of this process for good, so the process should do nothing
/// else.
///
/// # Errors
///
/// When `input` cannot be read or `output` not written. A workbook that cannot be read is no error:
/// the last line says so.
pub fn serve(input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    limit_this_process();
    let mut bytes = Vec::new();
    input.take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let mut output = BufWriter::new(output);
    let read = panic::catch_unwind(panic::AssertUnwindSafe(|| read_xls(bytes, &mut output)));
    let last = match read {
        Ok(Ok(())) => ChildLine::End,
        Ok(Err(ReadFailure::Output(error))) => return Err(error),
        Ok(Err(ReadFailure::Workbook(XlsError::Password))) => ChildLine::Locked,
        Ok(Err(ReadFailure::Workbook(error))) => ChildLine::Damaged(error.to_string()),
        Err(_) => ChildLine::Damaged("the reader panicked".to_owned()),
    };
    say(&mut output, &last)?;
    output.flush()
}

/// The reason why reading ended early.
enum ReadFailure {
    Workbook(XlsError),
    Output(io::Error),
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Writes the worksheets of a workbook, cell by cell.
fn read_xls(bytes: Vec<u8>, output: &mut impl Write) -> Result<(), ReadFailure> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(ReadFailure::Workbook)?;
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let hidden = sheet.visible != SheetVisible::Visible;
        say(output, &ChildLine::Sheet { name: sheet.name.clone(), hidden })?;
        let formulas = workbook.worksheet_formula(&sheet.name).map_err(ReadFailure::Workbook)?;
        let (top, left) = formulas.start().unwrap_or_default();
        let mut formulas: BTreeSet<_> = formulas
            .used_cells()
            .filter(|(_, _, formula)| !formula.is_empty())
            .map(|(row, column, _)| absolute((top, left), row, column))
            .collect();
        let cells = workbook.worksheet_range(&sheet.name).map_err(ReadFailure::Workbook)?;
        let start = cells.start().unwrap_or_default();
        for (row, column, value) in cells.used_cells() {
            let (row, column) = absolute(start, row, column);
            let formula = formulas.remove(&(row, column));
            if let Some(line) = line(row, column, value, formula) {
                say(output, &line)?;
            }
        }
        for (row, column) in formulas {
            say(output, &ChildLine::Cell(row, column, PlainValue::NotCalculated, true))?;
        }
        for merge in
            workbook.merge_cells_by_sheet_name(&sheet.name).map_err(ReadFailure::Workbook)?
        {
            say(output, &ChildLine::Merge(merge.start, merge.end))?;
        }
    }
    Ok(())
}

/// Makes a position in the worksheet from one in a range that starts at `top` and `left`.
fn absolute((top, left): (u32, u32), row: usize, column: usize) -> (u32, u32) {
    let from =
        |start: u32, step: usize| start.saturating_add(u32::try_from(step).unwrap_or(u32::MAX));
    (from(top, row), from(left, column))
}

/// Makes the line about a cell; `None` when the cell holds nothing.
fn line(row: u32, column: u32, value: &Data, formula: bool) -> Option<ChildLine> {
    let raw = match value {
        Data::Empty => formula.then_some(PlainValue::NotCalculated)?,
        // A formula that no program has calculated stands there with an empty text.
        Data::String(text) if text.is_empty() => formula.then_some(PlainValue::NotCalculated)?,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            return Some(ChildLine::Text(row, column, text.clone(), formula));
        }
        Data::Int(number) => PlainValue::Whole(*number),
        Data::Float(number) => PlainValue::Number(*number),
        Data::Bool(value) => PlainValue::Bool(*value),
        Data::Error(error) => PlainValue::Error(error.to_string()),
        Data::DateTime(time) => excel::date(*time)
            .map_or(PlainValue::Number(time.as_f64()), |date| {
                PlainValue::Day(date.year(), date.ordinal())
            }),
    };
    Some(ChildLine::Cell(row, column, raw, formula))
}

/// Writes one line.
fn say(output: &mut impl Write, line: &ChildLine) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

/// Makes the system end this process when it takes too much memory or time.
#[cfg(unix)]
fn limit_this_process() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let (data, space) = MEMORY;
    for (resource, limit) in [
        (Resource::Data, data),
        (Resource::As, space),
        (Resource::Cpu, SECONDS),
        (Resource::Core, 0),
    ] {
        // A limit that is already tighter stays.
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    }
}

/// Does nothing: other systems have no such limits. There the time limit of the parent process has
/// to do.
#[cfg(not(unix))]
fn limit_this_process() {}
