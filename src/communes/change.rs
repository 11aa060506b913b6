//! The change of 1/7/2025: what became of the communes of before, and of which those of today were
//! made. Communes are followed by name within their province, never by code: codes were used again.

use careful_spreadsheet::text;
use time::Date;

use super::address::NamedCommune;
use super::province::{Commune, Province};
use super::{Communes, ProvinceSpan, is_same, list, names};

/// The lists of a province on the other side of 1/7/2025.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherSide {
    /// Before the change: those that became parts of the province. After it: the province of today.
    pub provinces: Vec<Province>,
}

/// A commune of before 1/7/2025 that somebody names, with its province.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerCommune<'a> {
    /// Its province at that time.
    pub province: &'a Province,
    /// The commune.
    pub commune: &'a Commune,
}

impl Communes {
    /// Returns the lists on the other side of 1/7/2025 from a list of the program or the office.
    #[must_use]
    pub fn other_side(&self, province: &Province, day: Date) -> OtherSide {
        let today = list::first_day_of_today();
        let is_other = |section: &list::Section| match section.now {
            Some(now) if day >= today => is_same(now, &province.name),
            None if day < today => {
                let now = province.now.as_deref().unwrap_or(&province.name);
                section.covers(today) && is_same(section.name, now)
            }
            _ => false,
        };
        let sections = list::sections().filter(list::Section::has_communes);
        OtherSide { provinces: sections.filter(is_other).map(|it| it.province()).collect() }
    }

    /// Returns the province of this name, whenever it was, in the time nearest to this day; `None`
    /// when there never was one. Diacritics count.
    #[must_use]
    pub fn span_near(&self, name: &str, day: Date) -> Option<ProvinceSpan> {
        let wanted = spelt_province(name);
        let is = |span: &ProvinceSpan| spelt_province(&span.name) == wanted;
        let far = |span: &ProvinceSpan| {
            let before = span.from.map_or(0, |first| (first - day).whole_days().max(0));
            let after = span.to.map_or(0, |last| (day - last).whole_days().max(0));
            before + after
        };
        self.spans().filter(is).min_by_key(far)
    }
}

/// Returns the name of a province without its kind, in the form in which spellings are compared.
fn spelt_province(name: &str) -> String {
    let folded = text::fold(name);
    let kinds = ["tỉnh ", "thành phố ", "tp "];
    let rest = kinds.iter().find_map(|kind| folded.strip_prefix(kind));
    names::spelt_name(rest.unwrap_or(&folded))
}

impl OtherSide {
    /// Finds the communes of before that somebody may mean, in one of these districts where some
    /// are named and have one of that name.
    #[must_use]
    pub fn meant(&self, named: &NamedCommune, districts: &[String]) -> Vec<FormerCommune<'_>> {
        let all = || {
            self.provinces.iter().flat_map(|province| {
                let meant = province.meant(named).into_iter();
                meant.map(move |commune| FormerCommune { province, commune })
            })
        };
        let in_district: Vec<_> = all().filter(|former| former.is_in(districts)).collect();
        if in_district.is_empty() { all().collect() } else { in_district }
    }

    /// Finds a commune of before that an address names; `None` when it names none that was one.
    #[must_use]
    pub fn named_in_address(&self, address: &str) -> Option<NamedCommune> {
        let all = NamedCommune::all_in_address(address);
        all.into_iter().find(|named| !self.meant(named, &[]).is_empty())
    }

    /// Finds the communes of before whose names are nearest, those of one province at most.
    #[must_use]
    pub fn nearest(&self, named: &NamedCommune) -> Vec<FormerCommune<'_>> {
        let all = self.provinces.iter().map(|province| {
            let near = province.nearest(named, None).into_iter();
            near.map(|commune| FormerCommune { province, commune }).collect::<Vec<_>>()
        });
        all.into_iter().find(|near| !near.is_empty()).unwrap_or_default()
    }

    /// Tells whether there was a district of this name.
    #[must_use]
    pub fn has_district(&self, name: &str) -> bool {
        self.provinces.iter().any(|province| district(province, name).is_some())
    }

    /// Returns the communes of today that a district of before became as a whole or in parts, by
    /// name without kind, in the order of its communes; empty when there was no such district.
    #[must_use]
    pub fn district_became(&self, name: &str) -> Vec<String> {
        let mut became: Vec<String> = Vec::new();
        for province in &self.provinces {
            let Some(index) = district(province, name) else { continue };
            let parts = province.communes_of(index).flat_map(|commune| &commune.became);
            for part in province.districts[index].became.iter().chain(parts) {
                if !became.contains(part) {
                    became.push(part.clone());
                }
            }
        }
        became
    }

    /// Returns the communes of before that became parts of a commune of today, given by its name
    /// without kind: those of this province, the one of the same name first.
    #[must_use]
    pub fn made_of<'a>(before: &'a Province, name: &str) -> Vec<&'a Commune> {
        let wanted = names::spelt_name(name);
        let is = |part: &String| names::spelt_name(part) == wanted;
        let mut parts: Vec<&Commune> =
            before.communes.iter().filter(|commune| commune.became.iter().any(is)).collect();
        parts.sort_by_key(|commune| names::spelt_name(commune.short_name()) != wanted);
        parts
    }
}

/// Finds a district by its name, with its kind if there is one of that kind.
fn district(province: &Province, name: &str) -> Option<usize> {
    let only_name = || {
        let kinds = ["huyện ", "quận ", "thị xã ", "thành phố "];
        kinds
            .iter()
            .find_map(|kind| name.strip_prefix(kind))
            .and_then(|name| province.district(name))
    };
    province.district(name).or_else(only_name)
}

impl FormerCommune<'_> {
    /// Tells whether the commune lay in one of these districts.
    #[must_use]
    pub fn is_in(&self, districts: &[String]) -> bool {
        let own = self.commune.district;
        districts.iter().any(|name| own.is_some() && district(self.province, name) == own)
    }

    /// Returns the communes that it is a part of today, in the list of the day, the one with most
    /// of it first.
    #[must_use]
    pub fn today<'a>(&self, list: &'a Province) -> Vec<&'a Commune> {
        let of = |name: &String| {
            let wanted = names::spelt_name(name);
            list.communes.iter().find(|commune| names::spelt_name(commune.short_name()) == wanted)
        };
        self.commune.became.iter().filter_map(of).collect()
    }

    /// Names the commune with its district, and its province where that is another one today.
    #[must_use]
    pub fn in_full(&self, list: &Province) -> String {
        let full = self.province.in_full(self.commune);
        if is_same(&self.province.name, &list.name) {
            full
        } else {
            format!("{full}, {}", self.province.name)
        }
    }
}
