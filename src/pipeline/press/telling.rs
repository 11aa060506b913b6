//! What a check typesets: of each layout one paper, and of every paper what holds a character that
//! no earlier one has, each cut down to that. Whatever could keep a paper from being printed shows
//! in these.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::documents::WrittenPaper;

/// How many rows of a table and blocks of a text stay in any case: enough for more than a page, so
/// that it shows how a layout breaks pages.
const STAY: usize = 60;
/// How many stay at the end, where sums stand and the signature follows.
const STAY_AT_END: usize = 2;

/// The layouts and characters that were seen so far.
#[derive(Default)]
pub(super) struct Seen {
    layouts: BTreeSet<&'static str>,
    characters: BTreeSet<char>,
}

impl Seen {
    /// Returns the data of a paper, cut down to what no earlier paper shows; `None` when it shows
    /// nothing new.
    pub(super) fn telling(&mut self, paper: &WrittenPaper) -> Option<Value> {
        let new_layout = self.layouts.insert(paper.layout);
        // What cannot be put into JSON is told when the paper is typeset.
        let mut data = serde_json::to_value(&paper.document).unwrap_or_default();
        let new_character = self.cut(&mut data);
        (new_layout || new_character).then_some(data)
    }

    /// Cuts long lists down to what has a new character; tells whether there is any. All characters
    /// are seen afterwards.
    fn cut(&mut self, data: &mut Value) -> bool {
        match data {
            Value::String(text) => {
                let before = self.characters.len();
                self.characters.extend(text.chars());
                self.characters.len() > before
            }
            Value::Object(fields) => {
                fields.values_mut().fold(false, |new, field| self.cut(field) | new)
            }
            Value::Array(items) => {
                let new: Vec<bool> = items.iter_mut().map(|item| self.cut(item)).collect();
                let end = items.len().saturating_sub(STAY_AT_END);
                if items.iter().all(Value::is_object) {
                    let mut index = 0..;
                    items.retain(|_| {
                        let index = index.next().unwrap_or_default();
                        index < STAY || index >= end || new[index]
                    });
                }
                new.contains(&true)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_long_table_keeps_its_ends_and_the_rows_with_a_new_character() {
        let row = |index: usize| json!({ "cells": [if index == 700 { "ẵ" } else { "a" }] });
        let mut data = json!({ "rows": (0..1000).map(row).collect::<Vec<_>>() });
        let mut seen = Seen::default();
        assert!(seen.cut(&mut data));
        let rows = data["rows"].as_array().unwrap();
        assert_eq!(rows.len(), STAY + 1 + STAY_AT_END);
        assert_eq!(rows[STAY], row(700));
        assert!(!seen.cut(&mut data), "everything was seen");
    }
}
