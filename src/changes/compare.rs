//! Compares two versions of a paper, block by block; within a paragraph word by word.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::said::{PartKind, SaidPaper, SaidPart, label};
use super::table;
use super::told::Difference;
use super::words::{self, WordChange, split};
use crate::shared::Shared;

/// A stretch of words of a new paper that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the part.
    pub part: usize,
    /// Index of the text in the part: 0 for a paragraph, the cell for a row.
    pub text: usize,
    /// Words of the text. Where it is empty, words are gone before the word at its start.
    pub words: Range<usize>,
}

impl Spot {
    /// The place before a part, where something is gone.
    pub(super) fn before(part: usize) -> Self {
        Self { part, text: 0, words: 0..0 }
    }
}

/// Returns what differs between two versions of a paper, from top to bottom.
#[must_use]
pub fn differences(old: &SaidPaper, new: &SaidPaper) -> Vec<Difference> {
    let (before, now) = (Version::of(&old.parts), Version::of(&new.parts));
    let mut found = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &before.names(), &now.names()) {
        match operation.as_tag_tuple() {
            (DiffTag::Equal, from, to) => {
                let pairs =
                    from.zip(to).map(|(one, other)| (&before.blocks[one], &now.blocks[other]));
                pairs.for_each(|(one, other)| pair(&before, one, &now, other, &mut found));
            }
            (_, from, to) => hunk((&before, from), (&now, to), &mut found),
        }
    }
    found
}

/// A paragraph, or a table with all its rows: a range of parts.
type Block = Range<usize>;

/// A version of a paper, cut into blocks.
struct Version<'a> {
    parts: &'a [Shared<SaidPart>],
    blocks: Vec<Block>,
}

impl<'a> Version<'a> {
    fn of(parts: &'a [Shared<SaidPart>]) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            match blocks.last_mut() {
                Some(table) if part.kind == PartKind::Row => table.end = at + 1,
                _ => blocks.push(at..at + 1),
            }
        }
        Self { parts, blocks }
    }

    /// Names each block so that the same block has the same name: a paragraph by its text, a table
    /// by its place and headings.
    fn names(&self) -> Vec<(bool, String)> {
        let name = |block: &Block| {
            let part = self.first(block);
            match part.kind {
                PartKind::Text => (false, part.texts.join(" ")),
                PartKind::Head | PartKind::Row => {
                    (true, format!("{}\t{}", part.at, part.texts.join("\t")))
                }
            }
        };
        self.blocks.iter().map(name).collect()
    }

    fn first(&self, block: &Block) -> &'a SaidPart {
        &self.parts[block.start]
    }

    fn text(&self, block: &Block) -> String {
        self.first(block).texts.join(" ")
    }

    fn is_table(&self, block: &Block) -> bool {
        self.first(block).kind != PartKind::Text
    }
}

