//! The communes of one province, found by how people write them.

use std::collections::BTreeMap;

use time::Date;

use super::Named;
use crate::intake::text;

/// The districts and communes of a province between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Name of its file without the ending, e.g. `lai-chau`.
    pub id: String,
    /// Name with its kind, e.g. `tỉnh Lai Châu`.
    pub name: String,
    /// Official code (mã đơn vị hành chính).
    pub code: String,
    /// First day of the list; `None` when it has always been so.
    pub valid_from: Option<Date>,
    /// Last day; `None` while it is valid.
    pub valid_to: Option<Date>,
    /// Where the list was taken from.
    pub source: String,
    /// What of it was confirmed, and how.
    pub verified: String,
    /// What of it was not.
    pub unverified: Vec<String>,
    /// The districts; empty where there are none between the province and its communes.
    pub districts: Vec<District>,
    /// The communes, in the order of the file.
    pub communes: Vec<Commune>,
    /// Indices of the communes by name, without kind, case and diacritics.
    pub(super) by_name: BTreeMap<String, Vec<usize>>,
}

/// A district (huyện, thị xã, thành phố).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Name with its kind, e.g. `huyện Sìn Hồ`.
    pub name: String,
    /// Official code.
    pub code: String,
}

/// A commune (xã, phường, thị trấn).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Name with its kind, e.g. `xã Tả Ngảo`.
    pub name: String,
    /// Official code.
    pub code: String,
    /// What it is.
    pub kind: Kind,
    /// Index of its district.
    pub district: Option<usize>,
}

/// Kind of a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Xã.
    Rural,
    /// Phường.
    Ward,
    /// Thị trấn.
    Town,
    /// Đặc khu.
    Special,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Rural, Self::Ward, Self::Town, Self::Special];

    /// As addresses write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rural => "xã",
            Self::Ward => "phường",
            Self::Town => "thị trấn",
            Self::Special => "đặc khu",
        }
    }

    /// The kind that a name begins with, and the rest of the name.
    pub(super) fn split(name: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|kind| Some((kind, name.strip_prefix(kind.name())?.strip_prefix(' ')?)))
    }
}

/// Kinds of provinces and districts, without diacritics.
const KINDS: [&str; 5] = ["tinh ", "thanh pho ", "thi xa ", "huyen ", "quan "];

/// A bare name of a province or district without its kind: `tinh lai chau` as `lai chau`.
pub(super) fn without_kind(bare: &str) -> &str {
    KINDS.into_iter().find_map(|kind| bare.strip_prefix(kind)).unwrap_or(bare)
}

/// Indices of communes by name, without kind, case and diacritics.
pub(super) fn by_name(communes: &[Commune]) -> BTreeMap<String, Vec<usize>> {
    let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (index, commune) in communes.iter().enumerate() {
        let name = Kind::split(&commune.name).map_or(commune.name.as_str(), |(_, name)| name);
        names.entry(text::bare(name)).or_default().push(index);
    }
    names
}

impl Province {
    /// Whether the list is valid on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The district of this name, compared without case and diacritics; its kind may be left out.
    #[must_use]
    pub fn district(&self, name: &str) -> Option<usize> {
        let wanted = text::bare(name);
        let is = |district: &District| {
            let name = text::bare(&district.name);
            name == wanted || without_kind(&name) == wanted
        };
        self.districts.iter().position(is)
    }

    /// The communes that somebody may mean by a name: those of that name and, if one was given, of that kind.
    ///
    /// Words after the name do not matter (`xã Tả Ngảo điện thoại …`); of several names that fit, the longest counts.
    #[must_use]
    pub fn meant(&self, named: &Named) -> Vec<&Commune> {
        let fits = |commune: &&Commune| named.kind.is_none_or(|kind| kind == commune.kind);
        let words: Vec<String> = named.words().collect();
        let prefixes = (1..=words.len()).rev().map(|count| words[..count].join(" "));
        let found = prefixes.filter_map(|name| self.by_name.get(&name)).find_map(|indices| {
            let communes: Vec<_> = indices.iter().map(|index| &self.communes[*index]).filter(fits).collect();
            (!communes.is_empty()).then_some(communes)
        });
        found.unwrap_or_default()
    }

    /// The communes whose names are nearest to one that does not exist: at most three, none when all are far.
    ///
    /// One letter may differ, two in a name of more than nine; a commune of the district that is asked about comes first.
    #[must_use]
    pub fn nearest(&self, named: &Named, district: Option<usize>) -> Vec<&Commune> {
        let wanted: String = named.words().collect();
        let most = if wanted.chars().count() > 9 { 2 } else { 1 };
        let mut near: Vec<(usize, bool, usize)> = Vec::new();
        for (name, indices) in &self.by_name {
            let distance = strsim::osa_distance(&name.replace(' ', ""), &wanted);
            if distance <= most {
                let of = |index: &usize| (distance, self.communes[*index].district != district, *index);
                near.extend(indices.iter().map(of));
            }
        }
        near.sort_unstable();
        let best = near.first().map(|(distance, elsewhere, _)| (*distance, *elsewhere));
        let equals = near.iter().filter(|(distance, elsewhere, _)| Some((*distance, *elsewhere)) == best);
        equals.take(3).map(|(.., index)| &self.communes[*index]).collect()
    }

    /// The communes of a district.
    pub fn communes_of(&self, district: usize) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(move |commune| commune.district == Some(district))
    }

    /// A commune with its district, as a sentence names it: `xã Tả Ngảo, huyện Sìn Hồ`.
    #[must_use]
    pub fn in_full(&self, commune: &Commune) -> String {
        match commune.district.and_then(|district| self.districts.get(district)) {
            Some(district) => format!("{}, {}", commune.name, district.name),
            None => commune.name.clone(),
        }
    }
}
