//! What an address names of the units of a province that has no districts any more: its communes of
//! today, and those, the districts and the provinces of before 1/7/2025.

use careful_spreadsheet::text::bare;
use time::Date;

use super::address::{NamedCommune, districts_in_address, split_districts};
use super::province::{Commune, Province, without_kind};
use super::{Communes, OtherSide, is_same};

/// The lists of a province of today, with what it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesOfToday {
    province: Province,
    before: OtherSide,
    /// Names of all provinces of all times that are no part of this one.
    elsewhere: Vec<String>,
}

/// A commune of before 1/7/2025 in an address, with the only one that it is a part of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed<'a> {
    /// Its name without kind, as it was.
    pub was: &'a str,
    /// The commune of today.
    pub today: &'a Commune,
}

impl PlacesOfToday {
    /// Takes the lists of the province on this day; `None` when there are none, and while the
    /// province has districts.
    #[must_use]
    pub fn of(communes: &Communes, province: &str, day: Date) -> Option<Self> {
        let province = communes.province_on(province, day)?;
        if !province.districts.is_empty() {
            return None;
        }
        let before = communes.other_side(&province, day);
        let is_own = |name: &String| {
            let mut own = before.provinces.iter().chain([&province]);
            own.any(|one| is_same(&one.name, name))
        };
        let mut elsewhere: Vec<_> = communes.spans().map(|span| span.name).collect();
        elsewhere.retain(|name| !is_own(name));
        Some(Self { province, before, elsewhere })
    }

    /// Tells whether an address surely names a commune, of whatever time and province. What stands
    /// behind an abbreviation (`P. Kế toán`) is one only if there is or was one of that name.
    #[must_use]
    pub fn names_commune(&self, address: &str) -> bool {
        let known = |named: &NamedCommune| {
            !self.province.meant(named).is_empty() || !self.before.meant(named, &[]).is_empty()
        };
        let named = self.province.named_in_address(address);
        named.is_some_and(|named| !named.abbreviated || known(&named))
            || self.before.named_in_address(address).is_some()
    }

    /// Finds the commune of before that an address names, in one of `districts` where some have one
    /// of that name; `None` where it names one of today, or where several communes of today may be
    /// meant.
    #[must_use]
    pub fn renamed(&self, address: &str, districts: &[String]) -> Option<Renamed<'_>> {
        let named = self.province.named_in_column(address)?;
        let is_today = !self.province.meant(&named).is_empty();
        let named =
            if is_today { named } else { self.before.named_in_address(address).unwrap_or(named) };
        let mut former = self.before.meant(&named, districts);
        if is_today {
            former.retain(|former| former.is_in(districts));
        }
        let was = former.first()?.commune.short_name();
        let mut today: Vec<&Commune> = Vec::new();
        for former in &former {
            let parts = former.today(&self.province);
            if parts.len() != former.commune.became.len() {
                return None;
            }
            today.extend(parts);
        }
        let first = *today.first()?;
        today.iter().all(|commune| *commune == first).then_some(Renamed { was, today: first })
    }

    /// Tells whether this commune is the unit of this name with its kind.
    #[must_use]
    pub fn is_unit(&self, commune: &Commune, unit: &str) -> bool {
        match self.province.commune(unit) {
            Some(found) => found == commune,
            None => bare(&commune.name) == bare(unit),
        }
    }

    /// Tells whether a part of an address is only the name of a province of before that became a
    /// part of this one.
    #[must_use]
    pub fn is_former_province(&self, part: &str) -> bool {
        let mut former = self.before.provinces.iter().map(|province| &province.name);
        former.any(|name| !is_same(name, &self.province.name) && is_province(part, name))
    }

    /// Tells whether a part of an address is only the name of a district of before. With
    /// `bare_names`, also one without its kind.
    #[must_use]
    pub fn is_former_district(&self, part: &str, bare_names: bool) -> bool {
        let plain = bare(part);
        let has_kind = split_districts(part).1.len() == 1
            || ["thanh pho ", "tp "].iter().any(|kind| plain.starts_with(kind));
        let named = districts_in_address(part);
        let with_kind =
            || has_kind && named.len() == 1 && self.before.has_district(named[0].trim());
        with_kind() || bare_names && self.before.has_district(part.trim())
    }

    /// Tells whether a part of an address is nothing but the name of another province (one that was
    /// not merged into this one): `tỉnh Cao Bằng`. With `bare_names`, also without `tỉnh` or `thành
    /// phố`: `Cao Bằng`.
    #[must_use]
    pub fn is_elsewhere(&self, part: &str, bare_names: bool) -> bool {
        let has_kind = || {
            let plain = bare(part);
            ["tinh ", "t ", "thanh pho ", "tp "].iter().any(|kind| plain.starts_with(kind))
        };
        (bare_names || has_kind()) && self.elsewhere.iter().any(|name| is_province(part, name))
    }
}

/// Tells whether a part of an address is only the name of this province: with its own kind, or
/// without one. The city and the ward of its name are not.
#[must_use]
pub fn is_province(part: &str, province: &str) -> bool {
    let (part, province) = (bare(part), bare(province));
    let part = part.trim();
    let (name, kinds): (_, &[&str]) = match province.strip_prefix("thanh pho ") {
        Some(name) => (name, &["thanh pho ", "tp "]),
        None => (without_kind(&province), &["tinh ", "t "]),
    };
    part == name || kinds.iter().any(|kind| part.strip_prefix(kind).map(str::trim) == Some(name))
}
