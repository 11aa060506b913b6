//! The communes of one province, and how to find them by what people write.

use std::collections::BTreeMap;

use careful_spreadsheet::text;
use time::Date;

use super::address::NamedCommune;
use super::kind::CommuneKind;
use super::{names, near};

/// The list of the districts and communes of a province between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Name of the office's own file without the ending, e.g. `lai-chau`; the name of the province
    /// for a list of the program.
    pub id: String,
    /// Name with its kind, e.g. `tỉnh Lai Châu`.
    pub name: String,
    /// Official code (mã đơn vị hành chính).
    pub code: String,
    /// First day on which the list is valid; `None` when it has no beginning.
    pub valid_from: Option<Date>,
    /// Last day on which the list is valid; `None` while it has no end.
    pub valid_to: Option<Date>,
    /// First day from which the list is surely right: before it, communes may have had other names
    /// and districts. `None` when it is right as long as it is valid.
    pub certain_from: Option<Date>,
    /// Name without kind of the province of today that it is a part of; `None` when it is one of
    /// today.
    pub now: Option<String>,
    /// The districts; empty where the province has none above its communes.
    pub districts: Vec<ProvinceDistrict>,
    /// The communes, in the order of the file.
    pub communes: Vec<Commune>,
    /// The names of the communes.
    pub(super) names: Names,
}

/// A district (huyện, quận, thị xã, thành phố).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceDistrict {
    /// Name with its kind, e.g. `huyện Sìn Hồ`.
    pub name: String,
    /// Official code.
    pub code: String,
    /// Name without kind of the commune of today that it became as a whole, for a district without
    /// communes (islands).
    pub became: Option<String>,
}

/// A commune (xã, phường, thị trấn, đặc khu).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Name with its kind, e.g. `xã Tả Ngảo`.
    pub name: String,
    /// Official code. Codes were given to other communes on 1/7/2025, so they say nothing about
    /// what became of a commune.
    pub code: String,
    /// Its kind.
    pub kind: CommuneKind,
    /// Index of its district in [`Province::districts`]; `None` when it belongs to none.
    pub district: Option<usize>,
    /// Names without kind of the communes of today that it is a part of, the one with most of it
    /// first; empty when it is one of today or this is not known.
    pub became: Vec<String>,
}

impl Commune {
    /// Returns the name without its kind.
    #[must_use]
    pub fn short_name(&self) -> &str {
        CommuneKind::split(&self.name).map_or(self.name.as_str(), |(_, name)| name)
    }
}

/// The names of communes, each with the index of its commune. A commune may have two spellings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// By name without kind, case, diacritics and spaces: the exact spelling, and the index.
    by_bare: BTreeMap<String, Vec<(String, usize)>>,
}

impl Names {
    /// Adds a name without its kind.
    pub(super) fn add(&mut self, name: &str, index: usize) {
        let words = names::words(name);
        let entry = (names::spelt(&words), index);
        self.by_bare.entry(names::bare(&words)).or_default().push(entry);
    }

    /// Iterates over the indices of the communes that these words may name: those of this spelling,
    /// or of every one when they were typed without diacritics.
    fn of(&self, words: &[String]) -> impl Iterator<Item = usize> {
        let spelt = names::spelt(words);
        let plain = words.iter().all(|word| word.is_ascii());
        let entries = self.by_bare.get(&names::bare(words)).map(Vec::as_slice).unwrap_or_default();
        entries.iter().filter(move |(known, _)| plain || *known == spelt).map(|(_, index)| *index)
    }

    /// Iterates over the indices of the communes of exactly this spelling.
    fn spelt(&self, words: &[String]) -> impl Iterator<Item = usize> {
        let spelt = names::spelt(words);
        let entries = self.by_bare.get(&names::bare(words)).map(Vec::as_slice).unwrap_or_default();
        entries.iter().filter(move |(known, _)| *known == spelt).map(|(_, index)| *index)
    }

    /// Iterates over all names: without diacritics, spelt, and the index.
    fn iter(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let entries = self.by_bare.iter();
        entries.flat_map(|(bare, entries)| {
            entries.iter().map(move |(spelt, index)| (bare.as_str(), spelt.as_str(), *index))
        })
    }
}

/// Kinds of provinces and districts, without diacritics.
const KINDS: [&str; 5] = ["tinh ", "thanh pho ", "thi xa ", "huyen ", "quan "];

/// Removes the kind from the bare name of a province or district: `tinh lai chau` becomes `lai
/// chau`.
pub(super) fn without_kind(bare: &str) -> &str {
    KINDS.into_iter().find_map(|kind| bare.strip_prefix(kind)).unwrap_or(bare)
}

/// Returns the last `count` words of a name, in the form in which spellings are compared.
fn tail(name: &str, count: usize) -> String {
    let words = names::words(name);
    names::spelt(&words[words.len().saturating_sub(count)..])
}

impl Province {
    /// Tells whether the list is valid on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Tells whether the list is surely right on this day.
    #[must_use]
    pub fn is_certain(&self, day: Date) -> bool {
        self.certain_from.is_none_or(|first| first <= day)
    }

