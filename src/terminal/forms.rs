//! Tells how the forms of a round stand.

use std::io::{self, Write};

use crate::job::FormsReport;

/// Prints the section about forms.
///
/// # Errors
///
/// When the stream is closed.
pub fn forms(out: &mut dyn Write, report: &FormsReport) -> io::Result<()> {
    writeln!(out, "\nBiểu mẫu:")?;
    for said in report.said() {
        let done = said.done.map(|done| format!(" ({done})")).unwrap_or_default();
        writeln!(out, "  {}{done}", said.sentence)?;
        said.list.iter().try_for_each(|entry| writeln!(out, "    - {entry}"))?;
    }
    Ok(())
}
