//! Holds a draft that came back against the paper as it is made now: words that were changed, each
//! with its place in the wording file or elsewhere, and figures that differ from the round.

mod align;
mod elsewhere;
mod facts;
mod markdown;
mod patch;

use std::collections::BTreeSet;
use std::ops::Range;

use self::align::{Edit, Pair};
use self::facts::FactsDesk;
use self::patch::PatchDesk;
pub use self::patch::{SourceEdit, patched};
use super::DraftDesk;
use super::content::{Content, FlatLine, HeldKind, Letter, Origin, lines};
use super::identity::Identity;
use super::read::{ReturnedDraft, ReturnedLine};
use super::style::Style;
use crate::counting::Counted;
use crate::documents::{WriteUp, WrittenPaper};
use crate::finding::Finding;

/// What is held against each other.
pub struct Compared<'a> {
    /// What the papers are made from.
    pub counted: &'a Counted<'a>,
    /// The papers as they are made now.
    pub papers: &'a WriteUp,
    /// The one of them that the draft is of.
    pub paper: &'a WrittenPaper,
    /// Its wording file, as it is now.
    pub wording: &'a str,
    /// Name of the file that came back.
    pub name: &'a str,
}

/// What a draft that came back says differently.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Figures, names and stars that differ, and controls that were taken away.
    pub findings: Vec<Finding>,
    /// Words that were changed.
    pub prose: Vec<ProseChange>,
    /// Number and day as they were filled in on the draft (Vietnamese).
    pub filled: Vec<String>,
    /// The recipients as the draft has them, where they were changed.
    pub recipients: Option<Vec<String>>,
    /// Whether facts changed since the draft was written.
    pub outdated: bool,
    /// Whether the program with which the draft was saved dropped the names of the controls.
    pub unnamed: bool,
}

/// Words that were changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseChange {
    /// Where (Vietnamese).
    pub at: String,
    /// What was changed (Vietnamese).
    pub told: String,
    /// Where the change is to be made.
    pub whither: Whither,
}

/// Where a change of words is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whither {
    /// In the wording file, by these edits.
    Wording(Vec<SourceEdit>),
    /// Somewhere else (Vietnamese).
    Elsewhere(String),
}

impl Comparison {
    /// Tells whether anything differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.findings.is_empty() || !self.prose.is_empty() || !self.filled.is_empty()
    }
}

impl ReturnedDraft {
    /// Returns the path of the paper that it says to be.
    #[must_use]
    pub fn paper(&self) -> Option<&str> {
        self.identity.as_ref().map(|identity| identity.paper.as_str())
    }
}

/// Compares a draft with the paper as it is made now.
#[must_use]
pub fn compare(desk: &DraftDesk<'_>, compared: &Compared<'_>, came: &ReturnedDraft) -> Comparison {
    let content = desk.content(compared.paper);
    let now = Identity::of(compared.paper, &content);
    let old = lines(&content);
    let said: Vec<String> = old.iter().map(FlatLine::text).collect();
    let says: Vec<String> = came.lines.iter().map(ReturnedLine::text).collect();
    let pairs = align::pairs(&said, &says);
    let named = !came.controls.is_empty();
    let mut reader = Comparer {
        came,
        old: &old,
        content: &content,
        facts: FactsDesk::new(compared),
        patches: PatchDesk::new(compared, &old),
        found: Comparison {
            outdated: came.identity.as_ref().is_some_and(|then| then.facts != now.facts),
            unnamed: !named && came.unnamed > 0,
            ..Comparison::default()
        },
        told: BTreeSet::new(),
    };
    for (index, pair) in pairs.iter().enumerate() {
        reader.pair(*pair, &pairs, index);
    }
    if named {
        reader.controls();
    }
    reader.recipients();
    reader.found
}

struct Comparer<'a, 'd> {
    came: &'a ReturnedDraft,
    old: &'a [FlatLine],
    content: &'a Content<'d>,
    facts: FactsDesk<'a>,
    patches: PatchDesk<'a>,
    found: Comparison,
    /// What is held of which something was told.
    told: BTreeSet<usize>,
}

