//! The communes of a province as data (`templates/communes/`): names, codes, districts, what became
//! of each on 1/7/2025, and the dates between which a list is valid.
//!
//! The program has the lists of all provinces; only the one that is asked for is read. An office
//! corrects or completes them with a TOML file for a province in its own `templates/` folder. Where
//! no list fits a round, communes are not checked, and that is told. This desk also knows how people
//! write a commune into an address; the rules decide what follows from it.

mod address;
mod change;
mod file;
mod kind;
mod list;
mod load;
mod names;
mod near;
mod province;
#[cfg(test)]
mod tests;
mod today;

use careful_spreadsheet::text;
use time::Date;

pub use self::address::{NamedCommune, districts_in_address, split_districts};
pub use self::change::{FormerCommune, OtherSide};
pub use self::kind::CommuneKind;
use self::list::Section;
pub use self::load::load;
pub use self::province::{Commune, Province, ProvinceDistrict};
pub use self::today::{PlacesOfToday, Renamed, is_province};
use crate::finding::Place;

/// All lists of communes: the office's own, and behind them those of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Communes {
    own: Vec<Province>,
    /// Names of files of the office that cannot be used, without the ending.
    broken: Vec<String>,
}

/// A province in one span of time, without its communes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceSpan {
    /// Name with its kind, e.g. `thành phố Huế`.
    pub name: String,
    /// First day; `None` when it has no beginning.
    pub from: Option<Date>,
    /// Last day; `None` while it has no end.
    pub to: Option<Date>,
    /// Name without kind of the province of today that it is a part of; `None` when it is one of
    /// today.
    pub now: Option<String>,
}

impl ProvinceSpan {
    /// Tells whether this stretch of time holds the day: the province bears the name on it.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }
}

impl Communes {
    /// Returns the list of the province of this name that is valid on this day: the office's own,
    /// the later one where two are, else the program's; `None` when there is none.
    ///
    /// Names are compared without case and diacritics; the kind may be left out (`Lai Châu`) or
    /// another one (`tỉnh Huế`).
    #[must_use]
    pub fn province_on(&self, province: &str, day: Date) -> Option<Province> {
        let own = self.own.iter().filter(|list| list.covers(day) && is_same(&list.name, province));
        let latest =
            own.max_by(|one, other| (one.valid_from, &one.id).cmp(&(other.valid_from, &other.id)));
        latest.cloned().or_else(|| {
            let section = list::sections().find(|section| {
                section.covers(day) && section.has_communes() && is_same(section.name, province)
            })?;
            (!self.is_broken(&section)).then(|| section.province())
        })
    }

    /// Iterates over all provinces of all times, in the order of their codes within a time; those
    /// that only the office has come first.
    pub fn spans(&self) -> impl Iterator<Item = ProvinceSpan> {
        let own = self.own.iter().map(|list| ProvinceSpan {
            name: list.name.clone(),
            from: list.valid_from,
            to: list.valid_to,
            now: None,
        });
        own.chain(list::sections().map(|section| ProvinceSpan {
            name: section.name.to_owned(),
            from: section.from,
            to: section.to,
            now: section.now.map(str::to_owned),
        }))
    }

    /// Returns the names of the provinces of a day, each once, in the order of the Vietnamese
    /// alphabet; the kinds do not count.
    #[must_use]
    pub fn names_on(&self, day: Date) -> Vec<String> {
        let names = self.spans().filter(|span| span.covers(day)).map(|span| span.name);
        let mut names: Vec<String> = names.collect();
        names.sort_by_cached_key(|name| {
            let own = ["tỉnh ", "thành phố "].iter().find_map(|kind| name.strip_prefix(kind));
            (names::sorting_key(own.unwrap_or(name)), name.clone())
        });
        names.dedup();
        names
    }

    /// Tells whether the office has a list of this province that cannot be used: a file whose name
    /// begins with the province's (`lai-chau.toml`, `lai-chau-2027.toml`).
    fn is_broken(&self, section: &Section) -> bool {
        let bare = text::bare(section.name);
        let name = province::without_kind(&bare).replace(' ', "-");
        let is = |id: &String| {
            id.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.broken.iter().any(is)
    }
}

/// Tells whether two names of provinces are the same, without case, diacritics and kind.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (text::bare(one), text::bare(other));
    let spaced = |name: &str| province::without_kind(name).replace('-', " ");
    spaced(&one) == spaced(&other)
}

/// Returns the place of the file of a list, for findings.
fn place(id: &str) -> Place {
    Place::file(format!("templates/communes/{id}.toml"))
}