/// Compares blocks that are not the same: blocks that are alike are compared word by word, the
/// others are gone or new.
fn hunk(
    (old, from): (&Version<'_>, Range<usize>),
    (new, to): (&Version<'_>, Range<usize>),
    found: &mut Vec<Difference>,
) {
    let only = from.len() == 1 && to.len() == 1;
    let mut next = to.start;
    for one in &old.blocks[from] {
        let partner = (next..to.end).find(|at| are_versions(old, one, new, &new.blocks[*at], only));
        match partner {
            Some(at) => {
                new.blocks[next..at].iter().for_each(|block| added(new, block, found));
                pair(old, one, new, &new.blocks[at], found);
                next = at + 1;
            }
            None => removed(old, one, (new, next), found),
        }
    }
    new.blocks[next..to.end].iter().for_each(|block| added(new, block, found));
}

/// Tells whether two blocks are two versions of one. With `only`, nothing else stands there.
fn are_versions(
    old: &Version<'_>,
    one: &Block,
    new: &Version<'_>,
    other: &Block,
    only: bool,
) -> bool {
    let (first, second) = (old.first(one), new.first(other));
    old.is_table(one) == new.is_table(other)
        && (only
            || (first.at == second.at && (is_field(&first.at) || is_labelled(second)))
            || words::are_alike(&old.text(one), &new.text(other)))
}

/// Tells whether the place is a field of the form of papers, which holds one thing.
fn is_field(at: &str) -> bool {
    ["Số, ký hiệu", "Địa danh, ngày tháng", "Tên loại, trích yếu"].contains(&at)
}

/// Tells whether a paragraph begins with the words that name its place.
fn is_labelled(part: &SaidPart) -> bool {
    part.texts.first().and_then(|text| label(text)).is_some_and(|label| part.at.ends_with(label))
}

/// Compares two versions of a block.
fn pair(
    old: &Version<'_>,
    one: &Block,
    new: &Version<'_>,
    other: &Block,
    found: &mut Vec<Difference>,
) {
    if new.is_table(other) {
        table::compare(&old.parts[one.clone()], &new.parts[other.clone()], other.start, found);
        return;
    }
    let (before, now) = (old.text(one), new.text(other));
    let at = place(new.first(other), &now);
    found.extend(text(&before, &now, &at, (other.start, 0)));
}

/// Compares two texts word by word. `spot` is the part and the text in the new paper.
pub(super) fn text(old: &str, new: &str, at: &str, spot: (usize, usize)) -> Vec<Difference> {
    let (before, now) = (split(old), split(new));
    let changes = words::changes(&before, &now);
    let touched: usize = changes.iter().map(|change| change.new.len()).sum();
    // Where hardly a word stays, the whole text is told.
    let changes = if touched * 4 > now.len() * 3 && now.len() > 3 {
        vec![WordChange { old: 0..before.len(), new: 0..now.len() }]
    } else {
        changes
    };
    let told = |change: WordChange| {
        let WordChange { old, new } = change;
        Difference {
            at: at.to_owned(),
            old: before[old].join(" "),
            new: now[new.clone()].join(" "),
            noun: "",
            before: ending(&now[..new.start]),
            after: beginning(&now[new.end..]),
            says: None,
            spots: vec![Spot { part: spot.0, text: spot.1, words: new }],
        }
    };
    changes.into_iter().map(told).collect()
}

/// How many words are quoted around a change.
const AROUND: usize = 3;

fn ending(words: &[&str]) -> String {
    let shown = words[words.len().saturating_sub(AROUND)..].join(" ");
    if words.len() > AROUND { format!("… {shown}") } else { shown }
}

fn beginning(words: &[&str]) -> String {
    let shown = words[..words.len().min(AROUND)].join(" ");
    if words.len() > AROUND { format!("{shown} …") } else { shown }
}

/// Names the place of a paragraph: by its own place, else by its first words.
fn place(part: &SaidPart, text: &str) -> String {
    if part.at.is_empty() {
        format!("Đoạn “{}”", beginning(&split(text)))
    } else {
        part.at.clone()
    }
}

fn added(new: &Version<'_>, block: &Block, found: &mut Vec<Difference>) {
    let mut difference = whole(new, block);
    difference.spots = block
        .clone()
        .flat_map(|part| {
            let texts = new.parts[part].texts.iter().enumerate();
            texts.map(move |(text, said)| Spot { part, text, words: 0..split(said).len() })
        })
        .collect();
    found.push(difference);
}

/// Tells that a block is gone, before this block of the new version.
fn removed(
    old: &Version<'_>,
    block: &Block,
    (new, next): (&Version<'_>, usize),
    found: &mut Vec<Difference>,
) {
    let Difference { at, new: gone, noun, .. } = whole(old, block);
    let spots = new.blocks.get(next).map(|block| Spot::before(block.start)).into_iter().collect();
    found.push(Difference { at, old: gone, noun, spots, ..Difference::default() });
}

/// Tells a whole block as new.
fn whole(version: &Version<'_>, block: &Block) -> Difference {
    let part = version.first(block);
    let (noun, new) = if version.is_table(block) {
        ("bảng ", format!("{} ({} dòng)", part.texts.join(", "), block.len() - 1))
    } else {
        ("", version.text(block))
    };
    Difference { at: part.at.clone(), noun, new, ..Difference::default() }
}
