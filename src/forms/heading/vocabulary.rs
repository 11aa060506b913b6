//! The words of headings, as `templates/words/lists.toml` has them, indexed for comparison.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::field::ListField;
use super::words::{HeadingWords, normal};

/// The phrases over a column that mean one field, as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::forms) struct ColumnFile {
    within: Vec<String>,
    whole: Vec<String>,
    weak_within: Vec<String>,
    weak_whole: Vec<String>,
}

/// The other words of headings, as the file has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct HeadingFile {
    unread_within: Vec<String>,
    unread_whole: Vec<String>,
    unread_anywhere: Vec<String>,
    past: Vec<String>,
    before: Vec<String>,
    points: Vec<String>,
    beside_unit: Vec<String>,
    right: Vec<String>,
    never_misspelt: Vec<String>,
    abbreviations: BTreeMap<String, String>,
}

/// What a phrase of headings means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PhraseMeaning {
    /// The field; `None` for a column that is known and whose values are not read.
    pub(super) field: Option<ListField>,
    /// Whether the phrase is weak, so that a column with better words takes the field.
    pub(super) weak: bool,
}

/// A phrase of headings: its words without diacritics and with abbreviations written out, and how
/// the file writes it.
#[derive(Debug, Clone)]
pub(super) struct HeadingPhrase {
    pub(super) words: Vec<String>,
    /// The phrase as the file writes it.
    pub(super) shown: String,
    pub(super) meaning: PhraseMeaning,
    /// Whether it counts only where it is the whole heading.
    pub(super) whole: bool,
}

/// All words of headings, indexed.
#[derive(Debug, Clone)]
pub(in crate::forms) struct Vocabulary {
    /// Abbreviations, and the words for which they stand.
    pub(super) abbreviations: BTreeMap<String, Vec<String>>,
    /// Phrases that must be the whole heading, by their words.
    whole: BTreeMap<Vec<String>, usize>,
    /// Phrases that may stand anywhere in a heading, by their first word; the longest first.
    within: BTreeMap<String, Vec<usize>>,
    /// Phrases that make any heading that holds them one that is not read, by their first word.
    anywhere: BTreeMap<String, Vec<usize>>,
    /// Those of them that speak of what the product was recognised as before.
    past: BTreeSet<Vec<String>>,
    /// All phrases, of fields and of columns that are not read.
    pub(super) phrases: Vec<HeadingPhrase>,
    /// Words before a phrase that do not change its meaning, and the words of the phrases of each
    /// field.
    before: BTreeSet<String>,
    of_field: BTreeMap<ListField, BTreeSet<String>>,
    /// Words of headings about the points of a council.
    pub(super) points: BTreeSet<String>,
    /// Words that may stand beside the kind of an administrative unit.
    pub(super) beside_unit: BTreeSet<String>,
    /// Words that are spelt right: those of the phrases of fields.
    pub(super) right: BTreeSet<String>,
    /// Words that are never taken for a misspelling, not even in a long phrase.
    pub(super) other_words: BTreeSet<String>,
    /// Words that are recognised only where they are spelt right.
    pub(super) never_misspelt: BTreeSet<String>,
}

impl Vocabulary {
    /// Indexes the words of a file.
    ///
    /// # Errors
    ///
    /// A text for the finding, when the file has words for a field that does not exist.
    pub(in crate::forms) fn of(
        columns: &BTreeMap<String, ColumnFile>,
        file: &HeadingFile,
    ) -> Result<Self, String> {
        let mut vocabulary = Self::empty(file);
        for (key, column) in columns {
            let field =
                ListField::of_key(key).ok_or_else(|| format!("unknown field `columns.{key}`"))?;
            vocabulary.add(Some(field), column);
        }
        let (within, whole) = (file.unread_within.clone(), file.unread_whole.clone());
        vocabulary.add(None, &ColumnFile { within, whole, ..ColumnFile::default() });
        for shown in &file.unread_anywhere {
            let index = vocabulary.phrase(PhraseMeaning { field: None, weak: false }, shown, false);
            if let Some(first) = vocabulary.phrases[index].words.first().cloned() {
                vocabulary.anywhere.entry(first).or_default().push(index);
            }
        }
        vocabulary.finish();
        Ok(vocabulary)
    }

