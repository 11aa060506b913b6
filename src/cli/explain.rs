//! `ocop explain`: explains a number, from the paper back to the cells.

use std::io::Write;

use super::Exit;
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
        let Some(paper) = paper else { return Ok(explain::product(out, &counted, asked)?) };
        let papers = documents::write_up(
            counted.round,
            counted.acts.main(),
            counted.tally,
            counted.facts,
            counted.templates,
        )?;
        Ok(explain::figure(out, &counted, &papers, paper, asked)?)
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
