//! Values that papers state, each with what it was made from; and the marks that keep the two
//! together while a wording file is filled.
//!
//! Each fact goes into the template as a value that knows its index in a list. Where the template
//! prints it, marks are written around it; no value from a workbook can contain such marks. The
//! reader of the filled wording ([`take_marks`]) removes the marks and notes which piece of the
//! text states which fact.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{DynObject, Object, ObjectRepr, Serde};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::model::{FactMention, TextRun};
use crate::round::pad_number;

/// A value that papers state, with what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Traced<T> {
    /// The value as papers use it.
    pub value: T,
    /// Describes the value in Vietnamese, e.g. `số sản phẩm được công nhận`.
    pub what: String,
    /// What the value was made from, in order. For a count: one row for each thing counted.
    pub rows: Vec<FactSource>,
}

impl Traced<usize> {
    /// Counts the rows.
    pub(super) fn count(what: impl Into<String>, rows: Vec<FactSource>) -> Self {
        Self { value: rows.len(), what: what.into(), rows }
    }
}

/// One thing that a value was made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(untagged)]
pub enum FactSource {
    /// A ballot: what a member gave a product in a session, all of it or one part.
    Ballot {
        /// Number of the product in the round's list.
        product: usize,
        /// The session.
        session: u8,
        /// Index of the member in the council.
        member: usize,
        /// The part, where it is only about one (0 is A).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<usize>,
    },
    /// A product.
    Product {
        /// Number of the product in the round's list.
        product: usize,
        /// The session whose mean the value is; `None` when the value is not a mean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        session: Option<u8>,
        /// What was considered about the product (Vietnamese), e.g. `62,0 điểm, 3 sao`; empty when
        /// only its presence counts.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        detail: String,
    },
    /// An owner.
    Owner {
        /// The owner's name as printed.
        owner: String,
        /// Numbers of its products in the round's list.
        products: Vec<usize>,
    },
    /// A member of the council, or a substitute.
    Person {
        /// Full name.
        person: String,
    },
    /// A mark that a member gave for a criterion.
    Mark {
        /// The member, the mark and its cell (Vietnamese).
        mark: String,
    },
    /// A setting of `round.toml` or a rule of the act.
    Rule {
        /// The setting in words (Vietnamese).
        rule: String,
    },
}

/// Text that papers print, with the facts that it states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct TracedText {
    /// The text.
    pub text: String,
    /// The facts in the text, from left to right.
    pub facts: Vec<PlacedFact>,
}

/// A fact and the place in a [`TracedText`] where it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct PlacedFact {
    /// Index of the first byte of the fact in the text.
    pub from: usize,
    /// Index of the byte after the last one.
    pub to: usize,
    /// The fact.
    #[serde(flatten)]
    pub fact: StatedFact,
}

impl TracedText {
    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends words that state no fact.
    pub(super) fn words(mut self, words: &str) -> Self {
        self.text.push_str(words);
        self
    }

    /// Appends a count, written with two digits at least.
    pub(super) fn count(self, count: &Traced<usize>) -> Self {
        let Traced { value, what, rows } = count;
        self.value(&Traced {
            value: pad_number(*value as u64),
            what: what.clone(),
            rows: rows.clone(),
        })
    }

    /// Appends a fact.
    pub(super) fn value(mut self, fact: &StatedFact) -> Self {
        let from = self.text.len();
        self.text.push_str(&fact.value);
        self.facts.push(PlacedFact { from, to: self.text.len(), fact: fact.clone() });
        self
    }

    /// Joins several texts, with `between` between each two.
    pub(super) fn joined(phrases: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut joined = Self::default();
        for (index, phrase) in phrases.into_iter().enumerate() {
            joined.text.push_str(if index > 0 { between } else { "" });
            let shift = joined.text.len();
            joined.text.push_str(&phrase.text);
            let placed = phrase.facts.into_iter();
            joined.facts.extend(placed.map(|one| PlacedFact {
                from: one.from + shift,
                to: one.to + shift,
                ..one
            }));
        }
        joined
    }
}

/// A fact in the form in which a paper prints it.
pub type StatedFact = Traced<String>;

