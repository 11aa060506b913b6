//! The communes of a province as data (`templates/communes/*.toml`): names, codes, districts, and
//! the dates between which a list is valid.
//!
//! One file for each province and period. An office corrects a list with a file of the same name in
//! its own `templates/` folder, and adds one with a file of another name. Where no list fits a
//! round, communes are not checked. This desk also knows how people write a commune into an
//! address; the rules decide what follows from it.

mod address;
mod file;
mod kind;
mod load;
mod province;
#[cfg(test)]
mod tests;

use careful_spreadsheet::text;
use time::Date;

pub use self::address::NamedCommune;
pub use self::kind::CommuneKind;
pub use self::load::load;
pub use self::province::{Commune, Province, ProvinceDistrict};
use crate::finding::Place;

/// All lists of communes that can be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Communes {
    provinces: Vec<Province>,
}

impl Communes {
    /// Returns the list of the province of this name that is valid on this day, the later one where
    /// two are; `None` when there is none.
    ///
    /// Names are compared without case and diacritics; the kind may be left out (`Lai Châu`).
    #[must_use]
    pub fn of(&self, province: &str, day: Date) -> Option<&Province> {
        let wanted = text::bare(province);
        let is = |name: &str| {
            name == wanted || province::without_kind(name) == province::without_kind(&wanted)
        };
        let valid =
            self.provinces.iter().filter(|list| list.covers(day) && is(&text::bare(&list.name)));
        valid.max_by(|one, other| (one.valid_from, &one.id).cmp(&(other.valid_from, &other.id)))
    }

    /// Iterates over the names of the provinces whose lists are valid on this day.
    pub fn names_on(&self, day: Date) -> impl Iterator<Item = &str> {
        self.provinces.iter().filter(move |list| list.covers(day)).map(|list| list.name.as_str())
    }
}

/// Returns the place of the file of a list, for findings.
fn place(id: &str) -> Place {
    Place::file(format!("templates/communes/{id}.toml"))
}
