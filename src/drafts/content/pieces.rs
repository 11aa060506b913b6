//! Cuts texts into pieces: what states a fact of the round, or names a product or its owner, stands
//! in a piece of its own.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Held, HeldKind, Piece};
use crate::documents::StatedFact;
use crate::documents::model::{FactMention, TextRun};
use crate::fingerprint::sha256;

/// How many letters of a fingerprint name a control.
const LETTERS: usize = 12;

/// Beginning of the names of our controls.
pub(in crate::drafts) const OURS: &str = "ocop.";
/// Name of the control with the number.
const NUMBER: &str = "ocop.so";
/// Name of the control with the day.
const DAY: &str = "ocop.ngay";

/// Collects what stands in controls, and gives each a name.
pub(super) struct Holder<'a, 'd> {
    /// The facts that the papers may state.
    stated: &'a [StatedFact],
    /// Names of products and owners, longest first.
    names: &'a [String],
    pub(super) held: Vec<Held<'d>>,
    /// How many controls there are of each name.
    counts: BTreeMap<String, usize>,
}

impl<'a, 'd> Holder<'a, 'd> {
    pub(super) fn new(stated: &'a [StatedFact], names: &'a [String]) -> Self {
        Self { stated, names, held: Vec::new(), counts: BTreeMap::new() }
    }

    /// Notes something that stands in a control; returns its index.
    pub(super) fn hold(&mut self, text: &str, kind: HeldKind<'d>) -> usize {
        let named = match kind {
            HeldKind::Number => NUMBER.to_owned(),
            HeldKind::Day => DAY.to_owned(),
            HeldKind::Fact(fact) => named("f", &self.stated.get(fact).map(|f| (&f.what, &f.rows))),
            HeldKind::Cell(table, row, column) => {
                let title = table.columns.get(column).map(|column| &column.title);
                let first = table.rows.get(row).map(row_name);
                named("o", &(&table.summary, first, title))
            }
            HeldKind::Name => named("t", &text),
            HeldKind::Sheet => named("p", &text),
        };
        let count = self.counts.entry(named.clone()).or_default();
        *count += 1;
        let tag = if *count == 1 { named } else { format!("{named}.{count}") };
        self.held.push(Held { tag, text: text.to_owned(), kind });
        self.held.len() - 1
    }

    /// Returns a piece that stands in a control.
    pub(super) fn piece(&mut self, text: &str, kind: HeldKind<'d>) -> Piece {
        let held = Some(self.hold(text, kind));
        Piece { text: text.to_owned(), held, ..Piece::default() }
    }

    /// Cuts the runs of a block of the wording.
    pub(super) fn runs(&mut self, runs: &[TextRun]) -> Vec<Piece> {
        let (mut pieces, mut at) = (Vec::new(), 0);
        for run in runs {
            let mut stated = run.statements.clone();
            stated.sort_by_key(|one| (one.range.start, one.range.end));
            let mut end = 0;
            for FactMention { range, fact } in stated {
                if range.start < end || range.is_empty() {
                    continue;
                }
                self.plain(run, end..range.start, &mut at, &mut pieces);
                let held = self.hold(&run.text[range.clone()], HeldKind::Fact(fact));
                push(run, range.clone(), Some(held), &mut at, &mut pieces);
                end = range.end;
            }
            self.plain(run, end..run.text.len(), &mut at, &mut pieces);
        }
        pieces
    }

    /// Cuts a stretch of a run that states no fact at the names in it.
    fn plain(&mut self, run: &TextRun, range: Range<usize>, at: &mut usize, to: &mut Vec<Piece>) {
        let text = &run.text[range.clone()];
        match self.first_name(text) {
            Some(found) => {
                let (start, end) = (range.start + found.start, range.start + found.end);
                push(run, range.start..start, None, at, to);
                let held = self.hold(&run.text[start..end], HeldKind::Name);
                push(run, start..end, Some(held), at, to);
                self.plain(run, end..range.end, at, to);
            }
            None => push(run, range, None, at, to),
        }
    }

