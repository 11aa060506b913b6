//! `ocop explain`: explains a number, from the paper back to the cells.

use std::io::{self, Write};

use super::Exit;
use crate::declaration::Spelling;
use crate::pipeline::{Job, RunFault};
use crate::{counting, documents, explain, terminal};

/// Explains a product; with `paper` it explains a figure on that paper.
pub(super) fn explain(
    job: &Job,
    asked: &str,
    paper: Option<&str>,
    out: &mut dyn Write,
) -> Result<Exit, RunFault> {
    let answered = counting::with_results(job, &|_| {}, |mut counted| {
        counted.findings.sort();
        let spelling = &counted.round.spelling;
        let Some(paper) = paper else {
            return Ok(spelled(spelling, out, |out| explain::product(out, &counted, asked))?);
        };
        let papers = documents::write_up(
            counted.round,
            counted.acts.main(),
            counted.tally,
            counted.facts,
            counted.templates,
        )?;
        let figure = |out: &mut dyn Write| explain::figure(out, &counted, &papers, paper, asked);
        Ok(spelled(spelling, out, figure)?)
    })?;
    match answered {
        Ok(true) => Ok(Exit::Clean),
        Ok(false) => Ok(Exit::Warnings),
        Err((_, findings)) => {
            terminal::findings(out, &findings)?;
            Ok(Exit::Nothing)
        }
    }
}

/// Words an explanation for the spelling of the declaration: it names cells where the round was
/// declared in Excel.
fn spelled(
    spelling: &Spelling,
    out: &mut dyn Write,
    explain: impl FnOnce(&mut dyn Write) -> io::Result<bool>,
) -> io::Result<bool> {
    let mut said = Vec::new();
    let found = explain(&mut said)?;
    out.write_all(spelling.reword(&String::from_utf8_lossy(&said)).as_bytes())?;
    Ok(found)
}
