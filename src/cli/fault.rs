//! Says in Vietnamese what stopped a run.

use std::io::{self, Write};

use super::Exit;
use crate::pipeline::RunFault;
use crate::terminal::stopped;

/// Prints what stopped a run, with its causes, and returns the exit code.
pub(super) fn failed(fault: &RunFault, err: &mut dyn Write) -> io::Result<Exit> {
    write!(err, "Không chạy được: {}", stopped(fault))?;
    let mut cause: Option<&dyn std::error::Error> = Some(fault);
    while let Some(error) = cause {
        write!(err, "\n  {error}")?;
        cause = error.source();
    }
    writeln!(err)?;
    let asked_amiss = matches!(
        fault,
        RunFault::Intake(_)
            | RunFault::OutputsAsInputs(_)
            | RunFault::Apart { .. }
            | RunFault::Previous(_)
    );
    Ok(if asked_amiss { Exit::Nothing } else { Exit::Fault })
}