/// Turns facts into values for the wording files. Returns them with the list of all facts; each
/// value knows the index of its fact in that list.
///
/// Every [`Traced`] and every [`TracedText`] becomes a value that prints, compares and counts as
/// true or false like its own value.
pub(super) fn for_wording(facts: &impl Serialize) -> (Value, Vec<StatedFact>) {
    let mut stated = Vec::new();
    (more_for_wording(facts, &mut stated), stated)
}

/// Turns more facts into values for the wording files, like [`for_wording`]. Their facts are added
/// to the list of those that are there.
pub(super) fn more_for_wording(facts: &impl Serialize, stated: &mut Vec<StatedFact>) -> Value {
    value(serde_json::to_value(facts).unwrap_or_default(), stated)
}

fn value(json: Json, stated: &mut Vec<StatedFact>) -> Value {
    let has = |fields: &serde_json::Map<String, Json>, keys: &[&str]| {
        fields.len() == keys.len() && keys.iter().all(|key| fields.contains_key(*key))
    };
    match json {
        Json::Array(items) => items.into_iter().map(|item| value(item, stated)).collect(),
        Json::Object(fields) if has(&fields, &["rows", "value", "what"]) => {
            serde_json::from_value(Json::Object(fields))
                .map_or(Value::UNDEFINED, |fact| traced_value(fact, stated))
        }
        Json::Object(fields) if has(&fields, &["facts", "text"]) => {
            serde_json::from_value(Json::Object(fields))
                .map_or(Value::UNDEFINED, |phrase| phrase_value(phrase, stated))
        }
        Json::Object(fields) => {
            let fields = fields.into_iter().map(|(key, field)| (key, value(field, stated)));
            Value::from_object(fields.collect::<BTreeMap<String, Value>>())
        }
        Json::Null => Value::from(()),
        plain => Value::from(Serde(plain)),
    }
}

fn traced_value(fact: Traced<Json>, stated: &mut Vec<StatedFact>) -> Value {
    let Traced { value, what, rows } = fact;
    let value = Value::from(Serde(value));
    let number = stated.len();
    stated.push(Traced { value: value.to_string(), what, rows });
    Value::from_object(FactValue { pieces: vec![(value.to_string(), Some(number))], value })
}

fn phrase_value(phrase: TracedText, stated: &mut Vec<StatedFact>) -> Value {
    let TracedText { text, facts } = phrase;
    let mut pieces = Vec::new();
    let mut end = 0;
    for PlacedFact { from, to, fact } in facts {
        pieces.push((text[end..from].to_owned(), None));
        pieces.push((text[from..to].to_owned(), Some(stated.len())));
        stated.push(fact);
        end = to;
    }
    pieces.push((text[end..].to_owned(), None));
    Value::from_object(FactValue { pieces, value: Value::from(text) })
}

/// A value in a wording file that states facts.
#[derive(Debug)]
pub(super) struct FactValue {
    /// The plain value, used for comparisons and conditions.
    pub(super) value: Value,
    /// The text that is printed, piece by piece, each with the index of the fact that it states.
    pieces: Vec<(String, Option<usize>)>,
}

impl FactValue {
    /// Returns the facts in a template value; `None` when it states none.
    pub(super) fn of(value: &Value) -> Option<&Self> {
        value.downcast_object_ref()
    }

    /// Returns the same fact printed differently, e.g. with a leading zero.
    pub(super) fn printed(&self, text: String) -> Value {
        let fact = self.pieces.iter().find_map(|(_, fact)| *fact);
        Value::from_object(Self { value: Value::from(text.as_str()), pieces: vec![(text, fact)] })
    }

    /// Joins template values, with `between` between each two; `None` when none of them states a
    /// fact.
    pub(super) fn joined(values: &[Value], between: &str) -> Option<Value> {
        values.iter().find_map(Self::of)?;
        let mut pieces = Vec::new();
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                pieces.push((between.to_owned(), None));
            }
            match Self::of(value) {
                Some(told) => pieces.extend(told.pieces.iter().cloned()),
                None => pieces.push((value.to_string(), None)),
            }
        }
        let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
        Some(Value::from_object(Self { value: Value::from(text), pieces }))
    }

    /// Yields every piece as (mark before, text, mark after). Pieces that state no fact have no
    /// marks.
    pub(super) fn marked(&self) -> impl Iterator<Item = (String, &str, Option<char>)> {
        self.pieces.iter().map(|(text, fact)| match fact {
            Some(number) => (mark(*number), text.as_str(), Some(CLOSE)),
            None => (String::new(), text.as_str(), None),
        })
    }
}