    /// Finds the first name in a text, the longest where several begin there.
    fn first_name(&self, text: &str) -> Option<Range<usize>> {
        let found = self.names.iter().filter_map(|name| {
            let at = text.match_indices(name.as_str()).map(|(at, _)| at);
            let mut whole = at.filter(|at| is_whole(text, *at..at + name.len()));
            whole.next().map(|at| at..at + name.len())
        });
        found.min_by_key(|range| (range.start, std::cmp::Reverse(range.end)))
    }

    /// Cuts a text that is none of the wording.
    pub(super) fn text(&mut self, text: &str) -> Vec<Piece> {
        let run = TextRun { text: text.to_owned(), ..TextRun::default() };
        let mut pieces = self.runs(std::slice::from_ref(&run));
        pieces.iter_mut().for_each(|piece| piece.at = None);
        pieces
    }
}

/// Tells whether no word goes on before or behind a stretch.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let joins = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}

fn push(
    run: &TextRun,
    range: Range<usize>,
    held: Option<usize>,
    at: &mut usize,
    to: &mut Vec<Piece>,
) {
    let text = &run.text[range];
    if text.is_empty() {
        return;
    }
    let (bold, italic, start) = (run.bold, run.italic, *at);
    *at += text.chars().count();
    match to.last_mut() {
        Some(before)
            if held.is_none()
                && before.held.is_none()
                && (before.bold, before.italic) == (bold, italic) =>
        {
            before.text.push_str(text);
        }
        _ => to.push(Piece { text: text.to_owned(), bold, italic, held, at: Some(start) }),
    }
}

/// Names a row of a table: by its product, else by its first cell.
fn row_name(row: &crate::documents::model::PrintedRow) -> String {
    match row {
        crate::documents::model::PrintedRow::Data { product: Some(product), .. } => {
            product.to_string()
        }
        row => row.texts().first().cloned().unwrap_or_default(),
    }
}

fn named(kind: &str, what: &impl serde::Serialize) -> String {
    let sum = sha256(&serde_json::to_vec(what).unwrap_or_default());
    format!("{OURS}{kind}.{}", &sum[..LETTERS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::FactSource;

    fn cut(text: &str, facts: &[(Range<usize>, usize)], names: &[&str]) -> Vec<(String, bool)> {
        let fact = |what: &str| StatedFact {
            value: String::new(),
            what: what.into(),
            rows: vec![FactSource::Rule { rule: what.into() }],
        };
        let stated = [fact("một"), fact("hai")];
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let statements = facts
            .iter()
            .map(|(range, fact)| FactMention { range: range.clone(), fact: *fact })
            .collect();
        let run = TextRun { text: text.into(), statements, ..TextRun::default() };
        let mut holder = Holder::new(&stated, &names);
        let pieces = holder.runs(&[run]);
        let mut at = 0;
        for piece in &pieces {
            assert_eq!(piece.at, Some(at));
            at += piece.text.chars().count();
        }
        pieces.into_iter().map(|piece| (piece.text, piece.held.is_some())).collect()
    }

    #[test]
    fn figures_and_names_stand_in_pieces_of_their_own() {
        let pieces = cut("Có 07/09 người", &[(4..6, 0), (7..9, 1)], &[]);
        let words: Vec<_> = pieces.iter().map(|(text, held)| (text.as_str(), *held)).collect();
        assert_eq!(
            words,
            [("Có ", false), ("07", true), ("/", false), ("09", true), (" người", false)]
        );
        let pieces = cut("“Chè Shan” và Chè Shant, Chè", &[], &["Chè Shan", "Chè"]);
        let held: Vec<_> =
            pieces.iter().filter(|(_, held)| *held).map(|(text, _)| text.as_str()).collect();
        assert_eq!(held, ["Chè Shan", "Chè", "Chè"]);
    }

    #[test]
    fn no_two_controls_are_called_alike() {
        let mut holder = Holder::new(&[], &[]);
        for _ in 0..3 {
            holder.hold("Chè", HeldKind::Name);
        }
        let tags: Vec<_> = holder.held.iter().map(|held| held.tag.as_str()).collect();
        assert!(
            tags[0].starts_with("ocop.t.") && tags[1].ends_with(".2") && tags[2].ends_with(".3")
        );
        assert!(tags.iter().all(|tag| tag.len() < 64), "Word takes 64 letters");
    }
}
