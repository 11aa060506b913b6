//! The lines of a text file around a finding: `round.toml`, the office's own wording.

use minijinja::{Value, context};

use super::subject::cut;
use crate::careful;
use crate::desk::round::OpenRound;
use crate::finding::Place;
use crate::ledger::below;

/// How many lines are shown before and after the one that is meant.
const AROUND: usize = 14;

/// Most characters of a line.
const LONG: usize = 300;

/// Returns the lines around a place; `None` when it names no line, or the file cannot be read.
pub(super) fn lines(round: &OpenRound, place: &Place) -> Option<Value> {
    let line = place.line?;
    let path = below(&round.places.inputs, &place.file).ok()?;
    let text = careful::read_text_file(&path).ok()?;
    let first = line.saturating_sub(AROUND).max(1);
    let count = text.lines().count();
    let lines = (1..).zip(text.lines()).skip(first - 1).take(2 * AROUND + 1);
    let lines = lines.map(|(number, text)| {
        context! { number, text => cut(text, LONG), this => number == line }
    });
    let lines: Vec<Value> = lines.collect();
    let last = first + lines.len() - 1;
    let shown = !lines.is_empty() && (first..=last).contains(&line);
    shown.then(|| context! { name => place.file.as_str(), lines, first, last, count })
}