impl Comparer<'_, '_> {
    fn pair(&mut self, pair: Pair, pairs: &[Pair], index: usize) {
        match (pair.old, pair.new) {
            (Some(old), Some(new)) => {
                let line = &self.came.lines[new];
                let edits = align::edits(&self.old[old].letters, &line.letters);
                self.changed(old, line, &edits);
            }
            (Some(old), None) => self.gone(old),
            (None, Some(new)) => {
                let before = pairs[..index].iter().rev().find_map(|pair| pair.old);
                let after = pairs[index + 1..].iter().find_map(|pair| pair.old);
                self.added(new, before, after);
            }
            (None, None) => {}
        }
    }

    /// Names the place of a line.
    fn place(&self, old: usize) -> String {
        elsewhere::place(self.old, old)
    }

    fn changed(&mut self, old: usize, line: &ReturnedLine, edits: &[Edit]) {
        let was = &self.old[old];
        if is_article_of_recipients(was, line) || self.is_filled(was, line) {
            return;
        }
        let kept = align::kept(&was.letters, edits);
        let mut prose = Vec::new();
        for edit in edits {
            let touched: BTreeSet<usize> = touched(&was.letters, edit).collect();
            if touched.is_empty() {
                prose.push(edit.clone());
            }
            for held in touched {
                let range = stretch(&was.letters, held);
                let says = text(&line.letters[carried(&range, &kept, edits, edit)]);
                self.fact(held, Some(says.trim()));
            }
        }
        for edit in prose {
            let told = told(&was.letters, &line.letters, &edit);
            let whither = self.patches.words(old, &edit, &line.letters);
            self.prose(old, told, whither);
        }
        let faces = faces(&was.letters, &line.letters, &kept);
        if matches!(was.from, Origin::Name | Origin::Subject | Origin::Body(_)) {
            for (range, (bold, italic)) in faces {
                let words = text(&was.letters[range.clone()]);
                let told = format!(
                    "“{}”: {}",
                    words.trim(),
                    face_told(&was.letters[range.start], bold, italic)
                );
                let whither = self.patches.face(old, range, bold, italic);
                self.prose(old, told, whither);
            }
        }
    }

    /// Tells whether only the number or the day of a line was filled in, and notes it.
    fn is_filled(&mut self, was: &FlatLine, line: &ReturnedLine) -> bool {
        let what = match was.from {
            Origin::Number => "số",
            Origin::PlaceDate => "ngày",
            _ => return false,
        };
        let (old, new) = (was.text(), line.text());
        let (old, new) = without_common(&old, &new);
        let is_value = !new.is_empty() && new.chars().all(|sign| sign.is_ascii_digit());
        if is_value && old.chars().all(|sign| sign.is_ascii_digit()) {
            self.found.filled.push(format!("{what} {new}"));
        }
        is_value
    }

    fn prose(&mut self, old: usize, told: String, whither: Whither) {
        let at = self.place(old);
        self.found.prose.push(ProseChange { at, told, whither });
    }

    /// Tells that something that is held says something else; or, without what it says, that it is
    /// gone.
    fn fact(&mut self, held: usize, says: Option<&str>) {
        let Some(one) = self.content.held.get(held) else { return };
        if says == Some(one.text.trim()) || !self.told.insert(held) {
            return;
        }
        match (one.kind, says) {
            (HeldKind::Number, Some(says)) if !says.is_empty() => {
                self.found.filled.push(format!("số {says}"));
            }
            (HeldKind::Day, Some(says)) if !says.is_empty() => {
                self.found.filled.push(format!("ngày {says}"));
            }
            (HeldKind::Number | HeldKind::Day, _) => {}
            _ => self.found.findings.push(self.facts.finding(one, says)),
        }
    }

    fn gone(&mut self, old: usize) {
        let was = &self.old[old];
        let held: BTreeSet<usize> = was.letters.iter().filter_map(|letter| letter.held).collect();
        let has_facts = !held.is_empty();
        held.into_iter().for_each(|held| self.fact(held, None));
        let told = format!("bỏ cả đoạn “{}”", short(&was.text()));
        if was.from == Origin::Table && has_facts {
            return;
        }
        let whither = self.patches.gone(old);
        self.prose(old, told, whither);
    }

