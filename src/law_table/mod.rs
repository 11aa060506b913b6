//! The criteria of an act as tables, to be proof-read against the printed law.
//!
//! An office that holds the gazette in hand reads it beside these tables: on the screen, on paper
//! or in Excel. Everything in an act that decides about marks is shown, with the slips of the
//! printed text and with how sure each value is. Nothing is judged or changed here.

mod csv;
mod find;
mod html;
mod overview;
mod set;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use self::csv::csv;
pub use self::find::{acts, near_sets, sets};
pub use self::html::html;
pub use self::overview::{overview, written_in};
pub use self::text::text;
use crate::criteria::{Act, ProductSet};

/// An act, or some of its product sets, to be shown.
#[derive(Debug, Clone)]
pub struct LawTable<'a> {
    /// The act.
    pub act: &'a Act,
    /// The product sets to be shown, in the order of the act.
    pub sets: Vec<&'a ProductSet>,
    /// Where the values were read, as [`written_in`] says it (Vietnamese).
    pub written_in: String,
}

impl<'a> LawTable<'a> {
    /// Returns the tables of the sets.
    fn tables(&self) -> Vec<set::SetTable<'a>> {
        let all = &self.act.sets;
        let number = |set: &ProductSet| all.iter().position(|one| one.name == set.name);
        let numbered = self.sets.iter().filter_map(|set| Some((number(set)? + 1, *set)));
        numbered.map(|(number, set)| set::SetTable::of(self.act, number, set)).collect()
    }
}