    fn empty(file: &HeadingFile) -> Self {
        let plain = |text: &String| normal(&BTreeMap::new(), text);
        let abbreviations = file
            .abbreviations
            .iter()
            .map(|(short, long)| (plain(short).concat(), plain(long)))
            .collect();
        let set = |list: &[String]| {
            list.iter().flat_map(|phrase| normal(&abbreviations, phrase)).collect()
        };
        Self {
            whole: BTreeMap::new(),
            within: BTreeMap::new(),
            anywhere: BTreeMap::new(),
            past: file.past.iter().map(|phrase| normal(&abbreviations, phrase)).collect(),
            phrases: Vec::new(),
            of_field: BTreeMap::new(),
            before: set(&file.before),
            points: set(&file.points),
            beside_unit: set(&file.beside_unit),
            right: BTreeSet::new(),
            other_words: set(&file.right),
            never_misspelt: set(&file.never_misspelt),
            abbreviations,
        }
    }

    /// Adds the phrases of one field, or of columns that are not read.
    fn add(&mut self, field: Option<ListField>, column: &ColumnFile) {
        for (weak, within, whole) in [
            (false, &column.within, &column.whole),
            (true, &column.weak_within, &column.weak_whole),
        ] {
            for shown in within {
                let index = self.phrase(PhraseMeaning { field, weak }, shown, false);
                if let Some(first) = self.phrases[index].words.first().cloned() {
                    self.within.entry(first).or_default().push(index);
                }
            }
            for shown in whole {
                let index = self.phrase(PhraseMeaning { field, weak }, shown, true);
                self.whole.entry(self.phrases[index].words.clone()).or_insert(index);
            }
        }
    }

    /// Adds one phrase; returns its index.
    fn phrase(&mut self, meaning: PhraseMeaning, shown: &str, whole: bool) -> usize {
        let words = normal(&self.abbreviations, shown);
        if let Some(field) = meaning.field {
            self.of_field.entry(field).or_default().extend(words.iter().cloned());
            self.right.extend(words.iter().cloned());
        }
        self.phrases.push(HeadingPhrase { words, shown: shown.to_owned(), meaning, whole });
        self.phrases.len() - 1
    }

    /// Sorts the phrases that begin with one word, the longest first.
    fn finish(&mut self) {
        let phrases = &self.phrases;
        for list in self.within.values_mut().chain(self.anywhere.values_mut()) {
            list.sort_by_key(|index| {
                let phrase = &phrases[*index];
                (
                    usize::MAX - phrase.words.iter().map(String::len).sum::<usize>(),
                    phrase.meaning.weak,
                    *index,
                )
            });
        }
    }

    /// The phrase that is exactly these words.
    pub(super) fn whole(&self, words: &[String]) -> Option<&HeadingPhrase> {
        self.whole.get(words).map(|index| &self.phrases[*index])
    }

    /// The phrase that begins first in these words, with the index of its first word; of those that
    /// begin together, the longest.
    pub(super) fn within(&self, words: &[String]) -> Option<(usize, &HeadingPhrase)> {
        (0..words.len()).find_map(|at| Some((at, self.at(&self.within, &words[at..])?)))
    }

    /// The longest phrase with which these words begin.
    pub(super) fn starting(&self, words: &[String]) -> Option<&HeadingPhrase> {
        self.at(&self.within, words)
    }