    fn added(&mut self, new: usize, before: Option<usize>, after: Option<usize>) {
        let line = &self.came.lines[new];
        let told = format!("thêm đoạn “{}”", short(&line.text()));
        let whither = self.patches.added(line, before, after);
        let at = before.or(after).map(|old| self.place(old)).unwrap_or_default();
        let at = if before.is_some() { format!("Sau {}", elsewhere::small(&at)) } else { at };
        self.found.prose.push(ProseChange { at, told, whither });
    }

    /// Notes the recipients of the draft where they differ from those of the paper.
    fn recipients(&mut self) {
        let is_one = |line: &&FlatLine| matches!(line.from, Origin::Recipient(_));
        let was: Vec<String> = self.old.iter().filter(is_one).map(FlatLine::text).collect();
        let is_one = |line: &&ReturnedLine| line.style == Some(Style::Recipient);
        let is: Vec<String> =
            self.came.lines.iter().filter(is_one).map(ReturnedLine::text).collect();
        if was != is && !was.is_empty() && !is.is_empty() {
            let bare = |line: &String| line.trim_start_matches(['-', '–', ' ']).to_owned();
            self.found.recipients = Some(is.iter().map(bare).collect());
        }
    }

    /// Tells which controls were taken away although their words are still there.
    fn controls(&mut self) {
        let there: BTreeSet<&str> = self.came.controls.iter().map(String::as_str).collect();
        for (index, held) in self.content.held.iter().enumerate() {
            let gone = !there.contains(held.tag.as_str()) && !held.text.trim().is_empty();
            if gone && !held.kind.is_open() && !self.told.contains(&index) {
                // The paper may have it only since the draft was written.
                if self.found.outdated {
                    continue;
                }
                self.told.insert(index);
                self.found.findings.push(self.facts.removed(held));
            }
        }
    }
}

/// Returns what two texts say between the letters with which both begin and both end.
fn without_common<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let same = |(one, other): &(char, char)| one == other;
    let start: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let (old, new) = (&old[start..], &new[start..]);
    let pairs = old.chars().rev().zip(new.chars().rev());
    let end: usize = pairs.take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    (old[..old.len() - end].trim(), new[..new.len() - end].trim())
}

/// Tells whether a line is the recipient “Như Điều …”, whose number follows from the articles.
fn is_article_of_recipients(was: &FlatLine, line: &ReturnedLine) -> bool {
    let bare = |text: String| {
        text.strip_prefix("- Như Điều ")
            .map(|rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned())
    };
    let (was_bare, is_bare) = (bare(was.text()), bare(line.text()));
    matches!(was.from, Origin::Recipient(_)) && was_bare.is_some() && was_bare == is_bare
}

/// Yields what is held that an edit touches. Letters put in between two are in neither.
fn touched(letters: &[Letter], edit: &Edit) -> impl Iterator<Item = usize> {
    let within = if edit.old.is_empty() {
        let at = edit.old.start;
        let before = at.checked_sub(1).and_then(|at| letters.get(at)?.held);
        let after = letters.get(at).and_then(|letter| letter.held);
        before.filter(|_| before == after).into_iter().collect::<Vec<_>>()
    } else {
        letters[edit.old.clone()].iter().filter_map(|letter| letter.held).collect()
    };
    within.into_iter()
}

/// Returns the letters of something that is held.
fn stretch(letters: &[Letter], held: usize) -> Range<usize> {
    let own = |letter: &Letter| letter.held == Some(held);
    let start = letters.iter().position(own).unwrap_or_default();
    let end = letters.iter().rposition(own).map_or(start, |end| end + 1);
    start..end
}