/// Returns the mark that stands before a fact in a filled wording: the opening sign and the index
/// of the fact.
fn mark(fact: usize) -> String {
    let digits = fact.to_string();
    let digits = digits
        .bytes()
        .filter_map(|digit| char::from_u32(u32::from(FIRST_DIGIT) + u32::from(digit - b'0')));
    std::iter::once(OPEN).chain(digits).collect()
}

impl Object for FactValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.value.is_true()
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<Self>().map(|other| self.value.cmp(&other.value))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

// Private-use characters, like those around the names of tables (`wording::TABLE`).
const OPEN: char = '\u{E002}';
const CLOSE: char = '\u{E003}';
const FIRST_DIGIT: char = '\u{E010}';
const LAST_DIGIT: char = '\u{E019}';

/// Tells whether a character is one of our marks. In values such characters are replaced, so that
/// no value can imitate a mark.
pub(super) fn is_mark(sign: char) -> bool {
    ('\u{E000}'..='\u{E03F}').contains(&sign)
}

/// Returns the text without marks.
pub(super) fn unmarked(text: &str) -> String {
    text.chars().filter(|sign| !is_mark(*sign)).collect()
}

/// Removes the marks from the runs of one block, and notes in each run which piece states which
/// fact.
pub(super) fn take_marks(runs: &mut Vec<TextRun>) {
    let mut open: Option<usize> = None;
    for run in runs.iter_mut() {
        let mut text = String::with_capacity(run.text.len());
        let mut start = 0;
        for sign in run.text.chars() {
            match sign {
                OPEN => (open, start) = (Some(0), text.len()),
                FIRST_DIGIT..=LAST_DIGIT => {
                    let digit = (u32::from(sign) - u32::from(FIRST_DIGIT)) as usize;
                    open = open.map(|number| number * 10 + digit);
                }
                CLOSE => note(&mut run.statements, open.take(), start..text.len()),
                sign => text.push(sign),
            }
        }
        // When the words of a fact were cut into several runs, each of these runs states the fact.
        note(&mut run.statements, open, start..text.len());
        run.text = text;
    }
    runs.retain(|run| !run.text.is_empty());
}

fn note(statements: &mut Vec<FactMention>, fact: Option<usize>, range: Range<usize>) {
    if let Some(fact) = fact.filter(|_| !range.is_empty()) {
        statements.push(FactMention { range, fact });
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    use super::*;

    #[test]
    fn a_fact_compares_and_is_false_like_its_value() {
        let count = |rows: usize| {
            Traced::count("số dòng", vec![FactSource::Rule { rule: "dòng".into() }; rows])
        };
        let (value, stated) = for_wording(&[count(0), count(2), count(2)]);
        assert_eq!(
            stated.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>(),
            ["0", "2", "2"]
        );
        assert_eq!(stated[2].rows.len(), 2);
        let environment = Environment::new();
        let source = "{% if f[0] %}x{% endif %}{% if f[1] == f[2] %}{{ f[1] }}{% endif %}{% if \
                      f[0] == f[1] %}y{% endif %}";
        assert_eq!(environment.render_str(source, context! { f => value }).unwrap(), "2");
    }

    #[test]
    fn marks_are_taken_out_and_noted() {
        let marked = |number: usize, text: &str| format!("{}{text}{CLOSE}", mark(number));
        let text = format!("Có {}/{} thành viên", marked(12, "07"), marked(3, "09"));
        let mut runs = vec![TextRun { text, ..TextRun::default() }];
        take_marks(&mut runs);
        let statement = |range, fact| FactMention { range, fact };
        assert_eq!(runs[0].text, "Có 07/09 thành viên");
        assert_eq!(runs[0].statements, [statement(4..6, 12), statement(7..9, 3)]);
    }
}
