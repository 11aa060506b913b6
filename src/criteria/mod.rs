//! The criteria of the law as data (`templates/criteria/*.toml`): parts, product sets, allowed
//! marks, star bands, and the dates between which they are in force.
//!
//! One file for each act, or for each version of an amended act. An office corrects an act with a
//! file of the same name in its own `templates/` folder, and adds one with a file of another name.
//! No number of the law stands in the code. Every file is tested against itself each time it is
//! loaded, and is not used when it fails. This desk judges no mark: the rules do, with the data of
//! this desk.

mod acts;
mod authority;
mod check;
mod choose;
mod dossier;
mod file;
mod legal_form;
mod load;
mod model;
mod registration;
mod resolve;
mod resolver;
mod scale;
mod set;
#[cfg(test)]
mod tests;

use time::Date;

pub use self::acts::{ActOfDossier, RoundActs};
pub use self::authority::{
    Authority, Decider, PaperWording, ProposalDossier, RoundCalendar, RoundDays, YearDay,
    YearlyRound,
};
pub use self::choose::choose;
pub use self::dossier::{DossierItem, MandatoryDossier};
pub use self::legal_form::LegalForm;
use self::load::UnreadRest;
pub use self::load::{load, load_heads};
pub use self::model::{
    Act, Amendment, CriteriaPart, PARTS, RecognitionLevel, SubmittingUnits, Transition,
};
pub use self::registration::{ProductCodeForm, RegistrationTimes};
pub use self::scale::{Honesty, MarkOption, Minimum, Scale, Slip};
pub use self::set::{CriteriaBlock, CriteriaGroup, Criterion, Effect, KnockOut, ProductSet};
use crate::finding::Place;

/// Every act that can be used, in the order in which they came into force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    acts: Vec<Act>,
    /// The acts of which only the head was read.
    rest: Vec<UnreadRest>,
    /// The ids of the acts whose file, written by the office, cannot be used.
    broken: Vec<String>,
}

impl Criteria {
    /// Sorts the acts by the day on which they came into force.
    fn new(mut acts: Vec<Act>, rest: Vec<UnreadRest>) -> Self {
        acts.sort_by(|one, other| {
            (one.in_force_from, &one.id).cmp(&(other.in_force_from, &other.id))
        });
        Self { acts, rest, broken: Vec::new() }
    }

    /// The files of the office that cannot be used, as findings name them.
    fn broken_files(&self) -> Vec<String> {
        self.broken.iter().map(|id| place(id).file.to_string()).collect()
    }

    /// Returns the act in force on this day, the later one where two are. `None` before the first.
    #[must_use]
    pub fn in_force(&self, day: Date) -> Option<&Act> {
        self.acts.iter().rev().find(|act| act.covers(day))
    }

    /// Returns the act of this id, e.g. `148-2023`.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.id == id)
    }

    /// Iterates over the ids of all acts, in the order in which they came into force.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.acts.iter().map(|act| act.id.as_str())
    }

    /// Returns the day of issue of the act or amendment for whose number `is` returns true; `None`
    /// when that is not known.
    #[must_use]
    pub fn issued(&self, is: impl Fn(&str) -> bool) -> Option<Date> {
        let acts = self.acts.iter().map(|act| (&act.number, act.issued));
        let amendments =
            self.acts.iter().flat_map(|act| &act.amendments).map(|act| (&act.number, act.issued));
        acts.chain(amendments).filter(|(number, _)| is(number)).find_map(|(_, issued)| issued)
    }

    /// Iterates over all acts, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Act> {
        self.acts.iter()
    }
}

impl<'a> IntoIterator for &'a Criteria {
    type Item = &'a Act;
    type IntoIter = std::slice::Iter<'a, Act>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Returns the place of the file of an act, for findings.
fn place(id: &str) -> Place {
    Place::file(format!("templates/criteria/{id}.toml"))
}