/// Returns the letters of the new line that stand in the place of a stretch of the old one, which
/// an edit touches.
fn carried(
    range: &Range<usize>,
    kept: &[Option<usize>],
    edits: &[Edit],
    edit: &Edit,
) -> Range<usize> {
    let of = |at: usize| edits.iter().find(|edit| edit.old.contains(&at)).unwrap_or(edit);
    let start =
        kept.get(range.start).copied().flatten().unwrap_or_else(|| of(range.start).new.start);
    let last = range.end.saturating_sub(1);
    let end = kept.get(last).copied().flatten().map_or_else(|| of(last).new.end, |at| at + 1);
    start.min(end)..end
}

pub(super) fn text(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.sign).collect()
}

/// How many letters of a text are quoted.
const QUOTED: usize = 160;

fn short(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(QUOTED).collect::<String>())
}

/// Tells an edit in whole words.
fn told(old: &[Letter], new: &[Letter], edit: &Edit) -> String {
    let was = whole(old, &edit.old);
    let is = whole(new, &edit.new);
    match (was.trim(), is.trim()) {
        (was, "") => format!("bỏ “{}”", short(was)),
        ("", is) => format!("thêm “{}”", short(is)),
        (was, is) => format!("“{}” → “{}”", short(was), short(is)),
    }
}

/// Returns the words in which a stretch stands; nothing where it is between words.
fn whole(letters: &[Letter], range: &Range<usize>) -> String {
    let inner = text(&letters[range.clone()]);
    if range.is_empty() || inner.starts_with(' ') || inner.ends_with(' ') {
        let joins = range.is_empty()
            && range.start > 0
            && letters.get(range.start).is_some_and(|letter| letter.sign != ' ')
            && letters[range.start - 1].sign != ' ';
        if !joins {
            return inner;
        }
    }
    let is_space = |at: &usize| letters[*at].sign == ' ';
    let start = (0..range.start).rev().find(is_space).map_or(0, |at| at + 1);
    let end = (range.end..letters.len()).find(is_space).unwrap_or(letters.len());
    text(&letters[start..end])
}

/// Returns the stretches whose face was changed, with the face that they have now. White space has
/// none.
fn faces(
    old: &[Letter],
    new: &[Letter],
    kept: &[Option<usize>],
) -> Vec<(Range<usize>, (bool, bool))> {
    let mut found: Vec<(Range<usize>, (bool, bool))> = Vec::new();
    for (at, letter) in old.iter().enumerate() {
        let Some(now) = kept[at].and_then(|at| new.get(at)) else { continue };
        let face = (now.bold, now.italic);
        let is_same = face == (letter.bold, letter.italic);
        let goes_on = |last: &&mut (Range<usize>, (bool, bool))| {
            let was = &old[last.0.start];
            last.0.end == at
                && last.1 == face
                && (was.bold, was.italic) == (letter.bold, letter.italic)
        };
        if is_same {
            continue;
        }
        match found.last_mut().filter(goes_on) {
            Some(last) => last.0.end = at + 1,
            None => found.push((at..at + 1, face)),
        }
    }
    found.retain_mut(|(range, _)| {
        while range.start < range.end && old[range.start].sign == ' ' {
            range.start += 1;
        }
        while range.start < range.end && old[range.end - 1].sign == ' ' {
            range.end -= 1;
        }
        range.start < range.end
    });
    found
}

fn face_told(was: &Letter, bold: bool, italic: bool) -> String {
    let mut told = Vec::new();
    match (was.bold, bold) {
        (false, true) => told.push("in đậm"),
        (true, false) => told.push("thôi in đậm"),
        _ => {}
    }
    match (was.italic, italic) {
        (false, true) => told.push("in nghiêng"),
        (true, false) => told.push("thôi in nghiêng"),
        _ => {}
    }
    told.join(", ")
}

/// Returns all edits of a comparison that belong to the wording file, each once.
#[must_use]
pub fn source_edits(changes: &[ProseChange]) -> Vec<SourceEdit> {
    let mut edits: Vec<SourceEdit> = Vec::new();
    for change in changes {
        if let Whither::Wording(own) = &change.whither {
            for edit in own {
                if !edits.contains(edit) {
                    edits.push(edit.clone());
                }
            }
        }
    }
    edits
}