    /// Returns the index of the district of this name, compared without case; its kind may be left
    /// out. Diacritics count unless the name was typed without any.
    #[must_use]
    pub fn district(&self, name: &str) -> Option<usize> {
        let bare = text::bare(name);
        let core = without_kind(&bare).split([' ', '-']).count();
        let accented = tail(name, core);
        let is = |district: &ProvinceDistrict| {
            let known = text::bare(&district.name);
            let same = known == bare || without_kind(&known) == bare;
            same && (name.is_ascii() || tail(&district.name, core) == accented)
        };
        self.districts.iter().position(is)
    }

    /// Returns the commune of exactly this name with its kind (`xã Tả Ngảo`), compared without case
    /// and without regard to where a tone stands.
    #[must_use]
    pub fn commune(&self, name: &str) -> Option<&Commune> {
        let words = names::words(name);
        CommuneKind::ALL.into_iter().find_map(|kind| {
            let rest = words.strip_prefix(names::words(kind.name()).as_slice())?;
            let mut named = self.names.spelt(rest).map(|index| &self.communes[index]);
            named.find(|commune| commune.kind == kind)
        })
    }

    /// Reads the name of the commune from an address. Where several words of it may be one, a name
    /// that the lists of the province have goes first; else the name is returned although they do
    /// not have it. `None` when no word (`xã`, `phường`) says that a commune is meant.
    #[must_use]
    pub fn named_in_address(&self, address: &str) -> Option<NamedCommune> {
        let all = NamedCommune::all_in_address(address);
        let known = |named: &&NamedCommune| !self.meant(named).is_empty();
        let firm = |named: &&NamedCommune| !named.tentative && !named.abbreviated;
        let nearly = |named: &&NamedCommune| {
            !named.abbreviated && named.name.contains(' ') && !self.nearest(named, None).is_empty()
        };
        let chosen = all
            .iter()
            .filter(firm)
            .find(known)
            .or_else(|| all.iter().find(firm))
            .or_else(|| all.iter().find(known))
            .or_else(|| all.iter().find(|named| !named.tentative))
            .or_else(|| all.iter().find(nearly));
        chosen.cloned()
    }

    /// Finds the commune in a cell of a column for communes, where the kind may be left out.
    #[must_use]
    pub fn named_in_column(&self, cell: &str) -> Option<NamedCommune> {
        let whole = NamedCommune::without_kind(cell);
        let named = self.named_in_address(cell);
        match (&named, &whole) {
            // `Xa Dung`, a name that begins with what may be a kind.
            (Some(named), Some(whole)) if self.meant(named).is_empty() => {
                (!self.meant(whole).is_empty()).then(|| whole.clone())
            }
            (None, _) => whole.clone(),
            _ => None,
        }
        .or(named)
    }

    /// Returns the communes that somebody may mean by a name: those of that name and, if a kind was
    /// written, of that kind. Communes that differ in a tone mark are two; only a name that was
    /// typed without diacritics may mean both. Where a tone stands in its syllable does not count.
    ///
    /// Words after the name are ignored (`xã Tả Ngảo điện thoại …`); of several names that fit, the
    /// longest counts.
    #[must_use]
    pub fn meant(&self, named: &NamedCommune) -> Vec<&Commune> {
        let fits = |commune: &&Commune| named.kind.is_none_or(|kind| kind == commune.kind);
        let longest = |words: &[String]| {
            (1..=words.len()).rev().find_map(|count| {
                let found = self.names.of(&words[..count]).map(|index| &self.communes[index]);
                let communes: Vec<_> = found.filter(fits).collect();
                (!communes.is_empty()).then_some(communes)
            })
        };
        let words = named.words();
        // `phường Đúc` is short for `phường Phường Đúc`.
        let with_kind = || {
            let kind = names::words(named.kind?.name());
            longest(&[kind.as_slice(), words].concat())
        };
        longest(words).or_else(with_kind).unwrap_or_default()
    }

    /// Returns the communes whose names are nearest to a name that does not exist, nearest first: at
    /// most three, none when all are far.
    ///
    /// One letter may differ, two in a name of more than nine letters; of equally near communes,
    /// those of `district` come first.
    #[must_use]
    pub fn nearest(&self, named: &NamedCommune, district: Option<usize>) -> Vec<&Commune> {
        let wanted = near::Wanted::of(named);
        let mut found: Vec<_> = self
            .names
            .iter()
            .filter_map(|(bare, spelt, index)| {
                let commune = &self.communes[index];
                let near = wanted.nearness(bare, spelt, commune.kind)?;
                Some((near.cost, commune.district != district, near, index))
            })
            .collect();
        found.sort_unstable();
        let best = found.first().map(|(cost, elsewhere, ..)| (*cost, *elsewhere));
        found.retain(|(cost, elsewhere, ..)| Some((*cost, *elsewhere)) == best);
        let mut indices: Vec<usize> = Vec::new();
        for (.., index) in found {
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        indices.into_iter().take(3).map(|index| &self.communes[index]).collect()
    }

    /// Iterates over the communes of a district, given by its index.
    pub fn communes_of(&self, district: usize) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(move |commune| commune.district == Some(district))
    }

    /// Names a commune with its district, as a sentence does: `xã Tả Ngảo, huyện Sìn Hồ`.
    #[must_use]
    pub fn in_full(&self, commune: &Commune) -> String {
        match commune.district.and_then(|district| self.districts.get(district)) {
            Some(district) => format!("{}, {}", commune.name, district.name),
            None => commune.name.clone(),
        }
    }
}