    /// The phrase in these words that makes the column one that is not read. Before a number it is
    /// a note, as `tối đa` in `tối đa 35`, and does not count; nor does it as a part of the phrase
    /// of a field, as `đã đạt` in `hạng sao đã đạt`.
    pub(super) fn property(&self, words: &[String]) -> Option<&HeadingPhrase> {
        let mut at = 0;
        while at < words.len() {
            if let Some(length) = self.field_with_property(&words[at..]) {
                at += length;
                continue;
            }
            if let Some(found) = self.at(&self.anywhere, &words[at..]) {
                let next = words.get(at + found.words.len());
                let noted =
                    next.is_some_and(|next| next.starts_with(|sign: char| sign.is_ascii_digit()));
                if !noted {
                    return Some(found);
                }
            }
            at += 1;
        }
        None
    }

    /// The length of the phrase of a field with which these words begin, where a phrase of
    /// [`anywhere`](Self::anywhere) is a part of it.
    fn field_with_property(&self, words: &[String]) -> Option<usize> {
        let phrase = self.at(&self.within, words)?;
        phrase.meaning.field?;
        let holds = |from: usize| self.at(&self.anywhere, &phrase.words[from..]).is_some();
        (0..phrase.words.len()).any(holds).then_some(phrase.words.len())
    }

    /// Whether a phrase that makes a column one that is not read speaks of what the product was
    /// recognised as before.
    pub(super) fn is_past(&self, phrase: &HeadingPhrase) -> bool {
        self.past.contains(&phrase.words)
    }

    /// Lets the name of a printed form (`mẫu 01`) mean a field, in whichever way it is written.
    pub(in crate::forms) fn name_form(&mut self, name: &str, field: ListField) {
        let number = |word: &str| word.trim_start_matches('0').to_owned();
        let mut names = Vec::new();
        for words in [name.to_owned(), name.replace(' ', " số ")] {
            let last = words.split(' ').next_back().unwrap_or_default();
            names.push(words.replace(last, &number(last)));
            names.push(words);
        }
        let meaning = PhraseMeaning { field: Some(field), weak: false };
        for name in names {
            let words = normal(&self.abbreviations, &name);
            if let Some(known) = self.phrases.iter_mut().find(|phrase| phrase.words == words) {
                known.meaning = meaning;
                continue;
            }
            let index = self.phrase(meaning, &name, false);
            if let Some(first) = words.into_iter().next() {
                self.within.entry(first).or_default().push(index);
            }
        }
        self.finish();
    }

    /// The phrase by which the heading of a column is known and not read, as the file writes it.
    pub(in crate::forms) fn unread(&self, heading: &str) -> Option<&str> {
        let words = self.words(heading)?;
        let whole = self.whole(&words.outer).filter(|phrase| phrase.meaning.field.is_none());
        let in_segment = |segment: &Vec<String>| {
            let within = || self.within(segment).map(|(_, phrase)| phrase);
            self.property(segment)
                .or_else(|| within().filter(|phrase| phrase.meaning.field.is_none()))
        };
        whole
            .or_else(|| words.segments.iter().find_map(in_segment))
            .map(|phrase| phrase.shown.as_str())
    }

    fn at<'v>(
        &'v self,
        index: &BTreeMap<String, Vec<usize>>,
        words: &[String],
    ) -> Option<&'v HeadingPhrase> {
        let candidates = index.get(words.first()?)?;
        candidates
            .iter()
            .map(|index| &self.phrases[*index])
            .find(|phrase| words.starts_with(&phrase.words))
    }

    /// Whether these words, before a phrase of a field, leave its meaning as it is.
    pub(super) fn are_neutral(&self, words: &[String], field: ListField) -> bool {
        let own = self.of_field.get(&field);
        words
            .iter()
            .all(|word| self.before.contains(word) || own.is_some_and(|own| own.contains(word)))
    }

    /// Takes a heading apart; `None` for what is too long for a heading, or has no words.
    pub(super) fn words(&self, heading: &str) -> Option<HeadingWords> {
        HeadingWords::of(&self.abbreviations, heading)
    }
}
